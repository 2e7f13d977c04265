import type { KeySelector, Partitioner } from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import { keyGroupOf, subtaskOfKeyGroup } from '../../api/key-groups.ts';
import { hashCode } from '../../api/values.ts';

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

const MAX_CACHED_KEYS = 1 << 14;

/** KeyGroupStreamPartitioner. Channels of primitive keys are remembered, as they mostly come again. */
export class KeyGroups implements ChannelSelector {
  private readonly known = new Map<unknown, number>();
  constructor(
    private readonly selector: KeySelector,
    private readonly channels: number,
    private readonly maxParallelism: number,
  ) {}
  select(value: unknown): number {
    const key = this.selector.getKey(value);
    if (key === null || key === undefined) {
      throw new JavaError('java.lang.NullPointerException', 'Assigned key must not be null!', [], null);
    }
    if (this.channels === 1) return 0;
    // A short string is hashed faster than it is looked up.
    if (typeof key === 'object' || (typeof key === 'string' && key.length <= 16)) return this.channelOf(key);
    let channel = this.known.get(key);
    if (channel === undefined) {
      channel = this.channelOf(key);
      if (this.known.size >= MAX_CACHED_KEYS) this.known.clear();
      this.known.set(key, channel);
    }
    return channel;
  }
  private channelOf(key: unknown): number {
    const group = keyGroupOf(hashCode(key), this.maxParallelism);
    return subtaskOfKeyGroup(group, this.channels, this.maxParallelism);
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
