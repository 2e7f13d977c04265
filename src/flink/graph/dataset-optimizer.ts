import type { DataSetKeys, DataSetOperator, DataSetPlan } from '../api/dataset-plan.ts';
import { illegalState, unsupported } from '../api/errors.ts';
import type { OperatorSpec, SolutionAccess } from '../api/transformations.ts';
import { constant } from '../api/user-functions.ts';
import { pipelineBreakers } from './dataset-branches.ts';
import { broadcast, channelCosts, driverCosts, forward, hash } from './dataset-channels.ts';
import { combinerDriver, joinDriver, joinStrategy, OUTER_NAMES, reducerDriver } from './dataset-drivers.ts';
import { bulkIteration, deltaIteration } from './dataset-iterations.ts';
import {
  addCosts,
  type Channel,
  type Estimates,
  type FileStatistics,
  FREE,
  nodeOf,
  orderText,
  type PlanNode,
  type Properties,
  RANDOM,
  UNKNOWN,
} from './dataset-nodes.ts';
import { rangePartitioned } from './dataset-range.ts';

/** The plan's sinks; the other nodes are reached through their inputs. */
export function optimize(plan: DataSetPlan, statistics: FileStatistics = () => null): readonly PlanNode[] {
  const planner = new Planner(plan, statistics);
  return plan.sinks.map((sink) => planner.visit(sink));
}

export class Planner {
  /** Plans of operators; an iteration puts those of its placeholders there. */
  readonly done = new Map<DataSetOperator, PlanNode>();
  private iterations = 0;
  private readonly breakers: ReadonlySet<DataSetOperator>;
  constructor(
    private readonly plan_: DataSetPlan,
    private readonly statistics: FileStatistics,
  ) {
    this.breakers = pipelineBreakers(plan_);
  }

  visit(operator: DataSetOperator): PlanNode {
    let node = this.done.get(operator);
    if (!node) {
      node = this.plan(operator);
      this.done.set(operator, node);
    }
    return node;
  }
  nextIteration(): string {
    return `iteration-${++this.iterations}`;
  }

  parallelism(operator: DataSetOperator): number {
    return explicitParallelism(operator) ?? this.plan_.parallelism;
  }

  private plan(operator: DataSetOperator): PlanNode {
    const node = this.operator(operator);
    const broadcasts = (operator.broadcasts ?? []).map(({ name, data }) => ({
      name,
      channel: broadcast(this.visit(data), node.parallelism),
    }));
    const looping = broadcasts.find(({ channel }) => channel.source.iteration !== null);
    return {
      ...node,
      breaksPipeline: this.breakers.has(operator),
      broadcasts,
      parameters: operator.parameters ?? null,
      chainable: node.chainable && broadcasts.length === 0,
      iteration: node.iteration ?? looping?.channel.source.iteration ?? null,
    };
  }

  private operator(operator: DataSetOperator): PlanNode {
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
      case 'groupCombine':
        return this.groupCombine(operator);
      case 'bulkIteration':
        return bulkIteration(this, operator, operator.iteration);
      case 'deltaIteration':
        return deltaIteration(this, operator, operator.iteration);
      case 'partialSolution':
      case 'workset':
      case 'solutionSet':
        throw illegalState(`The iteration of '${operator.name}' is not closed.`);
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

  private unary(
    operator: Extract<DataSetOperator, { input: DataSetOperator }>,
    pact: string,
    driver: string,
    spec: OperatorSpec,
    factor: number,
  ): PlanNode {
    const source = this.visit(operator.input);
    const channel = forward(source, this.parallelism(operator));
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
    const sort = grouping ? operator.sort : [];
    const source = this.visit(operator.input);
    const keyed = operator.keys !== null && operator.keys.positions === null ? extractor(source) : source;
    const details = {
      keys: operator.keys?.selector ?? null,
      fn: operator.fn,
      aggregations: grouping ? operator.aggregations : [],
      first: grouping ? operator.first : null,
      type: operator.input.outputType,
      sort,
    };
    const parallelism = operator.keys === null ? 1 : this.parallelism(operator);
    const combines = !grouping || operator.combinable;
    const positions = operator.keys?.positions ?? [0];
    const sorted = (combining: boolean): string | null =>
      operator.keys === null ? null : `Sort${combining ? ' (combining)' : ''} on ${orderText(positions, sort)}`;
    const toReducer = (from: PlanNode, local: string | null): Channel =>
      operator.keys === null ? forward(from, parallelism) : hash(from, operator.keys, parallelism, local);

    let channel = toReducer(keyed, sorted(grouping && combines));
    if (combines && channel.ship !== 'Forward') {
      const combiner = nodeOf({
        pact: grouping ? 'GroupCombine' : 'Reduce',
        contents: operator.name,
        nodeName: `Combine (${operator.name})`,
        driver: combinerDriver(grouping, operator.keys !== null),
        parallelism: keyed.parallelism,
        inputs: [forward(keyed, keyed.parallelism)],
        spec: { kind: 'batch.combine', ...details },
        outputType: operator.input.outputType,
        chainable: !(grouping && operator.keys === null),
        estimates: { size: -1, records: keyed.estimates.records },
        properties: keyed.properties.partitioning === 'FORCED_REBALANCED' ? keyed.properties : RANDOM,
        combiner: true,
      });
      channel = { ...toReducer(combiner, sorted(grouping)), source: combiner };
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
      // Aggregations and distinct are known to leave the keys as they are.
      properties: reducedProperties(channel, keepsKeys(operator) ? operator.keys : null),
      costs: channelCosts(channel),
    });
    return operator.keys !== null && operator.keys.positions === null && !grouping ? remover(node) : node;
  }

  private groupCombine(operator: Extract<DataSetOperator, { kind: 'groupCombine' }>): PlanNode {
    const given = this.visit(operator.input);
    const source = operator.keys !== null && operator.keys.positions === null ? extractor(given) : given;
    const channel = forward(source, source.parallelism);
    const redistributed = operator.keys !== null && this.parallelism(operator) !== source.parallelism;
    return nodeOf({
      pact: 'GroupCombine',
      contents: operator.name,
      nodeName: `GroupCombine (${operator.name})`,
      driver: operator.keys === null ? 'ALL_GROUP_COMBINE' : 'Sorted Combine',
      parallelism: source.parallelism,
      inputs: [redistributed ? { ...channel, ship: 'Redistribute' } : channel],
      spec: {
        kind: 'batch.groupReduce',
        keys: operator.keys?.selector ?? null,
        fn: operator.fn,
        type: operator.input.outputType,
        ...NO_AGGREGATION,
        sort: operator.sort,
      },
      outputType: operator.outputType,
      chainable: operator.keys !== null && !redistributed,
      costs: channelCosts(channel),
    });
  }

  private binary(operator: Extract<DataSetOperator, { kind: 'join' | 'coGroup' }>): PlanNode {
    const parallelism = this.parallelism(operator);
    const outer = operator.kind === 'join' ? operator.outer : 'inner';
    const strategy = operator.kind === 'join' ? joinStrategy(operator.hint, outer) : { build: null, broadcast: false };
    const { build } = strategy;
    const channel = (input: DataSetOperator, keys: DataSetKeys, side: 'first' | 'second'): Channel => {
      const given = this.visit(input);
      const source = keys.positions === null ? extractor(given) : given;
      if (strategy.broadcast) return side === build ? broadcast(source, parallelism) : forward(source, parallelism);
      const local = build === null ? `Sort on ${orderText(keys.positions ?? [0])}` : null;
      return hash(source, keys, parallelism, local);
    };
    const solution = solutionAccess(operator, (each) => this.visit(each));
    const inputs = [
      ...(solution?.side === 'first' ? [] : [channel(operator.input, operator.left, 'first')]),
      ...(solution?.side === 'second' ? [] : [channel(operator.second, operator.right, 'second')]),
    ];
    const keys = { left: operator.left.selector, right: operator.right.selector };
    const what = operator.kind === 'coGroup' ? 'CoGroup' : OUTER_NAMES[outer];
    return nodeOf({
      pact: operator.kind === 'coGroup' ? 'CoGroup' : outer === 'inner' ? 'Join' : 'Outer Join',
      contents: operator.name,
      nodeName: `${what} (${operator.name})`,
      driver: operator.kind === 'coGroup' ? 'Co-Group' : joinDriver(outer, build),
      parallelism,
      inputs,
      spec:
        operator.kind === 'coGroup'
          ? { kind: 'batch.coGroup', ...keys, fn: operator.fn, solution }
          : { kind: 'batch.join', ...keys, fn: operator.fn, outer, build, solution },
      outputType: operator.outputType,
      costs: [...inputs.map(channelCosts), build === null ? FREE : driverCosts(inputs)].reduce(addCosts),
    });
  }

  /** The side that is not streamed is held; the smaller one, or else the second, is sent to every subtask. */
  private cross(operator: Extract<DataSetOperator, { kind: 'cross' }>): PlanNode {
    const [first, second] = [this.visit(operator.input), this.visit(operator.second)];
    const parallelism = this.parallelism(operator);
    const inputs =
      operator.tiny === 'first'
        ? [broadcast(first, parallelism), forward(second, parallelism)]
        : [forward(first, parallelism), broadcast(second, parallelism)];
    const blocked = operator.tiny ?? 'first';
    return nodeOf({
      pact: 'Cross',
      contents: operator.name,
      nodeName: `Cross (${operator.name})`,
      driver: `Nested Loops (Blocked Outer: ${blocked})`,
      parallelism,
      inputs,
      spec: { kind: 'batch.cross', fn: operator.fn, blocked },
      outputType: operator.outputType,
      costs: [...inputs.map(channelCosts), driverCosts(inputs)].reduce(addCosts),
    });
  }

  private union(operator: Extract<DataSetOperator, { kind: 'union' }>): PlanNode {
    // BinaryUnionReplacer: unions of unions are one.
    const sources = [this.visit(operator.input), this.visit(operator.second)].flatMap((source) =>
      source.spec === null && source.loop === null ? source.inputs.map((input) => input.source) : [source],
    );
    if (new Set(sources.map(({ iteration }) => iteration)).size > 1) {
      throw unsupported("not simulated: a union of an iteration's data with data from outside of it");
    }
    const parallelism = Math.max(...sources.map((source) => source.parallelism));
    const sum = (pick: (estimates: Estimates) => number): number =>
      sources.some(({ estimates }) => pick(estimates) < 0) ? -1 : sources.reduce((n, s) => n + pick(s.estimates), 0);
    return nodeOf({
      pact: 'Union',
      contents: '',
      nodeName: 'Union',
      parallelism,
      inputs: sources.map((source) => forward(source, parallelism)),
      spec: null,
      outputType: operator.outputType,
      estimates: { size: sum(({ size }) => size), records: sum(({ records }) => records) },
    });
  }

  private partition(operator: Extract<DataSetOperator, { kind: 'partition' }>): PlanNode {
    const given = this.visit(operator.input);
    const { keys } = operator;
    const selected = keys !== null && keys.positions === null;
    const source = selected ? extractor(given) : given;
    const parallelism = this.parallelism(operator);
    const partition = { contents: operator.name, nodeName: 'Partition', pact: 'Partition', driver: 'No-Op' };
    if (operator.how === 'range') {
      const ranged = rangePartitioned(source, keys!, parallelism);
      const node = passing({ ...partition, parallelism, inputs: [forward(ranged, parallelism)] }, operator, ranged);
      return selected ? remover(node) : node;
    }
    const positions = keys?.positions ?? (selected ? [0] : null);
    const channel: Channel =
      operator.how === 'hash'
        ? hash(source, keys!, parallelism, null)
        : operator.how === 'custom'
          ? {
              ...forward(source, parallelism),
              ship: 'Custom Partition',
              shipKeys: positions,
              partitioner: { kind: 'CUSTOM', partitioner: operator.partitioner!, selector: keys!.selector },
            }
          : { ...forward(source, parallelism), ship: 'Rebalance', partitioner: { kind: 'REBALANCE' } };
    const partitioning = (
      { hash: 'HASH_PARTITIONED', custom: 'CUSTOM_PARTITIONING', rebalance: 'FORCED_REBALANCED' } as const
    )[operator.how];
    const node = passing(
      {
        ...partition,
        parallelism,
        inputs: [channel],
        properties: {
          ...(channel.ship === 'Forward' ? source.properties : RANDOM),
          partitioning,
          partitionedOn: positions,
        },
        costs: channelCosts(channel),
      },
      operator,
      source,
    );
    return selected ? remover(node) : node;
  }

  private sortPartition(operator: Extract<DataSetOperator, { kind: 'sortPartition' }>): PlanNode {
    const given = this.visit(operator.input);
    const source = operator.selected ? extractor(given) : given;
    const order = orderText([], operator.sort);
    const channel = forward(source, this.parallelism(operator), `Sort on ${order}`);
    const node = nodeOf({
      pact: 'Sort-Partition',
      contents: operator.name,
      nodeName: 'Sort-Partition',
      driver: 'No-Op',
      parallelism: this.parallelism(operator),
      inputs: [channel],
      spec: { kind: 'batch.sort', sort: operator.sort },
      outputType: operator.outputType,
      properties: { ...source.properties, order, grouped: operator.sort.map(({ position }) => position) },
      estimates: source.estimates,
      costs: channelCosts(channel),
    });
    return operator.selected ? remover(node) : node;
  }

  private sink(operator: Extract<DataSetOperator, { kind: 'sink' }>): PlanNode {
    const source = this.visit(operator.input);
    const channel = forward(source, this.parallelism(operator));
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

/** A node that hands on what it gets. */
function passing(
  parts: Pick<PlanNode, 'pact' | 'contents' | 'nodeName' | 'driver' | 'parallelism' | 'inputs'> & Partial<PlanNode>,
  { outputType }: DataSetOperator,
  { estimates, properties }: PlanNode,
): PlanNode {
  const fn = constant('NoOp', { filter: () => true });
  return nodeOf({ properties, estimates, ...parts, spec: { kind: 'filter', fn }, outputType, chainable: true });
}

/** The side of a join that is the solution set of the iteration that it is in. */
function solutionAccess(
  operator: Extract<DataSetOperator, { kind: 'join' | 'coGroup' }>,
  visit: (operator: DataSetOperator) => PlanNode,
): SolutionAccess | null {
  const side =
    operator.input.kind === 'solutionSet' ? 'first' : operator.second.kind === 'solutionSet' ? 'second' : null;
  if (side === null) return null;
  return { iteration: visit(side === 'first' ? operator.input : operator.second).iteration!, side };
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
    case 'groupCombine':
    case 'sink':
      return explicitParallelism(operator.input);
    case 'reduce':
      return operator.keys === null ? 1 : null;
    case 'partialSolution':
    case 'bulkIteration':
      return operator.parallelism;
    case 'groupReduce':
      return operator.keys === null && operator.aggregations.length === 0 ? 1 : null;
    default:
      return null;
  }
}

const NO_AGGREGATION = { aggregations: [], first: null, sort: [] } as const;

function keepsKeys(operator: Extract<DataSetOperator, { kind: 'reduce' | 'distinct' | 'groupReduce' }>): boolean {
  if (operator.kind === 'groupReduce') {
    const keys = operator.keys?.positions ?? [];
    return operator.aggregations.length > 0 && operator.aggregations.every(({ field }) => !keys.includes(field));
  }
  return operator.kind === 'distinct';
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

function sinkSpec(operator: Extract<DataSetOperator, { kind: 'sink' }>): OperatorSpec {
  const { sink } = operator;
  switch (sink.kind) {
    case 'collect':
      return { kind: 'batch.collect', accumulator: sink.accumulator, counts: sink.counts };
    case 'print':
      return { kind: 'sink.print', identifier: sink.identifier, stderr: sink.stderr };
    case 'function':
      return { kind: 'sink.function', fn: sink.fn };
    case 'discard':
      return { kind: 'sink.discard' };
    case 'file': {
      const { path, format, overwrite, rowDelimiter, fieldDelimiter } = sink;
      return { kind: 'sink.file', path, format, overwrite, rowDelimiter, fieldDelimiter };
    }
  }
}
