/** Pipelined regions of a job: what exchanges records while it runs restarts together. Pure. */
import { type Job, subtaskId } from './state.ts';

/** A subtask has a channel to one of the next vertex' subtasks, or to those of its share. */
const POINTWISE: ReadonlySet<string> = new Set(['FORWARD', 'RESCALE']);

type Shape = Pick<Job, 'id' | 'vertices' | 'edges'>;

/** Of each subtask (by id) one that stands for its region. */
function regionsOf({ id: job, vertices, edges }: Shape): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  const head = (id: string): string => {
    let at = id;
    for (let up = parents.get(at); up !== undefined && up !== at; up = parents.get(at)) at = up;
    return at;
  };
  const widths = new Map(vertices.map(({ id, parallelism }) => [id, parallelism]));
  for (const [vertex, width] of widths) {
    for (let n = 0; n < width; n++) parents.set(subtaskId(job, vertex, n), subtaskId(job, vertex, n));
  }
  for (const { from, to, partitioner, exchange } of edges) {
    if (exchange === 'blocking') continue;
    const [senders, readers] = [widths.get(from) ?? 0, widths.get(to) ?? 0];
    const wide = Math.max(senders, readers);
    for (let n = 0; n < wide; n++) {
      const [sender, reader] = POINTWISE.has(partitioner)
        ? [Math.floor((n * senders) / wide), Math.floor((n * readers) / wide)]
        : [n % senders, n % readers];
      parents.set(head(subtaskId(job, from, sender)), head(subtaskId(job, to, reader)));
      if (POINTWISE.has(partitioner)) continue;
      parents.set(head(subtaskId(job, to, reader)), head(subtaskId(job, to, 0)));
    }
  }
  return new Map([...parents.keys()].map((id) => [id, head(id)]));
}

/** Are all of these subtasks (by id) in one region? */
export function areOneRegion(job: Shape, subtasks: readonly string[]): boolean {
  const regions = regionsOf(job);
  return new Set(subtasks.map((id) => regions.get(id))).size === 1;
}
