import * as vscode from 'vscode';
import { type PackedJournal, packJournal, unpackJournal } from './journal-pack.ts';
import type { SavedWorld, WorldSession } from './session.ts';

/** Where worlds outlive a window reload: small JSON in the workspace's state, one key a lesson. */
export interface JournalStore {
  /** What was saved for a lesson, if it still fits this version. */
  take(key: string): SavedWorld | null;
  /** Saves soon; many calls in a row are one write. */
  save(key: string, session: WorldSession): void;
  /** Notes now and then how far the world's clock has come. */
  keepTime(key: string, session: WorldSession): void;
  forget(key: string): void;
}

interface Kept {
  readonly version: number;
  readonly journal: PackedJournal;
  /** Virtual ms. */
  readonly now: number;
}

const VERSION = 2;
/** A packed journal beyond this many characters is not kept, which is said once: VS Code holds the state in memory. */
const LARGEST = 16_000_000;
const SOON_MS = 300;
const NOW_AND_THEN_MS = 5000;

export function createJournalStore(context: vscode.ExtensionContext): JournalStore {
  const state = context.workspaceState;
  const tooLarge = new Set<string>();
  const waiting = new Map<string, { session: WorldSession; timer: ReturnType<typeof setTimeout> }>();
  const name = (key: string): string => `world.${key}`;

  const write = (key: string, session: WorldSession): Thenable<void> => {
    waiting.delete(key);
    const journal = session.journal.filter(({ input }) => input.kind !== 'workspace');
    if (journal.length === 0) return state.update(name(key), undefined);
    const saved: Kept = { version: VERSION, journal: packJournal(journal), now: session.now };
    if (JSON.stringify(saved).length <= LARGEST) return state.update(name(key), saved);
    if (!tooLarge.has(key)) {
      tooLarge.add(key);
      const megabytes = LARGEST / 1e6;
      void vscode.window.showWarningMessage(
        vscode.l10n.t('This lesson has more than {0} MB of inputs: its cluster will not survive a reload.', megabytes),
      );
    }
    return state.update(name(key), undefined);
  };
  const cancel = (key: string): void => {
    const entry = waiting.get(key);
    if (entry) clearTimeout(entry.timer);
    waiting.delete(key);
  };
  context.subscriptions.push({
    dispose: () => [...waiting].forEach(([key, { session }]) => void write(key, session)),
  });

  return {
    take(key) {
      const saved = state.get<Kept>(name(key));
      return saved?.version === VERSION ? { journal: unpackJournal(saved.journal), now: saved.now } : null;
    },
    save(key, session) {
      cancel(key);
      waiting.set(key, { session, timer: setTimeout(() => void write(key, session), SOON_MS) });
    },
    keepTime(key, session) {
      if (waiting.has(key) || session.journal.length === 0) return;
      waiting.set(key, { session, timer: setTimeout(() => void write(key, session), NOW_AND_THEN_MS) });
    },
    forget(key) {
      cancel(key);
      void state.update(name(key), undefined);
    },
  };
}
