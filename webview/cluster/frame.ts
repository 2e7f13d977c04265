/** What every picture is given to draw one moment, and what it may ask for. */
import type { TraceHeader } from '../../src/trace/facts.ts';
import type { RunIndex } from './model/index.ts';
import type { ClusterState, Flight, Job } from './model/state.ts';
import type { Language, Target } from './protocol.ts';
import type { Words } from './words/words.ts';

export interface Frame {
  readonly state: ClusterState;
  /** The moment shown, virtual ms. */
  readonly t: number;
  /** The newest moment known. */
  readonly end: number;
  /** What is drawn on its way: state.flights and what was too short to be seen. */
  readonly flights: readonly Flight[];
  /** A way is drawn for at least this long, virtual ms. */
  readonly lens: number;
  readonly run: RunIndex;
  readonly header: TraceHeader;
  /** The job shown, null when there is none. */
  readonly job: Job | null;
  readonly words: Words;
  readonly language: Language;
  readonly selected: Target | null;
  /** The course is at hand. */
  readonly canRead: boolean;
  readonly reducedMotion: boolean;
  /** How high a picture may be without going on below the page, px. */
  readonly room: number;
  /** Changes whenever anything but positions of what is on its way may have changed. */
  readonly version: string;
}

export interface Actions {
  select(target: Target | null): void;
  go(t: number): void;
  suggest(what: 'run-first-cell' | 'submit-job'): void;
}

export interface Picture {
  readonly element: HTMLElement;
  show(frame: Frame): void;
  /** What this picture says in the caption line instead of what just happened. */
  readonly sentence?: string | null;
}

/** How much a wheel zooms, in powers of two for each px that it would scroll. */
export const WHEEL = 0.004;

export const HUES = 6;

/** Class of an operator's hue: by order of topology, the seventh starts again. */
export function hueClass(job: Job | null, vertex: string): string {
  const index = job === null ? -1 : job.vertices.findIndex((candidate) => candidate.id === vertex);
  return index < 0 ? '' : `h${index % HUES}`;
}

/** Which share of its way something has gone at `t`: by its own times, or by `lens` where those are too short to see. */
export function shareOf(flight: Pick<Flight, 'sent' | 'arrives'>, t: number, lens: number): number {
  const time = Math.max(flight.arrives - flight.sent, lens);
  return time <= 0 ? 1 : Math.min(1, Math.max(0, (t - flight.sent) / time));
}

export function sameTarget(a: Target | null, b: Target): boolean {
  return a !== null && JSON.stringify(a) === JSON.stringify(b);
}
