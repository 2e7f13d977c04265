class Animal { void speak() { System.out.println("..."); }
class Dog extends Animal { @Override void speak() { System.out.println("w"); } 
public class MissingBraceAtEnd { public static void main(String[] a) { new Dog().speak(); } }
