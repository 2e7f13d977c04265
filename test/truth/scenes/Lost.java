package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration;
public class Lost {
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
    env.setRuntimeMode(RuntimeExecutionMode.BATCH); env.setRestartStrategy(RestartStrategies.fixedDelayRestart(9, 500));
    List<Tuple2<String, Integer>> in = new ArrayList<>(); for (int i = 0; i < 40; i++) in.add(Tuple2.of("k" + i % 7, i));
    env.fromCollection(in).name("in").rebalance().map(t -> t).returns(Types.TUPLE(Types.STRING, Types.INT)).name("same").keyBy(t -> t.f0).sum(1).name("total").keyBy(t -> t.f1 % 3).process(new Slow()).name("slow").print();
    env.execute("Lost");
  }
  public static class Slow extends KeyedProcessFunction<Integer, Tuple2<String, Integer>, String> {
    public void processElement(Tuple2<String, Integer> t, Context c, Collector<String> out) throws Exception { Thread.sleep(1500); out.collect(t.toString()); }
  }
}
