/** Slots: the same job with slot sharing on and off, side by side; needed, available, and why it waits. */
import type { GraphNode } from '../../../src/trace/facts.ts';
import { withTerms } from '../chrome/terms.ts';
import { el, typeScale } from '../draw/dom.ts';
import { type Actions, type Frame, hueClass, type Picture } from '../frame.ts';
import { slotBoxes, standingManagersOf } from '../model/managers.ts';
import {
  areGroupsTold,
  type Group,
  groupsOf,
  type Placed,
  placeInSlots,
  separateGroups,
  slotsNeeded,
} from '../model/sharing.ts';
import { isOver, type Job, slotId, type TaskManager } from '../model/state.ts';
import type { Target } from '../protocol.ts';
import { slotTitle } from '../words/places.ts';
import { EmptyCard } from './empty.ts';

const MOST_SLOTS = 24;
/** Type is not drawn smaller than this share of its least size. */
const LEAST_SCALE = 0.78;
/** Above and below the cards, px. */
const AROUND = 16;
/** Names shorter than this stay whole where longer ones give way, characters. */
const BRIEF = 12;

export class SlotsPicture implements Picture {
  readonly element = el('div', 'picture');
  private readonly two = el('div', 'two');
  sentence: string | null = null;
  private version = '';
  /** All that is in the picture: what has the focus stays where nothing of it has changed. */
  private drawn = '';

  private readonly empty: EmptyCard;

  constructor(actions: Actions) {
    this.empty = new EmptyCard(actions);
    this.element.append(this.two, this.empty.element);
  }

  show(frame: Frame): void {
    const { job, words } = frame;
    this.sentence = job === null ? null : words.slotsCaption;
    this.two.classList.toggle('hidden', job === null);
    this.empty.show(frame);
    if (job === null) return;
    const machines = [...frame.state.machines.keys()];
    const managers = standingManagersOf(frame.state, job)
      .filter((manager) => manager.lost === null)
      .sort((a, b) => machines.indexOf(a.machine) - machines.indexOf(b.machine));
    if (frame.version === this.version) return;
    this.version = frame.version;
    const drawn = signatureOf(frame, job, managers);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const separate = this.card(frame, job, managers, separateGroups(job), false);
    const focused = [...this.two.querySelectorAll('[data-target]')].indexOf(document.activeElement ?? this.two);
    this.two.replaceChildren(
      areGroupsTold(job) ? this.card(frame, job, managers, groupsOf(job), true) : takenCard(frame, job, managers),
      separate,
    );
    this.fit(frame.room - AROUND);
    if (focused >= 0) this.two.querySelectorAll<HTMLElement>('[data-target]')[focused]?.focus();
  }

  /** Drawn smaller, as long as it can be read, where all of it would not be on the page. */
  private fit(room: number): void {
    const { style } = this.two;
    let share = 1;
    for (let round = 0; round < 3; round++) {
      style.zoom = String(share);
      const high =
        (this.two.getBoundingClientRect().height * this.element.offsetWidth) /
        this.element.getBoundingClientRect().width;
      if (high <= room) break;
      share = Math.max(LEAST_SCALE / typeScale(), Math.floor((share * room * 50) / high) / 50);
    }
    style.zoom = String(share);
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
    const title = el(
      'div',
      'headline',
      el('h2', '', ...withTerms(sharing ? words.sharingOn : words.sharingOff, frame.language)),
    );
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
    for (const manager of shownOf(managers))
      minis.append(mini(frame, job, manager, slotsWith(frame, job, manager, placed)));
    appendRest(minis, managers, words);
    card.append(minis);
    const why = el(
      'p',
      'why',
      el('b', '', ...withTerms(sharing ? words.sharingRule : words.separateRule, frame.language)),
      el('br'),
    );
    why.append(sharing ? words.sharingSo : words.separateSo(total - needed));
    card.append(why);
    return card;
  }
}

function signatureOf({ state, language, room }: Frame, job: Job | null, managers: readonly TaskManager[]): string {
  const parts: unknown[] = [language, document.body.className, innerWidth, room, job?.id];
  for (const { id, slots, free } of managers) parts.push(id, slots, free);
  for (const { job: holder } of state.slots.values()) parts.push(holder);
  for (const { id, place, state: is } of state.subtasks.values())
    parts.push(id, is, place?.taskManager, place?.slot, place?.allocation);
  return parts.join('|');
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
    const box = el('div', `gv ${hueClass(job, vertex.id)}`, name, el('span', 'meta', parallelism(vertex.parallelism)));
    box.style.flexShrink = String(givesWay(vertex));
    vertices.append(pointedAt(box, { kind: 'vertex', job: job.id, vertex: vertex.id }));
  }
  const foot = el(
    'div',
    'headline',
    el('span', 'mono', group.name),
    el('b', '', widest === null ? String(group.slots) : widest(group.slots)),
  );
  const box = el('div', 'group', vertices, foot);
  box.style.flexShrink = String(Math.max(...group.vertices.map(givesWay)));
  return box;
}

/** How much narrower than its name a vertex' box may become, beside others. */
function givesWay({ name }: GraphNode): number {
  return Math.max(0, name.length - BRIEF) ** 2;
}

/** Without its groups, what a job takes can be told, and not why. */
function takenCard(frame: Frame, job: Job, managers: readonly TaskManager[]): HTMLElement {
  const { words } = frame;
  const tasks = [...frame.state.subtasks.values()].filter((task) => task.job === job.id && !isOver(task.state));
  const taken = new Set(tasks.map(({ place }) => place?.allocation ?? null));
  const card = el('section', 'card slotcard', el('div', 'headline', el('h2', '', words.slots)));
  if (taken.size > 0 && !taken.has(null))
    card.append(el('div', 'headline', el('span', 'big', String(taken.size)), el('span', 'lead', words.slotsTaken)));
  const minis = el('div', 'minis');
  for (const manager of shownOf(managers)) {
    const boxes = slotBoxes(frame.state, manager).map((box) => ({
      title: slotTitle(words, manager, box.slots),
      taken: box.taken,
      inside: tasks.filter(({ place }) => place?.taskManager === manager.id && box.holds(place.slot)),
    }));
    minis.append(mini(frame, job, manager, boxes));
  }
  appendRest(minis, managers, words);
  card.append(minis, el('p', 'why', words.groupsUntold));
  return card;
}

/** As many TaskManagers as there is room for, at least one. */
function shownOf(managers: readonly TaskManager[]): readonly TaskManager[] {
  let slots = 0;
  return managers.filter((manager, index) => {
    slots += manager.slots;
    return index === 0 || slots <= MOST_SLOTS;
  });
}

function appendRest(minis: HTMLElement, managers: readonly TaskManager[], words: Frame['words']): void {
  const rest = managers.length - shownOf(managers).length;
  if (rest > 0) minis.append(el('span', 'muted', words.more(rest)));
}

/** Where the subtasks are in the run itself, when they are deployed and their slots are told. */
function realPlaces(frame: Frame, job: Job): readonly Placed[] | null {
  const placed: Placed[] = [];
  for (const task of frame.state.subtasks.values()) {
    if (task.job !== job.id) continue;
    if (task.place === null || task.place.slot === null) return null;
    placed.push({ manager: task.place.taskManager, slot: task.place.slot, vertex: task.vertex, subtask: task.subtask });
  }
  return placed;
}

interface MiniSlot {
  readonly title: string;
  readonly taken: boolean;
  /** Another job that holds it. */
  readonly held?: string;
  readonly inside: readonly Pick<Placed, 'vertex' | 'subtask'>[];
}

/** The slots of a TaskManager with what is placed in them, or with the job that holds them. */
function slotsWith(
  { words, state }: Frame,
  job: Job,
  manager: TaskManager,
  placed: readonly Placed[],
): readonly MiniSlot[] {
  return Array.from({ length: manager.slots }, (_, slot) => {
    const inside = placed.filter((item) => item.manager === manager.id && item.slot === slot);
    const holder = state.slots.get(slotId(manager.id, slot))?.job ?? job.id;
    const isHeld = inside.length === 0 && holder !== job.id;
    const held = isHeld ? { held: state.jobs.get(holder)?.name ?? words.otherJob } : {};
    return { title: slotTitle(words, manager, [slot]), taken: inside.length > 0 || isHeld, inside, ...held };
  });
}

function mini({ words }: Frame, job: Job, manager: TaskManager, slots: readonly MiniSlot[]): HTMLElement {
  const header = el('header', '', el('b', 'cut', manager.machine), el('span', 'meta', 'TaskManager'));
  const box = el('div', 'mini', pointedAt(header, { kind: 'taskmanager', id: manager.id }));
  const order = new Map(job.vertices.map((vertex, index) => [vertex.id, index]));
  for (const { title, taken, held, inside } of slots) {
    const here = inside.toSorted((a, b) => (order.get(a.vertex) ?? 0) - (order.get(b.vertex) ?? 0));
    const rows = el('div', 'rows');
    for (const item of here) rows.append(row(job, item));
    if (held !== undefined) rows.append(el('span', 'muted cut', held));
    else if (!taken) rows.append(el('span', 'muted', words.free));
    box.append(el('div', taken ? 'slotbox' : 'slotbox free', rows, el('span', 'no meta', title)));
  }
  return box;
}

function row(job: Job, item: Pick<Placed, 'vertex' | 'subtask'>): HTMLElement {
  const vertex = job.vertices.find((candidate): candidate is GraphNode => candidate.id === item.vertex);
  const name = el('span', 'cut', vertex?.name ?? '');
  name.title = vertex?.name ?? '';
  const box = el(
    'button',
    `row ${hueClass(job, item.vertex)}`,
    name,
    el('b', '', `(${item.subtask + 1}/${vertex?.parallelism ?? 1})`),
  );
  box.type = 'button';
  return pointedAt(box, { kind: 'subtask', job: job.id, vertex: item.vertex, subtask: item.subtask });
}

function pointedAt(box: HTMLElement, target: Target): HTMLElement {
  box.dataset.target = JSON.stringify(target);
  return box;
}
