/** What is known about the thing pointed at: Flink's name, state, numbers, last records, and why. */

import { el, ICONS, icon } from '../draw/dom.ts';
import type { Frame } from '../frame.ts';
import { acknowledged } from '../model/index.ts';
import { keyGroupRange } from '../model/keygroups.ts';
import { areCut } from '../model/network.ts';
import { checkpointId, type Job, type Subtask, subtaskId } from '../model/state.ts';
import type { Target, Topic } from '../protocol.ts';
import { cutWords } from '../words/cuts.ts';
import { bytes, clock, count, duration } from '../words/format.ts';
import { placeText } from '../words/places.ts';
import type { Words } from '../words/words.ts';
import { commandButton } from './button.ts';

/** Back pressure worth a word, ms per second. */
const MUCH = 100;

/** The rule or cause in one sentence, and what to read about it. */
type Why = readonly [sentence: string, topic: Topic];

interface Facts {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
  readonly texts: readonly (readonly [string, readonly string[]])[];
  readonly why: Why | null;
}

export class Inspector {
  readonly element = el('aside', 'inspector hidden');
  private shown = '';

  constructor(
    private readonly close: () => void,
    private readonly reveal: (target: Target) => void,
    private readonly breakIt: (target: Target, x: number, y: number) => void,
    private readonly read: (topic: Topic) => void,
  ) {}

  show(frame: Frame): void {
    const { selected, words } = frame;
    this.element.classList.toggle('hidden', selected === null);
    if (selected === null) return;
    const facts = factsOf(frame, selected);
    const signature = JSON.stringify([facts, frame.language]);
    if (signature === this.shown) return;
    this.shown = signature;
    const focused = this.element.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-act')
      : null;
    const close = this.act('close', icon(ICONS.close), () => this.close());
    close.className = 'btn icon';
    close.setAttribute('aria-label', words.close);
    const list = el('dl');
    for (const [name, value] of facts.rows)
      if (value !== '') list.append(el('div', '', el('dt', '', name), el('dd', '', value)));
    const show = commandButton(words.inspect.show, {}, () => this.reveal(selected));
    show.dataset.act = 'show';
    const fault = commandButton(words.breakIt, { danger: true }, (button) => {
      const box = button.getBoundingClientRect();
      this.breakIt(selected, box.x, box.y + box.height);
    });
    fault.dataset.act = 'break';
    this.element.setAttribute('aria-label', words.inspect.title);
    this.element.replaceChildren(
      el('header', '', el('h2', '', facts.title), close),
      list,
      ...this.whyOf(frame, facts.why),
      ...facts.texts
        .filter(([, lines]) => lines.length > 0)
        .flatMap(([name, lines]) => [el('h3', '', name), el('pre', '', lines.join('\n'))]),
      el('div', 'controls', show, fault),
    );
    if (focused !== null) this.element.querySelector<HTMLElement>(`[data-act=${focused}]`)?.focus();
  }

  private whyOf({ words, canRead }: Frame, why: Why | null): readonly Node[] {
    if (why === null) return [];
    const [sentence, topic] = why;
    const said = el('p', 'why', el('b', '', words.inspect.why), ` ${sentence}`);
    if (!canRead) return [said];
    const more = this.act('read', words.inspect.read, () => this.read(topic));
    more.className = 'link';
    said.append(' ', more);
    return [said];
  }

  private act(name: string, label: Node | string, run: (button: HTMLElement) => void): HTMLButtonElement {
    const button = el('button', 'btn', label);
    button.type = 'button';
    button.dataset.act = name;
    button.addEventListener('click', () => run(button));
    return button;
  }
}

function factsOf(frame: Frame, target: Target): Facts {
  const { state, words, run } = frame;
  const i = words.inspect;
  switch (target.kind) {
    case 'machine': {
      const machine = state.machines.get(target.machine);
      const processes = [...state.processes.values()].filter(
        (process) => process.machine === target.machine && process.ended === null,
      );
      return {
        title: target.machine,
        rows: [
          ['IP', machine?.ip ?? ''],
          [
            words.tables.status,
            machine?.up === false
              ? words.down
              : machine?.partitioned === true
                ? words.cutOff
                : machine !== undefined && machine.slow !== 1
                  ? words.slowBy(machine.slow)
                  : words.inspect.up,
          ],
        ],
        texts: [['jps', processes.filter(({ inferred }) => !inferred).map(({ pid, name }) => `${pid} ${name}`)]],
        why: [words.why.machine, 'processes'],
      };
    }
    case 'process': {
      const process = state.processes.get(`${target.machine}:${target.pid}`);
      if (process === undefined) return nothing(`${target.machine} ${target.pid}`);
      const leads = [...state.leaders].filter(([, id]) => id === process.id).map(([component]) => component);
      return {
        title: process.name,
        rows: [
          [words.tables.machine, process.machine],
          [words.tables.pid, process.inferred ? '' : String(process.pid)],
          [i.container, [...state.containers.values()].find((one) => one.process === process.id)?.id ?? ''],
          [i.user, process.user],
          [i.started, process.inferred ? '' : clock(process.startedAt)],
          [words.tables.ports, process.ports.join(', ')],
          [
            words.tables.status,
            process.ended === null
              ? process.paused
                ? words.frozen
                : i.up
              : `exit ${process.ended.exit ?? ''} ${process.ended.signal ?? ''}`,
          ],
          [words.leader, leads.join(', ')],
          [i.command, process.command],
        ],
        texts: [[i.lines, process.lines]],
        why: leads.length > 0 ? [words.why.leader, 'leader'] : null,
      };
    }
    case 'link': {
      const { from, to } = target;
      const ends = (a: string, b: string) => a.startsWith(`${from}:`) && b.startsWith(`${to}:`);
      const flying = state.flights.filter((flight) => ends(flight.from, flight.to) || ends(flight.to, flight.from));
      return {
        title: `${from} ↔ ${to}`,
        rows: [
          [words.tables.status, areCut(state, from, to) ? words.cutOff : i.up],
          [i.onTheWay, String(flying.length)],
        ],
        texts: [],
        why: [words.why.link, 'processes'],
      };
    }
    case 'taskmanager': {
      const manager = state.taskManagers.get(target.id);
      if (manager === undefined) return nothing(target.id);
      const process = state.processes.get(`${manager.machine}:${manager.pid}`);
      return {
        title: `TaskManager ${manager.machine}`,
        rows: [
          ['id', manager.id],
          [words.tables.pid, process?.inferred ? '' : String(manager.pid)],
          [words.slots, String(manager.slots)],
          [i.managedMemory, bytes(manager.slotMemory)],
          [i.since, clock(manager.registeredAt)],
          [words.lost, manager.lost === null ? '' : `${clock(manager.lost.at)} ${manager.lost.reason}`],
        ],
        texts: [[i.lines, process?.lines ?? []]],
        why:
          manager.lost === null ? [words.why.slots, 'slots'] : process?.inferred ? null : [words.why.lost, 'failover'],
      };
    }
    case 'job': {
      const job = state.jobs.get(target.job);
      if (job === undefined) return nothing(target.job);
      return {
        title: job.name,
        rows: [
          ['JobID', job.id],
          [words.tables.status, job.status],
          [i.since, clock(job.since)],
          [i.cause, job.cause ?? ''],
          ['JobManager', job.jobManager.machine],
          [words.slots, job.slots === null ? '' : words.required(job.slots.required, job.slots.available)],
          ...job.configuration,
        ],
        texts: [],
        why: whyOfJob(job, words),
      };
    }
    case 'vertex': {
      const job = state.jobs.get(target.job);
      const vertex = job?.vertices.find((candidate) => candidate.id === target.vertex);
      if (vertex === undefined) return nothing(target.vertex);
      const [cut] = vertex.cuts;
      return {
        title: vertex.name,
        rows: [
          ['id', vertex.id],
          [i.parallelism, String(vertex.parallelism)],
          [i.maxParallelism, String(vertex.maxParallelism)],
          [i.group, vertex.slotSharingGroup ?? ''],
          [i.operators, vertex.operators.map((operator) => operator.name).join(' -> ')],
        ],
        texts: [],
        why:
          job === undefined || job.streamGraph.length === 0
            ? null
            : [cut === undefined ? words.why.alone : words.why.cut(cutWords(cut.reason, frame.language)), 'chains'],
      };
    }
    case 'subtask': {
      const id = subtaskId(target.job, target.vertex, target.subtask);
      const task = state.subtasks.get(id);
      const vertex = state.jobs.get(target.job)?.vertices.find((candidate) => candidate.id === target.vertex);
      if (task === undefined || vertex === undefined) return nothing(target.vertex);
      const manager = task.place === null ? undefined : state.taskManagers.get(task.place.taskManager);
      const [from, to] = keyGroupRange(vertex.maxParallelism, vertex.parallelism, target.subtask);
      const keys = [...task.keyed.values()].flatMap((group) => [...group.values()]);
      const spans = run.tasks.get(id) ?? [];
      const attempts = spans
        .filter((span) => span.from <= frame.t)
        .map((span) => `${clock(span.from)} #${span.attempt} ${span.state}`);
      const restored = state.jobs.get(target.job)?.restored ?? null;
      const share = (value: number | null) =>
        value === null ? '' : `${Math.round(value)} (${Math.round(value / 10)} %)`;
      return {
        title: `${vertex.name} (${target.subtask + 1}/${vertex.parallelism})`,
        rows: [
          [words.tables.state_, task.state],
          [i.attempt, `#${task.attempt}`],
          [i.since, clock(task.since)],
          [i.cause, task.cause?.split('\n')[0] ?? ''],
          [
            i.place,
            task.place === null
              ? ''
              : manager === undefined
                ? task.place.taskManager
                : placeText(words, manager, task.place),
          ],
          ['numRecordsIn', count(task.recordsIn)],
          ['numRecordsOut', count(task.recordsOut)],
          ['numRecordsOutPerSecond', task.outRate > 0 ? count(task.outRate) : ''],
          ['numBytesOut', task.bytesOut > 0 ? bytes(task.bytesOut) : ''],
          ['busyTimeMsPerSecond', task.busy === null ? 'n/a' : share(task.busy)],
          ['backPressuredTimeMsPerSecond', share(task.backPressured)],
          ['idleTimeMsPerSecond', share(task.idle)],
          ['currentInputWatermark', task.watermark === null ? '' : String(task.watermark)],
          [words.keyGroups(from, to), keys.length > 0 ? String(keys.length) : ''],
        ],
        texts: [
          [i.lastRecords, task.received],
          [words.tables.state, keys.slice(-12).map((entry) => `${entry.keyGroup} ${entry.key} = ${entry.value}`)],
          [words.printed, task.printed.map((line) => line.text)],
          [i.attempt, attempts.slice(-8)],
        ],
        why: whyOfSubtask(task, restored?.checkpoint ?? null, words),
      };
    }
    case 'checkpoint': {
      const span = run.checkpoints.get(checkpointId(target.job, target.checkpoint));
      if (span === undefined) return nothing(`chk-${target.checkpoint}`);
      const job = state.jobs.get(target.job);
      const name = (task: string) => {
        const [, vertex, subtask] = task.split('/');
        const found = job?.vertices.find((candidate) => candidate.id === vertex);
        return `${found?.name.split(' -> ')[0] ?? vertex} (${Number(subtask) + 1}/${found?.parallelism ?? '?'})`;
      };
      return {
        title: `${span.type} ${span.id}`,
        rows: [
          [words.tables.status, span.status],
          [words.tables.trigger, clock(span.from)],
          [words.tables.duration, span.to === null ? '' : duration(span.to - span.from)],
          [words.tables.acked, acknowledged(span, span.acknowledgements.length, span.to !== null)],
          [words.tables.size, bytes(span.stateSize)],
          [i.cause, span.reason ?? ''],
        ],
        texts: [
          [
            words.tables.acked,
            span.acknowledgements.map(
              (ack) =>
                `+${duration(ack.at - span.from)} ${name(ack.task)}: ${i.phases(duration(ack.alignmentMs), duration(ack.syncMs), duration(ack.asyncMs))}`,
            ),
          ],
        ],
        why: span.status === 'in progress' ? [words.why.checkpoint, 'checkpoint'] : null,
      };
    }
    case 'cell':
      return nothing(String(target.cell));
  }
}

function whyOfJob({ status, slots }: Job, words: Words): Why | null {
  if (status === 'RESTARTING') return [words.why.restarting, 'failover'];
  if (slots !== null && slots.available < slots.required && status === 'RUNNING') return [words.why.created, 'waiting'];
  return null;
}

/** What is out of the ordinary first. */
function whyOfSubtask(task: Subtask, restored: number | null, words: Words): Why | null {
  const { why } = words;
  if (task.state === 'CREATED' || task.state === 'SCHEDULED') return [why.created, 'waiting'];
  if (task.state === 'FAILED') return [why.failed, 'failover'];
  if (task.state === 'CANCELING' || task.state === 'CANCELED') return [why.canceled, 'failover'];
  if (task.aligning !== null) return [why.aligning, 'barriers'];
  if ((task.backPressured ?? 0) > Math.max(task.busy ?? 0, MUCH)) return [why.pressed, 'pressure'];
  if (task.attempt > 0) return [why.restarted(restored), 'failover'];
  return task.place?.slot == null ? null : [why.slotShared, 'slots'];
}

function nothing(title: string): Facts {
  return { title, rows: [], texts: [], why: null };
}
