import java.util.*;
public class InnerClasses {
  private int count = 10;
  private static int made;
  class Counter {
    private int count = 1;
    { made++; }
    void bump() { int count = 100; count++; this.count++; InnerClasses.this.count += 5; System.out.println(count + " " + this.count + " " + InnerClasses.this.count); }
    class Deeper { int sum() { return Counter.this.count + InnerClasses.this.count; } }
  }
  static class Nested { static int n = 7; int id = ++n; }
  interface Greeter { String greet(String n); default Greeter twice() { return x -> greet(greet(x)); } static Greeter polite() { return n -> "Dear " + n; } private String hidden() { return "h"; } default String show() { return hidden() + greet("?"); } }
  Runnable make(int k) {
    int local = k * 2;
    class Local implements Runnable { int times; public void run() { times++; count += local; System.out.println("local " + local + " count " + count + " times " + times); } }
    Local l = new Local(); l.run();
    return l;
  }
  public static void main(String[] args) {
    InnerClasses o = new InnerClasses();
    InnerClasses.Counter c = o.new Counter(); c.bump(); c.bump();
    Counter.Deeper d = c.new Deeper(); System.out.println(d.sum());
    System.out.println(new Nested().id + " " + new Nested().id + " made " + made);
    Runnable r = o.make(4); r.run(); o.make(1);
    Greeter g = Greeter.polite(); System.out.println(g.twice().greet("Ann") + " " + g.show());
    Greeter anon = new Greeter() { int calls; @Override public String greet(String n) { return n + ++calls; } };
    System.out.println(anon.twice().greet("x") + anon.greet("y"));
    List<Runnable> rs = new ArrayList<>();
    for (int i = 0; i < 3; i++) { final int j = i; rs.add(() -> System.out.print(j + " ")); }
    for (String s : new String[] {"a", "b"}) rs.add(() -> System.out.print(s + " "));
    rs.forEach(Runnable::run); System.out.println();
    System.out.println(new Object() { int x = 3; int twice() { return x * 2; } }.twice());
    var v = new Object() { int a = 1; String b = "q"; }; v.a += 4; System.out.println(v.a + v.b);
    System.out.println(anon.getClass().getName() + " " + c.getClass().getName() + " " + r.getClass().getName() + " " + d.getClass().getSimpleName() + " [" + anon.getClass().getSimpleName() + "]");
  }
}
