public class Numbers {
  static int side(int[] c) { c[0]++; return c[0]; }
  public static void main(String[] args) {
    int i = Integer.MAX_VALUE; i++; System.out.println(i);
    i = Integer.MIN_VALUE; System.out.println(-i); System.out.println(Math.abs(i)); System.out.println(i / -1);
    System.out.println(i - 1); System.out.println(46341 * 46341); System.out.println(123456789 * 1000);
    long l = 1L << 62; System.out.println(l * 4); System.out.println(l + l); System.out.println(-l - l - 1);
    System.out.println(Long.MIN_VALUE / -1); System.out.println(Long.MAX_VALUE % 1000); System.out.println(9007199254740993L + 2);
    System.out.println(9007199254740991L + 1L); System.out.println(3000000000L * 3000000000L); System.out.println(-5L / 2 + " " + -5L % 2 + " " + 5L / -2);
    System.out.println((int) 3000000000L + " " + (short) 70000 + " " + (byte) -129 + " " + (char) 65 + " " + (int) 'z');
    System.out.println((int) -2.9 + " " + (long) 2.9e30 + " " + (int) Float.NaN + " " + (char) 97.6 + " " + (byte) 300.7);
    System.out.println(7 >>> 1); System.out.println(-7 >>> 1); System.out.println(-7 >> 1); System.out.println(1 << 31); System.out.println(1 << 32); System.out.println(-1L >>> 60); System.out.println(1 << -1);
    System.out.println(5 & 3 | 4 ^ 1); System.out.println(~7); System.out.println(~7L); System.out.println(0xFFL & -2L); System.out.println(0xF0 ^ 0xFF);
    System.out.println(0.1f + 0.2f); System.out.println(0.1 + 0.2); System.out.println(1.0f * 3); System.out.println(1 / 3.0f); System.out.println(100.0); System.out.println(1e7); System.out.println(1.0E-5); System.out.println(123456789.0f); System.out.println(Double.MIN_VALUE); System.out.println(Float.MAX_VALUE);
    System.out.println(1.0 / 0 + " " + -1.0 / 0 + " " + 0.0 / 0 + " " + -0.0 + " " + (0.0 == -0.0) + " " + Double.valueOf(0.0).equals(-0.0));
    System.out.println(5 % 3 + " " + -5 % 3 + " " + 5.5 % 2 + " " + -5.5 % 2);
    int[] c = {0}; int r = side(c) + side(c) * side(c); System.out.println(r);
    int x = 3; x += 3.7; System.out.println(x); x -= 'a'; System.out.println(x); x *= 2.5; System.out.println(x); x <<= 33; System.out.println(x); x >>>= 1; System.out.println(x);
    byte b = 10; b *= 30; System.out.println(b); b++; System.out.println(b); b >>= 1; System.out.println(b); short s = 32767; s++; System.out.println(s); char ch = 'z'; ch++; System.out.println(ch); ch += 1; System.out.println((int) ch);
    float f = 16777216f; f++; System.out.println(f); double d = 10; d /= 4; System.out.println(d); long q = 10; q /= 4; System.out.println(q); q += 0.9; System.out.println(q);
    System.out.println('a' + 1); System.out.println((char) ('a' + 1)); System.out.println("" + 'a' + 1); System.out.println('a' + 'b'); System.out.println("a" + null + true + 1.5f + 2L);
    Integer a1 = 100, a2 = 100, b1 = 200, b2 = 200; System.out.println((a1 == a2) + " " + (b1 == b2) + " " + b1.equals(b2) + " " + (b1 == 200) + " " + (b1 <= b2));
    Long w = 5L; w++; w += 2; System.out.println(w); Double dd = 1.5; dd *= 2; System.out.println(dd); Character cc = 'x'; System.out.println(cc + 1); Integer sum = 0; for (int k = 0; k < 5; k++) sum += k; System.out.println(sum);
    System.out.println(Long.valueOf(3).equals(3) + " " + Long.valueOf(3).equals(3L) + " " + new Integer(5).equals(5) + " " + Integer.valueOf(7).hashCode() + " " + Long.valueOf(1L << 40).hashCode() + " " + Double.valueOf(1.5).hashCode() + " " + Boolean.TRUE.hashCode() + " " + "hello".hashCode() + " " + Character.valueOf('a').hashCode());
    Object o = 1; System.out.println(o.equals(1) + " " + o.equals(1L) + " " + (o instanceof Integer) + " " + (o instanceof Number) + " " + (o instanceof Comparable));
    System.out.println(Integer.toBinaryString(-8) + " " + Integer.toHexString(255) + " " + Integer.parseInt("-42") + " " + Long.parseLong("9999999999") + " " + Double.parseDouble("1e3") + " " + Integer.compare(3, 5) + " " + Integer.MAX_VALUE + Integer.MIN_VALUE + " " + Long.MAX_VALUE);
    System.out.println(Math.max(1, 2L) + " " + Math.floorMod(-7, 3) + " " + Math.round(2.5) + " " + Math.round(-2.5) + " " + Math.floor(-1.1) + " " + Math.sqrt(2) + " " + Math.pow(2, 10) + " " + Math.ceil(1.2) + " " + Math.hypot(3, 4));
    boolean t = true, u = false; System.out.println((t & u) + " " + (t | u) + " " + (t ^ u) + " " + (!t || u && t)); t ^= true; System.out.println(t);
    System.out.println(true ? 1 : 2.0); System.out.println(true ? 'a' : 0); int zero = 0; System.out.println(true ? 'a' : zero); Object oo = true ? 1 : "s"; System.out.println(oo); System.out.println((Object) (false ? 1 : 'b')); Integer nul = null; try { int v = true ? nul : 0; System.out.println(v); } catch (NullPointerException e) { System.out.println("NPE"); }
    try { System.out.println(1 % zero); } catch (ArithmeticException e) { System.out.println(e.getMessage()); } try { System.out.println(1L / zero); } catch (ArithmeticException e) { System.out.println(e.getMessage()); } System.out.println(1.0 % zero);
    final int K = 10; byte kb = K; System.out.println(kb); final String cs = "a" + K + 'c' + 1.0; System.out.println(cs); System.out.println(0b1010 + 017 + 0x1F + 1_000_000); System.out.println('\u0041' + "\t|\101|\\");
    long total = 0; for (int k = 0; k < 100000; k++) { total += k * k; } System.out.println(total); int h = 0; for (char z : "some text".toCharArray()) h = 31 * h + z; System.out.println(h);
  }
}
