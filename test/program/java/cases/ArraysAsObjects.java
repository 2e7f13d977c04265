import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

public class ArraysAsObjects {
  public static void main(String[] args) {
    Object[] all = {new int[] {1}, new String[] {"a"}, new int[2][3], "x", 1, new Integer[0], new ArraysAsObjects[1], new Object[2], new long[3], new boolean[0][]};
    for (Object each : all) {
      Class<?> type = each.getClass();
      System.out.println(type.getSimpleName() + " " + type.getName() + " " + type.isArray() + " " + type.getComponentType());
      System.out.println((each.hashCode() == each.hashCode()) + " " + each.equals(each) + " " + each.equals("q") + " " + each.toString().replaceAll("@.*", "@"));
      System.out.println((each instanceof Serializable) + " " + (each instanceof Cloneable) + " " + type.isInstance(each));
    }
    Object numbers = all[0];
    System.out.println(numbers.toString().equals("[I@" + Integer.toHexString(numbers.hashCode())) + " " + (numbers.getClass() == int[].class));
    List<Object> list = new ArrayList<>(Arrays.asList(all));
    System.out.println(list.indexOf(all[1]) + " " + list.contains(new int[] {1}));
    try {
      long[] wrong = (long[]) numbers;
      System.out.println(wrong.length);
    } catch (ClassCastException e) {
      System.out.println(e.getMessage());
    }
    try {
      System.out.println((String) all[2]);
    } catch (ClassCastException e) {
      System.out.println(e.getMessage());
    }

    Runnable plain = () -> {};
    Runnable marked = (Runnable & Serializable) () -> System.out.println("ran");
    Object other = (Serializable & Comparator<String>) String::compareTo;
    marked.run();
    System.out.println((plain instanceof Serializable) + " " + (marked instanceof Serializable) + " " + (other instanceof Serializable) + " " + (other instanceof Comparator));
    @SuppressWarnings("unchecked")
    Comparator<String> order = (Comparator<String>) other;
    System.out.println(order.reversed().compare("a", "b"));
    Object text = "text";
    System.out.println(((Comparable<?> & CharSequence) text).length());
  }
}
