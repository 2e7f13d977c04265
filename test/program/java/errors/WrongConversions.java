public class WrongConversions {
  public static void main(String[] args) {
    int x = "hello";
    String s = 42;
    boolean b = 1;
    char c = 70000;
    float f = 3.14;
    int i = 10L;
    byte bb = 128;
    short sh = 'a' + 70000;
    Integer boxed = 5L;
    Long lo = 5;
    double d = "x".length() > 1 ? "a" : 2.0;
    Object o = 5; String t = o;
    int[] arr = {1, "2", 3.0};
    int[] arr2 = new int["3"];
    String[] strs = new int[2];
    char ch = "c";
    Double dd = 3;
    Character cc = 65;
  }
}
