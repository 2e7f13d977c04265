/** java.util.SplittableRandom: the generator of Steele, Lea and Flood (OOPSLA 2014), 64 bits with a gamma of its own. */
import { mixBits } from '../../../flink/api/bit-mixing.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { streamOf } from '../../runtime/streams.ts';
import { library } from '../table.ts';

const GOLDEN = 0x9e3779b97f4a7c15n;
const wrap = (n: bigint): bigint => BigInt.asUintN(64, n);

/** Stafford's 4th variant, the upper half. */
function mix32(z: bigint): number {
  const a = wrap((z ^ (z >> 33n)) * 0x62a9d9ed799705f5n);
  return Number(BigInt.asIntN(32, wrap((a ^ (a >> 28n)) * 0xcb24d0a5c88c35b3n) >> 32n));
}
function mixGamma(z: bigint): bigint {
  const a = wrap((z ^ (z >> 33n)) * 0xff51afd7ed558ccdn);
  const b = wrap((a ^ (a >> 33n)) * 0xc4ceb9fe1a85ec53n);
  const c = (b ^ (b >> 33n)) | 1n;
  const turns = (c ^ (c >> 1n)).toString(2).replace(/0/g, '').length;
  return turns < 24 ? c ^ 0xaaaaaaaaaaaaaaaan : c;
}

class SplittableObject extends Base {
  seed = 0n;
  gamma = GOLDEN;
  next(): bigint {
    this.seed = wrap(this.seed + this.gamma);
    return this.seed;
  }
  int(): number {
    return mix32(this.next());
  }
  long(): bigint {
    return BigInt.asIntN(64, mixBits(this.next()));
  }
  double(): number {
    return Number(BigInt.asUintN(64, this.long()) >> 11n) / 2 ** 53;
  }
  below(bound: number): number {
    if (bound <= 0) raise('IllegalArgumentException', 'bound must be positive');
    const mask = bound - 1;
    let r = this.int();
    if ((bound & mask) === 0) return r & mask;
    for (let u = r >>> 1; ; u = this.int() >>> 1) {
      r = u % bound;
      if (u + mask - r <= 0x7fffffff) return r;
    }
  }
  between(origin: number, bound: number): number {
    if (origin >= bound) raise('IllegalArgumentException', 'bound must be greater than origin');
    return origin + this.below(bound - origin);
  }
  longBelow(bound: bigint): bigint {
    if (bound <= 0n) raise('IllegalArgumentException', 'bound must be positive');
    const mask = bound - 1n;
    const r = this.long();
    if ((bound & mask) === 0n) return r & mask;
    for (let u = BigInt.asUintN(64, r) >> 1n; ; u = BigInt.asUintN(64, this.long()) >> 1n)
      if (u + mask - (u % bound) <= 0x7fffffffffffffffn) return u % bound;
  }
}
type S = SplittableObject;
function* times(n: LongValue, next: () => number): Generator<number> {
  for (let i = 0; i < Number(n); i++) yield next();
}

library({
  package: 'java.util',
  stubs: `
public final class SplittableRandom { public SplittableRandom(); public SplittableRandom(long seed); public SplittableRandom split(); public int nextInt(); public int nextInt(int bound); public int nextInt(int origin, int bound); public long nextLong(); public long nextLong(long bound); public long nextLong(long origin, long bound); public double nextDouble(); public double nextDouble(double bound); public double nextDouble(double origin, double bound); public boolean nextBoolean(); public java.util.stream.IntStream ints(long n); public java.util.stream.IntStream ints(long n, int from, int to); public java.util.stream.DoubleStream doubles(long n); }`,
  bodies: {
    SplittableRandom: {
      $class: SplittableObject,
      'new()'(this: S) {
        this.seed = BigInt(Math.floor(jvm().ref.random('java.util.SplittableRandom').next() * 2 ** 53));
      },
      'new(long)'(this: S, seed: LongValue) {
        this.seed = wrap(BigInt(seed));
      },
      split(this: S) {
        const seed = wrap(this.long());
        return Object.assign(allocate<S>('java.util.SplittableRandom'), { seed, gamma: mixGamma(this.next()) });
      },
      'nextInt()'(this: S) {
        return this.int();
      },
      'nextInt(int)'(this: S, bound: number) {
        return this.below(bound);
      },
      'nextInt(int,int)'(this: S, origin: number, bound: number) {
        return this.between(origin, bound);
      },
      'nextLong()'(this: S) {
        return narrowLong(this.long());
      },
      'nextLong(long)'(this: S, bound: LongValue) {
        return narrowLong(this.longBelow(BigInt(bound)));
      },
      'nextLong(long,long)'(this: S, origin: LongValue, bound: LongValue) {
        return narrowLong(BigInt(origin) + this.longBelow(BigInt(bound) - BigInt(origin)));
      },
      'nextDouble()'(this: S) {
        return this.double();
      },
      'nextDouble(double)'(this: S, bound: number) {
        return this.double() * bound;
      },
      'nextDouble(double,double)'(this: S, origin: number, bound: number) {
        return origin + this.double() * (bound - origin);
      },
      nextBoolean(this: S) {
        return this.int() < 0;
      },
      'ints(long)'(this: S, n: LongValue) {
        return streamOf(
          'int',
          times(n, () => this.int()),
        );
      },
      'ints(long,int,int)'(this: S, n: LongValue, from: number, to: number) {
        return streamOf(
          'int',
          times(n, () => this.between(from, to)),
        );
      },
      doubles(this: S, n: LongValue) {
        return streamOf(
          'double',
          times(n, () => this.double()),
        );
      },
    },
  },
});
