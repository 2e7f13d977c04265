import java.io.*;
import java.util.concurrent.*;
public class OverrideThrows {
  static void read() throws IOException { throw new IOException("x"); }
  static void a() { read(); }
  static void b() { try { read(); } catch (FileNotFoundException e) { } }
  static void c() { try { System.out.println(); } catch (IOException e) { } }
  static void d() { try { read(); } catch (Exception e) { } catch (IOException e) { } }
  static void e() { Runnable r = () -> read(); }
  static void f() { Callable<Integer> c = () -> { read(); return 1; }; }
  static void g() { new Thread(() -> Thread.sleep(10)).start(); }
  static void h() { try (FileReader r = new FileReader("x")) { } }
  static void i() { throw new Exception("e"); }
  static class P { void m() throws IOException {} } static class Q extends P { void m() throws Exception {} }
  interface T { void t(); } static class U implements T { public void t() throws InterruptedException {} }
  int field = init(); int init() throws Exception { return 1; }
  static { if (true) throw new IOException(); }
  public static void main(String[] args) { try { } finally { } try { throw new IOException(); } finally { System.out.println(); } }
  static void j() { try { read(); } catch (IOException | FileNotFoundException e) { } }
  static void k() { try { read(); } catch (IOException e) { e = null; int e = 1; } }
}
