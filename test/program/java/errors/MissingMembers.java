import java.util.*;
public class MissingMembers {
  int f; void inst() {} static class N {} class In {}
  public static void main(String[] args) {
    undefined = 5; System.out.println(undefined2); foo(1, "a"); String s = "x"; s.foo(); s.bar = 1;
    Strin t; List<Foo> l; new Bar(1); MissingMembers.baz(); MissingMembers.qux++;
    f = 1; inst(); this.f = 2; In in = new In(); super.toString();
    System.out.printn("x"); System.oot.println(); Sytem.out.println(); Math.sqroot(2); int[] a = {1}; a.size(); a.length();
    s.length(1); Integer.parseInt(5); "a".charAt("0"); new ArrayList<String>().add(5);
    List<String> ls = new ArrayList<>(); ls.add(1, 2, 3); ls.push("x");
    Map<String, Integer> m = new HashMap<>(); m.put(1, "a"); m.get();
    for (String x : m) {} for (int i : ls) {} for (String q : 5) {}
  }
}
