/** The ways of edges between the boxes of one graph, and where their labels stand. Pure. */
import { type Box, nearestFree } from '../draw/free.ts';
import type { Edge, Link, Node } from './graphs-plan.ts';

/** A label's height, with a little air, px. */
const LABEL_HEIGHT = 24;
/** An arrow's tip, px: ways end where it begins. */
export const TIP = 9;

export const edgeLabelWidth = (label: string): number => label.length * 7.9 + 12;

/** Edges meet boxes at one height, chains too. */
const half = (node: Node) => (node.stage < 2 ? 32 : node.h / 2);

/**
 * Ways from left to right. An edge that skips columns passes their boxes at the height `laneOf` its bundle; labels stand on
 * their edges, or as near as other labels and boxes let them. In a chain, where there is room above the edges, they stand there.
 * @param room `gap`: from a box to where the next column may begin; `least`: no label stands higher, px
 */
export function edgesAcross(
  links: readonly Link[],
  nodes: readonly Node[],
  laneOf: (bundle: string) => number | null,
  room: { readonly gap: number; readonly least: number },
): readonly Edge[] {
  const { gap, least } = room;
  const lone = new Set(nodes.map((node) => node.y + half(node))).size <= 1;
  const taken: Box[] = nodes.map(({ x, y, w, h }) => ({ x, y: y - 2, w, h: h + 4 }));
  for (const link of links) {
    const lane = laneOf(link.bundle);
    if (lane !== null) taken.push(laneBox(link, lane, gap));
  }
  return links.map((link) => {
    const { from, to, label } = link;
    const [x1, y1, x2, y2] = [from.x + from.w, from.y + half(from), to.x, to.y + half(to)];
    const lane = laneOf(link.bundle);
    const labelX = (x1 + x2) / 2;
    if (lane !== null) {
      const { x, w } = laneBox(link, lane, gap);
      const way = `M${x1},${y1}${bend(x1, y1, x, lane)}H${x + w}${bend(x + w, lane, x2 - TIP, y2)}`;
      return { ...link, way, labelX, labelY: lane };
    }
    const straight = `M${x1},${y1}${bend(x1, y1, x2 - TIP, y2)}`;
    if (label === '') return { ...link, way: straight, labelX, labelY: y1 };
    const wanted = lone ? Math.max(least, Math.min(from.y, to.y) - 14) : (y1 + y2) / 2;
    const w = edgeLabelWidth(label);
    const labelY = nearestFree(wanted, least, { x: labelX - w / 2, w, h: LABEL_HEIGHT }, taken);
    taken.push({ x: labelX - w / 2, y: labelY - LABEL_HEIGHT / 2, w, h: LABEL_HEIGHT });
    const isOnIt = lone || Math.abs(labelY - wanted) < 1;
    const bends = bend(x1, y1, labelX, labelY) + bend(labelX, labelY, x2 - TIP, y2);
    return { ...link, way: isOnIt ? straight : `M${x1},${y1}${bends}`, labelX, labelY };
  });
}

/** Where an edge goes straight past the boxes of the columns it skips. */
function laneBox({ from, to }: Link, lane: number, gap: number): Box {
  const x = from.x + from.w + gap;
  return { x, y: lane - LABEL_HEIGHT / 2, w: Math.max(0, to.x - gap - x), h: LABEL_HEIGHT };
}

function bend(x1: number, y1: number, x2: number, y2: number): string {
  const m = (x1 + x2) / 2;
  return `C${m},${y1} ${m},${y2} ${x2},${y2}`;
}
