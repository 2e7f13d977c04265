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
  const inputs = inputsOf(before);
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
    edges: new Set([...inputsOf(after)].filter(([edge, how]) => inputs.get(edge) !== how).map(([edge]) => edge)),
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

function inputsOf({ streamGraph }: PlannedJob): Map<string, string> {
  return new Map(
    streamGraph.flatMap((node) =>
      node.inputs.map((input) => [`${input.from}>${node.id}`, `${input.partitioner} ${input.reason}`] as const),
    ),
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
  const homes = new Map(
    apart.vertices.flatMap(({ id, operators }) => operators.map(({ name }) => [name, id] as const)),
  );
  for (const { operators } of together.vertices) {
    for (const [i, { name }] of operators.entries()) {
      const next = operators[i + 1]?.name;
      if (next === undefined || !homes.has(name) || !homes.has(next)) continue;
      if (homes.get(name) !== homes.get(next)) return `${name} + ${next}`;
    }
  }
  return null;
}
