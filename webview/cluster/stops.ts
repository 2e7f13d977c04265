/** Where a person stops: bookmarks and turning points, the span that is looped, what a step goes to. */
import type { Voice } from './chrome/voice.ts';
import { chaptersOf } from './model/chapters.ts';
import { after, before, type StepKind } from './model/index.ts';
import { keysHeld } from './model/keys-held.ts';
import type { Caption } from './model/state.ts';
import type { Language, Target, ViewMessage } from './protocol.ts';
import type { Run } from './run.ts';
import type { Runs } from './runs.ts';
import type { Playhead } from './time/playhead.ts';
import { captionText } from './words/caption.ts';
import { clock } from './words/format.ts';
import { wordsOf } from './words/words.ts';

/** What the stops ask of the page. */
export interface StopsHost {
  readonly runs: Runs;
  readonly head: Playhead;
  readonly voice: Voice;
  language(): Language;
  /** Id of the job looked at at the moment shown; of none, ''. */
  job(run: Run): string;
  /** What the caption line says at the moment shown. */
  captionOf(run: Run): Caption | null;
  changed(): void;
  post(message: ViewMessage): void;
}

export class Stops {
  /** Virtual ms, ascending. */
  bookmarks: readonly number[] = [];

  constructor(private readonly host: StopsHost) {}

  private get words() {
    return wordsOf(this.host.language());
  }

  /** Sets a bookmark at the moment shown, or takes it away. */
  bookmark(): void {
    const { head, voice } = this.host;
    const { t } = head;
    this.bookmarks = this.bookmarks.includes(t)
      ? this.bookmarks.filter((other) => other !== t)
      : [...this.bookmarks, t].sort((a, b) => a - b);
    voice.announce(this.words.bookmarked(clock(t)));
    this.host.changed();
  }

  /** To the next or former bookmark, or where there are none, turning point of the run; it waits there. */
  toChapter(direction: 1 | -1): void {
    const { runs, head, voice } = this.host;
    if (runs.shown === null) return;
    const list = chaptersOf(runs.shown.index, this.bookmarks);
    const at = direction === 1 ? after(list, head.t) : before(list, head.t);
    if (at === null) return;
    if (head.playing) head.toggle(false);
    head.go(at);
    this.host.changed();
    const caption = this.host.captionOf(runs.shown);
    const said = caption === null ? clock(at) : captionText(caption, this.host.language());
    voice.say(this.words.chapter(list.indexOf(at) + 1, list.length, said));
  }

  /** The span that is played again and again, virtual ms; no end yet: up to the end of the run. */
  setLoop(from: number | null, to: number | null): void {
    const { head, voice } = this.host;
    head.setLoop(from, to);
    const { loop } = head;
    const { words } = this;
    voice.say(loop === null ? words.loopOff : words.looping(clock(loop.from), loop.to === null ? '…' : clock(loop.to)));
    this.host.changed();
  }

  /** The loop begins or ends at the moment shown, or there is none. */
  loopAt(edge: 'start' | 'end' | 'none'): void {
    const { t, loop } = this.host.head;
    if (edge === 'start') this.setLoop(t, loop?.to ?? null);
    else this.setLoop(null, edge === 'end' ? t : null);
  }

  /** The loop's span once more with all of its records, as a run of its own. */
  everyRecord(): void {
    const { runs, head, voice } = this.host;
    const run = runs.shown;
    const { loop } = head;
    if (run === null || loop === null || loop.to === null) {
      voice.say(this.words.loopHint);
      return;
    }
    const detail = { from: loop.from, to: loop.to };
    voice.say(this.words.branching(clock(loop.from)));
    this.host.post({ type: 'branch', run: run.id, at: loop.from, fault: null, text: '', detail });
  }

  /** What a step goes to from now on; `selected` may hold the key that is stepped along. */
  setStep(kind: StepKind, selected: Target | null): void {
    const { head } = this.host;
    head.step = kind;
    if (kind === 'key' && head.key === null) this.nextKey(selected);
    this.host.changed();
  }

  /** Steps are from now on the records of the key given, else of the next one that holds state in what is selected. */
  nextKey(selected: Target | null, given: string | null = null): void {
    const { runs, head, voice } = this.host;
    const run = runs.shown;
    if (run === null) return;
    const keys = given === null ? keysHeld(run.history.at(head.t), this.host.job(run), selected) : [given];
    const key = keys[(keys.indexOf(head.key ?? '') + 1) % Math.max(1, keys.length)];
    if (key === undefined) {
      voice.say(this.words.noKey);
      return;
    }
    head.key = key;
    head.step = 'key';
    voice.say(this.words.steppingKey(key));
    this.host.changed();
  }
}
