import { mkdir, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nodeHost } from '../../src/editor/host.node.ts';
import type { Host } from '../../src/editor/host.ts';
import { createSession, type RestoredCell, type SavedWorld, type WorldSession } from '../../src/editor/session.ts';
import type { CellRequest, WorldSpec } from '../../src/world/protocol.ts';

const spec: WorldSpec = {
  ...{ title: 'fake', preset: 'standalone', machines: [], config: {}, seed: 7, epoch: 0, timezone: 'UTC' },
};
/** Only a world that loops is to be found silent, on a busy machine too. */
const patience = { answer: 1000, flag: 60_000, replay: 60_000 };
const request = (cell: number, source: string): CellRequest => ({ cell, language: 'sh', options: {}, source });

let host: Host;
const sessions: WorldSession[] = [];

beforeAll(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'millrace-session-'));
  await mkdir(path.join(folder, 'dist'));
  await build({
    entryPoints: ['test/editor/fake-world.ts'],
    outfile: path.join(folder, 'dist/worker.js'),
    bundle: true,
    format: 'iife',
    platform: 'neutral',
  });
  host = nodeHost(folder);
});
afterEach(() => {
  for (const session of sessions.splice(0)) session.end();
});

function open(options: { saved?: SavedWorld; shared?: boolean } = {}): WorldSession {
  const session = createSession({
    host: options.shared === false ? { ...host, sharedFlag: () => null } : host,
    spec,
    pace: 1,
    workspace: async () => [],
    assets: [],
    patience,
    ...(options.saved ? { saved: options.saved } : {}),
  });
  sessions.push(session);
  return session;
}

/** Inputs are in the journal before the world carries them out. */
const accepted = (session: WorldSession, inputs: number): Promise<void> =>
  expect.poll(() => session.journal.length).toBe(inputs);

function listen() {
  let text = '';
  let servingNow: () => void = () => undefined;
  const serving = new Promise<void>((resolve) => {
    servingNow = resolve;
  });
  const output = (_: string, more: string): void => {
    text += more;
  };
  const listener = { output, serving: () => servingNow() };
  return { listener, serving, text: () => text };
}

describe('a session over a real worker thread', () => {
  it('runs a cell and streams its output', async () => {
    const heard = listen();
    const result = await open().run(request(0, 'print hello'), heard.listener);
    expect(result.ok).toBe(true);
    expect(heard.text()).toBe('hello\n');
  });

  it('compiles programs with new Function, which sees nothing of Node', async () => {
    const heard = listen();
    await open().run(
      request(0, 'compute [typeof process, typeof require, typeof fetch, 6 * 7].join()'),
      heard.listener,
    );
    expect(heard.text()).toBe('undefined,undefined,undefined,42');
  });

  it.each([
    ['by shared memory', true],
    ['by ending the worker and replaying its journal', false],
  ])('interrupts an endless loop %s; what ran before is still there', async (_, shared) => {
    const session = open({ shared });
    await session.run(request(0, 'print one'), listen().listener);
    const server = listen();
    const served = session.run(request(1, 'serve'), server.listener);
    await server.serving;
    const looping = session.run(request(2, 'loop'), listen().listener);
    await accepted(session, 3);
    session.interrupt(2);
    const result = await looping;
    expect(result.ok).toBe(false);
    expect(result.error?.message).toBe('Interrupted');

    // The serving cell survived: it still echoes, once.
    session.input({ kind: 'type', cell: 1, text: 'words\n' });
    await expect.poll(server.text).toBe('WORDS\n');
    session.interrupt(1);
    expect((await served).serving).toBe(true);
    const kinds = session.journal.map(({ input }) => input.kind);
    expect(kinds.filter((kind) => kind === 'run')).toHaveLength(shared ? 3 : 2);
  });

  it('drops only the line that made a serving cell loop, then interrupts that cell', async () => {
    const session = open({ shared: false });
    const server = listen();
    const served = session.run(request(0, 'serve'), server.listener);
    await server.serving;
    session.input({ kind: 'type', cell: 0, text: 'fine\n' });
    session.input({ kind: 'type', cell: 0, text: 'loop\n' });
    await accepted(session, 3);
    session.interrupt(0);
    expect((await served).ok).toBe(true);
    expect(server.text()).toBe('FINE\n');
    expect(session.journal.map(({ input }) => input.kind)).toEqual(['run', 'type', 'interrupt']);
  });

  it('brings a world back from its journal, outputs and serving cells included', async () => {
    const first = open();
    await first.run(request(3, 'print kept'), listen().listener);
    const server = listen();
    void first.run(request(4, 'serve'), server.listener);
    await server.serving;
    const saved = { journal: [...first.journal], now: first.now };
    first.end();

    const second = open({ saved });
    const restored: RestoredCell[] = [];
    second.onRestored.on((cells) => void restored.push(...cells));
    await second.ready;
    expect(restored.map(({ request: { cell }, chunks, result }) => [cell, chunks[0]?.text, result?.ok])).toEqual([
      [3, 'kept\n', true],
      [4, undefined, undefined],
    ]);
    const again = listen();
    const ended = second.adopt(restored[1]!.request, again.listener);
    second.input({ kind: 'type', cell: 4, text: 'hi\n' });
    await expect.poll(again.text).toBe('HI\n');
    second.interrupt(4);
    expect((await ended).ok).toBe(true);
  });

  it('survives a worker that dies: the cell fails, the world before it comes back', async () => {
    const session = open();
    const troubles: string[] = [];
    session.onTrouble.on((message) => void troubles.push(message));
    const server = listen();
    void session.run(request(0, 'serve'), server.listener);
    await server.serving;
    const result = await session.run(request(1, 'die'), listen().listener);
    expect(result).toMatchObject({ ok: false, error: { message: 'out of memory' } });
    expect(troubles).toEqual(['out of memory']);
    session.input({ kind: 'type', cell: 0, text: 'still here\n' });
    await expect.poll(server.text).toBe('STILL HERE\n');
  });

  it('says why a world cannot be made', async () => {
    const session = createSession({
      ...{ host: { ...host, startWorker: () => Promise.reject(new Error('no worker')) }, spec, pace: 1 },
      ...{ workspace: async () => [], assets: [], patience },
    });
    sessions.push(session);
    await expect(session.ready).rejects.toThrow('no worker');
    expect((await session.run(request(0, 'print x'), listen().listener)).error?.message).toBe('no worker');
  });

  it('restarts into an empty world and ends what ran', async () => {
    const session = open();
    const server = listen();
    const served = session.run(request(0, 'serve'), server.listener);
    await server.serving;
    await session.restart();
    expect((await served).ok).toBe(false);
    expect(session.journal).toEqual([]);
    expect((await session.run(request(0, 'print new'), listen().listener)).ok).toBe(true);
  });
});

describe('stopping', () => {
  it('works before there is a world, and the cell never runs', async () => {
    const session = open();
    const ended = session.run(request(1, 'loop'), listen().listener);
    session.interrupt(1);
    expect((await ended).error?.message).toBe('Interrupted');
    await session.ready;
    expect(await session.run(request(2, 'print there'), listen().listener)).toMatchObject({ ok: true });
    expect(session.journal.map(({ input }) => input.kind)).toEqual(['run']);
  });
  it('reaches a busy world at once: nothing is replayed', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'millrace-world-'));
    await mkdir(path.join(folder, 'dist'));
    await build({
      entryPoints: ['src/world/worker.ts'],
      outfile: path.join(folder, 'dist/worker.js'),
      bundle: true,
      format: 'iife',
      platform: 'neutral',
      mainFields: ['browser', 'module', 'main'],
      logLevel: 'silent',
    });
    const session = createSession({
      host: nodeHost(folder),
      spec,
      pace: 1,
      workspace: async () => [],
      assets: [],
      patience: { ...patience, answer: 60_000 },
    });
    sessions.push(session);
    const netcat = listen();
    const served = session.run(request(0, 'nc -lk 9999'), netcat.listener);
    await netcat.serving;
    const looped = session.run(request(1, 'while true; do :; done'), listen().listener);
    await accepted(session, 2);
    session.interrupt(0);
    session.interrupt(1);
    expect((await looped).exitCode).toBe(130);
    expect((await served).exitCode).toBe(130);
    expect(session.journal.map(({ input }) => input.kind)).toEqual(['run', 'run', 'interrupt', 'interrupt']);
  });
});
