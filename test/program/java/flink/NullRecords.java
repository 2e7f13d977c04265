import org.apache.flink.streaming.api.environment.*;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.api.java.tuple.*;
public class NullRecords {
  public static class P { public String n; public int v; public P() {} public P(String n, int v) { this.n = n; this.v = v; } public String toString() { return "P" + n + v; } }
  static int no = 0;
  static void run(StreamExecutionEnvironment env) {
    no++;
    try {
      env.execute();
      System.out.println(no + " ok");
    } catch (Throwable t) {
      for (Throwable c = t; c != null; c = c.getCause()) {
        System.out.println(no + " " + c);
        StackTraceElement[] frames = c.getStackTrace();
        for (int i = 0; i == 0 || i < frames.length && frames[i].toString().contains("erializer"); i++) System.out.println("  " + frames[i]);
      }
    }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    DataStream<String> in = env.fromElements("a", "", "b");
    in.map(v -> v.isEmpty() ? null : v).returns(Types.STRING).filter(v -> v != null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : v).returns(Types.STRING).rebalance().filter(v -> v != null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : 1).returns(Types.INT).filter(v -> v != null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : 1).returns(Types.INT).rebalance().filter(v -> v == null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : 1L).returns(Types.LONG).rebalance().filter(v -> v == null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : 1.5).returns(Types.DOUBLE).rebalance().filter(v -> v == null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : Tuple2.of(v, 1)).returns(Types.TUPLE(Types.STRING, Types.INT)).filter(v -> v != null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : Tuple2.of(v, 1)).returns(Types.TUPLE(Types.STRING, Types.INT)).rebalance().filter(v -> v == null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> Tuple2.of(v.isEmpty() ? null : v, v.isEmpty() ? null : 1)).returns(Types.TUPLE(Types.STRING, Types.INT)).filter(v -> true).print(); run(env);
    env.fromElements("a", "", "b").map(v -> Tuple2.of(v.isEmpty() ? null : v, 1)).returns(Types.TUPLE(Types.STRING, Types.INT)).rebalance().filter(v -> true).print(); run(env);
    env.fromElements("a", "", "b").map(v -> Tuple2.of(v, v.isEmpty() ? null : 1)).returns(Types.TUPLE(Types.STRING, Types.INT)).rebalance().filter(v -> false).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : new P(v, 1)).returns(P.class).filter(v -> v != null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : new P(v, 1)).returns(P.class).rebalance().filter(v -> v != null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? new P(null, 2) : new P(v, 1)).returns(P.class).rebalance().filter(v -> v != null).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : v).returns(Types.STRING).rebalance().filter(v -> v.trim().isEmpty()).print(); run(env);
    env.fromElements("a", "", "b").map(v -> v.isEmpty() ? null : v).returns(Types.STRING).print(); run(env);
  }
}
