import type { Platform, Process } from '../../../platform/types.ts';
import type { Task, Wait } from '../../../simulation/task.ts';
import type { KeySelector } from '../../api/functions.ts';
import type { FeedbackRole, OperatorSpec } from '../../api/transformations.ts';
import { tuple } from '../../api/tuple.ts';
import { copy } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { KeyMap } from '../state/key-map.ts';
import { MAX_WATERMARK } from '../time/timestamps.ts';
import { StreamOperator, type TaskRuntime } from './operator.ts';

/** Iterations of DataSet programs: IterationHeadTask, IterationTailTask and IterationSynchronizationSinkTask. */

type HeadSpec = Extract<OperatorSpec, { kind: 'batch.iterationHead' }>;
type TailSpec = Extract<OperatorSpec, { kind: 'batch.iterationTail' }>;
type SyncSpec = Extract<OperatorSpec, { kind: 'batch.iterationSync' }>;

/** ms that an event of the synchronization task needs to the heads. */
const EVENT_DELAY = 1;

/** What head, tails and joins of one subtask share in their TaskManager (the brokers of flink-runtime's iterative.concurrent). */
interface Loop {
  /** Records that came back in this superstep. */
  readonly feedback: Map<FeedbackRole, unknown[]>;
  solution: KeyMap<unknown>;
  wake: (() => void) | null;
}
const loops = new WeakMap<Process, Map<string, Loop>>();

function loopOf({ process, ref }: TaskRuntime, iteration: string): Loop {
  let known = loops.get(process);
  if (!known) {
    known = new Map();
    loops.set(process, known);
  }
  const name = `${ref.job}/${iteration}/${ref.subtask}`;
  let loop = known.get(name);
  if (!loop) {
    loop = { feedback: new Map(), solution: new KeyMap(), wake: null };
    known.set(name, loop);
  }
  return loop;
}

/** SolutionSetBroker: the table that the iteration's head of this subtask holds. */
export function solutionSetOf(runtime: TaskRuntime, iteration: string): KeyMap<unknown> {
  return loopOf(runtime, iteration).solution;
}

/** What the synchronization task tells the heads of a loop: go on, or end. */
type Decision = (superstep: number, ends: boolean) => void;
const listeners = new WeakMap<Platform, Map<string, Decision[]>>();

function headsOf({ platform, ref }: TaskRuntime, iteration: string): Decision[] {
  let known = listeners.get(platform);
  if (!known) {
    known = new Map();
    listeners.set(platform, known);
  }
  const name = `${ref.job}/${iteration}`;
  let heads = known.get(name);
  if (!heads) {
    heads = [];
    known.set(name, heads);
  }
  return heads;
}

/** Starts each superstep with what the last one left; the first with the iteration's input. */
export class IterationHeadOperator extends StreamOperator {
  private values: unknown[] = [];
  private readonly loop: Loop;
  private readonly key: KeySelector | null;
  private openInputs: number;
  private decided = 0;
  private ends = false;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly spec: HeadSpec,
  ) {
    super(runtime, chained);
    this.key = spec.keys?.instantiate(runtime.jvm) ?? null;
    this.openInputs = this.key === null ? 1 : 2;
    this.loop = loopOf(runtime, spec.iteration);
    this.loop.feedback.clear();
    this.loop.solution = new KeyMap();
    headsOf(runtime, spec.iteration)[runtime.subtask] = (superstep, ends) => {
      this.decided = superstep;
      this.ends = ends;
      this.loop.wake?.();
    };
  }
  /** Of a delta iteration: the initial solution set; otherwise the initial partial solution. */
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    if (this.key === null) this.values.push(value);
    else this.loop.solution.set(this.key.getKey(value), value);
  }
  override processElement2(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.values.push(value);
  }
  override processWatermark(_watermark: number): void {}
  override processWatermarkOf(_input: number, _watermark: number): void {}

  override *endInput(): Task {
    if (--this.openInputs > 0) return;
    const { loop, spec } = this;
    for (let superstep = 1; !this.ends; superstep++) {
      for (const value of this.values) this.output.emit(copy(value), Number.NaN);
      this.output.watermark(superstep);
      this.output.flush();
      while (!spec.feedback.every((role) => loop.feedback.has(role))) yield this.woken;
      this.values = loop.feedback.get('next')!;
      if (this.key)
        for (const value of loop.feedback.get('delta') ?? []) loop.solution.set(this.key.getKey(value), value);
      const counted = loop.feedback.get('criterion') ?? this.values;
      loop.feedback.clear();
      const sync = this.sides.get('sync');
      sync?.emit(tuple([superstep, counted.length]), Number.NaN);
      sync?.flush();
      while (this.decided < superstep) yield this.woken;
    }
    const final = this.sides.get('final');
    if (!final) return;
    if (this.key === null) for (const value of this.values) final.emit(value, Number.NaN);
    else for (const [, value] of loop.solution.entries()) final.emit(value, Number.NaN);
    final.watermark(MAX_WATERMARK);
  }
  private readonly woken: Wait = (resume) => {
    this.loop.wake = () => {
      this.loop.wake = null;
      resume();
    };
    return () => {
      this.loop.wake = null;
    };
  };
}

/** Takes what a superstep's last operator gives back to the head. */
export class IterationTailOperator extends StreamOperator {
  private values: unknown[] = [];
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly spec: TailSpec,
  ) {
    super(runtime, chained);
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.values.push(copy(value));
  }
  override processWatermark(watermark: number): void {
    if (watermark === MAX_WATERMARK) return;
    const loop = loopOf(this.runtime, this.spec.iteration);
    loop.feedback.set(this.spec.role, this.values);
    this.values = [];
    loop.wake?.();
  }
}

/** Hears of every head that its superstep is done, and decides for all of them whether there is another. */
export class IterationSyncOperator extends StreamOperator {
  private heads = 0;
  private counted = 0;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly spec: SyncSpec,
  ) {
    super(runtime, chained);
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    const { spec, runtime } = this;
    const { f0: superstep, f1: records } = value as { f0: number; f1: number };
    this.counted += records;
    if (++this.heads < spec.heads) return;
    const ends = superstep >= spec.maxIterations || (spec.untilEmpty && this.counted === 0);
    this.heads = 0;
    this.counted = 0;
    runtime.process.schedule(EVENT_DELAY, () => {
      for (const decide of headsOf(runtime, spec.iteration)) decide(superstep, ends);
    });
  }
}
