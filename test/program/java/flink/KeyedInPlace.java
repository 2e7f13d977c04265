import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A stream that is partitioned already is keyed again without an exchange. */
public class KeyedInPlace {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        KeySelector<Tuple2<String, Integer>, String> word = new KeySelector<Tuple2<String, Integer>, String>() {
            @Override
            public String getKey(Tuple2<String, Integer> value) {
                return value.f0;
            }
        };
        DataStream<Tuple2<String, Integer>> summed = env
                .fromElements(Tuple2.of("a", 1), Tuple2.of("b", 2), Tuple2.of("a", 3), Tuple2.of("b", 5), Tuple2.of("a", 1))
                .keyBy(word)
                .sum(1);
        KeyedStream<Tuple2<String, Integer>, String> again = DataStreamUtils.reinterpretAsKeyedStream(summed, word);
        again.max(1).print();
        System.out.println(env.getExecutionPlan().replaceAll("\\s+", " "));
        env.execute();
    }
}
