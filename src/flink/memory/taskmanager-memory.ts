import type { Configuration } from '../api/configuration.ts';
import { JavaError } from '../api/jar.ts';

/** Parts of a TaskManager's memory in bytes (TaskExecutorProcessSpec). */
export interface TaskManagerMemory {
  readonly totalProcess: number;
  readonly totalFlink: number;
  readonly frameworkHeap: number;
  readonly taskHeap: number;
  readonly frameworkOffHeap: number;
  readonly taskOffHeap: number;
  readonly managed: number;
  readonly network: number;
  readonly metaspace: number;
  readonly overhead: number;
}

const MB = 1024 * 1024;
const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  bytes: 1,
  k: 1024,
  kb: 1024,
  kibibytes: 1024,
  m: MB,
  mb: MB,
  mebibytes: MB,
  g: 1024 * MB,
  gb: 1024 * MB,
  gibibytes: 1024 * MB,
  t: 1024 * 1024 * MB,
  tb: 1024 * 1024 * MB,
};

/** MemorySize.parseBytes. */
export function parseMemory(text: string): number {
  const match = /^\s*(\d+)\s*([a-zA-Z]*)\s*$/.exec(text);
  const unit = match ? UNITS[match[2]!.toLowerCase()] : undefined;
  if (!match || unit === undefined) throw invalid(`Could not parse value '${text}' as a memory size`);
  return Number(match[1]) * unit;
}

function invalid(message: string): JavaError {
  return new JavaError('org.apache.flink.configuration.IllegalConfigurationException', message, [], null);
}

/** MemorySize.multiply: in decimal, by the float's exact value, cut to whole bytes. */
function fraction(bytes: number, of: number): number {
  return Math.floor(bytes * Math.fround(of));
}

/**
 * TaskExecutorFlinkMemoryUtils and ProcessMemoryUtils: derives all parts from process.size, flink.size, or task heap and managed memory.
 * Throws IllegalConfigurationException in Flink's words.
 */
export function taskManagerMemory(configuration: Configuration): TaskManagerMemory {
  const option = (key: string): number | null => {
    const text = configuration[`taskmanager.memory.${key}`];
    return text === undefined ? null : parseMemory(text);
  };
  const ratio = (key: string, fallback: number): number =>
    Number(configuration[`taskmanager.memory.${key}`] ?? fallback);
  const frameworkHeap = option('framework.heap.size') ?? 128 * MB;
  const frameworkOffHeap = option('framework.off-heap.size') ?? 128 * MB;
  const taskOffHeap = option('task.off-heap.size') ?? 0;
  const metaspace = option('jvm-metaspace.size') ?? 256 * MB;
  const overheadRange = { min: option('jvm-overhead.min') ?? 192 * MB, max: option('jvm-overhead.max') ?? 1024 * MB };
  const networkRange = { min: option('network.min') ?? 64 * MB, max: option('network.max') ?? 1024 * MB };
  const clamp = (value: number, { min, max }: { min: number; max: number }): number =>
    Math.min(Math.max(value, min), max);
  const taskHeapOption = option('task.heap.size');
  const managedOption = option('managed.size');
  const process = option('process.size');
  const flinkOption = option('flink.size');

  const withOverhead = (flink: number): { overhead: number; totalProcess: number } => {
    if (process !== null) {
      const overhead = process - flink - metaspace;
      return { overhead, totalProcess: process };
    }
    const share = Math.fround(ratio('jvm-overhead.fraction', 0.1));
    const overhead = clamp(Math.floor(((flink + metaspace) * share) / (1 - share)), overheadRange);
    return { overhead, totalProcess: flink + metaspace + overhead };
  };

  if (taskHeapOption !== null && managedOption !== null) {
    const withoutNetwork = frameworkHeap + frameworkOffHeap + taskHeapOption + taskOffHeap + managedOption;
    const given =
      flinkOption ??
      (process !== null
        ? flinkOfProcess(process, metaspace, overheadRange, ratio('jvm-overhead.fraction', 0.1))
        : null);
    const share = Math.fround(ratio('network.fraction', 0.1));
    const network =
      given !== null ? given - withoutNetwork : clamp(Math.floor((withoutNetwork * share) / (1 - share)), networkRange);
    if (network < 0) {
      throw invalid(
        `Sum of configured Framework Heap Memory (${human(frameworkHeap)}), Framework Off-Heap Memory (${human(frameworkOffHeap)}), Task Off-Heap Memory (${human(taskOffHeap)}), Task Heap Memory (${human(taskHeapOption)}) and Managed Memory (${human(managedOption)}) exceed configured Total Flink Memory (${human(given ?? 0)}).`,
      );
    }
    const totalFlink = withoutNetwork + network;
    return {
      ...withOverhead(totalFlink),
      totalFlink,
      frameworkHeap,
      taskHeap: taskHeapOption,
      frameworkOffHeap,
      taskOffHeap,
      managed: managedOption,
      network,
      metaspace,
    };
  }

  let totalFlink = flinkOption;
  if (totalFlink === null) {
    if (process === null) {
      throw invalid(
        "Either required fine-grained memory (taskmanager.memory.task.heap.size and taskmanager.memory.managed.size), or Total Flink Memory size (Key: 'taskmanager.memory.flink.size' , default: null (fallback keys: [])), or Total Process Memory size (Key: 'taskmanager.memory.process.size' , default: null (fallback keys: [])) need to be configured explicitly.",
      );
    }
    totalFlink = flinkOfProcess(process, metaspace, overheadRange, ratio('jvm-overhead.fraction', 0.1));
  }
  const fixed = frameworkHeap + frameworkOffHeap + taskOffHeap + (taskHeapOption ?? 0);
  const managed = managedOption ?? fraction(totalFlink, ratio('managed.fraction', 0.4));
  const derived = clamp(fraction(totalFlink, ratio('network.fraction', 0.1)), networkRange);
  const network = taskHeapOption === null ? derived : totalFlink - fixed - managed;
  const taskHeap = taskHeapOption ?? totalFlink - fixed - managed - network;
  if (taskHeap < 0 || network < 0) {
    throw invalid(
      `Sum of configured Framework Heap Memory (${human(frameworkHeap)}), Framework Off-Heap Memory (${human(frameworkOffHeap)}), Task Off-Heap Memory (${human(taskOffHeap)}), Managed Memory (${human(managed)}) and Network Memory (${human(network)}) exceed configured Total Flink Memory (${human(totalFlink)}).`,
    );
  }
  return {
    ...withOverhead(totalFlink),
    totalFlink,
    frameworkHeap,
    taskHeap,
    frameworkOffHeap,
    taskOffHeap,
    managed,
    network,
    metaspace,
  };
}

function flinkOfProcess(
  process: number,
  metaspace: number,
  range: { min: number; max: number },
  share: number,
): number {
  const overhead = Math.min(Math.max(fraction(process, share), range.min), range.max);
  const flink = process - metaspace - overhead;
  if (flink < 0) {
    throw invalid(
      `Sum of configured JVM Metaspace (${human(metaspace)}) and JVM Overhead (${human(overhead)}) exceed configured Total Process Memory (${human(process)}).`,
    );
  }
  return flink;
}

/** MemorySize.toHumanReadableString. */
export function human(bytes: number): string {
  const units = ['bytes', 'kb', 'mb', 'gb', 'tb'];
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return unit === 0 ? `${bytes} bytes` : `${value.toFixed(3)}${units[unit]} (${bytes} bytes)`;
}
