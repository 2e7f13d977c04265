Public class CapitalLetters {
    public Static void main(string[] args) {
        system.out.println("hi");
        Int x = 3;
        For (int i = 0; i < 3; i++) { }
        If (x > 3) { }
        While (true) { }
        Return;
    }
}
