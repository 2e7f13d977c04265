/** A part of a drawing's width, chosen by dragging over it, or a place in it by a click. */
/** A shorter way of the pointer is a click, px. */
const LEAST_DRAG = 6;

interface Chosen {
  /** From left to right, in the drawing's px. */
  span(from: number, to: number): void;
  place(x: number): void;
}

export class SpanChooser {
  private readonly ground: SVGRectElement;
  private readonly selection: SVGRectElement;
  /** Where the pointer went down. */
  private began: number | null = null;
  private left = 0;

  constructor(layer: Element, chosen: Chosen) {
    const rect = (name: string) => {
      const made = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      made.setAttribute('class', name);
      layer.append(made);
      return made;
    };
    this.ground = rect('ground');
    this.selection = rect('selection');
    this.ground.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      this.began = this.placeOf(event);
      this.ground.setPointerCapture(event.pointerId);
    });
    this.ground.addEventListener('pointermove', (event) => {
      if (this.began !== null) this.mark(this.began, this.placeOf(event));
    });
    this.ground.addEventListener('pointerup', (event) => {
      const [began, ended] = [this.began, this.placeOf(event)];
      this.stop();
      if (began === null) return;
      if (Math.abs(ended - began) > LEAST_DRAG) chosen.span(Math.min(began, ended), Math.max(began, ended));
      else chosen.place(ended);
    });
    this.ground.addEventListener('pointercancel', () => this.stop());
  }

  /** Where spans can be chosen, px. */
  show(left: number, top: number, width: number, height: number): void {
    this.left = left;
    for (const [name, value] of Object.entries({ x: left, y: top, width, height }))
      this.ground.setAttribute(name, String(value));
    this.selection.setAttribute('y', String(top));
    this.selection.setAttribute('height', String(height));
  }

  private stop(): void {
    this.began = null;
    this.mark(0, 0);
  }

  private mark(from: number, to: number): void {
    this.selection.setAttribute('x', String(Math.min(from, to)));
    this.selection.setAttribute('width', String(Math.abs(to - from)));
  }

  private placeOf(event: PointerEvent): number {
    const { x, width } = this.ground.getBoundingClientRect();
    const inside = Math.max(0, Math.min(width, event.clientX - x));
    return this.left + (width === 0 ? 0 : (inside * this.ground.width.baseVal.value) / width);
  }
}
