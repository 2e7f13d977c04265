/** The ways of records and barriers between the boxes of a job's graph. Pure geometry. */
import type { Box } from '../../draw/free.ts';
import type { GraphLayout, Lane, VertexBox } from './layout.ts';

interface Line {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface Curve extends Line {
  readonly down: boolean;
  /** Height of the way between two lines, for what goes on in the next one. */
  readonly floor?: number;
  /** Past the boxes between. */
  readonly lane?: Lane;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far a way leads sideways before it goes down to the next line, px. */
const TURN = 11;

export const laneKey = (from: Pick<VertexBox, 'id'>, to: Pick<VertexBox, 'id'>): string => `${from.id}>${to.id}`;

/** The way of a channel, from subtask to subtask. */
export function channel(
  layout: GraphLayout,
  from: VertexBox,
  i: number,
  n: number,
  to: VertexBox,
  j: number,
  m: number,
): Curve {
  const lane = layout.lanes.get(laneKey(from, to));
  if (layout.down) {
    const ends = { x1: acrossOf(from, i, n), y1: from.y + from.h, x2: acrossOf(to, j, m), y2: to.y, down: true };
    return lane === undefined ? ends : { ...ends, lane };
  }
  const ends = { x1: from.x + from.w, y1: middleOf(from, i), x2: to.x, y2: middleOf(to, j), down: false };
  if (from.line < to.line) return { ...ends, floor: to.above };
  return lane === undefined ? ends : { ...ends, lane };
}

/** Ways to folded subtasks are one. */
function middleOf(box: VertexBox, index: number): number {
  const { y, h } = box.tasks[index] ?? box;
  return y + h / 2;
}

function acrossOf(box: VertexBox, index: number, of: number): number {
  return box.x + (box.tasks.length === 0 ? box.w / 2 : (box.w * (index + 0.5)) / of);
}

/** The way from something outside into a source's subtask. */
export function inlet(layout: GraphLayout, outside: Box, to: VertexBox, j: number, m: number): Curve {
  if (layout.down) {
    return {
      x1: outside.x + outside.w / 2,
      y1: outside.y + outside.h,
      x2: acrossOf(to, j, m),
      y2: to.y,
      down: true,
    };
  }
  return { x1: outside.x + outside.w, y1: outside.y + outside.h / 2, x2: to.x, y2: middleOf(to, j), down: false };
}

export function curvePath(c: Curve): string {
  if (c.floor !== undefined) return `M${corners(c, c.floor).join('L')}`;
  return `M${c.x1},${c.y1}${legs(c).map(bend).join('')}`;
}

function bend(leg: Curve): string {
  const [a, b] = controls(leg);
  return `C${a.x},${a.y} ${b.x},${b.y} ${leg.x2},${leg.y2}`;
}

/** The point at share `u` of the way. */
export function pointOn(c: Curve, u: number): Point {
  if (c.floor !== undefined) {
    const { part, share } = legAt(straights(corners(c, c.floor)), u);
    return onLine(part, share);
  }
  const { part, share } = legAt(legs(c), u);
  return onBend(part, share);
}

/** Which of the parts of a way share `u` of all of it lies on, and at which share of that part: by their lengths. */
function legAt<T extends Line>(parts: readonly T[], u: number): { readonly part: T; readonly share: number } {
  const lengths = parts.map(({ x1, y1, x2, y2 }) => Math.hypot(x2 - x1, y2 - y1));
  let left = u * lengths.reduce((sum, length) => sum + length, 0);
  let index = 0;
  while (index < parts.length - 1 && left > lengths[index]!) left -= lengths[index++]!;
  return { part: parts[index]!, share: parts.length === 1 ? u : lengths[index] === 0 ? 0 : left / lengths[index]! };
}

/** Into the lane, along it and out of it; where there is none, all of the way. */
function legs({ lane, ...c }: Curve): readonly Curve[] {
  if (lane === undefined) return [c];
  const { from, to, across } = lane;
  const [p, q] = c.down
    ? [
        { x: across, y: from },
        { x: across, y: to },
      ]
    : [
        { x: from, y: across },
        { x: to, y: across },
      ];
  return [
    { ...c, x2: p.x, y2: p.y },
    { ...c, x1: p.x, y1: p.y, x2: q.x, y2: q.y },
    { ...c, x1: q.x, y1: q.y },
  ];
}

function onBend(c: Curve, u: number): Point {
  const [a, b] = controls(c);
  const v = 1 - u;
  const at = (p: number, q: number, r: number, s: number) =>
    v * v * v * p + 3 * v * v * u * q + 3 * v * u * u * r + u * u * u * s;
  return { x: at(c.x1, a.x, b.x, c.x2), y: at(c.y1, a.y, b.y, c.y2) };
}

type Corner = readonly [number, number];

function corners({ x1, y1, x2, y2 }: Curve, floor: number): readonly Corner[] {
  const [out, back] = [x1 + TURN, x2 - TURN];
  return [
    [x1, y1],
    [out, y1],
    [out, floor],
    [back, floor],
    [back, y2],
    [x2, y2],
  ];
}

const straights = (way: readonly Corner[]): readonly Line[] =>
  way.slice(1).map(([x2, y2], index) => ({ x1: way[index]![0], y1: way[index]![1], x2, y2 }));

const onLine = ({ x1, y1, x2, y2 }: Line, u: number): Point => ({ x: x1 + (x2 - x1) * u, y: y1 + (y2 - y1) * u });

function controls(c: Curve): readonly [Point, Point] {
  if (c.down) {
    const middle = (c.y1 + c.y2) / 2;
    return [
      { x: c.x1, y: middle },
      { x: c.x2, y: middle },
    ];
  }
  const middle = (c.x1 + c.x2) / 2;
  return [
    { x: middle, y: c.y1 },
    { x: middle, y: c.y2 },
  ];
}

/** Which subtask pairs a partitioner connects: all, one to one, or Flink's pointwise pattern. */
export function connects(partitioner: string, i: number, n: number, j: number, m: number): boolean {
  if (partitioner === 'FORWARD') return i === j;
  if (partitioner !== 'RESCALE') return true;
  if (n >= m) {
    const start = Math.floor((j * n) / m);
    const end = Math.floor(((j + 1) * n) / m);
    return i >= start && i < end;
  }
  const start = Math.floor((i * m) / n);
  const end = Math.floor(((i + 1) * m) / n);
  return j >= start && j < end;
}
