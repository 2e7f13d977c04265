/** The three graphs on a narrow page: side by side, each from top to bottom, the same operators at the same height. Pure. */

import type { GraphNode } from '../../../src/trace/facts.ts';
import type { Frame } from '../frame.ts';
import type { Job } from '../model/state.ts';
import { cutWords } from '../words/cuts.ts';
import {
  type Cut,
  type Link,
  labelWidth,
  linksOf,
  type Node,
  OPEN,
  type Plan,
  streamLink,
  subtaskNode,
  vertexLink,
  vertexNode,
} from './graphs-plan.ts';
import { edgeLabelWidth } from './graphs-ways.ts';
import { edgesDown, LABEL_ROW, lanesOf, lanesWidth } from './graphs-ways-down.ts';

const GAP = 6;
const PAD = 8;
/** Above the first box: the graph's name and what it is, px: in a wide column that takes one line. */
const HEAD = { narrow: 102, wide: 70 } as const;
const WIDE = 280;
const BOX = 50;
/** Between two boxes of a chain, and between two vertices: room for what is said about the edge, px. */
const CHAIN_GAP = 38;
const VERTEX_GAP = 70;
/** A chain's box round those of its operators, px. */
const RIM = { side: 6, top: 9, bottom: 26 } as const;
/** Subtasks with less room than this stand above each other, each in a line of its own, px. */
const LEAST = 76;
const LINE = 26;

export function planDown(frame: Frame, job: Job, width: number): Plan {
  const { words } = frame;
  const column = (width - 2 * GAP) / 3;
  const left = (stage: number) => stage * (column + GAP) + PAD;
  const streamLinks = job.streamGraph.flatMap(({ id, inputs }) =>
    inputs.map(({ from }, index) => streamLink(from, id, index)),
  );
  const vertexLinks = job.edges.map(({ from, to }, index) => vertexLink(from, to, index));
  const operators = job.vertices.flatMap((vertex) => vertex.operators.map(({ id }) => `s${id}`));
  const streamLanes = lanesOf(operators, streamLinks);
  const jobLanes = lanesOf(
    job.vertices.map(({ id }) => `j${id}`),
    vertexLinks,
  );
  const inside = column - 2 * PAD - Math.max(lanesWidth(streamLanes), lanesWidth(jobLanes));
  const [stream, jobNodes, execNodes, execEnds]: [Node[], Node[], Node[], Node[]] = [[], [], [], []];
  const gaps = new Map<string, number>();
  let y: number = column < WIDE ? HEAD.narrow : HEAD.wide;
  for (const [order, vertex] of job.vertices.entries()) {
    const above = gapAbove(vertex);
    if (order > 0) y += above;
    gaps.set(vertex.id, above);
    const several = vertex.operators.length > 1;
    const rim = several ? RIM : { side: 0, top: 0, bottom: 0 };
    const nodes = vertex.operators.flatMap(({ id }) => job.streamGraph.find((node) => node.id === id) ?? []);
    const open = vertex.parallelism <= OPEN;
    const n = open ? vertex.parallelism : 1;
    const listed = n > 1 && inside / n < LEAST;
    const chain = nodes.length * BOX + Math.max(0, nodes.length - 1) * CHAIN_GAP + rim.top + rim.bottom;
    const high = Math.max(BOX, chain, listed ? n * LINE : 0);
    const boxes = nodes.map((node, index): Node => {
      const at = y + rim.top + index * (BOX + CHAIN_GAP);
      return {
        ...{ key: `s${node.id}`, stage: 0, x: left(0), y: at, w: inside, h: BOX, hue: order, title: node.name },
        ...{ note: `p = ${node.parallelism}`, state: null, inner: [], of: [] },
        target: { kind: 'vertex', job: job.id, vertex: vertex.id },
      };
    });
    stream.push(...boxes);
    const box: Node = {
      ...vertexNode(job, vertex, order, boxes),
      ...{ x: left(1), y, w: inside, h: high, note: `p = ${vertex.parallelism}` },
      inner: several
        ? boxes.map(({ title, y: top }) => ({ x: rim.side, y: top - y, w: inside - 2 * rim.side, h: BOX, title }))
        : [],
    };
    jobNodes.push(box);
    const group: Node[] = [];
    const [wide, line] = [(inside + 4) / n, Math.min(BOX, (high + 2) / n)];
    for (let index = 0; index < n; index++) {
      const place = listed
        ? { x: left(2), y: y + (high - n * line) / 2 + index * line, w: inside, h: line - 2 }
        : { x: left(2) + index * wide, y, w: wide - 4, h: high };
      group.push({ ...subtaskNode(frame, job, vertex, order, open ? index : null), ...place, of: [box.key] });
    }
    execNodes.push(...group);
    // Edges lead to and from a list as a whole.
    if (listed) execEnds.push({ ...group[0]!, h: n * line - 2 });
    else execEnds.push(...group);
    y += box.h;
  }
  const bottom = y + 12;
  const links = linksOf(job, stream, jobNodes, execEnds);
  const edges = [streamLanes, jobLanes, jobLanes].flatMap((lanes, stage) =>
    edgesDown(
      links.filter((link) => link.stage === stage),
      lanes,
      left(stage) + inside,
      (link) =>
        isInChain(link) ? CHAIN_GAP : link.to.y - vertexTop(link.to) + (gaps.get(vertexOf(link.to)) ?? VERTEX_GAP),
    ),
  );
  return {
    ...{ down: true, width, height: bottom + 4 },
    bands: [0, 1, 2].map((stage) => ({ x: stage * (column + GAP), y: 2, w: column, h: bottom - 2 })),
    nodes: [...stream, ...jobNodes, ...execNodes],
    edges,
    cuts: cutsOf(),
  };

  /** Room for a label of each edge into it, and for why it is not chained. */
  function gapAbove({ id, operators: own }: GraphNode): number {
    const inChain = new Set(own.map((operator) => `s${operator.id}`));
    const read = streamLinks.filter(({ from, to }) => inChain.has(to) && !inChain.has(from)).length;
    const rows = Math.max(1, read, vertexLinks.filter(({ to }) => to === `j${id}`).length);
    return VERTEX_GAP + LABEL_ROW * (rows - 1);
  }

  function isInChain({ stage, from, to }: Link): boolean {
    return stage === 0 && vertexOf(from) === vertexOf(to);
  }

  function cutsOf(): readonly Cut[] {
    const cuts = new Map<number, Cut>();
    for (const node of job.streamGraph) {
      for (const input of node.inputs) {
        const to = stream.find(({ key }) => key === `s${node.id}`);
        const label = input.chained ? words.chained : cutWords(input.reason ?? '', frame.language);
        if (to === undefined || label === '') continue;
        const at = input.chained ? to.y - CHAIN_GAP / 2 : vertexTop(to) - 23;
        const hasRoom =
          !input.chained || (labelWidth(label) + edgeLabelWidth(input.partitioner)) / 2 < inside / 2 + PAD;
        if (cuts.has(at) || !hasRoom) continue;
        const [x1, x2] = input.chained ? [left(0) + inside / 2 + 44, left(1) + inside / 2 - 8] : [6, width - 6];
        cuts.set(at, {
          ...{ x1, x2, y1: at, y2: at, chained: input.chained, label: [label] },
          ...{ labelX: input.chained ? left(1) - PAD - GAP / 2 : width / 2, labelY: at },
        });
      }
    }
    return [...cuts.values()];
  }

  function vertexTop(node: Node): number {
    return jobNodes.find(({ key }) => key === `j${vertexOf(node)}`)?.y ?? 0;
  }
}

function vertexOf({ target }: Node): string {
  return target.kind === 'vertex' || target.kind === 'subtask' ? target.vertex : '';
}
