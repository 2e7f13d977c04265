public class OneBraceTooMany {
    public static void main(String[] args) {
        int a = 5;
        if (a > 3) {
            System.out.println("x");
        }
        }
        System.out.println("after");
    }
}
