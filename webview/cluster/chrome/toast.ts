/** One sentence that goes away by itself. The live region says it too, so this is for eyes only. */
import { el } from '../draw/dom.ts';

const SHOWN_MS = 4000;

export class Toast {
  readonly element = el('div', 'toast hidden');
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.element.setAttribute('aria-hidden', 'true');
  }

  show(sentence: string): void {
    this.element.textContent = sentence;
    this.element.classList.remove('hidden');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.element.classList.add('hidden'), SHOWN_MS);
  }
}
