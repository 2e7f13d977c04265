/** org.apache.flink.api.java.operators: what the methods of DataSet give, and what hangs on it. */

import type { AggregateDataSet, DataSet, DeltaIterationSets, IterativeDataSet } from '../../../flink/api/dataset.ts';
import type { DataSetCoGroup, DataSetJoin } from '../../../flink/api/dataset-groups.ts';
import type { DataSetKey } from '../../../flink/api/dataset-keys.ts';
import type { JoinFunction, UserFunction } from '../../../flink/api/functions.ts';
import { tuple } from '../../../flink/api/tuple.ts';
import { type TypeInformation, tupleType } from '../../../flink/api/types.ts';
import { constant } from '../../../flink/api/user-functions.ts';
import type { JavaClass } from '../../runtime-types.ts';
import { library } from '../table.ts';
import { reduceFunction } from './adapters.ts';
import {
  byKey,
  combineGroup,
  FIELD,
  FIELDS,
  FUNCTIONS,
  type GroupObject,
  grouped,
  here,
  how,
  op,
  order,
  reduceGroup,
  type SetObject,
  wrap,
} from './dataset-support.ts';
import { coGroupFunction, crossFunction, joinFunction } from './pair-adapters.ts';
import { Holder } from './support.ts';
import { typeOfClass } from './type-classes.ts';
import { outputType, typeOf } from './types.ts';

type Enum = { $name: string };

// ---- what user functions add to an operator --------------------------------------------------------------------------

const UDF =
  'public O returns(Class<OUT> type); public O returns(org.apache.flink.api.common.typeinfo.TypeHint<OUT> hint); public O returns(org.apache.flink.api.common.typeinfo.TypeInformation<OUT> type); public O withBroadcastSet(DataSet<?> data, String name); public O withParameters(org.apache.flink.configuration.Configuration parameters);';
const itself = function (this: unknown): unknown {
  return this;
};
const returning = <A>(typeOfHint: (hint: A) => TypeInformation) =>
  function (this: SetObject, hint: A): unknown {
    this.inner.returns(typeOfHint(hint));
    return this;
  };
const UDF_BODIES = {
  'returns(Class)': returning((type: JavaClass) => typeOfClass(type)),
  'returns(TypeHint)': returning((hint: { getTypeInfo$(): unknown }) => typeOf(hint.getTypeInfo$())),
  'returns(TypeInformation)': returning((type: unknown) => typeOf(type)),
  withBroadcastSet(this: SetObject, data: SetObject, name: string) {
    this.inner.withBroadcastSet(data.inner, name);
    return this;
  },
  withParameters(this: SetObject, parameters: Holder<Map<string, string>>) {
    this.inner.withParameters(new Map(parameters.inner));
    return this;
  },
};

// ---- joins -----------------------------------------------------------------------------------------------------------

interface Pairing {
  readonly join: DataSetJoin | DataSetCoGroup;
  readonly one: DataSet;
  readonly two: DataSet;
  readonly left: DataSetKey;
  readonly right: DataSetKey;
}
type PairingObject = Holder<Pairing> & { environment: SetObject['environment'] };
type JoinObject = SetObject & { pairing: Pairing };

const where = (next: string) =>
  byKey('where', ['KEY'], FIELDS, (self: PairingObject, left) => wrap(self.environment, { ...self.inner, left }, next));
/** The default join is made at once: it is the data set of pairs until with() or a projection replaces it. */
const joinEqualTo = byKey('equalTo', ['KEY'], FIELDS, (self: PairingObject, right) => {
  here(self);
  const pairing = { ...self.inner, right };
  const join = (pairing.join as DataSetJoin).on(pairing.left, right);
  return wrap(self.environment, join, 'operators.JoinOperator.DefaultJoin', { pairing });
});
function joinWith(name: string, collector: number | null) {
  return function (this: JoinObject, f: unknown): unknown {
    here(this);
    const { join, one, two, left, right } = this.pairing;
    const joined = (join as DataSetJoin).on(
      left,
      right,
      joinFunction(f),
      outputType(f, FUNCTIONS + name, 2, collector, [one.getType(), two.getType()]),
    );
    return wrap(this.environment, joined, 'operators.JoinOperator.EquiJoin');
  };
}

// ---- projections of joins and crosses --------------------------------------------------------------------------------

/** A field of a projection; `field` null is the whole record. */
interface Projected {
  readonly side: 'first' | 'second';
  readonly field: number | null;
}
interface Projecting {
  readonly one: DataSet;
  readonly two: DataSet;
  readonly projection: readonly Projected[];
  make(fn: UserFunction<JoinFunction>, type: TypeInformation): DataSet;
}
type ProjectObject = SetObject & { projecting: Projecting };

function project(
  self: SetObject,
  { one, two, projection, make }: Projecting,
  side: 'first' | 'second',
  fields: readonly number[],
  className: string,
): unknown {
  const added: Projected[] = fields.length === 0 ? [{ side, field: null }] : fields.map((field) => ({ side, field }));
  const all = [...projection, ...added];
  const types = { first: one.getType(), second: two.getType() };
  const type = tupleType(
    all.map(({ side: of, field }) => (field === null ? types[of] : types[of].fields[field]!.type)),
  );
  const read = ({ side: of, field }: Projected, left: unknown, right: unknown): unknown => {
    const record = of === 'first' ? left : right;
    return field === null || record === null ? record : types[of].get!(record, field);
  };
  const fn = constant<JoinFunction>('ProjectFlatJoinFunction', {
    join: (left, right, out) => out.collect(tuple(all.map((each) => read(each, left, right)))),
  });
  return wrap(self.environment, make(fn, type), className, { projecting: { one, two, projection: all, make } });
}
/** projectFirst and projectSecond: of the default join or cross, and of a projection that goes on. */
function projections(projecting: (self: never) => Projecting, className: string) {
  const method = (side: 'first' | 'second') =>
    function (this: SetObject, fields: ArrayLike<number>): unknown {
      here(this);
      return project(this, projecting(this as never), side, Array.from(fields), className);
    };
  return { projectFirst: method('first'), projectSecond: method('second') };
}
/** Where ProjectJoin names the join: three lines per size of tuple. */
const projectedAt = (type: TypeInformation): string =>
  `projectTupleX(JoinOperator.java:${1572 + 3 * (type.kind === 'tuple' ? type.fields.length : 1)})`;
const joinProjecting = ({ pairing: { join, one, two, left, right } }: JoinObject): Projecting => ({
  one,
  two,
  projection: [],
  make: (fn, type) => (join as DataSetJoin).on(left, right, fn, type, projectedAt(type)),
});
interface Crossing {
  readonly one: DataSet;
  readonly two: DataSet;
  readonly tiny: 'first' | 'second' | null;
}
type CrossObject = SetObject & Crossing;
const crossProjecting = ({ one, two, tiny }: CrossObject): Projecting => ({
  one,
  two,
  projection: [],
  make: (fn, type) => one.cross(two, fn, type, tiny).name('Cross at unknown'),
});
const further = ({ projecting }: ProjectObject): Projecting => projecting;

const GROUPING =
  'public <R> GroupReduceOperator<T, R> reduceGroup(GroupReduceFunction<T, R> f); public <R> GroupCombineOperator<T, R> combineGroup(GroupCombineFunction<T, R> f); public GroupReduceOperator<T, T> first(int n); public SortedGrouping<T> sortGroup(int field, Order order); public SortedGrouping<T> sortGroup(String field, Order order); public <K> SortedGrouping<T> sortGroup(org.apache.flink.api.java.functions.KeySelector<T, K> key, Order order);';
const GROUPING_BODIES = {
  reduceGroup: grouped(reduceGroup, 'GroupReduceOperator'),
  combineGroup: grouped(combineGroup, 'GroupCombineOperator'),
  first: grouped((g, n: number) => g.first(n), 'GroupReduceOperator'),
  ...byKey('sortGroup', ['KEY', 'Order'], FIELD, (self: GroupObject, key, o: Enum) =>
    wrap(here(self), self.inner.sortGroup(key, order(o)), 'operators.SortedGrouping'),
  ),
};

const udfOperators = [
  'MapOperator',
  'FlatMapOperator',
  'MapPartitionOperator',
  'GroupReduceOperator',
  'GroupCombineOperator',
];

library({
  package: 'org.apache.flink.api.java.operators',
  stubs: `
import org.apache.flink.api.java.*;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.operators.Order;
import org.apache.flink.api.java.aggregation.Aggregations;
public abstract class Operator<OUT, O extends Operator<OUT, O>> extends DataSet<OUT> { public O name(String name); public O setParallelism(int n); public int getParallelism(); public String getName(); }
public abstract class SingleInputOperator<IN, OUT, O extends SingleInputOperator<IN, OUT, O>> extends Operator<OUT, O> {}
public abstract class TwoInputOperator<A, B, OUT, O extends TwoInputOperator<A, B, OUT, O>> extends Operator<OUT, O> {}
public abstract class SingleInputUdfOperator<IN, OUT, O extends SingleInputUdfOperator<IN, OUT, O>> extends SingleInputOperator<IN, OUT, O> { ${UDF} public O withForwardedFields(String... fields); }
public abstract class TwoInputUdfOperator<A, B, OUT, O extends TwoInputUdfOperator<A, B, OUT, O>> extends TwoInputOperator<A, B, OUT, O> { ${UDF} public O withForwardedFieldsFirst(String... fields); public O withForwardedFieldsSecond(String... fields); }
public class DataSource<T> extends Operator<T, DataSource<T>> { @NotSimulated public DataSource<T> withParameters(org.apache.flink.configuration.Configuration parameters); }
${udfOperators.map((each) => `public class ${each}<IN, OUT> extends SingleInputUdfOperator<IN, OUT, ${each}<IN, OUT>> {}`).join('\n')}
public class ReduceOperator<T> extends SingleInputUdfOperator<T, T, ReduceOperator<T>> { public ReduceOperator<T> setCombineHint(org.apache.flink.api.common.operators.base.ReduceOperatorBase.CombineHint hint); }
public class AggregateOperator<T> extends SingleInputOperator<T, T, AggregateOperator<T>> { public AggregateOperator<T> and(Aggregations how, int field); public AggregateOperator<T> andSum(int field); public AggregateOperator<T> andMin(int field); public AggregateOperator<T> andMax(int field); }
public class ProjectOperator<IN, OUT extends Tuple> extends SingleInputOperator<IN, OUT, ProjectOperator<IN, OUT>> {}
public class FilterOperator<T> extends SingleInputUdfOperator<T, T, FilterOperator<T>> {}
${['DistinctOperator', 'PartitionOperator', 'SortPartitionOperator'].map((each) => `public class ${each}<T> extends SingleInputOperator<T, T, ${each}<T>> {}`).join('\n')}
public class IterativeDataSet<T> extends SingleInputOperator<T, T, IterativeDataSet<T>> { public DataSet<T> closeWith(DataSet<T> result); public DataSet<T> closeWith(DataSet<T> result, DataSet<?> criterion); public int getMaxIterations(); @NotSimulated public IterativeDataSet<T> registerAggregator(String name, Object aggregator); }
public class UnionOperator<T> extends TwoInputOperator<T, T, T, UnionOperator<T>> {}
public class CoGroupOperator<A, B, OUT> extends TwoInputUdfOperator<A, B, OUT, CoGroupOperator<A, B, OUT>> {}
public class CrossOperator<A, B, OUT> extends TwoInputUdfOperator<A, B, OUT, CrossOperator<A, B, OUT>> {
  public static final class DefaultCross<A, B> extends CrossOperator<A, B, Tuple2<A, B>> { public <R> CrossOperator<A, B, R> with(CrossFunction<A, B, R> f); public <R extends Tuple> ProjectCross<A, B, R> projectFirst(int... fields); public <R extends Tuple> ProjectCross<A, B, R> projectSecond(int... fields); }
  public static final class ProjectCross<A, B, OUT extends Tuple> extends CrossOperator<A, B, OUT> { public <R extends Tuple> ProjectCross<A, B, R> projectFirst(int... fields); public <R extends Tuple> ProjectCross<A, B, R> projectSecond(int... fields); }
}
public abstract class JoinOperator<A, B, OUT> extends TwoInputUdfOperator<A, B, OUT, JoinOperator<A, B, OUT>> {
  public static class EquiJoin<A, B, OUT> extends JoinOperator<A, B, OUT> {}
  public static final class DefaultJoin<A, B> extends EquiJoin<A, B, Tuple2<A, B>> { public <R> EquiJoin<A, B, R> with(JoinFunction<A, B, R> f); public <R> EquiJoin<A, B, R> with(FlatJoinFunction<A, B, R> f); public <R extends Tuple> ProjectJoin<A, B, R> projectFirst(int... fields); public <R extends Tuple> ProjectJoin<A, B, R> projectSecond(int... fields); }
  public static final class ProjectJoin<A, B, OUT extends Tuple> extends EquiJoin<A, B, OUT> { public <R extends Tuple> ProjectJoin<A, B, R> projectFirst(int... fields); public <R extends Tuple> ProjectJoin<A, B, R> projectSecond(int... fields); }
}
public class DeltaIteration<S, W> { public DataSet<W> getWorkset(); public DataSet<S> getSolutionSet(); public DataSet<S> closeWith(DataSet<S> delta, DataSet<W> workset); public DeltaIteration<S, W> name(String name); public DeltaIteration<S, W> parallelism(int n); public void setSolutionSetUnManaged(boolean unmanaged); @NotSimulated public DeltaIteration<S, W> registerAggregator(String name, Object aggregator); }
public abstract class Grouping<T> {}
public class UnsortedGrouping<T> extends Grouping<T> { ${GROUPING}
  public ReduceOperator<T> reduce(ReduceFunction<T> f); public AggregateOperator<T> aggregate(Aggregations how, int field); public AggregateOperator<T> sum(int field); public AggregateOperator<T> min(int field); public AggregateOperator<T> max(int field); public ReduceOperator<T> minBy(int... fields); public ReduceOperator<T> maxBy(int... fields);
}
public class SortedGrouping<T> extends Grouping<T> { ${GROUPING} }
public class DataSink<T> { public DataSink<T> name(String name); public DataSink<T> setParallelism(int n); @NotSimulated public DataSink<T> sortLocalOutput(int field, Order order); }`,
  bodies: {
    Operator: {
      name(this: SetObject, name: string) {
        this.inner.name(name);
        return this;
      },
      setParallelism(this: SetObject, n: number) {
        this.inner.setParallelism(n);
        return this;
      },
      getParallelism(this: SetObject) {
        return this.inner.operator.parallelism ?? -1;
      },
      getName(this: SetObject) {
        return this.inner.operator.name;
      },
    },
    SingleInputUdfOperator: { ...UDF_BODIES, withForwardedFields: itself },
    TwoInputUdfOperator: { ...UDF_BODIES, withForwardedFieldsFirst: itself, withForwardedFieldsSecond: itself },
    ReduceOperator: { setCombineHint: itself },
    AggregateOperator: Object.fromEntries(
      (['sum', 'min', 'max', null] as const).map((fixed) =>
        fixed === null
          ? ['and', op((s, a: Enum, field: number) => (s as AggregateDataSet).and(how(a), field), 'AggregateOperator')]
          : [
              `and${fixed[0]!.toUpperCase()}${fixed.slice(1)}`,
              op((s, field: number) => (s as AggregateDataSet).and(fixed, field), 'AggregateOperator'),
            ],
      ),
    ),
    IterativeDataSet: {
      'closeWith(DataSet)'(this: SetObject, result: SetObject) {
        return wrap(this.environment, (this.inner as IterativeDataSet).closeWith(result.inner), 'DataSet');
      },
      'closeWith(DataSet,DataSet)'(this: SetObject, result: SetObject, criterion: SetObject) {
        const closed = (this.inner as IterativeDataSet).closeWith(result.inner, criterion.inner);
        return wrap(this.environment, closed, 'DataSet');
      },
      getMaxIterations(this: SetObject) {
        return (this.inner as IterativeDataSet).iteration.maxIterations;
      },
    },
    DeltaIteration: {
      $class: class extends Holder {},
      getWorkset(this: Holder<DeltaIterationSets> & SetObject) {
        return wrap(this.environment, (this.inner as DeltaIterationSets).workset, 'DataSet');
      },
      getSolutionSet(this: Holder<DeltaIterationSets> & SetObject) {
        return wrap(this.environment, (this.inner as DeltaIterationSets).solutionSet, 'DataSet');
      },
      closeWith(this: Holder<DeltaIterationSets> & SetObject, delta: SetObject, next: SetObject) {
        return wrap(this.environment, (this.inner as DeltaIterationSets).closeWith(delta.inner, next.inner), 'DataSet');
      },
      name(this: Holder<DeltaIterationSets>, name: string) {
        this.inner.iteration.name = name;
        return this;
      },
      parallelism(this: Holder<DeltaIterationSets>, n: number) {
        this.inner.iteration.parallelism = n;
        return this;
      },
      setSolutionSetUnManaged() {},
    },
    'CrossOperator.DefaultCross': {
      with(this: CrossObject, f: unknown) {
        here(this);
        const type = outputType(f, `${FUNCTIONS}CrossFunction`, 2, null, [this.one.getType(), this.two.getType()]);
        const crossed = this.one.cross(this.two, crossFunction(f), type, this.tiny);
        return wrap(this.environment, crossed, 'operators.CrossOperator');
      },
      ...projections(crossProjecting, 'operators.CrossOperator.ProjectCross'),
    },
    'CrossOperator.ProjectCross': projections(further, 'operators.CrossOperator.ProjectCross'),
    'JoinOperator.DefaultJoin': {
      'with(JoinFunction)': joinWith('JoinFunction', null),
      'with(FlatJoinFunction)': joinWith('FlatJoinFunction', 2),
      ...projections(joinProjecting, 'operators.JoinOperator.ProjectJoin'),
    },
    'JoinOperator.ProjectJoin': projections(further, 'operators.JoinOperator.ProjectJoin'),
    UnsortedGrouping: {
      $class: class extends Holder {},
      ...GROUPING_BODIES,
      reduce: grouped((g, f: unknown) => g.reduce(reduceFunction(f)), 'ReduceOperator'),
      aggregate: grouped((g, a: Enum, field: number) => g.aggregate(how(a), field), 'AggregateOperator'),
      sum: grouped((g, field: number) => g.sum(field), 'AggregateOperator'),
      min: grouped((g, field: number) => g.min(field), 'AggregateOperator'),
      max: grouped((g, field: number) => g.max(field), 'AggregateOperator'),
      minBy: grouped((g, fields: ArrayLike<number>) => g.minBy(Array.from(fields)), 'ReduceOperator'),
      maxBy: grouped((g, fields: ArrayLike<number>) => g.maxBy(Array.from(fields)), 'ReduceOperator'),
    },
    SortedGrouping: { $class: class extends Holder {}, ...GROUPING_BODIES },
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

export const PAIRING_BODIES = {
  Joining: { $class: class extends Holder {}, ...where('JoinWhere') },
  JoinWhere: { $class: class extends Holder {}, ...joinEqualTo },
  CoGrouping: { $class: class extends Holder {}, ...where('CoGroupWhere') },
  CoGroupWhere: {
    $class: class extends Holder {},
    ...byKey('equalTo', ['KEY'], FIELDS, (self: PairingObject, right) =>
      wrap(self.environment, { ...self.inner, right }, 'CoGroupEqual'),
    ),
  },
  CoGroupEqual: {
    $class: class extends Holder {},
    with(this: PairingObject, f: unknown) {
      here(this);
      const { join, one, two, left, right } = this.inner;
      const type = outputType(f, `${FUNCTIONS}CoGroupFunction`, 2, 2, [one.getType(), two.getType()]);
      const made = (join as DataSetCoGroup).on(left, right, coGroupFunction(f), type);
      return wrap(this.environment, made, 'operators.CoGroupOperator');
    },
  },
};

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
  package: 'org.apache.flink.api.common.operators.base',
  stubs: `
public abstract class JoinOperatorBase { public enum JoinHint { OPTIMIZER_CHOOSES, BROADCAST_HASH_FIRST, BROADCAST_HASH_SECOND, REPARTITION_HASH_FIRST, REPARTITION_HASH_SECOND, REPARTITION_SORT_MERGE } }
public class ReduceOperatorBase { public enum CombineHint { OPTIMIZER_CHOOSES, SORT, HASH, NONE } }
`,
  bodies: {},
});
