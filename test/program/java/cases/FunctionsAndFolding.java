import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class FunctionsAndFolding {
    sealed interface Result<T> permits Ok, Err { 
        default <U> Result<U> map(Function<? super T, ? extends U> f) { if (this instanceof Ok<T> ok) return new Ok<>(f.apply(ok.value())); return new Err<>(((Err<T>) this).message()); }
        default <U> Result<U> flatMap(Function<? super T, Result<U>> f) { return this instanceof Ok<T> o ? f.apply(o.value()) : new Err<>(((Err<?>) this).message()); }
        static <T> Result<T> of(Supplier<? extends T> s) { try { return new Ok<>(s.get()); } catch (RuntimeException e) { return new Err<>(e.getClass().getSimpleName()); } }
    }
    record Ok<T>(T value) implements Result<T> { }
    record Err<T>(String message) implements Result<T> { }
    static class Lazy<T> implements Supplier<T> { private Supplier<? extends T> s; private T v; Lazy(Supplier<? extends T> s) { this.s = s; } public T get() { if (s != null) { v = s.get(); s = null; } return v; } <R> Lazy<R> map(Function<? super T, ? extends R> f) { return new Lazy<>(() -> f.apply(get())); } }
    static class Event<S> { final S source; Event(S s) { source = s; } }
    static class Bus { private final Map<Class<?>, List<Consumer<Object>>> hs = new LinkedHashMap<>(); <E> Bus on(Class<E> c, Consumer<? super E> h) { hs.computeIfAbsent(c, k -> new ArrayList<>()).add(o -> h.accept(c.cast(o))); return this; } void fire(Object o) { hs.getOrDefault(o.getClass(), List.of()).forEach(h -> h.accept(o)); } }
    static class Base<T> { protected List<T> items = new ArrayList<>(); Base<T> add(T t) { items.add(t); return this; } T first() { return items.get(0); } static class Nested { int n = 1; Nested inc() { n++; return this; } } }
    static class Mid<A, B> extends Base<Map<A, ? extends List<B>>> { B deep(A a) { return first().get(a).get(0); } }
    static class Leaf extends Mid<String, Integer> { Nested nest() { return new Nested().inc(); } @Override Leaf add(Map<String, ? extends List<Integer>> m) { super.add(m); return this; } }
    interface Shape { double area(); static Shape unit() { return () -> 1; } default Shape scale(double k) { return () -> k * area(); } }
    interface A { default String hi() { return "A"; } } interface B { default String hi() { return "B"; } } static class AB implements A, B { public String hi() { return A.super.hi() + B.super.hi(); } }
    static <T> Collector<T, ?, List<T>> everyOther() { return Collector.of(ArrayList::new, (List<T> l, T t) -> l.add(t), (l, r) -> { l.addAll(r); return l; }, l -> IntStream.range(0, l.size()).filter(i -> i % 2 == 0).mapToObj(l::get).collect(Collectors.toList())); }
    static <T, K> Map<K, List<T>> group(Collection<T> c, Function<? super T, ? extends K> f) { Map<K, List<T>> m = new TreeMap<>(); for (T t : c) m.computeIfAbsent(f.apply(t), k -> new LinkedList<>()).add(t); return m; }
    static <T> Stream<List<T>> perms(List<T> l) { if (l.isEmpty()) return Stream.of(List.of()); return IntStream.range(0, l.size()).boxed().flatMap(i -> { List<T> rest = new ArrayList<>(l); T t = rest.remove((int) i); return perms(rest).map(p -> { List<T> q = new ArrayList<>(); q.add(t); q.addAll(p); return q; }); }); }
    static int fold(int start, IntBinaryOperator op, int... xs) { int r = start; for (int x : xs) r = op.applyAsInt(r, x); return r; }
    static <T extends Comparable<T>> Comparator<List<T>> lexi() { return (a, b) -> { for (int i = 0; i < Math.min(a.size(), b.size()); i++) { int c = a.get(i).compareTo(b.get(i)); if (c != 0) return c; } return Integer.compare(a.size(), b.size()); }; }
    static Function<Integer, Integer> fact; static { fact = n -> n < 2 ? 1 : n * FunctionsAndFolding.fact.apply(n - 1); }
    public static void main(String[] args) throws Exception {
        System.out.println(Result.of(() -> Integer.parseInt("12")).map(x -> x * 2).flatMap(x -> x > 20 ? new Ok<>("big" + x) : new Err<String>("small")));
        System.out.println(Result.of(() -> Integer.parseInt("zz")).map(x -> x + 1));
        Lazy<String> lz = new Lazy<>(() -> { System.out.print("[once]"); return "v"; }); System.out.println(lz.map(String::length).get() + lz.get());
        new Bus().on(String.class, s -> System.out.println("s" + s.length())).on(Integer.class, (Number n) -> System.out.println("n" + n.intValue())).on(String.class, System.out::println).fire("hello");
        Leaf lf = new Leaf().add(Map.of("k", List.of(7))); int d = lf.deep("k"); System.out.println(d + lf.nest().n);
        System.out.println(Shape.unit().scale(3).scale(2).area() + new AB().hi());
        System.out.println(Stream.of(1, 2, 3, 4, 5).collect(everyOther()));
        System.out.println(group(List.of("aa", "b", "cc"), String::length).values().stream().map(l -> String.join("+", l)).toList());
        System.out.println(perms(List.of(1, 2, 3)).map(p -> p.stream().map(String::valueOf).collect(Collectors.joining())).sorted(Comparator.reverseOrder()).toList());
        System.out.println(fold(0, (a, b) -> a * 10 + b, 1, 2, 3) + fold(1, Math::multiplyExact) + fact.apply(5));
        List<List<Integer>> ll = new ArrayList<>(List.of(List.of(2), List.of(1, 5), List.of(1))); ll.sort(lexi()); System.out.println(ll); ll.sort(FunctionsAndFolding.<Integer>lexi().reversed()); System.out.println(ll);
        Map<String, Map<String, Integer>> table = new TreeMap<>(); for (String w : "a:x a:y b:x a:x".split(" ")) { String[] p = w.split(":"); table.computeIfAbsent(p[0], k -> new TreeMap<>()).merge(p[1], 1, Integer::sum); } System.out.println(table);
        PriorityQueue<int[]> pq = new PriorityQueue<>((x, y) -> x[1] != y[1] ? Integer.compare(x[1], y[1]) : y[0] - x[0]); pq.add(new int[] {1, 5}); pq.add(new int[] {2, 3}); pq.offer(new int[] {3, 3}); System.out.println(pq.poll()[0] + "" + pq.poll()[0]);
        BiFunction<Integer, Integer, Integer> gcd = new BiFunction<>() { public Integer apply(Integer a, Integer b) { return b == 0 ? a : this.apply(b, a % b); } }; System.out.println(gcd.andThen(x -> "g" + x).apply(12, 18));
        String res = Stream.of(Optional.of(1), Optional.<Integer>empty(), Optional.of(3)).flatMap(Optional::stream).map(i -> switch (i) { case 1 -> "one"; default -> { if (i > 2) yield "many"; yield "two"; } }).collect(Collectors.joining(";")); System.out.println(res);
        Object[] things = {1, "two", 3.0, 'c', null, new Object()}; StringBuilder sb = new StringBuilder(); for (Object o : things) { if (o instanceof Integer i && i > 0) sb.append("I").append(i + 1); else if (o instanceof String s && !s.isEmpty()) sb.append("S").append(s.charAt(0)); else if (!(o instanceof Number n)) sb.append(o == null ? "null" : "x"); else sb.append(n.doubleValue()); } System.out.println(sb);
        char c = 'a'; c += 1; c++; int sh = 1 << 33; long ls = 1L << 33; final int K = 10; byte bb = K; short s1 = (short) 70000; System.out.println(c + " " + sh + " " + ls + " " + bb + " " + s1 + " " + (char) (c + 1) + (int) c + ('a' + 'b') + (byte) 200 + " " + (5 / 2) + (-5 / 2) + (-5 % 3) + " " + 1.0 / 0 + " " + 0.1f + (0.1f + 0.2) + " " + (int) 3.99e10 + " " + (long) Float.NaN + " " + Integer.MIN_VALUE / -1);
        System.out.println(Long.MAX_VALUE == (double) Long.MAX_VALUE); System.out.println(Integer.MAX_VALUE == (float) Integer.MAX_VALUE); System.out.println(16777217 == 16777217f); System.out.println((float) 16777217 + " " + (0.1f == 0.1) + " " + ('a' == 97.0) + " " + (1L << 63) + " " + (Long.MIN_VALUE == -9223372036854775808.0) + ((long) 1e19) + (int) 'x' + (char) 98.7 + (5 & 6L) + (7 >>> 1L) + (-7 >> 1) + (-7L >>> 60) + (1 + 2L + 3f + 4.0) + (9007199254740993L + 0.0) + (9007199254740993L + 0.0f) + (double) 9007199254740993L + (9007199254740993L < 9007199254740992.0) + (9007199254740993L == 9007199254740992.0));
        System.out.println("" + 1e7f + 1.0e-5 + 100f + 1e21 + (float) 1e10 + 123456789f + 1.0f * 3 + 'c' + 1 + true + null + (char) ('a' + 1) + (short) 40000 + 0x7fffffff + 0b101 + 017 + 1_000 + 'a' / 2 + (byte) 'é' + Double.MIN_VALUE + Float.MAX_VALUE);
        final long LM = Long.MAX_VALUE; final double DM = LM; final float FM = LM; System.out.println((LM == DM) + " " + (long) DM + " " + (long) FM + " " + (DM == FM) + (LM - 1 == DM) + (LM % 1000.0) + (LM / 3 * 3.0f) + (LM >> 62) + (LM * 2) + (LM + 1) + (int) LM + (short) LM + (char) 65 + (-LM - 2));
        outer: for (int i = 0; ; i++) { for (int j = 0; j < 5; j++) { if (j == 3) continue outer; if (i == 2) break outer; System.out.print(i * j); } } System.out.println();
    }
}
