import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startTestCluster } from '../support/cluster.ts';
import { jobGraph } from '../support/job-graphs.ts';

const directory = new URL('../../truth/06-placement/', import.meta.url);
const recordings = readdirSync(directory).map((name) => ({
  name: name.replace('.json', ''),
  recorded: JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as {
    readonly vertices: readonly string[];
    readonly slotsUsed: number;
    readonly table: readonly string[];
    readonly freeSlotsPerTm: Readonly<Record<string, number>>;
  },
}));

const NAMES = ['Source: A', 'B', 'Sink: C'];

function place(parallelisms: readonly number[], spread: boolean, seed: number) {
  const cluster = startTestCluster({
    seed,
    configuration: spread ? { 'cluster.evenly-spread-out-slots': 'true' } : {},
  });
  const job = jobGraph({
    vertices: parallelisms.map((parallelism, i) => ({
      name: NAMES[i]!,
      parallelism,
      ...(i === 0
        ? {}
        : {
            inputs: [
              {
                from: NAMES[i - 1]!,
                ship: 'REBALANCE' as const,
              },
            ],
          }),
    })),
  });
  cluster.dispatcher.submitJob(job);
  cluster.pass(2_000);
  const tasks = cluster.dispatcher.job(job.jobId)!.graph!.tasks;
  const places = tasks.map((task) => {
    expect(task.current.state).toBe('RUNNING');
    return {
      task: task.name,
      slot: `${task.current.location!.taskManager}#${task.current.location!.slot}`,
      taskManager: task.current.location!.taskManager,
    };
  });
  return places;
}
/** Tasks by slot, without the slots' names. */
const groups = (entries: readonly { readonly task: string; readonly slot: string }[]): string[] => {
  const bySlot = new Map<string, string[]>();
  for (const { task, slot } of entries) bySlot.set(slot, [...(bySlot.get(slot) ?? []), task]);
  return [...bySlot.values()].map((tasks) => tasks.sort().join(' + ')).sort();
};
const perTaskManager = (entries: readonly { readonly slot: string; readonly taskManager: string }[]): number[] => {
  const slots = new Map<string, Set<string>>();
  for (const { slot, taskManager } of entries) slots.set(taskManager, (slots.get(taskManager) ?? new Set()).add(slot));
  return [...slots.values()].map((set) => set.size).sort();
};

describe.each(recordings)('placement as recorded in truth/06-placement/$name', ({ name, recorded }) => {
  const spread = name.startsWith('spread');
  const parallelisms = recorded.vertices.map(Number);
  const expected = recorded.table.map((line) => {
    const [task, place] = line.split(' -> ');
    return { task: task!, slot: place!.split(' ')[1]! };
  });
  it('the same subtasks share a slot', () => {
    const placed = place(parallelisms, spread, 1);
    expect(groups(placed)).toEqual(groups(expected));
    expect(new Set(placed.map(({ slot }) => slot)).size).toBe(recorded.slotsUsed);
  });
  if (spread)
    it('as many slots on each TaskManager', () => {
      const used = Object.values(recorded.freeSlotsPerTm)
        .map((free) => 2 - free)
        .filter((count) => count > 0)
        .sort();
      for (let seed = 1; seed <= 10; seed++) expect(perTaskManager(place(parallelisms, true, seed))).toEqual(used);
    });
});

describe('placement without spreading', () => {
  it('is arbitrary: both slots of one TaskManager in some worlds, of two in others', () => {
    const kinds = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) kinds.add(perTaskManager(place([2, 1, 1], false, seed)).join());
    expect(kinds).toEqual(new Set(['2', '1,1']));
  });
});
