import type { WorldEvent } from '../world/protocol.ts';
import { type Host, sharedFlagIfThere, type WorldWorker } from './host.ts';

/** @param extensionUrl address of the folder that holds `dist/`, without a slash at its end */
export function webHost(extensionUrl: string, workerFile = 'dist/worker.js'): Host {
  const load = async (name: string): Promise<Response> => {
    const response = await fetch(`${extensionUrl}/${name}`);
    if (!response.ok) throw new Error(`${name}: ${response.status} ${response.statusText}`);
    return response;
  };
  const assets = new Map<string, Promise<Uint8Array>>();
  let workerUrl: Promise<string> | null = null;
  return {
    async startWorker() {
      // A worker may only be started from its page's own origin, which the extension's address is not on vscode.dev.
      workerUrl ??= load(workerFile).then(async (response) => {
        const blob = new Blob([await response.text()], { type: 'text/javascript' });
        return URL.createObjectURL(blob);
      });
      return overWebWorker(new Worker(await workerUrl));
    },
    readAsset(name) {
      const known =
        assets.get(name) ?? load(name).then(async (response) => new Uint8Array(await response.arrayBuffer()));
      assets.set(name, known);
      known.catch(() => assets.delete(name));
      return known;
    },
    sharedFlag: sharedFlagIfThere,
  };
}

function overWebWorker(worker: Worker): WorldWorker {
  let ended = false;
  return {
    post: (command) => worker.postMessage(command),
    onEvent: (listener) =>
      worker.addEventListener('message', (message: MessageEvent<WorldEvent>) => !ended && listener(message.data)),
    onDeath: (listener) =>
      worker.addEventListener('error', (event) => {
        if (!ended) listener(event.message);
        ended = true;
      }),
    end() {
      ended = true;
      worker.terminate();
    },
  };
}
