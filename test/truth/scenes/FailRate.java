package lab;
import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.time.Time; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.runtime.state.*; import org.apache.flink.util.*; import java.util.*; import java.time.Duration; import org.apache.flink.api.common.restartstrategy.RestartStrategies;
public class FailRate {
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
    env.setParallelism(2); env.enableCheckpointing(400);
    env.getCheckpointConfig().setCheckpointStorage("file:///tmp/fid/ck");
    env.setRestartStrategy(RestartStrategies.failureRateRestart(2, Time.seconds(30), Time.milliseconds(700)));
    env.addSource(new Src(400, 20)).name("numbers").returns(Types.TUPLE(Types.STRING, Types.INT)).keyBy(t -> t.f0)
      .map(new RichMapFunction<Tuple2<String, Integer>, Tuple2<String, Integer>>() {
        ValueState<Integer> sum; int seen;
        public void open(Configuration c) { sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Integer.class)); }
        public Tuple2<String, Integer> map(Tuple2<String, Integer> t) throws Exception {
          if (t.f0.equals("k2") && ++seen > 15) throw new RuntimeException("no more of " + t.f0);
          int s = (sum.value() == null ? 0 : sum.value()) + t.f1; sum.update(s); return Tuple2.of(t.f0, s);
        }
      }).name("sums").addSink(new DiscardingSink<>());
    env.execute("Failure rate");
  }
}
