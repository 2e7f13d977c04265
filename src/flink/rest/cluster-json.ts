import type { Process } from '../../platform/types.ts';
import type { JobStatus } from '../../trace/facts.ts';
import { booleanOption, type Configuration, longOption } from '../api/configuration.ts';
import type { WorkerRegistration } from '../jobmanager/slot-manager.ts';
import { jobManagerDynamicProperties, jobManagerMemory } from '../memory/jobmanager-memory.ts';
import { MB } from '../memory/memory-size.ts';
import type { Metric } from './metrics.ts';
import { taskManagerMetricsInfo } from './process-metrics.ts';

/** JSON of the cluster: overview, TaskManagers, configuration. */

const FLINK_VERSION = '1.13.6';
const FLINK_COMMIT = 'b2ca390';
const FLINK_REVISION = 'b2ca390 @ 2022-02-03T14:54:22+01:00';

/** `/overview` */
export function clusterOverview(workers: readonly WorkerRegistration[], jobs: readonly JobStatus[]): unknown {
  const slots = workers.flatMap((worker) => worker.slots);
  const count = (...statuses: readonly JobStatus[]): number =>
    jobs.filter((status) => statuses.includes(status)).length;
  const over = count('FINISHED', 'CANCELED', 'FAILED');
  return {
    taskmanagers: workers.length,
    'slots-total': slots.length,
    'slots-available': slots.filter(({ state }) => state === 'FREE').length,
    'jobs-running': jobs.length - over,
    'jobs-finished': count('FINISHED'),
    'jobs-cancelled': count('CANCELED'),
    'jobs-failed': count('FAILED'),
    'flink-version': FLINK_VERSION,
    'flink-commit': FLINK_COMMIT,
  };
}

/** `/config`; the time zone is UTC. */
export function dashboardConfig(configuration: Configuration): unknown {
  return {
    'refresh-interval': longOption(configuration, 'web.refresh-interval') ?? 3000,
    'timezone-name': 'Coordinated Universal Time',
    'timezone-offset': 0,
    'flink-version': FLINK_VERSION,
    'flink-revision': FLINK_REVISION,
    features: { 'web-submit': booleanOption(configuration, 'web.submit.enable') ?? true },
  };
}

const SENSITIVE = /password|secret|fs\.azure\.account\.key|apikey/i;

/** `/jobmanager/config`, with the memory sizes that jobmanager.sh works out and hands over as dynamic properties. */
export function jobManagerConfig(configuration: Configuration, process: Process): unknown {
  return Object.entries({ ...configuration, ...effectiveMemory(configuration, process) }).map(([key, value]) => ({
    key,
    value: SENSITIVE.test(key) ? '******' : value,
  }));
}

/** What BashJavaUtils derived for a JobManager whose JVM it set up. */
function effectiveMemory(configuration: Configuration, process: Process): Configuration {
  const setUp = process.spec.command.some((word) => word.startsWith('-XX:MaxMetaspaceSize='));
  return setUp ? jobManagerDynamicProperties(jobManagerMemory(configuration)) : {};
}

/** An entry of `/taskmanagers`; `lastHeartbeat` in epoch ms. */
export function taskManagerSummary(worker: WorkerRegistration, lastHeartbeat: number): Record<string, unknown> {
  const { hardware, slots } = worker;
  const { memory } = hardware;
  const free = slots.filter(({ state }) => state === 'FREE').length;
  const resource = (share: number): unknown => {
    const megabytes = (name: string): number => Math.floor(((memory[name] ?? 0) * share) / MB);
    return {
      cpuCores: hardware.slots * share,
      taskHeapMemory: megabytes('taskHeap'),
      taskOffHeapMemory: megabytes('taskOffHeap'),
      managedMemory: megabytes('managed'),
      networkMemory: megabytes('network'),
      extendedResources: {},
    };
  };
  return {
    id: worker.id,
    path: worker.endpoint.address,
    dataPort: hardware.dataPort,
    jmxPort: -1,
    timeSinceLastHeartbeat: lastHeartbeat,
    slotsNumber: slots.length,
    freeSlots: free,
    totalResource: resource(1),
    freeResource: resource(slots.length === 0 ? 0 : free / slots.length),
    hardware: {
      cpuCores: hardware.cpuCores,
      physicalMemory: hardware.physicalMemory,
      freeMemory: hardware.freeMemory,
      managedMemory: hardware.managedMemory,
    },
    memoryConfiguration: {
      frameworkHeap: memory.frameworkHeap ?? 0,
      taskHeap: memory.taskHeap ?? 0,
      frameworkOffHeap: memory.frameworkOffHeap ?? 0,
      taskOffHeap: memory.taskOffHeap ?? 0,
      networkMemory: memory.network ?? 0,
      managedMemory: memory.managed ?? 0,
      jvmMetaspace: memory.metaspace ?? 0,
      jvmOverhead: memory.overhead ?? 0,
      totalFlinkMemory: memory.totalFlink ?? 0,
      totalProcessMemory: memory.totalProcess ?? 0,
    },
  };
}

/** `/taskmanagers/:id`; `metrics` are those last fetched from it. */
export function taskManagerDetails(
  worker: WorkerRegistration,
  lastHeartbeat: number,
  metrics: readonly Metric[],
): unknown {
  return {
    ...taskManagerSummary(worker, lastHeartbeat),
    // DeclarativeSlotManager.getAllocatedSlotsOf is always empty in 1.13.
    allocatedSlots: [],
    metrics: taskManagerMetricsInfo(metrics),
  };
}
