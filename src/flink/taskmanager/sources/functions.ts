import type { Connection } from '../../../platform/types.ts';
import { SystemError } from '../../../platform/types.ts';
import { sleep } from '../../../simulation/simulation.ts';
import { drive, type Task, type Wait } from '../../../simulation/task.ts';
import { Long } from '../../api/boxed.ts';
import type {
  CheckpointLock,
  FunctionInitializationContext,
  ListState,
  MapFunction,
  SourceContext,
  SourceFunction,
} from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import type { OperatorSpec, SourceConnector } from '../../api/transformations.ts';
import { type FileSystems, locate, pathText } from '../../deployment/file-systems.ts';
import { createFileSplits, fileSystemPrefix, linesOf, listFiles, parserOf } from '../files.ts';
import type { TaskRuntime } from '../operators/operator.ts';
import type { SourceSplit } from './splits.ts';

/** What sources need beside their task's runtime. */
export interface SourceServices {
  readonly runtime: TaskRuntime;
  readonly fileSystems: FileSystems;
  /** Parallelism of what reads this source. */
  readonly readerParallelism: number;
  /** Asks the source's coordinator; resumes with a split or null. */
  requestNextSplit(): Wait;
}

const SOCKET_RETRY_DELAY = 500;

/** SocketTextStreamFunction. */
export function socketSource(
  spec: Extract<OperatorSpec, { kind: 'source.socket' }>,
  { runtime }: SourceServices,
): SourceFunction {
  let running = true;
  let socket: Connection | null = null;
  return {
    *run(context) {
      for (let attempt = 0; running; ) {
        try {
          socket = (yield runtime.platform.network.connect(runtime.process, spec.host, spec.port)) as Connection;
        } catch (error) {
          throw connectError(error, spec.host);
        }
        const rest = yield* readLines(socket, spec.delimiter, context, () => running);
        socket = null;
        if (rest === null) return;
        attempt++;
        if (spec.maxRetry !== -1 && attempt >= spec.maxRetry) {
          if (rest !== '') yield* emit(context, rest);
          return;
        }
        yield sleep(runtime.process, SOCKET_RETRY_DELAY);
      }
    },
    cancel() {
      running = false;
      socket?.close();
    },
  };
}

/** Emits what delimiters end; answers the rest at the end of the stream, null when it was cancelled. */
function* readLines(
  socket: Connection,
  delimiter: string,
  context: SourceContext,
  running: () => boolean,
): Task<string | null> {
  let pending = '';
  while (running()) {
    const chunk = (yield socket.read()) as string | null;
    if (chunk === null) return running() ? pending : null;
    pending += chunk;
    let from = 0;
    for (;;) {
      const at = pending.indexOf(delimiter, from);
      if (at < 0) break;
      let line = pending.slice(from, at);
      if (delimiter === '\n' && line.endsWith('\r')) line = line.slice(0, -1);
      from = at + delimiter.length;
      const wait = context.collect(line);
      if (wait) yield wait;
    }
    pending = pending.slice(from);
  }
  return null;
}

/** What belongs to one checkpoint or the next as a whole. */
function* holding(lock: CheckpointLock, body: () => Task): Task {
  const wait = lock.enter();
  if (wait) yield wait;
  try {
    yield* body();
  } finally {
    lock.leave();
  }
}

function* emit(context: SourceContext, value: unknown): Task {
  const wait = context.collect(value);
  if (wait) yield wait;
}

const SOCKET_FRAMES = [
  'org.apache.flink.streaming.api.functions.source.SocketTextStreamFunction.run(SocketTextStreamFunction.java:104)',
];

function connectError(error: unknown, host: string): unknown {
  if (!(error instanceof SystemError)) return error;
  switch (error.code) {
    case 'ECONNREFUSED':
      return new JavaError(
        'java.net.ConnectException',
        'Connection refused',
        [
          'java.net.PlainSocketImpl.socketConnect(Native Method)',
          'java.net.AbstractPlainSocketImpl.doConnect(AbstractPlainSocketImpl.java:350)',
          'java.net.AbstractPlainSocketImpl.connectToAddress(AbstractPlainSocketImpl.java:206)',
          'java.net.AbstractPlainSocketImpl.connect(AbstractPlainSocketImpl.java:188)',
          'java.net.SocksSocketImpl.connect(SocksSocketImpl.java:392)',
          'java.net.Socket.connect(Socket.java:607)',
          ...SOCKET_FRAMES,
        ],
        null,
      );
    case 'ENOTFOUND':
      return new JavaError('java.net.UnknownHostException', host, SOCKET_FRAMES, null);
    case 'EHOSTUNREACH':
      return new JavaError(
        'java.net.NoRouteToHostException',
        'No route to host (Host unreachable)',
        SOCKET_FRAMES,
        null,
      );
    default:
      return new JavaError(
        'java.net.ConnectException',
        'Connection timed out (Connection timed out)',
        SOCKET_FRAMES,
        null,
      );
  }
}

/** FromElementsFunction: its state is how many elements went out. */
export function collectionSource(elements: readonly unknown[]): SourceFunction {
  let emitted = 0;
  let running = true;
  let state: ListState | null = null;
  return {
    initializeState(context: FunctionInitializationContext) {
      state = context.listState({ kind: 'list', name: 'from-elements-state' });
      for (const n of state.get()) emitted = n as number;
    },
    snapshotState() {
      state?.update([emitted]);
    },
    *run(context) {
      while (running && emitted < elements.length) {
        const wait = context.collect(elements[emitted]);
        if (wait) yield wait;
        emitted++;
      }
    },
    cancel() {
      running = false;
    },
  };
}

/** ContinuousFileMonitoringFunction. Its state is the latest modification time that it forwarded. */
export function fileMonitor(
  spec: Extract<OperatorSpec, { kind: 'source.file-monitor' }>,
  { runtime, fileSystems, readerParallelism }: SourceServices,
): SourceFunction {
  let running = true;
  let seen = Number.NEGATIVE_INFINITY;
  let restored = false;
  let state: ListState | null = null;
  return {
    initializeState(context: FunctionInitializationContext) {
      state = context.listState({ kind: 'list', name: 'file-monitoring-state' });
      for (const time of state.get()) {
        seen = time as number;
        restored = true;
      }
    },
    snapshotState() {
      if (seen !== Number.NEGATIVE_INFINITY) state?.update([seen]);
    },
    *run(context) {
      const place = locate(runtime.process, spec.path, fileSystems);
      const { files, path } = place;
      if (!files.exists(path)) {
        throw new JavaError(
          'java.io.FileNotFoundException',
          `The provided file path ${pathText(spec.path)} does not exist.`,
          [
            'org.apache.flink.streaming.api.functions.source.ContinuousFileMonitoringFunction.run(ContinuousFileMonitoringFunction.java:218)',
          ],
          null,
        );
      }
      if (spec.watchType === 'PROCESS_ONCE' && restored) return;
      while (running) {
        yield* holding(context.checkpointLock, function* () {
          const fresh = listFiles(files, path).filter((file) => files.stat(file).modified > seen);
          let latest = seen;
          for (const split of createFileSplits(files, fresh, readerParallelism, fileSystemPrefix(place))) {
            latest = Math.max(latest, split.modified);
            yield* emit(context, split);
          }
          seen = latest === Number.NEGATIVE_INFINITY && spec.watchType === 'PROCESS_ONCE' ? 0 : latest;
        });
        if (spec.watchType === 'PROCESS_ONCE') return;
        yield sleep(runtime.process, spec.interval);
      }
    },
    cancel() {
      running = false;
    },
  };
}

/** SourceOperator with a reader of number ranges or files: asks for a split, reads it, asks again. */
export function splitSource(connector: SourceConnector, services: SourceServices): SourceFunction {
  if (connector.kind === 'kafka') {
    throw new JavaError('java.lang.UnsupportedOperationException', 'not simulated: the Kafka source', [], null);
  }
  const { runtime, fileSystems } = services;
  let running = true;
  let state: ListState | null = null;
  let pending: (SourceSplit & { position?: number })[] = [];
  const generate: MapFunction | null = connector.kind === 'generator' ? connector.fn.instantiate(runtime.jvm) : null;
  const pause =
    connector.kind === 'generator' && connector.perSecond !== null
      ? (1_000 * runtime.parallelism) / connector.perSecond
      : 0;

  function* readRange(split: Extract<SourceSplit, { kind: 'range' }>, context: SourceContext): Task {
    const current = split as { position?: number };
    for (let n = current.position ?? split.from; running && n <= split.to; n++) {
      current.position = n;
      const value = generate ? yield* drive(generate.map(Long.valueOf(n))) : Long.valueOf(n);
      const wait = context.collect(value);
      if (wait) yield wait;
      current.position = n + 1;
      if (pause > 0) yield sleep(runtime.process, pause);
    }
  }
  function* readFile(split: Extract<SourceSplit, { kind: 'file' }>, context: SourceContext): Task {
    if (connector.kind !== 'files') return;
    const current = split as { position?: number };
    const parse = parserOf(connector.format);
    const root = locate(runtime.process, split.path, fileSystems);
    let at = 0;
    for (const file of listFiles(root.files, root.path)) {
      let first = true;
      for (const line of linesOf(root.files.readText(file), 0, -1)) {
        const record = parse(line, first);
        first = false;
        if (!record || at++ < (current.position ?? 0)) continue;
        if (!running) return;
        const wait = context.collect(record.value);
        if (wait) yield wait;
        current.position = at;
      }
    }
  }
  return {
    initializeState(context: FunctionInitializationContext) {
      state = context.listState({ kind: 'list', name: 'SourceReaderState' });
      pending = (state.get() as (SourceSplit & { position?: number })[]).map((split) => ({ ...split }));
    },
    snapshotState() {
      state?.update(pending.map((split) => ({ ...split })));
    },
    *run(context) {
      while (running) {
        let split = pending[0];
        if (!split) {
          const next = (yield services.requestNextSplit()) as SourceSplit | null;
          if (next === null) return;
          split = { ...next };
          pending.push(split);
        }
        if (split.kind === 'range') yield* readRange(split, context);
        else yield* readFile(split, context);
        if (running) pending.shift();
      }
    },
    cancel() {
      running = false;
    },
  };
}
