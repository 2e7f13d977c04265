class A14 { private int p; private void q() {} protected int r; static int st; private A14(int x) {} A14() {} private static class Hid {} }
public class AccessAndCasts extends A14 {
  void f() { p = 1; q(); r = 2; new A14(5); new A14.Hid(); super.q(); this.p++; A14 a = this; a.p = 3; }
  @Override void nothing() {} @Override public String tostring() { return ""; } @Override public boolean equals(AccessAndCasts o) { return true; }
  public String toString() { return 5; } String hashCode() { return ""; } int hash() { return "x".hashCode; }
  public static void main(String[] args) { AccessAndCasts e = new AccessAndCasts(1); e.f(1); int x = e.f(); String s = e; AccessAndCasts g = new A14(); Integer i = (Integer) "x"; String t = (String) 5; boolean b = (boolean) 1; int n = (int) "5"; Runnable r = (Runnable) e; AccessAndCasts h = (AccessAndCasts) new Object(); String u = (String) new Integer(5); if (e == "x") {} if (5 == "x") {} if (s == 5) {} if (x = 5) {} while (1) {} if (s) {} for (int k = 0; k; k++) {} !5; }
}
