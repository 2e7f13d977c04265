package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration; import org.apache.flink.streaming.api.windowing.triggers.*; import org.apache.flink.streaming.api.windowing.evictors.*; import org.apache.flink.api.connector.source.*;
public class Sess {
  static final OutputTag<String> LATE = new OutputTag<String>("late") {};
  public static class Marks implements WatermarkGenerator<Tuple3<String, Long, Integer>> {
    public void onEvent(Tuple3<String, Long, Integer> t, long ts, WatermarkOutput out) { if (t.f0.equals("mark")) out.emitWatermark(new org.apache.flink.api.common.eventtime.Watermark(ts)); }
    public void onPeriodicEmit(WatermarkOutput out) {}
  }
  public static class EveryThree extends Trigger<Tuple3<String, Long, Integer>, TimeWindow> {
    final ReducingStateDescriptor<Long> n = new ReducingStateDescriptor<>("n", new Add(), Long.class);
    public TriggerResult onElement(Tuple3<String, Long, Integer> t, long ts, TimeWindow w, TriggerContext c) throws Exception {
      c.getPartitionedState(n).add(1L); c.registerEventTimeTimer(w.maxTimestamp());
      if (c.getPartitionedState(n).get() >= 3) { c.getPartitionedState(n).clear(); return TriggerResult.FIRE; } return TriggerResult.CONTINUE;
    }
    public TriggerResult onEventTime(long time, TimeWindow w, TriggerContext c) { return time == w.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE; }
    public TriggerResult onProcessingTime(long time, TimeWindow w, TriggerContext c) { return TriggerResult.CONTINUE; }
    public boolean canMerge() { return true; }
    public void onMerge(TimeWindow w, OnMergeContext c) throws Exception { c.mergePartitionedState(n); if (w.maxTimestamp() > c.getCurrentWatermark()) c.registerEventTimeTimer(w.maxTimestamp()); }
    public void clear(TimeWindow w, TriggerContext c) throws Exception { c.deleteEventTimeTimer(w.maxTimestamp()); c.getPartitionedState(n).clear(); }
    public String toString() { return "EveryThree"; }
  }
  public static class Add implements ReduceFunction<Long> { public Long reduce(Long a, Long b) { return a + b; } }
  public static class Avg implements AggregateFunction<Tuple3<String, Long, Integer>, Tuple2<Integer, Integer>, String> {
    public Tuple2<Integer, Integer> createAccumulator() { return Tuple2.of(0, 0); }
    public Tuple2<Integer, Integer> add(Tuple3<String, Long, Integer> t, Tuple2<Integer, Integer> a) { return Tuple2.of(a.f0 + t.f2, a.f1 + 1); }
    public String getResult(Tuple2<Integer, Integer> a) { return a.f0 + "/" + a.f1; }
    public Tuple2<Integer, Integer> merge(Tuple2<Integer, Integer> a, Tuple2<Integer, Integer> b) { return Tuple2.of(a.f0 + b.f0, a.f1 + b.f1); }
  }
  public static class Show extends ProcessWindowFunction<String, String, String, TimeWindow> {
    final ValueStateDescriptor<Integer> all = new ValueStateDescriptor<>("all", Integer.class);
    public void process(String k, Context c, Iterable<String> in, Collector<String> out) throws Exception {
      Integer n = c.globalState().getState(all).value(); n = n == null ? 1 : n + 1; c.globalState().getState(all).update(n);
      out.collect(k + " [" + c.window().getStart() + "," + c.window().getEnd() + ") " + in.iterator().next() + " firing " + n + " at " + c.currentWatermark());
    }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    List<Tuple3<String, Long, Integer>> in = new ArrayList<>();
    long[] times = {1000, 1400, 2500, 1900, 9000, 9300, 4000, 12000, 3100, 15000, 2000, 15500, 21000, 17000, 30000, 14900, 29500};
    String[] keys = {"a", "b", "c"};
    for (int i = 0; i < times.length; i++) { in.add(Tuple3.of(keys[i % 3], times[i], i)); in.add(Tuple3.of(keys[(i + 1) % 3], times[i] + 50, 100 + i)); if (i % 3 == 2) in.add(Tuple3.of("mark", times[i] - 500, 0)); }
    SingleOutputStreamOperator<Tuple3<String, Long, Integer>> s = env.fromCollection(in).assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple3<String, Long, Integer>>forGenerator(c -> new Marks()).withTimestampAssigner((t, old) -> t.f1));
    SingleOutputStreamOperator<String> gaps = s.filter(t -> !t.f0.equals("mark")).keyBy(t -> t.f0).window(EventTimeSessionWindows.withDynamicGap((Tuple3<String, Long, Integer> t) -> t.f0.equals("a") ? 800 : 1500))
      .allowedLateness(Time.milliseconds(2000)).trigger(new EveryThree()).sideOutputLateData(new OutputTag<Tuple3<String, Long, Integer>>("late") {}).aggregate(new Avg(), new Show()).name("gaps");
    gaps.print("S").name("out");
    gaps.getSideOutput(new OutputTag<Tuple3<String, Long, Integer>>("late") {}).map(t -> t.toString()).print("L").name("late");
    s.filter(t -> !t.f0.equals("mark")).keyBy(t -> t.f0).countWindow(4, 2).evictor(CountEvictor.of(3, true)).apply(new WindowFunction<Tuple3<String, Long, Integer>, String, String, GlobalWindow>() {
      public void apply(String k, GlobalWindow w, Iterable<Tuple3<String, Long, Integer>> it, Collector<String> out) { StringBuilder b = new StringBuilder(k + " " + w + " " + w.maxTimestamp()); for (Tuple3<String, Long, Integer> t : it) b.append(' ').append(t.f2); out.collect(b.toString()); } }).print("C").name("counts");
    s.filter(t -> !t.f0.equals("mark")).keyBy(t -> t.f0).window(SlidingEventTimeWindows.of(Time.seconds(6), Time.seconds(3), Time.seconds(1))).evictor(DeltaEvictor.of(8000.0, (a, b) -> Math.abs(b.f1 - a.f1))).trigger(PurgingTrigger.of(ContinuousEventTimeTrigger.of(Time.seconds(2))))
      .process(new ProcessWindowFunction<Tuple3<String, Long, Integer>, String, String, TimeWindow>() {
        public void process(String k, Context c, Iterable<Tuple3<String, Long, Integer>> it, Collector<String> out) throws Exception { ValueState<Integer> f = c.windowState().getState(new ValueStateDescriptor<>("f", Integer.class)); f.update(f.value() == null ? 1 : f.value() + 1); StringBuilder b = new StringBuilder(k + " " + c.window() + " #" + f.value()); for (Tuple3<String, Long, Integer> t : it) b.append(' ').append(t.f2); out.collect(b.toString()); }
        public void clear(Context c) throws Exception { c.windowState().getState(new ValueStateDescriptor<>("f", Integer.class)).clear(); } }).print("D").name("slides");
    s.keyBy(t -> t.f0).intervalJoin(s.filter(t -> t.f2 >= 100).name("right").keyBy(t -> t.f0)).between(Time.milliseconds(-400), Time.milliseconds(1000)).lowerBoundExclusive().process(new ProcessJoinFunction<Tuple3<String, Long, Integer>, Tuple3<String, Long, Integer>, String>() {
      public void processElement(Tuple3<String, Long, Integer> a, Tuple3<String, Long, Integer> b, Context c, Collector<String> out) { out.collect(a.f2 + "+" + b.f2 + " " + c.getLeftTimestamp() + " " + c.getRightTimestamp() + " " + c.getTimestamp()); } }).print("J").name("joined");
    env.execute("Sess");
  }
}
