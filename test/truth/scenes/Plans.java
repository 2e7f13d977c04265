package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration;
public class Plans {
  public static class Numbers extends RichParallelSourceFunction<Tuple2<String, Integer>> implements CheckpointedFunction {
    private final int count, pause; private volatile boolean on = true; private int next; private transient ListState<Integer> saved;
    public Numbers(int count, int pause) { this.count = count; this.pause = pause; }
    public void initializeState(FunctionInitializationContext c) throws Exception { saved = c.getOperatorStateStore().getListState(new ListStateDescriptor<>("next", Integer.class)); for (Integer i : saved.get()) next = Math.max(next, i); }
    public void snapshotState(FunctionSnapshotContext c) throws Exception { saved.clear(); saved.add(next); }
    public void run(SourceContext<Tuple2<String, Integer>> c) throws Exception {
      while (on && next < count) { synchronized (c.getCheckpointLock()) { c.collect(Tuple2.of("k" + (next % 5), next)); next++; } if (pause > 0) Thread.sleep(pause); }
    }
    public void cancel() { on = false; }
  }
  static final TypeInformation<Tuple2<String, Integer>> T = Types.TUPLE(Types.STRING, Types.INT);
  static StreamExecutionEnvironment env;
  static SingleOutputStreamOperator<Tuple2<String, Integer>> in(String name) { return env.fromElements(Tuple2.of("a", 1), Tuple2.of("b", 2)).name(name).assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple2<String, Integer>>forMonotonousTimestamps().withTimestampAssigner((t, s) -> t.f1)); }
  public static void main(String[] args) throws Exception {
    env = StreamExecutionEnvironment.getExecutionEnvironment();
    switch (args[0]) {
      case "iterate": {
        IterativeStream<Integer> it = env.fromElements(1, 20, 30).map(i -> i).returns(Types.INT).iterate(2000);
        SingleOutputStreamOperator<Integer> step = it.map(i -> i - 1).returns(Types.INT).name("step");
        it.closeWith(step.filter(i -> i > 0).name("again")); step.filter(i -> i <= 0).name("done").print(); break; }
      case "iterate2": {
        IterativeStream<Integer> it = env.fromElements(1, 20, 30).iterate(1000);
        DataStream<Integer> step = it.keyBy(i -> i % 3).map(i -> i - 1).returns(Types.INT).name("step").setParallelism(3);
        it.closeWith(step.filter(i -> i > 0).name("again").setParallelism(env.getParallelism())); step.filter(i -> i <= 0).setParallelism(1).print().setParallelism(1); break; }
      case "connectedIterate": {
        IterativeStream.ConnectedIterativeStreams<Integer, String> it = env.fromElements(1, 2).rebalance().map(i -> i).returns(Types.INT).iterate(1000).withFeedbackType(Types.STRING);
        SingleOutputStreamOperator<String> s = it.map(new CoMapFunction<Integer, String, String>() { public String map1(Integer i) { return "" + i; } public String map2(String t) { return t + "!"; } });
        it.closeWith(s.filter(t -> t.length() < 3)); s.print(); break; }
      case "windowAll":
        in("x").windowAll(TumblingEventTimeWindows.of(Time.milliseconds(3))).reduce((a, b) -> a).name("reduced").print();
        in("y").countWindowAll(3).sum(1).print(); in("z").windowAll(EventTimeSessionWindows.withGap(Time.seconds(1))).aggregate(new Agg()).setParallelism(1).printToErr("e").name("errors");
        in("w").keyBy(t -> t.f0).countWindow(4, 2).max(1).filter(t -> true).print(); break;
      case "coGroup":
        in("x").coGroup(in("y")).where(t -> t.f0).equalTo(t -> t.f0).window(TumblingEventTimeWindows.of(Time.seconds(1))).apply(new CoGroupFunction<Tuple2<String, Integer>, Tuple2<String, Integer>, String>() { public void coGroup(Iterable<Tuple2<String, Integer>> a, Iterable<Tuple2<String, Integer>> b, Collector<String> c) { c.collect("" + a + b); } }).print();
        in("z").join(in("w")).where(t -> t.f1).equalTo(t -> t.f1).window(SlidingEventTimeWindows.of(Time.seconds(2), Time.seconds(1))).apply((a, b) -> a.f0 + b.f0, Types.STRING).print(); break;
      case "interval":
        in("x").keyBy(t -> t.f0).intervalJoin(in("y").keyBy(t -> t.f0)).between(Time.milliseconds(-5), Time.milliseconds(5)).lowerBoundExclusive().process(new ProcessJoinFunction<Tuple2<String, Integer>, Tuple2<String, Integer>, String>() { public void processElement(Tuple2<String, Integer> a, Tuple2<String, Integer> b, Context c, Collector<String> o) { o.collect(a.f0); } }).name("near").print(); break;
      case "broadcast": {
        MapStateDescriptor<String, Integer> d = new MapStateDescriptor<>("rules", Types.STRING, Types.INT);
        BroadcastStream<Tuple2<String, Integer>> rules = in("rules").broadcast(d);
        SingleOutputStreamOperator<String> s = in("x").keyBy(t -> t.f0).connect(rules).process(new KeyedBroadcastProcessFunction<String, Tuple2<String, Integer>, Tuple2<String, Integer>, String>() { public void processElement(Tuple2<String, Integer> t, ReadOnlyContext c, Collector<String> o) { o.collect(t.f0); } public void processBroadcastElement(Tuple2<String, Integer> t, Context c, Collector<String> o) { } }).name("by rules");
        OutputTag<String> tag = new OutputTag<String>("side") {}; s.getSideOutput(tag).print("side"); s.shuffle().print("main").setParallelism(1); s.global().addSink(new DiscardingSink<>()); s.rescale().map(String::length).setParallelism(4).disableChaining().addSink(new DiscardingSink<>()).setParallelism(4);
        in("q").connect(rules).process(new BroadcastProcessFunction<Tuple2<String, Integer>, Tuple2<String, Integer>, String>() { public void processElement(Tuple2<String, Integer> t, ReadOnlyContext c, Collector<String> o) { } public void processBroadcastElement(Tuple2<String, Integer> t, Context c, Collector<String> o) { } }).forward().writeAsText("/tmp/fid/out/x");
        in("r").connect(in("s")).keyBy(t -> t.f0, t -> t.f0).flatMap(new CoFlatMapFunction<Tuple2<String, Integer>, Tuple2<String, Integer>, String>() { public void flatMap1(Tuple2<String, Integer> t, Collector<String> o) { } public void flatMap2(Tuple2<String, Integer> t, Collector<String> o) { } }).writeAsCsv("/tmp/fid/out/y").name("csv"); break; }
      case "sources":
        env.fromSequence(1, 10).name("seq").union(env.generateSequence(1, 4)).print();
        env.fromCollection(Arrays.asList(1, 2, 3)).union(env.fromElements(4, 5).rebalance()).map(i -> i).slotSharingGroup("red").print().slotSharingGroup("default");
        env.socketTextStream("localhost", 9999).keyBy(t -> t).process(new KeyedProcessFunction<String, String, String>() { public void processElement(String t, Context c, Collector<String> o) { } }).startNewChain().setMaxParallelism(7).addSink(new PrintSinkFunction<>("x", true)).name("p");
        env.readTextFile("/tmp/fid/exp/hdr.txt").writeToSocket("localhost", 9998, new org.apache.flink.api.common.serialization.SimpleStringSchema()); break;
      default: throw new IllegalArgumentException(args[0]);
    }
    env.execute();
  }
  public static class Agg implements AggregateFunction<Tuple2<String, Integer>, Integer, Integer> { public Integer createAccumulator() { return 0; } public Integer add(Tuple2<String, Integer> t, Integer a) { return a + t.f1; } public Integer getResult(Integer a) { return a; } public Integer merge(Integer a, Integer b) { return a + b; } }
}
