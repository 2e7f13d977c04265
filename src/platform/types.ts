import type { Simulation, Timer } from '../simulation/simulation.ts';
import type { Coroutine, Task, Wait } from '../simulation/task.ts';
import type { Fact, ProcessRole } from '../trace/facts.ts';

export type World = Simulation<Fact>;

/** What lives and dies with a process: its timers and coroutines. Paused and slowed with it. */
export interface Scope {
  readonly alive: boolean;
  /** As Simulation.schedule, on the process's own time: not while it is stopped, later when its machine is slow. */
  schedule(delay: number, run: () => void): Timer;
  spawn<T>(task: Task<T>): Coroutine<T>;
  /** Runs `listener` when the scope ends, however it ends. Listeners run in order of registration. */
  onClose(listener: () => void): void;
}

export type Signal =
  | 'SIGHUP'
  | 'SIGINT'
  | 'SIGQUIT'
  | 'SIGKILL'
  | 'SIGTERM'
  | 'SIGSTOP'
  | 'SIGCONT'
  | 'SIGPIPE'
  | 'SIGTSTP'
  | 'SIGUSR1'
  | 'SIGUSR2'
  | 'SIGALRM';

/** A byte pipe carried as text: what stdin, stdout and stderr are. Writers never block; readers do. */
export interface ReadStream {
  /** Waits for the next chunk (at least one character); resumes with null at the end. */
  read(): Wait;
  /** Waits for a line without its end; resumes with null at the end. */
  readLine(): Wait;
  /** The last line that was read had no newline at its end: the stream ended. */
  readonly unterminated?: boolean;
  /** Puts back what was read too much: the next reader gets it first. */
  unread?(text: string): void;
  readonly ended: boolean;
}
export interface WriteStream {
  write(text: string): void;
  end(): void;
  /** True when it is a terminal (programs then prompt and colour). */
  readonly isTerminal: boolean;
  /** One more (fewer) process holds it: a pipe ends when nobody does. `Machine.start` and the process's end call these. */
  retain?(): void;
  release?(): void;
}

export interface ProcessSpec {
  /** argv; `command[0]` is the program. */
  readonly command: readonly string[];
  /** What `jps` prints for a JVM (simple class name), else null: not a JVM. */
  readonly mainClass: string | null;
  readonly role: ProcessRole;
  readonly user: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly parent: Process | null;
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  /** Process group, for Ctrl-C and `kill %1`; default: the parent's, or its own pid. `new` makes it the leader of one. */
  readonly group?: number | 'new';
  /** Runs when the process declares that it is ready and goes on serving. */
  readonly onServing?: (process: Process) => void;
}

export interface Process extends Scope {
  readonly pid: number;
  readonly group: number;
  /** True once it serves: nc listens, tail -f has printed, all tasks of an attached run are RUNNING. */
  readonly serving: boolean;
  /** Says so; calls `onServing` of its own spec and of its ancestors', once each. */
  declareServing(): void;
  /** Runs `run` now, or when the process goes on if it is stopped, or never if it has ended: how anything from outside reaches it. */
  deliver(run: () => void): void;
  readonly machine: Machine;
  readonly spec: ProcessSpec;
  readonly state: 'running' | 'stopped' | 'ended';
  /** Exit status once ended by `exit`; null while it runs or when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: Signal | null;
  /** Virtual time it started at. */
  readonly startedAt: number;
  /** Delivers a signal: SIGKILL, SIGSTOP and SIGCONT act at once, others go to the handler or do their default. */
  kill(signal: Signal): void;
  /** Replaces the default action; null restores it. */
  onSignal(signal: Signal, handler: (() => void) | null): void;
  /** Ends the process: closes its ports and connections, cancels its timers, kills its coroutines. */
  exit(code: number): void;
  /** Waits until it has ended. */
  wait(): Wait;
  /** Runs `listener` at each change between running, stopped and ended; returns the way to stop. */
  onState(listener: (state: Process['state']) => void): () => void;
}

/** A file's content. An artifact is a compiled thing (a jar) that the simulated programs know how to use. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'artifact';
      readonly type: 'jar' | 'archive' | 'checkpoint' | 'jobgraph';
      readonly value: unknown;
      readonly size: number;
    };

export interface FileStat {
  readonly type: 'file' | 'directory' | 'link';
  readonly size: number;
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  /** Virtual ms. */
  readonly modified: number;
  readonly target?: string;
}

/** errno-style failure of a file or network call: the shell and Java say it in their own words. */
export class SystemError extends Error {
  constructor(
    readonly code:
      | 'ENOENT'
      | 'EEXIST'
      | 'EISDIR'
      | 'ENOTDIR'
      | 'EACCES'
      | 'ENOTEMPTY'
      | 'EROFS'
      | 'ENOSPC'
      | 'ELOOP'
      | 'EADDRINUSE'
      | 'ECONNREFUSED'
      | 'EHOSTUNREACH'
      | 'ENOTFOUND'
      | 'ETIMEDOUT'
      | 'ECONNRESET'
      | 'EPIPE'
      | 'EINVAL'
      | 'EPERM',
    readonly subject: string,
  ) {
    super(`${code}: ${subject}`);
  }
}

/** One machine's file tree; paths are absolute and normalised. Every method throws {@link SystemError}. */
export interface FileSystem {
  stat(path: string): FileStat;
  /** As stat, without following a final symbolic link. */
  lstat(path: string): FileStat;
  exists(path: string): boolean;
  read(path: string): FileContent;
  /** Text of a file; bytes are decoded as UTF-8. */
  readText(path: string): string;
  write(
    path: string,
    content: FileContent | string,
    options?: { readonly owner?: string; readonly mode?: number },
  ): void;
  append(path: string, text: string): void;
  /** Names in a directory, sorted by code point. */
  list(path: string): string[];
  mkdir(path: string, options?: { readonly recursive?: boolean; readonly owner?: string }): void;
  remove(path: string, options?: { readonly recursive?: boolean }): void;
  rename(from: string, to: string): void;
  link(target: string, path: string, owner?: string): void;
  /** Sets the modification time to now; makes an empty file where there is none. */
  /** Makes an empty file, or sets when the file was changed: now, or `at` (ms of virtual time). */
  touch(path: string, at?: number): void;
  /** Makes a file that swallows what is written and reads as empty: /dev/null. */
  device(path: string): void;
  /** A full disk: whatever would grow a file fails with ENOSPC. */
  full: boolean;
  chmod(path: string, mode: number): void;
  chown(path: string, owner: string, group?: string): void;
  realPath(path: string): string;
  /** Makes `path` a read-only view of something outside the machine (the opened workspace). */
  mount(path: string, source: MountSource): void;
  /** Calls `listener` after each change at or below `path`; returns the way to stop. */
  watch(path: string, listener: (changed: string) => void): () => void;
}

/** Read-only files from outside; what is read counts as an input of the world (journal). Synchronous: preloaded by the host. */
export interface MountSource {
  list(path: string): readonly { readonly name: string; readonly type: 'file' | 'directory' }[] | null;
  read(path: string): FileContent | null;
  size(path: string): number | null;
}

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly home: string;
}

export interface Machine {
  readonly name: string;
  readonly ip: string;
  readonly files: FileSystem;
  readonly users: Map<string, User>;
  /** Running processes by pid, in order of start. */
  readonly processes: ReadonlyMap<number, Process>;
  readonly powered: boolean;
  /** The machine that it is a container of; null: one of its own. */
  readonly host: Machine | null;
  /** 1 = normal; 10 = ten times slower. */
  slowdown: number;
  start(spec: ProcessSpec): Process;
  /** Ends every process without a goodbye; connections hang until their peers time out. */
  powerOff(): void;
  /** It goes for good, with all that runs on it: a container that is removed, a pod that is deleted. */
  remove(): void;
  powerOn(): void;
  /** Runs `listener` after each change of power; returns the way to stop. What starts with a machine listens here. */
  onPower(listener: (on: boolean) => void): () => void;
}

/** Names and addresses that are no machine's own: cluster DNS, virtual addresses, published ports. */
export interface NameService {
  /** The machine that a name or address means as seen from `from`; undefined: not this service's. */
  resolve(from: Machine, host: string): Machine | undefined;
  /** Where a connection to a name or address and port is led; null: refused; undefined: not this service's. */
  route(
    from: Machine,
    host: string,
    port: number,
  ): { readonly machine: Machine; readonly port: number } | null | undefined;
}

export interface Listener {
  readonly port: number;
  readonly process: Process;
  close(): void;
}

/** One side of a TCP connection. */
export interface Connection extends ReadStream {
  readonly id: number;
  readonly local: Process;
  readonly remote: Process;
  readonly port: number;
  write(text: string): void;
  /** Nothing more is written: the peer reads what is left, then null, and may still answer. */
  finish(): void;
  /** Orderly close: the peer reads what is left, then null. */
  close(): void;
  /** `reset` when the peer's process died or the connection broke; 'end' for an orderly close by either side. */
  onClose(listener: (how: 'end' | 'reset') => void): void;
}

/** A TCP connection, as the machine sees it that `local` runs on. */
export interface Established {
  readonly id: number;
  readonly local: Process;
  readonly localPort: number;
  readonly remote: Process;
  readonly remotePort: number;
}

export interface HttpRequest {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FileContent;
}
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Java objects that Flink sends serialised inside the JSON (exceptions, accumulators); not part of the text. */
  readonly attachment?: unknown;
}

export interface Network {
  /** Throws EADDRINUSE. Port 0 picks a free one from 32768 on. */
  listen(process: Process, port: number, accept: (connection: Connection) => void): Listener;
  /** Resumes with a {@link Connection}; fails with ECONNREFUSED, ENOTFOUND, EHOSTUNREACH or (partition, no power) ETIMEDOUT. */
  connect(process: Process, host: string, port: number): Wait;
  /** An HTTP server: `answer` runs in the server's process and may answer later. */
  serve(process: Process, port: number, answer: (request: HttpRequest) => Task<HttpResponse>): Listener;
  /** Resumes with a {@link HttpResponse}; fails as connect does. */
  request(process: Process, host: string, port: number, request: HttpRequest): Wait;
  /** TCP connections that processes of a machine hold, oldest first. */
  connections(machine: Machine): readonly Established[];
  /** Ports that a process listens on, ascending. */
  ports(process: Process): number[];
  /** The process that listens on a port of a machine. */
  listener(machine: string, port: number): Process | undefined;
  /** By /etc/hosts of the asking machine, machine names and addresses; localhost is the machine itself. */
  resolve(from: Machine, host: string): Machine | undefined;
  /** One-way delay in ms between two processes now (same machine: less); null while they can't reach each other. */
  latency(from: Machine, to: Machine): number | null;
  /**
   * Runs `arrive` after the latency, in order per pair of processes, whether they live or not: what a machine's kernel sends for a process.
   * Kept back while the two are cut off, forgotten when one has no power.
   */
  transmit(from: Process, to: Process, arrive: () => void): void;
  /**
   * Delivers a message after the latency, in order per pair of processes; runs `deliver` in the receiver's scope. Lost when the receiver
   * is dead or unreachable: then `lost` runs, if given, after the latency (connection refused/reset) or never (partition).
   * Emits a `message` fact unless `name` is null. Answers the virtual time of arrival; null while the two are cut off.
   */
  send(message: {
    readonly from: Process;
    readonly to: Process;
    readonly protocol: Extract<Fact, { kind: 'message' }>['protocol'];
    readonly name: string | null;
    readonly detail?: string;
    readonly deliver: () => void;
    readonly lost?: () => void;
  }): number | null;
  /**
   * Cuts `machines` off from `from` (default: from all others) until it is healed; returns the way to heal this cut alone, which answers
   * whether it was still there.
   */
  partition(machines: readonly string[], from?: readonly string[]): () => boolean;
  /** Ends all partitions. */
  heal(): void;
  /** Asks a further source of names before the machines' own; returns the way to stop. */
  addNames(service: NameService): () => void;
  /** True when packets get through now. */
  reachable(from: Machine, to: Machine): boolean;
}

export interface Platform {
  readonly world: World;
  readonly network: Network;
  readonly machines: ReadonlyMap<string, Machine>;
  /** Wall-clock ms since 1970 at virtual time 0. */
  readonly epoch: number;
  /** IANA zone name of the machines, e.g. UTC or Asia/Shanghai. */
  readonly timezone: string;
  addMachine(name: string, ip?: string): Machine;
  /** A container: a machine of its own on `host`, unknown to the others' /etc/hosts, without power when its host has none. */
  addContainer(name: string, ip: string, host: Machine): Machine;
  /** Takes a machine out of the world; its processes end without a goodbye. */
  removeMachine(name: string): void;
}
