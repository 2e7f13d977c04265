/** The inside of a rack: chips of processes, containers, TaskManagers, slots and the subtasks in them. */
import { select } from 'd3';
import type { ProcessRole } from '../../../../src/trace/facts.ts';
import { text } from '../../draw/dom.ts';
import { type Frame, hueClass, sameTarget } from '../../frame.ts';
import { areNumbered, processOf, type SlotBox, slotBoxes, slotsOf, wasReleased } from '../../model/managers.ts';
import { isOver, type Process, type Subtask, slotId, type TaskManager } from '../../model/state.ts';
import type { Target } from '../../protocol.ts';
import { bytes } from '../../words/format.ts';
import { slotTitle } from '../../words/places.ts';
import type { Enclosure, Rack } from './racks.ts';
import { stateDot } from './signs.ts';

interface Chip {
  readonly key: string;
  readonly label: string;
  readonly title: string;
  readonly className: string;
  readonly target: Target;
  readonly place: string;
}

/** A client by its command, a program by its class, others as they were typed. */
function shortCommand(process: Process): string {
  if (process.role !== 'client') return process.command;
  return /^\S*java(?:\s|$)/u.test(process.command) ? process.name : process.command.split(' ').slice(0, 2).join(' ');
}

/** Flink's and Hadoop's by their classes, Kubernetes' as their commands are called. */
const ROLE_NAMES: Readonly<Partial<Record<ProcessRole, string>>> = {
  jobmanager: 'JobManager',
  minicluster: 'MiniCluster',
  historyserver: 'HistoryServer',
  zookeeper: 'ZooKeeper',
  namenode: 'NameNode',
  datanode: 'DataNode',
  resourcemanager: 'ResourceManager',
  nodemanager: 'NodeManager',
  apiserver: 'kube-apiserver',
  kubelet: 'kubelet',
};

/** @param fault in words, null where there is none; it belongs to the machine */
export function drawChips(
  chips: Element,
  frame: Frame,
  processes: readonly Process[],
  fault: Pick<Rack, 'machine' | 'fault'> | null,
): void {
  const leaders = new Set([...frame.state.leaders.values()].map((leadership) => leadership.process));
  const several = [...frame.state.processes.values()].filter((process) => process.role === 'jobmanager').length > 1;
  const items = processes.map((process): Chip => {
    const name = ROLE_NAMES[process.role];
    const leader = several && leaders.has(process.id) ? ` ★ ${frame.words.leader}` : '';
    const frozen = process.paused ? ` (${frame.words.frozen})` : '';
    return {
      key: process.id,
      label: `${name ?? shortCommand(process)}${leader}${frozen}`,
      title: process.command,
      className: `chip cut ${name === undefined ? 'mono' : 'daemon'} ${process.ended === null ? '' : 'gone'}`,
      target: { kind: 'process', machine: process.machine, pid: process.pid },
      place: `process ${process.id}`,
    };
  });
  if (fault !== null && fault.fault !== null) {
    items.push({
      key: 'fault',
      label: fault.fault,
      title: fault.fault,
      className: 'chip fault',
      target: { kind: 'machine', machine: fault.machine.name },
      place: '',
    });
  }
  select(chips)
    .selectAll<HTMLButtonElement, Chip>('button')
    .data(items, (item) => item.key)
    .join((enter) => enter.append('button').attr('type', 'button'))
    .attr('class', (item) => item.className)
    .attr('title', (item) => item.title)
    .attr('data-target', (item) => JSON.stringify(item.target))
    .attr('data-place', (item) => item.place)
    .text((item) => item.label);
}

/** A container or pod without a TaskManager: its name and what runs in it. */
export function drawEnclosure(
  box: HTMLElement,
  frame: Frame,
  { enclosure, processes }: Rack['enclosures'][number],
): void {
  const { awaited, gone } = enclosure;
  box.className = `pod${awaited ? ' awaited' : ''}${gone ? ' gone' : ''}`;
  nameEnclosure(box.firstElementChild!, frame, enclosure);
  drawChips(box.lastElementChild!, frame, processes, null);
}

function nameEnclosure(label: Element, frame: Frame, enclosure: Enclosure | null): void {
  text(label, enclosure?.label ?? '');
  if (enclosure === null) {
    label.removeAttribute('data-target');
    return;
  }
  label.setAttribute('title', enclosure.title);
  label.setAttribute('data-target', JSON.stringify(enclosure.target));
  label.classList.toggle('selected', sameTarget(frame.selected, enclosure.target));
}

export function drawManager(box: HTMLElement, frame: Frame, { manager, inside }: Rack['managers'][number]): void {
  const { state, words } = frame;
  const process = processOf(state, manager);
  const ended = (process !== undefined && process.ended !== null) || state.machines.get(manager.machine)?.up === false;
  const released = manager.lost !== null && wasReleased(manager.lost);
  const dead = (manager.lost !== null && !released) || ended;
  const crowded = manager.slots > 3;
  box.className = `tm${dead ? ' dead' : ''}${crowded ? ' dense' : ''}`;
  box.dataset.manager = manager.id;
  const header = box.firstElementChild as HTMLElement;
  const local = process !== undefined && process.role !== 'taskmanager';
  text(header.firstElementChild, local ? `MiniCluster (${process.name})` : 'TaskManager');
  nameEnclosure(header.children[1]!, frame, inside);
  header.dataset.target = JSON.stringify({ kind: 'taskmanager', id: manager.id } satisfies Target);
  header.dataset.place = `process ${manager.machine}:${manager.pid}`;
  header.classList.toggle('selected', sameTarget(frame.selected, { kind: 'taskmanager', id: manager.id }));
  const { free } = slotsOf(state, [manager]);
  const note = released
    ? words.releasedIdle
    : manager.lost !== null
      ? words.lostBecause(manager.lost.reason)
      : ended
        ? words.notNoticed
        : process?.paused === true
          ? words.frozen
          : words.slotsFree(free, manager.slots);
  const meta = header.lastElementChild!;
  text(meta, note);
  meta.setAttribute('title', note);
  const boxes = slotBoxes(state, manager).map((slots) => ({ slots, tasks: tasksIn(frame, manager, slots, dead) }));
  select(box)
    .selectAll<HTMLElement, (typeof boxes)[number]>('div.slotbox')
    .data(boxes)
    .join((enter) => {
      const slot = enter.append('div');
      slot.append('div').attr('class', 'rows');
      const no = slot.append('button').attr('type', 'button').attr('class', 'no');
      no.append('b');
      no.append('br');
      no.append('span').attr('class', 'meta');
      return slot;
    })
    .attr('class', ({ slots, tasks }) => `slotbox ${slots.taken || tasks.length > 0 ? '' : 'free'}`)
    .attr('data-place', ({ slots }) => `slot ${slotId(manager.id, slots.slots[0] ?? 0)}`)
    .each(function ({ slots, tasks }) {
      const rows = this.firstElementChild as HTMLElement;
      const no = this.querySelector<HTMLButtonElement>('.no')!;
      const target: Target = { kind: 'slot', taskManager: manager.id, slot: slots.slots[0] ?? 0 };
      no.disabled = !areNumbered(manager);
      if (!no.disabled) no.dataset.target = JSON.stringify(target);
      this.classList.toggle('selected', sameTarget(frame.selected, target));
      text(this.querySelector('.no b'), slotTitle(words, manager, slots.slots));
      text(this.querySelector('.no .meta'), dead ? words.lost : bytes(manager.slotMemory));
      drawRows(rows, frame, tasks, slots.taken, dead);
      if (tasks.length === 0) {
        const foreign = slots.job !== null && slots.job !== frame.job?.id;
        const name = foreign ? (state.jobs.get(slots.job)?.name ?? words.otherJob) : slots.taken ? '' : words.free;
        text(rows, dead ? '' : name);
      }
    });
}

function tasksIn(frame: Frame, manager: TaskManager, { slots, holds }: SlotBox, dead: boolean): readonly Subtask[] {
  const here = (place: Subtask['place']) => place !== null && place.taskManager === manager.id && holds(place.slot);
  const held = frame.state.slots.get(slotId(manager.id, slots[0] ?? 0));
  const tasks: Subtask[] = [];
  for (const task of frame.state.subtasks.values()) {
    if (task.job !== frame.job?.id) continue;
    if (here(task.place) && (dead || !isOver(task.state) || held?.job === task.job)) tasks.push(task);
    else if (dead && here(task.formerPlace)) tasks.push(task);
  }
  const order = new Map(frame.job?.vertices.map((vertex, index) => [vertex.id, index]));
  return tasks.sort((a, b) => (order.get(a.vertex) ?? 0) - (order.get(b.vertex) ?? 0) || a.subtask - b.subtask);
}

function drawRows(rows: HTMLElement, frame: Frame, tasks: readonly Subtask[], used: boolean, dead: boolean): void {
  const { job } = frame;
  if (tasks.length > 0 || used)
    for (const node of [...rows.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.remove();
  select(rows)
    .selectAll<HTMLButtonElement, Subtask>('button.row')
    .data(tasks, (task) => task.id)
    .join((enter) => {
      const row = enter.append('button').attr('type', 'button');
      row.append('span').attr('class', 'cut');
      row.append('span').attr('class', 'st');
      row.append('b');
      return row;
    })
    .attr('class', (task) => `row ${hueClass(job, task.vertex)}`)
    .attr('data-target', (task) =>
      JSON.stringify({ kind: 'subtask', job: task.job, vertex: task.vertex, subtask: task.subtask } satisfies Target),
    )
    .attr('data-place', (task) => (dead ? '' : `task ${task.id}`))
    .attr('data-task', (task) => task.id)
    .each(function (task) {
      const vertex = job?.vertices.find((candidate) => candidate.id === task.vertex);
      const name = this.querySelector('.cut')!;
      text(name, vertex?.name ?? task.vertex);
      name.setAttribute('title', vertex?.name ?? '');
      text(this.querySelector('b'), `(${task.subtask + 1}/${vertex?.parallelism ?? 1})`);
      const st = this.querySelector<HTMLElement>('.st')!;
      const quiet = task.state === 'RUNNING' || dead;
      if (st.dataset.is !== `${task.state}${quiet}`) {
        st.dataset.is = `${task.state}${quiet}`;
        st.title = task.state;
        st.replaceChildren(...(quiet ? [] : [stateDot(task.state), task.state]));
      }
      const target: Target = { kind: 'subtask', job: task.job, vertex: task.vertex, subtask: task.subtask };
      this.classList.toggle('selected', sameTarget(frame.selected, target));
    });
}
