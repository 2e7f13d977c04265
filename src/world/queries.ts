import { type Machine, SystemError } from '../platform/types.ts';
import { planProgram } from './planning.ts';
import type { ProgramCompiler } from './programs.ts';
import type { MachineFileEntry, MachineFileStat, WorldQuery } from './protocol.ts';
import type { World } from './world.ts';

/** Answers a question about a world; nothing changes by it. Throws an Error with one sentence. */
export async function answer(world: World, compiler: ProgramCompiler, query: WorldQuery): Promise<unknown> {
  switch (query.kind) {
    case 'file.read':
      return files(world, query.machine, (machine) => machine.files.readText(query.path));
    case 'file.stat':
      return files(world, query.machine, (machine): MachineFileStat => stat(machine, query.path));
    case 'file.list':
      return files(world, query.machine, (machine): MachineFileEntry[] =>
        machine.files
          .list(query.path)
          .map((name) => ({ name, kind: stat(machine, `${query.path.replace(/\/$/, '')}/${name}`).kind })),
      );
    case 'diagnostics':
      return compiler.diagnostics(query.cells);
    case 'complete':
      return compiler.complete(query.cells, query.cell, query.line, query.column);
    case 'hover':
      return compiler.hover(query.cells, query.cell, query.line, query.column);
    case 'plan':
      return planProgram(world, compiler.compileBriefly, query.cells, query.cell, query.parallelism);
    case 'journal':
      return world.journal;
    case 'trace': {
      const entries = world.recorder.since(query.from);
      return { header: world.header, from: world.recorder.length - entries.length, entries };
    }
  }
}

function files<T>(world: World, name: string, read: (machine: Machine) => T): T {
  const machine = world.platform.machines.get(name);
  if (!machine) throw new Error(`no machine is named ${name}`);
  try {
    return read(machine);
  } catch (error) {
    if (error instanceof SystemError) throw new Error(`${error.subject}: ${error.code}`);
    throw error;
  }
}

function stat(machine: Machine, path: string): MachineFileStat {
  const { type, size, modified, mode } = machine.files.stat(path);
  return { kind: type === 'directory' ? 'directory' : 'file', size, modified, writable: (mode & 0o222) !== 0 };
}
