import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type DataSet, ExecutionEnvironment } from '../../../src/flink/api/dataset.ts';
import type { DataSetKey } from '../../../src/flink/api/dataset-keys.ts';
import { BASIC } from '../../../src/flink/api/types.ts';
import { constant } from '../../../src/flink/api/user-functions.ts';
import { compileProgram } from '../../../src/flink/graph/compile.ts';
import type { JobGraph } from '../../../src/flink/graph/types.ts';
import { mapper, selector, splitWords, WORD_COUNT } from '../jobs.ts';

/** What Flink 1.13.6's optimizer makes of the DataSet operators; test/truth/graphs/DataSets.java wrote datasets.txt. */

const ZERO: DataSetKey = { positions: [0] };
const WORD: DataSetKey = { selector: selector((pair) => pair), type: BASIC.string };
const fn = constant('fn', {});
const join = constant('J', { join: () => {} });
const reduce = constant('R', { reduce: (a: unknown) => a });
const same = mapper((value) => value);

const PROGRAMS: Readonly<Record<string, (a: DataSet, b: DataSet) => DataSet>> = {
  sum: (a) => a.groupBy(ZERO).sum(1),
  reduce: (a) => a.groupBy(ZERO).reduce(reduce),
  reduceGroup: (a) => a.groupBy(ZERO).reduceGroup(fn, WORD_COUNT),
  allReduce: (a) => a.reduce(reduce),
  allSum: (a) => a.sum(1),
  allGroup: (a) => a.reduceGroup(fn, WORD_COUNT),
  first: (a) => a.first(3),
  groupFirst: (a) => a.groupBy(ZERO).first(3),
  distinct: (a) => a.distinct(),
  distinct0: (a) => a.distinct(ZERO),
  keyReduce: (a) => a.groupBy(WORD).reduce(reduce),
  keyGroup: (a) => a.groupBy(WORD).reduceGroup(fn, WORD_COUNT),
  join: (a, b) => a.join(b).on(ZERO, ZERO),
  joinWith: (a, b) => a.join(b).on(ZERO, ZERO, join, WORD_COUNT),
  leftJoin: (a, b) => a.join(b, 'left').on(ZERO, ZERO, join, WORD_COUNT),
  rightJoin: (a, b) => a.join(b, 'right').on(ZERO, ZERO, join, WORD_COUNT),
  fullJoin: (a, b) => a.join(b, 'full').on(ZERO, ZERO, join, WORD_COUNT),
  coGroup: (a, b) => a.coGroup(b).on(ZERO, ZERO, constant('CG', { coGroup: () => {} }), WORD_COUNT),
  cross: (a, b) => a.cross(b),
  union: (a, b) => a.union(b).groupBy(ZERO).sum(1),
  rebalance: (a) => a.rebalance().map(same, WORD_COUNT),
  hash: (a) => a.partitionByHash(ZERO).map(same, WORD_COUNT),
  sortPartition: (a) => a.sortPartition(1, 'DESCENDING').setParallelism(1),
  mapPartition: (a) => a.mapPartition(fn, WORD_COUNT),
  filterMap: (a) => a.filter(constant('Y', { filter: () => true })).map(same, WORD_COUNT),
  twice: (a) => a.groupBy(ZERO).sum(1).groupBy(ZERO).sum(1),
  sumSort: (a) => a.groupBy(ZERO).sum(1).sortPartition(1, 'DESCENDING'),
  keyJoin: (a, b) => a.join(b).on(WORD, WORD, join, WORD_COUNT),
};

function build(source: string, parallelism: number, program: string): JobGraph {
  const env = new ExecutionEnvironment(parallelism);
  env.callLocation = () => 'main(DataSets.java:22)';
  const lines = (path: string): DataSet =>
    source === 'file' ? env.readTextFile(path) : env.fromElements(['a', 'b'], BASIC.string);
  const [one, two] = [lines('/nonexistent/x'), lines('/nonexistent/y')];
  PROGRAMS[program]!(one.flatMap(splitWords, WORD_COUNT), two.flatMap(splitWords, WORD_COUNT)).discard();
  const { environment, plan } = env.takePlan('job', 'job');
  return compileProgram({ environment, plan, kind: 'dataset', jobName: 'job' }, { jobId: '0'.repeat(32) });
}

/** As DataSets.java prints it, without the places in its own source. */
function print({ vertices }: JobGraph): string[] {
  return vertices.map(({ name, parallelism, batch, inputs }) => {
    const short = name.replaceAll(/ at main[^)]*\)/g, '').replaceAll(/\(at [^)]*\) ?/g, '');
    const edges = inputs.map(
      (edge) =>
        ` <${edge.shipStrategy}|${edge.localStrategy ?? null}|${edge.caching ?? null}|${edge.result}|${edge.pattern}`,
    );
    return `  ${short} p${parallelism} [${batch!.operatorStrategy.replaceAll('\n', ' ')}]${edges.join('')}`;
  });
}

const recorded = new Map<string, string[]>();
let current: string[] = [];
for (const line of readFileSync(new URL('../../truth/graphs/datasets.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')) {
  if (line.startsWith('  ')) current.push(line);
  else {
    current = [];
    recorded.set(line, current);
  }
}

test.each([...recorded])('%s', (title, lines) => {
  const [, source, parallelism, program] = /^(file|elements)(\d) (.*)$/.exec(title)!;
  expect(print(build(source!, Number(parallelism), program!))).toEqual(lines);
});
