import java.util.*;

public class InitOrder {
    static StringBuilder log = new StringBuilder();
    static int trace(String s, int v) { System.out.println("init " + s); return v; }
    static class Base {
        static int S = trace("Base.S", 1);
        int a = trace("Base.a", 10);
        static { System.out.println("Base static"); }
        { System.out.println("Base instance a=" + a); }
        Base() { this(5); System.out.println("Base()"); }
        Base(int x) { System.out.println("Base(int) " + x); show(); }
        void show() { System.out.println("Base.show " + a); }
        static String name() { return "Base"; }
        String field = "base field";
        private void hidden() { System.out.println("Base.hidden"); }
        void callHidden() { hidden(); }
    }
    static class Derived extends Base {
        static final int CONST = 42; static final Integer BOXED = trace("Derived.BOXED", 7);
        int b = trace("Derived.b", 20); final int c; String field = "derived field";
        { System.out.println("Derived instance b=" + b); }
        Derived() { super(); c = 3; System.out.println("Derived()"); }
        Derived(String s) { super(s.length()); c = s.length(); System.out.println("Derived(String)"); }
        @Override void show() { System.out.println("Derived.show b=" + b + " a=" + a + " c=" + c + " " + field); }
        static String name() { return "Derived"; }
        private void hidden() { System.out.println("Derived.hidden"); }
        String both() { return field + "/" + super.field + "/" + ((Base) this).field; }
    }
    interface Greeter { String PREFIX = hello(); static String hello() { System.out.println("Greeter init"); return "hi "; } default String greet(String n) { return pre() + n + suffix(); } private String pre() { return PREFIX; } String suffix(); }
    interface Loud extends Greeter { default String greet(String n) { return Greeter.super.greet(n).toUpperCase(); } }
    static class A implements Loud { public String suffix() { return "!"; } }
    class Inner {
        int v = outerField * 2;
        class Deep { int w = v + outerField; int sum() { return InitOrder.this.outerField + Inner.this.v + this.w; } }
        void inc() { outerField++; }
    }
    int outerField = 3;
    enum Planet {
        MERCURY(3.303e+23, 2.4397e6), EARTH(5.976e+24, 6.37814e6) { @Override String note() { return "home"; } };
        private final double mass, radius; static int count; static { for (Planet p : values()) count += p.ordinal() + 1; }
        Planet(double mass, double radius) { this.mass = mass; this.radius = radius; }
        double g() { return 6.67300E-11 * mass / (radius * radius); }
        String note() { return "far"; }
    }
    enum Op implements java.util.function.IntBinaryOperator {
        PLUS("+") { public int applyAsInt(int a, int b) { return a + b; } }, TIMES("*") { public int applyAsInt(int a, int b) { return a * b; } };
        final String sym; Op(String s) { sym = s; }
        private static final Map<String, Op> BY = new HashMap<>(); static { for (Op o : values()) BY.put(o.sym, o); }
        static Op of(String s) { Op o = BY.get(s); if (o == null) throw new NoSuchElementException("no op " + s); return o; }
    }
    static class Counter { static int made; final int id = ++made; @Override protected Object clone() { return new Counter(); } public String toString() { return "Counter#" + id; } }
    static class Singleton { private static final Singleton I = new Singleton(); private static int n = 5; int seen; private Singleton() { seen = n; n = 9; } static Singleton get() { return I; } }
    static class Bad { static int x = 1 / Integer.parseInt("0"); static void go() {} }
    static int order(String s, int v) { log.append(s); return v; }
    static void over(int x) { System.out.println("int"); } static void over(long x) { System.out.println("long"); } static void over(Integer x) { System.out.println("Integer"); }
    static void over(Object x) { System.out.println("Object"); } static void over(int... x) { System.out.println("int..." + x.length); } static void over(double x) { System.out.println("double"); }
    static void nul(Object o) { System.out.println("O"); } static void nul(String s) { System.out.println("S"); }

    public static void main(String[] args) throws Exception {
        System.out.println(Derived.CONST);
        System.out.println("--"); Base d = new Derived();
        System.out.println(d.field + " " + ((Derived) d).field + " " + ((Derived) d).both() + " " + Base.name() + " " + Derived.name()); d.callHidden();
        System.out.println("--"); new Derived("four");
        System.out.println(new A().greet("bob"));
        InitOrder o = new InitOrder(); Inner in = o.new Inner(); Inner.Deep deep = in.new Deep(); in.inc(); System.out.println(deep.sum() + " " + o.outerField);
        for (Planet p : Planet.values()) System.out.printf("%s %.3f %s %s %s%n", p, p.g(), p.note(), p.getClass() == Planet.class, p.getDeclaringClass().getSimpleName());
        System.out.println(Planet.count + " " + Planet.valueOf("EARTH").compareTo(Planet.MERCURY));
        try { Planet.valueOf("X"); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
        System.out.println(Op.of("+").applyAsInt(3, 4) + " " + Op.TIMES.applyAsInt(3, 4)); try { Op.of("?"); } catch (NoSuchElementException e) { System.out.println(e); }
        System.out.println(new Counter() + " " + new Counter() + " " + new Counter().clone() + " " + Counter.made);
        System.out.println(Singleton.get().seen + " " + Singleton.n);
        try { Bad.go(); } catch (ExceptionInInitializerError e) { System.out.println(e + " " + e.getCause()); }
        try { Bad.go(); } catch (NoClassDefFoundError e) { System.out.println(e.getMessage()); }
        int[] a = new int[3]; int i = 0; a[i++] = a[i] + i++ + order("x", 4) * order("y", i); System.out.println(Arrays.toString(a) + i + log);
        i = 5; i = i++ + ++i; System.out.println(i); i += i++ * 2 + i; System.out.println(i); int x = 3; x ^= x << 1 | 1; System.out.println(x);
        byte b = 10; b += 300; b++; b >>>= 1; System.out.println(b); short s = (short) 70000; s -= 1.7; System.out.println(s); char c = 'a'; c += 1; c++; System.out.println(c + 1 + "" + c + (char) (c + 1)); 
        byte bb = (byte) 200; System.out.println(bb + " " + (bb & 0xff) + " " + (bb >>> 4) + " " + (byte) (bb >>> 4) + " " + (bb >> 4));
        over((byte) 1); over('c'); over(1L); over(1f); over(Integer.valueOf(3)); over("s"); over(); over(1, 2); Short sh = 3; over(sh); nul(null); nul((Object) "x");
        Integer i1 = 127, i2 = 127, i3 = 128, i4 = 128; Long l1 = 127L; System.out.println((i1 == i2) + " " + (i3 == i4) + " " + i3.equals(i4) + " " + l1.equals(127) + " " + l1.equals(127L) + " " + (l1 == 127));
        Object t = true ? 1 : 2.0; System.out.println(t); Object u = true ? Integer.valueOf(1) : "s"; System.out.println(u); char ch = 'x'; int zero = 0; System.out.println(false ? zero : ch); System.out.println(false ? 0 : ch); 
        try { Integer nn = null; int z = true ? nn : 0; } catch (NullPointerException e) { System.out.println("NPE"); }
        System.out.println(Planet.EARTH instanceof Planet); System.out.println(new int[0].getClass().getName() + " " + new String[0][0].getClass().getSimpleName() + " " + new Object() {}.getClass().getName() + " " + Planet.EARTH.getClass().getName());
        Runnable r = () -> System.out.println(o.outerField); o.outerField = 99; r.run();
        final int[] hold = {0}; Runnable inc = new Runnable() { int calls; public void run() { calls++; hold[0] += calls; } }; inc.run(); inc.run(); inc.run(); System.out.println(hold[0]);
        class Local { int q = hold[0]; Local next() { Local l = new Local(); l.q = q + 1; return l; } } System.out.println(new Local().next().next().q + " " + new Local().getClass().getName());
    }
}
