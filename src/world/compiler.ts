import { createCompiler } from '../program/compile.ts';
import type { ProgramCompiler } from './programs.ts';
import type { WorldAssets } from './protocol.ts';

/**
 * The compiler of src/program in the shape that a world uses; loads what it needs first. `interrupted` answers true once when the host
 * wants a looping program to stop.
 */
export async function createProgramCompiler(assets: WorldAssets, interrupted: () => boolean): Promise<ProgramCompiler> {
  const compiler = await createCompiler(assets, { interrupted });
  return {
    compile: (sources) => compiler.compile(sources, { jarName: 'lesson-1.0.jar' }),
    diagnostics: () => [],
    complete: () => [],
    hover: () => null,
  };
}
