import type { Process } from '../../../platform/types.ts';
import type { Wait } from '../../../simulation/task.ts';
import type { SourceFunction } from '../../api/functions.ts';
import { copy } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { StreamOperator, type TaskRuntime } from './operator.ts';
import { SourceOperator } from './source.ts';

/** The queue from an iteration's tail to its head in the same TaskManager (BlockingQueueBroker). */
interface FeedbackQueue {
  readonly values: unknown[];
  wake: (() => void) | null;
}

const brokers = new WeakMap<Process, Map<string, FeedbackQueue>>();

function queueOf(runtime: TaskRuntime, broker: string): FeedbackQueue {
  let queues = brokers.get(runtime.process);
  if (!queues) {
    queues = new Map();
    brokers.set(runtime.process, queues);
  }
  const { job, subtask, attempt } = runtime.ref;
  const key = `${job}-${broker}-${subtask}-${attempt}`;
  let queue = queues.get(key);
  if (!queue) {
    queue = { values: [], wake: null };
    queues.set(key, queue);
  }
  return queue;
}

/**
 * StreamIterationHead: emits what the tail hands back; ends after `maxWait` ms without a record when that is above 0. It waits inside the
 * mailbox's default action: no checkpoint is taken until a record comes back.
 */
function iterationHead(runtime: TaskRuntime, broker: string, maxWait: number): SourceFunction {
  const queue = queueOf(runtime, broker);
  let running = true;
  const next: Wait = (resume) => {
    let timer: { cancel(): void } | null = null;
    let waits = true;
    let holdsThread = false;
    const over = (): void => {
      waits = false;
      timer?.cancel();
      queue.wake = null;
      if (holdsThread) runtime.blocked--;
    };
    const settle = (): void => {
      over();
      resume();
      if (runtime.blocked === 0) runtime.resume();
    };
    queue.wake = settle;
    // The mails that are due come first.
    runtime.mail(() => {
      if (!waits) return;
      holdsThread = true;
      runtime.blocked++;
      if (maxWait > 0) timer = runtime.process.schedule(maxWait, settle);
    });
    return over;
  };
  return {
    *run(context) {
      while (running) {
        if (queue.values.length === 0) yield next;
        if (queue.values.length === 0) return;
        const wait = context.collect(queue.values.shift());
        if (wait) yield wait;
      }
    },
    cancel() {
      running = false;
      queue.wake?.();
    },
  };
}

/** StreamIterationHead has no operator that would count what it emits. */
export class IterationHeadOperator extends SourceOperator {
  constructor(runtime: TaskRuntime, chained: ChainedOperator, broker: string, maxWait: number) {
    super(runtime, chained, iterationHead(runtime, broker, maxWait), true, null);
  }
  override get countedOut(): number {
    return 0;
  }
}

/** StreamIterationTail. */
export class IterationTailOperator extends StreamOperator {
  private readonly queue: FeedbackQueue;
  constructor(runtime: TaskRuntime, chained: ChainedOperator, broker: string) {
    super(runtime, chained);
    this.queue = queueOf(runtime, broker);
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.queue.values.push(copy(value));
    this.queue.wake?.();
  }
  /** StreamIterationTail's RecordPusher counts what it hands back. */
  override get countedOut(): number {
    return this.recordsIn;
  }
}
