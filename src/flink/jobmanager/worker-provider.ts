import { type Configuration, intOption } from '../api/configuration.ts';
import { human } from '../memory/memory-size.ts';
import { orTotalProcess } from '../memory/process-memory.ts';
import { type TaskManagerMemory, taskManagerMemory } from '../memory/taskmanager-memory.ts';
import type { Future } from '../rpc/future.ts';

/**
 * The seam between Flink's ResourceManager and whoever has machines to give (YARN, Kubernetes): ResourceManagerDriver and
 * ResourceEventHandler of flink-runtime's `resourcemanager.active`. Workers go by their resource id, under which their TaskManager
 * registers (`taskmanager.resource-id`): a container's or a pod's name.
 */

/** What one TaskManager process is made of (WorkerResourceSpec and TaskExecutorProcessSpec in one). */
export interface WorkerSpec {
  readonly slots: number;
  readonly cpuCores: number;
  readonly memory: TaskManagerMemory;
}

/** ApplicationStatus: how a cluster ended. */
export type ApplicationStatus = 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'UNKNOWN';

/** ApplicationStatus.processExitCode, as far as a process can say it (its lowest byte). */
export const EXIT_CODES: Readonly<Record<ApplicationStatus, number>> = {
  SUCCEEDED: 0,
  FAILED: 1443 % 256,
  CANCELED: 0,
  UNKNOWN: 1445 % 256,
};

/** What a driver tells the ResourceManager, in the JobManager's process. */
export interface ResourceEventHandler {
  /** Workers that an earlier JobManager of this cluster had started and that live on. */
  onPreviousAttemptWorkersRecovered(ids: readonly string[]): void;
  /** A worker is gone, registered or not; another is requested where its slots are still needed. */
  onWorkerTerminated(id: string, diagnostics: string): void;
  /** The provider cannot be talked to any more: the JobManager ends. */
  onError(error: Error): void;
}

/** ResourceManagerDriver: one per leading ResourceManager. Everything runs in the JobManager's process. */
export interface ResourceManagerDriver {
  /** Called once, before anything else. A driver that must register somewhere first may take requests meanwhile. */
  initialize(handler: ResourceEventHandler): void;
  /** Asks for one worker; settles with its resource id once its process is being started. */
  requestResource(spec: WorkerSpec): Future<string>;
  /** Stops a worker's process and gives its resources back. */
  releaseResource(id: string): void;
  /** The cluster is over: the provider is told how it ended. Settles when it knows. */
  deregisterApplication(status: ApplicationStatus, diagnostics: string | null): Future<void>;
  /** Leadership lost or process ending; workers live on. */
  terminate(): void;
}

/** What `taskmanager.*` makes of a worker; `cpuOption` is the provider's own key (`yarn.containers.vcores`, `kubernetes.taskmanager.cpu`). */
export function workerSpecOf(configuration: Configuration, cpuOption: string): WorkerSpec {
  const slots = intOption(configuration, 'taskmanager.numberOfTaskSlots') ?? 1;
  const cpu = configuration['taskmanager.cpu.cores'] ?? configuration[cpuOption];
  return {
    slots,
    cpuCores: cpu === undefined || Number(cpu) <= 0 ? slots : Number(cpu),
    memory: taskManagerMemory(orTotalProcess(configuration, 'taskmanager', '1728m'), 'process.size'),
  };
}

const cpu = (cores: number): string => (Number.isInteger(cores) ? `${cores}.0` : String(cores));

/** WorkerResourceSpec.toString. */
export function describeWorker({ memory, slots, cpuCores }: WorkerSpec): string {
  return `WorkerResourceSpec {cpuCores=${cpu(cpuCores)}, taskHeapSize=${human(memory.taskHeap)}, taskOffHeapSize=${human(memory.taskOffHeap)}, networkMemSize=${human(memory.network)}, managedMemSize=${human(memory.managed)}, numSlots=${slots}}`;
}

/** TaskExecutorProcessSpec.toString. */
export function describeProcess({ memory, slots, cpuCores }: WorkerSpec): string {
  return `TaskExecutorProcessSpec {cpuCores=${cpu(cpuCores)}, frameworkHeapSize=${human(memory.frameworkHeap)}, frameworkOffHeapSize=${human(memory.frameworkOffHeap)}, taskHeapSize=${human(memory.taskHeap)}, taskOffHeapSize=${human(memory.taskOffHeap)}, networkMemSize=${human(memory.network)}, managedMemorySize=${human(memory.managed)}, jvmMetaspaceSize=${human(memory.metaspace)}, jvmOverheadSize=${human(memory.overhead)}, numSlots=${slots}}`;
}
