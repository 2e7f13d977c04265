package lab;
import java.time.Duration;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.CheckpointingMode;
import org.apache.flink.streaming.api.environment.*;
import org.apache.flink.streaming.api.functions.*;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.*;
import org.apache.flink.util.Collector;

public class Stateful {
  public static class Count extends KeyedProcessFunction<String, Long, Long> {
    private ValueState<Long> count;
    @Override public void open(Configuration parameters) { count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG)); }
    @Override public void processElement(Long n, Context context, Collector<Long> out) throws Exception {
      Long old = count.value(); count.update(old == null ? 1 : old + 1); out.collect(count.value());
    }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(400, CheckpointingMode.EXACTLY_ONCE);
    env.getCheckpointConfig().enableUnalignedCheckpoints();
    env.getCheckpointConfig().setMinPauseBetweenCheckpoints(100);
    env.getCheckpointConfig().setTolerableCheckpointFailureNumber(3);
    env.getCheckpointConfig().enableExternalizedCheckpoints(CheckpointConfig.ExternalizedCheckpointCleanup.RETAIN_ON_CANCELLATION);
    env.addSource(new Failing.Numbers()).uid("numbers").keyBy(n -> "k" + n % 7).process(new Count()).uid("count").addSink(new DiscardingSink<>()).name("nothing").uid("nothing");
    env.execute("Stateful");
  }
}
