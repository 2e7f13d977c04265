import java.util.*;

/** Prints what the real JDK answers for pseudo-random inputs; see record.sh. Columns are separated by tabs, values escaped. */
public class Record {
  static String q(Object o) {
    StringBuilder s = new StringBuilder();
    for (char c : String.valueOf(o).toCharArray()) {
      if (c < 32 || c > 126 || c == '\\') s.append(String.format("\\u%04x", (int) c)); else s.append(c);
    }
    return s.toString();
  }
  static void line(Object... columns) {
    StringJoiner j = new StringJoiner("\t");
    for (Object c : columns) j.add(q(c));
    System.out.println(j);
  }
  static String attempt(java.util.concurrent.Callable<Object> c) {
    try { return String.valueOf(c.call()); } catch (Exception e) { return "!" + e; }
  }
  public static void main(String[] args) {
    Random r = new Random(42);
    switch (args[0]) {
      case "format": {
        String[] patterns = {"%d", "%5d", "%-6d|", "%05d", "%,d", "%+d", "%x", "%X", "%o", "%(d", "% d", "%s", "%10s", "%-10s|"};
        for (int i = 0; i < 400; i++) { int n = r.nextInt() >> r.nextInt(31); String p = patterns[i % patterns.length]; line("i", p, n, attempt(() -> String.format(p, n))); }
        String[] floats = {"%f", "%.2f", "%.0f", "%8.3f", "%-9.1f|", "%08.2f", "%,.2f", "%e", "%.3e", "%E", "%g", "%.3g", "%+.1f", "%(.2f", "%s", "%.15f", "%.20f"};
        for (int i = 0; i < 2000; i++) {
          double d; switch (i % 5) { case 0: d = r.nextDouble(); break; case 1: d = r.nextGaussian() * 1000; break; case 2: d = r.nextInt(100000) / 1000.0; break; case 3: d = r.nextInt(2000) / 8.0 - 100; break; default: d = Math.pow(10, r.nextInt(40) - 20) * r.nextDouble(); }
          String p = floats[i % floats.length]; line("d", p, Long.toHexString(Double.doubleToRawLongBits(d)), attempt(() -> String.format(p, d)));
        }
        for (String p : new String[] {"%q", "%", "%d %d", "%5", "%-d", "%.2d", "%c", "%b", "%%|%n", "%2$s", "%h"}) line("i", p, 7, attempt(() -> String.format(p, 7)));
        break;
      }
      case "split": {
        String[] regexes = {",", " ", "\\s+", "\\|", "|", ".", "\\.", "", "[,;]", "a", "b*", ", ?", "(?=b)", "\t", "\\W+", "x{2}", ":", "[^a-z]"};
        String letters = "ab,; |.x:\t";
        for (int i = 0; i < 1500; i++) {
          StringBuilder s = new StringBuilder(); int n = r.nextInt(9); for (int k = 0; k < n; k++) s.append(letters.charAt(r.nextInt(letters.length())));
          String text = s.toString(), regex = regexes[i % regexes.length]; int limit = i % 4 == 3 ? r.nextInt(5) - 1 : 0;
          line(text, regex, limit, attempt(() -> { String[] p = text.split(regex, limit); return p.length + Arrays.toString(p); }));
        }
        break;
      }
      case "hash": {
        for (int i = 0; i < 200; i++) {
          HashMap<String, Integer> m = new HashMap<>(); StringBuilder ops = new StringBuilder();
          for (int k = r.nextInt(60); k > 0; k--) { String key = Integer.toString(r.nextInt(400), 36) + "key".substring(r.nextInt(3)); if (r.nextInt(5) == 0) { m.remove(key); ops.append("-").append(key).append(" "); } else { m.merge(key, 1, Integer::sum); ops.append(key).append(" "); } }
          line(ops, m, m.hashCode(), new HashSet<>(m.keySet()), new TreeMap<>(m));
        }
        break;
      }
      case "random": {
        for (long seed : new long[] {0, 1, 42, -7, 123456789012345L, Long.MIN_VALUE}) {
          Random x = new Random(seed);
          for (int i = 0; i < 30; i++) line(seed, x.nextInt(), x.nextInt(1 + i), x.nextInt(1 << (i % 31)), x.nextLong(), x.nextBoolean(), x.nextFloat(), x.nextDouble(), x.nextGaussian());
        }
        break;
      }
      case "parse": {
        String[] texts = {"", " ", "1", "-1", "+7", "-", "+", "2147483647", "2147483648", "-2147483648", "-2147483649", "12a", "0x10", " 1", "1 ", "1.5", "abc", "9223372036854775807", "9223372036854775808", "1e3", ".5", "5.", "NaN", "Infinity", "-Infinity", "1f", "1d", "0x1p3", "1_000", "00012", "--1", "1e400", "1e-400", "\u0661"};
        for (String t : texts) line(t, attempt(() -> Integer.parseInt(t)), attempt(() -> Long.parseLong(t)), attempt(() -> Double.parseDouble(t)), attempt(() -> Float.parseFloat(t)), attempt(() -> Integer.parseInt(t, 16)), attempt(() -> Integer.decode(t)));
        break;
      }
      case "double": {
        for (int i = 0; i < 4000; i++) {
          double d; switch (i % 6) { case 0: d = Double.longBitsToDouble(r.nextLong()); break; case 1: d = r.nextDouble(); break; case 2: d = r.nextInt(1000000) / 100.0; break; case 3: d = r.nextLong(); break; case 4: d = Math.pow(2, r.nextInt(200) - 100); break; default: d = r.nextInt(100) * Math.pow(10, r.nextInt(40) - 20); }
          line("d", Long.toHexString(Double.doubleToRawLongBits(d)), d, Double.hashCode(d));
          float f = i % 2 == 0 ? Float.intBitsToFloat(r.nextInt()) : r.nextFloat() * r.nextInt(100000);
          line("f", Integer.toHexString(Float.floatToRawIntBits(f)), f, Float.hashCode(f));
        }
        break;
      }
      case "log": for (int i = 0; i < 1000; i++) { double d = i % 2 == 0 ? r.nextDouble() : Math.abs(Double.longBitsToDouble(r.nextLong())); line(Long.toHexString(Double.doubleToRawLongBits(d)), Long.toHexString(Double.doubleToLongBits(StrictMath.log(d)))); } break;
      case "date": {
        String[] patterns = {"yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.SSS", "yyyy/M/d h:mm a", "EEE, d MMM yyyy", "yyyyMMddHHmmss", "EEEE MMMM D", "yy-MM", "HH:mm:ss Z", "k K", "yyyy-MM-dd'T'HH:mm:ssXXX"};
        TimeZone.setDefault(TimeZone.getTimeZone("UTC")); Locale.setDefault(Locale.US);
        for (int i = 0; i < 300; i++) { long t = (long) (r.nextDouble() * 4e12) - 1000000000000L; String p = patterns[i % patterns.length]; line(t, p, new java.text.SimpleDateFormat(p).format(new Date(t))); }
        break;
      }
      default: throw new IllegalArgumentException(args[0]);
    }
  }
}
