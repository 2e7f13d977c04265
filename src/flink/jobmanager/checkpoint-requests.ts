import type { Process } from '../../platform/types.ts';
import type { Random } from '../../simulation/random.ts';
import type { Timer } from '../../simulation/simulation.ts';
import type { CheckpointOptions } from '../rpc/checkpoint-options.ts';
import { type CompletableFuture, createFuture } from '../rpc/future.ts';
import { CHECKPOINT_FAILURES, type CheckpointFailureReason } from './checkpoint-failures.ts';
import type { CheckpointSettings } from './checkpoint-settings.ts';
import type { CompletedCheckpoint } from './checkpoint-store.ts';
import type { StatePath } from './state-storage.ts';

/** Somebody, or the timer, wants a checkpoint. */
export interface CheckpointRequest {
  readonly type: CheckpointOptions['type'];
  readonly periodic: boolean;
  /** Of a savepoint. */
  readonly directory: StatePath | null;
  readonly result: CompletableFuture<CompletedCheckpoint>;
}

/** When checkpoints are triggered: the periodic timer and CheckpointRequestDecider's queue. */
export interface CheckpointRequests {
  /** Queues a request, savepoints first. */
  add(request: CheckpointRequest): void;
  /** Triggers what may be triggered now. */
  next(): void;
  /** Tells when the last checkpoint was completed, virtual ms: the minimal pause counts from there. */
  completedAt(time: number): void;
  /** The job runs, or it does not: the timer with it. */
  running(runs: boolean): void;
  /** A stop-with-savepoint or cancel-with-savepoint holds the timer. */
  hold(): void;
  release(): void;
  rejectAll(reason: CheckpointFailureReason): void;
}

const MAX_QUEUED_REQUESTS = 1_000;

class CheckpointError extends Error {
  constructor(readonly reason: CheckpointFailureReason) {
    super(CHECKPOINT_FAILURES[reason].text);
  }
}

export function createCheckpointRequests(options: {
  readonly process: Process;
  readonly now: () => number;
  /** For the first delay, which Flink draws from [minimal pause, interval]. */
  readonly delay: Random;
  readonly settings: CheckpointSettings;
  /** Checkpoints under way. */
  readonly pending: () => number;
  readonly trigger: (request: CheckpointRequest) => void;
}): CheckpointRequests {
  const { process, now, settings } = options;
  const queue: CheckpointRequest[] = [];
  let periodic: Timer | null = null;
  let runs = false;
  let held = false;
  let lastCompletion = Number.NEGATIVE_INFINITY;

  const tickAfter = (delay: number, interval: number): void => {
    periodic = process.schedule(delay, () => {
      tickAfter(interval, interval);
      requests.add({ type: 'CHECKPOINT', periodic: true, directory: null, result: createFuture() });
    });
  };
  const start = (): void => {
    const { interval, minPause } = settings;
    if (!runs || held || interval === null || periodic) return;
    tickAfter(minPause + options.delay.int(interval - minPause + 1), interval);
  };
  const stop = (): void => {
    periodic?.cancel();
    periodic = null;
  };
  const postpone = (delay: number): void => {
    if (!periodic || settings.interval === null) return;
    periodic.cancel();
    tickAfter(delay, settings.interval);
  };
  const reject = (request: CheckpointRequest | undefined, reason: CheckpointFailureReason): void =>
    request?.result.completeExceptionally(new CheckpointError(reason));
  const rank = ({ type, periodic: byTimer }: CheckpointRequest): number =>
    type !== 'CHECKPOINT' ? 0 : byTimer ? 2 : 1;

  const requests: CheckpointRequests = {
    add(request) {
      const at = queue.findIndex((other) => rank(other) > rank(request));
      queue.splice(at < 0 ? queue.length : at, 0, request);
      if (queue.length > MAX_QUEUED_REQUESTS) reject(queue.pop(), 'TOO_MANY_CHECKPOINT_REQUESTS');
      requests.next();
    },
    next() {
      const first = queue[0];
      if (!first) return;
      const forced = first.type !== 'CHECKPOINT';
      if (options.pending() >= settings.maxConcurrent && !forced) return;
      const wait = lastCompletion + settings.minPause - now();
      queue.shift();
      if (!forced && first.periodic && wait > 0) {
        reject(first, 'MINIMUM_TIME_BETWEEN_CHECKPOINTS');
        postpone(wait);
        return;
      }
      options.trigger(first);
    },
    completedAt(time) {
      lastCompletion = time;
    },
    running(now) {
      runs = now;
      if (runs) start();
      else stop();
    },
    hold() {
      held = true;
      stop();
    },
    release() {
      held = false;
      start();
    },
    rejectAll(reason) {
      for (const queued of queue.splice(0)) reject(queued, reason);
    },
  };
  return requests;
}
