import type { Process } from '../../platform/types.ts';
import type { Fact } from '../../trace/facts.ts';
import { defaultMaxParallelism } from '../api/key-groups.ts';
import type { JobGraph } from '../graph/types.ts';

/** What the trace says of a job when the Dispatcher takes it. */
export function jobSubmitted(job: JobGraph, jobManager: Process): Fact {
  const vertexOf = new Map(job.vertices.flatMap((vertex) => vertex.chain.map(({ node }) => [node.id, vertex.id])));
  const reasons = new Map(job.cuts.map((cut) => [`${cut.from} ${cut.to}`, cut.reason]));
  return {
    kind: 'job.submitted',
    job: job.jobId,
    name: job.jobName,
    jobManager: { machine: jobManager.machine.name, pid: jobManager.pid },
    streamGraph: job.streamGraph.nodes.map((node) => ({
      id: node.id,
      name: node.name,
      parallelism: node.parallelism,
      slotSharingGroup: node.slotSharingGroup,
      inputs: job.streamGraph.edges
        .filter((edge) => edge.to === node.id)
        .map((edge) => ({
          from: edge.from,
          partitioner: edge.partitioner.kind,
          chained: vertexOf.get(edge.from) === vertexOf.get(edge.to),
          reason: reasons.get(`${edge.from} ${edge.to}`) ?? null,
        })),
    })),
    vertices: job.vertices.map((vertex) => {
      const inside = new Set(vertex.chain.map(({ node }) => node.id));
      return {
        id: vertex.id,
        name: vertex.name,
        parallelism: vertex.parallelism,
        maxParallelism: vertex.maxParallelism > 0 ? vertex.maxParallelism : defaultMaxParallelism(vertex.parallelism),
        slotSharingGroup: vertex.slotSharingGroup,
        operators: vertex.chain.map(({ node }) => ({ id: node.id, name: node.name })),
        cuts: job.cuts.filter((cut) => inside.has(cut.to)),
      };
    }),
    edges: job.edges.map((edge) => ({
      from: edge.source,
      to: edge.target,
      partitioner: edge.shipStrategy,
      exchange:
        edge.result === 'BLOCKING' ? 'blocking' : edge.result === 'PIPELINED' ? 'pipelined' : 'pipelined_bounded',
    })),
  };
}
