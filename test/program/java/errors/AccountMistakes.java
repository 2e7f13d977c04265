import java.util.*;

public class AccountMistakes {
    private int balance;
    private final String owner;

    public AccountMistakes(String owner) {
        balance = 0;
    }

    public int deposit(int amount) {
        if (amount > 0) {
            balance += amount;
            return balance;
        }
    }

    public void withdraw(int amount) {
        int old;
        if (amount <= balance) {
            old = balance;
            balance -= amount;
        }
        System.out.println("was " + old);
        return balance;
    }

    public String getOwner() {
        while (true) {
            System.out.println("loop");
        }
        return owner;
    }

    public static void main(String[] args) {
        AccountMistakes a = new AccountMistakes();
        a.deposit("100");
        a.withdraw(3.5);
        balance = 7;
        String s = a.getOwner;
        int n = a.getOwner();
        System.out.printn(a.balance);
        for (int i = 0; i < 3; i++) {
            int i = 4;
        }
        System.out.println(i);
    }
}
