package lesson;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Many keys have timers for the same moments, some of which are taken back: which fires first is up to the heap that keeps them. */
public class EqualTimers {
    static class Times extends ProcessWindowFunction<Tuple2<Integer, Long>, String, Integer, TimeWindow> {
        @Override
        public void process(Integer key, Context context, Iterable<Tuple2<Integer, Long>> elements, Collector<String> out) {
            int count = 0;
            for (Tuple2<Integer, Long> ignored : elements) {
                count++;
            }
            out.collect(context.window().getEnd() + " key " + key + ": " + count);
        }
    }

    static class Alarms extends KeyedProcessFunction<Integer, Tuple2<Integer, Long>, String> {
        @Override
        public void processElement(Tuple2<Integer, Long> value, Context context, Collector<String> out) {
            long alarm = (value.f1 / 4000 + 1) * 4000;
            context.timerService().registerEventTimeTimer(alarm);
            if (value.f1 % 3 == 0) {
                context.timerService().deleteEventTimeTimer(alarm - 4000);
            }
        }

        @Override
        public void onTimer(long time, OnTimerContext context, Collector<String> out) {
            out.collect(time + " rings for " + context.getCurrentKey());
        }
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        Random random = new Random(7);
        List<Tuple2<Integer, Long>> events = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            events.add(Tuple2.of(random.nextInt(11), (long) random.nextInt(20_000)));
        }
        KeyedStream<Tuple2<Integer, Long>, Integer> keyed = env.fromCollection(events)
                .assignTimestampsAndWatermarks(WatermarkStrategy
                        .<Tuple2<Integer, Long>>forBoundedOutOfOrderness(Duration.ofSeconds(60))
                        .withTimestampAssigner((event, before) -> event.f1))
                .keyBy(event -> event.f0);
        keyed.window(SlidingEventTimeWindows.of(Time.seconds(6), Time.seconds(2))).process(new Times()).print("sliding");
        keyed.window(EventTimeSessionWindows.withGap(Time.seconds(1))).process(new Times()).print("session");
        keyed.process(new Alarms()).print("alarm");
        env.execute();
    }
}
