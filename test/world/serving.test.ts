import { expect, it } from 'vitest';
import { parseLesson } from '../../src/lesson/format.ts';
import { runCellHeadless } from '../../src/world/headless.ts';
import { cellRequests, worldSpec } from '../../src/world/lesson-world.ts';
import type { WorldEvent } from '../../src/world/protocol.ts';
import { worldOf } from '../support/worlds.ts';

/** A world of one lesson, with all that it says. */
async function lessonWorld(source: string) {
  const lesson = parseLesson(source);
  const events: WorldEvent[] = [];
  const world = await worldOf({
    spec: worldSpec(lesson, 'typing.flink.md'),
    emit: (event) => events.push(event),
  });
  return { world, events, requests: cellRequests(lesson) };
}

it('offers a line to type into below what reads its terminal, and only there', async () => {
  const { world, events, requests } = await lessonWorld(
    '```sh\nnc -lk 9999\n```\n```sh\ntail -f /etc/hosts\n```\n```sh\nnc -l 9998\n```\n',
  );
  for (const request of requests) await runCellHeadless(world, request);
  const serving = events.flatMap((event) => (event.type === 'serving' ? [[event.cell, event.acceptsInput]] : []));
  expect(serving).toEqual([
    [0, true],
    [1, false],
    [2, true],
  ]);
});

async function typing(source: string) {
  const {
    world,
    events,
    requests: [request],
  } = await lessonWorld(`\`\`\`sh\n${source}\n\`\`\`\n`);
  /** Lets the cell go on until it waits for a person or has ended. */
  const settle = (): void => {
    for (let i = 0; i < 10_000 && world.busy; i++) if (!world.simulation.step()) return;
  };
  const type = (text: string): void => {
    world.apply({ kind: 'type', cell: request!.cell, text });
    settle();
  };
  const begin = () => {
    world.apply({ kind: 'run', request: request! });
    settle();
    return world.runs.at(-1)!;
  };
  return { world, request: request!, events, begin, type };
}

it('waits for a person where a command reads the terminal, and goes on with what is typed', async () => {
  const { events, begin, type, world } = await typing('read NAME\nsleep 1\necho "hello $NAME"');
  const run = begin();
  expect(events.map(({ type }) => type)).toContain('awaits-input');
  expect([run.state, run.awaitsInput, world.busy]).toEqual(['running', true, false]);
  type('Flink\n');
  expect([run.state, run.stdout]).toEqual(['ended', 'hello Flink\n']);
  expect(run.result).toMatchObject({ ok: true, serving: false });
});

it('takes lines until Ctrl-D, after which the next command reads the terminal again', async () => {
  const { begin, type } = await typing('cat > words.txt\nwc -l < words.txt\nsort\nread X || echo nothing');
  const run = begin();
  type('to be\nor not');
  type(' to be\n');
  expect(run.state).toBe('running');
  type('\u0004');
  expect(run.stdout).toBe('2\n');
  type('b\na\n\u0004');
  expect(run.stdout).toBe('2\na\nb\n');
  type('\u0004');
  expect([run.state, run.stdout]).toEqual(['ended', '2\na\nb\nnothing\n']);
});

it('types into the terminal of a program on another machine, too', async () => {
  const { begin, type } = await typing("ssh localhost 'read A; echo got $A'");
  const run = begin();
  expect(run.awaitsInput).toBe(true);
  type('it\n');
  expect(run.stdout).toContain('got it\n');
});

it('says of a headless run that nobody types, before a cluster has lived for hours', async () => {
  const { world, request } = await typing('start-cluster.sh > /dev/null\nread -t 2 X\necho $?\ncat');
  const run = await runCellHeadless(world, request);
  expect(run.stdout).toBe('142\n');
  expect(run.result).toMatchObject({
    ok: false,
    error: { message: 'it waits for input that nobody types; interrupted' },
  });
  expect(run.result!.virtualMs).toBeLessThan(20 * 60_000);
});

it('says of threads that wait for each other that they do not go on', async () => {
  const { world, requests } = await lessonWorld(`\`\`\`java
public class Deadlock {
  static final Object A = new Object(), B = new Object();
  public static void main(String[] args) {
    new Thread(() -> both(A, B)).start();
    both(B, A);
  }
  static void both(Object first, Object second) {
    synchronized (first) {
      try { Thread.sleep(10); } catch (InterruptedException e) { return; }
      synchronized (second) { System.out.println("both"); }
    }
  }
}
\`\`\`
`);
  const run = await runCellHeadless(world, requests[0]!);
  expect(run.stdout).toBe('');
  expect(run.result).toMatchObject({
    ok: false,
    error: {
      message: 'it does not go on: its threads wait for each other, or for what nobody does any more; interrupted',
    },
  });
});
