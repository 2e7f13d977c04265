import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, TraceEntry } from '../../src/trace/facts.ts';
import { chaosLine } from '../../webview/cluster/model/chaos.ts';
import { actsOn } from '../../webview/cluster/model/faults.ts';
import { History } from '../../webview/cluster/model/history.ts';
import { RunIndex } from '../../webview/cluster/model/index.ts';
import { areOneRegion } from '../../webview/cluster/model/regions.ts';
import { groupsOf, placeInSlots, separateGroups, slotsNeeded } from '../../webview/cluster/model/sharing.ts';
import type { CaptionBody } from '../../webview/cluster/model/state.ts';
import { layoutGraph } from '../../webview/cluster/pictures/flow/layout.ts';
import { placeLabels, type RecordMark } from '../../webview/cluster/pictures/flow/marks.ts';
import { channel, pointOn } from '../../webview/cluster/pictures/flow/ways.ts';
import type { Target } from '../../webview/cluster/protocol.ts';
import { readTrace } from '../../webview/cluster/read.ts';
import { advanceTime, HELD_MS, hurryOf, lensOf, nextFrame, paceOf } from '../../webview/cluster/time/player.ts';
import { captionText } from '../../webview/cluster/words/caption.ts';
import { clock, duration } from '../../webview/cluster/words/format.ts';
import { messageName } from '../../webview/cluster/words/protocols.ts';
import { languageOf, wordsOf } from '../../webview/cluster/words/words.ts';
import { wide, wordCount } from './traces.ts';

const failing = wordCount({ killAt: 41_800, until: 60_000 });
function at(t: number) {
  const history = new History();
  history.add(failing.entries);
  return history.at(t);
}
const job = [...at(20_000).jobs.values()][0]!;

describe('slot sharing', () => {
  it('needs the widest vertex of each group, added up', () => {
    expect(slotsNeeded(groupsOf(job))).toBe(2);
    expect(slotsNeeded(separateGroups(job))).toBe(5);
    const own = {
      vertices: job.vertices.map((vertex, index) => ({ ...vertex, slotSharingGroup: index === 0 ? 'io' : 'default' })),
    };
    expect(slotsNeeded(groupsOf(own))).toBe(3);
  });

  it('never puts two groups, or two subtasks of a vertex, into one slot', () => {
    const managers = [...at(20_000).taskManagers.values()];
    for (const groups of [groupsOf(job), separateGroups(job)]) {
      const placed = placeInSlots(groups, managers);
      expect(placed.length).toBe(5);
      const slots = new Map<string, Set<string>>();
      for (const item of placed) {
        const group = groups.find((candidate) => candidate.vertices.some((vertex) => vertex.id === item.vertex))!;
        const key = `${item.manager}/${item.slot}`;
        const inside = slots.get(key) ?? new Set();
        expect(inside.has(item.vertex)).toBe(false);
        for (const other of inside)
          if (!other.includes('group')) expect(group.vertices.some((vertex) => vertex.id === other)).toBe(true);
        slots.set(key, inside.add(item.vertex));
      }
    }
  });
});

describe('layout', () => {
  const layout = (width: number, down: boolean) =>
    layoutGraph({
      job,
      keyed: () => false,
      printing: () => false,
      outside: [],
      width,
      down,
      scale: 1,
      leastScale: 0.78,
    });

  it('keeps boxes apart and inside, at any width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 320, max: 2400 }), fc.boolean(), (width, down) => {
        const { vertices, width: whole, height } = layout(width, down);
        const boxes = [...vertices.values()];
        for (const a of boxes) {
          expect(a.x).toBeGreaterThanOrEqual(0);
          expect(a.x + a.w).toBeLessThanOrEqual(whole + 0.5);
          expect(a.y + a.h).toBeLessThanOrEqual(height + 0.5);
          for (const b of boxes) {
            if (a === b) continue;
            expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true);
          }
        }
      }),
    );
  });

  it('goes on in a second line where a chain is too long for the page, and leads there', () => {
    const vertex = job.vertices[0]!;
    const vertices = Array.from({ length: 7 }, (_, index) => ({ ...vertex, id: `v${index}`, parallelism: 1 }));
    const edges = vertices.slice(1).map(({ id }, index) => ({ ...job.edges[0]!, from: `v${index}`, to: id }));
    const plan = layoutGraph({
      ...{
        job: { vertices, edges },
        keyed: () => false,
        printing: () => false,
        outside: [],
        down: false,
        scale: 1,
        leastScale: 0.78,
      },
      width: 1200,
    });
    expect([...plan.vertices.values()].map(({ line }) => line)).toEqual([0, 0, 0, 0, 1, 1, 1]);
    const [from, to] = [plan.vertices.get('v3')!, plan.vertices.get('v4')!];
    const way = channel(plan, from, 0, 1, to, 0, 1);
    expect(pointOn(way, 0)).toEqual({ x: from.x + from.w, y: way.y1 });
    expect(pointOn(way, 1)).toEqual({ x: to.x, y: way.y2 });
    for (let u = 0; u <= 1; u += 0.05) {
      const { x, y } = pointOn(way, u);
      for (const box of plan.vertices.values()) {
        expect(x > box.x + 1 && x < box.x + box.w - 1 && y > box.y && y < box.y + box.h, `${x} ${y}`).toBe(false);
      }
    }
  });

  it('leads a channel from box to box', () => {
    const plan = layout(1200, false);
    const [from, to] = [...plan.vertices.values()];
    const way = channel(plan, from!, 0, 1, to!, 1, 2);
    expect(pointOn(way, 0)).toEqual({ x: from!.x + from!.w, y: way.y1 });
    expect(pointOn(way, 1).x).toBeCloseTo(to!.x);
    expect(pointOn(way, 0.5).x).toBeCloseTo((from!.x + from!.w + to!.x) / 2);
  });

  it('lets no label overlap another or a box', () => {
    const mark = fc.record({
      x: fc.integer({ min: 40, max: 900 }),
      y: fc.integer({ min: 30, max: 400 }),
      label: fc.string({ minLength: 1, maxLength: 30 }),
    });
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 30 }), (marks) => {
        const records = marks.map(
          (item, number): RecordMark => ({ ...item, key: String(number), number, hue: 0, records: 1, u: 0.5 }),
        );
        const taken = [{ x: 300, y: 0, w: 120, h: 500 }];
        const labels = placeLabels(records, taken, 1000);
        const rects = labels.map((label) => ({ x: label.x - label.w / 2, y: label.y - 8, w: label.w, h: 16 }));
        rects.forEach((a, index) => {
          for (const b of [...rects.slice(index + 1), ...taken]) {
            expect(a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h).toBe(false);
          }
        });
      }),
    );
  });
});

describe('time', () => {
  const flight = { kind: 'text', number: 1, sent: 0, arrives: 0.25, from: 'a', to: 'b', text: 'x' } as const;

  it('slows down where records move, by default so that a quarter of a ms can be watched', () => {
    expect(paceOf('auto', [], 0)).toBe(1);
    const wall = 0.25 / paceOf('auto', [flight], 0);
    expect(wall).toBeGreaterThan(300);
    expect(wall).toBeLessThan(1000);
    expect(paceOf(10, [flight], 0)).toBe(10);
  });

  it('ignores heartbeats', () => {
    const beat = {
      kind: 'message',
      number: 1,
      sent: 0,
      arrives: 0.2,
      lost: false,
      from: 'a',
      to: 'b',
      protocol: 'heartbeat',
      name: 'heartbeat',
      detail: '',
    } as const;
    expect(paceOf('auto', [beat], 0)).toBe(1);
  });

  it('never stays behind a living world for good, and waits for no recording', () => {
    expect(paceOf('auto', [flight], hurryOf(8000, true))).toBeGreaterThan(1);
    expect(hurryOf(1e9, false)).toBe(0);
    let behind = 0;
    for (let wall = 0; wall < 60_000; wall += 16) behind += 16 - 16 * paceOf('auto', [flight], hurryOf(behind, true));
    expect(behind).toBeLessThan(8000);
  });

  it('holds frames with reduced motion: what happens together, no slower than a world that is far ahead', () => {
    const events = [100, 100.01, 100.02, 105, 500, 3000];
    expect(nextFrame(0, 'auto', events, 9000, 0)).toBe(105);
    expect(nextFrame(105, 'auto', events, 9000, 0)).toBe(500);
    expect(nextFrame(105, 'auto', events, 9000, 1)).toBe(105 + 1.5 * HELD_MS);
    expect(nextFrame(3000, 'auto', events, 9000, 0)).toBe(9000);
    expect(nextFrame(0, 10, events, 9000, 0)).toBe(10 * HELD_MS);
    expect(nextFrame(0, 100, events, 9000, 0)).toBe(9000);
  });

  it('stops at the next moment something is sent and at the end', () => {
    expect(advanceTime(10, 16, 1, 100, 12)).toBe(12);
    expect(advanceTime(10, 16, 1, 100, null)).toBe(26);
    expect(advanceTime(10, 16, 100, 100, null)).toBe(100);
  });

  it('draws a way for at least a third of a second at a fixed speed', () => {
    expect(lensOf(1, 0)).toBe(350);
    expect(lensOf(0.01, 0)).toBeCloseTo(3.5);
  });
});

describe('what can be broken', () => {
  const words = wordsOf('en');
  const can = { canBreak: true, live: true };

  it('offers to kill a running process and says why an ended one cannot be killed', () => {
    const before = at(20_000);
    const manager = [...before.taskManagers.values()][1]!;
    const acts = actsOn(before, { kind: 'taskmanager', id: manager.id }, can, words);
    expect(acts.find((act) => act.label.startsWith('kill -9'))).toMatchObject({
      reason: null,
      fault: { kind: 'signal', machine: 'node2', pid: manager.pid, signal: 'SIGKILL' },
    });
    const after = actsOn(at(44_000), { kind: 'taskmanager', id: manager.id }, can, words);
    expect(after.find((act) => act.label.startsWith('kill -9'))?.reason).toBe('The process has ended');
  });

  /** The moment 20 s with more facts behind it. */
  function then(...facts: readonly TraceEntry[]) {
    const history = new History();
    history.add([...failing.entries.filter((entry) => entry.at <= 20_000), ...facts]);
    return history.at(20_000);
  }
  const partition = (target: string, detail: string): TraceEntry => ({
    ...{ at: 20_000, kind: 'fault', fault: 'partition', target, detail },
  });
  const reasonOf = (state: ReturnType<typeof at>, target: Target | null, kind: string) =>
    actsOn(state, target, can, words).find((act) => act.fault.kind === kind)?.reason;

  it('heals only what is ill: a killed process stays dead', () => {
    expect(reasonOf(at(20_000), null, 'heal')).toBe('Nothing to heal');
    expect(reasonOf(at(44_000), null, 'heal')).toBe('Nothing to heal');
    const cut = partition('node2', 'cut off from the others');
    expect(reasonOf(then(cut), null, 'heal')).toBe(null);
    const healed: TraceEntry = { at: 20_000, kind: 'fault.healed', fault: 'all', target: '*' };
    expect(reasonOf(then(cut, healed), null, 'heal')).toBe('Nothing to heal');
  });

  it('cuts one link, and says which is cut already', () => {
    const link: Target = { kind: 'link', from: 'node1', to: 'node3' };
    const cut = partition('node3', 'cut off from node1 for 5000 ms');
    expect(actsOn(at(20_000), link, can, words)[0]).toMatchObject({
      fault: { kind: 'partition', machines: ['node1'], from: ['node3'] },
      reason: null,
    });
    expect(reasonOf(then(cut), link, 'partition')).toBe('It is cut off already');
    expect(reasonOf(then(cut), { kind: 'link', from: 'node2', to: 'node3' }, 'partition')).toBe(null);
    expect(then(cut).machines.get('node3')?.partitioned).toBe(false);
    const fault = { kind: 'partition', machines: ['node1'], from: ['node3'] } as const;
    expect(chaosLine(fault, at(20_000))).toBe('chaos partition node1 --from node3');
  });

  it('poisons a running subtask, and writes the act with names', () => {
    const vertex = job.vertices[1]!;
    const target: Target = { kind: 'subtask', job: job.id, vertex: vertex.id, subtask: 1 };
    const act = actsOn(at(20_000), target, can, words).find(({ fault }) => fault.kind === 'poison')!;
    expect(act).toMatchObject({ reason: null, fault: { job: job.id, vertex: vertex.id, subtask: 1 } });
    expect(chaosLine(act.fault, at(20_000))).toBe(`chaos poison ${job.name} 'Flat Map' 1`);
    expect(reasonOf(at(44_500), target, 'poison')).toBe('It is not RUNNING');
  });

  it('does nothing in the past or in a recording', () => {
    for (const allowed of [
      { canBreak: false, live: true },
      { canBreak: true, live: false },
    ]) {
      expect(actsOn(at(20_000), null, allowed, words).every((act) => act.reason !== null)).toBe(true);
    }
  });
});

describe('words', () => {
  it('says each caption in both languages, in one sentence', () => {
    const said = new Set<string>();
    const history = new History();
    history.add(failing.entries);
    for (const entry of failing.entries) {
      const caption = history.at(entry.at).caption;
      if (caption === null) continue;
      const { at: _, weight: __, ...body } = caption;
      const [en, zh] = [captionText(body as CaptionBody, 'en'), captionText(body as CaptionBody, 'zh')];
      said.add(body.kind);
      expect(en).not.toMatch(/undefined|null|\.\.$/u);
      expect(zh).not.toMatch(/undefined|null/u);
    }
    expect([...said]).toEqual(expect.arrayContaining(['aligning', 'completed', 'failover', 'registered', 'submitted']));
    expect(captionText(at(46_900).caption!, 'en')).toBe(
      'TaskManager node2 lost: all 5 subtasks are one region, so all restart from checkpoint 6.',
    );
    expect(captionText(at(46_900).caption!, 'zh')).toBe(
      'TaskManager node2 丢失：5 个子任务同属一个 region，所以全部从检查点 6 重启。',
    );
  });

  it('calls what is broken by its name, not by an id', () => {
    const history = new History();
    history.add(failing.entries.filter(({ at: when }) => when < 30_000));
    const manager = [...history.at(30_000).taskManagers.values()].find(({ machine }) => machine === 'node2')!;
    const caption = (fact: Fact, language: 'en' | 'zh' = 'en') => {
      const told = new History();
      told.add([...history.entries, { at: 40_000, ...fact }]);
      return captionText(told.at(40_000).caption!, language);
    };
    const fault = (kind: string, target: string, detail: string): Fact => ({
      kind: 'fault',
      fault: kind,
      target,
      detail,
    });
    const [vertex] = job.vertices.slice(1);
    const poison = fault('poison', job.id, `${vertex!.id}/1`);
    expect(caption(poison)).toBe('The next record of Flat Map (2/2) is poisoned.');
    expect(caption(poison, 'zh')).toBe('Flat Map (2/2) 的下一条记录有毒。');
    expect(caption(fault('signal', `node2:${manager.pid}`, 'SIGKILL'))).toBe('kill -9 TaskManagerRunner (node2).');
    expect(caption(fault('partition', 'node2', 'cut off from the others for 5000 ms'))).toBe(
      'node2 is cut off from the others for 5.0 s.',
    );
    expect(caption(fault('partition', 'node2', 'cut off from node1,node3'), 'zh')).toBe('node2 与 node1, node3 断开。');
    expect(caption({ kind: 'fault.healed', fault: 'slow', target: 'node1' })).toMatch(/^node1 is healed/u);
    expect(caption({ kind: 'machine.down', machine: 'node3' })).toBe(
      'node3 lost its power: everything that ran on it is gone.',
    );
    expect(
      caption({ kind: 'taskmanager.lost', id: manager.id, reason: 'TaskExecutor exceeded the idle timeout.' }),
    ).toBe('TaskManager node2 is given back: it had nothing to do for resourcemanager.taskmanager-timeout.');
  });

  it('says who restarts: all of one region, all of several, or one region alone', () => {
    const said = (count: number, of: number, region: boolean, savepoint = false) =>
      captionText(
        {
          kind: 'failover',
          cause: 'java.lang.RuntimeException: bad',
          machine: null,
          restarts: { count, of, region, from: { checkpoint: 7, savepoint } },
          suppressed: false,
        },
        'en',
      );
    expect(said(5, 5, true)).toBe('bad: all 5 subtasks are one region, so all restart from checkpoint 7.');
    expect(said(5, 5, false, true)).toBe('bad: all 5 subtasks restart from savepoint 7.');
    expect(said(2, 6, true)).toBe('bad: 2 of 6 subtasks are one region, so they restart from checkpoint 7.');
    expect(said(1, 6, true)).toBe(
      'bad: 1 of 6 subtasks is a region of its own, so it alone restarts from checkpoint 7.',
    );
    const vertex = (id: string) => ({ ...job.vertices[0]!, id, parallelism: 3 });
    const edge = (partitioner: string) => ({ from: 'a', to: 'b', partitioner, exchange: 'pipelined' as const });
    const shape = (partitioner: string) => ({
      id: 'j',
      vertices: [vertex('a'), vertex('b')],
      edges: [edge(partitioner)],
    });
    expect(areOneRegion(shape('FORWARD'), ['j/a/1', 'j/b/1'])).toBe(true);
    expect(areOneRegion(shape('FORWARD'), ['j/a/0', 'j/b/1'])).toBe(false);
    expect(areOneRegion(shape('HASH'), ['j/a/0', 'j/b/1', 'j/a/2'])).toBe(true);
  });

  it('tells a pod that is gone from a machine without power', () => {
    const history = new History();
    const process = { pid: 7, name: 'kubelet', command: 'kubelet', user: 'root' };
    history.add([
      { at: 0, kind: 'machine.up', machine: 'node1', ip: '10.0.0.1' },
      { at: 0, kind: 'process.started', machine: 'node1', role: 'kubelet', ...process },
      { at: 1, kind: 'machine.up', machine: 'lesson-taskmanager-1-1', ip: '10.244.0.2', host: 'node1' },
      { at: 2, kind: 'machine.down', machine: 'lesson-taskmanager-1-1' },
    ]);
    expect(captionText(history.at(2).caption!, 'en')).toBe(
      'Pod lesson-taskmanager-1-1 was taken away, with the process in it.',
    );
  });

  it('says whose a message is, but for Flink’s own and for requests that say so themselves', () => {
    const named = (protocol: string, name: string) => messageName({ protocol, name });
    expect(named('yarn', 'startContainers')).toBe('YARN startContainers');
    expect(named('http', '202')).toBe('HTTP 202');
    expect(named('http', 'POST /v1/jobs')).toBe('POST /v1/jobs');
    expect(named('rpc', 'submitTask')).toBe('submitTask');
  });

  it('knows its languages', () => {
    expect(languageOf('zh-cn')).toBe('zh');
    expect(languageOf('de')).toBe('en');
  });

  it('writes times as on a stop watch', () => {
    expect(clock(41_620)).toBe('0:41.620');
    expect(clock(3_600_000)).toBe('1:00:00.000');
    expect(clock(1.234_56, 2)).toBe('0:00.00123');
    expect(duration(4_900)).toBe('4.9 s');
  });
});

describe('the index of a run', () => {
  it('knows attempts, checkpoints and the outage', () => {
    const run = new RunIndex();
    for (const entry of failing.entries) run.add(entry);
    expect([...run.tasks.values()].every((spans) => new Set(spans.map((span) => span.attempt)).size === 2)).toBe(true);
    expect([...run.checkpoints.values()].filter((span) => span.status === 'aborted').map((span) => span.id)).toEqual([
      7,
    ]);
    expect(run.outages).toHaveLength(1);
    expect(run.outages[0]?.from).toBe(41_800);
    expect(run.outages[0]?.to).toBeGreaterThan(46_800);
    for (const spans of run.tasks.values()) {
      spans.slice(1).forEach((span, index) => {
        expect(span.from).toBe(spans[index]?.to);
      });
    }
  });
});

describe('trace files', () => {
  it('are read back as they were written', () => {
    const recording = wide({ managers: 2, slots: 1, parallelism: 2, vertices: 2 });
    const text = [recording.header, ...recording.entries].map((line) => JSON.stringify(line)).join('\n');
    expect(readTrace(`${text}\n`)).toEqual(recording);
  });

  it('are refused in one sentence when they are something else or from the future', () => {
    expect(() => readTrace('{"a":1}')).toThrow('This file is not a Millrace trace.');
    expect(() => readTrace(JSON.stringify({ ...failing.header, version: 9 }))).toThrow(/version 9/u);
  });
});
