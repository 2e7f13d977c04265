import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.operators.Order;
import org.apache.flink.api.common.operators.base.JoinOperatorBase.JoinHint;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.DataSet;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.api.java.aggregation.Aggregations;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.api.java.utils.DataSetUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.Collector;

/** What each operator of the DataSet API gives at parallelism 1, in its order. */
public class DataSetOperators {
  static ExecutionEnvironment env;

  public static class Person {
    public String name;
    public int age;
    public Tuple2<String, Integer> home;
    public Person() {}
    public Person(String name, int age, String town, int number) { this.name = name; this.age = age; this.home = Tuple2.of(town, number); }
    @Override public String toString() { return name + "/" + age + "/" + home; }
  }

  static DataSet<Tuple3<Integer, String, Double>> scores() {
    return env.fromElements(Tuple3.of(3, "c", 1.5), Tuple3.of(1, "a", 2.5), Tuple3.of(2, "b", 0.5), Tuple3.of(1, "z", 4.0), Tuple3.of(3, "a", 9.0), Tuple3.of(2, "k", 0.25), Tuple3.of(1, "b", 2.5));
  }
  static DataSet<Tuple2<Integer, String>> names() {
    return env.fromElements(Tuple2.of(1, "one"), Tuple2.of(2, "two"), Tuple2.of(4, "four"), Tuple2.of(1, "uno"));
  }
  static DataSet<Person> people() {
    return env.fromElements(new Person("Ann", 31, "Oslo", 2), new Person("Bob", 17, "Rome", 1), new Person("Cyd", 31, "Oslo", 1), new Person("Dan", 64, "Bern", 9));
  }
  static void show(String what, DataSet<?> set) throws Exception {
    System.out.println(what + "> " + set.collect());
  }

  public static void main(String[] args) throws Exception {
    env = ExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    sorting();
    grouping();
    joining();
    context();
    utilities();
  }

  static void sorting() throws Exception {
    show("sort by one field", scores().sortPartition(0, Order.DESCENDING));
    show("sort by two fields", scores().sortPartition(0, Order.ASCENDING).sortPartition(2, Order.DESCENDING));
    show("sort by name", scores().sortPartition("f1", Order.ASCENDING));
    show("sort by selector", people().sortPartition(new KeySelector<Person, Integer>() {
      @Override public Integer getKey(Person p) { return -p.age; }
    }, Order.ASCENDING));
    show("sort by nested field", people().sortPartition("home.f1", Order.DESCENDING));
    show("sorted first", scores().sortPartition(2, Order.DESCENDING).first(2));
    show("first", scores().first(3));
    show("first of groups", scores().groupBy(0).first(2));
    show("first of sorted groups", scores().groupBy(0).sortGroup(2, Order.DESCENDING).first(2));
    show("sorted twice", scores().groupBy(0).sortGroup(2, Order.ASCENDING).sortGroup(1, Order.DESCENDING).first(5));
    show("sorted group by name", scores().groupBy("f0").sortGroup("f1", Order.DESCENDING).reduceGroup(new Joined()));
    show("sorted group by selectors", scores().groupBy(new FirstField()).sortGroup(new KeySelector<Tuple3<Integer, String, Double>, String>() {
      @Override public String getKey(Tuple3<Integer, String, Double> t) { return t.f1; }
    }, Order.ASCENDING).reduceGroup(new Joined()));
  }

  static class FirstField implements KeySelector<Tuple3<Integer, String, Double>, Integer> {
    @Override public Integer getKey(Tuple3<Integer, String, Double> t) { return t.f0; }
  }
  static class Joined implements GroupReduceFunction<Tuple3<Integer, String, Double>, String> {
    @Override public void reduce(Iterable<Tuple3<Integer, String, Double>> values, Collector<String> out) {
      StringBuilder all = new StringBuilder();
      for (Tuple3<Integer, String, Double> each : values) all.append(each.f0).append(each.f1).append(' ');
      out.collect(all.toString());
    }
  }
  static class Summed implements GroupReduceFunction<Tuple3<Integer, String, Double>, Tuple2<Integer, Double>>, GroupCombineFunction<Tuple3<Integer, String, Double>, Tuple3<Integer, String, Double>> {
    @Override public void combine(Iterable<Tuple3<Integer, String, Double>> values, Collector<Tuple3<Integer, String, Double>> out) {
      double sum = 0; int key = 0;
      for (Tuple3<Integer, String, Double> each : values) { sum += each.f2; key = each.f0; }
      out.collect(Tuple3.of(key, "combined", sum));
    }
    @Override public void reduce(Iterable<Tuple3<Integer, String, Double>> values, Collector<Tuple2<Integer, Double>> out) {
      double sum = 0; int key = 0;
      for (Tuple3<Integer, String, Double> each : values) { sum += each.f2; key = each.f0; }
      out.collect(Tuple2.of(key, sum));
    }
  }

  static void grouping() throws Exception {
    show("minBy", scores().minBy(2, 1));
    show("maxBy", scores().maxBy(2));
    show("minBy of groups", scores().groupBy(0).minBy(2));
    show("maxBy of groups", scores().groupBy(0).maxBy(2, 1));
    show("aggregate and", scores().groupBy(0).aggregate(Aggregations.SUM, 2).and(Aggregations.MIN, 1));
    show("sum and max", scores().sum(2).andMax(0));
    show("max of groups", scores().groupBy(0).max(2));
    show("distinct field", scores().distinct(0));
    show("distinct fields", scores().project(0, 2).distinct());
    show("distinct selector", scores().distinct(new FirstField()));
    show("distinct atomic", env.fromElements("b", "a", "b", "c", "a").distinct());
    show("reduceGroup", scores().groupBy(0).reduceGroup(new Summed()));
    show("reduceGroup of all", scores().reduceGroup(new Summed()));
    show("combineGroup", scores().groupBy(0).combineGroup(new GroupCombineFunction<Tuple3<Integer, String, Double>, Tuple2<Integer, Integer>>() {
      @Override public void combine(Iterable<Tuple3<Integer, String, Double>> values, Collector<Tuple2<Integer, Integer>> out) {
        int n = 0, key = 0;
        for (Tuple3<Integer, String, Double> each : values) { n++; key = each.f0; }
        out.collect(Tuple2.of(key, n));
      }
    }));
    show("reduce", scores().groupBy(0).reduce((a, b) -> Tuple3.of(a.f0, a.f1 + b.f1, a.f2 + b.f2)));
    show("reduce of all", env.generateSequence(1, 10).reduce((a, b) -> a + b));
    show("group by nested", people().groupBy("home.f0").reduceGroup((Iterable<Person> all, Collector<String> out) -> {
      List<String> found = new ArrayList<>();
      for (Person each : all) found.add(each.name);
      out.collect(found.toString());
    }).returns(String.class));
    show("group by pojo field", people().groupBy("age").reduce((a, b) -> new Person(a.name + b.name, a.age, "x", 0)));
    show("mapPartition", scores().mapPartition(new MapPartitionFunction<Tuple3<Integer, String, Double>, Long>() {
      @Override public void mapPartition(Iterable<Tuple3<Integer, String, Double>> values, Collector<Long> out) {
        long n = 0;
        for (Tuple3<Integer, String, Double> each : values) n++;
        out.collect(n);
      }
    }));
    System.out.println("count> " + scores().filter(t -> t.f2 > 1).count());
  }

  static void joining() throws Exception {
    show("join", scores().join(names()).where(0).equalTo(0));
    show("join with", scores().join(names()).where("f0").equalTo("f0").with((a, b) -> a.f1 + "-" + b.f1).returns(Types.STRING));
    show("flat join", scores().join(names()).where(new FirstField()).equalTo(t -> t.f0).with(new FlatJoinFunction<Tuple3<Integer, String, Double>, Tuple2<Integer, String>, String>() {
      @Override public void join(Tuple3<Integer, String, Double> a, Tuple2<Integer, String> b, Collector<String> out) {
        if (a.f2 > 1) { out.collect(a.f1); out.collect(b.f1); }
      }
    }));
    show("projected", scores().join(names()).where(0).equalTo(0).projectFirst(1, 2).projectSecond(1));
    show("projected second", scores().join(names()).where(0).equalTo(0).projectSecond(1).projectFirst());
    show("hint", scores().join(names(), JoinHint.REPARTITION_SORT_MERGE).where(0).equalTo(0));
    show("hint build second", scores().join(names(), JoinHint.REPARTITION_HASH_SECOND).where(0).equalTo(0));
    show("hint broadcast", scores().join(names(), JoinHint.BROADCAST_HASH_FIRST).where(0).equalTo(0));
    show("joinWithTiny", scores().joinWithTiny(names()).where(0).equalTo(0));
    show("joinWithHuge", scores().joinWithHuge(names()).where(0).equalTo(0));
    JoinFunction<Tuple3<Integer, String, Double>, Tuple2<Integer, String>, String> both = new JoinFunction<Tuple3<Integer, String, Double>, Tuple2<Integer, String>, String>() {
      @Override public String join(Tuple3<Integer, String, Double> a, Tuple2<Integer, String> b) { return (a == null ? "-" : a.f1) + (b == null ? "-" : b.f1); }
    };
    show("left outer", scores().leftOuterJoin(names()).where(0).equalTo(0).with(both));
    show("right outer", scores().rightOuterJoin(names()).where(0).equalTo(0).with(both));
    show("full outer", scores().fullOuterJoin(names()).where(0).equalTo(0).with(both));
    show("coGroup", scores().coGroup(names()).where(0).equalTo(0).with(new CoGroupFunction<Tuple3<Integer, String, Double>, Tuple2<Integer, String>, String>() {
      @Override public void coGroup(Iterable<Tuple3<Integer, String, Double>> first, Iterable<Tuple2<Integer, String>> second, Collector<String> out) {
        StringBuilder all = new StringBuilder();
        for (Tuple3<Integer, String, Double> a : first) all.append(a.f1);
        all.append('|');
        for (Tuple2<Integer, String> b : second) all.append(b.f1);
        out.collect(all.toString());
      }
    }));
    show("cross", env.fromElements(1, 2).cross(env.fromElements("x", "y", "z")));
    show("cross with", env.fromElements(1, 2).cross(env.fromElements(10, 20)).with((a, b) -> a * b).returns(Types.INT));
    show("cross tiny", env.fromElements(1, 2).crossWithTiny(env.fromElements("x", "y", "z")));
    show("cross huge", env.fromElements(1, 2).crossWithHuge(env.fromElements("x", "y", "z")));
    show("cross projected", scores().first(2).cross(names()).projectFirst(1).projectSecond(1));
    show("union", env.fromElements(1, 2).union(env.fromElements(3)).union(env.fromElements(4, 5)).map(n -> n * 10));
    show("joined twice", scores().join(names()).where(0).equalTo(0).projectFirst(0, 1).<Tuple3<Integer, String, String>>projectSecond(1).join(names()).where(0).equalTo(0).with((a, b) -> a.f1 + a.f2 + b.f1).returns(Types.STRING));
    show("aggregated and joined", scores().groupBy(0).sum(2).join(names()).where(0).equalTo(0));
  }

  static void context() throws Exception {
    DataSet<Integer> factors = env.fromElements(2, 3, 5);
    show("broadcast", env.fromElements("a", "b").map(new RichMapFunction<String, String>() {
      private List<Integer> factors;
      @Override public void open(Configuration parameters) { factors = getRuntimeContext().getBroadcastVariable("factors"); }
      @Override public String map(String value) { return value + factors; }
    }).withBroadcastSet(factors, "factors"));
    show("broadcast initialized", env.fromElements(10, 20).map(new RichMapFunction<Integer, Integer>() {
      private int sum;
      @Override public void open(Configuration parameters) {
        sum = getRuntimeContext().getBroadcastVariableWithInitializer("factors", (Iterable<Integer> all) -> { int n = 0; for (int each : all) n += each; return n; });
      }
      @Override public Integer map(Integer value) { return value + sum; }
    }).withBroadcastSet(factors, "factors"));
    Configuration parameters = new Configuration();
    parameters.setInteger("limit", 2);
    parameters.setString("mark", "!");
    show("parameters", env.fromElements(1, 2, 3).filter(new RichFilterFunction<Integer>() {
      private int limit;
      @Override public void open(Configuration config) { limit = config.getInteger("limit", 0); }
      @Override public boolean filter(Integer value) { return value > limit; }
    }).withParameters(parameters));
  }

  static void utilities() throws Exception {
    show("zipWithIndex", DataSetUtils.zipWithIndex(env.fromElements("A", "B", "C")));
    show("zipWithUniqueId", DataSetUtils.zipWithUniqueId(env.fromElements("A", "B", "C")));
    show("rebalanced", scores().rebalance().map(t -> t.f1));
    show("hashed", scores().partitionByHash(0).map(t -> t.f1));
    show("ranged", scores().partitionByRange(0).map(t -> t.f1));
    show("custom", scores().partitionCustom((Partitioner<Integer>) (key, n) -> key % n, 0).map(t -> t.f1));
    show("sequence", env.generateSequence(3, 7));
    show("from collection", env.fromCollection(Arrays.asList("p", "q")));
  }
}
