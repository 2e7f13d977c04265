public class SyntaxOfEveryKind {
    int a = 3;;
    int b = (1 + 2;
    int c = 1 + ;
    int d = * 3;
    int[] e = {1, 2;
    String f = "a" + "b" "c";
    int g() { return 1 2; }
    int h(int a int b) { return a; }
    int k(int a; int b) { return a; }
    void l() { int x; x = ; x == 3; x = 3 4; }
    void m() { if (true) else { } }
    void n() { else { } }
    void o() { case 1: ; }
    void p() { catch (Exception e) { } }
    void q() { finally { } }
    void r() { try { } }
    void s() { int[] z = new int[]; int[] y = new int[3; }
    void t() { foo(1, ); foo(, 1); foo(1 2); }
    void u() { a.; .b(); a..b(); }
    void v() { int if = 3; String while; }
    void w() { new (); new int; new Foo; }
    void x() { (int) ; int y = (int); }
    void y() { switch (1) { System.out.println(); } }
    void z() { do { } ; while (true) }
}
