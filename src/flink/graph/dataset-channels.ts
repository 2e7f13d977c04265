import type { DataSetKeys, DataSetPlan } from '../api/dataset-plan.ts';
import type { Partitioner, UserFunction } from '../api/functions.ts';
import { murmurHash } from '../api/key-groups.ts';
import { Tuple } from '../api/tuple.ts';
import { constant } from '../api/user-functions.ts';
import { hashCode } from '../api/values.ts';
import { type Channel, type Costs, orderText, type PlanNode } from './dataset-nodes.ts';

/** How data gets from one node of a DataSet plan to the next: ship strategies (ShipStrategyType) and what they cost. */

/** OutputEmitter's hash partitioning: murmur hash of the key, modulo the channels. */
const HASH_PARTITIONER: UserFunction<Partitioner> = constant('HashPartitioner', {
  partition: (key, partitions) => murmurHash(comparatorHash(key)) % partitions,
});
const HASH_SALT = [
  73, 79, 97, 113, 131, 197, 199, 311, 337, 373, 719, 733, 919, 971, 991, 1193, 1931, 3119, 3779, 7793, 7937, 9311,
  9377, 11939, 19391, 19937, 37199, 39119, 71993, 91193, 93719, 93911,
];

/** TypeComparator.hash: tuples mix their fields' hash codes with a salt. */
function comparatorHash(key: unknown): number {
  if (!(key instanceof Tuple) || key.$arity === 0) return hashCode(key);
  let code = hashCode(key.$field(0));
  for (let i = 1; i < key.$arity; i++) code = (Math.imul(code, HASH_SALT[i & 31]!) + hashCode(key.$field(i))) | 0;
  return code;
}

/** Forward while the parallelism stays, else redistribute. */
export function forward(from: PlanNode, parallelism: number, local: string | null = null): Channel {
  if (from.loop !== null) return resultOf(from, (head) => forward(head, parallelism, local));
  const source = from.spec === null ? rechannel(from, parallelism, (input) => forward(input, parallelism)) : from;
  const same = source.parallelism === parallelism;
  return {
    source,
    ship: same ? 'Forward' : 'Redistribute',
    shipKeys: null,
    local,
    partitioner: { kind: same ? 'FORWARD' : 'REBALANCE' },
  };
}

/** By key; not again when the data is so already. A union passes the wish on to its inputs. */
export function hash(source: PlanNode, keys: DataSetKeys, parallelism: number, local: string | null): Channel {
  const positions = keys.positions ?? [0];
  if (source.loop !== null) return resultOf(source, (head) => hash(head, keys, parallelism, local));
  if (source.spec === null) {
    // The partitioning is pushed through the union.
    const union = rechannel(source, parallelism, (input) => hash(input, keys, parallelism, null));
    return { source: union, ship: 'Forward', shipKeys: null, local, partitioner: { kind: 'FORWARD' } };
  }
  const { partitioning, partitionedOn } = source.properties;
  if (
    partitioning === 'HASH_PARTITIONED' &&
    keys.positions !== null &&
    source.parallelism === parallelism &&
    partitionedOn?.every((field) => positions.includes(field))
  ) {
    const sorted = source.properties.order === orderText(positions);
    return forward(source, parallelism, sorted ? null : local);
  }
  return {
    source,
    ship: 'Hash Partition',
    shipKeys: positions,
    local,
    partitioner: { kind: 'CUSTOM', partitioner: HASH_PARTITIONER, selector: keys.selector },
  };
}

/** All of it to every subtask. */
export function broadcast(source: PlanNode, parallelism: number): Channel {
  if (source.loop !== null) return resultOf(source, (head) => broadcast(head, parallelism));
  const ship = { ship: 'Broadcast', shipKeys: null, local: null, partitioner: { kind: 'BROADCAST' } } as const;
  if (source.spec !== null) return { source, ...ship };
  return { source: rechannel(source, parallelism, (input) => broadcast(input, parallelism)), ...ship };
}

/** The result of an iteration comes from its head. */
function resultOf(result: PlanNode, channel: (head: PlanNode) => Channel): Channel {
  const inner: Channel = { ...channel(result.loop!.head), tag: 'final' };
  return { ...inner, source: { ...result, inputs: [inner] } };
}

/** A union with other channels from its inputs: it takes over what its consumer asks for. */
function rechannel(union: PlanNode, parallelism: number, channel: (input: PlanNode) => Channel): PlanNode {
  return { ...union, parallelism, inputs: union.inputs.map(({ source }) => channel(source)) };
}

/** DataExchangeMode.select for what `consumer` reads through the channel. */
export function exchangeMode(
  { source, batch }: Channel,
  consumer: PlanNode,
  mode: DataSetPlan['executionMode'],
): 'PIPELINED' | 'BATCH' {
  if (mode === 'BATCH' || batch) return 'BATCH';
  const from = source.combiner ? source.inputs[0]!.source : source;
  return from.breaksPipeline && !consumer.combiner && from.iteration === null ? 'BATCH' : 'PIPELINED';
}

/** CostEstimator: what a driver costs that holds one of its inputs, where nobody knows how much that is. */
export function driverCosts(inputs: readonly Channel[]): Costs {
  const unknown = inputs.some(({ source }) => source.estimates.size < 0) ? -1 : 0;
  return { network: 0, disk: unknown, cpu: unknown };
}

/** CostEstimator: sending costs the bytes sent, sorting twice the bytes to disk and nine times to the CPU. */
export function channelCosts(channel: Channel): Costs {
  const { size } = channel.source.estimates;
  const sends = channel.ship !== 'Forward';
  const sorts = channel.local !== null;
  if (size < 0) return { network: sends ? -1 : 0, disk: sorts ? -1 : 0, cpu: sorts ? -1 : 0 };
  return { network: sends ? size : 0, disk: sorts ? 2 * size : 0, cpu: sorts ? 9 * size : 0 };
}
