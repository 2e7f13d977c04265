/** The DataSet API: ExecutionEnvironment and DataSet. */

import { Long } from '../../../flink/api/boxed.ts';
import type { DataSet, ExecutionEnvironment } from '../../../flink/api/dataset.ts';
import type { JoinHint } from '../../../flink/api/dataset-plan.ts';
import type { RestartStrategy } from '../../../flink/api/transformations.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { jvm } from '../../jvm.ts';
import { elements, type JavaCollection } from '../../runtime/collections.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { filterFunction, flatMapFunction, mapFunction, partitioner, reduceFunction } from './adapters.ts';
import { registerCachedFile } from './cached-files.ts';
import { PAIRING_BODIES } from './dataset-operators.ts';
import {
  byKey,
  collected,
  combineGroup,
  counted,
  defaultName,
  environment,
  execute,
  FIELD,
  FIELDS,
  FUNCTIONS,
  groupFunction,
  here,
  how,
  op,
  order,
  reduceGroup,
  type SetObject,
  session,
  wrap,
} from './dataset-support.ts';
import { outputFormat } from './source-adapters.ts';
import { Holder, hold } from './support.ts';
import { typeObject, typeOfClass } from './type-classes.ts';
import { outputType, typeOf, typeOfObject } from './types.ts';

type Env = Holder<ExecutionEnvironment>;
type Enum = { $name: string };

interface JavaIterator {
  hasNext$(): boolean;
  next$(): unknown;
}
function rest(iterator: JavaIterator): unknown[] {
  const values: unknown[] = [];
  while (iterator.hasNext$()) values.push(iterator.next$());
  return values;
}
const overwrites = (mode: Enum): boolean => mode.$name === 'OVERWRITE';
const SINK = 'org.apache.flink.api.java.operators.DataSink<T>';
const JOINS = { join: 'inner', leftOuterJoin: 'left', rightOuterJoin: 'right', fullOuterJoin: 'full' } as const;

/** join(other), join(other, hint) and the like; where() follows. */
function joins(): Record<string, unknown> {
  const made = (
    self: SetObject,
    other: SetObject,
    outer: 'inner' | 'left' | 'right' | 'full',
    hint: JoinHint,
  ): unknown =>
    wrap(here(self), { join: self.inner.join(other.inner, outer, hint), one: self.inner, two: other.inner }, 'Joining');
  const bodies: Record<string, unknown> = {};
  for (const [method, outer] of Object.entries(JOINS)) {
    bodies[`${method}(DataSet)`] = function (this: SetObject, other: SetObject): unknown {
      return made(this, other, outer, 'OPTIMIZER_CHOOSES');
    };
    bodies[`${method}(DataSet,JoinHint)`] = function (this: SetObject, other: SetObject, hint: Enum): unknown {
      return made(this, other, outer, hint.$name as JoinHint);
    };
  }
  bodies['joinWithTiny'] = function (this: SetObject, other: SetObject): unknown {
    return made(this, other, 'inner', 'BROADCAST_HASH_SECOND');
  };
  bodies['joinWithHuge'] = function (this: SetObject, other: SetObject): unknown {
    return made(this, other, 'inner', 'BROADCAST_HASH_FIRST');
  };
  return bodies;
}

/** Every pair; `with` may replace it. */
const crossing = (tiny: 'first' | 'second' | null) =>
  function (this: SetObject, other: SetObject): unknown {
    here(this);
    return wrap(
      this.environment,
      this.inner.cross(other.inner, null, undefined, tiny),
      'operators.CrossOperator.DefaultCross',
      { one: this.inner, two: other.inner, tiny },
    );
  };

library({
  package: 'org.apache.flink.api.java',
  stubs: `
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.operators.Order;
import org.apache.flink.api.common.operators.base.JoinOperatorBase.JoinHint;
import org.apache.flink.api.java.aggregation.Aggregations;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.api.java.operators.*;
import org.apache.flink.core.fs.FileSystem.WriteMode;
public class ExecutionEnvironment {
  public static ExecutionEnvironment getExecutionEnvironment(); @NotSimulated public static ExecutionEnvironment createRemoteEnvironment(String host, int port, String... jars); @NotSimulated public static ExecutionEnvironment createRemoteEnvironment(String host, int port, int parallelism, String... jars); public static LocalEnvironment createLocalEnvironment(); public static LocalEnvironment createLocalEnvironment(int n); public static ExecutionEnvironment createCollectionsEnvironment();
  public ExecutionConfig getConfig(); public int getParallelism(); public void setParallelism(int n);
  public final <X> DataSource<X> fromElements(X... data); public <X> DataSource<X> fromCollection(java.util.Collection<X> data); public <X> DataSource<X> fromCollection(java.util.Collection<X> data, TypeInformation<X> type); public <X> DataSource<X> fromCollection(java.util.Iterator<X> data, Class<X> type); public <X> DataSource<X> fromCollection(java.util.Iterator<X> data, TypeInformation<X> type);
  public DataSource<String> readTextFile(String path); public DataSource<String> readTextFile(String path, String charset); public DataSource<Long> generateSequence(long from, long to); public org.apache.flink.api.java.io.CsvReader readCsvFile(String path);
  @NotSimulated public <X> DataSource<X> createInput(org.apache.flink.api.common.io.InputFormat<X, ?> format); @NotSimulated public <X> DataSource<X> createInput(org.apache.flink.api.common.io.InputFormat<X, ?> format, TypeInformation<X> type);
  @Blocks public JobExecutionResult execute() throws Exception; @Blocks public JobExecutionResult execute(String name) throws Exception; public JobExecutionResult getLastJobExecutionResult(); public String getExecutionPlan() throws Exception; public void registerCachedFile(String path, String name); public void registerCachedFile(String path, String name, boolean executable); public void setRestartStrategy(org.apache.flink.api.common.restartstrategy.RestartStrategies.RestartStrategyConfiguration strategy); public void setNumberOfExecutionRetries(int n);
}
public class LocalEnvironment extends ExecutionEnvironment {}
public class DataSet<T> {
  public ExecutionEnvironment getExecutionEnvironment(); public TypeInformation<T> getType();
  public <R> MapOperator<T, R> map(MapFunction<T, R> f);
  public <R> FlatMapOperator<T, R> flatMap(FlatMapFunction<T, R> f);
  public FilterOperator<T> filter(FilterFunction<T> f);
  public <R> MapPartitionOperator<T, R> mapPartition(MapPartitionFunction<T, R> f);
  public <R extends Tuple> ProjectOperator<T, R> project(int... fields);
  public UnsortedGrouping<T> groupBy(int... fields); public UnsortedGrouping<T> groupBy(String... fields); public <K> UnsortedGrouping<T> groupBy(KeySelector<T, K> key);
  public ReduceOperator<T> reduce(ReduceFunction<T> f); public <R> GroupReduceOperator<T, R> reduceGroup(GroupReduceFunction<T, R> f); public GroupReduceOperator<T, T> first(int n);
  public ReduceOperator<T> minBy(int... fields); public ReduceOperator<T> maxBy(int... fields); public <R> GroupCombineOperator<T, R> combineGroup(GroupCombineFunction<T, R> f);
  public AggregateOperator<T> aggregate(Aggregations how, int field); public AggregateOperator<T> sum(int field); public AggregateOperator<T> min(int field); public AggregateOperator<T> max(int field);
  public DistinctOperator<T> distinct(); public DistinctOperator<T> distinct(int... fields); public DistinctOperator<T> distinct(String... fields); public <K> DistinctOperator<T> distinct(KeySelector<T, K> key);
  public UnionOperator<T> union(DataSet<T> other);
  ${Object.keys(JOINS)
    .map(
      (m) =>
        `public <R> Joining<T, R> ${m}(DataSet<R> other); public <R> Joining<T, R> ${m}(DataSet<R> other, JoinHint hint);`,
    )
    .join(' ')}
  public <R> Joining<T, R> joinWithTiny(DataSet<R> other); public <R> Joining<T, R> joinWithHuge(DataSet<R> other); public <R> CoGrouping<T, R> coGroup(DataSet<R> other);
  public <R> CrossOperator.DefaultCross<T, R> cross(DataSet<R> other); public <R> CrossOperator.DefaultCross<T, R> crossWithTiny(DataSet<R> other); public <R> CrossOperator.DefaultCross<T, R> crossWithHuge(DataSet<R> other);
  public PartitionOperator<T> rebalance(); public PartitionOperator<T> partitionByHash(int... fields); public PartitionOperator<T> partitionByHash(String... fields); public <K> PartitionOperator<T> partitionByHash(KeySelector<T, K> key); public PartitionOperator<T> partitionByRange(int... fields); public PartitionOperator<T> partitionByRange(String... fields); public <K> PartitionOperator<T> partitionByRange(KeySelector<T, K> key);
  public <K> PartitionOperator<T> partitionCustom(Partitioner<K> p, int field); public <K> PartitionOperator<T> partitionCustom(Partitioner<K> p, String field); public <K> PartitionOperator<T> partitionCustom(Partitioner<K> p, KeySelector<T, K> key);
  public SortPartitionOperator<T> sortPartition(int field, Order order); public SortPartitionOperator<T> sortPartition(String field, Order order); public <K> SortPartitionOperator<T> sortPartition(KeySelector<T, K> key, Order order);
  @Blocks public void print() throws Exception; @Blocks public void printToErr() throws Exception; @Blocks public java.util.List<T> collect() throws Exception; @Blocks public long count() throws Exception;
  @Deprecated public ${SINK} print(String prefix); @Deprecated public ${SINK} printToErr(String prefix); public ${SINK} printOnTaskManager(String prefix);
  public ${SINK} writeAsText(String path); public ${SINK} writeAsText(String path, WriteMode mode); public ${SINK} writeAsCsv(String path); public ${SINK} writeAsCsv(String path, WriteMode mode); public ${SINK} writeAsCsv(String path, String row, String field); public ${SINK} writeAsCsv(String path, String row, String field, WriteMode mode);
  public ${SINK} output(org.apache.flink.api.common.io.OutputFormat<T> format); public IterativeDataSet<T> iterate(int max); public <R> DeltaIteration<T, R> iterateDelta(DataSet<R> workset, int max, int... keys); @NotSimulated public ${SINK} write(org.apache.flink.api.common.io.OutputFormat<T> format, String path); @NotSimulated public ${SINK} writeAsFormattedText(String path, Object formatter);
  public <X> DataSet<X> runOperation(CustomUnaryOperation<T, X> operation);
}
public interface CustomUnaryOperation<IN, OUT> { void setInput(DataSet<IN> input); DataSet<OUT> createResult(); }
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
      'registerCachedFile(String,String)': registerCachedFile,
      'registerCachedFile(String,String,boolean)': registerCachedFile,
      setRestartStrategy(this: Env, strategy: Holder<RestartStrategy>) {
        this.inner.state.restart = strategy.inner;
      },
      setNumberOfExecutionRetries(this: Env, attempts: number) {
        this.inner.state.restart = { kind: 'fixed-delay', attempts, delay: 10_000 };
      },
      getConfig(this: Env) {
        return hold('org.apache.flink.api.common.ExecutionConfig', this.inner);
      },
      getParallelism(this: Env) {
        return this.inner.getParallelism();
      },
      setParallelism(this: Env, n: number) {
        this.inner.setParallelism(n);
      },
      fromElements(this: SetObject, values: unknown[]) {
        const list = Array.from(values);
        const type = typeOfObject(list[0] ?? null);
        return wrap(here(this), this.environment.fromElements(list, type), 'operators.DataSource');
      },
      'fromCollection(Collection)'(this: SetObject, values: JavaCollection) {
        const list = elements(values);
        if (list.length === 0) raise('IllegalArgumentException', 'The size of the collection must not be empty.');
        return wrap(here(this), this.environment.fromCollection(list, typeOfObject(list[0])), 'operators.DataSource');
      },
      'fromCollection(Collection,TypeInformation)'(this: SetObject, values: JavaCollection, type: unknown) {
        const set = here(this).fromCollection(elements(values), typeOf(type));
        return wrap(this.environment, set, 'operators.DataSource');
      },
      'fromCollection(Iterator,Class)'(this: SetObject, values: JavaIterator, type: unknown) {
        const set = here(this).fromCollection(rest(values), typeOfClass(type as never));
        return wrap(this.environment, set, 'operators.DataSource');
      },
      'fromCollection(Iterator,TypeInformation)'(this: SetObject, values: JavaIterator, type: unknown) {
        const set = here(this).fromCollection(rest(values), typeOf(type));
        return wrap(this.environment, set, 'operators.DataSource');
      },
      'readTextFile(String)'(this: SetObject, path: string) {
        if (path === null) raise('NullPointerException', 'The file path may not be null.');
        return wrap(here(this), this.environment.readTextFile(path), 'operators.DataSource');
      },
      'readTextFile(String,String)'(this: SetObject, path: string, charset: string) {
        return wrap(here(this), this.environment.readTextFile(path, charset), 'operators.DataSource');
      },
      readCsvFile(this: SetObject, path: string) {
        return wrap(here(this), { path, options: {} }, 'io.CsvReader');
      },
      generateSequence(this: SetObject, from: LongValue, to: LongValue) {
        const [a, b] = [Number(from), Number(to)];
        const values = Array.from({ length: Math.max(0, b - a + 1) }, (_, i) => Long.valueOf(a + i));
        return wrap(here(this), this.environment.generateSequence(a, b, values), 'operators.DataSource');
      },
      *'execute()'(this: SetObject): Task<unknown> {
        return hold('org.apache.flink.api.common.JobExecutionResult', yield* execute(this.environment, null));
      },
      *'execute(String)'(this: SetObject, name: string): Task<unknown> {
        return hold('org.apache.flink.api.common.JobExecutionResult', yield* execute(this.environment, name));
      },
      getLastJobExecutionResult: () => hold('org.apache.flink.api.common.JobExecutionResult', session().last),
      getExecutionPlan(this: SetObject) {
        const { context } = jvm();
        if (!context?.explain) return raise('IllegalStateException', 'no cluster to plan for');
        const { environment: state, plan } = this.environment.peekPlan(defaultName());
        return context.explain({ kind: 'dataset', environment: state, plan, jobName: plan.jobName });
      },
    },
    DataSet: {
      $class: class extends Holder {},
      getExecutionEnvironment(this: SetObject) {
        return wrap(this.environment, this.environment, 'ExecutionEnvironment');
      },
      getType(this: SetObject) {
        return typeObject(this.inner.getType());
      },
      map: op(
        (s, f: unknown) => s.map(mapFunction(f), outputType(f, `${FUNCTIONS}MapFunction`, 1, null, [s.getType()])),
        'MapOperator',
      ),
      flatMap: op(
        (s, f: unknown) =>
          s.flatMap(flatMapFunction(f), outputType(f, `${FUNCTIONS}FlatMapFunction`, 1, 1, [s.getType()])),
        'FlatMapOperator',
      ),
      filter: op((s, f: unknown) => s.filter(filterFunction(f)), 'FilterOperator'),
      mapPartition: op(
        (s, f: unknown) =>
          s.mapPartition(
            groupFunction(f, 'mapPartition'),
            outputType(f, `${FUNCTIONS}MapPartitionFunction`, 1, 1, [s.getType()]),
          ),
        'MapPartitionOperator',
      ),
      project: op((s, fields: ArrayLike<number>) => s.project(...Array.from(fields)), 'ProjectOperator'),
      ...byKey('groupBy', ['KEY'], FIELDS, (self: SetObject, key) =>
        wrap(here(self), self.inner.groupBy(key), 'operators.UnsortedGrouping'),
      ),
      reduce: op((s, f: unknown) => s.reduce(reduceFunction(f)), 'ReduceOperator'),
      reduceGroup: op(reduceGroup, 'GroupReduceOperator'),
      combineGroup: op(combineGroup, 'GroupCombineOperator'),
      first: op((s, n: number) => s.first(n), 'GroupReduceOperator'),
      minBy: op((s, fields: ArrayLike<number>) => s.minBy(Array.from(fields)), 'ReduceOperator'),
      maxBy: op((s, fields: ArrayLike<number>) => s.maxBy(Array.from(fields)), 'ReduceOperator'),
      aggregate: op((s, a: Enum, field: number) => s.aggregate(how(a), field), 'AggregateOperator'),
      sum: op((s, field: number) => s.sum(field), 'AggregateOperator'),
      min: op((s, field: number) => s.min(field), 'AggregateOperator'),
      max: op((s, field: number) => s.max(field), 'AggregateOperator'),
      'distinct()': op((s) => s.distinct(), 'DistinctOperator'),
      ...byKey('distinct', ['KEY'], FIELDS, (self: SetObject, key) =>
        wrap(here(self), self.inner.distinct(key), 'operators.DistinctOperator'),
      ),
      union: op((s, other: SetObject) => s.union(other.inner), 'UnionOperator'),
      ...(joins() as Record<string, never>),
      coGroup(this: SetObject, other: SetObject) {
        return wrap(
          here(this),
          { join: this.inner.coGroup(other.inner), one: this.inner, two: other.inner },
          'CoGrouping',
        );
      },
      cross: crossing(null),
      crossWithTiny: crossing('second'),
      crossWithHuge: crossing('first'),
      rebalance: op((s) => s.rebalance(), 'PartitionOperator'),
      ...byKey('partitionByHash', ['KEY'], FIELDS, (self: SetObject, key) =>
        wrap(here(self), self.inner.partitionByHash(key), 'operators.PartitionOperator'),
      ),
      ...byKey('partitionByRange', ['KEY'], FIELDS, (self: SetObject, key) =>
        wrap(here(self), self.inner.partitionByRange(key), 'operators.PartitionOperator'),
      ),
      ...byKey('partitionCustom', ['Partitioner', 'KEY'], FIELD, (self: SetObject, key, p: unknown) =>
        wrap(here(self), self.inner.partitionCustom(partitioner(p), key), 'operators.PartitionOperator'),
      ),
      ...byKey('sortPartition', ['KEY', 'Order'], FIELD, (self: SetObject, key, o: Enum) =>
        wrap(here(self), self.inner.sortPartition(key, order(o)), 'operators.SortPartitionOperator'),
      ),
      *'print()'(this: SetObject): Task<void> {
        for (const each of yield* collected(this)) jvm().ref.out(`${stringOf(each)}\n`);
      },
      *'printToErr()'(this: SetObject): Task<void> {
        for (const each of yield* collected(this)) jvm().ref.err(`${stringOf(each)}\n`);
      },
      *collect(this: SetObject): Task<unknown> {
        return newArrayList(yield* collected(this));
      },
      *count(this: SetObject): Task<number> {
        return yield* counted(this);
      },
      'print(String)': op((s, prefix: string) => s.printOnTaskManager(prefix), 'DataSink'),
      'printToErr(String)': op((s, prefix: string) => s.printToErrOnTaskManager(prefix), 'DataSink'),
      printOnTaskManager: op((s, prefix: string) => s.printOnTaskManager(prefix), 'DataSink'),
      'writeAsText(String)': op((s, path: string) => s.writeAsText(path), 'DataSink'),
      'writeAsText(String,WriteMode)': op(
        (s, path: string, mode: Enum) => s.writeAsText(path, overwrites(mode)),
        'DataSink',
      ),
      'writeAsCsv(String)': op((s, path: string) => s.writeAsCsv(path), 'DataSink'),
      'writeAsCsv(String,WriteMode)': op(
        (s, path: string, mode: Enum) => s.writeAsCsv(path, '\n', ',', overwrites(mode)),
        'DataSink',
      ),
      'writeAsCsv(String,String,String)': op(
        (s, path: string, row: string, field: string) => s.writeAsCsv(path, row, field),
        'DataSink',
      ),
      'writeAsCsv(String,String,String,WriteMode)': op(
        (s, path: string, row: string, field: string, mode: Enum) => s.writeAsCsv(path, row, field, overwrites(mode)),
        'DataSink',
      ),
      output: op((s: DataSet, format: unknown) => output(s, format), 'DataSink'),
      iterate: op((s, max: number) => s.iterate(max), 'IterativeDataSet'),
      iterateDelta(this: SetObject, workset: SetObject, max: number, keys: ArrayLike<number>) {
        const sets = this.inner.iterateDelta(workset.inner, max, { positions: Array.from(keys) });
        return wrap(here(this), sets, 'operators.DeltaIteration');
      },
      runOperation(this: SetObject, operation: { setInput$DataSet(set: unknown): void; createResult$(): unknown }) {
        operation.setInput$DataSet(this);
        return operation.createResult$();
      },
    },
    ...PAIRING_BODIES,
  },
});

/** output(format): formats of the library say what they are; a user's own is opened, written to and closed. */
function output(set: DataSet, format: unknown): object {
  const name = stringOf(format);
  const own = format as { output?(set: DataSet, name: string): object };
  return own.output ? own.output(set, name) : set.outputFormat(name, outputFormat(format));
}
