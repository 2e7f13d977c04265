import { drive, type Task } from '../../../simulation/task.ts';
import type { OperatorSpec } from '../../api/transformations.ts';
import { copy } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { MAX_WATERMARK, MIN_WATERMARK } from '../time/timestamps.ts';
import { StreamOperator, type TaskRuntime } from './operator.ts';

type PhasedSpec = Extract<OperatorSpec, { kind: 'batch.phased' }>;

interface PhaseInput {
  values: unknown[];
  ended: boolean;
  /** The last superstep whose records are all there. */
  superstep: number;
}

/**
 * A DataSet operator that starts when all that it reads is there: its broadcast sets first (BatchTask.readBroadcastVariables). In an
 * iteration's step function it does so once per superstep, and keeps what comes from outside of the loop; the superstep's end goes through the
 * step function as a watermark of its number.
 */
export class PhasedOperator extends StreamOperator {
  private readonly inputs = new Map<number, PhaseInput>();
  private done = 0;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly spec: PhasedSpec,
    private readonly inner: StreamOperator,
  ) {
    super(runtime, chained);
    for (const number of spec.inputs) {
      this.inputs.set(number, { values: [], ended: false, superstep: MIN_WATERMARK });
    }
  }
  private get looping(): boolean {
    return this.spec.dynamic.length > 0;
  }

  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.inputs.get(1)!.values.push(value);
  }
  override processElement2(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.inputs.get(2)!.values.push(value);
  }
  override processBroadcast(input: number, value: unknown): void {
    this.inputs.get(input)!.values.push(value);
  }

  override processWatermark(watermark: number): void {
    this.processWatermarkOf(1, watermark);
  }
  override processWatermarkOf(input: number, watermark: number): void {
    if (watermark === MAX_WATERMARK) return;
    this.inputs.get(input)!.superstep = watermark;
    const superstep = this.due();
    if (superstep !== null) this.occupy(this.run(superstep));
  }
  override *endInput(input: number): Task {
    const ended = this.inputs.get(input);
    if (ended) ended.ended = true;
    const superstep = this.due();
    if (superstep !== null) yield* this.run(superstep);
  }
  /** The superstep that can run now. */
  private due(): number | null {
    let superstep = this.looping ? Number.POSITIVE_INFINITY : 1;
    for (const [number, input] of this.inputs) {
      if (this.spec.dynamic.includes(number)) superstep = Math.min(superstep, input.superstep);
      else if (!input.ended) return null;
    }
    return superstep > this.done ? superstep : null;
  }

  private *run(superstep: number): Task {
    const { inner, spec } = this;
    this.done = superstep;
    inner.output = this.output;
    inner.all = this.all;
    inner.sides = this.sides;
    const sets = new Map(spec.broadcasts.map((name, i) => [name, this.inputs.get(3 + i)!.values]));
    inner.phase = { superstep, broadcast: (name) => sets.get(name) };
    yield* drive(inner.open());
    yield* this.feed(1, (value) => inner.processElement(value, Number.NaN));
    yield* drive(inner.endInput(1));
    if (this.inputs.has(2)) {
      yield* this.feed(2, (value) => inner.processElement2(value, Number.NaN));
      yield* drive(inner.endInput(2));
    }
    yield* drive(inner.close());
    for (const number of spec.dynamic) this.inputs.get(number)!.values = [];
    if (!this.looping) return;
    this.output.watermark(superstep);
    this.output.flush();
  }
  private *feed(number: number, process: (value: unknown) => void): Task {
    const { inner } = this;
    const kept = this.looping && !this.spec.dynamic.includes(number);
    for (const value of this.inputs.get(number)?.values ?? []) {
      process(kept ? copy(value) : value);
      if (inner.blocked) {
        yield (resume) => {
          inner.defer(resume);
          return undefined;
        };
      }
    }
  }

  override dispose(): void {
    super.dispose();
    this.inner.dispose();
  }
}
