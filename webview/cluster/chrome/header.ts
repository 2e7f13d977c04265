/** Job name and status, the pill that says simulated or real, and the choice of pictures. */
import { select } from 'd3';
import { el, text } from '../draw/dom.ts';
import type { Frame } from '../frame.ts';
import { PICTURES, type PictureName } from '../protocol.ts';
import { duration } from '../words/format.ts';
import { Tabs } from './tabs.ts';

/** How long a change of the job's status stays visible as "before → now", virtual ms. */
const CHANGE_SHOWN = 3000;

export interface RunChoice {
  choose(run: number): void;
  /** Two runs side by side, or again one. */
  compare(): void;
}
export interface NamedRun {
  readonly id: number;
  readonly name: string;
}

export class Header {
  readonly element = el('header', 'bar');
  private readonly title = el('h1', 'cut');
  private readonly jobs = el('select', 'btn jobs hidden');
  private readonly status = el('span', 'statuses');
  private readonly running = el('span', 'muted');
  private readonly origin = el('span', 'pill');
  private readonly tabs: Tabs<PictureName>;
  private readonly runs = el('select', 'btn runs hidden');
  private readonly compare = el('button', 'btn hidden');
  private runsAre = '';
  private statusIs = '';

  constructor(pick: (picture: PictureName) => void, pickJob: (job: string) => void, runs: RunChoice) {
    this.compare.type = 'button';
    this.compare.addEventListener('click', () => runs.compare());
    this.runs.addEventListener('change', () => runs.choose(Number(this.runs.value)));
    this.tabs = new Tabs(PICTURES, pick);
    this.jobs.addEventListener('change', () => pickJob(this.jobs.value));
    this.status.style.display = 'inline-flex';
    this.status.style.gap = '6px';
    this.status.style.alignItems = 'center';
    this.element.append(
      this.title,
      this.jobs,
      this.status,
      this.running,
      el('span', 'grow'),
      this.runs,
      this.compare,
      this.origin,
      this.tabs.element,
    );
  }

  private showRuns({ words }: Frame, runs: readonly NamedRun[], run: number, comparing: boolean): void {
    const several = runs.length > 1;
    this.runs.classList.toggle('hidden', !several);
    text(this.compare, words.compare);
    this.compare.classList.toggle('hidden', !several);
    if (!several) return;
    this.runs.setAttribute('aria-label', words.run);
    this.compare.setAttribute('aria-pressed', String(comparing));
    const signature = JSON.stringify(runs);
    if (signature !== this.runsAre) {
      this.runsAre = signature;
      this.runs.replaceChildren(
        ...runs.map(({ id, name }) => {
          const option = el('option', '', name);
          option.value = String(id);
          return option;
        }),
      );
    }
    this.runs.value = String(run);
  }

  choose(picture: PictureName): void {
    this.tabs.choose(picture);
  }

  show(frame: Frame, runs: readonly NamedRun[], run: number, comparing: boolean): void {
    const { words, header, job, state } = frame;
    this.showRuns(frame, runs, run, comparing);
    text(this.title, job?.name ?? header.title);
    this.title.dataset.target = job === null ? '' : JSON.stringify({ kind: 'job', job: job.id });
    if (job === null) delete this.title.dataset.target;
    this.tabs.name(words.pictures, words);
    const parts = [header.origin === 'simulated' ? words.simulated : words.real, `Flink ${header.flink}`];
    if (header.origin === 'simulated') parts.push(words.seed(header.seed));
    text(this.origin, parts.join(' · '));
    this.jobs.classList.toggle('hidden', state.jobs.size < 2);
    this.title.classList.toggle('sr', state.jobs.size > 1);
    this.jobs.setAttribute('aria-label', words.job);
    if (state.jobs.size > 1) {
      select(this.jobs)
        .selectAll<HTMLOptionElement, string>('option')
        .data([...state.jobs.values()], (item) => (typeof item === 'string' ? item : (item as { id: string }).id))
        .join('option')
        .attr('value', (item) => item.id)
        .text((item) => `${item.name} · ${item.id.slice(0, 4)}`);
      if (job !== null) this.jobs.value = job.id;
    }
    if (job === null) {
      this.statusIs = '';
      this.status.replaceChildren(el('span', 'pill', words.noJob));
      text(this.running, '');
      return;
    }
    const changed =
      job.before !== null &&
      frame.t - job.since < CHANGE_SHOWN &&
      job.before.status !== 'CREATED' &&
      job.before.status !== 'INITIALIZING';
    const signature = `${job.status}|${job.since}|${changed}`;
    if (signature !== this.statusIs) {
      this.statusIs = signature;
      const pills = [statusPill(job.status)];
      if (changed && job.before !== null) {
        pills.unshift(statusPill(job.before.status, ` ${duration(job.since - job.before.since)}`), el('span', '', '→'));
      }
      this.status.replaceChildren(...pills);
    }
    let [up, all] = [0, 0];
    for (const task of state.subtasks.values()) {
      if (task.job !== job.id) continue;
      all++;
      if (task.state === 'RUNNING') up++;
    }
    text(this.running, words.subtasksRunning(up, all));
  }
}

export function statusPill(status: string, more = ''): HTMLElement {
  const pill = el('span', 'pill state', el('span', 'dot'), `${status}${more}`);
  pill.style.setProperty('--c', `var(--s-${status})`);
  return pill;
}
