import type { Jar, JavaError } from '../flink/api/jar.ts';
import { callbackOutput } from '../platform/streams.ts';
import type { Machine } from '../platform/types.ts';
import type { Compiler } from '../program/compile.ts';
import type { Compilation, SourceFile } from '../shell/compiler.ts';
import { runJava } from '../shell/flink/run-java.ts';
import { besideFiles, copyResources } from '../shell/resources.ts';
import type { Task } from '../simulation/task.ts';
import type { CellRun, Outcome } from './cell-run.ts';
import type { CellContext } from './cells.ts';
import { DEFAULT_POM, neededFiles, type ProjectFile, projectFile, runsWhenRun } from './project.ts';
import type { CellDiagnostic, CellError, CellRequest, Completion, Hover } from './protocol.ts';

/** What the world asks of src/program; asynchronous work (loading a parser) is done before a world is made. */
export interface ProgramCompiler {
  compile(sources: readonly SourceFile[]): Compilation;
  /** The same, of programs that are stopped after few loop turns. */
  readonly compileBriefly: Compiler['compile'];
  diagnostics(cells: readonly CellRequest[]): CellDiagnostic[];
  complete(cells: readonly CellRequest[], cell: number, line: number, column: number): Completion[];
  hover(cells: readonly CellRequest[], cell: number, line: number, column: number): Hover | null;
}

/** The program cells of a lesson: its Maven project, and running a cell as an IDE does. */
export interface Programs {
  attach(context: CellContext): void;
  /** The program cells as they stand now. */
  sources(cells: readonly CellRequest[]): void;
  run(run: CellRun): Task<Outcome>;
  /** The program cells as {@link Programs.sources} last gave them. */
  readonly cells: readonly CellRequest[];
  /** Compiles the lesson's file that declares a class, with all it needs. Null: no cell declares it; a text: why it does not compile. */
  build(className: string): Jar | string | null;
  /** Compiles sources that no cell holds. */
  compile(sources: readonly SourceFile[]): Jar | null;
}

/** What an IDE imports by itself and a block of a course note leaves out. */
const IMPORTS: Readonly<Record<'java' | 'scala', readonly string[]>> = {
  java: [
    'java.util.*',
    'org.apache.flink.api.common.eventtime.*',
    'org.apache.flink.api.common.functions.*',
    'org.apache.flink.api.common.state.*',
    'org.apache.flink.api.common.typeinfo.*',
    'org.apache.flink.api.java.functions.*',
    'org.apache.flink.api.java.tuple.*',
    'org.apache.flink.api.java.utils.*',
    'org.apache.flink.configuration.*',
    'org.apache.flink.streaming.api.datastream.*',
    'org.apache.flink.streaming.api.environment.*',
    'org.apache.flink.streaming.api.functions.*',
    'org.apache.flink.streaming.api.functions.source.*',
    'org.apache.flink.util.*',
  ],
  scala: ['org.apache.flink.streaming.api.scala._'],
};

/** A source with the usual imports above its own, below its package. */
function withImports(path: string, text: string): string {
  const lines = IMPORTS[path.endsWith('.scala') ? 'scala' : 'java'].map((name) => `import ${name};\n`).join('');
  const at = /^\s*package\s+[\w.]+\s*;?[ \t]*\n/m.exec(text);
  const start = at ? at.index + at[0].length : 0;
  return `${text.slice(0, start)}${lines}${text.slice(start)}`;
}

export function createPrograms(compiler: ProgramCompiler): Programs {
  let context: CellContext | null = null;
  let lesson: readonly CellRequest[] = [];
  /** Files of the project that cells have written, by path. */
  const written = new Map<string, ProjectFile>();

  const home = (machine: Machine, user: string): string => machine.users.get(user)?.home ?? '/root';
  const write = (file: ProjectFile): void => {
    const { first, user } = context!;
    const path = `${home(first, user)}/${file.path}`;
    first.files.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true, owner: user });
    first.files.write(path, file.text.endsWith('\n') ? file.text : `${file.text}\n`, { owner: user });
    written.set(file.path, file);
  };

  return {
    attach(to) {
      context = to;
      to.first.files.write(`${home(to.first, to.user)}/pom.xml`, DEFAULT_POM, { owner: to.user });
    },
    sources(cells) {
      lesson = cells;
    },
    get cells() {
      return lesson;
    },
    build(className) {
      const files = lesson.map(projectFile);
      const ending = `/${className.replace(/\./g, '/')}.`;
      const simple = `/${className.replace(/.*\./, '')}.`;
      const own =
        files.find(({ path }) => path.includes(ending)) ??
        // A block often leaves its package out; the class is put where the command looks for it.
        files.find(({ path, text }) => path.includes(simple) && !/^\s*package\s/m.test(text));
      if (!own) return null;
      const packageName = className.includes('.') ? className.replace(/\.[^.]*$/, '') : '';
      const text =
        /^\s*package\s/m.test(own.text) || packageName === '' ? own.text : `package ${packageName};\n${own.text}`;
      const others = neededFiles(
        [own],
        files.filter((file) => file.path !== own.path),
      );
      const compiled = (main: string): Compilation =>
        compiler.compile([{ ...own, text: main }, ...others].map((file) => ({ file: file.path, text: file.text })));
      const first = compiled(text);
      const compilation = first.jar ? first : compiled(withImports(own.path, text));
      const { diagnostics } = compilation.jar ? compilation : first;
      const error = diagnostics.find((diagnostic) => diagnostic.severity === 'error');
      return compilation.jar ?? error?.message ?? 'it does not compile';
    },
    compile: (sources) => compiler.compile(sources).jar,
    *run(run) {
      const { request } = run;
      const { first } = context!;
      run.host = first.name;
      const own = projectFile(request);
      for (const [path, file] of written) if (file.cell === own.cell && path !== own.path) written.delete(path);
      write(own);
      const others = lesson.filter((cell) => cell.cell !== request.cell).map(projectFile);
      for (const file of neededFiles([...written.values()], others)) write(file);

      const sources = reachable(own, [...written.values()]).map(({ path, text }) => ({ file: path, text }));
      const { build } = context!.hooks;
      const compilation = build ? yield* build(sources) : compiler.compile(sources);
      const errors = compilation.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
      for (const diagnostic of compilation.diagnostics) run.print('stderr', `${diagnostic.text}\n`);
      if (errors.length > 0 || !compilation.jar) {
        run.print('stderr', `${errors.length} error${errors.length === 1 ? '' : 's'}\n`);
        const worst = errors.find((error) => error.file === own.path) ?? errors[0];
        return {
          exitCode: 1,
          error: worst ? { message: worst.message, file: worst.file, line: worst.line, column: worst.column } : null,
        };
      }
      const main = compilation.mainClasses.find((candidate) => candidate.file === own.path);
      if (!runsWhenRun(request, main !== undefined)) return { exitCode: 0, error: null };
      if (!main)
        return {
          exitCode: 1,
          error: { message: 'there is no main method in this cell', file: own.path, line: null, column: null },
        };
      const { user } = context!;
      const project = home(first, user);
      copyResources(first.files, project, user);
      const jar = besideFiles(compilation.jar, first.files, `${project}/target/classes`);
      return yield* runMain(context!, run, jar, main.className, own.path);
    },
  };
}

/** What a run of `own` compiles: its file and all it needs; a broken file that nobody names is no obstacle, as in an IDE. */
function reachable(own: ProjectFile, project: readonly ProjectFile[]): ProjectFile[] {
  const others = project.filter((file) => file.path !== own.path);
  return [own, ...neededFiles([own], others)];
}

/** As an IDE's Run does: a process on the first machine with a local environment. */
function* runMain(context: CellContext, run: CellRun, jar: Jar, mainClass: string, file: string): Task<Outcome> {
  const { first, user } = context;
  const args = typeof run.request.options.args === 'string' ? splitArgs(run.request.options.args) : [];
  let error: CellError | null = null;
  const { session } = context.terminal(first, user);
  const process = first.start({
    command: ['java', '-cp', 'target/classes', mainClass, ...args],
    mainClass: mainClass.slice(mainClass.lastIndexOf('.') + 1),
    role: 'client',
    user,
    cwd: first.users.get(user)?.home ?? '/root',
    env: Object.fromEntries(session.env),
    parent: null,
    stdin: run.stdin,
    stdout: callbackOutput((text) => run.print('stdout', text)),
    stderr: callbackOutput((text) => run.print('stderr', text)),
    onServing: () => run.serving(),
  });
  run.interruptor = () => process.kill('SIGINT');
  process.spawn(
    (function* () {
      process.exit(
        yield* runJava(context.platform, process, jar, mainClass, args, {
          hooks: context.hooks,
          onUncaught: (thrown) => {
            const { cause, line } = blame(thrown, file.slice(file.lastIndexOf('/') + 1));
            error = { message: cause.message, file, line, column: null };
          },
        }),
      );
    })(),
  );
  yield process.wait();
  return { exitCode: process.exitCode ?? 130, error };
}

/** The innermost cause that names a line of the file: a job's failure is that of the function that failed. */
function blame(thrown: JavaError, fileName: string): { readonly cause: JavaError; readonly line: number | null } {
  let found: { cause: JavaError; line: number | null } = { cause: thrown, line: null };
  for (let cause: JavaError | null = thrown; cause; cause = cause.causedBy) {
    const frame = cause.stack$.find((each) => each.includes(`(${fileName}:`));
    if (frame) found = { cause, line: Number(/:(\d+)\)/.exec(frame)?.[1]) };
  }
  return found;
}

/** Words of a command line, quotes respected. */
function splitArgs(text: string): string[] {
  return (text.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? []).map((word) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
}
