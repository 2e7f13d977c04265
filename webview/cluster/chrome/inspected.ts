/** What is known about a thing that was pointed at: Flink's name, state, options, metrics, last records, and why. Pure. */
import type { Frame } from '../frame.ts';
import { acknowledged } from '../model/index.ts';
import { keyGroupRange } from '../model/keygroups.ts';
import { areCut } from '../model/network.ts';
import { checkpointId, isOver, type Job, type Process, type Subtask, slotId, subtaskId } from '../model/state.ts';
import type { Target } from '../protocol.ts';
import { cutWords } from '../words/cuts.ts';
import { bytes, clock, count, duration, timeOfDay } from '../words/format.ts';
import { partitionerWhy } from '../words/partitioners.ts';
import { placeText } from '../words/places.ts';
import { messageName } from '../words/protocols.ts';
import type { Words } from '../words/words.ts';
import { type Why, whyOfCheckpoint, whyOfJob, whyOfManager, whyOfProcess, whyOfSubtask } from './why.ts';

export interface Facts {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
  readonly texts: readonly (readonly [string, readonly string[]])[];
  readonly why: Why | null;
}

/** Everything known about it at the moment shown. */
export function factsOf(frame: Frame, target: Target): Facts {
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
      const leads = [...state.leaders.values()].flatMap(({ component, process: leader }) => {
        const job = state.jobs.get(component);
        return leader === process.id ? [job === undefined ? component : `JobMaster ${job.name}`] : [];
      });
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
        ],
        texts: [configured(process, words), [i.lines, process.lines], [i.command, [process.command]]],
        why: whyOfProcess(process, leads.length > 0, words),
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
        texts: [
          [
            i.onTheWay,
            flying.slice(-8).map((flight) => (flight.kind === 'message' ? messageName(flight) : flight.kind)),
          ],
        ],
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
        texts: [...(process === undefined ? [] : [configured(process, words)]), [i.lines, process?.lines ?? []]],
        why: whyOfManager(manager, process, words),
      };
    }
    case 'slot': {
      const manager = state.taskManagers.get(target.taskManager);
      if (manager === undefined) return nothing(target.taskManager);
      const held = state.slots.get(slotId(target.taskManager, target.slot));
      const inside = [...state.subtasks.values()].filter(
        ({ place, state: is }) => place?.taskManager === manager.id && place.slot === target.slot && !isOver(is),
      );
      const nameOf = ({ job, vertex, subtask }: Subtask) => {
        const node = state.jobs.get(job)?.vertices.find(({ id }) => id === vertex);
        return `${node?.name ?? vertex} (${subtask + 1}/${node?.parallelism ?? '?'})`;
      };
      return {
        title: `${words.slot(target.slot)} · ${manager.machine}`,
        rows: [
          ['TaskManager', manager.id],
          [words.tables.status, manager.lost !== null ? words.lost : held === undefined ? words.free : i.taken],
          ['AllocationID', held?.allocation ?? ''],
          [words.tables.job, held === undefined ? '' : (state.jobs.get(held.job)?.name ?? held.job)],
          [i.managedMemory, bytes(manager.slotMemory)],
        ],
        texts: [[words.tables.holds, inside.map((task) => `${task.state} ${nameOf(task)}`)]],
        why: [inside.length > 1 ? words.why.slotShared : words.why.slots, 'slots'],
      };
    }
    case 'edge': {
      const job = state.jobs.get(target.job);
      const edge = job?.edges.find(({ from, to }) => from === target.from && to === target.to);
      const [from, to] = [target.from, target.to].map((id) => job?.vertices.find((vertex) => vertex.id === id));
      if (job === undefined || edge === undefined || from === undefined || to === undefined) return nothing('');
      const on = (vertex: string) => `${job.id}/${vertex}/`;
      const flying = state.flights.filter(
        (flight) => flight.kind === 'buffer' && flight.from.startsWith(on(from.id)) && flight.to.startsWith(on(to.id)),
      );
      return {
        title: `${from.name} → ${to.name}`,
        rows: [
          [i.partitioner, edge.partitioner],
          [i.exchange, edge.exchange],
          [i.channels, `${from.parallelism} → ${to.parallelism}`],
          ...acrossEdge(frame, job, edge),
          [i.onTheWay, String(flying.length)],
        ],
        texts: [[i.lastRecords, flying.slice(-6).flatMap((flight) => (flight.kind === 'buffer' ? flight.sample : []))]],
        why: [partitionerWhy(edge.partitioner, frame.language), 'chains'],
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
          ['uptime', isRunning(job) ? duration(frame.t - job.since) : ''],
          [
            'numberOfCompletedCheckpoints',
            String([...run.checkpoints.values()].filter((span) => completedIn(span, job, frame.t)).length),
          ],
          ['lastCheckpointExternalPath', newestPath(frame, job)],
          [words.slots, job.slots === null ? '' : words.required(job.slots.required, job.slots.available)],
          ...job.configuration,
        ],
        texts: [],
        why: whyOfJob(state, job, words),
      };
    }
    case 'vertex': {
      const job = state.jobs.get(target.job);
      const vertex = job?.vertices.find((candidate) => candidate.id === target.vertex);
      if (vertex === undefined) return nothing(target.vertex);
      const [cut] = vertex.cuts;
      const tasks = job === undefined ? [] : tasksOf(frame, job, vertex.id);
      const marks = tasks.map(({ watermark }) => watermark).filter((mark) => mark !== null);
      return {
        title: vertex.name,
        rows: [
          ['id', vertex.id],
          [i.parallelism, String(vertex.parallelism)],
          [i.maxParallelism, String(vertex.maxParallelism)],
          [i.group, vertex.slotSharingGroup ?? ''],
          [i.operators, vertex.operators.map((operator) => operator.name).join(' -> ')],
          [words.tables.status, statesOf(tasks)],
          ['numRecordsIn', count(sum(tasks, (task) => task.recordsIn))],
          ['numRecordsOut', count(sum(tasks, (task) => task.recordsOut))],
          ['busyTimeMsPerSecond', meanOf(tasks, (task) => task.busy)],
          ['backPressuredTimeMsPerSecond', meanOf(tasks, (task) => task.backPressured)],
          ['currentInputWatermark', marks.length > 0 ? String(Math.min(...marks)) : ''],
        ],
        texts: [[i.lastRecords, tasks.flatMap((task) => task.received.slice(-2)).slice(-8)]],
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
          [
            i.timers,
            task.timers.map(({ domain, count: n, next, key }) => i.nextTimer(i.timer[domain], n, timeOfDay(next), key)),
          ],
          [words.printed, task.printed.map((line) => line.text)],
          [i.attempt, attempts.slice(-8)],
        ],
        why: whyOfSubtask(state, task, words),
      };
    }
    case 'checkpoint': {
      const span = run.checkpoints.get(checkpointId(target.job, target.checkpoint));
      if (span === undefined || span.from > frame.t) return nothing(`chk-${target.checkpoint}`);
      const over = span.to !== null && span.to <= frame.t;
      const acks = span.acknowledgements.filter(({ at }) => at <= frame.t);
      const job = state.jobs.get(target.job);
      const name = (task: string) => {
        const [, vertex, subtask] = task.split('/');
        const found = job?.vertices.find((candidate) => candidate.id === vertex);
        return `${found?.name.split(' -> ')[0] ?? vertex} (${Number(subtask) + 1}/${found?.parallelism ?? '?'})`;
      };
      return {
        title: `${span.type} ${span.id}`,
        rows: [
          [words.tables.status, over ? span.status : 'in progress'],
          [words.tables.trigger, clock(span.from)],
          [words.tables.duration, over ? duration(span.to! - span.from) : ''],
          [words.tables.acked, acknowledged(span, acks.length, over)],
          [words.tables.size, bytes(over ? span.stateSize : acks.reduce((all, { stateSize }) => all + stateSize, 0))],
          [i.path, state.checkpoints.get(checkpointId(target.job, target.checkpoint))?.path ?? ''],
          ...(job?.configuration ?? []).filter(([name]) => name.includes('checkpoint')),
          [i.cause, over ? (span.reason ?? '') : ''],
        ],
        texts: [
          [
            words.tables.acked,
            acks.map(
              (ack) =>
                `+${duration(ack.at - span.from)} ${name(ack.task)}: ${i.phases(duration(ack.alignmentMs), duration(ack.syncMs), duration(ack.asyncMs))}`,
            ),
          ],
        ],
        why: whyOfCheckpoint(over ? span.status : 'in progress', words),
      };
    }
    case 'cell':
      return nothing(String(target.cell));
  }
}

/** Its options as it wrote them into its log. */
function configured({ options }: Process, words: Words): readonly [string, readonly string[]] {
  return [words.inspect.options, options.map(([name, value]) => `${name}: ${value}`)];
}

const isRunning = ({ status }: Job): boolean => status === 'RUNNING';

function completedIn(span: { job: string; status: string; to: number | null }, job: Job, t: number): boolean {
  return span.job === job.id && span.status === 'completed' && (span.to ?? t + 1) <= t;
}

function newestPath({ state }: Frame, job: Job): string {
  const done = [...state.checkpoints.values()].filter((one) => one.job === job.id && one.status === 'completed');
  return done.at(-1)?.path ?? '';
}

/** What went over an edge, where its reader has no other input or its sender no other reader: Flink counts per task, not per edge. */
function acrossEdge(frame: Frame, job: Job, edge: Job['edges'][number]): Facts['rows'] {
  if (job.edges.filter(({ to }) => to === edge.to).length === 1) {
    const readers = tasksOf(frame, job, edge.to);
    return [
      ['numRecordsIn', count(sum(readers, (task) => task.recordsIn))],
      ['numRecordsInPerSecond', count(sum(readers, (task) => task.inRate))],
    ];
  }
  if (job.edges.filter(({ from }) => from === edge.from).length > 1) return [];
  const senders = tasksOf(frame, job, edge.from);
  return [
    ['numRecordsOut', count(sum(senders, (task) => task.recordsOut))],
    ['numRecordsOutPerSecond', count(sum(senders, (task) => task.outRate))],
  ];
}

const tasksOf = ({ state }: Frame, job: Job, vertex: string): readonly Subtask[] =>
  [...state.subtasks.values()].filter((task) => task.job === job.id && task.vertex === vertex);

const sum = (tasks: readonly Subtask[], pick: (task: Subtask) => number): number =>
  tasks.reduce((whole, task) => whole + pick(task), 0);

/** The mean of those that tell it, ms per second. */
function meanOf(tasks: readonly Subtask[], pick: (task: Subtask) => number | null): string {
  const told = tasks.map(pick).filter((value) => value !== null);
  return told.length === 0 ? 'n/a' : share(told.reduce((a, b) => a + b, 0) / told.length);
}

const share = (value: number | null): string =>
  value === null ? '' : `${Math.round(value)} (${Math.round(value / 10)} %)`;

function statesOf(tasks: readonly Subtask[]): string {
  const counts = new Map<string, number>();
  for (const { state } of tasks) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, n]) => `${n} ${state}`).join(', ');
}

function nothing(title: string): Facts {
  return { title, rows: [], texts: [], why: null };
}
