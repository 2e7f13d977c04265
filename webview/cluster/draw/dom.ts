/** Small helpers for elements; d3 joins do the rest. */

/** A new element with a class and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(className: string, ...children: Node[]): SVGSVGElement {
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('class', className);
  element.append(...children);
  return element;
}

/** An icon from path data in a 16×16 box. */
export function icon(path: string, size = 16): SVGSVGElement {
  const element = svg('icon');
  element.setAttribute('viewBox', '0 0 16 16');
  element.setAttribute('width', String(size));
  element.setAttribute('height', String(size));
  element.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', path);
  shape.setAttribute('fill', 'currentColor');
  element.append(shape);
  return element;
}

export const ICONS = {
  host: 'M1 2h14v5H1zM1 9h14v5H1zM2.4 3.4v2.2h11.2V3.4zM2.4 10.4v2.2h11.2v-2.2zM9 4h3v1H9zM9 11h3v1H9z',
  play: 'M3 1.5v13l11-6.5z',
  pause: 'M3 2h3.5v12H3zM9.5 2H13v12H9.5z',
  back: 'M2 2h2.2v12H2zM14 2v12L5 8z',
  forward: 'M11.8 2H14v12h-2.2zM2 2v12l9-6z',
  bolt: 'M9.8.5 3 9h3.6L5.6 15.5 13 6.6H9z',
  close: 'M3.3 2.2 8 6.9l4.7-4.7 1.1 1.1L9.1 8l4.7 4.7-1.1 1.1L8 9.1l-4.7 4.7-1.1-1.1L6.9 8 2.2 3.3z',
} as const;

/** Sets text only when it changed, so that idle frames cost nothing. */
export function text(element: Element | null | undefined, value: string): void {
  if (element !== null && element !== undefined && element.textContent !== value) element.textContent = value;
}

/** Rough width in px of a text at 12.5 px monospace; CJK takes a full em. */
export function monoWidth(value: string): number {
  let width = 0;
  for (const char of value) width += (char.codePointAt(0) ?? 0) > 0x2e7f ? 13 : 7.6;
  return width;
}

let ruler: CanvasRenderingContext2D | null = null;

/** A text that fits into so many px, set in bold at the size of body text, with an ellipsis where it was cut. */
export function fitted(value: string, width: number): string {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (ruler === null) return value;
  ruler.font = `bold 13px ${getComputedStyle(document.body).fontFamily}`;
  if (ruler.measureText(value).width <= width) return value;
  let length = value.length - 1;
  while (length > 3 && ruler.measureText(`${value.slice(0, length)}…`).width > width) length--;
  return `${value.slice(0, length)}…`;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const sizes = new WeakMap<Element, Size>();
let observer: ResizeObserver | null = null;

/** Inner width in px, without asking the page to lay itself out; the window hears `millrace-resize` when it changes. */
export function widthOf(element: Element): number {
  return sizeOf(element).width;
}

/** Outer height in px, in the same manner. */
export function heightOf(element: Element): number {
  return sizeOf(element).height;
}

function sizeOf(element: Element): Size {
  const known = sizes.get(element);
  if (known !== undefined && known.width > 0) return known;
  observer ??= new ResizeObserver((entries) => {
    for (const { target, contentRect, borderBoxSize } of entries)
      sizes.set(target, {
        width: Math.floor(contentRect.width),
        height: Math.ceil(borderBoxSize[0]?.blockSize ?? contentRect.height),
      });
    window.dispatchEvent(new Event('millrace-resize'));
  });
  observer.observe(element);
  const style = getComputedStyle(element);
  const width = Math.floor(
    element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight),
  );
  const size = { width, height: Math.ceil(element.getBoundingClientRect().height) };
  sizes.set(element, size);
  return size;
}

/** Pages at least so wide and high, px, have room for larger type; low ones have none for all that can be said in it. */
const ROOMS = { roomy: '(min-width:1600px) and (min-height:950px)', low: '(max-height:949px)' } as const;

/** Tells the style sheet, now and later, how much room the page has. */
export function watchRoom(): void {
  for (const [name, query] of Object.entries(ROOMS)) {
    const room = matchMedia(query);
    const mark = () => document.body.classList.toggle(name, room.matches);
    room.addEventListener('change', mark);
    mark();
  }
}

/** Of type: 1, or more when presenting and on a large page. */
export function typeScale(): number {
  const { classList } = document.body;
  if (classList.contains('present')) return 1.5;
  return classList.contains('roomy') ? 1.25 : 1;
}
