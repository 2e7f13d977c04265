import type { TraceEntry } from '../trace/facts.ts';
import type {
  CellRequest,
  CellResult,
  JournalEntry,
  WorkspaceFile,
  WorldAssets,
  WorldEvent,
  WorldInput,
  WorldQuery,
  WorldSpec,
} from '../world/protocol.ts';
import type { Host, WorldWorker } from './host.ts';
import { createSignal, type Signal } from './signal.ts';
import { createTraceLog, type TraceLog } from './trace-log.ts';

/**
 * One notebook's world, seen from the editor: it lives in a worker, can be interrupted even when the worker loops, and comes
 * back from its journal. Knows nothing of VS Code.
 */
export interface WorldSession {
  readonly spec: WorldSpec;
  readonly trace: TraceLog;
  /** Virtual ms, as last told by the world. */
  readonly now: number;
  readonly busy: boolean;
  readonly pace: number;
  /** Inputs so far: with `spec` and the workspace's files they are the whole world. */
  readonly journal: readonly JournalEntry[];
  /** Resolves when the world can be used; rejects when it cannot be made. */
  readonly ready: Promise<void>;
  /**
   * Runs a cell; `listener` hears its output until the promise resolves. Never rejects: what goes wrong is in the result.
   * `quietly`: no fact of the trace tells that the cell ran.
   */
  run(request: CellRequest, listener: CellListener, how?: 'quietly'): Promise<CellResult>;
  /** Listens to a cell that a replay brought back and that still serves. */
  adopt(request: CellRequest, listener: CellListener): Promise<CellResult>;
  /** Stops a running cell, a looping one too. */
  interrupt(cell: number): void;
  input(input: WorldInput): void;
  /** Rejects with the world's message, or when the world ends before it answers. */
  query(query: WorldQuery): Promise<unknown>;
  /** Virtual ms per wall ms while something runs in the background; 0 pauses. */
  setPace(pace: number): void;
  /** A new world from the same spec, nothing of the old one left. */
  restart(spec?: WorldSpec): Promise<void>;
  end(): void;
  readonly onTrace: Signal<readonly TraceEntry[]>;
  /** The trace begins anew: another world, or the same one replayed. */
  readonly onBegin: Signal<void>;
  /** The world was replaced by a fresh one. */
  readonly onRestart: Signal<void>;
  readonly onTime: Signal<void>;
  readonly onJournal: Signal<void>;
  readonly onTerminal: Signal<{ terminal: number; data: string }>;
  readonly onTerminalClosed: Signal<{ terminal: number; exit: number | null }>;
  readonly onEdit: Signal<{ machine: string; path: string; token: number }>;
  /** What a restored world's cells printed before the reload. */
  readonly onRestored: Signal<readonly RestoredCell[]>;
  readonly onTrouble: Signal<string>;
  /** A fault was refused; one sentence. */
  readonly onRefused: Signal<string>;
}

export interface CellListener {
  output(stream: 'stdout' | 'stderr', text: string): void;
  serving(acceptsInput: boolean): void;
  /** What runs in it waits for a line that a person types. */
  awaitsInput?(): void;
}

export interface RestoredCell {
  readonly request: CellRequest;
  readonly chunks: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[];
  /** Null while the cell still serves or waits for its reader. */
  readonly result: CellResult | null;
  readonly acceptsInput: boolean;
}

/** What survives a window reload. */
export interface SavedWorld {
  readonly journal: readonly JournalEntry[];
  readonly now: number;
}

export interface SessionOptions {
  readonly host: Host;
  readonly spec: WorldSpec;
  readonly pace: number;
  /** Files under /workspace, read when the world is made. */
  readonly workspace: () => Promise<readonly WorkspaceFile[]>;
  /** Names of the assets handed over, by their path in the extension. */
  readonly assets: readonly string[];
  readonly saved?: SavedWorld;
  /** Data facts of this span, virtual ms, are all kept. */
  readonly detail?: { readonly from: number; readonly to: number };
  /** Wall ms to wait for a sign of life after an interrupt before stronger means; and for a replay. */
  readonly patience?: { readonly answer: number; readonly flag: number; readonly replay: number };
}

interface Running {
  readonly request: CellRequest;
  readonly listener: CellListener;
  readonly resolve: (result: CellResult) => void;
  /** False while the world is still being made. */
  posted: boolean;
  stdout: string;
  stderr: string;
}
interface Restoring {
  readonly request: CellRequest;
  readonly chunks: { stream: 'stdout' | 'stderr'; text: string }[];
  result: CellResult | null;
  acceptsInput: boolean;
}

const PATIENCE = { answer: 150, flag: 1000, replay: 15_000 };

export function createSession(options: SessionOptions): WorldSession {
  const { host } = options;
  const patience = options.patience ?? PATIENCE;
  let spec = options.spec;
  const trace = createTraceLog();
  const signals = {
    onTrace: createSignal<readonly TraceEntry[]>(),
    onBegin: createSignal<void>(),
    onRestart: createSignal<void>(),
    onTime: createSignal<void>(),
    onJournal: createSignal<void>(),
    onTerminal: createSignal<{ terminal: number; data: string }>(),
    onTerminalClosed: createSignal<{ terminal: number; exit: number | null }>(),
    onEdit: createSignal<{ machine: string; path: string; token: number }>(),
    onRestored: createSignal<readonly RestoredCell[]>(),
    onTrouble: createSignal<string>(),
    onRefused: createSignal<string>(),
  };

  let worker: WorldWorker | null = null;
  let flag: SharedArrayBuffer | null = null;
  let journal: JournalEntry[] = [];
  let now = 0;
  let busy = false;
  let pace = options.pace;
  let nextId = 1;
  let ended = false;
  /** While the journal is replayed after a loop, cells have shown their output already. */
  let replaying: 'no' | 'silently' | 'for the notebook' = 'no';
  let restored = new Map<number, Restoring>();
  const running = new Map<number, Running>();
  const queries = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

  let ready = open(options.saved ?? null, options.saved ? 'for the notebook' : 'no');
  ready.catch(() => undefined);

  async function open(saved: SavedWorld | null, mode: typeof replaying): Promise<void> {
    const [next, files, assets] = await Promise.all([
      host.startWorker(),
      options.workspace(),
      readAssets(host, options.assets),
    ]);
    if (ended) {
      next.end();
      throw new Error('closed');
    }
    worker = next;
    flag = host.sharedFlag();
    journal = [...(saved?.journal ?? [])];
    now = saved?.now ?? 0;
    replaying = saved ? mode : 'no';
    restored = new Map();
    let opened = false;
    await new Promise<void>((resolve, reject) => {
      next.onEvent((event) => {
        if (next !== worker) return;
        if (event.type === 'failed' && !opened) reject(new Error(event.message));
        else receive(event);
        if (event.type === 'replayed' || (event.type === 'ready' && !saved)) {
          opened = true;
          resolve();
        }
      });
      next.onDeath((reason) => {
        if (!opened) reject(new Error(reason));
        else if (next === worker) void died(reason);
      });
      next.post({
        type: 'create',
        spec,
        workspace: files,
        assets,
        ...(saved ? { journal: saved.journal, until: saved.now } : {}),
        ...(options.detail ? { detail: options.detail } : {}),
        ...(flag ? { interrupt: flag } : {}),
      });
      next.post({ type: 'pace', pace });
    });
  }

  function receive(event: WorldEvent): void {
    switch (event.type) {
      case 'ready':
        trace.begin(event.header);
        signals.onBegin.fire();
        break;
      case 'journal':
        journal.push(event.entry);
        signals.onJournal.fire();
        break;
      case 'replayed':
        finishReplay();
        break;
      case 'output':
        if (replaying === 'for the notebook') {
          restoring(event.cell)?.chunks.push({ stream: event.stream, text: event.text });
        } else if (replaying === 'no') {
          const cell = running.get(event.cell);
          if (cell) cell[event.stream] += event.text;
          cell?.listener.output(event.stream, event.text);
        }
        break;
      case 'serving':
        if (replaying === 'for the notebook') {
          const cell = restoring(event.cell);
          if (cell) cell.acceptsInput = event.acceptsInput;
        } else if (replaying === 'no') running.get(event.cell)?.listener.serving(event.acceptsInput);
        break;
      case 'awaits-input':
        if (replaying === 'for the notebook') {
          const cell = restoring(event.cell);
          if (cell) cell.acceptsInput = true;
        } else if (replaying === 'no') running.get(event.cell)?.listener.awaitsInput?.();
        break;
      case 'ended':
        if (replaying === 'for the notebook') {
          const cell = restoring(event.cell);
          if (cell) cell.result = event.result;
        } else settle(event.cell, event.result);
        break;
      case 'terminal':
        if (replaying !== 'silently') signals.onTerminal.fire({ terminal: event.terminal, data: event.data });
        break;
      case 'terminal.closed':
        signals.onTerminalClosed.fire({ terminal: event.terminal, exit: event.exit });
        break;
      case 'trace':
        trace.add(event.entries);
        signals.onTrace.fire(event.entries);
        break;
      case 'time':
        now = event.now;
        busy = event.busy;
        signals.onTime.fire();
        break;
      case 'answer': {
        const query = queries.get(event.id);
        queries.delete(event.id);
        if (event.ok) query?.resolve(event.value);
        else query?.reject(new Error(String(event.value)));
        break;
      }
      case 'refused':
        if (replaying !== 'silently') signals.onRefused.fire(event.message);
        break;
      case 'edit':
        if (replaying === 'no') signals.onEdit.fire({ machine: event.machine, path: event.path, token: event.token });
        break;
      case 'failed':
        signals.onTrouble.fire(event.message);
        break;
    }
  }

  /** The cell's record in a replay; made from the journal's last request of that cell. */
  function restoring(cell: number): Restoring | null {
    const known = restored.get(cell);
    if (known && known.result === null) return known;
    const request = lastRequest(journal, cell);
    if (!request) return null;
    const fresh: Restoring = { request, chunks: [], result: null, acceptsInput: false };
    restored.set(cell, fresh);
    return fresh;
  }

  function finishReplay(): void {
    const mode = replaying;
    replaying = 'no';
    if (mode === 'for the notebook') signals.onRestored.fire([...restored.values()]);
  }

  function settle(cell: number, result: CellResult): void {
    const run = running.get(cell);
    running.delete(cell);
    run?.resolve(result);
  }

  function interrupted(cell: number, message: string): void {
    const run = running.get(cell);
    if (!run) return;
    settle(cell, failure(message, run));
  }

  /** Makes the world again from its journal without the input that made it loop. */
  async function revive(cell: number | null, why: string): Promise<void> {
    worker?.end();
    worker = null;
    forgetQueries(why);
    for (let attempt = 0; attempt < 3; attempt++) {
      const dropped = journal.pop();
      const kept = [...journal];
      if (dropped?.input.kind === 'run') interrupted(dropped.input.request.cell, why);
      try {
        ready = within(patience.replay, open({ journal: kept, now: Math.max(now, 0) }, 'silently'));
        ready.catch(() => undefined);
        await ready;
        if (cell !== null && running.has(cell)) post({ kind: 'interrupt', cell });
        return;
      } catch {
        closeWorker();
        journal = kept;
      }
    }
    for (const open of [...running.keys()]) interrupted(open, why);
    ready = open(null, 'no');
    await ready.catch(() => undefined);
    signals.onTrouble.fire(why);
  }

  async function died(reason: string): Promise<void> {
    if (ended) return;
    signals.onTrouble.fire(reason);
    await revive(null, reason);
  }

  function closeWorker(): void {
    worker?.end();
    worker = null;
  }

  function forgetQueries(why: string): void {
    for (const query of queries.values()) query.reject(new Error(why));
    queries.clear();
  }

  function post(input: WorldInput): void {
    worker?.post({ type: 'input', id: nextId++, input });
  }

  function query(asked: WorldQuery): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = nextId++;
      queries.set(id, { resolve, reject });
      worker?.post({ type: 'read', id, query: asked });
    });
  }

  async function interrupt(cell: number): Promise<void> {
    const run = running.get(cell);
    if (!run) return;
    if (!run.posted) {
      interrupted(cell, 'Interrupted');
      return;
    }
    const asked = worker;
    let alive = false;
    const answered = query({ kind: 'journal' }).then(
      () => {
        alive = true;
      },
      () => undefined,
    );
    post({ kind: 'interrupt', cell });
    await Promise.race([answered, pause(patience.answer)]);
    if (!alive && flag) {
      Atomics.store(new Int32Array(flag), 0, 1);
      await Promise.race([answered, pause(patience.flag)]);
      Atomics.store(new Int32Array(flag), 0, 0);
    }
    if (!alive && worker === asked) await revive(cell, 'Interrupted');
  }

  return {
    get spec() {
      return spec;
    },
    trace,
    get now() {
      return now;
    },
    get busy() {
      return busy;
    },
    get pace() {
      return pace;
    },
    get journal() {
      return journal;
    },
    get ready() {
      return ready;
    },
    run: (request, listener, how) =>
      new Promise((resolve) => {
        const run: Running = { request, listener, resolve, posted: false, stdout: '', stderr: '' };
        running.set(request.cell, run);
        ready.then(
          () => {
            // It may have been stopped before there was a world.
            if (running.get(request.cell) !== run) return;
            run.posted = true;
            post({ kind: 'run', request, ...(how === 'quietly' ? { quiet: true } : {}) });
          },
          (error: Error) => interrupted(request.cell, error.message),
        );
      }),
    adopt: (request, listener) =>
      new Promise((resolve) => {
        running.set(request.cell, { request, listener, resolve, posted: true, stdout: '', stderr: '' });
      }),
    interrupt: (cell) => void interrupt(cell),
    input: (input) => void ready.then(() => post(input)).catch(() => undefined),
    query: (asked) => ready.then(() => query(asked)),
    setPace(next) {
      pace = next;
      worker?.post({ type: 'pace', pace });
      signals.onTime.fire();
    },
    async restart(next) {
      closeWorker();
      forgetQueries('the cluster was restarted');
      for (const cell of [...running.keys()]) interrupted(cell, 'The cluster was restarted');
      spec = next ?? spec;
      busy = false;
      journal = [];
      ready = open(null, 'no');
      signals.onJournal.fire();
      signals.onRestart.fire();
      await ready;
    },
    end() {
      ended = true;
      closeWorker();
      forgetQueries('closed');
      for (const cell of [...running.keys()]) interrupted(cell, 'The notebook was closed');
    },
    ...signals,
  };
}

function failure(message: string, printed: { stdout: string; stderr: string }): CellResult {
  return {
    ok: false,
    exitCode: null,
    stdout: printed.stdout,
    stderr: printed.stderr,
    error: { message, file: null, line: null, column: null },
    virtualMs: 0,
    serving: false,
    skipped: null,
    host: null,
  };
}

function lastRequest(journal: readonly JournalEntry[], cell: number): CellRequest | null {
  for (let i = journal.length - 1; i >= 0; i--) {
    const { input } = journal[i]!;
    if (input.kind === 'run' && input.request.cell === cell) return input.request;
  }
  return null;
}

async function readAssets(host: Host, names: readonly string[]): Promise<WorldAssets> {
  const pairs = names.map(async (name) => [name.slice(name.lastIndexOf('/') + 1), await host.readAsset(name)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return Promise.race([
    promise,
    pause(ms).then((): never => {
      throw new Error(`no answer within ${ms} ms`);
    }),
  ]);
}
