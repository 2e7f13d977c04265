import type { SubtaskRef } from '../../../trace/facts.ts';
import type { NetworkBuffer, NetworkEvent } from './buffer.ts';
import type { RemoteChannel } from './remote-channel.ts';
import type { ShuffleEnvironment } from './shuffle-environment.ts';

/** What the channels of one input edge of a task share. */
export interface GateReader {
  readonly gate: InputGate;
  readonly environment: ShuffleEnvironment;
  readonly floating: FloatingBuffers;
  readonly consumer: SubtaskRef;
  /** 0, or 1 for the second input of a two-input operator. */
  readonly input: number;
  /** Position of the edge among the task's inputs. */
  readonly gateIndex: number;
}

/** Where a partition is; shared by all who read it. */
export interface PartitionLocation {
  /** `intermediate result#producer@attempt` */
  readonly partition: string;
  readonly producer: SubtaskRef;
  readonly taskManagerId: string;
}

/** One input channel of a subtask: reads one subpartition of one producer. A wide job has millions, so it holds little. */
export abstract class InputChannel {
  /** Position among the channels of its logical input: what the watermark valve counts. */
  valveIndex = 0;
  /** Blocked by barrier alignment. */
  blocked = false;
  ended = false;
  /** Stands in the gate's queue of channels with data. */
  enqueued = false;

  constructor(
    readonly reader: GateReader,
    readonly location: PartitionLocation,
  ) {}

  get input(): number {
    return this.reader.input;
  }
  abstract readonly isRemote: boolean;
  abstract readonly hasData: boolean;
  abstract readonly queued: number;
  /** Connects to the producer; before that it has no data. */
  abstract request(): void;
  abstract poll(): NetworkBuffer | undefined;
  /** The buffer was read to its end. */
  abstract recycle(buffer: NetworkBuffer): void;
  abstract release(): void;
  /** Data buffers in the channel that a barrier just overtook, for an unaligned checkpoint. */
  abstract inflight(): readonly NetworkBuffer[];
  /** Takes the barrier of an unaligned checkpoint that is first in the channel. */
  abstract pollPriority(): NetworkBuffer | undefined;
  /** Lets the barrier of that checkpoint overtake the data before it, where it is at the receiver already. */
  prioritize(_checkpoint: number): void {}
}

/** Stands for a channel while in-flight data of a restored checkpoint is read from it (RecoveredInputChannel). */
class RecoveredChannel extends InputChannel {
  readonly isRemote = false;
  readonly hasData = false;
  readonly queued = 0;
  constructor(channel: InputChannel) {
    super(channel.reader, channel.location);
    this.valveIndex = channel.valveIndex;
  }
  request(): void {}
  poll(): undefined {}
  pollPriority(): undefined {}
  recycle(): void {}
  release(): void {}
  inflight(): readonly NetworkBuffer[] {
    return [];
  }
}

/** Buffers and bytes that were read. */
interface Volume {
  buffers: number;
  bytes: number;
}

/**
 * All channels of a task, read in the order in which they got data (SingleInputGate.inputChannelsWithData; several gates are read
 * as a UnionInputGate does).
 */
export class InputGate {
  readonly channels: InputChannel[] = [];
  readonly local: Volume = { buffers: 0, bytes: 0 };
  readonly remote: Volume = { buffers: 0, bytes: 0 };
  private ready: InputChannel[] = [];
  private recovered: { readonly channel: InputChannel; readonly buffer: NetworkBuffer }[] = [];
  private afterRecovery: (() => void) | null = null;
  /** A barrier overtook the data of a channel. */
  onPriority: (channel: InputChannel) => void = () => {};
  /** A barrier that may yet become unaligned arrived behind the data of a channel. */
  onAnnouncement: (channel: InputChannel, barrier: Extract<NetworkEvent, { kind: 'barrier' }>) => void = () => {};
  /** Data came to a channel that may be read. */
  onData: () => void = () => {};
  onError: (error: unknown) => void = () => {};

  /** Channels that have not ended, by logical input. */
  private readonly open: number[] = [];

  get openChannels(): number {
    return this.open.reduce((sum, channels) => sum + channels, 0);
  }
  openOf(input: number): number {
    return this.open[input] ?? 0;
  }
  end(channel: InputChannel): void {
    if (channel.ended) return;
    channel.ended = true;
    this.open[channel.input]!--;
  }

  add(channel: InputChannel): void {
    this.open[channel.input] = (this.open[channel.input] ?? 0) + 1;
    this.channels.push(channel);
  }

  notifyChannel(channel: InputChannel): void {
    if (channel.enqueued || channel.blocked) return;
    channel.enqueued = true;
    this.ready.push(channel);
    if (this.ready.length === 1) this.onData();
  }

  get hasData(): boolean {
    return this.ready.length > 0 || this.recovered.length > 0;
  }

  /** In-flight data of a restored checkpoint: read before anything new. */
  recover(channel: InputChannel, buffers: readonly NetworkBuffer[]): void {
    const stand = new RecoveredChannel(channel);
    for (const buffer of buffers) this.recovered.push({ channel: stand, buffer });
  }
  /** Runs `run` once recovered data is read: only then partitions are requested. */
  whenRecovered(run: () => void): void {
    if (this.recovered.length === 0) run();
    else this.afterRecovery = run;
  }
  private pollRecovered(): { readonly channel: InputChannel; readonly buffer: NetworkBuffer } | undefined {
    const next = this.recovered.shift();
    if (!next && this.afterRecovery) {
      const run = this.afterRecovery;
      this.afterRecovery = null;
      run();
    }
    return next;
  }

  /** The next channel with a buffer, moved to the end of the queue when it has more. */
  poll(): { readonly channel: InputChannel; readonly buffer: NetworkBuffer } | undefined {
    if (this.recovered.length > 0 || this.afterRecovery) return this.pollRecovered();
    while (this.ready.length > 0) {
      const channel = this.ready.shift()!;
      channel.enqueued = false;
      if (channel.blocked) continue;
      const buffer = channel.poll();
      if (buffer === undefined) continue;
      if (channel.hasData) {
        channel.enqueued = true;
        this.ready.push(channel);
      }
      const volume = channel.isRemote ? this.remote : this.local;
      volume.buffers++;
      volume.bytes += buffer.bytes;
      return { channel, buffer };
    }
    return undefined;
  }

  unblock(channel: InputChannel): void {
    if (!channel.blocked) return;
    channel.blocked = false;
    if (channel.hasData) this.notifyChannel(channel);
  }

  release(): void {
    for (const channel of this.channels) channel.release();
    this.ready = [];
  }
}

/** Floating buffers of one gate (one input edge), lent to its remote channels. */
export class FloatingBuffers {
  private free: number;
  private waiting: RemoteChannel[] = [];
  constructor(size: number) {
    this.free = size;
  }
  /** Lends one, or remembers the channel until one comes back. */
  request(channel: RemoteChannel): boolean {
    if (this.free > 0) {
      this.free--;
      return true;
    }
    if (!channel.waitsForFloating) {
      channel.waitsForFloating = true;
      this.waiting.push(channel);
    }
    return false;
  }
  giveBack(): void {
    this.free++;
    while (this.free > 0 && this.waiting.length > 0) {
      const channel = this.waiting.shift()!;
      channel.waitsForFloating = false;
      this.free--;
      if (!channel.give()) this.free++;
    }
  }
}
