/**
 * A stand-in for the world's worker in tests of sessions: cells are tiny commands (`print TEXT`, `serve`, `loop`, `fail`,
 * `compute N`, `die`). Its loop is compiled with `new Function`, as programs are, and never looks at messages, only at the flag.
 */
import type { JournalEntry, WorldCommand, WorldEvent, WorldInput } from '../../src/world/protocol.ts';

declare const self: {
  postMessage(event: WorldEvent): void;
  onmessage: ((event: { data: WorldCommand }) => void) | null;
};

let flag: Int32Array | null = null;
let now = 0;
let sequence = 0;
let live = true;
const serving = new Map<number, number>();

const loop = new Function('stopped', 'while (true) { if (stopped()) throw new Error("Interrupted"); }') as (
  stopped: () => boolean,
) => void;

function end(id: number, cell: number, ok: boolean, stdout: string, message: string | null): void {
  const error = message === null ? null : { message, file: null, line: 1, column: 1 };
  const result = {
    ...{ ok, exitCode: ok ? 0 : 1, stdout, stderr: '', error },
    ...{ virtualMs: 100, serving: serving.has(cell), skipped: null, host: 'node1' },
  };
  serving.delete(cell);
  self.postMessage({ type: 'ended', id, cell, result });
}

function apply(input: WorldInput, id: number): void {
  now += 100;
  const entry = { at: now, sequence: sequence++, events: sequence, input } as unknown as JournalEntry;
  if (live) self.postMessage({ type: 'journal', entry });
  if (input.kind === 'interrupt' && serving.has(input.cell)) end(serving.get(input.cell)!, input.cell, true, '', null);
  if (input.kind === 'type') {
    if (input.text === 'loop\n') loop(() => flag !== null && Atomics.exchange(flag, 0, 0) !== 0);
    self.postMessage({ type: 'output', cell: input.cell, stream: 'stdout', text: input.text.toUpperCase() });
  }
  if (input.kind !== 'run') return;
  const { cell, source } = input.request;
  const [word, ...rest] = source.split(' ');
  if (word === 'print') {
    const text = `${rest.join(' ')}\n`;
    self.postMessage({ type: 'output', cell, stream: 'stdout', text });
    end(id, cell, true, text, null);
  } else if (word === 'serve') {
    serving.set(cell, id);
    self.postMessage({ type: 'serving', cell, acceptsInput: true });
  } else if (word === 'compute') {
    const value = String(new Function(`return ${rest.join(' ')}`)());
    self.postMessage({ type: 'output', cell, stream: 'stdout', text: value });
    end(id, cell, true, value, null);
  } else if (word === 'fail') {
    end(id, cell, false, '', 'failed as asked');
  } else if (word === 'loop') {
    try {
      loop(() => flag !== null && Atomics.exchange(flag, 0, 0) !== 0);
    } catch (error) {
      end(id, cell, false, '', (error as Error).message);
    }
  } else if (word === 'die') {
    throw new Error('out of memory');
  } else {
    end(id, cell, source !== 'false', '', null);
  }
}

self.onmessage = ({ data }) => {
  if (data.type === 'create') {
    flag = data.interrupt ? new Int32Array(data.interrupt) : null;
    const header = { millrace: 'trace', version: 1, title: data.spec.title, seed: data.spec.seed } as const;
    self.postMessage({ type: 'ready', header: { ...header, epoch: 0, flink: '1.13.6', origin: 'simulated' } });
    live = false;
    for (const { input } of data.journal ?? []) apply(input, -1);
    live = true;
    self.postMessage({ type: 'replayed', now });
  } else if (data.type === 'input') {
    apply(data.input, data.id);
  } else if (data.type === 'read') {
    self.postMessage({ type: 'answer', id: data.id, ok: true, value: null });
  }
};
