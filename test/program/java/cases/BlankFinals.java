import java.io.*;
public class BlankFinals {
    final int a; final int b; static final int C; static { C = 1; }
    { b = 2; }
    BlankFinals() { this(1); } BlankFinals(int x) { a = x; }
    static void ok(int k) throws Exception { final int v; if (k > 0) v = 1; else v = 2; final int w; switch (k) { case 1: w = 1; break; default: w = 2; } final int t; try { t = Integer.parseInt("1"); System.out.println(t + v + w); } finally { } for (final String s : new String[] {"a"}) System.out.println(s);
        while (true) { final int q; q = k; if (q > 0) break; } final int z; for (;;) { z = 1; break; } System.out.println(z); try { new FileReader("x"); } catch (FileNotFoundException e) { } catch (IOException e) { } Runnable r = () -> { final int l; l = 1; System.out.println(l); }; boolean f; if (k > 1 && (f = k > 2)) System.out.println(f); }
    final int f2; { final int x; x = 1; f2 = x; }
    class In { final int g; In() { g = 1; } In(int q) { if (q > 0) { g = 1; return; } g = 2; } }
    public static void main(String[] args) throws Exception { BlankFinals b = new BlankFinals(); System.out.println(b.a + b.b + b.f2 + C); ok(1); System.out.println(b.new In(1).g); }
}
