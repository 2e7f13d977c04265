public clas MisspeltClass {
    public static void main(String[] args) {
        System.out.println("hi");
    }
}
