/** The menu of acts: at the living edge they happen now, in the past they make a second run, and all can become a cell. */
import { type MenuItem, openMenu } from './chrome/menu.ts';
import { chaosLine } from './model/chaos.ts';
import { type Act, actsOn } from './model/faults.ts';
import type { ClusterState } from './model/state.ts';
import type { Target } from './protocol.ts';
import { clock } from './words/format.ts';
import type { Words } from './words/words.ts';

export interface Breaking {
  readonly state: ClusterState;
  readonly target: Target | null;
  /** There is a world to break, and it still lives. */
  readonly canBreak: boolean;
  /** The moment shown is the world's present. */
  readonly now: boolean;
  readonly t: number;
  readonly words: Words;
  act(act: Act): void;
  branch(act: Act): void;
  copy(line: string): void;
}

export function breakMenu(breaking: Breaking, x: number, y: number): void {
  const { state, target, canBreak, now, t, words } = breaking;
  const acts = actsOn(state, target, { canBreak, live: true }, words);
  const items: MenuItem[] = acts.map((act) => ({
    label: act.label,
    reason: act.reason,
    run: () => (now ? breaking.act(act) : breaking.branch(act)),
  }));
  items.push({ label: words.copyCell, reason: null, run: () => copyMenu(breaking, acts, x, y) });
  openMenu(now || !canBreak ? words.breakIt : `${words.breakIt}: ${words.branchAt(clock(t))}`, items, x, y);
}

function copyMenu({ state, words, copy }: Breaking, acts: readonly Act[], x: number, y: number): void {
  const items = acts.map((act): MenuItem => {
    const line = chaosLine(act.fault, state);
    return { label: line, reason: null, run: () => copy(line) };
  });
  openMenu(words.copyCellTitle, items, x, y);
}
