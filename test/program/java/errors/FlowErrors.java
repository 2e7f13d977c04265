import java.util.*;
class FlowErrors {
  int a() { }
  int b(int x) { if (x > 1) return 1; else return 2; }
  int c(int x) { while (true) { if (x > 3) return x; x++; } }
  void d() { int y; System.out.println(y); }
  void e(boolean q) { int y; if (q) y = 1; else y = 2; System.out.println(y); }
  void f() { throw new Exception("x"); }
  void g() { try { Thread.sleep(1); } catch (InterruptedException e) { } }
  void h() { Thread.sleep(1); }
  void i() { return; }
  void j() { while (true) { } }
  int k(int x) { switch (x) { case 1: return 1; default: throw new RuntimeException(); } }
  void l() { try { int z = 1; } catch (java.io.IOException e) { } }
  void m() { int q = 1; Runnable r = () -> System.out.println(q); }
  void n() { int q = 1; q++; Runnable r = () -> System.out.println(q); }
  final int fin;
  void o() { return; int x = 1; }
  void p() { Runnable r = () -> { Thread.sleep(5); }; }
  void q() throws Exception { try { a(); throw new Exception(); } finally { b(1); } }
}
