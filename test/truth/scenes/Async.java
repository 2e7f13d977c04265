package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration;
public class Async {
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
  public static class Ask extends RichAsyncFunction<Tuple2<String, Integer>, String> {
    private transient java.util.Timer timer;
    public void open(Configuration c) { timer = new java.util.Timer(true); }
    public void close() { if (timer != null) timer.cancel(); }
    public void asyncInvoke(Tuple2<String, Integer> t, ResultFuture<String> out) {
      if (t.f1 == 70 && getRuntimeContext().getAttemptNumber() < 1) { timer.schedule(new java.util.TimerTask() { public void run() { out.completeExceptionally(new IllegalStateException("no answer for " + t.f1)); } }, 1300); return; }
      timer.schedule(new java.util.TimerTask() { public void run() { out.complete(Collections.singleton(t.f0 + ":" + t.f1)); } }, t.f1 % 3 == 0 ? 700 : 250);
    }
    public void timeout(Tuple2<String, Integer> t, ResultFuture<String> out) { out.complete(Collections.singleton("late " + t.f1)); }
  }
  public static class Tell extends RichFlatMapFunction<String, String> implements CheckpointedFunction {
    int seen; transient ListState<Integer> s;
    public void flatMap(String t, Collector<String> out) { seen++; if (t.endsWith(":149")) out.collect("seen " + seen); }
    public void initializeState(FunctionInitializationContext c) throws Exception { s = c.getOperatorStateStore().getListState(new ListStateDescriptor<>("s", Integer.class)); for (int i : s.get()) seen += i; }
    public void snapshotState(FunctionSnapshotContext c) throws Exception { s.clear(); s.add(seen); }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(300); env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, 300));
    DataStream<Tuple2<String, Integer>> in = env.addSource(new Numbers(150, 20)).setParallelism(1).name("numbers").uid("numbers");
    DataStream<String> out = args[0].equals("ordered") ? AsyncDataStream.orderedWait(in, new Ask(), 5, TimeUnit.SECONDS, 60).name("ask").uid("ask") : AsyncDataStream.unorderedWait(in, new Ask(), 600, TimeUnit.MILLISECONDS, 60).name("ask").uid("ask");
    if (args[0].equals("ordered")) out.flatMap(new Tell()).setParallelism(1).name("tell").uid("tell").print().setParallelism(1).uid("out"); else out.filter(s -> true).setParallelism(1).uid("f").flatMap(new Tell()).setParallelism(1).uid("tell").name("tell").print().setParallelism(1).uid("out");
    env.execute("Async " + args[0]);
  }
}
