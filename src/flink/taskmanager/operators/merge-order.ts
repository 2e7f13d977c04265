import { longToIntWithBitMixing } from '../../api/bit-mixing.ts';
import type { Window } from '../../api/functions.ts';
import { hashMapOrder } from '../../api/hash-order.ts';

/**
 * The order in which java.util.HashSet goes through these windows: which of several merged windows keeps its state, and
 * the order in which the others are added to it, follow from it (MergingWindowSet.addWindow). `windows` are in the
 * order of their starts, in which TimeWindow.mergeWindows puts them into the set.
 */
export const inSetOrder = (windows: readonly Window[]): Window[] => hashMapOrder(windows, hashOf);

/** TimeWindow.hashCode */
const hashOf = ({ start, end }: Window): number => longToIntWithBitMixing(BigInt(start) + BigInt(end));
