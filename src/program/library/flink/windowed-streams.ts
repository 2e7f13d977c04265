/** WindowedStream and AllWindowedStream. */

import type { OutputTag } from '../../../flink/api/functions.ts';
import type { TypeInformation } from '../../../flink/api/types.ts';
import { missingType } from '../../../flink/api/types.ts';
import type { AllWindowedStream, WindowedStream } from '../../../flink/api/windowed-stream.ts';
import { isInstance } from '../../link.ts';
import { aggregateFunction, outputTag, reduceFunction } from './adapters.ts';
import { evictor } from './evictors.ts';
import { aggregationStubs, aggregations, FN, type Time, time, wrap } from './stream-support.ts';
import { Holder } from './support.ts';
import { trigger } from './triggers.ts';
import { outputType, typeOf } from './types.ts';
import { windowFunction } from './window-adapters.ts';

const WINDOW_FN = 'org.apache.flink.streaming.api.functions.windowing.';
type W = Holder<WindowedStream | AllWindowedStream>;

/** The type a window function gives; lambdas tell nothing. */
function windowOutput(fn: unknown, input: TypeInformation): TypeInformation {
  for (const name of ['WindowFunction', 'AllWindowFunction', 'ProcessWindowFunction', 'ProcessAllWindowFunction']) {
    if (isInstance(fn, WINDOW_FN + name)) return outputType(fn, WINDOW_FN + name, 1, 3, [input]);
  }
  return missingType('<unknown>');
}

const aggregateOutput = (windows: W, f: unknown): TypeInformation =>
  outputType(f, `${FN}AggregateFunction`, 2, null, [windows.inner.getInputType()]);

export function windowStubs(fn: string, process: string): string {
  const key = fn === 'WindowFunction' ? 'K, ' : '';
  return `
  public THIS<T, ${key}W> trigger(Trigger<? super T, ? super W> trigger);
  public THIS<T, ${key}W> allowedLateness(Time lateness);
  public THIS<T, ${key}W> sideOutputLateData(OutputTag<T> tag);
  public THIS<T, ${key}W> evictor(Evictor<? super T, ? super W> evictor);
  public SingleOutputStreamOperator<T> reduce(ReduceFunction<T> f);
  public <R> SingleOutputStreamOperator<R> reduce(ReduceFunction<T> f, ${fn}<T, R, ${key}W> window);
  public <R> SingleOutputStreamOperator<R> reduce(ReduceFunction<T> f, ${fn}<T, R, ${key}W> window, TypeInformation<R> type);
  public <R> SingleOutputStreamOperator<R> reduce(ReduceFunction<T> f, ${process}<T, R, ${key}W> window);
  public <ACC, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, R> f);
  public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, V> f, ${fn}<V, R, ${key}W> window);
  public <ACC, V, R> SingleOutputStreamOperator<R> aggregate(AggregateFunction<T, ACC, V> f, ${process}<V, R, ${key}W> window);
  public <R> SingleOutputStreamOperator<R> apply(${fn}<T, R, ${key}W> f);
  public <R> SingleOutputStreamOperator<R> apply(${fn}<T, R, ${key}W> f, TypeInformation<R> type);
  public <R> SingleOutputStreamOperator<R> process(${process}<T, R, ${key}W> f);
  public <R> SingleOutputStreamOperator<R> process(${process}<T, R, ${key}W> f, TypeInformation<R> type);
  ${aggregationStubs}`;
}
export function windowBodies(fn: string, process: string) {
  const reduceThen = function (this: W, f: unknown, window: unknown) {
    return wrap(
      this.inner.reduceThen(reduceFunction(f), windowFunction(window), windowOutput(window, this.inner.getInputType())),
    );
  };
  const aggregateThen = function (this: W, f: unknown, window: unknown) {
    return wrap(
      this.inner.aggregateThen(
        aggregateFunction(f),
        windowFunction(window),
        windowOutput(window, aggregateOutput(this, f)),
      ),
    );
  };
  return {
    $class: class extends Holder {},
    trigger(this: W, each: unknown) {
      const { trigger: t, fn: f } = trigger(each);
      this.inner.trigger(t, f);
      return this;
    },
    allowedLateness(this: W, lateness: Time) {
      this.inner.allowedLateness(time(lateness));
      return this;
    },
    sideOutputLateData(this: W, tag: unknown) {
      this.inner.sideOutputLateData(tag === null ? null : (outputTag(tag) as OutputTag));
      return this;
    },
    evictor(this: W, each: unknown) {
      const { evictor: e, fn: f } = evictor(each);
      this.inner.evictor(e, f);
      return this;
    },
    'reduce(ReduceFunction)'(this: W, f: unknown) {
      return wrap(this.inner.reduce(reduceFunction(f)));
    },
    [`reduce(ReduceFunction,${fn})`]: reduceThen,
    [`reduce(ReduceFunction,${process})`]: reduceThen,
    [`reduce(ReduceFunction,${fn},TypeInformation)`](this: W, f: unknown, window: unknown, type: unknown) {
      return wrap(this.inner.reduceThen(reduceFunction(f), windowFunction(window), typeOf(type)));
    },
    'aggregate(AggregateFunction)'(this: W, f: unknown) {
      return wrap(this.inner.aggregate(aggregateFunction(f), aggregateOutput(this, f)));
    },
    [`aggregate(AggregateFunction,${fn})`]: aggregateThen,
    [`aggregate(AggregateFunction,${process})`]: aggregateThen,
    [`apply(${fn})`](this: W, f: unknown) {
      return wrap(this.inner.apply(windowFunction(f), windowOutput(f, this.inner.getInputType())));
    },
    [`apply(${fn},TypeInformation)`](this: W, f: unknown, type: unknown) {
      return wrap(this.inner.apply(windowFunction(f), typeOf(type)));
    },
    [`process(${process})`](this: W, f: unknown) {
      return wrap(this.inner.process(windowFunction(f), windowOutput(f, this.inner.getInputType())));
    },
    [`process(${process},TypeInformation)`](this: W, f: unknown, type: unknown) {
      return wrap(this.inner.process(windowFunction(f), typeOf(type)));
    },
    ...aggregations(),
  };
}
