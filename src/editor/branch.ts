import { type Departure, journalOf } from './departure.ts';
import type { Host } from './host.ts';
import { ASSETS, type OpenLesson } from './lessons.ts';
import { createSession, type WorldSession } from './session.ts';
import { readWorkspace } from './workspace-files.ts';

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
