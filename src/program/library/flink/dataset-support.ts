/** What the DataSet parts share: Java objects around data sets, keys, functions of groups, execution. */

import { Long } from '../../../flink/api/boxed.ts';
import { type DataSet, ExecutionEnvironment } from '../../../flink/api/dataset.ts';
import type { GroupedDataSet } from '../../../flink/api/dataset-groups.ts';
import type { DataSetKey } from '../../../flink/api/dataset-keys.ts';
import type { Collector, MaybeTask, UserFunction } from '../../../flink/api/functions.ts';
import type { StreamEnvironmentState } from '../../../flink/api/transformations.ts';
import type { Task } from '../../../simulation/task.ts';
import { enter, jvm } from '../../jvm.ts';
import { isInstance, newThrowable } from '../../link.ts';
import { fieldsOf, formatPattern } from '../../runtime/calendar.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { Raise, raise } from '../../runtime/raise.ts';
import { calling, caught, toJavaError } from '../../throwable.ts';
import { keySelector, life } from './adapters.ts';
import { uploadCachedFiles } from './cached-files.ts';
import { type CollectorObject, call, callLocation, type Holder, hold, newCollector, userFunction } from './support.ts';
import { outputType } from './types.ts';

const PACKAGE = 'org.apache.flink.api.java.';
export const FUNCTIONS = 'org.apache.flink.api.common.functions.';
export type SetObject = Holder<DataSet> & { environment: ExecutionEnvironment };
export type GroupObject = Holder<GroupedDataSet> & { environment: ExecutionEnvironment };

/** An object of the class `name` below org.apache.flink.api.java. */
export function wrap(environment: ExecutionEnvironment, inner: object, name: string, more: object = {}): unknown {
  return Object.assign(hold(`${PACKAGE}${name}`, inner) as object, { environment, ...more });
}
/** Names of operators contain where they were called. */
export const here = (self: { environment: ExecutionEnvironment }): ExecutionEnvironment => {
  const place = callLocation();
  self.environment.callLocation = () => place;
  return self.environment;
};

/** GroupReduceFunction, MapPartitionFunction, GroupCombineFunction: values in, any number out. */
export function groupFunction(object: unknown, method: string): UserFunction<unknown> {
  return userFunction(object, (f, owner) => {
    let collector: CollectorObject | null = null;
    const run =
      (name: string) =>
      (values: Iterable<unknown>, out: Collector<unknown>): MaybeTask<void> => {
        enter(owner);
        collector ??= newCollector();
        collector.out = out;
        const list = newArrayList([...values]);
        return call(owner, () => f[`${name}$Iterable$Collector`]!(list, collector) as MaybeTask<void>);
      };
    return {
      reduceGroup: run(method),
      ...(isInstance(f, `${FUNCTIONS}GroupCombineFunction`) ? { combineGroup: run('combine') } : {}),
      ...life(f, owner),
    };
  });
}

// Keys in the three forms that the API takes.
const selected = (selector: unknown): DataSetKey => ({
  selector: keySelector(selector),
  type: outputType(selector, `${PACKAGE}functions.KeySelector`, 1, null),
});
const positions = (fields: ArrayLike<number>): DataSetKey => ({ positions: Array.from(fields) });
const names = (fields: ArrayLike<string>): DataSetKey => ({ fields: Array.from(fields) });
const KEY_FORMS: Readonly<Record<string, (key: never) => DataSetKey>> = {
  'int[]': positions as (key: never) => DataSetKey,
  'String[]': names as (key: never) => DataSetKey,
  KeySelector: selected as (key: never) => DataSetKey,
  int: ((field: number) => positions([field])) as (key: never) => DataSetKey,
  String: ((field: string) => names([field])) as (key: never) => DataSetKey,
};

type Method = (this: never, ...args: never[]) => unknown;

/** The overloads of a method whose parameter at `at` of `parameters` (there: `KEY`) is a key in one of `forms`. */
export function byKey(
  method: string,
  parameters: readonly string[],
  forms: readonly string[],
  body: (self: never, key: DataSetKey, ...others: never[]) => unknown,
): Record<string, Method> {
  const at = parameters.indexOf('KEY');
  return Object.fromEntries(
    forms.map((form) => [
      `${method}(${parameters.map((each) => (each === 'KEY' ? form : each)).join(',')})`,
      function (this: never, ...args: never[]) {
        const others = args.filter((_, i) => i !== at);
        return body(this, KEY_FORMS[form]!(args[at]!), ...others);
      } as Method,
    ]),
  );
}
/** Fields by position, by expression, or a key selector. */
export const FIELDS = ['int[]', 'String[]', 'KeySelector'];
export const FIELD = ['int', 'String', 'KeySelector'];

export const order = (each: { $name: string }): 'ASCENDING' | 'DESCENDING' =>
  each.$name === 'DESCENDING' ? 'DESCENDING' : 'ASCENDING';
export const how = (each: { $name: string }): 'sum' | 'min' | 'max' => each.$name.toLowerCase() as 'sum';

/** A method of DataSet that gives an object of the class `name` below org.apache.flink.api.java.operators. */
export const op = <A extends never[]>(run: (set: DataSet, ...args: A) => object, name: string) =>
  function (this: SetObject, ...args: A): unknown {
    here(this);
    return wrap(this.environment, run(this.inner, ...args), `operators.${name}`);
  };
/** A method of a grouping. */
export const grouped = <A extends never[]>(run: (set: GroupedDataSet, ...args: A) => object, name: string) =>
  function (this: GroupObject, ...args: A): unknown {
    here(this);
    return wrap(this.environment, run(this.inner, ...args), `operators.${name}`);
  };

interface Reducible {
  getType(): ReturnType<typeof outputType>;
  reduceGroup(fn: UserFunction<unknown>, type: ReturnType<typeof outputType>, combinable: boolean): DataSet;
  combineGroup(fn: UserFunction<unknown>, type: ReturnType<typeof outputType>): DataSet;
}
export const reduceGroup = (set: Reducible, f: unknown): DataSet =>
  set.reduceGroup(
    groupFunction(f, 'reduce'),
    outputType(f, `${FUNCTIONS}GroupReduceFunction`, 1, 1, [set.getType()]),
    isInstance(f, `${FUNCTIONS}GroupCombineFunction`),
  );
export const combineGroup = (set: Reducible, f: unknown): DataSet =>
  set.combineGroup(
    groupFunction(f, 'combine'),
    outputType(f, `${FUNCTIONS}GroupCombineFunction`, 1, 1, [set.getType()]),
  );

// ---- execution -------------------------------------------------------------------------------------------------------

/** The name of a job that has none. */
export function defaultName(): string {
  const f = fieldsOf(jvm().ref.currentTimeMillis(), 0);
  return `Flink Java Job at ${formatPattern('EEE MMM dd HH:mm:ss', f, 0, 'UTC', true)} UTC ${f.year}`;
}
/** ExecutionEnvironment.executeAsync wraps what a future threw. */
function upload(state: StreamEnvironmentState): void {
  try {
    uploadCachedFiles(state);
  } catch (error) {
    if (error instanceof Raise) throw error;
    const failed = newThrowable('java.util.concurrent.ExecutionException', toJavaError(error).message, caught(error));
    throw newThrowable('java.lang.RuntimeException', toJavaError(failed).message, failed);
  }
}
export function* execute(
  environment: ExecutionEnvironment,
  name: string | null,
): Task<{ jobId: string; runtime: number; accumulators: Readonly<Record<string, unknown>> }> {
  const owner = jvm();
  if (!owner.context) return raise('IllegalStateException', 'no cluster to execute on');
  const { environment: state, plan } = environment.takePlan(name, defaultName());
  upload(state);
  const result = yield* calling(
    owner.context.execute({ kind: 'dataset', environment: state, plan, jobName: plan.jobName }),
  );
  enter(owner);
  session().last = result;
  return result;
}
export const session = (): { last: unknown } => jvm().local('data set session', () => ({ last: null }));
/** Executes the program with one more sink, and answers what it left in its accumulator. */
function* fetched(self: SetObject, sink: (accumulator: string) => void): Task<unknown> {
  const draw = jvm().ref.random('accumulator ids');
  const id = Array.from({ length: 32 }, () => Math.floor(draw.next() * 16).toString(16)).join('');
  here(self);
  sink(id);
  const result = yield* execute(self.environment, null);
  return result.accumulators[id];
}
export function* collected(self: SetObject): Task<unknown[]> {
  return [...(((yield* fetched(self, (id) => self.inner.collect(id))) ?? []) as unknown[])];
}
export function* counted(self: SetObject): Task<number> {
  const count = yield* fetched(self, (id) => self.inner.count(id));
  return count instanceof Long ? Number(count.value) : 0;
}
export function environment(parallelism: number | null): unknown {
  const { context } = jvm();
  const inner = new ExecutionEnvironment(parallelism ?? context?.defaultParallelism ?? 1, context?.configuration ?? {});
  return wrap(inner, inner, 'ExecutionEnvironment');
}
