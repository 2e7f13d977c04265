import java.util.*;
public class LoopsOfOtherLanguages {
    private List<String> items = new ArrayList<>()
    public LoopsOfOtherLanguages() { }
    public void add(String s) {
        items.add(s)
        items.add(s + "!");
    }
    public String get(int i)
        return items.get(i);
    }
    public void each() {
        for (String s in items) { System.out.println(s); }
        foreach (String s : items) { }
        for (int i = 0, i < 3, i++) { }
        for (int i = 0; i < 3, i++) { }
        for (int i : 5) { }
    }
}
