/** java.util.BitSet. */
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { streamOf } from '../../runtime/streams.ts';
import { library } from '../table.ts';

class BitSetObject extends Base {
  bits = 0n;

  put(from: number, to: number, value: boolean): void {
    if (from < 0)
      raise('IndexOutOfBoundsException', to === from + 1 ? `bitIndex < 0: ${from}` : `fromIndex < 0: ${from}`);
    const mask = ((1n << BigInt(to - from)) - 1n) << BigInt(from);
    this.bits = value ? this.bits | mask : this.bits & ~mask;
  }
  has(i: number): boolean {
    if (i < 0) raise('IndexOutOfBoundsException', `bitIndex < 0: ${i}`);
    return ((this.bits >> BigInt(i)) & 1n) === 1n;
  }
  get length(): number {
    return this.bits === 0n ? 0 : this.bits.toString(2).length;
  }
  all(): number[] {
    return [...this.bits.toString(2)].reverse().flatMap((bit, i) => (bit === '1' ? [i] : []));
  }
  override $toString(): string {
    return `{${this.all().join(', ')}}`;
  }
  override $equals(other: unknown): boolean {
    return other instanceof BitSetObject && other.bits === this.bits;
  }
  override $hashCode(): number {
    let hash = 1234n;
    for (let word = 0n, rest = this.bits; rest > 0n; rest >>= 64n) hash ^= (rest & 0xffffffffffffffffn) * ++word;
    return Number(BigInt.asIntN(32, (hash >> 32n) ^ hash));
  }
  override $copy(): unknown {
    return Object.assign(allocate<BitSetObject>('java.util.BitSet'), { bits: this.bits });
  }
}
type B = BitSetObject;

library({
  package: 'java.util',
  stubs: `
public class BitSet implements Cloneable, java.io.Serializable { public BitSet(); public BitSet(int bits); public void set(int i); public void set(int i, boolean value); public void set(int from, int to); public void set(int from, int to, boolean value); public void clear(); public void clear(int i); public void clear(int from, int to); public void flip(int i); public void flip(int from, int to); public boolean get(int i); public int cardinality(); public int length(); public int size(); public boolean isEmpty(); public int nextSetBit(int from); public int nextClearBit(int from); public int previousSetBit(int from); public void and(BitSet other); public void or(BitSet other); public void xor(BitSet other); public void andNot(BitSet other); public boolean intersects(BitSet other); public java.util.stream.IntStream stream(); public Object clone(); public String toString(); public boolean equals(Object o); public int hashCode(); }`,
  bodies: {
    BitSet: {
      $class: BitSetObject,
      'new()'() {},
      'new(int)'() {},
      'set(int)'(this: B, i: number) {
        this.put(i, i + 1, true);
      },
      'set(int,boolean)'(this: B, i: number, value: boolean) {
        this.put(i, i + 1, value);
      },
      'set(int,int)'(this: B, from: number, to: number) {
        this.put(from, to, true);
      },
      'set(int,int,boolean)'(this: B, from: number, to: number, value: boolean) {
        this.put(from, to, value);
      },
      'clear()'(this: B) {
        this.bits = 0n;
      },
      'clear(int)'(this: B, i: number) {
        this.put(i, i + 1, false);
      },
      'clear(int,int)'(this: B, from: number, to: number) {
        this.put(from, to, false);
      },
      'flip(int)'(this: B, i: number) {
        this.put(i, i + 1, !this.has(i));
      },
      'flip(int,int)'(this: B, from: number, to: number) {
        for (let i = from; i < to; i++) this.put(i, i + 1, !this.has(i));
      },
      get(this: B, i: number) {
        return this.has(i);
      },
      cardinality(this: B) {
        return this.all().length;
      },
      length(this: B) {
        return this.length;
      },
      size(this: B) {
        return Math.max(64, Math.ceil(this.length / 64) * 64);
      },
      isEmpty(this: B) {
        return this.bits === 0n;
      },
      nextSetBit(this: B, from: number) {
        return this.all().find((i) => i >= from) ?? -1;
      },
      nextClearBit(this: B, from: number) {
        let i = from;
        while (this.has(i)) i++;
        return i;
      },
      previousSetBit(this: B, from: number) {
        return this.all().findLast((i) => i <= from) ?? -1;
      },
      and(this: B, other: B) {
        this.bits &= other.bits;
      },
      or(this: B, other: B) {
        this.bits |= other.bits;
      },
      xor(this: B, other: B) {
        this.bits ^= other.bits;
      },
      andNot(this: B, other: B) {
        this.bits &= ~other.bits;
      },
      intersects(this: B, other: B) {
        return (this.bits & other.bits) !== 0n;
      },
      stream(this: B) {
        return streamOf('int', this.all());
      },
      clone(this: B) {
        return this.$copy();
      },
    },
  },
});
