/** Async I/O of the Scala API: AsyncDataStream, and the functions it takes. */
import type { DataStream } from '../../../flink/api/datastream.ts';
import type { ResultFuture } from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { toJavaError } from '../../throwable.ts';
import { asyncWait } from '../flink/async.ts';
import { Holder, hold } from '../flink/support.ts';
import { library } from '../table.ts';
import { itemsOf } from './collection.ts';

const S = 'org.apache.flink.streaming.api.scala.';
const ASYNC = `${S}async.`;
type Stream = Holder<DataStream>;
type Unit = { toMillis$long(n: LongValue): LongValue };

/** A function `(input, future) => …` as an AsyncFunction. */
class ScalaAsyncObject extends Base {
  f!: { apply$Object$Object(input: unknown, future: unknown): unknown };
  asyncInvoke$Object$ResultFuture(input: unknown, future: unknown): unknown {
    return this.f.apply$Object$Object(input, future);
  }
}
const functionOf = (f: unknown): unknown =>
  Object.assign(allocate<ScalaAsyncObject>(`${ASYNC}ScalaRichAsyncFunction`), { f });
const waits = ['orderedWait', 'unorderedWait'];
function bodies(name: string): Record<string, unknown> {
  const how = { name, future: `${ASYNC}ResultFuture$Simulated` };
  const made = (
    stream: Stream,
    f: unknown,
    timeout: LongValue,
    unit: Unit,
    type: unknown,
    capacity?: number,
  ): unknown => hold(`${S}DataStream`, asyncWait(how, stream, f, timeout, unit, capacity, type));
  return {
    [`${name}(DataStream,AsyncFunction,long,TimeUnit,TypeInformation)`]: made,
    [`${name}(DataStream,AsyncFunction,long,TimeUnit,int,TypeInformation)`]: (
      stream: Stream,
      f: unknown,
      timeout: LongValue,
      unit: Unit,
      capacity: number,
      type: unknown,
    ) => made(stream, f, timeout, unit, type, capacity),
    [`${name}(DataStream,long,TimeUnit,Function2,TypeInformation)`]: (
      stream: Stream,
      timeout: LongValue,
      unit: Unit,
      f: unknown,
      type: unknown,
    ) => made(stream, functionOf(f), timeout, unit, type),
    [`${name}(DataStream,long,TimeUnit,int,Function2,TypeInformation)`]: (
      stream: Stream,
      timeout: LongValue,
      unit: Unit,
      capacity: number,
      f: unknown,
      type: unknown,
    ) => made(stream, functionOf(f), timeout, unit, type, capacity),
  };
}

library({
  package: 'org.apache.flink.streaming.api.scala',
  stubs: `
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.scala.async.*;
public class AsyncDataStream {
  ${waits
    .map(
      (
        name,
      ) => `public static <A, B> DataStream<B> ${name}(DataStream<A> in, AsyncFunction<A, B> f, long timeout, TimeUnit unit, int capacity, TypeInformation<B> evidence); public static <A, B> DataStream<B> ${name}(DataStream<A> in, AsyncFunction<A, B> f, long timeout, TimeUnit unit, TypeInformation<B> evidence);
  public static <A, B> DataStream<B> ${name}(DataStream<A> in, long timeout, TimeUnit unit, int capacity, scala.Function2<A, ResultFuture<B>, scala.runtime.BoxedUnit> f, TypeInformation<B> evidence); public static <A, B> DataStream<B> ${name}(DataStream<A> in, long timeout, TimeUnit unit, scala.Function2<A, ResultFuture<B>, scala.runtime.BoxedUnit> f, TypeInformation<B> evidence);`,
    )
    .join('\n  ')}
}`,
  bodies: { AsyncDataStream: Object.assign({}, ...waits.map(bodies)) },
});
library({
  package: 'org.apache.flink.streaming.api.scala.async',
  stubs: `
public interface AsyncFunction<IN, OUT> extends org.apache.flink.api.common.functions.Function, java.io.Serializable { void asyncInvoke(IN input, ResultFuture<OUT> resultFuture); default void timeout(IN input, ResultFuture<OUT> resultFuture); }
public interface ResultFuture<OUT> {
  void complete(scala.collection.Iterable<OUT> result); void completeExceptionally(Throwable error);
  class Simulated implements ResultFuture<Object> { public void complete(scala.collection.Iterable<Object> result); public void completeExceptionally(Throwable error); }
}
public abstract class RichAsyncFunction<IN, OUT> extends org.apache.flink.api.common.functions.AbstractRichFunction implements AsyncFunction<IN, OUT> { public RichAsyncFunction(); }
public class ScalaRichAsyncFunction<IN, OUT> implements AsyncFunction<IN, OUT> { public void asyncInvoke(IN input, ResultFuture<OUT> resultFuture); }`,
  bodies: {
    AsyncFunction: {
      timeout(_input: unknown, result: { completeExceptionally$Throwable(error: unknown): void }) {
        const error = allocate<{ $init$String(text: string): unknown }>('java.util.concurrent.TimeoutException');
        result.completeExceptionally$Throwable(error.$init$String('Async function call has timed out.'));
      },
    },
    ScalaRichAsyncFunction: { $class: ScalaAsyncObject },
    'ResultFuture.Simulated': {
      $class: class extends Holder<ResultFuture> {},
      complete(this: Holder<ResultFuture>, results: unknown) {
        this.inner.complete(itemsOf(results));
      },
      completeExceptionally(this: Holder<ResultFuture>, error: unknown) {
        this.inner.completeExceptionally(toJavaError(error));
      },
    },
  } as never,
});
