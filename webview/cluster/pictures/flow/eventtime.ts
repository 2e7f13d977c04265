/** Windows and watermarks on an event-time axis: a row for each subtask that has windows. */
import { type ScaleLinear, scaleLinear, select } from 'd3';
import { drawAxis } from '../../draw/axis.ts';
import { el, svg, text, widthOf } from '../../draw/dom.ts';
import { type Frame, hueClass } from '../../frame.ts';
import { type Job, type Subtask, subtaskId } from '../../model/state.ts';
import { timeOfDay } from '../../words/format.ts';

const HEAD = 26;
const ROW = 20;
const MOST_SUBTASKS = 8;
const MOST_KEYS = 4;
/** Watermarks beyond this stand for "no more records" (Long.MAX_VALUE), below its negative for none yet. */
const FOREVER = 8e15;

type Pane = Subtask['windows'][number];
interface Row {
  readonly task: Subtask;
  readonly title: string;
  readonly hue: string;
  readonly y: number;
  readonly h: number;
  readonly panes: readonly { readonly pane: Pane; readonly line: number }[];
}

export class EventTimeView {
  readonly element = el('section', 'card eventtime hidden');
  private readonly title = el('h2');
  private readonly hint = el('span', 'meta');
  private readonly drawing = svg('et');
  private shown = '';

  constructor() {
    this.element.append(el('div', 'headline', this.title, this.hint), this.drawing);
    const layer = select(this.drawing);
    for (const name of ['axis', 'rows']) layer.append('g').attr('class', name);
    this.drawing.setAttribute('role', 'img');
  }

  show(frame: Frame): void {
    const { job, words } = frame;
    const rows = job === null ? [] : rowsOf(frame, job);
    this.element.classList.toggle('hidden', rows.length === 0);
    if (rows.length === 0 || job === null) return;
    const width = widthOf(this.element);
    const signature = `${frame.version}|${width}`;
    if (signature === this.shown || width === 0) return;
    this.shown = signature;
    text(this.title, words.eventTime);
    text(this.hint, words.eventTimeHint);
    this.drawing.setAttribute(
      'aria-label',
      `${words.eventTime}: ${rows.map((row) => `${row.title} ${row.panes.length}`).join(', ')}`,
    );
    const names = Math.min(240, width * 0.26);
    const x = scaleLinear()
      .domain(domainOf(rows))
      .range([names, width - 12]);
    const last = rows.at(-1)!;
    this.drawing.setAttribute('width', String(width));
    this.drawing.setAttribute('height', String(last.y + last.h + 6));
    this.draw(frame, rows, x, names, width);
  }

  private draw(frame: Frame, rows: readonly Row[], x: ScaleLinear<number, number>, names: number, width: number): void {
    const { words } = frame;
    const layer = select(this.drawing);
    const ticks = x.ticks(Math.max(2, Math.floor((width - names) / 120))).filter((t) => x(t) < width - 34);
    drawAxis(this.drawing, x, ticks, timeOfDay, HEAD - 11);
    layer
      .select('.rows')
      .selectAll<SVGGElement, Row>('g.etrow')
      .data(rows, (row) => row.task.id)
      .join((enter) => {
        const group = enter.append('g');
        group.append('line').attr('class', 'lane');
        group.append('text').attr('class', 'name').attr('y', 16);
        group.append('text').attr('class', 'at').attr('y', 34).attr('x', 14);
        group.append('path').attr('d', 'M0 23h1.6v12H0zM2 23l6 3-6 3z');
        group.append('g').attr('class', 'panes');
        const mark = group.append('g').attr('class', 'watermark');
        mark.append('line');
        mark.append('path').attr('d', 'M0 0 9 4 0 8z');
        return group;
      })
      .attr('class', (row) => `etrow ${row.hue}`)
      .attr('transform', (row) => `translate(0,${row.y})`)
      .each(function (row) {
        const group = select(this);
        group.select('.lane').attr('x2', width).attr('y1', row.h).attr('y2', row.h);
        const late = row.task.late > 0 ? ` · ${words.lateRecords(row.task.late)}` : '';
        group.select('.name').text(`${row.title}${late}`);
        group
          .select('.panes')
          .selectAll<SVGGElement, Row['panes'][number]>('g')
          .data(row.panes, ({ pane }) => `${pane.key}|${pane.start}|${pane.end}`)
          .join((enter) => {
            const item = enter.append('g');
            item
              .append('rect')
              .attr('height', ROW - 4)
              .attr('rx', 3);
            item.append('text').attr('y', 12);
            item.append('title');
            return item;
          })
          .attr('class', ({ pane }) => `pane ${pane.change}`)
          .each(function ({ pane, line }) {
            const [from, to] = [Math.max(names, x(pane.start)), x(pane.end)];
            const item = select(this).attr('transform', `translate(${from},${line * ROW + 3})`);
            const w = Math.max(3, to - from - 2);
            const label = words.windowHas(pane.key, pane.elements);
            item.select('rect').attr('width', w);
            item
              .select('text')
              .attr('x', 6)
              .text(label.length * 7.4 + 8 < w ? label : '');
            item.select('title').text(`${label} [${timeOfDay(pane.start)}, ${timeOfDay(pane.end)}) ${pane.change}`);
          });
        const watermark = row.task.watermark;
        const known = watermark !== null && Math.abs(watermark) < FOREVER;
        const at = known ? Math.min(width - 12, Math.max(names, x(watermark))) : 0;
        const mark = group
          .select('.watermark')
          .style('display', known ? '' : 'none')
          .attr('transform', `translate(${at},0)`);
        mark.select('line').attr('y2', row.h);
        group.select('.at').text(known ? timeOfDay(watermark) : words.noWatermark);
      });
  }
}

function rowsOf(frame: Frame, job: Job): readonly Row[] {
  const rows: Row[] = [];
  let y = HEAD;
  for (const vertex of job.vertices) {
    if (!frame.run.windowed.has(`${job.id}/${vertex.id}`)) continue;
    for (let index = 0; index < vertex.parallelism && rows.length < MOST_SUBTASKS; index++) {
      const task = frame.state.subtasks.get(subtaskId(job.id, vertex.id, index));
      if (task === undefined) continue;
      const keys: string[] = [];
      const panes = task.windows
        .filter((pane) => pane.change !== 'purged' || frame.t - pane.at < 3000)
        .flatMap((pane) => {
          if (!keys.includes(pane.key) && keys.length < MOST_KEYS) keys.push(pane.key);
          const line = keys.indexOf(pane.key);
          return line < 0 ? [] : [{ pane, line }];
        });
      const h = Math.max(2, keys.length) * ROW + 6;
      const title = `${vertex.name.split(' -> ')[0]} (${index + 1}/${vertex.parallelism})`;
      rows.push({ task, title, hue: hueClass(job, vertex.id), y, h, panes });
      y += h + 2;
    }
  }
  return rows.every((row) => row.panes.length === 0 && row.task.watermark === null) ? [] : rows;
}

function domainOf(rows: readonly Row[]): [number, number] {
  const times = rows.flatMap((row) => [
    ...row.panes.flatMap(({ pane }) => [pane.start, pane.end]),
    ...(row.task.watermark !== null && Math.abs(row.task.watermark) < FOREVER ? [row.task.watermark] : []),
  ]);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const room = Math.max(1000, (to - from) * 0.06);
  return times.length === 0 ? [0, 1000] : [from - room * 0.3, to + room];
}
