/** Records without values, on a canvas, for hundreds move at once; and the tip that tells the value of one. */
import { el } from '../../draw/dom.ts';
import { HUES } from '../../frame.ts';
import type { Words } from '../../words/words.ts';
import type { GraphLayout } from './layout.ts';
import type { RecordMark } from './marks.ts';

const RADIUS = 4.5;
/** The pointer is on a record within this distance, px. */
const NEAR = 10;

export class Dots {
  readonly element = el('canvas');

  constructor() {
    this.element.setAttribute('aria-hidden', 'true');
  }

  show(marks: readonly RecordMark[], layout: GraphLayout): void {
    const canvas = this.element;
    if (marks.length === 0) {
      if (canvas.width !== 0) canvas.width = 0;
      return;
    }
    const ratio = Math.min(2, window.devicePixelRatio);
    const [w, h] = [Math.ceil(layout.width * ratio), Math.ceil(layout.height * ratio)];
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
      canvas.style.width = `${layout.width}px`;
      canvas.style.height = `${layout.height}px`;
    }
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, layout.width, layout.height);
    const colours = hueColours();
    for (let hue = -1; hue < HUES; hue++) {
      context.beginPath();
      for (const mark of marks) {
        if ((mark.hue < 0 ? -1 : mark.hue % HUES) !== hue) continue;
        context.moveTo(mark.x + RADIUS, mark.y);
        context.arc(mark.x, mark.y, RADIUS, 0, 2 * Math.PI);
      }
      context.fillStyle = colours[hue + 1] ?? '#888';
      context.fill();
    }
  }
}

/** The value of the record under the pointer, or of one chosen with a key; it goes with its record. */
export class RecordTip {
  readonly element = el('div', 'tip hidden');
  private key: string | null = null;
  private marks: readonly RecordMark[] = [];
  private words: Words | null = null;

  constructor() {
    this.element.setAttribute('aria-hidden', 'true');
  }

  show(marks: readonly RecordMark[], words: Words): void {
    this.marks = marks;
    this.words = words;
    this.place();
  }

  /** @param x @param y px on the stage */
  pointAt(x: number, y: number): void {
    let nearest: RecordMark | null = null;
    let least = NEAR * NEAR;
    for (const mark of this.marks) {
      const distance = (mark.x - x) ** 2 + (mark.y - y) ** 2;
      if (distance >= least) continue;
      nearest = mark;
      least = distance;
    }
    this.choose(nearest?.key ?? null);
  }

  /** Shows the record after the one shown; returns what it is, null when none is on its way. */
  pointAtNext(): string | null {
    const at = this.marks.findIndex((mark) => mark.key === this.key);
    const next = this.marks[(at + 1) % Math.max(1, this.marks.length)];
    this.choose(next?.key ?? null);
    return next === undefined ? null : this.textOf(next);
  }

  private choose(key: string | null): void {
    if (key === this.key) return;
    this.key = key;
    this.place();
  }

  private place(): void {
    const mark = this.key === null ? undefined : this.marks.find((one) => one.key === this.key);
    this.element.classList.toggle('hidden', mark === undefined);
    if (mark === undefined) return;
    this.element.textContent = this.textOf(mark);
    this.element.style.transform = `translate(${mark.x}px,${mark.y}px) translate(-50%,-150%)`;
  }

  private textOf(mark: RecordMark): string {
    const many = mark.records > 1 ? this.words?.recordsOnWay(mark.records) : null;
    return [many, mark.label].filter((part) => part !== null && part !== undefined && part !== '').join(': ');
  }
}

let colourTheme = '';
let colours: readonly string[] = [];
function hueColours(): readonly string[] {
  const theme = document.body.className;
  if (theme !== colourTheme || colours.length === 0) {
    colourTheme = theme;
    const style = getComputedStyle(document.body);
    colours = ['--strong', ...Array.from({ length: HUES }, (_, hue) => `--h${hue}`)].map((name) =>
      style.getPropertyValue(name).trim(),
    );
  }
  return colours;
}
