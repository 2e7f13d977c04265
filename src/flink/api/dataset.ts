import { aggregator } from './aggregations.ts';
import type { Configuration } from './configuration.ts';
import type {
  DataSetBody,
  DataSetKeys,
  DataSetOperator,
  DataSetPlan,
  DataSetSink,
  FieldAggregation,
} from './dataset-plan.ts';
import { defaultEnvironmentState } from './environment.ts';
import { illegalArgument, invalidProgram, javaError, runtimeError, typeMissing } from './errors.ts';
import type {
  CoGroupFunction,
  FilterFunction,
  FlatMapFunction,
  JoinFunction,
  KeySelector,
  MapFunction,
  Partitioner,
  ReduceFunction,
  UserFunction,
} from './functions.ts';
import { type FlatField, keysByExpression, keysByPosition, readPath, tupleSelector, validateKeyType } from './keys.ts';
import type { FileFormat, StreamEnvironmentState } from './transformations.ts';
import { validateParallelism } from './transforming.ts';
import { BASIC, isTupleType, sameType, type TypeInformation, tupleType } from './types.ts';

/** How grouping and join keys are named. */
export type DataSetKey =
  | { readonly selector: UserFunction<KeySelector>; readonly type: TypeInformation }
  | { readonly positions: readonly number[] }
  | { readonly fields: readonly string[] };

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
  takePlan(
    jobName: string | null,
    defaultName: string,
  ): { readonly environment: StreamEnvironmentState; readonly plan: DataSetPlan } {
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
    this.sinks = [];
    this.executed = true;
    return { environment: { ...this.state }, plan };
  }
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
    return this.derive('Projection', outputType, { kind: 'map', input: this.operator, fn });
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
  join(other: DataSet, outer: 'inner' | 'left' | 'right' | 'full' = 'inner'): DataSetJoin {
    return new DataSetJoin(this, other, outer);
  }
  coGroup(other: DataSet): DataSetCoGroup {
    return new DataSetCoGroup(this, other);
  }
  cross(other: DataSet, fn: UserFunction<JoinFunction> | null = null, outputType?: TypeInformation): DataSet {
    const type = outputType ?? tupleType([this.getType(), other.getType()]);
    return this.derive('Cross', type, { kind: 'cross', input: this.operator, second: other.operator, fn });
  }

  rebalance(): DataSet {
    return this.partition('rebalance', null, null);
  }
  partitionByHash(key: DataSetKey): DataSet {
    return this.partition('hash', keysOf(key, this.getType()), null);
  }
  partitionCustom(partitioner: UserFunction<Partitioner>, key: DataSetKey): DataSet {
    return this.partition('custom', oneKey(key, this.getType()), partitioner);
  }
  private partition(
    how: 'hash' | 'rebalance' | 'custom',
    keys: DataSetKeys | null,
    partitioner: UserFunction<Partitioner> | null,
  ): DataSet {
    const body = { kind: 'partition', input: this.operator, how, keys, partitioner } as const;
    return this.derive('Partition', this.getType(), body);
  }
  sortPartition(field: number, order: 'ASCENDING' | 'DESCENDING'): DataSet {
    const body = { kind: 'sortPartition', input: this.operator, field, order } as const;
    return this.derive('Sort', this.getType(), body);
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
  /** The sink of collect(), print() and count(): the job's result has the records in this accumulator. */
  collect(accumulator: string, name = 'collect()'): void {
    this.output(name, { kind: 'collect', accumulator });
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
  discard(): DataSetOperator {
    return this.output('org.apache.flink.api.java.io.DiscardingOutputFormat', { kind: 'discard' });
  }
}

/** Grouping: UnsortedGrouping. */
export class GroupedDataSet {
  constructor(
    private readonly input: DataSet,
    private readonly keys: DataSetKeys,
  ) {}
  reduce(fn: UserFunction<ReduceFunction>): DataSet {
    const { operator } = this.input;
    return derive(this.input, 'Reduce', this.input.getType(), { kind: 'reduce', input: operator, keys: this.keys, fn });
  }
  reduceGroup(fn: UserFunction<unknown>, outputType: TypeInformation, combinable = false): DataSet {
    return groupReduce(this.input, this.keys, { fn, outputType, combinable });
  }
  first(n: number): DataSet {
    if (n < 1) throw invalidProgram('Parameter n of first(n) must be at least 1.');
    return groupReduce(this.input, this.keys, {
      first: n,
      combinable: true,
      location: 'first(UnsortedGrouping.java:220)',
    });
  }
  aggregate(how: FieldAggregation['how'], field: number): AggregateDataSet {
    return new AggregateDataSet(this.input, this.keys, [{ how, field }]);
  }
  sum(field: number): AggregateDataSet {
    return this.aggregate('sum', field);
  }
  min(field: number): AggregateDataSet {
    return this.aggregate('min', field);
  }
  max(field: number): AggregateDataSet {
    return this.aggregate('max', field);
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

function derive(input: DataSet, what: string, outputType: TypeInformation, body: DataSetBody): DataSet {
  const name = `${what} at ${input.environment.callLocation()}`;
  return new DataSet(input.environment, { name, parallelism: null, outputType, ...body });
}

function groupReduce(
  input: DataSet,
  keys: DataSetKeys | null,
  how: {
    readonly fn?: UserFunction<unknown>;
    readonly outputType?: TypeInformation;
    readonly first?: number;
    readonly combinable: boolean;
    readonly location?: string;
  },
): DataSet {
  const outputType = how.outputType ?? input.getType();
  const body: DataSetBody = {
    kind: 'groupReduce',
    input: input.operator,
    keys,
    fn: how.fn ?? null,
    aggregations: [],
    first: how.first ?? null,
    combinable: how.combinable,
  };
  const name = `GroupReduce at ${how.location ?? input.environment.callLocation()}`;
  return new DataSet(input.environment, { name, parallelism: null, outputType, ...body });
}

/** `a.join(b).where(...).equalTo(...)`. */
export class DataSetJoin {
  constructor(
    private readonly first: DataSet,
    private readonly second: DataSet,
    private readonly outer: 'inner' | 'left' | 'right' | 'full',
  ) {}
  /** Without `fn` the result is Tuple2 of the two. */
  on(
    left: DataSetKey,
    right: DataSetKey,
    fn: UserFunction<JoinFunction> | null = null,
    outputType?: TypeInformation,
  ): DataSet {
    const [a, b] = [this.first.getType(), this.second.getType()];
    const where =
      this.outer === 'inner' ? this.first.environment.callLocation() : 'with(JoinOperatorSetsBase.java:252)';
    return new DataSet(this.first.environment, {
      name: `Join at ${where}`,
      parallelism: null,
      outputType: outputType ?? tupleType([a, b]),
      kind: 'join',
      input: this.first.operator,
      second: this.second.operator,
      left: keysOf(left, a),
      right: keysOf(right, b),
      fn,
      outer: this.outer,
    });
  }
}

/** `a.coGroup(b).where(...).equalTo(...).with(...)`. */
export class DataSetCoGroup {
  constructor(
    private readonly first: DataSet,
    private readonly second: DataSet,
  ) {}
  on(left: DataSetKey, right: DataSetKey, fn: UserFunction<CoGroupFunction>, outputType: TypeInformation): DataSet {
    return derive(this.first, 'CoGroup', outputType, {
      kind: 'coGroup',
      input: this.first.operator,
      second: this.second.operator,
      left: keysOf(left, this.first.getType()),
      right: keysOf(right, this.second.getType()),
      fn,
    });
  }
}

function keysOf(key: DataSetKey, type: TypeInformation): DataSetKeys {
  if ('selector' in key) {
    if (key.type.missing !== undefined) throw typeMissing(key.type);
    return { selector: key.selector, positions: null };
  }
  const fields = 'positions' in key ? keysByPosition(key.positions, type) : keysByExpression(key.fields, type);
  return fieldKeys(type, fields);
}

/** One field is its own key (the comparators compare fields, there is no key tuple). */
function fieldKeys(type: TypeInformation, fields: readonly FlatField[]): DataSetKeys {
  for (const field of fields) validateKeyType(field.type);
  const [only, ...more] = fields;
  const selector: UserFunction<KeySelector> =
    only && more.length === 0
      ? { name: 'Field', instantiate: () => ({ getKey: (value) => readPath(type, value, only.path) }) }
      : tupleSelector(type, fields);
  return { selector, positions: fields.map((field) => field.path[0] ?? 0) };
}

function oneKey(key: DataSetKey, type: TypeInformation): DataSetKeys {
  const keys = keysOf(key, type);
  if (keys.positions !== null && keys.positions.length !== 1) {
    throw invalidProgram('Custom partitioners can only be used with keys that have one key field.');
  }
  return keys;
}
