package lab;
import java.util.Map;
import org.apache.flink.api.common.accumulators.*;
import org.apache.flink.api.common.eventtime.*;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.*;
import org.apache.flink.streaming.api.functions.co.*;
import org.apache.flink.streaming.api.functions.sink.*;
import org.apache.flink.streaming.api.functions.source.*;
import org.apache.flink.streaming.api.windowing.assigners.*;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.util.*;

public class Sensors {
  public static class Reading {
    public String id; public long at; public double value;
    public Reading() {}
    public Reading(String id, long at, double value) { this.id = id; this.at = at; this.value = value; }
  }
  public static class Source extends RichParallelSourceFunction<Reading> {
    private volatile boolean running = true;
    @Override public void run(SourceContext<Reading> context) throws Exception {
      int subtask = getRuntimeContext().getIndexOfThisSubtask();
      for (long i = 0; running; i++) {
        synchronized (context.getCheckpointLock()) { context.collect(new Reading("s" + (i + subtask) % 3, i * 100, i)); }
        Thread.sleep(20);
      }
    }
    @Override public void cancel() { running = false; }
  }
  static final OutputTag<String> ODD = new OutputTag<String>("odd") {};
  public static class Split extends ProcessFunction<Reading, Reading> {
    private final IntCounter seen = new IntCounter();
    private final LongCounter total = new LongCounter();
    @Override public void open(Configuration parameters) {
      getRuntimeContext().addAccumulator("seen", seen);
      getRuntimeContext().addAccumulator("total", total);
    }
    @Override public void processElement(Reading r, Context context, Collector<Reading> out) {
      seen.add(1); total.add(2L);
      if (r.at % 200 == 100) context.output(ODD, r.id); else out.collect(r);
    }
  }
  static final MapStateDescriptor<String, String> RULES = new MapStateDescriptor<>("rules", Types.STRING, Types.STRING);
  public static class Apply extends KeyedBroadcastProcessFunction<String, Reading, String, Tuple2<String, Double>> {
    @Override public void processElement(Reading r, ReadOnlyContext context, Collector<Tuple2<String, Double>> out) { out.collect(Tuple2.of(r.id, r.value)); }
    @Override public void processBroadcastElement(String rule, Context context, Collector<Tuple2<String, Double>> out) throws Exception { context.getBroadcastState(RULES).put(rule, rule); }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setMaxParallelism(64);
    SingleOutputStreamOperator<Reading> readings = env.addSource(new Source()).name("sensors").uid("sensors")
        .assignTimestampsAndWatermarks(WatermarkStrategy.<Reading>forMonotonousTimestamps().withTimestampAssigner((r, t) -> r.at)).process(new Split()).name("split").uid("split");
    DataStream<String> rules = env.fromElements("a", "b");
    SingleOutputStreamOperator<Tuple2<String, Double>> applied = readings.keyBy(r -> r.id).connect(rules.broadcast(RULES)).process(new Apply()).name("apply").setMaxParallelism(32);
    applied.keyBy(0).window(TumblingEventTimeWindows.of(Time.seconds(1))).sum(1).rescale().addSink(new DiscardingSink<>()).name("sums").setParallelism(1);
    readings.getSideOutput(ODD).union(rules).shuffle().map(s -> s.length()).returns(Types.INT).slotSharingGroup("lengths").setParallelism(1)
        .windowAll(TumblingProcessingTimeWindows.of(Time.seconds(1))).reduce((a, b) -> a + b).print("lengths").setParallelism(1);
    env.execute("Sensors");
  }
}
