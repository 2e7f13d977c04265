import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;

public class ScheduledRuns {
  static Runnable slowAtFirst(AtomicInteger runs) {
    return () -> {
      if (runs.getAndIncrement() == 0) {
        try {
          Thread.sleep(500);
        } catch (InterruptedException e) {
          throw new RuntimeException(e);
        }
      }
    };
  }
  public static void main(String[] args) throws Exception {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    AtomicInteger rate = new AtomicInteger();
    AtomicInteger delay = new AtomicInteger();
    pool.scheduleAtFixedRate(slowAtFirst(rate), 0, 200, TimeUnit.MILLISECONDS);
    pool.scheduleWithFixedDelay(slowAtFirst(delay), 0, 200, TimeUnit.MILLISECONDS);
    Thread.sleep(1300);
    pool.shutdownNow();
    System.out.println("fixed rate " + rate.get() + ", fixed delay " + delay.get());
  }
}
