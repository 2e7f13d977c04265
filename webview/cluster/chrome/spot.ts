/** Focus mode: everything but the selected thing steps back. Drawn over the picture; takes no clicks. */
import { svg } from '../draw/dom.ts';
import type { Target } from '../protocol.ts';

const PAD = 6;

export class Spot {
  readonly element = svg('spot hidden');
  private readonly veil = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  private readonly rims = document.createElementNS('http://www.w3.org/2000/svg', 'path');

  private shown = false;

  constructor() {
    this.veil.setAttribute('class', 'veil');
    this.rims.setAttribute('class', 'rim');
    this.element.append(this.veil, this.rims);
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** Shows the places of `target` inside `holder`; null or a target that is not drawn: no veil. */
  show(holder: HTMLElement, target: Target | null): void {
    if (target === null) {
      if (this.shown) this.element.classList.add('hidden');
      this.shown = false;
      return;
    }
    this.shown = true;
    const written = JSON.stringify(target);
    const area = seen(holder);
    const holes: string[] = [];
    for (const element of holder.querySelectorAll<HTMLElement | SVGElement>('[data-target]')) {
      if (element.dataset.target !== written) continue;
      const whole = wholeOf(element);
      const hole = within(whole.getBoundingClientRect(), area);
      if (hole !== null) holes.push(hole);
    }
    this.element.classList.toggle('hidden', holes.length === 0);
    if (holes.length === 0) return;
    const { left, top, width, height } = area;
    this.veil.setAttribute('d', `M${left} ${top}h${width}v${height}h${-width}z${holes.join('')}`);
    this.rims.setAttribute('d', holes.join(''));
  }
}

/** The part of the holder that the sticky foot does not cover. */
function seen(holder: HTMLElement): DOMRect {
  const box = holder.getBoundingClientRect();
  const foot = document.querySelector('.foot')?.getBoundingClientRect().top ?? box.bottom;
  return new DOMRect(box.left, box.top, box.width, Math.max(0, Math.min(box.bottom, foot) - box.top));
}

/** A rectangle's path, padded and cut to `area`; null when nothing of it is inside. */
function within(box: DOMRect, area: DOMRect): string | null {
  const left = Math.max(area.left, box.left - PAD);
  const top = Math.max(area.top, box.top - PAD);
  const width = Math.min(area.right, box.right + PAD) - left;
  const height = Math.min(area.bottom, box.bottom + PAD) - top;
  if (box.width === 0 || width <= 0 || height <= 0) return null;
  return `M${left} ${top}h${width}v${height}h${-width}z`;
}

/** A title stands for the card it heads. */
function wholeOf(element: Element): Element {
  return element.tagName === 'H2' || element.tagName === 'HEADER'
    ? (element.closest('article,section,.card') ?? element)
    : element;
}
