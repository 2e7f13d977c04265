import { type Compiler, createCompiler } from '../program/compile.ts';
import type { ProgramCompiler } from './programs.ts';
import { neededFiles, projectFile } from './project.ts';
import type { CellDiagnostic, CellRequest, WorldAssets } from './protocol.ts';

/**
 * The compiler of src/program in the shape that a world uses; loads what it needs first. `interrupted` answers true once when the host
 * wants a looping program to stop.
 */
export async function createProgramCompiler(assets: WorldAssets, interrupted: () => boolean): Promise<ProgramCompiler> {
  const compiler = await createCompiler(assets, { interrupted });
  return {
    compile: (sources) => compiler.compile(sources, { jarName: 'lesson-1.0.jar' }),
    diagnostics: (cells) => diagnose(compiler, cells),
    complete: () => [],
    hover: () => null,
  };
}

/** What the compiler says of each program cell, compiled with the classes of other cells that it needs. */
function diagnose(compiler: Compiler, cells: readonly CellRequest[]): CellDiagnostic[] {
  const project = cells.filter(({ language }) => language === 'java').map(projectFile);
  return project.flatMap((own) => {
    const others = project.filter(({ path }) => path !== own.path);
    const sources = [own, ...neededFiles([own], others)].map(({ path, text }) => ({ file: path, text }));
    const { diagnostics } = compiler.compile(sources);
    return diagnostics
      .filter(({ file }) => file === own.path)
      .map(({ line, column, endLine, endColumn, severity, message }) => ({
        ...{ cell: own.cell, line, column, endLine, endColumn, severity, message },
      }));
  });
}
