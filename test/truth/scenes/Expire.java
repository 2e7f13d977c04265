package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration;
public class Expire {
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
  public static class Slow implements MapFunction<Tuple2<String, Integer>, Integer>, CheckpointedFunction {
    public Integer map(Tuple2<String, Integer> t) { return t.f1; }
    public void initializeState(FunctionInitializationContext c) { }
    public void snapshotState(FunctionSnapshotContext c) throws Exception { if (c.getCheckpointId() == 2 || c.getCheckpointId() >= 4) Thread.sleep(1500); }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(400); env.getCheckpointConfig().setCheckpointTimeout(600); env.getCheckpointConfig().setMinPauseBetweenCheckpoints(100); env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.parseInt(args[0])); env.setRestartStrategy(RestartStrategies.noRestart());
    env.addSource(new Numbers(100000, 20)).name("numbers").map(new Slow()).name("slow").addSink(new DiscardingSink<>());
    env.execute("Expire " + args[0]);
  }
}
