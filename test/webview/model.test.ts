import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../webview/cluster/model/history.ts';
import { keyGroupRange } from '../../webview/cluster/model/keygroups.ts';
import { advance, apply } from '../../webview/cluster/model/reduce.ts';
import { type ClusterState, emptyState } from '../../webview/cluster/model/state.ts';
import { longRun, wordCount } from './traces.ts';

const run = wordCount({ killAt: 41_800, until: 60_000 });

function played(t: number): ClusterState {
  const state = emptyState();
  for (const entry of run.entries) if (entry.at <= t) apply(state, entry);
  advance(state, t);
  return state;
}

describe('the reducer over a trace', () => {
  it('puts the subtasks where the trace deployed them', () => {
    const state = played(20_000);
    const places = [...state.subtasks.values()].map((task) => `${task.state} ${task.place?.taskManager.split(':')[0]}`);
    expect(places).toEqual(['RUNNING node2', 'RUNNING node2', 'RUNNING node3', 'RUNNING node2', 'RUNNING node3']);
    expect(state.taskManagers.size).toBe(3);
  });

  it('keeps a lost TaskManager in place and gives the new attempts their former place', () => {
    const state = played(48_000);
    const lost = [...state.taskManagers.values()].filter((manager) => manager.lost !== null);
    expect(lost.map((manager) => manager.machine)).toEqual(['node2']);
    const source = [...state.subtasks.values()][0];
    expect(source?.attempt).toBe(1);
    expect(source?.formerPlace?.taskManager).toMatch(/^node2/u);
    expect(source?.place?.taskManager).toMatch(/^node1/u);
  });

  it('has on its way exactly what was sent before and arrives after', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60_000, noNaN: true }), (t) => {
        const expected = run.entries.flatMap((entry, index) => {
          if (entry.at > t || !('arrives' in entry) || entry.arrives === null) return [];
          return entry.arrives > t ? [index] : [];
        });
        expect(played(t).flights.map((flight) => flight.number)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('says why everything restarts, cause first', () => {
    const caption = played(46_900).caption;
    expect(caption).toMatchObject({ kind: 'failover', machine: 'node2', restarts: 5, all: true, checkpoint: 6 });
  });
});

describe('the history', () => {
  it('gives the same state after any seeks as after playing', () => {
    const history = new History();
    history.add(run.entries);
    const moments = fc.array(fc.double({ min: 0, max: 61_000, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(moments, (seeks) => {
        let state = history.at(0);
        for (const t of seeks) state = history.at(t);
        expect(state).toEqual(played(seeks.at(-1)!));
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same state whether facts came at once or in batches', () => {
    const whole = new History();
    whole.add(run.entries);
    const batched = new History();
    for (let from = 0; from < run.entries.length; from += 37) {
      batched.add(run.entries.slice(from, from + 37));
      batched.at(batched.end);
    }
    expect(batched.at(33_333)).toEqual(whole.at(33_333));
  });

  it('seeks anywhere in ten minutes of 100,000 facts in less than 100 ms', { tags: ['timing'] }, () => {
    const history = new History();
    history.add(longRun(100_000).entries);
    const times: number[] = [];
    for (let i = 0; i < 60; i++) {
      const t = (i * 7_919_000) % 600_000;
      const begin = performance.now();
      history.at(t);
      times.push(performance.now() - begin);
    }
    expect(history.entries.length).toBeGreaterThanOrEqual(100_000);
    expect(Math.max(...times)).toBeLessThan(100);
  });
});

describe('key groups', () => {
  it('cover all of them once, like KeyGroupRangeAssignment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), fc.integer({ min: 1, max: 512 }), (a, b) => {
        const [parallelism, max] = [Math.min(a, b), Math.max(a, b)];
        let next = 0;
        for (let subtask = 0; subtask < parallelism; subtask++) {
          const [from, to] = keyGroupRange(max, parallelism, subtask);
          expect(from).toBe(next);
          next = to + 1;
        }
        expect(next).toBe(max);
      }),
    );
  });
});
