import type { Jar } from '../flink/api/jar.ts';
import { Checker } from './check/classes.ts';
import { Flow } from './check/flow.ts';
import { Log } from './check/log.ts';
import { applyStops, findOutside, type OutsideUse, poisonedClasses, type Stops } from './check/outside.ts';
import type { ClassSymbol } from './check/types.ts';
import { libraryUniverse, Universe } from './check/universe.ts';
import { generate } from './codegen/generator.ts';
import type { HostFuel } from './fuel.ts';
import { createJar } from './jar.ts';
import { parseJava } from './java/parser.ts';
import './library/all.ts';
import { checkScala } from './scala/classes.ts';
import { parseScala } from './scala/parser.ts';
import type { CompilationUnit, Problem } from './syntax/ast.ts';

/** Compiles Java (and Scala) sources of one project to a jar. */

export interface SourceFile {
  /** Path as messages show it: `src/main/java/lab/WordCount.java`. */
  readonly file: string;
  readonly text: string;
}

export interface Diagnostic {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning';
  /** First line and details, as javac words them: `cannot find symbol\n  symbol: …`. */
  readonly message: string;
  /** As javac prints it: `File.java:12: error: …`, the source line, the caret. */
  readonly text: string;
}

export interface CompileResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Null when there are errors. */
  readonly jar: Jar | null;
  readonly mainClasses: readonly { readonly className: string; readonly file: string }[];
  readonly classes: readonly string[];
}

export interface CompileOptions {
  /** File name of the jar; program.jar by default. */
  readonly jarName?: string;
  readonly mainClass?: string | null;
}

export interface Compiler {
  compile(sources: readonly SourceFile[], options?: CompileOptions): CompileResult;
}

/**
 * @param assets files by name (`tree-sitter.wasm`, `tree-sitter-scala.wasm`); Java needs none
 * @param host asked now and then by endless loops whether to stop
 */
export async function createCompiler(
  _assets: Readonly<Record<string, Uint8Array>> = {},
  host: HostFuel | null = null,
): Promise<Compiler> {
  return {
    compile: (sources, options = {}) => compileJava(sources, options, host),
  };
}

/** A checked program, for the language service as well. */
export interface CheckedProgram {
  readonly units: readonly CompilationUnit[];
  readonly problems: readonly Problem[];
  readonly checker: Checker;
  readonly classes: readonly ClassSymbol[];
}

/** @param alwaysCheck checks types although there are syntax errors (while someone is typing) */
export function check(sources: readonly SourceFile[], alwaysCheck = false): CheckedProgram {
  const first = checkOnce(sources, alwaysCheck, null);
  const uses = first.checker.log.outside;
  if (uses.length === 0 || first.syntax > 0) return first;
  // Libraries that are not simulated: what only follows from them is no error, and the statements that use them stop.
  const poisoned = poisonedClasses(first.units, uses);
  const found = new Map(
    first.units.map((unit) => [
      unit.file,
      findOutside(
        unit,
        uses.filter((use) => use.unit === unit),
        poisoned,
      ),
    ]),
  );
  const real = (problem: Problem): boolean => !found.get(problem.file)?.follows(problem);
  const problems = first.problems.filter(real);
  const warnings = outsideWarnings(uses);
  if (problems.length > 0 || alwaysCheck) return { ...first, problems: [...problems, ...warnings] };
  const second = checkOnce(sources, false, new Map([...found].map(([file, { stops }]) => [file, stops])));
  return { ...second, problems: [...second.problems.filter(real), ...warnings] };
}

/** One warning for each class and file. */
function outsideWarnings(uses: readonly OutsideUse[]): Problem[] {
  const seen = new Set<string>();
  return uses.flatMap(({ unit, at, end, name }): Problem[] => {
    const key = `${unit.file}:${name}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [
      { file: unit.file, at, end, severity: 'warning', message: `not simulated: ${name}; the program stops here` },
    ];
  });
}

interface Checked extends CheckedProgram {
  /** Number of syntax errors. */
  readonly syntax: number;
}

function checkOnce(
  sources: readonly SourceFile[],
  alwaysCheck: boolean,
  stops: ReadonlyMap<string, Stops> | null,
): Checked {
  const log = new Log();
  const universe = new Universe(libraryUniverse());
  const checker = new Checker(universe, log);
  const parsed = sources.filter((s) => !isScala(s)).map((s) => parseJava(s.file, s.text));
  const scala = sources.filter(isScala).map((s) => parseScala(s.file, s.text));
  const units = parsed.map((p) => p.unit);
  if (stops) for (const u of units) applyStops(u, stops.get(u.file) ?? new Map());
  const syntax = [...parsed, ...scala].flatMap((p) => p.problems);
  if (syntax.length > 0 && !alwaysCheck)
    return { units, problems: syntax, checker, classes: [], syntax: syntax.length };
  for (const u of units) checker.enter(u);
  // Scala sees the project's Java classes, whose code sees what Scala makes of its own.
  const mixed =
    scala.length > 0
      ? checkScala(
          scala.map((p) => p.unit),
          universe,
        )
      : null;
  for (const u of units) checker.checkUnit(u);
  if (log.problems.length === 0 && syntax.length === 0) {
    const flow = new Flow(checker.relations, log);
    for (const u of units) flow.unit(u);
    log.problems = [...log.problems.filter((problem) => !isFromStop(problem, stops)), ...log.late];
  }
  const classes = allClasses(units, checker.localClasses);
  nameLocalClasses(classes);
  if (mixed) classes.push(...mixed.classes);
  return {
    units,
    problems: [...syntax, ...log.problems, ...(mixed?.reported() ?? []), ...outsideWarnings(mixed?.outside ?? [])],
    checker,
    classes,
    syntax: syntax.length,
  };
}

/** Where a statement stops, others are not reached or have nothing to catch: no fault of the program. */
function isFromStop({ file, message }: Problem, stops: ReadonlyMap<string, Stops> | null): boolean {
  if (!stops?.get(file)?.size) return false;
  return (
    message === 'unreachable statement' ||
    /is never thrown in body of|has already been caught|might not have been initialized|might already have been assigned|might be assigned in loop/.test(
      message,
    )
  );
}

export function isScala(s: SourceFile): boolean {
  return s.file.endsWith('.scala');
}

function allClasses(units: readonly CompilationUnit[], local: ReadonlySet<ClassSymbol>): ClassSymbol[] {
  const found: ClassSymbol[] = [];
  const add = (s: ClassSymbol): void => {
    if (found.includes(s)) return;
    found.push(s);
    for (const c of s.classes.values()) add(c);
  };
  for (const u of units) for (const d of u.classes) if (d.symbol) add(d.symbol);
  for (const s of local) if (s.decl?.symbol === s) add(s);
  return found;
}

/** Binary names of anonymous and local classes: `Main$1`, `Main$1Helper`, in the order of their checking, as javac gives them. */
function nameLocalClasses(classes: readonly ClassSymbol[]): void {
  const counters = new Map<string, number>();
  const named = new Set<ClassSymbol>();
  const name = (c: ClassSymbol): void => {
    if (named.has(c)) return;
    named.add(c);
    const owner = c.owner;
    if (owner?.isLocal) name(owner);
    const prefix = owner ? owner.binaryName : '';
    const key = c.isAnonymous ? prefix : `${prefix}#${c.name}`;
    const n = (counters.get(key) ?? 0) + 1;
    counters.set(key, n);
    c.binaryName = `${prefix}$${n}${c.isAnonymous ? '' : c.name}`;
    for (const m of c.classes.values()) m.binaryName = `${c.binaryName}$${m.name}`;
  };
  for (const c of classes) if (c.isLocal) name(c);
}

function compileJava(sources: readonly SourceFile[], options: CompileOptions, host: HostFuel | null): CompileResult {
  let checked: CheckedProgram;
  try {
    checked = check(sources);
  } catch (error) {
    // A fault of the checker must not take the world down with it.
    const file = sources[0]?.file ?? '';
    const message = `Millrace could not check this program: ${error instanceof Error ? error.message : String(error)}`;
    const problem: Problem = { file, at: 0, end: 1, severity: 'error', message };
    return { diagnostics: toDiagnostics([problem], sources), jar: null, mainClasses: [], classes: [] };
  }
  const diagnostics = toDiagnostics(checked.problems, sources);
  const classes = checked.classes.map((c) => c.binaryName);
  const mainClasses = checked.classes
    .filter((c) =>
      c.methods.get('main')?.some(({ flags, parameters: [first, ...more] }) => {
        return flags.has('static') && flags.has('public') && first?.type.kind === 'array' && more.length === 0;
      }),
    )
    .map((c) => ({ className: c.binaryName, file: c.unit?.file ?? '' }));
  if (diagnostics.some((d) => d.severity === 'error')) return { diagnostics, jar: null, mainClasses, classes };
  const program = generate(checked.classes, checked.checker.relations);
  const jar = createJar(program, {
    name: options.jarName ?? 'program.jar',
    mainClass: options.mainClass ?? null,
    host,
  });
  return { diagnostics, jar, mainClasses, classes };
}

export function toDiagnostics(problems: readonly Problem[], sources: readonly SourceFile[]): Diagnostic[] {
  const texts = new Map(sources.map((s) => [s.file, s.text]));
  const order = new Map(sources.map((s, i) => [s.file, i]));
  return [...problems]
    .sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0))
    .map((p) => {
      const text = texts.get(p.file) ?? '';
      const from = place(text, p.at);
      const to = place(text, Math.max(p.at + 1, p.end));
      const lines = p.message.split('\n');
      const source = text.split('\n')[from.line - 1]?.replace(/\r$/, '') ?? '';
      // javac keeps tabs before the caret as they are.
      const caret = source.slice(0, from.column - 1).replace(/[^\t]/g, ' ');
      const rest = lines.length > 1 ? `\n${lines.slice(1).join('\n')}` : '';
      const head = `${p.file}:${from.line}: ${p.severity}: ${lines[0]}`;
      return {
        file: p.file,
        line: from.line,
        column: from.column,
        endLine: to.line,
        endColumn: to.column,
        severity: p.severity,
        message: p.message,
        text: `${head}\n${source}\n${caret}^${rest}`,
      };
    });
}

function place(text: string, offset: number): { line: number; column: number } {
  const at = Math.min(offset, text.length);
  const before = text.slice(0, at);
  const start = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let i = before.indexOf('\n'); i >= 0; i = before.indexOf('\n', i + 1)) line++;
  return { line, column: at - start + 1 };
}
