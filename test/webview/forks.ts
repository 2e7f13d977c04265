/** Jobs whose graphs fork and join, as traces: what a picture of them must bear. */
import type { GraphEdge, StreamGraphNode } from '../../src/trace/facts.ts';
import { JOB, node, Recorder, type Recording } from './traces.ts';

type Partitioner = 'FORWARD' | 'HASH' | 'REBALANCE' | 'BROADCAST';
/** An operator, the vertex it is chained into, and its inputs: the operator's number, and how it is reached (null: chained). */
type Operator = readonly [name: string, vertex: number, ...inputs: readonly (readonly [number, Partitioner | null])[]];

/** Operators are numbered from 0. */
export const FORKS: Readonly<Record<string, readonly Operator[]>> = {
  'union of three': [
    ['Source: Orders', 0],
    ['Source: Returns', 1],
    ['Source: Corrections', 2],
    ['Flat Map', 3, [0, 'REBALANCE'], [1, 'REBALANCE'], [2, 'REBALANCE']],
    ['Keyed Aggregation', 4, [3, 'HASH']],
    ['Sink: Print to Std. Out', 4, [4, null]],
  ],
  'side output': [
    ['Source: Socket Stream', 0],
    ['Process', 1, [0, 'REBALANCE']],
    ['Map', 1, [1, null]],
    ['Sink: Main', 2, [2, 'REBALANCE']],
    ['Late', 3, [1, 'HASH']],
    ['Sink: Late', 3, [4, null]],
  ],
  connect: [
    ['Source: Readings', 0],
    ['Source: Rules', 1],
    ['Filter', 0, [0, null]],
    ['Co-Process-Broadcast-Keyed', 2, [2, 'HASH'], [1, 'BROADCAST']],
    ['Sink: Alerts', 2, [3, null]],
  ],
  iteration: [
    ['Source: Numbers', 0],
    ['IterationSource-4', 1],
    ['Minus', 2, [0, 'REBALANCE'], [1, 'REBALANCE']],
    ['Filter', 3, [2, 'FORWARD']],
    ['IterationSink-4', 4, [3, 'FORWARD']],
    ['Shout', 5, [2, 'REBALANCE']],
    ['Sink: Print to Std. Out', 5, [5, null]],
  ],
  diamond: [
    ['Source: Trades', 0],
    ['Left', 1, [0, 'REBALANCE']],
    ['Right', 2, [0, 'HASH']],
    ['Clean', 2, [2, null]],
    ['Window Join', 3, [1, 'HASH'], [3, 'HASH']],
    ['Sink: Print', 3, [4, null]],
  ],
  'chain with a skipping edge': [
    ['Source: Clicks', 0],
    ['Parse', 1, [0, 'REBALANCE']],
    ['Sessions', 2, [1, 'HASH']],
    ['Score', 3, [2, 'REBALANCE']],
    ['Join', 4, [3, 'HASH'], [0, 'HASH']],
    ['Sink: Files', 5, [4, 'REBALANCE']],
  ],
  'fork inside a chain': [
    ['Source: Events', 0],
    ['Even', 0, [0, null]],
    ['Odd', 0, [0, null]],
    ['Sum', 1, [1, 'HASH'], [2, 'HASH']],
    ['Sink: One', 1, [3, null]],
    ['Sink: Two', 1, [3, null]],
  ],
};

/** A running job of these operators. */
export function forked(operators: readonly Operator[], parallelism: number): Recording {
  const r = new Recorder();
  const streamGraph = operators.map(
    ([name, , ...inputs], id): StreamGraphNode => ({
      ...{ id, name, parallelism, slotSharingGroup: 'default' },
      inputs: inputs.map(([from, partitioner]) => ({
        ...{ from, partitioner: partitioner ?? 'FORWARD', chained: partitioner === null },
        reason: partitioner === null ? null : reasonOf(partitioner, name, inputs.length),
      })),
    }),
  );
  const numbers = [...new Set(operators.map(([, vertex]) => vertex))].sort((a, b) => a - b);
  const vertices = numbers.map((vertex) => {
    const own = operators.flatMap(([name, of], id) => (of === vertex ? [{ id, name }] : []));
    return { ...node(`v${vertex}`, own.map(({ name }) => name).join(' -> '), parallelism, 0), operators: own };
  });
  const edges = operators.flatMap(([, to, ...inputs]): GraphEdge[] =>
    inputs.flatMap(([from, partitioner]) =>
      partitioner === null
        ? []
        : [{ from: `v${operators[from]![1]}`, to: `v${to}`, partitioner, exchange: 'pipelined_bounded' }],
    ),
  );
  const jobManager = { machine: 'node1', pid: 100 };
  r.at(0, { kind: 'machine.up', machine: 'node1', ip: '10.0.0.1' });
  r.at(200, { kind: 'job.submitted', job: JOB, name: 'Forks', jobManager, vertices, edges, streamGraph });
  r.at(201, { kind: 'job.status', job: JOB, status: 'RUNNING', cause: null });
  for (const { id } of vertices) {
    for (let subtask = 0; subtask < parallelism; subtask++) {
      const task = { job: JOB, vertex: id, subtask, attempt: 0, taskManager: 'tm', slot: subtask, cause: null };
      r.at(400, { kind: 'subtask.state', ...task, state: 'RUNNING' });
    }
  }
  return r.end('Forks');
}

function reasonOf(partitioner: Partitioner, name: string, inputs: number): string {
  if (inputs > 1) return `${name} has ${inputs} input edges`;
  if (partitioner === 'FORWARD') return `${name} starts a new chain`;
  return `the partitioner is ${partitioner}, not FORWARD`;
}
