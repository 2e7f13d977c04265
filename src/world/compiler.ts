import { isProgramLanguage } from '../lesson/info.ts';
import { type Compiler, createCompiler, type Diagnostic, isScala, type SourceFile } from '../program/compile.ts';
import type { HostFuel } from '../program/fuel.ts';
import { complete, hover, diagnose as whileTyping } from '../program/service.ts';
import type { ProgramCompiler } from './programs.ts';
import { neededFiles, type ProjectFile, projectFile } from './project.ts';
import type { CellDiagnostic, CellRequest, WorldAssets } from './protocol.ts';

/** Millions of loop turns after which a briefly run program is stopped. */
const BRIEF_TURNS = 20;

/**
 * The compiler of src/program in the shape that a world uses; loads what it needs first. `host.interrupted` answers true once when the
 * host wants a looping program to stop.
 */
export async function createProgramCompiler(
  assets: WorldAssets,
  host: HostFuel | null = null,
): Promise<ProgramCompiler> {
  const compiler = await createCompiler(assets, host);
  let turns = 0;
  const brief = await createCompiler(assets, { ...host, interrupted: () => ++turns > BRIEF_TURNS });
  return {
    compile: (sources) => compiler.compile(sources, { jarName: 'lesson-1.0.jar' }),
    compileBriefly(sources, options) {
      turns = 0;
      return brief.compile(sources, options);
    },
    diagnostics: (cells) => diagnose(compiler, cells),
    complete: (cells, cell, line, column) => {
      const place = locate(cells, cell, line, column);
      return place ? complete(place.sources, place.file, place.offset) : [];
    },
    hover: (cells, cell, line, column) => {
      const place = locate(cells, cell, line, column);
      return place ? hover(place.sources, place.file, place.offset) : null;
    },
  };
}

interface Place {
  readonly sources: readonly { readonly file: string; readonly text: string }[];
  readonly file: string;
  readonly offset: number;
}

/** A place in a program cell, with the sources of other cells that it needs; null where the cell is no program. */
function locate(cells: readonly CellRequest[], cell: number, line: number, column: number): Place | null {
  const project = programFiles(cells);
  const own = project.find((file) => file.cell === cell);
  if (!own) return null;
  const lines = own.text.split('\n');
  const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  return { sources: sourcesFor(own, project), file: own.path, offset: Math.min(own.text.length, before + column - 1) };
}

function programFiles(cells: readonly CellRequest[]): ProjectFile[] {
  return cells.filter(({ language }) => isProgramLanguage(language)).map(projectFile);
}

/** The file and those of other cells that it names. */
function sourcesFor(own: ProjectFile, project: readonly ProjectFile[]): { file: string; text: string }[] {
  const others = project.filter(({ path }) => path !== own.path);
  return [own, ...neededFiles([own], others)].map(({ path, text }) => ({ file: path, text }));
}

function problems(compiler: Compiler, sources: readonly SourceFile[]): readonly Diagnostic[] {
  const { jar, diagnostics } = compiler.compile(sources);
  return jar || sources.some(isScala) ? diagnostics : whileTyping(sources);
}

/** What the compiler says of each program cell, compiled with the classes of other cells that it needs. */
function diagnose(compiler: Compiler, cells: readonly CellRequest[]): CellDiagnostic[] {
  const project = programFiles(cells);
  return project.flatMap((own) => {
    return problems(compiler, sourcesFor(own, project))
      .filter(({ file }) => file === own.path)
      .map(({ line, column, endLine, endColumn, severity, message }) => ({
        ...{ cell: own.cell, line, column, endLine, endColumn, severity, message },
      }));
  });
}
