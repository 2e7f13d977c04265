/** Windowed streams of the Scala DataStream API, and Scala's window functions. */
import type { TypeInformation } from '../../../flink/api/types.ts';
import { aggregateFunction } from '../flink/adapters.ts';
import { Holder, hold } from '../flink/support.ts';
import { typeOf } from '../flink/types.ts';
import { windowFunction } from '../flink/window-adapters.ts';
import { type ClassBodies, library } from '../table.ts';
import { forwarded, javaFunction, same } from './forward.ts';

const S = 'org.apache.flink.streaming.api.scala.';
const F = 'org.apache.flink.streaming.api.scala.function.';
const EVIDENCE = 'TypeInformation<R> evidence';
const ROLLING = ['sum', 'min', 'max', 'minBy', 'maxBy'];

/** sum, min, max, minBy, maxBy by position and by name. */
export const aggregationStubs = ROLLING.map(
  (how) => `public DataStream<T> ${how}(int position); public DataStream<T> ${how}(String field);`,
).join(' ');
export const aggregations = same(...ROLLING.flatMap((how) => [`${how}(int)`, `${how}(String)`]));

interface WindowKind {
  readonly self: string;
  readonly java: string;
  /** Names of the window functions. */
  readonly apply: string;
  readonly process: string;
  /** Type parameters of the window functions before W. */
  readonly key: string;
  /** Parameters of a Scala function in place of a window function. */
  readonly arity: number;
}
const KEYED: WindowKind = {
  self: 'WindowedStream<T, K, W>',
  java: 'org.apache.flink.streaming.api.datastream.WindowedStream',
  apply: 'WindowFunction',
  process: 'ProcessWindowFunction',
  key: 'K, ',
  arity: 4,
};
const ALL: WindowKind = {
  self: 'AllWindowedStream<T, W>',
  java: 'org.apache.flink.streaming.api.datastream.AllWindowedStream',
  apply: 'AllWindowFunction',
  process: 'ProcessAllWindowFunction',
  key: '',
  arity: 3,
};

function stubs({ self, apply, process, key, arity }: WindowKind): string {
  const fn = (input: string): string =>
    `Function${arity}<${key}W, scala.collection.Iterable<${input}>, Collector<R>, scala.runtime.BoxedUnit> w`;
  const windows = (input: string): string[] => [
    `${F}${apply}<${input}, R, ${key}W> w`,
    `${F}${process}<${input}, R, ${key}W> w`,
    fn(input),
  ];
  const evidence = 'TypeInformation<A> evidence1, TypeInformation<V> evidence2, TypeInformation<R> evidence3';
  return `
  public ${self} trigger(Trigger<? super T, ? super W> t); public ${self} evictor(Evictor<? super T, ? super W> e); public ${self} allowedLateness(Time t); public ${self} sideOutputLateData(org.apache.flink.util.OutputTag<T> tag);
  public DataStream<T> reduce(Function2<T, T, T> f); public DataStream<T> reduce(ReduceFunction<T> f);
  ${windows('T')
    .map(
      (w) =>
        `public <R> DataStream<R> reduce(ReduceFunction<T> f, ${w}, ${EVIDENCE}); public <R> DataStream<R> reduce(Function2<T, T, T> f, ${w}, ${EVIDENCE});`,
    )
    .join(' ')}
  public <A, R> DataStream<R> aggregate(AggregateFunction<T, A, R> f, TypeInformation<A> evidence1, TypeInformation<R> evidence2);
  ${windows('V')
    .map((w) => `public <A, V, R> DataStream<R> aggregate(AggregateFunction<T, A, V> f, ${w}, ${evidence});`)
    .join(' ')}
  public <R> DataStream<R> apply(${F}${apply}<T, R, ${key}W> f, ${EVIDENCE}); public <R> DataStream<R> apply(${fn('T')}, ${EVIDENCE}); public <R> DataStream<R> process(${F}${process}<T, R, ${key}W> f, ${EVIDENCE});
  ${aggregationStubs}`;
}

type Windowed = Holder<{
  aggregate(f: unknown, type: TypeInformation): object;
  aggregateThen(f: unknown, w: unknown, type: TypeInformation): object;
}>;

function bodies({ java, apply, process, arity }: WindowKind): ClassBodies {
  const then = (adapt: (w: unknown) => unknown) =>
    function (this: Windowed, f: unknown, w: unknown, _a: unknown, _v: unknown, type: unknown): unknown {
      const made = this.inner.aggregateThen(aggregateFunction(f), windowFunction(adapt(w)), typeOf(type));
      return hold(`${S}DataStream`, made);
    };
  const evidence = 'TypeInformation,TypeInformation,TypeInformation';
  const reduced = `reduce(ReduceFunction,${apply},TypeInformation)`;
  return {
    $class: class extends Holder {},
    ...forwarded(java, {
      ...same(
        'trigger(Trigger)',
        'evictor(Evictor)',
        'allowedLateness(Time)',
        'sideOutputLateData(OutputTag)',
        'reduce(ReduceFunction)',
        reduced,
        `apply(${apply},TypeInformation)`,
        `process(${process},TypeInformation)`,
      ),
      'reduce(Function2)': 'reduce(ReduceFunction)',
      [`reduce(Function2,${apply},TypeInformation)`]: reduced,
      [`reduce(ReduceFunction,${process},TypeInformation)`]: reduced,
      [`reduce(Function2,${process},TypeInformation)`]: reduced,
      [`reduce(ReduceFunction,Function${arity},TypeInformation)`]: reduced,
      [`reduce(Function2,Function${arity},TypeInformation)`]: reduced,
      [`apply(Function${arity},TypeInformation)`]: `apply(${apply},TypeInformation)`,
      ...aggregations,
    }),
    'aggregate(AggregateFunction,TypeInformation,TypeInformation)'(
      this: Windowed,
      f: unknown,
      _a: unknown,
      type: unknown,
    ) {
      return hold(`${S}DataStream`, this.inner.aggregate(aggregateFunction(f), typeOf(type)));
    },
    [`aggregate(AggregateFunction,${apply},${evidence})`]: then((w) => w),
    [`aggregate(AggregateFunction,${process},${evidence})`]: then((w) => w),
    [`aggregate(AggregateFunction,Function${arity},${evidence})`]: then((w) => javaFunction(`${apply}/${arity}`, w)),
  };
}

export const windowedStubs = `
public class WindowedStream<T, K, W extends Window> { ${stubs(KEYED)} }
public class AllWindowedStream<T, W extends Window> { ${stubs(ALL)} }`;
export const windowedBodies = { WindowedStream: bodies(KEYED), AllWindowedStream: bodies(ALL) };

const context = (abstract: string): string => `public abstract class Context implements java.io.Serializable {
    public Context(); public abstract W window(); ${abstract} public abstract KeyedStateStore windowState(); public abstract KeyedStateStore globalState(); public abstract <X> void output(org.apache.flink.util.OutputTag<X> tag, X value);
  }`;
library({
  package: 'org.apache.flink.streaming.api.scala.function',
  stubs: `
import scala.collection.*;
import org.apache.flink.util.Collector;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.streaming.api.windowing.windows.Window;
public interface WindowFunction<IN, OUT, KEY, W extends Window> extends Function, java.io.Serializable { void apply(KEY key, W window, scala.collection.Iterable<IN> input, Collector<OUT> out); }
public interface AllWindowFunction<IN, OUT, W extends Window> extends Function, java.io.Serializable { void apply(W window, scala.collection.Iterable<IN> input, Collector<OUT> out); }
public abstract class RichWindowFunction<IN, OUT, KEY, W extends Window> extends AbstractRichFunction implements WindowFunction<IN, OUT, KEY, W> { public RichWindowFunction(); }
public abstract class RichAllWindowFunction<IN, OUT, W extends Window> extends AbstractRichFunction implements AllWindowFunction<IN, OUT, W> { public RichAllWindowFunction(); }
public abstract class ProcessWindowFunction<IN, OUT, KEY, W extends Window> extends AbstractRichFunction {
  public ProcessWindowFunction();
  public abstract void process(KEY key, Context context, scala.collection.Iterable<IN> elements, Collector<OUT> out);
  public void clear(Context context);
  ${context('public abstract long currentProcessingTime(); public abstract long currentWatermark();')}
}
public abstract class ProcessAllWindowFunction<IN, OUT, W extends Window> extends AbstractRichFunction {
  public ProcessAllWindowFunction();
  public abstract void process(Context context, scala.collection.Iterable<IN> elements, Collector<OUT> out);
  public void clear(Context context);
  ${context('')}
}`,
  bodies: { ProcessWindowFunction: { clear() {} }, ProcessAllWindowFunction: { clear() {} } },
});
