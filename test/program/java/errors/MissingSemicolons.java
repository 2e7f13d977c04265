public class MissingSemicolons {
  public static void main(String args) {
    int i = 0;
    i++
    while (i < 5)
      System.out.println(i)
      i++;
    do { i--; } while (i > 0)
    return
  }
}
