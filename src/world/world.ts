import { newIdentities, useIdentities } from '../flink/api/values.ts';
import { poisonNextRecord } from '../flink/taskmanager/poison.ts';
import { applyFault } from '../platform/faults.ts';
import { createPlatform } from '../platform/platform.ts';
import type { TextBuffer } from '../platform/streams.ts';
import type { Machine, MountSource, Platform, Process, ReadStream } from '../platform/types.ts';
import type { ShellHooks } from '../shell/host.ts';
import { presets } from '../shell/presets/index.ts';
import type { InteractiveShell } from '../shell/session.ts';
import { createShell, type Shell } from '../shell/shell.ts';
import { createSimulation, type SimulationLoop } from '../simulation/simulation.ts';
import { start } from '../simulation/task.ts';
import { type Fact, TRACE_VERSION, type TraceHeader } from '../trace/facts.ts';
import { createBrowser } from './browser.ts';
import { type CellRun, createCellRun } from './cell-run.ts';
import { type CellContext, type CellTerminal, fail, runCell } from './cells.ts';
import { createFilters } from './filters.ts';
import { watchJobs } from './job-watch.ts';
import { createNoteMemory } from './note-memory.ts';
import { createPrograms, type ProgramCompiler } from './programs.ts';
import type { JournalEntry, WorkspaceFile, WorldEvent, WorldInput, WorldSpec } from './protocol.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { resetMachines } from './reset.ts';
import { tryProgram } from './trial.ts';

/** A world: machines, what runs on them and the lesson's cells. It does nothing by itself; `simulation` is stepped from outside. */
export interface World {
  readonly header: TraceHeader;
  readonly simulation: SimulationLoop<Fact>;
  readonly platform: Platform;
  readonly recorder: Recorder;
  readonly journal: readonly JournalEntry[];
  /** Cells that were run, latest run of each, in order of start. */
  readonly runs: readonly CellRun[];
  /** Applies an input now and writes it into the journal. `id` comes back with the events that answer it. */
  apply(input: WorldInput, id?: number): void;
  /** A cell is running, does not serve yet and waits for nobody to type. */
  readonly busy: boolean;
}

/** A Flink outside of the world. */
export interface Outside {
  readonly hooks: Pick<ShellHooks, 'build' | 'cluster' | 'programs'>;
  readonly sql: CellContext['sql'];
}

export interface WorldOptions {
  readonly spec: WorldSpec;
  /** What the machines see under /workspace. */
  readonly workspace: MountSource;
  /** Takes in changes of the workspace (input `workspace`). */
  readonly workspaceChanged?: (changed: readonly WorkspaceFile[], removed: readonly string[]) => void;
  readonly compiler: ProgramCompiler;
  /** A person can edit files (event `edit`, input `edited`); without one vim says what to do instead. */
  readonly editor?: boolean;
  /** What takes the place of the simulated Flink. */
  readonly outside?: (simulation: SimulationLoop<Fact>) => Outside;
  /** Text of dist/filters.js. */
  readonly filters: () => string;
  readonly detail?: { readonly from: number; readonly to: number };
  emit(event: WorldEvent): void;
}

const USER = 'root';

// biome-ignore lint/correctness/useYield: it never waits
const noSql: CellContext['sql'] = function* (run) {
  run.print('stderr', 'SQL cells are not available yet.\n');
  return fail('SQL cells are not available yet: the simulated SQL comes with a later version.');
};

/** Makes a world. Throws an Error with one sentence for an unknown preset or a machine name that cannot be. */
export function createWorld(options: WorldOptions): World {
  const { spec, emit } = options;
  const identities = newIdentities();
  useIdentities(identities);
  const recorder = createRecorder(options.detail ? { detail: options.detail } : {});
  const running = watchJobs();
  const simulation = createSimulation<Fact>(spec.seed, (at, fact) => {
    recorder.record(at, fact);
    running.observe(fact);
  });
  const platform = createPlatform(simulation, { epoch: spec.epoch, timezone: spec.timezone });
  const preset = presets[spec.preset];
  if (!preset) throw new Error(`there is no preset "${spec.preset}" (there are: ${Object.keys(presets).join(', ')})`);
  const edits = new Map<number, () => void>();
  let nextEdit = 1;
  const programs = createPrograms(options.compiler);
  const editFile: NonNullable<ShellHooks['editFile']> = (machine, path) => (resume) => {
    const token = nextEdit++;
    edits.set(token, () => resume());
    emit({ type: 'edit', machine: machine.name, path, token });
    return () => edits.delete(token);
  };
  const outside = options.outside?.(simulation);
  const hooks: ShellHooks = {
    whenRunning: running.whenRunning,
    filters: createFilters(simulation, options.filters),
    compile: options.compiler.compile,
    ...(options.editor ? { editFile } : {}),
    ...outside?.hooks,
  };
  const shell = createShell(platform, hooks);
  const install = (onto: Platform, its: Shell): void =>
    preset.install(onto, its, {
      machines: spec.machines,
      config: spec.config,
      ...(spec.note ? { note: spec.note } : {}),
    });
  install(platform, shell);
  for (const machine of platform.machines.values()) machine.files.mount('/workspace', options.workspace);
  const first = platform.machines.values().next().value;
  if (!first) throw new Error('a lesson needs at least one machine');

  const runs = new Map<number, CellRun>();
  const ids = new Map<CellRun, number>();
  /** Runs that the trace does not tell of. */
  const quiet = new Set<CellRun>();
  const cellTerminals = new Map<string, CellTerminal>();
  const terminals = new Map<number, InteractiveShell>();
  const journal: JournalEntry[] = [];
  const keyboards = new Map<ReadStream, (text: string) => void>();

  const ended = (run: CellRun): void => {
    keyboards.delete(run.stdin);
    if (!quiet.delete(run))
      simulation.emit({ kind: 'cell.ended', cell: run.request.cell, ok: run.result!.ok, exit: run.result!.exitCode });
    emit({ type: 'ended', id: ids.get(run) ?? -1, cell: run.request.cell, result: run.result! });
    ids.delete(run);
  };

  const context: CellContext = {
    platform,
    first,
    user: spec.note?.user ?? USER,
    preset: spec.preset,
    seed: spec.seed,
    reset() {
      const unseen = createPlatform(
        createSimulation<Fact>(spec.seed, () => {}),
        { epoch: spec.epoch, timezone: spec.timezone },
      );
      install(unseen, createShell(unseen, {}));
      cellTerminals.clear();
      resetMachines(platform, unseen);
    },
    programs,
    hooks,
    sql: outside?.sql ?? noSql,
    memory: createNoteMemory(spec.note ?? null),
    tryProgram: (request) => {
      const trial = (seed: number): World => {
        const { workspaceChanged: _, detail: __, outside: ___, ...given } = options;
        return createWorld({ ...given, spec: { ...spec, seed }, editor: false, emit: () => {} });
      };
      const suspend = (): (() => void) => {
        const release = simulation.suspend();
        return () => {
          useIdentities(identities);
          release();
        };
      };
      return tryProgram(suspend, trial, programs.cells, request);
    },
    terminal(machine: Machine, user) {
      const key = `${user}@${machine.name}`;
      const last = cellTerminals.get(key);
      if (last && !last.busy) return last;
      const terminal = { session: last ? last.session.fork() : shell.open(machine, user), busy: false };
      cellTerminals.set(key, terminal);
      return terminal;
    },
    typeInto(process: Process, text) {
      const type = keyboards.get(process.spec.stdin);
      type?.(text);
      return type !== undefined;
    },
  };
  programs.attach(context);

  const browse = createBrowser(platform);

  const execute = (input: WorldInput, id: number): void => {
    switch (input.kind) {
      case 'sources':
        programs.sources(input.cells);
        return;
      case 'run': {
        const old = runs.get(input.request.cell);
        if (old && old.state !== 'ended') old.interrupt();
        const run = createCellRun(input.request, () => simulation.now, emit, ended);
        // Latest last.
        runs.delete(input.request.cell);
        runs.set(input.request.cell, run);
        ids.set(run, id);
        keyboards.set(run.stdin, (text) => run.stdin.push(text));
        const { language, source } = input.request;
        const title =
          typeof input.request.options.title === 'string'
            ? input.request.options.title
            : (source.trim().split('\n')[0] ?? '');
        const host = typeof input.request.options.host === 'string' ? input.request.options.host : null;
        if (input.quiet) quiet.add(run);
        else simulation.emit({ kind: 'cell.started', cell: input.request.cell, language, host, title });
        run.coroutine = start(runCell(context, run));
        run.coroutine.onEnd((coroutine) => {
          if (coroutine.error === undefined) run.end(coroutine.result as never);
          else run.end(internalError(coroutine.error));
        });
        return;
      }
      case 'interrupt':
        runs.get(input.cell)?.interrupt();
        return;
      case 'type': {
        const run = runs.get(input.cell);
        if (run && run.state !== 'ended') typeKeys(run.stdin, input.text);
        return;
      }
      case 'terminal.open': {
        const machine = platform.machines.get(input.machine);
        if (!machine) throw new Error(`no machine is named ${input.machine}`);
        const terminal = shell.interactive(machine, USER, {
          columns: input.columns,
          rows: input.rows,
          write: (data) => emit({ type: 'terminal', terminal: input.terminal, data }),
        });
        terminals.set(input.terminal, terminal);
        keyboards.set(terminal.stdin, (text) => terminal.data(text.replace(/\n/g, '\r')));
        terminal.onEnd((exit) => {
          keyboards.delete(terminal.stdin);
          terminals.delete(input.terminal);
          emit({ type: 'terminal.closed', terminal: input.terminal, exit });
        });
        return;
      }
      case 'terminal.data':
        terminals.get(input.terminal)?.data(input.data);
        return;
      case 'terminal.resize':
        terminals.get(input.terminal)?.resize(input.columns, input.rows);
        return;
      case 'terminal.close':
        terminals.get(input.terminal)?.close();
        return;
      case 'fault':
        applyFault(platform, input.fault, {
          poison: (job, vertex, subtask) => poisonNextRecord(platform, job, vertex, subtask),
        });
        return;
      case 'file.write': {
        const machine = platform.machines.get(input.machine);
        if (!machine) throw new Error(`no machine is named ${input.machine}`);
        machine.files.write(input.path, input.text);
        return;
      }
      case 'http':
        browse(input.request, (value) => emit({ type: 'answer', id, ok: true, value }));
        return;
      case 'workspace':
        options.workspaceChanged?.(input.changed, input.removed);
        return;
      case 'edited':
        edits.get(input.token)?.();
        edits.delete(input.token);
        return;
    }
  };

  return {
    header: {
      millrace: 'trace',
      version: TRACE_VERSION,
      title: spec.title,
      seed: spec.seed,
      epoch: spec.epoch,
      flink: '1.13.6',
      origin: 'simulated',
    },
    simulation,
    platform,
    recorder,
    journal,
    get runs() {
      return [...runs.values()];
    },
    get busy() {
      for (const run of runs.values()) if (run.state === 'running' && !run.awaitsInput) return true;
      return false;
    },
    apply(input, id = -1) {
      const entry = { at: simulation.now, events: simulation.events, input };
      journal.push(entry);
      emit({ type: 'journal', entry });
      execute(input, id);
    },
  };
}

/** Ctrl-D (U+0004) among typed text ends the input of who reads. */
function typeKeys(stdin: TextBuffer, text: string): void {
  for (const [i, part] of text.split('\u0004').entries()) {
    if (i > 0) stdin.endOnce();
    stdin.push(part);
  }
}

/** A defect of Millrace itself, not of the lesson. */
function internalError(error: unknown): {
  exitCode: null;
  error: { message: string; file: null; line: null; column: null };
} {
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  return {
    exitCode: null,
    error: { message: `Millrace itself failed: ${text}`, file: null, line: null, column: null },
  };
}
