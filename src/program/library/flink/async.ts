/** Async I/O: AsyncDataStream and the functions it takes. */

import type { DataStream } from '../../../flink/api/datastream.ts';
import type { AsyncFunction, MaybeTask, ResultFuture, UserFunction } from '../../../flink/api/functions.ts';
import type { TypeInformation } from '../../../flink/api/types.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { enter, within } from '../../jvm.ts';
import { allocate, newThrowable } from '../../link.ts';
import { elements, type JavaCollection } from '../../runtime/collections.ts';
import { raise } from '../../runtime/raise.ts';
import { toJavaError } from '../../throwable.ts';
import { library } from '../table.ts';
import { life } from './adapters.ts';
import { streamObject } from './stream-support.ts';
import { Holder, hold, userFunction } from './support.ts';
import { outputType } from './types.ts';

const ASYNC = 'org.apache.flink.streaming.api.functions.async.';
/** AsyncDataStream.DEFAULT_QUEUE_CAPACITY. */
const CAPACITY = 100;

/** @param futureClass of the ResultFuture that the function is given */
const asyncFunction = (object: unknown, futureClass = `${ASYNC}ResultFuture$Simulated`): UserFunction<AsyncFunction> =>
  userFunction(object, (f, owner) => {
    const asked =
      (method: string) =>
      (value: unknown, result: ResultFuture): MaybeTask<void> => {
        enter(owner);
        return within(owner, f[method]!(value, hold(futureClass, result)) as MaybeTask<void>);
      };
    return {
      ...life(f, owner),
      asyncInvoke: asked('asyncInvoke$Object$ResultFuture'),
      timeout: asked('timeout$Object$ResultFuture'),
    };
  });

type S = Holder<DataStream>;
interface Unit {
  toMillis$long(n: LongValue): LongValue;
}
/** `future`: the class of the ResultFuture the function takes. `type`: what it gives, where it is known from elsewhere. */
export function asyncWait(
  { name, future }: { readonly name: string; readonly future?: string },
  stream: S,
  fn: unknown,
  timeout: LongValue,
  unit: Unit,
  capacity = CAPACITY,
  type: unknown = null,
): DataStream {
  if (capacity <= 0)
    raise('IllegalArgumentException', 'The number of concurrent async operation should be greater than 0.');
  const given =
    type === null
      ? outputType(fn, `${ASYNC}AsyncFunction`, 1, 1, [stream.inner.getType()])
      : (type as Holder<TypeInformation>).inner;
  const how = { ordered: name === 'orderedWait', timeout: Number(unit.toMillis$long(timeout)), capacity };
  return stream.inner.asyncWait(asyncFunction(fn, future), given, how);
}
const waiting =
  (name: string) =>
  (stream: S, fn: unknown, timeout: LongValue, unit: Unit, capacity?: number): unknown =>
    streamObject(asyncWait({ name }, stream, fn, timeout, unit, capacity));

const waits = ['orderedWait', 'unorderedWait'];
library({
  package: 'org.apache.flink.streaming.api.datastream',
  stubs: `
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import java.util.concurrent.TimeUnit;
public class AsyncDataStream {
  ${waits
    .map(
      (
        name,
      ) => `public static <IN, OUT> SingleOutputStreamOperator<OUT> ${name}(DataStream<IN> in, AsyncFunction<IN, OUT> f, long timeout, TimeUnit unit, int capacity);
  public static <IN, OUT> SingleOutputStreamOperator<OUT> ${name}(DataStream<IN> in, AsyncFunction<IN, OUT> f, long timeout, TimeUnit unit);`,
    )
    .join('\n  ')}
}`,
  bodies: {
    AsyncDataStream: Object.fromEntries(
      waits.flatMap((name) => {
        const body = waiting(name);
        return [
          [`${name}(DataStream,AsyncFunction,long,TimeUnit)`, body],
          [`${name}(DataStream,AsyncFunction,long,TimeUnit,int)`, body],
        ];
      }),
    ),
  },
});

library({
  package: 'org.apache.flink.streaming.api.functions.async',
  stubs: `
public interface AsyncFunction<IN, OUT> extends org.apache.flink.api.common.functions.Function, java.io.Serializable { void asyncInvoke(IN input, ResultFuture<OUT> result) throws Exception; default void timeout(IN input, ResultFuture<OUT> result) throws Exception; }
public interface ResultFuture<OUT> {
  void complete(java.util.Collection<OUT> result); void completeExceptionally(Throwable error);
  class Simulated implements ResultFuture<Object> { public void complete(java.util.Collection<Object> result); public void completeExceptionally(Throwable error); }
}
public abstract class RichAsyncFunction<IN, OUT> extends org.apache.flink.api.common.functions.AbstractRichFunction implements AsyncFunction<IN, OUT> { public RichAsyncFunction(); }`,
  bodies: {
    AsyncFunction: {
      timeout(_input: unknown, result: { completeExceptionally$Throwable(error: unknown): void }) {
        const text = 'Async function call has timed out.';
        result.completeExceptionally$Throwable(newThrowable('java.util.concurrent.TimeoutException', text));
      },
    },
    'ResultFuture.Simulated': {
      $class: class extends Holder<ResultFuture> {},
      complete(this: Holder<ResultFuture>, results: JavaCollection | null) {
        if (results === null)
          raise('NullPointerException', 'Results must not be null, use empty collection to emit nothing');
        this.inner.complete([...elements(results)]);
      },
      completeExceptionally(this: Holder<ResultFuture>, error: unknown) {
        this.inner.completeExceptionally(toJavaError(error));
      },
    },
  },
});

library({
  package: 'org.apache.flink.runtime.concurrent',
  stubs: `
import java.util.concurrent.Executor;
public final class Executors { public static Executor directExecutor(); public static class Direct implements Executor { public void execute(Runnable work); } }`,
  bodies: {
    Executors: { directExecutor: () => allocate<object>('org.apache.flink.runtime.concurrent.Executors$Direct') },
    'Executors.Direct': { execute: (work: { run$(): unknown }) => work.run$() },
  } as never,
});
