import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import { createCompiler } from '../../../src/program/compile.ts';
import { startCluster } from '../../flink/taskmanager/cluster.ts';
import { testJvm } from '../../program/java/harness.ts';
import { programOf } from './program.ts';
import { type Cost, costOf } from './promise.ts';

/**
 * WordCount as courses have it, of so many words (first argument) at that parallelism (second); the lines are made as `makeLines` makes them.
 * It prints how long the job took, in ms.
 */
export const JAVA_WORD_COUNT: { readonly file: string; readonly text: string } = {
  file: 'lab/WordCount.java',
  text: `package lab;

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
        System.out.println(env.execute("WordCount").getNetRuntime());
    }
}
`,
};

/** Compiles it; the function runs it on a simulated cluster and answers what the job took, from RUNNING to FINISHED. */
export async function simulatedWordCount(): Promise<(words: number, parallelism: number) => Cost> {
  const compiler = await createCompiler();
  const { jar, diagnostics } = compiler.compile([JAVA_WORD_COUNT]);
  if (!jar) throw new Error(diagnostics.map(({ text }) => text ?? '').join('\n'));
  return (words, parallelism) => {
    const { environment } = programOf(jar, testJvm(), 'lab.WordCount', [String(words), String(parallelism)]);
    const job = generateJobGraph(generateStreamGraph(environment, 'WordCount'), { jobId: `${'0'.repeat(31)}1` });
    const cluster = startCluster({ taskManagers: 1, slots: parallelism, keepTrace: false });
    cluster.submit(job);
    cluster.until(() => cluster.status(job) === 'RUNNING');
    return costOf(() => {
      if (cluster.finish(job) !== 'FINISHED') throw new Error('the job failed');
    });
  };
}
