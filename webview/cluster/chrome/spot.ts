/** Focus mode: everything but the selected thing steps back. Drawn over the picture; takes no clicks. */
import { svg } from '../draw/dom.ts';
import type { Target } from '../protocol.ts';

const PAD = 6;

export class Spot {
  readonly element = svg('spot hidden');
  private readonly veil = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  private readonly rims = document.createElementNS('http://www.w3.org/2000/svg', 'path');

  constructor() {
    this.veil.setAttribute('class', 'veil');
    this.rims.setAttribute('class', 'rim');
    this.element.append(this.veil, this.rims);
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Shows the places of `target` inside `holder`; null or a target that is not drawn: no veil. */
  show(holder: HTMLElement, target: Target | null): void {
    const written = target === null ? null : JSON.stringify(target);
    const area = holder.getBoundingClientRect();
    const holes: string[] = [];
    if (written !== null) {
      for (const element of holder.querySelectorAll<HTMLElement | SVGElement>('[data-target]')) {
        if (element.dataset.target !== written) continue;
        const whole = element.closest('[data-target] > *')?.parentElement === element ? element : wholeOf(element);
        const box = whole.getBoundingClientRect();
        if (box.width === 0) continue;
        holes.push(
          `M${box.left - PAD} ${box.top - PAD}h${box.width + 2 * PAD}v${box.height + 2 * PAD}h${-box.width - 2 * PAD}z`,
        );
      }
    }
    this.element.classList.toggle('hidden', holes.length === 0);
    if (holes.length === 0) return;
    const { left, top, width, height } = area;
    this.veil.setAttribute('d', `M${left} ${top}h${width}v${height}h${-width}z${holes.join('')}`);
    this.rims.setAttribute('d', holes.join(''));
  }
}

/** A title stands for the card it heads. */
function wholeOf(element: Element): Element {
  return element.tagName === 'H2' || element.tagName === 'HEADER'
    ? (element.closest('article,section,.card') ?? element)
    : element;
}
