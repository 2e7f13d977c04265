public class BadOperands {
  public static void main(String[] args) { String a = "x" - 1; int b = "x" * 2; boolean c = 1 && true; boolean d = !5; int e = -"x"; int f = ~1.5;
    boolean g = "a" < "b"; boolean h = true > false; int i = true + 1; String j = null + null; int k = 5 & 2.0;
    boolean l = 1 == true; boolean m = "a" == 'a'; int n = 1 << 2L; int o = 1L << 2; Object p = new Object() + 1;
    a++; c++; a += 1; a -= 1; c += true; c &= 1; int q = (1 > 2) ? "a" : 1; b.foo(); int z = null; Integer w = null + 1; boolean aa = args; int bb = args.length > 0; String cc = args; int dd = args[0]; String ee = args["0"]; args[0] = 1; int ff = i.x; float gg = 1.0 * 2; long hh = 1.5f; byte ii = (byte) 1 + k; char jj = 'a' + k; short kk = i; i = 5.0; i = 5L; b = b * 1L; b *= 1L; final byte ll = 5; char mm = ll; }
}
