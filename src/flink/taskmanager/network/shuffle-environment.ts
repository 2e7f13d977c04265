import type { Platform, Process } from '../../../platform/types.ts';
import type { SubtaskRef } from '../../../trace/facts.ts';
import { JavaError } from '../../api/jar.ts';
import { stringOf } from '../../api/values.ts';
import type { NetworkBuffer } from './buffer.ts';
import { EXCLUSIVE_BUFFERS, type FloatingBuffers, InputChannel, type InputGate } from './input-gate.ts';
import type { ResultPartition, Subpartition, SubpartitionView } from './result-partition.ts';

/** First and longest wait between requests for a partition that is not there yet (taskmanager.network.request-backoff.*). */
const REQUEST_BACKOFF = 100;
const MAX_REQUEST_BACKOFF = 10_000;
/** From a process's death to the exception in its readers: 0.12 to 0.14 s in truth/03-failover. */
const RESET_NOTICE = 120;
/** At most so many buffers and samples of a channel are shown per virtual second. */
const SHOWN_PER_SECOND = 50;
const SAMPLE = 8;

/** The shuffle environment of one TaskExecutor (NettyShuffleEnvironment): its partitions, and the port they are read at. */
export interface ShuffleEnvironment {
  readonly taskManagerId: string;
  readonly process: Process;
  readonly platform: Platform;
  readonly dataPort: number;
  /** `node2/10.0.0.2:39991`, as exceptions name it. */
  readonly dataAddress: string;
  readonly partitions: Map<string, ResultPartition>;
  /** Calls `listener` when a partition of that id is registered. */
  readonly closed: boolean;
}

const environments = new WeakMap<Platform, Map<string, ShuffleEnvironment>>();

function environmentsOf(platform: Platform): Map<string, ShuffleEnvironment> {
  let known = environments.get(platform);
  if (!known) {
    known = new Map();
    environments.set(platform, known);
  }
  return known;
}

export function openShuffleEnvironment(
  platform: Platform,
  process: Process,
  taskManagerId: string,
  hostName: string,
  port: number,
): ShuffleEnvironment & { close(): void } {
  const listener = platform.network.listen(process, port, (connection) => connection.close());
  let closed = false;
  const environment = {
    taskManagerId,
    process,
    platform,
    dataPort: listener.port,
    dataAddress: `${hostName}/${process.machine.ip}:${listener.port}`,
    partitions: new Map<string, ResultPartition>(),
    get closed() {
      return closed || !process.alive;
    },
    close() {
      if (closed) return;
      closed = true;
      for (const partition of environment.partitions.values()) partition.release();
      environment.partitions.clear();
      listener.close();
    },
  };
  environmentsOf(platform).set(taskManagerId, environment);
  return environment;
}

/** Says what crosses an edge to the trace; thinned per channel. */
class ChannelTrace {
  private second = -1;
  private shown = 0;
  constructor(
    private readonly platform: Platform,
    private readonly from: SubtaskRef,
    private readonly to: SubtaskRef,
    private readonly remote: boolean,
  ) {}
  crossed(buffer: NetworkBuffer, arrives: number): void {
    const { event } = buffer;
    const { world } = this.platform;
    if (event) {
      if (event.kind === 'barrier') {
        const { checkpoint, options } = event;
        const { from, to } = this;
        world.emit({ kind: 'barrier', job: from.job, checkpoint, from, to, arrives, unaligned: options.unaligned });
      }
      return;
    }
    const second = Math.floor(world.now / 1_000);
    if (second !== this.second) {
      this.second = second;
      this.shown = 0;
    }
    if (buffer.values.length === 0 || ++this.shown > SHOWN_PER_SECOND) return;
    world.emit({
      kind: 'data.buffer',
      job: this.from.job,
      from: this.from,
      to: this.to,
      records: buffer.values.length,
      bytes: buffer.bytes,
      sample: buffer.values.slice(0, SAMPLE).map(stringOf),
      arrives,
      remote: this.remote,
    });
  }
}

export interface ChannelRequest {
  readonly environment: ShuffleEnvironment;
  readonly gate: InputGate;
  readonly floating: FloatingBuffers;
  /** `intermediate result#producer@attempt` */
  readonly partition: string;
  readonly producer: SubtaskRef;
  readonly consumer: SubtaskRef;
  readonly taskManagerId: string;
  readonly input: number;
}

/** Local when both tasks run in the same TaskExecutor. The channel is not connected until `request`. */
export function createChannel(request: ChannelRequest): InputChannel & { request(): void } {
  return request.taskManagerId === request.environment.taskManagerId
    ? new LocalChannel(request)
    : new RemoteChannel(request);
}

function notFound(partition: string): JavaError {
  return new JavaError(
    'org.apache.flink.runtime.io.network.partition.PartitionNotFoundException',
    `Partition ${partition} not found.`,
    [
      'org.apache.flink.runtime.io.network.partition.consumer.RemoteInputChannel.failPartitionRequest(RemoteInputChannel.java:301)',
      'org.apache.flink.runtime.io.network.partition.consumer.RemoteInputChannel.retriggerSubpartitionRequest(RemoteInputChannel.java:199)',
      'org.apache.flink.runtime.io.network.partition.consumer.SingleInputGate.retriggerPartitionRequest(SingleInputGate.java:630)',
    ],
    null,
  );
}

class LocalChannel extends InputChannel implements SubpartitionView {
  readonly isRemote = false;
  private subpartition: Subpartition | null = null;
  private closed = false;
  private trace: ChannelTrace | null = null;
  constructor(private readonly options: ChannelRequest) {
    super(options.gate, options.producer, options.input);
  }
  request(backoff = REQUEST_BACKOFF): void {
    if (this.closed) return;
    const { environment, partition, consumer } = this.options;
    const subpartition = environment.partitions.get(partition)?.subpartitionOf(consumer.subtask);
    if (!subpartition || subpartition.released) {
      if (backoff > MAX_REQUEST_BACKOFF) this.gate.onError(notFound(partition));
      else environment.process.schedule(backoff, () => this.request(backoff * 2));
      return;
    }
    this.subpartition = subpartition;
    subpartition.view = this;
    if (subpartition.hasData) this.notifyDataAvailable();
  }
  notifyDataAvailable(): void {
    this.gate.notifyChannel(this);
  }
  get hasData(): boolean {
    return this.subpartition?.hasData ?? false;
  }
  get queued(): number {
    return this.subpartition?.announcedBacklog ?? 0;
  }
  poll(): NetworkBuffer | undefined {
    const buffer = this.subpartition?.poll();
    if (buffer) {
      const { platform } = this.options.environment;
      this.trace ??= new ChannelTrace(platform, this.options.producer, this.options.consumer, false);
      this.trace.crossed(buffer, platform.world.now);
    }
    return buffer;
  }
  recycle(buffer: NetworkBuffer): void {
    this.subpartition?.recycle(buffer);
  }
  inflight(): readonly NetworkBuffer[] {
    return [];
  }
  release(): void {
    if (this.closed) return;
    this.closed = true;
    // A finished blocking result may be read again by a restarted consumer.
    if (this.subpartition && !this.subpartition.partition.blocking) this.subpartition.release();
    if (this.subpartition) this.subpartition.view = null;
    this.subpartition = null;
  }
}

/** The sender's end of a remote channel (CreditBasedSequenceNumberingViewReader): sends while it has credit. */
class RemoteReader implements SubpartitionView {
  private credit = EXCLUSIVE_BUFFERS;
  private closed = false;
  constructor(
    private readonly producer: ShuffleEnvironment,
    private readonly subpartition: Subpartition,
    private readonly channel: RemoteChannel,
    private readonly trace: ChannelTrace,
  ) {
    subpartition.view = this;
  }
  addCredit(credit: number): void {
    this.credit += credit;
    this.notifyDataAvailable();
  }
  notifyDataAvailable(): void {
    const { subpartition, producer, channel } = this;
    while (!this.closed && subpartition.hasData && (this.credit > 0 || subpartition.nextIsEvent)) {
      const buffer = subpartition.poll()!;
      if (buffer.event === null) this.credit--;
      const backlog = subpartition.announcedBacklog;
      const { network, world } = producer.platform;
      const latency = network.latency(producer.process.machine, channel.process.machine);
      if (latency !== null) this.trace.crossed(buffer, world.now + latency);
      network.send({
        from: producer.process,
        to: channel.process,
        protocol: 'rpc',
        name: null,
        deliver: () => channel.onBuffer(buffer, backlog),
      });
      subpartition.recycle(buffer);
    }
  }
  close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.subpartition.view === this) this.subpartition.view = null;
    if (!this.subpartition.partition.blocking) this.subpartition.release();
  }
}

const connections = new WeakMap<ShuffleEnvironment, Map<ShuffleEnvironment, Set<RemoteChannel>>>();

/**
 * The channels that share the TCP connection from one TaskManager to another. A process that dies resets its connections; a machine
 * that loses power, or is cut off, leaves them hanging.
 */
function connectionBetween(reader: ShuffleEnvironment, producer: ShuffleEnvironment): Set<RemoteChannel> {
  let ofReader = connections.get(reader);
  if (!ofReader) {
    ofReader = new Map();
    connections.set(reader, ofReader);
  }
  let channels = ofReader.get(producer);
  if (channels) return channels;
  const opened = new Set<RemoteChannel>();
  channels = opened;
  ofReader.set(producer, channels);
  producer.process.onClose(() => {
    const { machine } = producer.process;
    const latency = machine.powered ? producer.platform.network.latency(machine, reader.process.machine) : null;
    if (latency === null || !reader.process.alive) return;
    reader.process.schedule(latency + RESET_NOTICE, () => {
      for (const channel of [...opened]) channel.onReset(producer);
    });
  });
  reader.process.onClose(() => {
    if (reader.process.machine.powered) for (const channel of opened) channel.onReaderGone();
  });
  return channels;
}

const NO_BUFFERS: readonly NetworkBuffer[] = [];
/** Stands for an empty queue; never written. */
const UNUSED: NetworkBuffer[] = [];

class RemoteChannel extends InputChannel {
  readonly isRemote = true;
  private buffers: NetworkBuffer[] = UNUSED;
  /** Buffers of this channel that are empty: credit the sender has or will get. */
  private available = EXCLUSIVE_BUFFERS;
  private floatingHeld = 0;
  private required = EXCLUSIVE_BUFFERS;
  private reader: RemoteReader | null = null;
  private producerEnvironment: ShuffleEnvironment | null = null;
  private closed = false;
  constructor(private readonly options: ChannelRequest) {
    super(options.gate, options.producer, options.input);
  }
  get process(): Process {
    return this.options.environment.process;
  }

  request(backoff = REQUEST_BACKOFF): void {
    if (this.closed) return;
    const { environment, partition, taskManagerId, producer, consumer } = this.options;
    const { platform } = environment;
    const remote = environmentsOf(platform).get(taskManagerId);
    const unreachable = (): void => {
      if (this.closed) return;
      this.gate.onError(
        new JavaError(
          'org.apache.flink.runtime.io.network.partition.consumer.PartitionConnectionException',
          `Connection for partition ${partition} not reachable.`,
          [
            'org.apache.flink.runtime.io.network.partition.consumer.RemoteInputChannel.requestSubpartition(RemoteInputChannel.java:183)',
            'org.apache.flink.runtime.io.network.partition.consumer.SingleInputGate.internalRequestPartitions(SingleInputGate.java:329)',
            'org.apache.flink.runtime.io.network.partition.consumer.SingleInputGate.requestPartitions(SingleInputGate.java:301)',
            'org.apache.flink.runtime.taskmanager.InputGateWithMetrics.requestPartitions(InputGateWithMetrics.java:95)',
          ],
          new JavaError(
            'org.apache.flink.runtime.io.network.netty.exception.RemoteTransportException',
            `Connecting to remote task manager '${remote?.dataAddress ?? taskManagerId}' has failed. This might indicate that the remote task manager has been lost.`,
            [
              'org.apache.flink.runtime.io.network.netty.PartitionRequestClientFactory.connect(PartitionRequestClientFactory.java:144)',
            ],
            null,
          ),
        ),
      );
    };
    if (!remote || remote.closed) {
      environment.process.schedule(1, unreachable);
      return;
    }
    this.producerEnvironment = remote;
    const accept = (): void => {
      const subpartition = remote.partitions.get(partition)?.subpartitionOf(consumer.subtask);
      const answer = (deliver: () => void): void =>
        platform.network.send({ from: remote.process, to: environment.process, protocol: 'rpc', name: null, deliver });
      if (!subpartition || subpartition.released) {
        answer(() => {
          if (this.closed) return;
          if (backoff > MAX_REQUEST_BACKOFF) this.gate.onError(notFound(partition));
          else environment.process.schedule(backoff, () => this.request(backoff * 2));
        });
        return;
      }
      const trace = new ChannelTrace(platform, producer, consumer, true);
      const reader = new RemoteReader(remote, subpartition, this, trace);
      this.reader = reader;
      if (this.closed) reader.close();
      else if (subpartition.hasData) reader.notifyDataAvailable();
    };
    platform.network.send({
      from: environment.process,
      to: remote.process,
      protocol: 'rpc',
      name: null,
      deliver: accept,
      lost: unreachable,
    });
    if (!this.connection) {
      this.connection = connectionBetween(environment, remote);
      this.connection.add(this);
    }
  }
  private connection: Set<RemoteChannel> | null = null;

  onReset(remote: ShuffleEnvironment): void {
    if (this.closed || this.ended) return;
    this.gate.onError(
      new JavaError(
        'org.apache.flink.runtime.io.network.netty.exception.RemoteTransportException',
        `Connection unexpectedly closed by remote task manager '${remote.dataAddress}'. This might indicate that the remote task manager was lost.`,
        [
          'org.apache.flink.runtime.io.network.netty.CreditBasedPartitionRequestClientHandler.channelInactive(CreditBasedPartitionRequestClientHandler.java:160)',
        ],
        null,
      ),
    );
  }
  /** The reading process died: the sender notices when its machine still answers. */
  onReaderGone(): void {
    this.reader?.close();
  }

  get hasData(): boolean {
    return this.buffers.length > 0;
  }
  get queued(): number {
    return this.buffers.length;
  }
  onBuffer(buffer: NetworkBuffer, backlog: number): void {
    if (this.closed) return;
    if (this.buffers === UNUSED) this.buffers = [];
    if (buffer.event?.kind === 'barrier' && buffer.event.options.unaligned) {
      this.overtaken = this.buffers.filter((queued) => queued.event === null);
      const at = this.buffers.findIndex(({ event }) => event === null);
      this.buffers.splice(at < 0 ? this.buffers.length : at, 0, buffer);
    } else {
      this.buffers.push(buffer);
    }
    if (buffer.event === null) {
      this.available--;
      this.required = backlog + EXCLUSIVE_BUFFERS;
      let granted = 0;
      while (this.available + granted < this.required && this.options.floating.request(this)) granted++;
      this.announce(granted);
    }
    this.gate.notifyChannel(this);
  }
  /** A floating buffer became free; answers whether it is still wanted. */
  give(): boolean {
    if (this.closed || this.available >= this.required) return false;
    this.announce(1);
    return true;
  }
  private announce(granted: number): void {
    if (granted === 0) return;
    this.available += granted;
    this.floatingHeld += granted;
    this.sendCredit(granted);
  }
  private sendCredit(credit: number): void {
    const { reader, producerEnvironment } = this;
    if (!reader || !producerEnvironment) return;
    producerEnvironment.platform.network.send({
      from: this.process,
      to: producerEnvironment.process,
      protocol: 'rpc',
      name: null,
      deliver: () => reader.addCredit(credit),
    });
  }
  poll(): NetworkBuffer | undefined {
    return this.buffers.shift();
  }
  recycle(buffer: NetworkBuffer): void {
    if (buffer.event !== null || this.closed) return;
    // BufferManager: a floating buffer goes back when the channel has more than it needs.
    if (this.floatingHeld > 0 && this.available >= this.required) {
      this.floatingHeld--;
      this.options.floating.giveBack();
      return;
    }
    this.available++;
    this.sendCredit(1);
  }
  private overtaken: readonly NetworkBuffer[] = NO_BUFFERS;
  inflight(): readonly NetworkBuffer[] {
    const overtaken = this.overtaken;
    this.overtaken = NO_BUFFERS;
    return overtaken;
  }
  release(): void {
    if (this.closed) return;
    this.closed = true;
    this.connection?.delete(this);
    this.buffers = UNUSED;
    for (; this.floatingHeld > 0; this.floatingHeld--) this.options.floating.giveBack();
    const { reader, producerEnvironment } = this;
    if (reader && producerEnvironment && !producerEnvironment.closed && this.process.alive) {
      producerEnvironment.platform.network.send({
        from: this.process,
        to: producerEnvironment.process,
        protocol: 'rpc',
        name: null,
        deliver: () => reader.close(),
      });
    }
  }
}
