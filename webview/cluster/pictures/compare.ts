/** Two runs side by side at one moment: machines, what just happened, and their key figures with the difference. */
import { select } from 'd3';
import { statusPill } from '../chrome/header.ts';
import { el, text } from '../draw/dom.ts';
import type { Frame } from '../frame.ts';
import { type Figures, figuresOf } from '../model/figures.ts';
import { captionText } from '../words/caption.ts';
import { duration } from '../words/format.ts';
import { MachinesView } from './flow/machines.ts';

export interface Side {
  readonly name: string;
  readonly frame: Frame;
}

const ROWS = [
  'status',
  'running',
  'taskManagers',
  'freeSlots',
  'failovers',
  'outage',
  'checkpoints',
  'aborted',
  'lastCheckpoint',
  'arrived',
  'printed',
] as const satisfies readonly (keyof Figures)[];
type Row = (typeof ROWS)[number];

class Column {
  readonly element = el('section', 'card side');
  private readonly title = el('h2', 'cut');
  private readonly status = el('span');
  private readonly happened = el('p', 'why');
  private readonly machines = new MachinesView();
  private statusIs = '';

  constructor() {
    this.element.append(el('header', 'headline', this.title, this.status), this.happened, this.machines.element);
  }

  show({ name, frame }: Side): void {
    text(this.title, name);
    this.title.title = name;
    const status = frame.job?.status ?? '';
    if (status !== this.statusIs) {
      this.statusIs = status;
      this.status.replaceChildren(...(status === '' ? [] : [statusPill(status)]));
    }
    const { caption } = frame.state;
    text(this.happened, caption === null ? '' : captionText(caption, frame.language));
    this.machines.show(frame);
    this.machines.element.setAttribute('aria-label', `${frame.words.machines}: ${name}`);
  }
}

export class CompareView {
  readonly element = el('div', 'picture compare');
  private readonly columns = [new Column(), new Column()] as const;
  private readonly table = el('table', 'data figures');
  private shown = '';

  constructor() {
    this.element.append(
      el('div', 'two', this.columns[0].element, this.columns[1].element),
      el('section', 'card tablewrap', this.table),
    );
    this.table.append(el('thead'), el('tbody'));
  }

  show(first: Side, second: Side): void {
    const sides = [first, second] as const;
    for (const [index, side] of sides.entries()) this.columns[index]?.show(side);
    const { words } = first.frame;
    const figures = sides.map(({ frame }) => figuresOf(frame.state, frame.run, frame.job, frame.t));
    const rows = ROWS.map((row) => [
      words.figures[row],
      ...figures.map((figure) => written(row, figure)),
      difference(row, figures[0]!, figures[1]!),
    ]);
    const version = JSON.stringify([rows, first.name, second.name]);
    if (version === this.shown) return;
    this.shown = version;
    const head = [words.figure, first.name, second.name, words.difference];
    const cells = head.map((name, index) => {
      const cell = el('th', index === 0 ? '' : 'n', name);
      cell.scope = 'col';
      return cell;
    });
    this.table.tHead?.replaceChildren(el('tr', '', ...cells));
    select(this.table.tBodies[0]!)
      .selectAll<HTMLTableRowElement, string[]>('tr')
      .data(rows)
      .join('tr')
      .each(function (row) {
        const differs = row[3] !== '';
        this.classList.toggle('differs', differs);
        const [name = '', ...values] = row;
        const heading = el('th', '', name);
        heading.scope = 'row';
        this.replaceChildren(heading, ...values.map((value) => el('td', 'n', value)));
      });
  }
}

function written(row: Row, figures: Figures): string {
  if (row === 'running') return `${figures.running} / ${figures.subtasks}`;
  const value = figures[row];
  if (value === null) return '–';
  return row === 'outage' ? duration(Number(value)) : String(value);
}

/** The second against the first; empty where they are alike. */
function difference(row: Row, first: Figures, second: Figures): string {
  const [a, b] = [first[row], second[row]];
  if (a === b) return '';
  if (typeof a !== 'number' || typeof b !== 'number') return '≠';
  const by = Math.abs(b - a);
  return `${b > a ? '+' : '−'}${row === 'outage' ? duration(by) : by}`;
}
