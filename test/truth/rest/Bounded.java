package lab;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.environment.*;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.*;
import java.util.*;
import java.util.concurrent.TimeUnit;

public class Bounded {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    DataStream<Long> numbers = env.fromSequence(1, 1000);
    DataStream<Long> doubled = numbers.map(n -> n * 2);
    DataStream<Tuple2<Long, Long>> counts = doubled.map(n -> Tuple2.of(n % 10, 1L)).returns(Types.TUPLE(Types.LONG, Types.LONG)).keyBy(t -> t.f0).sum(1);
    counts.filter(t -> t.f1 % 50 == 0).name("every 50th").setParallelism(1).disableChaining().addSink(new DiscardingSink<>()).setParallelism(1);
    numbers.global().map(n -> -n).setParallelism(2).broadcast().addSink(new DiscardingSink<>()).name("copies").setParallelism(2);
    env.execute();
  }
}
