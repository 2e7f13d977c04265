/** The job graph with its subtasks open and everything that moves between them. */
import { type D3ZoomEvent, select, zoom, zoomIdentity } from 'd3';
import type { GraphNode } from '../../../../src/trace/facts.ts';
import { el, svg, text, widthOf } from '../../draw/dom.ts';
import { type Actions, type Frame, HUES, hueClass, sameTarget } from '../../frame.ts';
import { keyGroupRange } from '../../model/keygroups.ts';
import { type Checkpoint, type Job, type Subtask, subtaskId } from '../../model/state.ts';
import type { Target } from '../../protocol.ts';
import { bytes, count, duration, timeOfDay } from '../../words/format.ts';
import {
  channel,
  connects,
  curvePath,
  type GraphLayout,
  heightOfTasks,
  inlet,
  layoutGraph,
  type VertexBox,
} from './layout.ts';
import { type Marks, MOST_LABELS, MOST_MARKS, placeLabels, placeMarks, type RecordMark, sourceOf } from './marks.ts';

interface Wire {
  readonly key: string;
  readonly d: string;
  readonly gone: boolean;
  readonly width: number;
}

export class GraphView {
  readonly element: HTMLElement;
  private readonly title = el('h2');
  private readonly progress = el('span');
  private readonly acks = el('span', 'ack');
  private readonly view = el('div', 'view');
  private readonly stage = el('div', 'stage');
  private readonly wires = svg('wires');
  private readonly boxes = el('div');
  private readonly canvas = el('canvas');
  private readonly moving = svg('moving');
  private layout: GraphLayout | null = null;
  private layoutKey = '';
  private shown = '';
  private readonly zoomer = zoom<HTMLElement, unknown>().scaleExtent([0.4, 3]);
  /** What the last frame drew, for tests and the table. */
  marks: Marks = { records: [], barriers: [] };

  constructor(private readonly actions: Actions) {
    const header = el('header', '', this.title, el('span', 'acks', this.progress, this.acks));
    this.acks.setAttribute('aria-hidden', 'true');
    this.wires.setAttribute('aria-hidden', 'true');
    this.moving.setAttribute('aria-hidden', 'true');
    this.canvas.setAttribute('aria-hidden', 'true');
    this.stage.append(this.wires, this.boxes, this.canvas, this.moving);
    this.view.append(this.stage);
    this.element = el('section', 'graph', header, this.view);
    const wheel = (event: Event) =>
      event.type === 'wheel'
        ? (event as WheelEvent).ctrlKey || (event as WheelEvent).metaKey
        : event.type === 'mousedown' && event.target === this.view && (event as MouseEvent).button === 0;
    this.zoomer.filter(wheel).on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => {
      const { x, y, k } = event.transform;
      this.stage.style.transform = k === 1 && x === 0 && y === 0 ? '' : `translate(${x}px,${y}px) scale(${k})`;
    });
    select<HTMLElement, unknown>(this.view).call(this.zoomer).on('dblclick.zoom', null);
  }

  /** Zooms by a factor; 0 goes back to the whole. */
  zoomBy(factor: number): void {
    const view = select<HTMLElement, unknown>(this.view);
    if (factor === 0) this.zoomer.transform(view, zoomIdentity);
    else this.zoomer.scaleBy(view, factor);
  }

  /** A graph a little too wide is drawn a little smaller; a much wider one scrolls. */
  private fit(scale: number): void {
    this.stage.style.zoom = scale === 1 ? '' : String(scale);
  }

  show(frame: Frame): void {
    const { job } = frame;
    if (job === null) {
      this.boxes.replaceChildren();
      this.acks.replaceChildren();
      this.wires.replaceChildren();
      this.moving.replaceChildren();
      this.shown = '';
      return;
    }
    const width = widthOf(this.view);
    if (width === 0) return;
    const outside = outsideOf(frame, job);
    const scale = document.body.classList.contains('present') ? 1.35 : 1;
    const keyed = (vertex: string) =>
      frame.run.keyed.has(`${job.id}/${vertex}`) ||
      job.edges.some((edge) => edge.to === vertex && edge.partitioner === 'HASH');
    const printing = (vertex: string) =>
      frame.run.printing.has(`${job.id}/${vertex}`) ||
      /Print/u.test(job.vertices.find((candidate) => candidate.id === vertex)?.name ?? '');
    const flags = job.vertices.map((vertex) => `${keyed(vertex.id)}${printing(vertex.id)}`).join();
    const key = `${job.id}|${width}|${outside.map((item) => item.id).join()}|${scale}|${flags}`;
    if (key !== this.layoutKey || this.layout === null) {
      this.layoutKey = key;
      const down = width < 760;
      this.layout = layoutGraph({
        job,
        keyed,
        printing,
        outside: outside.map((item) => item.id),
        width,
        down,
        scale,
      });
      this.fit(Math.max(0.78, Math.min(1, width / this.layout.width)));
      this.stage.style.width = `${this.layout.width}px`;
      this.stage.style.height = `${this.layout.height}px`;
      for (const layer of [this.wires, this.moving]) {
        layer.setAttribute('width', String(this.layout.width));
        layer.setAttribute('height', String(this.layout.height));
      }
      this.shown = '';
    }
    const layout = this.layout;
    const version = `${frame.version}|${key}`;
    if (version !== this.shown) {
      this.shown = version;
      this.header(frame, job);
      this.drawBoxes(frame, job, layout, outside);
      this.drawWires(frame, job, layout, outside);
    }
    this.marks = placeMarks(frame, job, layout);
    this.drawMarks(this.marks, layout);
  }

  private header(frame: Frame, job: Job): void {
    const { words, state } = frame;
    text(this.title, words.jobGraph);
    const newest = newestCheckpoint(frame, job);
    const recent =
      newest !== null && (newest.status === 'in progress' || frame.t - (newest.endedAt ?? 0) < 2500) ? newest : null;
    if (recent === null) {
      text(this.progress, newest === null || newest.endedAt === null ? '' : ended(frame, newest));
      this.acks.replaceChildren();
      return;
    }
    const n = recent.acknowledged.length;
    const said = recent.type === 'checkpoint' ? words.acknowledged : words.savepointAcknowledged;
    text(
      this.progress,
      recent.status === 'aborted' ? words.abortedCheckpoint(recent.id) : said(recent.id, n, recent.tasks),
    );
    const shown = Math.min(recent.tasks, 160);
    this.acks.classList.toggle('small', shown > 12);
    select(this.acks)
      .selectAll('i')
      .data(Array.from({ length: shown }, (_, index) => index < (n * shown) / recent.tasks))
      .join('i')
      .attr('class', (done) => (done ? 'on' : ''));
    this.element.dataset.acknowledged = `${n}/${recent.tasks}`;
    void state;
  }

  private drawBoxes(frame: Frame, job: Job, layout: GraphLayout, outside: readonly Outside[]): void {
    const { words } = frame;
    const nodes = job.vertices.flatMap((vertex) => {
      const box = layout.vertices.get(vertex.id);
      return box === undefined ? [] : [{ vertex, box }];
    });
    const joined = select(this.boxes)
      .selectAll<HTMLElement, { vertex: GraphNode; box: VertexBox }>('div.vertex')
      .data(nodes, ({ vertex }) => vertex.id)
      .join((enter) => {
        const card = enter.append('div');
        const head = card.append('header');
        head.append('h3').attr('class', 'cut');
        head.append('div').attr('class', 'load');
        return card;
      });
    joined
      .attr('class', ({ vertex }) => `vertex ${hueClass(job, vertex.id)}`)
      .each(function ({ vertex, box }) {
        place(this, box);
        const title = this.querySelector('h3');
        text(title, vertex.name);
        title?.setAttribute('title', vertex.name);
        title?.setAttribute('data-target', JSON.stringify({ kind: 'vertex', job: job.id, vertex: vertex.id }));
        loadLine(this.querySelector('.load')!, frame, job, vertex);
      });
    const open = nodes.flatMap(({ vertex, box }) =>
      box.tasks.length > 0
        ? box.tasks.map((area, index) => ({ vertex, box, area, index, key: `${vertex.id}/${index}` }))
        : [
            {
              vertex,
              box,
              area: { x: box.x + 8, y: box.y + 66 * layout.scale, w: box.w - 16, h: box.h - 74 * layout.scale },
              index: -1,
              key: vertex.id,
            },
          ],
    );
    const { actions } = this;
    select(this.boxes)
      .selectAll<HTMLButtonElement, (typeof open)[number]>('button.task')
      .data(open, (item) => item.key)
      .join((enter) => enter.append('button').attr('type', 'button'))
      .attr('class', ({ vertex }) => `task ${hueClass(job, vertex.id)}`)
      .each(function ({ vertex, box, area, index }) {
        place(this, area);
        if (index < 0) {
          this.dataset.target = JSON.stringify({ kind: 'vertex', job: job.id, vertex: vertex.id } satisfies Target);
          folded(this, frame, job, vertex);
          return;
        }
        const target: Target = { kind: 'subtask', job: job.id, vertex: vertex.id, subtask: index };
        this.dataset.target = JSON.stringify(target);
        this.classList.toggle('selected', sameTarget(frame.selected, target));
        const task = frame.state.subtasks.get(subtaskId(job.id, vertex.id, index));
        if (task !== undefined) drawTask(this, frame, job, vertex, task, box);
      });
    select(this.boxes)
      .selectAll<HTMLButtonElement, Outside>('button.ext')
      .data(outside, (item) => item.id)
      .join((enter) => {
        const box = enter.append('button').attr('type', 'button').attr('class', 'ext');
        box.append('b');
        box.append('span');
        return box;
      })
      .each(function (item) {
        const area = layout.outside.get(item.id);
        if (area !== undefined) place(this, area);
        text(this.querySelector('b'), item.machine);
        text(this.querySelector('span'), item.name);
        this.dataset.target = JSON.stringify(item.target);
      });
    select(this.boxes)
      .selectAll<HTMLSpanElement, (typeof layout.edges)[number]>('span.badge')
      .data(layout.edges, (edge) => `${edge.from}>${edge.to}`)
      .join('span')
      .attr('class', 'badge')
      .style('left', (edge) => `${edge.badge.x}px`)
      .style('top', (edge) => `${edge.badge.y}px`)
      .text((edge) => edge.partitioner);
    select(this.boxes)
      .selectAll<HTMLSpanElement, (typeof layout.edges)[number]>('span.badge-note')
      .data(layout.edges, (edge) => `${edge.from}>${edge.to}`)
      .join('span')
      .attr('class', 'badge-note')
      .style('left', (edge) => `${edge.badge.x}px`)
      .style('top', (edge) => `${edge.badge.y + 27}px`)
      .text((edge) => {
        const rate = edgeRate(frame, job, edge.from);
        const way = partitionerWord(edge.partitioner, words);
        return rate >= 50 ? words.perSecond(count(rate)) : way;
      });
    void actions;
  }

  private drawWires(frame: Frame, job: Job, layout: GraphLayout, outside: readonly Outside[]): void {
    const parallelism = new Map(job.vertices.map((vertex) => [vertex.id, vertex.parallelism]));
    const wires: Wire[] = [];
    for (const edge of layout.edges) {
      const from = layout.vertices.get(edge.from)!;
      const to = layout.vertices.get(edge.to)!;
      const n = parallelism.get(edge.from) ?? 1;
      const m = parallelism.get(edge.to) ?? 1;
      const rate = edgeRate(frame, job, edge.from);
      if (n * m > 64) {
        const width = Math.min(16, Math.max(3, 2 + 2.2 * Math.log10(1 + rate)));
        wires.push({
          key: `${edge.from}>${edge.to}`,
          d: curvePath(channel(layout, from, 0, 1, to, 0, 1)),
          gone: false,
          width,
        });
        continue;
      }
      const many = frame.state.flights.length > MOST_MARKS;
      const width = many ? Math.min(16, Math.max(2, 1.5 + 2.2 * Math.log10(1 + rate / (n * m)))) : 1.7;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < m; j++) {
          if (!connects(edge.partitioner, i, n, j, m)) continue;
          const up = isUp(frame, subtaskId(job.id, edge.from, i)) && isUp(frame, subtaskId(job.id, edge.to, j));
          wires.push({
            key: `${edge.from}/${i}>${edge.to}/${j}`,
            d: curvePath(channel(layout, from, i, n, to, j, m)),
            gone: !up,
            width,
          });
        }
      }
    }
    for (const item of outside) {
      const box = layout.outside.get(item.id);
      const source = item.feeds;
      const target = source === null ? undefined : layout.vertices.get(source.vertex);
      if (box === undefined || target === undefined || source === null) continue;
      const m = parallelism.get(source.vertex) ?? 1;
      wires.push({
        key: `out ${item.id}`,
        d: curvePath(inlet(layout, box, target, source.subtask, m)),
        gone: false,
        width: 1.7,
      });
    }
    select(this.wires)
      .selectAll<SVGPathElement, Wire>('path')
      .data(wires, (wire) => wire.key)
      .join('path')
      .attr('class', (wire) => (wire.gone ? 'wire gone' : 'wire'))
      .attr('d', (wire) => wire.d)
      .style('stroke-width', (wire) => `${wire.width}px`);
  }

  private drawMarks(marks: Marks, layout: GraphLayout): void {
    const many = marks.records.length > MOST_MARKS;
    const few = marks.records.length <= MOST_LABELS;
    const records = many || !few ? [] : marks.records;
    const layer = select(this.moving);
    const taken = [
      ...layout.edges.map(({ badge }) => ({ x: badge.x - 52, y: badge.y - 2, w: 104, h: 46 })),
      ...layout.vertices.values(),
      ...layout.outside.values(),
      ...marks.barriers.map(({ x, y }) => ({ x: x - 10, y: y - 32, w: 20, h: 56 })),
    ];
    const labels = few ? placeLabels(marks.records, taken, layout.width) : [];
    layer
      .selectAll<SVGGElement, (typeof labels)[number]>('g.label')
      .data(labels, (label) => label.key)
      .join((enter) => {
        const group = enter.append('g').attr('class', 'label');
        group.append('rect').attr('class', 'labg').attr('height', 16).attr('y', -8).attr('rx', 3);
        group.append('text').attr('class', 'lab').attr('y', 4.5);
        return group;
      })
      .attr('transform', (label) => `translate(${label.x},${label.y})`)
      .each(function (label) {
        const ground = this.firstElementChild as SVGRectElement;
        ground.setAttribute('x', String(-label.w / 2));
        ground.setAttribute('width', String(label.w));
        text(this.lastElementChild, label.text);
      });
    layer
      .selectAll<SVGGElement, RecordMark>('g.mark')
      .data(records, (mark) => mark.key)
      .join((enter) =>
        enter.append('g').each(function (mark) {
          this.setAttribute('class', `mark ${mark.hue < 0 ? '' : `h${mark.hue % HUES}`}`);
          this.setAttribute('data-number', String(mark.number));
          drawMark(this, mark);
        }),
      )
      .attr('transform', (mark) => `translate(${mark.x},${mark.y})`);
    layer
      .selectAll<SVGGElement, (typeof marks.barriers)[number]>('g.barrier')
      .data(marks.barriers.length > 200 ? [] : marks.barriers, (barrier) => barrier.key)
      .join((enter) => {
        const group = enter.append('g').attr('class', 'barrier');
        group.append('rect').attr('class', 'pole');
        group.append('rect').attr('class', 'head').attr('rx', 2.5).attr('height', 17);
        group.append('text');
        return group;
      })
      .attr('transform', (barrier) => `translate(${barrier.x},${barrier.y})`)
      .each(function (barrier) {
        const [pole, head, label] = [...this.children];
        const name = String(barrier.checkpoint);
        const w = Math.max(16, name.length * 7.5 + 8);
        const [x, y, wide, tall] = barrier.down ? [-20, -2.5, 40, 5] : [-2.5, -20, 5, 42];
        for (const [attribute, value] of Object.entries({ x, y, width: wide, height: tall, rx: 2 })) {
          pole?.setAttribute(attribute, String(value));
        }
        head?.setAttribute('x', String(-w / 2 + (barrier.down ? 28 : 0)));
        head?.setAttribute('y', barrier.down ? '-8.5' : '-30');
        head?.setAttribute('width', String(w));
        label?.setAttribute('x', barrier.down ? '28' : '0');
        label?.setAttribute('y', barrier.down ? '4.5' : '-17');
        text(label, name);
      });
    this.drawDots(few || many ? [] : marks.records, layout);
    this.element.dataset.records = String(marks.records.length);
  }

  /** Dots without values, on a canvas: hundreds move at once. */
  private drawDots(marks: readonly RecordMark[], layout: GraphLayout): void {
    const { canvas } = this;
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
        context.moveTo(mark.x + 4.5, mark.y);
        context.arc(mark.x, mark.y, 4.5, 0, 2 * Math.PI);
      }
      context.fillStyle = colours[hue + 1] ?? '#888';
      context.fill();
    }
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

function place(element: HTMLElement, box: { x: number; y: number; w: number; h: number }): void {
  const { style } = element;
  style.left = `${box.x}px`;
  style.top = `${box.y}px`;
  style.width = `${box.w}px`;
  style.height = `${box.h}px`;
}

export interface Outside {
  readonly id: string;
  readonly machine: string;
  readonly name: string;
  readonly target: Target;
  readonly feeds: { readonly vertex: string; readonly subtask: number } | null;
}

/** Processes that feed the job over plain TCP, such as nc. */
function outsideOf(frame: Frame, job: Job): readonly Outside[] {
  const { state } = frame;
  const found: Outside[] = [];
  for (const process of state.processes.values()) {
    if (process.role !== 'netcat' || process.ended !== null) continue;
    const link = [...state.connections.values()].find(
      (connection) => `${connection.to.machine}:${connection.to.pid}` === process.id,
    );
    const flight = state.flights.find((item) => item.kind === 'text' && item.from === process.id);
    const taker = link !== undefined ? `${link.from.machine}:${link.from.pid}` : (flight?.to ?? null);
    const socket = job.vertices.some((vertex) => vertex.name.includes('Socket'));
    if (taker === null && !socket) continue;
    found.push({
      id: process.id,
      machine: process.machine,
      name: process.command,
      target: { kind: 'process', machine: process.machine, pid: process.pid },
      feeds: taker === null ? null : sourceOf(state, job, taker),
    });
  }
  return found;
}

function newestCheckpoint(frame: Frame, job: Job): Checkpoint | null {
  let newest: Checkpoint | null = null;
  for (const checkpoint of frame.state.checkpoints.values()) if (checkpoint.job === job.id) newest = checkpoint;
  return newest;
}

function ended(frame: Frame, checkpoint: Checkpoint): string {
  if (checkpoint.status === 'aborted') return frame.words.abortedCheckpoint(checkpoint.id);
  return `${frame.words.completedIn(checkpoint.id, duration((checkpoint.endedAt ?? 0) - checkpoint.triggeredAt))} · ${bytes(checkpoint.stateSize)}`;
}

function isUp(frame: Frame, id: string): boolean {
  const state = frame.state.subtasks.get(id)?.state;
  return state === 'RUNNING' || state === 'INITIALIZING' || state === 'FINISHED';
}

function edgeRate(frame: Frame, job: Job, from: string): number {
  let rate = 0;
  for (const task of frame.state.subtasks.values())
    if (task.job === job.id && task.vertex === from) rate += task.outRate;
  return rate;
}

function partitionerWord(partitioner: string, words: Frame['words']): string {
  const known: Record<string, string> = {
    REBALANCE: words.inTurn,
    HASH: words.byKey,
    FORWARD: words.oneToOne,
    BROADCAST: words.toAll,
    SHUFFLE: words.atRandom,
    GLOBAL: words.toFirst,
    RESCALE: words.locally,
  };
  return known[partitioner] ?? '';
}

function tasksOf(frame: Frame, job: Job, vertex: GraphNode): readonly Subtask[] {
  const tasks: Subtask[] = [];
  for (let index = 0; index < vertex.parallelism; index++) {
    const task = frame.state.subtasks.get(subtaskId(job.id, vertex.id, index));
    if (task !== undefined) tasks.push(task);
  }
  return tasks;
}

/** "p = 2 [bar] 31 % busy, watermark". */
function loadLine(line: Element, frame: Frame, job: Job, vertex: GraphNode): void {
  const { words } = frame;
  const tasks = tasksOf(frame, job, vertex);
  const known = tasks.filter((task) => task.busy !== null);
  const mean = (pick: (task: Subtask) => number | null) =>
    known.reduce((sum, task) => sum + (pick(task) ?? 0), 0) / Math.max(1, known.length) / 10;
  const busy = mean((task) => task.busy);
  const pressed = mean((task) => task.backPressured);
  const reports = known.length > 0;
  const said = !reports
    ? words.busyUnknown
    : pressed > busy
      ? words.backpressured(Math.round(pressed))
      : words.busy(Math.round(busy));
  const marks = tasks.map((task) => task.watermark).filter((mark) => mark !== null);
  const watermark = marks.length === tasks.length && marks.length > 0 ? Math.min(...marks) : null;
  const keyed = frame.run.keyed.has(`${job.id}/${vertex.id}`);
  const flag = watermark !== null ? watermarkText(watermark, frame) : keyed ? words.noWatermark : '';
  const signature = `${vertex.parallelism}|${said}|${busy.toFixed()}|${pressed.toFixed()}|${flag}`;
  if ((line as HTMLElement).dataset.is === signature) return;
  (line as HTMLElement).dataset.is = signature;
  const parts: (Node | string)[] = [el('b', '', `p = ${vertex.parallelism}`)];
  if (reports) {
    const bar = el('span', 'loadbar');
    const [b, p] = [el('span', 'b'), el('span', 'p')];
    b.style.width = `${busy}%`;
    p.style.width = `${pressed}%`;
    bar.append(b, p);
    parts.push(bar);
  }
  parts.push(el('span', 'muted', said));
  if (flag !== '') parts.push(flagIcon(), el('span', 'muted cut', flag));
  line.replaceChildren(...parts);
}

function watermarkText(watermark: number, frame: Frame): string {
  if (watermark > 8e15) return '+∞';
  if (watermark < -8e15) return '−∞';
  return watermark > 1e11 ? timeOfDay(watermark) : frame.words.watermark(String(watermark));
}

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

function folded(box: HTMLElement, frame: Frame, job: Job, vertex: GraphNode): void {
  const tasks = tasksOf(frame, job, vertex);
  const states = new Map<string, number>();
  let [received, sent] = [0, 0];
  for (const task of tasks) {
    states.set(task.state, (states.get(task.state) ?? 0) + 1);
    received += task.recordsIn;
    sent += task.recordsOut;
  }
  const summary = [...states].map(([state, n]) => `${n} ${state}`).join(' · ');
  const signature = tasks.map((task) => task.state[0]! + task.state.at(-1)!).join('');
  if (box.dataset.is !== signature) {
    box.dataset.is = signature;
    const strip = el('span', 'strip');
    for (const task of tasks) {
      const cell = el('i');
      cell.style.setProperty('--c', `var(--s-${task.state})`);
      strip.append(cell);
    }
    const line = el('span', 'line');
    const counts = el('span', 'line muted');
    box.replaceChildren(
      el('span', 'line name', frame.words.folded(vertex.parallelism)),
      line,
      strip,
      counts,
      el('span', 'sr', vertex.name),
    );
  }
  text(box.children[1], summary);
  text(box.children[3], frame.words.inOut(count(received), count(sent)));
}

const drawn = new WeakMap<HTMLElement, { task: Subtask; rest: string }>();

function drawTask(box: HTMLElement, frame: Frame, job: Job, vertex: GraphNode, task: Subtask, area: VertexBox): void {
  const { words, state } = frame;
  const checkpoint = newestCheckpoint(frame, job);
  const status = checkpointLine(frame, job, task, checkpoint);
  const place = task.place === null ? null : state.taskManagers.get(task.place.taskManager);
  const over = ['FINISHED', 'CANCELED', 'FAILED'].includes(job.status);
  const gone =
    !over && place !== null && place !== undefined && isGone(frame, place.machine, place.pid, place.lost !== null);
  const rest = `${status.text}|${status.mark}|${gone}|${frame.language}|${area.w}`;
  const before = drawn.get(box);
  if (before !== undefined && before.task === task && before.rest === rest) return;
  drawn.set(box, { task, rest });

  box.classList.toggle('gone', gone);
  const where =
    task.place === null || place === undefined || place === null
      ? ''
      : `${place.machine} · ${words.slot(task.place.slot)}`;
  const number = `(${task.subtask + 1}/${vertex.parallelism})`;
  const attempt = task.attempt > 0 ? words.attempt(task.attempt) : '';
  const statusLine = el('span', 'line');
  if (status.mark !== 'none') statusLine.append(diamond(status.mark));
  statusLine.append(el('span', 'cut', status.text));
  const stateText = el('span', 'st', stateDot(task.state), task.state);
  const lines = el('span', 'lines');
  const wide = area.keyed || area.printing;
  const low = heightOfTasks(job) < 100;
  box.classList.toggle('wide', wide);
  if (area.keyed) {
    const [from, to] = keyGroupRange(vertex.maxParallelism, vertex.parallelism, task.subtask);
    const place1 = el('span', 'cut muted', attempt === '' ? where : `#${task.attempt} · ${where}`);
    lines.append(
      el('span', 'line', el('span', 'name', number), place1, stateText),
      el('span', 'line', el('span', 'muted', words.keyGroups(from, to)), keyGroupStrip(task, from, to)),
      low && status.mark === 'doing' ? '' : values(task, frame, area.w - (area.printing ? 150 : 24)),
      low && status.mark !== 'doing' ? '' : statusLine,
    );
  } else {
    const isSource = !job.edges.some((edge) => edge.to === vertex.id);
    const isSink = !job.edges.some((edge) => edge.from === vertex.id);
    const moved = isSource
      ? words.sent(count(task.recordsOut))
      : isSink
        ? words.received(count(task.recordsIn))
        : words.inOut(count(task.recordsIn), count(task.recordsOut));
    const spot = attempt === '' ? where : `${where} · #${task.attempt}`;
    const first = el('span', 'line', el('span', 'name', number));
    const countLine = el('span', 'line', el('span', 'cut muted', moved));
    const roomy = !low || area.w >= 250;
    if (low && roomy) first.append(el('span', 'cut muted', spot));
    first.append(stateText);
    lines.append(first);
    if (!low || !roomy) lines.append(el('span', 'line', el('span', 'cut', spot)));
    if (!low || roomy) lines.append(countLine, statusLine);
    else lines.append(status.mark === 'doing' ? statusLine : countLine);
  }
  box.replaceChildren(el('span', 'sr', `${vertex.name} `), lines);
  if (area.printing) {
    const out = el('span', 'out', el('span', '', words.printed));
    const shown = task.printed.slice(low ? -2 : -3);
    shown.forEach((line, index) => {
      out.append(el('span', index === shown.length - 1 ? 'new cut' : 'cut', line.text));
    });
    box.append(out);
  }
}

function isGone(frame: Frame, machine: string, pid: number, lost: boolean): boolean {
  const process = frame.state.processes.get(`${machine}:${pid}`);
  return lost || (process !== undefined && process.ended !== null) || frame.state.machines.get(machine)?.up === false;
}

type Mark = 'done' | 'doing' | 'none';

function checkpointLine(
  frame: Frame,
  job: Job,
  task: Subtask,
  checkpoint: Checkpoint | null,
): { readonly mark: Mark; readonly text: string } {
  const { words } = frame;
  if (checkpoint === null) return { mark: 'none', text: '' };
  if (task.acknowledged === checkpoint.id) return { mark: 'done', text: words.acked(checkpoint.id) };
  if (checkpoint.status === 'in progress' && task.state === 'RUNNING') {
    if (task.aligning !== null)
      return { mark: 'doing', text: words.aligning(arrived(frame, task), task.aligning.expected) };
    const inputs = job.edges.filter((edge) => edge.to === task.vertex);
    const many = inputs.reduce(
      (sum, edge) => sum + (job.vertices.find((vertex) => vertex.id === edge.from)?.parallelism ?? 1),
      0,
    );
    return { mark: 'doing', text: many > 1 ? words.noBarrier : words.waitsForBarrier(checkpoint.id) };
  }
  const kept = task.acknowledged ?? (task.attempt > 0 ? null : null);
  return kept === null ? { mark: 'none', text: '' } : { mark: 'done', text: words.acked(kept) };
}

function arrived(frame: Frame, task: Subtask): number {
  const here = task.barriers.filter(
    (barrier) => barrier.checkpoint === task.aligning?.checkpoint && barrier.arrives <= frame.t,
  ).length;
  return Math.max(here, task.aligning?.arrived ?? 0);
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

function keyGroupStrip(task: Subtask, from: number, to: number): SVGSVGElement {
  const groups = to - from + 1;
  const strip = svg('kgs');
  strip.setAttribute('viewBox', `0 0 ${groups * 2} 14`);
  strip.setAttribute('preserveAspectRatio', 'none');
  strip.setAttribute('aria-hidden', 'true');
  const path = (className: string, d: string) => {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    shape.setAttribute('class', className);
    shape.setAttribute('d', d);
    strip.append(shape);
  };
  const cell = (group: number) => `M${(group - from) * 2} 0h${groups > 100 ? 2 : 1.6}v14h-${groups > 100 ? 2 : 1.6}z`;
  const all = Array.from({ length: groups }, (_, index) => from + index);
  path('bg', all.map(cell).join(''));
  path(
    'on',
    [...task.keyed.keys()]
      .filter((group) => group >= from && group <= to)
      .map(cell)
      .join(''),
  );
  return strip;
}

/** "(hello,3)" of key hello is shown as hello 3. */
function shortValue(key: string, value: string): string {
  if (value.startsWith(`(${key},`) && value.endsWith(')')) return value.slice(key.length + 2, -1);
  return value.length > 18 ? `${value.slice(0, 17)}…` : value;
}

function values(task: Subtask, frame: Frame, room: number): HTMLElement {
  const line = el('span', 'line kvs');
  const entries = [...task.keyed.values()].flatMap((group) => [...group.values()]);
  entries.sort((a, b) => b.at - a.at);
  let used = 0;
  let shown = 0;
  for (const entry of entries) {
    const value = shortValue(entry.key, entry.value);
    const width = 24 + 7.8 * (entry.key.length + value.length + 1);
    if (used + width > room - (shown + 1 < entries.length ? 60 : 0)) break;
    used += width;
    shown++;
    const chip = el('span', frame.t - entry.at < 400 ? 'kv fresh' : 'kv', `${entry.key} `, el('b', '', value));
    line.append(chip);
  }
  if (shown < entries.length) line.append(el('span', 'muted', frame.words.more(entries.length - shown)));
  return line;
}

function drawMark(group: SVGGElement, mark: RecordMark): void {
  const dots = Math.min(4, Math.max(1, mark.records));
  const ns = 'http://www.w3.org/2000/svg';
  if (dots > 1) {
    const capsule = document.createElementNS(ns, 'rect');
    const w = dots * 14 + 14;
    capsule.setAttribute('class', 'capsule');
    for (const [name, value] of Object.entries({ x: -w / 2, y: -11, width: w, height: 22, rx: 11 })) {
      capsule.setAttribute(name, String(value));
    }
    group.append(capsule);
  }
  for (let i = 0; i < dots; i++) {
    const dot = document.createElementNS(ns, 'circle');
    dot.setAttribute('class', mark.hue < 0 ? 'rec text' : 'rec');
    dot.setAttribute('r', '6.5');
    dot.setAttribute('cx', String((i - (dots - 1) / 2) * 15));
    group.append(dot);
  }
}
