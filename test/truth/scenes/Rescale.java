package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration;
public class Rescale {
  public static class Once extends RichSourceFunction<String> implements CheckpointedFunction {
    private final String[] first, later; private volatile boolean on = true; private int runs; private transient ListState<Integer> saved; private boolean sent;
    public Once(String[] first, String[] later) { this.first = first; this.later = later; }
    public void initializeState(FunctionInitializationContext c) throws Exception { saved = c.getOperatorStateStore().getListState(new ListStateDescriptor<>("runs", Integer.class)); for (Integer i : saved.get()) runs = i; }
    public void snapshotState(FunctionSnapshotContext c) throws Exception { saved.clear(); saved.add(runs + 1); }
    public void run(SourceContext<String> c) throws Exception {
      Thread.sleep(first[0].startsWith("rule") ? 200 : 1200);
      synchronized (c.getCheckpointLock()) { for (String s : runs == 0 ? first : later) c.collect(s + (runs == 0 ? "" : "/" + runs)); }
      while (on) Thread.sleep(50);
    }
    public void cancel() { on = false; }
  }
  static final MapStateDescriptor<String, String> RULES = new MapStateDescriptor<>("rules", String.class, String.class);
  public static class Apply extends KeyedBroadcastProcessFunction<String, String, String, String> implements CheckpointedFunction {
    transient ValueState<Integer> shortLived, longLived; transient MapState<String, Long> seen; transient ListState<String> kept; transient ListState<String> union; transient BroadcastState<String, String> own;
    public void open(Configuration c) {
      ValueStateDescriptor<Integer> a = new ValueStateDescriptor<>("short", Integer.class), b = new ValueStateDescriptor<>("long", Integer.class);
      a.enableTimeToLive(StateTtlConfig.newBuilder(org.apache.flink.api.common.time.Time.milliseconds(1500)).build());
      b.enableTimeToLive(StateTtlConfig.newBuilder(org.apache.flink.api.common.time.Time.hours(5)).setUpdateType(StateTtlConfig.UpdateType.OnReadAndWrite).cleanupFullSnapshot().build());
      shortLived = getRuntimeContext().getState(a); longLived = getRuntimeContext().getState(b);
      MapStateDescriptor<String, Long> m = new MapStateDescriptor<>("seen", String.class, Long.class);
      m.enableTimeToLive(StateTtlConfig.newBuilder(org.apache.flink.api.common.time.Time.hours(1)).setStateVisibility(StateTtlConfig.StateVisibility.ReturnExpiredIfNotCleanedUp).build());
      seen = getRuntimeContext().getMapState(m);
    }
    String me() { return getRuntimeContext().getIndexOfThisSubtask() + "/" + getRuntimeContext().getNumberOfParallelSubtasks(); }
    public void initializeState(FunctionInitializationContext c) throws Exception {
      kept = c.getOperatorStateStore().getListState(new ListStateDescriptor<>("kept", String.class)); union = c.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("union", String.class));
      own = c.getOperatorStateStore().getBroadcastState(new MapStateDescriptor<>("own", String.class, String.class));
      if (!c.isRestored()) { for (int i = 0; i < 3; i++) kept.add("kept " + me() + " " + i); union.add("union " + me()); own.put("from", me()); }
      else {
        TreeSet<String> k = new TreeSet<>(), u = new TreeSet<>(); for (String s : kept.get()) k.add(s); for (String s : union.get()) u.add(s);
        System.out.println("restored " + me() + " kept " + k.size() + " union " + u + " own " + own.get("from"));
        union.clear(); union.add("union " + me() + (u.size()));
      }
    }
    public void snapshotState(FunctionSnapshotContext c) {}
    public void processBroadcastElement(String s, Context c, Collector<String> out) throws Exception { c.getBroadcastState(RULES).put(s, me()); out.collect("rule " + s); }
    public void processElement(String s, ReadOnlyContext c, Collector<String> out) throws Exception {
      TreeMap<String, String> rules = new TreeMap<>(); for (Map.Entry<String, String> e : c.getBroadcastState(RULES).immutableEntries()) rules.put(e.getKey(), e.getValue());
      Integer a = shortLived.value(), b = longLived.value(); seen.put(s, 1L); TreeSet<String> k = new TreeSet<>(); for (String x : seen.keys()) k.add(x);
      out.collect(me() + " " + s + " short " + a + " long " + b + " seen " + k + " rules " + rules);
      shortLived.update(a == null ? 1 : a + 1); longLived.update(b == null ? 1 : b + 1);
    }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(); env.setMaxParallelism(12);
    BroadcastStream<String> rules = env.addSource(new Once(new String[] {"rule-a", "rule-b"}, new String[] {"rule-c"})).uid("rules").broadcast(RULES);
    env.addSource(new Once(new String[] {"a1", "b1", "c1", "d1", "e1", "f1", "a2", "b2"}, new String[] {"a3", "b3", "c3", "d3", "e3", "f3", "g3"})).uid("in")
      .keyBy(s -> s.substring(0, 1)).connect(rules).process(new Apply()).uid("apply").name("apply").print().uid("print");
    env.execute("Rescale");
  }
}
