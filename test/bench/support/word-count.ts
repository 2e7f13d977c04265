import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import type { FlatMapFunction } from '../../../src/flink/api/functions.ts';
import { Tuple2 } from '../../../src/flink/api/tuple.ts';
import { BASIC, tupleType } from '../../../src/flink/api/types.ts';
import { constant } from '../../../src/flink/api/user-functions.ts';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import type { JobGraph } from '../../../src/flink/graph/types.ts';

const PER_LINE = 10;
const VOCABULARY = Array.from({ length: 1_000 }, (_, i) => `word${i}`);

/** Lines of ten words out of a thousand. */
export function makeLines(words: number): string[] {
  const lines: string[] = [];
  for (let n = 0; n < words; n += PER_LINE) {
    const line: string[] = [];
    for (let i = n; i < Math.min(words, n + PER_LINE); i++) line.push(VOCABULARY[(i * 7_919) % 1_000]!);
    lines.push(line.join(' '));
  }
  return lines;
}

export const split: FlatMapFunction['flatMap'] = (line, out) => {
  for (const word of (line as string).split(' ')) out.collect(new Tuple2(word, 1));
};

/** fromCollection → flatMap → keyBy → sum → sink, as a client builds it. */
export function wordCountJob(
  lines: readonly string[],
  parallelism: number,
  sink: (value: unknown) => void,
  configure: (env: StreamExecutionEnvironment) => void = () => {},
): JobGraph {
  const env = new StreamExecutionEnvironment(parallelism);
  configure(env);
  env
    .fromCollection(lines as unknown[], BASIC.string)
    .flatMap(constant<FlatMapFunction>('Split', { flatMap: split }), tupleType([BASIC.string, BASIC.int]))
    .keyBy({ selector: constant('$$Lambda', { getKey: (pair: unknown) => (pair as Tuple2).f0 }), type: BASIC.string })
    .sum(1)
    .addSink(constant('Sink', { invoke: sink }));
  const { environment, jobName } = env.takeProgram('Throughput');
  return generateJobGraph(generateStreamGraph(environment, jobName), { jobId: `${'0'.repeat(31)}1` });
}
