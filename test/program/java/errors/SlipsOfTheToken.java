public class SlipsOfTheToken {
    public static void main(String[] args) {
        int x = 5
        int y = 6;
        String t = 'hello';
        char c = '';
        char d = 'a;
        double e = 1.2.3;
        int f = 1_000_;
        int g = 09;
        String u = "bad \q escape";
        if (x == 5) {
            System.out.println("a")
        } else if {
        }
        else {
        }
        int class = 5;
        int 2x = 3;
        retrun x;
        System.out.println("done") ;
    }

    public void static wrong() { }
    public int noName { return 1; }
    void params(int, String b) { }
    void nobody(int a)
    int z = 4;
}
