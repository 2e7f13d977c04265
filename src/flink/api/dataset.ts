import { aggregator } from './aggregations.ts';
import type { Configuration } from './configuration.ts';
import { DataSetCoGroup, DataSetJoin, extreme, GroupedDataSet, groupCombine, groupReduce } from './dataset-groups.ts';
import { type DataSetKey, keysOf, oneKey, sortKeysOf } from './dataset-keys.ts';
import type {
  BulkIteration,
  DataSetBody,
  DataSetKeys,
  DataSetOperator,
  DataSetPlan,
  DataSetSink,
  DeltaIteration,
  FieldAggregation,
  JoinHint,
  SortKey,
} from './dataset-plan.ts';
import { defaultEnvironmentState } from './environment.ts';
import { illegalArgument, invalidProgram, javaError, runtimeError, typeMissing } from './errors.ts';
import type {
  FilterFunction,
  FlatMapFunction,
  JoinFunction,
  MapFunction,
  Partitioner,
  ReduceFunction,
  SinkFunction,
  UserFunction,
} from './functions.ts';
import { tupleSelector } from './keys.ts';
import type { FileFormat, StreamEnvironmentState } from './transformations.ts';
import { validateParallelism } from './transforming.ts';
import { BASIC, isTupleType, sameType, type TypeInformation, tupleType } from './types.ts';

/** org.apache.flink.api.java.ExecutionEnvironment, without execute(): that is the caller's. */
export class ExecutionEnvironment {
  readonly state: StreamEnvironmentState;
  private sinks: DataSetOperator[] = [];
  private executed = false;
  /** Utils.getCallLocationName: `main(BatchWordCount.java:13)`; it is part of every operator's name. */
  callLocation: () => string = () => '<unknown>';

  constructor(parallelism: number, configuration: Configuration = {}) {
    this.state = defaultEnvironmentState(parallelism, configuration);
  }

  getParallelism(): number {
    return this.state.parallelism ?? 1;
  }
  setParallelism(parallelism: number): this {
    if (parallelism < 1) {
      throw illegalArgument(
        'Parallelism must be at least one, or ExecutionConfig.PARALLELISM_DEFAULT (use system default).',
      );
    }
    this.state.parallelism = parallelism;
    return this;
  }

  private source(
    inputFormat: string,
    type: TypeInformation,
    body: Omit<Extract<DataSetBody, { kind: 'source' }>, 'kind'>,
    parallelism: number | null,
  ): DataSet {
    const name = `at ${this.callLocation()} (${inputFormat})`;
    return new DataSet(this, { name, parallelism, outputType: type, kind: 'source', ...body });
  }
  fromElements(elements: readonly unknown[], type: TypeInformation): DataSet {
    if (elements.length === 0) throw illegalArgument('The number of elements must not be zero.');
    return this.fromCollection(elements, type);
  }
  fromCollection(elements: readonly unknown[], type: TypeInformation): DataSet {
    const format = 'org.apache.flink.api.java.io.CollectionInputFormat';
    return this.source(format, type, { elements, path: null, format: null }, 1);
  }
  generateSequence(from: number, to: number, elements: readonly unknown[]): DataSet {
    const format = 'org.apache.flink.api.java.io.ParallelIteratorInputFormat';
    if (from > to) throw illegalArgument('Start of sequence must not be greater than the end');
    return this.source(format, BASIC.long, { elements, path: null, format: null }, null);
  }
  readTextFile(path: string, charset = 'UTF-8'): DataSet {
    const format = 'org.apache.flink.api.java.io.TextInputFormat';
    return this.source(format, BASIC.string, { elements: null, path, format: { kind: 'text', charset } }, null);
  }
  readCsvFile(path: string, format: FileFormat, type: TypeInformation): DataSet {
    return this.source(
      'org.apache.flink.api.java.io.TupleCsvInputFormat',
      type,
      { elements: null, path, format },
      null,
    );
  }

  addSink(sink: DataSetOperator): void {
    this.sinks.push(sink);
  }
  /**
   * What execute() does first: takes the sinks away. Throws RuntimeException without sinks.
   * `defaultName` is `Flink Java Job at <date>`.
   */
  takePlan(jobName: string | null, defaultName: string): DataSetProgram {
    const program = this.peekPlan(defaultName, jobName);
    this.sinks = [];
    this.executed = true;
    return program;
  }
  /** The plan as it is, without taking its sinks (getExecutionPlan). Throws RuntimeException without sinks. */
  peekPlan(defaultName: string, jobName: string | null = null): DataSetProgram {
    if (this.sinks.length === 0) {
      throw runtimeError(
        this.executed
          ? "No new data sinks have been defined since the last execution. The last execution refers to the latest call to 'execute()', 'count()', 'collect()', or 'print()'."
          : 'No data sinks have been created yet. A program needs at least one sink that consumes data. Examples are writing the data set or printing it.',
      );
    }
    const plan: DataSetPlan = {
      jobName: jobName ?? this.state.configuration['pipeline.name'] ?? defaultName,
      parallelism: this.getParallelism(),
      sinks: this.sinks,
      executionMode: 'PIPELINED',
    };
    return { environment: { ...this.state }, plan };
  }
}

/** A DataSet program, ready to be translated. */
export interface DataSetProgram {
  readonly environment: StreamEnvironmentState;
  readonly plan: DataSetPlan;
}

/** org.apache.flink.api.java.DataSet and its operators; setters return the data set itself. */
export class DataSet {
  private typeUsed = false;
  constructor(
    readonly environment: ExecutionEnvironment,
    readonly operator: DataSetOperator,
  ) {}

  /** Throws InvalidTypesException when the type is missing. */
  getType(): TypeInformation {
    const type = this.operator.outputType;
    if (type.missing !== undefined) throw typeMissing(type);
    this.typeUsed = true;
    return type;
  }
  returns(type: TypeInformation): this {
    if (this.typeUsed) {
      throw javaError(
        'java.lang.IllegalStateException',
        'TypeInformation cannot be filled in for the type after it has been used. Please make sure that the type info ' +
          'hints are the first call after the transformation function, before any access to types or semantic properties, etc.',
      );
    }
    this.operator.outputType = type;
    return this;
  }
  name(name: string): this {
    this.operator.name = name;
    return this;
  }
  setParallelism(parallelism: number): this {
    validateParallelism(parallelism);
    this.operator.parallelism = parallelism === -1 ? null : parallelism;
    return this;
  }

  protected derive(what: string, outputType: TypeInformation, body: DataSetBody): DataSet {
    const name = `${what} at ${this.environment.callLocation()}`;
    return new DataSet(this.environment, { name, parallelism: null, outputType, ...body });
  }

  map(fn: UserFunction<MapFunction>, outputType: TypeInformation): DataSet {
    this.getType();
    return this.derive('Map', outputType, { kind: 'map', input: this.operator, fn });
  }
  flatMap(fn: UserFunction<FlatMapFunction>, outputType: TypeInformation): DataSet {
    this.getType();
    return this.derive('FlatMap', outputType, { kind: 'flatMap', input: this.operator, fn });
  }
  filter(fn: UserFunction<FilterFunction>): DataSet {
    return this.derive('Filter', this.getType(), { kind: 'filter', input: this.operator, fn });
  }
  /** `fn` has reduceGroup(values, out), which is MapPartitionFunction.mapPartition. */
  mapPartition(fn: UserFunction<unknown>, outputType: TypeInformation): DataSet {
    this.getType();
    return this.derive('MapPartition', outputType, { kind: 'mapPartition', input: this.operator, fn });
  }
  project(...fields: readonly number[]): DataSet {
    const type = this.getType();
    const outputType = tupleType(fields.map((field) => type.fields[field]!.type));
    const selected = fields.map((field) => ({ path: [field], type: type.fields[field]!.type }));
    const { instantiate } = tupleSelector(type, selected);
    const fn: UserFunction<MapFunction> = {
      name: 'Projection',
      instantiate: (jvm) => {
        const selector = instantiate(jvm);
        return { map: (value) => selector.getKey(value) };
      },
    };
    return new DataSet(this.environment, {
      name: `Projection [${fields.join(', ')}]`,
      parallelism: null,
      outputType,
      kind: 'map',
      input: this.operator,
      fn,
    });
  }
  /** The data as a list in the runtime context of each subtask of the operator. */
  withBroadcastSet(data: DataSet, name: string): this {
    this.operator.broadcasts = [...(this.operator.broadcasts ?? []), { name, data: data.operator }];
    return this;
  }
  /** What open() gets. */
  withParameters(parameters: ReadonlyMap<string, string>): this {
    this.operator.parameters = parameters;
    return this;
  }

  groupBy(key: DataSetKey): GroupedDataSet {
    return new GroupedDataSet(this, keysOf(key, this.getType()));
  }
  reduce(fn: UserFunction<ReduceFunction>): DataSet {
    return this.derive('Reduce', this.getType(), { kind: 'reduce', input: this.operator, keys: null, fn });
  }
  reduceGroup(fn: UserFunction<unknown>, outputType: TypeInformation, combinable = false): DataSet {
    return groupReduce(this, null, { fn, outputType, combinable });
  }
  first(n: number): DataSet {
    if (n < 1) throw invalidProgram('Parameter n of first(n) must be at least 1.');
    return groupReduce(this, null, { first: n, combinable: true, location: 'first(DataSet.java:595)' });
  }
  minBy(fields: readonly number[]): DataSet {
    return this.reduce(extreme('min', fields, this.getType()));
  }
  maxBy(fields: readonly number[]): DataSet {
    return this.reduce(extreme('max', fields, this.getType()));
  }
  /** `fn` has reduceGroup(values, out), which is GroupCombineFunction.combine. */
  combineGroup(fn: UserFunction<unknown>, outputType: TypeInformation): DataSet {
    return groupCombine(this, null, fn, outputType);
  }
  aggregate(how: FieldAggregation['how'], field: number): AggregateDataSet {
    return new AggregateDataSet(this, null, [{ how, field }]);
  }
  // These call aggregate() and first() calls reduceGroup(): the location in the name is then one of Flink's own.
  sum(field: number): AggregateDataSet {
    return new AggregateDataSet(this, null, [{ how: 'sum', field }], 'sum(DataSet.java:356)');
  }
  max(field: number): AggregateDataSet {
    return new AggregateDataSet(this, null, [{ how: 'max', field }], 'max(DataSet.java:372)');
  }
  min(field: number): AggregateDataSet {
    return new AggregateDataSet(this, null, [{ how: 'min', field }], 'min(DataSet.java:388)');
  }
  distinct(key: DataSetKey | null = null): DataSet {
    const type = this.getType();
    const keys = keysOf(key ?? { fields: ['*'] }, type);
    return this.derive('Distinct', type, { kind: 'distinct', input: this.operator, keys, fn: null });
  }

  union(other: DataSet): DataSet {
    if (!sameType(this.getType(), other.getType())) {
      throw invalidProgram(
        `Cannot union inputs of different types. Input1=${this.getType().name}, input2=${other.getType().name}`,
      );
    }
    const body = { kind: 'union', input: this.operator, second: other.operator } as const;
    return this.derive('Union', this.getType(), body);
  }
  join(
    other: DataSet,
    outer: 'inner' | 'left' | 'right' | 'full' = 'inner',
    hint: JoinHint = 'OPTIMIZER_CHOOSES',
  ): DataSetJoin {
    return new DataSetJoin(this, other, outer, hint);
  }
  coGroup(other: DataSet): DataSetCoGroup {
    return new DataSetCoGroup(this, other);
  }
  cross(
    other: DataSet,
    fn: UserFunction<JoinFunction> | null = null,
    outputType?: TypeInformation,
    tiny: 'first' | 'second' | null = null,
  ): DataSet {
    const type = outputType ?? tupleType([this.getType(), other.getType()]);
    return this.derive('Cross', type, { kind: 'cross', input: this.operator, second: other.operator, fn, tiny });
  }

  rebalance(): DataSet {
    return this.partition('rebalance', null, null);
  }
  partitionByHash(key: DataSetKey): DataSet {
    return this.partition('hash', keysOf(key, this.getType()), null);
  }
  partitionByRange(key: DataSetKey): DataSet {
    return this.partition('range', keysOf(key, this.getType()), null);
  }
  partitionCustom(partitioner: UserFunction<Partitioner>, key: DataSetKey): DataSet {
    return this.partition('custom', oneKey(key, this.getType()), partitioner);
  }
  private partition(
    how: 'hash' | 'range' | 'rebalance' | 'custom',
    keys: DataSetKeys | null,
    partitioner: UserFunction<Partitioner> | null,
  ): DataSet {
    const body = { kind: 'partition', input: this.operator, how, keys, partitioner } as const;
    return this.derive('Partition', this.getType(), body);
  }
  /** Called on what it made before, it adds to the order (SortPartitionOperator). */
  sortPartition(key: DataSetKey | number, order: SortKey['order']): DataSet {
    const named = typeof key === 'number' ? { positions: [key] } : key;
    const selected = 'selector' in named;
    const sort = sortKeysOf(named, order, this.getType());
    const { operator } = this;
    if (operator.kind !== 'sortPartition') {
      return this.derive('Sort', this.getType(), { kind: 'sortPartition', input: operator, sort, selected });
    }
    if (selected || operator.selected) {
      throw invalidProgram(
        selected ? 'KeySelector cannot be chained.' : 'Expression keys cannot be appended after selector function keys',
      );
    }
    const { name, parallelism } = operator;
    const body = { kind: 'sortPartition', input: operator.input, sort: [...operator.sort, ...sort], selected } as const;
    return new DataSet(this.environment, { name, parallelism, outputType: this.getType(), ...body });
  }

  /** IterativeDataSet: the data set that the step function starts from; closeWith gives the result. */
  iterate(maxIterations: number): IterativeDataSet {
    const iteration: BulkIteration = { input: this.operator, maxIterations, starts: [], result: null, criterion: null };
    return new IterativeDataSet(this, iteration);
  }
  /** `this` is the solution set. */
  iterateDelta(workset: DataSet, maxIterations: number, key: DataSetKey): DeltaIterationSets {
    return new DeltaIterationSets(this, workset, maxIterations, keysOf(key, this.getType()));
  }

  /** A sink; `name` as the output format prints itself. */
  output(name: string, sink: DataSetSink): DataSetOperator {
    const operator: DataSetOperator = {
      name,
      parallelism: null,
      outputType: this.getType(),
      kind: 'sink',
      input: this.operator,
      sink,
    };
    this.environment.addSink(operator);
    return operator;
  }
  /** The sink of collect() and print(): the job's result has the records in this accumulator. */
  collect(accumulator: string): void {
    this.output('collect()', { kind: 'collect', accumulator, counts: false });
  }
  /** The sink of count(): the job's result has the number of records in this accumulator. */
  count(accumulator: string): void {
    this.output('count()', { kind: 'collect', accumulator, counts: true });
  }
  printOnTaskManager(identifier: string): DataSetOperator {
    return this.output('Print to System.out', { kind: 'print', identifier, stderr: false });
  }
  writeAsText(path: string, overwrite = false): DataSetOperator {
    const sink = { kind: 'file', format: 'text', path, overwrite, rowDelimiter: '\n', fieldDelimiter: ',' } as const;
    return this.output(`TextOutputFormat (${path}) - UTF-8`, sink);
  }
  writeAsCsv(path: string, rowDelimiter = '\n', fieldDelimiter = ',', overwrite = false): DataSetOperator {
    if (!isTupleType(this.getType())) {
      throw illegalArgument('The writeAsCsv() method can only be used on data sets of tuples.');
    }
    const sink = { kind: 'file', format: 'csv', path, overwrite, rowDelimiter, fieldDelimiter } as const;
    return this.output(`CsvOutputFormat (path: ${path}, delimiter: ${fieldDelimiter})`, sink);
  }
  /** output(OutputFormat) of a user's format. */
  outputFormat(name: string, fn: UserFunction<SinkFunction>): DataSetOperator {
    return this.output(name, { kind: 'function', fn });
  }
  printToErrOnTaskManager(identifier: string): DataSetOperator {
    return this.output('Print to System.err', { kind: 'print', identifier, stderr: true });
  }
  discard(name = 'org.apache.flink.api.java.io.DiscardingOutputFormat'): DataSetOperator {
    return this.output(name, { kind: 'discard' });
  }
}

/** IterativeDataSet. */
export class IterativeDataSet extends DataSet {
  constructor(
    input: DataSet,
    readonly iteration: BulkIteration,
  ) {
    super(input.environment, {
      name: 'Partial Solution',
      parallelism: null,
      outputType: input.getType(),
      kind: 'partialSolution',
      iteration,
    });
    iteration.starts.push(this.operator);
  }
  closeWith(result: DataSet, criterion: DataSet | null = null): DataSet {
    this.iteration.result = result.operator;
    this.iteration.criterion = criterion?.operator ?? null;
    return new DataSet(this.environment, {
      name: 'Bulk Iteration',
      parallelism: this.operator.parallelism,
      outputType: this.getType(),
      kind: 'bulkIteration',
      iteration: this.iteration,
    });
  }
}

/** DeltaIteration: the two data sets of its step function. */
export class DeltaIterationSets {
  readonly iteration: DeltaIteration;
  readonly workset: DataSet;
  readonly solutionSet: DataSet;
  private readonly type: TypeInformation;
  constructor(
    private readonly solution: DataSet,
    workset: DataSet,
    maxIterations: number,
    keys: DataSetKeys,
  ) {
    this.type = solution.getType();
    this.iteration = {
      name: 'Unnamed Delta Iteration',
      solution: solution.operator,
      workset: workset.operator,
      keys,
      maxIterations,
      starts: [],
      parallelism: null,
      delta: null,
      next: null,
    };
    this.workset = this.placeholder('workset', 'Workset', workset.getType());
    this.solutionSet = this.placeholder('solutionSet', 'Solution Set', this.type);
  }
  private placeholder(kind: 'workset' | 'solutionSet', name: string, outputType: TypeInformation): DataSet {
    const { iteration, solution } = this;
    const set = new DataSet(solution.environment, { name, parallelism: null, outputType, kind, iteration });
    iteration.starts.push(set.operator);
    return set;
  }
  closeWith(delta: DataSet, next: DataSet): DataSet {
    const { iteration, solution, type } = this;
    iteration.delta = delta.operator;
    iteration.next = next.operator;
    const { name, parallelism } = iteration;
    return new DataSet(solution.environment, {
      name,
      parallelism,
      outputType: type,
      kind: 'deltaIteration',
      iteration,
    });
  }
}

/** AggregateOperator: one or more aggregated fields. */
export class AggregateDataSet extends DataSet {
  constructor(
    private readonly aggregated: DataSet,
    private readonly keys: DataSetKeys | null,
    private readonly aggregations: readonly FieldAggregation[],
    private readonly location: string = aggregated.environment.callLocation(),
  ) {
    const type = aggregated.getType();
    for (const aggregation of aggregations) checkAggregation(type, aggregation);
    const calls = aggregations.map(({ how, field }) => `${how.toUpperCase()}(${field}),`).join('');
    super(aggregated.environment, {
      // AggregateOperator drops the last character of the name it makes, which is the closing bracket.
      name: `${calls} at ${location}`.slice(0, -1),
      parallelism: null,
      outputType: type,
      kind: 'groupReduce',
      input: aggregated.operator,
      keys,
      fn: null,
      aggregations,
      first: null,
      combinable: true,
      sort: [],
    });
  }
  and(how: FieldAggregation['how'], field: number): AggregateDataSet {
    return new AggregateDataSet(this.aggregated, this.keys, [...this.aggregations, { how, field }], this.location);
  }
}

function checkAggregation(type: TypeInformation, { how, field }: FieldAggregation): void {
  if (!isTupleType(type)) {
    throw invalidProgram('Aggregating on field positions is only possible on tuple data types.');
  }
  const target = type.fields[field]?.type;
  if (!target) throw illegalArgument('Aggregation field position is out of range.');
  if (how !== 'sum') return;
  try {
    aggregator('sum', type, [field]);
  } catch {
    throw javaError(
      'org.apache.flink.api.java.aggregation.UnsupportedAggregationTypeException',
      `The type java.lang.${target.name} is currently not supported for built-in sum aggregations.`,
    );
  }
}
