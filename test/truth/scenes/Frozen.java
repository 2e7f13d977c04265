package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration;
public class Frozen {
  public static class Slow extends RichParallelSourceFunction<Long> {
    private volatile boolean on = true;
    public void run(SourceContext<Long> c) throws Exception { long i = 0; while (on) { synchronized (c.getCheckpointLock()) { c.collect(i++); } Thread.sleep(100); } }
    public void cancel() { on = false; }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(); env.setRestartStrategy(RestartStrategies.fixedDelayRestart(3, 1000));
    if (args[0].equals("alone")) env.addSource(new Slow()).name("slow").addSink(new DiscardingSink<>()).name("none");
    else env.addSource(new Slow()).name("slow").setParallelism(1).rebalance().map(x -> x + 1).name("more").addSink(new DiscardingSink<>()).name("none");
    env.execute("Frozen " + args[0]);
  }
}
