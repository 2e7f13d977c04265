/** What every trace must keep, wherever it comes from: the state after any seeks is the state after playing there. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { TraceEntry } from '../../src/trace/facts.ts';
import { History } from '../../webview/cluster/model/history.ts';
import { advance, apply } from '../../webview/cluster/model/reduce.ts';
import { type ClusterState, emptyState } from '../../webview/cluster/model/state.ts';

export function played(entries: readonly TraceEntry[], t: number): ClusterState {
  const state = emptyState();
  for (const entry of entries) if (entry.at <= t) apply(state, entry);
  advance(state, t);
  return state;
}

export function expectSeeksLikePlaying(entries: readonly TraceEntry[], numRuns = 60): void {
  const history = new History();
  history.add(entries);
  const moment = fc.double({ min: 0, max: history.end + 1000, noNaN: true });
  fc.assert(
    fc.property(fc.array(moment, { minLength: 1, maxLength: 12 }), (seeks) => {
      let state = history.at(0);
      for (const t of seeks) state = history.at(t);
      expect(state).toEqual(played(entries, seeks.at(-1)!));
    }),
    { numRuns },
  );
}
