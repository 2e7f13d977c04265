import type { CompilationUnit, Problem } from '../syntax/ast.ts';
import type { OutsideUse } from './outside.ts';

/** Collects problems; while it is silent (trying something out) they are only counted. */
export class Log {
  problems: Problem[] = [];
  /** Reported by javac's last pass only: captured variables that change, switch expressions that leave values out. */
  readonly late: Problem[] = [];
  /** Uses of classes of libraries that are not simulated. */
  readonly outside: OutsideUse[] = [];
  #silent = 0;
  #tried = 0;
  readonly #seen = new Set<string>();

  get isSilent(): boolean {
    return this.#silent > 0;
  }
  error(unit: CompilationUnit, at: number, message: string, end = at + 1): void {
    if (this.#silent > 0) {
      this.#tried++;
      return;
    }
    // javac reports one error per position.
    const key = `${unit.file}:${at}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.problems.push({ file: unit.file, at, end: Math.max(end, at + 1), severity: 'error', message });
  }
  /** Notes a use, also while trying something out. */
  noteOutside(unit: CompilationUnit, at: number, end: number, name: string): void {
    if (!this.outside.some((use) => use.at === at && use.unit === unit)) this.outside.push({ unit, at, end, name });
  }
  lateError(unit: CompilationUnit, at: number, message: string, end: number): void {
    if (this.late.some((p) => p.file === unit.file && p.at === at)) return;
    this.late.push({ file: unit.file, at, end: Math.max(end, at + 1), severity: 'error', message });
  }
  /** Runs `attempt` without reporting; gives its result and whether it met errors. */
  quietly<T>(attempt: () => T): { readonly result: T; readonly errors: number } {
    const before = this.#tried;
    this.#silent++;
    try {
      const result = attempt();
      return { result, errors: this.#tried - before };
    } finally {
      this.#silent--;
      this.#tried = before;
    }
  }
}
