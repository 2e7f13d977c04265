import { eventBuffer, type Mark, NetworkBuffer, type NetworkEvent, SEGMENT_BYTES, withBuffer } from './buffer.ts';
import type { KnownKey } from './known-keys.ts';
import type { NetworkOptions } from './network-options.ts';
import type { NullCheck } from './nulls.ts';
import { Part } from './part.ts';

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
  private lastMarks: NetworkBuffer | null = null;
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
    const alone = [first];
    for (const subpartition of this.subpartitions) subpartition.addMark(first, alone);
  }
  /** A buffer without records: one for all subpartitions, as all have got the same marks. */
  marksBuffer(marks: readonly Mark[], bytes: number, endsSegment: boolean): NetworkBuffer {
    const { lastMarks } = this;
    if (lastMarks?.marks === marks && lastMarks.bytes === bytes && lastMarks.endsSegment === endsSegment) {
      return lastMarks;
    }
    this.lastMarks = new NetworkBuffer([], null, marks, bytes, endsSegment, null);
    return this.lastMarks;
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
/** One consumer's queue: finished buffers and the segment that is being filled. Of a blocking result every reader gets all of it. */
export class Subpartition {
  private reader: SubpartitionView | null = null;
  released = false;
  /** Data buffers that wait, events not counted: what the receiver hears as backlog. */
  backlog = 0;
  private queue: NetworkBuffer[] = NO_BUFFERS;
  private head = 0;
  /** Null while nothing was written, or after a flush. */
  private part: Part | null = null;
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

  get view(): SubpartitionView | null {
    return this.reader;
  }
  /** `view` reads from now on, a blocking result from its beginning: an earlier reader may have failed. */
  attach(view: SubpartitionView): void {
    this.reader = view;
    if (!this.partition.blocking) return;
    this.head = 0;
    this.backlog = this.queue.reduce((data, buffer) => (buffer.event === null ? data + 1 : data), 0);
  }
  detach(): void {
    this.reader = null;
  }

  /** Serializes a record into the segment; finishes the segment when it is full. `known`: of its `key`, null where nothing is. */
  add(value: unknown, timestamp: number, known: KnownKey | null = null, key: unknown = null): void {
    const { part } = this;
    if (part === null || !part.append(value, timestamp, known, key)) this.addCarefully(value, timestamp, known, key);
  }
  private addCarefully(value: unknown, timestamp: number, known: KnownKey | null, key: unknown): void {
    if (this.released) return;
    if (value === null) this.partition.nulls?.record();
    if (this.open().add(value, timestamp, known, key, SEGMENT_BYTES - this.flushedBytes)) this.finish();
  }
  /** `first`: the mark as it stands before the first record of a buffer; `alone`: all marks of a buffer that has no other. */
  addMark(first: Mark, alone: Mark[] = [first]): void {
    if (this.released) return;
    if (this.open().addMark(first, alone, SEGMENT_BYTES - this.flushedBytes)) this.finish();
  }
  /** The part that is being filled: something is about to be written to it. */
  private open(): Part {
    if (!this.holdsSegment) this.beginSegment();
    this.part ??= new Part(this.partition.nulls);
    if (this.part.bytes === 0) this.becomeDirty();
    return this.part;
  }
  /** Something waits that is in no buffer yet. */
  private get filling(): boolean {
    return this.part !== null && this.part.bytes > 0;
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
    if (this.filling) this.finish();
    else if (this.holdsSegment) {
      this.holdsSegment = false;
      this.partition.giveSegment();
    }
  }

  /** Makes what was written so far readable, without ending the segment. */
  flush(): void {
    if (!this.filling || this.flushRequested) return;
    this.flushRequested = true;
    if (this.head === this.queue.length) this.view?.notifyDataAvailable();
  }

  get hasData(): boolean {
    if (this.head < this.queue.length) return !this.partition.blocking || this.partition.finished;
    return this.flushRequested && this.filling && !this.partition.blocking;
  }
  /** Buffers the receiver should expect (PipelinedSubpartition.getBuffersInBacklog). */
  get announcedBacklog(): number {
    return this.backlog + (this.flushRequested && this.filling ? 1 : 0);
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
    if (this.head === this.queue.length) return this.take(this.part!, false);
    const buffer = this.queue[this.head]!;
    this.head++;
    if (!this.partition.blocking) this.forgetRead();
    if (buffer.event !== null) return buffer;
    this.backlog--;
    this.partition.backlogChanged(this.backlog + 1, this.backlog);
    return this.partition.blocking ? buffer.copied() : buffer;
  }

  private forgetRead(): void {
    if (this.head === this.queue.length) {
      this.queue = NO_BUFFERS;
      this.head = 0;
    } else if (this.head > 64 && this.head * 2 > this.queue.length) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
  }

  recycle(buffer: NetworkBuffer): void {
    if (buffer.endsSegment && !this.released && !this.partition.blocking) this.partition.giveSegment();
  }

  release(): void {
    if (this.released) return;
    this.released = true;
    if (!this.partition.blocking)
      for (let i = this.head; i < this.queue.length; i++) if (this.queue[i]!.endsSegment) this.partition.giveSegment();
    if (this.holdsSegment) this.partition.giveSegment();
    if (this.backlog > 0) this.partition.backlogChanged(this.backlog, 0);
    this.queue = NO_BUFFERS;
    this.head = 0;
    this.backlog = 0;
    this.part = null;
    this.holdsSegment = false;
    this.reader = null;
  }

  private becomeDirty(): void {
    if (this.dirty) return;
    this.dirty = true;
    this.partition.unflushed(this);
  }
  private enqueue(buffer: NetworkBuffer): void {
    this.queue = withBuffer(this.queue, buffer);
  }
  private beginSegment(): void {
    this.holdsSegment = true;
    this.flushedBytes = 0;
    this.partition.takeSegment();
  }

  /** The records written since the last flush, as a part of the segment or its end. */
  private take(part: Part, endsSegment: boolean): NetworkBuffer {
    const buffer = part.toBuffer(endsSegment, (marks, bytes) => this.partition.marksBuffer(marks, bytes, endsSegment));
    this.partition.bytesOut += buffer.bytes;
    this.partition.buffersOut++;
    this.flushedBytes += buffer.bytes;
    if (!part.next()) this.part = null;
    this.flushRequested = false;
    if (endsSegment) this.holdsSegment = false;
    return buffer;
  }

  private finish(): void {
    this.enqueue(this.take(this.part!, true));
    // A blocking result is written to a file, and the segment is free.
    if (this.partition.blocking) this.partition.giveSegment();
    this.backlog++;
    this.partition.backlogChanged(this.backlog - 1, this.backlog);
    this.view?.notifyDataAvailable();
  }
}
