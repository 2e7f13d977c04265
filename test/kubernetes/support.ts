import { clustersOf, type KubernetesCluster } from '../../src/kubernetes/cluster.ts';
import { createPlatform } from '../../src/platform/platform.ts';
import type { Machine } from '../../src/platform/types.ts';
import { createCompiler } from '../../src/program/compile.ts';
import { presets } from '../../src/shell/presets/index.ts';
import type { ShellSession } from '../../src/shell/session.ts';
import { createShell } from '../../src/shell/shell.ts';
import { createSimulation } from '../../src/simulation/simulation.ts';
import type { Fact } from '../../src/trace/facts.ts';
import { run, type ShellWorld } from '../shell/support.ts';

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

export interface KubernetesWorld extends ShellWorld {
  readonly cluster: KubernetesCluster;
  /** Runs a command line on a machine and gives what it printed. */
  sh(
    line: string,
    options?: { readonly on?: string; readonly limit?: number },
  ): { stdout: string; stderr: string; status: number };
  pass(ms: number): void;
}

/** node1 … node3 with Flink and a preset's software; the program of the tests is at /root/words.jar of node1. */
export function kubernetesWorld(preset = 'kubernetes', seed = 1): KubernetesWorld {
  const trace: ShellWorld['trace'] = [];
  const world = createSimulation<Fact>(seed, (at, fact) => trace.push({ at, ...fact }));
  const platform = createPlatform(world, { epoch: Date.UTC(2021, 7, 1), timezone: 'UTC' });
  const shell = createShell(platform, { compile: (sources) => compiler.compile(sources) });
  presets[preset]!.install(platform, shell, { machines: [], config: {} });
  const compiled = compiler.compile([{ file: 'src/main/java/demo/StreamWordCount.java', text: WORD_COUNT }]);
  if (!compiled.jar) throw new Error(JSON.stringify(compiled.diagnostics));
  const machine = (name: string): Machine => platform.machines.get(name)!;
  machine('node1').files.write('/root/words.jar', { kind: 'artifact', type: 'jar', value: compiled.jar, size: 9_000 });
  const sessions = new Map<string, ShellSession>();
  const w: ShellWorld = {
    world,
    platform,
    shell,
    trace,
    machine,
    session: (name = 'node1', user = 'root') => shell.open(machine(name), user),
  };
  return {
    ...w,
    get cluster() {
      return clustersOf(platform)[0]!;
    },
    sh(line, { on = 'node1', limit = 300_000 } = {}) {
      if (!sessions.has(on)) sessions.set(on, w.session(on));
      return run(w, sessions.get(on)!, line, limit);
    },
    pass(ms) {
      const until = world.now + ms;
      while (world.step(until));
    },
  };
}

export const jobIdIn = (text: string): string => /JobID ([0-9a-f]{32})/.exec(text)![1]!;
