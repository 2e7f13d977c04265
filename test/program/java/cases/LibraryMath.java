import java.math.*;
import java.util.*;
import java.util.stream.*;
import java.time.*;
public class LibraryMath {
  public static void main(String[] a) {
    BigDecimal x = new BigDecimal("10.25"), y = new BigDecimal("3");
    System.out.println(x.add(y) + " " + x.multiply(y) + " " + x.divide(y, 5, RoundingMode.HALF_UP) + " " + x.divide(new BigDecimal("4")) + " " + new BigDecimal(0.1) + " " + BigDecimal.valueOf(0.1) + " " + x.hashCode() + " " + x.setScale(1, RoundingMode.HALF_EVEN) + " " + new BigDecimal("1E+5") + " " + new BigDecimal("100").stripTrailingZeros() + " " + new BigDecimal("0.0000001"));
    System.out.println(new BigInteger("123456789012345678901234567890").pow(2).mod(BigInteger.valueOf(97)) + " " + new BigInteger("-12345678901234567890").hashCode() + " " + String.format("%s %,d %.3f", x, new BigInteger("1234567"), x));
    List<String> words = Arrays.asList("flink", "spark", "hive", "flink", "storm", "hive", "flink");
    Map<String, Long> counts = words.stream().collect(Collectors.groupingBy(w -> w, Collectors.counting()));
    System.out.println(counts + " " + new TreeMap<>(counts) + " " + words.stream().distinct().sorted(Comparator.comparing(String::length).thenComparing(Comparator.reverseOrder())).collect(Collectors.toList()));
    System.out.println(IntStream.rangeClosed(1, 5).mapToObj(i -> "n" + i).collect(Collectors.joining(", ", "[", "]")) + IntStream.of(3, 1, 2).summaryStatistics() + Stream.iterate(1, i -> i * 2).limit(8).reduce(0, Integer::sum));
    System.out.println(words.stream().collect(Collectors.partitioningBy(w -> w.length() > 4)) + " " + words.stream().mapToInt(String::length).average() + " " + words.stream().max(Comparator.naturalOrder()));
    PriorityQueue<Integer> q = new PriorityQueue<>(Comparator.reverseOrder()); for (int i : new int[] {5, 1, 8, 3, 9, 2}) q.add(i); System.out.print(q + " "); q.remove(8); System.out.println(q + " " + q.poll() + q.peek());
    Deque<Integer> d = new ArrayDeque<>(); d.push(1); d.addLast(2); d.offerFirst(0); System.out.println(d + " " + d.pollLast() + " " + new LinkedList<>(d));
    TreeMap<Integer, String> t = new TreeMap<>(); for (int i = 0; i < 10; i += 2) t.put(i, "v" + i); System.out.println(t.floorKey(5) + " " + t.ceilingEntry(5) + " " + t.headMap(4) + " " + t.tailMap(4, false) + " " + t.descendingMap() + " " + t.firstEntry() + t.higherKey(8));
    Iterator<Integer> it = new ArrayList<>(List.of(1, 2, 3, 4)).iterator(); it.next(); it.remove(); System.out.println(it.next());
    try { List<Integer> l = new ArrayList<>(List.of(1, 2, 3)); for (Integer i : l) l.remove(i); } catch (ConcurrentModificationException e) { System.out.println(e); }
    try { List.of(1).add(2); } catch (UnsupportedOperationException e) { System.out.println(e); }
    try { new ArrayList<>().get(0); } catch (IndexOutOfBoundsException e) { System.out.println(e.getMessage()); }
    System.out.println(Duration.ofSeconds(3661, 0).getClass().getSimpleName() + Duration.ofMillis(90061001) + " " + LocalDate.of(2021, 2, 28).plusDays(1) + " " + LocalDateTime.of(2021, 1, 31, 10, 5).plusMonths(1) + " " + Instant.ofEpochMilli(1637500000123L) + " " + LocalDate.parse("2021-11-21").getDayOfWeek());
    System.out.println(Objects.hash(1, "a", 2.5, 'c', 7L, true, null) + " " + Arrays.asList(1, 2, 3).hashCode() + " " + new HashMap<>(Map.of("k", 1)).hashCode() + " " + Optional.of("x").map(String::toUpperCase) + " " + Arrays.toString("a1b2".split("\\d")) + " " + Arrays.deepToString(new int[][] {{1}, {2, 3}}));
    LinkedHashMap<String, Integer> lru = new LinkedHashMap<>(16, 0.75f, true) { protected boolean removeEldestEntry(Map.Entry<String, Integer> e) { return size() > 2; } };
    lru.put("a", 1); lru.put("b", 2); lru.get("a"); lru.put("c", 3); System.out.println(lru);
    int[] arr = {5, 3, 1}; Arrays.sort(arr); System.out.println(Arrays.toString(arr) + Arrays.stream(arr).sum() + " " + Arrays.asList(3, 1, 2) + Collections.max(Arrays.asList(3, 1, 2)));
    StringBuilder sb = new StringBuilder("hello"); sb.insert(0, 'x').append(1.5f).append(2L).reverse().setCharAt(0, 'Z'); System.out.println(sb.deleteCharAt(1).replace(0, 2, "__"));
  }
}
