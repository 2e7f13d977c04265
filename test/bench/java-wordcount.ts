/** A WordCount written in Java, from its text to its end on the simulated cluster, against the same in a plain JavaScript loop. */

import { Tuple2 } from '../../src/flink/api/tuple.ts';
import { generateJobGraph } from '../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../src/flink/graph/stream-graph.ts';
import { createCompiler } from '../../src/program/compile.ts';
import { startCluster } from '../flink/taskmanager/cluster.ts';
import { testJvm } from '../program/java/harness.ts';
import { programOf } from './support/program.ts';
import { type Cost, costOf, least, report } from './support/promise.ts';
import { makeLines } from './support/word-count.ts';

const WORDS = Number(process.argv[2] ?? 2_000_000);
const HALF = 0.5;

/** As courses have it; the lines are made as `makeLines` makes them. */
const PROGRAM = `package lab;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.SinkFunction;
import org.apache.flink.util.Collector;

public class WordCount {
    public static class Splitter implements FlatMapFunction<String, Tuple2<String, Integer>> {
        @Override
        public void flatMap(String line, Collector<Tuple2<String, Integer>> out) {
            for (String word : line.split(" ")) {
                out.collect(new Tuple2<>(word, 1));
            }
        }
    }
    public static class Discard implements SinkFunction<Tuple2<String, Integer>> {
        @Override
        public void invoke(Tuple2<String, Integer> value, Context context) {
        }
    }
    public static void main(String[] args) throws Exception {
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < Integer.parseInt(args[0]); n += 10) {
            String[] words = new String[10];
            for (int i = 0; i < 10; i++) {
                words[i] = "word" + (int) ((n + i) * 7919L % 1000);
            }
            lines.add(String.join(" ", words));
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(Integer.parseInt(args[1]));
        env.fromCollection(lines)
            .flatMap(new Splitter())
            .keyBy(pair -> pair.f0)
            .sum(1)
            .addSink(new Discard());
        env.execute("WordCount");
    }
}
`;

const compiler = await createCompiler();
const { jar, diagnostics } = compiler.compile([{ file: 'src/main/java/lab/WordCount.java', text: PROGRAM }]);
if (!jar) throw new Error(diagnostics.map(({ text }) => text ?? '').join('\n'));

function simulated(parallelism: number): Cost {
  const { environment, jobName } = programOf(jar!, testJvm(), 'lab.WordCount', [String(WORDS), String(parallelism)]);
  const job = generateJobGraph(generateStreamGraph(environment, jobName ?? 'WordCount'), {
    jobId: `${'0'.repeat(31)}1`,
  });
  const cluster = startCluster({ taskManagers: 1, slots: parallelism, keepTrace: false });
  cluster.submit(job);
  cluster.until(() => cluster.status(job) === 'RUNNING');
  return costOf(() => {
    if (cluster.finish(job) !== 'FINISHED') throw new Error('the job failed');
  });
}

function plainLoop(lines: readonly string[]): Cost {
  const counts = new Map<string, number>();
  let last: Tuple2<string, number> | null = null;
  return costOf(() => {
    for (const line of lines) {
      for (const word of line.split(' ')) {
        const pair = new Tuple2(word, 1);
        const count = (counts.get(pair.f0!) ?? 0) + pair.f1!;
        counts.set(pair.f0!, count);
        last = new Tuple2(pair.f0, count);
      }
    }
    if (last === null) throw new Error('no words');
  });
}

const lines = makeLines(WORDS);
for (const parallelism of [1, 2, 4]) {
  const pairs = Array.from({ length: 4 }, () => ({ loop: plainLoop(lines), run: simulated(parallelism) }));
  const loop = least(pairs.map((pair) => pair.loop));
  const run = least(pairs.map((pair) => pair.run));
  report({
    promise: `${WORDS / 1e6} M words of a Java program at parallelism ${parallelism}: ≥ ${HALF} of the plain loop's rate`,
    measured: `${(loop.cpu / run.cpu).toFixed(2)} of processor time, ${(loop.wall / run.wall).toFixed(2)} of wall time (${(WORDS / run.cpu / 1_000).toFixed(1)} M words/s, the loop ${(WORDS / loop.cpu / 1_000).toFixed(1)})`,
    kept: loop.cpu / run.cpu >= HALF,
  });
}
