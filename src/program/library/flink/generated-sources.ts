/** Sources that make their records: of iterators, and the generators of flink-streaming's `datagen`. */

import { Long } from '../../../flink/api/boxed.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { arrayOf } from '../../arrays.ts';
import { jvm, wait } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import type { JavaIterator } from '../../runtime/collections.ts';
import type { ArrayDequeObject } from '../../runtime/lists.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';

interface Context {
  getIndexOfThisSubtask$(): number;
  getNumberOfParallelSubtasks$(): number;
}
interface SourceContext {
  collect$Object(value: unknown): unknown;
}
const FUNCTIONS = 'org.apache.flink.streaming.api.functions.source';

/** FromIteratorFunction and FromSplittableIteratorFunction. */
export class IteratorSource extends Base {
  iterator!: JavaIterator;
  isSplit = false;
  isRunning = true;
}
/** The source of `env.fromCollection(iterator, …)`; `parallel` splits it among the subtasks. */
export function iteratorSource(iterator: JavaIterator | null, parallel: boolean): object {
  if (iterator === null) raise('NullPointerException', 'The iterator must not be null');
  const source = allocate<IteratorSource>(
    `${FUNCTIONS}.${parallel ? 'FromSplittableIterator' : 'FromIterator'}Function`,
  );
  source.iterator = iterator;
  source.isSplit = parallel;
  return source;
}

/** Bounds of `parts` ranges from `from` to `to`, both inclusive: the last one takes what is left. */
function ranges(from: bigint, to: bigint, parts: number): (readonly [bigint, bigint])[] {
  const each = (to - from + 1n) / BigInt(parts);
  return Array.from({ length: parts }, (_, i) => {
    const start = from + BigInt(i) * each;
    return [start, i === parts - 1 ? to : start + each - 1n] as const;
  });
}
class NumberSequence extends Base {
  current = 0n;
  to = 0n;
}
const SEQUENCE = 'org.apache.flink.util.NumberSequenceIterator';

library({
  package: 'org.apache.flink.util',
  stubs: `
import java.util.Iterator;
@Open public abstract class SplittableIterator<T> implements Iterator<T>, java.io.Serializable { public SplittableIterator(); public abstract Iterator<T>[] split(int numPartitions); public Iterator<T> getSplit(int num, int numPartitions); public abstract int getMaximumNumberOfSplits(); }
public class NumberSequenceIterator extends SplittableIterator<Long> { public NumberSequenceIterator(long from, long to); public long getCurrent(); public long getTo(); public boolean hasNext(); public Long next(); public Iterator<Long>[] split(int numPartitions); public int getMaximumNumberOfSplits(); }`,
  bodies: {
    SplittableIterator: {
      new() {},
      getSplit(this: { split$int(n: number): JavaIterator[] }, num: number, numPartitions: number) {
        if (numPartitions < 1 || num < 0 || num >= numPartitions) raise('IllegalArgumentException');
        return this.split$int(numPartitions)[num];
      },
    },
    NumberSequenceIterator: {
      $class: NumberSequence,
      new(this: NumberSequence, from: LongValue, to: LongValue) {
        if (from > to) raise('IllegalArgumentException', "The 'to' value must not be smaller than the 'from' value.");
        this.current = BigInt(from);
        this.to = BigInt(to);
      },
      getCurrent(this: NumberSequence) {
        return narrowLong(this.current);
      },
      getTo(this: NumberSequence) {
        return narrowLong(this.to);
      },
      hasNext(this: NumberSequence) {
        return this.current <= this.to;
      },
      next(this: NumberSequence) {
        if (this.current > this.to) raise('java.util.NoSuchElementException');
        return Long.valueOf(narrowLong(this.current++));
      },
      split(this: NumberSequence, parts: number) {
        if (parts < 1) raise('IllegalArgumentException', 'The number of partitions must be at least 1.');
        const made = ranges(this.current, this.to, parts).map(([current, to]) =>
          Object.assign(allocate<NumberSequence>(SEQUENCE), { current, to }),
        );
        return arrayOf(SEQUENCE, made);
      },
      getMaximumNumberOfSplits(this: NumberSequence) {
        const count = this.to - this.current + 1n;
        return count > 0x7fffffffn ? 0x7fffffff : Number(count);
      },
    },
  },
});

library({
  package: FUNCTIONS,
  stubs: `
public class FromIteratorFunction<T> implements SourceFunction<T> { public FromIteratorFunction(java.util.Iterator<T> iterator); @Blocks public void run(SourceContext<T> ctx) throws Exception; public void cancel(); }
public class FromSplittableIteratorFunction<T> extends RichParallelSourceFunction<T> { public FromSplittableIteratorFunction(org.apache.flink.util.SplittableIterator<T> iterator); public void open(org.apache.flink.configuration.Configuration parameters); @Blocks public void run(SourceContext<T> ctx) throws Exception; public void cancel(); }`,
  bodies: Object.fromEntries(
    ['FromIteratorFunction', 'FromSplittableIteratorFunction'].map((name) => [
      name,
      {
        $class: class extends IteratorSource {},
        new(this: IteratorSource, iterator: JavaIterator) {
          this.iterator = iterator;
        },
        ...(name === 'FromIteratorFunction'
          ? {}
          : {
              open(this: IteratorSource & { getRuntimeContext$(): Context }) {
                const context = this.getRuntimeContext$();
                const whole = this.iterator as unknown as { split$int(n: number): JavaIterator[] };
                this.iterator = whole.split$int(context.getNumberOfParallelSubtasks$())[
                  context.getIndexOfThisSubtask$()
                ]!;
              },
            }),
        *run(this: IteratorSource, context: SourceContext): Task<void> {
          while (this.isRunning && (yield* wait(this.iterator.hasNext$())))
            yield* wait(context.collect$Object(yield* wait(this.iterator.next$())));
        },
        cancel(this: IteratorSource) {
          this.isRunning = false;
        },
      },
    ]),
  ),
});

/** org.apache.commons.math3.random.RandomDataGenerator: bounds are inclusive. */
class RandomData extends Base {
  next(): number {
    return jvm().ref.random('commons-math3').next();
  }
}
const between = (random: RandomData, from: number, to: number): number => {
  if (from >= to)
    raise(
      'org.apache.commons.math3.exception.NumberIsTooLargeException',
      `lower bound (${from}) must be strictly less than upper bound (${to})`,
    );
  return from + Math.floor(random.next() * (to - from + 1));
};
const HEX = '0123456789abcdef';
const hex = (random: RandomData, length: number): string =>
  Array.from({ length }, () => HEX[Math.floor(random.next() * 16)]).join('');
const uniform = (random: RandomData, from: number, to: number): number => from + random.next() * (to - from);
library({
  package: 'org.apache.commons.math3.random',
  stubs:
    '@Open public class RandomDataGenerator implements java.io.Serializable { public RandomDataGenerator(); public int nextInt(int lower, int upper); public long nextLong(long lower, long upper); public double nextUniform(double lower, double upper); public double nextGaussian(double mu, double sigma); public String nextHexString(int length); }',
  bodies: {
    RandomDataGenerator: {
      $class: RandomData,
      new() {},
      nextInt(this: RandomData, from: number, to: number) {
        return between(this, from, to);
      },
      nextLong(this: RandomData, from: LongValue, to: LongValue) {
        return between(this, Number(from), Number(to));
      },
      nextUniform(this: RandomData, from: number, to: number) {
        return uniform(this, from, to);
      },
      nextGaussian(this: RandomData, mu: number, sigma: number) {
        const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
        return mu + sigma * radius * Math.cos(2 * Math.PI * this.next());
      },
      nextHexString(this: RandomData, length: number) {
        return hex(this, length);
      },
    },
  },
});

// ---- DataGeneratorSource --------------------------------------------------------------------------------------------------

interface DataGenerator {
  open$String$FunctionInitializationContext$RuntimeContext(name: string, state: unknown, context: Context): unknown;
  hasNext$(): unknown;
  next$(): unknown;
}
class GeneratorSource extends Base {
  $generator!: DataGenerator;
  $perSecond = 0;
  $rows: number | null = null;
  $isRunning = true;
}
/** By kind: what a random value of it is, and how a number of a sequence is boxed. */
const KINDS = {
  long: ['Long', (r: RandomData, a: number, b: number) => Long.valueOf(between(r, a, b))],
  int: ['Integer', between],
  short: ['Short', between],
  byte: ['Byte', between],
  float: ['Float', uniform],
  double: ['Double', uniform],
} as const;
const PACKAGE = `${FUNCTIONS}.datagen`;
class RandomGenerated extends Base {
  random: RandomData | null = null;
  $draw: ((random: RandomData) => unknown) | null = null;
}
const drawing = (draw: (random: RandomData) => unknown): object =>
  Object.assign(allocate<RandomGenerated>(`${PACKAGE}.RandomGenerator$Simulated`), { $draw: draw });
class SequenceGenerated extends Base {
  valuesToEmit: ArrayDequeObject | null = null;
  $from = 0;
  $to = 0;
  $boxed: (value: number) => unknown = (value) => value;
}
const counting = (from: LongValue, to: LongValue, boxed: (value: number) => unknown): object =>
  Object.assign(allocate<SequenceGenerated>(`${PACKAGE}.SequenceGenerator$Simulated`), {
    $from: Number(from),
    $to: Number(to),
    $boxed: boxed,
  });
const numbers = Object.entries(KINDS);

library({
  package: PACKAGE,
  stubs: `
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.runtime.state.*;
import org.apache.flink.streaming.api.functions.source.*;
public interface DataGenerator<T> extends java.io.Serializable, java.util.Iterator<T> { void open(String name, FunctionInitializationContext context, RuntimeContext runtimeContext) throws Exception; default void snapshotState(FunctionSnapshotContext context) throws Exception; }
public abstract class RandomGenerator<T> implements DataGenerator<T> {
  protected transient org.apache.commons.math3.random.RandomDataGenerator random;
  public RandomGenerator(); public void open(String name, FunctionInitializationContext context, RuntimeContext runtimeContext) throws Exception; public boolean hasNext();
  ${numbers.map(([kind, [box]]) => `public static RandomGenerator<${box}> ${kind}Generator(${kind} min, ${kind} max);`).join(' ')}
  public static RandomGenerator<String> stringGenerator(int len); public static RandomGenerator<Boolean> booleanGenerator();
  static class Simulated<T> extends RandomGenerator<T> { public T next(); }
}
public abstract class SequenceGenerator<T> implements DataGenerator<T> {
  protected transient java.util.Deque<T> valuesToEmit;
  public SequenceGenerator(long start, long end); public void open(String name, FunctionInitializationContext context, RuntimeContext runtimeContext) throws Exception; public boolean hasNext();
  ${numbers.map(([kind, [box]]) => `public static SequenceGenerator<${box}> ${kind}Generator(${kind === 'long' || kind === 'int' || kind === 'short' || kind === 'byte' ? kind : 'short'} start, ${kind === 'long' || kind === 'int' || kind === 'short' || kind === 'byte' ? kind : 'short'} end);`).join(' ')}
  public static SequenceGenerator<String> stringGenerator(long start, long end);
  static class Simulated<T> extends SequenceGenerator<T> { public T next(); }
}
public class DataGeneratorSource<T> extends RichParallelSourceFunction<T> implements org.apache.flink.streaming.api.checkpoint.CheckpointedFunction {
  public DataGeneratorSource(DataGenerator<T> generator); public DataGeneratorSource(DataGenerator<T> generator, long rowsPerSecond, Long numberOfRows);
  @Blocks public void initializeState(FunctionInitializationContext context) throws Exception; @Blocks public void snapshotState(FunctionSnapshotContext context) throws Exception;
  @Blocks public void run(SourceContext<T> ctx) throws Exception; public void cancel();
}`,
  bodies: {
    DataGenerator: { snapshotState() {} },
    RandomGenerator: {
      $class: RandomGenerated,
      new() {},
      open(this: RandomGenerated) {
        this.random = allocate<RandomData>('org.apache.commons.math3.random.RandomDataGenerator');
      },
      hasNext: () => true,
      ...Object.fromEntries(
        numbers.map(([kind, [, draw]]) => [
          `${kind}Generator`,
          (min: LongValue, max: LongValue) => drawing((random) => draw(random, Number(min), Number(max))),
        ]),
      ),
      stringGenerator: (length: number) => drawing((random) => hex(random, length)),
      booleanGenerator: () => drawing((random) => between(random, 0, 1) === 0),
    },
    'RandomGenerator.Simulated': {
      $class: class extends RandomGenerated {},
      next(this: RandomGenerated) {
        return this.$draw!(this.random!);
      },
    },
    SequenceGenerator: {
      $class: SequenceGenerated,
      new(this: SequenceGenerated, from: LongValue, to: LongValue) {
        this.$from = Number(from);
        this.$to = Number(to);
      },
      open(this: SequenceGenerated, _name: string, _state: unknown, context: Context) {
        this.valuesToEmit = allocate<ArrayDequeObject>('java.util.ArrayDeque');
        const step = context.getNumberOfParallelSubtasks$();
        for (let each = this.$from + context.getIndexOfThisSubtask$(); each <= this.$to; each += step)
          this.valuesToEmit.add$Object(this.$boxed(each));
      },
      hasNext(this: SequenceGenerated) {
        return !this.valuesToEmit!.isEmpty$();
      },
      ...Object.fromEntries(
        numbers.map(([kind]) => [
          `${kind}Generator`,
          (from: LongValue, to: LongValue) =>
            counting(from, to, (value) => (kind === 'long' ? Long.valueOf(value) : value)),
        ]),
      ),
      stringGenerator: (from: LongValue, to: LongValue) => counting(from, to, String),
    },
    'SequenceGenerator.Simulated': {
      $class: class extends SequenceGenerated {},
      next(this: SequenceGenerated) {
        return this.valuesToEmit!.poll$();
      },
    },
    DataGeneratorSource: {
      $class: GeneratorSource,
      'new(DataGenerator)'(this: GeneratorSource, generator: DataGenerator) {
        this.$generator = generator;
        this.$perSecond = Number.POSITIVE_INFINITY;
      },
      'new(DataGenerator,long,Long)'(
        this: GeneratorSource,
        generator: DataGenerator,
        perSecond: LongValue,
        rows: { value: LongValue } | null,
      ) {
        this.$generator = generator;
        this.$perSecond = Number(perSecond);
        this.$rows = rows === null ? null : Number(rows.value);
      },
      *initializeState(this: GeneratorSource & { getRuntimeContext$(): Context }, state: unknown): Task<void> {
        yield* wait(
          this.$generator.open$String$FunctionInitializationContext$RuntimeContext(
            'DataGenerator',
            state,
            this.getRuntimeContext$(),
          ),
        );
      },
      *snapshotState(): Task<void> {},
      *run(this: GeneratorSource & { getRuntimeContext$(): Context }, out: SourceContext): Task<void> {
        const context = this.getRuntimeContext$();
        const subtasks = context.getNumberOfParallelSubtasks$();
        const perSecond = this.$perSecond / subtasks;
        const left = { rows: shareOf(this.$rows, context.getIndexOfThisSubtask$(), subtasks) };
        for (let next = jvm().ref.currentTimeMillis() + 1000; ; next += 1000) {
          for (let i = 0; i < perSecond; i++) {
            if (!this.$isRunning || left.rows <= 0 || !(yield* wait(this.$generator.hasNext$()))) return;
            left.rows--;
            yield* wait(out.collect$Object(yield* wait(this.$generator.next$())));
          }
          const pause = next - jvm().ref.currentTimeMillis();
          if (pause > 0) yield jvm().ref.sleep(pause);
        }
      },
      cancel(this: GeneratorSource) {
        this.$isRunning = false;
      },
    },
  },
});
/** Rows of one subtask: the first ones take what does not divide. */
function shareOf(rows: number | null, subtask: number, subtasks: number): number {
  if (rows === null) return Number.POSITIVE_INFINITY;
  return Math.floor(rows / subtasks) + (rows % subtasks > subtask ? 1 : 0);
}
