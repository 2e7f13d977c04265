import type { Timer } from '../../simulation/simulation.ts';
import type { OperatorSubtaskState } from '../rpc/gateways.ts';
import type { CheckpointRequest } from './checkpoint-requests.ts';
import type { CompletedCheckpoint, OperatorState } from './checkpoint-store.ts';
import type { Execution } from './execution-graph.ts';
import type { SplitSnapshot } from './split-coordinators.ts';
import type { StatePath } from './state-storage.ts';

/** A checkpoint that was triggered and waits for acknowledgements. */
export class PendingCheckpoint {
  /** Attempts that have not acknowledged, by id. */
  readonly missing: Map<string, Execution>;
  timeout: Timer | null = null;
  private readonly operators = new Map<string, OperatorState>();
  private size = 0;

  constructor(
    readonly id: number,
    readonly request: CheckpointRequest,
    /** Virtual ms. */
    readonly triggeredAt: number,
    readonly directory: StatePath | null,
    readonly attempts: readonly Execution[],
    private readonly coordinators: ReadonlyMap<string, SplitSnapshot>,
  ) {
    this.missing = new Map(attempts.map((attempt) => [attempt.id.id, attempt]));
  }

  /** Takes the state of one attempt; answers its size in bytes. */
  acknowledge({ id, vertex }: Execution, state: Readonly<Record<string, OperatorSubtaskState>>): number {
    const { jobVertex, subtask } = vertex;
    this.missing.delete(id.id);
    let size = 0;
    for (const { id: operatorId } of jobVertex.vertex.chain) {
      let operator = this.operators.get(operatorId);
      if (!operator) {
        const { parallelism, maxParallelism } = jobVertex;
        operator = { operatorId, parallelism, maxParallelism, subtasks: new Map() };
        this.operators.set(operatorId, operator);
      }
      const part = state[operatorId];
      if (!part) continue;
      (operator.subtasks as Map<number, OperatorSubtaskState>).set(subtask, part);
      size += part.size;
    }
    this.size += size;
    return size;
  }

  finish(jobId: string): CompletedCheckpoint {
    return {
      id: this.id,
      jobId,
      savepoint: this.request.type !== 'CHECKPOINT',
      triggeredAt: this.triggeredAt,
      path: this.directory?.uri ?? null,
      size: this.size,
      operators: this.operators,
      coordinators: this.coordinators,
    };
  }
}
