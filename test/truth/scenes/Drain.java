package lab;
import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.time.Time; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.runtime.state.*; import org.apache.flink.util.*; import java.util.*; import java.time.Duration; import org.apache.flink.api.common.restartstrategy.RestartStrategies;
public class Drain {
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
  public static class Ops extends RichMapFunction<Tuple2<String, Integer>, Tuple2<String, Integer>> implements CheckpointedFunction {
    transient ListState<Integer> list, union; int n; List<Integer> mine = new ArrayList<>();
    public void initializeState(FunctionInitializationContext c) throws Exception {
      list = c.getOperatorStateStore().getListState(new ListStateDescriptor<>("list", Integer.class)); union = c.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("union", Integer.class));
      List<Integer> l = new ArrayList<>(), u = new ArrayList<>(); for (Integer i : list.get()) l.add(i); for (Integer i : union.get()) u.add(i);
      mine.addAll(l); if (c.isRestored()) System.out.println("restored " + getRuntimeContext().getIndexOfThisSubtask() + " of " + getRuntimeContext().getNumberOfParallelSubtasks() + " list " + l + " union " + u);
    }
    public void snapshotState(FunctionSnapshotContext c) throws Exception { list.clear(); for (int i : mine) list.add(i); union.clear(); union.add(getRuntimeContext().getIndexOfThisSubtask() * 100 + mine.size()); }
    public Tuple2<String, Integer> map(Tuple2<String, Integer> t) { if (mine.size() < 4 + getRuntimeContext().getIndexOfThisSubtask()) mine.add(mine.size() + 10 * getRuntimeContext().getIndexOfThisSubtask()); return t; }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setMaxParallelism(16);
    env.addSource(new Src(1000000, 20)).setParallelism(1).uid("src").returns(Types.TUPLE(Types.STRING, Types.INT)).rebalance().map(new Ops()).uid("ops").returns(Types.TUPLE(Types.STRING, Types.INT)).keyBy(t -> t.f0)
      .process(new KeyedProcessFunction<String, Tuple2<String, Integer>, String>() {
        ValueState<Integer> count;
        public void open(Configuration c) { count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class)); }
        public void processElement(Tuple2<String, Integer> t, Context c, Collector<String> o) throws Exception { if (count.value() == null) { count.update(0); c.timerService().registerEventTimeTimer(1000); } count.update(count.value() + 1); }
        public void onTimer(long time, OnTimerContext c, Collector<String> o) throws Exception { o.collect("end of " + c.getCurrentKey() + " at " + time + " some " + (count.value() > 0)); }
      }).uid("count").print().uid("print");
    env.execute("Drain");
  }
}
