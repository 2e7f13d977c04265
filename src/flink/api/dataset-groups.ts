import { AggregateDataSet, DataSet } from './dataset.ts';
import { type DataSetKey, keysOf, sortKeysOf } from './dataset-keys.ts';
import type { DataSetBody, DataSetKeys, FieldAggregation, JoinHint, SortKey } from './dataset-plan.ts';
import { indexOutOfBounds, invalidProgram } from './errors.ts';
import type { CoGroupFunction, JoinFunction, ReduceFunction, UserFunction } from './functions.ts';
import { isTupleType, type TypeInformation, tupleType } from './types.ts';
import { constant } from './user-functions.ts';
import { compare } from './values.ts';

/** What groups and pairs records of data sets: UnsortedGrouping, SortedGrouping, JoinOperator, CoGroupOperator. */

/** Grouping: UnsortedGrouping, and SortedGrouping once sortGroup was called. */
export class GroupedDataSet {
  constructor(
    private readonly input: DataSet,
    private readonly keys: DataSetKeys,
    private readonly sort: readonly SortKey[] = [],
  ) {}
  /** Type of the elements. */
  getType(): TypeInformation {
    return this.input.getType();
  }
  reduce(fn: UserFunction<ReduceFunction>): DataSet {
    const { operator } = this.input;
    return derive(this.input, 'Reduce', this.input.getType(), { kind: 'reduce', input: operator, keys: this.keys, fn });
  }
  reduceGroup(fn: UserFunction<unknown>, outputType: TypeInformation, combinable = false): DataSet {
    return groupReduce(this.input, this.keys, { fn, outputType, combinable, sort: this.sort });
  }
  sortGroup(key: DataSetKey, order: SortKey['order']): GroupedDataSet {
    const more = sortKeysOf(key, order, this.input.getType(), 1);
    return new GroupedDataSet(this.input, this.keys, [...this.sort, ...more]);
  }
  minBy(fields: readonly number[]): DataSet {
    return this.reduce(extreme('min', fields, this.input.getType()));
  }
  maxBy(fields: readonly number[]): DataSet {
    return this.reduce(extreme('max', fields, this.input.getType()));
  }
  combineGroup(fn: UserFunction<unknown>, outputType: TypeInformation): DataSet {
    return groupCombine(this.input, this.keys, fn, outputType, this.sort);
  }
  first(n: number): DataSet {
    if (n < 1) throw invalidProgram('Parameter n of first(n) must be at least 1.');
    return groupReduce(this.input, this.keys, {
      first: n,
      combinable: true,
      location: this.sort.length > 0 ? 'first(SortedGrouping.java:226)' : 'first(UnsortedGrouping.java:220)',
      sort: this.sort,
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

function derive(input: DataSet, what: string, outputType: TypeInformation, body: DataSetBody): DataSet {
  const name = `${what} at ${input.environment.callLocation()}`;
  return new DataSet(input.environment, { name, parallelism: null, outputType, ...body });
}

export function groupReduce(
  input: DataSet,
  keys: DataSetKeys | null,
  how: {
    readonly fn?: UserFunction<unknown>;
    readonly outputType?: TypeInformation;
    readonly first?: number;
    readonly combinable: boolean;
    readonly location?: string;
    readonly sort?: readonly SortKey[];
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
    sort: how.sort ?? [],
  };
  const name = `GroupReduce at ${how.location ?? input.environment.callLocation()}`;
  return new DataSet(input.environment, { name, parallelism: null, outputType, ...body });
}

export function groupCombine(
  input: DataSet,
  keys: DataSetKeys | null,
  fn: UserFunction<unknown>,
  outputType: TypeInformation,
  sort: readonly SortKey[] = [],
): DataSet {
  return derive(input, 'GroupCombine', outputType, { kind: 'groupCombine', input: input.operator, keys, fn, sort });
}

/** SelectByMinFunction and SelectByMaxFunction: of equal records the earlier stays. */
export function extreme(
  how: 'min' | 'max',
  fields: readonly number[],
  type: TypeInformation,
): UserFunction<ReduceFunction> {
  if (!isTupleType(type)) throw invalidProgram(`DataSet#${how}By(int...) only works on Tuple types.`);
  for (const field of fields) {
    if (field < 0 || field >= type.fields.length) {
      throw indexOutOfBounds(
        `SelectBy${how === 'min' ? 'Min' : 'Max'}Function: Tuple field position ${field} is out of bounds`,
      );
    }
  }
  const sign = how === 'min' ? 1 : -1;
  return constant(how === 'min' ? 'SelectByMinFunction' : 'SelectByMaxFunction', {
    reduce(a, b) {
      for (const field of fields) {
        const order = sign * compare(type.get!(a, field), type.get!(b, field));
        if (order !== 0) return order < 0 ? a : b;
      }
      return a;
    },
  });
}

/** `a.join(b).where(...).equalTo(...)`. */
export class DataSetJoin {
  constructor(
    private readonly first: DataSet,
    private readonly second: DataSet,
    private readonly outer: 'inner' | 'left' | 'right' | 'full',
    private readonly hint: JoinHint,
  ) {}
  /** Without `fn` the result is Tuple2 of the two. */
  on(
    left: DataSetKey,
    right: DataSetKey,
    fn: UserFunction<JoinFunction> | null = null,
    outputType?: TypeInformation,
    location: string = this.first.environment.callLocation(),
  ): DataSet {
    const [a, b] = [this.first.getType(), this.second.getType()];
    const where = this.outer === 'inner' ? location : 'with(JoinOperatorSetsBase.java:252)';
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
      hint: this.hint,
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
