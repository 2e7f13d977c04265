/** Ways over the racks: lines between slots, arrows of messages with their names. Pure geometry. */

/** @param scale of type: 1, or more when presenting */
export const labelWidth = (name: string, scale: number) => name.length * 6.8 * scale + 12;

export interface MessageMark {
  readonly key: string;
  /** Empty where another arrow carries the name for this one too. */
  readonly name: string;
  readonly lost: boolean;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly path: string;
  /** Place of the name, px from the arrow's head. */
  readonly labelX: number;
  readonly labelY: number;
}

/** Arrows of one name that are nearer to each other than this on one way are drawn as one, px. */
const NEAR = 30;
/** How far above or below its arrow a name may stand, in lines of names. */
const SPOTS = [0, -1, 1, -2, 2, -3, 3] as const;
/** Height of a name with its frame, px. */
const NAME_HEIGHT = 19;

/** What names keep clear of. */
export interface Obstacles {
  /** How wide the picture is, px. */
  readonly width: number;
  /** Names of machines and processes: never covered. */
  readonly names: readonly DOMRect[];
  /** Other text: covered where there is no other place. */
  readonly rows: readonly DOMRect[];
}

interface Taken {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * What is said in many places at once is named once, with its number; names move apart, and the one there is no room for is left out.
 * @param most names there is room for
 */
export function nameMessages(
  messages: readonly MessageMark[],
  obstacles: Obstacles,
  most: number,
  scale: number,
): readonly MessageMark[] {
  const arrows: MessageMark[] = [];
  const counts = new Map<string, number>();
  for (const message of messages) {
    counts.set(message.name, (counts.get(message.name) ?? 0) + 1);
    const drawn = arrows.some(
      ({ name, path, x }) => name === message.name && path === message.path && Math.abs(x - message.x) < NEAR,
    );
    if (!drawn) arrows.push(message);
  }
  const height = NAME_HEIGHT * scale;
  const used = [...obstacles.names.map(middleOf), ...arrows.map(({ x, y }) => ({ x, y, w: 16, h: 10 }))];
  const rows = obstacles.rows.map(middleOf);
  const named = new Map<string, MessageMark>();
  for (const [name, count] of [...counts].slice(-most).reverse()) {
    const text = count > 1 ? `${name} ×${count}` : name;
    const w = labelWidth(text, scale);
    const places = arrows
      .filter((arrow) => arrow.name === name)
      .flatMap((arrow) => placesFor(arrow, text))
      .filter(({ y, labelY }) => y + labelY >= height / 2);
    const isFree = (taken: readonly Taken[]) => (place: MessageMark) =>
      taken.every(
        (box) =>
          Math.abs(box.x - place.x - place.labelX) > (box.w + w) / 2 + 4 ||
          Math.abs(box.y - place.y - place.labelY) > (box.h + height) / 2,
      );
    const place = places.find(isFree([...used, ...rows])) ?? places.find(isFree(used));
    if (place === undefined) continue;
    named.set(place.key, place);
    used.push({ x: place.x + place.labelX, y: place.y + place.labelY, w, h: height });
  }
  return arrows.map((arrow) => named.get(arrow.key) ?? { ...arrow, name: '' });

  /** Behind the arrow's head or before it, on its line or beside it; always inside the picture. */
  function placesFor(arrow: MessageMark, text: string): readonly MessageMark[] {
    const w = labelWidth(text, scale);
    const behind = Math.abs(arrow.angle) < 90 ? -1 : 1;
    return SPOTS.flatMap((line) =>
      [behind, -behind].map((side) => {
        const x = arrow.x + side * (w / 2 + 9);
        const inside = Math.max(w / 2 + 2, Math.min(obstacles.width - w / 2 - 2, x));
        return { ...arrow, name: text, labelX: inside - arrow.x, labelY: line * (height + 1) };
      }),
    );
  }
}

const middleOf = (box: DOMRect): Taken => ({
  ...{ x: box.x + box.width / 2, y: box.y + box.height / 2 },
  ...{ w: box.width, h: box.height },
});

/** A way between two boxes: points with the length up to each. */
export interface Route {
  readonly points: readonly (readonly [number, number])[];
  readonly lengths: readonly number[];
}

/** Where a way begins or ends: the chip of a process, the row of a subtask, a slot. */
export interface End {
  readonly kind: 'chip' | 'row' | 'slot';
  readonly box: DOMRect;
}

/** Beside a rack, px; inside of it where it is the first or last one. */
const BESIDE = 9;
const INSIDE = 3;

/**
 * From side to side where nothing lies between, else round the racks: beside them and along their lower edge, within one rack
 * along its upper edge. So it crosses no text.
 */
export function routeOf(a: End, b: End, racks: readonly DOMRect[]): Route {
  const points = pointsOf(a, b, racks);
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

export function onRoute(route: Route, u: number): { x: number; y: number } {
  const along = Math.min(1, Math.max(0, u)) * route.lengths.at(-1)!;
  let index = 1;
  while (index < route.lengths.length - 1 && route.lengths[index]! < along) index++;
  const [p, q] = [route.points[index - 1]!, route.points[index]!];
  const span = route.lengths[index]! - route.lengths[index - 1]!;
  const share = span === 0 ? 0 : (along - route.lengths[index - 1]!) / span;
  return { x: p[0] + (q[0] - p[0]) * share, y: p[1] + (q[1] - p[1]) * share };
}
