package lab;
import org.apache.flink.api.common.functions.*; import org.apache.flink.api.java.*; import org.apache.flink.api.java.tuple.*; import org.apache.flink.api.java.aggregation.Aggregations; import org.apache.flink.api.common.operators.Order; import org.apache.flink.api.common.operators.base.JoinOperatorBase.JoinHint; import org.apache.flink.api.common.typeinfo.Types; import org.apache.flink.util.*; import java.util.*; import org.apache.flink.core.fs.FileSystem.WriteMode; import org.apache.flink.api.java.io.DiscardingOutputFormat;
public class Sets {
  public static void main(String[] args) throws Exception {
    ExecutionEnvironment env = ExecutionEnvironment.getExecutionEnvironment(); env.setParallelism(2);
    List<Tuple2<String, Integer>> l = new ArrayList<>(); for (int i = 0; i < 40; i++) l.add(Tuple2.of("k" + i % 6, i * 7 % 23));
    DataSet<Tuple2<String, Integer>> a = env.fromCollection(l).rebalance(), b = env.fromElements(Tuple2.of("k1", 1), Tuple2.of("k2", 2), Tuple2.of("k8", 8));
    DataSet<Tuple2<String, Integer>> sums = a.groupBy(0).sum(1).andMin(1).name("sums");
    DataSet<String> groups = a.groupBy(0).sortGroup(1, Order.DESCENDING).reduceGroup((Iterable<Tuple2<String, Integer>> v, Collector<String> o) -> { StringBuilder s = new StringBuilder(); for (Tuple2<String, Integer> t : v) s.append(t.f0).append(t.f1).append(' '); o.collect(s.toString()); }).returns(Types.STRING).name("groups");
    DataSet<Tuple2<String, Integer>> reduced = a.groupBy(0).reduce((x, y) -> Tuple2.of(x.f0, x.f1 + y.f1)).name("red");
    DataSet<String> joined = reduced.join(b, JoinHint.BROADCAST_HASH_SECOND).where(0).equalTo(0).with((x, y) -> x + "/" + y).returns(Types.STRING).name("joined");
    DataSet<String> outer = b.fullOuterJoin(sums).where(0).equalTo(0).with(new JoinFunction<Tuple2<String, Integer>, Tuple2<String, Integer>, String>() { public String join(Tuple2<String, Integer> x, Tuple2<String, Integer> y) { return x + "-" + y; } });
    DataSet<String> co = a.coGroup(b).where(0).equalTo(0).with(new CoGroupFunction<Tuple2<String, Integer>, Tuple2<String, Integer>, String>() { public void coGroup(Iterable<Tuple2<String, Integer>> x, Iterable<Tuple2<String, Integer>> y, Collector<String> o) { int n = 0; for (Object q : x) n++; for (Object q : y) n += 100; o.collect("co " + n); } }).withBroadcastSet(b, "b");
    groups.union(joined).union(outer).union(co).map(s -> s.trim()).returns(Types.STRING).name("trim").writeAsText("/tmp/fid/out-sets", WriteMode.OVERWRITE).setParallelism(1);
    a.distinct(0).partitionByHash(0).mapPartition((Iterable<Tuple2<String, Integer>> v, Collector<Integer> o) -> { int n = 0; for (Object q : v) n++; o.collect(n); }).returns(Types.INT).crossWithTiny(b).output(new DiscardingOutputFormat<>());
    if (args.length > 0) { System.out.println(env.getExecutionPlan()); return; }
    env.execute("Sets");
    List<Tuple2<String, Integer>> c = sums.sortPartition(0, Order.ASCENDING).setParallelism(1).collect(); System.out.println(c);
    System.out.println(a.count());
    b.first(2).print();
    a.aggregate(Aggregations.MAX, 1).print();
  }
}
