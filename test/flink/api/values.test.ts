import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Byte, Character, Double, Float, Long, normalizeLong, Short } from '../../../src/flink/api/boxed.ts';
import { Tuple0, Tuple2, Tuple3, tuple } from '../../../src/flink/api/tuple.ts';
import { compare, copy, equals, hashCode, size, stringOf } from '../../../src/flink/api/values.ts';

/** Lines `D <bits> <Double.toString> <hashCode>`, F for floats, `L <value> <hashCode>`, written by JDK 17. */
const NUMBERS = readFileSync(new URL('../../truth/jdk/numbers.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

function parse(line: string): { value: Double | Float | Long; text: string; hash: number } {
  const [kind, first, second, third] = line.split(' ') as [string, string, string, string];
  if (kind === 'L') return { value: new Long(normalizeLong(BigInt(first))), text: first, hash: Number(second) };
  const bytes = new DataView(new ArrayBuffer(8));
  if (kind === 'D') bytes.setBigInt64(0, BigInt(`0x${first}`));
  else bytes.setInt32(0, Number.parseInt(first, 16));
  const value = kind === 'D' ? new Double(bytes.getFloat64(0)) : new Float(bytes.getFloat32(0));
  return { value, text: second, hash: Number(third) };
}

test('numbers print and hash as in the JDK', () => {
  const wrong = NUMBERS.filter((line) => {
    const { value, text, hash } = parse(line);
    return stringOf(value) !== text || hashCode(value) !== hash;
  });
  expect(wrong).toEqual([]);
  expect(NUMBERS.length).toBeGreaterThan(1500);
});

test('hash codes of the plain values', () => {
  expect(hashCode('')).toBe(0);
  expect(hashCode('polygenelubricants')).toBe(-2147483648);
  expect(hashCode(`${'x'.repeat(30)}hello`)).toBe(hashCode(`${'x'.repeat(30)}hello`));
  expect(hashCode(null)).toBe(0);
  expect([hashCode(true), hashCode(false)]).toEqual([1231, 1237]);
  expect(hashCode(-7)).toBe(-7);
});

describe('properties', () => {
  const boxed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.integer(),
    fc.boolean(),
    fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }).map((value) => new Long(normalizeLong(value))),
    fc.double().map((value) => new Double(value)),
    fc.float().map((value) => new Float(value)),
    fc.integer({ min: -128, max: 127 }).map((value) => Byte.valueOf(value)),
    fc.integer({ min: -32768, max: 32767 }).map((value) => new Short(value)),
    fc.integer({ min: 0, max: 65535 }).map((value) => Character.valueOf(value)),
  );
  const value = fc.oneof(boxed, fc.array(boxed, { maxLength: 6 }).map(tuple));

  test('a copy is equal, has the same hash code, text and size', () => {
    fc.assert(
      fc.property(value, (original) => {
        const copied = copy(original);
        expect(equals(original, copied)).toBe(true);
        expect(hashCode(copied)).toBe(hashCode(original));
        expect(stringOf(copied)).toBe(stringOf(original));
        expect(size(copied)).toBe(size(original));
      }),
    );
  });
  test('hash codes are 32-bit integers', () => {
    fc.assert(fc.property(value, (v) => Object.is(hashCode(v) | 0, hashCode(v))));
  });
  test('strings compare as Java compares them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compare(a, b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });
});

test('doubles are equal by their bits', () => {
  expect(equals(new Double(Number.NaN), new Double(Number.NaN))).toBe(true);
  expect(equals(new Double(0), new Double(-0))).toBe(false);
  expect(compare(new Double(0), new Double(-0))).toBe(1);
  expect(compare(new Double(Number.NaN), new Double(Number.POSITIVE_INFINITY))).toBe(1);
  expect(equals(new Long(1), 1)).toBe(false);
});

test('longs are numbers while they are safe, and wrap at 64 bits', () => {
  expect(normalizeLong(2n ** 53n)).toBe(9007199254740992n);
  expect(normalizeLong(5n)).toBe(5);
  expect(normalizeLong(2n ** 63n)).toBe(-(2n ** 63n));
  expect(Long.valueOf(127)).toBe(Long.valueOf(127));
  expect(Long.valueOf(128)).not.toBe(Long.valueOf(128));
});

test('tuples print, hash and copy as Flink’s', () => {
  const pair = new Tuple2('hello', 1);
  expect(stringOf(pair)).toBe('(hello,1)');
  expect(hashCode(pair)).toBe(-1220935313);
  expect(stringOf(new Tuple3('a', null, Int32Array.of(1, 2)))).toBe('(a,null,[1, 2])');
  expect(stringOf(Tuple0.INSTANCE)).toBe('()');
  const wide = tuple([1, 2, 3, 4, 5, 6]);
  expect(wide.constructor.name).toBe('Tuple6');
  expect(equals(wide, tuple([1, 2, 3, 4, 5, 6]))).toBe(true);
  expect(equals(wide, tuple([1, 2, 3, 4, 5, 7]))).toBe(false);
  const inner = new Tuple2(new Tuple2('a', 1), 2);
  const copied = copy(inner) as Tuple2<Tuple2>;
  expect(copied.f0).not.toBe(inner.f0);
  expect(size(pair)).toBe(6 + 4);
});
