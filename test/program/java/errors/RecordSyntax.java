import java.util.*;

public class RecordSyntax {
    record Point(int x, int y) {
        int z;
        Point { if (x < 0) { return; } }
        void move() { x = 5; this.y = 3; }
        static int count = 0;
    }
    record Pair<A, B>(A first, B second) {
        Pair(A first) { }
        public int first() { return 1; }
    }
    record Bad(int a) { }
    record Range(int lo, int hi) {
        Range(int lo, int hi) { this.lo = lo; }
    }
    record R3(int a) {
        R3 { this.a = a; }
    }
    record R4(int a) {
        public R4(int b) { this.a = b; }
        private String a() { return ""; }
    }
    sealed interface Shape permits Circle, Square { }
    record Circle(double r) implements Shape { }
    final class Square { }
    record Tri() implements Shape { }
    sealed class Animal { }
    sealed class Pet permits Dog { }
    class Dog extends Pet { }

    public static void main(String[] args) {
        Point p = new Point(1);
        System.out.println(p.x() + p.z());
        p.x = 5;
        Pair<String, Integer> q = new Pair<>("a", "b");
        String s = q.second();
        class Local extends Point { }
        Object o = p;
        if (o instanceof Point pp && pp.x() > 0) { }
        System.out.println(pp);
        if (!(o instanceof String t)) { System.out.println(t); }
        if (o instanceof String p) { }
        String str = "x";
        if (str instanceof Integer) { }
        Integer i = (Integer) str;
    }
}
