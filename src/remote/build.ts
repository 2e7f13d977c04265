import type { Jar, LoadedProgram } from '../flink/api/jar.ts';
import type { Compilation, CompilerDiagnostic, SourceFile } from '../shell/compiler.ts';
import { type ClassFile, readClassFile } from './class-file.ts';
import type { Renamed } from './moved-classes.ts';
import type { Archive } from './submissions.ts';

/** What javac made of sources. */
export interface JavacResult {
  readonly diagnostics: readonly CompilerDiagnostic[];
  /** By path in the jar: lesson/WordCount.class. Empty when there are errors. */
  readonly classes: readonly CompiledClass[];
  /** What was compiled under another name than the sources have for it. */
  readonly renamed?: readonly Renamed[];
}
export interface CompiledClass {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Makes a jar file's bytes; the same entries always give the same bytes. */
export type Pack = (entries: readonly CompiledClass[]) => Uint8Array<ArrayBuffer>;

/** A program that this computer compiled and a real Flink can run. */
interface RealProgram extends LoadedProgram {
  readonly archive: Archive;
}

/** The archive that a jar of {@link compilationOf} stands for; null for any other, which a real Flink cannot run. */
export function archiveOf(jar: Jar, jvm: Parameters<Jar['load']>[0]): Archive | null {
  const program = jar.load(jvm);
  return 'archive' in program ? (program as RealProgram).archive : null;
}

/** javac's answer in the shape in which the shell and the cells take a compiler's. */
export function compilationOf(
  sources: readonly SourceFile[],
  { diagnostics, classes }: JavacResult,
  pack: Pack,
): Compilation {
  if (classes.length === 0) return { diagnostics, jar: null, mainClasses: [] };
  const read = classes.map(({ bytes }) => readClassFile(bytes));
  const mainClasses = read
    .filter(({ hasMain }) => hasMain)
    .map((found) => ({ className: found.name, file: fileOf(found, sources) }));
  return { diagnostics, jar: realJar(classes, read, mainClasses[0]?.className ?? null, pack), mainClasses };
}

function fileOf({ name, source }: ClassFile, sources: readonly SourceFile[]): string {
  const folder = name.includes('.') ? `${name.slice(0, name.lastIndexOf('.')).replaceAll('.', '/')}/` : '';
  const named = sources.filter(({ file }) => file === source || file.endsWith(`/${source}`));
  return (named.find(({ file }) => file.endsWith(`${folder}${source}`)) ?? named[0])?.file ?? source ?? '';
}

function realJar(
  classes: readonly CompiledClass[],
  read: readonly ClassFile[],
  mainClass: string | null,
  pack: Pack,
): Jar {
  const name = 'lesson-1.0.jar';
  const folders = new Set(
    classes.flatMap(({ path }) => [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1))),
  );
  let bytes: Uint8Array<ArrayBuffer> | null = null;
  const program: RealProgram = {
    get archive() {
      bytes ??= pack(classes);
      return { name, bytes };
    },
    hasMain: (className) => read.some((each) => each.name === className && each.hasMain),
    // biome-ignore lint/correctness/useYield: it never waits
    *main() {
      throw new Error('a program compiled for a real Flink runs there');
    },
  };
  return {
    name,
    mainClass,
    entries: [
      ...['META-INF/', 'META-INF/MANIFEST.MF', ...folders].map((path) => ({ path, size: 0 })),
      ...classes.map(({ path, bytes }) => ({ path, size: bytes.length })),
    ],
    hasClass: (className) => read.some((each) => each.name === className),
    load: () => program,
  };
}
