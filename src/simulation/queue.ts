/**
 * The event queue: a binary heap on parallel arrays, ordered by (time, sequence). The sequence breaks ties in order of
 * scheduling, so that the order of events never depends on the heap's shape or on the JavaScript engine.
 */
export interface EventQueue {
  /** Number of events that are still to run, cancelled ones included until they reach the top. */
  readonly size: number;
  /** Puts `run` at virtual time `at` (ms) and returns the event's sequence number. */
  push(at: number, run: () => void): number;
  /** Time (ms) of the next event, or Infinity. */
  peek(): number;
  /** Removes and returns the next event; undefined when the queue is empty. */
  pop(): QueuedEvent | undefined;
}

export interface QueuedEvent {
  readonly at: number;
  readonly sequence: number;
  readonly run: () => void;
}

export function createQueue(): EventQueue {
  const times: number[] = [];
  const sequences: number[] = [];
  const runs: (() => void)[] = [];
  let next = 0;

  const before = (time: number, sequence: number, j: number): boolean => {
    const other = times[j]!;
    return time < other || (time === other && sequence < sequences[j]!);
  };
  const place = (i: number, time: number, sequence: number, run: () => void): void => {
    times[i] = time;
    sequences[i] = sequence;
    runs[i] = run;
  };

  return {
    get size() {
      return times.length;
    },
    push(at, run) {
      const sequence = next++;
      let i = times.length;
      times.push(at);
      sequences.push(sequence);
      runs.push(run);
      while (i > 0) {
        const parent = (i - 1) >> 1;
        if (!before(at, sequence, parent)) break;
        place(i, times[parent]!, sequences[parent]!, runs[parent]!);
        i = parent;
      }
      place(i, at, sequence, run);
      return sequence;
    },
    peek: () => (times.length > 0 ? times[0]! : Number.POSITIVE_INFINITY),
    pop() {
      if (times.length === 0) return undefined;
      const top = { at: times[0]!, sequence: sequences[0]!, run: runs[0]! };
      const time = times.pop()!;
      const sequence = sequences.pop()!;
      const run = runs.pop()!;
      const n = times.length;
      if (n > 0) {
        let i = 0;
        for (;;) {
          let child = 2 * i + 1;
          if (child >= n) break;
          if (child + 1 < n && before(times[child + 1]!, sequences[child + 1]!, child)) child++;
          if (before(time, sequence, child)) break;
          place(i, times[child]!, sequences[child]!, runs[child]!);
          i = child;
        }
        place(i, time, sequence, run);
      }
      return top;
    },
  };
}
