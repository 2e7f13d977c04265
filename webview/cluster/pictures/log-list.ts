/** The newest log lines at the moment shown, of all machines; a line leads to its moment. */
import { select } from 'd3';
import { el, text, typeScale } from '../draw/dom.ts';
import type { Actions, Frame } from '../frame.ts';
import type { LogLine } from '../model/index.ts';
import { clock } from '../words/format.ts';

/** So many lines are shown, as many as there is room for. */
const LINES = { least: 3, most: 18 } as const;
/** Height of a line, and of what stands round all of them, at type of scale 1, px. */
const LINE = 19.5;
const AROUND = 76;

export class LogList {
  readonly element = el('section', 'card loglist hidden');
  private readonly title = el('h2');
  private readonly list = el('ol');
  private shown = '';

  constructor(private readonly actions: Actions) {
    this.element.append(this.title, this.list);
  }

  /** @param room height for all of it, px */
  show({ run, t, words }: Frame, room: number): void {
    const count = linesUntil(run.log, t);
    this.element.classList.toggle('hidden', count === 0);
    const fitting = Math.floor((room / typeScale() - AROUND) / LINE);
    const lines = Math.min(LINES.most, Math.max(LINES.least, fitting));
    const signature = `${count}|${run.log.length}|${words.logLines}|${lines}`;
    if (signature === this.shown) return;
    this.shown = signature;
    text(this.title, words.logLines);
    const first = Math.max(0, count - lines);
    select(this.list)
      .selectAll<HTMLLIElement, LogLine>('li')
      .data(run.log.slice(first, count))
      .join((enter) => {
        const item = enter.append('li');
        item
          .append('button')
          .attr('type', 'button')
          .attr('class', 'link mono')
          .on('click', (_, line) => this.actions.go(line.at));
        item.append('b');
        item.append('span').attr('class', 'mono cut');
        return item;
      })
      .classed('grave', ({ grave }) => grave)
      .each(function (line) {
        const [at, machine, said] = [...this.children];
        select(at!).datum(line);
        text(at, clock(line.at));
        text(machine, line.machine);
        text(said, line.text);
        said?.setAttribute('title', line.text);
      });
  }
}

/** How many of the lines were written by `t`. */
function linesUntil(log: readonly LogLine[], t: number): number {
  let [low, high] = [0, log.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (log[middle]!.at <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
