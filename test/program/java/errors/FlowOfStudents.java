import java.util.*;

public class FlowOfStudents {
    final int a = 1;
    static final int MAX;
    final int b;
    final List<String> names = new ArrayList<>();

    void change() {
        a = 2;
        a++;
        this.b = 3;
        names = null;
        names.add("ok");
        MAX = 3;
        final int k = 0;
        k++;
        k += 2;
        ++k;
        final int later;
        later = 1;
        later = 2;
        for (final int i : new int[] {1, 2}) { i = 3; }
        final int[] arr = {1};
        arr[0] = 2;
        arr = null;
    }

    void param(final int p) { p = 3; }

    void eff() {
        int n = 0;
        n = 1;
        Runnable r = () -> System.out.println(n);
        int m = 0;
        Runnable s = new Runnable() { public void run() { m++; } };
        int q = 3;
        class L { int get() { return q; } }
        q = 4;
        for (int i = 0; i < 3; i++) { new Thread(() -> System.out.println(i)).start(); }
        String x;
        Runnable t = () -> System.out.println(x);
        int y;
        y++;
        int z;
        if (a > 0) z = 1;
        System.out.println(z);
        int w;
        while (a > 5) { w = 1; break; }
        System.out.println(w);
        int u;
        try { u = Integer.parseInt("1"); } catch (Exception e) { }
        System.out.println(u);
        int o;
        switch (a) { case 1: o = 1; break; case 2: o = 2; }
        System.out.println(o);
        int e; boolean c = a > 1 && (e = 3) > 2; System.out.println(e);
    }

    void loops() {
        for (;;) { }
        int dead = 1;
    }
    void loops2() {
        while (false) { System.out.println(); }
        for (int i = 0; false; i++) { }
        do { continue; } while (true);
    }
    int loops3() {
        for (int i = 0; i < 3; i++) { return i; }
    }
    void brk() {
        break;
        for (int i = 0; ; ) { break; i++; }
        outer: for (;;) { break outr; }
        while (true) { continue; System.out.println(); }
    }
    int ifs(int a) {
        if (a > 0) return 1; else return 2;
        return 3;
    }
    int tr() { try { return 1; } finally { } }
    int tr2() { try { System.out.println(); } catch (RuntimeException e) { return 2; } }
    int sw(int a) { switch (a) { case 1: return 1; default: throw new RuntimeException(); } }
    int noret() { }
    void ret() { return null; }
    int ret2() { return; }
    FlowOfStudents() { return 1; }
    { return; }
    static { throw new RuntimeException(); }
}
