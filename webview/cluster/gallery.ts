/** The five pictures, of which one is shown, or two runs side by side in their place. */
import { el } from './draw/dom.ts';
import type { Actions, Frame, Picture } from './frame.ts';
import { CompareView, type Side } from './pictures/compare.ts';
import { FlowPicture } from './pictures/flow/flow.ts';
import { GraphsPicture } from './pictures/graphs.ts';
import { SlotsPicture } from './pictures/slots.ts';
import { TablePicture } from './pictures/table.ts';
import { TimelinePicture } from './pictures/timeline.ts';
import type { PictureName } from './protocol.ts';

export class Gallery {
  readonly element = el('main', 'pictures');
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
    return picture.sentence ?? null;
  }

  /** Draws two runs beside each other; returns what the caption line says. */
  compare(left: Side, right: Side): string {
    this.hang(this.comparison.element);
    this.comparison.show(left, right);
    return left.frame.words.compareCaption(left.name, right.name);
  }

  /** Zooms the timeline or the job's graphs by a factor; 0 shows the whole. */
  zoomBy(factor: number): void {
    if (this.chosen === 'timeline') this.timeline.zoomBy(factor);
    else if (this.chosen === 'graphs') this.graphs.zoomBy(factor);
    else this.flow.graph.zoomBy(factor);
  }

  private hang(element: HTMLElement): void {
    if (this.element.firstElementChild !== element) this.element.replaceChildren(element);
  }
}
