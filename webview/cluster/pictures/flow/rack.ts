/** The inside of a rack: chips of processes, TaskManagers, slots and the subtasks in them. */
import { select } from 'd3';
import { text } from '../../draw/dom.ts';
import { type Frame, hueClass, sameTarget } from '../../frame.ts';
import {
  type ActiveFault,
  type Container,
  type Machine,
  type Process,
  processId,
  type Subtask,
  slotId,
  type TaskManager,
} from '../../model/state.ts';
import type { Target } from '../../protocol.ts';
import { bytes, clock } from '../../words/format.ts';
import { stateDot } from './signs.ts';

export interface Rack {
  readonly machine: Machine;
  readonly processes: readonly Process[];
  readonly managers: readonly TaskManager[];
  /** Containers with nothing inside that is drawn. */
  readonly waiting: readonly Container[];
  readonly fault: string | null;
}

const SHOWN_ROLES = new Set([
  'jobmanager',
  'minicluster',
  'historyserver',
  'zookeeper',
  'namenode',
  'datanode',
  'resourcemanager',
  'nodemanager',
  'netcat',
  'client',
]);

export function racksOf(frame: Frame): readonly Rack[] {
  const { state } = frame;
  const allManagers = [...state.taskManagers.values()];
  return [...state.machines.values()].map((machine) => {
    const processes = [...state.processes.values()]
      .sort(netcatLast)
      .filter(
        (process) =>
          process.machine === machine.name &&
          SHOWN_ROLES.has(process.role) &&
          (process.ended === null || (process.role === 'jobmanager' && process.ended.signal === 'SIGKILL')),
      );
    const managers = allManagers.filter((manager) => manager.machine === machine.name && !endedInPeace(frame, manager));
    const drawn = new Set([
      ...processes.map(({ id }) => id),
      ...managers.map(({ pid }) => processId(machine.name, pid)),
    ]);
    const waiting = [...state.containers.values()].filter(
      (container) =>
        container.machine === machine.name && !(container.process !== null && drawn.has(container.process)),
    );
    return { machine, processes, managers, waiting, fault: faultOn(frame, machine) };
  });
}

/** The container that a process runs in. */
function containerOf(frame: Frame, process: string): Container | undefined {
  for (const container of frame.state.containers.values()) if (container.process === process) return container;
  return undefined;
}

/** The line from nc to the source starts at the right end of the chips. */
function netcatLast(a: Process, b: Process): number {
  return Number(a.role === 'netcat') - Number(b.role === 'netcat');
}

/** A TaskManager that was stopped on purpose leaves no gap. */
function endedInPeace(frame: Frame, manager: TaskManager): boolean {
  const process = frame.state.processes.get(`${manager.machine}:${manager.pid}`);
  return (
    process !== undefined && process.ended !== null && process.ended.signal !== 'SIGKILL' && process.ended.exit !== 137
  );
}

function faultOn(frame: Frame, machine: Machine): string | null {
  const { words } = frame;
  if (!machine.up) return words.down;
  const mine = (fault: ActiveFault) => fault.target.split(/[^\p{L}\p{N}_.-]+/u).includes(machine.name);
  const fault = frame.state.faults.filter(mine).at(-1);
  if (machine.partitioned) return words.cutOff;
  if (machine.slow !== 1) return words.slowBy(machine.slow);
  return fault === undefined ? null : words.faultAt(fault.fault, clock(fault.at).slice(0, -2));
}

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

const ROLE_NAMES: Readonly<Record<string, string>> = {
  jobmanager: 'JobManager',
  minicluster: 'MiniCluster',
  historyserver: 'HistoryServer',
  zookeeper: 'ZooKeeper',
  namenode: 'NameNode',
  datanode: 'DataNode',
  resourcemanager: 'ResourceManager',
  nodemanager: 'NodeManager',
};

const machineOf = (rack: Rack): Target => ({ kind: 'machine', machine: rack.machine.name });

/** "container 2 · 2 GB", with the number that its id ends in. */
function containerLabel({ id, memory }: Container): string {
  return `container ${Number(id.split('_').at(-1))} · ${bytes(memory * 1024 * 1024)}`;
}

export function drawChips(chips: HTMLElement, frame: Frame, rack: Rack): void {
  const leaders = new Set(frame.state.leaders.values());
  const several = [...frame.state.processes.values()].filter((process) => process.role === 'jobmanager').length > 1;
  const items = rack.processes.map((process): Chip => {
    const name = ROLE_NAMES[process.role];
    const leader = several && leaders.has(process.id) ? ` ★ ${frame.words.leader}` : '';
    const frozen = process.paused ? ` (${frame.words.frozen})` : '';
    const gone = process.ended !== null;
    const container = containerOf(frame, process.id);
    return {
      key: process.id,
      label: `${name ?? shortCommand(process)}${leader}${frozen}`,
      title: container === undefined ? process.command : `${containerLabel(container)}\n${process.command}`,
      className: `chip cut ${name === undefined ? 'mono' : 'daemon'} ${gone ? 'gone' : ''} ${container === undefined ? '' : 'contained'}`,
      target: { kind: 'process', machine: process.machine, pid: process.pid } satisfies Target,
      place: `process ${process.id}`,
    };
  });
  for (const container of rack.waiting) {
    const pid = Number(container.process?.split(':')[1]);
    items.push({
      key: container.id,
      label: containerLabel(container),
      title: container.id,
      className: `chip contained ${container.process === null ? 'awaited' : ''}`,
      target: container.process === null ? machineOf(rack) : { kind: 'process', machine: container.machine, pid },
      place: container.process === null ? '' : `process ${container.process}`,
    });
  }
  if (rack.fault !== null) {
    const { fault } = rack;
    items.push({
      key: 'fault',
      label: fault,
      title: fault,
      className: 'chip fault',
      target: machineOf(rack),
      place: '',
    });
  }
  select(chips)
    .selectAll<HTMLButtonElement, (typeof items)[number]>('button')
    .data(items, (item) => item.key)
    .join((enter) => enter.append('button').attr('type', 'button'))
    .attr('class', (item) => item.className)
    .attr('title', (item) => item.title)
    .attr('data-target', (item) => JSON.stringify(item.target))
    .attr('data-place', (item) => item.place)
    .text((item) => item.label);
}

export function drawManager(box: HTMLElement, frame: Frame, manager: TaskManager, machine: Machine): void {
  const { state, words } = frame;
  const process = state.processes.get(`${manager.machine}:${manager.pid}`);
  const ended = (process !== undefined && process.ended !== null) || !machine.up;
  const dead = manager.lost !== null || ended;
  const crowded = [...state.taskManagers.values()].some(
    (other) => other.machine === manager.machine && other.slots > 3 && !endedInPeace(frame, other),
  );
  box.className = `tm${dead ? ' dead' : ''}${crowded ? ' dense' : ''}`;
  box.dataset.manager = manager.id;
  const header = box.firstElementChild as HTMLElement;
  const local = process !== undefined && process.role !== 'taskmanager';
  text(header.firstElementChild, local ? `MiniCluster (${process.name})` : 'TaskManager');
  const container = process === undefined ? undefined : containerOf(frame, process.id);
  text(header.children[1], container === undefined ? '' : containerLabel(container));
  header.children[1]?.setAttribute('title', container?.id ?? '');
  header.dataset.target = JSON.stringify({ kind: 'taskmanager', id: manager.id } satisfies Target);
  header.dataset.place = `process ${manager.machine}:${manager.pid}`;
  header.classList.toggle('selected', sameTarget(frame.selected, { kind: 'taskmanager', id: manager.id }));
  const used = Array.from({ length: manager.slots }, (_, slot) => state.slots.has(slotId(manager.id, slot)));
  const free = used.filter((taken) => !taken).length;
  const note =
    manager.lost !== null
      ? words.lostBecause(manager.lost.reason)
      : ended
        ? words.notNoticed
        : process?.paused === true
          ? words.frozen
          : words.slotsFree(free, manager.slots);
  const meta = header.lastElementChild!;
  text(meta, note);
  meta.setAttribute('title', note);
  const slots = Array.from({ length: manager.slots }, (_, slot) => ({
    slot,
    tasks: tasksIn(frame, manager, slot, dead),
  }));
  select(box)
    .selectAll<HTMLElement, (typeof slots)[number]>('div.slotbox')
    .data(slots)
    .join((enter) => {
      const slot = enter.append('div');
      slot.append('div').attr('class', 'rows');
      const no = slot.append('div').attr('class', 'no');
      no.append('b');
      no.append('br');
      no.append('span').attr('class', 'meta');
      return slot;
    })
    .attr('class', ({ slot, tasks }) => `slotbox ${used[slot] || tasks.length > 0 ? '' : 'free'}`)
    .attr('data-place', ({ slot }) => `slot ${slotId(manager.id, slot)}`)
    .each(function ({ slot, tasks }) {
      const rows = this.firstElementChild as HTMLElement;
      text(this.querySelector('.no b'), words.slot(slot));
      text(this.querySelector('.no .meta'), dead ? words.lost : bytes(manager.slotMemory));
      drawRows(rows, frame, tasks, used[slot] === true, dead);
      const other = state.slots.get(slotId(manager.id, slot));
      if (tasks.length === 0) {
        const foreign = other !== undefined && other.job !== frame.job?.id;
        text(
          rows,
          dead ? '' : foreign ? (state.jobs.get(other.job)?.name ?? words.otherJob) : used[slot] ? '' : words.free,
        );
      }
    });
}

function tasksIn(frame: Frame, manager: TaskManager, slot: number, dead: boolean): readonly Subtask[] {
  const here = (place: Subtask['place']) => place !== null && place.taskManager === manager.id && place.slot === slot;
  const held = frame.state.slots.get(slotId(manager.id, slot));
  const tasks: Subtask[] = [];
  for (const task of frame.state.subtasks.values()) {
    if (task.job !== frame.job?.id) continue;
    const over = task.state === 'FINISHED' || task.state === 'CANCELED' || task.state === 'FAILED';
    if (here(task.place) && (dead || !over || held?.job === task.job)) tasks.push(task);
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
        st.replaceChildren(...(quiet ? [] : [stateDot(task.state), task.state]));
      }
      const target: Target = { kind: 'subtask', job: task.job, vertex: task.vertex, subtask: task.subtask };
      this.classList.toggle('selected', sameTarget(frame.selected, target));
    });
}
