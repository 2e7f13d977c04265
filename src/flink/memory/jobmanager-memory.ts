import type { Configuration } from '../api/configuration.ts';
import { human, MB } from './memory-size.ts';
import {
  type JvmMemory,
  misconfigured,
  ofProcess,
  type ProcessKind,
  processMemory,
  withLegacyHeap,
} from './process-memory.ts';

/** Flink's memory in a JobManager, bytes (JobManagerFlinkMemory). */
interface JobManagerFlinkMemory {
  readonly totalFlink: number;
  readonly heap: number;
  readonly offHeap: number;
}

/** Parts of a JobManager's memory in bytes (JobManagerProcessSpec). */
export interface JobManagerMemory extends JobManagerFlinkMemory, JvmMemory {
  readonly totalProcess: number;
}

const HEAP = 'jobmanager.memory.heap.size';
const OFF_HEAP = 'jobmanager.memory.off-heap.size';

/** JobManagerFlinkMemoryUtils. */
const JOB_MANAGER: ProcessKind<JobManagerFlinkMemory> = {
  prefix: 'jobmanager',
  fineGrained: [{ key: HEAP, deprecated: [] }],
  fromFineGrained(options) {
    const heap = options.size(HEAP)!;
    const totalFlink = options.size('jobmanager.memory.flink.size');
    const configured = options.size(OFF_HEAP);
    if (totalFlink === null) {
      const offHeap = configured ?? 128 * MB;
      return { totalFlink: heap + offHeap, heap, offHeap };
    }
    if (configured !== null && heap + configured !== totalFlink) {
      throw misconfigured(
        `Sum of the configured JVM Heap Memory (${human(heap)}) and the configured Off-heap Memory (${human(configured)}) does not match the configured Total Flink Memory (${human(totalFlink)}). Please, make the configuration consistent or configure only one option: either JVM Heap or Total Flink Memory.`,
      );
    }
    if (totalFlink < heap) {
      throw misconfigured(
        `The configured JVM Heap Memory (${human(heap)}) exceeds the configured Total Flink Memory (${human(totalFlink)}). Please, make the configuration consistent or configure only one option: either JVM Heap or Total Flink Memory.`,
      );
    }
    return { totalFlink, heap, offHeap: totalFlink - heap };
  },
  fromTotalFlink(options, totalFlink) {
    const offHeap = options.size(OFF_HEAP) ?? 128 * MB;
    if (totalFlink <= offHeap) {
      throw misconfigured(
        `The configured Total Flink Memory (${human(totalFlink)}) is less than the configured Off-heap Memory (${human(offHeap)}).`,
      );
    }
    return { totalFlink, heap: totalFlink - offHeap, offHeap };
  },
};

/**
 * JobManagerProcessUtils.processSpecFromConfig; the old heap.size is the heap of a standalone JobManager, the total process memory of one in a
 * container. Throws IllegalConfigurationException in Flink's words.
 */
export function jobManagerMemory(
  configuration: Configuration,
  legacyHeap: 'heap.size' | 'process.size' = 'heap.size',
): JobManagerMemory {
  const settings = withLegacyHeap(configuration, 'jobmanager', `jobmanager.memory.${legacyHeap}`);
  return ofProcess('JobManager', () => processMemory(JOB_MANAGER, settings));
}

/** JobManagerProcessUtils.generateJvmParametersStr: what a JobManager's JVM is started with. */
export function jobManagerJvmArguments(memory: JobManagerMemory, configuration: Configuration): readonly string[] {
  const { heap, offHeap, metaspace } = memory;
  const limited = configuration['jobmanager.memory.enable-jvm-direct-memory-limit'] === 'true';
  return [
    `-Xmx${heap}`,
    `-Xms${heap}`,
    ...(limited ? [`-XX:MaxDirectMemorySize=${offHeap}`] : []),
    `-XX:MaxMetaspaceSize=${metaspace}`,
  ];
}

/** JobManagerProcessUtils.generateDynamicConfigsStr: what a JobManager is told of its own memory. */
export function jobManagerDynamicProperties(memory: JobManagerMemory): Configuration {
  return {
    'jobmanager.memory.off-heap.size': `${memory.offHeap}b`,
    'jobmanager.memory.jvm-overhead.min': `${memory.overhead}b`,
    'jobmanager.memory.jvm-overhead.max': `${memory.overhead}b`,
    'jobmanager.memory.jvm-metaspace.size': `${memory.metaspace}b`,
    'jobmanager.memory.heap.size': `${memory.heap}b`,
  };
}
