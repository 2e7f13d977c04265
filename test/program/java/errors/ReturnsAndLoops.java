public class ReturnsAndLoops {
  int f() { }
  int g(int x) { if (x > 1) return 2; }
  int h(int x) { while (true) { } }
  int i(int x) { return; }
  void j() { return 1; }
  int k() { return 1; System.out.println(); }
  int l() { throw new RuntimeException(); int x = 1; }
  int m() { while (true) { } return 1; }
  void n() { for (;;) { } }
  void o() { for (;;) { break; } int y; System.out.println(y); }
  void p() { break; }
  void q() { continue; }
  int r(int x) { switch (x) { case 1: return 1; default: return 2; } return 3; }
  int s(int x) { return switch (x) { case 1 -> 1; }; }
  int t(String x) { return switch (x) { case "a" -> "b"; default -> 1; }; }
  void u(String x) { switch (x) { case "a": case "a": } }
  void v() { int x = 1; int x = 2; }
  void w(int x) { int x = 2; for (int i = 0; ; ) { int i = 2; } }
  void v() { }
}
