import { defaultMaxParallelism } from '../../api/key-groups.ts';
import type { ChainedOperator, JobEdge, JobGraph, StreamEdge } from '../../graph/types.ts';
import type { ShuffleDescriptor, TaskDeploymentDescriptor } from '../../rpc/gateways.ts';
import { partitionId } from '../../rpc/partition-ids.ts';
import { FloatingBuffers, type GateReader, type InputGate, type PartitionLocation } from '../network/input-gate.ts';
import { knownKeysOf } from '../network/known-keys.ts';
import { LocalChannel } from '../network/local-channel.ts';
import { TaskBuffers } from '../network/network-buffer-pool.ts';
import { nullCheck } from '../network/nulls.ts';
import { type ChannelSelector, Custom, FirstChannel, KeyGroups, RoundRobin, Shuffle } from '../network/partitioners.ts';
import { RemoteChannel } from '../network/remote-channel.ts';
import { poolSize, ResultPartition } from '../network/result-partition.ts';
import type { ShuffleEnvironment } from '../network/shuffle-environment.ts';
import { createOperator } from '../operators/create.ts';
import type { StreamOperator, TaskRuntime } from '../operators/operator.ts';
import {
  BroadcastWriterOutput,
  ChainedOutput,
  fanOut,
  KeyedWriterOutput,
  type Output,
  type PartitionOutput,
  WriterOutput,
} from '../operators/output.ts';
import type { TaskEnvironment } from './environment.ts';
import type { StreamTask } from './stream-task.ts';

/** What a task writes to one edge. */
export interface OutputConnection {
  readonly partition: ResultPartition;
  /** Barriers of unaligned checkpoints may overtake its data (StreamEdge.supportsUnalignedCheckpoints). */
  readonly supportsUnaligned: boolean;
  /** The records that the partitioner sends to that consumer. */
  goesTo(consumer: number): (value: unknown) => boolean;
}

/** The operators of a task, wired (OperatorChain), with the partitions they write. */
export interface Chain {
  /** Head first. */
  readonly operators: readonly StreamOperator[];
  readonly chained: readonly ChainedOperator[];
  readonly partitions: readonly ResultPartition[];
  /** Network buffers that the task is promised. */
  readonly buffers: TaskBuffers;
  /** Number of channels of each logical input. */
  readonly inputs: readonly number[];
  flush(): void;
  /** numRecordsOut of the task: what left the ends of its chains. */
  recordsOut(): number;
  recordsOutOf(operator: StreamOperator): number;
  readonly outputs: readonly OutputConnection[];
  /** The records of an input (by its position) that the partitioner sends to this subtask. */
  inputFilter(connection: number): (value: unknown) => boolean;
}

export interface ChainListener {
  availability(available: boolean): void;
  /** Records wait; `timeout` is the buffer timeout in ms. */
  unflushed(timeout: number): void;
}

const locationsOf = new WeakMap<readonly ShuffleDescriptor[], readonly PartitionLocation[]>();

/** Where the partitions are; consumers that were deployed with the same descriptors share the answer. */
function locate(job: JobGraph, edge: JobEdge, producers: readonly ShuffleDescriptor[]): readonly PartitionLocation[] {
  let locations = locationsOf.get(producers);
  if (!locations) {
    locations = producers.map(({ producer, taskManagerId }) => {
      const { vertex, subtask, attempt } = producer;
      return {
        partition: partitionId(job, edge, producer),
        producer: { job: job.jobId, vertex, subtask, attempt },
        taskManagerId,
      };
    });
    locationsOf.set(producers, locations);
  }
  return locations;
}

function createSelector(
  runtime: TaskRuntime,
  edge: JobEdge,
  channels: number,
  maxParallelism: number,
): ChannelSelector {
  const { partitioner } = edge.edge;
  const { jvm } = runtime;
  switch (partitioner.kind) {
    case 'REBALANCE':
      return new RoundRobin(channels, drawChannel(runtime, channels));
    case 'RESCALE':
      return new RoundRobin(channels, 0);
    case 'SHUFFLE':
      return new Shuffle(channels, (bound) => runtime.platform.world.random(`shuffle/${runtime.ref.job}`).int(bound));
    case 'HASH':
      return new KeyGroups(partitioner.selector.instantiate(jvm), knownKeysOf(partitioner, channels, maxParallelism));
    case 'CUSTOM':
      return new Custom(partitioner.partitioner.instantiate(jvm), partitioner.selector.instantiate(jvm), channels);
    default:
      return new FirstChannel();
  }
}

/** `flushAlways`: the buffer timeout is 0. */
function createOutput(
  runtime: TaskRuntime,
  edge: JobEdge,
  partition: ResultPartition,
  maxParallelism: number,
  flushAlways: boolean,
): PartitionOutput {
  if (edge.edge.partitioner.kind === 'BROADCAST') return new BroadcastWriterOutput(partition, flushAlways);
  const selector = createSelector(runtime, edge, partition.subpartitions.length, maxParallelism);
  if (selector instanceof KeyGroups) return new KeyedWriterOutput(partition, selector, flushAlways);
  return new WriterOutput(partition, selector, flushAlways);
}
/** RebalancePartitioner.setup draws its first channel; selectChannel moves on before it sends. */
function drawChannel(runtime: TaskRuntime, channels: number): number {
  return (runtime.platform.world.random(`rebalance/${runtime.ref.job}`).int(channels) + 1) % channels;
}

/** StreamGraphGenerator.shouldDisableUnalignedCheckpointing: all inputs of a node that has a pointwise or broadcast one are aligned. */
function supportsUnaligned(job: JobGraph, { edge }: JobEdge): boolean {
  return !job.edges.some(
    (other) =>
      other.edge.to === edge.to && (other.pattern === 'POINTWISE' || other.edge.partitioner.kind === 'BROADCAST'),
  );
}

/**
 * Task.setupPartitionsAndGates: a partition needs a buffer per subpartition and one more, a remote channel its exclusive ones, a gate one
 * for what is restored.
 */
function reserveBuffers(
  buffers: TaskBuffers,
  { inputs, outputs }: TaskDeploymentDescriptor,
  { taskManagerId: here, options }: ShuffleEnvironment,
): void {
  for (const { consumers } of outputs) buffers.reserve(poolSize(consumers.length, options).min);
  for (const { producers } of inputs) {
    for (const { taskManagerId } of producers) if (taskManagerId !== here) buffers.reserve(options.exclusive);
    buffers.reserve(1);
  }
}

export function createChain(
  task: StreamTask,
  environment: TaskEnvironment,
  gate: InputGate,
  listener: ChainListener,
): Chain {
  const { descriptor, shuffle } = environment;
  const { job, vertex, attempt } = descriptor;
  const chained = vertex.chain;
  const nodes = new Map(chained.map((operator, i) => [operator.node.id, i]));

  const operators = chained.map((operator) =>
    createOperator(operator, {
      runtime: task,
      fileSystems: environment.fileSystems,
      readerParallelism: descriptor.outputs[0]?.consumers.length ?? 1,
      requestNextSplit: () => environment.requestNextSplit(operator.id),
    }),
  );

  const buffers = new TaskBuffers(shuffle.buffers);
  const partitions: ResultPartition[] = [];
  const outputs: OutputConnection[] = [];
  const writers: { readonly edge: StreamEdge; readonly output: PartitionOutput }[] = [];
  for (const { edge, consumers, maxParallelism } of descriptor.outputs) {
    const blocking = edge.result === 'BLOCKING';
    const producer = chained[nodes.get(edge.edge.from) ?? chained.length - 1]!;
    const timeout = producer.node.bufferTimeout;
    const partition = new ResultPartition(
      partitionId(job, edge, attempt),
      job.jobId,
      consumers,
      blocking,
      {
        availability: listener.availability,
        unflushed: () => {
          if (timeout > 0 && !blocking) listener.unflushed(timeout);
        },
      },
      shuffle.options,
      nullCheck(edge.edge.tag?.type ?? producer.node.outputType),
    );
    shuffle.partitions.set(partition.id, partition);
    partitions.push(partition);
    const target = job.vertices.find(({ id }) => id === edge.target);
    const groups =
      maxParallelism ??
      (target && target.maxParallelism > 0 ? target.maxParallelism : defaultMaxParallelism(target?.parallelism ?? 1));
    const output = createOutput(task, edge, partition, groups, timeout === 0 && !blocking);
    writers.push({ edge: edge.edge, output });
    outputs.push({
      partition,
      supportsUnaligned: supportsUnaligned(job, edge),
      goesTo(consumer) {
        const selector = createSelector(task, edge, consumers.length, groups);
        return (value) => consumers[selector.select(value)] === consumer;
      },
    });
  }

  const copies = !job.settings.objectReuse;
  for (const [i, operator] of chained.entries()) {
    const main: Output[] = [];
    const all: Output[] = [];
    const sides = new Map<string, Output[]>();
    const add = (edge: StreamEdge, output: Output): void => {
      all.push(output);
      if (edge.tag === null) main.push(output);
      else sides.set(edge.tag.id, [...(sides.get(edge.tag.id) ?? []), output]);
    };
    for (const edge of operator.chainedOutputs) {
      const next = operators[nodes.get(edge.to)!]!;
      add(edge, new ChainedOutput(next, copies));
    }
    for (const { edge, output } of writers) if (edge.from === operator.node.id) add(edge, output);
    operators[i]!.output = fanOut(main);
    operators[i]!.all = fanOut(all);
    operators[i]!.sides = new Map([...sides].map(([id, outputs]) => [id, fanOut(outputs)]));
  }

  try {
    reserveBuffers(buffers, descriptor, shuffle);
  } catch (error) {
    buffers.release();
    throw error;
  }

  const inputs: number[] = [];
  for (const [gateIndex, { edge, producers }] of descriptor.inputs.entries()) {
    const input = Math.max(0, edge.edge.typeNumber - 1);
    const floating = new FloatingBuffers(shuffle.options.floating);
    const reader: GateReader = { gate, environment: shuffle, floating, consumer: task.ref, input, gateIndex };
    while (inputs.length <= input) inputs.push(0);
    for (const location of locate(job, edge, producers)) {
      const local = location.taskManagerId === shuffle.taskManagerId;
      const channel = local ? new LocalChannel(reader, location) : new RemoteChannel(reader, location);
      channel.valveIndex = inputs[input]!++;
      gate.add(channel);
    }
  }

  /** CountingOutput: a record counts once, to however many edges it goes; each side output counts by itself. */
  const recordsOutOf = ({ countedOut, chained: { node, chainedOutputs } }: StreamOperator): number => {
    if (countedOut !== null) return countedOut;
    const byTag = new Map<string | null, number>();
    for (const { edge, output } of writers)
      if (edge.from === node.id) byTag.set(edge.tag?.id ?? null, output.recordsOut);
    for (const edge of chainedOutputs) {
      const next = operators[nodes.get(edge.to) ?? -1];
      if (next) byTag.set(edge.tag?.id ?? null, next.recordsIn);
    }
    return [...byTag.values()].reduce((a, b) => a + b, 0);
  };

  return {
    operators,
    chained,
    partitions,
    buffers,
    inputs,
    flush() {
      for (const partition of partitions) if (!partition.blocking) partition.flush();
    },
    recordsOut: () =>
      operators.reduce(
        (sum, operator) => (operator.chained.chainedOutputs.length > 0 ? sum : sum + recordsOutOf(operator)),
        0,
      ),
    recordsOutOf,
    outputs,
    inputFilter(connection) {
      const { edge } = descriptor.inputs[connection]!;
      const selector = createSelector(task, edge, descriptor.parallelism, descriptor.maxParallelism);
      return (value) => selector.select(value) === attempt.subtask;
    },
  };
}
