import { drive, type Task } from '../../../simulation/task.ts';
import { aggregator } from '../../api/aggregations.ts';
import type { SortKey } from '../../api/dataset-plan.ts';
import type { Collector, KeySelector } from '../../api/functions.ts';
import type { OperatorSpec } from '../../api/transformations.ts';
import { Tuple } from '../../api/tuple.ts';
import { compare, copy, equals } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { quickSort } from '../tasks/quick-sort.ts';
import { FunctionOperator, StreamOperator, type TaskRuntime } from './operator.ts';

/** Drivers that sort: groups, combiners, sortPartition. */

type GroupSpec = Extract<OperatorSpec, { kind: 'batch.groupReduce' | 'batch.combine' }>;

export class Emitter implements Collector<unknown> {
  constructor(private readonly operator: StreamOperator) {}
  collect(value: unknown): void {
    this.operator.output.emit(value, Number.NaN);
  }
}

interface Keyed {
  readonly value: unknown;
  readonly keys: readonly unknown[];
}

/** TypeComparator.compare of keys: tuples by their fields. */
export function compareKeys(a: unknown, b: unknown): number {
  if (!(a instanceof Tuple) || !(b instanceof Tuple)) return compare(a, b);
  for (let i = 0; i < a.$arity; i++) {
    const order = compareKeys(a.$field(i), b.$field(i));
    if (order !== 0) return order;
  }
  return 0;
}

/** The sorter of Flink's drivers: by these keys one after the other; equal records come as its quick sort leaves them. */
function sorted(values: readonly unknown[], selectors: readonly KeySelector[], signs: readonly number[]): Keyed[] {
  const keyed = values.map((value) => ({ value, keys: selectors.map((selector) => selector.getKey(value)) }));
  quickSort(keyed, (a, b) => {
    for (let i = 0; i < signs.length; i++) {
      const order = signs[i]! * compareKeys(a.keys[i], b.keys[i]);
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed;
}

export interface Group {
  readonly key: unknown;
  readonly values: unknown[];
}

/** Groups in the order of their keys; without a selector all is one group. */
export function groupsOf(
  values: readonly unknown[],
  selector: KeySelector | null,
  sort: readonly { readonly selector: KeySelector; readonly sign: number }[] = [],
): Group[] {
  if (selector === null) return values.length === 0 ? [] : [{ key: 0, values: [...values] }];
  const selectors = [selector, ...sort.map((each) => each.selector)];
  const groups: { key: unknown; values: unknown[] }[] = [];
  for (const { value, keys } of sorted(values, selectors, [1, ...sort.map(({ sign }) => sign)])) {
    const last = groups.at(-1);
    if (last && equals(last.key, keys[0])) last.values.push(value);
    else groups.push({ key: keys[0], values: [value] });
  }
  return groups;
}

function instances(sort: readonly SortKey[], runtime: TaskRuntime): { selector: KeySelector; sign: number }[] {
  return sort.map(({ selector, order }) => ({
    selector: selector.instantiate(runtime.jvm),
    sign: order === 'ASCENDING' ? 1 : -1,
  }));
}

interface GroupFunctions {
  reduce?(a: unknown, b: unknown): unknown;
  reduceGroup?(values: Iterable<unknown>, out: Collector<unknown>): unknown;
  combineGroup?(values: Iterable<unknown>, out: Collector<unknown>): unknown;
}

/** ReduceDriver, GroupReduceDriver, AllReduceDriver, MapPartitionDriver and the combiners; aggregations; distinct; first(n). */
export class GroupReduceOperator extends FunctionOperator<GroupFunctions> {
  private readonly values: unknown[] = [];
  private readonly selector: KeySelector | null;
  private readonly sort: { selector: KeySelector; sign: number }[];
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly spec: GroupSpec,
  ) {
    super(runtime, chained, (spec.fn?.instantiate(runtime.jvm) ?? {}) as GroupFunctions, null);
    this.selector = spec.keys?.instantiate(runtime.jvm) ?? null;
    this.sort = instances(spec.sort, runtime);
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.values.push(value);
  }
  override *endInput(): Task {
    const out = new Emitter(this);
    for (const { values } of groupsOf(this.values, this.selector, this.sort)) yield* this.reduceOne(values, out);
    this.values.length = 0;
  }
  private *reduceOne(values: unknown[], out: Emitter): Task {
    const { spec, fn } = this;
    if (spec.first !== null) {
      for (const value of values.slice(0, spec.first)) out.collect(value);
      return;
    }
    if (spec.aggregations.length > 0) {
      out.collect(aggregate(values, spec));
      return;
    }
    const whole = spec.kind === 'batch.combine' ? (fn.combineGroup ?? fn.reduceGroup) : fn.reduceGroup;
    if (fn.reduce) {
      let result = values[0];
      for (const value of values.slice(1)) result = yield* drive(fn.reduce(result, value));
      out.collect(result);
    } else if (whole) yield* drive(whole.call(fn, values, out));
    // Distinct: one of each.
    else out.collect(values[0]);
  }
}

/** AggregateOperator: the fields are aggregated one by one, the others are those of the last record. */
function aggregate(values: readonly unknown[], spec: GroupSpec): unknown {
  let result = copy(values.at(-1));
  for (const { how, field } of spec.aggregations) {
    const combine = aggregator(how, spec.type, [field]);
    const total = values.map(copy).reduce((a, b) => combine(a, b));
    result = spec.type.set!(result, field, spec.type.get!(total, field));
  }
  return result;
}

/** sortPartition. */
export class SortOperator extends StreamOperator {
  private readonly values: unknown[] = [];
  private readonly sort: { selector: KeySelector; sign: number }[];
  constructor(runtime: TaskRuntime, chained: ChainedOperator, sort: readonly SortKey[]) {
    super(runtime, chained);
    this.sort = instances(sort, runtime);
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.values.push(value);
  }
  override endInput(): void {
    const { sort } = this;
    const inOrder = sorted(
      this.values,
      sort.map(({ selector }) => selector),
      sort.map(({ sign }) => sign),
    );
    this.values.length = 0;
    for (const { value } of inOrder) this.output.emit(value, Number.NaN);
  }
}
