import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../webview/cluster/model/history.ts';
import { keyGroupRange } from '../../webview/cluster/model/keygroups.ts';
import { bestTime } from '../support/wall-time.ts';
import { killedTaskManager } from './engine.ts';
import { expectSeeksLikePlaying, played } from './seeks.ts';
import { longRun, wordCount } from './traces.ts';
import { openWorld, typed } from './worlds.ts';

const run = wordCount({ killAt: 41_800, until: 60_000 });

const at = (t: number) => played(run.entries, t);

describe('the reducer over a trace', () => {
  it('puts the subtasks where the trace deployed them', () => {
    const state = at(20_000);
    const places = [...state.subtasks.values()].map((task) => `${task.state} ${task.place?.taskManager.split(':')[0]}`);
    expect(places).toEqual(['RUNNING node2', 'RUNNING node2', 'RUNNING node3', 'RUNNING node2', 'RUNNING node3']);
    expect(state.taskManagers.size).toBe(3);
  });

  it('keeps a lost TaskManager in place and gives the new attempts their former place', () => {
    const state = at(48_000);
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
        expect(at(t).flights.map((flight) => flight.number)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('says why everything restarts, cause first', () => {
    const caption = at(46_900).caption;
    expect(caption).toMatchObject({
      kind: 'failover',
      machine: 'node2',
      restarts: { count: 5, of: 5, region: true, from: { checkpoint: 6, savepoint: false } },
    });
  });
});

describe('the history', () => {
  it('gives the same state after any seeks as after playing', () => {
    expectSeeksLikePlaying(run.entries);
  });

  it('does so for a run of the simulated Flink, and for one that parts from it', () => {
    const [killed, left] = [killedTaskManager(3, 6000).entries, killedTaskManager(3, 1000).entries];
    expectSeeksLikePlaying(killed, 20);
    expectSeeksLikePlaying(left, 20);
    const [whole, part] = [new History(), new History()];
    whole.add(killed);
    part.add(left);
    for (const t of [0, 5000, 8999, part.end - 1]) expect(whole.at(t)).toEqual(part.at(t));
  });

  const DEPLOYMENTS = {
    ha: [
      'start-zookeeper-quorum.sh; sleep 3; start-cluster.sh; sleep 10; mvn -q package',
      'flink run -d -p 3 -c Readings target/*.jar; sleep 4; kill -9 $(jps | grep StandaloneSession | cut -d" " -f1); sleep 40',
    ],
    yarn: [
      'start-dfs.sh; start-yarn.sh; sleep 5; yarn-session.sh -d; mvn -q package',
      'flink run -d -p 3 -c Readings target/*.jar; sleep 12',
    ],
    kubernetes: [
      'kubectl create serviceaccount flink; kubectl create clusterrolebinding flink --clusterrole=edit --serviceaccount=default:flink',
      'kubernetes-session.sh -Dkubernetes.cluster-id=lesson -Dkubernetes.service-account=flink; mvn -q package',
      'flink run -d -t kubernetes-session -Dkubernetes.cluster-id=lesson -p 3 -c Readings target/*.jar; sleep 20',
    ],
  };
  for (const [preset, lines] of Object.entries(DEPLOYMENTS)) {
    it(`does so on ${preset}`, async () => {
      const world = await openWorld(preset);
      for (const line of lines) await typed(world, line);
      const entries = world.recorder.since(0);
      expect(entries.some((entry) => entry.kind === 'checkpoint.completed')).toBe(true);
      expectSeeksLikePlaying(entries, 5);
    });
  }

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

  it('seeks anywhere in ten minutes of 100,000 facts in less than 100 ms', { tags: ['timing'] }, async () => {
    const { entries } = longRun(100_000);
    expect(entries.length).toBeGreaterThanOrEqual(100_000);
    const ms = await bestTime(100, () => {
      const history = new History();
      history.add(entries);
      return Array.from({ length: 60 }, (_, i) => {
        const begin = performance.now();
        history.at((i * 7_919_000) % 600_000);
        return performance.now() - begin;
      });
    });
    expect(ms).toBeLessThan(100);
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
