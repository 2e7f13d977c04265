import type { FieldLayout } from '../../api/values.ts';
import type { CheckpointOptions } from '../../rpc/checkpoint-options.ts';
import type { StreamMark } from '../../rpc/gateways.ts';

/** A memory segment: `taskmanager.memory.segment-size`, 32 KB. */
export const SEGMENT_BYTES = 32_768;
/** Length header and tag of a serialized stream element; a timestamp adds 8. */
export const ELEMENT_OVERHEAD = 5;
export const TIMESTAMP_BYTES = 8;

export type Mark = StreamMark;

/** Events travel in buffers of their own, take no credit and, as barriers of unaligned checkpoints, may overtake. */
export type NetworkEvent =
  | {
      readonly kind: 'barrier';
      readonly checkpoint: number;
      readonly timestamp: number;
      readonly options: CheckpointOptions;
    }
  | { readonly kind: 'cancelBarrier'; readonly checkpoint: number }
  | { readonly kind: 'endOfPartition' };

/** A network buffer (or the part of one that was flushed): records as they were when they were written. */
export class NetworkBuffer {
  constructor(
    /** The records, or with a layout their fields one after the other. */
    readonly slots: unknown[],
    /** Null when no record has a timestamp; NaN for a record without one. */
    readonly timestamps: readonly number[] | null,
    readonly marks: readonly Mark[] | null,
    readonly bytes: number,
    /** The memory segment is full: recycling this part gives it back to the pool. */
    readonly endsSegment: boolean,
    readonly event: NetworkEvent | null,
    /** Of all records in it; null when they are not of one class that has a layout. */
    readonly layout: FieldLayout | null = null,
    /** Number of slots that are this buffer's; what follows them is left from others. */
    readonly used: number = slots.length,
  ) {}

  /** Number of records. */
  get count(): number {
    return this.layout === null ? this.used : this.used / this.layout.names.length;
  }
  /** The records; with a layout new objects at each call. */
  get values(): readonly unknown[] {
    return readAll(this.slots, this.used, this.layout);
  }
  /** The first `count` records, or all if they are fewer. */
  first(count: number): readonly unknown[] {
    return readAll(this.slots, Math.min(this.used, count * (this.layout?.names.length ?? 1)), this.layout);
  }
  /** The records are read: nobody looks at them any more. */
  clear(): void {
    const { slots, used } = this;
    if (used < WORTH_KEEPING || spareSlots.length >= MAX_SPARE) {
      // An old array that is dead would keep its records alive through the next young collection.
      slots.length = 0;
      return;
    }
    slots.fill(null, 0, used);
    spareSlots.push(slots);
  }
}

/** The records that lie in the first `used` slots. */
export function readAll(slots: readonly unknown[], used: number, layout: FieldLayout | null): unknown[] {
  if (layout === null) return slots.slice(0, used);
  const width = layout.names.length;
  const values: unknown[] = [];
  for (let at = 0; at < used; at += width) values.push(layout.read(slots, at));
  return values;
}

/** Arrays of at least so many slots are used again: new ones for each buffer would fill the young generation and outlive it. */
const WORTH_KEEPING = 512;
const MAX_SPARE = 512;
const spareSlots: unknown[][] = [];

/** An array for the slots of a buffer that will be long. */
export function longSlots(): unknown[] {
  return spareSlots.pop() ?? [null];
}
/** The buffer after one with so many slots will be long too. */
export function isLong(used: number): boolean {
  return used >= WORTH_KEEPING;
}

export function eventBuffer(event: NetworkEvent): NetworkBuffer {
  return new NetworkBuffer([], null, null, event.kind === 'barrier' ? 28 : 4, false, event);
}
