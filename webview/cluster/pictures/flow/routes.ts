/** Ways over the racks: lines between slots, and those of messages. Pure geometry. */

/** A way between two boxes: points with the length up to each. */
export interface Route {
  readonly points: readonly (readonly [number, number])[];
  readonly lengths: readonly number[];
}

/** Where a way begins or ends: the chip of a process, the row of a subtask, a slot. */
export interface End {
  readonly kind: 'chip' | 'manager' | 'row' | 'slot';
  readonly box: DOMRect;
}

/** Beside a rack, px; inside of it where it is the first or last one. */
const BESIDE = 9;
const INSIDE = 3;
/** Above a line of chips, px: half of what is between two lines. */
const BETWEEN_LINES = 2.5;
/** Of the corners of a message's way, px. */
const CORNER = 6;

/**
 * From side to side where nothing lies between, else round the racks: beside them and along their lower edge, within one rack
 * along its upper edge. So it crosses no text.
 */
export function routeOf(a: End, b: End, racks: readonly DOMRect[]): Route {
  return measured(pointsOf(a, b, racks));
}

/**
 * A message's way between two processes: out of the rack where nothing is written, along the lane above the racks, and into
 * the other rack in the same manner.
 * @param above how far above a rack its lane is, px
 */
export function messageRoute(a: End, b: End, racks: readonly DOMRect[], above: number): Route {
  const [from, to] = [rackAround(a, racks), rackAround(b, racks)];
  if (from < 0 || to < 0) return measured(curve([rightOf(a), heightOf(a)], [b.box.x, heightOf(b)]));
  const [out, into] = [wayOut(a, racks[from]!, above), wayOut(b, racks[to]!, above).reverse()];
  const [last, first] = [out.at(-1)!, into[0]!];
  // Racks that stand below others are reached between two columns.
  const aside = racks[from]!.x + racks[from]!.width + BESIDE;
  const between: Point[] =
    last[1] === first[1]
      ? []
      : [
          [aside, last[1]],
          [aside, first[1]],
        ];
  return measured(rounded([...out, ...between, ...into]));
}

/** From the middle of a process to the lane above its rack. */
function wayOut(end: End, rack: DOMRect, above: number): Point[] {
  const { box } = end;
  const lane = rack.y - above;
  const middle = box.x + box.width / 2;
  if (end.kind === 'chip' && box.y - rack.y < box.height) {
    return [
      [middle, box.y],
      [middle, lane],
    ];
  }
  // A chip stands in one of several lines at the right, other chips beside it: the way out is between two lines.
  if (end.kind === 'chip') {
    const side = rack.x + rack.width - INSIDE - 1;
    const between = box.y - BETWEEN_LINES;
    return [
      [middle, box.y],
      [middle, between],
      [side, between],
      [side, lane],
    ];
  }
  const side = rack.x + INSIDE + 1;
  return [
    [box.x, heightOf(end)],
    [side, heightOf(end)],
    [side, lane],
  ];
}

/** Each corner cut by a short slope. */
function rounded(points: readonly Point[]): readonly Point[] {
  return points.flatMap((point, index): readonly Point[] => {
    const [before, next] = [points[index - 1], points[index + 1]];
    return before === undefined || next === undefined ? [point] : [towards(point, before), towards(point, next)];
  });
}

function towards([x, y]: Point, [tx, ty]: Point): Point {
  const length = Math.hypot(tx - x, ty - y);
  const share = length === 0 ? 0 : Math.min(CORNER, length / 2) / length;
  return [x + (tx - x) * share, y + (ty - y) * share];
}

function measured(points: readonly Point[]): Route {
  const lengths = [0];
  for (let index = 1; index < points.length; index++) {
    const [p, q] = [points[index - 1]!, points[index]!];
    lengths.push(lengths[index - 1]! + Math.hypot(q[0] - p[0], q[1] - p[1]));
  }
  return { points, lengths };
}

type Point = readonly [number, number];

function pointsOf(a: End, b: End, racks: readonly DOMRect[]): readonly Point[] {
  const [from, to] = [rackAround(a, racks), rackAround(b, racks)];
  if (from < 0 || to < 0) return curve([rightOf(a), heightOf(a)], [b.box.x, heightOf(b)]);
  if (from > to || (from === to && a.kind !== 'chip' && b.kind === 'chip')) return [...pointsOf(b, a, racks)].reverse();
  const [left, right] = [racks[from]!, racks[to]!];
  const [ya, yb] = [heightOf(a), heightOf(b)];
  const end = racks.length - 1;
  if (from === to) {
    const inside = left.x + left.width - INSIDE;
    if (a.kind !== 'chip' || b.kind === 'chip')
      return [
        [rightOf(a), ya],
        [inside, ya],
        [inside, yb],
        [rightOf(b), yb],
      ];
    const [above, before] = [left.y + INSIDE, left.x + INSIDE];
    return [
      [rightOf(a), ya],
      [inside, ya],
      [inside, above],
      [before, above],
      [before, yb],
      [b.box.x, yb],
    ];
  }
  // A chip stands at the right end of its rack.
  if (b.kind === 'chip') {
    const before = from === 0 ? left.x + INSIDE : left.x - BESIDE;
    const behind = to === end ? right.x + right.width - INSIDE : right.x + right.width + BESIDE;
    return around([a.box.x, ya], before, floorOf(racks), behind, [rightOf(b), yb]);
  }
  if (to - from === 1) return curve([rightOf(a), ya], [b.box.x, yb]);
  return around([rightOf(a), ya], left.x + left.width + BESIDE, floorOf(racks), right.x - BESIDE, [b.box.x, yb]);
}

const rackAround = ({ box }: End, racks: readonly DOMRect[]): number =>
  racks.findIndex((rack) => rack.x <= box.x && rack.x + rack.width >= box.x + box.width);
const rightOf = ({ box }: End): number => box.x + box.width;
const heightOf = ({ kind, box }: End): number => box.y + (kind === 'slot' ? box.height - 16 : box.height / 2);
const floorOf = (racks: readonly DOMRect[]): number => Math.max(...racks.map((rack) => rack.y + rack.height)) - 4;

function around(from: Point, out: number, floor: number, back: number, to: Point): readonly Point[] {
  return [from, [out, from[1]], [out, floor], [back, floor], [back, to[1]], to];
}

function curve([x1, y1]: Point, [x2, y2]: Point): readonly Point[] {
  const m = (x1 + x2) / 2;
  return Array.from({ length: 17 }, (_, index) => {
    const u = index / 16;
    const v = 1 - u;
    return [
      v * v * v * x1 + 3 * v * v * u * m + 3 * v * u * u * m + u * u * u * x2,
      (v * v * v + 3 * v * v * u) * y1 + (3 * v * u * u + u * u * u) * y2,
    ];
  });
}

export function routePath(route: Route): string {
  return `M${route.points.map(([x, y]) => `${x},${y}`).join('L')}`;
}

/** The point at share `u` of the way, and where the way leads there, degrees. */
export function onRoute(route: Route, u: number): { x: number; y: number; angle: number } {
  const along = Math.min(1, Math.max(0, u)) * route.lengths.at(-1)!;
  let index = 1;
  while (index < route.lengths.length - 1 && route.lengths[index]! < along) index++;
  const [p, q] = [route.points[index - 1]!, route.points[index]!];
  const span = route.lengths[index]! - route.lengths[index - 1]!;
  const share = span === 0 ? 0 : (along - route.lengths[index - 1]!) / span;
  const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
  return { x: p[0] + dx * share, y: p[1] + dy * share, angle: (Math.atan2(dy, dx) * 180) / Math.PI };
}
