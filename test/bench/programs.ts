/** Compiling Java, and the code that comes out against JavaScript written by hand. */

import type { FlatMapFunction, JvmRef, UserFunction } from '../../src/flink/api/functions.ts';
import type { OperatorSpec } from '../../src/flink/api/transformations.ts';
import { Tuple2 } from '../../src/flink/api/tuple.ts';
import { createCompiler } from '../../src/program/compile.ts';
import { testJvm } from '../program/java/harness.ts';
import { programOf } from './support/program.ts';
import { median, note, report, timed } from './support/promise.ts';
import { makeLines } from './support/word-count.ts';

const WORD_COUNT = `package lab;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

public class WordCount {
    public static class Splitter implements FlatMapFunction<String, Tuple2<String, Integer>> {
        @Override
        public void flatMap(String line, Collector<Tuple2<String, Integer>> out) {
            for (String word : line.toLowerCase().split("\\\\W+")) {
                if (word.length() > 0) {
                    out.collect(new Tuple2<>(word, 1));
                }
            }
        }
    }
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.fromElements("to be", "or not to be")
            .flatMap(new Splitter())
            .keyBy(new KeySelector<Tuple2<String, Integer>, String>() {
                @Override
                public String getKey(Tuple2<String, Integer> pair) {
                    return pair.f0;
                }
            })
            .sum(1)
            .print();
        env.execute("WordCount");
    }
}
`;

/** A program of about 200 lines as courses have them: classes, generics, collections, lambdas, a job. \`n\` makes it another one. */
function longProgram(n: number): string {
  const step = (i: number): string => `
    static class Reading${i} {
        private final String sensor;
        private final long timestamp;
        private double temperature;
        Reading${i}(String sensor, long timestamp, double temperature) {
            this.sensor = sensor;
            this.timestamp = timestamp;
            this.temperature = temperature;
        }
        String getSensor() { return sensor; }
        long getTimestamp() { return timestamp; }
        double getTemperature() { return temperature; }
        Reading${i} warmer(double by) {
            return new Reading${i}(sensor, timestamp, temperature + by * ${i + n});
        }
        @Override
        public String toString() {
            return "Reading${i}(" + sensor + ", " + timestamp + ", " + temperature + ")";
        }
    }
    static Map<String, List<Reading${i}>> group${i}(List<Reading${i}> readings) {
        Map<String, List<Reading${i}>> groups = new HashMap<>();
        for (Reading${i} reading : readings) {
            groups.computeIfAbsent(reading.getSensor(), key -> new ArrayList<>()).add(reading);
        }
        int size = 0;
        for (Map.Entry<String, List<Reading${i}>> entry : groups.entrySet()) {
            size += entry.getValue().size();
        }
        if (size != readings.size()) {
            throw new IllegalStateException("lost " + (readings.size() - size));
        }
        return groups;
    }
`;
  const text = WORD_COUNT.replace(
    'import org.apache.flink.util.Collector;',
    'import org.apache.flink.util.Collector;\nimport java.util.*;',
  ).replace('public class WordCount {', `public class WordCount {${[0, 1, 2, 3].map(step).join('')}`);
  return text;
}

const compiler = await createCompiler();
const source = (text: string) => [{ file: 'src/main/java/lab/WordCount.java', text }];
const compile = (text: string) => {
  const result = compiler.compile(source(text));
  if (!result.jar) throw new Error(result.diagnostics.map(({ text: line }) => line).join('\n'));
  return result.jar;
};

const lines = longProgram(0).split('\n').length;
const first = timed(() => compile(longProgram(0))).ms;
const warm = Array.from({ length: 15 }, (_, n) => timed(() => compile(longProgram(n + 1))).ms);
report({
  promise: `compile a program of ${lines} lines, the first one, in < 400 ms`,
  measured: `${first.toFixed(0)} ms`,
  kept: first < 400,
});
report({
  promise: '… warm, in < 100 ms',
  measured: `${median(warm.slice(-10)).toFixed(0)} ms (the second ${warm[0]!.toFixed(0)} ms)`,
  kept: median(warm.slice(-10)) < 100,
});

/** The functions of the program's flatMap. */
function functionOf(jvm: JvmRef): UserFunction<FlatMapFunction> {
  const { environment } = programOf(compile(WORD_COUNT), jvm, 'lab.WordCount', []);
  const specs = environment.transformations.flatMap((transformation): OperatorSpec[] =>
    'operator' in transformation ? [transformation.operator] : [],
  );
  for (const spec of specs) if (spec.kind === 'flatMap') return spec.fn;
  throw new Error('no flatMap');
}

const words = 1_000_000;
const text = makeLines(words);
const jvm = testJvm();
const generated = functionOf(jvm).instantiate(jvm);
const byHand: FlatMapFunction = {
  flatMap(line, out) {
    for (const word of (line as string).toLowerCase().split(/\W+/))
      if (word.length > 0) out.collect(new Tuple2(word, 1));
  },
};
function count(fn: FlatMapFunction): number {
  const counts = new Map<string, number>();
  let checksum = 0;
  const out = {
    collect(value: unknown): void {
      const { f0, f1 } = value as Tuple2<string, number>;
      const sum = (counts.get(f0!) ?? 0) + f1!;
      counts.set(f0!, sum);
      checksum = (checksum + sum) | 0;
    },
  };
  for (const line of text) fn.flatMap(line, out);
  return checksum;
}
const times = { generated: [] as number[], byHand: [] as number[] };
for (let i = 0; i < 7; i++) {
  const a = timed(() => count(byHand));
  const b = timed(() => count(generated));
  if (a.result !== b.result) throw new Error('the counts differ');
  times.byHand.push(a.ms);
  times.generated.push(b.ms);
}
const ratio = median(times.generated) / median(times.byHand);
note(
  `by hand ${(words / median(times.byHand) / 1_000).toFixed(1)} M words/s, generated ${(words / median(times.generated) / 1_000).toFixed(1)} M words/s`,
);
report({
  promise: "WordCount's generated code within 3 × of JavaScript written by hand",
  measured: `${ratio.toFixed(2)} ×`,
  kept: ratio <= 3,
});
