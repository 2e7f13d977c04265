/** Least px between two checkpoints for whole diamonds. */
const ROOM = 14;

/** The mark of checkpoints at `places`, px ascending: a diamond, narrow where most would run into one another. */
export function diamondPath(places: readonly number[]): string {
  const gaps = places.slice(1).map((x, index) => x - places[index]!);
  const median = gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? ROOM;
  return median < ROOM ? 'M0-5 2 0 0 5-2 0z' : 'M0-7 7 0 0 7-7 0z';
}
