package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration; import org.apache.flink.streaming.api.windowing.triggers.*; import org.apache.flink.streaming.api.windowing.evictors.*; import org.apache.flink.api.connector.source.*;
public class States {
  // order of map state, timers equal in time, list state, registered names; heap or rocksdb; savepoint and back
  public static class Src implements SourceFunction<String>, CheckpointedFunction {
    volatile boolean on = true; int phase = 0; transient ListState<Integer> st;
    public void snapshotState(FunctionSnapshotContext c) throws Exception { st.clear(); st.add(phase); System.out.println("names " + new TreeSet<>(c2.getRegisteredStateNames()) + " " + new TreeSet<>(c2.getRegisteredBroadcastStateNames())); }
    transient OperatorStateStore c2;
    public void initializeState(FunctionInitializationContext c) throws Exception { c2 = c.getOperatorStateStore(); System.out.println("first " + c2.getRegisteredStateNames() + " " + c2.getRegisteredBroadcastStateNames() + " " + c.isRestored()); st = c2.getListState(new ListStateDescriptor<>("phase", Integer.class)); c2.getUnionListState(new ListStateDescriptor<>("other", String.class)); c2.getBroadcastState(new MapStateDescriptor<>("bc", String.class, String.class)); for (Integer i : st.get()) phase = i; }
    public void run(SourceContext<String> c) throws Exception {
      if (phase == 0) { synchronized (c.getCheckpointLock()) { for (int i = 0; i < 40; i++) c.collectWithTimestamp("k" + i % 7 + ":f" + (i * 37 % 101), 1000 + i % 4); phase = 1; } }
      else { synchronized (c.getCheckpointLock()) { for (int i = 0; i < 7; i++) c.collectWithTimestamp("k" + i + ":fresh", 1002); c.emitWatermark(new org.apache.flink.streaming.api.watermark.Watermark(100000)); phase = 2; } }
      while (on) Thread.sleep(20);
    }
    public void cancel() { on = false; }
  }
  public static class P extends KeyedProcessFunction<String, String, String> {
    transient MapState<String, Integer> m; transient ListState<String> l; transient MapState<Long, Boolean> longs; transient AggregatingState<String, Integer> ag; transient ReducingState<Integer> re;
    public void open(Configuration c) {
      m = getRuntimeContext().getMapState(new MapStateDescriptor<>("m", String.class, Integer.class)); l = getRuntimeContext().getListState(new ListStateDescriptor<>("l", String.class)); longs = getRuntimeContext().getMapState(new MapStateDescriptor<>("longs", Long.class, Boolean.class));
      ag = getRuntimeContext().getAggregatingState(new AggregatingStateDescriptor<String, Integer, Integer>("ag", new AggregateFunction<String, Integer, Integer>() { public Integer createAccumulator() { return 0; } public Integer add(String s, Integer a) { return a + s.length(); } public Integer getResult(Integer a) { return a; } public Integer merge(Integer a, Integer b) { return a + b; } }, Integer.class));
      re = getRuntimeContext().getReducingState(new ReducingStateDescriptor<Integer>("re", (a, b) -> Math.max(a, b), Integer.class));
    }
    public void processElement(String s, Context c, Collector<String> out) throws Exception {
      String f = s.substring(3); int h = f.hashCode() % 50; m.put(f, h); l.add(f); longs.put((long) h * 1000003L - 25000000L, true); ag.add(f); re.add(h);
      c.timerService().registerEventTimeTimer(5000); c.timerService().registerEventTimeTimer(4000 + h % 3);
      if (f.equals("fresh")) { StringBuilder b = new StringBuilder(c.getCurrentKey() + " map"); for (Map.Entry<String, Integer> e : m.entries()) b.append(' ').append(e.getKey()).append('=').append(e.getValue()); b.append(" longs"); for (Long k : longs.keys()) b.append(' ').append(k); b.append(" list ").append(l.get()).append(" ag ").append(ag.get()).append(" re ").append(re.get()); out.collect(b.toString()); }
    }
    public void onTimer(long t, OnTimerContext c, Collector<String> out) { out.collect("timer " + t + " " + c.getCurrentKey()); }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(); env.setMaxParallelism(16);
    if (args[0].equals("rocks")) env.setStateBackend(new org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend(args.length > 1)); else env.setStateBackend(new org.apache.flink.runtime.state.hashmap.HashMapStateBackend());
    env.addSource(new Src()).uid("src").keyBy(s -> s.substring(0, 2)).process(new P()).uid("p").name("p").print().uid("out").name("out");
    env.execute("States");
  }
}
