import type { TraceEntry, TraceHeader } from '../trace/facts.ts';

/** A world's trace on the host's side: for views that open late, and for saving it. Sequence numbers count all entries ever added. */
export interface TraceLog {
  /** Goes up when the world starts anew and earlier entries no longer hold. */
  readonly generation: number;
  readonly header: TraceHeader | null;
  begin(header: TraceHeader): void;
  add(entries: readonly TraceEntry[]): void;
  /** Everything kept, oldest first. */
  all(): readonly TraceEntry[];
  /** Number of entries added since `begin`. */
  readonly length: number;
}

/**
 * @param limit most data facts (`data.*`) kept; when there are a quarter more, the oldest go. Control facts always stay.
 */
export function createTraceLog(limit = 200_000): TraceLog {
  let generation = 0;
  let header: TraceHeader | null = null;
  let entries: TraceEntry[] = [];
  let data = 0;
  let length = 0;
  const isData = (entry: TraceEntry): boolean => entry.kind.startsWith('data.');

  const thin = (): void => {
    let surplus = data - limit;
    entries = entries.filter((entry) => !isData(entry) || surplus-- <= 0);
    data = limit;
  };
  return {
    get generation() {
      return generation;
    },
    get header() {
      return header;
    },
    get length() {
      return length;
    },
    begin(next) {
      generation++;
      header = next;
      entries = [];
      data = 0;
      length = 0;
    },
    add(batch) {
      for (const entry of batch) {
        entries.push(entry);
        if (isData(entry)) data++;
      }
      length += batch.length;
      if (data > limit * 1.25) thin();
    },
    all: () => entries,
  };
}
