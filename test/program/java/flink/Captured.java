import java.util.*;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Collections that functions take with them into the job. */
public class Captured {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    Map<String, Integer> hash = new HashMap<>();
    Map<String, List<Integer>> tree = new TreeMap<>();
    Map<String, String> linked = new LinkedHashMap<>();
    Set<String> stop = new HashSet<>(Arrays.asList("c", "d"));
    Deque<Integer> queue = new ArrayDeque<>(List.of(7, 8));
    List<String> fixed = Arrays.asList("x", "y");
    for (String s : "a b c".split(" ")) {
      hash.put(s, s.charAt(0) - 'a');
      tree.computeIfAbsent(s, k -> new ArrayList<>()).add(s.length());
      linked.put(s, s + s);
    }
    env.fromElements("a", "b", "c")
        .filter(s -> !stop.contains(s))
        .map(s -> s + hash.get(s) + tree.get(s) + linked.get(s) + queue.peek() + fixed + Map.of("k", 1) + hash)
        .print("captured");
    env.execute();
  }
}
