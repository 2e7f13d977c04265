import java.util.List;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.DataSet;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.api.java.aggregation.Aggregations;
import org.apache.flink.api.java.operators.DeltaIteration;
import org.apache.flink.api.java.operators.IterativeDataSet;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.Collector;

/** Bulk and delta iterations, at parallelism 1 and 2; results are printed in their order of keys. */
public class DataSetIterations {
  public static void main(String[] args) throws Exception {
    for (int parallelism = 1; parallelism <= 2; parallelism++) {
      ExecutionEnvironment env = ExecutionEnvironment.getExecutionEnvironment();
      env.setParallelism(parallelism);
      String prefix = "p" + parallelism;
      show(prefix + " incremented", increment(env));
      show(prefix + " until", until(env));
      show(prefix + " supersteps", supersteps(env));
      show(prefix + " centroids", centroids(env));
      show(prefix + " closure", closure(env));
      show(prefix + " components", components(env));
      show(prefix + " distances", distances(env));
    }
  }

  static void show(String what, DataSet<?> set) throws Exception {
    List<String> lines = new java.util.ArrayList<>();
    for (Object each : set.collect()) lines.add(each.toString());
    java.util.Collections.sort(lines);
    System.out.println(what + "> " + lines);
  }

  static DataSet<Integer> increment(ExecutionEnvironment env) {
    IterativeDataSet<Integer> loop = env.fromElements(1, 10, 100).iterate(5);
    return loop.closeWith(loop.map(n -> n + 1)).map(n -> n * 2);
  }

  static DataSet<Long> until(ExecutionEnvironment env) {
    IterativeDataSet<Long> loop = env.generateSequence(1, 8).iterate(100);
    DataSet<Long> doubled = loop.map(n -> n * 2);
    return loop.closeWith(doubled, doubled.filter(n -> n < 500));
  }

  static DataSet<String> supersteps(ExecutionEnvironment env) {
    IterativeDataSet<String> loop = env.fromElements("a", "b").iterate(3);
    return loop.closeWith(loop.map(new RichMapFunction<String, String>() {
      private int opened = 0;
      @Override public void open(Configuration parameters) { opened++; }
      @Override public String map(String value) { return value + getIterationRuntimeContext().getSuperstepNumber() + "/" + opened; }
    }));
  }

  static DataSet<Tuple2<Integer, Double>> centroids(ExecutionEnvironment env) {
    DataSet<Double> points = env.fromElements(1.0, 1.5, 2.0, 9.0, 9.5, 11.0, 20.0);
    DataSet<Tuple2<Integer, Double>> start = env.fromElements(Tuple2.of(1, 0.0), Tuple2.of(2, 5.0));
    IterativeDataSet<Tuple2<Integer, Double>> loop = start.iterate(4);
    DataSet<Tuple2<Integer, Double>> moved = points.map(new Nearest()).withBroadcastSet(loop, "centroids")
        .groupBy(0).reduce((a, b) -> Tuple3.of(a.f0, a.f1 + b.f1, a.f2 + b.f2))
        .map(t -> Tuple2.of(t.f0, t.f1 / t.f2)).returns(Types.TUPLE(Types.INT, Types.DOUBLE));
    return loop.closeWith(moved);
  }
  static class Nearest extends RichMapFunction<Double, Tuple3<Integer, Double, Long>> {
    private List<Tuple2<Integer, Double>> centroids;
    @Override public void open(Configuration parameters) { centroids = getRuntimeContext().getBroadcastVariable("centroids"); }
    @Override public Tuple3<Integer, Double, Long> map(Double point) {
      int best = -1;
      double distance = Double.MAX_VALUE;
      for (Tuple2<Integer, Double> each : centroids) {
        if (Math.abs(each.f1 - point) < distance) { distance = Math.abs(each.f1 - point); best = each.f0; }
      }
      return Tuple3.of(best, point, 1L);
    }
  }

  static DataSet<Tuple2<Long, Long>> closure(ExecutionEnvironment env) {
    DataSet<Tuple2<Long, Long>> edges = env.fromElements(Tuple2.of(1L, 2L), Tuple2.of(2L, 3L), Tuple2.of(3L, 4L), Tuple2.of(5L, 6L));
    IterativeDataSet<Tuple2<Long, Long>> paths = edges.iterate(10);
    DataSet<Tuple2<Long, Long>> next = paths.join(edges).where(1).equalTo(0)
        .with((a, b) -> Tuple2.of(a.f0, b.f1)).returns(Types.TUPLE(Types.LONG, Types.LONG))
        .union(paths).groupBy(0, 1).reduceGroup((Iterable<Tuple2<Long, Long>> all, Collector<Tuple2<Long, Long>> out) -> out.collect(all.iterator().next()))
        .returns(Types.TUPLE(Types.LONG, Types.LONG));
    DataSet<Tuple2<Long, Long>> found = paths.coGroup(next).where(0).equalTo(0)
        .with((Iterable<Tuple2<Long, Long>> before, Iterable<Tuple2<Long, Long>> after, Collector<Tuple2<Long, Long>> out) -> {
          java.util.Set<Tuple2<Long, Long>> known = new java.util.HashSet<>();
          for (Tuple2<Long, Long> each : before) known.add(each);
          for (Tuple2<Long, Long> each : after) if (!known.contains(each)) out.collect(each);
        }).returns(Types.TUPLE(Types.LONG, Types.LONG));
    return paths.closeWith(next, found);
  }

  static DataSet<Tuple2<Long, Long>> components(ExecutionEnvironment env) {
    DataSet<Long> vertices = env.generateSequence(1, 9);
    DataSet<Tuple2<Long, Long>> edges = env.fromElements(Tuple2.of(1L, 2L), Tuple2.of(2L, 3L), Tuple2.of(4L, 5L), Tuple2.of(5L, 6L), Tuple2.of(6L, 7L), Tuple2.of(8L, 9L))
        .flatMap((Tuple2<Long, Long> edge, Collector<Tuple2<Long, Long>> out) -> { out.collect(edge); out.collect(Tuple2.of(edge.f1, edge.f0)); })
        .returns(Types.TUPLE(Types.LONG, Types.LONG));
    DataSet<Tuple2<Long, Long>> ids = vertices.map(v -> Tuple2.of(v, v)).returns(Types.TUPLE(Types.LONG, Types.LONG));
    DeltaIteration<Tuple2<Long, Long>, Tuple2<Long, Long>> loop = ids.iterateDelta(ids, 20, 0);
    DataSet<Tuple2<Long, Long>> changes = loop.getWorkset().join(edges).where(0).equalTo(0)
        .with((a, b) -> Tuple2.of(b.f1, a.f1)).returns(Types.TUPLE(Types.LONG, Types.LONG))
        .groupBy(0).aggregate(Aggregations.MIN, 1)
        .join(loop.getSolutionSet()).where(0).equalTo(0)
        .with((Tuple2<Long, Long> candidate, Tuple2<Long, Long> old, Collector<Tuple2<Long, Long>> out) -> { if (candidate.f1 < old.f1) out.collect(candidate); })
        .returns(Types.TUPLE(Types.LONG, Types.LONG));
    return loop.closeWith(changes, changes);
  }

  static DataSet<Tuple2<String, Integer>> distances(ExecutionEnvironment env) {
    DataSet<Tuple2<String, Integer>> start = env.fromElements(Tuple2.of("a", 0), Tuple2.of("b", 99), Tuple2.of("c", 99), Tuple2.of("d", 99));
    DataSet<Tuple3<String, String, Integer>> roads = env.fromElements(Tuple3.of("a", "b", 7), Tuple3.of("a", "c", 2), Tuple3.of("c", "b", 3), Tuple3.of("b", "d", 1));
    DeltaIteration<Tuple2<String, Integer>, Tuple2<String, Integer>> loop = start.iterateDelta(start.filter(t -> t.f1 == 0), 10, 0);
    DataSet<Tuple2<String, Integer>> shorter = loop.getWorkset().join(roads).where(0).equalTo(0)
        .with((here, road) -> Tuple2.of(road.f1, here.f1 + road.f2)).returns(Types.TUPLE(Types.STRING, Types.INT))
        .coGroup(loop.getSolutionSet()).where(0).equalTo(0)
        .with((Iterable<Tuple2<String, Integer>> candidates, Iterable<Tuple2<String, Integer>> known, Collector<Tuple2<String, Integer>> out) -> {
          Tuple2<String, Integer> old = known.iterator().next();
          int best = old.f1;
          for (Tuple2<String, Integer> each : candidates) best = Math.min(best, each.f1);
          if (best < old.f1) out.collect(Tuple2.of(old.f0, best));
        }).returns(Types.TUPLE(Types.STRING, Types.INT));
    return loop.closeWith(shorter, shorter);
  }
}
