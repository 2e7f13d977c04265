public class MembersInMethod {
  public static void main(String[] args) {
    public int x = 1;
    static int y = 2;
    void foo() { }
    int bar(int a) { return a; }
    private String s;
  }
}
