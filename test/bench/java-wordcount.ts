/** A WordCount written in Java, from its text to its end on the simulated cluster, against the same in a plain JavaScript loop. */

import { Tuple2 } from '../../src/flink/api/tuple.ts';
import { simulatedWordCount } from './support/java-word-count.ts';
import { type Cost, costOf, least, report } from './support/promise.ts';
import { makeLines } from './support/word-count.ts';

const WORDS = Number(process.argv[2] ?? 5_000_000);
/** Code that comes out of Java may take three times what JavaScript by hand does. */
const A_THIRD = 1 / 3;

const simulated = await simulatedWordCount();

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
  const pairs = Array.from({ length: 4 }, () => ({ loop: plainLoop(lines), run: simulated(WORDS, parallelism) }));
  const loop = least(pairs.map((pair) => pair.loop));
  const run = least(pairs.map((pair) => pair.run));
  report({
    promise: `${WORDS / 1e6} M words of a Java program at parallelism ${parallelism}: ≥ 1/3 of the plain loop's rate`,
    measured: `${(loop.cpu / run.cpu).toFixed(2)} of processor time, ${(loop.wall / run.wall).toFixed(2)} of wall time (${(WORDS / run.cpu / 1_000).toFixed(1)} M words/s, the loop ${(WORDS / loop.cpu / 1_000).toFixed(1)})`,
    kept: loop.cpu / run.cpu >= A_THIRD,
  });
}
