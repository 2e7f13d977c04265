import { createProgramCompiler } from '../world/compiler.ts';
import type { ProgramCompiler } from '../world/programs.ts';

/** The compiler, with what it needs read from beside the command line's bundle. */
export function loadCompiler(): Promise<ProgramCompiler> {
  return createProgramCompiler({});
}
