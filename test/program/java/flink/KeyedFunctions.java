import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** State of map, flatMap and filter on a keyed stream. */
public class KeyedFunctions {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    DataStream<Tuple2<String, Integer>> in = env.fromElements(
        Tuple2.of("a", 1), Tuple2.of("b", 2), Tuple2.of("a", 3), Tuple2.of("b", 4), Tuple2.of("a", 5), Tuple2.of("a", 5));
    in.keyBy(t -> t.f0).map(new Counting()).print("map");
    in.keyBy(t -> t.f0).flatMap(new Pairs()).print("flatMap");
    in.keyBy(t -> t.f0).filter(new First()).print("filter");
    env.execute();
  }

  static class Counting extends RichMapFunction<Tuple2<String, Integer>, String> {
    private transient ValueState<Integer> count;

    @Override
    public void open(Configuration parameters) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Integer.class));
    }

    @Override
    public String map(Tuple2<String, Integer> value) throws Exception {
      Integer before = count.value();
      int now = before == null ? 1 : before + 1;
      count.update(now);
      return value.f0 + "#" + now;
    }
  }

  static class Pairs extends RichFlatMapFunction<Tuple2<String, Integer>, String> {
    private transient ListState<Integer> held;

    @Override
    public void open(Configuration parameters) {
      held = getRuntimeContext().getListState(new ListStateDescriptor<>("held", Integer.class));
    }

    @Override
    public void flatMap(Tuple2<String, Integer> value, Collector<String> out) throws Exception {
      for (Integer other : held.get()) out.collect(value.f0 + ":" + other + "+" + value.f1);
      held.add(value.f1);
    }
  }

  static class First extends RichFilterFunction<Tuple2<String, Integer>> {
    private transient ValueState<Boolean> seen;

    @Override
    public void open(Configuration parameters) {
      seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Boolean.class));
    }

    @Override
    public boolean filter(Tuple2<String, Integer> value) throws Exception {
      if (seen.value() != null) return false;
      seen.update(true);
      return true;
    }
  }
}
