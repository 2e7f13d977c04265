/** What the page says: the caption line, a sentence that goes away, and both for those who listen. */
import { el, text } from '../draw/dom.ts';
import { Toast } from './toast.ts';

/** Wall ms between two captions that are read out: who listens gets the last of those that follow each other faster. */
const BREATH_MS = 1000;

export class Voice {
  readonly caption = el('p', 'caption');
  readonly announcer = el('p', 'sr');
  private readonly toast = new Toast();
  private said = '';
  private saidAt = Number.NEGATIVE_INFINITY;
  private later: number | undefined;

  constructor() {
    this.announcer.setAttribute('aria-live', 'polite');
    this.announcer.setAttribute('role', 'status');
    this.caption.setAttribute('aria-hidden', 'true');
  }

  get toastElement(): HTMLElement {
    return this.toast.element;
  }

  /** Says a sentence once, to be seen and to be heard. */
  say(sentence: string): void {
    this.toast.show(sentence);
    this.announce(sentence);
  }

  /** To be heard only. */
  announce(sentence: string): void {
    clearTimeout(this.later);
    this.said = sentence;
    this.saidAt = performance.now();
    text(this.announcer, sentence);
  }

  /** The caption line; it is read out when it is another one and `aloud`. */
  tell(caption: string, aloud: boolean): void {
    text(this.caption, caption);
    if (caption === this.said || !aloud) return;
    this.said = caption;
    clearTimeout(this.later);
    this.later = window.setTimeout(() => this.announce(caption), this.saidAt + BREATH_MS - performance.now());
  }
}
