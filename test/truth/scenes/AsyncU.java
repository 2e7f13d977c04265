package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration; import org.apache.flink.streaming.api.windowing.triggers.*; import org.apache.flink.streaming.api.windowing.evictors.*; import org.apache.flink.api.connector.source.*;
public class AsyncU {
  public static class Ask extends RichAsyncFunction<Integer, String> {
    transient ScheduledExecutorService pool; final boolean fails; Ask(boolean fails) { this.fails = fails; }
    public void open(Configuration c) { pool = Executors.newScheduledThreadPool(4); }
    public void close() { if (pool != null) pool.shutdownNow(); System.out.println("closed " + getRuntimeContext().getIndexOfThisSubtask()); }
    public void asyncInvoke(Integer i, ResultFuture<String> f) {
      if (i % 10 == 7) return; // never: times out
      pool.schedule(() -> { if (fails && i == 12) f.completeExceptionally(new java.io.IOException("no answer for " + i)); else f.complete(Arrays.asList("r" + i, "s" + i)); }, i % 5 * 40 + 10, TimeUnit.MILLISECONDS);
    }
    public void timeout(Integer i, ResultFuture<String> f) { f.complete(Collections.singleton("late" + i)); }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    if (args[0].equals("again")) env.setRestartStrategy(RestartStrategies.failureRateRestart(2, org.apache.flink.api.common.time.Time.minutes(5), org.apache.flink.api.common.time.Time.milliseconds(50)));
    DataStream<Integer> in = env.fromElements(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14).assignTimestampsAndWatermarks(WatermarkStrategy.<Integer>forBoundedOutOfOrderness(Duration.ofMillis(0)).withTimestampAssigner((i, t) -> i * 1000L));
    (args[0].equals("ordered") ? AsyncDataStream.orderedWait(in, new Ask(false), 600, TimeUnit.MILLISECONDS, 3) : AsyncDataStream.unorderedWait(in, new Ask(!args[0].equals("unordered")), 600, TimeUnit.MILLISECONDS, 5)).name("ask").print().name("out");
    env.execute("AsyncU");
  }
}
