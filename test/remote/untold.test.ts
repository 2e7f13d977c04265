import { describe, expect, test } from 'vitest';
import type { CheckpointSnapshot } from '../../src/remote/checkpoint-snapshot.ts';
import type { ClusterSnapshot, JobSnapshot, SubtaskSnapshot } from '../../src/remote/snapshot.ts';
import { createTranslator } from '../../src/remote/translate.ts';
import type { TraceEntry } from '../../src/trace/facts.ts';
import { slotBoxes, slotsOf, standingManagers } from '../../webview/cluster/model/managers.ts';
import { checkpointId } from '../../webview/cluster/model/state.ts';
import { played } from '../webview/seeks.ts';

const task = (subtask: number, allocation: string | null): SubtaskSnapshot => ({
  ...{ subtask, attempt: 0, state: 'RUNNING', taskManager: 'tm-1', allocation, deployed: 1100, figures: null },
});
const job = (
  changes: Partial<JobSnapshot> = {},
  allocations: readonly (string | null)[] = [null, null],
): JobSnapshot => ({
  ...{
    id: 'job',
    name: 'job',
    status: 'RUNNING',
    since: { RUNNING: 1000 },
    checkpoints: [],
    restored: null,
    failures: [],
  },
  vertices: ['a', 'b'].map((id, index) => ({
    ...{ id, name: id, parallelism: 1, maxParallelism: 128, slotSharingGroup: null, inputs: [] },
    subtasks: [task(0, allocations[index]!)],
  })),
  ...changes,
});
const snapshot = (jobs: readonly JobSnapshot[], freeSlots = 1): ClusterSnapshot => ({
  jobManager: 'there',
  taskManagers: [{ id: 'tm-1', host: 'there', slots: 4, freeSlots, managedMemory: 0 }],
  jobs,
});
const checkpoint = (changes: Partial<CheckpointSnapshot>): CheckpointSnapshot => ({
  ...{ id: 1, status: 'IN_PROGRESS', savepoint: false, triggered: 2000, ended: null, durationMs: 0, stateSize: 0 },
  ...{ tasks: 2, acknowledged: 0, acknowledgements: null, path: null, reason: null },
  ...changes,
});
/** The facts of snapshots that are taken a second apart, from 3000 on. */
const told = (...snapshots: readonly ClusterSnapshot[]): TraceEntry[] => {
  const translator = createTranslator('proxy', 0);
  return snapshots.flatMap((each, index) => translator.next(each, 3000 + 1000 * index));
};

describe('what a real cluster does not tell', () => {
  test('subtasks of which nobody tells the slot stand together, beside as many free slots as are told', () => {
    const state = played(told(snapshot([job()])), 3000);
    const [manager] = standingManagers(state);
    expect(slotsOf(state, [manager!])).toEqual({ total: 4, free: 1 });
    const boxes = slotBoxes(state, manager!);
    expect(boxes.map(({ slots, taken }) => [slots.length, taken])).toEqual([
      [3, true],
      [1, false],
    ]);
    expect(boxes.map(({ holds }) => holds(null))).toEqual([true, false]);
  });
  test('subtasks of one allocation share a slot, and of two do not', () => {
    const slots = (...allocations: string[]) =>
      [...played(told(snapshot([job({}, allocations)], 2)), 3000).subtasks.values()].map(({ place }) => place?.slot);
    expect(slots('one', 'one')).toEqual([0, 0]);
    expect(slots('one', 'two')).toEqual([0, 1]);
  });
  test('a checkpoint has no count before one is told, and all of its tasks once it is complete', () => {
    const facts = told(
      snapshot([job()]),
      snapshot([job({ checkpoints: [checkpoint({ acknowledged: null })] })]),
      snapshot([job({ checkpoints: [checkpoint({ acknowledged: 1 })] })]),
      snapshot([job({ checkpoints: [checkpoint({ acknowledged: 2, status: 'COMPLETED', ended: 5500 })] })]),
    );
    const count = (t: number) =>
      played(
        facts.toSorted((a, b) => a.at - b.at),
        t,
      ).checkpoints.get(checkpointId('job', 1))?.count;
    expect([4500, 5200, 5600].map(count)).toEqual([null, 1, 2]);
  });
  test('a failure names no task that it restarts, and is final only where the job has failed', () => {
    const failures = (...times: number[]) => times.map((at) => ({ at, exception: `java.lang.E: ${at}`, task: null }));
    const facts = told(
      snapshot([job()]),
      snapshot([job({ status: 'RESTARTING', failures: failures(3100) })]),
      // Flink keeps a few of them, the newest.
      snapshot([job({ status: 'FAILED', failures: failures(4100) })]),
    );
    const found = facts.filter((fact) => fact.kind === 'failover');
    expect(found.map(({ at, restarts, delay }) => [at, restarts, delay])).toEqual([
      [3100, null, undefined],
      [4100, null, null],
    ]);
    const says = (t: number) =>
      played(
        facts.toSorted((a, b) => a.at - b.at),
        t,
      ).caption;
    expect(says(3100)).toMatchObject({ kind: 'failover', restarts: null, machine: null, suppressed: false });
  });
  test('a TaskManager that is no longer registered is lost, and nobody says that it ended', () => {
    const facts = told(snapshot([]), { ...snapshot([]), taskManagers: [] });
    expect(facts.some(({ kind }) => kind === 'process.ended')).toBe(false);
    const [manager] = standingManagers(played(facts, 4000));
    expect(manager?.lost?.reason).toBe('no longer registered');
  });
  test('the JobManager is where its configuration says, not where the address leads', () => {
    expect(told(snapshot([])).find(({ kind }) => kind === 'machine.up')).toMatchObject({ machine: 'there' });
    expect(told({ ...snapshot([]), jobManager: null })[0]).toMatchObject({ machine: 'proxy' });
  });
  test.each([
    ['Source: S -> Map -> Sink: Print to Std. Out', ['Source: S', 'Map', 'Sink: Print to Std. Out']],
    ['Map -> (Filter -> Sink: A, Sink: B)', ['Map', 'Filter', 'Sink: A', 'Sink: B']],
    ['Window(Tumbling(3000), Trigger, Sum) -> Sink: A', ['Window(Tumbling(3000), Trigger, Sum)', 'Sink: A']],
    ['A -> (B(x, y) -> (C, D), E)', ['A', 'B(x, y)', 'C', 'D', 'E']],
  ])('the chain %s', (name, operators) => {
    const vertices = job().vertices.map((vertex) => ({ ...vertex, name }));
    const [submitted] = told(snapshot([job({ vertices })])).filter((fact) => fact.kind === 'job.submitted');
    expect(submitted!.vertices[0]!.operators.map((operator) => operator.name)).toEqual(operators);
  });
});
