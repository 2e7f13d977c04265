import type { GraphEdge, GraphNode, JobOption, StreamGraphNode } from '../../trace/facts.ts';
import { defaultMaxParallelism } from '../api/key-groups.ts';
import { adjacencyOf } from './stream-graph.ts';
import type { JobGraph, JobSettings, JobVertex } from './types.ts';

/** What the `job.submitted` fact tells of a job: its graphs, and how it is configured. */
export function graphFacts(graph: JobGraph): {
  readonly streamGraph: readonly StreamGraphNode[];
  readonly vertices: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly configuration: readonly JobOption[];
} {
  return {
    configuration: optionsOf(graph.settings),
    streamGraph: streamGraphFacts(graph),
    vertices: graph.vertices.map((vertex) => vertexFact(vertex, graph)),
    edges: graph.edges.map((edge) => ({
      from: edge.source,
      to: edge.target,
      partitioner: edge.shipStrategy,
      exchange: EXCHANGES[edge.result],
    })),
  };
}

/** What the program decided, under the names of Flink's options; what it left to the cluster is not told. */
function optionsOf({ batch, checkpoint, restart, stateBackend, configuration, ...rest }: JobSettings): JobOption[] {
  const options = new Map<string, string>(Object.entries(configuration));
  const set = (name: string, value: string | number | boolean): void => void options.set(name, String(value));
  set('execution.runtime-mode', batch ? 'BATCH' : 'STREAMING');
  set('parallelism.default', rest.parallelism);
  if (rest.maxParallelism !== null) set('pipeline.max-parallelism', rest.maxParallelism);
  if (rest.objectReuse) set('pipeline.object-reuse', true);
  if (stateBackend !== null) set('state.backend', stateBackend);
  if (checkpoint.interval !== null) {
    set('execution.checkpointing.interval', `${checkpoint.interval} ms`);
    set('execution.checkpointing.mode', checkpoint.mode);
    set('execution.checkpointing.timeout', `${checkpoint.timeout} ms`);
    set('execution.checkpointing.min-pause', `${checkpoint.minPause} ms`);
    set('execution.checkpointing.max-concurrent-checkpoints', checkpoint.maxConcurrent);
    if (checkpoint.unaligned) set('execution.checkpointing.unaligned', true);
    if (checkpoint.externalized !== null)
      set('execution.checkpointing.externalized-checkpoint-retention', checkpoint.externalized);
    if (checkpoint.storage !== null) set('state.checkpoints.dir', checkpoint.storage);
  }
  if (restart.kind !== 'fallback') {
    const { kind, ...parts } = restart;
    set('restart-strategy', kind);
    for (const [name, value] of Object.entries(parts)) {
      const plain = name === 'attempts' || name === 'maxFailures' || name === 'multiplier' || name === 'jitter';
      set(`restart-strategy.${kind}.${RESTART_OPTIONS[name]}`, plain ? value : `${value} ms`);
    }
  }
  return [...options];
}

/** How Flink calls them (RestartStrategyOptions). */
const RESTART_OPTIONS: Readonly<Record<string, string>> = {
  attempts: 'attempts',
  delay: 'delay',
  maxFailures: 'max-failures-per-interval',
  interval: 'failure-rate-interval',
  initial: 'initial-backoff',
  max: 'max-backoff',
  multiplier: 'backoff-multiplier',
  reset: 'reset-backoff-threshold',
  jitter: 'jitter-factor',
};

const EXCHANGES = { PIPELINED: 'pipelined', PIPELINED_BOUNDED: 'pipelined_bounded', BLOCKING: 'blocking' } as const;

function streamGraphFacts({ streamGraph, cuts }: JobGraph): StreamGraphNode[] {
  const reasons = new Map(cuts.map(({ from, to, reason }) => [`${from}>${to}`, reason]));
  const { ins } = adjacencyOf(streamGraph);
  return streamGraph.nodes.map((node) => ({
    id: node.id,
    name: node.name,
    parallelism: node.parallelism,
    slotSharingGroup: node.slotSharingGroup,
    inputs: ins(node.id).map((edge) => {
      const reason = reasons.get(`${edge.from}>${edge.to}`) ?? null;
      return { from: edge.from, partitioner: edge.partitioner.kind, chained: reason === null, reason };
    }),
  }));
}

function vertexFact(vertex: JobVertex, graph: JobGraph): GraphNode {
  const own = new Set(vertex.chain.map(({ node }) => node.id));
  return {
    id: vertex.id,
    name: vertex.name,
    parallelism: vertex.parallelism,
    maxParallelism: effectiveMaxParallelism(vertex),
    slotSharingGroup: vertex.slotSharingGroup,
    operators: vertex.chain.map(({ node }) => ({ id: node.id, name: node.name })),
    cuts: graph.cuts.filter(({ to }) => own.has(to)).map(({ from, to, reason }) => ({ from, to, reason })),
  };
}

/** VertexParallelismInformation: the configured one, else the default for its parallelism. */
export function effectiveMaxParallelism(vertex: Pick<JobVertex, 'maxParallelism' | 'parallelism'>): number {
  return vertex.maxParallelism > 0 ? vertex.maxParallelism : defaultMaxParallelism(vertex.parallelism);
}

/** Slots a job needs: of every slot sharing group the largest parallelism. */
export function requiredSlots(graph: JobGraph): {
  readonly total: number;
  readonly groups: readonly { readonly name: string; readonly slots: number; readonly vertices: readonly string[] }[];
} {
  const groups = new Map<string, { name: string; slots: number; vertices: string[] }>();
  for (const { id, slotSharingGroup: name, parallelism } of graph.vertices) {
    const group = groups.get(name) ?? { name, slots: 0, vertices: [] };
    group.slots = Math.max(group.slots, parallelism);
    group.vertices.push(id);
    groups.set(name, group);
  }
  const list = [...groups.values()];
  return { total: list.reduce((sum, { slots }) => sum + slots, 0), groups: list };
}
