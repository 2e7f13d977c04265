/** What the Job Lab begins with where no program is given. */
export const EXAMPLE_PROGRAM = `import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

public class StreamWordCount {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);

    env.socketTextStream("node1", 7777)
        .flatMap((String line, Collector<Tuple2<String, Integer>> out) -> {
          for (String word : line.split(" ")) out.collect(Tuple2.of(word, 1));
        })
        .returns(Types.TUPLE(Types.STRING, Types.INT))
        .keyBy(pair -> pair.f0)
        .sum(1)
        .print();

    env.execute("StreamWordCount");
  }
}
`;
