/** Ways over the racks: lines between slots, arrows of messages with their names. Pure geometry. */

export const labelWidth = (name: string) => name.length * 6.8 + 12;

const SHOWN_LONG = 8;

/** Messages of one name that travel side by side become one with a number; names that would overlap move apart. */
export function spread(messages: readonly MessageMark[]): readonly MessageMark[] {
  const merged: MessageMark[] = [];
  for (const message of messages) {
    const plain = message.name;
    const at = merged.findIndex(
      (other) => other.path === message.path && other.plain === plain && Math.abs(other.x - message.x) < 30,
    );
    const other = merged[at];
    if (other === undefined) merged.push({ ...message, plain });
    else merged[at] = { ...other, count: other.count + 1, name: `${plain} ×${other.count + 1}` };
  }
  const used: { x: number; y: number; w: number }[] = [];
  return merged.slice(-SHOWN_LONG).map((message) => {
    const w = labelWidth(message.name);
    const labelX = (Math.abs(message.angle) < 90 ? -1 : 1) * (w / 2 + 9);
    const x = message.x + labelX;
    const labelY =
      [0, -20, 20, -40, 40].find((dy) =>
        used.every((box) => Math.abs(box.x - x) > (box.w + w) / 2 + 4 || Math.abs(box.y - message.y - dy) > 19),
      ) ?? 0;
    used.push({ x, y: message.y + labelY, w }, { x: message.x, y: message.y, w: 16 });
    return { ...message, labelX, labelY };
  });
}

export interface MessageMark {
  readonly key: string;
  readonly count: number;
  readonly labelY: number;
  readonly labelX: number;
  readonly plain?: string;
  readonly name: string;
  readonly lost: boolean;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly path: string;
}
/** A way between two boxes: points with the length up to each. */
export interface Route {
  readonly points: readonly (readonly [number, number])[];
  readonly lengths: readonly number[];
}

/**
 * From the side of the left box to the side of the right one. When racks lie between, it goes down the gap, along the
 * lower edge of the racks and up again, so that it crosses no text.
 */
export function routeOf(a: DOMRect, b: DOMRect, racks: readonly DOMRect[]): Route {
  const low = (box: DOMRect) => box.y + (box.height > 40 ? box.height - 16 : box.height / 2);
  const [left, right] = a.x <= b.x ? [a, b] : [b, a];
  const [x1, y1, x2, y2] = [left.x + left.width, low(left), right.x, low(right)];
  const between = racks.filter((rack) => rack.x > x1 && rack.x + rack.width < x2);
  const rackOf = (box: DOMRect) => racks.find((rack) => rack.x <= box.x && rack.x + rack.width >= box.x + box.width);
  let points: [number, number][];
  const from = rackOf(left);
  const to = rackOf(right);
  if (between.length === 0 || from === undefined || to === undefined) {
    const m = (x1 + x2) / 2;
    points = Array.from({ length: 17 }, (_, index) => {
      const u = index / 16;
      const v = 1 - u;
      return [
        v * v * v * x1 + 3 * v * v * u * m + 3 * v * u * u * m + u * u * u * x2,
        (v * v * v + 3 * v * v * u) * y1 + (3 * v * u * u + u * u * u) * y2,
      ];
    });
  } else {
    const floor = from.y + from.height - 4;
    const [out, back] = [from.x + from.width + 9, to.x - 9];
    points = [
      [x1, y1],
      [out, y1],
      [out, floor],
      [back, floor],
      [back, y2],
      [x2, y2],
    ];
  }
  if (a.x > b.x) points.reverse();
  const lengths = [0];
  for (let index = 1; index < points.length; index++) {
    const [p, q] = [points[index - 1]!, points[index]!];
    lengths.push(lengths[index - 1]! + Math.hypot(q[0] - p[0], q[1] - p[1]));
  }
  return { points, lengths };
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
