import java.util.*; import java.util.concurrent.*; import java.util.stream.*;
public class WaitingStreams { public static void main(String[] a) throws Exception {
  ExecutorService ex = Executors.newFixedThreadPool(2);
  List<CompletableFuture<Integer>> fs = IntStream.range(0, 4).mapToObj(i -> CompletableFuture.supplyAsync(() -> { try { Thread.sleep(50 - i * 10); } catch (InterruptedException e) { } return i * i; }, ex)).collect(Collectors.toList());
  System.out.println(fs.stream().map(CompletableFuture::join).collect(Collectors.toList()));
  List<Future<String>> gs = new ArrayList<>(); for (String s : List.of("x", "y")) gs.add(ex.submit(() -> { Thread.sleep(5); return s + s; }));
  System.out.println(gs.stream().map(f -> { try { return f.get(); } catch (Exception e) { return "?"; } }).collect(Collectors.joining(",")));
  System.out.println(fs.stream().mapToInt(f -> f.join()).sum() + " " + Stream.of(3, 4).map(x -> x + 1).map(String::valueOf).toList());
  CompletableFuture<Void> all = CompletableFuture.allOf(fs.toArray(new CompletableFuture[0])); System.out.println(all.thenApply(v -> fs.stream().map(f -> f.join()).reduce(0, Integer::sum)).get());
  ex.shutdown();
} }
