import type { Task } from '../../../simulation/task.ts';
import { aggregator } from '../../api/aggregations.ts';
import type { CoGroupFunction, Collector, JoinFunction, KeySelector } from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import type { OperatorSpec } from '../../api/transformations.ts';
import { tuple } from '../../api/tuple.ts';
import type { TypeInformation } from '../../api/types.ts';
import { compare, copy } from '../../api/values.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { createFileSplits, type FileSystems, linesOf, listFiles, locate, parserOf } from '../files.ts';
import type { SourceServices } from '../sources/functions.ts';
import { KeyMap } from '../state/key-map.ts';
import { drive, FunctionOperator, StreamOperator, type TaskRuntime } from './operator.ts';
import { SourceOperator } from './source.ts';

type BatchSpec = Extract<OperatorSpec, { kind: `batch.${string}` }>;
type GroupSpec = Extract<OperatorSpec, { kind: 'batch.groupReduce' | 'batch.combine' }>;

/** DataSet drivers. They take all their input, then emit at its end. */
export function createBatchOperator(
  chained: ChainedOperator,
  spec: BatchSpec,
  services: SourceServices,
): StreamOperator {
  const { runtime } = services;
  const { jvm } = runtime;
  switch (spec.kind) {
    case 'batch.source':
      return new SourceOperator(runtime, chained, batchSource(spec, services.fileSystems, runtime), true, null);
    case 'batch.groupReduce':
    case 'batch.combine':
      return new GroupReduceOperator(runtime, chained, spec);
    case 'batch.join': {
      const fn = spec.fn?.instantiate(jvm) ?? PAIR;
      return new JoinOperator(
        runtime,
        chained,
        fn,
        spec.left.instantiate(jvm),
        spec.right.instantiate(jvm),
        spec.outer,
      );
    }
    case 'batch.coGroup':
      return new CoGroupOperator(
        runtime,
        chained,
        spec.fn.instantiate(jvm),
        spec.left.instantiate(jvm),
        spec.right.instantiate(jvm),
      );
    case 'batch.cross':
      return new CrossOperator(runtime, chained, spec.fn?.instantiate(jvm) ?? PAIR, null);
    case 'batch.sort':
      return new SortOperator(runtime, chained, spec.field, spec.order, chained.node.outputType);
    case 'batch.collect':
      return new CollectOperator(runtime, chained, spec.accumulator);
  }
}

/** Where a file that is not there is looked for. */
const NO_FILE = [
  'org.apache.flink.core.fs.local.LocalFileSystem.getFileStatus(LocalFileSystem.java:106)',
  'org.apache.flink.api.common.io.FileInputFormat.createInputSplits(FileInputFormat.java:600)',
];

/** DefaultJoinFunction, DefaultCrossFunction: Tuple2 of the two. */
const PAIR: JoinFunction = {
  join: (left, right, out) => out.collect(tuple([left, right])),
};

function batchSource(
  spec: Extract<OperatorSpec, { kind: 'batch.source' }>,
  fileSystems: FileSystems,
  runtime: TaskRuntime,
): import('../../api/functions.ts').SourceFunction {
  let running = true;
  return {
    *run(context) {
      if (spec.elements) {
        // A collection is one split: the first subtask reads it.
        if (runtime.subtask !== 0) return;
        for (const element of spec.elements) {
          if (!running) return;
          const wait = context.collect(copy(element));
          if (wait) yield wait;
        }
      }
      if (!spec.path || !spec.format) return;
      const { files, path } = locate(runtime.process, spec.path, fileSystems);
      if (!files.exists(path)) {
        const message = `File ${path} does not exist or the user running Flink ('${runtime.process.spec.user}') has insufficient permissions to access it.`;
        throw new JavaError('java.io.FileNotFoundException', message, NO_FILE, null);
      }
      const splits = createFileSplits(files, listFiles(files, path), runtime.parallelism);
      const parse = parserOf(spec.format);
      for (const split of splits) {
        if (split.number % runtime.parallelism !== runtime.subtask) continue;
        let first = split.start === 0;
        for (const line of linesOf(files.readText(split.path), split.start, split.length)) {
          if (!running) return;
          const record = parse(line, first);
          first = false;
          if (!record) continue;
          const wait = context.collect(record.value);
          if (wait) yield wait;
        }
      }
    },
    cancel() {
      running = false;
    },
  };
}

/** The order in which sort-merge drivers see keys. */
function sortedKeys(keys: readonly unknown[]): unknown[] {
  try {
    return [...keys].sort(compare);
  } catch {
    return [...keys];
  }
}

function group(values: readonly unknown[], selector: KeySelector | null): Map<unknown, unknown[]> {
  const groups = new KeyMap<unknown[]>();
  const keys: unknown[] = [];
  for (const value of values) {
    const key = selector ? selector.getKey(value) : 0;
    const known = groups.get(key);
    if (known) known.push(value);
    else {
      keys.push(key);
      groups.set(key, [value]);
    }
  }
  return new Map(sortedKeys(keys).map((key) => [key, groups.get(key)!]));
}

class Emitter implements Collector<unknown> {
  constructor(private readonly operator: StreamOperator) {}
  collect(value: unknown): void {
    this.operator.output.emit(value, Number.NaN);
  }
}

interface GroupFunctions {
  reduce?(a: unknown, b: unknown): unknown;
  reduceGroup?(values: Iterable<unknown>, out: Collector<unknown>): unknown;
  combineGroup?(values: Iterable<unknown>, out: Collector<unknown>): unknown;
  combine?(values: Iterable<unknown>, out: Collector<unknown>): unknown;
}

/** ReduceDriver, GroupReduceDriver, AllReduceDriver and their combiners; aggregations; distinct; first(n). */
class GroupReduceOperator extends FunctionOperator<GroupFunctions> {
  private readonly values: unknown[] = [];
  private readonly selector: KeySelector | null;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly spec: GroupSpec,
  ) {
    super(runtime, chained, (spec.fn?.instantiate(runtime.jvm) ?? {}) as GroupFunctions, null);
    this.selector = spec.keys?.instantiate(runtime.jvm) ?? null;
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.values.push(value);
  }
  override *endInput(): Task {
    const out = new Emitter(this);
    for (const values of group(this.values, this.selector).values()) yield* this.reduceOne(values, out);
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
    const combining = spec.kind === 'batch.combine';
    const whole = combining ? (fn.combineGroup ?? fn.combine ?? fn.reduceGroup) : fn.reduceGroup;
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
    result = setField(spec.type, result, field, spec.type.get!(total, field));
  }
  return result;
}
function setField(type: TypeInformation, value: unknown, field: number, to: unknown): unknown {
  return type.set!(value, field, to);
}

abstract class TwoInputBatchOperator<F extends object> extends FunctionOperator<F> {
  protected readonly left: unknown[] = [];
  protected readonly right: unknown[] = [];
  private ended = 0;
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.left.push(value);
  }
  override processElement2(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.right.push(value);
  }
  override *endInput(): Task {
    if (++this.ended < 2) return;
    yield* this.run(new Emitter(this));
  }
  protected abstract run(out: Emitter): Task;
}

/** JoinDriver and the outer join drivers. */
class JoinOperator extends TwoInputBatchOperator<JoinFunction> {
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: JoinFunction,
    private readonly leftKey: KeySelector,
    private readonly rightKey: KeySelector,
    private readonly outer: 'inner' | 'left' | 'right' | 'full',
  ) {
    super(runtime, chained, fn, null);
  }
  protected *run(out: Emitter): Task {
    const { outer, fn } = this;
    const rights = new KeyMap<{ values: unknown[]; met: boolean }>();
    for (const [key, values] of group(this.right, this.rightKey)) rights.set(key, { values, met: false });
    for (const [key, values] of group(this.left, this.leftKey)) {
      const match = rights.get(key);
      if (match) {
        match.met = true;
        for (const left of values)
          for (const right of match.values) yield* drive(fn.join(copy(left), copy(right), out));
      } else if (outer === 'left' || outer === 'full')
        for (const left of values) yield* drive(fn.join(left, null, out));
    }
    if (outer !== 'right' && outer !== 'full') return;
    const unmet: unknown[] = [];
    rights.forEach((_key, { values, met }) => {
      if (!met) unmet.push(...values);
    });
    for (const right of unmet) yield* drive(fn.join(null, right, out));
  }
}

/** CoGroupDriver. */
class CoGroupOperator extends TwoInputBatchOperator<CoGroupFunction> {
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    fn: CoGroupFunction,
    private readonly leftKey: KeySelector,
    private readonly rightKey: KeySelector,
  ) {
    super(runtime, chained, fn, null);
  }
  protected *run(out: Emitter): Task {
    const sides = new KeyMap<{ left: unknown[]; right: unknown[] }>();
    const keys: unknown[] = [];
    const add = (groups: Map<unknown, unknown[]>, side: 'left' | 'right'): void => {
      for (const [key, values] of groups) {
        let entry = sides.get(key);
        if (!entry) {
          entry = { left: [], right: [] };
          sides.set(key, entry);
          keys.push(key);
        }
        entry[side].push(...values);
      }
    };
    add(group(this.left, this.leftKey), 'left');
    add(group(this.right, this.rightKey), 'right');
    for (const key of sortedKeys(keys)) {
      const { left, right } = sides.get(key)!;
      yield* drive(this.fn.coGroup(left, right, out));
    }
  }
}

/** CrossDriver. */
class CrossOperator extends TwoInputBatchOperator<JoinFunction> {
  protected *run(out: Emitter): Task {
    for (const left of this.left)
      for (const right of this.right) yield* drive(this.fn.join(copy(left), copy(right), out));
  }
}

/** sortPartition. */
class SortOperator extends StreamOperator {
  private readonly values: unknown[] = [];
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly field: number,
    private readonly order: 'ASCENDING' | 'DESCENDING',
    private readonly type: TypeInformation,
  ) {
    super(runtime, chained);
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.values.push(value);
  }
  override endInput(): void {
    const { type, field } = this;
    const read = (value: unknown): unknown => (type.get ? type.get(value, field) : value);
    const sign = this.order === 'ASCENDING' ? 1 : -1;
    for (const value of this.values.sort((a, b) => sign * compare(read(a), read(b))))
      this.output.emit(value, Number.NaN);
  }
}

/** Utils.CollectHelper: what collect() and print() of a DataSet fetch, as an accumulator. */
class CollectOperator extends StreamOperator {
  private readonly values: unknown[] = [];
  constructor(runtime: TaskRuntime, chained: ChainedOperator, accumulator: string) {
    super(runtime, chained);
    runtime.accumulators.set(accumulator, {
      kind: 'list',
      add: (value) => this.values.push(value),
      localValue: () => [...this.values],
    });
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.values.push(copy(value));
  }
}
