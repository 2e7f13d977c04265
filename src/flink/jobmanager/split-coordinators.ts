import type { Log } from '../deployment/logging.ts';
import type { ExecutionAttemptId } from '../rpc/gateways.ts';
import { createSplitEnumerator, type SourceSplit, type SplitEnumerator } from '../taskmanager/sources/splits.ts';
import type { Execution, ExecutionGraph, ExecutionVertex } from './execution-graph.ts';

/** Splits that no reader has yet. */
export type SplitSnapshot = readonly SourceSplit[];

/** SourceCoordinators of a job's FLIP-27 sources: who has which split, and what goes back when a reader is lost. */
export interface SplitCoordinators {
  next(attempt: ExecutionAttemptId, operator: string): SourceSplit | null;
  /** Taken before the sources are asked for the same checkpoint. By operator id. */
  snapshot(checkpoint: number): ReadonlyMap<string, SplitSnapshot>;
  completed(checkpoint: number): void;
  /** Readers start again from a checkpoint (0: from nothing): what they were given since goes back. */
  resetReaders(tasks: readonly ExecutionVertex[], checkpoint: number): void;
  /** The job starts; a reader's task runs; the job is over. */
  start(): void;
  readerRegistered(reader: Execution): void;
  close(): void;
  /** A new JobMaster restores. */
  restore(snapshots: ReadonlyMap<string, SplitSnapshot>): void;
}

const LOGGER = 'org.apache.flink.runtime.source.coordinator.SourceCoordinator';

export function createSplitCoordinators(graph: ExecutionGraph, log: Log): SplitCoordinators {
  interface Coordinator {
    /** As the log names the source: by its task. */
    readonly name: string;
    readonly enumerator: SplitEnumerator;
    /** `epoch`: the last checkpoint whose snapshot was taken before. */
    given: { readonly subtask: number; readonly split: SourceSplit; readonly epoch: number }[];
  }
  const coordinators = new Map<string, Coordinator>();
  let epoch = 0;
  for (const { vertex, parallelism } of graph.vertices) {
    for (const { node, id } of vertex.chain) {
      const enumerator = createSplitEnumerator(node.operator, parallelism);
      if (enumerator) coordinators.set(id, { name: vertex.name, enumerator, given: [] });
    }
  }
  const tell = (text: (source: string) => string): void => {
    for (const { name } of coordinators.values()) log('INFO', LOGGER, text(name));
  };
  return {
    start: () => tell((source) => `Starting split enumerator for source ${source}.`),
    readerRegistered({ vertex: { jobVertex, subtask }, location }) {
      for (const { id } of jobVertex.vertex.chain) {
        const coordinator = coordinators.get(id);
        if (!coordinator) continue;
        log(
          'INFO',
          LOGGER,
          `Source ${coordinator.name} registering reader for parallel task ${subtask} @ ${location?.host ?? ''}`,
        );
      }
    },
    close() {
      tell((source) => `Closing SourceCoordinator for source ${source}.`);
      tell((source) => `Source coordinator for source ${source} closed.`);
    },
    next(attempt, operator) {
      const coordinator = coordinators.get(operator);
      if (!coordinator) return null;
      log('INFO', LOGGER, `Source ${coordinator.name} received split request from parallel task ${attempt.subtask}`);
      const split = coordinator.enumerator.next();
      if (split) coordinator.given.push({ subtask: attempt.subtask, split, epoch });
      return split;
    },
    snapshot(checkpoint) {
      epoch = checkpoint;
      return new Map([...coordinators].map(([id, { enumerator }]) => [id, [...enumerator.snapshot()]]));
    },
    completed(checkpoint) {
      for (const coordinator of coordinators.values()) {
        coordinator.given = coordinator.given.filter((entry) => entry.epoch >= checkpoint);
      }
    },
    resetReaders(tasks, checkpoint) {
      for (const { jobVertex, subtask } of tasks) {
        for (const { id } of jobVertex.vertex.chain) {
          const coordinator = coordinators.get(id);
          if (!coordinator) continue;
          const back = coordinator.given.filter((entry) => entry.subtask === subtask && entry.epoch >= checkpoint);
          coordinator.given = coordinator.given.filter((entry) => !back.includes(entry));
          if (back.length > 0) coordinator.enumerator.addBack(back.map((entry) => entry.split));
        }
      }
    },
    restore(snapshots) {
      for (const [id, snapshot] of snapshots) {
        const coordinator = coordinators.get(id);
        if (!coordinator) continue;
        while (coordinator.enumerator.next());
        coordinator.enumerator.addBack(snapshot);
      }
    },
  };
}
