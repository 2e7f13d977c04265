public class DuplicateNames {
  public static void main(String[] args) {
    int x = 1; int x = 2; String args = "";
    for (int i = 0; i < 2; i++) { int x = 3; for (int i = 0; ; ) { } }
    try { int y = 1; } catch (Exception x) { } 
    Runnable r = () -> { int x = 1; }; java.util.function.Function<Integer, Integer> f = x -> x;
    class L {} class L {} 
    Object o = ""; if (o instanceof String x) { }
    switch (x) { case 1: int z = 1; case 2: int z = 2; case 1: break; default: default: }
    { int q = 1; } int q = 2; int r = 5;
  }
  void m(int a, int a) {} void m(int b, int c) {} int fld; String fld; DuplicateNames() {} DuplicateNames() {} class In {} interface In {} enum En { A, B, A }
}
