import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.serialization.Encoder;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.StreamingFileSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.DateTimeBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** Part files by rolling policy, bucket assigner, part names and encoder; StreamingFileSink with checkpoints, FileSink in BATCH mode. */
public class PartFiles {
  static class Numbers implements SourceFunction<Integer> {
    private volatile boolean running = true;
    @Override public void run(SourceContext<Integer> ctx) throws Exception {
      for (int i = 0; i < 12 && running; i++) { synchronized (ctx.getCheckpointLock()) { ctx.collect(i); } }
      for (int i = 0; i < 30 && running; i++) Thread.sleep(100);
    }
    @Override public void cancel() { running = false; }
  }
  static class Evens implements BucketAssigner<Integer, String> {
    @Override public String getBucketId(Integer element, Context context) { return element % 2 == 0 ? "even" : "odd"; }
    @Override public SimpleVersionedSerializer<String> getSerializer() { return SimpleVersionedStringSerializer.INSTANCE; }
  }
  static class Tagged implements Encoder<Integer> {
    @Override public void encode(Integer element, OutputStream stream) throws IOException { stream.write(("<" + element + ">").getBytes("UTF-8")); }
  }
  static void show(String title, String directory) throws IOException {
    Path root = Paths.get(directory);
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> sorted = files.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
      for (Path file : sorted) {
        String name = root.relativize(file).toString().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "UUID");
        System.out.println(title + " " + name + " " + new String(Files.readAllBytes(file), "UTF-8").replace("\n", "|"));
      }
    }
  }
  static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null) for (File each : inside) delete(each);
    file.delete();
  }
  public static void main(String[] args) throws Exception {
    String out = "/tmp/part-files-of-sinks";
    delete(new File(out));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    env.enableCheckpointing(500);
    org.apache.flink.core.fs.Path a = new org.apache.flink.core.fs.Path(out + "/a");
    org.apache.flink.core.fs.Path b = new org.apache.flink.core.fs.Path(out, "b");
    org.apache.flink.core.fs.Path c = new org.apache.flink.core.fs.Path(out + "/c");
    org.apache.flink.core.fs.Path d = org.apache.flink.core.fs.Path.fromLocalFile(new File(out + "/d"));
    var numbers = env.addSource(new Numbers());
    numbers.addSink(StreamingFileSink.forRowFormat(a, new SimpleStringEncoder<Integer>("UTF-8")).withBucketAssigner(new Evens()).withRollingPolicy(OnCheckpointRollingPolicy.build()).build());
    numbers.addSink(StreamingFileSink.forRowFormat(b, new Tagged()).withBucketAssigner(new BasePathBucketAssigner<>())
      .withRollingPolicy(DefaultRollingPolicy.builder().withMaxPartSize(7).build())
      .withOutputFileConfig(OutputFileConfig.builder().withPartPrefix("row").withPartSuffix(".txt").build()).build());
    numbers.addSink(StreamingFileSink.forRowFormat(c, new SimpleStringEncoder<Integer>()).withBucketAssigner(new DateTimeBucketAssigner<>("'year'"))
      .withBucketCheckInterval(200).withRollingPolicy(DefaultRollingPolicy.builder().withRolloverInterval(1000).withInactivityInterval(400).build()).build());
    env.execute();
    show("checkpoint", out + "/a");
    show("size", out + "/b");
    show("inactive", out + "/c");

    StreamExecutionEnvironment batch = StreamExecutionEnvironment.getExecutionEnvironment();
    batch.setParallelism(1);
    batch.setRuntimeMode(RuntimeExecutionMode.BATCH);
    batch.fromElements(1, 2, 3, 4).sinkTo(FileSink.forRowFormat(d, new SimpleStringEncoder<Integer>()).withBucketAssigner(new Evens())
      .withOutputFileConfig(new OutputFileConfig("batch", ".csv")).build());
    batch.execute();
    show("batch", out + "/d");
    System.out.println(d.getName() + " " + d.getParent().getName() + " " + d.isAbsolute() + " " + b.toUri() + " " + b.suffix(".x"));
  }
}
