import { createTextBuffer, type TextBuffer } from '../platform/streams.ts';
import type { Coroutine } from '../simulation/task.ts';
import type { CellError, CellRequest, CellResult, CheckResult, NoteResult, WorldEvent } from './protocol.ts';

/** How a cell came out. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly error: CellError | null;
  readonly note?: NoteResult;
  readonly check?: CheckResult;
}

/** A cell that runs, serves or has ended. */
export interface CellRun {
  readonly request: CellRequest;
  /** Machine it runs on, as soon as that is known. */
  host: string | null;
  /** What a person types into the cell's terminal. */
  readonly stdin: TextBuffer;
  readonly state: 'running' | 'serving' | 'ended';
  /** What runs in its foreground waits for a line that a person types. */
  readonly awaitsInput: boolean;
  /** What it printed so far. */
  readonly stdout: string;
  readonly stderr: string;
  /** Set when it has ended. */
  readonly result: CellResult | null;
  print(stream: 'stdout' | 'stderr', text: string): void;
  /** A command of it serves and keeps its standard input; others follow. */
  leavesServing(): void;
  /** Its foreground command is ready and goes on: the run may move on. */
  serving(): void;
  /** How Ctrl-C reaches what runs now; null: nothing to interrupt. */
  interruptor: (() => void) | null;
  readonly interrupted: boolean;
  /** Ctrl-C. `reason`: it counts as failed, and this is why. */
  interrupt(reason?: string): void;
  end(outcome: Outcome): void;
  coroutine: Coroutine | null;
}

/** Characters of each of a cell's outputs that are kept for its result; what a reader of the events got is not touched by it. */
export const KEPT_OUTPUT = 1 << 25;

export function createCellRun(
  request: CellRequest,
  now: () => number,
  emit: (event: WorldEvent) => void,
  ended: (run: CellRun) => void,
): CellRun {
  const startedAt = now();
  const stdin = createTextBuffer();
  let state: CellRun['state'] = 'running';
  let stdout = '';
  let stderr = '';
  let result: CellResult | null = null;
  let interrupted = false;
  let stopped: string | null = null;
  let inputTaken = false;
  stdin.onAwaited = () => {
    if (run.awaitsInput) emit({ type: 'awaits-input', cell: request.cell });
  };
  const run: CellRun = {
    request,
    host: null,
    stdin,
    coroutine: null,
    interruptor: null,
    get state() {
      return state;
    },
    get awaitsInput() {
      return state === 'running' && !inputTaken && stdin.awaited;
    },
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    get result() {
      return result;
    },
    get interrupted() {
      return interrupted;
    },
    print(stream, text) {
      if (text === '' || state === 'ended') return;
      if (stream === 'stdout') stdout = kept(stdout, text);
      else stderr = kept(stderr, text);
      emit({ type: 'output', cell: request.cell, stream, text });
    },
    leavesServing() {
      inputTaken = true;
    },
    serving() {
      if (state !== 'running') return;
      state = 'serving';
      emit({ type: 'serving', cell: request.cell, acceptsInput: stdin.awaited });
    },
    interrupt(reason) {
      if (state === 'ended') return;
      stopped ??= reason ?? null;
      interrupted = true;
      run.interruptor?.();
    },
    end(outcome) {
      if (state === 'ended') return;
      const serving = state === 'serving';
      state = 'ended';
      stdin.end();
      const wanted = typeof request.options.exit === 'string' ? Number(request.options.exit) : 0;
      // A command that serves ends by Ctrl-C; that is no failure.
      const asWanted = outcome.exitCode === null ? outcome.error === null : outcome.exitCode === wanted;
      const ok = stopped === null && (serving || outcome.check !== undefined || asWanted);
      const plain = (message: string): CellError => ({ message, file: null, line: null, column: null });
      const error = ok
        ? null
        : stopped === null
          ? (outcome.error ?? plain(failure(request, outcome.exitCode, wanted)))
          : plain(stopped);
      result = {
        ok,
        exitCode: outcome.exitCode,
        stdout,
        stderr,
        error,
        virtualMs: now() - startedAt,
        serving,
        skipped: null,
        host: run.host,
        ...(outcome.note ? { note: outcome.note } : {}),
        ...(outcome.check ? { check: outcome.check } : {}),
      };
      ended(run);
    },
  };
  return run;
}

/** A program that prints without end fills no memory. */
function kept(before: string, text: string): string {
  if (before.length > KEPT_OUTPUT) return before;
  if (before.length + text.length <= KEPT_OUTPUT) return before + text;
  return `${before}${text.slice(0, KEPT_OUTPUT - before.length)}\n[more than ${KEPT_OUTPUT} characters: the rest is not kept]\n`;
}

function failure(request: CellRequest, exitCode: number | null, wanted: number): string {
  if (request.options.exit !== undefined)
    return `the last command ended with exit code ${exitCode}, not with ${wanted}`;
  return `the last command ended with exit code ${exitCode}`;
}
