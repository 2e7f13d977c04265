import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class LambdaMistakes {
    public static void main(String[] args) {
        List<String> words = Arrays.asList("a", "b");
        int count = 0;
        words.forEach(w -> count++);
        words.forEach(w -> { count += w.length(); });
        Function<String, Integer> f = s -> s.toUpperCase();
        Function<String, Integer> g = (a, b) -> a.length();
        Supplier<String> sup = () -> { };
        Runnable r = () -> { return 5; };
        Runnable r2 = () -> 5;
        Predicate<String> p = s -> s.length();
        BiFunction<Integer, Integer, Integer> add = (x, y) -> { x + y; };
        Comparator<String> cmp = (a, b) -> a > b;
        List<Integer> lens = words.stream().map(w -> w.length()).collect(Collectors.toList);
        List<String> up = words.stream().map(String::toUppercase).collect(Collectors.toList());
        int total = words.stream().mapToInt(w -> w).sum();
        String joined = words.stream().filter(w -> w.size() > 1).collect(Collectors.joining(","));
        Object o = () -> {};
        var v = () -> 5;
        String words2 = words.stream().map(words -> words).findFirst().get();
        UnaryOperator<String> u = String::length;
        Function<String, Integer> h = s -> { if (s.isEmpty()) return 0; };
    }
}
