/** The ways of edges between boxes that stand above each other: past other boxes they go on the right. Pure. */
import type { Edge, Link } from './graphs-plan.ts';
import { TIP } from './graphs-ways.ts';

/** From one way past the boxes to the next one, px. */
const APART = 8;
/** More ways than these beside each other share theirs. */
const MOST = 5;
/** From the boxes above to the first label, and from a label to the next one, px. */
const FIRST_ROW = 20;
export const LABEL_ROW = 22;

/** Where an edge goes past boxes, from the left, by the edge's key. None for an edge to the next box. */
export type Lanes = ReadonlyMap<string, number>;

/** @param order keys of the boxes from top to bottom */
export function lanesOf(
  order: readonly string[],
  edges: readonly { readonly key: string; readonly from: string; readonly to: string }[],
): Lanes {
  const lanes = new Map<string, number>();
  const used: { readonly lane: number; readonly first: number; readonly last: number }[] = [];
  for (const { key, from, to } of edges) {
    const [first, last] = [order.indexOf(from), order.indexOf(to)];
    if (first < 0 || last < 0 || last - first === 1) continue;
    let lane = 0;
    while (used.some((other) => other.lane === lane && other.first < last && first < other.last)) lane++;
    used.push({ lane, first, last });
    lanes.set(key, lane % MOST);
  }
  return lanes;
}

/** What the ways past boxes take up on their right, px. */
export function lanesWidth(lanes: Lanes): number {
  return lanes.size === 0 ? 0 : APART * (Math.max(...lanes.values()) + 1) + 2;
}

/**
 * @param right of the boxes, px
 * @param gapAbove px between the edge's target and what stands above it
 */
export function edgesDown(
  links: readonly Link[],
  lanes: Lanes,
  right: number,
  gapAbove: (link: Link) => number,
): readonly Edge[] {
  const rows = new Map<string, number>();
  return links.map((link) => {
    const { from, to, bundle, stage } = link;
    const row = rows.get(to.key) ?? 0;
    rows.set(to.key, row + 1);
    const gap = gapAbove(link);
    const labelX = to.x + to.w / 2;
    const labelY = to.y - gap + Math.min(FIRST_ROW, gap / 2) + LABEL_ROW * row;
    const lane = lanes.get(bundle);
    const [x1, y1, x2, y2] = [from.x + from.w / 2, from.y + from.h, labelX, to.y];
    if (lane === undefined) {
      const m = (y1 + y2) / 2;
      return { ...link, labelX, labelY, way: `M${x1},${y1}C${x1},${m} ${x2},${m} ${x2},${y2 - TIP}` };
    }
    const x = right + APART * (lane + 0.75);
    const out = stage < 2 ? `M${from.x + from.w},${from.y + from.h / 2}H${x}` : `M${x1},${y1}v${APART}H${x}`;
    return { ...link, labelX, labelY, way: `${out}V${stage < 2 ? labelY : y2 - 16}H${x2}V${y2 - TIP}` };
  });
}
