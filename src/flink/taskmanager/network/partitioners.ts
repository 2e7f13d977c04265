import type { KeySelector, Partitioner } from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import { subtaskOfHash } from '../../api/key-groups.ts';
import { hashCode } from '../../api/values.ts';
import type { KnownKey, KnownKeys } from './known-keys.ts';
import { couldNotEmit } from './nulls.ts';

/** Which subpartition a record goes to (ChannelSelector.selectChannel). Broadcast has no selector: it goes to all. */
export interface ChannelSelector {
  select(value: unknown): number;
}

/** ForwardPartitioner, GlobalPartitioner. */
export class FirstChannel implements ChannelSelector {
  select(_value: unknown): number {
    return 0;
  }
}

/** RebalancePartitioner (random start) and RescalePartitioner (start 0): round robin. `first` is the channel of the first record. */
export class RoundRobin implements ChannelSelector {
  private next: number;
  constructor(
    private readonly channels: number,
    first: number,
  ) {
    this.next = first;
  }
  select(_value: unknown): number {
    const channel = this.next;
    this.next = channel + 1 === this.channels ? 0 : channel + 1;
    return channel;
  }
}

/** ShufflePartitioner. */
export class Shuffle implements ChannelSelector {
  constructor(
    private readonly channels: number,
    private readonly draw: (bound: number) => number,
  ) {}
  select(_value: unknown): number {
    return this.draw(this.channels);
  }
}

const KEY_CHECK = [
  'org.apache.flink.util.Preconditions.checkNotNull(Preconditions.java:76)',
  'org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(KeyGroupRangeAssignment.java:51)',
  'org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner.selectChannel(KeyGroupStreamPartitioner.java:63)',
];

/** KeyGroupStreamPartitioner. String keys mostly come again, so what is known of them is remembered. */
export class KeyGroups implements ChannelSelector {
  constructor(
    private readonly selector: KeySelector,
    private readonly keys: KnownKeys,
  ) {}
  select(value: unknown): number {
    const key = this.keyOf(value);
    return this.knownOf(key)?.channel ?? this.channelOf(key);
  }
  keyOf(value: unknown): unknown {
    return this.selector.getKey(value);
  }
  /** Null where keys are not remembered. */
  knownOf(key: unknown): KnownKey | null {
    return typeof key === 'string' && this.keys.worthwhile ? this.keys.get(key) : null;
  }
  channelOf(key: unknown): number {
    if (key === null || key === undefined) {
      const why = 'Assigned key must not be null!';
      throw couldNotEmit(new JavaError('java.lang.NullPointerException', why, KEY_CHECK, null));
    }
    return subtaskOfHash(hashCode(key), this.keys.channels, this.keys.maxParallelism);
  }
}

/** CustomPartitionerWrapper. */
export class Custom implements ChannelSelector {
  constructor(
    private readonly partitioner: Partitioner,
    private readonly selector: KeySelector,
    private readonly channels: number,
  ) {}
  select(value: unknown): number {
    const channel = this.partitioner.partition(this.selector.getKey(value), this.channels);
    if (!(channel >= 0 && channel < this.channels)) {
      throw new JavaError(
        'java.lang.ArrayIndexOutOfBoundsException',
        `Index ${channel} out of bounds for length ${this.channels}`,
        [],
        null,
      );
    }
    return channel;
  }
}
