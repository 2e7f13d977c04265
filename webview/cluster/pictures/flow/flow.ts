/** The main picture: machines as racks above, the job's graph with open subtasks below. */
import { el, heightOf } from '../../draw/dom.ts';
import type { Actions, Frame, Picture } from '../../frame.ts';
import { EmptyCard } from '../empty.ts';
import { EventTimeView } from './eventtime.ts';
import { GraphView } from './graph.ts';
import { MachinesView } from './machines.ts';
import { isRestoring, RestoreView } from './restore.ts';

/** Above and below the picture, and between two parts of it, px. */
const GAP = 8;
/** So many slots of a rack have room for all that can be said of them. */
const ROOMY_SLOTS = 2;
/** A page at least this high, px, has room for everything. */
const TALL = 1050;

export class FlowPicture implements Picture {
  readonly element = el('div', 'picture flow');
  readonly graph: GraphView;
  private readonly machines = new MachinesView();
  private readonly restore = new RestoreView();
  private readonly eventTime = new EventTimeView();
  private readonly empty: EmptyCard;

  /** Asking the window in every frame would make it lay itself out. */
  private low = window.innerHeight < TALL;

  constructor(actions: Actions) {
    window.addEventListener('resize', () => {
      this.low = window.innerHeight < TALL;
    });
    this.graph = new GraphView();
    this.empty = new EmptyCard(actions);
    this.element.append(
      this.machines.element,
      this.restore.element,
      this.graph.element,
      this.eventTime.element,
      this.empty.element,
    );
  }

  show(frame: Frame): void {
    this.machines.element.classList.toggle('hidden', frame.state.machines.size === 0);
    this.graph.element.classList.toggle('hidden', frame.job === null);
    if (frame.state.machines.size > 0) this.machines.show(frame);
    this.element.classList.toggle('tight', this.isTight(frame));
    if (frame.state.machines.size > 0) {
      this.machines.fit(
        frame,
        this.roomBeside([this.restore, this.eventTime], frame) - this.graph.leastHeight(frame) - GAP,
      );
      this.machines.showTraffic(frame);
    }
    this.empty.show(frame);
    this.restore.show(frame);
    this.eventTime.show(frame);
    this.graph.show(frame, this.roomBeside([this.machines, this.restore, this.eventTime], frame));
  }

  /** What some parts leave to the others, px. */
  private roomBeside(parts: readonly { readonly element: HTMLElement }[], frame: Frame): number {
    const shown = parts.map(({ element }) => element).filter((part) => !part.classList.contains('hidden'));
    return frame.room - 2 * GAP - shown.reduce((sum, part) => sum + heightOf(part) + GAP, 0);
  }

  /** Where a tall graph, a restore or big type would push something off the page, racks give up their empty room. */
  private isTight(frame: Frame): boolean {
    const { job } = frame;
    if (job === null || !this.low) return false;
    const presenting = document.body.classList.contains('present');
    const isFull = openTasks(frame) > 2 || job.vertices.length > 3 || this.machines.mostSlots > ROOMY_SLOTS;
    return isFull || isRestoring(frame) || presenting;
  }
}

function openTasks({ job }: Frame): number {
  return Math.max(0, ...(job?.vertices ?? []).map((vertex) => vertex.parallelism));
}
