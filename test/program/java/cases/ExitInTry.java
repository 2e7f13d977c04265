import java.util.*;

/** What try statements run, and that System.exit runs nothing more. */
public class ExitInTry {
    static final List<String> log = new ArrayList<>();

    static class Res implements AutoCloseable {
        final String name;

        Res(String name) {
            this.name = name;
            System.out.println("open " + name);
        }

        @Override
        public void close() {
            System.out.println("close " + name);
        }
    }

    static int overruled() {
        try {
            throw new IllegalStateException("lost");
        } finally {
            return 7;
        }
    }

    static int order(int n) {
        try {
            if (n == 0) throw new RuntimeException("zero");
            return n;
        } catch (RuntimeException e) {
            log.add("catch " + e.getMessage());
            return -1;
        } finally {
            log.add("finally " + n);
        }
    }

    public static void main(String[] args) {
        System.out.println(overruled());
        System.out.println(order(0) + " " + order(3) + " " + log);
        outer:
        for (int i = 0; i < 3; i++) {
            try {
                if (i == 1) continue outer;
                if (i == 2) break outer;
                System.out.println("round " + i);
            } finally {
                System.out.println("after " + i);
            }
        }
        try (Res a = new Res("a"); Res b = new Res("b")) {
            System.out.println("inside");
            try {
                try {
                    System.exit(3);
                } catch (Throwable t) {
                    System.out.println("caught " + t);
                } finally {
                    System.out.println("inner finally");
                }
            } finally {
                System.out.println("outer finally");
            }
        } finally {
            System.out.println("last finally");
        }
        System.out.println("never");
    }
}
