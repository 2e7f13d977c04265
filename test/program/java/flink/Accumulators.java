import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.accumulators.AverageAccumulator;
import org.apache.flink.api.common.accumulators.DoubleMinimum;
import org.apache.flink.api.common.accumulators.Histogram;
import org.apache.flink.api.common.accumulators.IntCounter;
import org.apache.flink.api.common.accumulators.IntMaximum;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.accumulators.LongMinimum;
import org.apache.flink.api.common.accumulators.SimpleAccumulator;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.DiscardingSink;

public class Accumulators {
  /** Words by length, an accumulator of our own. */
  public static class Longest implements SimpleAccumulator<String> {
    private String longest = "";

    @Override
    public void add(String value) {
      if (value.length() > longest.length()) longest = value;
    }

    @Override
    public String getLocalValue() {
      return longest;
    }

    @Override
    public void resetLocal() {
      longest = "";
    }

    @Override
    public void merge(Accumulator<String, String> other) {
      add(other.getLocalValue());
    }

    @Override
    public Accumulator<String, String> clone() {
      Longest copy = new Longest();
      copy.longest = longest;
      return copy;
    }
  }

  public static class Counting extends RichMapFunction<String, String> {
    private final IntCounter lines = new IntCounter();
    private final Histogram lengths = new Histogram();
    private final IntMaximum most = new IntMaximum();
    private final LongMinimum least = new LongMinimum();
    private final DoubleMinimum small = new DoubleMinimum();
    private final AverageAccumulator average = new AverageAccumulator();
    private final ListAccumulator<String> all = new ListAccumulator<>();
    private final Longest longest = new Longest();

    @Override
    public void open(Configuration parameters) {
      getRuntimeContext().addAccumulator("lines", lines);
      getRuntimeContext().addAccumulator("lengths", lengths);
      getRuntimeContext().addAccumulator("most", most);
      getRuntimeContext().addAccumulator("least", least);
      getRuntimeContext().addAccumulator("small", small);
      getRuntimeContext().addAccumulator("average", average);
      getRuntimeContext().addAccumulator("all", all);
      getRuntimeContext().addAccumulator("longest", longest);
    }

    @Override
    public String map(String value) {
      lines.add(1);
      lengths.add(value.length());
      most.add(value.length());
      least.add((long) value.length());
      small.add(value.length() / 4.0);
      average.add(value.length());
      all.add(value);
      longest.add(value);
      return value;
    }
  }

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(2);
    env.fromElements("to", "be", "or", "not", "to", "be", "question").map(new Counting()).addSink(new DiscardingSink<>());
    JobExecutionResult result = env.execute();
    System.out.println(new TreeMap<>(result.getAllAccumulatorResults()).keySet());
    for (String name : new String[] {"lines", "lengths", "most", "least", "small", "average", "longest"}) {
      Object value = result.getAccumulatorResult(name);
      System.out.println(name + " " + value + " " + value.getClass().getSimpleName());
    }
    java.util.List<String> all = result.getAccumulatorResult("all");
    java.util.Collections.sort(all);
    System.out.println(all);
    TreeMap<Integer, Integer> lengths = result.getAccumulatorResult("lengths");
    System.out.println(lengths.firstKey() + " " + lengths.get(2));
    System.out.println(new IntMaximum(3) + " " + new AverageAccumulator() + " " + new IntCounter(2) + " " + new LongMinimum());
  }
}
