import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ExecutionEnvironment } from '../../../src/flink/api/dataset.ts';
import type { KeySelector, Partitioner } from '../../../src/flink/api/functions.ts';
import type { ExecutableProgram } from '../../../src/flink/api/jar.ts';
import { BASIC } from '../../../src/flink/api/types.ts';
import { constant } from '../../../src/flink/api/user-functions.ts';
import { compileProgram, planText } from '../../../src/flink/graph/compile.ts';
import { jobPlan } from '../../../src/flink/graph/plan.ts';
import { LINES, selector, splitWords, WORD_COUNT } from '../jobs.ts';

/** DataSet programs as a live Flink 1.13.6 planned them. Its vertex ids are random. */

const read = (job: string, file: string): string =>
  readFileSync(new URL(`../../truth/02-jobs/${job}/${file}`, import.meta.url), 'utf8');

/** lab.BatchWordCount; the file it read had 122 bytes in four lines. */
function batchWordCount(parallelism: number, output: string | null): ExecutableProgram {
  const env = new ExecutionEnvironment(parallelism);
  env.callLocation = () => 'main(BatchWordCount.java:13)';
  const lines = env.readTextFile('data/words.txt');
  env.callLocation = () => 'main(BatchWordCount.java:15)';
  const counts = lines
    .flatMap(splitWords, WORD_COUNT)
    .groupBy({ positions: [0] })
    .sum(1);
  if (output === null) counts.collect('accumulator');
  else counts.writeAsCsv(output, '\n', ' ');
  const { environment, plan } = env.takePlan(output === null ? null : 'Batch WordCount', 'Flink Java Job at …');
  return { environment, plan, kind: 'dataset', jobName: plan.jobName };
}
const statistics = (): { size: number; records: number } => ({ size: 122, records: 4 });
const options = { jobId: '0'.repeat(32), statistics };

const RECORDED: readonly (readonly [string, number, string | null])[] = [
  ['j-dataset-p1', 1, null],
  ['j-dataset-p2', 2, null],
  ['j-dataset-output-p2', 2, '/usr/local/flink/lab/data/out'],
];

describe.each(RECORDED)('%s', (job, parallelism, output) => {
  test('has the plan that flink info prints', () => {
    const text = planText(batchWordCount(parallelism, output), statistics);
    expect(JSON.parse(text)).toEqual(JSON.parse(read(job, 'streamgraph.json')));
    expect(read(job, 'info.txt')).toContain(text);
  });

  test('has the job plan, but for its random ids and order', () => {
    const recorded = JSON.parse(read(job, 'plan.json')).plan as ReturnType<typeof jobPlan>;
    const normal = (plan: ReturnType<typeof jobPlan>): unknown => {
      const nameOf = new Map(plan.nodes.map((node) => [node.id, node.description]));
      const named = plan.nodes.map((node) => ({
        ...node,
        id: null,
        inputs: node.inputs?.map((input) => ({ ...(input as object), id: nameOf.get((input as { id: string }).id) })),
      }));
      return named.sort((a, b) => (a.description < b.description ? -1 : 1));
    };
    const graph = compileProgram(batchWordCount(parallelism, output), options);
    expect(normal(jobPlan(graph))).toEqual(normal(recorded));
  });

  test('has the vertices of the job', () => {
    const graph = compileProgram(batchWordCount(parallelism, output), options);
    const recorded = JSON.parse(read(job, 'job.json')) as {
      vertices: { name: string; parallelism: number; maxParallelism: number }[];
    };
    const summary = (list: readonly { name: string; parallelism: number; maxParallelism: number }[]): unknown =>
      list.map(({ name, parallelism: p, maxParallelism }) => ({ name, p, maxParallelism }));
    expect(summary(graph.vertices)).toEqual(summary(recorded.vertices));
  });
});

test('hash partitioning sends words where the recorded run sent them', () => {
  const graph = compileProgram(batchWordCount(2, null), options);
  const { partitioner } = graph.edges.find(({ shipStrategy }) => shipStrategy.startsWith('Hash'))!.edge;
  if (partitioner.kind !== 'CUSTOM') throw new Error(partitioner.kind);
  const { partition } = partitioner.partitioner.instantiate(undefined as never) as Partitioner;
  const word = (text: string): number => partition(text, 2);
  // j-dataset-p2 printed hdfs and python from one subtask, sorted, then the others from the other.
  expect(word('hdfs')).toBe(word('python'));
  for (const other of ['hive', 'mapreduce', 'spark']) expect(word(other)).toBe(word('hadoop'));
  expect(word('hdfs')).not.toBe(word('hadoop'));
});

test('parallelism of operators cuts chains and places combiners', () => {
  const env = new ExecutionEnvironment(2);
  const words = env.fromElements(LINES, BASIC.string).flatMap(splitWords, WORD_COUNT).setParallelism(3);
  words
    .groupBy({ positions: [0] })
    .sum(1)
    .setParallelism(1)
    .collect('a');
  const { environment, plan } = env.takePlan(null, 'x');
  const graph = compileProgram({ environment, plan, kind: 'dataset', jobName: null }, options);
  expect(graph.vertices.map(({ name, parallelism }) => [name.replace(/ \(.*/, ''), parallelism])).toEqual([
    ['DataSource', 1],
    ['CHAIN FlatMap', 3],
    ['Reduce', 1],
    ['DataSink', 1],
  ]);
  expect(graph.edges.map(({ shipStrategy }) => shipStrategy)).toEqual([
    'Redistribute',
    'Hash Partition on [0]',
    'Forward',
  ]);
});

test('key selectors cost a Key Extractor, joins hash both inputs, unions are no task', () => {
  const env = new ExecutionEnvironment(2);
  const pairs = env.readTextFile('a').flatMap(splitWords, WORD_COUNT);
  const more = env.readTextFile('b').flatMap(splitWords, WORD_COUNT);
  const key = {
    selector: selector((pair) => pair) as { name: string; instantiate(): KeySelector },
    type: BASIC.string,
  };
  pairs
    .union(more)
    .groupBy(key)
    .reduceGroup(constant('fn', {}), WORD_COUNT)
    .join(more)
    .on({ positions: [0] }, { positions: [0] })
    .discard();
  const { environment, plan } = env.takePlan('x', 'x');
  const graph = compileProgram({ environment, plan, kind: 'dataset', jobName: null }, options);
  expect(graph.vertices.map(({ name }) => name.replaceAll(/ \([^)]*\)+/g, ''))).toEqual([
    'CHAIN DataSource -> FlatMap',
    'CHAIN DataSource -> FlatMap',
    'Map',
    'GroupReduce',
    'Join',
    'DataSink',
  ]);
  expect(graph.vertices[2]!.inputs).toHaveLength(2);
  expect(graph.vertices[4]!.inputs.map(({ shipStrategy }) => shipStrategy)).toEqual([
    'Hash Partition on [0]',
    'Hash Partition on [0]',
  ]);
});

test('print() leaves nothing to execute()', () => {
  const env = new ExecutionEnvironment(1);
  expect(() => env.takePlan('x', 'x')).toThrow('java.lang.RuntimeException: No data sinks have been created yet.');
  env.fromElements([1], BASIC.int).collect('a');
  env.takePlan(null, 'x');
  expect(() => env.takePlan('x', 'x')).toThrow('No new data sinks have been defined since the last execution.');
});
