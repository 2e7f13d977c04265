import { SOLILOQUY } from './data.ts';
import { type Example, javaLines, readInputs } from './example.ts';

/** The programs of examples/streaming: the options, lines and vertices of Flink's, as programs of our own. */

const STREAMING = `
import org.apache.flink.api.common.eventtime.*;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.source.*;
import org.apache.flink.streaming.api.functions.timestamps.AscendingTimestampExtractor;
import org.apache.flink.streaming.api.functions.windowing.delta.DeltaFunction;
import org.apache.flink.streaming.api.windowing.assigners.*;
import org.apache.flink.streaming.api.windowing.evictors.TimeEvictor;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.windowing.triggers.DeltaTrigger;
import org.apache.flink.util.*;
import java.util.*;
import java.util.concurrent.TimeUnit;
`;
const begin = `
    ParameterTool params = ParameterTool.fromArgs(args);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.getConfig().setGlobalJobParameters(params);`;
/** Where results go: --output, or print(). */
const results = (stream: string): string => `
    if (params.has("output")) ${stream}.writeAsText(params.get("output"));
    else {
      System.out.println("Printing result to stdout. Use --output to specify output path.");
      ${stream}.print();
    }`;
const usingDefault = (example: string): string => `
      System.out.println("Executing ${example} example with default input data set.");
      System.out.println("Use --input to specify file input.");`;
const CAR = 'Tuple4<Integer, Integer, Double, Long>';
const STEP = 'Tuple5<Integer, Integer, Integer, Integer, Integer>';

export const STREAMING_EXAMPLES: Readonly<Record<string, Example>> = {
  'streaming/WordCount.jar': {
    mainClass: 'org.apache.flink.streaming.examples.wordcount.WordCount',
    source: `${STREAMING}
import org.apache.flink.api.java.utils.MultipleParameterTool;
public class WordCount {
  public static void main(String[] args) throws Exception {${begin.replaceAll('ParameterTool', 'MultipleParameterTool')}${readInputs('DataStream')} else {${usingDefault('WordCount')}
      text = env.fromElements(${javaLines(SOLILOQUY)});
    }
    DataStream<Tuple2<String, Integer>> counts = text.flatMap(new Tokenizer()).keyBy(value -> value.f0).sum(1);
    ${results('counts')}
    env.execute("Streaming WordCount");
  }
  public static final class Tokenizer implements FlatMapFunction<String, Tuple2<String, Integer>> {
    @Override public void flatMap(String value, Collector<Tuple2<String, Integer>> out) {
      for (String token : value.toLowerCase().split("\\\\W+")) if (token.length() > 0) out.collect(new Tuple2<>(token, 1));
    }
  }
}`,
  },
  'streaming/SocketWindowWordCount.jar': {
    mainClass: 'org.apache.flink.streaming.examples.socket.SocketWindowWordCount',
    source: `${STREAMING}
public class SocketWindowWordCount {
  public static void main(String[] args) throws Exception {
    final String hostname;
    final int port;
    try {
      ParameterTool params = ParameterTool.fromArgs(args);
      hostname = params.has("hostname") ? params.get("hostname") : "localhost";
      port = params.getInt("port");
    } catch (Exception e) {
      System.err.println("No port specified. Please run 'SocketWindowWordCount --hostname <hostname> --port <port>', where hostname (localhost by default) and port is the address of the text server");
      System.err.println("To start a simple text server, run 'netcat -l <port>' and type the input text into the command line");
      return;
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    DataStream<WordWithCount> counts = env.socketTextStream(hostname, port, "\\n").flatMap(new FlatMapFunction<String, WordWithCount>() {
      @Override public void flatMap(String line, Collector<WordWithCount> out) {
        for (String word : line.split("\\\\s")) out.collect(new WordWithCount(word, 1L));
      }
    }).keyBy(value -> value.word).window(TumblingProcessingTimeWindows.of(Time.seconds(5))).reduce(new ReduceFunction<WordWithCount>() {
      @Override public WordWithCount reduce(WordWithCount a, WordWithCount b) { return new WordWithCount(a.word, a.count + b.count); }
    });
    counts.print().setParallelism(1);
    env.execute("Socket Window WordCount");
  }
  public static class WordWithCount {
    public String word;
    public long count;
    public WordWithCount() {}
    public WordWithCount(String word, long count) { this.word = word; this.count = count; }
    @Override public String toString() { return word + " : " + count; }
  }
}`,
  },
  'streaming/SessionWindowing.jar': {
    mainClass: 'org.apache.flink.streaming.examples.windowing.SessionWindowing',
    source: `${STREAMING}
import org.apache.flink.streaming.api.watermark.Watermark;
public class SessionWindowing {
  public static void main(String[] args) throws Exception {${begin}
    env.setParallelism(1);
    final List<Tuple3<String, Long, Integer>> input = new ArrayList<>();
    for (String each : "a 1,b 1,b 3,b 5,c 6,a 10,c 11".split(",")) input.add(new Tuple3<>(each.split(" ")[0], Long.valueOf(each.split(" ")[1]), 1));
    DataStream<Tuple3<String, Long, Integer>> source = env.addSource(new SourceFunction<Tuple3<String, Long, Integer>>() {
      @Override public void run(SourceContext<Tuple3<String, Long, Integer>> ctx) throws Exception {
        for (Tuple3<String, Long, Integer> value : input) {
          ctx.collectWithTimestamp(value, value.f1);
          ctx.emitWatermark(new Watermark(value.f1 - 1));
        }
        ctx.emitWatermark(new Watermark(Long.MAX_VALUE));
      }
      @Override public void cancel() {}
    });
    DataStream<Tuple3<String, Long, Integer>> sums = source.keyBy(value -> value.f0).window(EventTimeSessionWindows.withGap(Time.milliseconds(3L))).sum(2);
    ${results('sums')}
    env.execute();
  }
}`,
  },
  'streaming/TopSpeedWindowing.jar': {
    mainClass: 'org.apache.flink.streaming.examples.windowing.TopSpeedWindowing',
    source: `${STREAMING}
public class TopSpeedWindowing {
  public static void main(String[] args) throws Exception {${begin}
    DataStream<${CAR}> cars;
    if (params.has("input")) cars = env.readTextFile(params.get("input")).map(new ParseCarData());
    else {${usingDefault('TopSpeedWindowing')}
      cars = env.addSource(new CarSource(2));
    }
    DataStream<${CAR}> topSpeeds = cars.assignTimestampsAndWatermarks(new CarTimestamp()).keyBy(value -> value.f0).window(GlobalWindows.create())
        .evictor(TimeEvictor.of(Time.of(10, TimeUnit.SECONDS)))
        .trigger(DeltaTrigger.of(50.0, new DeltaFunction<${CAR}>() {
          @Override public double getDelta(${CAR} before, ${CAR} now) { return now.f2 - before.f2; }
        }, cars.getType().createSerializer(env.getConfig())))
        .maxBy(1);
    ${results('topSpeeds')}
    env.execute("CarTopSpeedWindowingExample");
  }
  private static class CarSource implements SourceFunction<${CAR}> {
    private final Integer[] speeds;
    private final Double[] distances;
    private final Random random = new Random();
    private volatile boolean running = true;
    CarSource(int cars) {
      speeds = new Integer[cars];
      distances = new Double[cars];
      Arrays.fill(speeds, 50);
      Arrays.fill(distances, 0d);
    }
    @Override public void run(SourceContext<${CAR}> ctx) throws Exception {
      while (running) {
        Thread.sleep(100);
        for (int car = 0; car < speeds.length; car++) {
          speeds[car] = random.nextBoolean() ? Math.min(100, speeds[car] + 5) : Math.max(0, speeds[car] - 5);
          distances[car] += speeds[car] / 3.6d;
          ctx.collect(new Tuple4<>(car, speeds[car], distances[car], System.currentTimeMillis()));
        }
      }
    }
    @Override public void cancel() { running = false; }
  }
  private static class ParseCarData extends RichMapFunction<String, ${CAR}> {
    @Override public ${CAR} map(String line) {
      String[] f = line.substring(1, line.length() - 1).split(",");
      return new Tuple4<>(Integer.valueOf(f[0]), Integer.valueOf(f[1]), Double.valueOf(f[2]), Long.valueOf(f[3]));
    }
  }
  private static class CarTimestamp extends AscendingTimestampExtractor<${CAR}> {
    @Override public long extractAscendingTimestamp(${CAR} car) { return car.f3; }
  }
}`,
  },
  'streaming/WindowJoin.jar': {
    mainClass: 'org.apache.flink.streaming.examples.join.WindowJoin',
    source: `${STREAMING}
public class WindowJoin {
  private static final String[] NAMES = {"tom", "jerry", "alice", "bob", "john", "grace"};
  public static void main(String[] args) throws Exception {
    ParameterTool params = ParameterTool.fromArgs(args);
    long windowSize = params.getLong("windowSize", 2000);
    long rate = params.getLong("rate", 3L);
    System.out.println("Using windowSize=" + windowSize + ", data rate=" + rate);
    System.out.println("To customize example, use: WindowJoin [--windowSize <window-size-in-millis>] [--rate <elements-per-second>]");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.getConfig().setGlobalJobParameters(params);
    DataStream<Tuple2<String, Integer>> grades = env.addSource(new Pairs(5, rate), "Collection Source").assignTimestampsAndWatermarks(new IngestionTimeWatermarkStrategy<Tuple2<String, Integer>>());
    DataStream<Tuple2<String, Integer>> salaries = env.addSource(new Pairs(10000, rate), "Collection Source").assignTimestampsAndWatermarks(new IngestionTimeWatermarkStrategy<Tuple2<String, Integer>>());
    grades.join(salaries).where(new NameKeySelector()).equalTo(new NameKeySelector()).window(TumblingEventTimeWindows.of(Time.milliseconds(windowSize)))
        .apply(new JoinFunction<Tuple2<String, Integer>, Tuple2<String, Integer>, Tuple3<String, Integer, Integer>>() {
          @Override public Tuple3<String, Integer, Integer> join(Tuple2<String, Integer> grade, Tuple2<String, Integer> salary) { return new Tuple3<>(grade.f0, grade.f1, salary.f1); }
        }).print().setParallelism(1);
    env.execute("Windowed Join Example");
  }
  private static class NameKeySelector implements KeySelector<Tuple2<String, Integer>, String> {
    @Override public String getKey(Tuple2<String, Integer> value) { return value.f0; }
  }
  private static class Pairs implements SourceFunction<Tuple2<String, Integer>> {
    private final int most;
    private final long pause;
    private final Random random = new Random();
    private volatile boolean running = true;
    Pairs(int most, long rate) { this.most = most; this.pause = 1000 / rate; }
    @Override public void run(SourceContext<Tuple2<String, Integer>> ctx) throws Exception {
      while (running) {
        ctx.collect(new Tuple2<>(NAMES[random.nextInt(NAMES.length)], random.nextInt(most) + 1));
        Thread.sleep(pause);
      }
    }
    @Override public void cancel() { running = false; }
  }
  private static class IngestionTimeWatermarkStrategy<T> implements WatermarkStrategy<T> {
    @Override public WatermarkGenerator<T> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) { return new AscendingTimestampsWatermarks<>(); }
    @Override public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) { return (event, timestamp) -> System.currentTimeMillis(); }
  }
}`,
  },
  'streaming/Iteration.jar': {
    mainClass: 'org.apache.flink.streaming.examples.iteration.IterateExample',
    source: `${STREAMING}
public class IterateExample {
  private static final int BOUND = 100;
  private static final OutputTag<${STEP}> ITERATE_TAG = new OutputTag<${STEP}>("iterate") {};
  public static void main(String[] args) throws Exception {${begin}
    env.setBufferTimeout(1);
    DataStream<Tuple2<Integer, Integer>> pairs;
    if (params.has("input")) pairs = env.readTextFile(params.get("input")).map(new FibonacciInputMap());
    else {${usingDefault('Iterate')}
      pairs = env.addSource(new RandomFibonacciSource());
    }
    IterativeStream<${STEP}> loop = pairs.map(new InputMap()).iterate(5000L);
    SingleOutputStreamOperator<${STEP}> step = loop.process(new Step());
    loop.closeWith(step.getSideOutput(ITERATE_TAG));
    DataStream<Tuple2<Tuple2<Integer, Integer>, Integer>> numbers = step.map(new OutputMap());
    ${results('numbers')}
    env.execute("Streaming Iteration Example");
  }
  private static class RandomFibonacciSource implements SourceFunction<Tuple2<Integer, Integer>> {
    private final Random random = new Random();
    private volatile boolean running = true;
    private int counter = 0;
    @Override public void run(SourceContext<Tuple2<Integer, Integer>> ctx) throws Exception {
      while (running && counter < BOUND) {
        ctx.collect(new Tuple2<>(random.nextInt(BOUND / 2 - 1) + 1, random.nextInt(BOUND / 2 - 1) + 1));
        counter++;
        Thread.sleep(50L);
      }
    }
    @Override public void cancel() { running = false; }
  }
  private static class FibonacciInputMap implements MapFunction<String, Tuple2<Integer, Integer>> {
    @Override public Tuple2<Integer, Integer> map(String line) {
      String[] f = line.substring(1, line.length() - 1).split(",");
      return new Tuple2<>(Integer.parseInt(f[0].trim()), Integer.parseInt(f[1].trim()));
    }
  }
  public static class InputMap implements MapFunction<Tuple2<Integer, Integer>, ${STEP}> {
    @Override public ${STEP} map(Tuple2<Integer, Integer> pair) { return new Tuple5<>(pair.f0, pair.f1, pair.f0, pair.f1, 0); }
  }
  public static class Step extends ProcessFunction<${STEP}, ${STEP}> {
    @Override public void processElement(${STEP} value, Context ctx, Collector<${STEP}> out) {
      ${STEP} next = new Tuple5<>(value.f0, value.f1, value.f3, value.f2 + value.f3, ++value.f4);
      if (value.f2 < BOUND && value.f3 < BOUND) ctx.output(ITERATE_TAG, next);
      else out.collect(next);
    }
  }
  public static class OutputMap implements MapFunction<${STEP}, Tuple2<Tuple2<Integer, Integer>, Integer>> {
    @Override public Tuple2<Tuple2<Integer, Integer>, Integer> map(${STEP} value) { return new Tuple2<>(new Tuple2<>(value.f0, value.f1), value.f4); }
  }
}`,
  },
  'streaming/StateMachineExample.jar': {
    mainClass: 'org.apache.flink.streaming.examples.statemachine.StateMachineExample',
    source: `${STREAMING}
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
public class StateMachineExample {
  public static void main(String[] args) throws Exception {
    System.out.println("Usage with built-in data generator: StateMachineExample [--error-rate <probability-of-invalid-transition>] [--sleep <sleep-per-record-in-ms>]");
    System.out.println("Usage with Kafka: StateMachineExample --kafka-topic <topic> [--brokers <brokers>]");
    System.out.println("Options for both the above setups: ");
    System.out.println("\\t[--backend <hashmap|rocks>]");
    System.out.println("\\t[--checkpoint-dir <filepath>]");
    System.out.println("\\t[--incremental-checkpoints <true|false>]");
    System.out.println("\\t[--output <filepath> OR null for stdout]");
    System.out.println();
    ParameterTool params = ParameterTool.fromArgs(args);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(2000L);
    String backend = params.get("backend", "memory");
    if ("hashmap".equals(backend)) {
      env.setStateBackend(new HashMapStateBackend());
      env.getCheckpointConfig().setCheckpointStorage(params.get("checkpoint-dir"));
    } else if ("rocks".equals(backend)) {
      env.setStateBackend(new EmbeddedRocksDBStateBackend(params.getBoolean("incremental-checkpoints", false)));
      env.getCheckpointConfig().setCheckpointStorage(params.get("checkpoint-dir"));
    }
    if (params.has("kafka-topic")) throw new UnsupportedOperationException("not simulated: StateMachineExample --kafka-topic");
    double errorRate = params.getDouble("error-rate", 0.0);
    int sleep = params.getInt("sleep", 1);
    System.out.printf("Using standalone source with error rate %f and sleep delay %s millis\\n", errorRate, sleep);
    System.out.println();
    env.getConfig().setGlobalJobParameters(params);
    DataStream<Alert> alerts = env.addSource(new EventsGeneratorSource(errorRate, sleep)).keyBy(Event::sourceAddress).flatMap(new StateMachineMapper());
    String outputFile = params.get("output");
    if (outputFile == null) alerts.print();
    else alerts.writeAsText(outputFile, FileSystem.WriteMode.OVERWRITE).setParallelism(1);
    env.execute("State machine job");
  }
  /** What a machine may do next: event, next state, share of the draws. */
  enum State {
    Terminal(""), InvalidTransition(""), Z("g Terminal 1.0"), Y("e Z 1.0"), X("b Y 0.2,d Z 0.8"), W("b Y 1.0"), Initial("a W 0.6,c X 0.4");
    private final String moves;
    State(String moves) { this.moves = moves; }
    boolean isTerminal() { return moves.isEmpty(); }
    State transition(String event) {
      for (String move : moves.split(",")) if (move.startsWith(event + " ")) return State.valueOf(move.split(" ")[1]);
      return InvalidTransition;
    }
    String draw(Random random) {
      float p = random.nextFloat();
      float sum = 0;
      for (String move : moves.split(",")) {
        sum += Float.parseFloat(move.split(" ")[2]);
        if (p <= sum) return move.split(" ")[0];
      }
      return moves.split(" ")[0];
    }
    String drawInvalid(Random random) {
      while (true) {
        String event = String.valueOf("abcdefg".charAt(random.nextInt(7)));
        if (transition(event) == InvalidTransition) return event;
      }
    }
  }
  public static class Event {
    private final String type;
    private final int sourceAddress;
    Event(String type, int sourceAddress) { this.type = type; this.sourceAddress = sourceAddress; }
    public int sourceAddress() { return sourceAddress; }
    static String formatAddress(int a) { return ((a >>> 24) & 255) + "." + ((a >>> 16) & 255) + "." + ((a >>> 8) & 255) + "." + (a & 255); }
    @Override public String toString() { return "Event " + formatAddress(sourceAddress) + " : " + type; }
  }
  public static class Alert {
    private final int address;
    private final State state;
    private final String transition;
    Alert(int address, State state, String transition) { this.address = address; this.state = state; this.transition = transition; }
    @Override public String toString() { return "ALERT " + Event.formatAddress(address) + " : " + state.name() + " -> " + transition; }
  }
  static class EventsGeneratorSource extends RichParallelSourceFunction<Event> {
    private final double errorRate;
    private final int sleep;
    private volatile boolean running = true;
    EventsGeneratorSource(double errorRate, int sleep) { this.errorRate = errorRate; this.sleep = sleep; }
    @Override public void run(SourceContext<Event> ctx) throws Exception {
      Random random = new Random();
      LinkedHashMap<Integer, State> machines = new LinkedHashMap<>();
      int range = Integer.MAX_VALUE / getRuntimeContext().getNumberOfParallelSubtasks();
      int least = range * getRuntimeContext().getIndexOfThisSubtask();
      while (running) {
        ctx.collect(next(random, machines, least, range));
        if (sleep > 0) Thread.sleep(sleep);
      }
    }
    private Event next(Random random, LinkedHashMap<Integer, State> machines, int least, int range) {
      double p = random.nextDouble();
      if (p * 1000 >= machines.size()) {
        int address = least + random.nextInt(range);
        String event = State.Initial.draw(random);
        machines.put(address, State.Initial.transition(event));
        return new Event(event, address);
      }
      Iterator<Map.Entry<Integer, State>> all = machines.entrySet().iterator();
      for (int skip = Math.min(20, random.nextInt(machines.size())); skip > 0; skip--) all.next();
      Map.Entry<Integer, State> machine = all.next();
      int address = machine.getKey();
      State state = machine.getValue();
      all.remove();
      if (p < errorRate) return new Event(state.drawInvalid(random), address);
      String event = state.draw(random);
      State then = state.transition(event);
      if (!then.isTerminal()) machines.put(address, then);
      return new Event(event, address);
    }
    @Override public void cancel() { running = false; }
  }
  static class StateMachineMapper extends RichFlatMapFunction<Event, Alert> {
    private ValueState<State> current;
    @Override public void open(Configuration conf) { current = getRuntimeContext().getState(new ValueStateDescriptor<>("state", State.class)); }
    @Override public void flatMap(Event event, Collector<Alert> out) throws Exception {
      State state = current.value() == null ? State.Initial : current.value();
      State next = state.transition(event.type);
      if (next == State.InvalidTransition) out.collect(new Alert(event.sourceAddress, state, event.type));
      else if (next.isTerminal()) current.clear();
      else current.update(next);
    }
  }
}`,
  },
};
