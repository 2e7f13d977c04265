import java.io.Serializable;
import java.util.*;
import java.util.function.*;

public class InferenceAndWildcards {
    static <T extends Comparable<? super T>> T max(Collection<? extends T> c) { Iterator<? extends T> i = c.iterator(); T best = i.next(); while (i.hasNext()) { T t = i.next(); if (t.compareTo(best) > 0) best = t; } return best; }
    static <T extends Object & Comparable<? super T> & Serializable> T pick(T a, T b) { return a.compareTo(b) >= 0 ? a : b; }
    static <T, R extends Collection<? super T>> R into(Iterable<? extends T> from, Supplier<? extends R> make) { R r = make.get(); for (T t : from) r.add(t); return r; }
    static double sum(Collection<? extends Number> c) { double s = 0; for (Number n : c) s += n.doubleValue(); return s; }
    static void fill(List<? super Integer> l) { for (int i = 0; i < 3; i++) l.add(i); }
    static <A, B, C> Function<A, C> compose(Function<? super A, ? extends B> f, Function<? super B, ? extends C> g) { return a -> g.apply(f.apply(a)); }
    static <A, B, C> Function<A, Function<B, C>> curry(BiFunction<? super A, ? super B, ? extends C> f) { return a -> b -> f.apply(a, b); }
    static <T> Predicate<T> not(Predicate<? super T> p) { return t -> !p.test(t); }
    @SafeVarargs static <T> List<T> listOf(T... xs) { return new ArrayList<>(Arrays.asList(xs)); }
    @SafeVarargs static <T> Function<T, T> chain(Function<T, T>... fs) { return Arrays.stream(fs).reduce(Function.identity(), Function::andThen); }
    static abstract class Builder<T extends Builder<T>> { String name; abstract T self(); T name(String n) { name = n; return self(); } }
    static class CarBuilder extends Builder<CarBuilder> { int wheels; CarBuilder self() { return this; } CarBuilder wheels(int n) { wheels = n; return this; } String build() { return name + wheels; } }
    interface Visitor<R> { R num(int n); R add(Expr a, Expr b); }
    interface Expr { <R> R accept(Visitor<R> v); }
    static Expr num(int n) { return new Expr() { public <R> R accept(Visitor<R> v) { return v.num(n); } }; }
    static Expr add(Expr a, Expr b) { return new Expr() { public <R> R accept(Visitor<R> v) { return v.add(a, b); } }; }
    static class Node<K extends Comparable<K>, V> { K k; V v; Node<K, V> l, r; Node(K k, V v) { this.k = k; this.v = v; }
        void put(K key, V val) { int c = key.compareTo(k); if (c == 0) v = val; else if (c < 0) { if (l == null) l = new Node<>(key, val); else l.put(key, val); } else { if (r == null) r = new Node<>(key, val); else r.put(key, val); } }
        void each(BiConsumer<? super K, ? super V> f) { if (l != null) l.each(f); f.accept(k, v); if (r != null) r.each(f); } }
    static class Outer<T> { class Inner { T get(T t) { return t; } } Inner make() { return new Inner(); } static <Q> Outer<Q> of() { return new Outer<>(); } class Gen<U> { Map.Entry<T, U> pair(T t, U u) { return Map.entry(t, u); } } }
    static <T> T id(T t) { return t; }
    static <E extends Enum<E>> E parse(Class<E> c, String s) { return Enum.valueOf(c, s.toUpperCase()); }
    enum Op implements IntBinaryOperator { ADD { public int applyAsInt(int a, int b) { return a + b; } }, MUL { public int applyAsInt(int a, int b) { return a * b; } } }
    static String kind(Object o) { return "obj"; } static String kind(String s) { return "str"; } static String kind(Integer i) { return "int"; } static String kind(int i) { return "prim"; } static String kind(long l) { return "long"; } static String kind(Object... os) { return "var"; }
    static void run(Runnable r) { System.out.print("run "); r.run(); } static <T> T run(Supplier<T> s) { System.out.print("sup "); return s.get(); }
    public static void main(String[] args) {
        System.out.println(max(List.of(3, 9, 4)) + max(Arrays.asList("p", "q")) + pick("a", "b") + pick(1, 2));
        Set<Object> os = into(List.of(1, 2), TreeSet::new); System.out.println(os);
        LinkedList<Number> ln = InferenceAndWildcards.<Integer, LinkedList<Number>>into(List.of(5), LinkedList::new); System.out.println(ln + " " + sum(ln));
        List<Object> lo = new ArrayList<>(); fill(lo); System.out.println(lo);
        System.out.println(compose((String s) -> s.length(), n -> n * 2.5).apply("four"));
        Function<String, Double> f = compose(String::length, n -> n / 2.0); System.out.println(f.apply("abc"));
        System.out.println(InferenceAndWildcards.<Integer, Integer, Integer>curry(Integer::sum).apply(3).apply(4));
        Function<Integer, Function<Integer, Function<Integer, Integer>>> add3 = a -> b -> c -> a + b * c; System.out.println(add3.apply(1).apply(2).apply(3));
        System.out.println(listOf(1, "a", 2.0) + " " + listOf().size() + listOf(List.of(1), Set.of(2)).size());
        System.out.println(chain((Integer x) -> x + 1, x -> x * 10, x -> x - 3).apply(4));
        System.out.println(new CarBuilder().name("vw").wheels(4).build());
        Expr e = add(num(3), add(num(4), num(5)));
        int v = e.accept(new Visitor<>() { public Integer num(int n) { return n; } public Integer add(Expr a, Expr b) { return a.accept(this) + b.accept(this); } });
        String s = e.<String>accept(new Visitor<String>() { public String num(int n) { return "" + n; } public String add(Expr a, Expr b) { return "(" + a.accept(this) + "+" + b.accept(this) + ")"; } });
        System.out.println(v + " " + s);
        Node<String, Integer> root = new Node<>("m", 1); root.put("a", 2); root.put("z", 3); StringBuilder sb = new StringBuilder(); root.each((k, x) -> sb.append(k).append(x)); System.out.println(sb);
        Outer<String>.Inner in = new Outer<String>().make(); System.out.println(in.get("in").length() + Outer.<String>of().new Inner().get("xyz"));
        Outer<String>.Gen<Integer> g = new Outer<String>().new Gen<>(); System.out.println(g.pair("k", 1).getValue() + 1);
        System.out.println(parse(Op.class, "mul").applyAsInt(6, 7) + " " + Arrays.stream(Op.values()).mapToInt(o -> o.applyAsInt(2, 3)).sum());
        byte b = 1; char c = 'c'; Object obj = 3; System.out.println(kind(b) + kind(c) + kind(1L) + kind(1f) + kind(obj) + kind("s") + kind() + kind(1, 2) + kind((Integer) 3) + kind(null, null));
        run(() -> { System.out.println("x"); }); System.out.println(run(() -> 5)); run(() -> System.out.println("y")); 
        Object o = args.length > 0 ? 1 : "s"; System.out.println(o); Comparable<?> cc = args.length > 0 ? 1 : "s"; System.out.println(cc);
        var mixed = List.of(1, 2.0, 3L); Number first = mixed.get(0); System.out.println(first + " " + mixed.get(1).intValue());
        long lg = true ? 1 : 2L; Integer in1 = null; try { int z = args.length == 0 ? in1 : 0; System.out.println(z); } catch (NullPointerException ex) { System.out.println("npe"); }
        Runnable r = (Runnable & Serializable) () -> System.out.println("ser"); r.run();
        Supplier<Supplier<String>> ss = () -> () -> "deep"; System.out.println(ss.get().get());
        Optional<Integer> len = Optional.of("hello").filter(x -> !x.isEmpty()).map(String::trim).flatMap(x -> x.length() > 3 ? Optional.of(x.length()) : Optional.empty()); System.out.println(len.map(n -> n + 1).orElseGet(() -> -1));
        System.out.println(Optional.<String>empty().map(String::length).or(() -> Optional.of(9)).get());
        Comparator<Map.Entry<String, List<Integer>>> cmp = Map.Entry.<String, List<Integer>>comparingByKey().thenComparing(x -> x.getValue().size()); System.out.println(cmp.compare(Map.entry("a", List.of()), Map.entry("a", List.of(1))));
        int day = 3; System.out.println(id(switch (day) { case 1, 7 -> "weekend"; case 3 -> { String t = "mid"; yield t + "week"; } default -> "day"; }).length());
        double dd = switch (day) { case 1 -> 1; case 2 -> 2L; default -> 3.5f; }; System.out.println(dd);
        BinaryOperator<Integer> mx = BinaryOperator.maxBy(Comparator.naturalOrder()); System.out.println(mx.apply(3, 8));
        Function<Object, String> fo = Object::toString; Function<? super Integer, ? extends CharSequence> fw = fo; System.out.println(fw.apply(12).length());
        Callable3<String> c3 = InferenceAndWildcards::id; System.out.println(c3.call("called"));
        Iterator<Integer> it = new Iterator<>() { int n = 0; public boolean hasNext() { return n < 3; } public Integer next() { return n++; } }; Iterable<Integer> itb = () -> it; for (int x : itb) System.out.print(x + " "); System.out.println();
        List<? extends List<? extends Number>> wl = List.of(List.of(1, 2), List.of(2.5)); double tot = 0; for (List<? extends Number> l : wl) for (Number n : l) tot += n.doubleValue(); System.out.println(tot);
        Map<String, Function<Double, Double>> ops = new TreeMap<>(Map.of("sq", x -> x * x, "half", x -> x / 2)); ops.forEach((k, fn) -> System.out.println(k + fn.apply(3.0)));
        int[][] grid = {{1, 2}, {3}}; System.out.println(Arrays.stream(grid).flatMapToInt(Arrays::stream).sum()); UnaryOperator<UnaryOperator<String>> twice = h -> x -> h.apply(h.apply(x)); System.out.println(twice.apply(x -> x + "!").apply("hey"));
        System.out.println(lg);
    }
    interface Callable3<T> { T call(T t); }
}
