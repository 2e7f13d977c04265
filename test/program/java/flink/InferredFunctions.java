import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.api.java.*;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.environment.*;
import org.apache.flink.streaming.api.functions.*;
import org.apache.flink.streaming.api.functions.async.*;
import org.apache.flink.streaming.api.functions.co.*;
import org.apache.flink.streaming.api.functions.windowing.*;
import org.apache.flink.streaming.api.windowing.assigners.*;
import org.apache.flink.streaming.api.windowing.time.*;
import org.apache.flink.streaming.api.windowing.windows.*;
import org.apache.flink.util.Collector;
import java.util.*;
public class InferredFunctions {
  public static class Al<A, B> implements CoFlatMapFunction<A, B, Tuple2<A, B>> { public void flatMap1(A a, Collector<Tuple2<A, B>> o) {} public void flatMap2(B a, Collector<Tuple2<A, B>> o) {} }
  public static class Cp<A, B> extends CoProcessFunction<A, B, Tuple2<B, Long>> { public void processElement1(A a, Context c, Collector<Tuple2<B, Long>> o) {} public void processElement2(B a, Context c, Collector<Tuple2<B, Long>> o) {} }
  public static class Kcp<K, A, B> extends KeyedCoProcessFunction<K, A, B, Tuple2<A, B>> { public void processElement1(A a, Context c, Collector<Tuple2<A, B>> o) {} public void processElement2(B a, Context c, Collector<Tuple2<A, B>> o) {} }
  public static class KcpK<K, A, B> extends KeyedCoProcessFunction<K, A, B, K> { public void processElement1(A a, Context c, Collector<K> o) {} public void processElement2(B a, Context c, Collector<K> o) {} }
  public static class Kp<K, A> extends KeyedProcessFunction<K, A, Tuple2<A, Integer>> { public void processElement(A a, Context c, Collector<Tuple2<A, Integer>> o) {} }
  public static class Win<A, K> implements WindowFunction<A, List<A>, K, TimeWindow> { public void apply(K k, TimeWindow w, Iterable<A> i, Collector<List<A>> o) {} }
  public static class Pwin<A, K> extends ProcessWindowFunction<A, Tuple2<A, Long>, K, TimeWindow> { public void process(K k, Context w, Iterable<A> i, Collector<Tuple2<A, Long>> o) {} }
  public static class Pall<A> extends ProcessAllWindowFunction<A, A, TimeWindow> { public void process(Context w, Iterable<A> i, Collector<A> o) {} }
  public static class Agg<A> implements AggregateFunction<A, Tuple2<A, Long>, Tuple2<A, Long>> { public Tuple2<A, Long> createAccumulator() { return Tuple2.of(null, 0L); } public Tuple2<A, Long> add(A a, Tuple2<A, Long> t) { return Tuple2.of(a, t.f1 + 1); } public Tuple2<A, Long> getResult(Tuple2<A, Long> t) { return t; } public Tuple2<A, Long> merge(Tuple2<A, Long> a, Tuple2<A, Long> b) { return a; } }
  public static class Sel<A> implements KeySelector<A, A> { public A getKey(A a) { return a; } }
  public static class First<A, B> implements KeySelector<Tuple2<A, B>, A> { public A getKey(Tuple2<A, B> a) { return a.f0; } }
  public static class Asy<A> implements AsyncFunction<A, A> { public void asyncInvoke(A a, ResultFuture<A> r) { r.complete(Collections.singleton(a)); } }
  public static class Jn<A, B> implements JoinFunction<A, B, Tuple2<A, B>> { public Tuple2<A, B> join(A a, B b) { return Tuple2.of(a, b); } }
  public static class Fj<A, B> implements FlatJoinFunction<A, B, Tuple2<A, B>> { public void join(A a, B b, Collector<Tuple2<A, B>> o) { } }
  public static class Cg<A, B> implements CoGroupFunction<A, B, Tuple2<A, B>> { public void coGroup(Iterable<A> a, Iterable<B> b, Collector<Tuple2<A, B>> o) {} }
  public static class Cr<A, B> implements CrossFunction<A, B, Tuple2<A, B>> { public Tuple2<A, B> cross(A a, B b) { return Tuple2.of(a, b); } }
  public static class Gr<A> implements GroupReduceFunction<A, A> { public void reduce(Iterable<A> a, Collector<A> o) {} }
  public static class Gc<A> implements GroupCombineFunction<A, A> { public void combine(Iterable<A> a, Collector<A> o) {} }
  public static class Pj<A, B> extends ProcessJoinFunction<A, B, Tuple2<A, B>> { public void processElement(A a, B b, Context c, Collector<Tuple2<A, B>> o) {} }
  public static class Bc<A, B> extends BroadcastProcessFunction<A, B, Tuple2<A, B>> { public void processElement(A a, ReadOnlyContext c, Collector<Tuple2<A, B>> o) {} public void processBroadcastElement(B a, Context c, Collector<Tuple2<A, B>> o) {} }
  public static class Kbc<K, A, B> extends KeyedBroadcastProcessFunction<K, A, B, Tuple2<A, B>> { public void processElement(A a, ReadOnlyContext c, Collector<Tuple2<A, B>> o) {} public void processBroadcastElement(B a, Context c, Collector<Tuple2<A, B>> o) {} }
  public static class Id<A> implements MapFunction<A, A> { public A map(A a) { return a; } }
  public static class ListOf<A> implements MapFunction<A, List<A>> { public List<A> map(A a) { return null; } }
  interface Thunk { TypeInformation<?> get() throws Exception; }
  static void show(String n, Thunk t) { try { System.out.println(n + ": " + t.get()); } catch (Throwable e) { System.out.println(n + ": " + e.getClass().getSimpleName()); } }
  public static void main(String[] x) throws Exception {
    StreamExecutionEnvironment e = StreamExecutionEnvironment.getExecutionEnvironment();
    DataStream<Integer> i = e.fromElements(1, 2); DataStream<String> s = e.fromElements("a"); DataStream<Tuple2<String, Double>> t = e.fromElements(Tuple2.of("k", 1.0));
    MapStateDescriptor<String, String> d = new MapStateDescriptor<>("d", String.class, String.class);
    show("coflat", () -> i.connect(s).flatMap(new Al<>()).getType());
    show("coproc", () -> i.connect(t).process(new Cp<>()).getType());
    show("kcoproc", () -> i.keyBy(v -> v).connect(s.keyBy(v -> v.length())).process(new Kcp<Integer, Integer, String>()).getType());
    show("kcoprocK", () -> i.keyBy(v -> v).connect(s.keyBy(v -> v.length())).process(new KcpK<Integer, Integer, String>()).getType());
    show("kproc", () -> t.keyBy(v -> v.f0).process(new Kp<>()).getType());
    show("win", () -> t.keyBy(v -> v.f0).window(TumblingProcessingTimeWindows.of(Time.seconds(1))).apply(new Win<>()).getType());
    show("pwin", () -> t.keyBy(v -> v.f0).window(TumblingProcessingTimeWindows.of(Time.seconds(1))).process(new Pwin<>()).getType());
    show("pall", () -> t.windowAll(TumblingProcessingTimeWindows.of(Time.seconds(1))).process(new Pall<>()).getType());
    show("agg", () -> t.keyBy(v -> v.f0).window(TumblingProcessingTimeWindows.of(Time.seconds(1))).aggregate(new Agg<>()).getType());
    show("aggwin", () -> t.keyBy(v -> v.f0).window(TumblingProcessingTimeWindows.of(Time.seconds(1))).aggregate(new Agg<>(), new Pwin<>()).getType());
    show("sel", () -> i.keyBy(new Sel<>()).getKeyType());
    show("first", () -> t.keyBy(new First<>()).getKeyType());
    show("async", () -> AsyncDataStream.orderedWait(s, new Asy<>(), 1, java.util.concurrent.TimeUnit.SECONDS).getType());
    show("join", () -> i.join(s).where(v -> v).equalTo(v -> v.length()).window(TumblingProcessingTimeWindows.of(Time.seconds(1))).apply(new Jn<>()).getType());
    show("joinsel", () -> i.join(i).where(new Sel<>()).equalTo(new Sel<>()).window(TumblingProcessingTimeWindows.of(Time.seconds(1))).apply(new Fj<>()).getType());
    show("cogroup", () -> i.coGroup(s).where(v -> v).equalTo(v -> v.length()).window(TumblingProcessingTimeWindows.of(Time.seconds(1))).apply(new Cg<>()).getType());
    show("interval", () -> i.keyBy(v -> v).intervalJoin(s.keyBy(v -> v.length())).between(Time.seconds(1), Time.seconds(2)).process(new Pj<>()).getType());
    show("bc", () -> i.connect(s.broadcast(d)).process(new Bc<>()).getType());
    show("kbc", () -> i.keyBy(v -> v).connect(s.broadcast(d)).process(new Kbc<Integer, Integer, String>()).getType());
    show("id", () -> t.map(new Id<>()).getType());
    show("list", () -> t.map(new ListOf<>()).getType());
    ExecutionEnvironment b = ExecutionEnvironment.getExecutionEnvironment();
    DataSet<Integer> bi = b.fromElements(1, 2); DataSet<Tuple2<String, Double>> bt = b.fromElements(Tuple2.of("k", 1.0));
    show("bjoin", () -> bi.join(bt).where(v -> v).equalTo(v -> v.f1.intValue()).with(new Jn<>()).getType());
    show("bfjoin", () -> bi.join(bt).where(v -> v).equalTo(v -> v.f1.intValue()).with(new Fj<>()).getType());
    show("bouter", () -> bt.leftOuterJoin(bt).where(0).equalTo(0).with(new Jn<>()).getType());
    show("bcogroup", () -> bt.coGroup(bt).where(0).equalTo(0).with(new Cg<>()).getType());
    show("bcross", () -> bt.cross(bi).with(new Cr<>()).getType());
    show("bgroup", () -> bt.groupBy(0).reduceGroup(new Gr<>()).getType());
    show("bcomb", () -> bt.groupBy(0).combineGroup(new Gc<>()).getType());
    show("ball", () -> bt.reduceGroup(new Gr<>()).getType());
  }
}
