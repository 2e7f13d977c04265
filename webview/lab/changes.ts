/** What a change of the program did to its job: slots, vertices, subtasks, and which edges are others now. Pure. */
import type { PlannedJob } from '../../src/world/protocol.ts';
import type { LabWords } from './words.ts';

export interface Change {
  readonly what: string;
  readonly from: number;
  readonly to: number;
  readonly why: string;
}

export interface Changes {
  readonly rows: readonly Change[];
  /** Edges of the stream graph whose chaining or partitioner is another one now, as `from>to` of node ids. */
  readonly edges: ReadonlySet<string>;
  /** Vertices that did not look like this before. */
  readonly vertices: ReadonlySet<string>;
}

export const subtasksOf = (job: PlannedJob): number =>
  job.vertices.reduce((sum, { parallelism }) => sum + parallelism, 0);

export function changesBetween(before: PlannedJob, after: PlannedJob, words: LabWords): Changes {
  const looks = new Set(before.vertices.map(look));
  const inputs = new Map(inputsOf(before).map(({ edge, how }) => [edge, how]));
  return {
    rows: [
      { what: words.slotsName, from: before.slots.total, to: after.slots.total, why: slotsWhy(before, after, words) },
      {
        what: words.vertices,
        from: before.vertices.length,
        to: after.vertices.length,
        why: chainsWhy(before, after, words),
      },
      {
        what: words.subtasksName,
        from: subtasksOf(before),
        to: subtasksOf(after),
        why: after.vertices.map(({ parallelism }) => parallelism).join(' + '),
      },
    ],
    edges: new Set(inputsOf(after).flatMap(({ id, edge, how }) => (inputs.get(edge) === how ? [] : [id]))),
    vertices: new Set(after.vertices.filter((vertex) => !looks.has(look(vertex))).map(({ id }) => id)),
  };
}

/** Is there anything to tell? */
export function sameJob(a: PlannedJob, b: PlannedJob): boolean {
  const essence = ({ streamGraph, vertices, slots }: PlannedJob): string =>
    JSON.stringify([streamGraph, vertices.map(look), slots.total]);
  return essence(a) === essence(b);
}

const look = ({ name, parallelism, slotSharingGroup }: PlannedJob['vertices'][number]): string =>
  `${name} ${parallelism} ${slotSharingGroup}`;

/** What each operator can be known by in another version of the program, where ids are others: "Map 2" is the second of that name. */
function namesIn({ streamGraph }: PlannedJob): ReadonlyMap<number, string> {
  const counts = new Map<string, number>();
  return new Map(
    streamGraph.map(({ id, name }) => {
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      return [id, `${name} ${nth}`];
    }),
  );
}

/** Edges of the stream graph: by id in this plan, by the names of their ends, and how records go over them. */
function inputsOf(job: PlannedJob): readonly { readonly id: string; readonly edge: string; readonly how: string }[] {
  const names = namesIn(job);
  return job.streamGraph.flatMap((node) =>
    node.inputs.map(({ from, partitioner, reason }) => ({
      id: `${from}>${node.id}`,
      edge: `${names.get(from)} > ${names.get(node.id)}`,
      how: `${partitioner} ${reason}`,
    })),
  );
}

function slotsWhy(before: PlannedJob, after: PlannedJob, words: LabWords): string {
  const { groups, total } = after.slots;
  if (groups.length > 1) return words.groupsAre(groups.map(({ name, slots }) => `${name} ${slots}`).join(' + '));
  return before.slots.total === total ? words.same : words.widest(total);
}

function chainsWhy(before: PlannedJob, after: PlannedJob, words: LabWords): string {
  const split = movedApart(before, after);
  if (split !== null) return words.splitUp(split);
  const merged = movedApart(after, before);
  return merged === null ? words.same : words.merged(merged);
}

/** Two operators that one job has in one chain and the other in two. */
function movedApart(together: PlannedJob, apart: PlannedJob): string | null {
  const [names, others] = [namesIn(together), namesIn(apart)];
  const homes = new Map(
    apart.vertices.flatMap(({ id, operators }) => operators.map((operator) => [others.get(operator.id), id] as const)),
  );
  for (const { operators } of together.vertices) {
    for (const [i, operator] of operators.entries()) {
      const next = operators[i + 1];
      if (next === undefined) continue;
      const [here, there] = [homes.get(names.get(operator.id)), homes.get(names.get(next.id))];
      if (here !== undefined && there !== undefined && here !== there) return `${operator.name} + ${next.name}`;
    }
  }
  return null;
}
