/** The Scala DataSet API: Java's data sets with Scala functions and type evidence. */
import type { DataSet, ExecutionEnvironment } from '../../../flink/api/dataset.ts';
import type { DataSetCoGroup, DataSetJoin, GroupedDataSet } from '../../../flink/api/dataset-groups.ts';
import type { DataSetKey } from '../../../flink/api/dataset-keys.ts';
import type { JoinHint } from '../../../flink/api/dataset-plan.ts';
import type { FileFormat } from '../../../flink/api/transformations.ts';
import { caseClassType, type TypeInformation } from '../../../flink/api/types.ts';
import type { Task } from '../../../simulation/task.ts';
import { allocate, staticsOf } from '../../link.ts';
import { keySelector, partitioner } from '../flink/adapters.ts';
import { order } from '../flink/dataset-support.ts';
import { coGroupFunction, crossFunction, joinFunction } from '../flink/pair-adapters.ts';
import { callLocation, Holder, hold } from '../flink/support.ts';
import { typeOf } from '../flink/types.ts';
import { type Body, library } from '../table.ts';
import { itemsOf, make, pair } from './collection.ts';
import { asJava, forwarded, javaFunction, same, scalaClass } from './forward.ts';
import { emptyObject } from './types.ts';

const S = 'org.apache.flink.api.scala.';
const J = 'org.apache.flink.api.java.';
const T = 'TypeInformation';
type Set = Holder<DataSet> & { environment: ExecutionEnvironment };
type Methods = Record<string, (...args: unknown[]) => unknown>;

scalaClass([`${J}ExecutionEnvironment`, `${J}LocalEnvironment`], `${S}ExecutionEnvironment`);
scalaClass(
  [
    `${J}DataSet`,
    ...[
      'DataSource',
      'MapOperator',
      'FlatMapOperator',
      'FilterOperator',
      'MapPartitionOperator',
      'ReduceOperator',
      'GroupReduceOperator',
      'DistinctOperator',
      'UnionOperator',
      'PartitionOperator',
      'SortPartitionOperator',
      'CoGroupOperator',
    ].map((n) => `${J}operators.${n}`),
  ],
  `${S}DataSet`,
);
scalaClass([`${J}operators.AggregateOperator`], `${S}AggregateDataSet`);
scalaClass([`${J}operators.UnsortedGrouping`], `${S}GroupedDataSet`);

/** includedFields as the mask that the format has. */
const included = (fields: readonly number[]): boolean[] =>
  Array.from({ length: Math.max(...fields) + 1 }, (_, i) => fields.includes(i));

export const wrap = (self: { readonly environment: ExecutionEnvironment }, inner: object, name = 'DataSet'): unknown =>
  Object.assign(hold(S + name, inner) as object, { environment: self.environment });
/** Names of operators contain where they were called. */
function here<S extends { readonly environment: ExecutionEnvironment }>(self: S): S {
  const place = callLocation();
  self.environment.callLocation = () => place;
  return self;
}
const keyOf = (f: unknown, type: unknown): DataSetKey => ({
  selector: keySelector(javaFunction('KeySelector/1', f)),
  type: typeOf(type),
});
const positions = (fields: ArrayLike<number>): DataSetKey => ({ positions: Array.from(fields) });
const names = (first: string, more: ArrayLike<string>): DataSetKey => ({ fields: [first, ...Array.from(more)] });

/** A Java operator whose result type is the evidence, which comes last. */
function typed(members: Readonly<Record<string, string>>): Record<string, Body> {
  const out: Record<string, Body> = {};
  for (const [signature, to] of Object.entries(members)) {
    const call = forwarded(`${J}DataSet`, { [signature]: to })[signature] as (this: Set, ...args: unknown[]) => Set;
    out[signature] = function (this: Set, ...args: unknown[]) {
      const made = call.apply(here(this), args.slice(0, -1));
      made.inner.returns(typeOf(args[args.length - 1]));
      return made;
    } as Body;
  }
  return out;
}
/** Keys of a data set in the three forms that the API takes. */
const byKey = <H extends { readonly environment: ExecutionEnvironment } = Set>(
  method: string,
  use: (self: H, key: DataSetKey) => unknown,
): Record<string, Body> => ({
  [`${method}(int[])`](this: H, fields: ArrayLike<number>) {
    return use(here(this), positions(fields));
  },
  [`${method}(String,String[])`](this: H, first: string, more: ArrayLike<string>) {
    return use(here(this), names(first, more));
  },
  [`${method}(Function1,${T})`](this: H, f: unknown, type: unknown) {
    return use(here(this), keyOf(f, type));
  },
});
const keyStubs = (result: string, method: string, of: string): string =>
  `public ${result} ${method}(int... fields); public ${result} ${method}(String first, String... more); public <K> ${result} ${method}(Function1<${of}, K> key, TypeInformation<K> evidence);`;

const deltaStubs = (keys: string): string =>
  `public <R> DataSet<T> iterateDelta(DataSet<R> workset, int max, ${keys}, Function2<DataSet<T>, DataSet<R>, Tuple2<DataSet<T>, DataSet<R>>> step);`;
type DeltaStep = { apply$Object$Object(solution: unknown, workset: unknown): { readonly _1: Set; readonly _2: Set } };
const delta = (type: string, keyOf: (keys: unknown) => DataSetKey): Record<string, Body> => ({
  [`iterateDelta(DataSet,int,${type},Function2)`](
    this: Set,
    workset: Set,
    max: number,
    keys: unknown,
    step: DeltaStep,
  ) {
    const sets = here(this).inner.iterateDelta(workset.inner, max, keyOf(keys));
    const { _1: changes, _2: next } = step.apply$Object$Object(wrap(this, sets.solutionSet), wrap(this, sets.workset));
    return wrap(this, sets.closeWith(changes.inner, next.inner));
  },
});
/** Aggregations of a field by its name. */
type Aggregated = Methods & { readonly inner: { getType(): TypeInformation } };
const positionOf = (set: Aggregated, field: string): number =>
  (set.inner.getType().fields ?? []).findIndex((f) => f.name === field);
const named: Readonly<Record<string, Body>> = {
  ...Object.fromEntries(
    ['sum', 'min', 'max'].map((how): [string, Body] => [
      `${how}(String)`,
      function (this: Aggregated, field: string) {
        return this[`${how}$int`]!(positionOf(this, field));
      } as Body,
    ]),
  ),
  'aggregate(Aggregations,String)': function (this: Aggregated, how: unknown, field: string) {
    return this['aggregate$Aggregations$int']!(how, positionOf(this, field));
  } as Body,
};
const namedStubs = `${['sum', 'min', 'max'].map((how) => `public AggregateDataSet<T> ${how}(String field);`).join(' ')} public AggregateDataSet<T> aggregate(Aggregations how, String field);`;

interface Pairing {
  join: DataSetJoin | DataSetCoGroup;
  leftType: TypeInformation;
  rightType: TypeInformation;
  left: DataSetKey | null;
  right: DataSetKey | null;
  isCoGroup: boolean;
}
type Pairs = Holder<Pairing> & { environment: ExecutionEnvironment };
export function pairType(left: TypeInformation, right: TypeInformation): TypeInformation {
  return caseClassType(
    'scala.Tuple2',
    [
      { name: '_1', type: left },
      { name: '_2', type: right },
    ],
    {
      get: (value, i) => (value as Record<string, unknown>)[`_${i + 1}`],
      set: (value, i, to) =>
        Object.assign(Object.create(Object.getPrototypeOf(value as object)), value, { [`_${i + 1}`]: to }),
    },
  );
}
const joining = (self: Set, other: Set, how: 'inner' | 'left' | 'right' | 'full', hint: JoinHint): unknown =>
  wrap(
    here(self),
    {
      join: self.inner.join(other.inner, how, hint),
      leftType: self.inner.getType(),
      rightType: other.inner.getType(),
      left: null,
      right: null,
      isCoGroup: false,
    } satisfies Pairing,
    'UnfinishedPairing',
  );
const joins: Readonly<Record<string, Body>> = Object.fromEntries(
  Object.entries({
    join: 'inner',
    leftOuterJoin: 'left',
    rightOuterJoin: 'right',
    fullOuterJoin: 'full',
  } as const).flatMap(([method, how]): [string, Body][] => [
    [
      `${method}(DataSet)`,
      function (this: Set, other: Set) {
        return joining(this, other, how, 'OPTIMIZER_CHOOSES');
      } as Body,
    ],
    [
      `${method}(DataSet,JoinHint)`,
      function (this: Set, other: Set, hint: { readonly $name: JoinHint }) {
        return joining(this, other, how, hint.$name);
      } as Body,
    ],
  ]),
);
/** Pairs as Scala tuples until `apply` gives something else. */
class PairFunction {
  join$Object$Object(a: unknown, b: unknown): unknown {
    return pair(a, b);
  }
  cross$Object$Object(a: unknown, b: unknown): unknown {
    return pair(a, b);
  }
}
function finished(self: Pairs): unknown {
  const { join, left, right, leftType, rightType } = self.inner;
  const place = callLocation();
  self.environment.callLocation = () => place;
  const result = (join as DataSetJoin).on(
    left!,
    right!,
    joinFunction(allocate<object>(`${S}PairFunction`)),
    pairType(leftType, rightType),
  );
  return Object.assign(hold(`${S}JoinDataSet`, result) as object, {
    environment: self.environment,
    pairing: self.inner,
  });
}
const leftKey = (next: string): Record<string, Body> =>
  byKey<Pairs>('where', (self, left) => wrap(self, { ...self.inner, left }, next));
const rightKey = (finish: (pairs: Pairs) => unknown): Record<string, Body> =>
  byKey<Pairs>('equalTo', (self, right) => {
    self.inner = { ...self.inner, right };
    return finish(self);
  });
type Joined = Set & { pairing: Pairing };
const applied = (kind: string | null) =>
  function (this: Joined, f: unknown, type: unknown): unknown {
    here(this);
    const { join, left, right } = this.pairing;
    const fn = kind === null ? f : javaFunction(kind, f);
    return wrap(
      this,
      this.pairing.isCoGroup
        ? (join as DataSetCoGroup).on(left!, right!, coGroupFunction(fn), typeOf(type))
        : (join as DataSetJoin).on(left!, right!, joinFunction(fn), typeOf(type)),
    );
  };
type Crossed = Set & { readonly left: DataSet; readonly right: DataSet; readonly tiny: 'first' | 'second' | null };
const crossing = (tiny: Crossed['tiny']) =>
  function (this: Set, other: Set): unknown {
    const type = pairType(this.inner.getType(), other.inner.getType());
    const fn = crossFunction(allocate<object>(`${S}PairFunction`));
    const made = here(this).inner.cross(other.inner, fn, type, tiny);
    return Object.assign(wrap(this, made, 'CrossDataSet') as object, { left: this.inner, right: other.inner, tiny });
  };
const crossed = (kind: string | null) =>
  function (this: Crossed, f: unknown, type: unknown): unknown {
    const fn = crossFunction(kind === null ? f : javaFunction(kind, f));
    return wrap(here(this), this.left.cross(this.right, fn, typeOf(type), this.tiny));
  };
type Group = Holder<GroupedDataSet> & { environment: ExecutionEnvironment };
/** A method of UnsortedGrouping and SortedGrouping whose result type is the evidence. */
const grouped = (method: 'reduceGroup' | 'combineGroup', fn: string, arity: number | null) =>
  function (this: Set, f: unknown, type: unknown): unknown {
    const java = asJava<Methods>(here(this), `${J}operators.UnsortedGrouping`);
    const made = java[`${method}$${fn}`]!(arity === null ? f : javaFunction(`${fn}/${arity}`, f)) as Set;
    made.inner.returns(typeOf(type));
    return wrap(this, made.inner);
  };
interface Step<R> {
  apply$Object(set: unknown): R;
}
interface Enum {
  readonly $name: string;
}
const ORDER = 'org.apache.flink.api.common.operators.Order order';

library({
  package: 'org.apache.flink.api.scala',
  stubs: `
import scala.*;
import scala.collection.TraversableOnce;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.*;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.java.aggregation.Aggregations;
import org.apache.flink.api.common.operators.base.JoinOperatorBase.JoinHint;
import org.apache.flink.api.java.operators.DataSink;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.util.Collector;
public class ExecutionEnvironment {
  public static ExecutionEnvironment getExecutionEnvironment(); public static ExecutionEnvironment createLocalEnvironment(); public static ExecutionEnvironment createLocalEnvironment(int n); public static ExecutionEnvironment createCollectionsEnvironment(); @NotSimulated public static ExecutionEnvironment createRemoteEnvironment(String host, int port, String... jars);
  public ExecutionConfig getConfig(); public int getParallelism(); public void setParallelism(int n);
  public <T> DataSet<T> fromElements(scala.collection.Seq<T> repeated, TypeInformation<T> evidence); public <T> DataSet<T> fromCollection(scala.collection.Iterable<T> xs, TypeInformation<T> evidence); public <T> DataSet<T> fromCollection(scala.collection.Iterator<T> xs, TypeInformation<T> evidence);
  public DataSet<String> readTextFile(String path); public DataSet<String> readTextFile(String path, String charset); public DataSet<Long> generateSequence(long from, long to); public <T> DataSet<T> readCsvFile(String filePath, String lineDelimiter$, String fieldDelimiter$, Character quoteCharacter$, boolean ignoreFirstLine$, String ignoreComments$, boolean lenient$, int[] includedFields$, String[] pojoFields$, TypeInformation<T> evidence);
  @Blocks public JobExecutionResult execute(); @Blocks public JobExecutionResult execute(String name); public JobExecutionResult getLastJobExecutionResult(); public String getExecutionPlan(); public void registerCachedFile(String path, String name); public void registerCachedFile(String path, String name, boolean executable);
}
public class DataSet<T> {
  public ExecutionEnvironment getExecutionEnvironment(); public TypeInformation<T> getType(); public org.apache.flink.api.java.DataSet<T> javaSet();
  public DataSet<T> name(String n); public DataSet<T> setParallelism(int n); public DataSet<T> withBroadcastSet(DataSet<?> data, String name); public DataSet<T> withParameters(org.apache.flink.configuration.Configuration c); public DataSet<T> withForwardedFields(String... fields); public DataSet<T> withForwardedFieldsFirst(String... fields); public DataSet<T> withForwardedFieldsSecond(String... fields);
  public <R> DataSet<R> map(Function1<T, R> f, TypeInformation<R> evidence); public <R> DataSet<R> map(MapFunction<T, R> f, TypeInformation<R> evidence);
  public <R> DataSet<R> flatMap(Function1<T, TraversableOnce<R>> f, TypeInformation<R> evidence); public <R> DataSet<R> flatMap(FlatMapFunction<T, R> f, TypeInformation<R> evidence); public <R> DataSet<R> flatMap(Function2<T, Collector<R>, scala.runtime.BoxedUnit> f, TypeInformation<R> evidence);
  public DataSet<T> filter(Function1<T, Boolean> f); public DataSet<T> filter(FilterFunction<T> f);
  public <R> DataSet<R> mapPartition(MapPartitionFunction<T, R> f, TypeInformation<R> evidence); public <R> DataSet<R> mapPartition(Function1<scala.collection.Iterator<T>, TraversableOnce<R>> f, TypeInformation<R> evidence); public <R> DataSet<R> mapPartition(Function2<scala.collection.Iterator<T>, Collector<R>, scala.runtime.BoxedUnit> f, TypeInformation<R> evidence);
  public DataSet<T> reduce(Function2<T, T, T> f); public DataSet<T> reduce(ReduceFunction<T> f); public <R> DataSet<R> reduceGroup(GroupReduceFunction<T, R> f, TypeInformation<R> evidence); public <R> DataSet<R> reduceGroup(Function1<scala.collection.Iterator<T>, R> f, TypeInformation<R> evidence); public <R> DataSet<R> reduceGroup(Function2<scala.collection.Iterator<T>, Collector<R>, scala.runtime.BoxedUnit> f, TypeInformation<R> evidence);
  public AggregateDataSet<T> aggregate(Aggregations how, int field); public AggregateDataSet<T> sum(int field); public AggregateDataSet<T> min(int field); public AggregateDataSet<T> max(int field); ${namedStubs} public DataSet<T> minBy(int... fields); public DataSet<T> maxBy(int... fields); public DataSet<T> first(int n); public <R> DataSet<R> combineGroup(GroupCombineFunction<T, R> f, TypeInformation<R> evidence); public <R> DataSet<R> combineGroup(Function2<scala.collection.Iterator<T>, Collector<R>, scala.runtime.BoxedUnit> f, TypeInformation<R> evidence);
  ${keyStubs('GroupedDataSet<T>', 'groupBy', 'T')} public DataSet<T> distinct(); ${keyStubs('DataSet<T>', 'distinct', 'T')} ${keyStubs('DataSet<T>', 'partitionByHash', 'T')} ${keyStubs('DataSet<T>', 'partitionByRange', 'T')}
  public <R> UnfinishedPairing<T, R> join(DataSet<R> other); public <R> UnfinishedPairing<T, R> join(DataSet<R> other, JoinHint hint); public <R> UnfinishedPairing<T, R> joinWithTiny(DataSet<R> other); public <R> UnfinishedPairing<T, R> joinWithHuge(DataSet<R> other); public <R> UnfinishedPairing<T, R> leftOuterJoin(DataSet<R> other); public <R> UnfinishedPairing<T, R> leftOuterJoin(DataSet<R> other, JoinHint hint); public <R> UnfinishedPairing<T, R> rightOuterJoin(DataSet<R> other); public <R> UnfinishedPairing<T, R> rightOuterJoin(DataSet<R> other, JoinHint hint); public <R> UnfinishedPairing<T, R> fullOuterJoin(DataSet<R> other); public <R> UnfinishedPairing<T, R> fullOuterJoin(DataSet<R> other, JoinHint hint); public <R> UnfinishedCoGroup<T, R> coGroup(DataSet<R> other); public <R> CrossDataSet<T, R> cross(DataSet<R> other); public <R> CrossDataSet<T, R> crossWithTiny(DataSet<R> other); public <R> CrossDataSet<T, R> crossWithHuge(DataSet<R> other);
  public DataSet<T> union(DataSet<T> other); public DataSet<T> rebalance(); public DataSet<T> sortPartition(int field, ${ORDER}); public DataSet<T> sortPartition(String field, ${ORDER}); public <K> DataSet<T> partitionCustom(Partitioner<K> p, int field); public <K> DataSet<T> partitionCustom(Partitioner<K> p, String field); public <K> DataSet<T> partitionCustom(Partitioner<K> p, Function1<T, K> key, TypeInformation<K> evidence); public <K> DataSet<T> sortPartition(Function1<T, K> key, ${ORDER}, TypeInformation<K> evidence); public DataSet<T> iterate(int max, Function1<DataSet<T>, DataSet<T>> step); ${deltaStubs('int[] keys')} ${deltaStubs('String[] keys')}
  public DataSet<T> iterateWithTermination(int max, Function1<DataSet<T>, Tuple2<DataSet<T>, DataSet<?>>> step);
  @Blocks public void print(); @Blocks public void printToErr(); @Blocks public scala.collection.mutable.Buffer<T> collect(); @Blocks public long count();
  public DataSink<T> writeAsText(String path); public DataSink<T> writeAsText(String path, WriteMode mode); public DataSink<T> writeAsCsv(String path); public DataSink<T> writeAsCsv(String path, String row, String field); public DataSink<T> writeAsCsv(String path, String row, String field, WriteMode mode); public DataSink<T> printOnTaskManager(String prefix);
}
public class AggregateDataSet<T> extends DataSet<T> { public AggregateDataSet<T> and(Aggregations how, int field); public AggregateDataSet<T> andSum(int field); public AggregateDataSet<T> andMin(int field); public AggregateDataSet<T> andMax(int field); }
public class GroupedDataSet<T> {
  public DataSet<T> reduce(Function2<T, T, T> f); public DataSet<T> reduce(ReduceFunction<T> f); public <R> DataSet<R> reduceGroup(GroupReduceFunction<T, R> f, TypeInformation<R> evidence); public <R> DataSet<R> reduceGroup(Function1<scala.collection.Iterator<T>, R> f, TypeInformation<R> evidence); public <R> DataSet<R> reduceGroup(Function2<scala.collection.Iterator<T>, Collector<R>, scala.runtime.BoxedUnit> f, TypeInformation<R> evidence);
  public AggregateDataSet<T> aggregate(Aggregations how, int field); public AggregateDataSet<T> sum(int field); public AggregateDataSet<T> min(int field); public AggregateDataSet<T> max(int field); ${namedStubs} public DataSet<T> first(int n); public GroupedDataSet<T> sortGroup(int field, ${ORDER}); public GroupedDataSet<T> sortGroup(String field, ${ORDER}); public <K> GroupedDataSet<T> sortGroup(Function1<T, K> key, ${ORDER}, TypeInformation<K> evidence); public DataSet<T> minBy(int... fields); public DataSet<T> maxBy(int... fields); public <R> DataSet<R> combineGroup(GroupCombineFunction<T, R> f, TypeInformation<R> evidence); public <R> DataSet<R> combineGroup(Function2<scala.collection.Iterator<T>, Collector<R>, scala.runtime.BoxedUnit> f, TypeInformation<R> evidence);
}
public class CrossDataSet<A, B> extends DataSet<Tuple2<A, B>> { public <R> DataSet<R> apply(Function2<A, B, R> f, TypeInformation<R> evidence); public <R> DataSet<R> apply(CrossFunction<A, B, R> f, TypeInformation<R> evidence); }
class PairFunction implements JoinFunction, CrossFunction, java.io.Serializable {}
public class UnfinishedPairing<A, B> { ${keyStubs('HalfUnfinishedPairing<A, B>', 'where', 'A')} }
public class HalfUnfinishedPairing<A, B> { ${keyStubs('JoinDataSet<A, B>', 'equalTo', 'B')} }
public class UnfinishedCoGroup<A, B> { ${keyStubs('HalfUnfinishedCoGroup<A, B>', 'where', 'A')} }
public class HalfUnfinishedCoGroup<A, B> { ${keyStubs('CoGroupDataSet<A, B>', 'equalTo', 'B')} }
public class JoinDataSet<A, B> extends DataSet<Tuple2<A, B>> { public <R> DataSet<R> apply(Function2<A, B, R> f, TypeInformation<R> evidence); public <R> DataSet<R> apply(Function3<A, B, Collector<R>, scala.runtime.BoxedUnit> f, TypeInformation<R> evidence); public <R> DataSet<R> apply(JoinFunction<A, B, R> f, TypeInformation<R> evidence); public <R> DataSet<R> apply(FlatJoinFunction<A, B, R> f, TypeInformation<R> evidence); }
public class CoGroupDataSet<A, B> extends DataSet<Tuple2<Object[], Object[]>> { public <R> DataSet<R> apply(Function2<scala.collection.Iterator<A>, scala.collection.Iterator<B>, R> f, TypeInformation<R> evidence); public <R> DataSet<R> apply(Function3<scala.collection.Iterator<A>, scala.collection.Iterator<B>, Collector<R>, scala.runtime.BoxedUnit> f, TypeInformation<R> evidence); public <R> DataSet<R> apply(CoGroupFunction<A, B, R> f, TypeInformation<R> evidence); }
`,
  bodies: {
    ExecutionEnvironment: {
      $class: class extends Holder {},
      ...Object.fromEntries(
        [
          'getExecutionEnvironment()',
          'createLocalEnvironment()',
          'createLocalEnvironment(int)',
          'createCollectionsEnvironment()',
        ].map((signature) => [
          signature,
          (...args: unknown[]) => {
            const java = staticsOf<Record<string, (...a: unknown[]) => Set>>(`${J}ExecutionEnvironment`);
            const made = java[signature.replace('(', '$').replace(')', '')]!(...args);
            return wrap(made, made.inner, 'ExecutionEnvironment');
          },
        ]),
      ),
      ...forwarded(
        `${J}ExecutionEnvironment`,
        same(
          'getConfig()',
          'getParallelism()',
          'setParallelism(int)',
          'readTextFile(String)',
          'readTextFile(String,String)',
          'generateSequence(long,long)',
          'execute()',
          'execute(String)',
          'getLastJobExecutionResult()',
          'getExecutionPlan()',
          'registerCachedFile(String,String)',
          'registerCachedFile(String,String,boolean)',
        ),
      ),
      readCsvFile(
        this: Set,
        path: string,
        lineDelimiter: string | null,
        fieldDelimiter: string | null,
        quote: { readonly value: number } | null,
        skipFirstLine: boolean,
        comments: string | null,
        lenient: boolean,
        fields: ArrayLike<number> | null,
        pojoFields: ArrayLike<string> | null,
        evidence: unknown,
      ) {
        const types = typeOf(evidence);
        const names = pojoFields ? Array.from(pojoFields) : (types.fields ?? []).map((f) => f.name);
        const format: FileFormat = {
          kind: 'csv',
          fieldDelimiter: fieldDelimiter ?? ',',
          lineDelimiter: lineDelimiter ?? '\n',
          skipFirstLine,
          lenient,
          types,
          ...(comments === null ? {} : { comments }),
          ...(quote === null ? {} : { quote: String.fromCharCode(quote.value) }),
          ...(fields === null ? {} : { included: included(Array.from(fields)) }),
          pojo: {
            indexes: names.map((name) => (types.fields ?? []).findIndex((f) => f.name === name)),
            create: () => emptyObject(types),
          },
        };
        return wrap(this, here(this).environment.readCsvFile(path, format, types));
      },
      fromElements(this: Set, xs: unknown, type: unknown) {
        return wrap(here(this), this.environment.fromElements(itemsOf(xs), typeOf(type)));
      },
      [`fromCollection(Iterable,${T})`](this: Set, xs: unknown, type: unknown) {
        return wrap(here(this), this.environment.fromCollection(itemsOf(xs), typeOf(type)));
      },
      [`fromCollection(Iterator,${T})`](this: Set, xs: unknown, type: unknown) {
        return wrap(here(this), this.environment.fromCollection(itemsOf(xs), typeOf(type)));
      },
    },
    DataSet: {
      $class: class extends Holder {},
      ...named,
      ...forwarded(
        `${J}DataSet`,
        same(
          'getExecutionEnvironment()',
          'getType()',
          'filter(FilterFunction)',
          'reduce(ReduceFunction)',
          'aggregate(Aggregations,int)',
          'sum(int)',
          'min(int)',
          'max(int)',
          'minBy(int[])',
          'maxBy(int[])',
          'first(int)',
          'distinct()',
          'union(DataSet)',
          'rebalance()',
          'sortPartition(int,Order)',
          'sortPartition(String,Order)',
          'print()',
          'printToErr()',
          'count()',
          'writeAsText(String)',
          'writeAsText(String,WriteMode)',
          'writeAsCsv(String)',
          'writeAsCsv(String,String,String)',
          'writeAsCsv(String,String,String,WriteMode)',
          'printOnTaskManager(String)',
        ),
      ),
      ...forwarded(`${J}DataSet`, {
        'filter(Function1)': 'filter(FilterFunction)',
        'reduce(Function2)': 'reduce(ReduceFunction)',
      }),
      ...typed({
        [`map(Function1,${T})`]: 'map(MapFunction)',
        [`map(MapFunction,${T})`]: 'map(MapFunction)',
        [`flatMap(Function1,${T})`]: 'flatMap(FlatMapFunction)',
        [`flatMap(FlatMapFunction,${T})`]: 'flatMap(FlatMapFunction)',
        [`flatMap(Function2,${T})`]: 'flatMap(FlatMapFunction)',
        [`mapPartition(MapPartitionFunction,${T})`]: 'mapPartition(MapPartitionFunction)',
        [`mapPartition(Function1,${T})`]: 'mapPartition(MapPartitionFunction)',
        [`mapPartition(Function2,${T})`]: 'mapPartition(MapPartitionFunction)',
        [`combineGroup(GroupCombineFunction,${T})`]: 'combineGroup(GroupCombineFunction)',
        [`combineGroup(Function2,${T})`]: 'combineGroup(GroupCombineFunction)',
        [`reduceGroup(GroupReduceFunction,${T})`]: 'reduceGroup(GroupReduceFunction)',
        [`reduceGroup(Function1,${T})`]: 'reduceGroup(GroupReduceFunction)',
        [`reduceGroup(Function2,${T})`]: 'reduceGroup(GroupReduceFunction)',
      }),
      ...byKey('groupBy', (self, key) => wrap(self, self.inner.groupBy(key), 'GroupedDataSet')),
      ...byKey('distinct', (self, key) => wrap(self, self.inner.distinct(key))),
      ...byKey('partitionByHash', (self, key) => wrap(self, self.inner.partitionByHash(key))),
      ...byKey('partitionByRange', (self, key) => wrap(self, self.inner.partitionByRange(key))),
      [`sortPartition(Function1,Order,${T})`](this: Set, f: unknown, how: Enum, type: unknown) {
        return wrap(here(this), this.inner.sortPartition(keyOf(f, type), order(how)));
      },
      ...Object.fromEntries(
        [
          ['int', (field: number): DataSetKey => positions([field])],
          ['String', (field: string): DataSetKey => names(field, [])],
          [`Function1,${T}`, keyOf],
        ].map(([key, make]) => [
          `partitionCustom(Partitioner,${key as string})`,
          function (this: Set, p: unknown, ...by: unknown[]) {
            const keyed = (make as (...by: unknown[]) => DataSetKey)(...by);
            return wrap(here(this), this.inner.partitionCustom(partitioner(p), keyed));
          } as Body,
        ]),
      ),
      iterate(this: Set, max: number, step: Step<Set>) {
        const iteration = here(this).inner.iterate(max);
        return wrap(this, iteration.closeWith(step.apply$Object(wrap(this, iteration)).inner));
      },
      ...delta('int[]', (keys) => ({ positions: Array.from(keys as ArrayLike<number>) })),
      ...delta('String[]', (keys) => ({ fields: Array.from(keys as ArrayLike<string>) })),
      iterateWithTermination(this: Set, max: number, step: Step<{ readonly _1: Set; readonly _2: Set }>) {
        const iteration = here(this).inner.iterate(max);
        const { _1: next, _2: goOn } = step.apply$Object(wrap(this, iteration));
        return wrap(this, iteration.closeWith(next.inner, goOn.inner));
      },
      cross: crossing(null),
      crossWithTiny: crossing('second'),
      crossWithHuge: crossing('first'),
      ...joins,
      joinWithTiny(this: Set, other: Set) {
        return joining(this, other, 'inner', 'BROADCAST_HASH_SECOND');
      },
      joinWithHuge(this: Set, other: Set) {
        return joining(this, other, 'inner', 'BROADCAST_HASH_FIRST');
      },
      coGroup(this: Set, other: Set) {
        return wrap(
          here(this),
          {
            join: this.inner.coGroup(other.inner),
            leftType: this.inner.getType(),
            rightType: other.inner.getType(),
            left: null,
            right: null,
            isCoGroup: true,
          } satisfies Pairing,
          'UnfinishedCoGroup',
        );
      },
      name(this: Set, name: string) {
        this.inner.name(name);
        return this;
      },
      setParallelism(this: Set, n: number) {
        this.inner.setParallelism(n);
        return this;
      },
      withBroadcastSet(this: Set, data: Set, name: string) {
        this.inner.withBroadcastSet(data.inner, name);
        return this;
      },
      withParameters(this: Set, parameters: Holder<Map<string, string>>) {
        this.inner.withParameters(new Map(parameters.inner));
        return this;
      },
      ...Object.fromEntries(
        ['withForwardedFields', 'withForwardedFieldsFirst', 'withForwardedFieldsSecond'].map((name) => [
          name,
          function (this: Set) {
            return this;
          },
        ]),
      ),
      javaSet(this: Set) {
        return asJava(this, `${J}DataSet`);
      },
      *collect(this: Set): Task<unknown> {
        const java = asJava<{ collect$(): Task<unknown> }>(this, `${J}DataSet`);
        return make('scala.collection.mutable.Buffer', itemsOf(yield* java.collect$()));
      },
    },
    AggregateDataSet: forwarded(
      `${J}operators.AggregateOperator`,
      same('and(Aggregations,int)', 'andSum(int)', 'andMin(int)', 'andMax(int)'),
    ),
    GroupedDataSet: {
      ...named,
      $class: class extends Holder {},
      ...forwarded(`${J}operators.UnsortedGrouping`, {
        ...same(
          'reduce(ReduceFunction)',
          'aggregate(Aggregations,int)',
          'sum(int)',
          'min(int)',
          'max(int)',
          'minBy(int[])',
          'maxBy(int[])',
          'first(int)',
        ),
        'reduce(Function2)': 'reduce(ReduceFunction)',
      }),
      [`reduceGroup(GroupReduceFunction,${T})`]: grouped('reduceGroup', 'GroupReduceFunction', null),
      [`reduceGroup(Function1,${T})`]: grouped('reduceGroup', 'GroupReduceFunction', 1),
      [`reduceGroup(Function2,${T})`]: grouped('reduceGroup', 'GroupReduceFunction', 2),
      [`combineGroup(GroupCombineFunction,${T})`]: grouped('combineGroup', 'GroupCombineFunction', null),
      [`combineGroup(Function2,${T})`]: grouped('combineGroup', 'GroupCombineFunction', 2),
      'sortGroup(int,Order)'(this: Group, field: number, how: Enum) {
        return wrap(here(this), this.inner.sortGroup(positions([field]), order(how)), 'GroupedDataSet');
      },
      'sortGroup(String,Order)'(this: Group, field: string, how: Enum) {
        return wrap(here(this), this.inner.sortGroup(names(field, []), order(how)), 'GroupedDataSet');
      },
      [`sortGroup(Function1,Order,${T})`](this: Group, f: unknown, how: Enum, type: unknown) {
        return wrap(here(this), this.inner.sortGroup(keyOf(f, type), order(how)), 'GroupedDataSet');
      },
    },
    CrossDataSet: {
      [`apply(Function2,${T})`]: crossed('CrossFunction/2'),
      [`apply(CrossFunction,${T})`]: crossed(null),
    },
    PairFunction: { $class: PairFunction },
    UnfinishedPairing: { $class: class extends Holder {}, ...leftKey('HalfUnfinishedPairing') },
    HalfUnfinishedPairing: { $class: class extends Holder {}, ...rightKey(finished) },
    UnfinishedCoGroup: { $class: class extends Holder {}, ...leftKey('HalfUnfinishedCoGroup') },
    HalfUnfinishedCoGroup: {
      $class: class extends Holder {},
      ...rightKey((pairs) =>
        Object.assign(hold(`${S}CoGroupDataSet`, null) as object, {
          environment: pairs.environment,
          pairing: pairs.inner,
        }),
      ),
    },
    JoinDataSet: {
      [`apply(Function2,${T})`]: applied('JoinFunction/2'),
      [`apply(Function3,${T})`]: applied('FlatJoinFunction/3'),
      [`apply(JoinFunction,${T})`]: applied(null),
      [`apply(FlatJoinFunction,${T})`]: applied(null),
    },
    CoGroupDataSet: {
      [`apply(Function2,${T})`]: applied('CoGroupFunction/2'),
      [`apply(Function3,${T})`]: applied('CoGroupFunction/3'),
      [`apply(CoGroupFunction,${T})`]: applied(null),
    },
  },
});
