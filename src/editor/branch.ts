import type { FaultInput, JournalEntry } from '../world/protocol.ts';
import type { Host } from './host.ts';
import { ASSETS, type OpenLesson } from './lessons.ts';
import { createSession, type WorldSession } from './session.ts';
import { readWorkspace } from './workspace-files.ts';

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

/** A second world from the first one's journal; it runs at once to where the first one is, and lives on from there. */
export function branchOf(lesson: OpenLesson, from: WorldSession, host: Host, departure: Departure): WorldSession {
  return createSession({
    host,
    spec: from.spec,
    pace: 0,
    workspace: () => readWorkspace(lesson.notebook.uri),
    assets: ASSETS,
    saved: { journal: journalOf(from.journal, departure), now: Math.max(from.now, departure.at) },
    ...(departure.detail ? { detail: departure.detail } : {}),
    patience: { answer: 150, flag: 1000, replay: 60_000 },
  });
}
