import type { TraceEntry } from '../trace/facts.ts';
import { explain } from './advice.ts';
import { pause } from './pause.ts';
import type { FlinkRest } from './rest.ts';
import { createSlotLog } from './slot-log.ts';
import { type ClusterSnapshot, takeSnapshot } from './snapshot.ts';
import { createTranslator } from './translate.ts';

export interface WatchOptions {
  readonly rest: FlinkRest;
  /** ms since 1970 at the trace's time 0. */
  readonly epoch: number;
  readonly now: () => number;
  /** Hears once that the connection is lost, and once that it is back. */
  readonly note: (text: string) => void;
  readonly found?: (entries: readonly TraceEntry[]) => void;
}

/** Looks at a cluster now and then and writes down what it tells. */
export interface Watch {
  readonly entries: readonly TraceEntry[];
  /** Takes a last look and ends. */
  stop(): Promise<void>;
}

const EVERY_MS = 1000;

export function createWatch({ rest, epoch, now, note, found }: WatchOptions): Watch {
  const translator = createTranslator(new URL(rest.address.url).hostname, epoch);
  const slotLog = createSlotLog(rest);
  const entries: TraceEntry[] = [];
  const abort = new AbortController();
  let before: ClusterSnapshot | null = null;
  let lost = false;
  const look = async (signal?: AbortSignal): Promise<void> => {
    try {
      before = await slotLog.seated(await takeSnapshot(rest, before, signal), signal);
    } catch (error) {
      if (signal?.aborted) return;
      if (!lost) note(explain(error));
      lost = true;
      return;
    }
    if (lost) note(`${rest.address.url} answers again`);
    lost = false;
    const fresh = translator.next(before, now());
    entries.push(...fresh);
    if (fresh.length > 0) found?.(fresh);
  };
  const going = (async () => {
    while (!abort.signal.aborted) {
      await look(abort.signal);
      await pause(EVERY_MS, abort.signal);
    }
  })();
  return {
    entries,
    async stop() {
      abort.abort();
      await going;
      await look();
    },
  };
}
