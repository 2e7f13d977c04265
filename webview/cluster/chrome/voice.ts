/** What the page says: the caption line, a sentence that goes away, and both for those who listen. */
import { el, text } from '../draw/dom.ts';
import { Toast } from './toast.ts';

export class Voice {
  readonly caption = el('p', 'caption');
  readonly announcer = el('p', 'sr');
  private readonly toast = new Toast();
  private said = '';

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
    this.said = sentence;
    text(this.announcer, sentence);
  }

  /** The caption line; it is read out when it is another one and `aloud`. */
  tell(caption: string, aloud: boolean): void {
    text(this.caption, caption);
    if (caption !== this.said && aloud) this.announce(caption);
  }
}
