/** Where the boxes, edges and cuts of the three graphs stand: all in the same columns. Pure. */
import type { GraphNode } from '../../../src/trace/facts.ts';
import { monoWidth } from '../draw/dom.ts';
import type { Frame } from '../frame.ts';
import { type Job, subtaskId } from '../model/state.ts';
import type { Target } from '../protocol.ts';
import { cutWords } from '../words/cuts.ts';
import { connects } from './flow/ways.ts';
import { columnsOf, heightsOf } from './graphs-columns.ts';
import { edgesAcross } from './graphs-ways.ts';

export const OPEN = 4;
/** Between two boxes, for edges and their labels, px. */
const SPACE = 84;
export const LABEL = 190;
/** A subtask's box, and how far below it the next one begins, px: less where the page is low; at last a line of a list. */
const SUBTASK = { high: { box: 72, step: 92 }, low: { box: 58, step: 66 }, line: { box: 30, step: 35 } } as const;
export type Density = keyof typeof SUBTASK;

export interface Node {
  readonly key: string;
  readonly stage: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly hue: number;
  readonly title: string;
  readonly note: string;
  readonly state: string | null;
  readonly inner: readonly {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
    readonly title: string;
  }[];
  readonly target: Target;
  /** Keys of the boxes of the stage before that become this one. */
  readonly of: readonly string[];
}
export interface Link {
  readonly key: string;
  /** The edge between two vertices that this one of their subtasks is of; else its own key. */
  readonly bundle: string;
  readonly stage: number;
  readonly from: Node;
  readonly to: Node;
  readonly label: string;
}
export interface Edge extends Link {
  /** As the `d` of an SVG path has it. */
  readonly way: string;
  readonly labelX: number;
  readonly labelY: number;
}
export interface Cut {
  readonly chained: boolean;
  /** Its lines. */
  readonly label: readonly string[];
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly labelX: number;
  readonly labelY: number;
}
export interface Plan {
  /** The graphs stand beside each other and go from top to bottom, on a narrow page; else the other way round. */
  readonly down: boolean;
  readonly width: number;
  readonly height: number;
  readonly bands: readonly { readonly x: number; readonly y: number; readonly w: number; readonly h: number }[];
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly cuts: readonly Cut[];
}

/** A label wider than its column goes on in further lines. */
function linesOf(label: string, column: number): readonly string[] {
  if (labelWidth(label) <= column - 8) return [label];
  const breaks = [...label.matchAll(/ |(?<=[a-z])(?=[A-Z])/gu)].map(({ index }) => index);
  const uneven = (at: number) => Math.abs(label.length - 2 * at);
  const [at] = breaks.sort((a, b) => uneven(a) - uneven(b));
  if (at === undefined) return [label];
  return [label.slice(0, at), label.slice(at).trimStart()].flatMap((part) => linesOf(part, column));
}

export const labelWidth = (label: string): number => 0.97 * monoWidth(label) + 22;

/** A chain of more columns than this has them nearer to each other. */
const LONG = 5;
/** Columns of a job that forks are further apart: labels stand between them, and above the boxes of a chain. */
const ROOM = {
  chain: { space: SPACE, least: 200, rim: 14 },
  longChain: { space: 48, least: 168, rim: 8 },
  forked: { space: 116, least: 216, rim: 8 },
} as const;

export function planAcross(frame: Frame, job: Job, available: number, density: Density): Plan {
  const { words } = frame;
  const columns = columnsOf(job);
  const { streamGraph, vertices } = job;
  const operatorColumn = (id: number) => columns.operators.get(id) ?? 0;
  const spanOf = (vertex: GraphNode) => columns.vertices.get(vertex.id) ?? [0, 0];
  const forked =
    new Set(columns.operators.values()).size < streamGraph.length ||
    new Set([...columns.vertices.values()].map(([first]) => first)).size < vertices.length ||
    streamGraph.some(({ id, inputs }) => inputs.some(({ from }) => operatorColumn(id) - operatorColumn(from) > 1));
  const { space, least, rim } = ROOM[forked ? 'forked' : columns.count > LONG ? 'longChain' : 'chain'];
  const width = Math.max(available, LABEL + columns.count * least + 20);
  const column = (width - LABEL - 12) / columns.count;
  const boxWidth = Math.min(230, column - space);
  const left = (index: number) => LABEL + 12 + index * column + (column - space - boxWidth) / 2 + 14;

  const streamHeights = heightsOf(
    streamGraph.map(({ id }) => ({ key: `s${id}`, span: [operatorColumn(id), operatorColumn(id)], h: 64, middle: 32 })),
    streamGraph.flatMap(({ id, inputs }) => inputs.map((input, index) => streamLink(input.from, id, index))),
  );
  const streamTop = 4 + 36;
  const hueOf = new Map<number, number>();
  const vertexOf = new Map<number, GraphNode>();
  vertices.forEach((vertex, order) => {
    for (const { id } of vertex.operators) {
      hueOf.set(id, order);
      vertexOf.set(id, vertex);
    }
  });
  const stream: Node[] = streamGraph.map((node) => ({
    key: `s${node.id}`,
    stage: 0,
    x: left(operatorColumn(node.id)),
    y: streamTop + (streamHeights.tops.get(`s${node.id}`) ?? 0),
    w: boxWidth,
    h: 64,
    hue: hueOf.get(node.id) ?? 0,
    title: node.name,
    note: `p = ${node.parallelism}`,
    state: null,
    inner: [],
    target: { kind: 'vertex', job: job.id, vertex: vertexOf.get(node.id)?.id ?? '' },
    of: [],
  }));
  const streamNode = new Map(stream.map((node) => [node.key, node]));
  const streamHeight = Math.max(64, streamHeights.height) + 68;
  const bands = [{ x: 1, y: 4, w: width - 2, h: streamHeight }];

  const bandTop = 4 + streamHeight + 16;
  const jobTop = bandTop + 36;
  const links = job.edges.map(({ from, to }, index) => vertexLink(from, to, index));
  const jobHeights = heightsOf(
    vertices.map((vertex) => ({
      ...{ key: `j${vertex.id}`, span: spanOf(vertex), middle: 32 },
      h: vertex.operators.length > 1 ? 80 : 64,
    })),
    links,
  );
  const jobNodes: Node[] = vertices.map((vertex, order) => {
    const boxes = vertex.operators.flatMap((operator) => streamNode.get(`s${operator.id}`) ?? []);
    const several = boxes.length > 1;
    const [first, last] = spanOf(vertex);
    const pad = several ? rim : 0;
    const x = left(first) - pad;
    const distinct = new Set(boxes.map((box) => box.x)).size === boxes.length;
    return {
      ...vertexNode(job, vertex, order, boxes),
      ...{ x, y: jobTop + (jobHeights.tops.get(`j${vertex.id}`) ?? 0) },
      w: left(last) + boxWidth + pad - x,
      h: several ? 80 : 64,
      note: several ? `p = ${vertex.parallelism} · ${words.chainedWhy}` : `p = ${vertex.parallelism}`,
      inner:
        several && distinct ? boxes.map((box) => ({ x: box.x - x, y: 13, w: box.w, h: 40, title: box.title })) : [],
    };
  });
  const jobHeight = Math.max(80, jobHeights.height) + 60;
  bands.push({ x: 1, y: bandTop, w: width - 2, h: jobHeight });

  const execTop = bandTop + jobHeight + 16;
  const { box: high, step } = SUBTASK[density];
  const shown = (vertex: GraphNode) => (vertex.parallelism <= OPEN ? vertex.parallelism : 1);
  const execHeights = heightsOf(
    vertices.map((vertex) => {
      const h = (shown(vertex) - 1) * step + high;
      return { key: `j${vertex.id}`, span: spanOf(vertex), h, middle: h / 2 };
    }),
    links,
  );
  const execNodes = vertices.flatMap((vertex, order) => {
    const { key, x, w } = jobNodes[order]!;
    const top = execTop + 16 + (execHeights.tops.get(key) ?? 0);
    return Array.from({ length: shown(vertex) }, (_, index) => ({
      ...subtaskNode(frame, job, vertex, order, vertex.parallelism <= OPEN ? index : null),
      ...{ x, y: top + index * step, w, h: high, of: [key] },
    }));
  });
  const bottom = execTop + 16 + Math.max(high, execHeights.height);
  bands.push({ x: 1, y: execTop, w: width - 2, h: bottom - execTop + 16 });

  const tracks = [
    { nodes: stream, lanes: streamHeights.lanes, top: streamTop },
    { nodes: jobNodes, lanes: jobHeights.lanes, top: jobTop },
    { nodes: execNodes, lanes: execHeights.lanes, top: execTop + 16 },
  ];
  const drawn = linksOf(job, stream, jobNodes, execNodes);
  const edges = tracks.flatMap(({ nodes, lanes, top }, stage) =>
    edgesAcross(
      drawn.filter((link) => link.stage === stage),
      nodes,
      (bundle) => {
        const lane = lanes.get(bundle);
        return lane === undefined ? null : top + lane;
      },
      { gap: column - boxWidth - 2 * rim - 4, least: bands[stage]!.y + 14 },
    ),
  );

  const cuts = new Map<number, Cut>();
  for (const node of streamGraph) {
    for (const input of node.inputs) {
      const to = streamNode.get(`s${node.id}`)!;
      const label = input.chained ? words.chained : cutWords(input.reason ?? '', frame.language);
      const at = operatorColumn(node.id);
      const known = cuts.get(at);
      if (label === '' || (known !== undefined && (input.chained || !known.chained))) continue;
      const x = left(at) - (column - boxWidth) / 2;
      const spanned = vertices.some((vertex) => spanOf(vertex)[0] < at && at <= spanOf(vertex)[1]);
      const lines = linesOf(label, column);
      const labelY = bandTop - 8 - 8 * Math.max(0, lines.length - 2);
      const own = jobNodes.find(({ key }) => key === `j${vertexOf.get(node.id)?.id}`);
      cuts.set(at, {
        chained: input.chained,
        label: lines,
        ...{ x1: x, y1: input.chained ? to.y + 46 : 8 },
        ...{ x2: x, y2: input.chained ? (own?.y ?? jobTop) + 16 : spanned ? labelY : bottom + 10 },
        ...{ labelX: x, labelY },
      });
    }
  }
  return {
    ...{ down: false, width, height: bottom + 20, bands, edges, cuts: [...cuts.values()] },
    nodes: [...stream, ...jobNodes, ...execNodes],
  };
}

type Placed = 'x' | 'y' | 'w' | 'h';

/** What a vertex' box says, wherever it stands; its chain is `boxes`. */
export function vertexNode(
  job: Job,
  vertex: GraphNode,
  order: number,
  boxes: readonly Node[],
): Omit<Node, Placed | 'note' | 'inner'> {
  return {
    ...{ key: `j${vertex.id}`, stage: 1, hue: order, title: vertex.name, state: null },
    target: { kind: 'vertex', job: job.id, vertex: vertex.id },
    of: boxes.map((box) => box.key),
  };
}

/** What a subtask's box says; null: all of the vertex in one. */
export function subtaskNode(
  frame: Frame,
  job: Job,
  vertex: GraphNode,
  order: number,
  subtask: number | null,
): Omit<Node, Placed | 'of'> {
  const task = frame.state.subtasks.get(subtaskId(job.id, vertex.id, subtask ?? 0));
  const whole: Target = { kind: 'vertex', job: job.id, vertex: vertex.id };
  const said = { stage: 2, hue: order, title: vertex.name, inner: [] };
  if (subtask === null) {
    return {
      ...said,
      key: `e${vertex.id}/0`,
      note: frame.words.folded(vertex.parallelism),
      state: null,
      target: whole,
    };
  }
  const again = (task?.attempt ?? 0) > 0 ? ` #${task?.attempt}` : '';
  return {
    ...{ ...said, key: `e${vertex.id}/${subtask}`, note: `(${subtask + 1}/${vertex.parallelism})${again}` },
    state: task?.state ?? null,
    target: { ...whole, kind: 'subtask', subtask },
  };
}

/** The same edge of the StreamGraph has the same key wherever it is spoken of. */
export function streamLink(from: number, to: number, index: number) {
  return { key: `s${from}>${to}#${index}`, from: `s${from}`, to: `s${to}` };
}

export function vertexLink(from: string, to: string, index: number) {
  return { key: `j${from}>${to}#${index}`, from: `j${from}`, to: `j${to}` };
}

/** What is connected in each graph. */
export function linksOf(
  job: Job,
  stream: readonly Node[],
  jobNodes: readonly Node[],
  execNodes: readonly Node[],
): readonly Link[] {
  const links: Link[] = [];
  const nodes = new Map([...stream, ...jobNodes].map((node) => [node.key, node]));
  for (const node of job.streamGraph) {
    node.inputs.forEach((input, index) => {
      const { key, ...ends } = streamLink(input.from, node.id, index);
      const [from, to] = [nodes.get(ends.from), nodes.get(ends.to)];
      if (from !== undefined && to !== undefined)
        links.push({ key, bundle: key, stage: 0, from, to, label: input.partitioner });
    });
  }
  job.edges.forEach((edge, index) => {
    const { key, ...ends } = vertexLink(edge.from, edge.to, index);
    const [from, to] = [nodes.get(ends.from), nodes.get(ends.to)];
    if (from === undefined || to === undefined) return;
    links.push({ key, bundle: key, stage: 1, from, to, label: edge.partitioner });
    const starts = execNodes.filter((node) => node.of[0] === from.key);
    const targets = execNodes.filter((node) => node.of[0] === to.key);
    starts.forEach((start, i) => {
      targets.forEach((end, j) => {
        if (!connects(edge.partitioner, i, starts.length, j, targets.length)) return;
        links.push({ key: `${start.key}>${end.key}#${index}`, bundle: key, stage: 2, from: start, to: end, label: '' });
      });
    });
  });
  return links;
}
