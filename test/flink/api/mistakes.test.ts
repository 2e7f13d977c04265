import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ExecutionEnvironment } from '../../../src/flink/api/dataset.ts';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import { JavaError } from '../../../src/flink/api/jar.ts';
import { arrayType, BASIC, missingType, pojoType } from '../../../src/flink/api/types.ts';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import { mapper, selector, splitWords, WORD_COUNT } from '../jobs.ts';

/** Beginners' mistakes of truth/02-jobs/m-mistakes: the class and text that a real Flink gave. */

const recorded = (name: string): string =>
  readFileSync(new URL(`../../truth/02-jobs/m-mistakes/${name}.txt`, import.meta.url), 'utf8');

const env = new StreamExecutionEnvironment(1);
const lines = () => env.fromElements(['spark hive', 'spark'], BASIC.string);
const words = () => lines().flatMap(splitWords, WORD_COUNT);
const WORD = pojoType(
  'lab.Mistakes$Word',
  [
    { name: 'word', type: BASIC.string },
    { name: 'count', type: BASIC.int },
  ],
  false,
);
const pojos = () => env.fromElements([{ word: 'a', count: 1 }], WORD);
const itself = selector((value) => value);
const same = mapper((value) => value);

function run(build: (fresh: StreamExecutionEnvironment) => void): void {
  const fresh = new StreamExecutionEnvironment(1);
  build(fresh);
  const { environment, jobName } = fresh.takeProgram('x');
  generateJobGraph(generateStreamGraph(environment, jobName), { jobId: '0'.repeat(32) });
}

const MISTAKES: Readonly<Record<string, () => unknown>> = {
  keyByMissingPosition: () => words().keyBy({ positions: [5] }),
  keyByPositionOnString: () => lines().keyBy({ positions: [0] }),
  keyByArray: () =>
    lines()
      .map(same, arrayType(BASIC.string))
      .keyBy({ selector: itself, type: arrayType(BASIC.string) }),
  keyByPojo: () => pojos().keyBy({ selector: itself, type: WORD }),
  sumMissingPosition: () =>
    words()
      .keyBy({ positions: [0] })
      .sum(7),
  sumMissingPojoField: () =>
    pojos()
      .keyBy({ fields: ['word'] })
      .sum('cnt'),
  sumOnText: () =>
    words()
      .keyBy({ positions: [0] })
      .sum(0),
  sumPositionOnPojo: () =>
    pojos()
      .keyBy({ fields: ['word'] })
      .sum(1),
  sumOnString: () => lines().keyBy({ selector: itself, type: BASIC.string }).sum(1),
  nothingDefined: () => env.takeProgram('x') && new StreamExecutionEnvironment(1).takeProgram('x'),
  dataSetNoSink: () => new ExecutionEnvironment(1).takePlan('no sink', 'x'),
  socketParallelism: () => env.socketTextStream('localhost', 9999).setParallelism(2),
  parallelismZero: () => lines().map(same, BASIC.string).setParallelism(0),
  forwardChangesParallelism: () =>
    run((fresh) => fresh.fromElements(['a'], BASIC.string).forward().map(same, BASIC.string).setParallelism(2).print()),
  reusedUid: () =>
    run((fresh) =>
      fresh.fromElements(['a'], BASIC.string).map(same, BASIC.string).uid('x').map(same, BASIC.string).uid('x').print(),
    ),
  lambdaFlatMap: () =>
    lines().flatMap(splitWords, missingType('main(Mistakes.java:43)')).keyBy({ selector: itself, type: BASIC.string }),
  lambdaFlatMapPrint: () => lines().flatMap(splitWords, missingType('main(Mistakes.java:50)')).print(),
};

describe.each(Object.entries(MISTAKES))('%s', (name, mistake) => {
  test('fails with Flink’s class and text', () => {
    let error: unknown;
    try {
      mistake();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(JavaError);
    const { className, detail } = error as JavaError;
    const text = recorded(name);
    expect(text).toContain(detail);
    // The CLI leaves the class name out for Flink's own program and type exceptions.
    if (!/InvalidProgramException|InvalidTypesException/.test(className)) {
      expect(text).toContain(`Caused by: ${className}: ${detail}`);
    }
  });
});

test('returns(...) comes too late once the type was used', () => {
  const stream = lines().map(same, BASIC.string);
  stream.keyBy({ selector: itself, type: BASIC.string });
  expect(() => stream.returns(BASIC.int)).toThrow(
    'TypeInformation cannot be filled in for the type after it has been used.',
  );
});

test('a missing type is filled in by returns(...)', () => {
  const stream = lines().map(same, missingType('main(X.java:1)')).returns(BASIC.string);
  expect(stream.getType()).toBe(BASIC.string);
});
