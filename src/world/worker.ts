/**
 * The worker's entry, written against the Web Worker's globals; the desktop host provides the same three names in a
 * worker_thread.
 */
import type { WorldCommand } from './protocol.ts';
import { createWorldServer } from './server.ts';

declare const self: {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: WorldCommand }) => void) | null;
};

// Browsers make a nested setTimeout(0) wait 4 ms; a message does not.
const channel = new MessageChannel();
const queue: (() => void)[] = [];
channel.port1.onmessage = () => queue.shift()?.();
const soon = (run: () => void): void => {
  queue.push(run);
  channel.port2.postMessage(null);
};

const server = createWorldServer({
  post: (event) => self.postMessage(event),
  now: () => performance.now(),
  later: (ms, run) => {
    if (ms > 0) setTimeout(run, ms);
    else soon(run);
  },
});
self.onmessage = ({ data }) => server.handle(data);
