import { createPlatform } from '../../src/platform/platform.ts';
import { serviceSpec } from '../../src/platform/process.ts';
import type { Machine, Platform, Process } from '../../src/platform/types.ts';
import { createSimulation, type SimulationLoop } from '../../src/simulation/simulation.ts';
import type { Fact, TraceEntry } from '../../src/trace/facts.ts';

export interface TestWorld {
  readonly world: SimulationLoop<Fact>;
  readonly platform: Platform;
  readonly trace: TraceEntry[];
  machine(name: string): Machine;
  process(machine: string, name?: string): Process;
}

/** A world with machines node1 … node3 and an empty program to start on them. */
export function createTestWorld(seed = 1): TestWorld {
  const trace: TraceEntry[] = [];
  const world = createSimulation<Fact>(seed, (at, fact) => trace.push({ at, ...fact }));
  const platform = createPlatform(world, { epoch: Date.UTC(2021, 7, 1), timezone: 'UTC' });
  for (const name of ['node1', 'node2', 'node3']) platform.addMachine(name);
  const machine = (name: string): Machine => platform.machines.get(name)!;
  return {
    world,
    platform,
    trace,
    machine,
    process: (on, name = 'test') => machine(on).start(serviceSpec(name)),
  };
}
