import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class InferenceInStreams {
    record Emp(String name, String dept, double pay, int age, List<String> skills) { }
    enum Level { LOW, MID, HIGH }
    static Level level(Emp e) { return e.pay() < 50 ? Level.LOW : e.pay() < 80 ? Level.MID : Level.HIGH; }
    public static void main(String[] args) {
        List<Emp> emps = List.of(new Emp("ann", "dev", 90, 30, List.of("java", "scala")), new Emp("bob", "dev", 60, 45, List.of("java")),
            new Emp("cyd", "ops", 40, 28, List.of("bash", "k8s")), new Emp("dan", "ops", 85, 51, List.of()), new Emp("eve", "hr", 55, 39, List.of("talk")));
        Map<String, Map<Level, List<String>>> byDept = emps.stream().collect(Collectors.groupingBy(Emp::dept, TreeMap::new,
            Collectors.groupingBy(InferenceInStreams::level, () -> new EnumMap<>(Level.class), Collectors.mapping(Emp::name, Collectors.toList()))));
        System.out.println(byDept);
        Map<String, Double> avg = emps.stream().collect(Collectors.groupingBy(Emp::dept, LinkedHashMap::new, Collectors.averagingDouble(Emp::pay)));
        System.out.println(avg);
        var minMax = emps.stream().collect(Collectors.teeing(Collectors.minBy(Comparator.comparingDouble(Emp::pay)), Collectors.maxBy(Comparator.comparingDouble(Emp::pay)),
            (a, b) -> a.map(Emp::name).orElse("?") + ".." + b.map(Emp::name).orElse("?")));
        System.out.println(minMax);
        Map<String, Set<String>> skills = emps.stream().collect(Collectors.groupingBy(Emp::dept, TreeMap::new, Collectors.flatMapping(e -> e.skills().stream(), Collectors.toCollection(TreeSet::new))));
        System.out.println(skills);
        Map<String, Integer> merged = emps.stream().flatMap(e -> e.skills().stream().map(s -> Map.entry(s, e.age()))).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Math::max, TreeMap::new));
        System.out.println(merged);
        Map<Boolean, Long> parts = emps.stream().collect(Collectors.partitioningBy(e -> e.age() > 35, Collectors.counting()));
        System.out.println(parts);
        Map<String, Optional<Emp>> oldest = emps.stream().collect(Collectors.groupingBy(Emp::dept, Collectors.maxBy(Comparator.comparingInt(Emp::age))));
        oldest.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.reverseOrder())).forEach(en -> System.out.println(en.getKey() + "=" + en.getValue().map(Emp::name).get()));
        Map<String, String> names = emps.stream().collect(Collectors.groupingBy(Emp::dept, TreeMap::new, Collectors.collectingAndThen(Collectors.toList(), l -> l.stream().map(Emp::name).sorted(Comparator.reverseOrder()).collect(Collectors.joining("/", "<", ">")))));
        System.out.println(names);
        System.out.println(emps.stream().sorted(Comparator.comparing(Emp::dept).thenComparing(Emp::pay, Comparator.reverseOrder()).thenComparingInt(Emp::age)).map(Emp::name).toList());
        System.out.println(emps.stream().sorted(Comparator.comparing((Emp e) -> e.name().length()).reversed().thenComparing(e -> e.name(), Comparator.nullsFirst(Comparator.naturalOrder()))).map(Emp::name).collect(Collectors.toList()));
        IntSummaryStatistics st = emps.stream().collect(Collectors.summarizingInt(Emp::age));
        System.out.println(st.getMax() + " " + st.getAverage());
        System.out.println(Stream.iterate(new int[] {0, 1}, f -> new int[] {f[1], f[0] + f[1]}).limit(8).map(f -> f[0]).map(String::valueOf).collect(Collectors.joining(",")));
        System.out.println(emps.stream().map(Emp::pay).reduce(0.0, Double::sum) + " " + emps.stream().reduce(0, (n, e) -> n + e.age(), Integer::sum));
        TreeMap<Integer, List<String>> byLen = Stream.of("a", "bb", "cc", "ddd").collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.toList()));
        System.out.println(byLen.descendingMap());
        List<List<Integer>> nested = List.of(List.of(1, 2), List.of(3), List.of());
        System.out.println(nested.stream().flatMap(List::stream).mapToInt(Integer::intValue).boxed().collect(Collectors.reducing(1, x -> x * 2, (x, y) -> x * y)));
        Map<Character, Long> freq = "mississippi".chars().mapToObj(c -> (char) c).collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        System.out.println(freq);
        System.out.println(freq.entrySet().stream().sorted(Map.Entry.<Character, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey())).map(e -> e.getKey() + "" + e.getValue()).toList());
        String longest = Stream.of("x", "yyy", "zz").max(Comparator.comparingInt(String::length)).orElseThrow(IllegalStateException::new);
        System.out.println(longest);
        Supplier<Map<String, List<Integer>>> sup = HashMap::new;
        Map<String, List<Integer>> mm = sup.get();
        mm.computeIfAbsent("k", k -> new ArrayList<>()).add(3);
        mm.merge("k", List.of(4), (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        System.out.println(mm);
        Integer[] arr = Stream.of(3, 1, 2).sorted(Collections.reverseOrder()).toArray(Integer[]::new);
        System.out.println(Arrays.toString(arr));
        System.out.println(IntStream.rangeClosed(1, 3).mapToObj(i -> IntStream.rangeClosed(1, i).mapToObj(j -> i + "x" + j).collect(Collectors.toList())).collect(Collectors.toList()));
    }
}
