import { createWorld, type World } from '../../src/world/world.ts';
import { NOTHING_OUTSIDE, specOf } from '../support/worlds.ts';

/** A world of one machine in which nothing runs yet. */
export function oneMachine(): World {
  return createWorld({
    ...NOTHING_OUTSIDE,
    spec: specOf({ machines: [{ name: 'm1' }], epoch: 1_637_000_000_000 }),
  });
}

/** Runs the program of a cell on a local environment to its end, for at most ten minutes of its time. */
export function runCell(
  language: 'java' | 'scala',
  source: string,
): { readonly stdout: string; readonly stderr: string } {
  const world = oneMachine();
  world.apply({ kind: 'run', request: { cell: 1, language, options: { run: true }, source } });
  const run = world.runs.at(-1)!;
  while (run.state !== 'ended' && world.simulation.now < 600_000) if (!world.simulation.step()) break;
  return { stdout: run.stdout, stderr: run.stderr };
}
