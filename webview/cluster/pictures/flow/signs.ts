/** Small marks beside words: a watermark's flag, a state's dot, a checkpoint's diamond. */
import { el, svg } from '../../draw/dom.ts';

export function flagIcon(): SVGSVGElement {
  const flag = svg('icon');
  flag.setAttribute('width', '12');
  flag.setAttribute('height', '17');
  flag.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M1 0h1.8v17H1zM3 1l8 3.2L3 7.5z');
  path.setAttribute('fill', 'currentColor');
  flag.append(path);
  return flag;
}

export function stateDot(state: string): HTMLElement {
  const dot = el('span', 'dot');
  dot.style.setProperty('--c', `var(--s-${state})`);
  return dot;
}

export function diamond(mark: 'done' | 'doing' | 'aborted'): SVGSVGElement {
  const icon = svg('icon');
  icon.setAttribute('width', '14');
  icon.setAttribute('height', '14');
  icon.setAttribute('viewBox', '-7 -7 14 14');
  icon.setAttribute('aria-hidden', 'true');
  icon.style.flex = 'none';
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M0-5.5 5.5 0 0 5.5-5.5 0z');
  path.setAttribute('class', `dia ${mark === 'done' ? '' : mark}`);
  icon.append(path);
  return icon;
}
