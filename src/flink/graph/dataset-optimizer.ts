import type { DataSetKeys, DataSetOperator, DataSetPlan } from '../api/dataset-plan.ts';
import type { Partitioner, UserFunction } from '../api/functions.ts';
import { murmurHash } from '../api/key-groups.ts';
import type { OperatorSpec, PartitionerSpec } from '../api/transformations.ts';
import { Tuple } from '../api/tuple.ts';
import type { TypeInformation } from '../api/types.ts';
import { constant } from '../api/user-functions.ts';
import { hashCode } from '../api/values.ts';

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
}

export interface Channel {
  readonly source: PlanNode;
  readonly ship: 'Forward' | 'Hash Partition' | 'Redistribute' | 'Rebalance' | 'Custom Partition' | 'Broadcast';
  readonly shipKeys: readonly number[] | null;
  /** `Sort (combining) on [0:ASC]`. */
  readonly local: string | null;
  readonly partitioner: PartitionerSpec;
}

export interface Properties {
  readonly partitioning:
    | 'RANDOM_PARTITIONED'
    | 'HASH_PARTITIONED'
    | 'FORCED_REBALANCED'
    | 'CUSTOM_PARTITIONING'
    | 'FULL_REPLICATION';
  readonly partitionedOn: readonly number[] | null;
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

const RANDOM: Properties = { partitioning: 'RANDOM_PARTITIONED', partitionedOn: null, order: null, grouped: null };
const UNKNOWN: Estimates = { size: -1, records: -1 };
const FREE: Costs = { network: 0, disk: 0, cpu: 0 };

export function keyText(keys: readonly number[]): string {
  return `[${keys.join(', ')}]`;
}
function orderText(keys: readonly number[]): string {
  return `[${keys.map((key) => `${key}:ASC`).join(',')}]`;
}

/** The plan's sinks; the other nodes are reached through their inputs. */
export function optimize(plan: DataSetPlan, statistics: FileStatistics = () => null): readonly PlanNode[] {
  const done = new Map<DataSetOperator, PlanNode>();
  const visit = (operator: DataSetOperator): PlanNode => {
    let node = done.get(operator);
    if (!node) {
      node = new Planner(plan, statistics, visit).plan(operator);
      done.set(operator, node);
    }
    return node;
  };
  return plan.sinks.map(visit);
}

type NodeParts = Partial<PlanNode> &
  Pick<PlanNode, 'pact' | 'contents' | 'nodeName' | 'parallelism' | 'spec' | 'outputType'>;

function nodeOf(parts: NodeParts): PlanNode {
  const { inputs = [], costs = FREE } = parts;
  const cumulative = inputs.reduce((total, { source }) => addCosts(total, source.cumulative), costs);
  return {
    type: 'pact',
    driver: null,
    chainable: false,
    properties: RANDOM,
    estimates: UNKNOWN,
    ...parts,
    inputs,
    costs,
    cumulative,
  };
}

function addCosts(a: Costs, b: Costs): Costs {
  const add = (x: number, y: number): number => (x < 0 || y < 0 ? -1 : x + y);
  return { network: add(a.network, b.network), disk: add(a.disk, b.disk), cpu: add(a.cpu, b.cpu) };
}

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

class Planner {
  constructor(
    private readonly plan_: DataSetPlan,
    private readonly statistics: FileStatistics,
    private readonly visit: (operator: DataSetOperator) => PlanNode,
  ) {}

  private parallelism(operator: DataSetOperator): number {
    return explicitParallelism(operator) ?? this.plan_.parallelism;
  }

  plan(operator: DataSetOperator): PlanNode {
    switch (operator.kind) {
      case 'source':
        return this.source(operator);
      case 'map':
        return this.unary(operator, 'Map', 'Map', { kind: 'map', fn: operator.fn }, 1);
      case 'flatMap':
        return this.unary(operator, 'FlatMap', 'FlatMap', { kind: 'flatMap', fn: operator.fn }, 5);
      case 'filter':
        return this.unary(operator, 'Filter', 'FlatMap', { kind: 'filter', fn: operator.fn }, 0.5);
      case 'mapPartition': {
        const spec = { kind: 'batch.groupReduce', keys: null, fn: operator.fn, ...NO_AGGREGATION } as const;
        const full = { ...spec, type: operator.outputType };
        return { ...this.unary(operator, 'MapPartition', 'Map Partition', full, -1), chainable: false };
      }
      case 'reduce':
      case 'distinct':
      case 'groupReduce':
        return this.reduce(operator);
      case 'join':
      case 'coGroup':
        return this.binary(operator);
      case 'cross':
        return this.cross(operator);
      case 'union':
        return this.union(operator);
      case 'partition':
        return this.partition(operator);
      case 'sortPartition':
        return this.sortPartition(operator);
      case 'sink':
        return this.sink(operator);
    }
  }

  private source(operator: Extract<DataSetOperator, { kind: 'source' }>): PlanNode {
    const estimates = (operator.path !== null ? this.statistics(operator.path) : null) ?? UNKNOWN;
    const { elements, path, format } = operator;
    return nodeOf({
      type: 'source',
      pact: 'Data Source',
      contents: operator.name,
      nodeName: `DataSource (${operator.name})`,
      parallelism: this.parallelism(operator),
      spec: { kind: 'batch.source', elements, path, format },
      outputType: operator.outputType,
      estimates,
      costs: { ...FREE, disk: Math.max(0, estimates.size) },
    });
  }

  /** Forward while the parallelism stays, else redistribute. */
  private forward(from: PlanNode, parallelism: number, local: string | null = null): Channel {
    const source =
      from.spec === null ? rechannel(from, parallelism, (input) => this.forward(input, parallelism)) : from;
    const same = source.parallelism === parallelism;
    return {
      source,
      ship: same ? 'Forward' : 'Redistribute',
      shipKeys: null,
      local,
      partitioner: { kind: same ? 'FORWARD' : 'REBALANCE' },
    };
  }

  private hash(source: PlanNode, keys: DataSetKeys, parallelism: number, local: string | null): Channel {
    const positions = keys.positions ?? [0];
    if (source.spec === null) {
      // The partitioning is pushed through the union.
      const union = rechannel(source, parallelism, (input) => this.hash(input, keys, parallelism, null));
      return { source: union, ship: 'Forward', shipKeys: null, local, partitioner: { kind: 'FORWARD' } };
    }
    const { partitioning, partitionedOn } = source.properties;
    if (
      partitioning === 'HASH_PARTITIONED' &&
      keys.positions !== null &&
      source.parallelism === parallelism &&
      partitionedOn?.join() === positions.join()
    ) {
      const sorted = source.properties.order === orderText(positions);
      return this.forward(source, parallelism, sorted ? null : local);
    }
    return {
      source,
      ship: 'Hash Partition',
      shipKeys: positions,
      local,
      partitioner: { kind: 'CUSTOM', partitioner: HASH_PARTITIONER, selector: keys.selector },
    };
  }

  private unary(
    operator: Extract<DataSetOperator, { input: DataSetOperator }>,
    pact: string,
    driver: string,
    spec: OperatorSpec,
    factor: number,
  ): PlanNode {
    const source = this.visit(operator.input);
    const channel = this.forward(source, this.parallelism(operator));
    const { records } = source.estimates;
    return nodeOf({
      pact,
      contents: operator.name,
      nodeName: `${pact} (${operator.name})`,
      driver,
      parallelism: this.parallelism(operator),
      inputs: [channel],
      spec,
      outputType: operator.outputType,
      chainable: true,
      // A filter keeps the fields where they are.
      properties: spec.kind === 'filter' && channel.ship === 'Forward' ? source.properties : RANDOM,
      estimates: { size: -1, records: records < 0 || factor < 0 ? -1 : records * factor },
      costs: channelCosts(channel),
    });
  }

  private reduce(operator: Extract<DataSetOperator, { kind: 'reduce' | 'distinct' | 'groupReduce' }>): PlanNode {
    const grouping = operator.kind === 'groupReduce';
    const source = this.visit(operator.input);
    const keyed = operator.keys !== null && operator.keys.positions === null ? extractor(source) : source;
    const details = {
      keys: operator.keys?.selector ?? null,
      fn: operator.fn,
      aggregations: grouping ? operator.aggregations : [],
      first: grouping ? operator.first : null,
      type: operator.input.outputType,
    };
    const parallelism = operator.keys === null ? 1 : this.parallelism(operator);
    const combines = !grouping || operator.combinable;
    const positions = operator.keys?.positions ?? [0];
    const sort = (combining: boolean): string | null =>
      operator.keys === null ? null : `Sort${combining ? ' (combining)' : ''} on ${orderText(positions)}`;
    const toReducer = (from: PlanNode, local: string | null): Channel =>
      operator.keys === null ? this.forward(from, parallelism) : this.hash(from, operator.keys, parallelism, local);

    let channel = toReducer(keyed, sort(grouping && combines));
    if (combines && channel.ship !== 'Forward') {
      const combiner = nodeOf({
        pact: grouping ? 'GroupCombine' : 'Reduce',
        contents: operator.name,
        nodeName: `Combine (${operator.name})`,
        driver: combinerDriver(grouping, operator.keys !== null),
        parallelism: keyed.parallelism,
        inputs: [this.forward(keyed, keyed.parallelism)],
        spec: { kind: 'batch.combine', ...details },
        outputType: operator.input.outputType,
        chainable: !(grouping && operator.keys === null),
        estimates: { size: -1, records: keyed.estimates.records },
        properties: RANDOM,
      });
      channel = { ...toReducer(combiner, sort(grouping)), source: combiner };
    }
    const plain = grouping && (!combines || operator.keys === null);
    const node = nodeOf({
      pact: grouping ? 'GroupReduce' : 'Reduce',
      contents: operator.name,
      nodeName: `${plain ? 'GroupReduce' : 'Reduce'} (${operator.name})`,
      driver: reducerDriver(grouping, operator.keys !== null),
      parallelism,
      inputs: [channel],
      spec: { kind: 'batch.groupReduce', ...details },
      outputType: operator.outputType,
      chainable: !grouping && operator.keys === null,
      properties: reducedProperties(channel, operator.keys),
      costs: channelCosts(channel),
    });
    return operator.keys !== null && operator.keys.positions === null && !grouping ? remover(node) : node;
  }

  private binary(operator: Extract<DataSetOperator, { kind: 'join' | 'coGroup' }>): PlanNode {
    const parallelism = this.parallelism(operator);
    const selectors = operator.left.positions === null || operator.right.positions === null;
    const side = (input: DataSetOperator): PlanNode => (selectors ? extractor(this.visit(input)) : this.visit(input));
    const [first, second] = [side(operator.input), side(operator.second)];
    const sorts = operator.kind === 'coGroup' || operator.outer === 'full';
    const local = (keys: DataSetKeys): string | null => (sorts ? `Sort on ${orderText(keys.positions ?? [0])}` : null);
    const inputs = [
      this.hash(first, operator.left, parallelism, local(operator.left)),
      this.hash(second, operator.right, parallelism, local(operator.right)),
    ];
    const keys = { left: operator.left.selector, right: operator.right.selector };
    const outer = operator.kind === 'join' ? operator.outer : 'inner';
    const what = operator.kind === 'coGroup' ? 'CoGroup' : OUTER_NAMES[outer];
    return nodeOf({
      pact: operator.kind === 'coGroup' ? 'CoGroup' : outer === 'inner' ? 'Join' : 'Outer Join',
      contents: operator.name,
      nodeName: `${what} (${operator.name})`,
      driver: operator.kind === 'coGroup' ? 'Co-Group' : JOIN_DRIVERS[outer],
      parallelism,
      inputs,
      spec:
        operator.kind === 'coGroup'
          ? { kind: 'batch.coGroup', ...keys, fn: operator.fn }
          : { kind: 'batch.join', ...keys, fn: operator.fn, outer },
      outputType: operator.outputType,
      costs: inputs.map(channelCosts).reduce(addCosts),
    });
  }

  /** The second input is sent to every subtask and held there. */
  private cross(operator: Extract<DataSetOperator, { kind: 'cross' }>): PlanNode {
    const [first, second] = [this.visit(operator.input), this.visit(operator.second)];
    const parallelism = this.parallelism(operator);
    const broadcast: Channel = {
      source: second,
      ship: 'Broadcast',
      shipKeys: null,
      local: null,
      partitioner: { kind: 'BROADCAST' },
    };
    const inputs = [this.forward(first, parallelism), broadcast];
    return nodeOf({
      pact: 'Cross',
      contents: operator.name,
      nodeName: `Cross (${operator.name})`,
      driver: 'Nested Loops',
      parallelism,
      inputs,
      spec: { kind: 'batch.cross', fn: operator.fn },
      outputType: operator.outputType,
      costs: inputs.map(channelCosts).reduce(addCosts),
    });
  }

  private union(operator: Extract<DataSetOperator, { kind: 'union' }>): PlanNode {
    const sources = [this.visit(operator.input), this.visit(operator.second)];
    const parallelism = Math.max(...sources.map((source) => source.parallelism));
    const sum = (pick: (estimates: Estimates) => number): number =>
      sources.some(({ estimates }) => pick(estimates) < 0) ? -1 : sources.reduce((n, s) => n + pick(s.estimates), 0);
    return nodeOf({
      pact: 'Union',
      contents: '',
      nodeName: 'Union',
      parallelism,
      inputs: sources.map((source) => this.forward(source, parallelism)),
      spec: null,
      outputType: operator.outputType,
      estimates: { size: sum(({ size }) => size), records: sum(({ records }) => records) },
    });
  }

  private partition(operator: Extract<DataSetOperator, { kind: 'partition' }>): PlanNode {
    const source = this.visit(operator.input);
    const parallelism = this.parallelism(operator);
    const positions = operator.keys?.positions ?? null;
    const channel: Channel =
      operator.how === 'hash'
        ? this.hash(source, operator.keys!, parallelism, null)
        : operator.how === 'custom'
          ? {
              source,
              ship: 'Custom Partition',
              shipKeys: positions,
              local: null,
              partitioner: { kind: 'CUSTOM', partitioner: operator.partitioner!, selector: operator.keys!.selector },
            }
          : { source, ship: 'Rebalance', shipKeys: null, local: null, partitioner: { kind: 'REBALANCE' } };
    const partitioning = (
      { hash: 'HASH_PARTITIONED', custom: 'CUSTOM_PARTITIONING', rebalance: 'FORCED_REBALANCED' } as const
    )[operator.how];
    return nodeOf({
      pact: 'Partition',
      contents: operator.name,
      nodeName: 'Partition',
      driver: 'No-Op',
      parallelism,
      inputs: [channel],
      spec: { kind: 'filter', fn: constant('NoOp', { filter: () => true }) },
      outputType: operator.outputType,
      chainable: true,
      properties: { ...RANDOM, partitioning, partitionedOn: positions },
      estimates: source.estimates,
      costs: channelCosts(channel),
    });
  }

  private sortPartition(operator: Extract<DataSetOperator, { kind: 'sortPartition' }>): PlanNode {
    const source = this.visit(operator.input);
    const order = `[${operator.field}:${operator.order === 'ASCENDING' ? 'ASC' : 'DESC'}]`;
    const channel = this.forward(source, this.parallelism(operator), `Sort on ${order}`);
    return nodeOf({
      pact: 'Sort-Partition',
      contents: operator.name,
      nodeName: 'Sort-Partition',
      driver: 'No-Op',
      parallelism: this.parallelism(operator),
      inputs: [channel],
      spec: { kind: 'batch.sort', field: operator.field, order: operator.order },
      outputType: operator.outputType,
      properties: { ...source.properties, order, grouped: [operator.field] },
      estimates: source.estimates,
      costs: channelCosts(channel),
    });
  }

  private sink(operator: Extract<DataSetOperator, { kind: 'sink' }>): PlanNode {
    const source = this.visit(operator.input);
    const channel = this.forward(source, this.parallelism(operator));
    return nodeOf({
      type: 'sink',
      pact: 'Data Sink',
      contents: operator.name,
      nodeName: `DataSink (${operator.name})`,
      parallelism: this.parallelism(operator),
      inputs: [channel],
      spec: sinkSpec(operator),
      outputType: operator.outputType,
      properties: channel.ship === 'Forward' ? source.properties : RANDOM,
      estimates: source.estimates,
      costs: channelCosts(channel),
    });
  }
}

/** A union with other channels from its inputs: it takes over what its consumer asks for. */
function rechannel(union: PlanNode, parallelism: number, channel: (input: PlanNode) => Channel): PlanNode {
  return { ...union, parallelism, inputs: union.inputs.map(({ source }) => channel(source)) };
}

/** What translateToDataFlow sets: maps, filters, sorts and sinks take their input's, so that they chain; -1 (null) is the default. */
function explicitParallelism(operator: DataSetOperator): number | null {
  if (operator.parallelism !== null) return operator.parallelism;
  switch (operator.kind) {
    case 'map':
    case 'flatMap':
    case 'filter':
    case 'mapPartition':
    case 'sortPartition':
    case 'sink':
      return explicitParallelism(operator.input);
    case 'reduce':
      return operator.keys === null ? 1 : null;
    case 'groupReduce':
      return operator.keys === null && operator.aggregations.length === 0 ? 1 : null;
    default:
      return null;
  }
}

const NO_AGGREGATION = { aggregations: [], first: null } as const;
const JOIN_DRIVERS = {
  inner: 'Hybrid Hash',
  left: 'LEFT_HYBRIDHASH_BUILD_SECOND',
  right: 'RIGHT_HYBRIDHASH_BUILD_FIRST',
  full: 'FULL_OUTER_MERGE',
} as const;
const OUTER_NAMES = { inner: 'Join', left: 'LeftOuterJoin', right: 'RightOuterJoin', full: 'FullOuterJoin' } as const;

function combinerDriver(grouping: boolean, keyed: boolean): string {
  if (!keyed) return grouping ? 'Group Reduce All' : 'Reduce All';
  return grouping ? 'Sorted Combine' : 'Sorted Combine/Reduce';
}
function reducerDriver(grouping: boolean, keyed: boolean): string {
  if (!keyed) return grouping ? 'Group Reduce All' : 'Reduce All';
  return grouping ? 'Sorted Group Reduce' : 'Sorted Reduce';
}

function reducedProperties(channel: Channel, keys: DataSetKeys | null): Properties {
  if (keys === null || keys.positions === null) return RANDOM;
  const { positions } = keys;
  return {
    partitioning: 'HASH_PARTITIONED',
    partitionedOn: channel.shipKeys ?? channel.source.properties.partitionedOn,
    order: orderText(positions),
    grouped: positions,
  };
}

/** KeyFunctions.appendKeyExtractor: key selectors cost a map before the operator. */
function extractor(source: PlanNode): PlanNode {
  return identityMap(source, 'Key Extractor');
}
function remover(source: PlanNode): PlanNode {
  return identityMap(source, 'Key Remover');
}
/** The simulated drivers call the selector themselves, so these maps hand records on as they are. */
function identityMap(source: PlanNode, name: string): PlanNode {
  return nodeOf({
    pact: 'Map',
    contents: name,
    nodeName: `Map (${name})`,
    driver: 'Map',
    parallelism: source.parallelism,
    inputs: [{ source, ship: 'Forward', shipKeys: null, local: null, partitioner: { kind: 'FORWARD' } }],
    spec: { kind: 'map', fn: constant(name.replace(' ', ''), { map: (value) => value }) },
    outputType: source.outputType,
    chainable: true,
    estimates: { size: -1, records: source.estimates.records },
  });
}

/** CostEstimator: sending costs the bytes sent, sorting twice the bytes to disk and nine times to the CPU. */
function channelCosts(channel: Channel): Costs {
  const { size } = channel.source.estimates;
  const sends = channel.ship !== 'Forward';
  const sorts = channel.local !== null;
  if (size < 0) return { network: sends ? -1 : 0, disk: sends || sorts ? -1 : 0, cpu: sends || sorts ? -1 : 0 };
  return { network: sends ? size : 0, disk: sorts ? 2 * size : 0, cpu: sorts ? 9 * size : 0 };
}

function sinkSpec(operator: Extract<DataSetOperator, { kind: 'sink' }>): OperatorSpec {
  const { sink } = operator;
  switch (sink.kind) {
    case 'collect':
      return { kind: 'batch.collect', accumulator: sink.accumulator };
    case 'print':
      return { kind: 'sink.print', identifier: sink.identifier, stderr: sink.stderr };
    case 'discard':
      return { kind: 'sink.discard' };
    case 'file': {
      const { path, format, overwrite, rowDelimiter, fieldDelimiter } = sink;
      return { kind: 'sink.file', path, format, overwrite, rowDelimiter, fieldDelimiter };
    }
  }
}
