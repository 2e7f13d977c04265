package lesson;

import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.streaming.api.windowing.assigners.GlobalWindows;
import org.apache.flink.streaming.api.windowing.triggers.CountTrigger;
import org.apache.flink.streaming.api.windowing.triggers.ProcessingTimeoutTrigger;
import org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;

/** Windows that fire when they are full, or when nothing has filled them for half a second. */
public class Timeouts {
    static class Bursts implements SourceFunction<Integer> {
        private volatile boolean running = true;

        @Override
        public void run(SourceContext<Integer> context) throws Exception {
            int next = 1;
            for (int size : new int[] {2, 4, 1, 3}) {
                for (int i = 0; i < size && running; i++) {
                    context.collect(next);
                    next *= 2;
                }
                Thread.sleep(1500);
            }
        }

        @Override
        public void cancel() {
            running = false;
        }
    }

    static void sums(DataStream<Integer> numbers, String name, Trigger<Object, GlobalWindow> trigger) {
        numbers.keyBy(n -> 0).window(GlobalWindows.create()).trigger(trigger).reduce(Integer::sum).print(name);
    }

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        DataStream<Integer> numbers = env.addSource(new Bursts());
        Duration half = Duration.ofMillis(500);
        sums(numbers, "plain", ProcessingTimeoutTrigger.of(CountTrigger.of(3), half));
        sums(numbers, "purging", PurgingTrigger.of(ProcessingTimeoutTrigger.of(CountTrigger.of(3), half)));
        sums(numbers, "reset", ProcessingTimeoutTrigger.of(CountTrigger.of(3), half, true, true));
        sums(numbers, "kept", ProcessingTimeoutTrigger.of(CountTrigger.of(3), half, false, false));
        sums(numbers, "inner", ProcessingTimeoutTrigger.of(PurgingTrigger.of(CountTrigger.of(3)), half));
        env.execute();
    }
}
