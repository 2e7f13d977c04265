import java.util.*;
import java.util.function.*;
import java.util.stream.*;
public class StreamsInDepth {
  record Emp(String name, String dept, double pay, int age) {}
  public static void main(String[] args) {
    List<Emp> es = List.of(new Emp("Ann", "IT", 5200.5, 31), new Emp("Bob", "HR", 3100, 45), new Emp("Cid", "IT", 4100, 28), new Emp("Dee", "OPS", 3900.25, 39), new Emp("Eve", "HR", 3600, 28));
    System.out.println("" + es.stream().collect(Collectors.groupingBy(Emp::dept, TreeMap::new, Collectors.averagingDouble(Emp::pay))));
    System.out.println("" + es.stream().collect(Collectors.partitioningBy(e -> e.age() > 30, Collectors.counting())));
    System.out.println("" + es.stream().collect(Collectors.teeing(Collectors.summingDouble(Emp::pay), Collectors.counting(), (s, n) -> s / n)));
    System.out.println("" + es.stream().collect(Collectors.groupingBy(Emp::dept, TreeMap::new, Collectors.mapping(Emp::name, Collectors.joining("/", "<", ">")))));
    System.out.println("" + es.stream().collect(Collectors.groupingBy(Emp::age, TreeMap::new, Collectors.collectingAndThen(Collectors.toList(), l -> l.size() + ":" + l.get(0).name()))));
    System.out.println(es.stream().sorted(Comparator.comparing(Emp::dept).thenComparing(Emp::pay, Comparator.reverseOrder())).map(Emp::name).collect(Collectors.toList()));
    System.out.println("" + es.stream().collect(Collectors.toMap(Emp::dept, Emp::pay, Double::sum, LinkedHashMap::new)));
    System.out.println(es.stream().map(Emp::age).collect(Collectors.summarizingInt(x -> x)));
    System.out.println(es.stream().mapToDouble(Emp::pay).summaryStatistics());
    System.out.println("" + es.stream().collect(Collectors.groupingBy(Emp::dept, TreeMap::new, Collectors.maxBy(Comparator.comparingDouble(Emp::pay)))).get("IT").map(Emp::name).orElse("?"));
    System.out.println("" + es.stream().collect(Collectors.groupingBy(e -> e.dept(), TreeMap::new, Collectors.filtering(e -> e.pay() > 3500, Collectors.mapping(Emp::name, Collectors.toSet())))));
    System.out.println("" + es.stream().collect(Collectors.groupingBy(e -> e.dept().length(), Collectors.flatMapping(e -> Stream.of(e.name(), e.dept()), Collectors.toList()))));
    System.out.println("" + es.stream().collect(Collectors.reducing(0.0, Emp::pay, Double::sum)));
    System.out.println(IntStream.iterate(1, i -> i < 100, i -> i * 3).boxed().collect(Collectors.toList()));
    System.out.println(Stream.iterate(new int[] {0, 1}, f -> new int[] {f[1], f[0] + f[1]}).limit(10).map(f -> f[0]).map(String::valueOf).collect(Collectors.joining(",")));
    System.out.println(IntStream.rangeClosed(1, 20).filter(n -> IntStream.rangeClosed(2, (int) Math.sqrt(n)).noneMatch(d -> n % d == 0)).skip(1).mapToObj(Integer::toString).collect(Collectors.joining(" ")));
    System.out.println(Stream.of("a-b", "c").flatMap(s -> Arrays.stream(s.split("-"))).toList() + " " + Stream.of(1, 2, 3).mapToInt(x -> x).mapToObj(x -> "x" + x).toList());
    System.out.println(Stream.of(1, 2, 3, 4).<String>mapMulti((x, c) -> { if (x % 2 == 0) { c.accept("e" + x); c.accept("E" + x); } }).toList());
    System.out.println("" + "hello world".chars().filter(Character::isLetter).mapToObj(c -> (char) c).collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting())));
    System.out.println(IntStream.of(3, 1, 2).boxed().sorted(Collections.reverseOrder()).map(Object::toString).collect(Collectors.joining()) + IntStream.of(5, 6).asLongStream().sum() + LongStream.rangeClosed(1, 5).reduce(1, (a, b) -> a * b) + DoubleStream.of(1, 2, 4).average().getAsDouble() + IntStream.empty().max() + IntStream.of(4).min());
    System.out.println(Stream.of(5, 1, 4).reduce(Integer::max).get() + " " + Stream.of("x", "yy").reduce(0, (n, s) -> n + s.length(), Integer::sum) + " " + Stream.of(1, 2, 3, 4, 5).takeWhile(x -> x < 4).dropWhile(x -> x < 2).toList());
    Stream.of("one", "two", "three").peek(s -> System.out.print("<" + s + ">")).filter(s -> s.length() > 3).findFirst().ifPresent(System.out::println);
    Supplier<Stream<Integer>> sup = () -> Stream.of(1, 2, 3); System.out.println(sup.get().anyMatch(x -> x > 2) + " " + sup.get().allMatch(x -> x > 2) + " " + sup.get().count());
    Stream<Integer> used = Stream.of(1); used.count(); try { used.count(); } catch (IllegalStateException e) { System.out.println(e.getMessage()); }
    Stream.Builder<String> b = Stream.builder(); b.add("p").add("q"); b.accept("r"); System.out.println("" + b.build().collect(Collectors.toCollection(ArrayDeque::new)));
    System.out.println(Arrays.stream(new int[][] {{1, 2}, {3}}).flatMapToInt(Arrays::stream).sum() + " " + Stream.of(Optional.of(1), Optional.<Integer>empty()).flatMap(Optional::stream).toList());
    Collector<String, StringJoiner, String> c = Collector.of(() -> new StringJoiner("|"), StringJoiner::add, StringJoiner::merge, StringJoiner::toString); System.out.println(Stream.of("a", "b").collect(c));
    System.out.println(Stream.of("b", "a", "c").collect(ArrayList::new, ArrayList::add, ArrayList::addAll) + " " + IntStream.range(0, 5).collect(StringBuilder::new, (sb, i) -> sb.append(i), StringBuilder::append));
    System.out.println(List.of(3, 1, 2).stream().sorted().parallel().map(x -> x * 2).collect(Collectors.toUnmodifiableList()) + " " + Collections.max(List.of(1, 9, 3)) + " " + IntStream.rangeClosed(1, 3).mapToObj(i -> "*".repeat(i)).collect(Collectors.joining("\n", "\n", "")));
    PrimitiveIterator.OfInt it = IntStream.of(7, 8).iterator(); while (it.hasNext()) System.out.print(it.nextInt() + " "); System.out.println();
    System.out.println(Stream.of("k1=v1", "k2=v2").map(s -> s.split("=")).collect(Collectors.toMap(p -> p[0], p -> p[1])) + " " + new Random(7).ints(5, 0, 10).boxed().toList() + " " + new Random(7).doubles(2).boxed().toList() + " " + IntStream.rangeClosed(1, 4).mapToDouble(i -> i / 2.0).boxed().toList() + IntStream.range(0, 10).takeWhile(i -> i < 3).sum() + " " + Stream.of(1, 2, 3, 4).collect(Collectors.partitioningBy(i -> i % 2 == 0)));
  }
}
