import type { ProgramCompiler } from './programs.ts';
import type { WorldAssets } from './protocol.ts';

/** The compiler of src/program in the shape that a world uses; loads what it needs first. */
export async function createProgramCompiler(_assets: WorldAssets): Promise<ProgramCompiler> {
  return { compile: () => ({ diagnostics: [], jar: null, mainClasses: [] }), diagnostics: () => [], complete: () => [], hover: () => null };
}
