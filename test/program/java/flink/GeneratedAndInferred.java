import java.util.Arrays;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.datagen.DataGeneratorSource;
import org.apache.flink.streaming.api.functions.source.datagen.RandomGenerator;
import org.apache.flink.streaming.api.functions.source.datagen.SequenceGenerator;
import org.apache.flink.util.NumberSequenceIterator;

/** Sources of iterators and generators; types that only the input tells; a tuple of one's own; parameters as they were set. */
public class GeneratedAndInferred {
  public static class Twice<T> implements MapFunction<T, Tuple2<T, T>> {
    @Override public Tuple2<T, T> map(T value) { return Tuple2.of(value, value); }
  }
  public static class Edge extends Tuple2<String, Integer> {
    public Edge() {}
    public Edge(String from, Integer to) { super(from, to); }
    public String text() { return f0 + "->" + f1; }
  }
  static class Limited extends RichMapFunction<Edge, String> {
    private transient ValueState<Long> seen;
    private int limit;
    @Override public void open(Configuration parameters) {
      Configuration global = (Configuration) getRuntimeContext().getExecutionConfig().getGlobalJobParameters();
      limit = global.getOptional(ConfigOptions.key("limit").intType().noDefaultValue()).orElse(-1);
      seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", LongSerializer.INSTANCE));
    }
    @Override public String map(Edge edge) throws Exception {
      seen.update(seen.value() == null ? 1L : seen.value() + 1);
      return edge.text() + " " + seen.value() + "/" + limit;
    }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    Configuration parameters = new Configuration();
    parameters.setInteger("limit", 7);
    env.getConfig().setGlobalJobParameters(parameters);
    env.fromCollection(new NumberSequenceIterator(1, 4), Long.class).map(new Twice<Long>()).keyBy(0).sum(1).print("twice");
    env.fromParallelCollection(new NumberSequenceIterator(1, 7), Long.class).setParallelism(3).filter(n -> n > 5).setParallelism(1).print("split");
    env.addSource(new DataGeneratorSource<>(SequenceGenerator.longGenerator(3, 9), 5, 5L)).returns(Long.class).print("sequence");
    env.addSource(new DataGeneratorSource<>(new RandomGenerator<Boolean>() {
      @Override public Boolean next() { int n = random.nextInt(1, 5); return n >= 1 && n <= 5; }
    }, 100, 3L)).returns(Boolean.class).print("random");
    env.fromCollection(Arrays.asList(new Edge("a", 1), new Edge("b", 2), new Edge("a", 3))).keyBy(0).map(new Limited()).print("edge");
    env.execute();
  }
}
