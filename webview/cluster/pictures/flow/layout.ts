/**
 * Where the boxes of a job's graph are. Pure: sizes come from the job and the width, not from the page, so that marks on
 * their way can be placed without measuring. dagre finds the columns and the order inside them.
 */
import dagre from '@dagrejs/dagre';
import { type Box, nearestFree } from '../../draw/free.ts';
import type { Job } from '../../model/state.ts';
import { laneKey } from './ways.ts';

/** Of text in an open subtask: fewer where there is less room. */
export type Lines = 1 | 2 | 3 | 4;

export interface VertexBox extends Box {
  readonly id: string;
  readonly keyed: boolean;
  readonly printing: boolean;
  /** How many lines of text an open subtask has room for. */
  readonly lines: Lines;
  /** Where a long chain goes on below: the line it stands in, from 0, and the height of the way that leads to it. */
  readonly line: number;
  readonly above: number;
  /** Open subtasks, empty when they are folded into a strip. */
  readonly tasks: readonly Box[];
}
/** Where an edge leads straight past boxes that are not its own: from where to where along the graph, and where across it. */
export interface Lane {
  readonly from: number;
  readonly to: number;
  readonly across: number;
}
export interface EdgeBox {
  readonly from: string;
  readonly to: string;
  readonly partitioner: string;
  readonly badge: { readonly x: number; readonly y: number };
}
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly down: boolean;
  readonly scale: number;
  readonly vertices: ReadonlyMap<string, VertexBox>;
  readonly edges: readonly EdgeBox[];
  /** Of edges that skip columns, by {@link laneKey}. */
  readonly lanes: ReadonlyMap<string, Lane>;
  /** What feeds the job from outside, by process id. */
  readonly outside: ReadonlyMap<string, Box>;
}

export interface LayoutInput {
  readonly job: Pick<Job, 'vertices' | 'edges'>;
  readonly keyed: (vertex: string) => boolean;
  readonly printing: (vertex: string) => boolean;
  readonly outside: readonly string[];
  readonly width: number;
  /** Top to bottom, for narrow pages. */
  readonly down: boolean;
  readonly lines?: Lines;
  /** 1, or more when presenting. */
  readonly scale: number;
  /** A graph a little too wide is drawn smaller, but not smaller than this. */
  readonly leastScale: number;
}

/** Up to this many subtasks of a vertex are open. */
const OPEN = 4;
const GAP = 8;
const MARGIN = 16;
/** The least between two columns, and between two lines, px. */
const LEAST_GAP = 100;
const LINE_GAP = 68;
/** Between two vertices of a graph that goes downwards: room for the partitioner and for records, px. */
const DOWN_GAP = 96;
/** What a subtask's box needs at least, px: by what is written in it. */
const LEAST_TASK = { plain: 150, keyed: 190, keyedAndPrinting: 236 } as const;
/** What an edge takes up that leads past boxes, how far before them it is in its lane, px, and for how many there is room beside a graph that goes downwards. */
const LANE = 26;
const BEFORE = 10;
const MOST_LANES = 3;

/** Heights of a vertex' title and of an open subtask with so many lines, px. */
const HEAD = { 4: 66, 3: 64, 2: 54, 1: 54 } as const;
const TASK = { 4: 100, 3: 75, 2: 54, 1: 31 } as const;

interface Size {
  readonly w: number;
  readonly least: number;
  readonly h: number;
}

type Rank = readonly { readonly id: string; readonly across: number }[];

/** Everything there is to place, and how large it is. */
interface Pieces extends LayoutInput {
  readonly lines: Lines;
  readonly ranks: readonly Rank[];
  readonly sizes: ReadonlyMap<string, Size>;
  /** Heights of a vertex' title and of an open subtask, px. */
  readonly head: number;
  readonly taskHeight: number;
}

export function layoutGraph(input: LayoutInput): GraphLayout {
  const { job, down, scale, lines: rowsOfText = 4 } = input;
  const taskHeight = TASK[rowsOfText] * scale;
  const head = HEAD[rowsOfText] * scale;
  const sizes = new Map<string, Size>();
  for (const vertex of job.vertices) {
    const title = Math.min(270, vertex.name.length * 7.4 + 30) * scale;
    const keyed = input.keyed(vertex.id);
    const printing = input.printing(vertex.id);
    const folded = vertex.parallelism > OPEN;
    let w = folded ? 230 : keyed && printing ? 400 : keyed || printing ? 300 : 196;
    w = Math.max(w * scale, title);
    const least = Math.min(w, (folded || !printing ? 152 : keyed ? 300 : 210) * scale);
    const rows = folded ? 1 : vertex.parallelism;
    const strip = folded ? Math.ceil(vertex.parallelism / Math.floor((w - 46) / 11)) * 11 + 74 * scale : 0;
    sizes.set(vertex.id, { w, least, h: head + (folded ? strip + GAP : rows * (taskHeight + GAP)) });
  }
  const ranks = rankVertices(job, sizes, down);
  const pieces = { ...input, lines: rowsOfText, ranks, sizes, head, taskHeight };
  const boxes = down ? stack(pieces) : inLines(pieces);
  return { ...boxes, down, scale, edges: badges(job, boxes.vertices, down, scale) };
}

function rankVertices(
  job: Pick<Job, 'vertices' | 'edges'>,
  sizes: ReadonlyMap<string, Size>,
  down: boolean,
): readonly Rank[] {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: down ? 'TB' : 'LR', nodesep: 24, ranksep: 140, ranker: 'longest-path' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const vertex of job.vertices) {
    const size = sizes.get(vertex.id)!;
    graph.setNode(vertex.id, { width: down ? 300 : 10, height: size.h });
  }
  for (const edge of job.edges) graph.setEdge(edge.from, edge.to);
  dagre.layout(graph);
  const byRank = new Map<number, { id: string; across: number }[]>();
  for (const vertex of job.vertices) {
    const node = graph.node(vertex.id) as { x: number; y: number };
    const along = Math.round(down ? node.y : node.x);
    const across = down ? node.x : node.y - sizes.get(vertex.id)!.h / 2;
    const list = byRank.get(along) ?? [];
    list.push({ id: vertex.id, across });
    byRank.set(along, list);
  }
  return [...byRank.entries()].sort(([a], [b]) => a - b).map(([, list]) => list.sort((a, b) => a.across - b.across));
}

type Boxes = Pick<GraphLayout, 'width' | 'height' | 'vertices' | 'outside' | 'lanes'>;

/** A chain too long for the width goes on in further lines. */
function inLines(pieces: Pieces): Boxes {
  const { ranks, sizes, scale } = pieces;
  const room = pieces.width - 2 * MARGIN - leadOf(pieces);
  const needed = ranks.reduce(
    (sum, [first]) => sum + sizes.get(first!.id)!.least + LEAST_GAP * scale,
    -LEAST_GAP * scale,
  );
  const isChain = ranks.every((rank) => rank.length === 1);
  const count =
    isChain && needed * pieces.leastScale > room ? Math.min(ranks.length, Math.ceil(needed / Math.max(1, room))) : 1;
  if (count <= 1) return columns(pieces);
  const each = Math.ceil(ranks.length / count);
  const vertices = new Map<string, VertexBox>();
  const outside = new Map<string, Box>();
  const lanes = new Map<string, Lane>();
  let [y, width] = [0, 0];
  for (let line = 0; line * each < ranks.length; line++) {
    const fed = line === 0 ? pieces.outside : [];
    const part = columns({ ...pieces, outside: fed, ranks: ranks.slice(line * each, (line + 1) * each) });
    const lower = (box: Box) => ({ ...box, y: box.y + y });
    const above = y - LINE_GAP + 22;
    for (const [id, box] of part.vertices)
      vertices.set(id, { ...box, ...lower(box), line, above, tasks: box.tasks.map(lower) });
    for (const [id, box] of part.outside) outside.set(id, lower(box));
    for (const [key, lane] of part.lanes) lanes.set(key, { ...lane, across: lane.across + y });
    y += part.height + LINE_GAP;
    width = Math.max(width, part.width);
  }
  return { width, height: y - LINE_GAP, vertices, outside, lanes };
}

function leadOf({ outside, scale, width }: LayoutInput): number {
  return outside.length === 0 ? 0 : 96 * scale + (width < 1100 ? 64 : 104);
}

function columns(pieces: Pieces): Boxes {
  const { ranks, sizes, scale } = pieces;
  const outsideWidth = pieces.outside.length > 0 ? 96 * scale : 0;
  const lead = leadOf(pieces);
  let widths = ranks.map((rank) => Math.max(...rank.map(({ id }) => sizes.get(id)!.w)));
  const least = ranks.map((rank) => Math.max(...rank.map(({ id }) => sizes.get(id)!.least)));
  const gaps = Math.max(0, ranks.length - 1);
  const room = pieces.width - 2 * MARGIN - lead;
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  let gap = gaps === 0 ? 0 : Math.min(180, Math.max(LEAST_GAP * scale, (room - sum(widths)) / gaps));
  const over = sum(widths) + gaps * gap - room;
  if (over > 0) {
    const spare = sum(widths) - sum(least);
    const share = spare === 0 ? 0 : Math.min(1, over / spare);
    widths = widths.map((width, index) => width - (width - least[index]!) * share);
  } else if (gaps > 0) {
    const wider = -over / widths.length;
    widths = widths.map((width) => width + Math.min(Math.max(0, wider - 40), 160));
    gap = Math.min(420, (room - sum(widths)) / gaps);
  }
  const single = ranks.every((rank) => rank.length === 1);
  const tops = ranks.flatMap((rank) => rank.map(({ across }) => across));
  const top = single ? 0 : Math.min(...tops);
  const height = single
    ? Math.max(...ranks.flat().map(({ id }) => sizes.get(id)!.h))
    : Math.max(...ranks.flatMap((rank) => rank.map(({ id, across }) => across - top + sizes.get(id)!.h)));
  const vertices = new Map<string, VertexBox>();
  let x = MARGIN + lead;
  ranks.forEach((rank, index) => {
    for (const { id, across } of rank) {
      const box = { x, y: single ? 0 : across - top, w: widths[index]!, h: single ? height : sizes.get(id)!.h };
      vertices.set(id, vertexBox(pieces, id, box));
    }
    x += widths[index]! + gap;
  });
  const outside = new Map<string, Box>();
  const first = vertices.get(ranks[0]?.[0]?.id ?? '');
  pieces.outside.forEach((id, index) => {
    const target = first?.tasks[0] ?? first;
    const middle = target === undefined ? height / 2 : target.y + target.h / 2;
    const y = middle - 36 * scale + (index - (pieces.outside.length - 1) / 2) * 84 * scale;
    outside.set(id, { x: MARGIN, y, w: outsideWidth, h: 72 * scale });
  });
  const { lanes, end } = lanesPast(pieces, vertices);
  return { width: x - gap + MARGIN, height: Math.max(height + 8, end), vertices, outside, lanes };
}

function stack(pieces: Pieces): Boxes {
  const { ranks, sizes } = pieces;
  const inner = pieces.width - 2 * MARGIN - Math.min(MOST_LANES, skipping(pieces).length) * LANE;
  const lowest = pieces.head + pieces.taskHeight + GAP;
  const vertices = new Map<string, VertexBox>();
  const outside = new Map<string, Box>();
  let y = 0;
  if (pieces.outside.length > 0) {
    pieces.outside.forEach((id, index) => {
      const w = Math.min(180, inner / pieces.outside.length - 8);
      outside.set(id, {
        x: pieces.width / 2 - w / 2 + (index - (pieces.outside.length - 1) / 2) * (w + 8),
        y,
        w,
        h: 48,
      });
    });
    y += 48 + 64;
  }
  for (const rank of ranks) {
    const w = (inner - (rank.length - 1) * 16) / rank.length;
    const h = Math.max(...rank.map(({ id }) => (besideEachOther(pieces, id, w) ? lowest : sizes.get(id)!.h)));
    rank.forEach(({ id }, index) => {
      vertices.set(id, vertexBox(pieces, id, { x: MARGIN + index * (w + 16), y, w, h }));
    });
    y += h + DOWN_GAP;
  }
  return { width: pieces.width, height: y - DOWN_GAP + 8, vertices, outside, lanes: lanesPast(pieces, vertices).lanes };
}

function vertexBox(pieces: Pieces, id: string, box: Box): VertexBox {
  const { job, keyed, printing, head, taskHeight, lines } = pieces;
  const vertex = job.vertices.find((candidate) => candidate.id === id)!;
  const folded = vertex.parallelism > OPEN;
  const beside = besideEachOther(pieces, id, box.w);
  const [columns, rows] = beside ? [vertex.parallelism, 1] : [1, vertex.parallelism];
  const start = box.y + head + Math.max(0, (box.h - head - rows * (taskHeight + GAP)) / 2);
  const step = (box.w - GAP) / columns;
  const tasks = folded
    ? []
    : Array.from({ length: vertex.parallelism }, (_, index) => ({
        x: box.x + GAP + (beside ? index * step : 0),
        y: start + (beside ? 0 : index * (taskHeight + GAP)),
        w: step - GAP,
        h: taskHeight,
      }));
  return { ...box, id, lines, line: 0, above: 0, tasks, keyed: keyed(id), printing: printing(id) };
}

/** Edges between these ranks that skip one, with the ranks of their ends. */
function skipping({ ranks, job }: Pieces) {
  const rankOf = new Map(ranks.flatMap((rank, index) => rank.map(({ id }) => [id, index] as const)));
  return job.edges.flatMap((edge) => {
    const [first, last] = [rankOf.get(edge.from), rankOf.get(edge.to)];
    return first === undefined || last === undefined || last - first < 2 ? [] : [{ ...edge, first, last }];
  });
}

const turned = ({ x, y, w, h }: Box): Box => ({ x: y, y: x, w: h, h: w });

/** Ways for edges that skip ranks, past the boxes there and past each other; and where the lowest of them ends. */
function lanesPast(pieces: Pieces, vertices: ReadonlyMap<string, VertexBox>) {
  // Along the graph is x and across it y, whichever way it goes.
  const boxOf = (id: string) => (pieces.down ? turned(vertices.get(id)!) : vertices.get(id)!);
  const taken = pieces.ranks.flatMap((rank) => rank.map(({ id }) => boxOf(id)));
  const lanes = new Map<string, Lane>();
  let end = 0;
  for (const { from, to, first, last } of skipping(pieces)) {
    const [a, b] = [boxOf(from), boxOf(to)];
    const passed = pieces.ranks.slice(first + 1, last).flatMap((rank) => rank.map(({ id }) => boxOf(id)));
    const x = Math.min(...passed.map((box) => box.x)) - BEFORE;
    const w = Math.max(...passed.map((box) => box.x + box.w)) + BEFORE - x;
    const free = nearestFree((a.y + a.h / 2 + b.y + b.h / 2) / 2, LANE / 2, { x, w, h: LANE }, taken);
    // A page has a height that grows, but a width: where it is narrow edges share a lane.
    const across = pieces.down ? Math.min(free, pieces.width - LANE / 2) : free;
    taken.push({ x, y: across - LANE / 2, w, h: LANE });
    lanes.set(laneKey({ id: from }, { id: to }), { from: x, to: x + w, across });
    end = Math.max(end, across + LANE / 2);
  }
  return { lanes, end };
}

/** In a graph that goes downwards subtasks stand beside each other where that leaves each of them enough room. */
function besideEachOther({ job, down, scale, keyed, printing }: Pieces, id: string, width: number): boolean {
  const { parallelism } = job.vertices.find((candidate) => candidate.id === id)!;
  if (!down || parallelism === 1 || parallelism > OPEN) return false;
  const kind = keyed(id) && printing(id) ? 'keyedAndPrinting' : keyed(id) || printing(id) ? 'keyed' : 'plain';
  return (width - GAP) / parallelism - GAP >= LEAST_TASK[kind] * scale;
}

/** A partitioner and the note below it, px. */
const BADGE = { w: 104, h: 46 } as const;

function badges(
  job: Pick<Job, 'vertices' | 'edges'>,
  vertices: ReadonlyMap<string, VertexBox>,
  down: boolean,
  scale: number,
): readonly EdgeBox[] {
  const taken: Box[] = [];
  return job.edges.flatMap((edge) => {
    const from = vertices.get(edge.from);
    const to = vertices.get(edge.to);
    if (from === undefined || to === undefined) return [];
    const wanted =
      from.line < to.line
        ? { x: (from.x + to.x + to.w) / 2, y: to.above - 12 * scale }
        : down
          ? { x: Math.min(from.x + from.w, to.x + to.w) - 44 * scale, y: (before(to) + to.y) / 2 - 22 * scale }
          : { x: (before(to) + to.x) / 2, y: Math.max(from.y, to.y) + 10 };
    const [w, h] = [BADGE.w * scale, BADGE.h * scale];
    // One that stands in another's place goes below it, or beside it where the graph goes downwards.
    const area = { x: wanted.x - w / 2, y: wanted.y, w, h };
    const free = down
      ? { ...area, x: nearestFree(wanted.x, w / 2, turned(area), taken.map(turned)) - w / 2 }
      : { ...area, y: nearestFree(wanted.y + h / 2, h / 2, area, taken) - h / 2 };
    taken.push(free);
    const badge = { x: free.x + w / 2, y: free.y };
    return [{ from: edge.from, to: edge.to, partitioner: edge.partitioner, badge }];
  });

  /** Where the column left of a box ends, or the row above it. */
  function before(box: VertexBox): number {
    const ends = [...vertices.values()].flatMap(({ line, x, y, w, h }) =>
      line !== box.line ? [] : [down ? y + h : x + w],
    );
    return Math.max(...ends.filter((end) => end <= (down ? box.y : box.x)));
  }
}
