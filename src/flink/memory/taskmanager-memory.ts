import type { Configuration } from '../api/configuration.ts';
import { human, MAX_MEMORY, MB } from './memory-size.ts';
import {
  fractionOf,
  inverseFractionOf,
  isMisconfigured,
  type JvmMemory,
  type MemoryOptions,
  misconfigured,
  ofProcess,
  type ProcessKind,
  processMemory,
  type RangeFraction,
  withLegacyHeap,
} from './process-memory.ts';

/** Flink's memory in a TaskManager, bytes (TaskExecutorFlinkMemory). */
interface TaskManagerFlinkMemory {
  readonly totalFlink: number;
  readonly frameworkHeap: number;
  readonly taskHeap: number;
  readonly frameworkOffHeap: number;
  readonly taskOffHeap: number;
  readonly managed: number;
  readonly network: number;
}

/** Parts of a TaskManager's memory in bytes (TaskExecutorProcessSpec). */
export interface TaskManagerMemory extends TaskManagerFlinkMemory, JvmMemory {
  readonly totalProcess: number;
}

const key = (name: string): string => `taskmanager.memory.${name}`;
const TASK_HEAP = key('task.heap.size');
const MANAGED = key('managed.size');
const MANAGED_BEFORE = 'taskmanager.memory.size';

interface FixedParts {
  readonly frameworkHeap: number;
  readonly frameworkOffHeap: number;
  readonly taskOffHeap: number;
}
function fixedParts(options: MemoryOptions): FixedParts {
  return {
    frameworkHeap: options.size(key('framework.heap.size')) ?? 128 * MB,
    frameworkOffHeap: options.size(key('framework.off-heap.size')) ?? 128 * MB,
    taskOffHeap: options.size(key('task.off-heap.size')) ?? 0,
  };
}

const NETWORK = {
  min: [key('network.min'), 'taskmanager.network.memory.min'],
  max: [key('network.max'), 'taskmanager.network.memory.max'],
  fraction: [key('network.fraction'), 'taskmanager.network.memory.fraction'],
} as const;
const BUFFERS = 'taskmanager.network.numberOfBuffers';

function networkRange(options: MemoryOptions): RangeFraction {
  const [fraction, before] = NETWORK.fraction;
  return options.range(
    fraction,
    0.1,
    options.size(...NETWORK.min) ?? 64 * MB,
    options.size(...NETWORK.max) ?? 1024 * MB,
    before,
  );
}
/** What the old option for a number of buffers asks for, when none of the new ones is set; null otherwise. */
function legacyNetwork(options: MemoryOptions): number | null {
  const renewed = Object.values(NETWORK).some(([name, before]) => options.has(name, before));
  const buffers = options.size(BUFFERS);
  return renewed || buffers === null ? null : buffers * (options.size('taskmanager.memory.segment-size') ?? 32_768);
}

function managedOf(options: MemoryOptions, totalFlink: number): number {
  return (
    options.size(MANAGED, MANAGED_BEFORE) ??
    fractionOf(totalFlink, options.range(key('managed.fraction'), 0.4, 0, MAX_MEMORY))
  );
}

/** Network memory is what total Flink memory leaves; throws IllegalConfigurationException when that is not what was asked for. */
function remainingNetwork(
  options: MemoryOptions,
  { frameworkHeap, frameworkOffHeap, taskOffHeap }: FixedParts,
  taskHeap: number,
  managed: number,
  totalFlink: number,
): number {
  const network = totalFlink - frameworkHeap - frameworkOffHeap - taskHeap - taskOffHeap - managed;
  if (network < 0) {
    throw misconfigured(
      `Sum of configured Framework Heap Memory (${human(frameworkHeap)}), Framework Off-Heap Memory (${human(frameworkOffHeap)}), Task Heap Memory (${human(taskHeap)}), Task Off-Heap Memory (${human(taskOffHeap)}) and Managed Memory (${human(managed)}) exceed configured Total Flink Memory (${human(totalFlink)}).`,
    );
  }
  try {
    checkNetwork(options, network);
  } catch (error) {
    if (!isMisconfigured(error)) throw error;
    throw misconfigured(
      'If Total Flink, Task Heap and (or) Managed Memory sizes are explicitly configured then the Network Memory size is the rest of the Total Flink memory after subtracting all other configured types of memory, but the derived Network Memory is inconsistent with its configuration.',
      error,
    );
  }
  return network;
}

function checkNetwork(options: MemoryOptions, network: number): void {
  const legacy = legacyNetwork(options);
  if (legacy !== null) {
    if (legacy === network) return;
    throw misconfigured(
      `Derived Network Memory size (${human(network)}) does not match configured Network Memory size (${human(legacy)}).`,
    );
  }
  const { min, max } = networkRange(options);
  if (network >= min && network <= max) return;
  throw misconfigured(
    `Derived Network Memory size (${human(network)}) is not in configured Network Memory range [${human(min)}, ${human(max)}].`,
  );
}

/** TaskExecutorFlinkMemoryUtils. */
const TASK_MANAGER: ProcessKind<TaskManagerFlinkMemory> = {
  prefix: 'taskmanager',
  fineGrained: [
    { key: TASK_HEAP, deprecated: [] },
    { key: MANAGED, deprecated: [MANAGED_BEFORE] },
  ],
  fromFineGrained(options) {
    const fixed = fixedParts(options);
    const taskHeap = options.size(TASK_HEAP)!;
    const managed = options.size(MANAGED, MANAGED_BEFORE)!;
    const without = fixed.frameworkHeap + fixed.frameworkOffHeap + taskHeap + fixed.taskOffHeap + managed;
    const given = options.size(key('flink.size'));
    const network =
      given !== null
        ? remainingNetwork(options, fixed, taskHeap, managed, given)
        : (legacyNetwork(options) ?? inverseFractionOf(without, networkRange(options)));
    return { ...fixed, totalFlink: without + network, taskHeap, managed, network };
  },
  fromTotalFlink(options, totalFlink) {
    const fixed = fixedParts(options);
    const configured = options.size(TASK_HEAP);
    const managed = managedOf(options, totalFlink);
    if (configured !== null) {
      const network = remainingNetwork(options, fixed, configured, managed, totalFlink);
      return { ...fixed, totalFlink, taskHeap: configured, managed, network };
    }
    const network = legacyNetwork(options) ?? fractionOf(totalFlink, networkRange(options));
    const { frameworkHeap, frameworkOffHeap, taskOffHeap } = fixed;
    const taskHeap = totalFlink - frameworkHeap - frameworkOffHeap - taskOffHeap - managed - network;
    if (taskHeap < 0) {
      throw misconfigured(
        `Sum of configured Framework Heap Memory (${human(frameworkHeap)}), Framework Off-Heap Memory (${human(frameworkOffHeap)}), Task Off-Heap Memory (${human(taskOffHeap)}), Managed Memory (${human(managed)}) and Network Memory (${human(network)}) exceed configured Total Flink Memory (${human(totalFlink)}).`,
      );
    }
    return { ...fixed, totalFlink, taskHeap, managed, network };
  },
};

/**
 * TaskExecutorProcessUtils.processSpecFromConfig: all parts from process.size, flink.size, or task heap and managed memory. The old heap.size is
 * the total Flink memory of a standalone TaskManager, the total process memory of one in a container. Throws IllegalConfigurationException in Flink's words.
 */
export function taskManagerMemory(
  configuration: Configuration,
  legacyHeap: 'flink.size' | 'process.size' = 'flink.size',
): TaskManagerMemory {
  const settings = withLegacyHeap(configuration, 'taskmanager', key(legacyHeap));
  return ofProcess('TaskManager', () => processMemory(TASK_MANAGER, settings));
}

/** ProcessMemoryUtils.generateJvmParametersStr: what a TaskManager's JVM is started with. */
export function taskManagerJvmArguments(memory: TaskManagerMemory): readonly string[] {
  const heap = memory.frameworkHeap + memory.taskHeap;
  const direct = memory.frameworkOffHeap + memory.taskOffHeap + memory.network;
  return [
    `-Xmx${heap}`,
    `-Xms${heap}`,
    `-XX:MaxDirectMemorySize=${direct}`,
    `-XX:MaxMetaspaceSize=${memory.metaspace}`,
  ];
}
