import { createPlatform } from '../../src/platform/platform.ts';
import type { Machine } from '../../src/platform/types.ts';
import { createCompiler } from '../../src/program/compile.ts';
import { presets } from '../../src/shell/presets/index.ts';
import type { ShellSession } from '../../src/shell/session.ts';
import { createShell } from '../../src/shell/shell.ts';
import { createSimulation } from '../../src/simulation/simulation.ts';
import type { Fact } from '../../src/trace/facts.ts';
import { run, type ShellWorld } from './support.ts';

const WORD_COUNT = `package demo;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
public class StreamWordCount {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    if (args.length > 2) env.enableCheckpointing(1000);
    env.socketTextStream(args[0], Integer.parseInt(args[1]))
        .flatMap(new FlatMapFunction<String, Tuple2<String, Integer>>() {
          @Override public void flatMap(String line, Collector<Tuple2<String, Integer>> out) {
            for (String word : line.split(" ")) out.collect(Tuple2.of(word, 1));
          }
        })
        .keyBy(pair -> pair.f0).sum(1).print();
    env.execute("Streaming WordCount");
  }
}
`;

const compiler = await createCompiler();

/** A {@link ShellWorld} of one preset with a program to submit. */
export interface DeploymentWorld extends ShellWorld {
  /** Runs a command line on a machine and gives what it printed. */
  sh(
    line: string,
    options?: { readonly on?: string; readonly limit?: number },
  ): { stdout: string; stderr: string; status: number };
  pass(ms: number): void;
}

export interface DeploymentWorldOptions {
  readonly config?: Readonly<Record<string, string>>;
  readonly seed?: number;
  /** Classes of the program besides demo.StreamWordCount, by name. */
  readonly classes?: Readonly<Record<string, string>>;
}

/** Machines of a preset, nothing started; demo.StreamWordCount HOST PORT [CHECKPOINTED] is in /root/words.jar of node1. */
export function deploymentWorld(
  preset: string,
  { config = {}, seed = 1, classes = {} }: DeploymentWorldOptions = {},
): DeploymentWorld {
  const trace: ShellWorld['trace'] = [];
  const world = createSimulation<Fact>(seed, (at, fact) => trace.push({ at, ...fact }));
  const platform = createPlatform(world, { epoch: Date.UTC(2021, 7, 1), timezone: 'UTC' });
  const shell = createShell(platform, { compile: (sources) => compiler.compile(sources) });
  presets[preset]!.install(platform, shell, { machines: [], config });
  const compiled = compiler.compile(
    Object.entries({ StreamWordCount: WORD_COUNT, ...classes }).map(([name, text]) => ({
      file: `src/main/java/demo/${name}.java`,
      text,
    })),
  );
  if (!compiled.jar) throw new Error(JSON.stringify(compiled.diagnostics));
  const machine = (name: string): Machine => platform.machines.get(name)!;
  machine('node1').files.write('/root/words.jar', { kind: 'artifact', type: 'jar', value: compiled.jar, size: 9_000 });
  const sessions = new Map<string, ShellSession>();
  const session = (name = 'node1', user = 'root'): ShellSession => shell.open(machine(name), user);
  const w: ShellWorld = { world, platform, shell, trace, machine, session };
  return {
    ...w,
    sh(line, { on = 'node1', limit = 300_000 } = {}) {
      if (!sessions.has(on)) sessions.set(on, session(on));
      return run(w, sessions.get(on)!, line, limit);
    },
    pass(ms) {
      const until = world.now + ms;
      while (world.step(until));
    },
  };
}

export const jobIdIn = (text: string): string => /JobID ([0-9a-f]{32})/.exec(text)![1]!;
