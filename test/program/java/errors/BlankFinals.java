import java.io.*;
public class BlankFinals {
    final int a;
    BlankFinals() { a = 1; a = 2; } BlankFinals(int x) { if (x > 0) a = 1; a = 2; } BlankFinals(long l) { this(); a = 3; }
    void m(int k) { final int v; if (k > 0) v = 1; v = 2; final int w; while (k > 0) { w = 1; } final int t; try { t = Integer.parseInt("1"); } catch (RuntimeException e) { t = 0; } final int z; for (int i = 0; i < 3; i++) { z = i; } do { final int y; y = 1; y = 2; } while (k > 0); for (final int q : new int[0]) { q = 1; } }
    static class Sup { Sup() throws IOException { } } static class Chi extends Sup { } static class Chi2 extends Sup { Chi2() { } } static class Chi3 extends Sup { Chi3() throws IOException { } }
    void c() { try { m(1); } catch (Exception e) { } catch (NumberFormatException e) { } try { throw new FileNotFoundException(); } catch (IOException e) { } catch (FileNotFoundException e) { } }
}
