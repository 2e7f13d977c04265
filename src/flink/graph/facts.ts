import type { GraphEdge, GraphNode, StreamGraphNode } from '../../trace/facts.ts';
import { defaultMaxParallelism } from '../api/key-groups.ts';
import { adjacencyOf } from './stream-graph.ts';
import type { JobGraph, JobVertex } from './types.ts';

/** The `job.submitted` fact's graphs. */

export function graphFacts(graph: JobGraph): {
  readonly streamGraph: readonly StreamGraphNode[];
  readonly vertices: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
} {
  return {
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
