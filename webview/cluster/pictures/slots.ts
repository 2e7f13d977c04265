/** Slots: the same job with slot sharing on and off, side by side; needed, available, and why it waits. */
import { select } from 'd3';
import type { GraphNode } from '../../../src/trace/facts.ts';
import { el } from '../draw/dom.ts';
import { type Frame, hueClass, type Picture } from '../frame.ts';
import { standingManagers } from '../model/managers.ts';
import { type Group, groupsOf, type Placed, placeInSlots, separateGroups, slotsNeeded } from '../model/sharing.ts';
import type { Job, TaskManager } from '../model/state.ts';

const SHOWN_MANAGERS = 12;

export class SlotsPicture implements Picture {
  readonly element = el('div', 'picture');
  private readonly two = el('div', 'two');
  sentence: string | null = null;
  private shown = '';

  constructor() {
    this.element.append(this.two);
  }

  show(frame: Frame): void {
    const { job, words } = frame;
    this.sentence = words.slotsCaption;
    const machines = [...frame.state.machines.keys()];
    const managers = standingManagers(frame.state)
      .filter((manager) => manager.lost === null)
      .sort((a, b) => machines.indexOf(a.machine) - machines.indexOf(b.machine));
    const signature = `${frame.version}`;
    if (signature === this.shown) return;
    this.shown = signature;
    if (job === null) {
      this.two.replaceChildren(el('section', 'card empty', el('p', '', words.noJob)));
      return;
    }
    const submitted = groupsOf(job);
    const separate = separateGroups(job);
    select(this.two).selectAll('*').remove();
    this.two.append(this.card(frame, job, managers, submitted, true), this.card(frame, job, managers, separate, false));
  }

  private card(
    frame: Frame,
    job: Job,
    managers: readonly TaskManager[],
    groups: readonly Group[],
    sharing: boolean,
  ): HTMLElement {
    const { words } = frame;
    const needed = slotsNeeded(groups);
    const total = managers.reduce((sum, manager) => sum + manager.slots, 0);
    const title = el('div', 'headline', el('h2', '', sharing ? words.sharingOn : words.sharingOff));
    title.append(el('span', 'meta mono', sharing ? words.asSubmitted : words.perVertex));
    const row = el('div', job.vertices.length > 5 ? 'groups many' : 'groups');
    for (const group of groups) row.append(groupBox(job, group, words.parallelism, sharing ? words.widest : null));
    const widths = groups.map((group) => group.slots);
    const formula =
      groups.length === 1
        ? `max(${groups[0]!.vertices.map((vertex) => vertex.parallelism).join(', ')}) = ${needed}`
        : `${widths.join(' + ')} = ${needed}`;
    const number = el('div', 'headline', el('span', 'big', String(needed)), el('span', 'lead', words.slotsNeeded));
    number.append(el('span', 'formula', formula));
    const card = el('section', 'card slotcard', title, row, number);
    card.dataset.needed = String(needed);
    if (total < needed) {
      card.append(
        el(
          'p',
          'why missingbox',
          el('b', '', words.notEnough),
          ` · ${words.required(needed, total)} · ${words.missing(needed - total)}`,
        ),
      );
    }
    const real = sharing ? realPlaces(frame, job) : null;
    const placed = real ?? placeInSlots(groups, managers);
    const minis = el('div', 'minis');
    for (const manager of managers.slice(0, SHOWN_MANAGERS)) minis.append(mini(frame, job, manager, placed));
    if (managers.length > SHOWN_MANAGERS)
      minis.append(el('span', 'muted', words.more(managers.length - SHOWN_MANAGERS)));
    card.append(minis);
    const why = el('p', 'why', el('b', '', sharing ? words.sharingRule : words.separateRule), el('br'));
    why.append(sharing ? words.sharingSo : words.separateSo(total - needed));
    card.append(why);
    return card;
  }
}

function groupBox(
  job: Job,
  group: Group,
  parallelism: (n: number) => string,
  widest: ((n: number) => string) | null,
): HTMLElement {
  const vertices = el('div', group.vertices.length > 4 ? 'vs many' : 'vs');
  for (const vertex of group.vertices) {
    const name = el('b', 'cut', vertex.name);
    name.title = vertex.name;
    vertices.append(
      el('div', `gv ${hueClass(job, vertex.id)}`, name, el('span', 'meta', parallelism(vertex.parallelism))),
    );
  }
  const foot = el(
    'div',
    'headline',
    el('span', 'mono', group.name),
    el('b', '', widest === null ? String(group.slots) : widest(group.slots)),
  );
  return el('div', 'group', vertices, foot);
}

/** Where the subtasks are in the run itself, when they are deployed. */
function realPlaces(frame: Frame, job: Job): readonly Placed[] | null {
  const placed: Placed[] = [];
  for (const task of frame.state.subtasks.values()) {
    if (task.job !== job.id) continue;
    if (task.place === null) return null;
    placed.push({ manager: task.place.taskManager, slot: task.place.slot, vertex: task.vertex, subtask: task.subtask });
  }
  return placed;
}

function mini(frame: Frame, job: Job, manager: TaskManager, placed: readonly Placed[]): HTMLElement {
  const { words } = frame;
  const box = el('div', 'mini', el('header', '', el('b', 'cut', manager.machine), el('span', 'meta', 'TaskManager')));
  const order = new Map(job.vertices.map((vertex, index) => [vertex.id, index]));
  for (let slot = 0; slot < manager.slots; slot++) {
    const here = placed
      .filter((item) => item.manager === manager.id && item.slot === slot)
      .sort((a, b) => (order.get(a.vertex) ?? 0) - (order.get(b.vertex) ?? 0));
    const rows = el('div', 'rows');
    for (const item of here) rows.append(row(job, item));
    if (here.length === 0) rows.append(el('span', 'muted', words.free));
    box.append(
      el('div', here.length === 0 ? 'slotbox free' : 'slotbox', rows, el('span', 'no meta', words.slot(slot))),
    );
  }
  return box;
}

function row(job: Job, item: Placed): HTMLElement {
  const vertex = job.vertices.find((candidate): candidate is GraphNode => candidate.id === item.vertex);
  const name = el('span', 'cut', vertex?.name ?? '');
  name.title = vertex?.name ?? '';
  return el(
    'div',
    `row ${hueClass(job, item.vertex)}`,
    name,
    el('b', '', `(${item.subtask + 1}/${vertex?.parallelism ?? 1})`),
  );
}
