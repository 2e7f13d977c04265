public class SwitchMistakes {
  enum C { RED, GREEN, BLUE } sealed interface S permits A, B {} record A() implements S {} record B() implements S {}
  static int a(C c) { return switch (c) { case RED -> 1; case GREEN -> 2; }; }
  static int b(int n) { return switch (n) { case 1 -> 1; case 2 -> 2; }; }
  static int c(String s) { return switch (s) { case "a" -> 1; }; }
  static int d(C c) { switch (c) { case RED: return 1; case C.GREEN: return 2; case PURPLE: return 3; } return 0; }
  static int e(int n) { return switch (n) { case 1: yield 1; default: System.out.println(); }; }
  static int f(int n) { return switch (n) { case 1 -> { System.out.println(); } default -> 2; }; }
  static void g(int n) { switch (n) { case 1 -> System.out.println(); case 2: break; } }
  static void h(long n) { switch (n) { case 1: break; } switch (true) { case true: break; } switch (1.0) { } }
  static void i(int n) { int k = 3; switch (n) { case k: break; case 1: case 1: break; case "a": break; } final int j = 4; switch (n) { case j: } byte b = 1; switch (b) { case 300: } }
  static void j(int n) { String s = switch (n) { case 1 -> "a"; default -> 2; }; int t = switch (n) { case 1 -> "a"; default -> 2; }; var v = switch (n) { case 1 -> 1; default -> "x"; }; v.foo(); }
  static void k() { break; } static void l() { continue; } static void m() { foo: for (;;) { break bar; } } static void n() { x: { continue x; } }
  static void o() { int y = 1; yield 5; }
}
