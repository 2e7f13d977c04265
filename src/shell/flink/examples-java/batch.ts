import {
  CENTROIDS,
  COMPONENT_EDGES,
  KEYWORD_PAGES,
  PAGE_LINKS,
  PAGES,
  POINTS,
  RANKS,
  SOLILOQUY,
  TRIANGLE_EDGES,
  VISITS,
} from './data.ts';
import { type Example, javaLines, javaText, readInputs } from './example.ts';

/** The programs of examples/batch: the options, lines and results of Flink's, as programs of our own. */

const BATCH = `
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.operators.Order;
import org.apache.flink.api.java.*;
import org.apache.flink.api.java.aggregation.Aggregations;
import org.apache.flink.api.java.operators.*;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.Collector;
import java.util.*;
`;

/** Where results go: --output, or the console. */
const results = (set: string, field: string, job: string): string => `
    if (params.has("output")) {
      ${set}.writeAsCsv(params.get("output"), "\\n", "${field}");
      env.execute("${job}");
    } else {
      System.out.println("Printing result to stdout. Use --output to specify output path.");
      ${set}.print();
    }`;
const usingDefault = (example: string, what: string, option: string): string => `
      System.out.println("Executing ${example} example with default ${what} data set.");
      System.out.println("Use --${option} to specify file input.");`;
const begin = `
    ParameterTool params = ParameterTool.fromArgs(args);
    ExecutionEnvironment env = ExecutionEnvironment.getExecutionEnvironment();
    env.getConfig().setGlobalJobParameters(params);`;

/** Pairs of longs out of data.ts. */
const longPairs = (name: string, data: string): string => `
  static DataSet<Tuple2<Long, Long>> ${name}(ExecutionEnvironment env) {
    List<Tuple2<Long, Long>> pairs = new ArrayList<>();
    for (String pair : ${javaText(data)}.split(";")) {
      String[] ends = pair.split(" ");
      pairs.add(new Tuple2<>(Long.valueOf(ends[0]), Long.valueOf(ends[1])));
    }
    return env.fromCollection(pairs);
  }`;

export const BATCH_EXAMPLES: Readonly<Record<string, Example>> = {
  'batch/WordCount.jar': {
    mainClass: 'org.apache.flink.examples.java.wordcount.WordCount',
    source: `${BATCH}
public class WordCount {
  public static void main(String[] args) throws Exception {${begin.replace('ParameterTool params = ParameterTool', 'org.apache.flink.api.java.utils.MultipleParameterTool params = org.apache.flink.api.java.utils.MultipleParameterTool')}${readInputs('DataSet')} else {
      System.out.println("Executing WordCount example with default input data set.");
      System.out.println("Use --input to specify file input.");
      text = env.fromElements(${javaLines(SOLILOQUY)});
    }
    DataSet<Tuple2<String, Integer>> counts = text.flatMap(new Tokenizer()).groupBy(0).sum(1);
    ${results('counts', ' ', 'WordCount Example')}
  }
  public static final class Tokenizer implements FlatMapFunction<String, Tuple2<String, Integer>> {
    @Override public void flatMap(String value, Collector<Tuple2<String, Integer>> out) {
      for (String token : value.toLowerCase().split("\\\\W+")) if (token.length() > 0) out.collect(new Tuple2<>(token, 1));
    }
  }
}`,
  },
  'batch/KMeans.jar': {
    mainClass: 'org.apache.flink.examples.java.clustering.KMeans',
    source: `${BATCH}
public class KMeans {
  public static void main(String[] args) throws Exception {${begin}
    DataSet<Point> points = getPointDataSet(params, env);
    DataSet<Centroid> centroids = getCentroidDataSet(params, env);
    IterativeDataSet<Centroid> loop = centroids.iterate(params.getInt("iterations", 10));
    DataSet<Centroid> moved = points.map(new SelectNearestCenter()).withBroadcastSet(loop, "centroids")
        .map(new CountAppender()).groupBy(0).reduce(new CentroidAccumulator()).map(new CentroidAverager());
    DataSet<Centroid> found = loop.closeWith(moved);
    DataSet<Tuple2<Integer, Point>> clustered = points.map(new SelectNearestCenter()).withBroadcastSet(found, "centroids");
    ${results('clustered', ' ', 'KMeans Example')}
  }
  static DataSet<Centroid> getCentroidDataSet(ParameterTool params, ExecutionEnvironment env) {
    if (params.has("centroids")) return env.readCsvFile(params.get("centroids")).fieldDelimiter(" ").pojoType(Centroid.class, "id", "x", "y");
    ${usingDefault('K-Means', 'centroid', 'centroids')}
    List<Centroid> all = new LinkedList<>();
    for (String each : ${javaText(CENTROIDS)}.split(";")) {
      String[] f = each.split(" ");
      all.add(new Centroid(Integer.parseInt(f[0]), Double.parseDouble(f[1]), Double.parseDouble(f[2])));
    }
    return env.fromCollection(all);
  }
  static DataSet<Point> getPointDataSet(ParameterTool params, ExecutionEnvironment env) {
    if (params.has("points")) return env.readCsvFile(params.get("points")).fieldDelimiter(" ").pojoType(Point.class, "x", "y");
    ${usingDefault('K-Means', 'point', 'points')}
    List<Point> all = new LinkedList<>();
    for (String each : ${javaText(POINTS)}.split(";")) {
      String[] f = each.split(" ");
      all.add(new Point(Double.parseDouble(f[0]), Double.parseDouble(f[1])));
    }
    return env.fromCollection(all);
  }
  public static class Point implements java.io.Serializable {
    public double x, y;
    public Point() {}
    public Point(double x, double y) { this.x = x; this.y = y; }
    Point plus(Point other) { return new Point(x + other.x, y + other.y); }
    double distanceTo(Point other) { return Math.sqrt((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)); }
    @Override public String toString() { return x + " " + y; }
  }
  public static class Centroid extends Point {
    public int id;
    public Centroid() {}
    public Centroid(int id, double x, double y) { super(x, y); this.id = id; }
    @Override public String toString() { return id + " " + super.toString(); }
  }
  public static final class SelectNearestCenter extends RichMapFunction<Point, Tuple2<Integer, Point>> {
    private Collection<Centroid> centroids;
    @Override public void open(Configuration parameters) { centroids = getRuntimeContext().getBroadcastVariable("centroids"); }
    @Override public Tuple2<Integer, Point> map(Point point) {
      double least = Double.MAX_VALUE;
      int nearest = -1;
      for (Centroid each : centroids) {
        double distance = point.distanceTo(each);
        if (distance < least) { least = distance; nearest = each.id; }
      }
      return new Tuple2<>(nearest, point);
    }
  }
  public static final class CountAppender implements MapFunction<Tuple2<Integer, Point>, Tuple3<Integer, Point, Long>> {
    @Override public Tuple3<Integer, Point, Long> map(Tuple2<Integer, Point> t) { return new Tuple3<>(t.f0, t.f1, 1L); }
  }
  public static final class CentroidAccumulator implements ReduceFunction<Tuple3<Integer, Point, Long>> {
    @Override public Tuple3<Integer, Point, Long> reduce(Tuple3<Integer, Point, Long> a, Tuple3<Integer, Point, Long> b) { return new Tuple3<>(a.f0, a.f1.plus(b.f1), a.f2 + b.f2); }
  }
  public static final class CentroidAverager implements MapFunction<Tuple3<Integer, Point, Long>, Centroid> {
    @Override public Centroid map(Tuple3<Integer, Point, Long> t) { return new Centroid(t.f0, t.f1.x / t.f2, t.f1.y / t.f2); }
  }
}`,
  },
  'batch/ConnectedComponents.jar': {
    mainClass: 'org.apache.flink.examples.java.graph.ConnectedComponents',
    source: `${BATCH}
public class ConnectedComponents {
  public static void main(String... args) throws Exception {${begin}
    int maxIterations = params.getInt("iterations", 10);
    DataSet<Long> vertices = getVertexDataSet(env, params);
    DataSet<Tuple2<Long, Long>> edges = getEdgeDataSet(env, params).flatMap(new UndirectEdge());
    DataSet<Tuple2<Long, Long>> own = vertices.map(new DuplicateValue());
    DeltaIteration<Tuple2<Long, Long>, Tuple2<Long, Long>> loop = own.iterateDelta(own, maxIterations, 0);
    DataSet<Tuple2<Long, Long>> changes = loop.getWorkset().join(edges).where(0).equalTo(0).with(new NeighborWithComponentIDJoin())
        .groupBy(0).aggregate(Aggregations.MIN, 1)
        .join(loop.getSolutionSet()).where(0).equalTo(0).with(new ComponentIdFilter());
    DataSet<Tuple2<Long, Long>> result = loop.closeWith(changes, changes);
    ${results('result', ' ', 'Connected Components Example')}
  }
  static DataSet<Long> getVertexDataSet(ExecutionEnvironment env, ParameterTool params) {
    if (params.has("vertices")) return env.readCsvFile(params.get("vertices")).types(Long.class).map(new FirstField());
    ${usingDefault('Connected Components', 'vertices', 'vertices')}
    List<Long> all = new LinkedList<>();
    for (long vertex = 1; vertex <= 16; vertex++) all.add(vertex);
    return env.fromCollection(all);
  }
  static DataSet<Tuple2<Long, Long>> getEdgeDataSet(ExecutionEnvironment env, ParameterTool params) {
    if (params.has("edges")) return env.readCsvFile(params.get("edges")).fieldDelimiter(" ").types(Long.class, Long.class);
    ${usingDefault('Connected Components', 'edges', 'edges')}
    return getDefaultEdgeDataSet(env);
  }${longPairs('getDefaultEdgeDataSet', COMPONENT_EDGES)}
  static final class FirstField implements MapFunction<Tuple1<Long>, Long> {
    @Override public Long map(Tuple1<Long> t) { return t.f0; }
  }
  public static final class DuplicateValue implements MapFunction<Long, Tuple2<Long, Long>> {
    @Override public Tuple2<Long, Long> map(Long vertex) { return new Tuple2<>(vertex, vertex); }
  }
  public static final class UndirectEdge implements FlatMapFunction<Tuple2<Long, Long>, Tuple2<Long, Long>> {
    @Override public void flatMap(Tuple2<Long, Long> edge, Collector<Tuple2<Long, Long>> out) { out.collect(edge); out.collect(new Tuple2<>(edge.f1, edge.f0)); }
  }
  public static final class NeighborWithComponentIDJoin implements JoinFunction<Tuple2<Long, Long>, Tuple2<Long, Long>, Tuple2<Long, Long>> {
    @Override public Tuple2<Long, Long> join(Tuple2<Long, Long> vertex, Tuple2<Long, Long> edge) { return new Tuple2<>(edge.f1, vertex.f1); }
  }
  public static final class ComponentIdFilter implements FlatJoinFunction<Tuple2<Long, Long>, Tuple2<Long, Long>, Tuple2<Long, Long>> {
    @Override public void join(Tuple2<Long, Long> candidate, Tuple2<Long, Long> old, Collector<Tuple2<Long, Long>> out) { if (candidate.f1 < old.f1) out.collect(candidate); }
  }
}`,
  },
  'batch/PageRank.jar': {
    mainClass: 'org.apache.flink.examples.java.graph.PageRank',
    source: `${BATCH}
public class PageRank {
  public static void main(String[] args) throws Exception {${begin}
    int numPages = params.getInt("numPages", 15);
    DataSet<Tuple2<Long, Double>> start = getPagesDataSet(env, params).map(new RankAssigner(1.0d / numPages));
    DataSet<Tuple2<Long, ArrayList<Long>>> outgoing = getLinksDataSet(env, params).groupBy(0).reduceGroup(new BuildOutgoingEdgeList());
    IterativeDataSet<Tuple2<Long, Double>> loop = start.iterate(params.getInt("iterations", 10));
    DataSet<Tuple2<Long, Double>> ranks = loop.join(outgoing).where(0).equalTo(0).flatMap(new JoinVertexWithEdgesMatch())
        .groupBy(0).aggregate(Aggregations.SUM, 1).map(new Dampener(0.85, numPages));
    DataSet<Tuple2<Long, Double>> result = loop.closeWith(ranks, ranks.join(loop).where(0).equalTo(0).filter(new EpsilonFilter()));
    ${results('result', ' ', 'Basic Page Rank Example')}
  }
  static DataSet<Long> getPagesDataSet(ExecutionEnvironment env, ParameterTool params) {
    if (params.has("pages")) return env.readCsvFile(params.get("pages")).fieldDelimiter(" ").lineDelimiter("\\n").types(Long.class).map(new FirstField());
    ${usingDefault('PageRank', 'pages', 'pages')}
    return env.generateSequence(1, 15);
  }
  static DataSet<Tuple2<Long, Long>> getLinksDataSet(ExecutionEnvironment env, ParameterTool params) {
    if (params.has("links")) return env.readCsvFile(params.get("links")).fieldDelimiter(" ").lineDelimiter("\\n").types(Long.class, Long.class);
    ${usingDefault('PageRank', 'links', 'links')}
    return getDefaultEdgeDataSet(env);
  }${longPairs('getDefaultEdgeDataSet', PAGE_LINKS)}
  static final class FirstField implements MapFunction<Tuple1<Long>, Long> {
    @Override public Long map(Tuple1<Long> t) { return t.f0; }
  }
  public static final class RankAssigner implements MapFunction<Long, Tuple2<Long, Double>> {
    private final double rank;
    RankAssigner(double rank) { this.rank = rank; }
    @Override public Tuple2<Long, Double> map(Long page) { return new Tuple2<>(page, rank); }
  }
  public static final class BuildOutgoingEdgeList implements GroupReduceFunction<Tuple2<Long, Long>, Tuple2<Long, ArrayList<Long>>> {
    @Override public void reduce(Iterable<Tuple2<Long, Long>> links, Collector<Tuple2<Long, ArrayList<Long>>> out) {
      ArrayList<Long> targets = new ArrayList<>();
      Long page = 0L;
      for (Tuple2<Long, Long> link : links) { page = link.f0; targets.add(link.f1); }
      out.collect(new Tuple2<>(page, targets));
    }
  }
  public static final class JoinVertexWithEdgesMatch implements FlatMapFunction<Tuple2<Tuple2<Long, Double>, Tuple2<Long, ArrayList<Long>>>, Tuple2<Long, Double>> {
    @Override public void flatMap(Tuple2<Tuple2<Long, Double>, Tuple2<Long, ArrayList<Long>>> pair, Collector<Tuple2<Long, Double>> out) {
      double share = pair.f0.f1 / pair.f1.f1.size();
      for (Long target : pair.f1.f1) out.collect(new Tuple2<>(target, share));
    }
  }
  public static final class Dampener implements MapFunction<Tuple2<Long, Double>, Tuple2<Long, Double>> {
    private final double dampening, random;
    Dampener(double dampening, double pages) { this.dampening = dampening; this.random = (1 - dampening) / pages; }
    @Override public Tuple2<Long, Double> map(Tuple2<Long, Double> page) { page.f1 = page.f1 * dampening + random; return page; }
  }
  public static final class EpsilonFilter implements FilterFunction<Tuple2<Tuple2<Long, Double>, Tuple2<Long, Double>>> {
    @Override public boolean filter(Tuple2<Tuple2<Long, Double>, Tuple2<Long, Double>> pair) { return Math.abs(pair.f0.f1 - pair.f1.f1) > 0.0001; }
  }
}`,
  },
  'batch/TransitiveClosure.jar': {
    mainClass: 'org.apache.flink.examples.java.graph.TransitiveClosureNaive',
    source: `${BATCH}
public class TransitiveClosureNaive {
  public static void main(String... args) throws Exception {${begin}
    int maxIterations = params.getInt("iterations", 10);
    DataSet<Tuple2<Long, Long>> edges;
    if (params.has("edges")) edges = env.readCsvFile(params.get("edges")).fieldDelimiter(" ").types(Long.class, Long.class);
    else {${usingDefault('TransitiveClosureNaive', 'edges', 'edges')}
      edges = getDefaultEdgeDataSet(env);
    }
    IterativeDataSet<Tuple2<Long, Long>> paths = edges.iterate(maxIterations);
    DataSet<Tuple2<Long, Long>> longer = paths.join(edges).where(1).equalTo(0).with(new JoinFunction<Tuple2<Long, Long>, Tuple2<Long, Long>, Tuple2<Long, Long>>() {
      @Override public Tuple2<Long, Long> join(Tuple2<Long, Long> path, Tuple2<Long, Long> edge) { return new Tuple2<>(path.f0, edge.f1); }
    }).withForwardedFieldsFirst("0").withForwardedFieldsSecond("1").union(paths).groupBy(0, 1).reduceGroup(new GroupReduceFunction<Tuple2<Long, Long>, Tuple2<Long, Long>>() {
      @Override public void reduce(Iterable<Tuple2<Long, Long>> same, Collector<Tuple2<Long, Long>> out) { out.collect(same.iterator().next()); }
    }).withForwardedFields("0;1");
    DataSet<Tuple2<Long, Long>> found = paths.coGroup(longer).where(0).equalTo(0).with(new CoGroupFunction<Tuple2<Long, Long>, Tuple2<Long, Long>, Tuple2<Long, Long>>() {
      private final Set<Tuple2<Long, Long>> known = new HashSet<>();
      @Override public void coGroup(Iterable<Tuple2<Long, Long>> before, Iterable<Tuple2<Long, Long>> after, Collector<Tuple2<Long, Long>> out) {
        for (Tuple2<Long, Long> each : before) known.add(each);
        for (Tuple2<Long, Long> each : after) if (!known.contains(each)) out.collect(each);
      }
    }).withForwardedFieldsFirst("0").withForwardedFieldsSecond("0");
    DataSet<Tuple2<Long, Long>> closure = paths.closeWith(longer, found);
    ${results('closure', ' ', 'Transitive Closure Example')}
  }${longPairs('getDefaultEdgeDataSet', COMPONENT_EDGES)}
}`,
  },
  'batch/EnumTriangles.jar': {
    mainClass: 'org.apache.flink.examples.java.graph.EnumTriangles',
    source: `${BATCH}
public class EnumTriangles {
  public static void main(String[] args) throws Exception {${begin}
    DataSet<Tuple2<Integer, Integer>> edges;
    if (params.has("edges")) edges = env.readCsvFile(params.get("edges")).fieldDelimiter(" ").includeFields(true, true).types(Integer.class, Integer.class);
    else {${usingDefault('EnumTriangles', 'edges', 'edges')}
      List<Tuple2<Integer, Integer>> all = new ArrayList<>();
      for (String pair : ${javaText(TRIANGLE_EDGES)}.split(";")) all.add(new Tuple2<>(Integer.valueOf(pair.split(" ")[0]), Integer.valueOf(pair.split(" ")[1])));
      edges = env.fromCollection(all);
    }
    DataSet<Tuple2<Integer, Integer>> edgesById = edges.map(new EdgeByIdProjector());
    DataSet<Tuple3<Integer, Integer, Integer>> triangles = edgesById.groupBy(0).sortGroup(1, Order.ASCENDING).reduceGroup(new TriadBuilder())
        .join(edgesById).where(1, 2).equalTo(0, 1).with(new TriadFilter());
    ${results('triangles', ',', 'Basic Triangle Enumeration Example')}
  }
  public static final class EdgeByIdProjector implements MapFunction<Tuple2<Integer, Integer>, Tuple2<Integer, Integer>> {
    @Override public Tuple2<Integer, Integer> map(Tuple2<Integer, Integer> edge) { return edge.f0 > edge.f1 ? new Tuple2<>(edge.f1, edge.f0) : edge; }
  }
  public static final class TriadBuilder implements GroupReduceFunction<Tuple2<Integer, Integer>, Tuple3<Integer, Integer, Integer>> {
    @Override public void reduce(Iterable<Tuple2<Integer, Integer>> edges, Collector<Tuple3<Integer, Integer, Integer>> out) {
      List<Integer> ends = new ArrayList<>();
      for (Tuple2<Integer, Integer> edge : edges) {
        for (Integer other : ends) out.collect(new Tuple3<>(edge.f0, other, edge.f1));
        ends.add(edge.f1);
      }
    }
  }
  public static final class TriadFilter implements JoinFunction<Tuple3<Integer, Integer, Integer>, Tuple2<Integer, Integer>, Tuple3<Integer, Integer, Integer>> {
    @Override public Tuple3<Integer, Integer, Integer> join(Tuple3<Integer, Integer, Integer> triad, Tuple2<Integer, Integer> edge) { return triad; }
  }
}`,
  },
  'batch/WebLogAnalysis.jar': {
    mainClass: 'org.apache.flink.examples.java.relational.WebLogAnalysis',
    source: `${BATCH}
public class WebLogAnalysis {
  public static void main(String[] args) throws Exception {${begin}
    DataSet<Tuple2<String, String>> documents = getDocumentsDataSet(env, params);
    DataSet<Tuple3<Integer, String, Integer>> ranks = getRanksDataSet(env, params);
    DataSet<Tuple2<String, String>> visits = getVisitsDataSet(env, params);
    DataSet<Tuple1<String>> about = documents.filter(new FilterDocByKeyWords()).project(0);
    DataSet<Tuple3<Integer, String, Integer>> high = ranks.filter(new FilterByRank());
    DataSet<Tuple1<String>> recent = visits.filter(new FilterVisitsByDate()).project(0);
    DataSet<Tuple3<Integer, String, Integer>> ranked = about.join(high).where(0).equalTo(1).projectSecond(0, 1, 2);
    DataSet<Tuple3<Integer, String, Integer>> result = ranked.coGroup(recent).where(1).equalTo(0).with(new AntiJoinVisits());
    ${results('result', '|', 'WebLogAnalysis Example')}
  }
  static DataSet<Tuple2<String, String>> getDocumentsDataSet(ExecutionEnvironment env, ParameterTool params) {
    if (params.has("documents")) return env.readCsvFile(params.get("documents")).fieldDelimiter("|").types(String.class, String.class);
    ${usingDefault('WebLogAnalysis', 'documents', 'documents')}
    Set<String> both = new HashSet<>(Arrays.asList(${javaText(KEYWORD_PAGES)}.split(" ")));
    List<Tuple2<String, String>> all = new ArrayList<>();
    for (int i = 0; i < ${PAGES}; i++) all.add(new Tuple2<>("url_" + i, both.contains("url_" + i) ? "what editors of oscillations say" : "lorem ipsum"));
    return env.fromCollection(all);
  }
  static DataSet<Tuple3<Integer, String, Integer>> getRanksDataSet(ExecutionEnvironment env, ParameterTool params) {
    if (params.has("ranks")) return env.readCsvFile(params.get("ranks")).fieldDelimiter("|").types(Integer.class, String.class, Integer.class);
    ${usingDefault('WebLogAnalysis', 'ranks', 'ranks')}
    List<Tuple3<Integer, String, Integer>> all = new ArrayList<>();
    for (String each : ${javaText(RANKS)}.split(";")) {
      String[] f = each.split(" ");
      all.add(new Tuple3<>(Integer.valueOf(f[0]), f[1], Integer.valueOf(f[2])));
    }
    return env.fromCollection(all);
  }
  static DataSet<Tuple2<String, String>> getVisitsDataSet(ExecutionEnvironment env, ParameterTool params) {
    if (params.has("visits")) return env.readCsvFile(params.get("visits")).fieldDelimiter("|").includeFields("011000000").types(String.class, String.class);
    ${usingDefault('WebLogAnalysis', 'visits', 'visits')}
    List<Tuple2<String, String>> all = new ArrayList<>();
    for (String each : ${javaText(VISITS)}.split(";")) all.add(new Tuple2<>(each.split(" ")[0], each.split(" ")[1]));
    return env.fromCollection(all);
  }
  public static class FilterDocByKeyWords implements FilterFunction<Tuple2<String, String>> {
    @Override public boolean filter(Tuple2<String, String> page) { return page.f1.contains(" editors ") && page.f1.contains(" oscillations "); }
  }
  public static class FilterByRank implements FilterFunction<Tuple3<Integer, String, Integer>> {
    @Override public boolean filter(Tuple3<Integer, String, Integer> rank) { return rank.f0 > 40; }
  }
  public static class FilterVisitsByDate implements FilterFunction<Tuple2<String, String>> {
    @Override public boolean filter(Tuple2<String, String> visit) { return Integer.parseInt(visit.f1.substring(0, 4)) == 2007; }
  }
  public static class AntiJoinVisits implements CoGroupFunction<Tuple3<Integer, String, Integer>, Tuple1<String>, Tuple3<Integer, String, Integer>> {
    @Override public void coGroup(Iterable<Tuple3<Integer, String, Integer>> ranks, Iterable<Tuple1<String>> visits, Collector<Tuple3<Integer, String, Integer>> out) {
      if (!visits.iterator().hasNext()) for (Tuple3<Integer, String, Integer> rank : ranks) out.collect(rank);
    }
  }
}`,
  },
};
