package lab;
import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.time.Time; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.runtime.state.*; import org.apache.flink.util.*; import java.util.*; import java.time.Duration; import org.apache.flink.api.common.restartstrategy.RestartStrategies;
public class Groups {
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
    DataStream<Tuple2<String, Integer>> a = env.addSource(new Src(40, 10)).name("left").setParallelism(2).returns(Types.TUPLE(Types.STRING, Types.INT)).map(t -> t).returns(Types.TUPLE(Types.STRING, Types.INT)).setParallelism(2).slotSharingGroup("a");
    DataStream<Tuple2<String, Integer>> b = env.addSource(new Src(30, 10)).name("right").setParallelism(1).returns(Types.TUPLE(Types.STRING, Types.INT)).filter(t -> t.f1 % 2 == 0).setParallelism(3).slotSharingGroup("b");
    DataStream<Tuple2<String, Integer>> all = a.union(b, a.filter(t -> t.f1 > 35).name("big").setParallelism(2).startNewChain());
    all.partitionCustom(new Partitioner<String>() { public int partition(String k, int n) { return (k.charAt(1) - '0') % n; } }, t -> t.f0).map(t -> t.f0 + "=" + t.f1).setParallelism(4).name("custom").setMaxParallelism(8).print().setParallelism(4);
    all.global().map(t -> t.f1).setParallelism(2).slotSharingGroup("a").name("global").disableChaining().addSink(new DiscardingSink<>()).name("none").setParallelism(2);
    all.rescale().map(t -> t.f1).setParallelism(2).name("resc").broadcast().map(t -> t).setParallelism(3).name("bc").addSink(new DiscardingSink<>()).setParallelism(1);
    env.execute("Groups");
  }
}
