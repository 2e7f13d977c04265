import { expect, test } from 'vitest';
import type { Host } from '../../src/editor/host.ts';
import { remoteWorker } from '../../src/editor/remote-worker.ts';
import { createSession, type WorldSession } from '../../src/editor/session.ts';
import { packJar } from '../../src/remote/pack.node.ts';
import type { Belongings } from '../../src/remote/submissions.ts';
import { nodes, specOf } from '../support/worlds.ts';
import { classBytes, type FakeFlink, fakeFlink } from './fake-flink.ts';

function sessionOn(flink: FakeFlink, belongings: (all: Belongings) => void = () => {}): WorldSession {
  const host: Host = {
    startWorker: async () =>
      remoteWorker({
        rest: flink.rest,
        tools: () => ({
          compile: async () => ({
            diagnostics: [],
            classes: [{ path: 'lesson/Main.class', bytes: classBytes('lesson.Main', 'Main.java') }],
          }),
          pack: packJar,
          folder: () => ({ list: () => null, read: () => null, size: () => null }),
          listen: () => Promise.reject(new Error('Allow it.')),
        }),
        sqlGateway: null,
        workspace: '/tmp',
        belongings,
        leaving: () => {},
        note: () => {},
      }),
    readAsset: async () => new Uint8Array(),
    sharedFlag: () => null,
  };
  return createSession({
    host,
    spec: specOf({ machines: nodes(1) }),
    pace: 1,
    workspace: async () => [],
    assets: [],
  });
}
const listener = { output: () => {}, serving: () => {} };

test('an editor session runs its cells on a Flink outside, shows its trace, and cancels its jobs when it ends', async () => {
  const flink = fakeFlink();
  const there: Belongings[] = [];
  const session = sessionOn(flink, (all) => there.push(all));
  await session.ready;
  expect(session.trace.header).toMatchObject({ origin: 'real', flink: '1.17.2' });
  const source = 'package lesson;\npublic class Main { public static void main(String[] args) { } }\n';
  const serving = new Promise<void>((resolve) => {
    void session.run({ cell: 0, language: 'java', options: {}, source }, { ...listener, serving: () => resolve() });
  });
  await serving;
  const shell = await session.run(
    { cell: 1, language: 'sh', options: {}, source: 'curl -s node1:8081/overview' },
    listener,
  );
  expect(shell.stdout).toContain('slots-total');
  await expect
    .poll(() => session.trace.all().map(({ kind }) => kind))
    .toEqual(expect.arrayContaining(['cell.started', 'taskmanager.registered', 'job.submitted']));
  expect(session.journal).toEqual([]);
  // A window that is killed now leaves these behind.
  expect(there.at(-1)).toEqual({ jobs: [...flink.jobs.keys()], jars: ['abc_lesson-1.0.jar'] });
  session.end();
  await expect.poll(() => [...flink.jobs.values()].map(({ state }) => state)).toEqual(['CANCELED']);
  await expect.poll(() => there.at(-1)).toEqual({ jobs: [], jars: [] });
});

test('a cluster that cannot be used is said when the lesson is opened', async () => {
  const flink = fakeFlink('1.9.0');
  await expect(sessionOn(flink).ready).rejects.toThrow('is Flink 1.9.0; Millrace knows 1.13 to 2.x');
  flink.gone = true;
  await expect(sessionOn(flink).ready).rejects.toThrow('does not answer: ECONNREFUSED');
});
