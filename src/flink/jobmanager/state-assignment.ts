import { keyGroupRange } from '../api/key-groups.ts';
import type { KeyedStateHandle, OperatorStateHandle, OperatorSubtaskState, TaskRestore } from '../rpc/gateways.ts';
import { assignChannelState } from './channel-state-assignment.ts';
import type { CompletedCheckpoint, OperatorState } from './checkpoint-store.ts';
import { exception } from './errors.ts';
import type { ExecutionGraph, ExecutionJobVertex } from './execution-graph.ts';

const ILLEGAL_STATE = 'java.lang.IllegalStateException';

const hasState = (state: OperatorSubtaskState): boolean =>
  state.keyed.length > 0 ||
  state.operator.length > 0 ||
  state.inputChannels.length > 0 ||
  state.resultSubpartitions.length > 0;

/** The vertex that holds an operator now; setUidHash gives an operator a second id, for its state. */
function vertexOf(graph: ExecutionGraph, operatorId: string): ExecutionJobVertex | undefined {
  return graph.vertices.find(({ vertex }) =>
    vertex.chain.some(({ id, node }) => id === operatorId || node.uidHash === operatorId),
  );
}

/** The checkpoint's states by the ids that their operators have now. */
function statesByOperator(checkpoint: CompletedCheckpoint, graph: ExecutionGraph): ReadonlyMap<string, OperatorState> {
  const operators = graph.vertices.flatMap(({ vertex }) => vertex.chain);
  return new Map(
    operators.flatMap(({ id, node }) => {
      const state = checkpoint.operators.get(node.uidHash ?? id);
      return state ? [[id, state] as const] : [];
    }),
  );
}

/**
 * Checkpoints.loadAndValidateCheckpoint: does this state fit that graph? Returns the operators whose state is left out.
 * Throws an IllegalStateException for another max parallelism, or for state that has no operator (unless allowed).
 */
export function validateCheckpoint(
  checkpoint: CompletedCheckpoint,
  graph: ExecutionGraph,
  allowNonRestoredState: boolean,
): readonly string[] {
  const skipped: string[] = [];
  for (const state of checkpoint.operators.values()) {
    const vertex = vertexOf(graph, state.operatorId);
    if (vertex) {
      if (state.maxParallelism === vertex.maxParallelism || vertex.vertex.maxParallelism <= 0) continue;
      throw exception(
        ILLEGAL_STATE,
        `Failed to rollback to checkpoint/savepoint Checkpoint Metadata. Max parallelism mismatch between checkpoint/savepoint state and new program. Cannot map operator ${state.operatorId} with max parallelism ${state.maxParallelism} to new program with max parallelism ${vertex.maxParallelism}. This indicates that the program has been changed in a non-compatible way after the checkpoint/savepoint.`,
      );
    }
    if (allowNonRestoredState || ![...state.subtasks.values()].some(hasState)) {
      skipped.push(state.operatorId);
      continue;
    }
    throw exception(
      ILLEGAL_STATE,
      `Failed to rollback to checkpoint/savepoint ${checkpoint.path}. Cannot map checkpoint/savepoint state for operator ${state.operatorId} to the new program, because the operator is not available in the new program. If you want to allow to skip this, you can set the --allowNonRestoredState option on the CLI.`,
    );
  }
  return skipped;
}

/**
 * StateAssignmentOperation: what each subtask of `vertices` restores. Adopts the checkpoint's max parallelism where the program sets
 * none. By vertex id, by subtask; null for a subtask without any state, which starts as if nothing were restored.
 */
export function assignStates(
  checkpoint: CompletedCheckpoint,
  vertices: readonly ExecutionJobVertex[],
  graph: ExecutionGraph,
): ReadonlyMap<string, readonly (TaskRestore | null)[]> {
  const assigned = new Map<string, readonly (TaskRestore | null)[]>();
  const states = statesByOperator(checkpoint, graph);
  for (const vertex of vertices) {
    const { chain } = vertex.vertex;
    const redistributed = new Map<string, readonly KeptState[]>();
    for (const { id } of chain) {
      const state = states.get(id);
      if (!state) continue;
      adoptMaxParallelism(vertex, state);
      redistributed.set(id, redistribute(state, vertex));
    }
    const channels = assignChannelState(vertex, graph, states);
    const stateOf = (id: string, subtask: number): OperatorSubtaskState => ({
      ...(redistributed.get(id)?.[subtask] ?? NO_STATE),
      inputChannels: id === chain[0]!.id ? channels.inputs[subtask]! : [],
      resultSubpartitions: id === chain.at(-1)!.id ? channels.outputs[subtask]! : [],
    });
    assigned.set(
      vertex.vertex.id,
      Array.from({ length: vertex.parallelism }, (_, subtask) => {
        const operators = Object.fromEntries(chain.map(({ id }) => [id, stateOf(id, subtask)]));
        const rescaling = channels.rescaling[subtask]!;
        if (rescaling === null && !Object.values(operators).some(hasState)) return null;
        return { checkpoint: checkpoint.id, operators, rescaling };
      }),
    );
  }
  return assigned;
}

function adoptMaxParallelism(vertex: ExecutionJobVertex, state: OperatorState): void {
  if (state.maxParallelism < vertex.parallelism) {
    throw exception(
      ILLEGAL_STATE,
      `The state for task ${vertex.vertex.name} can not be restored. The maximum parallelism (${state.maxParallelism}) of the restored state is lower than the configured parallelism (${vertex.parallelism}). Please reduce the parallelism of the task to be lower or equal to the maximum parallelism.`,
    );
  }
  vertex.maxParallelism = state.maxParallelism;
}

type KeptState = Pick<OperatorSubtaskState, 'keyed' | 'operator' | 'size'>;
const NO_STATE: KeptState = { keyed: [], operator: [], size: 0 };

function redistribute(state: OperatorState, vertex: ExecutionJobVertex): readonly KeptState[] {
  const { parallelism, maxParallelism } = vertex;
  const old = Array.from({ length: state.parallelism }, (_, subtask) => state.subtasks.get(subtask));
  const same = parallelism === state.parallelism;
  const operator = redistributeOperatorState(
    old.map((subtask) => subtask?.operator ?? []),
    parallelism,
  );
  return Array.from({ length: parallelism }, (_, subtask) => {
    const keyed = same ? (old[subtask]?.keyed ?? []) : keyedFor(old, subtask, parallelism, maxParallelism);
    return {
      keyed,
      operator: operator[subtask]!,
      size: same ? (old[subtask]?.size ?? 0) : 0,
    };
  });
}

/** The parts of all handles that fall into a new subtask's range of key groups. */
function keyedFor(
  old: readonly (OperatorSubtaskState | undefined)[],
  subtask: number,
  parallelism: number,
  maxParallelism: number,
): readonly KeyedStateHandle[] {
  const { start, end } = keyGroupRange(subtask, parallelism, maxParallelism);
  return old.flatMap((state) =>
    (state?.keyed ?? []).flatMap((handle) => {
      const from = Math.max(start, handle.keyGroupStart);
      const to = Math.min(end, handle.keyGroupEnd);
      if (from > to) return [];
      return [
        {
          keyGroupStart: from,
          keyGroupEnd: to,
          groups: new Map([...handle.groups].filter(([group]) => group >= from && group <= to)),
        },
      ];
    }),
  );
}

/** RoundRobinOperatorStateRepartitioner. */
export function redistributeOperatorState(
  old: readonly (readonly OperatorStateHandle[])[],
  parallelism: number,
): readonly (readonly OperatorStateHandle[])[] {
  const result: OperatorStateHandle[][] = Array.from({ length: parallelism }, () => []);
  const byName = new Map<
    string,
    { readonly mode: OperatorStateHandle['mode']; readonly parts: (readonly unknown[])[] }
  >();
  for (const [subtask, handles] of old.entries()) {
    for (const { name, mode, elements } of handles) {
      const entry = byName.get(name) ?? { mode, parts: [] };
      entry.parts[subtask] = elements;
      byName.set(name, entry);
    }
  }
  let startOffset = 0;
  for (const [name, { mode, parts }] of byName) {
    if (mode === 'UNION') {
      const all = parts.flat();
      for (const handles of result) handles.push({ name, mode, elements: all });
    } else if (mode === 'BROADCAST') {
      for (const [subtask, handles] of result.entries()) {
        handles.push({ name, mode, elements: parts[subtask % old.length] ?? parts.find((part) => part) ?? [] });
      }
    } else if (parallelism === old.length) {
      for (const [subtask, handles] of result.entries()) {
        const elements = parts[subtask];
        if (elements) handles.push({ name, mode, elements });
      }
    } else {
      const all = parts.flat();
      const base = Math.floor(all.length / parallelism);
      let remainder = all.length % parallelism;
      let taken = 0;
      let nextOffset = startOffset;
      for (let i = 0; i < parallelism; i++) {
        const subtask = (i + startOffset) % parallelism;
        let count = base;
        if (remainder > 0) count++;
        else if (remainder === 0) nextOffset = subtask;
        remainder--;
        if (count > 0) result[subtask]!.push({ name, mode, elements: all.slice(taken, taken + count) });
        taken += count;
      }
      startOffset = nextOffset;
    }
  }
  return result;
}
