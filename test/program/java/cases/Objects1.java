import java.util.*;
import java.util.function.*;
public class Objects1 {
  static StringBuilder log = new StringBuilder();
  static class A { static { System.out.println("A static"); } int x = f("A.x"); { System.out.println("A init"); } A() { this(1); System.out.println("A()"); } A(int i) { System.out.println("A(int) " + i); show(); } void show() { System.out.println("A.show"); } static int f(String s) { System.out.println(s); return 1; } static void st() { System.out.println("A.st"); } }
  static class B extends A { static int sv = f("B.sv"); String y = "set"; { System.out.println("B init " + y); } B() { super(); System.out.println("B()"); } B(String s) { super(5); System.out.println("B " + s); } @Override void show() { System.out.println("B.show " + y); } static void st() { System.out.println("B.st"); } }
  static class C { int v = 1; int get() { return v; } private String secret() { return "C"; } String call() { return secret(); } }
  static class D extends C { int v = 2; int get() { return v + super.v + super.get(); } private String secret() { return "D"; } }
  interface Greeter { String name(); default String greet() { return "Hi " + name() + suffix(); } private String suffix() { return "!"; } static Greeter of(String n) { return () -> n; } }
  interface Loud extends Greeter { default String greet() { return Greeter.super.greet().toUpperCase(); } }
  static class Dog implements Loud { public String name() { return "dog"; } }
  enum Op implements IntBinaryOperator { ADD("+") { public int applyAsInt(int a, int b) { return a + b; } }, MUL("*") { public int applyAsInt(int a, int b) { return a * b; } }; final String sym; private static final Map<String, Op> BY = new HashMap<>(); static { for (Op o : values()) BY.put(o.sym, o); } Op(String s) { sym = s; } static Op by(String s) { return BY.get(s); } }
  enum Level { LOW, MID, HIGH; Level next() { return values()[(ordinal() + 1) % values().length]; } }
  record Point(int x, int y) implements Comparable<Point> { static final Point ZERO = new Point(0, 0); Point { if (x < 0) throw new IllegalArgumentException("neg"); } Point(int v) { this(v, v); } double dist() { return Math.sqrt(x * x + y * y); } public int compareTo(Point o) { return Integer.compare(x, o.x); } }
  record Pair<L, R>(L left, R right) { static <T> Pair<T, T> twin(T t) { return new Pair<>(t, t); } <Q> Pair<L, Q> with(Q q) { return new Pair<>(left, q); } }
  class Counter { int n; class Step { int by = 2; void go() { n += by; total += by; } } Step step() { return new Step(); } }
  int total;
  static class Gen<T extends Comparable<T>> { private final List<T> items = new ArrayList<>(); Gen<T> add(T t) { items.add(t); return this; } T max() { T m = null; for (T t : items) if (m == null || t.compareTo(m) > 0) m = t; return m; } <R> List<R> map(Function<? super T, ? extends R> f) { List<R> out = new ArrayList<>(); for (T t : items) out.add(f.apply(t)); return out; } }
  static abstract class Shape { abstract double area(); public String toString() { return getClass().getSimpleName() + String.format("[%.2f]", area()); } }
  static class Sq extends Shape { double s; Sq(double s) { this.s = s; } double area() { return s * s; } @Override public boolean equals(Object o) { if (this == o) return true; if (o == null || getClass() != o.getClass()) return false; return Double.compare(((Sq) o).s, s) == 0; } @Override public int hashCode() { return Objects.hash(s); } }
  static class MyEx extends Exception { final int code; MyEx(String m, int c) { super(m); code = c; } MyEx(String m, Throwable t) { super(m, t); code = -1; } }
  static int tryFin() { try { return 1; } finally { System.out.println("finally"); } }
  static int tryOver() { int x = 1; try { throw new RuntimeException(); } catch (RuntimeException e) { x = 2; return x; } finally { x = 3; } }
  static void thrower(int k) throws MyEx { if (k == 1) throw new MyEx("one", 7); if (k == 2) throw new IllegalStateException("two"); try { Integer.parseInt("x" + k); } catch (NumberFormatException e) { throw new MyEx("parse", e); } }
  public static void main(String[] args) {
    new B(); System.out.println("--"); new B("z"); A a = new B("q"); a.st(); ((A) a).show();
    D d = new D(); System.out.println(d.v + " " + ((C) d).v + " " + d.get() + " " + d.call());
    System.out.println(new Dog().greet() + Greeter.of("x").greet());
    System.out.println(Op.by("*").applyAsInt(3, 4) + " " + Op.valueOf("ADD").applyAsInt(3, 4) + " " + Op.ADD.sym + Op.ADD + Op.MUL); try { Op.valueOf("X"); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
    Level lv = Level.HIGH; switch (lv) { case LOW: System.out.println("l"); break; case HIGH: System.out.println("h"); default: System.out.println("fall"); } System.out.println(lv.next() + " " + lv.compareTo(Level.LOW) + " " + Arrays.toString(Level.values()));
    Point p = new Point(3, 4); System.out.println(p + " " + p.dist() + " " + p.x() + p.equals(new Point(3, 4)) + " " + new Point(2) + Point.ZERO + p.hashCode()); try { new Point(-1, 0); } catch (IllegalArgumentException e) { System.out.println(e); } System.out.println(Pair.twin("a").with(5));
    Objects1 o = new Objects1(); Counter c = o.new Counter(); Counter.Step st = c.step(); st.go(); st.go(); System.out.println(c.n + " " + o.total);
    System.out.println(new Gen<String>().add("b").add("z").add("c").max() + new Gen<Integer>().add(5).add(9).map(x -> x * 1.5));
    System.out.println(new Sq(2) + " " + new Sq(1).equals(new Sq(1)) + new HashSet<>(Arrays.asList(new Sq(1), new Sq(1))).size());
    System.out.println(tryFin() + tryOver());
    for (int k = 1; k <= 3; k++) try { thrower(k); } catch (MyEx e) { System.out.println(e.getMessage() + e.code + e.getCause()); } catch (IllegalStateException | IllegalArgumentException e) { System.out.println("multi " + e); }
    int base = 10; class Loc { int n = base; Loc inc() { n++; return this; } Supplier<Integer> sup() { return () -> n + base; } } System.out.println(new Loc().inc().sup().get());
    List<Supplier<Integer>> sups = new ArrayList<>(); for (int i = 0; i < 3; i++) { int j = i; sups.add(() -> j * j); } for (Supplier<Integer> s : sups) System.out.print(s.get() + " "); System.out.println();
    Function<Integer, Integer> fact = new Function<>() { public Integer apply(Integer n) { return n < 2 ? 1 : n * this.apply(n - 1); } }; System.out.println(fact.apply(6) + " " + fact.compose((Integer x) -> x + 1).andThen(x -> "r" + x).apply(3));
    BinaryOperator<Integer> mx = BinaryOperator.maxBy(Comparator.naturalOrder()); System.out.println(mx.apply(3, 8)); UnaryOperator<String> up = String::toUpperCase; System.out.println(up.apply("abc")); IntFunction<int[]> mk = int[]::new; System.out.println(mk.apply(3).length); Function<String, Integer> len = String::length; BiPredicate<String, String> eq = String::equalsIgnoreCase; System.out.println(len.apply("four") + "" + eq.test("A", "a")); Supplier<Objects1> nw = Objects1::new; System.out.println(nw.get().total);
    Object[] things = {1, "s", 2.5, 'c', null, new int[]{1}, new ArrayList<>(List.of(1, 2)), 5L}; for (Object t : things) { String r; if (t instanceof Integer i && i > 0) r = "int" + i; else if (t instanceof String s) r = "str" + s.length(); else if (!(t instanceof Number n)) r = t == null ? "null" : t instanceof int[] ia ? "arr" + ia.length : t.getClass().getSimpleName().length() + ""; else r = "num" + n.intValue(); System.out.print(r + ","); } System.out.println();
    StringBuilder sb = new StringBuilder(); lab: do { for (;;) { sb.append('x'); if (sb.length() > 3) break lab; if (sb.length() % 2 == 0) continue lab; } } while (true); System.out.println(sb.reverse().insert(0, "<").append('>').append(1).append(2.0).append(true));
    int day = 3; String nm = switch (day) { case 1, 7 -> "weekend"; case 2, 3, 4 -> { int t = day * 2; yield "mid" + t; } default -> throw new IllegalStateException(); }; System.out.println(nm); int q = switch (nm) { case "mid6": yield 6; default: yield 0; }; System.out.println(q);
    char[] cs = "hello".toCharArray(); Arrays.sort(cs); System.out.println(new String(cs) + String.valueOf(cs, 1, 2) + cs.length); int[][] tri = new int[3][]; for (int i = 0; i < 3; i++) { tri[i] = new int[i + 1]; Arrays.fill(tri[i], i); } System.out.println(Arrays.deepToString(tri)); int[] cp = tri[2].clone(); cp[0] = 99; System.out.println(tri[2][0] + " " + Arrays.equals(cp, tri[2])); long[] ls = {1, 2L, 'c'}; ls[0] += 5; System.out.println(ls[0] + ls[2]); boolean[] bs = new boolean[2]; System.out.println(bs[1]); String[] ss = new String[2]; System.out.println(ss[0] + Arrays.asList("p", "q")); double[] ds = {1, 2}; System.out.println(ds[1]);
    new Thread(() -> {}).getName(); throw new IllegalStateException("end", new RuntimeException("inner"));
  }
}
