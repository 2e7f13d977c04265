import { copy, type FieldLayout } from '../../api/values.ts';
import type { CheckpointOptions } from '../../rpc/checkpoint-options.ts';
import type { StreamMark } from '../../rpc/gateways.ts';
import { KnownKey } from './known-keys.ts';

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

/** How records lie one after the other in slots. */
export interface RecordShape {
  /** Of all of them; null when they are not of one class that has a layout, and each takes one slot. */
  readonly layout: FieldLayout | null;
  /** Which slot of a record is its key, where a {@link KnownKey} may stand for the string; -1 for none. */
  readonly keySlot: number;
  /** In each record a {@link KnownKey} does. */
  readonly keysKnown: boolean;
}
const WHOLE_RECORDS: RecordShape = { layout: null, keySlot: -1, keysKnown: false };

/** Slots that a record takes. */
export function widthOf({ layout }: RecordShape): number {
  return layout === null ? 1 : layout.names.length;
}

/** What is known of the key of the record that begins at slot `at`; null where nothing is. */
export function knownAt(slots: readonly unknown[], at: number, keySlot: number): KnownKey | null {
  const known = keySlot < 0 ? null : slots[at + keySlot];
  return known instanceof KnownKey ? known : null;
}
/** The record that begins at slot `at`; `known`: what is known of its key. */
export function recordAt(
  slots: readonly unknown[],
  at: number,
  { layout, keySlot }: RecordShape,
  known: KnownKey | null,
): unknown {
  if (layout === null) return known === null ? slots[at] : known.key;
  return known === null ? layout.read(slots, at, -1, null) : layout.read(slots, at, keySlot, known.key);
}

/** A network buffer (or the part of one that was flushed): records as they were when they were written. */
export class NetworkBuffer {
  readonly layout: FieldLayout | null;
  readonly keySlot: number;
  readonly keysKnown: boolean;
  constructor(
    readonly slots: unknown[],
    /** Null when no record has a timestamp; NaN for a record without one. */
    readonly timestamps: readonly number[] | null,
    readonly marks: readonly Mark[] | null,
    readonly bytes: number,
    /** The memory segment is full: recycling this part gives it back to the pool. */
    readonly endsSegment: boolean,
    readonly event: NetworkEvent | null,
    shape: RecordShape = WHOLE_RECORDS,
    /** Number of slots that are this buffer's; what follows them is left from others. */
    readonly used: number = slots.length,
  ) {
    this.layout = shape.layout;
    this.keySlot = shape.keySlot;
    this.keysKnown = shape.keysKnown;
  }

  /** Slots that a record takes. */
  get width(): number {
    return widthOf(this);
  }
  /** Number of records. */
  get count(): number {
    return this.used / this.width;
  }

  /** The records; with a layout new objects at each call. */
  get values(): readonly unknown[] {
    return this.first(this.count);
  }
  /** The first `count` records, or all if they are fewer. */
  first(count: number): readonly unknown[] {
    return readRecords(this.slots, Math.min(this.count, count), this);
  }
  /** Another of the same records, for a reader that may not be the last. */
  copied(): NetworkBuffer {
    const { timestamps, marks, bytes, endsSegment, event } = this;
    const slots = this.slots.slice(0, this.used);
    for (let i = 0; i < slots.length; i++) slots[i] = copy(slots[i]);
    return new NetworkBuffer(slots, timestamps, marks, bytes, endsSegment, event, this);
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

/** The first `count` records that lie in slots. */
export function readRecords(slots: readonly unknown[], count: number, shape: RecordShape): unknown[] {
  const width = widthOf(shape);
  const values: unknown[] = [];
  for (let at = 0; at < count * width; at += width) {
    values.push(recordAt(slots, at, shape, knownAt(slots, at, shape.keySlot)));
  }
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

const FEW = 4;

/** The queue with one buffer more: a new array while it is short, as arrays that grow make room for many and a wide job has many queues. */
export function withBuffer(queue: NetworkBuffer[], buffer: NetworkBuffer): NetworkBuffer[] {
  if (queue.length < FEW) return [...queue, buffer];
  queue.push(buffer);
  return queue;
}

export function eventBuffer(event: NetworkEvent): NetworkBuffer {
  return new NetworkBuffer([], null, null, event.kind === 'barrier' ? 28 : 4, false, event);
}
