import type { Process } from '../../platform/types.ts';
import type { ClusterView } from '../jobmanager/cluster-view.ts';
import type { WorkerRegistration } from '../jobmanager/slot-manager.ts';
import type { TaskMetrics } from '../taskmanager/tasks/task-metrics.ts';
import type { Metric } from './metrics.ts';

/**
 * Metrics of a JobManager or TaskManager process (`Status.*`). Limits are those of its command line; what depends on a running JVM (heap
 * in use, garbage collection, CPU) is a model over virtual time and the bytes its tasks moved, since nothing here has a real heap.
 */

const MB = 1024 * 1024;
const SEGMENT_BYTES = 32_768;
/** Of HotSpot with a segmented code cache, bytes. */
const CODE_CACHE = 240 * MB;
/** Direct buffers beside the network's: netty's own. */
const NETTY_DIRECT = { count: 28, bytes: 872_751 };

/** What a JVM does while it runs. */
const MODEL = {
  /** Heap that lives on after a collection. */
  liveHeap: 46 * MB,
  liveHeapPerTask: 1.5 * MB,
  /** Part of the heap that fills before a young collection. */
  young: 0.08,
  /** Bytes per ms of heartbeats, timers and metrics. */
  idleAllocation: 60,
  /** Bytes of objects per byte that a task read or wrote. */
  allocationPerByte: 12,
  /** A young collection, ms. */
  collection: 32,
  /** CPU of the start, and of each second that it idles, ms. */
  startCpu: 5_800,
  idleCpu: 9,
} as const;

export interface ProcessLoad {
  readonly process: Process;
  /** Virtual ms. */
  readonly now: number;
  readonly cores: number;
  readonly threads: number;
  readonly network: number;
  /** Of the tasks that run there. */
  readonly tasks: readonly TaskMetrics[];
}

function option(process: Process, prefix: string, fallback: number): number {
  const word = process.spec.command.find((one) => one.startsWith(prefix));
  const bytes = word === undefined ? Number.NaN : Number.parseInt(word.slice(prefix.length), 10);
  return Number.isFinite(bytes) ? bytes : fallback;
}

/** `Status.JVM.*` by name. */
function jvmMetrics({ process, now, cores, threads, network, tasks }: ProcessLoad): Record<string, number> {
  // HotSpot rounds the heap up to its alignment.
  const heap = Math.ceil(option(process, '-Xmx', 512 * MB) / MB) * MB;
  const metaspace = option(process, '-XX:MaxMetaspaceSize=', 256 * MB);
  const uptime = Math.max(0, now - process.startedAt);
  const bytes = tasks.reduce((sum, { io }) => sum + io.bytesIn + io.bytesOut, 0);
  const busy = tasks.reduce((sum, task) => sum + (task.busyMsPerSecond ?? 1000 - task.idleMsPerSecond), 0) / 1000;
  const young = heap * MODEL.young;
  const allocated = 38 * MB + MODEL.idleAllocation * uptime + MODEL.allocationPerByte * bytes;
  const collections = Math.floor(allocated / young);
  const classes = 8_600 + 140 * tasks.length;
  const metaspaceUsed = Math.floor(38 * MB + classes * 1_100);
  const nonHeapUsed = metaspaceUsed + Math.floor(11 * MB * (1 + Math.min(1, uptime / 600_000)));
  const segments = Math.floor(network / SEGMENT_BYTES);
  const direct = network + NETTY_DIRECT.bytes;
  const load = Math.min(1, (busy + MODEL.idleCpu / 1000) / Math.max(1, cores));
  const at = 'Status.JVM.';
  return {
    [`${at}ClassLoader.ClassesLoaded`]: classes,
    [`${at}ClassLoader.ClassesUnloaded`]: 0,
    [`${at}GarbageCollector.G1_Young_Generation.Count`]: collections,
    [`${at}GarbageCollector.G1_Young_Generation.Time`]: collections * MODEL.collection,
    [`${at}GarbageCollector.G1_Old_Generation.Count`]: 0,
    [`${at}GarbageCollector.G1_Old_Generation.Time`]: 0,
    [`${at}Memory.Heap.Used`]: Math.floor(
      Math.min(heap, MODEL.liveHeap + MODEL.liveHeapPerTask * tasks.length + (allocated % young)),
    ),
    [`${at}Memory.Heap.Committed`]: heap,
    [`${at}Memory.Heap.Max`]: heap,
    [`${at}Memory.NonHeap.Used`]: nonHeapUsed,
    [`${at}Memory.NonHeap.Committed`]: Math.ceil((nonHeapUsed * 1.03) / 65_536) * 65_536,
    [`${at}Memory.NonHeap.Max`]: metaspace + CODE_CACHE + Math.ceil((metaspace * 0.8) / (4 * MB)) * 4 * MB,
    [`${at}Memory.Metaspace.Used`]: metaspaceUsed,
    [`${at}Memory.Metaspace.Committed`]: Math.ceil((metaspaceUsed * 1.02) / 65_536) * 65_536,
    [`${at}Memory.Metaspace.Max`]: metaspace,
    [`${at}Memory.Direct.Count`]: segments + NETTY_DIRECT.count,
    [`${at}Memory.Direct.MemoryUsed`]: direct + 1,
    [`${at}Memory.Direct.TotalCapacity`]: direct,
    [`${at}Memory.Mapped.Count`]: 0,
    [`${at}Memory.Mapped.MemoryUsed`]: 0,
    [`${at}Memory.Mapped.TotalCapacity`]: 0,
    [`${at}Threads.Count`]: threads,
    [`${at}CPU.Load`]: load,
    [`${at}CPU.Time`]: Math.floor((MODEL.startCpu + (MODEL.idleCpu * uptime) / 1000 + (busy * uptime) / 4) * 1_000_000),
  };
}

/** `/taskmanagers/:id/metrics` */
export function taskManagerMetrics(worker: WorkerRegistration, tasks: readonly TaskMetrics[], now: number): Metric[] {
  const { memory, cpuCores } = worker.hardware;
  const network = Math.floor((memory.network ?? 0) / SEGMENT_BYTES) * SEGMENT_BYTES;
  const total = network / SEGMENT_BYTES;
  const used = Math.min(total, segmentsInUse(tasks));
  const managed = memory.managed ?? 0;
  const netty = 'Status.Shuffle.Netty.';
  return metricList({
    ...jvmMetrics({
      process: worker.endpoint.process,
      now,
      cores: cpuCores,
      threads: 46 + 2 * tasks.length,
      network,
      tasks,
    }),
    'Status.Flink.Memory.Managed.Used': 0,
    'Status.Flink.Memory.Managed.Total': managed,
    'Status.Network.AvailableMemorySegments': total - used,
    'Status.Network.TotalMemorySegments': total,
    [`${netty}AvailableMemorySegments`]: total - used,
    [`${netty}UsedMemorySegments`]: used,
    [`${netty}TotalMemorySegments`]: total,
    [`${netty}AvailableMemory`]: (total - used) * SEGMENT_BYTES,
    [`${netty}UsedMemory`]: used * SEGMENT_BYTES,
    [`${netty}TotalMemory`]: total * SEGMENT_BYTES,
  });
}

/** A subtask that reads holds its exclusive buffers, one that writes at least the one it fills. */
function segmentsInUse(tasks: readonly TaskMetrics[]): number {
  return tasks.reduce(
    (sum, task) =>
      sum +
      task.inputQueueLength +
      task.outputQueueLength +
      (task.buffersIn > 0 ? 2 : 0) +
      (task.buffersOut > 0 ? 1 : 0),
    0,
  );
}

/** `/jobmanager/metrics` */
export function jobManagerMetrics(
  cluster: ClusterView,
  workers: readonly WorkerRegistration[],
  runningJobs: number,
): Metric[] {
  const { process, platform } = cluster;
  const slots = workers.flatMap((worker) => worker.slots);
  return metricList({
    ...jvmMetrics({ process, now: platform.world.now, cores: 2, threads: 68, network: 0, tasks: [] }),
    numRegisteredTaskManagers: workers.length,
    numRunningJobs: runningJobs,
    taskSlotsAvailable: slots.filter(({ state }) => state === 'FREE').length,
    taskSlotsTotal: slots.length,
  });
}

function metricList(values: Readonly<Record<string, number>>): Metric[] {
  return Object.entries(values).map(([id, value]) => ({ id, value: String(value) }));
}

/** `metrics` of `/taskmanagers/:id`; zero while nothing has been fetched. */
export function taskManagerMetricsInfo(metrics: readonly Metric[]): unknown {
  const values = new Map(metrics.map(({ id, value }) => [id, Number(value)]));
  const of = (name: string): number => values.get(`Status.${name}`) ?? 0;
  const collectors = [...values.keys()].flatMap(
    (id) => /^Status\.JVM\.GarbageCollector\.(.*)\.Count$/.exec(id)?.[1] ?? [],
  );
  return {
    heapUsed: of('JVM.Memory.Heap.Used'),
    heapCommitted: of('JVM.Memory.Heap.Committed'),
    heapMax: of('JVM.Memory.Heap.Max'),
    nonHeapUsed: of('JVM.Memory.NonHeap.Used'),
    nonHeapCommitted: of('JVM.Memory.NonHeap.Committed'),
    nonHeapMax: of('JVM.Memory.NonHeap.Max'),
    directCount: of('JVM.Memory.Direct.Count'),
    directUsed: of('JVM.Memory.Direct.MemoryUsed'),
    directMax: of('JVM.Memory.Direct.TotalCapacity'),
    mappedCount: of('JVM.Memory.Mapped.Count'),
    mappedUsed: of('JVM.Memory.Mapped.MemoryUsed'),
    mappedMax: of('JVM.Memory.Mapped.TotalCapacity'),
    memorySegmentsAvailable: of('Shuffle.Netty.AvailableMemorySegments'),
    memorySegmentsTotal: of('Shuffle.Netty.TotalMemorySegments'),
    nettyShuffleMemorySegmentsAvailable: of('Shuffle.Netty.AvailableMemorySegments'),
    nettyShuffleMemorySegmentsUsed: of('Shuffle.Netty.UsedMemorySegments'),
    nettyShuffleMemorySegmentsTotal: of('Shuffle.Netty.TotalMemorySegments'),
    nettyShuffleMemoryAvailable: of('Shuffle.Netty.AvailableMemory'),
    nettyShuffleMemoryUsed: of('Shuffle.Netty.UsedMemory'),
    nettyShuffleMemoryTotal: of('Shuffle.Netty.TotalMemory'),
    garbageCollectors: collectors.map((name) => ({
      name,
      count: of(`JVM.GarbageCollector.${name}.Count`),
      time: of(`JVM.GarbageCollector.${name}.Time`),
    })),
  };
}
