public class LabelsAndOrder {
  public static void main(String[] args) {
    outer:
    for (int i = 0; i < 5; i++) {
      inner:
      for (int j = 0; ; j++) {
        if (j == 3) continue outer;
        if (i == 3) break outer;
        if ((i + j) % 2 == 0) continue inner;
        System.out.print(i + "" + j + " ");
      }
    }
    System.out.println();
    block: { if (args.length == 0) break block; System.out.println("never"); }
    int n = 0; do { n++; if (n == 2) continue; if (n > 4) break; System.out.print("n" + n); } while (n < 10); System.out.println();
    for (int i = 0, j = 10; i < j; i += 3, j--) System.out.print(i + "/" + j + " "); System.out.println();
    int k = 0; k = k++ + ++k; System.out.println(k); int a[] = {0, 0, 0}; int p = 0; a[p++] = p++; a[p] = p = 1; System.out.println(a[0] + "," + a[1] + "," + a[2] + "," + p);
    int x = 5; x += x++ * 2 + --x; System.out.println(x);
    int y = 10; y -= 3 - (y = 4); System.out.println(y);
    System.out.println(f("a") | f("b") & f("c")); System.out.println(f2("1") && f2("") || f2("2"));
    String s = null; s += "x"; s += 1 + 2; s += 'c'; System.out.println(s); char c = 'a'; c += 1; c++; System.out.println(c + " " + (c + 1) + " " + (char) (c + 1));
    System.out.println(1 + 2 + "3" + 4 + 5 + ('a' + 'b') + 'a' + 'b' + 1.0f + 2.50 + null + true);
    tryOrder();
    System.out.println(fin());
  }
  static int f(String s) { System.out.print(s); return s.length(); }
  static boolean f2(String s) { System.out.print("<" + s + ">"); return !s.isEmpty(); }
  static int fin() { int i = 1; try { return i; } finally { i = 5; System.out.print("fin "); } }
  @SuppressWarnings("finally") static void tryOrder() {
    for (int i = 0; i < 3; i++) { try { if (i == 1) continue; System.out.print("t" + i); } finally { System.out.print("f" + i); if (i == 2) break; } }
    System.out.println();
  }
}
