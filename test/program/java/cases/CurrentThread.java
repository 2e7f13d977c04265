import java.util.concurrent.*; import java.util.*;
public class CurrentThread { public static void main(String[] a) throws Exception {
 System.out.println("1 " + Thread.currentThread().getName());
 CompletableFuture<Integer> cf = CompletableFuture.supplyAsync(() -> 20); cf.get(); System.out.println("2 " + Thread.currentThread().getName());
 ExecutorService ex = Executors.newFixedThreadPool(2); List<Future<Integer>> fs = ex.invokeAll(List.of(() -> 1, () -> 2)); System.out.println("3 " + Thread.currentThread().getName()); ex.shutdown(); ex.awaitTermination(1, TimeUnit.SECONDS); System.out.println("4 " + Thread.currentThread().getName());
 CountDownLatch l = new CountDownLatch(2); for (int i = 0; i < 2; i++) new Thread(l::countDown).start(); l.await(); System.out.println("5 " + Thread.currentThread().getName()); 
} }
