class Syntax2 {
  void f() {
    if (true) {
      int x = 1;
  }
  void g() { }
