package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration;
public class Pressed {
  public static class Fast extends RichParallelSourceFunction<Tuple2<String, Integer>> {
    private volatile boolean on = true;
    public void run(SourceContext<Tuple2<String, Integer>> c) throws Exception { int i = 0; while (on) { synchronized (c.getCheckpointLock()) { c.collect(Tuple2.of("key-" + i % 50, i++)); } } }
    public void cancel() { on = false; }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(1000); env.getCheckpointConfig().enableUnalignedCheckpoints(); env.getCheckpointConfig().setAlignmentTimeout(Duration.ofMillis(Long.parseLong(args[0])));
    env.addSource(new Fast()).name("fast").rebalance().map(t -> { Thread.sleep(5); return t; }).returns(Types.TUPLE(Types.STRING, Types.INT)).name("slow").keyBy(t -> t.f0).sum(1).name("sum").addSink(new DiscardingSink<>()).name("none");
    env.execute("Pressed");
  }
}
