package lab;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.environment.*;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;

public class BatchMode {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    DataStream<Long> numbers = env.fromSequence(1, 500);
    DataStream<Tuple2<String, Long>> left = numbers.map(n -> Tuple2.of("k" + n % 4, n)).returns(Types.TUPLE(Types.STRING, Types.LONG));
    DataStream<Tuple2<String, Long>> right = env.fromElements(Tuple2.of("k1", 1L), Tuple2.of("k2", 2L));
    left.connect(right).keyBy(0, 0).map(new Both()).rebalance().filter(s -> s.length() > 1).addSink(new DiscardingSink<>()).name("both");
    left.keyBy(t -> t.f0).sum(1).addSink(new DiscardingSink<>()).setParallelism(1);
    env.execute("Batch mode");
  }
  public static class Both implements org.apache.flink.streaming.api.functions.co.CoMapFunction<Tuple2<String, Long>, Tuple2<String, Long>, String> {
    public String map1(Tuple2<String, Long> t) { return t.f0; }
    public String map2(Tuple2<String, Long> t) { return "r" + t.f0; }
  }
}
