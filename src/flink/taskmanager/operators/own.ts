import { isTask } from '../../../simulation/task.ts';
import type { KeySelector, MaybeTask, OperatorOutput, OwnOperator } from '../../api/functions.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { MAX_WATERMARK } from '../time/timestamps.ts';
import { FunctionOperator, type TaskRuntime } from './operator.ts';
import { nothing } from './simple.ts';

/** An operator that the program brings (DataStream.transform): it sends records and watermarks on by itself. */
export class OwnOneInputOperator extends FunctionOperator<OwnOperator> implements OperatorOutput {
  private readonly pending = new Set<() => void>();

  constructor(runtime: TaskRuntime, chained: ChainedOperator, fn: OwnOperator, key: KeySelector | null) {
    super(runtime, chained, fn, key);
    fn.setup(this, this.context);
  }

  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.useKeyOf(value);
    this.wait(this.fn.processElement(value, timestamp));
  }
  override processWatermark(watermark: number): void {
    this.wait(this.fn.processWatermark(watermark));
  }
  override endInput(): MaybeTask<void> {
    return this.fn.endInput?.();
  }
  override dispose(): void {
    for (const withdraw of this.pending) withdraw();
    super.dispose();
  }

  emit(value: unknown, timestamp: number): void {
    this.output.emit(value, timestamp);
  }
  advanceTo(watermark: number): void {
    super.processWatermark(Math.min(watermark, MAX_WATERMARK));
  }
  emitWatermark(watermark: number): void {
    this.all.watermark(Math.min(watermark, MAX_WATERMARK));
  }
  currentProcessingTime(): number {
    return this.runtime.clock.now();
  }
  currentKey(): unknown {
    return this.keyed?.key ?? null;
  }
  registerTimer(time: number, callback: (time: number) => MaybeTask<void>): void {
    const withdraw = this.runtime.clock.at(time, () => {
      this.pending.delete(withdraw);
      this.wait(callback(time));
    });
    this.pending.add(withdraw);
  }

  private wait(result: MaybeTask<void>): void {
    if (isTask(result)) this.suspend(result, nothing);
  }
}
