public class BraceTooMany {
  public static void main(String[] args) {
    System.out.println("a");
  }
}
}
