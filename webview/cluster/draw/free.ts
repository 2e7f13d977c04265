/** Where a label stands on nothing else. Pure. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const ROUNDING = 1e-6;

/** The middle nearest to `wanted`, not above `least`, at which a label so large stands on nothing of what is `taken`; `wanted` if there is none. */
export function nearestFree(wanted: number, least: number, { x, w, h }: Omit<Box, 'y'>, taken: readonly Box[]): number {
  const near = taken.filter((box) => box.x < x + w && x < box.x + box.w);
  const isFree = (y: number) =>
    near.every((box) => y + h / 2 <= box.y + ROUNDING || box.y + box.h <= y - h / 2 + ROUNDING);
  const beside = near.flatMap((box) => [box.y - h / 2, box.y + box.h + h / 2]);
  const free = [wanted, ...beside].filter((y) => y >= least && isFree(y));
  return free.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0] ?? wanted;
}
