import java.util.*;
import java.util.function.*;
import java.util.stream.*;
public class Language {
  static class Person { String name; int age; Person(String n, int a) { name = n; age = a; } String getName() { return name; } int getAge() { return age; } public String toString() { return name + "(" + age + ")"; } }
  interface Visitor<R> { R visit(Node n); }
  static abstract class Node { abstract <R> R accept(Visitor<R> v); }
  static class Leaf extends Node { <R> R accept(Visitor<R> v) { return v.visit(this); } }
  class Inner { int v = outerField * 2; int get() { return v + outerField; } }
  int outerField = 21;
  static <T extends Comparable<T>> T max(List<T> l) { T best = l.get(0); for (T t : l) if (t.compareTo(best) > 0) best = t; return best; }
  static int fact(int n) { return n <= 1 ? 1 : n * fact(n - 1); }
  static int sum(int... xs) { int s = 0; for (int x : xs) s += x; return s; }
  static void over(Object o) { System.out.println("obj"); }
  static void over(String s) { System.out.println("str"); }
  static void over(Integer i) { System.out.println("Int"); }
  static void over(int i) { System.out.println("int"); }
  static void over(long i) { System.out.println("long"); }
  static class Res implements AutoCloseable { String n; Res(String n) { this.n = n; System.out.println("open " + n); } public void close() { System.out.println("close " + n); } }
  static int init = compute();
  static int compute() { System.out.println("static init"); return 7; }
  static { System.out.println("block " + init); }
  { System.out.println("instance"); }
  Language() { System.out.println("ctor"); }
  public static void main(String[] args) throws Exception {
    List<Person> ps = Arrays.asList(new Person("Bob", 30), new Person("Alice", 25), new Person("Carl", 30));
    ps.sort(Comparator.comparing(Person::getAge).thenComparing(Person::getName, Comparator.reverseOrder()));
    System.out.println(ps);
    Map<Integer, List<String>> g = ps.stream().collect(Collectors.groupingBy(Person::getAge, Collectors.mapping(p -> p.name, Collectors.toList())));
    System.out.println(g);
    Map<String, Long> counts = Stream.of("a", "b", "a").collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    System.out.println(counts);
    System.out.println(ps.stream().map(Person::getName).collect(Collectors.joining(", ", "[", "]")));
    System.out.println(max(Arrays.asList(3, 9, 2)) + " " + fact(10) + " " + sum() + " " + sum(1, 2, 3));
    over("x"); over(1); over(1L); over('c'); over(2.0); over((Object) "s"); Integer boxed = 5; over(boxed);
    Language t = new Language();
    Language.Inner in = t.new Inner();
    System.out.println(in.get());
    Function<Integer, Function<Integer, Integer>> add = a -> b -> a + b;
    System.out.println(add.apply(3).apply(4));
    BiFunction<Integer, Integer, Integer> mul = (a, b) -> a * b;
    System.out.println(mul.andThen(x -> x + 1).apply(6, 7));
    Supplier<List<String>> sup = ArrayList::new;
    List<String> sl = sup.get(); sl.add("q"); System.out.println(sl);
    try (Res a = new Res("a"); Res b = new Res("b")) { System.out.println("body"); throw new IllegalStateException("boom"); } catch (IllegalStateException e) { System.out.println("caught " + e.getMessage()); }
    Integer i1 = 127, i2 = 127, i3 = 1000, i4 = 1000;
    System.out.println((i1 == i2) + " " + (i3 == i4) + " " + i3.equals(i4));
    Long l1 = 127L, l2 = 127L, l3 = 1000L, l4 = 1000L;
    System.out.println((l1 == l2) + " " + (l3 == l4) + " " + l3.equals(l4) + " " + l3.equals(1000));
    char c = 'a'; c += 1; c++; System.out.println(c + " " + (int) c + " " + (c + 1) + " " + (char) (c + 1));
    byte by = (byte) 130; by += 5; short sh = (short) 40000; System.out.println(by + " " + sh);
    int x = 5; x = x++ + ++x; System.out.println(x);
    System.out.println(Integer.MAX_VALUE + 1); System.out.println(1 << 33); System.out.println(1L << 33); System.out.println(-17 >> 2); System.out.println(-17 >>> 28); System.out.println(5 / 2.0 + " " + 1.0f / 3 + " " + 10 % 3.5);
    long big = 123456789L * 987654321L * 1000L; System.out.println(big + " " + big / 7 + " " + big % 1000 + " " + (big >>> 3) + " " + (int) big + " " + (double) big);
    String s = null; s += "x"; System.out.println(s);
    System.out.println("abc".charAt(1) + 1); System.out.println("" + "abc".charAt(1) + 1); System.out.println('a' + 'b' + "c");
    Object o = new Object() { int cnt = 3; @Override public String toString() { return "anon" + cnt + x1(); } int x1() { return cnt * 2; } };
    System.out.println(o);
    int[][] grid = new int[3][4]; grid[1][2] = 5; System.out.println(Arrays.toString(grid[1]) + Arrays.deepToString(new int[][]{{1},{2,3}}));
    String text = """
        Hello,
          World \
        joined
        end""";
    System.out.println(text);
    switch ("two") { case "one": System.out.println(1); case "two": System.out.println(2); case "three": System.out.println(3); break; default: System.out.println("d"); }
    class Local { int f = x2(); int x2() { return fact(3); } }
    System.out.println(new Local().f);
    final int cap = 10; Runnable r = new Runnable() { int n = cap; public void run() { n += cap; System.out.println("run " + n); } }; r.run(); r.run();
    Iterator<Integer> it = new Iterator<Integer>() { int n = 0; public boolean hasNext() { return n < 3; } public Integer next() { return n++; } };
    while (it.hasNext()) System.out.print(it.next() + " "); System.out.println();
    String vis = new Leaf().accept(n -> "visited " + n.getClass().getSimpleName()); System.out.println(vis);
    try { Object[] arr = new Integer[1]; System.out.println(((String) (Object) arr.length).length()); } catch (ClassCastException e) { System.out.println("cce"); }
    try { recurse(1); } catch (StackOverflowError e) { System.out.println("SOE"); }
    try { System.out.println(10 / (args.length)); } catch (ArithmeticException e) { System.out.println(e); }
    Optional<String> op = ps.stream().map(p -> p.name).filter(n -> n.startsWith("C")).findFirst();
    System.out.println(op.map(String::toUpperCase).orElse("none"));
    System.out.println(IntStream.rangeClosed(1, 5).mapToObj(i -> "n" + i).collect(Collectors.toList()));
    Map<String, Integer> tm = new TreeMap<>(); tm.put("b", 1); tm.put("a", 2); for (Map.Entry<String, Integer> e : tm.entrySet()) System.out.print(e.getKey() + "=" + e.getValue() + ";"); System.out.println();
    tm.computeIfAbsent("z", k -> k.length()); tm.forEach((k, v) -> System.out.print(k + v)); System.out.println();
    double d = 0.1 + 0.2; System.out.println(d + " " + (float) d + " " + (long) 1e18 + " " + (int) Double.NaN + " " + 1.0 / 0);
    System.out.println(String.format("%5d|%-5s|%05.2f|%x|%,d|%b|%c|%e", 42, "ab", 3.14159, 255, 1234567, true, 'z', 12345.678));
    var list = new ArrayList<Map<String, Integer>>(); list.add(Map.of("k", 1)); for (var m : list) for (var e : m.entrySet()) System.out.println(e.getKey() + e.getValue());
    Thread.sleep(10);
    boolean flag = true; flag &= false; flag |= true; flag ^= true; System.out.println(flag);
    int tern = flag ? 1 : 'b'; System.out.println(tern); Object tt = true ? 1 : 2.0; System.out.println(tt);
    deep();
  }
  static int recurse(int n) { return recurse(n + 1) + 1; }
  static void deep() { try { Object o = null; o.toString(); } catch (NullPointerException e) { throw new RuntimeException("wrapped", e); } }
}
