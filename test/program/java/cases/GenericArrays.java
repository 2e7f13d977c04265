import java.util.*;
public class GenericArrays { 
 static <X> X[] same(X[] a) { return a; }
 static <X> X[] two(List<X> a) { return null; }
 static void m(Long[] b) { System.out.println(b == null ? "null" : Arrays.toString(b)); }
 public static void main(String[] x) { 
 List<Long> n = new ArrayList<>(Arrays.asList(4L, 5L));
 m(same(new Long[1]));
 m(two(new ArrayList<Long>()));
 m(n.toArray(new Long[0]));
 System.out.println(String.join("-", Arrays.asList("b", "a").toArray(new String[0])));
} }
