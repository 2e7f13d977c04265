public class FinalsAndVars {
  static final int K; static final int J = 1; final int z; final int w = 2;
  FinalsAndVars() { } FinalsAndVars(int a) { z = a; z = 2; } FinalsAndVars(boolean b) { if (b) z = 1; } void set() { z = 3; w = 1; J = 2; }
  public static void main(String[] args) {
    int x; System.out.println(x);
    int y; if (args.length > 0) y = 1; System.out.println(y);
    int a; if (args.length > 0) a = 1; else a = 2; System.out.println(a);
    int b; while (args.length > 5) { b = 1; break; } System.out.println(b);
    int c; for (int i = 0; i < 3; i++) c = i; System.out.println(c);
    int d; switch (args.length) { case 0: d = 1; break; case 1: d = 2; } System.out.println(d);
    int e; try { e = Integer.parseInt("1"); } catch (Exception ex) { } System.out.println(e);
    final int f = 1; f = 2; final int g; g = 1; g = 2; final int[] h = {1}; h[0] = 2; h = null;
    int i; i++; int j; j += 1; boolean t; if ((t = args.length > 0) && t) { } int k; boolean q = args.length > 1 && (k = 2) > 1; System.out.println(k);
    for (final String s : args) { s = "x"; }
    int m = 0; Runnable r = () -> System.out.println(m); m++;
    int n = 0; Runnable r2 = () -> n++; int o; Runnable r3 = () -> System.out.println(o);
    int p = 1; p = 2; new Object() { void w() { System.out.println(p); } };
    var v; var u = null; var l = () -> 1; var ar = {1}; var self = self + 1;
  }
  void param(final int p, int q) { p = 1; q = 2; Runnable r = () -> System.out.println(q); }
}
