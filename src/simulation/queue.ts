/**
 * The event queue: a 4-ary heap ordered by (time, sequence), with times in an array of their own so that comparing touches no event.
 * The sequence breaks ties in order of scheduling, so that the order of events never depends on the heap's shape or on the
 * JavaScript engine. Events for the moment that is running, which are many, wait in a list instead.
 */
export interface EventQueue {
  /** Number of events that are still to come, cancelled ones included. */
  readonly size: number;
  /** Puts `run` at virtual time `at` (ms). */
  push(at: number, run: () => void): QueuedEvent;
  /** Time (ms) of the next event, or Infinity. */
  peek(): number;
  /** Removes and returns the next event; undefined when the queue is empty. */
  pop(): QueuedEvent | undefined;
}

class QueuedEvent {
  private action: (() => void) | null;
  constructor(
    readonly sequence: number,
    run: () => void,
  ) {
    this.action = run;
  }
  /** Runs it, unless it was cancelled or has run. */
  run(): void {
    const { action } = this;
    this.action = null;
    if (action !== null) action();
  }
  /** It keeps its place in the queue but does nothing, and holds nothing alive. */
  cancel(): void {
    this.action = null;
  }
}

const ARITY = 4;

export function createQueue(): EventQueue {
  const times: number[] = [];
  const events: QueuedEvent[] = [];
  let next = 0;
  /** Events at `instant`, the time of the event taken last. */
  let current: QueuedEvent[] = [];
  let head = 0;
  let instant = Number.NaN;

  const popHeap = (): QueuedEvent => {
    const top = events[0]!;
    const time = times.pop()!;
    const event = events.pop()!;
    const n = times.length;
    if (n > 0) {
      const { sequence } = event;
      let i = 0;
      for (;;) {
        const from = ARITY * i + 1;
        if (from >= n) break;
        let child = from;
        let least = times[from]!;
        const to = Math.min(from + ARITY, n);
        for (let j = from + 1; j < to; j++) {
          const other = times[j]!;
          if (other < least || (other === least && events[j]!.sequence < events[child]!.sequence)) {
            child = j;
            least = other;
          }
        }
        if (time < least || (time === least && sequence < events[child]!.sequence)) break;
        times[i] = least;
        events[i] = events[child]!;
        i = child;
      }
      times[i] = time;
      events[i] = event;
    }
    return top;
  };

  return {
    get size() {
      return times.length + current.length - head;
    },
    push(at, run) {
      const event = new QueuedEvent(next++, run);
      if (at === instant) {
        current.push(event);
        return event;
      }
      let i = times.length;
      times.push(at);
      events.push(event);
      while (i > 0) {
        const parent = ((i - 1) / ARITY) | 0;
        const time = times[parent]!;
        // The sequence is the highest so far: equal times stay where they are.
        if (at >= time) break;
        times[i] = time;
        events[i] = events[parent]!;
        i = parent;
      }
      times[i] = at;
      events[i] = event;
      return event;
    },
    peek() {
      const heap = times.length > 0 ? times[0]! : Number.POSITIVE_INFINITY;
      return head < current.length && instant < heap ? instant : heap;
    },
    pop() {
      if (head < current.length) {
        const event = current[head]!;
        if (
          times.length === 0 ||
          instant < times[0]! ||
          (instant === times[0]! && event.sequence < events[0]!.sequence)
        ) {
          head++;
          if (head === current.length) {
            current = [];
            head = 0;
          }
          return event;
        }
        return popHeap();
      }
      if (times.length === 0) return undefined;
      instant = times[0]!;
      return popHeap();
    },
  };
}
