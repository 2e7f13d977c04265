public class TryAndSwitchSlips {
    static int f(int n) {
        if (n == 0) {
            return 1;
        else {
            return n * f(n - 1);
        }
    }

    static void g() {
        int i = 0;
        do {
            i++;
        } while (i < 3)
        switch (i) {
            case 1
                System.out.println("1");
            default
                System.out.println("d");
        }
        try {
            g();
        }
        System.out.println("after");
        catch (Exception e) { }
    }

    public static void main(String args) {
        g()
        f(3);
    }
