import type { Configuration } from '../flink/api/configuration.ts';
import type { Jar } from '../flink/api/jar.ts';
import type { Terminal } from '../platform/terminal.ts';
import type { FileSystem, Machine, Platform, Process, ReadStream, WriteStream } from '../platform/types.ts';
import type { Task, Wait } from '../simulation/task.ts';
import type { ProcessRole } from '../trace/facts.ts';
import type { Compilation, Compile, SourceFile } from './compiler.ts';

/** What the shells of a world share: the platform, the programs that machines know, and what the rooms beside and above inject. */
export interface ShellHost {
  readonly platform: Platform;
  readonly programs: ReadonlyMap<string, Program>;
  readonly hooks: ShellHooks;
}

/** What the world injects. */
export interface ShellHooks {
  /** Compiles a project's sources; absent: `mvn` says so. */
  readonly compile?: Compile;
  /** Compiles outside of the world, where that takes time of its own (a real javac); wins over `compile`. */
  readonly build?: (sources: readonly SourceFile[]) => Task<Compilation>;
  /** A Flink outside of the world, on which programs run instead of the simulated one. */
  readonly cluster?: OutsideCluster;
  /** Programs that stand in for those of the same name in the machines' files. */
  readonly programs?: Readonly<Record<string, Program>>;
  /** Opens a file for a person; resumes when the editor is closed, the file is written then. Absent or failing: vim says what to do instead. */
  readonly editFile?: (machine: Machine, path: string) => Wait;
  /** The asynchronous filters (awk, jq); absent: they say so. */
  readonly filters?: Filters;
  /**
   * Calls `run` once all tasks of a job are RUNNING: the job of that id, or the first that a JobManager inside `process` runs. An attached client
   * of an unbounded job then counts as serving.
   */
  readonly whenRunning?: (job: { readonly jobId: string } | { readonly process: Process }, run: () => void) => void;
}

/** Where programs go that do not run in this world. */
export interface OutsideCluster {
  /** Returns when the job is over, or once it is submitted if `detached`. Throws a JavaError when it fails, as Flink's client does. */
  run(process: Process, program: OutsideProgram): Task;
  /** The plan of the program's job, JSON. */
  plan(process: Process, program: OutsideProgram): Task<string>;
}
export interface OutsideProgram {
  readonly jar: Jar;
  readonly mainClass: string;
  readonly args: readonly string[];
  /** Null: as the cluster's configuration says. */
  readonly parallelism: number | null;
  readonly savepoint: { readonly path: string; readonly allowNonRestoredState: boolean } | null;
  /** What `-D` gave. */
  readonly configuration: Configuration;
  readonly detached: boolean;
  /** Who asks: `flink run` prints what the client prints, a Run button what the job prints. */
  readonly by: 'client' | 'ide';
}

/** A program of the simulated machines: what a file in /usr/bin or bin/ of Flink stands for. */
export interface Program {
  run(call: Call): Task<number>;
  readonly role?: ProcessRole;
  /** For a JVM: what jps shows. */
  mainClass?(args: readonly string[]): string | null;
  /** Virtual ms until `run` begins; default 1 (fork, exec). */
  readonly startup?: number;
}

/** One run of a program. */
export interface Call {
  readonly host: ShellHost;
  readonly platform: Platform;
  readonly machine: Machine;
  readonly process: Process;
  readonly user: string;
  /** argv[0] as typed. */
  readonly name: string;
  /** The file that was found for it. */
  readonly path: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The machine's files with the user's rights. */
  readonly files: FileSystem;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly terminal: Terminal | null;
  print(text: string): void;
  /** `name: text` on stderr. */
  complain(text: string): void;
  /** Absolute path of an argument. */
  resolve(path: string): string;
  /** Runs another program or script as a child; see launch. */
  launch(argv: readonly string[], options?: LaunchOptions): Process;
  /** Launches and waits; the exit status. */
  exec(argv: readonly string[], options?: LaunchOptions): Task<number>;
}

export interface LaunchOptions {
  readonly machine?: Machine;
  readonly user?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: ReadStream;
  readonly stdout?: WriteStream;
  readonly stderr?: WriteStream;
  readonly group?: number | 'new';
  readonly parent?: Process | null;
  readonly onServing?: (process: Process) => void;
}

/** Filters of a library over whole texts; resumes with a {@link FilterResult}. */
export interface Filters {
  run(name: string, args: readonly string[], request: FilterRequest): Wait;
}
export interface FilterRequest {
  readonly stdin: string;
  readonly env: Readonly<Record<string, string>>;
  /** Files that the arguments name, by absolute path. */
  readonly files: Readonly<Record<string, string>>;
  readonly cwd: string;
}
export interface FilterResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Files that it wrote, by absolute path. */
  readonly written: Readonly<Record<string, string>>;
}
