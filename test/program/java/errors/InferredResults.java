import java.util.*;
import java.util.function.Function;

class Flow<T> {
  final T one;
  Flow(T one) { this.one = one; }
  <R> Flow<R> map(Function<T, R> by) { return new Flow<>(by.apply(one)); }
}
public class InferredResults {
  public static void main(String[] args) {
    Flow<Integer> n = new Flow<>(1);
    Flow<String> expression = n.map(x -> x * 2);
    Flow<String> block = n.map(x -> { return x * 2; });
    Flow<String> right = n.map(x -> "" + x);
    List<String> list = Arrays.asList(1, 2, 3);
    List<Integer> two = List.of("a", "b");
  }
}
