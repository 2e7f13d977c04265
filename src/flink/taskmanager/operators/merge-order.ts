import type { Window } from '../../api/functions.ts';

/**
 * The order in which java.util.HashSet goes through these windows: which of several merged windows keeps its state, and
 * the order in which the others are added to it, follow from it (MergingWindowSet.addWindow). `windows` are in the
 * order of their starts, in which TimeWindow.mergeWindows puts them into the set.
 */
export function inSetOrder(windows: readonly Window[]): Window[] {
  let capacity = 16;
  while (windows.length > capacity * 0.75) capacity *= 2;
  const bucketOf = (window: Window): number => {
    const hash = hashOf(window);
    return (hash ^ (hash >>> 16)) & (capacity - 1);
  };
  return windows
    .map((window) => ({ window, bucket: bucketOf(window) }))
    .sort((a, b) => a.bucket - b.bucket)
    .map(({ window }) => window);
}

/** TimeWindow.hashCode: MathUtils.longToIntWithBitMixing(start + end). */
function hashOf({ start, end }: Window): number {
  let bits = BigInt.asUintN(64, BigInt(start) + BigInt(end));
  bits = BigInt.asUintN(64, (bits ^ (bits >> 30n)) * 0xbf58476d1ce4e5b9n);
  bits = BigInt.asUintN(64, (bits ^ (bits >> 27n)) * 0x94d049bb133111ebn);
  bits ^= bits >> 31n;
  return Number(BigInt.asIntN(32, bits));
}
