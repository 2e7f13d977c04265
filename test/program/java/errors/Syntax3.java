class Syntax3 {

  void f() { else { } }

  void h() { x + 1; }
}
