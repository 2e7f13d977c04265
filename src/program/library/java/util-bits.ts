/** java.util.BitSet. */
import { normalizeLong } from '../../../flink/api/boxed.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { arrayOf } from '../../arrays.ts';
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { streamOf } from '../../runtime/streams.ts';
import { library } from '../table.ts';

/** Bits in words of 32; as many words as the highest bit ever set needs. */
class BitSetObject extends Base {
  words = new Uint32Array(0);

  static of(words: Uint32Array<ArrayBuffer>): BitSetObject {
    const made = allocate<BitSetObject>('java.util.BitSet');
    made.words = words;
    return made;
  }
  /** The words, at least `n` of them. */
  private grownTo(n: number): Uint32Array {
    if (n > this.words.length) {
      const grown = new Uint32Array(Math.max(n, this.words.length * 2));
      grown.set(this.words);
      this.words = grown;
    }
    return this.words;
  }
  put(i: number, value: boolean): void {
    if (i < 0) raise('IndexOutOfBoundsException', `bitIndex < 0: ${i}`);
    if (value) {
      const words = this.grownTo((i >>> 5) + 1);
      words[i >>> 5] = words[i >>> 5]! | (1 << (i & 31));
    } else if (i >>> 5 < this.words.length) this.words[i >>> 5] = this.words[i >>> 5]! & ~(1 << (i & 31));
  }
  putAll(from: number, to: number, value: (i: number) => boolean): void {
    if (from < 0) raise('IndexOutOfBoundsException', `fromIndex < 0: ${from}`);
    if (to < 0) raise('IndexOutOfBoundsException', `toIndex < 0: ${to}`);
    if (from > to) raise('IndexOutOfBoundsException', `fromIndex: ${from} > toIndex: ${to}`);
    for (let i = from; i < to; i++) this.put(i, value(i));
  }
  has(i: number): boolean {
    if (i < 0) raise('IndexOutOfBoundsException', `bitIndex < 0: ${i}`);
    return (((this.words[i >>> 5] ?? 0) >>> (i & 31)) & 1) === 1;
  }
  /** One more than the highest bit that is set. */
  get length(): number {
    for (let i = this.words.length - 1; i >= 0; i--)
      if (this.words[i] !== 0) return 32 * (i + 1) - Math.clz32(this.words[i]!);
    return 0;
  }
  /** The first bit from `i` on that is set, or -1. */
  next(i: number): number {
    if (i < 0) raise('IndexOutOfBoundsException', `fromIndex < 0: ${i}`);
    for (let at = i >>> 5; at < this.words.length; at++) {
      let word = this.words[at]!;
      if (at === i >>> 5) word &= -1 << (i & 31);
      if (word !== 0) return 32 * at + 31 - Math.clz32(word & -word);
    }
    return -1;
  }
  *all(): Generator<number> {
    for (let i = this.next(0); i >= 0; i = this.next(i + 1)) yield i;
  }
  /** Puts what `combine` gives for each pair of words. */
  combine(other: BitSetObject, combine: (a: number, b: number) => number): void {
    const words = this.grownTo(other.words.length);
    for (let i = 0; i < words.length; i++) words[i] = combine(words[i]!, other.words[i] ?? 0);
  }
  /** As long[]: no zeros at the end. */
  longs(): bigint[] {
    const count = Math.ceil(this.length / 64);
    return Array.from(
      { length: count },
      (_, i) => (BigInt(this.words[2 * i + 1] ?? 0) << 32n) | BigInt(this.words[2 * i]!),
    );
  }
  override $toString(): string {
    return `{${[...this.all()].join(', ')}}`;
  }
  override $equals(other: unknown): boolean {
    if (!(other instanceof BitSetObject)) return false;
    const n = Math.max(this.words.length, other.words.length);
    for (let i = 0; i < n; i++) if ((this.words[i] ?? 0) !== (other.words[i] ?? 0)) return false;
    return true;
  }
  override $hashCode(): number {
    let hash = 1234n;
    for (const [i, word] of this.longs().entries()) hash ^= word * BigInt(i + 1);
    return Number(BigInt.asIntN(32, (hash >> 32n) ^ hash));
  }
  override $copy(): unknown {
    return BitSetObject.of(this.words.slice());
  }
}
type B = BitSetObject;

library({
  package: 'java.util',
  stubs: `
public class BitSet implements Cloneable, java.io.Serializable { public BitSet(); public BitSet(int bits); public void set(int i); public void set(int i, boolean value); public void set(int from, int to); public void set(int from, int to, boolean value); public void clear(); public void clear(int i); public void clear(int from, int to); public void flip(int i); public void flip(int from, int to); public boolean get(int i); public BitSet get(int from, int to); public long[] toLongArray(); public static BitSet valueOf(long[] longs); public int previousClearBit(int from); public int cardinality(); public int length(); public int size(); public boolean isEmpty(); public int nextSetBit(int from); public int nextClearBit(int from); public int previousSetBit(int from); public void and(BitSet other); public void or(BitSet other); public void xor(BitSet other); public void andNot(BitSet other); public boolean intersects(BitSet other); public java.util.stream.IntStream stream(); public Object clone(); public String toString(); public boolean equals(Object o); public int hashCode(); }`,
  bodies: {
    BitSet: {
      $class: BitSetObject,
      'new()'() {},
      'new(int)'(this: B, bits: number) {
        if (bits < 0) raise('java.lang.NegativeArraySizeException', `nbits < 0: ${bits}`);
        this.words = new Uint32Array(2 * Math.ceil(bits / 64));
      },
      'set(int)'(this: B, i: number) {
        this.put(i, true);
      },
      'set(int,boolean)'(this: B, i: number, value: boolean) {
        this.put(i, value);
      },
      'set(int,int)'(this: B, from: number, to: number) {
        this.putAll(from, to, () => true);
      },
      'set(int,int,boolean)'(this: B, from: number, to: number, value: boolean) {
        this.putAll(from, to, () => value);
      },
      'clear()'(this: B) {
        this.words.fill(0);
      },
      'clear(int)'(this: B, i: number) {
        this.put(i, false);
      },
      'clear(int,int)'(this: B, from: number, to: number) {
        this.putAll(from, Math.min(to, Math.max(from, this.length)), () => false);
      },
      'flip(int)'(this: B, i: number) {
        this.put(i, !this.has(i));
      },
      'flip(int,int)'(this: B, from: number, to: number) {
        this.putAll(from, to, (i) => !this.has(i));
      },
      'get(int)'(this: B, i: number) {
        return this.has(i);
      },
      cardinality(this: B) {
        let count = 0;
        for (const _ of this.all()) count++;
        return count;
      },
      length(this: B) {
        return this.length;
      },
      size(this: B) {
        return Math.max(64, 64 * Math.ceil(this.words.length / 2));
      },
      isEmpty(this: B) {
        return this.length === 0;
      },
      nextSetBit(this: B, from: number) {
        return this.next(from);
      },
      nextClearBit(this: B, from: number) {
        let i = from;
        while (this.has(i)) i++;
        return i;
      },
      previousSetBit(this: B, from: number) {
        let i = Math.min(from, this.length - 1);
        while (i >= 0 && !this.has(i)) i--;
        return i;
      },
      and(this: B, other: B) {
        this.combine(other, (a, b) => a & b);
      },
      or(this: B, other: B) {
        this.combine(other, (a, b) => a | b);
      },
      xor(this: B, other: B) {
        this.combine(other, (a, b) => a ^ b);
      },
      andNot(this: B, other: B) {
        this.combine(other, (a, b) => a & ~b);
      },
      intersects(this: B, other: B) {
        return this.words.some((word, i) => (word & (other.words[i] ?? 0)) !== 0);
      },
      stream(this: B) {
        return streamOf('int', this.all());
      },
      toLongArray(this: B) {
        return arrayOf(
          'long',
          this.longs().map((word) => normalizeLong(BigInt.asIntN(64, word))),
        );
      },
      valueOf(longs: readonly LongValue[]) {
        const words = longs.flatMap((long) => [
          Number(BigInt.asUintN(32, BigInt(long))),
          Number(BigInt.asUintN(32, BigInt(long) >> 32n)),
        ]);
        return BitSetObject.of(Uint32Array.from(words));
      },
      'get(int,int)'(this: B, from: number, to: number) {
        const part = BitSetObject.of(new Uint32Array(0));
        for (let i = this.next(from); i >= 0 && i < to; i = this.next(i + 1)) part.put(i - from, true);
        return part;
      },
      previousClearBit(this: B, from: number) {
        let i = from;
        while (i >= 0 && this.has(i)) i--;
        return i;
      },
      clone(this: B) {
        return this.$copy();
      },
    },
  },
});
