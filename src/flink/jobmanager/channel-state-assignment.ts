import { keyGroupRange, subtaskOfKeyGroup, UPPER_BOUND_MAX_PARALLELISM } from '../api/key-groups.ts';
import type { JobEdge } from '../graph/types.ts';
import type {
  ChannelStateHandle,
  ConnectionRescaling,
  InflightRescaling,
  OperatorSubtaskState,
} from '../rpc/gateways.ts';
import type { OperatorState } from './checkpoint-store.ts';
import { exception } from './errors.ts';
import type { ExecutionGraph, ExecutionJobVertex } from './execution-graph.ts';

type Kind = 'inputChannels' | 'resultSubpartitions';
/** SubtaskStateMapper: the old subtasks whose in-flight data a new one restores. */
type SubtaskMapper = (subtask: number, oldParallelism: number, parallelism: number) => readonly number[];

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

const roundRobin: SubtaskMapper = (subtask, old, parallelism) =>
  upTo(old).filter((other) => other % parallelism === subtask);
const first: SubtaskMapper = (subtask, old) => (subtask === 0 ? upTo(old) : []);
const full: SubtaskMapper = (_subtask, old) => upTo(old);
const range: SubtaskMapper = (subtask, old, parallelism) => {
  const { start, end } = keyGroupRange(subtask, parallelism, UPPER_BOUND_MAX_PARALLELISM);
  const from = subtaskOfKeyGroup(start, old, UPPER_BOUND_MAX_PARALLELISM);
  const to = subtaskOfKeyGroup(end, old, UPPER_BOUND_MAX_PARALLELISM);
  return upTo(old).slice(from, to + 1);
};
const unsupported: SubtaskMapper = () => {
  throw exception(
    'java.lang.UnsupportedOperationException',
    'Cannot rescale the given pointwise partitioner.\nDid you change the partitioner to forward or rescale?\nIt may also help to add an explicit shuffle().',
  );
};

/** StreamPartitioner.getDownstreamSubtaskStateMapper and getUpstreamSubtaskStateMapper. */
function mappersOf(edge: JobEdge): { down: SubtaskMapper; up: SubtaskMapper; ambiguous: boolean } {
  switch (edge.edge.partitioner.kind) {
    case 'FORWARD':
    case 'RESCALE':
    case 'BROADCAST':
      return { down: unsupported, up: unsupported, ambiguous: false };
    case 'HASH':
      return { down: range, up: roundRobin, ambiguous: true };
    case 'CUSTOM':
      return { down: full, up: roundRobin, ambiguous: true };
    case 'GLOBAL':
      return { down: first, up: roundRobin, ambiguous: false };
    default:
      return { down: roundRobin, up: roundRobin, ambiguous: false };
  }
}

/** In-flight data of a vertex, per subtask of now, and how its subtasks map it to their channels. */
export interface AssignedChannelState {
  readonly inputs: readonly (readonly ChannelStateHandle[])[];
  readonly outputs: readonly (readonly ChannelStateHandle[])[];
  readonly rescaling: readonly (InflightRescaling | null)[];
}

/**
 * StateAssignmentOperation.reDistributeInputChannelStates and reDistributeResultSubpartitionStates, with the rescaling descriptors of
 * TaskStateAssignment. Throws an UnsupportedOperationException where the partitioner of a rescaled connection forbids it, an
 * IllegalStateException where in-flight data belongs to an exchange that is chained now.
 */
export function assignChannelState(
  vertex: ExecutionJobVertex,
  graph: ExecutionGraph,
  operators: ReadonlyMap<string, OperatorState>,
): AssignedChannelState {
  const head = operators.get(vertex.vertex.chain[0]!.id);
  const tail = operators.get(vertex.vertex.chain.at(-1)!.id);
  checkTopology(vertex, operators, 'inputChannels', head);
  checkTopology(vertex, operators, 'resultSubpartitions', tail);
  const parallelism = (of: ExecutionJobVertex): { readonly now: number; readonly old: number } => ({
    now: of.parallelism,
    old: operators.get(of.vertex.chain[0]!.id)?.parallelism ?? of.parallelism,
  });
  const own = parallelism(vertex);
  const inputs = vertex.vertex.inputs;
  const outputs = vertex.subtasks[0]?.outputs.map(({ edge }) => edge) ?? [];
  const given = (state: OperatorState | undefined, kind: Kind, connection: number): readonly ChannelStateHandle[] =>
    [...(state?.subtasks.values() ?? [])].flatMap((part) =>
      part[kind].filter((handle) => handle.connection === connection),
    );
  /** Per subtask of now what it restores of one connection, and its mapping. */
  const connect = (
    handles: readonly ChannelStateHandle[],
    otherId: string,
    mine: SubtaskMapper,
    others: SubtaskMapper,
    ambiguous: boolean,
  ) => {
    const other = parallelism(graph.byId.get(otherId)!);
    const rescaled = handles.length > 0 && (own.now !== own.old || other.now !== other.old);
    return upTo(own.now).map((subtask) => {
      const oldSubtasks = own.now === own.old || handles.length === 0 ? [subtask] : mine(subtask, own.old, own.now);
      const rescaling: ConnectionRescaling | null = rescaled
        ? {
            oldSubtasks,
            oldChannels: upTo(other.now).map((channel) =>
              other.now === other.old ? [channel] : others(channel, other.old, other.now),
            ),
            ambiguous,
          }
        : null;
      return { handles: handles.filter((handle) => oldSubtasks.includes(handle.subtask)), rescaling };
    });
  };
  const byInput = inputs.map((edge, i) => {
    const { down, up, ambiguous } = mappersOf(edge);
    return connect(given(head, 'inputChannels', i), edge.source, down, up, ambiguous && own.now !== own.old);
  });
  const byOutput = outputs.map((edge, i) => {
    const { down, up, ambiguous } = mappersOf(edge);
    const consumer = parallelism(graph.byId.get(edge.target)!);
    const handles = given(tail, 'resultSubpartitions', i);
    return connect(handles, edge.target, up, down, ambiguous && consumer.now !== consumer.old);
  });
  return {
    inputs: upTo(own.now).map((subtask) => byInput.flatMap((parts) => parts[subtask]!.handles)),
    outputs: upTo(own.now).map((subtask) => byOutput.flatMap((parts) => parts[subtask]!.handles)),
    rescaling: upTo(own.now).map((subtask) => {
      const descriptor = {
        inputs: byInput.map((parts) => parts[subtask]!.rescaling),
        outputs: byOutput.map((parts) => parts[subtask]!.rescaling),
      };
      return [...descriptor.inputs, ...descriptor.outputs].some((part) => part !== null) ? descriptor : null;
    }),
  };
}

function checkTopology(
  vertex: ExecutionJobVertex,
  operators: ReadonlyMap<string, OperatorState>,
  kind: Kind,
  expected: OperatorState | undefined,
): void {
  const holds = (part: OperatorSubtaskState): boolean => part[kind].length > 0;
  const unexpected = vertex.vertex.chain.flatMap(({ id }) => {
    const state = operators.get(id);
    return state && state !== expected && [...state.subtasks.values()].some(holds) ? [id] : [];
  });
  if (unexpected.length === 0) return;
  throw exception(
    'java.lang.IllegalStateException',
    `Cannot recover from unaligned checkpoint when topology changes, such that data exchanges with persisted data are now chained.\nThe following operators contain channel state: [${unexpected.join(', ')}]`,
  );
}
