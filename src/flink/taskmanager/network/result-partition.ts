import { copy, type FieldLayout, type JavaObject, size } from '../../api/values.ts';
import {
  ELEMENT_OVERHEAD,
  eventBuffer,
  isLong,
  longSlots,
  type Mark,
  NetworkBuffer,
  type NetworkEvent,
  type RecordShape,
  readRecords,
  SEGMENT_BYTES,
  TIMESTAMP_BYTES,
  widthOf,
} from './buffer.ts';
import type { KnownKey } from './known-keys.ts';
import type { NetworkOptions } from './network-options.ts';
import type { NullCheck } from './nulls.ts';

/** Sizes are exact for so many records of a buffer; after them, one record's stands for those up to the next multiple. */
const SIZED_ALIKE = 32;

/** Who reads a subpartition: a local channel, or the sender's end of a remote one (PipelinedSubpartitionView). */
export interface SubpartitionView {
  notifyDataAvailable(): void;
  /** A barrier overtook the data that waits; only a reader in the same TaskManager has to be told. */
  notifyPriority?(): void;
}

/** Buffers of a result partition's pool (ResultPartitionFactory.createBufferPoolFactory). */
export function poolSize(
  subpartitions: number,
  { exclusive, floating }: NetworkOptions,
): { readonly min: number; readonly max: number } {
  return { min: subpartitions + 1, max: exclusive * subpartitions + floating };
}

export interface PartitionListener {
  /** Availability of output buffers changed. */
  availability(available: boolean): void;
  /** Records wait for the buffer timeout. */
  unflushed(): void;
}

/**
 * What a subtask writes to one edge: a subpartition per consumer, memory segments from one pool (PipelinedResultPartition, or
 * BoundedBlockingResultPartition when `blocking`, which has no limit and is read after the producer is FINISHED).
 */
export class ResultPartition {
  readonly subpartitions: readonly Subpartition[];
  readonly pool: { readonly min: number; readonly max: number };
  available = true;
  finished = false;
  released = false;
  bytesOut = 0;
  buffersOut = 0;
  private used = 0;
  private overfull = 0;
  /** Subpartitions that were written to since the last flush. */
  private dirty: Subpartition[] = [];

  constructor(
    readonly id: string,
    readonly jobId: string,
    readonly consumers: readonly number[],
    readonly blocking: boolean,
    private readonly listener: PartitionListener,
    private readonly options: NetworkOptions,
    /** Of the serializer of its records; null where null is a value like others. */
    readonly nulls: NullCheck | null = null,
  ) {
    this.pool = poolSize(consumers.length, options);
    this.subpartitions = consumers.map((consumer) => new Subpartition(this, consumer));
  }

  /** Segments in use over the pool's size, for `outPoolUsage`. */
  get poolUsage(): number {
    return this.used / this.pool.max;
  }
  get queued(): number {
    let queued = 0;
    for (const subpartition of this.subpartitions) queued += subpartition.backlog;
    return queued;
  }
  subpartitionOf(consumer: number): Subpartition | undefined {
    // All-to-all edges number their consumers from 0.
    if (this.consumers[consumer] === consumer) return this.subpartitions[consumer];
    return this.subpartitions[this.consumers.indexOf(consumer)];
  }
  takeSegment(): void {
    this.used++;
    this.check();
  }
  giveSegment(): void {
    this.used--;
    this.check();
  }
  backlogChanged(before: number, after: number): void {
    const { maxPerChannel } = this.options;
    if (before <= maxPerChannel && after > maxPerChannel) this.overfull++;
    else if (before > maxPerChannel && after <= maxPerChannel) this.overfull--;
    else return;
    this.check();
  }
  /** `subpartition` holds records that no reader can see yet. */
  unflushed(subpartition: Subpartition): void {
    this.dirty.push(subpartition);
    this.listener.unflushed();
  }
  flush(): void {
    const { dirty } = this;
    if (dirty.length === 0) return;
    this.dirty = [];
    for (const subpartition of dirty) {
      subpartition.dirty = false;
      subpartition.flush();
    }
  }
  broadcastMark(
    mark:
      | Pick<Extract<Mark, { kind: 'watermark' }>, 'kind' | 'watermark'>
      | Pick<Extract<Mark, { kind: 'status' }>, 'kind' | 'idle'>,
  ): void {
    const first: Mark = { ...mark, at: 0 };
    for (const subpartition of this.subpartitions) subpartition.addMark(first);
  }
  broadcastEvent(event: NetworkEvent, overtake: boolean): void {
    const buffer = eventBuffer(event);
    for (const subpartition of this.subpartitions) subpartition.addEvent(buffer, overtake);
  }
  /** End of the task: nothing more is written. */
  finish(): void {
    if (this.finished) return;
    this.broadcastEvent({ kind: 'endOfPartition' }, false);
    this.finished = true;
    if (this.blocking) for (const subpartition of this.subpartitions) subpartition.view?.notifyDataAvailable();
  }
  release(): void {
    if (this.released) return;
    this.released = true;
    for (const subpartition of this.subpartitions) subpartition.release();
  }
  private check(): void {
    if (this.blocking) return;
    const available = this.used < this.pool.max && this.overfull === 0;
    if (available === this.available) return;
    this.available = available;
    this.listener.availability(available);
  }
}

/** Stand for empty arrays: most channels of a wide job are idle. Never written. */
const NO_BUFFERS: NetworkBuffer[] = [];
const NO_VALUES: unknown[] = [];
/** As NO_VALUES, after a part with many records. */
const AFTER_LONG: unknown[] = [];

function keySlotOf(value: unknown, layout: FieldLayout | null, key: unknown): number {
  if (layout === null) return value === key ? 0 : -1;
  return layout.names.findIndex((_name, i) => layout.field(value as object, i) === key);
}

/** One consumer's queue: finished buffers and the segment that is being filled. */
export class Subpartition implements RecordShape {
  view: SubpartitionView | null = null;
  released = false;
  /** Data buffers that wait, events not counted: what the receiver hears as backlog. */
  backlog = 0;
  private queue: NetworkBuffer[] = NO_BUFFERS;
  private head = 0;
  /** Records of the part that is being filled, as a buffer holds them. */
  private slots: unknown[] = NO_VALUES;
  layout: FieldLayout | null = null;
  keySlot = -1;
  keysKnown = false;
  private width = 1;
  private count = 0;
  /** Records up to this number go in without more ado: they neither fill the segment nor are they sized. */
  private alikeUntil = 0;
  /** Records whose bytes are counted in `bytes`. */
  private counted = 0;
  private timestamps: number[] | null = null;
  private marks: Mark[] | null = null;
  private bytes = 0;
  private recordBytes = 0;
  /** Bytes of the current segment that went out with earlier flushes. */
  private flushedBytes = 0;
  private holdsSegment = false;
  private flushRequested = false;
  /** Stands among the partition's unflushed ones. */
  dirty = false;

  constructor(
    readonly partition: ResultPartition,
    readonly consumer: number,
  ) {}

  /** Serializes a record into the segment; finishes the segment when it is full. `known`: of its `key`, null where nothing is. */
  add(value: unknown, timestamp: number, known: KnownKey | null = null, key: unknown = null): void {
    if (this.count < this.alikeUntil && Number.isNaN(timestamp) && value !== null) {
      const { layout, keySlot, slots } = this;
      if (layout === null) {
        if (keySlot < 0) {
          slots[this.count++] = copy(value);
          return;
        }
      } else if (
        (value as JavaObject).$layout === layout &&
        (keySlot < 0 || (known !== null && layout.field(value as object, keySlot) === key))
      ) {
        const at = Math.imul(this.count, this.width);
        if (!layout.write(value as object, slots, at, keySlot, known)) this.checkNulls(at);
        this.count++;
        return;
      }
    }
    this.addCarefully(value, timestamp, known, key);
  }
  private addCarefully(value: unknown, timestamp: number, known: KnownKey | null, key: unknown): void {
    if (this.released) return;
    if (value === null) this.partition.nulls?.record();
    this.settle();
    if (!this.holdsSegment) this.beginSegment();
    if (this.bytes === 0) this.becomeDirty();
    if (!Number.isNaN(timestamp) || this.timestamps !== null) this.addTimestamp(timestamp);
    const layout = (typeof value === 'object' && value !== null && (value as JavaObject).$layout) || null;
    if (this.count === 0) this.begin(layout, value, known && key);
    else if (this.layout !== layout && this.layout !== null) this.spread();
    this.write(value, known, key);
    const count = ++this.count;
    if (count < SIZED_ALIKE || count % SIZED_ALIKE === 0) this.recordBytes = ELEMENT_OVERHEAD + size(value);
    this.bytes += this.recordBytes;
    this.counted = count;
    if (this.bytes + this.flushedBytes >= SEGMENT_BYTES) this.finish();
    else if (count >= SIZED_ALIKE && this.timestamps === null) this.alikeUntil = this.nextToSize();
  }
  /** The next record that is sized or fills the segment. */
  private nextToSize(): number {
    const { count, recordBytes } = this;
    const room = Math.ceil((SEGMENT_BYTES - this.bytes - this.flushedBytes) / recordBytes) - 1;
    return count + Math.min(SIZED_ALIKE - 1 - (count % SIZED_ALIKE), room);
  }
  /** Counts the bytes of the records that went in without more ado. */
  private settle(): void {
    this.bytes += (this.count - this.counted) * this.recordBytes;
    this.counted = this.count;
    this.alikeUntil = 0;
  }

  /** `first`: the mark as it stands before the first record of a buffer. */
  addMark(first: Mark): void {
    if (this.released) return;
    this.settle();
    if (!this.holdsSegment) this.beginSegment();
    if (this.bytes === 0) this.becomeDirty();
    const at = this.count;
    const mark = at === 0 ? first : { ...first, at };
    if (this.marks === null) this.marks = [mark];
    else this.marks.push(mark);
    this.bytes += first.kind === 'watermark' ? ELEMENT_OVERHEAD + TIMESTAMP_BYTES : ELEMENT_OVERHEAD + 4;
    if (this.bytes + this.flushedBytes >= SEGMENT_BYTES) this.finish();
  }

  addEvent(buffer: NetworkBuffer, overtake: boolean): void {
    if (this.released) return;
    this.seal();
    if (overtake && this.head < this.queue.length) {
      // Data is overtaken, events are not.
      let at = this.head;
      while (this.queue[at]?.event) at++;
      this.queue.splice(at, 0, buffer);
    } else this.enqueue(buffer);
    this.view?.notifyDataAvailable();
    if (overtake) this.view?.notifyPriority?.();
  }

  /** Finishes the segment that is being filled, as an event does; the rest of it is given up. */
  seal(): void {
    if (this.bytes > 0) this.finish();
    else if (this.holdsSegment) {
      this.holdsSegment = false;
      this.partition.giveSegment();
    }
  }

  /** Makes what was written so far readable, without ending the segment. */
  flush(): void {
    if (this.bytes === 0 || this.flushRequested) return;
    this.flushRequested = true;
    if (this.head === this.queue.length) this.view?.notifyDataAvailable();
  }

  get hasData(): boolean {
    if (this.head < this.queue.length) return !this.partition.blocking || this.partition.finished;
    return this.flushRequested && this.bytes > 0 && !this.partition.blocking;
  }
  /** Buffers the receiver should expect (PipelinedSubpartition.getBuffersInBacklog). */
  get announcedBacklog(): number {
    return this.backlog + (this.flushRequested && this.bytes > 0 ? 1 : 0);
  }
  /** True when the next buffer is an event, which needs no credit. */
  get nextIsEvent(): boolean {
    const next = this.queue[this.head];
    return next !== undefined && next.event !== null;
  }
  /** True when the next buffer is the barrier of an unaligned checkpoint. */
  get nextIsPriority(): boolean {
    const event = this.queue[this.head]?.event;
    return event?.kind === 'barrier' && event.options.alignment === 'UNALIGNED';
  }
  /** Data buffers that wait, in order, for the in-flight state of an unaligned checkpoint. */
  inflight(): readonly NetworkBuffer[] {
    this.seal();
    return this.queue.slice(this.head).filter((buffer) => buffer.event === null);
  }

  poll(): NetworkBuffer | undefined {
    if (!this.hasData) return undefined;
    if (this.head === this.queue.length) return this.take(false);
    const buffer = this.queue[this.head]!;
    this.head++;
    if (this.head === this.queue.length) {
      this.queue = NO_BUFFERS;
      this.head = 0;
    } else if (this.head > 64 && this.head * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    if (buffer.event === null) {
      this.backlog--;
      this.partition.backlogChanged(this.backlog + 1, this.backlog);
    }
    return buffer;
  }

  recycle(buffer: NetworkBuffer): void {
    if (buffer.endsSegment && !this.released) this.partition.giveSegment();
  }

  release(): void {
    if (this.released) return;
    this.released = true;
    for (let i = this.head; i < this.queue.length; i++) if (this.queue[i]!.endsSegment) this.partition.giveSegment();
    if (this.holdsSegment) this.partition.giveSegment();
    if (this.backlog > 0) this.partition.backlogChanged(this.backlog, 0);
    this.queue = NO_BUFFERS;
    this.head = 0;
    this.backlog = 0;
    this.slots = NO_VALUES;
    this.clearPart();
    this.holdsSegment = false;
    this.view = null;
  }

  private begin(layout: FieldLayout | null, value: unknown, key: unknown): void {
    this.slots = this.slots === AFTER_LONG ? longSlots() : [];
    this.layout = layout;
    this.width = widthOf(this);
    this.keySlot = key === null ? -1 : keySlotOf(value, layout, key);
    this.keysKnown = this.keySlot >= 0;
  }
  /** What is known of the key stands for it. Java would see by `==` alone that records share its string, which after serializers promises nothing. */
  private write(value: unknown, known: KnownKey | null, key: unknown): void {
    const { slots, layout, keySlot, width } = this;
    const at = this.count * width;
    if (layout === null) {
      const stands = keySlot === 0 && known !== null && value === key;
      if (!stands) this.keysKnown = false;
      slots[at] = stands ? known : copy(value);
      return;
    }
    const stands = keySlot >= 0 && known !== null && layout.field(value as object, keySlot) === key;
    if (!stands) this.keysKnown = false;
    if (!layout.write(value as object, slots, at, stands ? keySlot : -1, known)) this.checkNulls(at);
  }
  /** The record from slot `at` on has a field that is null. */
  private checkNulls(at: number): void {
    const { nulls } = this.partition;
    if (nulls !== null) for (const field of nulls.fields) if (this.slots[at + field] === null) nulls.field(field);
  }
  /** A record of another class came: from now on each slot holds a record. */
  private spread(): void {
    this.slots = readRecords(this.slots, this.count, this);
    this.layout = null;
    this.keySlot = -1;
    this.keysKnown = false;
    this.width = 1;
  }
  private becomeDirty(): void {
    if (this.dirty) return;
    this.dirty = true;
    this.partition.unflushed(this);
  }
  private enqueue(buffer: NetworkBuffer): void {
    if (this.queue === NO_BUFFERS) this.queue = [buffer];
    else this.queue.push(buffer);
  }
  private beginSegment(): void {
    this.holdsSegment = true;
    this.flushedBytes = 0;
    this.partition.takeSegment();
  }

  private addTimestamp(timestamp: number): void {
    if (this.timestamps === null) {
      this.timestamps = new Array<number>(this.count).fill(Number.NaN);
    }
    this.timestamps.push(timestamp);
    this.bytes += TIMESTAMP_BYTES;
  }

  /** The records written since the last flush, as a part of the segment or its end. */
  private take(endsSegment: boolean): NetworkBuffer {
    this.settle();
    const { slots, timestamps, marks, bytes } = this;
    const used = this.count * this.width;
    const buffer = new NetworkBuffer(slots, timestamps, marks, bytes, endsSegment, null, this, used);
    this.partition.bytesOut += this.bytes;
    this.partition.buffersOut++;
    this.flushedBytes += this.bytes;
    this.slots = isLong(used) ? AFTER_LONG : NO_VALUES;
    this.clearPart();
    this.flushRequested = false;
    if (endsSegment) this.holdsSegment = false;
    return buffer;
  }

  private clearPart(): void {
    this.count = 0;
    this.counted = 0;
    this.alikeUntil = 0;
    this.timestamps = null;
    this.marks = null;
    this.bytes = 0;
  }

  private finish(): void {
    this.enqueue(this.take(true));
    this.backlog++;
    this.partition.backlogChanged(this.backlog - 1, this.backlog);
    this.view?.notifyDataAvailable();
  }
}
