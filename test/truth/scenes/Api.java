package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration;
public class Api {
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
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(500);
    env.addSource(new Numbers(args.length > 0 ? Integer.parseInt(args[0]) : 100000, 10)).name("numbers").uid("numbers").map(new Acc()).name("counted").keyBy(t -> t.f0).sum(1).name("total").uid("total").filter(t -> false).name("none").addSink(new DiscardingSink<>()).name("nowhere");
    env.execute("Api");
  }
  public static class Acc extends RichMapFunction<Tuple2<String, Integer>, Tuple2<String, Integer>> {
    final IntCounter n = new IntCounter(); final DoubleCounter d = new DoubleCounter(); final Histogram h = new Histogram(); final ListAccumulator<String> l = new ListAccumulator<>(); final LongMaximum m = new LongMaximum(); final AverageAccumulator a = new AverageAccumulator();
    static class LongMaximum implements SimpleAccumulator<Long> { long v; public void add(Long x) { v = Math.max(v, x); } public Long getLocalValue() { return v; } public void resetLocal() { v = 0; } public void merge(Accumulator<Long, Long> o) { v = Math.max(v, o.getLocalValue()); } public LongMaximum clone() { LongMaximum c = new LongMaximum(); c.v = v; return c; } }
    public void open(Configuration c) { getRuntimeContext().addAccumulator("n", n); getRuntimeContext().addAccumulator("d", d); getRuntimeContext().addAccumulator("h", h); getRuntimeContext().addAccumulator("l", l); getRuntimeContext().addAccumulator("m", m); getRuntimeContext().addAccumulator("a", a); }
    public Tuple2<String, Integer> map(Tuple2<String, Integer> t) { if (n.getLocalValue() < 3) { n.add(1); d.add(0.5); h.add(t.f1); l.add(t.f0); m.add((long) t.f1); a.add(t.f1); } return t; }
  }
}
