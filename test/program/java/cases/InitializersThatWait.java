import java.util.concurrent.CountDownLatch;

public class InitializersThatWait {
    static final CountDownLatch OPEN = new CountDownLatch(1);
    static final String STATIC;

    static {
        OPEN.countDown();
        STATIC = passed("static initializer");
    }

    final String field = passed("field");
    final String constructor;

    InitializersThatWait() {
        constructor = passed("constructor");
    }

    static String passed(String where) {
        try {
            OPEN.await();
            return where + " passed";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    static class Holder {
        static int value;
        static {
            try {
                OPEN.await();
                value = 7;
            } catch (InterruptedException e) {
                value = -1;
            }
        }
    }

    public static void main(String[] args) {
        InitializersThatWait made = new InitializersThatWait();
        System.out.println(STATIC + ", " + made.field + ", " + made.constructor + ", " + Holder.value);
    }
}
