import java.util.*;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
/** Sets as fields of a function, where nothing else uses the maps behind them. */
public class SetsInFunctions { public static void main(String[] a) throws Exception { StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(); env.setParallelism(1);
 env.fromElements(1,2,2).process(new ProcessFunction<Integer, Integer>() { HashSet<Integer> set = new HashSet<Integer>(); TreeSet<Integer> ts = new TreeSet<>(); LinkedHashSet<Integer> l = new LinkedHashSet<>(); @Override public void processElement(Integer v, Context c, Collector<Integer> o) { set.add(v); o.collect(set.size()); } }).print(); env.execute(); } }
