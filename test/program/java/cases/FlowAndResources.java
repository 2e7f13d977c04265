import java.util.*;
import java.util.function.*;

public class FlowAndResources {
    enum Day { MON, TUE, WED, THU, FRI, SAT, SUN }
    static int len(Day d) { return switch (d) { case MON, FRI, SUN -> 6; case TUE -> 7; default -> { int n = d.name().length(); if (n > 3) yield -1; yield n * 2; } }; }
    static String kind(Object o) {
        String s = o.getClass().getSimpleName();
        return switch (s) { case "Integer": case "Long": yield "whole"; case "Double": yield "real"; case "String": if (((String) o).isEmpty()) yield "empty"; default: yield "other:" + s; };
    }
    static String old(int n) { StringBuilder sb = new StringBuilder(); switch (n) { case 1: sb.append("one "); case 2: sb.append("two "); break; default: sb.append("many "); case 3: sb.append("three "); } return sb.toString().trim(); }
    static char grade(int p) { switch (p / 10) { case 10: case 9: return 'A'; case 8: return 'B'; case 7: { char c = 'C'; return c; } default: return p < 0 ? '?' : 'F'; } }
    static int find(int[][] g, int t) {
        int steps = 0;
        outer: for (int i = 0; i < g.length; i++) { for (int j = 0; ; j++) { if (j >= g[i].length) continue outer; steps++; if (g[i][j] == t) break outer; if (g[i][j] < 0) { steps += 100; break; } } steps += 1000; }
        return steps;
    }
    static int fin(int k) { try { if (k == 0) return 1; if (k == 1) throw new RuntimeException("k1"); k += 10; return k; } catch (RuntimeException e) { k = 50; return k; } finally { k = 99; System.out.print("[fin " + k + "]"); if (k == -1) return 7; } }
    @SuppressWarnings("finally") static int swallow() { try { throw new IllegalStateException("lost"); } finally { return 3; } }
    static class Res implements AutoCloseable { final String n; final boolean fail; Res(String n, boolean fail) { this.n = n; this.fail = fail; System.out.println("open " + n); } public void close() { System.out.println("close " + n); if (fail) throw new IllegalStateException("close " + n); } }
    static class MyEx extends Exception { final int code; MyEx(String m, int code, Throwable cause) { super(m, cause); this.code = code; } @Override public String getMessage() { return super.getMessage() + " (" + code + ")"; } }
    static void chain(int d) throws MyEx { try { if (d == 0) { Object o = null; o.hashCode(); } else chain(d - 1); } catch (NullPointerException | MyEx e) { throw new MyEx("level " + d, d, e); } }
    public static void main(String[] args) {
        for (Day d : Day.values()) System.out.print(len(d) + " "); System.out.println();
        System.out.println(kind(1) + kind(2L) + kind(2.0) + kind("") + kind("x") + kind('c'));
        for (int i = 0; i < 5; i++) System.out.print(old(i) + "|"); System.out.println();
        for (int p : new int[] {100, 95, 80, 75, 10, -5}) System.out.print(grade(p)); System.out.println();
        System.out.println(find(new int[][] {{1, 2}, {-1, 5}, {}, {3, 4, 5}}, 4) + " " + find(new int[][] {{}}, 1));
        System.out.println(fin(0) + " " + fin(1) + " " + fin(2) + " " + swallow());
        try (Res a = new Res("a", true); Res b = new Res("b", true)) { System.out.println("body"); throw new RuntimeException("main"); }
        catch (RuntimeException e) { System.out.println(e.getMessage()); for (Throwable s : e.getSuppressed()) System.out.println(" suppressed " + s); } finally { System.out.println("finally"); }
        Res shared = new Res("shared", false); try (shared; Res nul = null) { System.out.println("in " + shared.n + nul); }
        try (Res x = new Res("x", true)) { System.out.println("ok"); } catch (IllegalStateException e) { System.out.println(e.getMessage() + e.getSuppressed().length); }
        try { chain(2); } catch (MyEx e) { Throwable t = e; while (t != null) { System.out.println(t.getClass().getSimpleName() + ": " + (t instanceof MyEx m ? m.getMessage() : "npe")); t = t.getCause(); } }
        String tb = """
            Hello, \
            "World"
              indented \t tab
            trailing   \s
            triple \""" end
            """; System.out.print(tb); System.out.println(tb.lines().count() + " " + """
            no newline""".length());
        System.out.println("""
            <a>
                %s
            </a>""".formatted("x").replace("\n", "|"));
        int i = 0; do { i += 3; if (i % 2 == 0) continue; if (i > 10) break; } while (i < 20); System.out.println(i);
        for (int a = 0, b = 10; a < b; a++, b -= 2) System.out.print(a + ":" + b + " "); System.out.println();
        blk: { if (i > 5) break blk; System.out.println("never"); }
        int n = 0; lp: while (true) { switch (n++) { case 3: break lp; case 1: continue lp; default: System.out.print("n" + n + " "); } } System.out.println(n);
        var list = new ArrayList<Map<String, ? super Integer>>(); list.add(new HashMap<>(Map.of("k", 1))); for (var m : list) for (var e : m.entrySet()) System.out.println(e.getKey() + "=" + e.getValue());
        try { for (Integer v : new ArrayList<>(List.of(1, 2, 3))) { if (v == 2) throw new Error("err"); } } catch (Error e) { System.out.println(e); }
        List<Integer> cm = new ArrayList<>(List.of(1, 2, 3, 4)); try { for (Integer v : cm) if (v == 2) cm.remove(v); } catch (ConcurrentModificationException e) { System.out.println(e); } System.out.println(cm);
        cm.removeIf(v -> v % 2 == 1); cm.remove(Integer.valueOf(4)); cm.add(0, 8); System.out.println(cm); try { List.of(1).add(2); } catch (UnsupportedOperationException e) { System.out.println(e); } try { Arrays.asList(1, 2).remove(0); } catch (UnsupportedOperationException e) { System.out.println(e.getMessage()); }
        try { Object x = "s"; Integer y = (Integer) x; } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        try { int[] neg = new int[-1]; } catch (NegativeArraySizeException e) { System.out.println(e); } try { "abc".substring(2, 1); } catch (StringIndexOutOfBoundsException e) { System.out.println(e.getMessage()); } try { "abc".charAt(5); } catch (StringIndexOutOfBoundsException e) { System.out.println(e.getMessage()); }
        try { Integer.parseInt("12a"); } catch (NumberFormatException e) { System.out.println(e.getMessage()); } try { Integer.parseInt(""); } catch (NumberFormatException e) { System.out.println(e.getMessage()); } try { Long.parseLong(null); } catch (NumberFormatException e) { System.out.println(e.getMessage()); } try { Double.parseDouble("x.y"); } catch (NumberFormatException e) { System.out.println(e.getMessage()); }
        try { new ArrayList<>().get(0); } catch (IndexOutOfBoundsException e) { System.out.println(e.getMessage()); } try { new ArrayDeque<Integer>().pop(); } catch (NoSuchElementException e) { System.out.println(e.getMessage()); } try { Optional.empty().get(); } catch (NoSuchElementException e) { System.out.println(e.getMessage()); } try { new LinkedList<>().getFirst(); } catch (NoSuchElementException e) { System.out.println(e.getMessage()); } try { new Scanner("x").nextInt(); } catch (InputMismatchException e) { System.out.println(e); }
        try { System.out.println(5 / (i - i)); } catch (ArithmeticException e) { System.out.println(e.getMessage()); } System.out.println(5.0 / 0 + " " + 0.0 / 0 + " " + -5.0 / 0 + " " + 5 % -3 + " " + -5 % 3 + " " + 5.5 % -2 + " " + Math.floorMod(-5, 3) + " " + -7 / 2 + " " + Math.floorDiv(-7, 2));
        try { Math.addExact(Integer.MAX_VALUE, 1); } catch (ArithmeticException e) { System.out.println(e.getMessage()); } try { Math.toIntExact(1L << 40); } catch (ArithmeticException e) { System.out.println(e.getMessage()); } try { Objects.requireNonNull(null, "must"); } catch (NullPointerException e) { System.out.println(e.getMessage()); } try { Objects.checkIndex(3, 2); } catch (IndexOutOfBoundsException e) { System.out.println(e.getMessage()); }
        try { throw null; } catch (NullPointerException e) { System.out.println("thrown null"); } try { recurse(0); } catch (StackOverflowError e) { System.out.println("SOE"); }
        String sw = null; try { switch (sw) { case "a": break; } } catch (NullPointerException e) { System.out.println("switch null"); }
        int[] arr = {5, 3}; int idx = 0; try { arr[idx = 1] = arr[idx + 5]; } catch (ArrayIndexOutOfBoundsException e) { System.out.println(e.getMessage() + " " + idx); }
        throw new IllegalStateException("bye", new RuntimeException("root"));
    }
    static int recurse(int n) { return recurse(n + 1) + 1; }
}
