import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class GenericBounds {
    // generics with bounds and wildcards
    interface Shape extends Comparable<Shape> { double area(); default int compareTo(Shape o) { return Double.compare(area(), o.area()); } }
    record Circle(double r) implements Shape { public double area() { return Math.PI * r * r; } }
    record Rect(double w, double h) implements Shape {
        Rect { if (w < 0 || h < 0) throw new IllegalArgumentException("negative: " + w + " x " + h); }
        Rect(double side) { this(side, side); }
        static Rect unit() { return new Rect(1); }
        public double area() { return w * h; }
    }
    sealed interface Expr permits Num, Add, Mul, Neg {}
    record Num(int v) implements Expr {}
    record Add(Expr l, Expr r) implements Expr {}
    record Mul(Expr l, Expr r) implements Expr {}
    static final class Neg implements Expr { final Expr e; Neg(Expr e) { this.e = e; } }

    static int eval(Expr e) {
        if (e instanceof Num n) return n.v();
        if (e instanceof Add a) return eval(a.l()) + eval(a.r());
        if (e instanceof Mul m && m.l() instanceof Num z && z.v() == 0) return 0;
        if (e instanceof Mul m) return eval(m.l()) * eval(m.r());
        if (!(e instanceof Neg neg)) throw new AssertionError(e);
        return -eval(neg.e);
    }
    static <T extends Comparable<? super T>> T max(Collection<? extends T> c) {
        Iterator<? extends T> it = c.iterator();
        T best = it.next();
        while (it.hasNext()) { T t = it.next(); if (t.compareTo(best) > 0) best = t; }
        return best;
    }
    static double total(List<? extends Number> l) { double s = 0; for (Number n : l) s += n.doubleValue(); return s; }
    static void fill(List<? super Integer> l, int n) { for (int i = 0; i < n; i++) l.add(i); }
    static <K, V extends Comparable<V>> List<Map.Entry<K, V>> sortedByValue(Map<K, V> m) {
        List<Map.Entry<K, V>> l = new ArrayList<>(m.entrySet());
        l.sort(Map.Entry.<K, V>comparingByValue().reversed());
        return l;
    }
    static class Node<T extends Comparable<T>> {
        T value; Node<T> left, right;
        Node(T value) { this.value = value; }
        void insert(T v) {
            int c = v.compareTo(value);
            if (c < 0) { if (left == null) left = new Node<>(v); else left.insert(v); }
            else if (c > 0) { if (right == null) right = new Node<>(v); else right.insert(v); }
        }
        void walk(Consumer<? super T> f) { if (left != null) left.walk(f); f.accept(value); if (right != null) right.walk(f); }
        int depth() { return 1 + Math.max(left == null ? 0 : left.depth(), right == null ? 0 : right.depth()); }
    }
    static class Pair<A, B> {
        final A a; final B b;
        Pair(A a, B b) { this.a = a; this.b = b; }
        <C> Pair<A, C> withSecond(C c) { return new Pair<>(a, c); }
        Pair<B, A> swap() { return new Pair<>(b, a); }
        @Override public String toString() { return "<" + a + "," + b + ">"; }
        @Override public boolean equals(Object o) { return o instanceof Pair<?, ?> p && Objects.equals(a, p.a) && Objects.equals(b, p.b); }
        @Override public int hashCode() { return Objects.hash(a, b); }
    }
    static <T, R> Function<T, R> memo(Function<T, R> f) { Map<T, R> m = new HashMap<>(); return t -> m.computeIfAbsent(t, k -> { System.out.println("  compute " + k); return f.apply(k); }); }
    @SafeVarargs static <T> Set<T> setOf(T... ts) { return new LinkedHashSet<>(Arrays.asList(ts)); }

    public static void main(String[] args) {
        List<Shape> shapes = new ArrayList<>(List.of(new Circle(1), new Rect(2, 3), Rect.unit(), new Rect(1.5)));
        Collections.sort(shapes);
        System.out.println(shapes);
        System.out.println(max(shapes) + " " + max(Arrays.asList(3, 9, 2)));
        try { new Rect(-1, 2); } catch (IllegalArgumentException e) { System.out.println(e); }
        System.out.println(new Rect(2, 3).equals(new Rect(2, 3)) + " " + new Rect(2, 3).hashCode() + " " + new Num(5).hashCode());
        Expr e = new Add(new Mul(new Num(3), new Neg(new Num(4))), new Mul(new Num(0), new Num(9)));
        System.out.println(eval(e));
        System.out.println(new Add(new Num(1), new Mul(new Num(2), new Num(3))));
        List<Number> nums = new ArrayList<>(); fill(nums, 4); nums.add(2.5); nums.add(7L);
        System.out.println(nums + " " + total(nums));
        List<Object> objs = new ArrayList<>(); fill(objs, 2); objs.add("x"); System.out.println(objs);
        Map<String, Integer> m = new TreeMap<>(); for (String s : "to be or not to be that is to question".split(" ")) m.merge(s, 1, Integer::sum);
        System.out.println(sortedByValue(m));
        Node<String> root = new Node<>("m"); for (String s : "q w e r t y u i o p".split(" ")) root.insert(s);
        StringBuilder sb = new StringBuilder(); root.walk(s -> sb.append(s).append(' ')); root.walk(sb::append);
        System.out.println(sb + " " + root.depth());
        Pair<String, Integer> p = new Pair<>("a", 1);
        System.out.println(p.swap() + " " + p.withSecond(List.of(1, 2)) + " " + p.equals(new Pair<>("a", 1)) + " " + p.hashCode() + " " + p.equals(null));
        Function<Integer, Integer> sq = memo(x -> x * x);
        System.out.println(sq.apply(4) + sq.apply(4) + sq.andThen(x -> x + 1).compose((String s) -> s.length()).apply("abcd"));
        System.out.println(setOf(3, 1, 3, 2) + " " + setOf("b", "a", "b") + setOf());
        Supplier<List<? extends Number>> sup = () -> List.of(1, 2.0f, 3L);
        for (Number n : sup.get()) System.out.print(n.getClass().getSimpleName() + " ");
        System.out.println();
        BiFunction<Double, Double, Double> pow = Math::pow; UnaryOperator<String> up = String::toUpperCase; BinaryOperator<Integer> mx = BinaryOperator.maxBy(Comparator.naturalOrder());
        System.out.println(pow.andThen(Double::intValue).apply(2.0, 10.0) + up.apply("x") + mx.apply(3, 8));
        Map<Boolean, List<Integer>> parts = IntStream.rangeClosed(1, 10).boxed().collect(Collectors.partitioningBy(i -> i % 3 == 0));
        System.out.println(parts);
        Predicate<String> empty = String::isEmpty; System.out.println(empty.negate().and(s -> s.length() < 3).or(s -> s.equals("long!")).test("long!"));
        Comparator<String> cmp = Comparator.comparing(String::length, Comparator.reverseOrder()).thenComparing(Function.identity());
        System.out.println(Stream.of("bb", "a", "ccc", "aa", "b").sorted(cmp).collect(Collectors.joining(",", "[", "]")));
        System.out.println(Stream.of("bb", null, "a").sorted(Comparator.nullsFirst(Comparator.naturalOrder())).toList());
        Object o = shapes; @SuppressWarnings("unchecked") List<String> bad = (List<String>) o;
        try { String s = bad.get(0); System.out.println(s); } catch (ClassCastException x) { System.out.println("CCE " + x.getMessage()); }
        Object[] arr = new Integer[1];
        try { arr[0] = "s"; } catch (ArrayStoreException x) { System.out.println(x); }
    }
}
