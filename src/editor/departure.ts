import type { FaultInput, JournalEntry } from '../world/protocol.ts';

/** What is done differently in a second run of the same world. */
export interface Departure {
  /** Virtual ms. */
  readonly at: number;
  readonly fault: FaultInput | null;
  readonly detail: { readonly from: number; readonly to: number } | null;
}

/** After all that happens at a moment. */
const LAST = Number.MAX_SAFE_INTEGER;

/** The inputs up to a moment, and one more act there. */
export function journalOf(journal: readonly JournalEntry[], { at, fault, detail }: Departure): JournalEntry[] {
  if (fault === null && detail !== null) return [...journal];
  const kept = journal.filter((entry) => entry.at <= at);
  return fault === null ? kept : [...kept, { at, events: LAST, input: { kind: 'fault', fault } }];
}
