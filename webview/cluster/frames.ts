/** Frames of a run: its state at the moment shown, and how all of the page wants it drawn. */
import { heightOf, widthOf } from './draw/dom.ts';
import type { Frame } from './frame.ts';
import type { Language, Target } from './protocol.ts';
import type { Run } from './run.ts';
import type { Runs } from './runs.ts';
import type { Playhead } from './time/playhead.ts';
import { wordsOf } from './words/words.ts';

/** While playing, what stands still is redrawn at most this often, wall ms; what moves is redrawn every frame. */
const BOXES_MS = 50;

/** What a frame shows beside the run itself. */
export interface Shown {
  readonly jobId: string | null;
  readonly selected: Target | null;
  readonly language: Language;
  readonly canRead: boolean;
}

/** Parts of the page that leave a picture its room. */
interface Page {
  readonly header: HTMLElement;
  readonly holder: HTMLElement;
  readonly foot: HTMLElement;
}

export class Frames {
  /** What each run's boxes were last drawn for. */
  private readonly versions = new Map<number, string>();
  private boxesAt = 0;
  /** Asking the window in every frame would make it lay itself out. */
  private pageHeight = innerHeight;
  private readonly motion = matchMedia('(prefers-reduced-motion: reduce)');

  /** @param changed another frame is to be drawn */
  constructor(
    private readonly page: Page,
    private readonly runs: Runs,
    private readonly head: Playhead,
    private readonly changed: () => void,
  ) {
    window.addEventListener('millrace-resize', changed);
    window.addEventListener('resize', () => {
      this.pageHeight = innerHeight;
      changed();
    });
  }

  get reducedMotion(): boolean {
    return this.motion.matches;
  }

  /** @param began when drawing began, wall ms */
  of(run: Run, { jobId, selected, language, canRead }: Shown, began: number): Frame {
    const { runs, head } = this;
    const state = run.history.at(head.t);
    const job = run.jobAt(state, jobId);
    const fresh = [
      run.id,
      state.facts,
      state.flights.length,
      Math.floor(head.t / 500),
      job?.id,
      language,
      JSON.stringify(selected),
      document.body.className,
      widthOf(this.page.holder),
      this.pageHeight,
    ].join('|');
    if (!head.playing || began - this.boxesAt >= BOXES_MS) {
      this.versions.set(run.id, fresh);
      if (run === runs.shown) this.boxesAt = began;
    } else if (fresh !== this.versions.get(run.id)) this.changed();
    return {
      ...{ state, job, selected, language, canRead, words: wordsOf(language) },
      t: head.t,
      end: runs.end,
      flights: run === runs.shown ? head.onTheWay(state) : state.flights,
      lens: head.lens,
      run: run.index,
      header: run.header,
      reducedMotion: this.reducedMotion,
      room: this.pageHeight - heightOf(this.page.header) - heightOf(this.page.foot),
      version: this.versions.get(run.id) ?? fresh,
    };
  }
}
