/** In which column of the three graphs an operator stands, and how high boxes and the edges past them stand there. Pure. */
import dagre from '@dagrejs/dagre';
import type { Job } from '../model/state.ts';

/** From the first column of something to its last one. */
export type Span = readonly [first: number, last: number];

export interface Columns {
  readonly count: number;
  readonly operators: ReadonlyMap<number, number>;
  readonly vertices: ReadonlyMap<string, Span>;
}

/** Between two things that stand above each other, px. */
const APART = 20;
/** What an edge past other boxes takes up, with its label, px. */
const LANE = 22;
/** dagre keeps what hangs together this strongly together. */
const CHAIN_WEIGHT = 8;

/** Columns in which each edge leads to the right, in the StreamGraph and in the JobGraph. */
export function columnsOf({ streamGraph, vertices, edges }: Job): Columns {
  const graph = newGraph();
  const size = { width: 10, height: 64 };
  const told = streamGraph.length > 0;
  const nameOf = (operator: number) => `operator ${operator}`;
  const place = (node: string): number => Math.round((graph.node(node) as { x: number }).x);
  for (const { id } of streamGraph) graph.setNode(nameOf(id), { ...size });
  for (const { id, inputs } of streamGraph) {
    for (const { from, chained } of inputs)
      graph.setEdge(nameOf(from), nameOf(id), chained ? { weight: CHAIN_WEIGHT } : {});
  }
  const members = new Map(
    vertices.map(({ id, operators }) => {
      const known = operators.map((operator) => nameOf(operator.id)).filter((node) => graph.hasNode(node));
      return [id, told ? known : [id]];
    }),
  );
  if (!told) for (const { id } of vertices) graph.setNode(id, { ...size });
  for (const { from, to } of edges) {
    for (const before of members.get(from) ?? []) {
      const [head] = members.get(to) ?? [];
      if (head !== undefined && !graph.hasEdge(before, head)) graph.setEdge(before, head, { weight: 0 });
    }
  }
  dagre.layout(graph);
  const xs = [...new Set((graph.nodes() as readonly string[]).map(place))].sort((a, b) => a - b);
  const column = (node: string) => xs.indexOf(place(node));
  return {
    count: Math.max(1, xs.length),
    operators: new Map(streamGraph.map(({ id }) => [id, column(nameOf(id))])),
    vertices: new Map(
      vertices.map(({ id }) => {
        const own = (members.get(id) ?? []).map(column);
        return [id, own.length === 0 ? [0, 0] : [Math.min(...own), Math.max(...own)]];
      }),
    ),
  };
}

/** Something that stands in columns of one graph. */
export interface Standing {
  readonly key: string;
  readonly span: Span;
  readonly h: number;
  /** Where edges meet it, px below its top. */
  readonly middle: number;
}
export interface Leading {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}
export interface Heights {
  /** Tops of boxes by key; the highest one is 0. */
  readonly tops: ReadonlyMap<string, number>;
  /** How high an edge that skips columns passes the boxes in them, by key. */
  readonly lanes: ReadonlyMap<string, number>;
  readonly height: number;
}

/** Heights at which nothing stands on anything else: as dagre finds them, further down where boxes of several columns meet. */
export function heightsOf(boxes: readonly Standing[], edges: readonly Leading[]): Heights {
  const graph = newGraph();
  for (const { key, h } of boxes) graph.setNode(key, { width: 10, height: h });
  const spans = new Map(boxes.map(({ key, span }) => [key, span]));
  const drawn = edges.filter(({ from, to }) => spans.has(from) && spans.has(to));
  for (const { key, from, to } of drawn)
    graph.setEdge(from, to, { width: 10, height: LANE, labelpos: 'c', weight: CHAIN_WEIGHT }, key);
  dagre.layout(graph);
  const lanes = drawn.flatMap(({ key, from, to }) => {
    const [first, last] = [spans.get(from)![1] + 1, spans.get(to)![0] - 1];
    const { y } = graph.edge({ v: from, w: to, name: key }) as { y: number };
    const span: Span = [first, last];
    return first > last ? [] : [{ key, span, centre: y, h: LANE, middle: LANE / 2, lane: true }];
  });
  const items = [
    ...boxes.map((box) => ({ ...box, centre: (graph.node(box.key) as { y: number }).y, lane: false })),
    ...lanes,
  ];
  const placed: { readonly item: (typeof items)[number]; readonly top: number }[] = [];
  for (const item of items.sort((a, b) => a.centre - b.centre)) {
    const above = placed.filter(({ item: { span } }) => span[0] <= item.span[1] && item.span[0] <= span[1]);
    placed.push({ item, top: Math.max(item.centre - item.middle, ...above.map((it) => it.top + it.item.h + APART)) });
  }
  const highest = Math.min(...placed.map(({ top }) => top));
  const low = (wanted: boolean, below: (item: Standing) => number) =>
    new Map(
      placed
        .filter(({ item }) => item.lane === wanted)
        .map(({ item, top }) => [item.key, top - highest + below(item)] as const),
    );
  return {
    tops: low(false, () => 0),
    lanes: low(true, ({ middle }) => middle),
    height: Math.max(0, ...placed.map(({ item, top }) => top + item.h - highest)),
  };
}

function newGraph() {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: APART, edgesep: APART, ranksep: 60 });
  graph.setDefaultEdgeLabel(() => ({}));
  return graph;
}
