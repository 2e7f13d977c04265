public class ClassWithoutBrace
    public static void main(String[] args) {
        System.out.println("hi");
    }
}
