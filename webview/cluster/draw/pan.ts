/** A drawing larger than its place: dragged, turned with the wheel, zoomed, and shown as a whole. */
import { type D3ZoomEvent, select, type ZoomTransform, zoom, zoomIdentity, zoomTransform } from 'd3';
import { commandButton, labelOf } from '../chrome/button.ts';
import { WHEEL } from '../frame.ts';
import { text } from './dom.ts';

const MOVE_MS = 300;
/** Least and most of its size. */
const SMALLEST = 0.2;
const LARGEST = 3;
/** A place lower than this is no window to look through, px. */
export const LEAST_WINDOW = 180;

export interface Drawn {
  readonly width: number;
  readonly height: number;
}

export class Pan {
  /** Shows all of the drawing, or goes back to its size; only there while not all of it is to be seen. */
  readonly button = commandButton('', {}, () => this.zoomBy(0));
  private drawn: Drawn = { width: 0, height: 0 };
  private place: Drawn = { width: 0, height: 0 };
  private quiet = false;
  private readonly zoomer = zoom<HTMLElement, unknown>()
    .scaleExtent([SMALLEST, LARGEST])
    .wheelDelta(({ deltaY }) => -deltaY * WHEEL)
    .constrain((transform) => this.inside(transform));

  constructor(
    private readonly view: HTMLElement,
    private readonly stage: HTMLElement | SVGElement,
  ) {
    this.button.classList.add('hidden');
    this.zoomer
      .filter((event: MouseEvent) =>
        event.type === 'wheel'
          ? (event.ctrlKey || event.metaKey) && !event.defaultPrevented
          : event.button === 0 && view.classList.contains('pans') && isGround(event.target),
      )
      .on('zoom', ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => this.apply(transform));
    select(view).call(this.zoomer).on('dblclick.zoom', null);
    view.addEventListener('wheel', (event) => {
      const before = this.transform;
      if (event.ctrlKey || event.metaKey || event.defaultPrevented) return;
      this.zoomer.translateBy(select(view), -event.deltaX / before.k, -event.deltaY / before.k);
      if (this.transform.x !== before.x || this.transform.y !== before.y) event.preventDefault();
    });
    // What gets the focus is brought into sight by the browser: by scrolling, which is a move like any other.
    view.addEventListener('scroll', () => {
      const { scrollLeft, scrollTop } = view;
      if (scrollLeft === 0 && scrollTop === 0) return;
      view.scrollTo(0, 0);
      this.zoomer.translateBy(select(view), -scrollLeft / this.transform.k, -scrollTop / this.transform.k);
    });
  }

  /** Tells how large the drawing is and the room for it, px; the button's label, and whether moves are not to be seen. */
  show(drawn: Drawn, room: Drawn, { label, quiet }: { readonly label: string; readonly quiet: boolean }): void {
    text(labelOf(this.button), label);
    this.quiet = quiet;
    const height = room.height < LEAST_WINDOW ? Number.POSITIVE_INFINITY : room.height;
    const same =
      drawn.width === this.drawn.width &&
      drawn.height === this.drawn.height &&
      room.width === this.place.width &&
      height === this.place.height;
    if (same) return;
    this.drawn = drawn;
    this.place = { width: room.width, height };
    this.zoomer.transform(select(this.view), this.inside(this.transform));
  }

  /** Whether it is larger than its place, or drawn larger or smaller than its own size. */
  get isNeeded(): boolean {
    return this.whole < 1 || this.isZoomed;
  }

  /** Whether it is drawn larger or smaller than its own size. */
  get isZoomed(): boolean {
    return this.transform.k !== 1;
  }

  /** Back to its own size and its beginning. */
  reset(): void {
    this.zoomer.transform(select(this.view), zoomIdentity);
  }

  /** Zooms by a factor; 0 shows the whole, or what was shown in its own size before. */
  zoomBy(factor: number): void {
    const view = select(this.view);
    if (factor !== 0)
      this.zoomer.scaleBy(view, factor, [this.place.width / 2, Math.min(this.place.height, this.drawn.height) / 2]);
    else this.moveTo(this.isWhole() ? zoomIdentity : zoomIdentity.scale(this.whole));
  }

  /** Brings a height of the drawing to the upper edge. */
  bring(top: number): void {
    const { x, k } = this.transform;
    this.moveTo(this.inside(zoomIdentity.translate(x, -top * k).scale(k)));
  }

  private moveTo(transform: ZoomTransform): void {
    const view = select(this.view);
    if (this.quiet) this.zoomer.transform(view, transform);
    else view.transition().duration(MOVE_MS).call(this.zoomer.transform, transform);
  }

  private get transform(): ZoomTransform {
    return zoomTransform(this.view);
  }

  /** The size in which all of it can be seen, 1 at the most. */
  private get whole(): number {
    const { drawn, place } = this;
    return Math.max(SMALLEST, Math.min(1, place.width / drawn.width, place.height / drawn.height));
  }

  private isWhole(): boolean {
    return this.transform.k <= this.whole + 1e-6;
  }

  /** No edge of the drawing is further inside of its place than it has to be. */
  private inside({ x, y, k }: ZoomTransform): ZoomTransform {
    const { drawn, place } = this;
    const spare = place.width - drawn.width * k;
    return zoomIdentity
      .translate(
        spare > 0 ? spare / 2 : Math.min(0, Math.max(x, spare)),
        Math.min(0, Math.max(y, place.height - drawn.height * k)),
      )
      .scale(k);
  }

  private apply({ x, y, k }: ZoomTransform): void {
    const { drawn, place } = this;
    this.stage.style.transform = k === 1 && x === 0 && y === 0 ? '' : `translate(${x}px,${y}px) scale(${k})`;
    const cut = drawn.height * k > place.height;
    this.view.style.height = cut ? `${place.height}px` : k === 1 ? '' : `${drawn.height * k}px`;
    this.view.classList.toggle('pans', cut || drawn.width * k > place.width + 1);
    this.button.classList.toggle('hidden', !this.isNeeded);
    this.button.setAttribute('aria-pressed', String(this.isWhole()));
  }
}

/** Nothing that is itself clicked or dragged. */
function isGround(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-target], button, a, input, select') === null;
}
