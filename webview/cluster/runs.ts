/** The runs a page holds: the lesson's own, those made beside it, the one shown and the one it is compared with. */
import type { HostMessage } from './protocol.ts';
import { Run } from './run.ts';
import { clockShort } from './words/format.ts';
import type { Words } from './words/words.ts';

export class Runs {
  /** By number; the first is 0. */
  private readonly byNumber = new Map<number, Run>();
  shown: Run | null = null;
  /** The run it is compared with; null: one run is shown. */
  other: Run | null = null;

  /** The newest moment of what is shown, virtual ms. */
  get end(): number {
    return Math.max(this.shown?.end ?? 0, this.other?.end ?? 0);
  }

  get live(): boolean {
    return this.shown?.live ?? false;
  }

  /** Which run a message is about; nothing for the first. */
  get ofShown(): { readonly run?: number } {
    return this.shown === null || this.shown.id === 0 ? {} : { run: this.shown.id };
  }

  get(id: number): Run | undefined {
    return this.byNumber.get(id);
  }

  /** Shows a new run. The first one forgets all others; one made by an act is compared with the one it left. */
  begin({ header, live, canBreak, branch, run: number = 0 }: Extract<HostMessage, { type: 'init' }>): Run {
    const origin = branch ?? null;
    const run = new Run(number, header, live, canBreak, origin);
    if (number === 0) {
      this.byNumber.clear();
      this.other = null;
    } else if (origin !== null) this.other = origin.act === '' ? null : (this.byNumber.get(origin.run) ?? null);
    this.byNumber.set(number, run);
    this.shown = run;
    return run;
  }

  /** Takes facts; returns the number to ask for again when some are missing in between, else null. */
  add({ run = 0, from, entries }: Extract<HostMessage, { type: 'trace' }>): number | null {
    return this.byNumber.get(run)?.add(from, entries) ?? null;
  }

  /** Shows another run; false when it is shown already or unknown. */
  choose(id: number): boolean {
    const run = this.byNumber.get(id);
    if (run === undefined || run === this.shown) return false;
    if (this.other === run) this.other = this.shown;
    this.shown = run;
    return true;
  }

  /** Two runs side by side, or again one; false when there is only one. */
  compare(): boolean {
    if (this.byNumber.size < 2) return false;
    const { shown } = this;
    const left = this.byNumber.get(shown?.origin?.run ?? -1);
    const beside = [...this.byNumber.values()].filter((one) => one !== shown).at(-1);
    this.other = this.other === null ? (left ?? beside ?? null) : null;
    return true;
  }

  names(words: Words): readonly { readonly id: number; readonly name: string }[] {
    return [...this.byNumber.values()].map((one) => ({ id: one.id, name: nameOf(one, words) }));
  }
}

export function nameOf({ origin }: Run, words: Words): string {
  if (origin === null) return words.firstRun;
  return origin.act === '' ? words.detail : words.branchName(clockShort(origin.at), origin.act);
}
