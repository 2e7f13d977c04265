/** The twin of every picture, as tables: nothing is only in a drawing. */
import { el } from '../draw/dom.ts';
import type { Frame, Picture } from '../frame.ts';
import { acknowledged } from '../model/index.ts';
import { areNumbered, slotBoxes, standingManagers } from '../model/managers.ts';
import { processId, subtaskId } from '../model/state.ts';
import type { Target } from '../protocol.ts';
import { bytes, clock, count, duration } from '../words/format.ts';
import { placeText, slotTitle } from '../words/places.ts';
import { protocolName } from '../words/protocols.ts';

type Cell = string | { readonly text: string; readonly target: Target };
interface Sheet {
  readonly title: string;
  readonly heads: readonly string[];
  /** Columns with numbers. */
  readonly numbers: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
}

const MOST_ROWS = 200;

export class TablePicture implements Picture {
  readonly element = el('div', 'picture');
  private shown = '';

  show(frame: Frame): void {
    if (frame.version === this.shown) return;
    this.shown = frame.version;
    const focused = document.activeElement?.getAttribute('data-target') ?? null;
    this.element.replaceChildren(...sheets(frame).map((sheet) => draw(sheet, frame)));
    if (focused !== null) this.element.querySelector<HTMLElement>(`[data-target='${CSS.escape(focused)}']`)?.focus();
  }
}

function draw(sheet: Sheet, frame: Frame): HTMLElement {
  const table = el('table', 'data');
  const head = el('tr');
  sheet.heads.forEach((name, index) => {
    const cell = el('th', sheet.numbers.includes(index) ? 'n' : '', name);
    cell.scope = 'col';
    head.append(cell);
  });
  const body = el('tbody');
  for (const row of sheet.rows.slice(0, MOST_ROWS)) {
    const line = el('tr');
    row.forEach((cell, index) => {
      const column = el('td', sheet.numbers.includes(index) ? 'n' : '');
      if (typeof cell === 'string') column.append(cell);
      else {
        const button = el('button', 'link', cell.text);
        button.type = 'button';
        button.dataset.target = JSON.stringify(cell.target);
        column.append(button);
      }
      line.append(column);
    });
    body.append(line);
  }
  const caption = el('caption', '', el('h2', '', `${sheet.title} (${sheet.rows.length})`));
  table.append(caption, el('thead', '', head), body);
  const wrap = el('div', 'tablewrap', table);
  wrap.tabIndex = 0;
  wrap.setAttribute('role', 'region');
  wrap.setAttribute('aria-label', sheet.title);
  if (sheet.rows.length === 0) body.append(el('tr', '', el('td', 'muted', frame.words.tables.none)));
  if (sheet.rows.length > MOST_ROWS) wrap.append(el('p', 'muted', frame.words.more(sheet.rows.length - MOST_ROWS)));
  return el('section', 'card', wrap);
}

function sheets(frame: Frame): readonly Sheet[] {
  const { state, job, words, run } = frame;
  const w = words.tables;
  const vertexName = (id: string) => job?.vertices.find((vertex) => vertex.id === id);
  const taskText = (id: string) => {
    const task = state.subtasks.get(id);
    const vertex = task === undefined ? undefined : vertexName(task.vertex);
    return task === undefined
      ? id
      : `${vertex?.name.split(' -> ')[0] ?? ''} (${task.subtask + 1}/${vertex?.parallelism ?? 1})`;
  };
  const tasks = [...state.subtasks.values()].filter((task) => task.job === job?.id);
  const lost = new Set(
    [...state.taskManagers.values()].flatMap((manager) =>
      manager.lost === null ? [] : [processId(manager.machine, manager.pid)],
    ),
  );
  const percent = (value: number | null) => (value === null ? 'n/a' : `${Math.round(value / 10)} %`);
  const subtasks: Sheet = {
    title: w.subtasks,
    heads: [w.subtask, w.state_, w.where, w.in, w.out, w.busy, w.checkpoint],
    numbers: [3, 4, 5, 6],
    rows: tasks.map((task) => {
      const vertex = vertexName(task.vertex);
      const manager = task.place === null ? undefined : state.taskManagers.get(task.place.taskManager);
      const where =
        task.place === null
          ? ''
          : manager === undefined
            ? task.place.taskManager
            : placeText(words, manager, task.place);
      return [
        {
          text: `${vertex?.name ?? ''} (${task.subtask + 1}/${vertex?.parallelism ?? 1})`,
          target: { kind: 'subtask', job: task.job, vertex: task.vertex, subtask: task.subtask },
        },
        task.attempt > 0 ? `${task.state} #${task.attempt}` : task.state,
        where,
        count(task.recordsIn),
        count(task.recordsOut),
        percent(task.busy),
        task.acknowledged === null ? '' : String(task.acknowledged),
      ];
    }),
  };
  const machines: Sheet = {
    title: w.machines,
    heads: [w.machine, w.process, w.pid, w.ports, w.status],
    numbers: [2],
    rows: [...state.processes.values()].map((process) => [
      { text: process.machine, target: { kind: 'machine', machine: process.machine } },
      { text: process.name, target: { kind: 'process', machine: process.machine, pid: process.pid } },
      process.inferred ? '' : String(process.pid),
      process.ports.join(', '),
      process.inferred && lost.has(process.id)
        ? words.lost
        : process.ended === null
          ? process.paused
            ? words.frozen
            : words.inspect.up
          : `${process.ended.signal ?? `exit ${process.ended.exit ?? ''}`} ${clock(process.ended.at)}`,
    ]),
  };
  const slots: Sheet = {
    title: w.slots,
    heads: [w.taskManager, w.slot, w.job, w.holds],
    numbers: [1],
    rows: standingManagers(state).flatMap((manager) =>
      slotBoxes(state, manager).map((box): readonly Cell[] => {
        const { slots, taken, holds } = box;
        const inside = tasks.filter(({ place }) => place?.taskManager === manager.id && holds(place.slot));
        return [
          {
            text: `${manager.machine}${manager.lost === null ? '' : ` (${words.lost})`}`,
            target: { kind: 'taskmanager', id: manager.id },
          },
          areNumbered(manager) ? String(slots[0]) : slotTitle(words, manager, slots),
          box.job !== null ? (state.jobs.get(box.job)?.name ?? box.job) : taken ? '' : words.free,
          inside.map((task) => taskText(task.id)).join(', '),
        ];
      }),
    ),
  };
  const checkpoints: Sheet = {
    title: w.checkpoints,
    heads: [w.checkpoint, w.status, w.trigger, w.duration, w.acked, w.size],
    numbers: [2, 3, 4, 5],
    rows: [...run.checkpoints.values()]
      .filter((span) => span.job === job?.id && span.from <= frame.t)
      .reverse()
      .map((span) => {
        const over = span.to !== null && span.to <= frame.t;
        const acks = span.acknowledgements.filter((ack) => ack.at <= frame.t);
        return [
          { text: `${span.type} ${span.id}`, target: { kind: 'checkpoint', job: span.job, checkpoint: span.id } },
          over ? span.status : 'in progress',
          clock(span.from),
          over ? duration((span.to ?? 0) - span.from) : '',
          acknowledged(span, acks.length, over),
          bytes(over ? span.stateSize : acks.reduce((sum, ack) => sum + ack.stateSize, 0)),
        ];
      }),
  };
  const place = (id: string) => {
    const process = state.processes.get(id);
    return process === undefined ? taskText(id) : `${process.machine} ${process.name}`;
  };
  const flights: Sheet = {
    title: w.flights,
    heads: [w.what, w.value, w.from, w.to, w.arrives],
    numbers: [4],
    rows: state.flights.map((flight) => {
      const value =
        flight.kind === 'buffer'
          ? `${flight.records}: ${flight.sample.join(' ')}`
          : flight.kind === 'barrier'
            ? String(flight.checkpoint)
            : flight.kind === 'text'
              ? flight.text
              : flight.name;
      const kind = {
        buffer: words.marks.buffer,
        barrier: words.marks.barrier,
        text: words.marks.record,
        message: flight.kind === 'message' ? protocolName(flight) : '',
      }[flight.kind];
      return [kind, value, place(flight.from), place(flight.to), clock(flight.arrives)];
    }),
  };
  const keyed: Sheet = {
    title: w.state,
    heads: [w.subtask, w.keyGroup, w.key, w.value],
    numbers: [1],
    rows: tasks.flatMap((task) =>
      [...task.keyed.values()]
        .flatMap((group) => [...group.values()])
        .sort((a, b) => a.keyGroup - b.keyGroup)
        .map((entry): readonly Cell[] => [
          taskText(subtaskId(task.job, task.vertex, task.subtask)),
          String(entry.keyGroup),
          entry.key,
          entry.value,
        ]),
    ),
  };
  return [subtasks, keyed, flights, slots, machines, checkpoints];
}
