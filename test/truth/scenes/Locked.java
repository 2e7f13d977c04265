package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration; import org.apache.flink.streaming.api.windowing.triggers.*; import org.apache.flink.streaming.api.windowing.evictors.*; import org.apache.flink.api.connector.source.*;
public class Locked {
  // how: "sleep" inside of the lock; "many": several records and the state in one lock
  public static class Src implements SourceFunction<Integer>, CheckpointedFunction {
    final String how; volatile boolean on = true; int at = 0; transient ListState<Integer> state; Src(String how) { this.how = how; }
    public void snapshotState(FunctionSnapshotContext c) throws Exception { state.clear(); state.add(at); }
    public void initializeState(FunctionInitializationContext c) throws Exception { state = c.getOperatorStateStore().getListState(new ListStateDescriptor<>("at", Integer.class)); for (Integer i : state.get()) at = i; System.out.println("starts at " + at % 5); }
    public void run(SourceContext<Integer> c) throws Exception {
      final Object lock = c.getCheckpointLock();
      while (on && at < 400) {
        if (how.equals("sleep")) synchronized (lock) { c.collect(at); at++; Thread.sleep(20); }
        else { synchronized (lock) { at += 5; for (int i = 5; i > 0; i--) { c.collect(at - i); Thread.sleep(5); } } Thread.sleep(1); }
      }
    }
    public void cancel() { on = false; }
  }
  static volatile boolean failed = false;
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(200); env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, 100));
    env.addSource(new Src(args[0])).name("src").map(i -> i).name("pass").disableChaining().keyBy(i -> i % 3).process(new KeyedProcessFunction<Integer, Integer, String>() {
      transient ValueState<Integer> n, sum;
      public void open(Configuration c) { n = getRuntimeContext().getState(new ValueStateDescriptor<>("n", Integer.class)); sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Integer.class)); }
      public void processElement(Integer i, Context c, Collector<String> out) throws Exception {
        n.update(n.value() == null ? 1 : n.value() + 1); sum.update(sum.value() == null ? i : sum.value() + i);
        if (args0.equals("many") && i == 203 && getRuntimeContext().getAttemptNumber() == 0) throw new RuntimeException("once");
        if (i >= 397) out.collect(i % 3 + ": " + n.value() + " records, sum " + sum.value());
      }
      final String args0 = args[0];
    }).name("count").print().name("out");
    env.execute("Locked");
  }
}
