/** The job graph with its subtasks open and everything that moves between them. */
import { select } from 'd3';
import type { GraphEdge, GraphNode } from '../../../../src/trace/facts.ts';
import { el, heightOf, svg, text, typeScale, widthOf } from '../../draw/dom.ts';
import { LEAST_WINDOW, Pan } from '../../draw/pan.ts';
import { type Frame, HUES, hueClass, sameTarget } from '../../frame.ts';
import { type Checkpoint, type Job, subtaskId } from '../../model/state.ts';
import type { Target } from '../../protocol.ts';
import { bytes, count, duration } from '../../words/format.ts';
import { drawBarriers } from './barriers.ts';
import { Dots, RecordTip } from './dots.ts';
import { type Fit, fitInto } from './fit.ts';
import { type GraphLayout, type LayoutInput, layoutGraph, type VertexBox } from './layout.ts';
import { type Marks, MOST_LABELS, MOST_MARKS, placeLabels, placeMarks, type RecordMark } from './marks.ts';
import { type Outside, outsideOf } from './outside.ts';
import { drawTask, folded, loadLine, newestCheckpoint } from './task.ts';
import { channel, connects, curvePath, inlet } from './ways.ts';

/** A graph too wide or too high is drawn smaller, as long as its type can be read. */
const leastScale = (): number => 0.78 / typeScale();
/** Between two vertices; more are drawn as one. */
const MOST_WIRES = 64;
/** Above and below, px. */
const BORDERS = 4;
/** A graph narrower than this goes from top to bottom, px. */
const DOWNWARDS = 760;

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
  private readonly top = el('header', '', this.title, el('span', 'acks', this.progress, this.acks));
  private readonly view = el('div', 'view');
  private readonly stage = el('div', 'stage');
  private readonly wires = svg('wires');
  private readonly boxes = el('div');
  private readonly dots = new Dots();
  private readonly tip = new RecordTip();
  private readonly moving = svg('moving');
  private layout: GraphLayout | null = null;
  private layoutKey = '';
  private least = { key: '', height: 0 };
  private fit: Fit & { readonly key: string } = { key: '', share: 1, lines: 4 };
  private shown = '';
  private readonly pan = new Pan(this.view, this.stage);
  /** What the last frame drew, for tests and the table. */
  marks: Marks = { records: [], barriers: [] };

  constructor() {
    this.acks.setAttribute('aria-hidden', 'true');
    this.wires.setAttribute('aria-hidden', 'true');
    this.moving.setAttribute('aria-hidden', 'true');
    this.stage.append(this.wires, this.boxes, this.dots.element, this.moving, this.tip.element);
    this.listen();
    this.view.append(this.stage);
    this.element = el('section', 'graph', this.top, this.view);
    this.top.append(this.pan.button);
  }

  /** Shows and returns the value of the record after the one that is pointed at; null when none is on its way. */
  pointAtNext(): string | null {
    return this.tip.pointAtNext();
  }

  private listen(): void {
    this.stage.addEventListener('pointermove', (event) => {
      const box = this.stage.getBoundingClientRect();
      const scale = box.width / Math.max(1, this.layout?.width ?? box.width);
      this.tip.pointAt((event.clientX - box.x) / scale, (event.clientY - box.y) / scale);
    });
    this.stage.addEventListener('pointerleave', () => this.tip.pointAt(Number.NaN, Number.NaN));
  }

  /** Zooms by a factor; 0 goes back to the whole. */
  zoomBy(factor: number): void {
    this.pan.zoomBy(factor);
  }

  /** How large the graph is drawn in so many px of height, and with how much text. */
  private fitIn(input: LayoutInput, job: Job, room: number): Fit {
    const key = `${room}|${keyOf(input, job)}`;
    if (key !== this.fit.key) this.fit = { key, ...fitInto(input, input.width, room, leastScale()) };
    return this.fit;
  }

  /** What it needs at the least to be seen whole, or to be looked at through a window, px. */
  leastHeight(frame: Frame): number {
    const { job } = frame;
    if (job === null) return 0;
    const input = this.inputFor(frame, job);
    const share = input.down ? 1 : leastScale();
    const least = { ...input, lines: 1, width: Math.floor(input.width / share) } as const;
    const key = keyOf(least, job);
    if (key !== this.least.key) this.least = { key, height: layoutGraph(least).height * share };
    return Math.min(LEAST_WINDOW, this.least.height) + heightOf(this.top) + BORDERS;
  }

  private inputFor(frame: Frame, job: Job): LayoutInput {
    const width = widthOf(this.view);
    const simulated = frame.header.origin === 'simulated';
    return {
      job,
      // A real cluster tells neither keys nor what is printed: no room for them.
      keyed: (vertex) =>
        frame.run.keyed.has(`${job.id}/${vertex}`) ||
        (simulated && job.edges.some((edge) => edge.to === vertex && edge.partitioner === 'HASH')),
      printing: (vertex) =>
        frame.run.printing.has(`${job.id}/${vertex}`) ||
        (simulated && /Print/u.test(job.vertices.find((candidate) => candidate.id === vertex)?.name ?? '')),
      outside: outsideOf(frame, job).map((item) => item.id),
      width,
      down: width < DOWNWARDS,
      scale: typeScale(),
      // Where the page is large, a chain too long for it goes on in a second line.
      leastScale: document.body.classList.contains('roomy') ? 1 : leastScale(),
    };
  }

  /** @param room how high all of it may be, px */
  show(frame: Frame, room: number): void {
    const { job } = frame;
    if (job === null) {
      this.boxes.replaceChildren();
      this.acks.replaceChildren();
      this.wires.replaceChildren();
      this.moving.replaceChildren();
      this.shown = '';
      return;
    }
    const whole = this.inputFor(frame, job);
    if (whole.width === 0) return;
    const height = room - heightOf(this.top) - BORDERS;
    const { share, lines } = this.fitIn(whole, job, height);
    const input = { ...whole, lines, width: Math.floor(whole.width / share) };
    const outside = outsideOf(frame, job);
    const key = keyOf(input, job);
    if (key !== this.layoutKey || this.layout === null) {
      this.layoutKey = key;
      this.layout = layoutGraph(input);
      this.stage.style.zoom = share === 1 ? '' : String(share);
      this.element.classList.toggle(
        'lines',
        [...this.layout.vertices.values()].some(({ line }) => line > 0),
      );
      this.stage.style.width = `${this.layout.width}px`;
      this.stage.style.height = `${this.layout.height}px`;
      for (const layer of [this.wires, this.moving]) {
        layer.setAttribute('width', String(this.layout.width));
        layer.setAttribute('height', String(this.layout.height));
      }
      this.shown = '';
    }
    const layout = this.layout;
    this.pan.show(
      { width: layout.width * share, height: layout.height * share },
      { width: whole.width, height: whole.down ? Number.POSITIVE_INFINITY : height },
      { label: frame.words.showAll, quiet: frame.reducedMotion },
    );
    const version = `${frame.version}|${key}`;
    if (version !== this.shown) {
      this.shown = version;
      this.header(frame, job);
      this.drawBoxes(frame, job, layout, outside);
      this.drawWires(frame, job, layout, outside);
    }
    this.marks = placeMarks(frame, job, layout);
    this.drawMarks(this.marks, layout);
    this.tip.show(this.marks.records.length > MOST_MARKS ? [] : this.marks.records, frame.words);
  }

  private header(frame: Frame, job: Job): void {
    const { words } = frame;
    text(this.title, words.jobGraph);
    const newest = newestCheckpoint(frame, job);
    const recent =
      newest !== null && (newest.status === 'in progress' || frame.t - (newest.endedAt ?? 0) < 2500) ? newest : null;
    if (recent === null) {
      text(this.progress, newest === null || newest.endedAt === null ? '' : ended(frame, newest));
      this.acks.replaceChildren();
      return;
    }
    const n = recent.count;
    const said = recent.type === 'checkpoint' ? words.acknowledged : words.savepointAcknowledged;
    text(
      this.progress,
      recent.status === 'aborted'
        ? words.abortedCheckpoint(recent.id)
        : n === null
          ? words.inProgress(recent.id)
          : said(recent.id, n, recent.tasks),
    );
    if (n === null) {
      this.acks.replaceChildren();
      return;
    }
    const shown = Math.min(recent.tasks, 160);
    this.acks.classList.toggle('small', shown > 12);
    select(this.acks)
      .selectAll('i')
      .data(Array.from({ length: shown }, (_, index) => index < (n * shown) / recent.tasks))
      .join('i')
      .attr('class', (done) => (done ? 'on' : ''));
    this.element.dataset.acknowledged = `${n}/${recent.tasks}`;
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
      .attr('class', ({ vertex, box }) => `vertex ${hueClass(job, vertex.id)} lines${box.lines}`)
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
    select(this.boxes)
      .selectAll<HTMLButtonElement, (typeof open)[number]>('button.task')
      .data(open, (item) => item.key)
      .join((enter) => enter.append('button').attr('type', 'button'))
      .attr('class', ({ vertex, box }) => `task ${hueClass(job, vertex.id)} lines${box.lines}`)
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
      .selectAll<HTMLButtonElement, (typeof layout.edges)[number]>('button.badge')
      .data(layout.edges, (edge) => `${edge.from}>${edge.to}`)
      .join((enter) => enter.append('button').attr('type', 'button'))
      .attr('class', 'badge')
      .attr('data-target', ({ from, to }) => JSON.stringify(edgeTarget(job, from, to)))
      .classed('selected', ({ from, to }) => sameTarget(frame.selected, edgeTarget(job, from, to)))
      .style('left', (edge) => `${edge.badge.x}px`)
      .style('top', (edge) => `${edge.badge.y}px`)
      .attr('title', (edge) => edge.partitioner)
      .text((edge) => edge.partitioner);
    select(this.boxes)
      .selectAll<HTMLSpanElement, (typeof layout.edges)[number]>('span.badge-note')
      .data(layout.edges, (edge) => `${edge.from}>${edge.to}`)
      .join('span')
      .attr('class', 'badge-note')
      .style('left', (edge) => `${edge.badge.x}px`)
      .style('top', (edge) => `${edge.badge.y + 27}px`)
      .text((edge) => {
        const rate = edgeRate(frame, job, edge);
        const way = partitionerWord(edge.partitioner, words);
        return rate >= 50 ? words.perSecond(count(rate)) : way;
      });
  }

  private drawWires(frame: Frame, job: Job, layout: GraphLayout, outside: readonly Outside[]): void {
    const parallelism = new Map(job.vertices.map((vertex) => [vertex.id, vertex.parallelism]));
    const wires: Wire[] = [];
    for (const edge of layout.edges) {
      const from = layout.vertices.get(edge.from)!;
      const to = layout.vertices.get(edge.to)!;
      const n = parallelism.get(edge.from) ?? 1;
      const m = parallelism.get(edge.to) ?? 1;
      const rate = edgeRate(frame, job, edge);
      if (n * m > MOST_WIRES || (from.tasks.length === 0 && to.tasks.length === 0)) {
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
    const labels = few ? placeLabels(marks.records, taken, layout.width, typeScale()) : [];
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
    drawBarriers(layer, marks.barriers);
    this.dots.show(few || many ? [] : marks.records, layout);
    this.element.dataset.records = String(marks.records.length);
  }
}

function place(element: HTMLElement, box: { x: number; y: number; w: number; h: number }): void {
  const { style } = element;
  style.left = `${box.x}px`;
  style.top = `${box.y}px`;
  style.width = `${box.w}px`;
  style.height = `${box.h}px`;
}

function ended(frame: Frame, checkpoint: Checkpoint): string {
  if (checkpoint.status === 'aborted') return frame.words.abortedCheckpoint(checkpoint.id);
  return `${frame.words.completedIn(checkpoint.id, duration((checkpoint.endedAt ?? 0) - checkpoint.triggeredAt))} · ${bytes(checkpoint.stateSize)}`;
}

function isUp(frame: Frame, id: string): boolean {
  const state = frame.state.subtasks.get(id)?.state;
  return state === 'RUNNING' || state === 'INITIALIZING' || state === 'FINISHED';
}

/** Records a second on an edge: what its reader receives, where that reads nothing else; else what its sender sends. */
function edgeRate(frame: Frame, job: Job, { from, to }: Pick<GraphEdge, 'from' | 'to'>): number {
  const isAlone = job.edges.filter((edge) => edge.to === to).length === 1;
  const told = isAlone ? to : from;
  let rate = 0;
  for (const task of frame.state.subtasks.values())
    if (task.job === job.id && task.vertex === told) rate += isAlone ? task.inRate : task.outRate;
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

const edgeTarget = (job: Job, from: string, to: string): Target => ({ kind: 'edge', job: job.id, from, to });

/** Changes with all that the layout depends on. */
function keyOf({ keyed, printing, outside, width, scale, lines = 4 }: LayoutInput, job: Job): string {
  const flags = job.vertices.map(({ id }) => `${keyed(id)}${printing(id)}`).join();
  return `${job.id}|${width}|${lines}|${outside.join()}|${scale}|${flags}`;
}
