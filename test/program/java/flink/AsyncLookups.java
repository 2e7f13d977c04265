import java.util.*; import java.util.concurrent.*; import java.util.function.*;
import org.apache.flink.streaming.api.datastream.*; import org.apache.flink.streaming.api.environment.*; import org.apache.flink.streaming.api.functions.async.*; import org.apache.flink.configuration.Configuration;
public class AsyncLookups {
  static class Lookup extends RichAsyncFunction<Integer, String> {
    transient ExecutorService pool;
    @Override public void open(Configuration c) { pool = Executors.newFixedThreadPool(4); }
    @Override public void close() { pool.shutdown(); }
    @Override public void asyncInvoke(Integer in, ResultFuture<String> out) {
      CompletableFuture.supplyAsync(() -> { try { Thread.sleep(in % 2 == 0 ? 20 : 300); } catch (InterruptedException e) { throw new RuntimeException(e); } return "r" + in; }, pool).thenAccept(r -> out.complete(Collections.singleton(r)));
    }
  }
  public static void main(String[] a) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(); env.setParallelism(1);
    DataStream<Integer> in = env.fromElements(1, 2, 3, 4, 5, 6);
    AsyncDataStream.orderedWait(in, new Lookup(), 5, TimeUnit.SECONDS, 10).print("ordered");
    AsyncDataStream.unorderedWait(in, new Lookup(), 5000, TimeUnit.MILLISECONDS, 10).print("unordered");
    AsyncDataStream.unorderedWait(in, new AsyncFunction<Integer, String>() {
      @Override public void asyncInvoke(Integer i, ResultFuture<String> f) { if (i < 4) f.complete(Arrays.asList("x" + i, "y" + i)); else new Thread(() -> { try { Thread.sleep(3000); } catch (InterruptedException e) { } f.complete(Collections.emptyList()); }).start(); }
      @Override public void timeout(Integer i, ResultFuture<String> f) { f.complete(Collections.singletonList("late" + i)); }
    }, 500, TimeUnit.MILLISECONDS).print("timeout");
    env.execute();
  }
}
