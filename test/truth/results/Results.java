import java.io.*; import java.nio.file.*; import java.util.*;
import org.apache.flink.api.common.*; import org.apache.flink.api.common.eventtime.*; import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*; import org.apache.flink.api.common.typeinfo.*; import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.*; import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*;
import org.apache.flink.streaming.api.functions.*; import org.apache.flink.streaming.api.functions.co.*; import org.apache.flink.streaming.api.functions.windowing.*;
import org.apache.flink.streaming.api.windowing.assigners.*; import org.apache.flink.streaming.api.windowing.evictors.*; import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.windowing.triggers.*; import org.apache.flink.streaming.api.windowing.windows.*; import org.apache.flink.util.*;

/** Runs the programs of programs.txt, one a line, on a local Flink and writes what they printed to results.tsv. */
public class Results {
  static class R extends Tuple3<String, Integer, Long> { }
  static final TypeInformation<Tuple3<String, Integer, Long>> T = Types.TUPLE(Types.STRING, Types.INT, Types.LONG);
  static Tuple3<String, Integer, Long> t(String k, int v, long at) { return Tuple3.of(k, v, at); }
  static class Key implements KeySelector<Tuple3<String, Integer, Long>, String> { public String getKey(Tuple3<String, Integer, Long> r) { return r.f0; } }
  static class PlusOne implements MapFunction<Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> { public Tuple3<String, Integer, Long> map(Tuple3<String, Integer, Long> r) { return t(r.f0, r.f1 + 1, r.f2); } }
  static class Odd implements FlatMapFunction<Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> {
    public void flatMap(Tuple3<String, Integer, Long> r, Collector<Tuple3<String, Integer, Long>> out) { out.collect(r); if (r.f1 % 2 != 0) out.collect(t(r.f0, r.f1 * 10, r.f2)); } }
  static class NotThird implements FilterFunction<Tuple3<String, Integer, Long>> { public boolean filter(Tuple3<String, Integer, Long> r) { return r.f1 % 3 != 0; } }
  static class Mix implements ReduceFunction<Tuple3<String, Integer, Long>> { public Tuple3<String, Integer, Long> reduce(Tuple3<String, Integer, Long> a, Tuple3<String, Integer, Long> b) { return t(a.f0, (a.f1 * 3 + b.f1) % 1000, b.f2); } }
  static class Timers extends KeyedProcessFunction<String, Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> {
    ValueState<Integer> count;
    public void open(Configuration c) { count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT)); }
    public void processElement(Tuple3<String, Integer, Long> r, Context c, Collector<Tuple3<String, Integer, Long>> out) throws Exception {
      int n = (count.value() == null ? 0 : count.value()) + 1; count.update(n);
      c.timerService().registerEventTimeTimer(r.f2 - r.f2 % 1000 + 1000);
      out.collect(t(r.f0, n, c.timerService().currentWatermark() < 0 ? -1 : c.timerService().currentWatermark())); }
    public void onTimer(long at, OnTimerContext c, Collector<Tuple3<String, Integer, Long>> out) throws Exception {
      out.collect(t(c.getCurrentKey() + "T", count.value() == null ? -1 : count.value(), at)); if (at % 2000 == 0) count.clear(); } }
  static class Batches extends KeyedProcessFunction<String, Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> {
    ListState<Integer> held; MapState<Integer, Integer> seen;
    public void open(Configuration c) { held = getRuntimeContext().getListState(new ListStateDescriptor<>("held", Types.INT)); seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.INT, Types.INT)); }
    public void processElement(Tuple3<String, Integer, Long> r, Context c, Collector<Tuple3<String, Integer, Long>> out) throws Exception {
      held.add(r.f1); int bucket = Math.abs(r.f1 % 3); seen.put(bucket, (seen.contains(bucket) ? seen.get(bucket) : 0) + 1);
      int n = 0, sum = 0; for (int v : held.get()) { n++; sum += v; }
      if (n == 3) { out.collect(t(r.f0, sum, seen.get(bucket))); held.clear(); } } }
  static class Sides extends ProcessFunction<Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> {
    public void processElement(Tuple3<String, Integer, Long> r, Context c, Collector<Tuple3<String, Integer, Long>> out) { if (r.f1 % 2 == 0) c.output(EVEN, r); else out.collect(r); } }
  static final OutputTag<Tuple3<String, Integer, Long>> EVEN = new OutputTag<Tuple3<String, Integer, Long>>("even", T) {};
  static final OutputTag<Tuple3<String, Integer, Long>> LATE = new OutputTag<Tuple3<String, Integer, Long>>("late", T) {};
  static class Sum implements AggregateFunction<Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> {
    public Tuple3<String, Integer, Long> createAccumulator() { return t("", 0, 0L); }
    public Tuple3<String, Integer, Long> add(Tuple3<String, Integer, Long> r, Tuple3<String, Integer, Long> a) { return t(r.f0, a.f1 + r.f1, a.f2 + 1); }
    public Tuple3<String, Integer, Long> getResult(Tuple3<String, Integer, Long> a) { return a; }
    public Tuple3<String, Integer, Long> merge(Tuple3<String, Integer, Long> a, Tuple3<String, Integer, Long> b) { return t(a.f0.isEmpty() ? b.f0 : a.f0, a.f1 + b.f1, a.f2 + b.f2); } }
  static class Show<W extends Window> extends ProcessWindowFunction<Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>, String, W> {
    public void process(String k, Context c, Iterable<Tuple3<String, Integer, Long>> all, Collector<Tuple3<String, Integer, Long>> out) {
      int sum = 0; long n = 0; for (Tuple3<String, Integer, Long> r : all) { sum = (sum * 3 + r.f1) % 1000; n++; }
      String w = c.window() instanceof TimeWindow ? "[" + ((TimeWindow) (Object) c.window()).getStart() + " " + ((TimeWindow) (Object) c.window()).getEnd() + ")" + (c.currentWatermark() == Long.MAX_VALUE ? "end" : "" + Math.max(-1, c.currentWatermark())) : "all";
      out.collect(t(k + w, sum, n)); } }
  static class Join implements FlatJoinFunction<Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> {
    public void join(Tuple3<String, Integer, Long> a, Tuple3<String, Integer, Long> b, Collector<Tuple3<String, Integer, Long>> out) { out.collect(t(a.f0 + "&" + b.f1, a.f1, a.f2 + b.f2)); } }
  static class Groups implements CoGroupFunction<Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> {
    public void coGroup(Iterable<Tuple3<String, Integer, Long>> a, Iterable<Tuple3<String, Integer, Long>> b, Collector<Tuple3<String, Integer, Long>> out) {
      String k = ""; int left = 0; long right = 0; for (Tuple3<String, Integer, Long> r : a) { k = r.f0; left += r.f1; } for (Tuple3<String, Integer, Long> r : b) { k = r.f0; right += r.f1; } out.collect(t(k, left, right)); } }
  static class Between extends ProcessJoinFunction<Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> {
    public void processElement(Tuple3<String, Integer, Long> a, Tuple3<String, Integer, Long> b, Context c, Collector<Tuple3<String, Integer, Long>> out) { out.collect(t(a.f0 + "~" + b.f1, a.f1, c.getTimestamp())); } }
  static class Both implements CoFlatMapFunction<Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>, Tuple3<String, Integer, Long>> {
    public void flatMap1(Tuple3<String, Integer, Long> r, Collector<Tuple3<String, Integer, Long>> out) { out.collect(t(r.f0 + "1", r.f1, r.f2)); }
    public void flatMap2(Tuple3<String, Integer, Long> r, Collector<Tuple3<String, Integer, Long>> out) { out.collect(t(r.f0 + "2", r.f1, r.f2)); } }

  static WatermarkStrategy<Tuple3<String, Integer, Long>> times(String bound) {
    WatermarkStrategy<Tuple3<String, Integer, Long>> s = ctx -> new WatermarkGenerator<Tuple3<String, Integer, Long>>() {
      long max = Long.MIN_VALUE;
      public void onEvent(Tuple3<String, Integer, Long> r, long at, WatermarkOutput out) { if (!bound.equals("end")) { max = Math.max(max, at); out.emitWatermark(new Watermark(max - Long.parseLong(bound) - 1)); } }
      public void onPeriodicEmit(WatermarkOutput out) {} };
    return s.withTimestampAssigner((r, old) -> r.f2); }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static SingleOutputStreamOperator<Tuple3<String, Integer, Long>> window(KeyedStream<Tuple3<String, Integer, Long>, String> k, String[] w) {
    // win KIND a b FORM lateness TRIGGER EVICTOR
    long a = Long.parseLong(w[5]), b = Long.parseLong(w[6]); WindowedStream s;
    switch (w[4]) {
      case "tumble": s = k.window(TumblingEventTimeWindows.of(Time.milliseconds(a), Time.milliseconds(b))); break;
      case "slide": s = k.window(SlidingEventTimeWindows.of(Time.milliseconds(a), Time.milliseconds(b))); break;
      case "session": s = k.window(EventTimeSessionWindows.withGap(Time.milliseconds(a))); break;
      case "count": s = b > 0 ? k.countWindow(a, b) : k.countWindow(a); break;
      default: throw new RuntimeException(w[4]); }
    if (!w[8].equals("0")) s = s.allowedLateness(Time.milliseconds(Long.parseLong(w[8])));
    if (w[9].equals("count")) s = s.trigger(CountTrigger.of(2)); else if (w[9].equals("purge")) s = s.trigger(PurgingTrigger.of(CountTrigger.of(2)));
    else if (w[9].equals("cont")) s = s.trigger(ContinuousEventTimeTrigger.of(Time.milliseconds(700))); else if (w[9].equals("purgetime")) s = s.trigger(PurgingTrigger.of(EventTimeTrigger.create()));
    if (w[10].equals("count")) s = s.evictor(CountEvictor.of(2)); else if (w[10].equals("time")) s = s.evictor(TimeEvictor.of(Time.milliseconds(800)));
    if (!w[4].equals("count")) s = s.sideOutputLateData(LATE);
    switch (w[7]) {
      case "sum": return s.sum(1); case "max": return s.max(1); case "minBy": return s.minBy(1); case "reduce": return s.reduce(new Mix());
      case "agg": return s.aggregate(new Sum(), T, T); case "proc": return s.process(new Show(), T);
      case "aggproc": return s.aggregate(new Sum(), new Show(), T, T, T); case "redproc": return s.reduce(new Mix(), new Show(), T);
      default: throw new RuntimeException(w[7]); } }

  static SingleOutputStreamOperator<Tuple3<String, Integer, Long>> one(DataStream<Tuple3<String, Integer, Long>> a, String[] w) {
    switch (w[3]) {
      case "map": return a.map(new PlusOne()); case "flat": return a.flatMap(new Odd()); case "filter": return a.filter(new NotThird());
      case "sides": return a.process(new Sides());
      case "sum": return a.keyBy(new Key()).sum(1); case "max": return a.keyBy(new Key()).max(1); case "min": return a.keyBy(new Key()).min(1);
      case "maxBy": return a.keyBy(new Key()).maxBy(1, false); case "minBy": return a.keyBy(new Key()).minBy(1); case "reduce": return a.keyBy(new Key()).reduce(new Mix());
      case "timers": return a.keyBy(new Key()).process(new Timers()); case "batches": return a.keyBy(new Key()).process(new Batches());
      case "win": return window(a.keyBy(new Key()), w);
      default: throw new RuntimeException(w[3]); } }

  static String run(String program) throws Exception {
    StreamExecutionEnvironment env = null; Map<String, DataStream<Tuple3<String, Integer, Long>>> m = new HashMap<>();
    for (String line : program.split(";")) { String[] w = line.split(" ");
      DataStream<Tuple3<String, Integer, Long>> a = w.length > 2 ? m.get(w[2]) : null, b = w.length > 3 ? m.get(w[3]) : null;
      switch (w[0]) {
        case "env": env = StreamExecutionEnvironment.createLocalEnvironment(Integer.parseInt(w[1])); env.setRuntimeMode(RuntimeExecutionMode.valueOf(w[2])); break;
        case "src": { List<Tuple3<String, Integer, Long>> rows = new ArrayList<>(); for (String r : w[3].split(",")) { String[] f = r.split(":"); rows.add(t(f[0], Integer.parseInt(f[1]), Long.parseLong(f[2]))); }
          m.put(w[1], env.fromCollection(rows, T).assignTimestampsAndWatermarks(times(w[2]))); break; }
        case "one": m.put(w[1], one(a, w)); break;
        case "par": ((SingleOutputStreamOperator<?>) m.get(w[1])).setParallelism(Integer.parseInt(w[2])); break;
        case "union": m.put(w[1], a.union(b)); break;
        case "join": m.put(w[1], a.join(b).where(new Key()).equalTo(new Key()).window(TumblingEventTimeWindows.of(Time.milliseconds(Long.parseLong(w[4])))).apply(new Join(), T)); break;
        case "cogroup": m.put(w[1], a.coGroup(b).where(new Key()).equalTo(new Key()).window(SlidingEventTimeWindows.of(Time.milliseconds(Long.parseLong(w[4])), Time.milliseconds(Long.parseLong(w[5])))).apply(new Groups(), T)); break;
        case "interval": m.put(w[1], a.keyBy(new Key()).intervalJoin(b.keyBy(new Key())).between(Time.milliseconds(Long.parseLong(w[4])), Time.milliseconds(Long.parseLong(w[5]))).process(new Between(), T)); break;
        case "connect": m.put(w[1], a.connect(b).keyBy(new Key(), new Key()).flatMap(new Both())); break;
        case "sideout": m.put(w[1], ((SingleOutputStreamOperator<Tuple3<String, Integer, Long>>) a).getSideOutput(w[3].equals("late") ? LATE : EVEN)); break;
        case "print": if (w[1].equals("-")) a.print(); else a.print(w[1]); break;
        default: throw new RuntimeException(w[0]); } }
    PrintStream old = System.out; ByteArrayOutputStream bytes = new ByteArrayOutputStream(); System.setOut(new PrintStream(bytes, true, "UTF-8"));
    try { env.execute(); } finally { System.setOut(old); }
    return bytes.toString("UTF-8").trim().replace("\n", "\u001f"); }

  public static void main(String[] x) throws Exception {
    try (PrintWriter out = new PrintWriter(new FileWriter("results.tsv"))) {
      for (String l : Files.readAllLines(Paths.get("programs.txt"))) { String r; try { r = run(l); } catch (Throwable e) { Throwable c = e; while (c.getCause() != null) c = c.getCause(); r = "ERR " + e + " / " + c; } out.println(l + "\t" + r.replace("\n", " ")); out.flush(); } }
    System.exit(0); }
}
