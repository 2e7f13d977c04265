import { type FlinkRest, fieldOf, type Json, listAt, numberAt, optional, textAt } from './rest.ts';

/** What a cluster tells of one checkpoint. Times are its own clock's, ms since 1970. */
export interface CheckpointSnapshot {
  readonly id: number;
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly savepoint: boolean;
  readonly triggered: number;
  readonly ended: number | null;
  readonly durationMs: number;
  readonly stateSize: number;
  readonly tasks: number;
  /** How many have acknowledged; null: not told. */
  readonly acknowledged: number | null;
  /** Those of which it is told who and when; null: nobody asked. */
  readonly acknowledgements: readonly Acknowledgement[] | null;
  readonly path: string | null;
  readonly reason: string | null;
}
export interface Acknowledgement {
  readonly vertex: string;
  readonly subtask: number;
  readonly at: number;
  readonly stateSize: number;
  readonly alignmentMs: number;
  readonly syncMs: number;
  readonly asyncMs: number;
}

/** Of `/jobs/:id/checkpoints`, the oldest first; nobody is asked who acknowledged. */
export function checkpointsOf(value: Json | undefined): CheckpointSnapshot[] {
  return listAt(value, 'history')
    .map((each): CheckpointSnapshot => {
      const status = textAt(each, 'status');
      const triggered = numberAt(each, 'trigger_timestamp') ?? 0;
      const acknowledged = numberAt(each, 'latest_ack_timestamp');
      const failed = numberAt(each, 'failure_timestamp');
      const done = status === 'COMPLETED' || status === 'FAILED';
      return {
        id: numberAt(each, 'id') ?? 0,
        status: done ? status : 'IN_PROGRESS',
        savepoint: fieldOf(each, 'is_savepoint') === true,
        triggered,
        ended: done ? (failed ?? acknowledged ?? triggered) : null,
        durationMs: numberAt(each, 'end_to_end_duration') ?? 0,
        stateSize: numberAt(each, 'state_size') ?? 0,
        tasks: numberAt(each, 'num_subtasks') ?? 0,
        acknowledged: numberAt(each, 'num_acknowledged_subtasks'),
        acknowledgements: null,
        path: textAt(each, 'external_path'),
        reason: textAt(each, 'failure_message'),
      };
    })
    .sort((a, b) => a.id - b.id);
}

/** Of a job that takes checkpoints faster than it is looked at, so many of the newest are asked about. */
const MOST = 5;

/** Asks who acknowledged: what is on its way, what was at the last look, and the newest of those that have ended since. */
export function withAcknowledgements(
  rest: FlinkRest,
  job: string,
  vertices: readonly string[],
  checkpoints: readonly CheckpointSnapshot[],
  before: readonly CheckpointSnapshot[] | null,
  signal: AbortSignal | undefined,
): Promise<CheckpointSnapshot[]> {
  const newest = checkpoints.slice(-MOST);
  return Promise.all(
    checkpoints.map(async (checkpoint): Promise<CheckpointSnapshot> => {
      const known = before?.find(({ id }) => id === checkpoint.id);
      if (known && known.ended !== null) return known;
      if (before === null && checkpoint.ended !== null) return checkpoint;
      const told = known?.acknowledgements ?? null;
      if (told !== null && told.length === checkpoint.acknowledged) return { ...checkpoint, acknowledgements: told };
      if (checkpoint.ended !== null && told === null && !newest.includes(checkpoint)) return checkpoint;
      const asked = await Promise.all(
        vertices.map(async (vertex) => {
          const path = `/jobs/${job}/checkpoints/details/${checkpoint.id}/subtasks/${vertex}`;
          const answer = await optional(rest, path, signal);
          return answer === null ? null : acknowledgementsOf(vertex, answer);
        }),
      );
      const found = asked.flatMap((each) => each ?? []);
      // A vertex whose tasks have all finished takes no part, and is not known to the checkpoint.
      const acknowledgements = asked.every((each) => each === null) ? told : found;
      return { ...checkpoint, acknowledgements };
    }),
  );
}

function acknowledgementsOf(vertex: string, value: Json): Acknowledgement[] {
  return listAt(value, 'subtasks').flatMap((each): Acknowledgement[] => {
    const at = numberAt(each, 'ack_timestamp');
    if (textAt(each, 'status') !== 'completed' || at === null) return [];
    const spent = fieldOf(each, 'checkpoint');
    return [
      {
        ...{ vertex, at, subtask: numberAt(each, 'index') ?? 0, stateSize: numberAt(each, 'state_size') ?? 0 },
        alignmentMs: numberAt(fieldOf(each, 'alignment'), 'duration') ?? 0,
        syncMs: numberAt(spent, 'sync') ?? 0,
        asyncMs: numberAt(spent, 'async') ?? 0,
      },
    ];
  });
}
