import type { Jar } from '../flink/api/jar.ts';
import type { FileContent } from '../platform/types.ts';
import type { NoteSetup } from '../shell/presets/index.ts';
import type { CellContext } from './cells.ts';

/** A jar that a note's author built elsewhere. */
export interface NoteJar {
  readonly content: FileContent;
  /** What it really holds. */
  readonly why: string;
}

/** A jar that a note only speaks of: `<jarFile>`. */
export const SOME_JAR = 'program.jar';

/** What programs of these words need that is not simulated. */
const NOT_SIMULATED: readonly (readonly [RegExp, string])[] = [
  [/cdc|debezium/i, 'CDC'],
  [/mysql|jdbc/i, 'MySQL'],
  [/clickhouse/i, 'ClickHouse'],
  [/hbase|phoenix/i, 'HBase'],
  [/hive/i, 'Hive'],
];

/** Why a program cannot be had here, by its class name or by what its compilation says; null: no reason is known. */
function notSimulatedProgram(text: string): string | null {
  return NOT_SIMULATED.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/**
 * The jar with the entry classes that the note's commands name: compiled from the note's own Java where it shows a class, else a stand-in
 * that counts words from the note's netcat (or numbers, where it has none). So it is for `file`, a jar without a named class. Programs whose names speak of
 * software that is not simulated are not to be had.
 */
export function noteJar(context: CellContext, setup: NoteSetup, file: string): NoteJar {
  const named = setup.classes.length > 0 ? setup.classes : ownClass(context, file);
  const wanted = named.length === 0 ? notSimulatedProgram(file) : null;
  if (wanted) return { content: emptyJar, why: `not simulated yet: ${wanted} (${file})` };
  const classes = named.length > 0 ? named : ['StandIn'];
  const jars: Jar[] = [];
  const said: string[] = [];
  const substitutes: string[] = [];
  for (const name of classes) {
    const wanted = notSimulatedProgram(name);
    if (wanted) {
      said.push(`not simulated yet: ${wanted} (${name})`);
      continue;
    }
    const built = context.programs.build(name);
    if (built !== null && typeof built !== 'string') {
      jars.push(built);
      said.push(`${name} compiled from the note`);
      continue;
    }
    substitutes.push(name);
    if (built !== null) said.push(`${name} of the note does not compile here (${built})`);
  }
  if (substitutes.length > 0) {
    const jar = context.programs.compile(
      substitutes.map((name) => ({
        file: `src/main/java/${name.replace(/\./g, '/')}.java`,
        text: standIn(name, setup, context.first.name),
      })),
    );
    if (jar) jars.push(jar);
    said.push(
      `${named.length > 0 ? substitutes.join(', ') : `the program ${file}`} ${substitutes.length > 1 ? 'are' : 'is'} not to be had from the note: a stand-in runs that ${setup.netcat ? `counts words from port ${setup.netcat.port}` : 'counts numbers'}`,
    );
  }
  const [first, ...others] = jars;
  if (!first) return { content: emptyJar, why: said.join('; ') };
  const jar = others.reduce(joined, first);
  return {
    content: {
      kind: 'artifact',
      type: 'jar',
      // Where a command names no class, the author's jar did.
      value: { ...jar, mainClass: jar.mainClass ?? classes[0]! },
      size: 20_480,
    },
    why: said.join('; '),
  };
}

/** The class of the note that a jar is called after, where no command names one: BatchWordCount.jar, wordcount-1.0-SNAPSHOT.jar do not. */
function ownClass(context: CellContext, file: string): string[] {
  const name = /^([A-Z]\w*)(?:-\d[\w.-]*)?\.jar$/.exec(file)?.[1];
  return name !== undefined && context.programs.build(name) !== null ? [name] : [];
}

const emptyJar: FileContent = { kind: 'artifact', type: 'jar', value: null, size: 20_480 };

/** The classes of both. */
function joined(a: Jar, b: Jar): Jar {
  return {
    ...a,
    mainClass: a.mainClass ?? b.mainClass,
    hasClass: (name) => a.hasClass(name) || b.hasClass(name),
    load: (jvm) => {
      const left = a.load(jvm);
      const right = b.load(jvm);
      return {
        ...left,
        hasMain: (name) => left.hasMain(name) || right.hasMain(name),
        main: (name, args, execution) => (left.hasMain(name) ? left : right).main(name, args, execution),
      };
    },
  };
}

function standIn(className: string, setup: NoteSetup, first: string): string {
  const dot = className.lastIndexOf('.');
  const name = className.slice(dot + 1);
  const host = setup.netcat?.host ?? first;
  return `${dot < 0 ? '' : `package ${className.slice(0, dot)};\n`}
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.apache.flink.util.Collector;

public class ${name} {
  public static void main(String[] args) throws Exception {
    String host = "${host}";
    int port = ${setup.netcat?.port ?? 0};
    for (int i = 0; i + 1 < args.length; i++) {
      if (args[i].equals("--host") || args[i].equals("--hostname") || args[i].equals("-host")) host = args[i + 1];
      if (args[i].equals("--port") || args[i].equals("-port")) port = Integer.parseInt(args[i + 1]);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    DataStream<String> lines;
    if (port > 0) lines = env.socketTextStream(host, port);
    else lines = env.addSource(new Numbers());
    lines
        .flatMap((String line, Collector<Tuple2<String, Integer>> out) -> {
          for (String word : line.split(" ")) out.collect(Tuple2.of(word, 1));
        })
        .returns(Types.TUPLE(Types.STRING, Types.INT))
        .keyBy(t -> t.f0)
        .sum(1)
        .print();
    env.execute("${name} (stand-in)");
  }

  public static class Numbers implements SourceFunction<String> {
    private volatile boolean running = true;

    @Override
    public void run(SourceContext<String> context) throws Exception {
      int n = 0;
      while (running) {
        context.collect("n" + (n++ % 5));
        Thread.sleep(1000);
      }
    }

    @Override
    public void cancel() {
      running = false;
    }
  }
}
`;
}
