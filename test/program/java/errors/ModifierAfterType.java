public class ModifierAfterType {
  public void static main(String[] args) {
    System.out.println("Hi")
  }
}
