import java.io.File;
import java.io.FileWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Files of the distributed cache in streams and data sets; one that nobody registered, one twice, one that is not there. */
public class CachedFiles {
  static class Named extends RichMapFunction<Integer, String> {
    private transient List<String> names;
    @Override public void open(Configuration parameters) throws Exception {
      File file = getRuntimeContext().getDistributedCache().getFile("names");
      names = new ArrayList<>(Files.readAllLines(file.toPath()));
      names.add(file.exists() + " " + file.length());
    }
    @Override public String map(Integer i) throws Exception {
      try { getRuntimeContext().getDistributedCache().getFile("other"); } catch (IllegalArgumentException e) { if (i == 0) return e.getMessage(); }
      return i + " " + names.get(i % names.size());
    }
  }
  public static void main(String[] args) throws Exception {
    File file = new File("/tmp/names-of-cached-files.txt");
    try (Writer w = new FileWriter(file)) { w.write("zero\none\ntwo\n"); }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    env.registerCachedFile(file.getPath(), "names");
    env.fromElements(0, 1, 2, 3).map(new Named()).print("stream");
    env.execute();

    ExecutionEnvironment set = ExecutionEnvironment.getExecutionEnvironment();
    set.setParallelism(1);
    set.registerCachedFile("file://" + file.getPath(), "names", true);
    System.out.println(set.fromElements(1, 2, 4).map(new Named()).collect());

    StreamExecutionEnvironment twice = StreamExecutionEnvironment.getExecutionEnvironment();
    twice.registerCachedFile("/tmp/a.txt", "names");
    twice.registerCachedFile("/tmp/b.txt", "names", true);
    twice.fromElements(1).print();
    try { twice.execute(); } catch (IllegalStateException e) { System.out.println(e.getMessage()); }
    StreamExecutionEnvironment missing = StreamExecutionEnvironment.getExecutionEnvironment();
    missing.registerCachedFile("/tmp/nowhere/lost.txt", "lost");
    missing.fromElements(1).print();
    try { missing.execute("Lost"); } catch (Exception e) { for (Throwable t = e; t != null; t = t.getCause()) System.out.println(t.getClass().getName() + ": " + t.getMessage()); }
    ExecutionEnvironment lost = ExecutionEnvironment.getExecutionEnvironment();
    lost.registerCachedFile("/tmp/nowhere/lost.txt", "lost");
    try { lost.fromElements(1).print(); } catch (Exception e) { for (Throwable t = e; t != null; t = t.getCause()) System.out.println(t.getClass().getName() + ": " + t.getMessage()); }
  }
}
