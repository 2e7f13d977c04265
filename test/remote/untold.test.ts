import { describe, expect, test } from 'vitest';
import type { CheckpointSnapshot } from '../../src/remote/checkpoint-snapshot.ts';
import type { ClusterSnapshot, JobSnapshot, SubtaskSnapshot } from '../../src/remote/snapshot.ts';
import { createTranslator } from '../../src/remote/translate.ts';
import type { TraceEntry } from '../../src/trace/facts.ts';
import { slotBoxes, slotsOf, standingManagers } from '../../webview/cluster/model/managers.ts';
import { checkpointId, isOver } from '../../webview/cluster/model/state.ts';
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
  /** Subtasks of `a` and `b` on one TaskManager: [vertex, subtask, attempt, state, allocation]. */
  const placed = (
    free: number,
    ...tasks: readonly (readonly [string, number, number, SubtaskSnapshot['state'], string | null])[]
  ) => {
    const vertices = job().vertices.map((vertex) => ({
      ...vertex,
      parallelism: 2,
      subtasks: tasks
        .filter(([id]) => id === vertex.id)
        .map(([, subtask, attempt, state, allocation]) => ({ ...task(subtask, allocation), attempt, state })),
    }));
    return snapshot([job({ vertices })], free);
  };
  /** Every box of the one TaskManager with the subtasks in it, and whether it is taken. */
  const drawn = (facts: readonly TraceEntry[], t: number) => {
    const state = played(facts, t);
    const [manager] = standingManagers(state);
    return slotBoxes(state, manager!).map(({ taken, holds }) => {
      const inside = [...state.subtasks.values()].filter(
        ({ place, state: at }) => place !== null && !isOver(at) && holds(place.slot),
      );
      return `${taken ? 'taken' : 'free'} ${inside.map(({ vertex, subtask }) => vertex + subtask).sort()}`.trim();
    });
  };
  test('after a failover a slot that is told first is not the one whose subtasks are told next', () => {
    const facts = told(
      placed(3, ['a', 1, 0, 'CANCELED', 'old'], ['b', 1, 0, 'CANCELED', 'old']),
      // Subtask 0 was elsewhere; in one look it is told here, before those that come back to their slot.
      placed(
        2,
        ['a', 0, 1, 'RUNNING', 'new'],
        ['b', 0, 1, 'RUNNING', 'new'],
        ['a', 1, 1, 'RUNNING', 'old'],
        ['b', 1, 1, 'RUNNING', 'old'],
      ),
    );
    expect(drawn(facts, 4000)).toEqual(['taken a1,b1', 'taken a0,b0', 'free', 'free']);
  });
  test('subtasks whose slot is told later stand in what is taken and not told, and then move to their slots', () => {
    const facts = told(
      placed(2, ['a', 0, 0, 'RUNNING', 'one'], ['a', 1, 0, 'RUNNING', null]),
      placed(2, ['a', 0, 0, 'RUNNING', 'one'], ['a', 1, 0, 'RUNNING', 'two']),
    );
    expect(drawn(facts, 3000)).toEqual(['taken a1', 'taken a0', 'free', 'free']);
    expect(drawn(facts, 4000)).toEqual(['taken a0', 'taken a1', 'free', 'free']);
  });
  test('a slot tells whose it is also while another job is looked at', () => {
    const state = played(told(placed(3, ['a', 0, 0, 'RUNNING', 'one'])), 3000);
    expect(slotBoxes(state, standingManagers(state)[0]!).map((box) => box.job)).toEqual(['job', null, null, null]);
  });
  test('one that may be in a told slot stands in one box with it, and no taken one is empty', () => {
    const facts = told(placed(3, ['a', 0, 0, 'RUNNING', 'one'], ['b', 0, 0, 'RUNNING', null]));
    expect(drawn(facts, 3000)).toEqual(['taken a0,b0', 'free', 'free', 'free']);
  });
  test('where fewer slots are said to be taken than subtasks need, one more is', () => {
    const facts = told(placed(3, ['a', 0, 0, 'RUNNING', 'one'], ['a', 1, 0, 'RUNNING', null]));
    expect(drawn(facts, 3000)).toEqual(['taken a1', 'taken a0', 'free', 'free']);
  });
  test('the slot of a lost TaskManager in which a subtask was is the taken one', () => {
    const elsewhere = placed(3, ['a', 0, 1, 'RUNNING', 'two']);
    const moved = elsewhere.jobs.map((each) => ({
      ...each,
      vertices: each.vertices.map((vertex) => ({
        ...vertex,
        subtasks: vertex.subtasks.map((sub) => ({ ...sub, taskManager: 'tm-2' })),
      })),
    }));
    const facts = told(placed(3, ['a', 0, 0, 'RUNNING', 'one']), { ...elsewhere, jobs: moved, taskManagers: [] });
    const state = played(facts, 4000);
    expect(slotBoxes(state, standingManagers(state)[0]!).map(({ taken }) => taken)).toEqual([
      true,
      false,
      false,
      false,
    ]);
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
  test('a job whose graph grows or shrinks while it runs is drawn as it is now', () => {
    const [a, b] = job().vertices;
    const wide = { ...b!, parallelism: 2, subtasks: [task(0, null), task(1, null)] };
    const graphs = [[a!], [a!, wide], [a!, wide], [a!, b!]].map((vertices) => snapshot([job({ vertices })]));
    const facts = told(...graphs);
    expect(facts.filter(({ kind }) => kind === 'job.submitted').map(({ at }) => at)).toEqual([1000, 4000, 6000]);
    const at = (time: number) => {
      const state = played(facts, time);
      const tasks = [...state.subtasks.values()].map((each) => `${each.vertex}${each.subtask} ${each.state}`);
      return [state.jobs.get('job')!.status, ...tasks.sort()];
    };
    expect(at(3000)).toEqual(['RUNNING', 'a0 RUNNING']);
    expect(at(5000)).toEqual(['RUNNING', 'a0 RUNNING', 'b0 RUNNING', 'b1 RUNNING']);
    expect(at(6000)).toEqual(['RUNNING', 'a0 RUNNING', 'b0 RUNNING']);
  });
});
