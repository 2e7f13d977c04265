package lab;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.api.common.time.Time;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.*;
import java.util.concurrent.TimeUnit;

public class Failing {
  public static class Numbers extends RichParallelSourceFunction<Long> {
    private volatile boolean running = true;
    @Override public void run(SourceContext<Long> context) throws Exception {
      for (long i = 0; running; i++) { context.collect(i); Thread.sleep(10); }
    }
    @Override public void cancel() { running = false; }
  }
  public static class Break extends RichMapFunction<Long, Long> {
    @Override public Long map(Long n) {
      if (n == 20 && getRuntimeContext().getIndexOfThisSubtask() == 0) {
        try { deep(n); } catch (IllegalArgumentException e) { throw new IllegalStateException("attempt " + getRuntimeContext().getAttemptNumber(), e); }
      }
      return n;
    }
    static void deep(Long n) { throw new IllegalArgumentException("bad number " + n); }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setRestartStrategy(RestartStrategies.failureRateRestart(2, Time.of(5, TimeUnit.MINUTES), Time.of(300, TimeUnit.MILLISECONDS)));
    env.getConfig().setGlobalJobParameters(org.apache.flink.api.java.utils.ParameterTool.fromArgs(args));
    env.addSource(new Numbers()).name("numbers").map(new Break()).name("break").keyBy(n -> n % 5).reduce((a, b) -> a + b).addSink(new DiscardingSink<>());
    env.execute("Failing job");
  }
}
