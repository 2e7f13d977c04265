/** What is known about the whole run, whatever moment is shown: spans, checkpoints, faults, moments to step to. */
import type { ExecutionState, JobStatus, TraceEntry } from '../../../src/trace/facts.ts';
import { refId } from './flights.ts';
import { checkpointId, isOver, PRESSED } from './state.ts';

export interface Span<S extends string> {
  readonly from: number;
  /** null while it lasts. */
  to: number | null;
  readonly state: S;
  readonly attempt: number;
  readonly cause: string | null;
}

export interface CheckpointSpan {
  readonly id: number;
  readonly job: string;
  readonly type: 'checkpoint' | 'savepoint' | 'stop-with-savepoint';
  readonly tasks: number;
  /** Who acknowledged it is not told, by a real cluster. */
  readonly untold: boolean;
  readonly from: number;
  to: number | null;
  status: 'in progress' | 'completed' | 'aborted';
  stateSize: number;
  reason: string | null;
  readonly acknowledgements: {
    readonly task: string;
    readonly at: number;
    readonly alignmentMs: number;
    readonly syncMs: number;
    readonly asyncMs: number;
    readonly stateSize: number;
  }[];
}

/** "3 / 5"; where it is not told who acknowledged, all have once it is complete. */
export function acknowledged({ untold, status, tasks }: CheckpointSpan, count: number, over: boolean): string {
  if (!untold) return `${count} / ${tasks}`;
  return over && status === 'completed' ? `${tasks} / ${tasks}` : '';
}

export interface FaultMark {
  readonly at: number;
  readonly fault: string;
  readonly target: string;
  readonly detail: string;
}

/** Roles of commands that come and go; nobody steps to them. */
const PASSING: ReadonlySet<string> = new Set(['shell', 'other']);

/** `key`: the records of one key. */
export type StepKind = 'event' | 'record' | 'key' | 'checkpoint' | 'state';
export const STEP_KINDS: readonly StepKind[] = ['event', 'record', 'key', 'checkpoint', 'state'];

/**
 * A moment when things took a turn: what a presenter plays on to. `pressed`: a first subtask is backpressured; `waiting`: there are too few slots;
 * `over`: the job has come to its end.
 */
export interface Turn {
  readonly at: number;
  /** Null: not of one job alone. */
  readonly job: string | null;
  readonly kind:
    | 'fault'
    | 'failover'
    | 'lost'
    | 'leader'
    | 'restored'
    | 'running'
    | 'waiting'
    | 'over'
    | 'completed'
    | 'aborted'
    | 'pressed';
}

/** A line of a process's log. */
export interface LogLine {
  readonly at: number;
  readonly machine: string;
  readonly pid: number;
  readonly text: string;
  /** WARN, ERROR or FATAL. */
  readonly grave: boolean;
}
/** Of a run's log lines so many are kept, the newest. */
const KEPT_LINES = 20_000;

export class RunIndex {
  readonly jobs = new Map<string, { readonly name: string; readonly spans: Span<JobStatus>[] }>();
  readonly tasks = new Map<string, Span<ExecutionState>[]>();
  readonly checkpoints = new Map<string, CheckpointSpan>();
  readonly faults: FaultMark[] = [];
  /** From a failover until every task runs again. */
  readonly outages: { readonly from: number; to: number | null; readonly job: string }[] = [];
  /** Vertices (job/vertex) that hold keyed state, that printed, and that have windows. */
  readonly keyed = new Set<string>();
  readonly printing = new Set<string>();
  readonly windowed = new Set<string>();
  /** Moments (ms, ascending) a person can step to. Arrivals count as events but are not listed here. */
  readonly steps: Readonly<Record<Exclude<StepKind, 'key'>, number[]>> = {
    ...{ event: [], record: [], checkpoint: [], state: [] },
  };
  /** By job and key as Java prints it: when a record of it changed state or a window. */
  private readonly keys = new Map<string, number[]>();
  readonly log: LogLine[] = [];
  readonly turns: Turn[] = [];
  readonly restores: { readonly at: number; readonly job: string; readonly checkpoint: number }[] = [];
  /** Processes that are more than a passing command. */
  private readonly lasting = new Set<string>();
  /** Machines without power. */
  private readonly dark = new Set<string>();
  private readonly notRunning = new Map<string, Set<string>>();
  /** By job, the subtasks that are backpressured. */
  private readonly pressed = new Map<string, Set<string>>();

  add(entry: TraceEntry): void {
    this.addStep(entry);
    this.addTurn(entry);
    switch (entry.kind) {
      case 'job.submitted': {
        const known = this.jobs.get(entry.job);
        if (known === undefined) this.jobs.set(entry.job, { name: entry.name, spans: [] });
        return;
      }
      case 'job.status': {
        const job = this.jobs.get(entry.job) ?? { name: entry.job, spans: [] };
        this.jobs.set(entry.job, job);
        open(job.spans, entry.at, entry.status, 0, entry.cause);
        if (isOver(entry.status)) this.endOutage(entry.job, entry.at);
        return;
      }
      case 'subtask.state': {
        const id = refId(entry);
        const spans = this.tasks.get(id) ?? [];
        this.tasks.set(id, spans);
        open(spans, entry.at, entry.state, entry.attempt, entry.cause);
        const waiting = this.notRunning.get(entry.job) ?? new Set();
        this.notRunning.set(entry.job, waiting);
        if (entry.state === 'RUNNING' || entry.state === 'FINISHED') waiting.delete(id);
        else waiting.add(id);
        if (waiting.size === 0) {
          this.endOutage(entry.job, entry.at);
          this.turns.push({ at: entry.at, job: entry.job, kind: 'running' });
        }
        return;
      }
      case 'failover':
        if (this.outages.every((outage) => outage.job !== entry.job || outage.to !== null)) {
          const fault = this.faults.at(-1);
          const from = fault !== undefined && entry.at - fault.at < 60_000 ? fault.at : entry.at;
          this.outages.push({ from, to: null, job: entry.job });
        }
        return;
      case 'fault':
        this.faults.push({ at: entry.at, fault: entry.fault, target: entry.target, detail: entry.detail });
        return;
      case 'machine.down':
        this.dark.add(entry.machine);
        return;
      case 'machine.up':
        this.dark.delete(entry.machine);
        return;
      case 'process.ended':
        this.addKill(entry);
        return;
      case 'checkpoint.triggered':
        this.checkpoints.set(checkpointId(entry.job, entry.checkpoint), {
          id: entry.checkpoint,
          job: entry.job,
          type: entry.type,
          tasks: entry.tasks,
          untold: entry.untold === true,
          from: entry.at,
          to: null,
          status: 'in progress',
          stateSize: 0,
          reason: null,
          acknowledgements: [],
        });
        return;
      case 'checkpoint.acknowledged':
        this.checkpoints.get(checkpointId(entry.job, entry.checkpoint))?.acknowledgements.push({
          task: refId(entry),
          at: entry.at,
          alignmentMs: entry.alignmentMs,
          syncMs: entry.syncMs,
          asyncMs: entry.asyncMs,
          stateSize: entry.stateSize,
        });
        return;
      case 'checkpoint.completed':
      case 'checkpoint.aborted': {
        const span = this.checkpoints.get(checkpointId(entry.job, entry.checkpoint));
        if (span === undefined) return;
        span.to = entry.at;
        span.status = entry.kind === 'checkpoint.completed' ? 'completed' : 'aborted';
        if (entry.kind === 'checkpoint.completed') span.stateSize = entry.stateSize;
        else span.reason = entry.reason;
        return;
      }
      case 'checkpoint.restored':
        this.restores.push({ at: entry.at, job: entry.job, checkpoint: entry.checkpoint });
        return;
      case 'line':
        if (entry.stream !== 'log') return;
        this.log.push({
          ...{ at: entry.at, machine: entry.machine, pid: entry.pid, text: entry.text },
          grave: /\b(?:WARN|ERROR|FATAL)\b/u.test(entry.text.slice(0, 60)),
        });
        if (this.log.length > KEPT_LINES * 1.1) this.log.splice(0, this.log.length - KEPT_LINES);
        return;
      case 'data.state':
        this.addKey(entry);
        this.keyed.add(`${entry.job}/${entry.vertex}`);
        return;
      case 'data.window':
        this.addKey(entry);
        this.windowed.add(`${entry.job}/${entry.vertex}`);
        return;
      case 'data.printed':
        this.printing.add(`${entry.job}/${entry.vertex}`);
        return;
      default:
        return;
    }
  }

  /** A lasting process that was killed by hand (kill -9 in a shell) is a fault too, with no fact `fault` before it. */
  private addKill(entry: Extract<TraceEntry, { kind: 'process.ended' }>): void {
    const target = `${entry.machine}:${entry.pid}`;
    if (entry.signal !== 'SIGKILL' || !this.lasting.has(target) || this.dark.has(entry.machine)) return;
    const told = this.faults.some(
      (fault) => entry.at - fault.at < 1 && (fault.target === target || fault.target === entry.machine),
    );
    if (told) return;
    this.faults.push({ at: entry.at, fault: 'signal', target, detail: 'SIGKILL' });
    this.turns.push({ at: entry.at, job: null, kind: 'fault' });
  }

  private addTurn(entry: TraceEntry): void {
    const kind = turnOf(entry);
    if (kind !== undefined) this.turns.push({ at: entry.at, job: 'job' in entry ? entry.job : null, kind });
    if (entry.kind === 'subtask.state') this.pressed.get(entry.job)?.delete(refId(entry));
    if (entry.kind !== 'data.progress') return;
    const pressed = this.pressed.get(entry.job) ?? new Set();
    this.pressed.set(entry.job, pressed);
    const calm = pressed.size === 0;
    if ((entry.backPressured ?? 0) < PRESSED) pressed.delete(refId(entry));
    else pressed.add(refId(entry));
    if (calm && pressed.size > 0) this.turns.push({ at: entry.at, job: entry.job, kind: 'pressed' });
  }

  /** Moments of a kind; of `key`, those of the job's key given. */
  momentsOf(kind: StepKind, job: string, key: string): readonly number[] {
    return kind === 'key' ? (this.keys.get(job + key) ?? []) : this.steps[kind];
  }

  private addKey({ job, key, at }: { readonly job: string; readonly key: string; readonly at: number }): void {
    const moments = this.keys.get(job + key) ?? [];
    this.keys.set(job + key, moments);
    push(moments, at);
  }

  private endOutage(job: string, at: number): void {
    for (const outage of this.outages) {
      if (outage.job === job && outage.to === null && at > outage.from) outage.to = at;
    }
  }

  private addStep(entry: TraceEntry): void {
    const { event, record, checkpoint, state } = this.steps;
    if (entry.kind === 'process.started' && !PASSING.has(entry.role)) this.lasting.add(`${entry.machine}:${entry.pid}`);
    const passing =
      entry.kind.startsWith('process.') && 'pid' in entry && !this.lasting.has(`${entry.machine}:${entry.pid}`);
    const noise =
      passing ||
      entry.kind === 'data.progress' ||
      entry.kind === 'line' ||
      (entry.kind === 'message' && entry.protocol === 'heartbeat');
    if (!noise) push(event, entry.at);
    if (entry.kind === 'data.buffer' || entry.kind === 'data.text') push(record, entry.at);
    if (entry.kind.startsWith('checkpoint.') || entry.kind === 'barrier') push(checkpoint, entry.at);
    if (!passing && /^(?:job\.status|subtask\.state|taskmanager\.|process\.|slot\.|failover|fault)/u.test(entry.kind)) {
      push(state, entry.at);
    }
  }
}

const TURNS: Readonly<Partial<Record<TraceEntry['kind'], Turn['kind']>>> = {
  fault: 'fault',
  'fault.healed': 'fault',
  failover: 'failover',
  'taskmanager.lost': 'lost',
  'checkpoint.restored': 'restored',
  'checkpoint.completed': 'completed',
  'checkpoint.aborted': 'aborted',
};

function turnOf(entry: TraceEntry): Turn['kind'] | undefined {
  switch (entry.kind) {
    case 'leader':
      return entry.granted ? 'leader' : undefined;
    case 'slots.required':
      return entry.available < entry.required ? 'waiting' : undefined;
    case 'job.status':
      return isOver(entry.status) ? 'over' : undefined;
    default:
      return TURNS[entry.kind];
  }
}

function push(list: number[], at: number): void {
  if (list.at(-1) !== at) list.push(at);
}

function open<S extends string>(spans: Span<S>[], at: number, state: S, attempt: number, cause: string | null): void {
  const before = spans.at(-1);
  if (before !== undefined && before.to === null) before.to = at;
  spans.push({ from: at, to: null, state, attempt, cause });
}

/** First of the ascending `list` after `t`, or null. */
export function after(list: readonly number[], t: number): number | null {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return list[low] ?? null;
}

/** Last of the ascending `list` before `t`, or null. */
export function before(list: readonly number[], t: number): number | null {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < t) low = middle + 1;
    else high = middle;
  }
  return list[low - 1] ?? null;
}
