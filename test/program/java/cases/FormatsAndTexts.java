import java.util.*;
import java.text.*;
public class FormatsAndTexts {
  public static void main(String[] args) {
    System.out.println(String.format("|%5d|%-5d|%05d|%+d|%,d|%x|%X|%o|%(d|% d|%08.3f|%.0f|%e|%.2e|%g|%10s|%-10s|%.3s|%c|%b|%%|%n", 42, 42, 42, 42, 1234567, 255, 255, 8, -5, 7, 3.14159, 2.5, 12345.678, 0.00012, 0.0001234, "hi", "hi", "abcdef", 'x', true).trim());
    System.out.println(String.format("%2$s %1$s %2$s|%<s|%S|%-6b|%6.2f%%", "a", "b", 1.5));
    System.out.println(String.format("%s %s %s %s", null, new int[0].length, List.of(1), new StringBuilder("sb")) + String.format("%d %d %d", (byte) 1, (short) 2, 3L) + String.format("%x %x", -1, -1L) + String.format("%,.3f %,d %,d", 9876543.21, -1234, 999) + String.format("%.1f %.1f %.1f %.1f %.2f", 0.25, 0.35, -0.05, 1e10, 1.005) + String.format("%f %s %s", 1.0f, 1.0f, 100.0) + String.format("%-8s|%8s|", "left", "right") + String.format("%c%c", 65, 'b') + String.format("%b %b", "x", null) + String.format("%#x %#o", 255, 8) + String.format("%a", 1.0) + String.format("%s", (Object) new String[] {"q"}.length) + String.format("%03d:%02d", 7, 5) + String.format("%5.1f|%-8.2f|", 3.14159, 2.71828) + String.format("%e", 0.0) + String.format("%g", 123456789.0) + String.format("%s %s %s", Double.NaN, 1 / 0.0, -0.0) + String.format("%5s|%-5s|", true, false) + String.format("%d%%", 50));
    for (String f : new String[] {"%d", "%q", "%s %s", "%.2d", "%5", "%-d", "%c", "%,s", "%+s", "%05s"}) try { System.out.println(String.format(f, "x")); } catch (IllegalFormatException e) { System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage()); }
    System.out.printf("%s is %d years and %.1f%n", "Ann", 30, 1.75); System.out.println("%d items".formatted(3));
    System.out.println(new DecimalFormat("#,##0.00").format(1234567.891) + " " + new DecimalFormat("0.###").format(2.5) + " " + new DecimalFormat("000").format(7) + " " + new DecimalFormat("#.#%").format(0.256) + " " + new DecimalFormat("#").format(2.5) + " " + new DecimalFormat("#").format(3.5));
    StringBuilder sb = new StringBuilder("hello"); sb.insert(0, 12).append(true).append('c').append(1.5f).reverse().setCharAt(0, 'Z'); sb.deleteCharAt(1).replace(0, 2, "__").delete(2, 4); System.out.println(sb + " " + sb.indexOf("l") + " " + sb.length() + " " + sb.charAt(3)); sb.setLength(3); System.out.println(sb + "|" + sb.lastIndexOf("_") + sb.isEmpty() + new StringBuilder().append(new char[] {'a', 'b'}).append("xyz", 1, 2).append((Object) null).append((String) null).compareTo(new StringBuilder("ab")));
    String s = "  Hello, World  "; System.out.println(s.trim() + "|" + s.strip() + "|" + s.stripLeading() + "|" + s.isBlank() + s.length() + s.indexOf('o') + s.lastIndexOf("o") + s.indexOf("o", 7) + s.contains("World") + s.replace('l', 'L') + s.replaceAll("[aeiou]", "*") + s.replaceFirst("l+", "1") + s.toUpperCase() + s.trim().substring(7) + s.trim().substring(0, 5) + s.charAt(2) + s.trim().startsWith("Hell") + s.trim().endsWith("d") + "a,b,,c,,".split(",").length + "a,b,,c,,".split(",", -1).length + "a1b22c".split("\\d+").length + String.join("-", "a", "b") + String.join("+", List.of("x", "y")) + "abc".compareTo("abd") + "abc".compareToIgnoreCase("ABD") + "Abc".equalsIgnoreCase("aBC") + "x".repeat(3) + "abc".contains("") + "madam".equals(new StringBuilder("madam").reverse().toString()) + "a\tb".indexOf('\t') + String.valueOf(new char[] {'o', 'k'}) + "ß".toUpperCase() + "İ".length() + "é".codePointAt(0) + "😀".length() + "😀".codePointCount(0, 2) + "abc".matches("[a-c]+") + "A-B".toLowerCase() + "l1\nl2\n".lines().count() + "x=%s".formatted(1) + "abcabc".lastIndexOf('b', 3) + "abc".regionMatches(true, 1, "XBC", 1, 2) + "b".concat("c") + "hello".chars().sum() + new String(new char[] {'h', 'i'}, 0, 1) + "a".hashCode() + "".isEmpty() + "Aa".hashCode() + "BB".hashCode() + "ab".toCharArray().length + "  x ".stripTrailing() + "|" + "a-b-c".replace("-", "") + "tEST".substring(0, 1).toUpperCase() + "\u0041\101\t|" + "text".indent(2) + "q".equals(null) + "x".intern());
    String tb = """
        Hello "quoted" \
        joined
          indented\ttab
        trail   \s
        end""";
    System.out.println(tb + "|" + """
        a
       b
      """ + "|");
    try { "abc".substring(2, 1); } catch (StringIndexOutOfBoundsException e) { System.out.println(e.getMessage()); } try { "abc".charAt(5); } catch (StringIndexOutOfBoundsException e) { System.out.println(e.getMessage()); } try { "abc".substring(4); } catch (StringIndexOutOfBoundsException e) { System.out.println(e.getMessage()); } try { new int[2][-1].toString(); } catch (NegativeArraySizeException e) { System.out.println(e.getMessage()); } try { Object o = "s"; Integer i = (Integer) o; } catch (ClassCastException e) { System.out.println(e.getMessage()); } try { new ArrayList<>(List.of(1)).get(3); } catch (IndexOutOfBoundsException e) { System.out.println(e.getMessage()); }  
  }
}
