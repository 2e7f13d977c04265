package lab;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.accumulators.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*; import org.apache.flink.api.common.restartstrategy.RestartStrategies; import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.functions.KeySelector; import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration; import org.apache.flink.runtime.state.*; import org.apache.flink.streaming.api.*; import org.apache.flink.streaming.api.checkpoint.*; import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.sink.*; import org.apache.flink.streaming.api.functions.source.*; import org.apache.flink.streaming.api.functions.windowing.*; import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.time.Time; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*; import java.util.*; import java.util.concurrent.*; import java.time.Duration; import org.apache.flink.streaming.api.windowing.triggers.*; import org.apache.flink.streaming.api.windowing.evictors.*; import org.apache.flink.api.common.typeutils.base.*; import org.apache.flink.api.java.typeutils.runtime.kryo.*;
public class Ttl {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(); env.setMaxParallelism(8);
    env.setStateBackend(args[0].equals("rocks") ? new org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend(true) : new org.apache.flink.runtime.state.hashmap.HashMapStateBackend());
    env.addSource(new SourceFunction<String>() { volatile boolean on = true; public void run(SourceContext<String> c) throws Exception { Thread.sleep(2500); String[] s = {"a1", "b1", "wait", "a2", "wait", "a3", "b3", "wait", "wait", "wait", "a4", "b4"}; for (String x : s) if (x.equals("wait")) Thread.sleep(600); else c.collect(x); } public void cancel() { on = false; } }).name("src")
      .keyBy(s -> s.substring(0, 1)).process(new KeyedProcessFunction<String, String, String>() {
        transient ValueState<String> create, readWrite, keep; transient ListState<String> list; transient MapState<String, Integer> map; transient ReducingState<Integer> sum;
        StateTtlConfig.Builder ttl(int ms) { return StateTtlConfig.newBuilder(org.apache.flink.api.common.time.Time.milliseconds(ms)); }
        public void open(Configuration c) {
          ValueStateDescriptor<String> v1 = new ValueStateDescriptor<>("create", String.class); v1.enableTimeToLive(ttl(900).setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite).build());
          ValueStateDescriptor<String> v2 = new ValueStateDescriptor<>("rw", String.class); v2.enableTimeToLive(ttl(900).updateTtlOnReadAndWrite().cleanupIncrementally(5, true).build());
          ValueStateDescriptor<String> v3 = new ValueStateDescriptor<>("keep", String.class); v3.enableTimeToLive(ttl(400).returnExpiredIfNotCleanedUp().disableCleanupInBackground().build());
          ListStateDescriptor<String> l = new ListStateDescriptor<>("list", String.class); l.enableTimeToLive(ttl(900).neverReturnExpired().cleanupInRocksdbCompactFilter(1000).build());
          MapStateDescriptor<String, Integer> m = new MapStateDescriptor<>("map", String.class, Integer.class); m.enableTimeToLive(ttl(900).build());
          ReducingStateDescriptor<Integer> r = new ReducingStateDescriptor<>("sum", (x, y) -> x + y, Integer.class); r.enableTimeToLive(ttl(900).build());
          create = getRuntimeContext().getState(v1); readWrite = getRuntimeContext().getState(v2); keep = getRuntimeContext().getState(v3); list = getRuntimeContext().getListState(l); map = getRuntimeContext().getMapState(m); sum = getRuntimeContext().getReducingState(r);
        }
        public void processElement(String s, Context c, Collector<String> out) throws Exception {
          out.collect(s + " create " + create.value() + " rw " + readWrite.value() + " keep " + keep.value() + " keep again " + keep.value() + " list " + seen() + " map " + new TreeMap<>(all()) + " empty " + map.isEmpty() + " has a1 " + map.contains("a1") + " sum " + sum.get());
          if (!s.startsWith("a2")) { create.update(s); readWrite.update(s); keep.update(s); } list.add(s); map.put(s, 1); sum.add(1);
        }
        List<String> seen() throws Exception { List<String> l = new ArrayList<>(); if (list.get() != null) for (String s : list.get()) l.add(s); return l; }
        Map<String, Integer> all() throws Exception { Map<String, Integer> m = new HashMap<>(); if (map.entries() != null) for (Map.Entry<String, Integer> e : map.entries()) m.put(e.getKey(), e.getValue()); return m; }
      }).name("p").print().name("out");
    env.execute("Ttl");
  }
}
