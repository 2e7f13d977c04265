import type { NetworkBuffer } from './buffer.ts';
import type { RemoteChannel } from './remote-channel.ts';
import type { ShuffleEnvironment } from './shuffle-environment.ts';

/** From a process's death to the exception in its readers: 0.12 to 0.14 s in truth/03-failover. */
const RESET_NOTICE = 120;

/** Netty messages of Flink (NettyMessage): to the producer PartitionRequest, AddCredit, CancelPartitionRequest; to the reader the others. */
export type FrameKind = 'request' | 'credit' | 'cancel' | 'buffer' | 'notFound';

interface Frame {
  readonly kind: FrameKind;
  readonly channel: RemoteChannel;
  readonly buffer: NetworkBuffer | null;
  /** Of a buffer: buffers that wait behind it. Of a credit: how much. */
  number: number;
}

/**
 * The TCP connection over which one TaskManager reads partitions of another (PartitionRequestClient). What is written to it in the
 * same instant travels together, as Netty flushes it: one event for all channels.
 */
export interface Connection {
  readonly producer: ShuffleEnvironment;
  /** Channels that read over it now. */
  readonly channels: Set<RemoteChannel>;
  /** To the producer. Credit for one channel in the same instant adds up. */
  request(channel: RemoteChannel): void;
  credit(channel: RemoteChannel, credit: number): void;
  cancel(channel: RemoteChannel): void;
  /** To the reader. Answers when it arrives in virtual ms; null while the two are cut off. */
  buffer(channel: RemoteChannel, buffer: NetworkBuffer, backlog: number): number | null;
  notFound(channel: RemoteChannel): void;
  /** A process that died resets its connections; a machine that lost power, or is cut off, leaves them hanging. */
  producerGone(): void;
  /** The reading process died: the sender notices as the machine still answers. */
  readerGone(): void;
}

/** One direction of a connection. */
class Lane {
  private frames: Frame[] = [];
  private sentAt = -1;
  private arrives: number | null = null;
  constructor(
    private readonly from: ShuffleEnvironment,
    private readonly to: ShuffleEnvironment,
    private readonly receive: (frame: Frame) => void,
    private readonly lost: (frame: Frame) => void,
  ) {}
  write(kind: FrameKind, channel: RemoteChannel, buffer: NetworkBuffer | null, number: number): number | null {
    const { from, to } = this;
    const { network, world } = from.platform;
    const { now } = world;
    if (this.sentAt !== now || this.frames.length === 0) {
      const frames: Frame[] = [];
      this.frames = frames;
      this.sentAt = now;
      this.arrives = network.send({
        from: from.process,
        to: to.process,
        protocol: 'rpc',
        name: null,
        deliver: () => {
          // A frame that is written meanwhile is a new batch.
          if (this.frames === frames) this.frames = [];
          for (const frame of frames) this.receive(frame);
        },
        lost: () => {
          for (const frame of frames) this.lost(frame);
        },
      });
    }
    this.frames.push({ kind, channel, buffer, number });
    return this.arrives;
  }
  /** The last frame, if it is one of this kind for this channel that has not left yet. */
  last(kind: FrameKind, channel: RemoteChannel): Frame | undefined {
    if (this.sentAt !== this.from.platform.world.now) return undefined;
    const frame = this.frames.at(-1);
    return frame?.kind === kind && frame.channel === channel ? frame : undefined;
  }
}

export function createConnection(reader: ShuffleEnvironment, producer: ShuffleEnvironment): Connection {
  const channels = new Set<RemoteChannel>();
  const toProducer = new Lane(
    reader,
    producer,
    ({ kind, channel, number }) => {
      if (kind === 'request') channel.onRequest(producer);
      else if (kind === 'credit') channel.view?.addCredit(number);
      else channel.view?.close();
    },
    ({ kind, channel }) => {
      if (kind === 'request') channel.onUnreachable();
    },
  );
  const toReader = new Lane(
    producer,
    reader,
    ({ channel, buffer, number }) => {
      if (buffer === null) channel.onNotFound();
      else channel.onBuffer(buffer, number);
    },
    () => {},
  );
  return {
    producer,
    channels,
    request: (channel) => void toProducer.write('request', channel, null, 0),
    credit(channel, credit) {
      const last = toProducer.last('credit', channel);
      if (last) last.number += credit;
      else toProducer.write('credit', channel, null, credit);
    },
    cancel: (channel) => void toProducer.write('cancel', channel, null, 0),
    buffer: (channel, buffer, backlog) => toReader.write('buffer', channel, buffer, backlog),
    notFound: (channel) => void toReader.write('notFound', channel, null, 0),
    producerGone() {
      const { machine } = producer.process;
      const latency = machine.powered ? producer.platform.network.latency(machine, reader.process.machine) : null;
      if (latency === null || !reader.process.alive) return;
      reader.process.schedule(latency + RESET_NOTICE, () => {
        for (const channel of [...channels]) channel.onReset();
      });
    },
    readerGone() {
      for (const channel of channels) channel.view?.close();
    },
  };
}
