/** Where the boxes, edges and cuts of the three graphs stand: all in the same columns. Pure. */
import dagre from '@dagrejs/dagre';
import type { GraphNode } from '../../../src/trace/facts.ts';
import { monoWidth } from '../draw/dom.ts';
import type { Frame } from '../frame.ts';
import { type Job, subtaskId } from '../model/state.ts';
import type { Target } from '../protocol.ts';
import { cutWords } from '../words/cuts.ts';
import { connects } from './flow/layout.ts';

export const OPEN = 4;
/** Between two boxes, for edges and their labels, px. */
const SPACE = 84;
export const LABEL = 190;
/** A subtask's box, and how far below it the next one begins, px: less where the page is low. */
const SUBTASK = { high: { box: 72, step: 92 }, low: { box: 58, step: 66 } } as const;

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
export interface Edge {
  readonly key: string;
  readonly stage: number;
  readonly from: Node;
  readonly to: Node;
  readonly label: string;
}
export interface Cut {
  readonly chained: boolean;
  /** One line or two. */
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

/** A label wider than its column goes on in a second line. */
function linesOf(label: string, column: number): readonly string[] {
  if (labelWidth(label) <= column - 8) return [label];
  const breaks = [...label.matchAll(/ |(?<=[a-z])(?=[A-Z])/gu)].map(({ index }) => index);
  const uneven = (at: number) => Math.abs(label.length - 2 * at);
  const [at] = breaks.sort((a, b) => uneven(a) - uneven(b));
  return at === undefined ? [label] : [label.slice(0, at), label.slice(at).trimStart()];
}

export const labelWidth = (label: string): number => 0.97 * monoWidth(label) + 22;

/** @param low three subtasks and more above each other are not to be as high as they might */
export function planAcross(frame: Frame, job: Job, available: number, low: boolean): Plan {
  const { words } = frame;
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 20, ranksep: 60, ranker: 'longest-path' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of job.streamGraph) graph.setNode(String(node.id), { width: 10, height: 64 });
  for (const node of job.streamGraph)
    for (const input of node.inputs) graph.setEdge(String(input.from), String(node.id));
  dagre.layout(graph);
  const place = (id: number) => graph.node(String(id)) as { x: number; y: number };
  const xs = [...new Set(job.streamGraph.map((node) => Math.round(place(node.id).x)))].sort((a, b) => a - b);
  const ys = job.streamGraph.map((node) => place(node.id).y);
  const top = Math.min(...ys, 32);
  const spread = Math.max(...ys, 32) - top;
  const least = 200;
  const width = Math.max(available, LABEL + xs.length * least + 20);
  const column = (width - LABEL - 12) / Math.max(1, xs.length);
  const boxWidth = Math.min(230, column - SPACE);
  const left = (id: number) =>
    LABEL + 12 + xs.indexOf(Math.round(place(id).x)) * column + (column - SPACE - boxWidth) / 2 + 14;
  const streamHeight = spread + 64 + 68;
  const bands = [{ x: 1, y: 4, w: width - 2, h: streamHeight }];
  const hueOf = new Map<number, number>();
  job.vertices.forEach((vertex, order) => {
    for (const operator of vertex.operators) hueOf.set(operator.id, order);
  });
  const vertexOf = (operator: number) =>
    job.vertices.find((vertex) => vertex.operators.some((other) => other.id === operator));
  const stream: Node[] = job.streamGraph.map((node) => ({
    key: `s${node.id}`,
    stage: 0,
    x: left(node.id),
    y: 4 + 36 + place(node.id).y - top,
    w: boxWidth,
    h: 64,
    hue: hueOf.get(node.id) ?? 0,
    title: node.name,
    note: `p = ${node.parallelism}`,
    state: null,
    inner: [],
    target: { kind: 'vertex', job: job.id, vertex: vertexOf(node.id)?.id ?? '' },
    of: [],
  }));
  const streamNode = new Map(stream.map((node) => [node.key, node]));
  const jobTop = 4 + streamHeight + 16;
  const jobNodes: Node[] = job.vertices.map((vertex, order) => {
    const boxes = vertex.operators.flatMap((operator) => streamNode.get(`s${operator.id}`) ?? []);
    const several = boxes.length > 1;
    const pad = several ? 14 : 0;
    const x = Math.min(...boxes.map((box) => box.x)) - pad;
    const right = Math.max(...boxes.map((box) => box.x + box.w)) + pad;
    const y = boxes.length === 0 ? jobTop + 36 : jobTop + 36 + Math.min(...boxes.map((box) => box.y)) - 40;
    const distinct = new Set(boxes.map((box) => box.x)).size === boxes.length;
    return {
      ...vertexNode(job, vertex, order, boxes),
      x: boxes.length === 0 ? LABEL : x,
      y,
      w: boxes.length === 0 ? boxWidth : right - x,
      h: several ? 80 : 64,
      note: several ? `p = ${vertex.parallelism} · ${words.chainedWhy}` : `p = ${vertex.parallelism}`,
      inner:
        several && distinct ? boxes.map((box) => ({ x: box.x - x, y: 13, w: box.w, h: 40, title: box.title })) : [],
    };
  });
  const jobHeight = spread + 80 + 60;
  bands.push({ x: 1, y: jobTop, w: width - 2, h: jobHeight });
  const execTop = jobTop + jobHeight + 16;
  const execNodes: Node[] = [];
  const tops = new Map<number, number>();
  const tall = Math.max(1, ...job.vertices.map((vertex) => Math.min(OPEN, vertex.parallelism)));
  const single = spread === 0;
  const { box: high, step } = SUBTASK[low && tall > 2 ? 'low' : 'high'];
  let bottom = execTop;
  for (const [order, vertex] of job.vertices.entries()) {
    const box = jobNodes[order]!;
    const open = vertex.parallelism <= OPEN;
    const n = open ? vertex.parallelism : 1;
    const lane = Math.round(box.x);
    const start = tops.get(lane) ?? execTop + 16;
    const offset = single ? ((tall - n) * step) / 2 : 0;
    for (let index = 0; index < n; index++) {
      const y = start + offset + index * step;
      bottom = Math.max(bottom, y + high);
      execNodes.push({
        ...subtaskNode(frame, job, vertex, order, open ? index : null),
        ...{ x: box.x, y, w: box.w, h: high, of: [box.key] },
      });
    }
    tops.set(lane, start + n * step + 12);
  }
  bands.push({ x: 1, y: execTop, w: width - 2, h: bottom - execTop + 16 });
  const edges = edgesOf(job, stream, jobNodes, execNodes);
  const cuts: Cut[] = [];
  const seen = new Set<string>();
  for (const node of job.streamGraph) {
    for (const input of node.inputs) {
      const [from, to] = [streamNode.get(`s${input.from}`), streamNode.get(`s${node.id}`)];
      if (from === undefined || to === undefined) continue;
      const x = (from.x + from.w + to.x) / 2;
      const label = input.chained ? words.chained : cutWords(input.reason ?? '', frame.language);
      const key = `${Math.round(x)}`;
      if (label === '' || seen.has(key)) continue;
      seen.add(key);
      cuts.push({
        chained: input.chained,
        label: linesOf(label, column),
        ...{ x1: x, y1: input.chained ? to.y + 46 : 8 },
        ...{ x2: x, y2: input.chained ? jobTop + 52 : bottom + 10 },
        ...{ labelX: x, labelY: jobTop - 8 },
      });
    }
  }
  const height = bottom + 20;
  return { down: false, width, height, bands, nodes: [...stream, ...jobNodes, ...execNodes], edges, cuts };
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

export function edgesOf(
  job: Job,
  stream: readonly Node[],
  jobNodes: readonly Node[],
  execNodes: readonly Node[],
): readonly Edge[] {
  const edges: Edge[] = [];
  const streamNode = new Map(stream.map((node) => [node.key, node]));
  for (const node of job.streamGraph) {
    for (const input of node.inputs) {
      const [from, to] = [streamNode.get(`s${input.from}`), streamNode.get(`s${node.id}`)];
      if (from !== undefined && to !== undefined)
        edges.push({ key: `s${input.from}>${node.id}`, stage: 0, from, to, label: input.partitioner });
    }
  }
  for (const edge of job.edges) {
    const from = jobNodes.find((node) => node.key === `j${edge.from}`);
    const to = jobNodes.find((node) => node.key === `j${edge.to}`);
    if (from === undefined || to === undefined) continue;
    edges.push({ key: `j${edge.from}>${edge.to}`, stage: 1, from, to, label: edge.partitioner });
    const starts = execNodes.filter((node) => node.of[0] === from.key);
    const ends = execNodes.filter((node) => node.of[0] === to.key);
    starts.forEach((start, i) => {
      ends.forEach((end, j) => {
        if (!connects(edge.partitioner, i, starts.length, j, ends.length)) return;
        edges.push({ key: `${start.key}>${end.key}`, stage: 2, from: start, to: end, label: '' });
      });
    });
  }
  return edges;
}
