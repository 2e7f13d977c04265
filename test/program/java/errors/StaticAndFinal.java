public class StaticAndFinal {
  int f; void inst() { }
  static void st() { f = 1; inst(); this.f = 2; super.toString(); }
  class Inner { } static class Nested { }
  public static void main(String[] args) {
    Inner i = new Inner(); Nested n = new Nested();
    final int c = 1; c = 2; c++;
    int u; if (args.length > 0) u = 1; System.out.println(u);
    int x = 0; Runnable r = () -> System.out.println(x); x++;
    int y = 0; Runnable r2 = () -> { y++; };
    int z = 0; z = 1; new Thread() { public void run() { System.out.println(z); } };
    String s = null; s.lenght(); s.charAt("1"); s.substring(1, 2, 3);
    undefined(); Undefined.foo(); new Undefined(); undefined.foo(); Undefined q = null;
    StaticAndFinal.inst(); StaticAndFinal.f = 1; Math.sqrt("a"); Math.foo(1); Integer.parseInt(5);
  }
}
