/** One run as the page holds it: all facts, what is known about the whole, and how far its world has come. */
import type { TraceEntry, TraceHeader } from '../../src/trace/facts.ts';
import { History } from './model/history.ts';
import { RunIndex } from './model/index.ts';
import type { ClusterState, Job } from './model/state.ts';

/** Where a run left the one it was branched from, and with which act. */
export interface Origin {
  readonly run: number;
  readonly at: number;
  readonly act: string;
}

const OVER = new Set(['FINISHED', 'CANCELED', 'FAILED']);

export class Run {
  readonly history = new History();
  readonly index = new RunIndex();
  /** The clock of a living world, virtual ms. */
  worldNow = 0;

  constructor(
    readonly id: number,
    readonly header: TraceHeader,
    readonly live: boolean,
    readonly canBreak: boolean,
    /** Null for the first. */
    readonly origin: Origin | null,
  ) {}

  /** The newest moment known, virtual ms. */
  get end(): number {
    return Math.max(this.history.end, this.live ? this.worldNow : 0);
  }

  /** Takes facts; returns the number to ask for again when some are missing in between, else null. */
  add(from: number, entries: readonly TraceEntry[]): number | null {
    const have = this.history.entries.length;
    if (from > have) return have;
    const fresh = entries.slice(have - from);
    this.history.add(fresh);
    for (const entry of fresh) this.index.add(entry);
    return null;
  }

  /** The job named by `chosen`, else the newest one that still runs, else the newest. */
  jobAt(state: ClusterState, chosen: string | null): Job | null {
    const named = chosen === null ? undefined : state.jobs.get(chosen);
    if (named !== undefined) return named;
    let newest: Job | null = null;
    for (const job of state.jobs.values()) {
      if (newest === null || !OVER.has(job.status) || OVER.has(newest.status)) newest = job;
    }
    return newest;
  }
}
