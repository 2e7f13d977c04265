public class FlowMistakes {
  static int a() { return 1; System.out.println("x"); }
  static void b() { while (true) { } int x = 1; }
  static void d() { throw new RuntimeException(); int y; }
  static int f(int n) { switch (n) { case 1: return 1; } }
  static void g() { for (int i = 0; i < 3; i++) { continue; System.out.println(i); } }
  static int i(boolean b) { while (b) { return 1; } }
  static int k() { try { System.out.println(); } catch (Exception e) { return 2; } }
  static void l() { while (false) { System.out.println(); } for (; false; ) { } if (false) { System.out.println(); } }
  static int m(int x) { if (x > 0) return 1; else if (x < 0) return -1; }
  static int o() { label: { break label; } }
  static void p() { int x = 1; return; x++; }
}
