import type { CheckpointOptions } from '../../rpc/gateways.ts';

/** A memory segment: `taskmanager.memory.segment-size`, 32 KB. */
export const SEGMENT_BYTES = 32_768;
/** Length header and tag of a serialized stream element; a timestamp adds 8. */
export const ELEMENT_OVERHEAD = 5;
export const TIMESTAMP_BYTES = 8;

/** A stream element that is no record, between the records of a buffer: `at` is the index of the record that follows it. */
export type Mark =
  | { readonly at: number; readonly kind: 'watermark'; readonly watermark: number }
  | { readonly at: number; readonly kind: 'status'; readonly idle: boolean };

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

/** A network buffer (or the part of one that was flushed): records as values, copied when they were written. */
export class NetworkBuffer {
  constructor(
    /** Emptied once they are read. */
    readonly values: unknown[],
    /** Null when no record has a timestamp; NaN for a record without one. */
    readonly timestamps: readonly number[] | null,
    readonly marks: readonly Mark[] | null,
    readonly bytes: number,
    /** The memory segment is full: recycling this part gives it back to the pool. */
    readonly endsSegment: boolean,
    readonly event: NetworkEvent | null,
  ) {}
}

export function eventBuffer(event: NetworkEvent): NetworkBuffer {
  return new NetworkBuffer([], null, null, event.kind === 'barrier' ? 28 : 4, false, event);
}
