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

/**
 * Browsers make a nested setTimeout(0) wait 4 ms; a message does not. Node hands out up to a thousand messages of one port before it looks at another,
 * so that commands would wait; its setImmediate lets them through.
 */
function soonHere(): (run: () => void) => void {
  if (typeof setImmediate === 'function') return (run) => void setImmediate(run);
  const channel = new MessageChannel();
  const queue: (() => void)[] = [];
  channel.port1.onmessage = () => queue.shift()?.();
  return (run) => {
    queue.push(run);
    channel.port2.postMessage(null);
  };
}
const soon = soonHere();

const server = createWorldServer({
  post: (event) => self.postMessage(event),
  now: () => performance.now(),
  later: (ms, run) => {
    if (ms > 0) setTimeout(run, ms);
    else soon(run);
  },
});
self.onmessage = ({ data }) => server.handle(data);
