import java.util.*;
import java.util.function.*;
interface Shape { double area(); }
class Circle implements Shape { double r; }
class Square implements Shape { double area() { return 1; } }
abstract class Base { abstract int f(int x); final void g() {} Base(int i) {} }
class Derived extends Base { int f(int x) { return x; } }
class Derived2 extends Base { Derived2() { super(1); } int f(int x) { return x; } void g() {} }
class Over { @Override public String tostring() { return ""; } void m() throws Exception {} int dup(int a) { return a; } int dup(int b) { return b; } }
class Over2 extends Over { void m() throws java.io.IOException {} long dup(int a) { return a; } }
final class Fin {} class Sub extends Fin {}
class Gen<T extends Number> { T t; }
class Use { Gen<String> g; List<int> li; Map<String> m; Unknown u; String s = 5; int a = "x"; int a = 2;
  void f() { Shape s = new Shape(); Base b = new Base(1); Runnable r = () -> 5; Function<String, Integer> fn = x -> x; Function<String, Integer> g = String::foo; Comparator<String> c = (a, b2) -> "x"; Supplier<String> su = () -> { }; Object o = () -> {}; List<String> ls = List.of(1, 2); String t = Arrays.asList("a"); for (String q : List.of(1)) {} Integer i = 5L; long l = 5.0; float fl = 1.0; char ch = 70000; byte by = 200; boolean bo = 1; if (i = 5) {} while ("x") {} int k = null; String n = 'c'; this.nope(); Math.abs("x"); "x".length(1); new Circle(5); System.out.printn("x"); int[] arr = new int["3"]; arr.length(); arr.foo = 1; switch (n) { case 1: break; } break; return 1; }
  static void st() { f(); int q = a; this.a = 1; super.toString(); }
  int noRet(int x) { if (x > 0) return "s"; return; }
  void ops() { boolean b = 1 + true; String s = "a" - "b"; int x = !5; b++; 5 = x; Object o = new Object(); o.foo(); int y = o + 1; if (o > 1) {} if ("a" == 1) {} Integer i = (Integer) "s"; String z = (String) 5; var v; var w = null; undefinedVar++; int y = 1; final int f = 1; f++; throw new Object(); }
}
