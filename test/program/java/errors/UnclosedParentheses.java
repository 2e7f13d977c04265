public class UnclosedParentheses {
    public static void main(String[] args) {
        String s = "unclosed;
        int x = 5;
        System.out.println("x is " + x;
        if (x > 3 {
            System.out.println("big");
        }
        for (int i = 0; i < 3; i++ {
            System.out.println(i);
        }
        while x < 10 {
            x++;
        }
    }
}
