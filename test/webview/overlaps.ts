/** What stands on what in a picture, measured in a real browser: no two texts meet, and no shape or line covers one. */
import type { Page } from 'playwright-core';

/** Shapes with a ground of their own, and lines that lead over other things. */
const SHAPES = '.rpc rect, .rpc polygon, .badge, .barrier rect, .capsule, circle.rec, .labg, .glabel rect, .cut rect';
const LINES = 'path.rpcline, path.tcp';

/** One sentence for each text that stands on another one or under something else; empty when all can be read. */
export function overlaps(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    ({ shapes, lines }) => {
      interface Area {
        readonly left: number;
        readonly top: number;
        readonly right: number;
        readonly bottom: number;
      }
      interface Named extends Area {
        readonly name: string;
        readonly element: Element;
      }
      const meet = (a: Area, b: Area, slack: number) =>
        a.left + slack < b.right && b.left + slack < a.right && a.top + slack < b.bottom && b.top + slack < a.bottom;
      const within = (a: Area, b: Area): Area => ({
        ...{ left: Math.max(a.left, b.left), top: Math.max(a.top, b.top) },
        ...{ right: Math.min(a.right, b.right), bottom: Math.min(a.bottom, b.bottom) },
      });
      /** What is left of a box inside everything round it that cuts off what is too large. */
      const seen = (element: Element, box: Area): Area | null => {
        let left = box;
        for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
          const style = getComputedStyle(at);
          if (style.visibility === 'hidden' || style.opacity === '0' || at.classList.contains('sr')) return null;
          if (style.overflow !== 'visible' && at instanceof HTMLElement)
            left = within(left, at.getBoundingClientRect());
        }
        return left.right - left.left < 1 || left.bottom - left.top < 1 ? null : left;
      };
      const root = document.querySelector('.pictures')!;
      const texts: Named[] = [];
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
        const name = node.textContent?.trim() ?? '';
        const element = node.parentElement;
        if (name === '' || element === null || element.closest('defs, title, option') !== null) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const lineHeight = Number.parseFloat(getComputedStyle(element).fontSize) * 0.9;
        for (const rect of range.getClientRects()) {
          const area = seen(element, rect);
          if (area === null) continue;
          // Letters do not fill the whole height of their line.
          const spare = Math.max(0, (area.bottom - area.top - lineHeight) / 2);
          texts.push({ ...area, top: area.top + spare, bottom: area.bottom - spare, name, element });
        }
      }
      const found = new Set<string>();
      texts.forEach((one, index) => {
        for (const other of texts.slice(index + 1))
          if (one.element !== other.element && meet(one, other, 1)) found.add(`"${one.name}" on "${other.name}"`);
      });
      for (const shape of root.querySelectorAll(shapes)) {
        const area = seen(shape, shape.getBoundingClientRect());
        if (area === null) continue;
        const own = shape.closest('g, button');
        // Partitioners stand above what moves on the edges, and a ground of its own hides what is drawn before it.
        const isBelow = (text: Element) =>
          shape.closest('.moving') !== null &&
          (text.closest('.badge, .badge-note') !== null ||
            (text.closest('.moving') !== null &&
              (shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0));
        for (const text of texts.filter(({ element }) => !isBelow(element)))
          if (own?.contains(text.element) !== true && meet(area, text, 2))
            found.add(
              `${shape.getAttribute('class') ?? ''} of ${own?.getAttribute('class')} ${own?.textContent} on "${text.name}"`,
            );
      }
      for (const line of root.querySelectorAll<SVGPathElement>(lines)) {
        const matrix = line.getScreenCTM()!;
        const length = line.getTotalLength();
        for (let at = 0; at < length; at += 4) {
          const { x, y } = line.getPointAtLength(at).matrixTransform(matrix);
          const text = texts.find(
            (one) =>
              one.left + 2 < x &&
              x < one.right - 2 &&
              one.top + 2 < y &&
              y < one.bottom - 2 &&
              one.element.closest('svg.over') === null,
          );
          if (text !== undefined) {
            found.add(`${line.getAttribute('class')} through "${text.name}"`);
            break;
          }
        }
      }
      return [...found];
    },
    { shapes: SHAPES, lines: LINES },
  );
}
