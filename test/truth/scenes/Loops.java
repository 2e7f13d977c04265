package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration;
public class Loops {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(); String how = args[0];
    if (how.equals("plain")) env.enableCheckpointing(1000);
    if (how.equals("least")) env.enableCheckpointing(1000, CheckpointingMode.AT_LEAST_ONCE);
    if (how.equals("forced")) env.enableCheckpointing(500, CheckpointingMode.EXACTLY_ONCE, true);
    if (how.equals("unaligned")) { env.enableCheckpointing(500, CheckpointingMode.EXACTLY_ONCE, true); env.getCheckpointConfig().enableUnalignedCheckpoints(); }
    if (how.equals("force")) { env.enableCheckpointing(500); env.getCheckpointConfig().setForceCheckpointing(true); }
    DataStream<Long> in = env.addSource(new SourceFunction<Long>() { volatile boolean on = true;
      public void run(SourceContext<Long> c) throws Exception { for (long i = 1; i <= 6; i++) { c.collect(i * 7); Thread.sleep(20); } while (on) Thread.sleep(20); } public void cancel() { on = false; } }, "seven").returns(Types.LONG);
    IterativeStream<Long> loop = in.rebalance().iterate();
    DataStream<Long> less = loop.map(x -> x - 5).returns(Types.LONG).name("minus five");
    loop.closeWith(less.filter(x -> x > 0).name("again"));
    less.filter(x -> x <= 0).name("out").print();
    env.execute("Loops " + how);
  }
}
