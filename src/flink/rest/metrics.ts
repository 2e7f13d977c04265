import { type Configuration, longOption } from '../api/configuration.ts';
import type { TaskMetrics } from '../taskmanager/tasks/task-metrics.ts';
import type { AttemptSnapshot, VertexSnapshot } from './job-snapshot.ts';

/** MetricStore: what the MetricFetcher brought from the processes, at most every 10 s and only when somebody asks. */
export interface MetricStore {
  /** Metrics of a subtask as last fetched, or null. Those of an attempt stay until its successor's are fetched. */
  of(attempt: AttemptSnapshot): FetchedMetrics | null;
  /** Virtual ms of the last answer; null before the first. */
  readonly updatedAt: number | null;
  /** True when a new fetch is due; the caller then fetches, and calls `put` for each process that answers. */
  due(now: number): boolean;
  /** What a process told: of itself, and of its subtasks by `subtaskKey`. */
  put(now: number, process: string, own: readonly Metric[], subtasks: ReadonlyMap<string, TaskMetrics>): void;
  /** Forgets all other processes, and all subtasks of other jobs. */
  retain(processes: ReadonlySet<string>, jobs: ReadonlySet<string>): void;
  /** Of a TaskManager by its id, or of the JobManager; empty before its first answer. */
  ofProcess(id: string): readonly Metric[];
}
/** The JobManager's key in {@link MetricStore.ofProcess}. */
export const JOB_MANAGER = 'jobmanager';
export interface FetchedMetrics {
  readonly metrics: TaskMetrics;
  /** The answer before, for rates. */
  readonly before: TaskMetrics | null;
  /** Seconds between the two. */
  readonly seconds: number;
}

export function createMetricStore(configuration: Configuration): MetricStore {
  const interval = longOption(configuration, 'metrics.fetcher.update-interval') ?? 10_000;
  let asked: number | null = null;
  let updatedAt: number | null = null;
  const tasks = new Map<string, FetchedMetrics & { readonly at: number }>();
  const processMetrics = new Map<string, readonly Metric[]>();
  return {
    get updatedAt() {
      return updatedAt;
    },
    ofProcess: (id) => processMetrics.get(id) ?? [],
    of: ({ key }) => tasks.get(key) ?? null,
    due(now) {
      if (asked !== null && now - asked <= interval) return false;
      asked = now;
      return true;
    },
    put(now, process, own, subtasks) {
      updatedAt = now;
      processMetrics.set(process, own);
      for (const [key, metrics] of subtasks) {
        const last = tasks.get(key);
        const seconds = last ? Math.max(0.001, (now - last.at) / 1000) : 1;
        tasks.set(key, { metrics, at: now, before: last?.metrics ?? null, seconds });
      }
    },
    retain(processes, jobs) {
      for (const id of processMetrics.keys()) if (id !== JOB_MANAGER && !processes.has(id)) processMetrics.delete(id);
      for (const key of tasks.keys()) if (!jobs.has(key.slice(0, key.indexOf('/')))) tasks.delete(key);
    },
  };
}

export interface Metric {
  readonly id: string;
  readonly value: string;
}

/** Long.MIN_VALUE before the first watermark, Long.MAX_VALUE at the end. */
function watermarkText(watermark: number | null): string {
  if (watermark === null || watermark <= -(2 ** 63)) return '-9223372036854775808';
  return watermark >= 2 ** 63 ? '9223372036854775807' : String(watermark);
}

/** A subtask's metrics by the names that Flink registers them under. */
export function subtaskMetrics({ metrics, before, seconds }: FetchedMetrics): Metric[] {
  const list: Metric[] = [];
  const add = (id: string, value: number | string | boolean): void => {
    list.push({ id, value: String(value) });
  };
  const counter = (name: string, read: (from: TaskMetrics) => number): void => {
    add(name, Math.floor(read(metrics)));
    add(`${name}PerSecond`, before ? Math.max(0, read(metrics) - read(before)) / seconds : 0);
  };
  counter('numRecordsIn', ({ io }) => io.recordsIn);
  counter('numRecordsOut', ({ io }) => io.recordsOut);
  counter('numBytesIn', ({ io }) => io.bytesIn);
  counter('numBytesOut', ({ io }) => io.bytesOut);
  counter('numBuffersOut', ({ buffersOut }) => buffersOut);
  for (const prefix of ['', 'Shuffle.Netty.Input.']) {
    counter(`${prefix}numBuffersInLocal`, ({ buffersInLocal }) => buffersInLocal);
    counter(`${prefix}numBuffersInRemote`, ({ buffersInRemote }) => buffersInRemote);
    counter(`${prefix}numBytesInLocal`, ({ bytesInLocal }) => bytesInLocal);
    counter(`${prefix}numBytesInRemote`, ({ bytesInRemote }) => bytesInRemote);
  }
  add('busyTimeMsPerSecond', metrics.busyMsPerSecond === null ? 'NaN' : Math.round(metrics.busyMsPerSecond));
  add('idleTimeMsPerSecond', Math.round(metrics.idleMsPerSecond));
  add('backPressuredTimeMsPerSecond', Math.round(metrics.backPressuredMsPerSecond));
  add('isBackPressured', metrics.isBackPressured);
  for (const [input, output] of [
    ['buffers.', 'buffers.'],
    ['Shuffle.Netty.Input.Buffers.', 'Shuffle.Netty.Output.Buffers.'],
  ]) {
    add(`${input}inputQueueLength`, metrics.inputQueueLength);
    add(`${input}inPoolUsage`, metrics.inPoolUsage);
    add(`${output}outputQueueLength`, metrics.outputQueueLength);
    add(`${output}outPoolUsage`, metrics.outPoolUsage);
  }
  add('Shuffle.Netty.Input.Buffers.inputExclusiveBuffersUsage', metrics.inPoolUsage);
  add('Shuffle.Netty.Input.Buffers.inputFloatingBuffersUsage', 0);
  add('buffers.inputExclusiveBuffersUsage', metrics.inPoolUsage);
  add('buffers.inputFloatingBuffersUsage', 0);
  add('checkpointStartDelayNanos', 0);
  const source = metrics.operators[0]?.inputs === 0;
  if (!source) {
    add('checkpointAlignmentTime', Math.round(metrics.lastCheckpointAlignmentMs * 1e6));
    add('currentInputWatermark', watermarkText(metrics.currentInputWatermark));
  }
  for (const [i, operator] of metrics.operators.entries()) {
    const name = operatorScope(operator.name);
    const own = (from: TaskMetrics, read: (of: typeof operator) => number): number => {
      const found = from.operators[i];
      return found ? read(found) : 0;
    };
    counter(`${name}.numRecordsIn`, (from) => own(from, ({ recordsIn }) => recordsIn));
    counter(`${name}.numRecordsOut`, (from) => own(from, ({ recordsOut }) => recordsOut));
    const watermark = watermarkText(operator.watermark);
    if (operator.inputs > 0) add(`${name}.currentInputWatermark`, watermark);
    for (let input = 1; operator.inputs > 1 && input <= operator.inputs; input++)
      add(`${name}.currentInput${input}Watermark`, watermark);
    add(`${name}.currentOutputWatermark`, watermark);
    if (operator.lateRecordsDropped !== null) add(`${name}.numLateRecordsDropped`, operator.lateRecordsDropped);
    for (const metric of operator.registered) add(`${name}.${metric.name}`, metric.value);
  }
  return list;
}

/** An operator's name in its metrics: at most 80 characters (METRICS_OPERATOR_NAME_MAX_LENGTH), without what separates scopes. */
const operatorScope = (name: string): string => name.slice(0, 80).replaceAll(/[ .:,]/g, '_');

/** Metrics of a vertex: those of its subtasks with `n.` before. */
export function vertexMetrics(vertex: VertexSnapshot, store: MetricStore): Metric[] {
  return vertex.subtasks.flatMap(({ current }) => {
    const fetched = store.of(current);
    return fetched ? subtaskMetrics(fetched).map(({ id, value }) => ({ id: `${current.subtask}.${id}`, value })) : [];
  });
}

/** `?get=a,b` gives values, without it the ids. */
export function selectMetrics(metrics: readonly Metric[], get: string | null): unknown {
  if (get === null) return metrics.map(({ id }) => ({ id }));
  const wanted = new Set(get.split(','));
  return metrics.filter(({ id }) => wanted.has(id));
}

/** `…/subtasks/metrics`, `/jobs/metrics`, `/taskmanagers/metrics`: over all of them, as `?agg=min,max,avg,sum` asks (all of them by default). */
export function aggregateMetrics(
  lists: readonly (readonly Metric[])[],
  get: string | null,
  agg: string | null,
): unknown {
  const ids = [...new Set(lists.flatMap((list) => list.map(({ id }) => id)))];
  if (get === null) return ids.map((id) => ({ id }));
  const wanted = agg?.toLowerCase().split(',') ?? ['min', 'max', 'avg', 'sum'];
  return get.split(',').flatMap((id) => {
    const values = lists.flatMap((list) => list.filter((metric) => metric.id === id).map(({ value }) => Number(value)));
    if (values.length === 0 || values.some(Number.isNaN)) return [];
    const sum = values.reduce((a, b) => a + b, 0);
    const all: Record<string, number> = {
      min: Math.min(...values),
      max: Math.max(...values),
      avg: sum / values.length,
      sum,
    };
    return [{ id, ...Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name))) }];
  });
}

/** `…/watermarks`: none for sources. */
export function vertexWatermarks(vertex: VertexSnapshot, store: MetricStore): Metric[] {
  if (vertex.vertex.inputs.length === 0) return [];
  return vertex.subtasks.flatMap(({ current }) => {
    const fetched = store.of(current);
    if (!fetched) return [];
    const value = watermarkText(fetched.metrics.currentInputWatermark);
    return [{ id: `${current.subtask}.currentInputWatermark`, value }];
  });
}

const LEVELS = ['ok', 'low', 'high'] as const;

/** JobVertexBackPressureHandler: up to 10 % is ok, up to 50 % low. `wall` turns virtual ms into epoch ms. */
export function vertexBackPressure(
  vertex: VertexSnapshot | undefined,
  store: MetricStore,
  wall: (at: number) => number,
): unknown {
  const subtasks = (vertex?.subtasks ?? []).flatMap(({ current }) => {
    const fetched = store.of(current);
    if (!fetched) return [];
    const { backPressuredMsPerSecond, idleMsPerSecond, busyMsPerSecond } = fetched.metrics;
    const ratio = backPressuredMsPerSecond / 1000;
    return [
      {
        subtask: current.subtask,
        'backpressure-level': ratio <= 0.1 ? LEVELS[0] : ratio <= 0.5 ? LEVELS[1] : LEVELS[2],
        ratio,
        idleRatio: idleMsPerSecond / 1000,
        busyRatio: busyMsPerSecond === null ? 'NaN' : busyMsPerSecond / 1000,
      },
    ];
  });
  if (subtasks.length === 0 || store.updatedAt === null) {
    return { status: 'deprecated' };
  }
  const worst = Math.max(...subtasks.map((subtask) => LEVELS.indexOf(subtask['backpressure-level'])));
  return {
    status: 'ok',
    'backpressure-level': LEVELS[worst],
    'end-timestamp': wall(store.updatedAt),
    subtasks,
  };
}
