/** A job that counts readings for ever, with a checkpoint each second; its work takes time, so that a slow machine is felt. */
export const readings = `
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction;

public class Readings {
  public static class Sensors extends RichParallelSourceFunction<Integer> {
    private volatile boolean on = true;
    @Override
    public void run(SourceContext<Integer> out) throws Exception {
      for (int n = 0; on; n++) {
        synchronized (out.getCheckpointLock()) {
          out.collect(n % 7);
        }
        Thread.sleep(5);
      }
    }
    @Override
    public void cancel() { on = false; }
  }

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(1000);
    env.addSource(new Sensors()).name("Sensors")
        .rebalance()
        .map(n -> { Thread.sleep(3); return Tuple2.of("sensor-" + n, 1); })
        .returns(Types.TUPLE(Types.STRING, Types.INT)).name("Clean")
        .keyBy(t -> t.f0)
        .sum(1).name("Count")
        .print();
    env.execute("Readings");
  }
}`;
