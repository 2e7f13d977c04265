import { isTimeoutable } from '../../rpc/checkpoint-options.ts';
import { type NetworkBuffer, withBuffer } from './buffer.ts';
import { showCrossing } from './channel-trace.ts';
import type { Connection } from './connection.ts';
import { InputChannel } from './input-gate.ts';
import {
  connectionReset,
  MAX_REQUEST_BACKOFF,
  notReachable,
  partitionNotFound,
  REQUEST_BACKOFF,
} from './partition-requests.ts';
import type { Subpartition, SubpartitionView } from './result-partition.ts';
import type { Allowance, ShuffleEnvironment } from './shuffle-environment.ts';

const NO_BUFFERS: readonly NetworkBuffer[] = [];
/** Stands for an empty queue; never written. */
const UNUSED: NetworkBuffer[] = [];

/** The sender's end of a remote channel (CreditBasedSequenceNumberingViewReader): sends while it has credit. */
class RemoteView implements SubpartitionView {
  private credit: number;
  private closed = false;
  private allowance: Allowance | null = null;
  constructor(
    private readonly connection: Connection,
    private readonly subpartition: Subpartition,
    private readonly channel: RemoteChannel,
  ) {
    this.credit = channel.reader.environment.options.exclusive;
    subpartition.attach(this);
  }
  addCredit(credit: number): void {
    this.credit += credit;
    this.notifyDataAvailable();
  }
  notifyDataAvailable(): void {
    const { subpartition, connection, channel } = this;
    while (!this.closed && subpartition.hasData && (this.credit > 0 || subpartition.nextIsEvent)) {
      const buffer = subpartition.poll()!;
      if (buffer.event === null) this.credit--;
      const arrives = connection.buffer(channel, buffer, subpartition.announcedBacklog);
      if (arrives !== null) {
        const { producer } = channel.location;
        const { consumer } = channel.reader;
        const { allowance } = this;
        this.allowance = showCrossing(connection.producer, producer, consumer, true, buffer, arrives, allowance);
      }
      subpartition.recycle(buffer);
      if (buffer.event?.kind === 'endOfPartition' && !subpartition.partition.blocking) this.close();
    }
  }
  /** The subpartition is read to its end, or nobody reads it any more. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.channel.view = null;
    if (this.subpartition.view === this) this.subpartition.detach();
    if (!this.subpartition.partition.blocking) this.subpartition.release();
  }
}

/** Reads a subpartition of a task in another TaskManager, with credit-based flow control (RemoteInputChannel). */
export class RemoteChannel extends InputChannel {
  view: RemoteView | null = null;
  /** Position among the connection's channels. */
  place = -1;
  /** Stands among those that wait for a floating buffer. */
  waitsForFloating = false;
  private connection: Connection | null = null;
  private buffers: NetworkBuffer[] = UNUSED;
  private overtaken: readonly NetworkBuffer[] = NO_BUFFERS;
  /** The last checkpoint whose barrier overtook data here. */
  private prioritized = -1;
  /** Buffers of this channel that are empty: credit the sender has or will get. */
  private available = this.exclusive;
  private floatingHeld = 0;
  private required = this.exclusive;
  private backoff = REQUEST_BACKOFF;
  private unannounced = 0;
  /** All that the producer sends is here. */
  private complete = false;
  private closed = false;

  get isRemote(): boolean {
    return true;
  }
  private get exclusive(): number {
    return this.reader.environment.options.exclusive;
  }

  request(): void {
    if (this.closed) return;
    const { environment } = this.reader;
    const producer = environment.peer(this.location.taskManagerId);
    if (!producer || producer.closed) {
      environment.process.schedule(1, () => this.onUnreachable());
      return;
    }
    if (!this.connection) {
      this.connection = environment.connectionTo(producer);
      this.connection.open(this);
    }
    this.connection.request(this);
  }
  /** At the producer. */
  onRequest(producer: ShuffleEnvironment): void {
    const { partition } = this.location;
    const subpartition = producer.partitions.get(partition)?.subpartitionOf(this.reader.consumer.subtask);
    if (!subpartition || subpartition.released) {
      this.connection!.notFound(this);
      return;
    }
    const view = new RemoteView(this.connection!, subpartition, this);
    this.view = view;
    if (this.closed) view.close();
    else if (subpartition.hasData) view.notifyDataAvailable();
  }
  onNotFound(): void {
    if (this.closed) return;
    const { gate, environment } = this.reader;
    if (this.backoff > MAX_REQUEST_BACKOFF) {
      gate.onError(partitionNotFound(this.location.partition));
      return;
    }
    environment.process.schedule(this.backoff, () => this.request());
    this.backoff *= 2;
  }
  onUnreachable(): void {
    if (this.closed) return;
    const { partition, taskManagerId } = this.location;
    const address = this.reader.environment.peer(taskManagerId)?.dataAddress ?? taskManagerId;
    this.reader.gate.onError(notReachable(partition, address));
  }
  onReset(): void {
    if (this.closed || this.ended) return;
    this.reader.gate.onError(connectionReset(this.connection!.producer.dataAddress));
  }

  get hasData(): boolean {
    return this.buffers.length > 0;
  }
  get queued(): number {
    return this.buffers.length;
  }
  /** Answers whether there is credit to announce. */
  onBuffer(buffer: NetworkBuffer, backlog: number): boolean {
    if (this.closed) return false;
    const barrier = buffer.event?.kind === 'barrier' ? buffer.event : null;
    this.buffers = withBuffer(this.buffers, buffer);
    if (barrier?.options.alignment === 'UNALIGNED') this.prioritize(barrier.checkpoint);
    else if (barrier && isTimeoutable(barrier.options)) this.reader.gate.onAnnouncement(this, barrier);
    let granted = 0;
    if (buffer.event === null) {
      this.available--;
      this.required = backlog + this.exclusive;
      for (; this.available < this.required && this.reader.floating.request(this); granted++) this.keepFloating();
    } else if (buffer.event.kind === 'endOfPartition') this.complete = true;
    this.unannounced += granted;
    this.reader.gate.notifyChannel(this);
    return granted > 0;
  }
  private keepFloating(): void {
    this.available++;
    this.floatingHeld++;
  }
  /** A floating buffer became free; answers whether it is still wanted. */
  give(): boolean {
    if (this.closed || this.available >= this.required) return false;
    this.keepFloating();
    this.announce();
    return true;
  }
  private announce(): void {
    // Nothing more will come.
    if (!this.complete) this.connection!.credit(this, 1);
  }
  takeUnannounced(): number {
    const credit = this.complete || this.closed ? 0 : this.unannounced;
    this.unannounced = 0;
    return credit;
  }
  override prioritize(checkpoint: number): void {
    const { buffers } = this;
    const from = buffers.findIndex(({ event }) => event?.kind === 'barrier' && event.checkpoint === checkpoint);
    if (from < 0) return;
    const before = buffers.slice(0, from);
    this.overtaken = before.filter((queued) => queued.event === null);
    const data = before.findIndex(({ event }) => event === null);
    if (data >= 0) buffers.splice(data, 0, ...buffers.splice(from, 1));
    this.prioritized = checkpoint;
    this.reader.gate.onPriority(this);
  }
  pollPriority(): NetworkBuffer | undefined {
    const event = this.buffers[0]?.event;
    return event?.kind === 'barrier' && event.checkpoint === this.prioritized ? this.poll() : undefined;
  }
  poll(): NetworkBuffer | undefined {
    const { buffers } = this;
    const buffer = buffers.shift();
    // A wide job has many channels that are used rarely.
    if (buffers.length === 0) this.buffers = UNUSED;
    return buffer;
  }
  recycle(buffer: NetworkBuffer): void {
    if (buffer.event !== null || this.closed) return;
    // BufferManager: a floating buffer goes back when the channel has more than it needs.
    if (this.floatingHeld > 0 && this.available >= this.required) {
      this.floatingHeld--;
      this.reader.floating.giveBack();
      return;
    }
    this.available++;
    this.announce();
  }
  inflight(): readonly NetworkBuffer[] {
    const { overtaken } = this;
    this.overtaken = NO_BUFFERS;
    return overtaken;
  }
  release(): void {
    if (this.closed) return;
    this.closed = true;
    const { connection } = this;
    this.buffers = UNUSED;
    for (; this.floatingHeld > 0; this.floatingHeld--) this.reader.floating.giveBack();
    if (!connection) return;
    if (this.view && !connection.producer.closed && this.reader.environment.process.alive) connection.cancel(this);
    connection.close(this);
  }
}
