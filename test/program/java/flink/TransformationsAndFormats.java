import java.io.File;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.apache.commons.lang3.RandomStringUtils;
import org.apache.flink.api.java.io.TextInputFormat;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.contrib.streaming.state.PredefinedOptions;
import org.apache.flink.contrib.streaming.state.RocksDBStateBackend;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.FileProcessingMode;
import org.apache.flink.streaming.api.functions.source.SocketTextStreamFunction;

/** Transformations behind streams and sinks, charsets of read files, separators of written ones, a socket's function as a source. */
public class TransformationsAndFormats {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    RocksDBStateBackend rocks = new RocksDBStateBackend("file:///tmp/small-things-checkpoints", true);
    rocks.setPredefinedOptions(PredefinedOptions.FLASH_SSD_OPTIMIZED);
    rocks.setNumberOfTransferThreads(2);
    SingleOutputStreamOperator<Tuple2<String, Integer>> pairs = env.fromElements(Tuple2.of("a", 1), Tuple2.of("b", 2)).filter(t -> t.f1 > 0).name("positive").setMaxParallelism(8).uid("filter");
    DataStreamSink<Tuple2<String, Integer>> sink = pairs.writeAsCsv("/tmp/small-things.csv", FileSystem.WriteMode.OVERWRITE, ";\n", "|").name("csv").setParallelism(1);
    System.out.println(pairs.getTransformation().getName() + " " + pairs.getTransformation().getParallelism() + " " + pairs.getTransformation().getMaxParallelism() + " " + pairs.getTransformation().getUid() + " " + pairs.getTransformation().getOutputType());
    System.out.println(sink.getTransformation().getName() + " " + sink.getTransformation().getParallelism() + " " + pairs.getExecutionConfig().getParallelism());
    env.execute();
    System.out.println(new String(Files.readAllBytes(Paths.get("/tmp/small-things.csv"))).replace("\n", "/"));
    Files.write(Paths.get("/tmp/small-things.txt"), "cafe\nnaive\n".getBytes("ISO-8859-1"));
    TextInputFormat latin = new TextInputFormat(new Path("/tmp/small-things.txt"));
    latin.setCharsetName("ISO-8859-1");
    env.readFile(latin, "/tmp/small-things.txt").print("latin");
    env.readFile(latin, "/tmp/small-things.txt", FileProcessingMode.PROCESS_ONCE, 10).print("once " + latin.getCharsetName());
    env.execute();
    System.out.println(RandomStringUtils.randomAlphabetic(7).matches("[A-Za-z]{7}") + " " + RandomStringUtils.randomNumeric(3).matches("\\d{3}") + " " + RandomStringUtils.randomAlphanumeric(0).isEmpty());
    env.addSource(new SocketTextStreamFunction("localhost", 9999, "\n", 0)).print();
    System.out.println(env.getExecutionPlan().replaceAll("\\s+", " "));
  }
}
