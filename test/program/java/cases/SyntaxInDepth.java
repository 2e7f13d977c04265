import java.util.*; import java.util.function.*; import java.util.stream.*;
public class SyntaxInDepth {
  sealed interface Shape permits Circle, Square, Rect {}
  record Circle(double r) implements Shape { Circle { if (r < 0) throw new IllegalArgumentException("neg " + r); } double area() { return Math.PI * r * r; } }
  record Square(int side) implements Shape { static int made = 0; Square(String s) { this(Integer.parseInt(s)); made++; } }
  record Rect(int w, int h) implements Shape, Comparable<Rect> { public int compareTo(Rect o) { return Integer.compare(w * h, o.w * o.h); } @Override public String toString() { return "R" + w + "x" + h; } }
  record Pair<A, B>(A a, B b) { <C> Pair<A, C> with(C c) { return new Pair<>(a, c); } }
  static String d(Object o) { if (o instanceof Circle c && c.r() > 1) return "big " + c; else if (o instanceof String s && !s.isEmpty()) return s.toUpperCase(); else if (!(o instanceof Integer i)) return "other " + o; else return "int " + (i + 1); }
  enum Op implements IntBinaryOperator { ADD("+") { public int applyAsInt(int a, int b) { return a + b; } }, MUL("*") { public int applyAsInt(int a, int b) { return a * b; } }; final String s; Op(String s) { this.s = s; } static final Map<String, Op> BY = new HashMap<>(); static { for (Op o : values()) BY.put(o.s, o); } }
  static int sw(String s) { return switch (s) { case "a", "b" -> 1; case "c" -> { int x = s.length(); yield x * 10; } default -> throw new IllegalStateException("no " + s); }; }
  static String old(int n) { String r = ""; switch (n) { case 1: r += "one "; case 2: r += "two "; break; case 3: { r += "three "; } default: r += "def "; } return r; }
  public static void main(String[] a) {
    System.out.println(d(new Circle(2)) + d("x") + d(4) + d('c') + d(null));
    try { new Circle(-1); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
    System.out.println(new Square("7") + " " + Square.made + " " + new Square(3).equals(new Square(3)) + " " + new Rect(1, 2).hashCode() + " " + new Pair<>("k", 3).with(List.of(1)).hashCode());
    System.out.println(new Pair<>(null, 1.5f) + " " + new Pair<>(null, null).hashCode());
    Rect[] rs = {new Rect(3, 3), new Rect(1, 2), new Rect(2, 2)}; Arrays.sort(rs); System.out.println(Arrays.toString(rs) + Collections.max(Arrays.asList(rs)));
    System.out.println(Op.BY.get("*").applyAsInt(6, 7) + " " + Op.ADD.getClass() + " " + Op.ADD.getDeclaringClass() + " " + Op.valueOf("MUL").ordinal());
    try { Op.valueOf("DIV"); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
    System.out.println(sw("b") + sw("c")); try { sw("z"); } catch (IllegalStateException e) { System.out.println(e); }
    for (int i = 0; i < 5; i++) System.out.print(old(i) + "|"); System.out.println();
    String tb = """
        {
          "name": "x\ty",
          "q": \"""quoted\""" \
        joined
          trail   \s
        }""";
    System.out.println(tb + "#"); System.out.println("""
      a
        b
      """.lines().map(String::strip).collect(Collectors.joining(",")));
    outer: for (int i = 0; ; i++) { for (int j = 0; j < 5; j++) { if (j == 3) continue outer; if (i == 2) break outer; System.out.print(i * j + " "); } } System.out.println();
    block: { if (rs.length > 2) break block; System.out.println("never"); }
    var list = new ArrayList<Map.Entry<String, ? extends Number>>(); list.add(Map.entry("a", 1)); list.add(new AbstractMap.SimpleEntry<>("b", 2.5)); for (var e : list) System.out.print(e + " "); System.out.println();
    char c = 'a'; c += 1; c++; int ci = c + 1; System.out.println(c + " " + ci + " " + (char) ci + " " + (c > 'b') + ('a' + 'b') + "" + 'a' + 'b' + (char) ('a' + 1) + (int) 'z');
    byte b = (byte) 200; short s = (short) 70000; int sh = -17 >> 2, us = -17 >>> 28; long l = 1L << 40; System.out.println(b + " " + s + " " + sh + " " + us + " " + l + " " + (1 << 33) + " " + (b & 0xff) + " " + (byte) 0x80 + " " + (int) 3.99e20 + " " + (long) Double.NaN + " " + (char) 98.6 + " " + (5 / -2) + (5 % -3) + (-5 % 3) + " " + 5.5 % 2);
    System.out.println(Integer.MAX_VALUE + 1 + " " + Long.MIN_VALUE + " " + Math.abs(Integer.MIN_VALUE) + " " + (0.1 + 0.2) + " " + 1.0f / 3 + " " + 100.0 + " " + 1e7 + " " + 1.0E-5 + " " + 123456789.0f + " " + (float) 1e10 + " " + Double.MIN_VALUE + " " + Float.MAX_VALUE + " " + 0.0 / 0 + " " + -1.0 / 0 + " " + (0.0 == -0.0) + Double.valueOf(0.0).equals(-0.0));
    Integer x = 127, y = 127, p = 128, q = 128; Long lg = 127L; System.out.println((x == y) + " " + (p == q) + " " + p.equals(q) + " " + lg.equals(127) + " " + lg.equals(127L) + " " + new HashSet<>(Arrays.asList(1, 1L, (short) 1)).size());
    Integer nul = null; try { int z = nul; } catch (NullPointerException e) { System.out.println("NPE"); }
    System.out.println(true ? 1 : 2.0); System.out.println((Object) (true ? 1 : 'a')); Object o = false ? 1 : "s"; System.out.println(o); System.out.println(true ? null : 0);
    int i = 5; i = i++ + ++i; System.out.println(i); int[] arr = {0, 0, 0}; int k = 0; arr[k++] = k = 2; System.out.println(Arrays.toString(arr) + k); i += 3.7; System.out.println(i); short sss = 10; sss *= 1.5; System.out.println(sss);
    int[][] jag = new int[3][]; jag[0] = new int[]{1}; jag[1] = new int[2]; System.out.println(Arrays.deepToString(jag) + jag.length); System.out.println(new int[0].getClass().getName() + new String[0][0].getClass().getSimpleName());
    final int[] counter = {0}; Runnable r = () -> counter[0]++; r.run(); r.run(); System.out.println(counter[0]);
    Supplier<Supplier<String>> ss = () -> () -> "deep"; System.out.println(ss.get().get()); Function<Integer, Function<Integer, Integer>> add = u -> v -> u + v; System.out.println(add.apply(3).apply(4)); BiFunction<Integer, Integer, Integer> mx = Math::max; System.out.println(mx.andThen(n -> n * 2).apply(3, 9)); UnaryOperator<String> up = String::toUpperCase; System.out.println(up.compose((String t) -> t + "!").apply("hey"));
  }
}
