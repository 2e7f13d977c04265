/** What the classes of streams share: their Java objects, keys, positional aggregations. */

import {
  type DataStream,
  DataStreamSource,
  IterativeStream,
  type Key,
  KeyedStream,
  type SelectedKey,
  SingleOutputStreamOperator,
} from '../../../flink/api/datastream.ts';
import type { TypeInformation } from '../../../flink/api/types.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { AllWindowedStream, WindowedStream } from '../../../flink/api/windowed-stream.ts';
import { keySelector } from './adapters.ts';
import { type Holder, hold } from './support.ts';
import { outputType, typeOf } from './types.ts';

export const P = 'org.apache.flink.streaming.api.datastream.';
export const FN = 'org.apache.flink.api.common.functions.';
export const CO = 'org.apache.flink.streaming.api.functions.co.';
export const SELECTOR = 'org.apache.flink.api.java.functions.KeySelector';

/** The Java object of a stream. */
export function streamObject(stream: DataStream): unknown {
  const name =
    stream instanceof DataStreamSource
      ? 'DataStreamSource'
      : stream instanceof IterativeStream
        ? 'IterativeStream'
        : stream instanceof SingleOutputStreamOperator
          ? 'SingleOutputStreamOperator'
          : stream instanceof KeyedStream
            ? 'KeyedStream'
            : 'DataStream';
  return hold(P + name, stream);
}
export type Time = { toMilliseconds$(): LongValue };
export const ints = (positions: ArrayLike<number>): Key => ({ positions: Array.from(positions) });
export const names = (fields: ArrayLike<string>): Key => ({ fields: Array.from(fields) });
export const selected = (
  selector: unknown,
  type: unknown = null,
  inputs: readonly TypeInformation[] = [],
): SelectedKey => ({
  selector: keySelector(selector),
  type: type ? typeOf(type) : outputType(selector, SELECTOR, 1, null, inputs),
});
export const wrap = (stream: DataStream): unknown => streamObject(stream);
export const time = (t: Time): number => Number(t.toMilliseconds$());

/** sum, min, max, minBy, maxBy by position and by name. */
export function aggregations(): Record<string, (this: never, ...args: never[]) => unknown> {
  const out: Record<string, (this: never, ...args: never[]) => unknown> = {};
  type A = Holder<KeyedStream | WindowedStream | AllWindowedStream>;
  for (const how of ['sum', 'min', 'max'] as const) {
    for (const type of ['int', 'String']) {
      out[`${how}(${type})`] = function (this: A, field: number | string) {
        return wrap(this.inner[how](field));
      };
    }
  }
  for (const how of ['minBy', 'maxBy'] as const) {
    for (const type of ['int', 'String']) {
      out[`${how}(${type})`] = function (this: A, field: number | string) {
        return wrap(this.inner[how](field));
      };
      out[`${how}(${type},boolean)`] = function (this: A, field: number | string, first: boolean) {
        return wrap(this.inner[how](field, first));
      };
    }
  }
  return out;
}
export const aggregationStubs = ['sum', 'min', 'max']
  .map(
    (how) =>
      `public SingleOutputStreamOperator<T> ${how}(int position); public SingleOutputStreamOperator<T> ${how}(String field);`,
  )
  .concat(
    ['minBy', 'maxBy'].map(
      (how) =>
        `public SingleOutputStreamOperator<T> ${how}(int position); public SingleOutputStreamOperator<T> ${how}(String field); public SingleOutputStreamOperator<T> ${how}(int position, boolean first); public SingleOutputStreamOperator<T> ${how}(String field, boolean first);`,
    ),
  )
  .join('\n  ');
