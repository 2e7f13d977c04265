import { createProgramCompiler } from '../../src/world/compiler.ts';
import { createWorld } from '../../src/world/world.ts';

export const compiler = await createProgramCompiler({}, () => false);

/** A world of one machine in which nothing runs yet. */
export function oneMachine(): ReturnType<typeof createWorld> {
  return createWorld({
    spec: {
      title: 'test',
      preset: 'standalone',
      machines: [{ name: 'm1' }],
      config: {},
      seed: 1,
      epoch: 1_637_000_000_000,
      timezone: 'UTC',
    },
    workspace: { read: () => null, list: () => null, size: () => null },
    compiler,
    filters: () => '',
    emit: () => {},
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
