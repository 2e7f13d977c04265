import { adjacencyOf } from './stream-graph.ts';
import type { StreamEdge, StreamGraph, StreamNode } from './types.ts';

/** StreamingJobGraphGenerator.isChainable and what it asks. */

/** Why the two ends of an edge become different vertices, in the order Flink asks; null when they are chained. */
export function cutReason(edge: StreamEdge, graph: StreamGraph): string | null {
  const { node, ins } = adjacencyOf(graph);
  const down = node.get(edge.to)!;
  const inputs = ins(edge.to).length;
  if (inputs !== 1) return `${down.name} has ${inputs} input edges`;
  return inputCutReason(edge, graph);
}

export function isChainable(edge: StreamEdge, graph: StreamGraph): boolean {
  return cutReason(edge, graph) === null;
}

/** isChainableInput: all but the number of input edges; a FLIP-27 source may chain into one of several inputs. */
export function inputCutReason(edge: StreamEdge, graph: StreamGraph): string | null {
  const { node, ins } = adjacencyOf(graph);
  const up = node.get(edge.from)!;
  const down = node.get(edge.to)!;
  if (!graph.chaining) return 'operator chaining is disabled in the environment';
  if (up.parallelism !== down.parallelism) {
    return `parallelism ${up.parallelism} and ${down.parallelism} differ (${edge.partitioner.kind})`;
  }
  if (edge.partitioner.kind !== 'FORWARD') return `the partitioner is ${edge.partitioner.kind}, not FORWARD`;
  if (up.slotSharingGroup !== down.slotSharingGroup) {
    return `slot sharing groups ${up.slotSharingGroup} and ${down.slotSharingGroup} differ`;
  }
  const strategy = strategyCut(up, down, graph);
  if (strategy !== null) return strategy;
  if (edge.exchange === 'BATCH') return 'the exchange mode is BATCH';
  if (ins(edge.to).some((other) => other !== edge && other.typeNumber === edge.typeNumber)) {
    return `${down.name} reads a union`;
  }
  return null;
}

/** areOperatorsChainable. */
function strategyCut(up: StreamNode, down: StreamNode, graph: StreamGraph): string | null {
  if (isLoopEnd(up) || isLoopEnd(down)) return 'it is an end of an iteration';
  if (down.yielding && headOf(up, graph).legacySource) {
    return `${down.name} yields to the mailbox and never chains to a legacy source`;
  }
  if (up.chaining === 'NEVER') return `chaining is disabled on ${up.name}`;
  switch (down.chaining) {
    case 'NEVER':
      return `chaining is disabled on ${down.name}`;
    case 'HEAD':
      return graph.settings.batch && (down.key1 || down.key2)
        ? `${down.name} sorts its input in BATCH mode`
        : `${down.name} starts a new chain`;
    case 'HEAD_WITH_SOURCES':
      return up.newSource ? null : `${down.name} only chains to new sources`;
    default:
      return null;
  }
}

function isLoopEnd(node: StreamNode): boolean {
  return node.operator.kind === 'iteration.head' || node.operator.kind === 'iteration.tail';
}

/** getHeadOperator: the head of the chain that ends with this node. */
function headOf(node: StreamNode, graph: StreamGraph): StreamNode {
  const adjacency = adjacencyOf(graph);
  let head = node;
  for (;;) {
    const [edge, ...more] = adjacency.ins(head.id);
    if (!edge || more.length > 0 || !isChainable(edge, graph)) return head;
    head = adjacency.node.get(edge.from)!;
  }
}
