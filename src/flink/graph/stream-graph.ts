import { illegalArgument, illegalState, unsupported } from '../api/errors.ts';
import type { OutputTag } from '../api/functions.ts';
import { UPPER_BOUND_MAX_PARALLELISM } from '../api/key-groups.ts';
import type { OperatorSpec, PartitionerSpec, StreamEnvironmentState, Transformation } from '../api/transformations.ts';
import { inputsOf, predecessorsOf, typeOf } from '../api/transforming.ts';
import { jobSettings } from './job-settings.ts';
import type { StreamEdge, StreamGraph, StreamNode } from './types.ts';

/** StreamGraphGenerator: the nodes and edges of a program. */

export const DEFAULT_SLOT_SHARING_GROUP = 'default';

/** One end of an edge to come: a node, seen through partition and side-output transformations. */
interface Upstream {
  readonly node: number;
  readonly partitioner: PartitionerSpec | null;
  readonly tag: OutputTag | null;
  readonly exchange: StreamEdge['exchange'] | null;
}

type MutableNode = { -readonly [K in keyof StreamNode]: StreamNode[K] };

/** Throws JavaError (IllegalStateException, UnsupportedOperationException, InvalidTypesException) as getStreamGraph() does. */
export function generateStreamGraph(environment: StreamEnvironmentState, jobName: string): StreamGraph {
  if (environment.transformations.length === 0) {
    throw illegalState('No operators defined in streaming topology. Cannot execute.');
  }
  return new Generator(environment, jobName).generate();
}

/** BATCH when asked for, or AUTOMATIC and every source is bounded. */
function executesAsBatch(environment: StreamEnvironmentState, all: readonly Transformation[]): boolean {
  const unbounded = all.some((t) => t.kind === 'source' && t.boundedness !== 'BOUNDED');
  if (environment.runtimeMode === 'BATCH' && unbounded) {
    throw illegalState(
      "Detected an UNBOUNDED source with the 'execution.runtime-mode' set to 'BATCH'. This combination is not " +
        "allowed, please set the 'execution.runtime-mode' to STREAMING or AUTOMATIC",
    );
  }
  return environment.runtimeMode === 'BATCH' || (environment.runtimeMode === 'AUTOMATIC' && !unbounded);
}

class Generator {
  private readonly nodes = new Map<number, MutableNode>();
  private readonly edges: StreamEdge[] = [];
  private readonly done = new Map<Transformation, readonly Upstream[]>();
  private readonly batch: boolean;
  private readonly defaultBufferTimeout: number;
  private nextId: number;
  private nextLoopId = -1;

  constructor(
    private readonly environment: StreamEnvironmentState,
    private readonly jobName: string,
  ) {
    const all = [...predecessorsOf(...environment.transformations)];
    this.batch = executesAsBatch(environment, all);
    this.defaultBufferTimeout = this.batch ? -1 : environment.bufferTimeout;
    this.nextId = Math.max(0, ...all.map(({ id }) => id)) + 1;
  }

  generate(): StreamGraph {
    for (const transformation of this.environment.transformations) this.transform(transformation);
    return {
      jobName: this.jobName,
      nodes: [...this.nodes.values()].sort((a, b) => a.id - b.id),
      edges: this.edges,
      chaining: this.environment.chaining,
      settings: jobSettings(this.environment, this.batch, this.environment.parallelism ?? 1),
    };
  }

  private transform(transformation: Transformation): readonly Upstream[] {
    const known = this.done.get(transformation);
    if (known) return known;
    if (transformation.kind !== 'sink') typeOf(transformation);
    if (transformation.kind === 'feedback' || transformation.kind === 'coFeedback') {
      return this.transformLoop(transformation);
    }
    const inputs = inputsOf(transformation).map((input) => this.transform(input));
    // A loop may have come back here while its inputs were being transformed.
    const meanwhile = this.done.get(transformation);
    if (meanwhile) return meanwhile;
    const result = this.translate(transformation, inputs);
    this.done.set(transformation, result);
    return result;
  }

  private translate(
    transformation: Exclude<Transformation, { kind: 'feedback' | 'coFeedback' }>,
    inputs: readonly (readonly Upstream[])[],
  ): readonly Upstream[] {
    switch (transformation.kind) {
      case 'union':
        return inputs.flat();
      case 'partition':
        return inputs.flat().map((up) => {
          this.nextId++;
          return {
            ...up,
            // Of several partitioners the last one wins.
            partitioner: transformation.partitioner,
            exchange: up.exchange ?? transformation.exchange,
          };
        });
      case 'sideOutput':
        return inputs.flat().map((up) => {
          this.nextId++;
          return { ...up, tag: transformation.tag };
        });
      case 'sink':
        return this.translateSink(transformation, inputs);
      default: {
        const node = this.addNode(transformation, inputs);
        for (const [i, upstreams] of inputs.entries()) {
          this.connect(upstreams, node.id, transformation.kind === 'twoInput' ? i + 1 : 0);
        }
        return [{ node: node.id, partitioner: null, tag: null, exchange: null }];
      }
    }
  }

  private addNode(
    transformation: Extract<Transformation, { kind: 'source' | 'oneInput' | 'twoInput' | 'sink' }>,
    inputs: readonly (readonly Upstream[])[],
    changes: Partial<MutableNode> = {},
  ): MutableNode {
    const { settings, kind } = transformation;
    const [key1, key2] = keysOf(transformation);
    const keyed = key1 !== null || key2 !== null;
    const prefix = kind === 'source' ? 'Source: ' : kind === 'sink' ? 'Sink: ' : '';
    const node: MutableNode = {
      id: transformation.id,
      name: prefix + settings.name,
      operator: transformation.operator,
      parallelism: settings.parallelism ?? this.environment.parallelism ?? 1,
      maxParallelism: settings.maxParallelism ?? this.maxParallelism(),
      slotSharingGroup: this.groupOf(settings.slotSharingGroup, inputs.flat()),
      coLocationGroup: settings.coLocationGroup,
      bufferTimeout:
        settings.bufferTimeout !== null && settings.bufferTimeout >= 0
          ? settings.bufferTimeout
          : this.defaultBufferTimeout,
      // BatchExecutionUtils.adjustChainingStrategy: inputs of keyed operators are sorted first.
      chaining: this.batch && keyed && settings.chaining !== 'NEVER' ? 'HEAD' : settings.chaining,
      legacySource: kind === 'source' && transformation.legacy,
      newSource: kind === 'source' && !transformation.legacy,
      role: kind === 'source' || kind === 'sink' ? kind : 'operator',
      yielding: kind === 'oneInput' && transformation.yielding === true,
      uid: settings.uid,
      uidHash: settings.uidHash,
      key1,
      key2,
      outputType: transformation.outputType,
      ...changes,
    };
    if (this.nodes.has(node.id)) throw illegalState(`Duplicate vertexID ${node.id}`);
    this.nodes.set(node.id, node);
    return node;
  }

  /** SinkTransformationTranslator for the unified sink API; other sinks are one node. */
  private translateSink(
    sink: Extract<Transformation, { kind: 'sink' }>,
    inputs: readonly (readonly Upstream[])[],
  ): readonly Upstream[] {
    if (!sink.unified) {
      const node = this.addNode(sink, inputs);
      this.connect(inputs.flat(), node.id, 0);
      return [];
    }
    const { name, uid } = sink.settings;
    const writer = this.addNode(sink, inputs, { id: this.nextId++, name: `Sink Writer: ${name}`, role: 'operator' });
    this.connect(inputs.flat(), writer.id, 0);
    if (sink.unified.committer && sink.operator.kind === 'sink.connector') {
      const committer = this.addNode(sink, inputs, {
        id: this.nextId++,
        name: `Sink Committer: ${name}`,
        role: 'operator',
        uid: uid === null ? null : `Sink Committer: ${uid}`,
        operator: { kind: 'sink.committer', connector: sink.operator.connector },
        ...(this.batch ? { parallelism: 1, maxParallelism: 1 } : {}),
        key1: null,
      });
      this.connect([{ node: writer.id, partitioner: null, tag: null, exchange: null }], committer.id, 0);
    }
    return [];
  }

  private transformLoop(loop: Extract<Transformation, { kind: 'feedback' | 'coFeedback' }>): readonly Upstream[] {
    if (this.batch) {
      throw unsupported(
        'Iterations are not supported in BATCH execution mode. If you want to execute such a pipeline, please set ' +
          "the 'execution.runtime-mode'=STREAMING",
      );
    }
    if (loop.kind === 'feedback' && loop.feedback.length === 0) {
      throw illegalState(`Iteration ${loop.settings.name}-${loop.id} does not have any feedback edges.`);
    }
    const inputs = loop.kind === 'feedback' ? this.transform(loop.input) : [];
    const meanwhile = this.done.get(loop);
    if (meanwhile) return meanwhile;
    const head = this.loopEnd(loop, 'iteration.head', `IterationSource-${loop.id}`);
    const tail = this.loopEnd(loop, 'iteration.tail', `IterationSink-${loop.id}`);
    const result = [...inputs, { node: head.id, partitioner: null, tag: null, exchange: null }];
    this.done.set(loop, result);
    const feedback = loop.feedback.flatMap((edge) => this.transform(edge));
    this.connect(feedback, tail.id, 0);
    const group = this.groupOf(null, feedback);
    head.slotSharingGroup = group;
    tail.slotSharingGroup = group;
    return result;
  }

  private loopEnd(
    loop: Extract<Transformation, { kind: 'feedback' | 'coFeedback' }>,
    kind: 'iteration.head' | 'iteration.tail',
    name: string,
  ): MutableNode {
    const operator: OperatorSpec = { kind, broker: `broker-${loop.id}`, maxWait: loop.maxWait };
    const parallelism = loop.settings.parallelism ?? this.environment.parallelism ?? 1;
    const node: MutableNode = {
      id: this.nextLoopId--,
      name,
      operator,
      parallelism,
      // StreamGraph.createIterationSourceAndSink gives the sink its parallelism for both.
      maxParallelism:
        kind === 'iteration.tail' ? parallelism : (loop.settings.maxParallelism ?? this.environment.maxParallelism),
      slotSharingGroup: DEFAULT_SLOT_SHARING_GROUP,
      coLocationGroup: `IterationCoLocationGroup-${loop.id}`,
      bufferTimeout: this.defaultBufferTimeout,
      chaining: 'NEVER',
      legacySource: false,
      newSource: false,
      role: kind === 'iteration.head' ? 'source' : 'sink',
      yielding: false,
      uid: null,
      uidHash: null,
      key1: null,
      key2: null,
      outputType: loop.outputType,
    };
    this.nodes.set(node.id, node);
    return node;
  }

  /** determineSlotSharingGroup: its own, else the one that all inputs share, else `default`. */
  /** The environment's, which an option may have set to anything (OperatorValidationUtils.validateMaxParallelism). */
  private maxParallelism(): number | null {
    const { maxParallelism } = this.environment;
    if (maxParallelism !== null && maxParallelism > UPPER_BOUND_MAX_PARALLELISM) {
      throw illegalArgument(
        `Maximum parallelism must be between 1 and ${UPPER_BOUND_MAX_PARALLELISM}. Found: ${maxParallelism}`,
      );
    }
    return maxParallelism;
  }
  private groupOf(own: string | null, inputs: readonly Upstream[]): string {
    if (own !== null) return own;
    const groups = new Set(inputs.map((up) => this.nodes.get(up.node)!.slotSharingGroup));
    return groups.size === 1 ? [...groups][0]! : DEFAULT_SLOT_SHARING_GROUP;
  }

  /** StreamGraph.addEdgeInternal. */
  private connect(upstreams: readonly Upstream[], to: number, typeNumber: number): void {
    for (const up of upstreams) {
      const [from, target] = [this.nodes.get(up.node)!, this.nodes.get(to)!];
      const partitioner: PartitionerSpec = up.partitioner ?? {
        kind: from.parallelism === target.parallelism ? 'FORWARD' : 'REBALANCE',
      };
      if (partitioner.kind === 'FORWARD' && from.parallelism !== target.parallelism) {
        throw unsupported(
          `Forward partitioning does not allow change of parallelism. Upstream operation: ${from.name}-${from.id} ` +
            `parallelism: ${from.parallelism}, downstream operation: ${target.name}-${target.id} parallelism: ` +
            `${target.parallelism} You must use another partitioning strategy, such as broadcast, rebalance, ` +
            'shuffle or global.',
        );
      }
      this.edges.push({
        from: from.id,
        to,
        partitioner,
        typeNumber,
        tag: up.tag,
        exchange: up.exchange ?? 'UNDEFINED',
      });
    }
  }
}

function keysOf(transformation: Transformation): readonly [StreamNode['key1'], StreamNode['key2']] {
  switch (transformation.kind) {
    case 'oneInput':
      return [transformation.key, null];
    case 'sink':
      return [transformation.key ?? null, null];
    case 'twoInput':
      return [transformation.key1, transformation.key2];
    default:
      return [null, null];
  }
}

/** The edges of each node, in the order they were added. */
export interface Adjacency {
  readonly node: ReadonlyMap<number, StreamNode>;
  ins(node: number): readonly StreamEdge[];
  outs(node: number): readonly StreamEdge[];
}

const adjacencies = new WeakMap<StreamGraph, Adjacency>();

export function adjacencyOf(graph: StreamGraph): Adjacency {
  let adjacency = adjacencies.get(graph);
  if (!adjacency) {
    const ins = new Map<number, StreamEdge[]>(graph.nodes.map(({ id }) => [id, []]));
    const outs = new Map<number, StreamEdge[]>(graph.nodes.map(({ id }) => [id, []]));
    for (const edge of graph.edges) {
      outs.get(edge.from)!.push(edge);
      ins.get(edge.to)!.push(edge);
    }
    adjacency = {
      node: new Map(graph.nodes.map((node) => [node.id, node])),
      ins: (node) => ins.get(node) ?? [],
      outs: (node) => outs.get(node) ?? [],
    };
    adjacencies.set(graph, adjacency);
  }
  return adjacency;
}
