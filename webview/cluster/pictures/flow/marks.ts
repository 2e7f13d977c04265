/** What is on its way, as marks with places: a pure function of state, layout and time. */

import { monoWidth } from '../../draw/dom.ts';
import { type Frame, shareOf } from '../../frame.ts';
import type { ClusterState, Flight, Job } from '../../model/state.ts';
import type { GraphLayout } from './layout.ts';
import { type Curve, channel, inlet, pointOn } from './ways.ts';

export interface RecordMark {
  readonly key: string;
  readonly number: number;
  readonly x: number;
  readonly y: number;
  /** Hue index of the producer, -1 for text from outside. */
  readonly hue: number;
  readonly records: number;
  readonly label: string;
  readonly u: number;
}
export interface BarrierMark {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly checkpoint: number;
  readonly waiting: boolean;
  readonly down: boolean;
}
export interface Marks {
  readonly records: readonly RecordMark[];
  readonly barriers: readonly BarrierMark[];
}

/** More records on their way than this are drawn as widths of edges. */
export const MOST_MARKS = 600;
export const MOST_LABELS = 30;

export function placeMarks(frame: Frame, job: Job, layout: GraphLayout): Marks {
  const { state, t, lens } = frame;
  const place = placer(state, job, layout);
  const records: RecordMark[] = [];
  const barriers: BarrierMark[] = [];
  for (const flight of frame.flights) {
    if (flight.kind === 'message' || flight.sent > t) continue;
    const way = place(flight);
    if (way === null) continue;
    const u = shareOf(flight, t, lens);
    if (u >= 1) continue;
    const point = pointOn(way.curve, u);
    const key = String(flight.number);
    if (flight.kind === 'barrier') {
      barriers.push({ key, ...point, checkpoint: flight.checkpoint, waiting: false, down: way.curve.down });
    } else {
      const label = flight.kind === 'text' ? flight.text.trim() : flight.sample.join(' ');
      const count = flight.kind === 'text' ? 1 : flight.records;
      records.push({ key, number: flight.number, ...point, hue: way.hue, records: count, label, u });
    }
  }
  for (const task of state.subtasks.values()) {
    if (task.job !== job.id || task.aligning === null) continue;
    for (const barrier of task.barriers) {
      if (barrier.checkpoint !== task.aligning.checkpoint || barrier.arrives > t) continue;
      const way = place({ kind: 'barrier', from: barrier.from, to: task.id });
      if (way === null) continue;
      const point = pointOn(way.curve, way.curve.down ? 0.93 : 0.94);
      const key = `${barrier.from}>${task.id}`;
      barriers.push({ key, ...point, checkpoint: barrier.checkpoint, waiting: true, down: way.curve.down });
    }
  }
  return { records, barriers };
}

type Way = { readonly curve: Curve; readonly hue: number };
type Moving = Pick<Flight, 'kind' | 'from' | 'to'>;

/** Finds ways by the ids of both ends; remembers them for one layout. */
function placer(state: ClusterState, job: Job, layout: GraphLayout): (flight: Moving) => Way | null {
  const index = new Map(job.vertices.map((vertex, order) => [vertex.id, { vertex, order }]));
  return (flight) => {
    if (flight.kind === 'text') {
      const box = layout.outside.get(flight.from);
      if (box === undefined) return null;
      const inletTask = sourceOf(state, job, flight.to);
      if (inletTask === null) return null;
      const target = layout.vertices.get(inletTask.vertex);
      const of = index.get(inletTask.vertex)?.vertex.parallelism ?? 1;
      return target === undefined ? null : { curve: inlet(layout, box, target, inletTask.subtask, of), hue: -1 };
    }
    const from = state.subtasks.get(flight.from);
    const to = state.subtasks.get(flight.to);
    if (from === undefined || to === undefined || from.job !== job.id) return null;
    const a = layout.vertices.get(from.vertex);
    const b = layout.vertices.get(to.vertex);
    const head = index.get(from.vertex);
    const tail = index.get(to.vertex);
    if (a === undefined || b === undefined || head === undefined || tail === undefined) return null;
    const curve = channel(layout, a, from.subtask, head.vertex.parallelism, b, to.subtask, tail.vertex.parallelism);
    return { curve, hue: head.order };
  };
}

/** The source subtask that a process (id `machine:pid`) runs; sockets first. */
export function sourceOf(
  state: ClusterState,
  job: Job,
  process: string,
): { readonly vertex: string; readonly subtask: number } | null {
  const inputs = new Set(job.edges.map((edge) => edge.to));
  const sources = job.vertices.filter((vertex) => !inputs.has(vertex.id));
  sources.sort((a, b) => Number(b.name.includes('Socket')) - Number(a.name.includes('Socket')));
  for (const vertex of sources) {
    for (let subtask = 0; subtask < vertex.parallelism; subtask++) {
      const task = state.subtasks.get(`${job.id}/${vertex.id}/${subtask}`);
      const manager =
        task?.place === null || task === undefined ? undefined : state.taskManagers.get(task.place.taskManager);
      if (manager !== undefined && `${manager.machine}:${manager.pid}` === process)
        return { vertex: vertex.id, subtask };
    }
  }
  return null;
}

export interface Label {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly text: string;
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where a value may stand: share of its half width aside, px below its record. */
const SPOTS: readonly (readonly [number, number])[] = [
  [0, -20],
  [0, 21],
  [1.2, -20],
  [-1.2, -20],
  [1.2, 21],
  [-1.2, 21],
];

/** Values beside their records: above, else below, else none; nothing overlaps. Older records first. */
/** @param scale of type: 1, or more when presenting */
export function placeLabels(
  marks: readonly RecordMark[],
  taken: readonly Rect[],
  width: number,
  scale = 1,
): readonly Label[] {
  const used: Rect[] = [...taken];
  for (const mark of marks) used.push({ x: mark.x - 7, y: mark.y - 7, w: 14, h: 14 });
  const labels: Label[] = [];
  for (const mark of marks) {
    const text = mark.label.length > 26 ? `${mark.label.slice(0, 25)}…` : mark.label;
    if (text === '') continue;
    const w = monoWidth(text) * scale + 6;
    const h = 16 * scale;
    const [least, most] = gapAround(mark, taken, width);
    const spots = SPOTS.map(([dx, dy]) => {
      const wanted = mark.x + (dx * w) / 2;
      const fits = most - least >= w;
      const x = fits ? Math.min(Math.max(wanted, least + w / 2), most - w / 2) : wanted;
      return { x: x - w / 2, y: mark.y + dy * (scale > 1 ? 1.25 : 1) - h / 2, w, h };
    });
    const own = used.findIndex((rect) => rect.x === mark.x - 7 && rect.y === mark.y - 7);
    const free = spots.find((spot) => used.every((rect, index) => index === own || !overlap(rect, spot)));
    if (free === undefined) continue;
    used.push(free);
    labels.push({ key: mark.key, x: free.x + w / 2, y: free.y + free.h / 2, w, text });
  }
  return labels;
}

/** From the box left of a mark to the box right of it. */
function gapAround(mark: RecordMark, boxes: readonly Rect[], width: number): readonly [number, number] {
  let [least, most] = [2, width - 2];
  for (const box of boxes) {
    if (box.y > mark.y || box.y + box.h < mark.y || box.w < 40) continue;
    if (box.x + box.w <= mark.x + 1) least = Math.max(least, box.x + box.w + 2);
    else if (box.x >= mark.x - 1) most = Math.min(most, box.x - 2);
  }
  return [least, most];
}

function overlap(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
