import { copyObject } from '../../api/values.ts';
import { couldNotForward } from '../java-errors.ts';
import type { ChannelSelector, KeyGroups } from '../network/partitioners.ts';
import type { ResultPartition, Subpartition } from '../network/result-partition.ts';
import type { StreamOperator } from './operator.ts';

/** Where an operator's records go on one or more edges. Timestamps are ms, NaN for none. */
export abstract class Output {
  abstract emit(value: unknown, timestamp: number): void;
  abstract watermark(watermark: number): void;
  abstract status(idle: boolean): void;
  /** Sends what is in unfinished buffers. */
  flush(): void {}
}

/** Nobody listens. */
export class NoOutput extends Output {
  emit(_value: unknown, _timestamp: number): void {}
  watermark(_watermark: number): void {}
  status(_idle: boolean): void {}
}

/** ChainingOutput (object reuse), or CopyingChainingOutput: calls the next operator of the chain. */
export class ChainedOutput extends Output {
  constructor(
    private readonly next: StreamOperator,
    private readonly copies: boolean,
  ) {
    super();
  }
  emit(value: unknown, timestamp: number): void {
    const { next } = this;
    const own = this.copies && typeof value === 'object' && value !== null ? copyObject(value) : value;
    if (next.blocked) {
      this.defer(own, timestamp);
      return;
    }
    try {
      next.processElement(own, timestamp);
    } catch (error) {
      throw couldNotForward(error);
    }
  }
  // Apart from emit(), which would make room for what the closure needs at each record.
  private defer(value: unknown, timestamp: number): void {
    this.next.defer(() => this.push(value, timestamp));
  }
  private push(value: unknown, timestamp: number): void {
    try {
      this.next.processElement(value, timestamp);
    } catch (error) {
      throw couldNotForward(error);
    }
  }
  watermark(watermark: number): void {
    const { next } = this;
    if (next.blocked) next.defer(() => next.processWatermark(watermark));
    else next.processWatermark(watermark);
  }
  status(idle: boolean): void {
    const { next } = this;
    if (next.blocked) next.defer(() => next.processStatus(idle));
    else next.processStatus(idle);
  }
}

/** RecordWriterOutput: serializes into a result partition. */
export abstract class PartitionOutput extends Output {
  recordsOut = 0;
  constructor(
    protected readonly partition: ResultPartition,
    /** Buffer timeout 0: each record is flushed. */
    protected readonly flushAlways: boolean,
  ) {
    super();
  }
  override flush(): void {
    this.partition.flush();
  }
  watermark(watermark: number): void {
    this.partition.broadcastMark({ kind: 'watermark', watermark });
    if (this.flushAlways) this.partition.flush();
  }
  status(idle: boolean): void {
    this.partition.broadcastMark({ kind: 'status', idle });
    if (this.flushAlways) this.partition.flush();
  }
}

/** ChannelSelectorRecordWriter: into the subpartition that the partitioner selects. */
export class WriterOutput extends PartitionOutput {
  private readonly subpartitions: readonly Subpartition[];
  constructor(
    partition: ResultPartition,
    private readonly selector: ChannelSelector,
    flushAlways: boolean,
  ) {
    super(partition, flushAlways);
    this.subpartitions = partition.subpartitions;
  }
  emit(value: unknown, timestamp: number): void {
    this.recordsOut++;
    const subpartition = this.subpartitions[this.selector.select(value)]!;
    subpartition.add(value, timestamp);
    if (this.flushAlways) subpartition.flush();
  }
}

/** As WriterOutput, by key: what is known of the key goes with the record. */
export class KeyedWriterOutput extends PartitionOutput {
  private readonly subpartitions: readonly Subpartition[];
  constructor(
    partition: ResultPartition,
    private readonly groups: KeyGroups,
    flushAlways: boolean,
  ) {
    super(partition, flushAlways);
    this.subpartitions = partition.subpartitions;
  }
  emit(value: unknown, timestamp: number): void {
    this.recordsOut++;
    const { groups } = this;
    const key = groups.keyOf(value);
    const known = groups.knownOf(key);
    const subpartition = this.subpartitions[known === null ? groups.channelOf(key) : known.channel]!;
    subpartition.add(value, timestamp, known, key);
    if (this.flushAlways) subpartition.flush();
  }
}

/** BroadcastRecordWriter: every consumer gets the record. */
export class BroadcastWriterOutput extends PartitionOutput {
  emit(value: unknown, timestamp: number): void {
    this.recordsOut++;
    for (const subpartition of this.partition.subpartitions) subpartition.add(value, timestamp);
    if (this.flushAlways) this.partition.flush();
  }
}

/** BroadcastingOutputCollector: several edges leave the operator. */
class FanOut extends Output {
  constructor(private readonly outputs: readonly Output[]) {
    super();
  }
  emit(value: unknown, timestamp: number): void {
    for (const output of this.outputs) output.emit(value, timestamp);
  }
  watermark(watermark: number): void {
    for (const output of this.outputs) output.watermark(watermark);
  }
  status(idle: boolean): void {
    for (const output of this.outputs) output.status(idle);
  }
  override flush(): void {
    for (const output of this.outputs) output.flush();
  }
}

export function fanOut(outputs: readonly Output[]): Output {
  if (outputs.length === 0) return new NoOutput();
  return outputs.length === 1 ? outputs[0]! : new FanOut(outputs);
}
