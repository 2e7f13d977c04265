import type { Platform, Process } from '../../../platform/types.ts';
import type { SubtaskRef } from '../../../trace/facts.ts';
import type { JvmRef } from '../../api/functions.ts';
import { type KeyGroupRange, keyGroupRange } from '../../api/key-groups.ts';
import type { JobSettings } from '../../graph/types.ts';
import type { AccumulatorKind } from '../../rpc/gateways.ts';
import type { ProcessingClock } from '../time/timer-service.ts';
import type { TaskEnvironment } from './environment.ts';

export interface Accumulator {
  readonly kind: AccumulatorKind;
  add(value: unknown): void;
  localValue(): unknown;
}

/** Which subtask of which job this is, where it runs, and what it counts (TaskInfo and Environment). */
export abstract class Subtask {
  readonly platform: Platform;
  readonly process: Process;
  readonly jvm: JvmRef;
  readonly ref: SubtaskRef;
  readonly taskName: string;
  readonly subtask: number;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly keyGroups: KeyGroupRange;
  readonly attempt: number;
  readonly settings: JobSettings;
  readonly accumulators = new Map<string, Accumulator>();
  abstract readonly clock: ProcessingClock;

  constructor({ descriptor, platform, process, jvm }: TaskEnvironment) {
    const { attempt, vertex, job, parallelism, maxParallelism } = descriptor;
    this.platform = platform;
    this.process = process;
    this.jvm = jvm;
    this.ref = { job: job.jobId, vertex: vertex.id, subtask: attempt.subtask, attempt: attempt.attempt };
    this.taskName = vertex.name;
    this.subtask = attempt.subtask;
    this.parallelism = parallelism;
    this.maxParallelism = maxParallelism;
    this.keyGroups = keyGroupRange(attempt.subtask, parallelism, maxParallelism);
    this.attempt = attempt.attempt;
    this.settings = job.settings;
  }

  /** As exceptions name it: `Sum (2/4)#0`. */
  get fullName(): string {
    return `${this.taskName} (${this.subtask + 1}/${this.parallelism})#${this.attempt}`;
  }
}
