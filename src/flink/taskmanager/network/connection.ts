import type { NetworkBuffer } from './buffer.ts';
import type { RemoteChannel } from './remote-channel.ts';
import type { ShuffleEnvironment } from './shuffle-environment.ts';

/** From a process's death to the exception in its readers: 0.12 to 0.14 s in truth/03-failover. */
const RESET_NOTICE = 120;

/** Netty messages of Flink (NettyMessage): to the producer PartitionRequest, AddCredit and CancelPartitionRequest, to the reader the others. */
type FrameKind = 'request' | 'credit' | 'cancel' | 'buffer' | 'notFound';

interface Frame {
  readonly kind: FrameKind;
  readonly channel: RemoteChannel;
  readonly buffer: NetworkBuffer | null;
  /** Of a buffer: buffers that wait behind it. Of a credit: how much. */
  number: number;
  next: Frame | null;
}

/**
 * One direction of a connection. What is written in the same instant travels together, as Netty flushes it: one event for all
 * channels.
 */
class Lane {
  private first: Frame | null = null;
  private last: Frame | null = null;
  private sentAt = -1;
  private arrives: number | null = null;

  write(
    connection: Connection,
    from: ShuffleEnvironment,
    to: ShuffleEnvironment,
    kind: FrameKind,
    channel: RemoteChannel,
    buffer: NetworkBuffer | null,
    number: number,
  ): number | null {
    const { network, world } = from.platform;
    const { last } = this;
    if (last !== null && this.sentAt === world.now) {
      if (kind === 'credit' && last.kind === kind && last.channel === channel) last.number += number;
      else this.last = last.next = { kind, channel, buffer, number, next: null };
      return this.arrives;
    }
    const first: Frame = { kind, channel, buffer, number, next: null };
    this.first = this.last = first;
    this.sentAt = world.now;
    this.arrives = network.send({
      from: from.process,
      to: to.process,
      protocol: 'rpc',
      name: null,
      deliver: () => {
        // What is written from now on leaves later.
        if (this.first === first) this.first = this.last = null;
        connection.receive(first);
      },
      lost: () => {
        for (let frame: Frame | null = first; frame !== null; frame = frame.next)
          if (frame.kind === 'request') frame.channel.onUnreachable();
      },
    });
    return this.arrives;
  }
}

/** The TCP connection over which one TaskManager reads partitions of another (PartitionRequestClient). */
export class Connection {
  /** Channels that read over it now, each at its {@link RemoteChannel.place}. */
  private readonly channels: RemoteChannel[] = [];
  /** Channels that have credit to announce once all that came with it is read. */
  private credited: RemoteChannel[] = [];
  private readonly toProducer = new Lane();
  private readonly toReader = new Lane();
  constructor(
    readonly reader: ShuffleEnvironment,
    readonly producer: ShuffleEnvironment,
    /** No channel is left. */
    private readonly unused: (connection: Connection) => void,
  ) {}

  open(channel: RemoteChannel): void {
    channel.place = this.channels.push(channel) - 1;
  }
  close(channel: RemoteChannel): void {
    const { channels } = this;
    const moved = channels.pop()!;
    if (moved !== channel) {
      channels[channel.place] = moved;
      moved.place = channel.place;
    }
    if (channels.length === 0) this.unused(this);
  }

  request(channel: RemoteChannel): void {
    this.toProducer.write(this, this.reader, this.producer, 'request', channel, null, 0);
  }
  /** Credit for one channel in the same instant adds up. */
  credit(channel: RemoteChannel, credit: number): void {
    this.toProducer.write(this, this.reader, this.producer, 'credit', channel, null, credit);
  }
  cancel(channel: RemoteChannel): void {
    this.toProducer.write(this, this.reader, this.producer, 'cancel', channel, null, 0);
  }
  /** Answers when it arrives in virtual ms; null while the two are cut off. */
  buffer(channel: RemoteChannel, buffer: NetworkBuffer, backlog: number): number | null {
    return this.toReader.write(this, this.producer, this.reader, 'buffer', channel, buffer, backlog);
  }
  notFound(channel: RemoteChannel): void {
    this.toReader.write(this, this.producer, this.reader, 'notFound', channel, null, 0);
  }

  receive(first: Frame): void {
    for (let frame: Frame | null = first; frame !== null; frame = frame.next) this.take(frame);
    if (this.credited.length === 0) return;
    const { credited } = this;
    this.credited = [];
    for (const channel of credited) {
      const credit = channel.takeUnannounced();
      if (credit > 0) this.credit(channel, credit);
    }
  }
  private take({ kind, channel, buffer, number }: Frame): void {
    switch (kind) {
      case 'request':
        channel.onRequest(this.producer);
        return;
      case 'credit':
        channel.view?.addCredit(number);
        return;
      case 'cancel':
        channel.view?.close();
        return;
      case 'buffer':
        if (channel.onBuffer(buffer!, number)) this.credited.push(channel);
        return;
      case 'notFound':
        channel.onNotFound();
    }
  }

  /** A process that died resets its connections, once its machine is not cut off; one that lost power leaves them hanging. */
  producerGone(): void {
    const { producer, reader } = this;
    producer.platform.network.transmit(producer.process, reader.process, () => {
      if (!reader.process.alive) return;
      reader.process.schedule(RESET_NOTICE, () => {
        for (const channel of [...this.channels]) channel.onReset();
      });
    });
  }
  /** The reading process died: the sender notices as the machine still answers. */
  readerGone(): void {
    for (const channel of this.channels) channel.view?.close();
  }
}
