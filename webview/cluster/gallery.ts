/** The five pictures, of which one is shown, or two runs side by side in their place. */
import { el, heightOf, widthOf } from './draw/dom.ts';
import { Pan } from './draw/pan.ts';
import type { Actions, Frame, Picture } from './frame.ts';
import { CompareView, type Side } from './pictures/compare.ts';
import { FlowPicture } from './pictures/flow/flow.ts';
import { GraphsPicture } from './pictures/graphs.ts';
import { SlotsPicture } from './pictures/slots.ts';
import { TablePicture } from './pictures/table.ts';
import { TimelinePicture } from './pictures/timeline.ts';
import type { PictureName } from './protocol.ts';

/** Around a picture, and below the button that shows all of it, px. */
const PADDING = 16;
const BUTTON = 32;
/** What fits may be measured larger by so much, px. */
const ROUNDED = 2;
/** On narrower pages, which go from top to bottom, it is the page that scrolls, px. */
const NARROW = 760;

export class Gallery {
  private readonly hung = el('div', 'hung');
  /** What is higher than the page is looked at through it. */
  private readonly window = el('div', 'window', this.hung);
  private readonly pan = new Pan(this.window, this.hung);
  readonly element = el('main', 'pictures', this.pan.button, this.window);
  readonly flow: FlowPicture;
  /** The one that is shown while no runs are compared. */
  chosen: PictureName = 'flow';
  private readonly pictures: Readonly<Record<PictureName, Picture>>;
  private readonly comparison = new CompareView();

  private readonly timeline: TimelinePicture;
  private readonly graphs: GraphsPicture;

  constructor(actions: Actions) {
    this.flow = new FlowPicture(actions);
    this.timeline = new TimelinePicture(actions);
    this.graphs = new GraphsPicture(actions);
    this.pictures = {
      flow: this.flow,
      graphs: this.graphs,
      slots: new SlotsPicture(actions),
      timeline: this.timeline,
      table: new TablePicture(),
    };
  }

  /** Draws the chosen picture; returns what it says in the caption line, null for what just happened. */
  draw(frame: Frame): string | null {
    const picture = this.pictures[this.chosen];
    this.hang(picture.element);
    picture.show(frame);
    this.look(frame);
    return picture.sentence ?? null;
  }

  /** Draws two runs beside each other; returns what the caption line says. */
  compare(left: Side, right: Side): string {
    this.hang(this.comparison.element);
    this.comparison.show(left, right);
    this.look(left.frame);
    return left.frame.words.compareCaption(left.name, right.name);
  }

  /** Zooms the timeline or the job's graphs by a factor; 0 shows the whole. */
  zoomBy(factor: number): void {
    if (this.pan.isNeeded) this.pan.zoomBy(factor);
    else if (this.chosen === 'timeline') this.timeline.zoomBy(factor);
    else if (this.chosen === 'graphs') this.graphs.zoomBy(factor);
    else this.flow.graph.zoomBy(factor);
  }

  /** What hangs there: the picture, or the two runs. */
  get picture(): Element {
    return this.hung.firstElementChild ?? this.hung;
  }

  private hang(element: HTMLElement): void {
    if (this.picture === element) return;
    this.hung.replaceChildren(element);
    this.pan.reset();
  }

  /** Keeps the page in its place where the picture is higher than the room for it; a table is read downwards. */
  private look({ words, room, reducedMotion }: Frame): void {
    const scrolls = widthOf(document.body) < NARROW || this.chosen === 'table';
    const drawn = { width: widthOf(this.element), height: heightOf(this.hung) };
    const place = scrolls ? Number.POSITIVE_INFINITY : room - PADDING;
    const height = drawn.height > place + ROUNDED || this.pan.isZoomed ? place - BUTTON : drawn.height;
    this.window.style.maxHeight = scrolls ? '' : `${place}px`;
    this.pan.show(drawn, { width: drawn.width, height }, { label: words.showAll, quiet: reducedMotion });
  }
}
