/** The DataSet API: ExecutionEnvironment, DataSet and what hangs on it; key-group arithmetic. */

import { type DataSet, ExecutionEnvironment } from '../../flink/api/dataset.ts';
import type { DataSetCoGroup, DataSetJoin, GroupedDataSet } from '../../flink/api/dataset-groups.ts';
import type { DataSetKey } from '../../flink/api/dataset-keys.ts';
import type { Collector, MaybeTask, UserFunction } from '../../flink/api/functions.ts';
import {
  defaultMaxParallelism,
  keyGroupOf,
  keyGroupRange,
  murmurHash,
  subtaskOfHash,
  subtaskOfKeyGroup,
} from '../../flink/api/key-groups.ts';
import { tuple } from '../../flink/api/tuple.ts';
import { BASIC, tupleType } from '../../flink/api/types.ts';
import type { LongValue } from '../../flink/api/values.ts';
import { hashCode } from '../../flink/api/values.ts';
import type { Task } from '../../simulation/task.ts';
import { enter, jvm, within } from '../jvm.ts';
import { isInstance, type JavaClass } from '../link.ts';
import { fieldsOf, formatPattern } from '../runtime/calendar.ts';
import { elements, type JavaCollection, newArrayList } from '../runtime/collections.ts';
import { stringOf } from '../runtime/object.ts';
import { raise } from '../runtime/raise.ts';
import {
  coGroupFunction,
  filterFunction,
  flatMapFunction,
  joinFunction,
  keySelector,
  mapFunction,
  partitioner,
  reduceFunction,
} from './flink-adapters.ts';
import { type CollectorObject, callLocation, Holder, hold, newCollector, userFunction } from './flink-support.ts';
import { typeObject, typeOfClass } from './flink-type-classes.ts';
import { outputType, typeOf, typeOfObject } from './flink-types.ts';
import { library } from './table.ts';

const P = 'org.apache.flink.api.java.';
const FN = 'org.apache.flink.api.common.functions.';
type D = Holder<DataSet> & { environment: ExecutionEnvironment };
type Env = Holder<ExecutionEnvironment>;

function wrap(environment: ExecutionEnvironment, inner: object, name = 'DataSet'): unknown {
  return Object.assign(hold(`${P}${name}`, inner) as object, { environment });
}
/** Names of operators contain where they were called. */
const here = (self: { environment: ExecutionEnvironment }): ExecutionEnvironment => {
  const place = callLocation();
  self.environment.callLocation = () => place;
  return self.environment;
};

/** GroupReduceFunction, MapPartitionFunction, GroupCombineFunction: values in, any number out. */
function groupFunction(object: unknown, method: string): UserFunction<unknown> {
  return userFunction(object, (f, owner) => {
    let collector: CollectorObject | null = null;
    const run =
      (name: string) =>
      (values: Iterable<unknown>, out: Collector<unknown>): MaybeTask<void> => {
        enter(owner);
        collector ??= newCollector();
        collector.out = out;
        return within(owner, f[`${name}$Iterable$Collector`]!(newArrayList([...values]), collector) as MaybeTask<void>);
      };
    return {
      reduceGroup: run(method),
      ...(isInstance(f, `${FN}GroupCombineFunction`) ? { combineGroup: run('combine') } : {}),
      ...(isInstance(f, `${FN}RichFunction`)
        ? {
            open: (context: unknown) => {
              enter(owner);
              f['setRuntimeContext$RuntimeContext']!(hold(`${FN}RuntimeContext$Streaming`, context));
              return within(
                owner,
                f['open$Configuration']!(
                  hold('org.apache.flink.configuration.Configuration', new Map()),
                ) as MaybeTask<void>,
              );
            },
            close: () => {
              enter(owner);
              return within(owner, f['close$']!() as MaybeTask<void>);
            },
          }
        : {}),
    };
  });
}

const key = (selector: unknown): DataSetKey => ({
  selector: keySelector(selector),
  type: outputType(selector, `${P}functions.KeySelector`, 1, null),
});
const positions = (fields: ArrayLike<number>): DataSetKey => ({ positions: Array.from(fields) });
const names = (fields: ArrayLike<string>): DataSetKey => ({ fields: Array.from(fields) });

function defaultName(): string {
  const f = fieldsOf(jvm().ref.currentTimeMillis(), 0);
  return `Flink Java Job at ${formatPattern('EEE MMM dd HH:mm:ss', f, 0, 'UTC', true)} UTC ${f.year}`;
}
function* execute(
  environment: ExecutionEnvironment,
  name: string | null,
): Task<{ jobId: string; runtime: number; accumulators: Readonly<Record<string, unknown>> }> {
  const owner = jvm();
  if (!owner.context) return raise('IllegalStateException', 'no cluster to execute on');
  const { environment: state, plan } = environment.takePlan(name, defaultName());
  const result = yield* owner.context.execute({ kind: 'dataset', environment: state, plan, jobName: plan.jobName });
  enter(owner);
  session().last = result;
  return result;
}
const session = (): { last: unknown } => jvm().local('data set session', () => ({ last: null }));
function* collected(self: D, name: string): Task<unknown[]> {
  const draw = jvm().ref.random('accumulator ids');
  const id = Array.from({ length: 32 }, () => Math.floor(draw.next() * 16).toString(16)).join('');
  here(self);
  self.inner.collect(id, name);
  const result = yield* execute(self.environment, null);
  return [...((result.accumulators[id] ?? []) as unknown[])];
}
function environment(parallelism: number | null): unknown {
  const { context } = jvm();
  const inner = new ExecutionEnvironment(parallelism ?? context?.defaultParallelism ?? 1, context?.configuration ?? {});
  return Object.assign(hold(`${P}ExecutionEnvironment`, inner) as object, { environment: inner });
}
const order = (o: { $name: string }): 'ASCENDING' | 'DESCENDING' =>
  o.$name === 'DESCENDING' ? 'DESCENDING' : 'ASCENDING';
const how = (a: { $name: string }): 'sum' | 'min' | 'max' => a.$name.toLowerCase() as 'sum';

const op = <A extends never[]>(run: (set: DataSet, ...args: A) => object, name?: string) =>
  function (this: D, ...args: A): unknown {
    here(this);
    return wrap(this.environment, run(this.inner, ...args), name);
  };
type G = Holder<GroupedDataSet> & { environment: ExecutionEnvironment };
const grouped = <A extends never[]>(run: (set: GroupedDataSet, ...args: A) => object, name?: string) =>
  function (this: G, ...args: A): unknown {
    here(this);
    return wrap(this.environment, run(this.inner, ...args), name);
  };
const combinable = (f: unknown): boolean => isInstance(f, `${FN}GroupCombineFunction`);
const reduceGroup = (set: { reduceGroup: DataSet['reduceGroup'] }, f: unknown): DataSet =>
  set.reduceGroup(groupFunction(f, 'reduce'), outputType(f, `${FN}GroupReduceFunction`, 1, 1), combinable(f));
const returns = function (this: D, type: unknown): unknown {
  this.inner.returns(type as never);
  return this;
};

/** Every pair; `with` may replace it. */
const crossing = function (this: D, other: D): unknown {
  here(this);
  return Object.assign(
    wrap(this.environment, this.inner.cross(other.inner), 'operators.CrossOperator.DefaultCross') as object,
    { one: this.inner, two: other.inner },
  );
};

interface JoinState {
  join: DataSetJoin | DataSetCoGroup;
  left: DataSetKey;
  right: DataSetKey;
}
type J = Holder<JoinState> & { environment: ExecutionEnvironment };
const joinKeys = (side: 'left' | 'right', next: string) => {
  const body = (keyOf: (k: never) => DataSetKey) =>
    function (this: J, k: never): unknown {
      return wrap(this.environment, { ...this.inner, [side]: keyOf(k) }, next);
    };
  const method = side === 'left' ? 'where' : 'equalTo';
  return {
    [`${method}(int[])`]: body(positions as (k: never) => DataSetKey),
    [`${method}(String[])`]: body(names as (k: never) => DataSetKey),
    [`${method}(KeySelector)`]: body(key as (k: never) => DataSetKey),
  };
};

library({
  package: 'org.apache.flink.api.java',
  stubs: `
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.operators.Order;
import org.apache.flink.api.java.aggregation.Aggregations;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.api.java.operators.*;
import org.apache.flink.core.fs.FileSystem.WriteMode;
public class ExecutionEnvironment {
  public static ExecutionEnvironment getExecutionEnvironment(); @NotSimulated public static ExecutionEnvironment createRemoteEnvironment(String host, int port, String... jars); @NotSimulated public static ExecutionEnvironment createRemoteEnvironment(String host, int port, int parallelism, String... jars); public static LocalEnvironment createLocalEnvironment(); public static LocalEnvironment createLocalEnvironment(int n); public static ExecutionEnvironment createCollectionsEnvironment();
  public ExecutionConfig getConfig(); public int getParallelism(); public void setParallelism(int n);
  public final <X> DataSource<X> fromElements(X... data); public <X> DataSource<X> fromCollection(java.util.Collection<X> data); public <X> DataSource<X> fromCollection(java.util.Collection<X> data, TypeInformation<X> type);
  public DataSource<String> readTextFile(String path); public DataSource<String> readTextFile(String path, String charset); public DataSource<Long> generateSequence(long from, long to); public org.apache.flink.api.java.io.CsvReader readCsvFile(String path);
  @Blocks public JobExecutionResult execute() throws Exception; @Blocks public JobExecutionResult execute(String name) throws Exception; public JobExecutionResult getLastJobExecutionResult(); @NotSimulated public String getExecutionPlan() throws Exception; @NotSimulated public void registerCachedFile(String path, String name);
}
public class LocalEnvironment extends ExecutionEnvironment {}
public class DataSet<T> {
  public ExecutionEnvironment getExecutionEnvironment(); public TypeInformation<T> getType();
  public <R> org.apache.flink.api.java.operators.MapOperator<T, R> map(MapFunction<T, R> f);
  public <R> org.apache.flink.api.java.operators.FlatMapOperator<T, R> flatMap(FlatMapFunction<T, R> f);
  public org.apache.flink.api.java.operators.FilterOperator<T> filter(FilterFunction<T> f);
  public <R> MapPartitionOperator<T, R> mapPartition(MapPartitionFunction<T, R> f);
  public <R extends Tuple> ProjectOperator<T, R> project(int... fields);
  public org.apache.flink.api.java.operators.UnsortedGrouping<T> groupBy(int... fields); public org.apache.flink.api.java.operators.UnsortedGrouping<T> groupBy(String... fields); public <K> org.apache.flink.api.java.operators.UnsortedGrouping<T> groupBy(KeySelector<T, K> key);
  public ReduceOperator<T> reduce(ReduceFunction<T> f); public <R> GroupReduceOperator<T, R> reduceGroup(GroupReduceFunction<T, R> f); public GroupReduceOperator<T, T> first(int n);
  @NotSimulated public ReduceOperator<T> minBy(int... fields); @NotSimulated public ReduceOperator<T> maxBy(int... fields); @NotSimulated public <R> GroupCombineOperator<T, R> combineGroup(GroupCombineFunction<T, R> f);
  public org.apache.flink.api.java.operators.AggregateOperator<T> aggregate(Aggregations how, int field); public org.apache.flink.api.java.operators.AggregateOperator<T> sum(int field); public org.apache.flink.api.java.operators.AggregateOperator<T> min(int field); public org.apache.flink.api.java.operators.AggregateOperator<T> max(int field);
  public DistinctOperator<T> distinct(); public DistinctOperator<T> distinct(int... fields); public DistinctOperator<T> distinct(String... fields); public <K> DistinctOperator<T> distinct(KeySelector<T, K> key);
  public UnionOperator<T> union(DataSet<T> other);
  ${['join', 'leftOuterJoin', 'rightOuterJoin', 'fullOuterJoin'].map((m) => `public <R> Joining<T, R> ${m}(DataSet<R> other);`).join(' ')} public <R> CoGrouping<T, R> coGroup(DataSet<R> other);
  public <R> CrossOperator.DefaultCross<T, R> cross(DataSet<R> other); public <R> CrossOperator.DefaultCross<T, R> crossWithTiny(DataSet<R> other); public <R> CrossOperator.DefaultCross<T, R> crossWithHuge(DataSet<R> other); public <R> Joining<T, R> joinWithTiny(DataSet<R> other); public <R> Joining<T, R> joinWithHuge(DataSet<R> other);
  public PartitionOperator<T> rebalance(); public PartitionOperator<T> partitionByHash(int... fields); public PartitionOperator<T> partitionByHash(String... fields); public <K> PartitionOperator<T> partitionByHash(KeySelector<T, K> key); @NotSimulated public PartitionOperator<T> partitionByRange(int... fields); @NotSimulated public PartitionOperator<T> partitionByRange(String... fields); @NotSimulated public <K> PartitionOperator<T> partitionByRange(KeySelector<T, K> key); public <K> PartitionOperator<T> partitionCustom(Partitioner<K> p, int field); public <K> PartitionOperator<T> partitionCustom(Partitioner<K> p, String field); public <K> PartitionOperator<T> partitionCustom(Partitioner<K> p, KeySelector<T, K> key); public SortPartitionOperator<T> sortPartition(int field, Order order); @NotSimulated public SortPartitionOperator<T> sortPartition(String field, Order order); @NotSimulated public <K> SortPartitionOperator<T> sortPartition(KeySelector<T, K> key, Order order);
  @Blocks public void print() throws Exception; @Blocks public void printToErr() throws Exception; @Blocks public java.util.List<T> collect() throws Exception; @Blocks public long count() throws Exception;
  public org.apache.flink.api.java.operators.DataSink<T> printOnTaskManager(String prefix); public org.apache.flink.api.java.operators.DataSink<T> writeAsText(String path); public org.apache.flink.api.java.operators.DataSink<T> writeAsText(String path, WriteMode mode);
  public org.apache.flink.api.java.operators.DataSink<T> writeAsCsv(String path); public org.apache.flink.api.java.operators.DataSink<T> writeAsCsv(String path, WriteMode mode); public org.apache.flink.api.java.operators.DataSink<T> writeAsCsv(String path, String row, String field); public org.apache.flink.api.java.operators.DataSink<T> writeAsCsv(String path, String row, String field, WriteMode mode);
  @NotSimulated public org.apache.flink.api.java.operators.DataSink<T> output(org.apache.flink.api.common.io.OutputFormat<T> format); @NotSimulated public IterativeDataSet<T> iterate(int max); @NotSimulated public <R> DeltaIteration<T, R> iterateDelta(DataSet<R> workset, int max, int... keys); @NotSimulated public org.apache.flink.api.java.operators.DataSink<T> write(org.apache.flink.api.common.io.OutputFormat<T> format, String path); @NotSimulated public org.apache.flink.api.java.operators.DataSink<T> writeAsFormattedText(String path, Object formatter);
}
public class Joining<A, B> { public JoinWhere<A, B> where(int... f); public JoinWhere<A, B> where(String... f); public <K> JoinWhere<A, B> where(KeySelector<A, K> k); }
public class JoinWhere<A, B> { public JoinOperator.DefaultJoin<A, B> equalTo(int... f); public JoinOperator.DefaultJoin<A, B> equalTo(String... f); public <K> JoinOperator.DefaultJoin<A, B> equalTo(KeySelector<B, K> k); }
public class CoGrouping<A, B> { public CoGroupWhere<A, B> where(int... f); public CoGroupWhere<A, B> where(String... f); public <K> CoGroupWhere<A, B> where(KeySelector<A, K> k); }
public class CoGroupWhere<A, B> { public CoGroupEqual<A, B> equalTo(int... f); public CoGroupEqual<A, B> equalTo(String... f); public <K> CoGroupEqual<A, B> equalTo(KeySelector<B, K> k); }
public class CoGroupEqual<A, B> { public <R> CoGroupOperator<A, B, R> with(CoGroupFunction<A, B, R> f); }
`,
  bodies: {
    ExecutionEnvironment: {
      $class: class extends Holder {},
      getExecutionEnvironment: () => environment(null),
      createCollectionsEnvironment: () => environment(1),
      'createLocalEnvironment()': () => environment(null),
      'createLocalEnvironment(int)': (n: number) => environment(n),
      getConfig(this: Env) {
        return hold('org.apache.flink.api.common.ExecutionConfig', this.inner);
      },
      getParallelism(this: Env) {
        return this.inner.getParallelism();
      },
      setParallelism(this: Env, n: number) {
        this.inner.setParallelism(n);
      },
      fromElements(this: D, values: unknown[]) {
        const list = Array.from(values);
        return wrap(
          here(this),
          this.environment.fromElements(list, typeOfObject(list[0] ?? null)),
          'operators.DataSource',
        );
      },
      'fromCollection(Collection)'(this: D, values: JavaCollection) {
        const list = elements(values);
        if (list.length === 0) raise('IllegalArgumentException', 'The size of the collection must not be empty.');
        return wrap(here(this), this.environment.fromCollection(list, typeOfObject(list[0])), 'operators.DataSource');
      },
      'fromCollection(Collection,TypeInformation)'(this: D, values: JavaCollection, type: unknown) {
        return wrap(
          here(this),
          this.environment.fromCollection(elements(values), typeOf(type)),
          'operators.DataSource',
        );
      },
      'readTextFile(String)'(this: D, path: string) {
        return wrap(here(this), this.environment.readTextFile(path), 'operators.DataSource');
      },
      'readTextFile(String,String)'(this: D, path: string, charset: string) {
        return wrap(here(this), this.environment.readTextFile(path, charset), 'operators.DataSource');
      },
      generateSequence(this: D, from: LongValue, to: LongValue) {
        const [a, b] = [Number(from), Number(to)];
        const values = Array.from({ length: Math.max(0, b - a + 1) }, (_, i) => Long.valueOf(a + i));
        return wrap(here(this), this.environment.generateSequence(a, b, values), 'operators.DataSource');
      },
      *'execute()'(this: D): Task<unknown> {
        return hold('org.apache.flink.api.common.JobExecutionResult', yield* execute(this.environment, null));
      },
      *'execute(String)'(this: D, name: string): Task<unknown> {
        return hold('org.apache.flink.api.common.JobExecutionResult', yield* execute(this.environment, name));
      },
      getLastJobExecutionResult: () => hold('org.apache.flink.api.common.JobExecutionResult', session().last),
    },
    DataSet: {
      $class: class extends Holder {},
      getExecutionEnvironment(this: D) {
        return Object.assign(hold(`${P}ExecutionEnvironment`, this.environment) as object, {
          environment: this.environment,
        });
      },
      getType(this: D) {
        return typeObject(this.inner.getType());
      },
      map: op(
        (s, f: unknown) => s.map(mapFunction(f), outputType(f, `${FN}MapFunction`, 1, null)),
        'operators.MapOperator',
      ),
      flatMap: op(
        (s, f: unknown) => s.flatMap(flatMapFunction(f), outputType(f, `${FN}FlatMapFunction`, 1, 1)),
        'operators.FlatMapOperator',
      ),
      filter: op((s, f: unknown) => s.filter(filterFunction(f)), 'operators.FilterOperator'),
      mapPartition: op(
        (s, f: unknown) =>
          s.mapPartition(groupFunction(f, 'mapPartition'), outputType(f, `${FN}MapPartitionFunction`, 1, 1)),
        'operators.MapPartitionOperator',
      ),
      project: op((s, fields: ArrayLike<number>) => s.project(...Array.from(fields)), 'operators.ProjectOperator'),
      'groupBy(int[])': op(
        (s, fields: ArrayLike<number>) => s.groupBy(positions(fields)),
        'operators.UnsortedGrouping',
      ),
      'groupBy(String[])': op((s, fields: ArrayLike<string>) => s.groupBy(names(fields)), 'operators.UnsortedGrouping'),
      'groupBy(KeySelector)': op((s, k: unknown) => s.groupBy(key(k)), 'operators.UnsortedGrouping'),
      reduce: op((s, f: unknown) => s.reduce(reduceFunction(f)), 'operators.ReduceOperator'),
      reduceGroup: op((s, f: unknown) => reduceGroup(s, f), 'operators.GroupReduceOperator'),
      first: op((s, n: number) => s.first(n), 'operators.GroupReduceOperator'),
      aggregate: op(
        (s, a: { $name: string }, field: number) => s.aggregate(how(a), field),
        'operators.AggregateOperator',
      ),
      sum: op((s, field: number) => s.sum(field), 'operators.AggregateOperator'),
      min: op((s, field: number) => s.min(field), 'operators.AggregateOperator'),
      max: op((s, field: number) => s.max(field), 'operators.AggregateOperator'),
      'distinct()': op((s) => s.distinct(), 'operators.DistinctOperator'),
      'distinct(int[])': op(
        (s, fields: ArrayLike<number>) => s.distinct(positions(fields)),
        'operators.DistinctOperator',
      ),
      'distinct(String[])': op(
        (s, fields: ArrayLike<string>) => s.distinct(names(fields)),
        'operators.DistinctOperator',
      ),
      'distinct(KeySelector)': op((s, k: unknown) => s.distinct(key(k)), 'operators.DistinctOperator'),
      union: op((s, other: D) => s.union(other.inner), 'operators.UnionOperator'),
      join: op((s, other: D) => ({ join: s.join(other.inner) }), 'Joining'),
      joinWithTiny: op((s, other: D) => ({ join: s.join(other.inner) }), 'Joining'),
      joinWithHuge: op((s, other: D) => ({ join: s.join(other.inner) }), 'Joining'),
      leftOuterJoin: op((s, other: D) => ({ join: s.join(other.inner, 'left') }), 'Joining'),
      rightOuterJoin: op((s, other: D) => ({ join: s.join(other.inner, 'right') }), 'Joining'),
      fullOuterJoin: op((s, other: D) => ({ join: s.join(other.inner, 'full') }), 'Joining'),
      coGroup: op((s, other: D) => ({ join: s.coGroup(other.inner) }), 'CoGrouping'),
      cross: crossing,
      crossWithTiny: crossing,
      crossWithHuge: crossing,
      rebalance: op((s) => s.rebalance(), 'operators.PartitionOperator'),
      'partitionByHash(int[])': op(
        (s, fields: ArrayLike<number>) => s.partitionByHash(positions(fields)),
        'operators.PartitionOperator',
      ),
      'partitionByHash(String[])': op(
        (s, fields: ArrayLike<string>) => s.partitionByHash(names(fields)),
        'operators.PartitionOperator',
      ),
      'partitionByHash(KeySelector)': op((s, k: unknown) => s.partitionByHash(key(k)), 'operators.PartitionOperator'),
      'partitionCustom(Partitioner,int)': op(
        (s, p: unknown, field: number) => s.partitionCustom(partitioner(p), positions([field])),
        'operators.PartitionOperator',
      ),
      'partitionCustom(Partitioner,String)': op(
        (s, p: unknown, field: string) => s.partitionCustom(partitioner(p), names([field])),
        'operators.PartitionOperator',
      ),
      'partitionCustom(Partitioner,KeySelector)': op(
        (s, p: unknown, k: unknown) => s.partitionCustom(partitioner(p), key(k)),
        'operators.PartitionOperator',
      ),
      sortPartition: op(
        (s, field: number, o: { $name: string }) => s.sortPartition(field, order(o)),
        'operators.SortPartitionOperator',
      ),
      *print(this: D): Task<void> {
        for (const each of yield* collected(this, 'collect()')) jvm().ref.out(`${stringOf(each)}\n`);
      },
      *printToErr(this: D): Task<void> {
        for (const each of yield* collected(this, 'collect()')) jvm().ref.err(`${stringOf(each)}\n`);
      },
      *collect(this: D): Task<unknown> {
        return newArrayList(yield* collected(this, 'collect()'));
      },
      *count(this: D): Task<number> {
        return (yield* collected(this, 'count()')).length;
      },
      printOnTaskManager: op((s, prefix: string) => s.printOnTaskManager(prefix), 'operators.DataSink'),
      'writeAsText(String)': op((s, path: string) => s.writeAsText(path), 'operators.DataSink'),
      'writeAsText(String,WriteMode)': op(
        (s, path: string, mode: { $name: string }) => s.writeAsText(path, mode.$name === 'OVERWRITE'),
        'operators.DataSink',
      ),
      'writeAsCsv(String)': op((s, path: string) => s.writeAsCsv(path), 'operators.DataSink'),
      'writeAsCsv(String,WriteMode)': op(
        (s, path: string, mode: { $name: string }) => s.writeAsCsv(path, '\n', ',', mode.$name === 'OVERWRITE'),
        'operators.DataSink',
      ),
      'writeAsCsv(String,String,String)': op(
        (s, path: string, row: string, field: string) => s.writeAsCsv(path, row, field),
        'operators.DataSink',
      ),
      'writeAsCsv(String,String,String,WriteMode)': op(
        (s, path: string, row: string, field: string, mode: { $name: string }) =>
          s.writeAsCsv(path, row, field, mode.$name === 'OVERWRITE'),
        'operators.DataSink',
      ),
    },
    Joining: { $class: class extends Holder {}, ...joinKeys('left', 'JoinWhere') },
    JoinWhere: {
      $class: class extends Holder {},
      ...equalTo(
        (state) => (state.join as DataSetJoin).on(state.left, state.right),
        'operators.JoinOperator.DefaultJoin',
      ),
    },
    CoGrouping: { $class: class extends Holder {}, ...joinKeys('left', 'CoGroupWhere') },
    CoGroupWhere: { $class: class extends Holder {}, ...joinKeys('right', 'CoGroupEqual') },
    CoGroupEqual: {
      $class: class extends Holder {},
      with(this: J, f: unknown) {
        here(this);
        const { join, left, right } = this.inner;
        return wrap(
          this.environment,
          (join as DataSetCoGroup).on(left, right, coGroupFunction(f), outputType(f, `${FN}CoGroupFunction`, 2, 2)),
          'operators.CoGroupOperator',
        );
      },
    },
  },
});

import { Long } from '../../flink/api/boxed.ts';

type Equal = D & { state: JoinState };
/** The default join is made at once: it is the data set of pairs until with() replaces it. */
function equalTo(make: (state: JoinState) => DataSet, name: string) {
  const body = (keyOf: (k: never) => DataSetKey) =>
    function (this: J, k: never): unknown {
      here(this);
      const state = { ...this.inner, right: keyOf(k) };
      return Object.assign(wrap(this.environment, make(state), name) as object, { state });
    };
  return {
    'equalTo(int[])': body(positions as (k: never) => DataSetKey),
    'equalTo(String[])': body(names as (k: never) => DataSetKey),
    'equalTo(KeySelector)': body(key as (k: never) => DataSetKey),
  };
}
function joinWith(name: string, collector: number | null) {
  return function (this: Equal, f: unknown): unknown {
    here(this);
    const { join, left, right } = this.state;
    return wrap(
      this.environment,
      (join as DataSetJoin).on(left, right, joinFunction(f), outputType(f, FN + name, 2, collector)),
      'operators.JoinOperator.EquiJoin',
    );
  };
}
void [tuple, tupleType, BASIC];

const UNSORTED = 'operators.';
const UDF =
  'public O returns(Class<OUT> type); public O returns(org.apache.flink.api.common.typeinfo.TypeHint<OUT> hint); public O returns(org.apache.flink.api.common.typeinfo.TypeInformation<OUT> type); @NotSimulated public O withBroadcastSet(DataSet<?> data, String name); @NotSimulated public O withParameters(org.apache.flink.configuration.Configuration parameters);';
const itself = function (this: unknown): unknown {
  return this;
};
const UDF_BODIES = {
  'returns(Class)'(this: D, type: JavaClass) {
    return returns.call(this, typeOfClass(type));
  },
  'returns(TypeHint)'(this: D, hint: { getTypeInfo$(): unknown }) {
    return returns.call(this, typeOf(hint.getTypeInfo$()));
  },
  'returns(TypeInformation)'(this: D, type: unknown) {
    return returns.call(this, typeOf(type));
  },
};
library({
  package: 'org.apache.flink.api.java.operators',
  stubs: `
import org.apache.flink.api.java.*;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.java.aggregation.Aggregations;
public abstract class Operator<OUT, O extends Operator<OUT, O>> extends DataSet<OUT> { public O name(String name); public O setParallelism(int n); public int getParallelism(); public String getName(); }
public abstract class SingleInputOperator<IN, OUT, O extends SingleInputOperator<IN, OUT, O>> extends Operator<OUT, O> {}
public abstract class TwoInputOperator<A, B, OUT, O extends TwoInputOperator<A, B, OUT, O>> extends Operator<OUT, O> {}
public abstract class SingleInputUdfOperator<IN, OUT, O extends SingleInputUdfOperator<IN, OUT, O>> extends SingleInputOperator<IN, OUT, O> { ${UDF} public O withForwardedFields(String... fields); }
public abstract class TwoInputUdfOperator<A, B, OUT, O extends TwoInputUdfOperator<A, B, OUT, O>> extends TwoInputOperator<A, B, OUT, O> { ${UDF} public O withForwardedFieldsFirst(String... fields); public O withForwardedFieldsSecond(String... fields); }
public class DataSource<T> extends Operator<T, DataSource<T>> { @NotSimulated public DataSource<T> withParameters(org.apache.flink.configuration.Configuration parameters); }
${['MapOperator', 'FlatMapOperator', 'MapPartitionOperator', 'GroupReduceOperator', 'GroupCombineOperator'].map((each) => `public class ${each}<IN, OUT> extends SingleInputUdfOperator<IN, OUT, ${each}<IN, OUT>> {}`).join('\n')}
public class ReduceOperator<T> extends SingleInputUdfOperator<T, T, ReduceOperator<T>> {}
public class AggregateOperator<T> extends SingleInputOperator<T, T, AggregateOperator<T>> { public AggregateOperator<T> and(Aggregations how, int field); @NotSimulated public AggregateOperator<T> andSum(int field); @NotSimulated public AggregateOperator<T> andMin(int field); @NotSimulated public AggregateOperator<T> andMax(int field); }
public class ProjectOperator<IN, OUT extends org.apache.flink.api.java.tuple.Tuple> extends SingleInputOperator<IN, OUT, ProjectOperator<IN, OUT>> {}
public class FilterOperator<T> extends SingleInputUdfOperator<T, T, FilterOperator<T>> {}
${['DistinctOperator', 'PartitionOperator', 'SortPartitionOperator', 'IterativeDataSet'].map((each) => `public class ${each}<T> extends SingleInputOperator<T, T, ${each}<T>> {${each === 'IterativeDataSet' ? ' @NotSimulated public DataSet<T> closeWith(DataSet<T> result); @NotSimulated public DataSet<T> closeWith(DataSet<T> result, DataSet<?> criterion); ' : ''}}`).join('\n')}
public class UnionOperator<T> extends TwoInputOperator<T, T, T, UnionOperator<T>> {}
public class CoGroupOperator<A, B, OUT> extends TwoInputUdfOperator<A, B, OUT, CoGroupOperator<A, B, OUT>> {}
public class CrossOperator<A, B, OUT> extends TwoInputUdfOperator<A, B, OUT, CrossOperator<A, B, OUT>> { public static final class DefaultCross<A, B> extends CrossOperator<A, B, org.apache.flink.api.java.tuple.Tuple2<A, B>> { public <R> CrossOperator<A, B, R> with(CrossFunction<A, B, R> f); } }
public abstract class JoinOperator<A, B, OUT> extends TwoInputUdfOperator<A, B, OUT, JoinOperator<A, B, OUT>> {
  public static class EquiJoin<A, B, OUT> extends JoinOperator<A, B, OUT> {}
  public static final class DefaultJoin<A, B> extends EquiJoin<A, B, org.apache.flink.api.java.tuple.Tuple2<A, B>> { public <R> EquiJoin<A, B, R> with(JoinFunction<A, B, R> f); public <R> EquiJoin<A, B, R> with(FlatJoinFunction<A, B, R> f); @NotSimulated public <R extends org.apache.flink.api.java.tuple.Tuple> EquiJoin<A, B, R> projectFirst(int... fields); }
}
@NotSimulated public class DeltaIteration<S, W> { public DataSet<W> getWorkset(); public DataSet<S> getSolutionSet(); public DataSet<S> closeWith(DataSet<S> delta, DataSet<W> workset); }
public class UnsortedGrouping<T> {
  public ReduceOperator<T> reduce(ReduceFunction<T> f); public <R> GroupReduceOperator<T, R> reduceGroup(GroupReduceFunction<T, R> f); public GroupReduceOperator<T, T> first(int n); public AggregateOperator<T> aggregate(Aggregations how, int field); public AggregateOperator<T> sum(int field); public AggregateOperator<T> min(int field); public AggregateOperator<T> max(int field);
  @NotSimulated public SortedGrouping<T> sortGroup(int field, org.apache.flink.api.common.operators.Order order); @NotSimulated public SortedGrouping<T> sortGroup(String field, org.apache.flink.api.common.operators.Order order); @NotSimulated public <K> SortedGrouping<T> sortGroup(org.apache.flink.api.java.functions.KeySelector<T, K> key, org.apache.flink.api.common.operators.Order order); @NotSimulated public ReduceOperator<T> minBy(int... fields); @NotSimulated public ReduceOperator<T> maxBy(int... fields); @NotSimulated public <R> GroupCombineOperator<T, R> combineGroup(GroupCombineFunction<T, R> f);
}
@NotSimulated public class SortedGrouping<T> { public SortedGrouping<T> sortGroup(int field, org.apache.flink.api.common.operators.Order order); public <R> GroupReduceOperator<T, R> reduceGroup(GroupReduceFunction<T, R> f); public GroupReduceOperator<T, T> first(int n); }
public class DataSink<T> { public DataSink<T> name(String name); public DataSink<T> setParallelism(int n); }`,
  bodies: {
    Operator: {
      name(this: D, name: string) {
        this.inner.name(name);
        return this;
      },
      setParallelism(this: D, n: number) {
        this.inner.setParallelism(n);
        return this;
      },
    },
    SingleInputUdfOperator: { ...UDF_BODIES, withForwardedFields: itself },
    TwoInputUdfOperator: { ...UDF_BODIES, withForwardedFieldsFirst: itself, withForwardedFieldsSecond: itself },
    AggregateOperator: {
      and: op(
        (s, a: { $name: string }, field: number) =>
          (s as unknown as { and(h: string, f: number): DataSet }).and(how(a), field),
        'operators.AggregateOperator',
      ),
    },
    'JoinOperator.DefaultJoin': {
      'with(JoinFunction)': joinWith('JoinFunction', null),
      'with(FlatJoinFunction)': joinWith('FlatJoinFunction', 2),
    },
    UnsortedGrouping: {
      $class: class extends Holder {},
      reduce: grouped((g, f: unknown) => g.reduce(reduceFunction(f)), `${UNSORTED}ReduceOperator`),
      reduceGroup: grouped((g, f: unknown) => reduceGroup(g, f), `${UNSORTED}GroupReduceOperator`),
      first: grouped((g, n: number) => g.first(n), `${UNSORTED}GroupReduceOperator`),
      aggregate: grouped(
        (g, a: { $name: string }, field: number) => g.aggregate(how(a), field),
        `${UNSORTED}AggregateOperator`,
      ),
      sum: grouped((g, field: number) => g.sum(field), `${UNSORTED}AggregateOperator`),
      min: grouped((g, field: number) => g.min(field), `${UNSORTED}AggregateOperator`),
      max: grouped((g, field: number) => g.max(field), `${UNSORTED}AggregateOperator`),
    },
    DataSink: {
      $class: class extends Holder {},
      name(this: Holder<{ name: string }>, name: string) {
        this.inner.name = name;
        return this;
      },
      setParallelism(this: Holder<{ parallelism: number | null }>, n: number) {
        this.inner.parallelism = n;
        return this;
      },
    },
  },
});
library({
  package: 'org.apache.flink.api.java.aggregation',
  stubs: 'public enum Aggregations { SUM, MIN, MAX }',
  bodies: {},
});
library({
  package: 'org.apache.flink.api.common.operators',
  stubs: 'public enum Order { NONE, ASCENDING, DESCENDING, ANY }',
  bodies: {},
});
library({
  package: 'org.apache.flink.api.common.io',
  stubs:
    'public interface OutputFormat<T> extends java.io.Serializable {}\npublic abstract class FileInputFormat<T> implements java.io.Serializable {}',
  bodies: {},
});
library({
  package: 'org.apache.flink.api.java.io',
  stubs:
    '@NotSimulated public class CsvReader {}\npublic class TextInputFormat extends org.apache.flink.api.common.io.FileInputFormat<String> { public TextInputFormat(org.apache.flink.core.fs.Path path); }',
  bodies: { TextInputFormat: { new() {} } },
});

type Range = Holder<{ start: number; end: number }>;
library({
  package: 'org.apache.flink.runtime.state',
  stubs: `
public final class KeyGroupRange implements java.io.Serializable { public int getStartKeyGroup(); public int getEndKeyGroup(); public int getNumberOfKeyGroups(); public boolean contains(int group); public String toString(); }
public final class KeyGroupRangeAssignment { public static final int DEFAULT_LOWER_BOUND_MAX_PARALLELISM = 128; public static int assignToKeyGroup(Object key, int max); public static int assignKeyToParallelOperator(Object key, int max, int parallelism); public static int computeKeyGroupForKeyHash(int hash, int max); public static int computeOperatorIndexForKeyGroup(int max, int parallelism, int group); public static KeyGroupRange computeKeyGroupRangeForOperatorIndex(int max, int parallelism, int index); public static int computeDefaultMaxParallelism(int parallelism); }`,
  bodies: {
    KeyGroupRange: {
      $class: class extends Holder {},
      getStartKeyGroup(this: Range) {
        return this.inner.start;
      },
      getEndKeyGroup(this: Range) {
        return this.inner.end;
      },
      getNumberOfKeyGroups(this: Range) {
        return 1 + this.inner.end - this.inner.start;
      },
      contains(this: Range, group: number) {
        return group >= this.inner.start && group <= this.inner.end;
      },
      toString(this: Range) {
        return `KeyGroupRange{startKeyGroup=${this.inner.start}, endKeyGroup=${this.inner.end}}`;
      },
    },
    KeyGroupRangeAssignment: {
      assignToKeyGroup: (k: unknown, max: number) => keyGroupOf(hashCode(k), max),
      assignKeyToParallelOperator: (k: unknown, max: number, parallelism: number) =>
        subtaskOfHash(hashCode(k), parallelism, max),
      computeKeyGroupForKeyHash: keyGroupOf,
      computeOperatorIndexForKeyGroup: (max: number, parallelism: number, group: number) =>
        subtaskOfKeyGroup(group, parallelism, max),
      computeKeyGroupRangeForOperatorIndex: (max: number, parallelism: number, index: number) =>
        hold('org.apache.flink.runtime.state.KeyGroupRange', keyGroupRange(index, parallelism, max)),
      computeDefaultMaxParallelism: defaultMaxParallelism,
    },
  },
});
library({
  package: 'org.apache.flink.util',
  stubs: 'public final class MathUtils { public static int murmurHash(int code); }',
  bodies: { MathUtils: { murmurHash } },
});
