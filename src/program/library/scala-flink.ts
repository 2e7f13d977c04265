/** The Scala DataStream API over the same TypeScript API as Java's. */
import type { DataStream, KeyedStream, SingleOutputStreamOperator } from '../../flink/api/datastream.ts';
import type { StreamExecutionEnvironment } from '../../flink/api/environment.ts';
import type { MaybeTask } from '../../flink/api/functions.ts';
import { caseClassType, genericType, type TypeInformation } from '../../flink/api/types.ts';
import type { WindowedStream } from '../../flink/api/windowed-stream.ts';
import { enter, jvm, within } from '../jvm.ts';
import { classInfo, isInstance, linkClass, type RuntimeType } from '../link.ts';
import { keySelector, processFunction, sinkFunction, sourceFunction } from './flink-adapters.ts';
import { knownSource } from './flink-connectors.ts';
import { type EnvironmentHolder, Holder, hold, type JavaFunction, userFunction } from './flink-support.ts';
import { typeInformation, typeOf } from './flink-types.ts';
import { watermarkStrategy } from './flink-watermarks.ts';
import { windowAssigner } from './flink-windowing.ts';
import { itemsOf, unboxedItem } from './scala-collections.ts';
import { caseValues } from './scala-runtime.ts';
import { library } from './table.ts';

/** createTypeInformation: tuples and case classes are CaseClassTypeInfo. */
export function scalaType(t: RuntimeType): TypeInformation {
  if (t.kind !== 'class') return typeInformation(t);
  const tuple = /^scala\.Tuple\d+$/.test(t.name);
  const info = tuple ? null : classInfo(t.name);
  if (tuple) {
    const fields = t.args.map((a, i) => ({ name: `_${i + 1}`, key: `_${i + 1}`, type: scalaType(a) }));
    return caseClassType(t.name, fields, {
      get: (value, i) => (value as Record<string, unknown>)[`_${i + 1}`],
      set: (value, i, to) =>
        Object.assign(Object.create(Object.getPrototypeOf(value as object)), value, { [`_${i + 1}`]: to }),
    });
  }
  if (info?.interfaces.some((i) => i.kind === 'class' && i.name === 'scala.Product')) {
    const list = info.fields.filter(
      (f) => info.methods.some((m) => m.name === f.name) && !f.modifiers.includes('static'),
    );
    const fields = list.map((f) => ({ name: f.name, key: f.key, type: scalaType(f.type) }));
    return caseClassType(t.name, fields, {
      get: (value, i) => caseValues(value)[i],
      set: (value, i, to) =>
        Object.assign(Object.create(Object.getPrototypeOf(value as object)), value, {
          [fields[i]!.key]: list[i]!.type.kind === 'primitive' ? unboxedItem(to) : to,
        }),
    });
  }
  if (t.name.startsWith('scala.')) return genericType(t.name, false);
  return typeInformation(t);
}

const S = 'org.apache.flink.streaming.api.scala.';
type D = Holder<DataStream>;
type K = Holder<KeyedStream>;
type Time = { toMilliseconds$(): number | bigint };
const ms = (t: Time): number => Number(t.toMilliseconds$());
const windowed = (inner: unknown): unknown => hold(`${S}WindowedStream`, inner);
const reducing = (f: unknown) =>
  userFunction(f, (g: JavaFunction, owner) => ({
    reduce: (a: unknown, b: unknown) => {
      enter(owner);
      return within(owner, g.apply$Object$Object!(a, b));
    },
  }));
const ds = (inner: unknown): unknown => hold(`${S}DataStream`, inner);
const f1 = <T>(object: unknown, adapt: (call: (x: unknown) => unknown) => T) => {
  // A Scala function, or one of Flink's own interfaces.
  return userFunction(object, (f: JavaFunction, owner) =>
    adapt((x) => {
      enter(owner);
      return within(owner, f.apply$Object!(x));
    }),
  );
};
const aggregate = (how: 'sum' | 'min' | 'max') => ({
  [`${how}(int)`](this: K, i: number) {
    return ds(this.inner[how](i));
  },
  [`${how}(String)`](this: K, n: string) {
    return ds(this.inner[how](n));
  },
});
library({
  package: 'org.apache.flink.api.scala',
  stubs:
    'import org.apache.flink.api.common.typeinfo.TypeInformation; public class TypeInformations { public static <T> TypeInformation<T> of(String described); }',
  bodies: {
    TypeInformations: {
      of: (text: string) =>
        hold('org.apache.flink.api.common.typeinfo.TypeInformation', scalaType(JSON.parse(text) as RuntimeType)),
    },
  },
});
library({
  package: 'org.apache.flink.streaming.api.scala',
  stubs: `
import scala.*;
import scala.collection.*;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.*;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.functions.*;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
public class StreamExecutionEnvironment {
  public static StreamExecutionEnvironment getExecutionEnvironment(); public static StreamExecutionEnvironment createLocalEnvironment();
  public StreamExecutionEnvironment setParallelism(int n); public int getParallelism(); public StreamExecutionEnvironment enableCheckpointing(long ms); public void setStreamTimeCharacteristic(TimeCharacteristic c);
  public DataStream<String> socketTextStream(String host, int port); public DataStream<String> readTextFile(String path);
  public <T> DataStream<T> fromElements(T... xs, TypeInformation<T> evidence); public <T> DataStream<T> fromCollection(Seq<T> xs, TypeInformation<T> evidence);
  public <T> DataStream<T> addSource(SourceFunction<T> f, TypeInformation<T> evidence);
  @Blocks public JobExecutionResult execute(); @Blocks public JobExecutionResult execute(String name);
}
public class DataStream<T> {
  public DataStream<T> setParallelism(int n); public DataStream<T> name(String n); public DataStream<T> uid(String n); public DataStream<T> disableChaining(); public DataStream<T> startNewChain(); public DataStream<T> slotSharingGroup(String g);
  public <R> DataStream<R> map(Function1<T, R> f, TypeInformation<R> evidence); public <R> DataStream<R> flatMap(Function1<T, TraversableOnce<R>> f, TypeInformation<R> evidence); public DataStream<T> filter(Function1<T, Boolean> f);
  public KeyedStream<T, org.apache.flink.api.java.tuple.Tuple> keyBy(int... fields); public KeyedStream<T, org.apache.flink.api.java.tuple.Tuple> keyBy(String first, String... fields); public <K> KeyedStream<T, K> keyBy(Function1<T, K> f, TypeInformation<K> evidence);
  public <R> DataStream<R> process(ProcessFunction<T, R> f, TypeInformation<R> evidence); public DataStream<T> union(DataStream<T>... o); public DataStream<T> rebalance(); public DataStream<T> shuffle(); public DataStream<T> broadcast(); public DataStream<T> global(); public DataStream<T> forward();
  public DataStream<T> assignTimestampsAndWatermarks(org.apache.flink.api.common.eventtime.WatermarkStrategy<T> s); public DataStreamSink<T> print(); public DataStreamSink<T> print(String label); public DataStreamSink<T> addSink(SinkFunction<T> f); public DataStreamSink<T> writeAsText(String path);
}
public class KeyedStream<T, K> extends DataStream<T> {
  public DataStream<T> sum(int i); public DataStream<T> sum(String f); public DataStream<T> min(int i); public DataStream<T> min(String f); public DataStream<T> max(int i); public DataStream<T> max(String f);
  public WindowedStream<T, K> timeWindow(org.apache.flink.streaming.api.windowing.time.Time size); public WindowedStream<T, K> timeWindow(org.apache.flink.streaming.api.windowing.time.Time size, org.apache.flink.streaming.api.windowing.time.Time slide); public WindowedStream<T, K> countWindow(long n); public WindowedStream<T, K> window(Object assigner); public DataStream<T> reduce(Function2<T, T, T> f); public <R> DataStream<R> process(KeyedProcessFunction<K, T, R> f, TypeInformation<R> evidence);
}
public class WindowedStream<T, K> {
  public DataStream<T> sum(int i); public DataStream<T> sum(String f); public DataStream<T> min(int i); public DataStream<T> min(String f); public DataStream<T> max(int i); public DataStream<T> max(String f); public DataStream<T> reduce(Function2<T, T, T> f);
}
`.replace(
    'fromElements(T... xs, TypeInformation<T> evidence)',
    'fromElements(Seq<T> repeated, TypeInformation<T> evidence)',
  ),
  bodies: {
    StreamExecutionEnvironment: {
      $class: class extends Holder {},
      getExecutionEnvironment: () =>
        hold(
          `${S}StreamExecutionEnvironment`,
          (
            linkClass('org.apache.flink.streaming.api.environment.StreamExecutionEnvironment') as unknown as {
              getExecutionEnvironment$(): EnvironmentHolder;
            }
          ).getExecutionEnvironment$().inner,
        ),
      createLocalEnvironment: () =>
        hold(
          `${S}StreamExecutionEnvironment`,
          (
            linkClass('org.apache.flink.streaming.api.environment.StreamExecutionEnvironment') as unknown as {
              getExecutionEnvironment$(): EnvironmentHolder;
            }
          ).getExecutionEnvironment$().inner,
        ),
      setParallelism(this: Holder<StreamExecutionEnvironment>, n: number) {
        this.inner.setParallelism(n);
        return this;
      },
      getParallelism(this: Holder<StreamExecutionEnvironment>) {
        return this.inner.getParallelism();
      },
      enableCheckpointing(this: Holder<StreamExecutionEnvironment>, ms: number) {
        this.inner.enableCheckpointing(Number(ms));
        return this;
      },
      setStreamTimeCharacteristic(this: Holder<StreamExecutionEnvironment>, c: { $name: 'EventTime' }) {
        this.inner.setStreamTimeCharacteristic(c.$name);
      },
      socketTextStream(this: Holder<StreamExecutionEnvironment>, host: string, port: number) {
        return ds(this.inner.socketTextStream(host, port));
      },
      readTextFile(this: Holder<StreamExecutionEnvironment>, path: string) {
        return ds(this.inner.readTextFile(path));
      },
      fromElements(this: Holder<StreamExecutionEnvironment>, xs: unknown, type: unknown) {
        return ds(this.inner.fromElements(itemsOf(xs), typeOf(type)));
      },
      fromCollection(this: Holder<StreamExecutionEnvironment>, xs: unknown, type: unknown) {
        return ds(this.inner.fromCollection(itemsOf(xs), typeOf(type)));
      },
      addSource(this: Holder<StreamExecutionEnvironment>, f: unknown, type: unknown) {
        const known = knownSource(f);
        if (known) return ds(this.inner.addConnectorSource(known.connector, null, known.type));
        return ds(
          this.inner.addSource(
            sourceFunction(f),
            isInstance(f, 'org.apache.flink.streaming.api.functions.source.ParallelSourceFunction'),
            typeOf(type),
          ),
        );
      },
      *'execute()'(this: Holder) {
        return yield* (
          hold('org.apache.flink.streaming.api.environment.StreamExecutionEnvironment', this.inner) as unknown as {
            execute$(): Generator<never, unknown, unknown>;
          }
        ).execute$();
      },
      *'execute(String)'(this: Holder, name: string) {
        return yield* (
          hold('org.apache.flink.streaming.api.environment.StreamExecutionEnvironment', this.inner) as unknown as {
            execute$String(n: string): Generator<never, unknown, unknown>;
          }
        ).execute$String(name);
      },
    },
    DataStream: {
      $class: class extends Holder {},
      ...Object.fromEntries(
        ['setParallelism', 'name', 'uid', 'disableChaining', 'startNewChain', 'slotSharingGroup'].map((m) => [
          m,
          function (this: Holder<SingleOutputStreamOperator>, x: never) {
            (this.inner[m as 'name'] as (x: never) => unknown).call(this.inner, x);
            return this;
          },
        ]),
      ),
      ...Object.fromEntries(
        ['rebalance', 'shuffle', 'broadcast', 'global', 'forward'].map((m) => [
          m,
          function (this: D) {
            return ds(this.inner[m as 'rebalance']());
          },
        ]),
      ),
      map(this: D, f: unknown, type: unknown) {
        return ds(
          this.inner.map(
            f1(f, (call) => ({ map: call })),
            typeOf(type),
          ),
        );
      },
      flatMap(this: D, f: unknown, type: unknown) {
        return ds(
          this.inner.flatMap(
            f1(f, (call) => ({
              flatMap: (x, out) => {
                for (const y of itemsOf(call(x))) out.collect(y);
              },
            })),
            typeOf(type),
          ),
        );
      },
      filter(this: D, f: unknown) {
        return ds(this.inner.filter(f1(f, (call) => ({ filter: (x) => call(x) as MaybeTask<boolean> }))));
      },
      'keyBy(int[])'(this: D, fields: ArrayLike<number>) {
        return hold(`${S}KeyedStream`, this.inner.keyBy({ positions: Array.from(fields) }));
      },
      'keyBy(String,String[])'(this: D, first: string, more: string[]) {
        return hold(`${S}KeyedStream`, this.inner.keyBy({ fields: [first, ...Array.from(more)] }));
      },
      'keyBy(Function1,TypeInformation)'(this: D, f: unknown, type: unknown) {
        return hold(
          `${S}KeyedStream`,
          this.inner.keyBy({ selector: f1(f, (call) => ({ getKey: call })), type: typeOf(type) }),
        );
      },
      process(this: D, f: unknown, type: unknown) {
        return ds(this.inner.process(processFunction(f), typeOf(type)));
      },
      union(this: D, others: D[]) {
        return ds(this.inner.union(...Array.from(others, (o) => o.inner)));
      },
      assignTimestampsAndWatermarks(this: D, strategy: unknown) {
        return ds(this.inner.assignTimestampsAndWatermarks(watermarkStrategy(strategy)));
      },
      'print()'(this: D) {
        return hold('org.apache.flink.streaming.api.datastream.DataStreamSink', this.inner.print());
      },
      'print(String)'(this: D, label: string) {
        return hold('org.apache.flink.streaming.api.datastream.DataStreamSink', this.inner.print(label));
      },
      addSink(this: D, f: unknown) {
        return hold('org.apache.flink.streaming.api.datastream.DataStreamSink', this.inner.addSink(sinkFunction(f)));
      },
      writeAsText(this: D, path: string) {
        return hold('org.apache.flink.streaming.api.datastream.DataStreamSink', this.inner.writeAsText(path));
      },
    },
    WindowedStream: {
      $class: class extends Holder {},
      ...aggregate('sum'),
      ...aggregate('min'),
      ...aggregate('max'),
      reduce(this: Holder<WindowedStream>, f: unknown) {
        return ds(this.inner.reduce(reducing(f)));
      },
    },
    KeyedStream: {
      ...aggregate('sum'),
      ...aggregate('min'),
      ...aggregate('max'),
      'timeWindow(Time)'(this: K, size: Time) {
        return windowed(this.inner.timeWindow(ms(size)));
      },
      'timeWindow(Time,Time)'(this: K, size: Time, slide: Time) {
        return windowed(this.inner.timeWindow(ms(size), ms(slide)));
      },
      countWindow(this: K, n: number) {
        return windowed(this.inner.countWindow(Number(n)));
      },
      window(this: K, assigner: unknown) {
        const { assigner: a, fn } = windowAssigner(assigner as never);
        return windowed(this.inner.window(a, fn));
      },
      reduce(this: K, f: unknown) {
        return ds(
          this.inner.reduce(
            userFunction(f, (g: JavaFunction, owner) => ({
              reduce: (a, b) => {
                enter(owner);
                return within(owner, g.apply$Object$Object!(a, b));
              },
            })),
          ),
        );
      },
      process(this: K, f: unknown, type: unknown) {
        return ds(this.inner.keyedProcess(processFunction(f), typeOf(type)));
      },
    },
  } as never,
});
void jvm;
void keySelector;
