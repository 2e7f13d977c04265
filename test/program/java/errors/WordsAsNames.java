public class WordsAsNames {
    public static void main(String[] args) {
        int int = 5;
        String class = "x";
        try { foo(); } catch { }
        switch (args.length) { case 1 System.out.println(); break; }
        if (args.length > 0 { System.out.println("a"); }
        else System.out.println("b");
    }
}
