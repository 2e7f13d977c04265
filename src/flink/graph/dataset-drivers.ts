import type { JoinHint } from '../api/dataset-plan.ts';

/** Local strategies of DataSet operators (DriverStrategy), by the names that plans print. */

export type JoinSide = 'first' | 'second';
export type Outer = keyof typeof OUTER_NAMES;

/** Which side is built (null: both are sorted), and whether it goes to all. */
export interface JoinStrategy {
  readonly build: JoinSide | null;
  readonly broadcast: boolean;
}
const BY_HINT: Readonly<Record<Exclude<JoinHint, 'OPTIMIZER_CHOOSES'>, JoinStrategy>> = {
  BROADCAST_HASH_FIRST: { build: 'first', broadcast: true },
  BROADCAST_HASH_SECOND: { build: 'second', broadcast: true },
  REPARTITION_HASH_FIRST: { build: 'first', broadcast: false },
  REPARTITION_HASH_SECOND: { build: 'second', broadcast: false },
  REPARTITION_SORT_MERGE: { build: null, broadcast: false },
};
const CHOSEN: Readonly<Record<Outer, JoinStrategy>> = {
  inner: { build: 'first', broadcast: false },
  left: { build: 'second', broadcast: false },
  right: { build: 'first', broadcast: false },
  full: { build: null, broadcast: false },
};

/** AbstractJoinDescriptor by the program's hint. */
export function joinStrategy(hint: JoinHint, outer: Outer): JoinStrategy {
  return hint === 'OPTIMIZER_CHOOSES' ? CHOSEN[outer] : BY_HINT[hint];
}

export const OUTER_NAMES = {
  inner: 'Join',
  left: 'LeftOuterJoin',
  right: 'RightOuterJoin',
  full: 'FullOuterJoin',
} as const;

export function joinDriver(outer: Outer, build: JoinSide | null): string {
  if (outer === 'inner') return build === null ? 'Merge' : `Hybrid Hash (build: ${build})`;
  const side = outer.toUpperCase();
  return build === null ? `${side}_OUTER_MERGE` : `${side}_HYBRIDHASH_BUILD_${build.toUpperCase()}`;
}

export function combinerDriver(grouping: boolean, keyed: boolean): string {
  if (!keyed) return grouping ? 'Group Reduce All' : 'Reduce All';
  return grouping ? 'Sorted Combine' : 'Sorted Combine/Reduce';
}
export function reducerDriver(grouping: boolean, keyed: boolean): string {
  if (!keyed) return grouping ? 'Group Reduce All' : 'Reduce All';
  return grouping ? 'Sorted Group Reduce' : 'Sorted Reduce';
}
