import type { JavaError } from '../api/jar.ts';
import type { JobEdge } from '../graph/types.ts';
import { partitionId } from '../rpc/partition-ids.ts';
import type { ExecutionGraph, ExecutionVertex } from './execution-graph.ts';
import type { PipelinedRegion, RegionTopology } from './regions.ts';

/** Which blocking results there are and can still be read (JobMasterPartitionTracker, ResultPartitionAvailabilityChecker). */
export interface PartitionTracker {
  isAvailable(producer: ExecutionVertex, edge: JobEdge): boolean;
  /** `error` may say that `reader` did not get at a result (PartitionException): that one counts as lost. */
  readerFailed(reader: ExecutionVertex, error: JavaError): void;
  /** What it holds is lost (stopTrackingPartitionsFor). */
  taskManagerLost(id: string): void;
  /** Releases results whose readers are all done (RegionPartitionReleaseStrategy). */
  finished(task: ExecutionVertex): void;
}

const PARTITION_EXCEPTIONS: ReadonlySet<string> = new Set([
  'org.apache.flink.runtime.io.network.partition.PartitionNotFoundException',
  'org.apache.flink.runtime.io.network.partition.consumer.PartitionConnectionException',
]);

export interface PartitionTrackerOptions {
  readonly graph: ExecutionGraph;
  readonly topology: RegionTopology;
  /** `jobmanager.partition.release-during-job-execution`. */
  readonly releaseDuringExecution: boolean;
  readonly release: (taskManager: string, partitions: readonly string[]) => void;
}

export function createPartitionTracker(options: PartitionTrackerOptions): PartitionTracker {
  const { graph, topology } = options;
  /** Ids name the producer's attempt, so those of an earlier attempt do no harm. */
  const gone = new Set<string>();
  const idOf = (producer: ExecutionVertex, edge: JobEdge): string => partitionId(graph.job, edge, producer.current.id);
  const isDone = (region: PipelinedRegion): boolean =>
    region.tasks.every(({ current }) => current.state === 'FINISHED');

  const releaseAll = (producers: readonly ExecutionVertex[], edge: JobEdge): void => {
    const byTaskManager = new Map<string, string[]>();
    for (const producer of producers) {
      const id = idOf(producer, edge);
      const { location } = producer.current;
      if (gone.has(id) || !location) continue;
      gone.add(id);
      const ids = byTaskManager.get(location.taskManager);
      if (ids) ids.push(id);
      else byTaskManager.set(location.taskManager, [id]);
    }
    for (const [taskManager, ids] of byTaskManager) options.release(taskManager, ids);
  };

  return {
    isAvailable(producer, edge) {
      const { state, location } = producer.current;
      const tracked = state === 'DEPLOYING' || state === 'INITIALIZING' || state === 'RUNNING' || state === 'FINISHED';
      return tracked && location !== null && !gone.has(idOf(producer, edge));
    },
    readerFailed(reader, error) {
      for (let cause: JavaError | null = error; cause; cause = cause.causedBy) {
        if (!PARTITION_EXCEPTIONS.has(cause.className)) continue;
        for (const { edge, producers } of reader.inputs) {
          for (const producer of producers) {
            const id = idOf(producer, edge);
            if (cause.message.includes(id)) gone.add(id);
          }
        }
      }
    },
    taskManagerLost(id) {
      for (const producer of graph.tasks) {
        if (producer.current.location?.taskManager !== id) continue;
        for (const { edge } of producer.outputs) if (edge.result === 'BLOCKING') gone.add(idOf(producer, edge));
      }
    },
    finished(task) {
      if (!options.releaseDuringExecution || topology.producers(topology.regionOf(task)).size === 0) return;
      const region = topology.regionOf(task);
      if (!isDone(region)) return;
      for (const reader of region.tasks) {
        const { subtasks } = reader.jobVertex;
        for (const { edge, producers } of reader.inputs) {
          if (edge.result !== 'BLOCKING') continue;
          const done = (consumers: readonly number[]): boolean =>
            consumers.every((consumer) => isDone(topology.regionOf(subtasks[consumer]!)));
          if (edge.pattern === 'ALL_TO_ALL') {
            if (subtasks.every((consumer) => isDone(topology.regionOf(consumer)))) releaseAll(producers, edge);
          } else {
            releaseAll(
              producers.filter((producer) => done(producer.outputs.find((output) => output.edge === edge)!.consumers)),
              edge,
            );
          }
        }
      }
    },
  };
}
