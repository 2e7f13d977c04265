/** One statement about what is drawn each, in a real browser, for traces of a few facts. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Fact, SubtaskRef, TraceEntry } from '../../src/trace/facts.ts';
import { go, open, useBrowser } from './browser.ts';
import { type Recording, wordCount } from './traces.ts';

const browser = useBrowser();

const calm = wordCount({ until: 60_000 });
/** The word count with more facts in it, by their times. */
function withFacts(...facts: readonly (readonly [number, Fact])[]): Recording {
  const entries = [...calm.entries, ...facts.map(([at, fact]): TraceEntry => ({ at, ...fact }))];
  return { ...calm, entries: entries.sort((a, b) => a.at - b.at) };
}

async function at(recording: Recording, t: number, look: (page: Page) => Promise<void>): Promise<void> {
  const page = await open(browser(), recording);
  try {
    await go(page, t);
    await look(page);
  } finally {
    await page.close();
  }
}

const submitted = calm.entries.find((entry) => entry.kind === 'job.submitted')!;
const [source, map, sum] = submitted.vertices;
const task = (vertex: string, subtask: number, attempt = 0): SubtaskRef => ({
  ...{ job: submitted.job, vertex, subtask, attempt },
});
const JM = submitted.jobManager;

describe('machines', () => {
  it('strike out a JobManager that was killed, and mark who leads now', async () => {
    const other = { machine: 'node2', pid: 77 };
    const killed = withFacts(
      [
        2000,
        { kind: 'process.started', ...other, name: 'Entrypoint', command: 'java', user: 'root', role: 'jobmanager' },
      ],
      [30_000, { kind: 'process.ended', ...JM, exit: null, signal: 'SIGKILL' }],
      [31_000, { kind: 'leader', component: 'dispatcher', ...other, granted: true }],
    );
    await at(killed, 32_000, async (page) => {
      expect(await page.locator('[data-machine=node1] .chip.gone').allTextContents()).toEqual(['JobManager']);
      expect(await page.locator('[data-machine=node2] .chip').allTextContents()).toEqual(['JobManager ★ leader']);
    });
  });

  it('hold pods inside of their hosts, and a removed one is gone', async () => {
    const pod = { machine: 'pod-1', pid: 9 };
    const id = 'pod-1:6122';
    const inPods = withFacts(
      [1, { kind: 'machine.up', machine: 'pod-1', ip: '10.0.0.9', host: 'node3' }],
      [1, { kind: 'machine.up', machine: 'pod-2', ip: '10.0.0.8', host: 'node3' }],
      [
        2,
        {
          kind: 'process.started',
          ...pod,
          name: 'TaskManagerRunner',
          command: 'java',
          user: 'flink',
          role: 'taskmanager',
        },
      ],
      [3, { kind: 'taskmanager.registered', id, ...pod, slots: 1, slotMemory: 1024 }],
      [50_000, { kind: 'machine.removed', machine: 'pod-2' }],
    );
    await at(inPods, 40_000, async (page) => {
      expect(await page.locator('.rack').count()).toBe(3);
      expect(await page.locator('[data-machine=node3] .tm .container').allTextContents()).toEqual(['pod-1', '']);
      expect(await page.locator('[data-machine=node3] .pod').allTextContents()).toEqual(['pod-2']);
      await go(page, 51_000);
      expect(await page.locator('.pod').count()).toBe(0);
    });
  });

  it('hold YARN containers, empty ones too', async () => {
    const container = { machine: 'node2', application: 'application_1_0001', memory: 2048 } as const;
    const first = { id: 'container_1_0001_01_000001', state: 'running', pid: JM.pid } as const;
    const inContainers = withFacts(
      [700, { kind: 'yarn.container', ...container, ...first, machine: JM.machine }],
      [900, { kind: 'yarn.container', ...container, id: 'container_1_0001_01_000002', state: 'allocated' }],
      [50_000, { kind: 'yarn.container', ...container, id: 'container_1_0001_01_000002', state: 'completed' }],
    );
    await at(inContainers, 20_000, async (page) => {
      expect(await page.locator('.pod').allTextContents()).toEqual([
        'container 1 · 2 GBJobManager',
        'container 2 · 2 GB',
      ]);
      expect(await page.locator('.pod.awaited').count()).toBe(1);
      await go(page, 51_000);
      expect(await page.locator('.pod').count()).toBe(1);
    });
  });

  it('and the slots forget a TaskManager that was stopped on purpose', async () => {
    const local = { machine: 'node1', pid: 4242 };
    const stopped = withFacts(
      [100, { kind: 'process.started', ...local, name: 'App', command: 'java App', user: 'root', role: 'minicluster' }],
      [200, { kind: 'taskmanager.registered', id: 'local', ...local, slots: 4, slotMemory: 1024 }],
      [3000, { kind: 'process.ended', ...local, exit: 0, signal: null }],
    );
    await at(stopped, 20_000, async (page) => {
      expect(await page.locator('.tm').count()).toBe(3);
      await page.keyboard.press('3');
      await go(page, 20_001);
      expect(await page.locator('.slotcard').first().locator('.mini').count()).toBe(3);
    });
  });
});

describe('subtasks', () => {
  it('without a slot are in no rack, and stand in the graph with their state', async () => {
    const state = (t: number): readonly [number, Fact] => [
      t,
      { kind: 'subtask.state', ...task(sum!.id, 0, 1), state: 'SCHEDULED', taskManager: null, slot: null, cause: null },
    ];
    await at(withFacts(state(30_000)), 30_001, async (page) => {
      expect(await page.locator(`.tm [data-task="${submitted.job}/${sum!.id}/0"]`).count()).toBe(0);
      const states = await page.locator('.task .st').allTextContents();
      expect(states.filter((text) => text === 'SCHEDULED')).toHaveLength(1);
    });
  });

  it('show load as the dashboard does: back pressure where it is more than work', async () => {
    const none = { recordsIn: 0, recordsOut: 0, bytesIn: 0, bytesOut: 0 };
    const load = (vertex: string, subtask: number, busy: number, backPressured: number): readonly [number, Fact] => [
      30_000,
      {
        kind: 'data.progress',
        ...none,
        ...task(vertex, subtask),
        busy,
        backPressured,
        idle: 1000 - busy - backPressured,
      },
    ];
    const pressed = withFacts(
      load(map!.id, 0, 200, 700),
      load(map!.id, 1, 100, 900),
      load(sum!.id, 0, 950, 0),
      load(sum!.id, 1, 750, 0),
    );
    await at(pressed, 30_001, async (page) => {
      const said = await page
        .locator('.vertex .load')
        .evaluateAll((lines) =>
          lines.map((line) => [
            line.classList.contains('pressed'),
            line.querySelector('.muted')?.textContent,
            line.querySelector<HTMLElement>('.loadbar .p')?.style.width,
          ]),
        );
      expect(said).toEqual([
        [false, 'busy n/a', undefined],
        [true, '80 % backpressured', '80%'],
        [false, '85 % busy', '0%'],
      ]);
    });
  });

  it('count what they were seen to send and receive until their next report', async () => {
    const buffer = (t: number, arrives: number): readonly [number, Fact] => [
      t,
      {
        ...{ kind: 'data.buffer', job: submitted.job, from: task(source!.id, 0), to: task(map!.id, 1) },
        ...{ records: 1000, bytes: 10, sample: ['a'], arrives, remote: true },
      },
    ];
    await at(withFacts(buffer(30_000, 30_001)), 30_000.5, async (page) => {
      const counts = () => page.locator('.task .lines').allTextContents();
      expect((await counts())[0]).toMatch(/1,0\d\d sent/u);
      expect((await counts())[2]).not.toMatch(/1,0\d\d in/u);
      await go(page, 30_001.5);
      expect((await counts())[2]).toMatch(/1,0\d\d in/u);
    });
  });

  it('get back from a checkpoint what they held when it was taken', async () => {
    const failing = wordCount({ killAt: 41_800, until: 60_000 });
    const bare = failing.entries.filter((entry) => entry.kind !== 'data.state' || entry.attempt === 0);
    await at({ ...failing, entries: bare }, 48_500, async (page) => {
      expect(await page.locator('.task .kv').count()).toBeGreaterThan(0);
      const before = await page.locator('.task .kv').allTextContents();
      await go(page, 41_000);
      expect((await page.locator('.task .kv').allTextContents()).map((text) => text.split(' ')[0]).sort()).toEqual(
        expect.arrayContaining(before.map((text) => text.split(' ')[0])),
      );
    });
  });

  it('wait with the barriers that have come, and say how many of how many', async () => {
    const [begun] = calm.entries.filter((entry) => entry.kind === 'alignment' && entry.phase === 'started');
    await at(calm, begun!.at + 1, async (page) => {
      expect(await page.locator('.task').filter({ hasText: 'aligning: 1 of 2 barriers here' }).count()).toBe(1);
      expect(await page.locator('g.barrier').count()).toBeGreaterThan(0);
    });
  });
});
