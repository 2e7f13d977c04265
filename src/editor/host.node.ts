import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorldEvent } from '../world/protocol.ts';
import { type Host, type RealFlinkSupport, sharedFlagIfThere, type WorldWorker } from './host.ts';

/**
 * Gives a worker thread the globals of a Web Worker, so that one bundle serves both hosts, and one that tells when its heap is nearly
 * full; takes Node's own away: student programs live there. (`Buffer` stays: Node's own code looks for it.)
 */
const prelude = `
const { parentPort, workerData } = require('node:worker_threads');
const vm = require('node:vm');
const v8 = require('node:v8');
globalThis.self = globalThis;
globalThis.WorkerGlobalScope = class {};
globalThis.isShortOfMemory = () => {
  const { used_heap_size: used, heap_size_limit: limit } = v8.getHeapStatistics();
  return used > 0.85 * limit;
};
globalThis.location = { href: 'file:///worker.js' };
globalThis.postMessage = (message) => parentPort.postMessage(message);
parentPort.on('message', (data) => globalThis.onmessage && globalThis.onmessage({ data }));
const nodeOnly = ['process', 'require', 'module', 'exports', '__filename', '__dirname', 'fetch', 'WebSocket'];
for (const name of nodeOnly) delete globalThis[name];
vm.runInThisContext(workerData.source, { filename: workerData.filename });
`;

/** Records on their way live as long as a network buffer: with V8's 48 MB they would be moved again and again (docs/performance.md). */
const YOUNG_GENERATION_MB = 192;

/** @param extensionPath folder that holds `dist/` */
export function nodeHost(extensionPath: string): Host {
  const filename = path.join(extensionPath, 'dist/worker.js');
  return {
    async startWorker() {
      const source = await readFile(filename, 'utf8');
      const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
      return overThread(
        new Worker(prelude, { eval: true, workerData: { source, filename }, stdin: false, env: {}, resourceLimits }),
      );
    },
    readAsset: async (name) => new Uint8Array(await readFile(path.join(extensionPath, name))),
    sharedFlag: sharedFlagIfThere,
    async realFlink() {
      const bundle = path.join(extensionPath, 'dist/node.js');
      const { realFlinkOnNode } = createRequire(bundle)(bundle) as { realFlinkOnNode: RealFlinkSupport };
      return realFlinkOnNode;
    },
  };
}

function overThread(worker: Worker): WorldWorker {
  let ended = false;
  return {
    post: (command) => worker.postMessage(command),
    onEvent: (listener) => void worker.on('message', (event: WorldEvent) => !ended && listener(event)),
    onDeath(listener) {
      let reason: string | null = null;
      worker.on('error', (error) => {
        reason = error.message;
      });
      // By now all that it sent has been heard: errors come by a way of their own, and may overtake messages.
      worker.on('exit', (code) => {
        if (!ended) listener(reason ?? `the worker ended with code ${code}`);
        ended = true;
      });
    },
    end() {
      ended = true;
      void worker.terminate();
    },
  };
}
