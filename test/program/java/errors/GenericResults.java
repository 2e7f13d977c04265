import java.util.*;
import java.util.stream.*;
class GenericResults { void m() {
        List<String> q = Stream.of(1, 2).map(i -> i + 1).collect(Collectors.toList());
        List<String> q2 = Stream.of(1, 2).collect(Collectors.toList());
        Set<String> q3 = Arrays.asList(1, 2).stream().filter(i -> i > 1).collect(Collectors.toSet());
        List<Integer> q4 = Stream.of("a").map(String::toUpperCase).collect(Collectors.toList());
        String t = Optional.of(1).orElse("x");
        Map<String, Integer> m = Stream.of("a").collect(Collectors.toMap(s -> s, s -> s));
        List<String> w = Arrays.asList(1, 2);
        List<Integer> z = List.of("a");
        Optional<String> os = Optional.of(5);
    } }
