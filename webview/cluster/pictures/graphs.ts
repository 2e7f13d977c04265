/** StreamGraph, JobGraph and ExecutionGraph in the same columns; Morph moves the boxes of one into the next. */
import { easeCubicInOut, type Selection, select } from 'd3';
import { commandButton, labelOf } from '../chrome/button.ts';
import { withTerms } from '../chrome/terms.ts';
import { el, fitted, heightOf, svg, text, typeScale, widthOf } from '../draw/dom.ts';
import { Pan } from '../draw/pan.ts';
import { type Actions, type Frame, HUES, type Picture } from '../frame.ts';
import type { Job } from '../model/state.ts';
import type { Target } from '../protocol.ts';
import { EmptyCard } from './empty.ts';
import { planDown } from './graphs-down.ts';
import {
  type Cut,
  type Density,
  type Edge,
  LABEL,
  labelWidth,
  type Node,
  type Plan,
  planAcross,
} from './graphs-plan.ts';
import { edgeLabelWidth, TIP } from './graphs-ways.ts';

const STAGE_MS = 600;
/** A subtask's box narrower than this says its number and its state only, px. */
const BRIEF = 100;
/** One lower than this is a line of a list, px. */
const LINE = 36;
/** From this width on it has room for larger type, px. */
const ROOMY = 170;
/** A page narrower than this shows the graphs from top to bottom, px. */
const NARROW = 720;
/** The graphs are not drawn smaller than this. */
const LEAST_SCALE = 0.78;
/** Rather than smaller than this share of the size that type is to have, they have lower subtasks. */
const COMFORTABLE = 0.9;
const DENSITIES: readonly Density[] = ['high', 'low', 'line'];
/** Round the controls and the graphs, px. */
const AROUND = 26;
const STAGES = ['StreamGraph', 'JobGraph', 'ExecutionGraph'] as const;

export class GraphsPicture implements Picture {
  readonly element = el('div', 'picture');
  sentence: string | null = null;
  private readonly scroll = el('div', 'view');
  private readonly drawing = svg('gsvg');
  private readonly morph = commandButton('', { primary: true }, () => this.play());
  private readonly stages = el('div', 'tabs');
  private readonly pan = new Pan(this.scroll, this.drawing);
  private readonly controls: HTMLElement;
  private readonly empty: EmptyCard;
  private stage = 1;
  private shown = '';
  private plan: Plan | null = null;
  /** Of the plan on the page. */
  private scale = 1;
  private reduced = false;

  constructor(actions: Actions) {
    this.empty = new EmptyCard(actions);
    const layer = select(this.drawing);
    const tip = layer.append('defs').append('marker').attr('id', 'tip').attr('markerUnits', 'userSpaceOnUse');
    for (const [name, value] of Object.entries({ markerWidth: TIP, markerHeight: TIP, refY: TIP / 2, orient: 'auto' }))
      tip.attr(name, value);
    tip.append('path').attr('d', `M0,0L${TIP},${TIP / 2}L0,${TIP}z`);
    for (const name of ['bands', 'edges', 'nodes', 'cuts', 'labels', 'ghosts']) layer.append('g').attr('class', name);
    this.stages.setAttribute('role', 'group');
    STAGES.forEach((name, index) => {
      const button = el('button', '', name);
      button.type = 'button';
      button.addEventListener('click', () => this.moveTo(index));
      this.stages.append(button);
    });
    this.scroll.append(this.drawing);
    this.controls = el('div', 'controls', this.morph, this.stages, this.pan.button);
    this.element.append(this.controls, this.scroll, this.empty.element);
  }

  show(frame: Frame): void {
    const { job, words } = frame;
    this.reduced = frame.reducedMotion;
    text(labelOf(this.morph), words.morph);
    for (const part of [this.controls, this.scroll]) part.classList.toggle('hidden', job === null);
    this.empty.show(frame);
    if (job === null) {
      this.sentence = null;
      this.shown = '';
      return;
    }
    const states = [...frame.state.subtasks.values()]
      .filter((task) => task.job === job.id)
      .map((task) => task.state + task.attempt);
    const width = widthOf(this.scroll);
    const room = frame.room - heightOf(this.controls) - AROUND;
    const signature = [job.id, width, room, frame.language, states.join(), this.stage, document.body.className];
    if (signature.join('|') === this.shown) return;
    this.shown = signature.join('|');
    const subtasks = job.vertices.reduce((sum, vertex) => sum + vertex.parallelism, 0);
    const nodes = job.streamGraph.length;
    this.sentence = nodes === 0 ? null : words.graphsCaption(nodes, job.vertices.length, subtasks, wantsCuts(job));
    const { plan, scale } = planFor(frame, job, width, room);
    this.plan = plan;
    this.scale = scale;
    this.draw(frame, plan, scale);
    this.pan.show(
      { width: plan.width * scale, height: plan.height * scale },
      { width, height: width < NARROW ? Number.POSITIVE_INFINITY : room },
      { label: words.showAll, quiet: this.reduced },
    );
  }

  zoomBy(factor: number): void {
    this.pan.zoomBy(factor);
  }

  private draw(frame: Frame, plan: Plan, scale: number): void {
    const { words } = frame;
    const layer = select(this.drawing);
    this.drawing.setAttribute('viewBox', `0 0 ${plan.width} ${plan.height}`);
    this.drawing.setAttribute('height', String(plan.height * scale));
    this.drawing.classList.toggle('down', plan.down);
    this.drawing.style.width = `${plan.width * scale}px`;
    [...this.stages.children].forEach((button, index) => {
      button.setAttribute('aria-pressed', String(index === this.stage));
    });
    const told = frame.job?.streamGraph.length !== 0;
    const notes = [told ? words.streamGraph : words.streamGraphUntold, words.jobGraphIs, words.executionGraph];
    layer
      .select('.bands')
      .selectAll<SVGGElement, (typeof plan.bands)[number]>('g')
      .data(plan.bands)
      .join((enter) => {
        const band = enter.append('g');
        band.append('rect').attr('class', 'band').attr('rx', 8);
        band.append('text').attr('class', 'bandtitle');
        band.append('foreignObject').attr('height', 70);
        return band;
      })
      .attr('transform', (band) => `translate(${band.x},${band.y})`)
      .each(function (band, index) {
        const group = select(this);
        const [x, y] = plan.down ? [8, 24] : [16, 34];
        group.select('rect').attr('width', band.w).attr('height', band.h);
        group
          .select('.bandtitle')
          .attr('x', x)
          .attr('y', y)
          .text(STAGES[index] ?? '');
        group
          .select('foreignObject')
          .attr('x', x)
          .attr('y', y + 8)
          .attr('width', plan.down ? band.w - 2 * x : LABEL - 34);
        const holder = group.select<SVGForeignObjectElement>('foreignObject').node()!;
        const said = `${frame.language} ${notes[index] ?? ''}`;
        if (holder.dataset.is === said) return;
        holder.dataset.is = said;
        holder.replaceChildren(el('div', 'muted', ...withTerms(notes[index] ?? '', frame.language)));
      })
      .classed('chosen', (_, index) => index === this.stage);
    layer
      .select('.edges')
      .selectAll<SVGPathElement, Edge>('path')
      .data(plan.edges, (edge) => edge.key)
      .join('path')
      .attr('class', 'gedge')
      .attr('d', (edge) => edge.way);
    const labelled = plan.edges.filter((edge) => edge.stage < 2 && edge.label !== '');
    layer
      .select('.labels')
      .selectAll<SVGGElement, Edge>('g')
      .data(labelled, (edge) => edge.key)
      .join((enter) => {
        const label = enter.append('g').attr('class', 'glabel');
        label.append('rect').attr('height', 20).attr('y', -10).attr('rx', 3);
        label.append('text').attr('y', 4.5);
        return label;
      })
      .attr('transform', (edge) => `translate(${edge.labelX},${edge.labelY})`)
      .attr('data-target', (edge) => edgeTarget(edge))
      .each(function (edge) {
        const w = edgeLabelWidth(edge.label);
        select(this)
          .select('rect')
          .attr('x', -w / 2)
          .attr('width', w);
        select(this).select('text').text(edge.label);
      });
    layer
      .select('.cuts')
      .selectAll<SVGGElement, Cut>('g')
      .data(plan.cuts)
      .join((enter) => {
        const cut = enter.append('g');
        cut.append('line');
        cut.append('rect').attr('rx', 12);
        return cut;
      })
      .attr('class', (cut) => (cut.chained ? 'cut chained' : 'cut'))
      .each(function (cut) {
        const group = select(this);
        const w = Math.max(...cut.label.map(labelWidth));
        const h = 8 + 16 * cut.label.length;
        group.select('line').attr('x1', cut.x1).attr('x2', cut.x2).attr('y1', cut.y1).attr('y2', cut.y2);
        group
          .select('rect')
          .attr('x', cut.labelX - w / 2)
          .attr('width', w)
          .attr('y', cut.labelY - h / 2)
          .attr('height', h);
        group
          .selectAll<SVGTextElement, string>('text')
          .data(cut.label)
          .join('text')
          .attr('text-anchor', 'middle')
          .attr('x', cut.labelX)
          .attr('y', (_, line) => cut.labelY + 4.5 + 16 * (line - (cut.label.length - 1) / 2))
          .text((line) => line);
      });
    layer
      .select('.nodes')
      .selectAll<SVGGElement, Node>('g.gnode')
      .data(plan.nodes, (node) => node.key)
      .join('g')
      .attr('class', (node) => `gnode h${node.hue % HUES}`)
      .attr('data-target', (node) => JSON.stringify(node.target))
      .attr('transform', (node) => `translate(${node.x},${node.y})`)
      .each(function (node) {
        drawNode(this, node);
      });
  }

  private play(): void {
    const next = (this.stage + 1) % STAGES.length;
    this.moveTo(next);
  }

  /** Shows stage `to`; the boxes of the stage it comes from move into their places. */
  private moveTo(to: number): void {
    const from = this.stage;
    this.stage = to;
    this.shown = '';
    const { plan } = this;
    const layer = select(this.drawing);
    layer
      .select('.bands')
      .selectAll('g')
      .classed('chosen', (_, index) => index === to);
    const band = plan?.bands[to];
    if (plan === null || band === undefined) return;
    this.pan.bring(plan.down ? 0 : band.y * this.scale);
    if (from === to || this.reduced) return;
    const pairs = plan.nodes
      .filter((node) => node.stage === to)
      .flatMap((node) => sources(plan, node, from).map((source) => ({ source, node })));
    layer
      .select('.ghosts')
      .selectAll('rect')
      .data(pairs)
      .join('rect')
      .attr('class', (pair) => `ghost h${pair.node.hue % HUES}`)
      .attr('rx', 4)
      .attr('x', (pair) => pair.source.x)
      .attr('y', (pair) => pair.source.y)
      .attr('width', (pair) => pair.source.w)
      .attr('height', (pair) => pair.source.h)
      .transition()
      .duration(STAGE_MS * Math.abs(to - from))
      .ease(easeCubicInOut)
      .attr('x', (pair) => pair.node.x)
      .attr('y', (pair) => pair.node.y)
      .attr('width', (pair) => pair.node.w)
      .attr('height', (pair) => pair.node.h)
      .remove();
  }
}

interface Sized {
  readonly plan: Plan;
  readonly scale: number;
}

/**
 * From left to right where the page is wide enough for that, else from top to bottom; as large as type is to be, or smaller
 * where all of it would not be on the page, as long as it can be read.
 */
function planFor(frame: Frame, job: Job, width: number, room: number): Sized {
  const largest = typeScale();
  const down = planDown(frame, job, width / largest);
  const downwards = { plan: down, scale: Math.min(largest, width / down.width) };
  if (width < NARROW) return downwards;
  const across = planInto(frame, job, width, room);
  if (across.scale >= LEAST_SCALE) return across;
  const best = wholeOf(down) > wholeOf(across.plan) ? downwards : across;
  return { ...best, scale: Math.max(best.scale, LEAST_SCALE) };

  function wholeOf(plan: Plan): number {
    return Math.min(width / plan.width, room / plan.height);
  }
}

/** From left to right, as large as fits; subtasks are lower rather than everything is much smaller. */
function planInto(frame: Frame, job: Job, width: number, room: number): Sized {
  const largest = typeScale();
  const sized = (density: Density): Sized => {
    const { height } = planAcross(frame, job, width, density);
    const high = Math.max(LEAST_SCALE, Math.min(largest, room / height));
    const plan = planAcross(frame, job, width / high, density);
    return { plan, scale: Math.min(high, width / plan.width) };
  };
  const isRoomy = ({ plan, scale }: Sized) => scale >= COMFORTABLE * largest && plan.height * scale <= room + 1;
  const all = DENSITIES.map(sized);
  return all.find(isRoomy) ?? all.at(-1)!;
}

/** Are there chains that could be longer, had the program not said otherwise? */
function wantsCuts({ streamGraph }: Job): boolean {
  return streamGraph.some(({ inputs }) =>
    inputs.some(({ chained, partitioner }) => !chained && partitioner === 'FORWARD'),
  );
}

/** Boxes of `stage` that `node` comes from (going on) or goes back to (going back). */
function sources(plan: Plan, node: Node, stage: number): readonly Node[] {
  if (stage < node.stage) {
    const before = plan.nodes.filter((other) => node.of.includes(other.key));
    return stage === node.stage - 1 ? before : before.flatMap((other) => sources(plan, other, stage));
  }
  const later = plan.nodes.filter((other) => other.of.includes(node.key));
  return stage === node.stage + 1 ? later : later.flatMap((other) => sources(plan, other, stage));
}

/** Null between two operators of one chain. */
function edgeTarget({ from: { target: from }, to: { target: to } }: Edge): string | null {
  if (from.kind !== 'vertex' || to.kind !== 'vertex' || from.vertex === to.vertex) return null;
  return JSON.stringify({ kind: 'edge', job: from.job, from: from.vertex, to: to.vertex } satisfies Target);
}

function drawNode(group: SVGGElement, node: Node): void {
  const signature = JSON.stringify(node);
  if (group.dataset.is === signature) return;
  group.dataset.is = signature;
  const layer = select(group);
  layer.selectAll('*').remove();
  layer.append('title').text(`${node.title} ${node.note}`);
  layer.append('rect').attr('class', 'box').attr('width', node.w).attr('height', node.h).attr('rx', 4);
  if (node.stage < 2) layer.append('rect').attr('class', 'cap').attr('width', node.w).attr('height', 5).attr('rx', 2);
  else layer.append('rect').attr('class', 'cap').attr('width', 6).attr('height', node.h).attr('rx', 2);
  if (node.stage === 2) {
    if (node.w < BRIEF || node.h < LINE) drawBrief(layer, node);
    else drawSubtask(layer, node);
    return;
  }
  if (node.inner.length > 1) {
    node.inner.forEach((inner, index) => {
      layer
        .append('rect')
        .attr('class', 'inner')
        .attr('x', inner.x)
        .attr('y', inner.y)
        .attr('width', inner.w)
        .attr('height', inner.h)
        .attr('rx', 4);
      layer
        .append('text')
        .attr('class', 'b')
        .attr('x', inner.x + inner.w / 2)
        .attr('y', inner.y + inner.h / 2 + 5)
        .attr('text-anchor', 'middle')
        .text(fitted(inner.title, inner.w - 10));
      const before = node.inner[index - 1];
      if (before !== undefined)
        layer
          .append('text')
          .attr('class', 'b')
          .attr('x', before.x < inner.x ? (before.x + before.w + inner.x) / 2 : inner.x + inner.w / 2)
          .attr('y', (before.y < inner.y ? (before.y + before.h + inner.y) / 2 : inner.y + inner.h / 2) + 5)
          .attr('text-anchor', 'middle')
          .text('->');
    });
    layer
      .append('text')
      .attr('class', 'm')
      .attr('x', 14)
      .attr('y', node.h - 9)
      .text(fitted(node.note, 1.06 * (node.w - 20)));
    return;
  }
  layer
    .append('text')
    .attr('class', 'b')
    .attr('x', node.w / 2)
    .attr('y', node.h / 2 - 1)
    .attr('text-anchor', 'middle')
    .text(fitted(node.title, node.w - 12));
  layer
    .append('text')
    .attr('class', 'm')
    .attr('x', node.w / 2)
    .attr('y', node.h / 2 + 21 - (node.h < 64 ? 4 : 0))
    .attr('text-anchor', 'middle')
    .text(fitted(node.note, 1.06 * (node.w - 12)));
}

/** Its vertex' name, below it its number and its state. */
function drawSubtask(layer: Selection<SVGGElement, unknown, null, undefined>, node: Node): void {
  const { w, h, title, note, state } = node;
  const line = h / 2 + 15;
  layer
    .append('text')
    .attr('class', 'b')
    .attr('x', 14)
    .attr('y', h / 2 - (h < 64 ? 5 : 11))
    .text(fitted(title, w - 18));
  const number = layer.append('text').attr('class', 'b').attr('x', 14).attr('y', line).text(note);
  if (w > ROOMY) number.style('font-size', '14px');
  if (state === null) return;
  const begin = 20 + note.length * 7;
  const hasDot = begin + 17 + state.length * 7.4 <= w;
  const word = hasDot ? state : fitted(state, 1.13 * (w - begin - 2));
  const x = hasDot ? Math.max(begin + 6, w - 24 - word.length * 8) : begin - 9;
  if (hasDot)
    layer
      .append('circle')
      .attr('r', 4)
      .attr('cx', x)
      .attr('cy', line - 4.5)
      .style('fill', `var(--s-${state})`);
  layer
    .append('text')
    .attr('class', w > ROOMY ? 'm' : 'small')
    .attr('x', x + 9)
    .attr('y', line)
    .text(word);
}

/** Its number and its state: beside each other in a line of a list, else the state below, with the dot where it has room. */
function drawBrief(layer: Selection<SVGGElement, unknown, null, undefined>, { w, h, note, state }: Node): void {
  const inLine = h < LINE;
  const middle = w / 2 + 3;
  const number = layer.append('text').attr('class', 'b').text(note);
  if (inLine) number.attr('x', 12).attr('y', h / 2 + 4.5);
  else
    number
      .attr('x', middle)
      .attr('y', h / 2 - 3)
      .attr('text-anchor', 'middle');
  if (state === null) return;
  const begin = inLine ? 18 + note.length * 7.6 : 4;
  const word = fitted(state, w - begin - (inLine ? 12 : 4));
  const width = word.length * 7.4;
  const dot = inLine || width + 26 < w;
  const x = inLine ? begin + 12 : middle - width / 2 + (dot ? 5 : 0);
  const y = inLine ? h / 2 + 4.5 : h / 2 + 16;
  layer.append('text').attr('class', 'small').attr('x', x).attr('y', y).text(word);
  if (!dot) return;
  layer
    .append('circle')
    .attr('r', 4)
    .attr('cx', x - 8)
    .attr('cy', y - 4)
    .style('fill', `var(--s-${state})`);
}
