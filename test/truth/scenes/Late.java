package lab;
import org.apache.flink.api.common.eventtime.*;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.*;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.api.functions.source.*;
import org.apache.flink.util.*;
import java.time.Duration;
public class Late {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    OutputTag<Tuple3<String, Long, Integer>> late = new OutputTag<Tuple3<String, Long, Integer>>("late") {};
    SingleOutputStreamOperator<String> out = env.addSource(new SourceFunction<Tuple3<String, Long, Integer>>() {
        volatile boolean on = true;
        public void run(SourceContext<Tuple3<String, Long, Integer>> c) throws Exception {
          long[] ts = {1000, 4000, 2000, 12000, 9000, 3000, 15000, 11000, 26000, 4000, 14000, 24000, 40000, 13000, 29000, 31000};
          for (int i = 0; i < ts.length && on; i++) { c.collect(Tuple3.of(i % 3 == 0 ? "a" : "b", ts[i], i)); Thread.sleep(500); }
        }
        public void cancel() { on = false; }
      }).returns(org.apache.flink.api.common.typeinfo.Types.TUPLE(org.apache.flink.api.common.typeinfo.Types.STRING, org.apache.flink.api.common.typeinfo.Types.LONG, org.apache.flink.api.common.typeinfo.Types.INT))
      .assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple3<String, Long, Integer>>forBoundedOutOfOrderness(Duration.ofSeconds(1)).withTimestampAssigner((e, t) -> e.f1))
      .keyBy(e -> e.f0)
      .window(EventTimeSessionWindows.withGap(Time.seconds(4)))
      .allowedLateness(Time.seconds(5))
      .sideOutputLateData(late)
      .process(new ProcessWindowFunction<Tuple3<String, Long, Integer>, String, String, TimeWindow>() {
        public void process(String k, Context c, Iterable<Tuple3<String, Long, Integer>> es, Collector<String> o) {
          StringBuilder b = new StringBuilder(k + c.window() + c.currentWatermark()); for (Tuple3<String, Long, Integer> e : es) b.append(" ").append(e.f2); o.collect(b.toString());
        }
      });
    out.print("window");
    out.getSideOutput(late).print("late");
    env.execute("Late sessions");
  }
}
