package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration; import org.apache.flink.streaming.api.windowing.triggers.*; import org.apache.flink.streaming.api.windowing.evictors.*; import org.apache.flink.api.connector.source.*;
public class Begin {
  public static class Slow extends RichMapFunction<Long, Long> implements CheckpointedFunction {
    transient ListState<Long> l; long n;
    public Long map(Long x) { n++; return x; }
    public void snapshotState(FunctionSnapshotContext c) throws Exception { l.clear(); l.add(n); }
    public void initializeState(FunctionInitializationContext c) throws Exception { l = c.getOperatorStateStore().getListState(new ListStateDescriptor<>("n", Long.class)); for (Long x : l.get()) n += x; if (c.isRestored()) { System.out.println("restoring"); try { Thread.sleep(4000); } catch (InterruptedException e) { System.out.println("interrupted"); throw e; } System.out.println("restored " + (n > 0)); } }
    public void close() { System.out.println("closed"); }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    if (args.length > 1) env.enableCheckpointing(300);
    DataStream<Long> s = env.addSource(new SourceFunction<Long>() { volatile boolean on = true; public void run(SourceContext<Long> c) throws Exception { long i = 0; while (on) { synchronized (c.getCheckpointLock()) { c.collect(i++); } Thread.sleep(20); } } public void cancel() { on = false; } }).uid("src").name("src");
    SingleOutputStreamOperator<Long> m = s.map(new Slow()).uid(args[0].equals("renamed") ? "slow2" : "slow").name("slow"); if (args[0].equals("split")) m.disableChaining();
    SingleOutputStreamOperator<Long> k = m.keyBy(x -> x % 5).map(new RichMapFunction<Long, Long>() { transient ValueState<Long> v; public void open(Configuration c) { v = getRuntimeContext().getState(new ValueStateDescriptor<>("v", Long.class)); } public Long map(Long x) throws Exception { v.update(v.value() == null ? 1L : v.value() + 1); return v.value(); } }).uid("count").name("count");
    if (args[0].equals("max")) k.setMaxParallelism(64); if (args[0].equals("hash")) m.setUidHash("0123456789abcdef0123456789abcdef");
    k.addSink(new DiscardingSink<>()).uid("none").name("none");
    env.execute("Begin");
  }
}
