import * as vscode from 'vscode';
import { webHost } from '../../src/editor/host.web.ts';
import { createSession } from '../../src/editor/session.ts';
import { equal, test, until } from './harness.ts';

declare const TEST_PLAIN: boolean;

test('shared memory is there exactly when the page is isolated', async () => {
  equal(typeof SharedArrayBuffer !== 'undefined', !TEST_PLAIN, 'SharedArrayBuffer');
});

test('a looping worker is interrupted, and its world comes back without the loop', async () => {
  const extension = vscode.extensions.getExtension('millrace.millrace')!;
  const session = createSession({
    host: webHost(extension.extensionUri.toString().replace(/\/$/, ''), 'dist/test/fake-world.js'),
    spec: { title: 'fake', preset: 'standalone', machines: [], config: {}, seed: 1, epoch: 0, timezone: 'UTC' },
    pace: 1,
    workspace: async () => [],
    assets: [],
  });
  const run = (cell: number, source: string, output = (_: string, text: string): void => void text) =>
    session.run({ cell, language: 'sh', options: {}, source }, { output, serving: () => undefined });
  let echoed = '';
  void run(0, 'serve', (_, text) => {
    echoed += text;
  });
  const looping = run(1, 'loop');
  await until('the loop was accepted', () => session.journal.length === 2);
  const started = Date.now();
  session.interrupt(1);
  equal((await looping).error?.message, 'Interrupted', 'error');
  console.log(`# interrupted after ${Date.now() - started} ms, shared memory: ${!TEST_PLAIN}`);
  session.input({ kind: 'type', cell: 0, text: 'alive\n' });
  await until('the serving cell answers', () => echoed === 'ALIVE\n');
  equal(
    session.journal.map(({ input }) => input.kind),
    TEST_PLAIN ? ['run', 'type'] : ['run', 'run', 'interrupt', 'type'],
    'journal',
  );
  session.end();
});
