import type { SortKey } from '../api/dataset-plan.ts';
import type { OperatorSpec, PartitionerSpec } from '../api/transformations.ts';
import type { TypeInformation } from '../api/types.ts';

/**
 * What Flink's optimizer decides for a DataSet program: combiners, ship and local strategies, properties and estimates.
 * Joins are always by hash of both inputs, building on the first: with unknown sizes that is what Flink chooses too. Outer joins build on the inner side, full outer joins merge.
 */

export interface PlanNode {
  /** `Data Source`, `FlatMap`, `GroupCombine`, `GroupReduce`, `Data Sink` … */
  readonly pact: string;
  readonly type: 'source' | 'sink' | 'pact';
  /** The operator's own name. */
  readonly contents: string;
  /** `Combine (SUM(1), at …)`. */
  readonly nodeName: string;
  /** As the plan prints the driver; null for none. */
  readonly driver: string | null;
  readonly parallelism: number;
  readonly inputs: readonly Channel[];
  /** Null for a union, which is no task. */
  readonly spec: OperatorSpec | null;
  readonly outputType: TypeInformation;
  /** Its driver can run inside its input's task. */
  readonly chainable: boolean;
  readonly properties: Properties;
  readonly estimates: Estimates;
  readonly costs: Costs;
  readonly cumulative: Costs;
  /** withBroadcastSet: read before the inputs. */
  readonly broadcasts: readonly BroadcastChannel[];
  readonly parameters: ReadonlyMap<string, string> | null;
  /** The iteration whose supersteps run this node (its dynamic path); null: it runs once. */
  readonly iteration: string | null;
  /** Of an iteration's result, which is no task. */
  readonly loop: Loop | null;
  /** Of an iteration's head: its tails and its synchronization task. */
  readonly attached: PlanNode[];
  /** Combines before the shuffle of another node: what leaves its input leaves it. */
  readonly combiner: boolean;
  /** Branches of its result meet again: it is not exchanged pipelined. */
  readonly breaksPipeline: boolean;
  /** An iteration's tail: part of the task before it, and not shown. */
  readonly hidden: boolean;
}

export interface BroadcastChannel {
  readonly name: string;
  readonly channel: Channel;
}

/** What the plan shows of an iteration. */
export interface Loop {
  readonly kind: 'bulk' | 'delta';
  readonly head: PlanNode;
  /** Its partial solution, or its workset and its solution set. */
  readonly starts: readonly PlanNode[];
  /** The next partial solution, or the next workset and the solution set's delta. */
  readonly results: readonly PlanNode[];
}

export interface Channel {
  readonly source: PlanNode;
  readonly ship: 'Forward' | 'Hash Partition' | 'Redistribute' | 'Rebalance' | 'Custom Partition' | 'Broadcast';
  readonly shipKeys: readonly number[] | null;
  /** `Sort (combining) on [0:ASC]`. */
  readonly local: string | null;
  readonly partitioner: PartitionerSpec;
  /** Of an iteration's head: its result, or its word to the synchronization task. Null: the step function. */
  readonly tag?: 'final' | 'sync';
  /** Exchanged in batch, whatever its source is. */
  readonly batch?: true;
}

export interface Properties {
  readonly partitioning:
    | 'RANDOM_PARTITIONED'
    | 'HASH_PARTITIONED'
    | 'FORCED_REBALANCED'
    | 'CUSTOM_PARTITIONING'
    | 'RANGE_PARTITIONED'
    | 'FULL_REPLICATION';
  readonly partitionedOn: readonly number[] | null;
  /** Of ranges: `[0:ASC]`. */
  readonly partitioningOrder?: string;
  readonly order: string | null;
  readonly grouped: readonly number[] | null;
}
/** -1: unknown. */
export interface Estimates {
  readonly size: number;
  readonly records: number;
}
export interface Costs {
  readonly network: number;
  readonly disk: number;
  readonly cpu: number;
}

/** Size in bytes and lines of a source's file as its input format estimates them; null when it can't be read. */
export type FileStatistics = (path: string) => Estimates | null;

export const RANDOM: Properties = {
  partitioning: 'RANDOM_PARTITIONED',
  partitionedOn: null,
  order: null,
  grouped: null,
};
export const UNKNOWN: Estimates = { size: -1, records: -1 };
export const FREE: Costs = { network: 0, disk: 0, cpu: 0 };

export function keyText(keys: readonly number[]): string {
  return `[${keys.join(', ')}]`;
}
/** `[0:ASC,2:DESC]` */
export function orderText(keys: readonly number[], sort: readonly SortKey[] = []): string {
  const then = sort.map(({ position, order }) => `${position}:${order === 'ASCENDING' ? 'ASC' : 'DESC'}`);
  return `[${[...keys.map((key) => `${key}:ASC`), ...then].join(',')}]`;
}

type NodeParts = Partial<PlanNode> &
  Pick<PlanNode, 'pact' | 'contents' | 'nodeName' | 'parallelism' | 'spec' | 'outputType'>;

export function nodeOf(parts: NodeParts): PlanNode {
  const { inputs = [], costs = FREE } = parts;
  const cumulative = inputs.reduce((total, { source }) => addCosts(total, source.cumulative), costs);
  return {
    type: 'pact',
    driver: null,
    chainable: false,
    properties: RANDOM,
    estimates: UNKNOWN,
    broadcasts: [],
    parameters: null,
    iteration: inputs.find(({ source }) => source.iteration !== null)?.source.iteration ?? null,
    loop: null,
    attached: [],
    hidden: false,
    combiner: false,
    breaksPipeline: false,
    ...parts,
    inputs,
    costs,
    cumulative,
  };
}

export function addCosts(a: Costs, b: Costs): Costs {
  const add = (x: number, y: number): number => (x < 0 || y < 0 ? -1 : x + y);
  return { network: add(a.network, b.network), disk: add(a.disk, b.disk), cpu: add(a.cpu, b.cpu) };
}
