public class MissingReturn { static int f(int x) { if (x > 0) { return 1; } } public static void main(String[] a) { System.out.println(f(1)); } }
