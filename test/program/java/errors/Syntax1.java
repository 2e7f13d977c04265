class Syntax1 {
  void f() {
    int x = 5
    System.out.println(x);
  }
  void g() {
    String s = "abc;
    int y = 3;
  }
  void h() {
    foo(1, 2;
  }
}
