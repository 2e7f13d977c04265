import java.util.*;
import java.util.function.*;
import java.io.Serializable;
public class Blocking {
  interface Src<T> extends Serializable { void run(Consumer<T> c) throws Exception; }
  static class Tick implements Src<Integer> { volatile boolean running = true; transient int tr = 5; int n = 3; public void run(Consumer<Integer> c) throws Exception { while (running) { c.accept(n--); Thread.sleep(100); if (n == 0) running = false; } } }
  static void pause(long ms) { try { Thread.sleep(ms); } catch (InterruptedException e) { throw new RuntimeException(e); } }
  static int slow(int x) { pause(5); return x * 2; }
  static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  public static void main(String[] args) throws Exception {
    long t0 = System.currentTimeMillis();
    new Tick().run(x -> System.out.println("tick " + x));
    Src<String> s = c -> { c.accept("a"); pause(50); c.accept("b"); };
    s.run(System.out::println);
    int v = slow(3) + slow(4) * slow(2);
    System.out.println(v);
    String r = switch (v) { case 62 -> { pause(1); yield "ok"; } default -> "no" + slow(1); };
    System.out.println(r);
    Runnable rn = () -> pause(10); rn.run();
    Supplier<Integer> sup = () -> slow(21); System.out.println(sup.get());
    for (int i = 0; i < 3; i++) { int k = slow(i); System.out.print(k + (k > 2 ? "!" : slow(7) + "?") + " "); }
    System.out.println();
    List<Integer> l = new ArrayList<>(List.of(1, 2, 3)); l.forEach(x -> pause(x));
    System.out.println(l.stream().map(x -> fib(x + 10)).mapToInt(x -> x).sum());
    try { pause(1); throw new IllegalStateException("x"); } catch (IllegalStateException e) { pause(2); System.out.println("c"); } finally { pause(3); System.out.println("f"); }
    System.out.println(System.currentTimeMillis() - t0 > 400);
  }
}
