package lab;
import java.util.*;
import org.apache.flink.api.common.accumulators.*;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.operators.Order;
import org.apache.flink.api.java.*;
import org.apache.flink.api.java.operators.*;
import org.apache.flink.api.java.io.DiscardingOutputFormat;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.Collector;

public class Batch {
  public static class Tag extends RichMapFunction<Tuple2<Integer, String>, Tuple2<Integer, String>> {
    private final IntCounter tagged = new IntCounter();
    @Override public void open(Configuration parameters) {
      getRuntimeContext().addAccumulator("tagged", tagged);
    }
    @Override public Tuple2<Integer, String> map(Tuple2<Integer, String> t) { tagged.add(1); return Tuple2.of(t.f0, t.f1 + "!"); }
  }
  public static class Add implements MapFunction<Integer, Integer> { public Integer map(Integer i) { return i + 1; } }
  public static class Pick implements JoinFunction<Tuple2<Integer, String>, Tuple2<Integer, Integer>, Tuple2<String, Integer>> {
    public Tuple2<String, Integer> join(Tuple2<Integer, String> a, Tuple2<Integer, Integer> b) { return Tuple2.of(a.f1, b.f1); }
  }
  public static class All implements GroupReduceFunction<Tuple2<String, Integer>, String> {
    public void reduce(Iterable<Tuple2<String, Integer>> values, Collector<String> out) { StringBuilder b = new StringBuilder(); for (Tuple2<String, Integer> v : values) b.append(v); out.collect(b.toString()); }
  }
  public static void main(String[] args) throws Exception {
    ExecutionEnvironment env = ExecutionEnvironment.getExecutionEnvironment();
    DataSet<Tuple2<Integer, String>> left = env.fromElements(Tuple2.of(1, "one"), Tuple2.of(2, "two"), Tuple2.of(3, "three")).map(new Tag());
    DataSet<Tuple2<Integer, Integer>> right = env.fromElements(Tuple2.of(1, 10), Tuple2.of(2, 20), Tuple2.of(2, 21));
    left.join(right).where(0).equalTo(0).with(new Pick()).groupBy(0).reduceGroup(new All()).writeAsText("/tmp/fid/out/joined", org.apache.flink.core.fs.FileSystem.WriteMode.OVERWRITE).name("joined");
    env.fromElements(0, 10).map(new Add()).writeAsText("/tmp/fid/out/added", org.apache.flink.core.fs.FileSystem.WriteMode.OVERWRITE).setParallelism(1);
    env.fromElements(1, 2, 3, 4).rebalance().distinct().first(2).writeAsText("/tmp/fid/out/first", org.apache.flink.core.fs.FileSystem.WriteMode.OVERWRITE);
    left.coGroup(right).where(0).equalTo(0).with(new Co()).writeAsText("/tmp/fid/out/co", org.apache.flink.core.fs.FileSystem.WriteMode.OVERWRITE);
    env.execute("Batch");
  }
  public static class Co implements CoGroupFunction<Tuple2<Integer, String>, Tuple2<Integer, Integer>, String> {
    public void coGroup(Iterable<Tuple2<Integer, String>> a, Iterable<Tuple2<Integer, Integer>> b, Collector<String> out) { out.collect("x"); }
  }
}
