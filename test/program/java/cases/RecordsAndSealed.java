import java.util.*;
import java.util.stream.*;
public class RecordsAndSealed {
  record Point(int x, int y) implements Comparable<Point> {
    static final Point ORIGIN = new Point(0, 0);
    static int created = 0;
    Point { if (x < 0 || y < 0) throw new IllegalArgumentException("negative: " + x + "," + y); created++; }
    Point(int both) { this(both, both); }
    double dist() { return Math.hypot(x, y); }
    Point withX(int nx) { return new Point(nx, y); }
    public int compareTo(Point o) { return Comparator.comparingInt(Point::x).thenComparingInt(Point::y).compare(this, o); }
  }
  record Named<T>(String name, T value, int... rest) { @Override public String toString() { return name + "=" + value + Arrays.toString(rest); } }
  record Empty() {}
  record Mixed(byte b, short s, long l, float f, double d, char c, boolean z, String t, int[] arr, List<String> list) {}
  sealed interface Shape permits Circle, Rect, Tri {}
  record Circle(double r) implements Shape {}
  record Rect(double w, double h) implements Shape {}
  record Tri(double b, double h) implements Shape {}
  static double area(Shape s) {
    if (s instanceof Circle c) return Math.PI * c.r() * c.r();
    else if (s instanceof Rect r && r.w() > 0) return r.w() * r.h();
    else if (!(s instanceof Tri t)) return -1;
    else return t.b() * t.h() / 2;
  }
  public static void main(String[] args) {
    Point p = new Point(3, 4);
    System.out.println(p + " " + p.x() + " " + p.dist() + " " + p.equals(new Point(3, 4)) + " " + (p.hashCode() == new Point(3, 4).hashCode()) + " " + p.hashCode());
    System.out.println(new Point(7) + " " + p.withX(1) + " " + Point.created);
    try { new Point(-1, 2); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
    System.out.println(new Named<>("n", 1.5, 1, 2, 3) + " " + new Empty() + " " + new Empty().equals(new Empty()) + new Empty().hashCode());
    Mixed m = new Mixed((byte) 1, (short) 2, 3L, 4f, 5d, 'c', true, null, null, List.of("q"));
    System.out.println(m + " " + m.hashCode() + " " + m.equals(new Mixed((byte) 1, (short) 2, 3L, 4f, 5d, 'c', true, null, null, List.of("q"))));
    Set<Point> set = new TreeSet<>(List.of(new Point(2, 1), new Point(1, 9), new Point(1, 2))); System.out.println(set);
    for (Shape s : new Shape[] {new Circle(1), new Rect(2, 3), new Tri(4, 5), new Rect(0, 1)}) System.out.printf("%s -> %.3f%n", s, area(s));
    record Word(String w, long n) {}
    System.out.println(Stream.of("a b a c b a".split(" ")).collect(Collectors.groupingBy(w -> w, Collectors.counting())).entrySet().stream().map(e -> new Word(e.getKey(), e.getValue())).sorted(Comparator.comparingLong(Word::n).reversed().thenComparing(Word::w)).toList());
    Object o = p; String res = o instanceof Point q && q.x() == 3 ? "three " + q.y() : "other"; System.out.println(res);
    System.out.println(new Circle(0.1).equals(new Circle(0.1)) + " " + new Circle(Double.NaN).equals(new Circle(Double.NaN)) + " " + new Circle(0.0).equals(new Circle(-0.0)));
  }
}
