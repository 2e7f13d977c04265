import type { Machine } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';

/** The last lines of a text; all where `count` is undefined or -1. */
export function lastLines(text: string, count: string | undefined): string {
  if (count === undefined || count === 'all' || Number(count) < 0) return text;
  const lines = text.split('\n');
  const ends = lines.at(-1) === '' ? 1 : 0;
  return lines.slice(Math.max(0, lines.length - ends - Number(count))).join('\n');
}

/** Prints what is added to a file from now on, until `over` says that nothing will be (it is asked after each change and by `wake`). */
export function* followFile(
  call: Call,
  machine: Machine,
  path: string,
  over: () => boolean,
  onOver: (wake: () => void) => void,
): Task {
  let shown = machine.files.exists(path) ? machine.files.readText(path).length : 0;
  let wake: (() => void) | null = null;
  const stop = machine.files.watch(path, () => wake?.());
  onOver(() => wake?.());
  call.process.declareServing();
  try {
    for (;;) {
      const text = machine.files.exists(path) ? machine.files.readText(path) : '';
      if (text.length > shown) call.print(text.slice(shown));
      shown = text.length;
      if (over()) return;
      yield (resume) => {
        wake = () => {
          wake = null;
          call.process.schedule(0, () => resume());
        };
        return undefined;
      };
    }
  } finally {
    stop();
  }
}
