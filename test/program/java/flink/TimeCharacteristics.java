import org.apache.flink.streaming.api.*;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.environment.*;
import org.apache.flink.streaming.api.functions.source.*;
import org.apache.flink.streaming.api.functions.*;
import org.apache.flink.streaming.api.watermark.*;
import org.apache.flink.streaming.api.windowing.assigners.*;
import org.apache.flink.streaming.api.windowing.time.*;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.api.common.*;
import org.apache.flink.util.*;
import java.util.*;
public class TimeCharacteristics {
  public static class Src implements SourceFunction<Integer> {
    volatile boolean on = true;
    public void run(SourceContext<Integer> c) throws Exception { for (int i = 0; i < 8 && on; i++) { c.collectWithTimestamp(i, 1000L * i); c.emitWatermark(new Watermark(1000L * i - 1)); Thread.sleep(130);} }
    public void cancel() { on = false; }
  }
  public static class Marks extends ProcessFunction<Integer, String> {
    public void processElement(Integer i, Context c, Collector<String> o) {
      Long t = c.timestamp(); long w = c.timerService().currentWatermark(); long n = c.timerService().currentProcessingTime();
      o.collect(i + " ts=" + (t == null ? "null" : t < 100000 ? "" + t : Math.abs(n - t) < 60 ? "now" : "far " + (n-t)) + " wm=" + (w == Long.MIN_VALUE ? "min" : w < 100000 ? "" + w : "lag<" + ((n - w) <= 450) + " %200=" + w % 200));
    }
  }
  public static void main(String[] a) throws Exception {
    for (TimeCharacteristic tc : TimeCharacteristic.values()) for (String mode : new String[]{"marks", "window", "timeWindow", "interval0", "batch"}) {
      StreamExecutionEnvironment e = StreamExecutionEnvironment.getExecutionEnvironment();
      e.setParallelism(1); e.setStreamTimeCharacteristic(tc);
      System.out.println("== " + tc + " " + mode + " " + e.getStreamTimeCharacteristic() + " " + e.getConfig().getAutoWatermarkInterval());
      try {
        DataStream<Integer> s = mode.equals("batch") ? e.fromElements(1,2,3) : e.addSource(new Src());
        if (mode.equals("interval0")) e.getConfig().setAutoWatermarkInterval(0);
        if (mode.equals("batch")) e.setRuntimeMode(RuntimeExecutionMode.BATCH);
        if (mode.equals("marks")||mode.equals("interval0")||mode.equals("batch")) s.process(new Marks()).print();
        else if (mode.equals("timeWindow")) s.map(x -> Tuple2.of("k", x)).returns(org.apache.flink.api.common.typeinfo.Types.TUPLE(org.apache.flink.api.common.typeinfo.Types.STRING, org.apache.flink.api.common.typeinfo.Types.INT)).keyBy(x -> x.f0).timeWindow(Time.seconds(30)).sum(1).print();
        else s.windowAll(TumblingEventTimeWindows.of(Time.days(1))).sum(0).print();
        if (mode.equals("timeWindow")) System.out.println(e.getExecutionPlan().replace("\n", " ").replaceAll(".*\"type\" : \"([A-Za-z]*Window[^\"]*)\".*", "$1"));
        e.execute();
      } catch (Throwable t) { while (t.getCause() != null) t = t.getCause(); System.out.println(t.getClass().getName() + ": " + t.getMessage()); }
    }
  }
}
