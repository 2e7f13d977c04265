import { drive, type Task } from '../../../simulation/task.ts';
import type { CoGroupFunction, JoinFunction, KeySelector } from '../../api/functions.ts';
import type { OperatorSpec, SolutionAccess } from '../../api/transformations.ts';
import { tuple } from '../../api/tuple.ts';
import { copy } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { KeyMap } from '../state/key-map.ts';
import { compareKeys, Emitter, type Group, groupsOf } from './batch-groups.ts';
import { solutionSetOf } from './batch-iterations.ts';
import { FunctionOperator, type TaskRuntime } from './operator.ts';

/** Drivers of two inputs. */

type JoinSpec = Extract<OperatorSpec, { kind: 'batch.join' }>;
type CoGroupSpec = Extract<OperatorSpec, { kind: 'batch.coGroup' }>;
type CrossSpec = Extract<OperatorSpec, { kind: 'batch.cross' }>;

/** DefaultJoinFunction, DefaultCrossFunction: Tuple2 of the two. */
const PAIR: JoinFunction = {
  join: (left, right, out) => out.collect(tuple([left, right])),
};

abstract class TwoInputBatchOperator<F extends object> extends FunctionOperator<F> {
  protected left: unknown[] = [];
  protected right: unknown[] = [];
  private ended = 0;
  /** 1 when the other side is an iteration's solution set. */
  protected abstract readonly streams: 1 | 2;
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.left.push(value);
  }
  override processElement2(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.right.push(value);
  }
  override *endInput(): Task {
    if (++this.ended < this.streams) return;
    this.ended = 0;
    yield* this.run(new Emitter(this));
    this.left = [];
    this.right = [];
  }
  protected abstract run(out: Emitter): Task;
}

/** An operator that matches records by key, with another stream or with the solution set of an iteration. */
abstract class MatchOperator<F extends object, S extends JoinSpec | CoGroupSpec> extends TwoInputBatchOperator<F> {
  protected readonly streams: 1 | 2;
  protected readonly keys: { readonly left: KeySelector; readonly right: KeySelector };
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: F,
    protected readonly spec: S,
  ) {
    super(runtime, chained, fn, null);
    this.streams = spec.solution === null ? 2 : 1;
    this.keys = { left: spec.left.instantiate(runtime.jvm), right: spec.right.instantiate(runtime.jvm) };
  }
  protected solutionOf({ iteration }: SolutionAccess): KeyMap<unknown> {
    return solutionSetOf(this.runtime, iteration);
  }
}

/** A hash table of one side: the records of each key as they came. */
function tableOf(values: readonly unknown[], key: KeySelector): KeyMap<{ values: unknown[]; met: boolean }> {
  const table = new KeyMap<{ values: unknown[]; met: boolean }>();
  for (const value of values) {
    const at = key.getKey(value);
    const known = table.get(at);
    if (known) known.values.push(value);
    else table.set(at, { values: [value], met: false });
  }
  return table;
}

/** Groups of both sides in the order of their keys; a side without the key has none. */
function merged(left: readonly Group[], right: readonly Group[]): { left: unknown[]; right: unknown[] }[] {
  const pairs: { left: unknown[]; right: unknown[] }[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    const order = a && b ? compareKeys(a.key, b.key) : a ? -1 : 1;
    pairs.push({ left: order <= 0 ? a!.values : [], right: order >= 0 ? b!.values : [] });
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return pairs;
}

/** JoinDriver, the outer join drivers and JoinWithSolutionSet. */
export class JoinOperator extends MatchOperator<JoinFunction, JoinSpec> {
  constructor(runtime: TaskRuntime, chained: ChainedOperator, spec: JoinSpec) {
    super(runtime, chained, spec.fn?.instantiate(runtime.jvm) ?? PAIR, spec);
  }
  protected *run(out: Emitter): Task {
    const { outer, build, solution } = this.spec;
    if (solution !== null) {
      yield* this.probeSolution(solution, out);
      return;
    }
    const keepLeft = outer === 'left' || outer === 'full';
    const keepRight = outer === 'right' || outer === 'full';
    if (build === null) {
      const pairs = merged(groupsOf(this.left, this.keys.left), groupsOf(this.right, this.keys.right));
      for (const { left, right } of pairs) {
        if (left.length > 0 && right.length > 0) {
          for (const a of left) for (const b of right) yield* drive(this.fn.join(copy(a), copy(b), out));
        } else if (keepLeft) for (const a of left) yield* drive(this.fn.join(a, null, out));
        if (left.length === 0 && keepRight) for (const b of right) yield* drive(this.fn.join(null, b, out));
      }
      return;
    }
    const first = build === 'first';
    const table = first ? tableOf(this.left, this.keys.left) : tableOf(this.right, this.keys.right);
    const key = first ? this.keys.right : this.keys.left;
    const pair = (held: unknown, probe: unknown): unknown =>
      first ? this.fn.join(held, probe, out) : this.fn.join(probe, held, out);
    for (const probe of first ? this.right : this.left) {
      const match = table.get(key.getKey(probe));
      if (match) {
        match.met = true;
        for (const held of match.values) yield* drive(pair(copy(held), copy(probe)));
      } else if (first ? keepRight : keepLeft) yield* drive(pair(null, probe));
    }
    if (!(first ? keepLeft : keepRight)) return;
    for (const [, { values, met }] of table.entries())
      if (!met) for (const held of values) yield* drive(pair(held, null));
  }
  private *probeSolution(solution: SolutionAccess, out: Emitter): Task {
    const held = this.solutionOf(solution);
    const first = solution.side === 'first';
    const key = first ? this.keys.right : this.keys.left;
    // The other side comes as the only stream.
    for (const value of this.left) {
      const match = held.get(key.getKey(value));
      if (match === undefined) continue;
      yield* drive(first ? this.fn.join(copy(match), value, out) : this.fn.join(value, copy(match), out));
    }
  }
}

/** CoGroupDriver and CoGroupWithSolutionSet. */
export class CoGroupOperator extends MatchOperator<CoGroupFunction, CoGroupSpec> {
  constructor(runtime: TaskRuntime, chained: ChainedOperator, spec: CoGroupSpec) {
    super(runtime, chained, spec.fn.instantiate(runtime.jvm), spec);
  }
  protected *run(out: Emitter): Task {
    const { solution } = this.spec;
    if (solution === null) {
      const pairs = merged(groupsOf(this.left, this.keys.left), groupsOf(this.right, this.keys.right));
      for (const { left, right } of pairs) yield* drive(this.fn.coGroup(left, right, out));
      return;
    }
    const held = this.solutionOf(solution);
    const first = solution.side === 'first';
    for (const { key, values } of groupsOf(this.left, first ? this.keys.right : this.keys.left)) {
      const match = held.get(key);
      const other = match === undefined ? [] : [copy(match)];
      yield* drive(first ? this.fn.coGroup(other, values, out) : this.fn.coGroup(values, other, out));
    }
  }
}

/** CrossDriver: the held side is gone through for each record of the other. */
export class CrossOperator extends TwoInputBatchOperator<JoinFunction> {
  protected readonly streams = 2;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly spec: CrossSpec,
  ) {
    super(runtime, chained, spec.fn?.instantiate(runtime.jvm) ?? PAIR, null);
  }
  protected *run(out: Emitter): Task {
    const first = this.spec.blocked === 'first';
    for (const outer of first ? this.right : this.left) {
      for (const inner of first ? this.left : this.right) {
        const [a, b] = first ? [inner, outer] : [outer, inner];
        yield* drive(this.fn.join(copy(a), copy(b), out));
      }
    }
  }
}
