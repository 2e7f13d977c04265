/**
 * Synthetic traces for the view's tests: what a cluster of that shape would report, with slow networks so that things
 * can be seen on their way. Deterministic. The engine's own traces take their place wherever they exist.
 */
import type { Fact, GraphEdge, GraphNode, SubtaskRef, TraceEntry, TraceHeader } from '../../src/trace/facts.ts';

export interface Recording {
  readonly header: TraceHeader;
  readonly entries: readonly TraceEntry[];
}

export class Recorder {
  private readonly facts: { at: number; order: number; fact: Fact }[] = [];

  at(at: number, fact: Fact): void {
    this.facts.push({ at, order: this.facts.length, fact });
  }

  end(title: string): Recording {
    const entries = this.facts
      .sort((a, b) => a.at - b.at || a.order - b.order)
      .map(({ at, fact }): TraceEntry => ({ at, ...fact }));
    const header: TraceHeader = {
      millrace: 'trace',
      version: 1,
      title,
      seed: 42,
      epoch: Date.UTC(2021, 7, 1),
      flink: '1.13.6',
      origin: 'simulated',
    };
    return { header, entries };
  }
}

export const JOB = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const V = {
  source: 'bc764cd8ddf7a0cff126f51c16239658',
  map: '0a448493b4782967b150582570326227',
  sum: 'ea632d67b7d595e5b851708ae9ad79d6',
};

function murmur(code: number): number {
  let k = Math.imul(code, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  k = Math.imul(k, 0x1b873593);
  let h = k;
  h = (h << 13) | (h >>> 19);
  h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  h ^= 4;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  if (h >= 0) return h;
  return h === -2147483648 ? 0 : -h;
}

function keyGroup(key: string, maxParallelism = 128): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return murmur(hash) % maxParallelism;
}

export const node = (
  id: string,
  name: string,
  parallelism: number,
  first: number,
  cuts: GraphNode['cuts'] = [],
): GraphNode => ({
  id,
  name,
  parallelism,
  maxParallelism: 128,
  slotSharingGroup: 'default',
  operators: name.split(' -> ').map((operator, index) => ({ id: first + index, name: operator })),
  cuts,
});

export interface WordCountOptions {
  /** Kill node2's TaskManager at this moment (ms), never when null. */
  readonly killAt?: number | null;
  readonly until?: number;
  readonly checkpoints?: boolean;
}

/** Three machines, `bin/start-cluster.sh`, a socket WordCount of parallelism 2, checkpoints, perhaps a kill -9. */
export function wordCount(options: WordCountOptions = {}): Recording {
  const { killAt = null, until = 48_000, checkpoints = true } = options;
  const r = new Recorder();
  const machines = ['node1', 'node2', 'node3'];
  machines.forEach((machine, index) => {
    r.at(0, { kind: 'machine.up', machine, ip: `192.168.10.10${index + 1}` });
  });
  r.at(100, { kind: 'cell.started', cell: 0, language: 'sh', host: 'node1', title: 'bin/start-cluster.sh' });
  const jm = { machine: 'node1', pid: 2101 };
  r.at(600, {
    kind: 'process.started',
    ...jm,
    name: 'StandaloneSessionClusterEntrypoint',
    command: 'java … StandaloneSessionClusterEntrypoint',
    user: 'root',
    role: 'jobmanager',
  });
  r.at(900, { kind: 'port.opened', ...jm, port: 8081 });
  r.at(950, { kind: 'leader', component: 'dispatcher', ...jm, granted: true });
  const tm = machines.map((machine, index) => ({
    machine,
    pid: 2300 + index * 7,
    id: `${machine}:4${index}123-a${index}f3e1`,
  }));
  tm.forEach((manager, index) => {
    const at = 1200 + index * 300;
    const process = { machine: manager.machine, pid: manager.pid };
    r.at(at, {
      kind: 'process.started',
      ...process,
      name: 'TaskManagerRunner',
      command: 'java … TaskManagerRunner',
      user: 'root',
      role: 'taskmanager',
    });
    r.at(at + 700, {
      kind: 'message',
      from: process,
      to: jm,
      protocol: 'rpc',
      name: 'registerTaskExecutor',
      arrives: at + 1200,
    });
    r.at(at + 1200, { kind: 'taskmanager.registered', id: manager.id, ...process, slots: 2, slotMemory: 268435456 });
  });
  r.at(3000, { kind: 'cell.ended', cell: 0, ok: true, exit: 0 });
  const nc = { machine: 'node1', pid: 2555 };
  r.at(3400, { kind: 'process.started', ...nc, name: 'nc', command: 'nc -lk 7777', user: 'root', role: 'netcat' });
  r.at(3450, { kind: 'port.opened', ...nc, port: 7777 });
  const client = { machine: 'node1', pid: 2601 };
  r.at(3600, {
    kind: 'process.started',
    ...client,
    name: 'CliFrontend',
    command: 'flink run -c StreamWordCount target/lesson-1.0.jar',
    user: 'root',
    role: 'client',
  });
  r.at(4200, { kind: 'message', from: client, to: jm, protocol: 'http', name: 'submitJob', arrives: 4600 });

  const vertices = [
    node(V.source, 'Source: Socket Stream', 1, 1),
    node(V.map, 'Flat Map', 2, 2, [{ from: 1, to: 2, reason: 'parallelism 1 → 2' }]),
    node(V.sum, 'Keyed Aggregation -> Sink: Print to Std. Out', 2, 4, [{ from: 2, to: 4, reason: 'hash: keyBy' }]),
  ];
  const edges: GraphEdge[] = [
    { from: V.source, to: V.map, partitioner: 'REBALANCE', exchange: 'pipelined_bounded' },
    { from: V.map, to: V.sum, partitioner: 'HASH', exchange: 'pipelined_bounded' },
  ];
  r.at(4700, {
    kind: 'job.submitted',
    job: JOB,
    name: 'StreamWordCount',
    jobManager: jm,
    vertices,
    edges,
    streamGraph: [
      { id: 1, name: 'Source: Socket Stream', parallelism: 1, slotSharingGroup: 'default', inputs: [] },
      {
        id: 2,
        name: 'Flat Map',
        parallelism: 2,
        slotSharingGroup: 'default',
        inputs: [{ from: 1, partitioner: 'REBALANCE', chained: false, reason: 'parallelism 1 → 2' }],
      },
      {
        id: 4,
        name: 'Keyed Aggregation',
        parallelism: 2,
        slotSharingGroup: 'default',
        inputs: [{ from: 2, partitioner: 'HASH', chained: false, reason: 'hash: keyBy' }],
      },
      {
        id: 5,
        name: 'Sink: Print to Std. Out',
        parallelism: 2,
        slotSharingGroup: 'default',
        inputs: [{ from: 4, partitioner: 'FORWARD', chained: true, reason: null }],
      },
    ],
  });
  r.at(4750, { kind: 'job.status', job: JOB, status: 'CREATED', cause: null });
  r.at(4760, { kind: 'job.status', job: JOB, status: 'RUNNING', cause: null });
  r.at(4765, {
    kind: 'slots.required',
    job: JOB,
    required: 2,
    available: 6,
    groups: [{ name: 'default', slots: 2, vertices: [V.source, V.map, V.sum] }],
  });
  const ref = (vertex: string, subtask: number, attempt: number): SubtaskRef => ({
    job: JOB,
    vertex,
    subtask,
    attempt,
  });
  const tasks = (attempt: number) => [
    ref(V.source, 0, attempt),
    ref(V.map, 0, attempt),
    ref(V.map, 1, attempt),
    ref(V.sum, 0, attempt),
    ref(V.sum, 1, attempt),
  ];

  const deploy = (from: number, attempt: number, hosts: readonly number[], restored: boolean) => {
    const of = (task: SubtaskRef) => tm[hosts[task.vertex === V.source ? 0 : task.subtask]!]!;
    const state = (
      at: number,
      task: SubtaskRef,
      to: 'SCHEDULED' | 'DEPLOYING' | 'INITIALIZING' | 'RUNNING',
      cause: string | null = null,
    ) => {
      const placed = to !== 'SCHEDULED';
      r.at(at, {
        kind: 'subtask.state',
        ...task,
        state: to,
        taskManager: placed ? of(task).id : null,
        slot: placed ? 0 : null,
        cause,
      });
    };
    for (const task of tasks(attempt)) state(from, task, 'SCHEDULED');
    for (const [index, host] of new Set(hosts).entries?.() ?? []) {
      const manager = tm[host]!;
      const at = from + 50 + index * 60;
      const process = { machine: manager.machine, pid: manager.pid };
      r.at(at, { kind: 'message', from: jm, to: process, protocol: 'rpc', name: 'requestSlot', arrives: at + 180 });
      r.at(at + 200, {
        kind: 'message',
        from: process,
        to: jm,
        protocol: 'rpc',
        name: 'offerSlots',
        arrives: at + 380,
      });
      r.at(at + 200, {
        kind: 'slot.allocated',
        taskManager: manager.id,
        slot: 0,
        allocation: `alloc-${attempt}-${host}`,
        job: JOB,
      });
    }
    tasks(attempt).forEach((task, index) => {
      const at = from + 500 + index * 30;
      const manager = of(task);
      state(at, task, 'DEPLOYING');
      r.at(at, {
        kind: 'message',
        from: jm,
        to: { machine: manager.machine, pid: manager.pid },
        protocol: 'rpc',
        name: 'submitTask',
        arrives: at + 200,
      });
      state(at + 230, task, 'INITIALIZING');
      if (restored && task.vertex === V.sum) {
        for (const [key, value] of saved[task.subtask] ?? []) {
          r.at(at + 300, {
            kind: 'data.state',
            ...task,
            state: 'sum',
            key,
            keyGroup: keyGroup(key),
            value: `(${key},${value})`,
          });
        }
      }
      state(at + 900 + index * 20, task, 'RUNNING');
    });
    r.at(from + 1500, {
      kind: 'connection.opened',
      id: 900 + attempt,
      from: { machine: tm[hosts[0]!]!.machine, pid: tm[hosts[0]!]!.pid },
      to: nc,
      port: 7777,
    });
    return from + 1600;
  };

  let saved: Map<string, number>[] = [new Map(), new Map()];
  const started = deploy(4800, 0, [1, 2], false);

  const texts = [
    'hello world',
    'hello flink',
    'java spark',
    '流 flink',
    'spark',
    'flink',
    '流 hello',
    'hello spark flink',
    'world',
    'java hello',
  ];
  const counts: Map<string, number>[] = [new Map(), new Map()];
  const totals = {
    source: 0,
    map: [
      [0, 0],
      [0, 0],
    ],
    sum: [
      [0, 0],
      [0, 0],
    ],
  };
  let line = 0;

  const run = (from: number, to: number, attempt: number, hosts: readonly number[]) => {
    const remote = (a: number, b: number) => hosts[a] !== hosts[b];
    for (let at = from; at < to; at += 870) {
      const text = texts[line % texts.length]!;
      const mapper = line % 2;
      line++;
      const host = tm[hosts[0]!]!;
      r.at(at - 5, { kind: 'input', to: 'node1:7777', text });
      r.at(at, { kind: 'data.text', from: nc, to: { machine: host.machine, pid: host.pid }, text, arrives: at + 420 });
      let t = at + 430;
      if (t > to) break;
      totals.source++;
      r.at(t, {
        kind: 'data.progress',
        ...ref(V.source, 0, attempt),
        recordsIn: 0,
        recordsOut: totals.source,
        bytesIn: 0,
        bytesOut: totals.source * 12,
        busy: null,
        idle: null,
        backPressured: null,
      });
      const flight = 520 + mapper * 160;
      r.at(t, {
        kind: 'data.buffer',
        job: JOB,
        from: ref(V.source, 0, attempt),
        to: ref(V.map, mapper, attempt),
        records: 1,
        bytes: text.length + 5,
        sample: [text],
        arrives: t + flight,
        remote: remote(0, mapper),
      });
      t += flight + 10;
      if (t > to) break;
      const words = text.split(' ');
      totals.map[mapper]![0]!++;
      totals.map[mapper]![1]! += words.length;
      r.at(t, {
        kind: 'data.progress',
        ...ref(V.map, mapper, attempt),
        recordsIn: totals.map[mapper]![0]!,
        recordsOut: totals.map[mapper]![1]!,
        bytesIn: 0,
        bytesOut: 0,
        busy: 310,
        idle: 690,
        backPressured: 0,
      });
      for (const target of [0, 1]) {
        const mine = words.filter((word) => (keyGroup(word) < 64 ? 0 : 1) === target);
        if (mine.length === 0) continue;
        const travel = 640 + 120 * target;
        r.at(t, {
          kind: 'data.buffer',
          job: JOB,
          from: ref(V.map, mapper, attempt),
          to: ref(V.sum, target, attempt),
          records: mine.length,
          bytes: 20 * mine.length,
          sample: mine.map((word) => `(${word},1)`),
          arrives: t + travel,
          remote: remote(mapper, target),
        });
        const done = t + travel + 5;
        if (done > to) continue;
        mine.forEach((word, index) => {
          const value = (counts[target]!.get(word) ?? 0) + 1;
          counts[target]!.set(word, value);
          const group = keyGroup(word);
          r.at(done + index, {
            kind: 'data.state',
            ...ref(V.sum, target, attempt),
            state: 'sum',
            key: word,
            keyGroup: group,
            value: `(${word},${value})`,
          });
          r.at(done + index, {
            kind: 'data.printed',
            ...ref(V.sum, target, attempt),
            text: `${target + 1}> (${word},${value})`,
          });
          totals.sum[target]![0]!++;
        });
        r.at(done + 3, {
          kind: 'data.progress',
          ...ref(V.sum, target, attempt),
          recordsIn: totals.sum[target]![0]!,
          recordsOut: 0,
          bytesIn: 0,
          bytesOut: 0,
          busy: 220,
          idle: 780,
          backPressured: 0,
        });
      }
    }
  };

  let checkpoint = 1;
  const checkpointing = (from: number, to: number, attempt: number) => {
    for (let at = from; at < to; at += 5000) {
      const id = checkpoint++;
      r.at(at, { kind: 'checkpoint.triggered', job: JOB, checkpoint: id, type: 'checkpoint', tasks: 5 });
      const ack = (when: number, task: SubtaskRef, alignmentMs: number) => {
        if (when < to)
          r.at(when, {
            kind: 'checkpoint.acknowledged',
            ...task,
            checkpoint: id,
            stateSize: task.vertex === V.sum ? 412 : 0,
            alignmentMs,
            syncMs: 2,
            asyncMs: 11,
          });
      };
      const barrier = (when: number, fromTask: SubtaskRef, toTask: SubtaskRef, travel: number) => {
        if (when < to)
          r.at(when, {
            kind: 'barrier',
            job: JOB,
            checkpoint: id,
            from: fromTask,
            to: toTask,
            arrives: when + travel,
            unaligned: false,
          });
      };
      const source = ref(V.source, 0, attempt);
      const maps = [ref(V.map, 0, attempt), ref(V.map, 1, attempt)];
      const sums = [ref(V.sum, 0, attempt), ref(V.sum, 1, attempt)];
      r.at(at, {
        kind: 'message',
        from: jm,
        to: { machine: tm[1]!.machine, pid: tm[1]!.pid },
        protocol: 'rpc',
        name: 'triggerCheckpoint',
        arrives: at + 60,
      });
      ack(at + 70, source, 0);
      barrier(at + 65, source, maps[0]!, 130);
      barrier(at + 65, source, maps[1]!, 700);
      const passed = [at + 200, at + 770];
      maps.forEach((map, index) => {
        const when = passed[index]!;
        ack(when + 20, map, 0);
        barrier(when, map, sums[0]!, 360 + 60 * index);
        barrier(when, map, sums[1]!, 520);
      });
      sums.forEach((sum, index) => {
        const first = passed[0]! + (index === 0 ? 360 : 520);
        const second = passed[1]! + (index === 0 ? 420 : 520);
        if (first < to)
          r.at(first, { kind: 'alignment', ...sum, checkpoint: id, phase: 'started', arrived: 1, expected: 2 });
        if (second < to)
          r.at(second, { kind: 'alignment', ...sum, checkpoint: id, phase: 'ended', arrived: 2, expected: 2 });
        ack(second + 25, sum, second - first);
      });
      const done = at + 1340;
      if (done < to) {
        r.at(done, {
          kind: 'checkpoint.completed',
          job: JOB,
          checkpoint: id,
          path: `hdfs://node1/ckpt/${JOB}/chk-${id}`,
          stateSize: 824,
          durationMs: done - at,
        });
        saved = counts.map((map) => new Map(map));
        last = id;
      }
    }
  };
  let last = 0;

  const stop = killAt ?? until;
  run(started + 400, stop, 0, [1, 2]);
  if (checkpoints) checkpointing(11_000, stop, 0);
  if (killAt !== null) {
    const killed = tm[1]!;
    r.at(killAt, { kind: 'fault', fault: 'kill -9', target: 'TaskManager on node2', detail: '' });
    r.at(killAt, { kind: 'process.ended', machine: killed.machine, pid: killed.pid, exit: 137, signal: 'SIGKILL' });
    r.at(killAt, { kind: 'connection.closed', id: 900, reason: 'peer is gone' });
    const noticed = killAt + 140;
    const failing = ref(V.sum, 1, 0);
    const cause =
      "org.apache.flink.runtime.io.network.netty.exception.RemoteTransportException: Connection unexpectedly closed by remote task manager 'node2'. This might indicate that the remote task manager was lost.";
    r.at(noticed, { kind: 'subtask.state', ...failing, state: 'FAILED', taskManager: tm[2]!.id, slot: 0, cause });
    if (checkpoints && (killAt - 11_000) % 5000 < 1340) {
      const id = checkpoint - 1;
      r.at(noticed + 1, {
        kind: 'checkpoint.aborted',
        job: JOB,
        checkpoint: id,
        reason: 'Checkpoint Coordinator is suspending.',
      });
    }
    r.at(noticed + 1, { kind: 'job.status', job: JOB, status: 'RESTARTING', cause });
    for (const task of tasks(0)) {
      if (task === failing || (task.vertex === V.sum && task.subtask === 1)) continue;
      const there = task.vertex === V.source || task.subtask === 0;
      const place = { taskManager: tm[there ? 1 : 2]!.id, slot: 0 };
      r.at(noticed + 2, { kind: 'subtask.state', ...task, ...place, state: 'CANCELING', cause: null });
      r.at(there ? killAt + 5000 : noticed + 210, {
        kind: 'subtask.state',
        ...task,
        ...place,
        state: 'CANCELED',
        cause: null,
      });
    }
    r.at(killAt + 5000, {
      kind: 'taskmanager.lost',
      id: killed.id,
      reason: 'The heartbeat of TaskManager with id node2:41123-a1f3e1 timed out.',
    });
    r.at(killAt + 5001, {
      kind: 'slot.freed',
      taskManager: killed.id,
      slot: 0,
      allocation: 'alloc-0-1',
      reason: 'TaskManager lost',
    });
    r.at(killAt + 5002, {
      kind: 'failover',
      job: JOB,
      cause,
      task: failing,
      restarts: tasks(0).map((task) => ({ vertex: task.vertex, subtask: task.subtask })),
      delay: 0,
    });
    r.at(killAt + 5003, { kind: 'job.status', job: JOB, status: 'RUNNING', cause: null });
    if (last > 0) r.at(killAt + 5010, { kind: 'checkpoint.restored', job: JOB, checkpoint: last, savepoint: false });
    counts.splice(0, 2, ...saved.map((map) => new Map(map)));
    totals.source = 0;
    totals.map = [
      [0, 0],
      [0, 0],
    ];
    totals.sum = [
      [0, 0],
      [0, 0],
    ];
    const again = deploy(killAt + 5015, 1, [0, 2], true);
    run(again + 300, until, 1, [0, 2]);
    if (checkpoints) checkpointing(again + 1500, until, 1);
  }
  return r.end('StreamWordCount');
}

/** `count` records on their way at once, again and again, between two vertices of parallelism 4. */
export function busyEdges(count: number, until = 6000): Recording {
  return wide({ managers: 4, slots: 2, parallelism: 4, until, inFlight: count, vertices: 3 });
}

export interface WideOptions {
  readonly managers: number;
  readonly slots: number;
  readonly parallelism: number;
  readonly vertices: number;
  readonly until?: number;
  readonly inFlight?: number;
  readonly backpressure?: boolean;
}

/** A job of many subtasks on many TaskManagers. */
export function wide(options: WideOptions): Recording {
  const { managers, slots, parallelism, vertices: depth, until = 5000, inFlight = 0, backpressure = false } = options;
  const r = new Recorder();
  const jm = { machine: 'node1', pid: 100 };
  r.at(0, { kind: 'machine.up', machine: 'node1', ip: '10.0.0.1' });
  r.at(10, {
    kind: 'process.started',
    ...jm,
    name: 'StandaloneSessionClusterEntrypoint',
    command: 'java',
    user: 'root',
    role: 'jobmanager',
  });
  const ids = Array.from({ length: managers }, (_, index) => {
    const machine = `node${index + 1}`;
    if (index > 0) r.at(0, { kind: 'machine.up', machine, ip: `10.0.${index >> 8}.${index & 255}` });
    r.at(20, {
      kind: 'process.started',
      machine,
      pid: 200,
      name: 'TaskManagerRunner',
      command: 'java',
      user: 'root',
      role: 'taskmanager',
    });
    const id = `${machine}:6122-${index.toString(16)}`;
    r.at(100, { kind: 'taskmanager.registered', id, machine, pid: 200, slots, slotMemory: 134217728 });
    return id;
  });
  const names = ['Source: Orders', 'Enrich', 'Keyed Aggregation', 'Window', 'Sink: Print to Std. Out'];
  const vertices = Array.from({ length: depth }, (_, index) =>
    node(`v${index}`, names[index === depth - 1 ? 4 : index % 4]!, parallelism, index + 1),
  );
  const edges = vertices.slice(1).map(
    (vertex, index): GraphEdge => ({
      from: vertices[index]!.id,
      to: vertex.id,
      partitioner: index % 2 === 0 ? 'HASH' : 'REBALANCE',
      exchange: 'pipelined_bounded',
    }),
  );
  r.at(200, {
    kind: 'job.submitted',
    job: JOB,
    name: backpressure ? 'SlowSink' : 'Orders',
    jobManager: jm,
    vertices,
    edges,
    streamGraph: vertices.map((vertex, index) => ({
      id: index + 1,
      name: vertex.name,
      parallelism,
      slotSharingGroup: 'default',
      inputs:
        index === 0
          ? []
          : [{ from: index, partitioner: edges[index - 1]!.partitioner, chained: false, reason: 'hash: keyBy' }],
    })),
  });
  r.at(201, { kind: 'job.status', job: JOB, status: 'RUNNING', cause: null });
  r.at(202, {
    kind: 'slots.required',
    job: JOB,
    required: parallelism,
    available: managers * slots,
    groups: [{ name: 'default', slots: parallelism, vertices: vertices.map((vertex) => vertex.id) }],
  });
  for (let subtask = 0; subtask < parallelism; subtask++) {
    const manager = ids[subtask % managers]!;
    const slot = Math.floor(subtask / managers) % slots;
    r.at(210, { kind: 'slot.allocated', taskManager: manager, slot, allocation: `a${subtask}`, job: JOB });
    for (const vertex of vertices) {
      const task = { job: JOB, vertex: vertex.id, subtask, attempt: 0 };
      r.at(220, { kind: 'subtask.state', ...task, state: 'DEPLOYING', taskManager: manager, slot, cause: null });
      r.at(400, { kind: 'subtask.state', ...task, state: 'RUNNING', taskManager: manager, slot, cause: null });
    }
  }
  const travel = 1000;
  const ref = (vertex: number, subtask: number): SubtaskRef => ({
    job: JOB,
    vertex: `v${vertex}`,
    subtask,
    attempt: 0,
  });
  if (inFlight > 0) {
    const pause = travel / inFlight;
    let n = 0;
    for (let at = 500; at < until; at += pause, n++) {
      const edge = n % (depth - 1);
      const from = n % parallelism;
      const to = Math.floor(n / parallelism) % parallelism;
      r.at(at, {
        kind: 'data.buffer',
        job: JOB,
        from: ref(edge, from),
        to: ref(edge + 1, to),
        records: 1,
        bytes: 20,
        sample: [`order-${n}`],
        arrives: at + travel,
        remote: true,
      });
    }
  }
  for (let at = 600; at < until; at += 500) {
    for (let vertex = 0; vertex < depth; vertex++) {
      for (let subtask = 0; subtask < Math.min(parallelism, 8); subtask++) {
        const last = vertex === depth - 1;
        const out = Math.round((at * (backpressure ? 12 : 180)) / 10) * (last ? 0 : 1);
        r.at(at, {
          kind: 'data.progress',
          ...ref(vertex, subtask),
          recordsIn: vertex === 0 ? 0 : Math.round((at * (backpressure ? 12 : 180)) / 10),
          recordsOut: out,
          bytesIn: out * 20,
          bytesOut: out * 20,
          busy: backpressure ? (last ? 980 : 60) : 350,
          idle: backpressure ? (last ? 20 : 10) : 650,
          backPressured: backpressure && !last ? 930 : 0,
        });
      }
    }
  }
  return r.end(backpressure ? 'SlowSink' : 'Orders');
}

/** Tumbling windows of 5 s by key, a watermark 1 s behind, one record too late. */
export function windows(until = 40_000): Recording {
  const base = wide({ managers: 2, slots: 1, parallelism: 2, vertices: 3, until });
  const epoch = Date.UTC(2021, 7, 1, 10, 15);
  const extra: TraceEntry[] = [];
  const open = new Map<string, number>();
  for (let at = 1000, n = 0; at < until; at += 400, n++) {
    const subtask = n % 2;
    const task: SubtaskRef = { job: JOB, vertex: 'v1', subtask, attempt: 0 };
    const key = ['sensor_1', 'sensor_6', 'sensor_7', 'sensor_10'][n % 4]!;
    const time = epoch + at;
    const start = Math.floor(time / 5000) * 5000;
    const id = `${key}|${start}`;
    const elements = (open.get(id) ?? 0) + 1;
    open.set(id, elements);
    const window = { key, start, end: start + 5000, elements };
    extra.push({ at, kind: 'data.window', ...task, ...window, change: 'opened' });
    const watermark = time - 1000;
    extra.push({ at: at + 1, kind: 'data.watermark', ...task, watermark });
    for (const [other, count] of open) {
      const [name, from] = other.split('|') as [string, string];
      const end = Number(from) + 5000;
      const mine = ['sensor_1', 'sensor_6', 'sensor_7', 'sensor_10'].indexOf(name) % 2 === subtask;
      if (!mine || watermark < end - 1) continue;
      open.delete(other);
      const fired = { key: name, start: Number(from), end, elements: count };
      extra.push({ at: at + 2, kind: 'data.window', ...task, ...fired, change: 'fired' });
      extra.push({ at: at + 3, kind: 'data.window', ...task, ...fired, change: 'purged' });
    }
  }
  extra.push({
    at: 20_000,
    kind: 'data.late',
    job: JOB,
    vertex: 'v1',
    subtask: 0,
    attempt: 0,
    record: 'sensor_1,35.8',
    timestamp: epoch,
    sideOutput: false,
  });
  return {
    header: { ...base.header, title: 'Windows' },
    entries: [...base.entries, ...extra].sort((a, b) => a.at - b.at),
  };
}

/** Ten minutes with at least `facts` facts. */
export function longRun(facts: number): Recording {
  const base = wordCount({ until: 600_000, killAt: 301_800 });
  const end = 600_000;
  const extra: TraceEntry[] = [];
  const need = facts - base.entries.length;
  for (let i = 0; i < need; i++) {
    const at = 7000 + ((end - 7000) * i) / need;
    const key = `key-${i % 997}`;
    const group = keyGroup(key);
    const task = { job: JOB, vertex: V.sum, subtask: group < 64 ? 0 : 1, attempt: at < 306_000 ? 0 : 1 };
    extra.push(
      i % 3 === 0
        ? {
            at,
            kind: 'data.buffer',
            job: JOB,
            from: { ...task, vertex: V.map, subtask: i % 2 },
            to: task,
            records: 3,
            bytes: 60,
            sample: [`(${key},1)`],
            arrives: at + 300,
            remote: true,
          }
        : { at, kind: 'data.state', ...task, state: 'sum', key, keyGroup: group, value: `(${key},${i})` },
    );
  }
  const entries = [...base.entries, ...extra].sort((a, b) => a.at - b.at);
  return { header: base.header, entries };
}
