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

const server = createWorldServer({
  post: (event) => self.postMessage(event),
  now: () => performance.now(),
  later: (ms, run) => {
    setTimeout(run, ms);
  },
});
self.onmessage = ({ data }) => server.handle(data);
