import type { Jar } from '../../flink/api/jar.ts';
import type { Compile } from '../compiler.ts';

/** A program of examples/: it is compiled when it is first run. */
export interface ExampleJar {
  readonly millraceExample: string;
}

/** Paths below examples/, each with its main class and our own source of it. */
const EXAMPLES: Readonly<Record<string, { readonly mainClass: string; readonly body: string }>> = {
  'batch/WordCount.jar': {
    mainClass: 'org.apache.flink.examples.java.wordcount.WordCount',
    body: `
    ExecutionEnvironment env = ExecutionEnvironment.getExecutionEnvironment();
    DataSet<String> text;
    if (parameters.has("input")) {
      text = env.readTextFile(parameters.get("input"));
    } else {
      System.out.println("Executing WordCount example with default input data set.");
      System.out.println("Use --input to specify file input.");
      text = env.fromElements(LINES);
    }
    DataSet<Tuple2<String, Integer>> counts = text.flatMap(new Tokenizer()).groupBy(0).sum(1);
    if (parameters.has("output")) {
      counts.writeAsCsv(parameters.get("output"), "\\n", " ");
      env.execute("WordCount Example");
    } else {
      System.out.println("Printing result to stdout. Use --output to specify output path.");
      counts.print();
    }`,
  },
  'streaming/WordCount.jar': {
    mainClass: 'org.apache.flink.streaming.examples.wordcount.WordCount',
    body: `
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    DataStream<String> text;
    if (parameters.has("input")) {
      text = env.readTextFile(parameters.get("input"));
    } else {
      System.out.println("Executing WordCount example with default input data set.");
      System.out.println("Use --input to specify file input.");
      text = env.fromElements(LINES);
    }
    DataStream<Tuple2<String, Integer>> counts = text.flatMap(new Tokenizer()).keyBy(value -> value.f0).sum(1);
    if (parameters.has("output")) {
      counts.writeAsText(parameters.get("output"));
    } else {
      System.out.println("Printing result to stdout. Use --output to specify output path.");
      counts.print();
    }
    env.execute("Streaming WordCount");`,
  },
  'streaming/SocketWindowWordCount.jar': {
    mainClass: 'org.apache.flink.streaming.examples.socket.SocketWindowWordCount',
    body: `
    if (!parameters.has("port")) {
      System.err.println("No port specified. Please run 'SocketWindowWordCount --hostname <hostname> --port <port>', where hostname (localhost by default) and port is the address of the text server");
      return;
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    String hostname = parameters.has("hostname") ? parameters.get("hostname") : "localhost";
    env.socketTextStream(hostname, parameters.getInt("port"))
        .flatMap(new Tokenizer())
        .keyBy(value -> value.f0)
        .window(TumblingProcessingTimeWindows.of(Time.seconds(5)))
        .reduce((a, b) -> new Tuple2<String, Integer>(a.f0, a.f1 + b.f1))
        .map(value -> value.f0 + " : " + value.f1)
        .print()
        .setParallelism(1);
    env.execute("Socket Window WordCount");`,
  },
};

/** The jars of examples/ that can be run, as file contents by path below examples/. */
export const exampleNames = Object.keys(EXAMPLES);

export function isExample(value: unknown): value is ExampleJar {
  return typeof value === 'object' && value !== null && 'millraceExample' in value;
}

const compiled = new WeakMap<Compile, Map<string, Jar | null>>();

/** The program behind an example's file; null where nothing compiles programs. */
export function exampleJar({ millraceExample: path }: ExampleJar, compile: Compile | undefined): Jar | null {
  const example = EXAMPLES[path];
  if (!example || !compile) return null;
  const known = compiled.get(compile) ?? new Map<string, Jar | null>();
  compiled.set(compile, known);
  let jar = known.get(path);
  if (jar === undefined) {
    const { mainClass, body } = example;
    const dot = mainClass.lastIndexOf('.');
    const file = `src/main/java/${mainClass.replace(/\./g, '/')}.java`;
    const built = compile([{ file, text: source(mainClass.slice(0, dot), mainClass.slice(dot + 1), body) }]).jar;
    jar = built && { ...built, mainClass, hasClass: (name) => built.hasClass(name), load: (jvm) => built.load(jvm) };
    known.set(path, jar);
  }
  return jar;
}

/** Hamlet, III.1 (Shakespeare). */
const TEXT = `To be, or not to be,--that is the question:--
Whether 'tis nobler in the mind to suffer
The slings and arrows of outrageous fortune
Or to take arms against a sea of troubles,
And by opposing end them?--To die,--to sleep,--
No more; and by a sleep to say we end
The heartache, and the thousand natural shocks
That flesh is heir to,--'tis a consummation
Devoutly to be wish'd. To die,--to sleep;--
To sleep! perchance to dream:--ay, there's the rub;`;

function source(packageName: string, name: string, body: string): string {
  return `package ${packageName};

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.java.DataSet;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.util.Collector;

public class ${name} {
  private static final String[] LINES = {${TEXT.split('\n')
    .map((line) => JSON.stringify(line))
    .join(', ')}};

  public static void main(String[] args) throws Exception {
    ParameterTool parameters = ParameterTool.fromArgs(args);
${body}
  }

  public static class Tokenizer implements FlatMapFunction<String, Tuple2<String, Integer>> {
    @Override
    public void flatMap(String value, Collector<Tuple2<String, Integer>> out) {
      for (String token : value.toLowerCase().split("\\\\W+")) {
        if (token.length() > 0) out.collect(new Tuple2<String, Integer>(token, 1));
      }
    }
  }
}
`;
}
