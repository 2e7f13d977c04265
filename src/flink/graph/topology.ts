import { invalidProgram } from '../api/errors.ts';
import type { JobEdge, JobVertex } from './types.ts';

/** JobGraph.getVerticesSortedTopologicallyFromSources. `vertices` in order of creation; throws on a cycle. */
export function sortTopologically(vertices: readonly JobVertex[], edges: readonly JobEdge[]): JobVertex[] {
  const outs = new Map<string, JobEdge[]>(vertices.map(({ id }) => [id, []]));
  for (const edge of edges) outs.get(edge.source)!.push(edge);
  const remaining = new Map(vertices.map((vertex) => [vertex.id, vertex]));
  const sorted: JobVertex[] = [];
  const take = (vertex: JobVertex): void => {
    sorted.push(vertex);
    remaining.delete(vertex.id);
  };
  for (const vertex of vertices) if (vertex.inputs.length === 0) take(vertex);
  const follow = (vertex: JobVertex): void => {
    for (const edge of outs.get(vertex.id)!) {
      const target = remaining.get(edge.target);
      if (!target || target.inputs.some((other) => other !== edge && remaining.has(other.source))) continue;
      take(target);
      follow(target);
    }
  };
  for (let at = 0; remaining.size > 0; at++) {
    const vertex = sorted[at];
    if (!vertex) throw invalidProgram('The job graph is cyclic.');
    follow(vertex);
  }
  return sorted;
}
