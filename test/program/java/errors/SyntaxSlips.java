public class SyntaxSlips { public static void main(String[] a) {
    int x = 5
    System.out.println(x);
    String s = "abc;
    System.out.println(s);
    int y = (3 + 4;
    if (x > 3 {
      System.out.println("a");
    }
    for (int i = 0; i < 3, i++) { }
} }
