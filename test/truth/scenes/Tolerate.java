package lab;
import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.time.Time; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.runtime.state.*; import org.apache.flink.util.*; import java.util.*; import java.time.Duration; import org.apache.flink.api.common.restartstrategy.RestartStrategies;
public class Tolerate {
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
    env.enableCheckpointing(300); env.getCheckpointConfig().setTolerableCheckpointFailureNumber(Integer.parseInt(args[0])); env.setRestartStrategy(RestartStrategies.fixedDelayRestart(1, 500));
    env.addSource(new Src(100000, 20)).name("numbers").returns(Types.TUPLE(Types.STRING, Types.INT)).map(new Bad()).name("bad").addSink(new DiscardingSink<>());
    env.execute("Tolerate " + args[0]);
  }
  public static class Bad implements MapFunction<Tuple2<String, Integer>, Integer>, CheckpointedFunction {
    public Integer map(Tuple2<String, Integer> t) { return t.f1; }
    public void initializeState(FunctionInitializationContext c) { }
    public void snapshotState(FunctionSnapshotContext c) throws Exception { if (c.getCheckpointId() % 4 >= 2) throw new java.io.IOException("no snapshot of " + c.getCheckpointId()); }
  }
}
