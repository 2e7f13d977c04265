import { createProgramCompiler } from '../../src/world/compiler.ts';
import type { WorldSpec } from '../../src/world/protocol.ts';
import { createWorld, type World, type WorldOptions } from '../../src/world/world.ts';

/** What a world takes from outside where nothing is there: an empty workspace, no library of filters, nobody who listens. */
export const NOTHING_OUTSIDE: Omit<WorldOptions, 'spec'> = {
  workspace: { list: () => null, read: () => null, size: () => null },
  compiler: await createProgramCompiler({}),
  filters: () => '',
  emit: () => {},
};

/** A world that takes nothing from outside but what is said. It has a compiler of its own: programs keep what their JVMs hold by the JVM's id. */
export async function worldOf(options: Pick<WorldOptions, 'spec'> & Partial<WorldOptions>): Promise<World> {
  return createWorld({ ...NOTHING_OUTSIDE, compiler: await createProgramCompiler({}), ...options });
}

/** What a lesson says of its world; a standalone cluster unless said otherwise. */
export function specOf(said: Partial<WorldSpec> = {}): WorldSpec {
  return {
    title: 'test',
    preset: 'standalone',
    machines: [],
    config: {},
    seed: 1,
    epoch: 0,
    timezone: 'UTC',
    ...said,
  };
}

/** Machines node1, node2, … */
export const nodes = (count: number): WorldSpec['machines'] =>
  Array.from({ length: count }, (_, i) => ({ name: `node${i + 1}` }));
