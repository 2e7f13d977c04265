/** What outlives the page while it is hidden, as VS Code keeps it. */
import type { TraceHeader } from '../../src/trace/facts.ts';
import type { PictureName } from './protocol.ts';

export interface Kept {
  /** Which run it was. */
  readonly run: string;
  /** Virtual ms. */
  readonly bookmarks: readonly number[];
  readonly picture: PictureName;
  /** The moment shown, virtual ms; null: it followed a living world. */
  readonly at: number | null;
  readonly playing: boolean;
}

/** Of several runs, the one shown last first. */
export interface Memory {
  getState(): readonly Kept[] | undefined;
  setState(kept: readonly Kept[]): void;
}

/** Wall ms between two times that something is kept. */
const PAUSE = 300;
const MOST_RUNS = 8;

export class Keeper {
  private kept = '';
  private last = Number.NEGATIVE_INFINITY;

  constructor(private readonly memory: Memory | null) {}

  /** What was kept of this run; null: nothing. */
  of(header: TraceHeader): Kept | null {
    return this.all().find(({ run }) => run === nameOf(header)) ?? null;
  }

  /** To be called with each frame. `now`: wall clock, ms. */
  keep(header: TraceHeader, shown: Omit<Kept, 'run'>, now: number): void {
    if (this.memory === null || now - this.last < PAUSE) return;
    this.last = now;
    const kept: Kept = { run: nameOf(header), ...shown };
    const written = JSON.stringify(kept);
    if (written === this.kept) return;
    this.kept = written;
    const others = this.all().filter(({ run }) => run !== kept.run);
    this.memory.setState([kept, ...others].slice(0, MOST_RUNS));
  }

  private all(): readonly Kept[] {
    const kept = this.memory?.getState();
    return Array.isArray(kept) ? kept : [];
  }
}

export const isSameRun = (one: TraceHeader, other: TraceHeader): boolean => nameOf(one) === nameOf(other);

const nameOf = ({ title, seed, epoch }: TraceHeader): string => `${title} ${seed} ${epoch}`;
