import { isProgramLanguage } from '../lesson/info.ts';
import type { CellRun } from './cell-run.ts';
import { projectCells } from './lesson-world.ts';
import type { CellRequest } from './protocol.ts';
import { resumed } from './resumed.ts';
import type { World } from './world.ts';

/** Without a person at the keyboard a cell may take this much virtual time before it counts as stuck. */
const HEADLESS_LIMIT_MS = 2 * 60 * 60 * 1000;
/** Virtual time that an interrupted command gets to end. */
const GRACE_MS = 60_000;
/** Whoever reads what a lesson prints wants to see something of programs that go on, too; virtual ms. */
export const PATIENCE_MS = 20_000;
/** A command that waits this long for a typed line waits for ever (`read -t` gives up before), virtual ms. */
const TYPING_MS = 10 * 60_000;

/** Asked now and then while the world goes on: a promise lets the host do something else first. */
export type Breathe = () => Promise<void> | undefined;
const EVENTS_PER_BREATH = 64;

/** Lets the world go on until `until` holds, nothing more can happen, or virtual time passes `limit` (ms from now). */
async function advance(
  world: World,
  until: () => boolean,
  limit: number,
  breathe: Breathe = () => undefined,
  awaitsInput: () => boolean = () => false,
): Promise<'done' | 'idle' | 'limit'> {
  const { simulation } = world;
  const deadline = simulation.now + limit;
  let typedAt = simulation.now;
  for (let events = 1; !until(); events++) {
    const breath = events % EVENTS_PER_BREATH === 0 ? breathe() : undefined;
    if (breath) {
      await breath;
      continue;
    }
    if (simulation.suspended) {
      await resumed(simulation);
      continue;
    }
    if (simulation.nextAt === Number.POSITIVE_INFINITY) return 'idle';
    if (simulation.nextAt > deadline) return 'limit';
    if (!awaitsInput()) typedAt = simulation.now;
    else if (simulation.nextAt > typedAt + TYPING_MS) return 'idle';
    simulation.step();
  }
  return 'done';
}

/** Why a run does not go on that has not ended while nothing more can happen. */
export function idleReason(run: CellRun): string {
  if (run.awaitsInput) return 'it waits for input that nobody types';
  return isProgramLanguage(run.request.language)
    ? 'it does not go on: its threads wait for each other, or for what nobody does any more'
    : 'it waits for something that never happens';
}

/** Runs one cell until it has ended or serves. Virtual time advances only meanwhile, and as fast as it can. */
export async function runCellHeadless(
  world: World,
  request: CellRequest,
  ready?: (run: CellRun) => void,
  breathe?: Breathe,
): Promise<CellRun> {
  world.apply({ kind: 'run', request });
  const run = world.runs.at(-1)!;
  ready?.(run);
  let outcome = await advance(
    world,
    () => run.state !== 'running',
    HEADLESS_LIMIT_MS,
    breathe,
    () => run.awaitsInput,
  );
  // A person who has read the note to its end leaves the shell that it opened: Ctrl-D.
  if (outcome === 'idle' && request.note && run.awaitsInput) {
    run.stdin.end();
    outcome = await advance(world, () => run.state !== 'running', HEADLESS_LIMIT_MS, breathe);
  }
  if (outcome !== 'done') {
    const message =
      outcome === 'idle'
        ? `${idleReason(run)}; interrupted`
        : `still running after ${HEADLESS_LIMIT_MS / 3_600_000} hours of virtual time; interrupted`;
    run.print('stderr', `${message}\n`);
    run.interrupt(message);
    await advance(world, () => run.state === 'ended', GRACE_MS);
    run.end({ exitCode: null, error: null });
  }
  return run;
}

/**
 * Runs all cells of a lesson, one after another; what still serves at the end gets Ctrl-C. `patience`: virtual ms that programs get before.
 */
export async function runHeadless(
  world: World,
  requests: readonly CellRequest[],
  each: { started(request: CellRequest): void; stopped(run: CellRun): void } = QUIET,
  patience = 0,
): Promise<void> {
  world.apply({ kind: 'sources', cells: projectCells(requests) });
  for (const request of requests) {
    each.started(request);
    each.stopped(await runCellHeadless(world, request));
  }
  const programs = world.runs.filter(({ request }) => isProgramLanguage(request.language));
  await advance(world, () => programs.every(({ state }) => state === 'ended'), patience);
  await finishHeadless(world);
}
const QUIET = { started: () => {}, stopped: () => {} };

/** The end of a run: what still serves gets Ctrl-C, newest first. */
export async function finishHeadless(world: World): Promise<void> {
  for (const run of [...world.runs].reverse()) {
    if (run.state === 'ended') continue;
    world.apply({ kind: 'interrupt', cell: run.request.cell });
    await advance(world, () => run.state === 'ended', GRACE_MS);
    run.end({ exitCode: 130, error: null });
  }
}
