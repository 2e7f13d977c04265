import java.util.*;
public class Basics {
  static int count = 0;
  interface Shape { double area(); default String info() { return "area " + area(); } }
  static class Circle implements Shape { final double r; Circle(double r) { this.r = r; } public double area() { return Math.PI * r * r; } }
  record P(int x, String y) {}
  enum Color { RED, GREEN { @Override String nice() { return "g!"; } }; String nice() { return name().toLowerCase(); } }
  public static void main(String[] args) {
    System.out.println("Hello " + 1 + 'c' + 2.0 + 1L + null);
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < 10; i++) list.add(i * i);
    int sum = 0;
    for (int x : list) sum += x;
    System.out.println(sum + " " + list);
    Map<String, Integer> m = new HashMap<>();
    for (String w : "a b a c b a".split(" ")) m.merge(w, 1, Integer::sum);
    System.out.println(m);
    Shape s = new Circle(2);
    System.out.println(s.info());
    System.out.println(new P(1, "z") + " " + new P(1,"z").equals(new P(1,"z")) + " " + new P(3,"q").hashCode());
    for (Color c : Color.values()) System.out.println(c + " " + c.nice() + " " + c.ordinal());
    Runnable r = () -> count++;
    r.run(); r.run();
    System.out.println(count);
    int[] a = {1,2,3};
    a[1] += 5; a[0]++;
    System.out.println(a[0] + a[1] + a[2]);
    long big = Long.MAX_VALUE; big++;
    System.out.println(big + " " + (int) 3.99e10 + " " + (byte) 200 + " " + (char) ('a' + 1) + " " + 7 / 2 + " " + -7 % 3 + " " + 1e10 + " " + 100.0f);
    String t = switch (list.size()) { case 1 -> "one"; case 10 -> { String q = "ten"; yield q + "!"; } default -> "other"; };
    System.out.println(t);
    Object o = 42;
    if (o instanceof Integer i && i > 40) System.out.println("int " + i);
    StringBuilder sb = new StringBuilder();
    outer: for (int i = 0; i < 5; i++) { for (int j = 0; j < 5; j++) { if (j == 3) continue outer; if (i == 3) break outer; sb.append(i).append(j).append(','); } }
    System.out.println(sb);
    try { Object x = "s"; Integer y = (Integer) x; } catch (ClassCastException e) { System.out.println(e.getMessage()); }
    try { int[] z = new int[2]; z[2] = 1; } catch (ArrayIndexOutOfBoundsException e) { System.out.println(e.getMessage()); } finally { System.out.println("fin"); }
    list.stream().filter(x -> x % 2 == 0).map(x -> "v" + x).forEach(System.out::println);
    System.out.println(list.stream().mapToInt(Integer::intValue).sum());
    String n = null;
    foo(n);
  }
  static void foo(String s) {
    System.out.println(
      s.length());
  }
}
