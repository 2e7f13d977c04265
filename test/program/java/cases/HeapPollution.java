import java.util.*;
public class HeapPollution {
    static class Box<T> { T v; Box(T v) { this.v = v; } T get() { return v; } }
    interface Animal { String say(); }
    static class Dog implements Animal { public String say() { return "wuff"; } }
    public static void main(String[] args) {
        List raw = new ArrayList(); raw.add(1); raw.add("two"); raw.add(3L);
        List<String> ls = raw;
        try { String s = ls.get(0); System.out.println(s); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        try { for (String s : ls) System.out.println(s); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        Object o = ls.get(0); System.out.println(o);
        System.out.println("" + ls.get(1));
        try { int n = ls.get(2).length(); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        Box<Integer> b = (Box) new Box<>("x");
        try { int i = b.v; } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        try { Integer i = b.get(); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        Box<Animal> a = new Box(new Dog()); System.out.println(a.get().say()); Animal an = a.v; System.out.println(an.say());
        Box<Animal> w = (Box) new Box<>(5);
        try { Animal z = w.get(); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        try { w.get().say(); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
    }
}
