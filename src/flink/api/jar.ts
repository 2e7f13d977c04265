import type { FileContent } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Configuration } from './configuration.ts';
import type { DataSetPlan } from './dataset-plan.ts';
import type { JvmRef } from './functions.ts';
import type { StreamEnvironmentState } from './transformations.ts';

/** A file of the class path that is no class. */
export interface Resource {
  /** Where it is: `file:/root/target/classes/words.txt`, `jar:file:/root/app.jar!/words.txt`. */
  readonly url: string;
  /** Null: a directory. */
  readonly content: FileContent | null;
}
/** What a class loader finds under a name without a leading slash: `conf/words.txt`. */
export type FindResource = (name: string) => Resource | null;

/** What `packaged` changes of a jar. */
export interface Packaging {
  readonly name?: string;
  readonly mainClass?: string | null;
  readonly resources?: FindResource;
  /** Entries of files that are no classes, for `jar tf`. */
  readonly entries?: readonly { readonly path: string; readonly size: number }[];
}

/** A compiled program archive. `program` implements it; `flink` and `shell` only use it. */
export interface Jar {
  /** File name, for messages. */
  readonly name: string;
  /** Main-Class of the manifest. */
  readonly mainClass: string | null;
  /** Entries as `jar tf` lists them. */
  readonly entries: readonly { readonly path: string; readonly size: number }[];
  hasClass(className: string): boolean;
  /** Loads the classes into a JVM; the same JVM and jar give the same program (static fields live there). */
  load(jvm: JvmRef): LoadedProgram;
  /** The same classes as another archive. */
  packaged?(as: Packaging): Jar;
}

export interface LoadedProgram {
  hasMain(className: string): boolean;
  /**
   * Runs `public static void main`. What getExecutionEnvironment() gives comes from `context`.
   * Throws {@link JavaError} when main throws.
   */
  main(className: string, args: readonly string[], context: ExecutionContext): Task;
}

/** Where execute() goes: the CLI's cluster client, a MiniCluster (an IDE's Run), the JobManager itself (application mode), `flink info`. */
export interface ExecutionContext {
  /** Configuration that getExecutionEnvironment() starts from (parallelism.default is -p if given). */
  readonly configuration: Configuration;
  /** Parallelism of a new environment: -p, or parallelism.default, or 1 (local: 4). */
  readonly defaultParallelism: number;
  /** Runs a DataStream program. `jobName` is null for Flink's default. */
  execute(program: ExecutableProgram): Task<JobExecutionResult>;
  /** executeAsync: returns after the submission. */
  executeAsync(program: ExecutableProgram): Task<{ readonly jobId: string }>;
  /** The plan of a program, as `flink info` prints it (getExecutionPlan). */
  explain?(program: ExecutableProgram): string;
  /** Hears of each operator as the program makes it: its id and the line that calls the API, as `main(WordCount.java:12)`. */
  onOperator?(id: number, place: string): void;
}

export interface ExecutableProgram {
  readonly environment: StreamEnvironmentState;
  /** DataSet programs become a batch plan; see graph/dataset. */
  readonly kind: 'stream' | 'dataset';
  /** Of `dataset` programs: what ExecutionEnvironment.takePlan gave. */
  readonly plan?: DataSetPlan;
  readonly jobName: string | null;
  /** executeAndCollect: the program waits for the records, detached or not, and the client tells nothing of the job's end. */
  readonly collects?: boolean;
}

export interface JobExecutionResult {
  readonly jobId: string;
  /** ms */
  readonly runtime: number;
  readonly accumulators: Readonly<Record<string, unknown>>;
}

/** Ends a program from outside Java: main() lets it through, and no catch of Java sees it. */
export class ProgramControl extends Error {}

/** System.exit: ends the process with that status; no finally runs. */
export class SystemExit extends ProgramControl {
  override readonly name = 'SystemExit';
  constructor(readonly status: number) {
    super(`exit ${status}`);
  }
}

/** A program that a person stopped from outside while it looped; no finally runs. */
export class Interrupted extends ProgramControl {
  override readonly name = 'Interrupted';
}

/** A Java throwable crossing from a program into Flink or the shell. */
export class JavaError extends Error {
  override readonly name = 'JavaError';
  constructor(
    /** Binary class name: java.lang.NullPointerException. */
    readonly className: string,
    readonly detail: string | null,
    /** Lines as Java prints them, without `\tat `: `lab.WordCount.main(WordCount.java:12)`. */
    readonly stack$: readonly string[],
    readonly causedBy: JavaError | null,
  ) {
    super(detail === null ? className : `${className}: ${detail}`);
  }
}

/** As Throwable.printStackTrace prints it, with `Caused by:`; ends with a newline. */
export function printStackTrace(error: JavaError): string {
  let text = '';
  let outer: readonly string[] = [];
  for (let e: JavaError | null = error, prefix = ''; e; e = e.causedBy, prefix = 'Caused by: ') {
    const shared = sharedFrames(e.stack$, outer);
    text += `${prefix}${e.message}\n`;
    for (const line of e.stack$.slice(0, e.stack$.length - shared)) text += `\tat ${line}\n`;
    if (shared > 0) text += `\t... ${shared} more\n`;
    outer = e.stack$;
  }
  return text;
}
/** Frames at the end that a cause has in common with what it caused. */
function sharedFrames(inner: readonly string[], outer: readonly string[]): number {
  let n = 0;
  while (n < inner.length && n < outer.length && inner[inner.length - 1 - n] === outer[outer.length - 1 - n]) n++;
  return n;
}
