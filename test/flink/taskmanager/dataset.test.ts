import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ExecutionEnvironment } from '../../../src/flink/api/dataset.ts';
import { stringOf } from '../../../src/flink/api/values.ts';
import { compileProgram } from '../../../src/flink/graph/compile.ts';
import { LINES, splitWords, WORD_COUNT } from '../jobs.ts';
import { type Cluster, startCluster } from './cluster.ts';

const PATH = '/opt/flink/data/words.txt';

function batchWordCount(parallelism: number, output: string | null): { cluster: Cluster; results: string[] } {
  const env = new ExecutionEnvironment(parallelism);
  env.callLocation = () => 'main(BatchWordCount.java:13)';
  const counts = env
    .readTextFile(PATH)
    .flatMap(splitWords, WORD_COUNT)
    .groupBy({ positions: [0] })
    .sum(1);
  if (output === null) counts.collect('accumulator');
  else counts.writeAsCsv(output, '\n', ' ');
  const { environment, plan } = env.takePlan(null, 'Flink Java Job');
  const job = compileProgram(
    { environment, plan, kind: 'dataset', jobName: plan.jobName },
    { jobId: `${'0'.repeat(31)}a` },
  );
  const cluster = startCluster({ taskManagers: 1, slots: 2 });
  cluster.platform.machines.get('node1')!.files.mkdir('/opt/flink/data', { recursive: true });
  cluster.platform.machines.get('node1')!.files.write(PATH, `${LINES.join('\n')}\n`);
  cluster.submit(job);
  expect(cluster.finish(job, 30_000)).toBe('FINISHED');
  let results: string[] = [];
  cluster.dispatcher.requestJobResult(job.jobId).whenComplete(({ accumulators }) => {
    results = ((accumulators.accumulator as unknown[] | undefined) ?? []).map(stringOf);
  });
  cluster.pass(100);
  return { cluster, results };
}

describe('DataSet programs', () => {
  it.each([
    ['j-dataset-p1', 1],
    ['j-dataset-p2', 2],
  ])('%s collects what the recorded run printed', (name, parallelism) => {
    const recorded = readFileSync(new URL(`../../truth/02-jobs/${name}/cli.txt`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('('));
    const { results } = batchWordCount(parallelism, null);
    // With two subtasks the accumulators are merged in either order.
    if (parallelism === 1) expect(results).toEqual(recorded);
    else expect([...results].sort()).toEqual([...recorded].sort());
  });

  it('writeAsCsv of two subtasks makes a directory of two files', () => {
    const { files } = batchWordCount(2, '/tmp/counts').cluster.platform.machines.get('node1')!;
    const text = files.readText('/tmp/counts/1') + files.readText('/tmp/counts/2');
    expect(text.split('\n').filter(Boolean).sort()).toEqual([
      'hadoop 2',
      'hdfs 1',
      'hive 4',
      'mapreduce 2',
      'python 3',
      'spark 7',
    ]);
  });
});
