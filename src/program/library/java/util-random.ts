/** java.util.Random: Java's linear congruential generator. */

import type { LongValue } from '../../../flink/api/values.ts';
import { jvm, turn } from '../../jvm.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base } from '../../runtime/object.ts';
import { JavaRandom } from '../../runtime/random.ts';
import { streamOf } from '../../runtime/streams.ts';
import { library } from '../table.ts';

function* drawn(n: LongValue, draw: () => unknown): Generator<unknown> {
  for (let i = 0; i < Number(n); i++) {
    turn();
    yield draw();
  }
}

class RandomObject extends Base {
  random = new JavaRandom(0);
  private nextNextSeed(): LongValue {
    const source = jvm().ref.random('java.util.Random');
    return narrowLong(
      (BigInt(Math.floor(source.next() * 2 ** 32)) << 16n) ^ BigInt(Math.floor(source.next() * 2 ** 32)),
    );
  }
  $init$(): this {
    this.random = new JavaRandom(this.nextNextSeed());
    return this;
  }
  $init$long(seed: LongValue): this {
    this.random = new JavaRandom(seed);
    return this;
  }
  setSeed$long(seed: LongValue): void {
    this.random.setSeed(seed);
  }
  nextInt$(): number {
    return this.random.nextInt();
  }
  nextInt$int(bound: number): number {
    return this.random.nextIntBound(bound);
  }
  nextInt$int$int(origin: number, bound: number): number {
    return this.random.nextIntBetween(origin, bound);
  }
  nextLong$(): LongValue {
    return this.random.nextLong();
  }
  nextBoolean$(): boolean {
    return this.random.nextBoolean();
  }
  nextFloat$(): number {
    return this.random.nextFloat();
  }
  nextDouble$(): number {
    return this.random.nextDouble();
  }
  nextGaussian$(): number {
    return this.random.nextGaussian();
  }
  nextBytes$byte_A(bytes: Int8Array): void {
    this.random.nextBytes(bytes);
  }
  ints$long$int$int(n: LongValue, from: number, to: number): unknown {
    return streamOf(
      'int',
      drawn(n, () => this.random.nextIntBetween(from, to)),
    );
  }
  ints$int$int(from: number, to: number): unknown {
    return streamOf(
      'int',
      drawn(Number.POSITIVE_INFINITY, () => this.random.nextIntBetween(from, to)),
    );
  }
  ints$(): unknown {
    return streamOf(
      'int',
      drawn(Number.POSITIVE_INFINITY, () => this.random.nextInt()),
    );
  }
  ints$long(n: LongValue): unknown {
    return streamOf(
      'int',
      drawn(n, () => this.random.nextInt()),
    );
  }
  doubles$(): unknown {
    return streamOf(
      'double',
      drawn(Number.POSITIVE_INFINITY, () => this.random.nextDouble()),
    );
  }
  doubles$long(n: LongValue): unknown {
    return streamOf(
      'double',
      drawn(n, () => this.random.nextDouble()),
    );
  }
  longs$long(n: LongValue): unknown {
    return streamOf(
      'long',
      drawn(n, () => this.random.nextLong()),
    );
  }
  override $copy(): unknown {
    return this;
  }
}

library({
  package: 'java.util',
  stubs: `
public class Random implements java.io.Serializable { public Random(); public Random(long seed); public void setSeed(long seed); public int nextInt(); public int nextInt(int bound); public int nextInt(int origin, int bound); public long nextLong(); public boolean nextBoolean(); public float nextFloat(); public double nextDouble(); public double nextGaussian(); public void nextBytes(byte[] bytes); public java.util.stream.IntStream ints(long n, int from, int to); public java.util.stream.IntStream ints(); public java.util.stream.IntStream ints(long n); public java.util.stream.IntStream ints(int from, int to); public java.util.stream.DoubleStream doubles(); public java.util.stream.DoubleStream doubles(long n); public java.util.stream.LongStream longs(long n); }`,
  bodies: {
    Random: { $class: RandomObject },
  },
});
