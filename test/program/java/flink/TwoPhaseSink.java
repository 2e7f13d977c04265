import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeutils.base.VoidSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.TwoPhaseCommitSinkFunction;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** A transaction per checkpoint: the source goes on when one is complete. */
public class TwoPhaseSink {
  public static class Transaction {
    public String id;
    public List<Long> rows = new ArrayList<>();
    public Transaction() {}
    public Transaction(String id) { this.id = id; }
    @Override public String toString() { return id + rows; }
  }
  static class Transactional extends TwoPhaseCommitSinkFunction<Long, Transaction, Void> {
    private int begun = 0;
    Transactional() { super(new KryoSerializer<>(Transaction.class, new ExecutionConfig()), VoidSerializer.INSTANCE); }
    @Override protected void invoke(Transaction t, Long value, Context context) { t.rows.add(value); }
    @Override protected Transaction beginTransaction() { System.out.println("begin t" + begun); return new Transaction("t" + begun++); }
    @Override protected void preCommit(Transaction t) { System.out.println("preCommit " + t); }
    @Override protected void commit(Transaction t) { System.out.println("commit " + t); }
    @Override protected void abort(Transaction t) { System.out.println("abort " + t); }
  }
  static class Steps implements SourceFunction<Long>, CheckpointListener {
    private volatile boolean running = true;
    private volatile int completed = 0;
    @Override public void run(SourceContext<Long> out) throws Exception {
      for (int i = 0; i < 3 && running; i++) {
        int before;
        synchronized (out.getCheckpointLock()) {
          out.collect(10L * i);
          out.collect(10L * i + 1);
          before = completed;
        }
        while (running && completed == before) Thread.sleep(5);
      }
    }
    @Override public void cancel() { running = false; }
    @Override public void notifyCheckpointComplete(long checkpoint) { completed++; }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    env.enableCheckpointing(1000);
    env.addSource(new Steps()).addSink(new Transactional());
    env.execute();
  }
}
