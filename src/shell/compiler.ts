import type { Jar } from '../flink/api/jar.ts';

/** A source file of a project, by its path in it: src/main/java/lab/WordCount.java. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

export interface CompilerDiagnostic {
  readonly file: string;
  /** 1-based; null when it concerns the whole file. */
  readonly line: number | null;
  readonly column: number | null;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** As javac prints it: several lines, without a final newline. */
  readonly text: string;
}

export interface Compilation {
  readonly diagnostics: readonly CompilerDiagnostic[];
  /** Null when there are errors. */
  readonly jar: Jar | null;
  readonly mainClasses: readonly { readonly className: string; readonly file: string }[];
}

/** Compiles Java and Scala sources together; `program` implements it, the world injects it. */
export type Compile = (sources: readonly SourceFile[]) => Compilation;
