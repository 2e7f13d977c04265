import java.util.*;
import java.util.function.*;
public class InnerAndLambdas {
    interface Shape { double area(); String name(); }
    class Sq implements Shape { public double area() { return 1; } }
    class Ci implements Shape { double area() { return 1; } public String name() { return "c"; } }
    abstract class Ab { abstract void f(); void g(); }
    class Co extends Ab { }
    final class Fi { } class Sub extends Fi { }
    class Ov { Object f() { return null; } final void h() { } static void st() { } void in() { } }
    class Ow extends Ov { String f() { return ""; } void h() { } void st() { } static void in() { } }
    class Th { void f() { } } class Ti extends Th { void f() throws Exception { } }
    int inst = 3; static int si = inst; void im() { }
    static void main2() { im(); this.im(); super.toString(); new Sq(); }
    public static void main(String[] args) {
        Function<String, Integer> f = s -> s.length() + "x";
        Function<String, Integer> g = (a, b) -> 1;
        Runnable r = () -> 5;
        Supplier<String> su = () -> { };
        Comparator<String> c = (a, b) -> a.length() > b.length();
        Predicate<Integer> p = x -> x + 1;
        int loc = 1; Runnable cap = () -> System.out.println(loc); loc++;
        Object o = () -> 1;
        var v; var w = null; var z = {1, 2}; var lam = () -> 1;
        String s = null; s.foo(); int[] a = {1}; a.length(); a.size();
        List<String> ls = new ArrayList<Integer>(); List<Object> lo = new ArrayList<String>();
        Map<String> m; Set<String, String> st;
        for (String q : 5) { } for (int q : List.of("a")) { }
        throw new String("x");
    }
}
