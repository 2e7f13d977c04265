import java.util.*;
class Types { 
  void f(List l, String s) {
    int x = s.trim();
    int y = (s + 1);
    String q = l.get(0);
    int z = new Types();
    Foo w = null;
    s.foo(1, "x");
    bar(2);
    int i = 3.5;
    boolean b = s.isEmpty() ? 1 : 2;
    int k = s.length;
    final int r = 1; r = 2;
    undefined = 3;
    Math.max("a", 1);
    new Types(3);
    int x = 2;
    String t = x -> 1;
    List<String> ls = new ArrayList<Integer>();
    Object o = s instanceof Integer;
    this.zz = 1;
    for (int e : s) {}
    if (x) {}
    x.foo();
    int[] arr = {1, "a"};
    return 1;
  }
  int g() { }
  static void h() { g(); this.g(); }
  int m() { return; }
}
