import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** DataStream.transform with operators of one's own: records, timestamps, watermarks, side outputs, keyed state, a function inside, the end of the input. */
public class OwnOperators {
  static final OutputTag<String> ODD = new OutputTag<String>("odd") {};

  static class Upper extends AbstractStreamOperator<String> implements OneInputStreamOperator<String, String> {
    private final MapFunction<String, String> f;
    Upper(MapFunction<String, String> f) { this.f = f; chainingStrategy = ChainingStrategy.ALWAYS; }
    @Override public void processElement(StreamRecord<String> element) throws Exception {
      output.collect(element.replace(f.map(element.getValue())));
    }
  }
  static class Marks extends AbstractStreamOperator<String> implements OneInputStreamOperator<Integer, String>, BoundedOneInput {
    private transient List<Integer> seen;
    @Override public void open() throws Exception { super.open(); seen = new ArrayList<>(); }
    @Override public void processElement(StreamRecord<Integer> element) {
      seen.add(element.getValue());
      if (element.getValue() % 2 == 1) output.collect(ODD, new StreamRecord<>("odd " + element.getValue(), element.getTimestamp()));
      else output.collect(new StreamRecord<>(element.getValue() + " at " + element.getTimestamp() + " " + element.hasTimestamp(), element.getTimestamp()));
    }
    @Override public void processWatermark(Watermark mark) throws Exception {
      output.collect(new StreamRecord<>("watermark " + mark.getTimestamp() + " after " + seen));
      super.processWatermark(mark);
    }
    @Override public void endInput() { output.collect(new StreamRecord<>("end of " + seen.size() + " in " + getRuntimeContext().getTaskName().replaceAll(" ->.*", "") + " " + (getRuntimeContext().getIndexOfThisSubtask() + 1) + "/" + getRuntimeContext().getNumberOfParallelSubtasks())); }
  }
  static class Sums extends AbstractStreamOperator<Tuple2<Integer, Integer>> implements OneInputStreamOperator<Integer, Tuple2<Integer, Integer>> {
    private transient ValueState<Integer> sum;
    @Override public void open() throws Exception {
      super.open();
      sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.INT));
    }
    @Override public void processElement(StreamRecord<Integer> element) throws Exception {
      Integer old = sum.value();
      sum.update((old == null ? 0 : old) + element.getValue());
      output.collect(element.replace(Tuple2.of((Integer) getCurrentKey(), sum.value())));
    }
  }
  static class Inside<T, R> extends AbstractUdfStreamOperator<R, MapFunction<T, R>> implements OneInputStreamOperator<T, R> {
    Inside(MapFunction<T, R> f) { super(f); }
    @Override public void processElement(StreamRecord<T> element) throws Exception {
      R result = userFunction.map(element.getValue());
      output.collect(element.replace(result));
    }
  }
  static class Opened extends RichMapFunction<String, String> {
    private transient String prefix;
    @Override public void open(Configuration parameters) { prefix = "opened in " + getRuntimeContext().getNumberOfParallelSubtasks() + ": "; }
    @Override public String map(String value) { return prefix + value; }
  }

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    env.fromElements("a", "b").transform("Upper", Types.STRING, new Upper(v -> v.toUpperCase())).print("upper");
    env.fromElements("c", "d").transform("MyMap", TypeInformation.of(String.class), new StreamMap<String, String>(v -> v + v)).print("map");
    env.fromElements(1, 2, 3, 4).transform("MyFilter", Types.INT, new StreamFilter<>(v -> v > 2)).print("filter");
    SingleOutputStreamOperator<String> marks = env.fromElements(1, 4, 6, 7)
      .assignTimestampsAndWatermarks(WatermarkStrategy.<Integer>forMonotonousTimestamps().withTimestampAssigner((v, t) -> v * 100L))
      .transform("Marks", Types.STRING, new Marks());
    marks.print("marks");
    marks.getSideOutput(ODD).print("odd");
    env.fromElements(1, 2, 3, 4, 5).keyBy(v -> v % 2).transform("Sums", Types.TUPLE(Types.INT, Types.INT), new Sums()).print("sums");
    env.fromElements("x").transform("Inside", Types.STRING, new Inside<>(new Opened())).print("inside");
    System.out.println(env.getExecutionPlan().replaceAll("\\s+", " "));
    env.execute();
  }
}
