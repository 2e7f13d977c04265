import { type Fact, isDataFact, type TraceEntry } from '../trace/facts.ts';

/**
 * Keeps the trace of a world. Control facts are always kept. Data facts are thinned by a rule that depends on the trace
 * alone: of each kind the first {@link PER_WINDOW} in a window of {@link WINDOW_MS} virtual ms are kept, the rest
 * counted; and when more than {@link MAX_DATA} are held, the oldest go first. Inside a `detail` span nothing is thinned.
 */
export interface Recorder {
  record(at: number, fact: Fact): void;
  /** Entries kept, in order. Indexes are stable: what was dropped for memory leaves a gap at the front of the data facts only. */
  readonly entries: readonly TraceEntry[];
  /** Number of entries ever kept; the index of the next one. */
  readonly length: number;
  /** Entries from index `from` on that are still held. */
  since(from: number): readonly TraceEntry[];
  /** Data facts thinned out so far. */
  readonly thinned: number;
}

export const WINDOW_MS = 250;
export const PER_WINDOW = 200;
const MAX_DATA = 200_000;

export function createRecorder(
  options: { readonly detail?: { readonly from: number; readonly to: number }; readonly maxData?: number } = {},
): Recorder {
  const maxData = options.maxData ?? MAX_DATA;
  let entries: TraceEntry[] = [];
  /** Index of entries[0] counted over all entries ever kept; dropping compacts, so indexes before it are gone. */
  let dropped = 0;
  let data = 0;
  let thinned = 0;
  let window = -1;
  const inWindow = new Map<string, number>();

  const dropOldest = (): void => {
    const excess = Math.ceil(maxData / 4);
    let toDrop = excess;
    entries = entries.filter((entry) => {
      if (toDrop > 0 && isDataFact(entry)) {
        toDrop--;
        return false;
      }
      return true;
    });
    dropped += excess - toDrop;
    data -= excess - toDrop;
  };

  return {
    record(at, fact) {
      if (isDataFact(fact)) {
        const detailed = options.detail && at >= options.detail.from && at < options.detail.to;
        if (!detailed) {
          const w = Math.floor(at / WINDOW_MS);
          if (w !== window) {
            window = w;
            inWindow.clear();
          }
          const count = (inWindow.get(fact.kind) ?? 0) + 1;
          inWindow.set(fact.kind, count);
          if (count > PER_WINDOW) {
            thinned++;
            return;
          }
        }
        if (++data > maxData) dropOldest();
      }
      entries.push({ at, ...fact });
    },
    get entries() {
      return entries;
    },
    get length() {
      return entries.length + dropped;
    },
    since: (from) => entries.slice(Math.max(0, from - dropped)),
    get thinned() {
      return thinned;
    },
  };
}
