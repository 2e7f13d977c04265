import java.util.*;
public class Inheritance {
    interface Shape { double area(); default String name() { return "shape"; } }
    static class Circle implements Shape { double r; Circle(double r) { this.r = r; } double area() { return Math.PI * r * r; } }
    static class Square implements Shape { double a; public int area() { return 1; } }
    static class Triangle implements Shape { public String name() { return "t"; } }
    static abstract class Base { abstract void run(); final void keep() { } static void st() { } void inst() { } protected void prot() { } }
    static class Derived extends Base { @Override void rum() { } void run() throws Exception { } void keep() { } void st() { } static void inst() { } private void prot() { } }
    static final class Leaf { }
    static class Sub extends Leaf { }
    static class Impl extends Shape { }
    static class Ext implements Base { }
    static class Two extends Base, Leaf { }
    enum Color { RED, GREEN; private Color() { } public Color(int x) { } }
    static class Col extends Color { }
    interface Fn { int f(); int g(); }
    public static void main(String[] args) {
        Shape s = new Shape();
        Base b = new Base();
        List<Shape> list = new ArrayList<Circle>();
        list.add(new Square());
        Circle c = list.get(0);
        Fn f = () -> 1;
        Color.RED = null;
        Color k = new Color();
        s.r = 3;
        ((Circle) s).q = 3;
        Leaf lf = (Leaf) "x";
        b.prot().x();
        int i = s instanceof Circle;
        String str = s.toString;
        Shape.name();
        Base.run();
        super.toString();
        this.x = 3;
    }
}
