package lab;
import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.time.Time; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.runtime.state.*; import org.apache.flink.util.*; import java.util.*; import java.time.Duration; import org.apache.flink.api.common.restartstrategy.RestartStrategies;
public class Batch {
  public static class Src extends RichParallelSourceFunction<Tuple2<String, Integer>> implements CheckpointedFunction {
    private final int count, pause; private volatile boolean on = true; private int next; private transient ListState<Integer> saved;
    public Src(int count, int pause) { this.count = count; this.pause = pause; }
    public void initializeState(FunctionInitializationContext c) throws Exception { saved = c.getOperatorStateStore().getListState(new ListStateDescriptor<>("next", Integer.class)); for (Integer i : saved.get()) next = Math.max(next, i); }
    public void snapshotState(FunctionSnapshotContext c) throws Exception { saved.clear(); saved.add(next); }
    public void run(SourceContext<Tuple2<String, Integer>> c) throws Exception {
      while (on && next < count) { synchronized (c.getCheckpointLock()) { c.collect(Tuple2.of("k" + (next % 5), next)); next++; } Thread.sleep(pause); }
    }
    public void cancel() { on = false; }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setRuntimeMode(org.apache.flink.api.common.RuntimeExecutionMode.BATCH); env.setParallelism(2);
    DataStream<Tuple2<String, Integer>> a = env.fromSequence(1, 60).map(i -> Tuple2.of("k" + i % 7, i.intValue())).returns(Types.TUPLE(Types.STRING, Types.INT));
    DataStream<Tuple2<String, Integer>> b = env.fromElements(Tuple2.of("k1", 100), Tuple2.of("k3", 300), Tuple2.of("k9", 900));
    a.keyBy(t -> t.f0).reduce((x, y) -> Tuple2.of(x.f0, x.f1 + y.f1)).print("sum");
    a.union(b).keyBy(t -> t.f0).connect(b.keyBy(t -> t.f0)).process(new KeyedCoProcessFunction<String, Tuple2<String, Integer>, Tuple2<String, Integer>, String>() {
      ValueState<Integer> n; public void open(Configuration c) { n = getRuntimeContext().getState(new ValueStateDescriptor<>("n", Integer.class)); }
      public void processElement1(Tuple2<String, Integer> t, Context c, Collector<String> o) throws Exception { n.update((n.value() == null ? 0 : n.value()) + 1); c.timerService().registerEventTimeTimer(5); c.timerService().registerProcessingTimeTimer(9); }
      public void processElement2(Tuple2<String, Integer> t, Context c, Collector<String> o) throws Exception { o.collect("second " + t + " after " + n.value()); }
      public void onTimer(long t, OnTimerContext c, Collector<String> o) throws Exception { o.collect("timer " + t + " " + c.getCurrentKey() + " " + n.value() + " " + c.timeDomain()); } }).name("two").print("two");
    a.rebalance().map(t -> t.f1).returns(Types.INT).setParallelism(3).filter(i -> i > 55).setParallelism(3).broadcast().map(i -> "b" + i).setParallelism(1).print("bc").setParallelism(1);
    a.keyBy(t -> t.f0).window(org.apache.flink.streaming.api.windowing.assigners.GlobalWindows.create()).trigger(org.apache.flink.streaming.api.windowing.triggers.CountTrigger.of(3)).sum(1).print("cw");
    env.execute("Batch");
  }
}
