import type { JobEdge, JobGraph } from '../graph/types.ts';
import type { ExecutionAttemptId } from './gateways.ts';

const edgePositions = new WeakMap<JobGraph, Map<JobEdge, number>>();

/** Position of an edge among the job's. */
function positionOf(job: JobGraph, edge: JobEdge): number {
  let positions = edgePositions.get(job);
  if (!positions) {
    positions = new Map(job.edges.map((known, i) => [known, i]));
    edgePositions.set(job, positions);
  }
  const known = positions.get(edge);
  if (known !== undefined) return known;
  return job.edges.findIndex(
    ({ edge: { from, to, typeNumber } }) =>
      from === edge.edge.from && to === edge.edge.to && typeNumber === edge.edge.typeNumber,
  );
}

/** ResultPartitionID: `intermediate result#producer's subtask@producer's attempt`. */
export function partitionId(job: JobGraph, edge: JobEdge, producer: ExecutionAttemptId): string {
  const result = `${edge.source.slice(0, 24)}${positionOf(job, edge).toString(16).padStart(8, '0')}`;
  return `${result}#${producer.subtask}@${producer.id}`;
}
