import { createProgramCompiler } from './compiler.ts';
import type { ProgramCompiler } from './programs.ts';
import type { WorldCommand, WorldEvent, WorldInput } from './protocol.ts';
import { answer } from './queries.ts';
import { resumed } from './resumed.ts';
import { createWorkspace } from './workspace.ts';
import { createWorld, type World } from './world.ts';

/**
 * A world behind the protocol: takes commands, paces the world by wall time, and sends events. The only place below the
 * hosts that looks at a real clock.
 */
export interface WorldServer {
  handle(command: WorldCommand): void;
}

export interface ServerHost {
  post(event: WorldEvent): void;
  /** Wall clock in ms. */
  now(): number;
  later(ms: number, run: () => void): void;
}

/** Longest piece of work without listening to commands, ms of wall time. */
const SLICE_MS = 12;
/** Trace batches and the clock go out at most this often, ms of wall time. */
const BATCH_MS = 50;
/** Events between two looks at the wall clock. */
const EVENTS_PER_LOOK = 64;
/** A paused computer or a busy host: not more virtual time than this is caught up at once, ms of wall time. */
const MAX_LAG_MS = 250;

export function createWorldServer(host: ServerHost): WorldServer {
  let world: World | null = null;
  let compiler: ProgramCompiler | null = null;
  let creating = false;
  let pace = 1;
  let ticking = false;
  let lastTick = host.now();
  let lastBatch = 0;
  let sent = 0;
  let sentNow = -1;
  const waiting: WorldCommand[] = [];

  const fail = (error: unknown): void =>
    host.post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });

  const flush = (force: boolean): void => {
    if (!world) return;
    const wall = host.now();
    if (!force && wall - lastBatch < BATCH_MS) return;
    lastBatch = wall;
    const { recorder, simulation } = world;
    if (recorder.length > sent) {
      const entries = recorder.since(sent);
      host.post({ type: 'trace', from: recorder.length - entries.length, entries });
      sent = recorder.length;
    }
    if (simulation.now !== sentNow) {
      sentNow = simulation.now;
      host.post({ type: 'time', now: sentNow, pace, busy: world.busy });
    }
  };

  const wake = (ms: number): void => {
    if (ticking) return;
    ticking = true;
    host.later(ms, () => {
      ticking = false;
      tick();
    });
  };

  /** One slice: at full speed while a cell runs, else as far as wall time and pace allow. */
  const tick = (): void => {
    if (!world) return;
    const { simulation } = world;
    const start = host.now();
    const elapsed = Math.min(start - lastTick, MAX_LAG_MS);
    lastTick = start;
    if (simulation.suspended) {
      simulation.onResume = () => wake(0);
      return;
    }
    let wasBusy = world.busy;
    if (!wasBusy && pace === 0) {
      flush(true);
      return;
    }
    const until = simulation.now + elapsed * pace;
    for (let events = 1; ; events++) {
      const busy = world.busy;
      if (wasBusy && !busy) {
        // The cell is done, serves or waits for a person: from here on wall time counts again.
        flush(true);
        wake(0);
        return;
      }
      wasBusy = busy;
      if (busy ? !simulation.step() : simulation.run(until, EVENTS_PER_LOOK) !== 'budget') break;
      if (events % EVENTS_PER_LOOK === 0 || !busy) {
        if (host.now() - start >= SLICE_MS) break;
      }
    }
    flush(false);
    if (simulation.suspended) {
      simulation.onResume = () => wake(0);
      return;
    }
    if (world.busy && simulation.nextAt < Number.POSITIVE_INFINITY) wake(0);
    else wake(pace === 0 ? BATCH_MS : 16);
  };

  const create = async (command: Extract<WorldCommand, { type: 'create' }>): Promise<void> => {
    creating = true;
    try {
      const flag = command.interrupt ? new Int32Array(command.interrupt) : null;
      const interrupted = (): boolean => flag !== null && Atomics.exchange(flag, 0, 0) !== 0;
      const { isShortOfMemory } = globalThis as { isShortOfMemory?: () => boolean };
      compiler = await createProgramCompiler(command.assets, {
        interrupted,
        ...(isShortOfMemory ? { isShortOfMemory } : {}),
      });
      let replaying = true;
      const workspace = createWorkspace(command.workspace);
      world = createWorld({
        spec: command.spec,
        workspace: workspace.mount,
        workspaceChanged: workspace.update,
        compiler,
        editor: true,
        filters: () => new TextDecoder().decode(command.assets['filters.js']),
        ...(command.detail ? { detail: command.detail } : {}),
        emit: (event) => {
          // Facts of a cell come before the news that it serves or has ended.
          if (event.type === 'serving' || event.type === 'awaits-input' || event.type === 'ended') flush(true);
          if (!(replaying && event.type === 'journal')) host.post(event);
        },
      });
      sent = 0;
      host.post({ type: 'ready', header: world.header });
      for (const entry of command.journal ?? []) {
        await runTo(world, entry.at, entry.events);
        apply(world, entry.input, -1);
      }
      if (command.until !== undefined) await runTo(world, command.until, Number.POSITIVE_INFINITY);
      replaying = false;
      flush(true);
      host.post({ type: 'replayed', now: world.simulation.now });
    } catch (error) {
      world = null;
      fail(error);
    } finally {
      creating = false;
      lastTick = host.now();
      for (const next of waiting.splice(0)) handle(next);
      wake(0);
    }
  };

  const apply = (to: World, input: WorldInput, id: number): void => {
    try {
      to.apply(input, id);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (input.kind === 'fault') host.post({ type: 'refused', message });
      if (id >= 0) host.post({ type: 'answer', id, ok: false, value: message });
    }
  };

  const handle = (command: WorldCommand): void => {
    if (creating) {
      waiting.push(command);
      return;
    }
    switch (command.type) {
      case 'create':
        void create(command);
        return;
      case 'input':
        if (!world) {
          fail(new Error('there is no world yet'));
          return;
        }
        apply(world, command.input, command.id);
        wake(0);
        return;
      case 'pace':
        pace = Math.max(0, command.pace);
        lastTick = host.now();
        sentNow = -1;
        wake(0);
        return;
      case 'read': {
        if (!world) {
          fail(new Error('there is no world yet'));
          return;
        }
        answer(world, compiler!, command.query).then(
          (value) => host.post({ type: 'answer', id: command.id, ok: true, value }),
          (error) =>
            host.post({
              type: 'answer',
              id: command.id,
              ok: false,
              value: error instanceof Error ? error.message : String(error),
            }),
        );
        return;
      }
    }
  };
  return { handle };
}

/** Replays up to the moment of a journal entry: after `events` events, at virtual time `at`. */
async function runTo(world: World, at: number, events: number): Promise<void> {
  const { simulation } = world;
  while (simulation.events < events && simulation.nextAt <= at) {
    if (simulation.suspended) await resumed(simulation);
    else if (!simulation.step(at)) break;
  }
  while (simulation.run(at, events - simulation.events > 0 ? Number.POSITIVE_INFINITY : 0) === 'suspended') {
    await resumed(simulation);
  }
}
