import java.util.*;

public class VarSyntax {
    var field = 3;
    var method() { return 1; }
    void p(var x) { }
    @Override public String tostring() { return ""; }
    @Override public boolean equals(VarSyntax o) { return true; }
    @FunctionalInterface interface Two { void a(); void b(); }
    @FunctionalInterface static class NotI { }
    @interface Ann { int value(); String name() default "x"; }
    @Ann static class X { }
    @Ann(1) @Ann(2) static class Y { }
    @Ann(value = "s") static class Z { }
    @Ann(value = 1, nme = "q") static class W { }
    @Unknown void u() { }
    private class Priv { }
    private public int both;
    abstract final class AF { }
    static static int twice;
    abstract void noAbs();
    int hashCode() { return 1; }
    protected String toString() { return ""; }
    public void finalize(int a) { }
    interface I { int x; private int y = 3; protected void m(); void n() { } final void o(); }
    class Outer { class Outer { } }
    void locals() {
        var a;
        var b = null;
        var c = {1, 2};
        var d = 1, e = 2;
        var[] f = new int[1];
        var g = g + 1;
        var h = new int[] {1}, k = 2;
        static int s = 3;
        private int t = 4;
        public void inner() { }
        int a = 3;
        var list = new ArrayList<>();
        list.add("x");
        String s2 = list.get(0);
        for (var x : list) { x.length(); }
        List<var> lv = null;
    }
}
