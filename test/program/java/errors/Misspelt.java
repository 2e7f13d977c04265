public class Misspelt { int f() { retrun 1; } }
