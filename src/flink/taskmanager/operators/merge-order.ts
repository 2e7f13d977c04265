import type { Window } from '../../api/functions.ts';
import { hashMapOrder } from '../../api/hash-order.ts';

/**
 * The order in which java.util.HashSet goes through these windows: which of several merged windows keeps its state, and
 * the order in which the others are added to it, follow from it (MergingWindowSet.addWindow). `windows` are in the
 * order of their starts, in which TimeWindow.mergeWindows puts them into the set.
 */
export const inSetOrder = (windows: readonly Window[]): Window[] => hashMapOrder(windows, hashOf);

/** TimeWindow.hashCode: MathUtils.longToIntWithBitMixing(start + end). */
function hashOf({ start, end }: Window): number {
  let bits = BigInt.asUintN(64, BigInt(start) + BigInt(end));
  bits = BigInt.asUintN(64, (bits ^ (bits >> 30n)) * 0xbf58476d1ce4e5b9n);
  bits = BigInt.asUintN(64, (bits ^ (bits >> 27n)) * 0x94d049bb133111ebn);
  bits ^= bits >> 31n;
  return Number(BigInt.asIntN(32, bits));
}
