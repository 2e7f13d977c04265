/** Lanes: job, checkpoints, faults and every task with its attempts and states. Drag to zoom, click to go there. */
import { type ScaleLinear, scaleLinear, select } from 'd3';
import type { GraphNode } from '../../../src/trace/facts.ts';
import { commandButton, labelOf } from '../chrome/button.ts';
import { drawAxis } from '../draw/axis.ts';
import { el, heightOf, svg, widthOf } from '../draw/dom.ts';
import { LEAST_WINDOW } from '../draw/pan.ts';
import { SpanChooser } from '../draw/span.ts';
import { type Actions, type Frame, HUES, type Picture, WHEEL } from '../frame.ts';
import type { CheckpointSpan, FaultMark, LogLine, Span } from '../model/index.ts';
import { checkpointId, type Job, subtaskId } from '../model/state.ts';
import type { Target } from '../protocol.ts';
import { faultName } from '../words/fault-words.ts';
import { clock, clockShort, duration, firstLine } from '../words/format.ts';
import { LogList } from './log-list.ts';

const LANE = 26;
const HEAD = 30;
/** Above and below the card, px. */
const AROUND = 16;
const MOST_LANES = 80;
/** The shortest span that keys zoom to, virtual ms. */
const LEAST_SPAN = 1;
const OVER: ReadonlySet<string> = new Set(['FINISHED', 'CANCELED', 'FAILED']);
/** How long the box of a state is that is over, and how wide a letter, px. */
const STUB = 11;
const CHAR = 7.6;
/** In Chinese as wide as a character. */
const ELLIPSIS = 13;
/** Log lines nearer to each other than this share a tick, px. */
const TICK = 3;

interface Lane {
  readonly key: string;
  readonly name: string;
  readonly number: string;
  readonly hue: number;
  readonly spans: readonly Span<string>[];
  readonly target: Target;
}

export class TimelinePicture implements Picture {
  readonly element = el('div', 'picture');
  private readonly card = el('section', 'card tlcard');
  private readonly title = el('h2');
  private readonly hint = el('span', 'meta');
  private readonly whole = commandButton('', {}, () => this.zoomOut());
  private readonly drawing = svg('tl');
  private readonly scroller = el('div', 'tlscroll', this.drawing);
  private readonly chooser: SpanChooser;
  private readonly log: LogList;
  /** Shown span of time, null for the whole run. */
  private range: readonly [number, number] | null = null;
  private shown = '';
  /** Of a place in the drawing, virtual ms. */
  private timeAt = (_: number) => 0;
  private end = 0;
  /** From the left, px. */
  private playheadAt = 0;
  /** The moment shown, virtual ms. */
  private at = 0;

  constructor(private readonly actions: Actions) {
    const header = el('div', 'headline', this.title, this.hint, el('span', 'grow'), this.whole);
    this.card.append(header, this.scroller);
    this.scroller.addEventListener('scroll', () => this.keepAxis());
    this.log = new LogList(actions);
    this.element.append(this.card, this.log.element);
    const layer = select(this.drawing);
    for (const name of [
      'grid',
      'outages',
      'lanes',
      'checkpoints',
      'log',
      'faults',
      'chooser',
      'cover',
      'axis',
      'playhead',
    ]) {
      layer.append('g').attr('class', name);
    }
    this.chooser = new SpanChooser(layer.select<SVGGElement>('.chooser').node() ?? this.drawing, {
      span: (from, to) => this.zoomTo([this.timeAt(from), this.timeAt(to)]),
      place: (place) => actions.go(this.timeAt(place)),
    });
    layer.select('.cover').append('rect').attr('width', '100%').attr('height', HEAD);
    layer.select('.playhead').append('line');
    layer
      .select('.playhead')
      .append('rect')
      .attr('rx', 3)
      .attr('height', 20)
      .attr('width', 66)
      .attr('x', -33)
      .attr('y', 2);
    layer.select('.playhead').append('text').attr('y', 16).attr('text-anchor', 'middle');
    this.drawing.setAttribute('role', 'group');
    this.drawing.addEventListener('wheel', (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.zoomBy(2 ** (-event.deltaY * WHEEL));
    });
  }

  /** Zooms by a factor round the moment shown; 0 goes back to the whole run. */
  zoomBy(factor: number): void {
    const [from, to] = this.range ?? [0, this.end];
    const span = (to - from) / factor;
    const start = Math.max(0, Math.min(this.end - span, this.at - span / 2));
    if (factor === 0 || span >= this.end) this.zoomOut();
    else this.zoomTo([start, start + Math.max(LEAST_SPAN, span)]);
  }

  /** The axis and the moment shown stay above lanes that are scrolled. */
  private keepAxis(): void {
    const layer = select(this.drawing);
    layer.selectAll('.cover, .axis').attr('transform', `translate(0,${this.scroller.scrollTop})`);
    layer.select('.playhead').attr('transform', `translate(${this.playheadAt},${this.scroller.scrollTop})`);
  }

  private zoomOut(): void {
    this.zoomTo(null);
  }

  private zoomTo(range: readonly [number, number] | null): void {
    this.range = range;
    this.shown = '';
    this.actions.select(null);
  }

  show(frame: Frame): void {
    const { words, job } = frame;
    const width = Math.max(300, widthOf(this.scroller));
    const names = Math.min(300, width * 0.24);
    this.end = Math.max(frame.end, 1000);
    this.at = frame.t;
    const x = scaleLinear()
      .domain([...(this.range ?? [0, this.end])])
      .range([names, width - 8]);
    const lanes = job === null ? [] : lanesOf(frame, job);
    const logged = frame.run.log.length > 0;
    const height = HEAD + LANE * (lanes.length + (logged ? 3 : 2)) + 8;
    const grown = frame.run.steps.state.length + frame.run.steps.checkpoint.length + frame.run.log.length;
    const signature = [
      grown,
      this.range === null ? Math.floor(this.end / 250) : 0,
      this.range,
      width,
      job?.id,
      frame.language,
      lanes.length,
      document.body.className,
    ].join('|');
    if (signature !== this.shown) {
      this.shown = signature;
      this.title.textContent = words.timeline;
      labelOf(this.whole).textContent = words.wholeRun;
      this.whole.classList.toggle('hidden', this.range === null);
      this.drawing.setAttribute('width', String(width));
      this.drawing.setAttribute('height', String(height));
      this.drawing.setAttribute('aria-label', words.timeline);
      this.draw(frame, lanes, x, width, height, names);
    }
    const all = job?.vertices.reduce((sum, { parallelism }) => sum + parallelism, 0) ?? 0;
    const left = all - lanes.length;
    this.hint.textContent = left > 0 ? `${words.zoomHint} · ${words.moreLanes(left)}` : words.zoomHint;
    const title = heightOf(this.card) - heightOf(this.scroller);
    this.scroller.style.maxHeight = `${Math.max(LEAST_WINDOW, frame.room - AROUND - title)}px`;
    this.log.show(frame, frame.room - heightOf(this.card));
    const at = x(frame.t);
    const inside = at >= names - 1 && at <= width;
    select(this.drawing)
      .select('.playhead')
      .style('display', inside ? '' : 'none');
    this.playheadAt = at;
    this.keepAxis();
    const head = select(this.drawing).select('.playhead');
    head
      .select('line')
      .attr('y1', HEAD - 6)
      .attr('y2', height);
    head.select('text').text(clock(frame.t));
    select(this.drawing)
      .select('.axis')
      .selectAll<SVGTextElement, number>('text')
      .style('opacity', (t) => (inside && Math.abs(x(t) - at) < 54 ? 0 : 1));
  }

  private draw(
    frame: Frame,
    lanes: readonly Lane[],
    x: ScaleLinear<number, number>,
    width: number,
    height: number,
    names: number,
  ): void {
    const { words, job, run } = frame;
    const layer = select(this.drawing);
    const ticks = x.ticks(Math.max(3, Math.floor((width - names) / 130)));
    const isShort = (x.domain()[1] ?? 0) - (x.domain()[0] ?? 0) < 6000;
    drawAxis(this.drawing, x, ticks, isShort ? clock : clockShort, HEAD - 11);
    layer
      .select('.grid')
      .selectAll<SVGLineElement, number>('line')
      .data(ticks)
      .join('line')
      .attr('x1', (t) => x(t))
      .attr('x2', (t) => x(t))
      .attr('y1', HEAD)
      .attr('y2', height);
    const jobLane: Lane | null =
      job === null
        ? null
        : {
            key: 'job',
            name: words.job,
            number: '',
            hue: -1,
            spans: run.jobs.get(job.id)?.spans ?? [],
            target: { kind: 'job', job: job.id },
          };
    const all = jobLane === null ? [] : [jobLane, ...lanes];
    const y = (index: number) => HEAD + LANE * (index === 0 ? 0 : index + (run.log.length > 0 ? 2 : 1));
    const { end } = this;
    layer
      .select('.lanes')
      .selectAll<SVGGElement, Lane>('g.lane')
      .data(all, (lane) => lane.key)
      .join((enter) => {
        const group = enter.append('g').attr('class', 'lane');
        group.append('line').attr('class', 'lane').attr('y1', LANE).attr('y2', LANE);
        group.append('rect').attr('class', 'hue').attr('width', 4).attr('height', 16).attr('y', 5).attr('rx', 2);
        group.append('text').attr('class', 'name').attr('y', 18);
        group.append('g').attr('class', 'spans');
        return group;
      })
      .attr('transform', (_, index) => `translate(0,${y(index)})`)
      .attr('data-target', (lane) => JSON.stringify(lane.target))
      .each(function (lane) {
        const group = select(this);
        group.select('line').attr('x2', width);
        group.select('.hue').style('fill', lane.hue < 0 ? 'none' : `var(--h${lane.hue % HUES})`);
        const room = Math.floor((names - 26 - lane.number.length * 7) / 6.9);
        const name = lane.name.length > room ? `${lane.name.slice(0, Math.max(3, room - 1))}…` : lane.name;
        group
          .select('.name')
          .attr('x', lane.hue < 0 ? 0 : 12)
          .attr('font-weight', lane.hue < 0 ? 700 : 400)
          .text(`${name} ${lane.number}`);
        const [from, to] = x.domain() as [number, number];
        const visible = lane.spans.filter((span) => span.from <= to && (span.to ?? end) >= from);
        group
          .select('.spans')
          .selectAll<SVGGElement, Span<string>>('g')
          .data(visible, (span) => `${span.from}${span.state}${span.attempt}`)
          .join((enter) => {
            const item = enter.append('g').attr('class', 'span');
            item
              .append('rect')
              .attr('y', 3.5)
              .attr('height', LANE - 7)
              .attr('rx', 3);
            item.append('text').attr('y', 18);
            item.append('title');
            return item;
          })
          .each(function (span) {
            const x1 = Math.max(names, x(span.from));
            const x2 = Math.min(width - 8, x(span.to ?? end));
            const w = Math.max(1.5, x2 - x1 - 1);
            // What is over is a box no longer than its word: nothing lasts any more.
            const box = OVER.has(span.state) && span.from >= from ? Math.min(w, STUB) : w;
            const begins = box < w ? x1 + box + 5 : x1 + 7;
            const item = select(this);
            item
              .select('rect')
              .attr('x', x1)
              .attr('width', box)
              .style('fill', `color-mix(in srgb, var(--s-${span.state}) 30%, var(--canvas))`)
              .style('stroke', `var(--s-${span.state})`);
            item
              .select('text')
              .attr('x', begins)
              .text(spanLabel(span, lane.hue >= 0, x1 + w - begins));
            const lasted = duration((span.to ?? end) - span.from);
            item
              .select('title')
              .text(
                `${lane.name} ${lane.number} ${span.state} #${span.attempt}, ${clock(span.from)}, ${lasted}${span.cause === null ? '' : `\n${span.cause.split('\n')[0]}`}`,
              );
          });
      });
    this.drawCheckpoints(frame, x, names, width);
    this.drawLog(frame, x, names, width);
    const faults = run.faults.filter((fault) => x(fault.at) >= names && x(fault.at) <= width);
    layer
      .select('.faults')
      .selectAll<SVGGElement, FaultMark>('g')
      .data(faults)
      .join((enter) => {
        const mark = enter.append('g');
        mark.append('line').style('stroke', 'var(--fault)').style('stroke-width', 2);
        mark
          .append('path')
          .attr('d', 'M2-8-5 2h3.4L-3 9 5-2.2H1.6z')
          .style('fill', 'var(--fault)')
          .attr('transform', `translate(0,${HEAD - 12})`);
        mark.append('title');
        return mark;
      })
      .attr('transform', (fault) => `translate(${x(fault.at)},0)`)
      .each(function (fault) {
        select(this).select('line').attr('y1', HEAD).attr('y2', height);
        select(this)
          .select('title')
          .text(`${clock(fault.at)} ${faultName(fault, frame.language)}: ${fault.target}`);
      });
    this.timeAt = (place) => x.invert(place);
    this.chooser.show(names, HEAD, width - 8 - names, height - HEAD);
  }

  /** A tick for each line of a log; taller, with a head, for WARN and worse. */
  private drawLog(frame: Frame, x: ScaleLinear<number, number>, names: number, width: number): void {
    const top = HEAD + LANE * 2;
    const layer = select(this.drawing).select('.log');
    layer
      .selectAll<SVGTextElement, string>('text.title')
      .data(frame.run.log.length === 0 ? [] : [frame.words.logLines])
      .join('text')
      .attr('class', 'title')
      .attr('font-weight', 700)
      .attr('y', top + 18)
      .text((title) => title);
    const ticks = new Map<string, LogTick>();
    for (const line of frame.run.log) {
      const at = x(line.at);
      if (at < names || at > width - 8) continue;
      const place = Math.round(at / TICK) * TICK;
      const key = `${place}${line.grave}`;
      const tick = ticks.get(key) ?? { key, x: place, grave: line.grave, lines: [] };
      if (tick.lines.length < 12) tick.lines.push(line);
      ticks.set(key, tick);
    }
    layer
      .selectAll<SVGGElement, LogTick>('g')
      .data([...ticks.values()], (tick) => tick.key)
      .join((enter) => {
        const mark = enter.append('g');
        mark.append('path');
        mark.append('title');
        return mark;
      })
      .attr('class', (tick) => (tick.grave ? 'logtick grave' : 'logtick'))
      .attr('transform', (tick) => `translate(${tick.x},${top})`)
      .each(function (tick) {
        const mark = select(this);
        mark.select('path').attr('d', tick.grave ? 'M0 22V10M-4 10 0 3 4 10z' : 'M0 20V12');
        mark
          .select('title')
          .text(tick.lines.map(({ at, machine, text }) => `${clock(at)} ${machine} ${text}`).join('\n'));
      });
  }

  private drawCheckpoints(frame: Frame, x: ScaleLinear<number, number>, names: number, width: number): void {
    const { job, run, words } = frame;
    const spans = [...run.checkpoints.values()].filter(
      (span) => span.job === job?.id && x(span.from) >= names && x(span.from) <= width,
    );
    const middle = HEAD + LANE * 1.5;
    const layer = select(this.drawing).select('.checkpoints');
    layer
      .selectAll<SVGTextElement, string>('text.title')
      .data([words.checkpoints])
      .join('text')
      .attr('class', 'title')
      .attr('font-weight', 700)
      .attr('y', middle + 5)
      .text((title) => title);
    const ways = run.restores.flatMap(({ at, job: of, checkpoint }): readonly Way[] => {
      const taken = run.checkpoints.get(checkpointId(of, checkpoint));
      const [from, to] = [x(at), x(taken?.from ?? at) + 9];
      if (of !== job?.id || taken === undefined || to < names || from > width - 8 || from - to < 12) return [];
      const label = words.restoreFrom(checkpoint);
      return [{ key: `${at}`, from, to, label: label.length * CHAR + 24 < from - to ? label : '' }];
    });
    layer
      .selectAll<SVGGElement, Way>('g.way')
      .data(ways, (way) => way.key)
      .join((enter) => {
        const mark = enter.append('g').attr('class', 'way');
        mark.append('path');
        mark
          .append('rect')
          .attr('height', 16)
          .attr('y', middle - 8);
        mark
          .append('text')
          .attr('y', middle + 4.5)
          .attr('text-anchor', 'middle');
        return mark;
      })
      .each(function ({ from, to, label }) {
        const mark = select(this);
        const w = label === '' ? 0 : label.length * CHAR + 8;
        mark.select('path').attr('d', `M${from},${middle}H${to}m6,-4l-6,4l6,4`);
        mark
          .select('rect')
          .attr('x', (from + to - w) / 2)
          .attr('width', w);
        mark
          .select('text')
          .attr('x', (from + to) / 2)
          .text(label);
      });
    const named = spans.filter(
      ({ from }, index) => x(from) - x(spans[index - 1]?.from ?? Number.NEGATIVE_INFINITY) > 64,
    );
    const crosses = (at: number) => ways.some(({ from, to }) => at - 54 < from && at > to);
    const labelled = new Set(named.filter(({ from }) => x(from) - names > 54 && !crosses(x(from) - 1)));
    layer
      .selectAll<SVGGElement, CheckpointSpan>('g.chk')
      .data(spans, (span) => span.id)
      .join((enter) => {
        const mark = enter.append('g').attr('class', 'chk');
        mark.append('line').style('stroke', 'var(--done)').style('stroke-width', 3);
        mark.append('path').attr('d', 'M0-6 6 0 0 6-6 0z');
        mark.append('text').attr('x', -10).attr('y', 5).attr('text-anchor', 'end');
        mark.append('title');
        return mark;
      })
      .attr('transform', (span) => `translate(${x(span.from)},${middle})`)
      .each(function (span) {
        const mark = select(this);
        const lasted = (span.to ?? span.from) - span.from;
        mark
          .select('line')
          .attr('x2', Math.max(0, x(span.from + lasted) - x(span.from)))
          .style('opacity', 0.45);
        mark
          .select('path')
          .attr('class', `dia ${span.status === 'completed' ? '' : span.status === 'aborted' ? 'aborted' : 'doing'}`);
        mark.select('text').text(labelled.has(span) ? `${span.type === 'checkpoint' ? 'chk' : 'sp'}-${span.id}` : '');
        const acks = span.acknowledgements.length;
        mark
          .select('title')
          .text(
            `${span.type} ${span.id} ${span.status}, ${duration(lasted)}, ${acks}/${span.tasks}${span.reason === null ? '' : `\n${span.reason}`}`,
          );
      });
  }
}

/** The state, with its attempt and why where there is room; cut short rather than left out. */
function spanLabel({ state, attempt, cause }: Span<string>, isTask: boolean, room: number): string {
  const fits = (label: string) => label.length * CHAR + 4 < room;
  const numbered = isTask ? `${state} #${attempt}` : state;
  const why = cause === null || state !== 'FAILED' ? '' : `: ${firstLine(cause)}`;
  const long = numbered + why;
  if (fits(long)) return long;
  const letters = Math.floor((room - 4 - ELLIPSIS) / CHAR);
  if (why !== '' && letters > numbered.length + 12) return `${long.slice(0, letters)}…`;
  if (fits(numbered) && (attempt > 0 || room > 160)) return numbered;
  if (fits(state)) return state;
  return letters < 3 ? '' : `${state.slice(0, letters)}…`;
}

/** From a restore back to the checkpoint whose state it took. */
interface Way {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

interface LogTick {
  readonly key: string;
  readonly x: number;
  readonly grave: boolean;
  readonly lines: LogLine[];
}

function lanesOf(frame: Frame, job: Job): readonly Lane[] {
  const lanes: Lane[] = [];
  job.vertices.forEach((vertex: GraphNode, order) => {
    for (let subtask = 0; subtask < vertex.parallelism && lanes.length < MOST_LANES; subtask++) {
      const id = subtaskId(job.id, vertex.id, subtask);
      lanes.push({
        key: id,
        name: vertex.name,
        number: `(${subtask + 1}/${vertex.parallelism})`,
        hue: order,
        spans: frame.run.tasks.get(id) ?? [],
        target: { kind: 'subtask', job: job.id, vertex: vertex.id, subtask },
      });
    }
  });
  return lanes;
}
