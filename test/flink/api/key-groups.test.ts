import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Character, Double, Long, normalizeLong } from '../../../src/flink/api/boxed.ts';
import {
  defaultMaxParallelism,
  keyGroupOf,
  keyGroupRange,
  murmurHash,
  subtaskOfHash,
  subtaskOfKeyGroup,
} from '../../../src/flink/api/key-groups.ts';
import { Tuple2, Tuple3, tuple } from '../../../src/flink/api/tuple.ts';
import { hashCode } from '../../../src/flink/api/values.ts';

const read = (path: string): string => readFileSync(new URL(`../../truth/${path}`, import.meta.url), 'utf8');

interface RecordedKey {
  readonly type: string;
  readonly key: string;
  readonly hashCode: number;
  readonly murmur: number;
  readonly keyGroup128: number;
  readonly subtask: Readonly<Record<string, number>>;
}
const recorded = JSON.parse(read('05-savepoint-keygroups/key-groups.json')) as {
  readonly keys: readonly RecordedKey[];
  readonly keyGroupRangesInclusive: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly defaultMaxParallelismForParallelism: Readonly<Record<string, number>>;
};

function javaValue({ type, key }: RecordedKey): unknown {
  const fields = key.slice(1, -1).split(',');
  switch (type) {
    case 'Integer':
      return Number(key);
    case 'Long':
      return new Long(normalizeLong(BigInt(key)));
    case 'Double':
      return new Double(Number(key));
    case 'Boolean':
      return key === 'true';
    case 'Character':
      return Character.valueOf(key.charCodeAt(0));
    case 'Tuple2<String,Integer>':
      return new Tuple2(fields[0], Number(fields[1]));
    case 'Tuple2<String,String>':
      return new Tuple2(fields[0], fields[1]);
    case 'Tuple2<Integer,Long>':
      return new Tuple2(Number(fields[0]), Long.valueOf(Number(fields[1])));
    case 'Tuple3<String,Integer,Boolean>':
      return new Tuple3(fields[0], Number(fields[1]), fields[2] === 'true');
    default:
      return type.startsWith('Tuple1') ? tuple([fields[0]]) : key;
  }
}

test('every recorded key is in its key group and on its subtask', () => {
  const wrong = recorded.keys.filter((key) => {
    const hash = hashCode(javaValue(key));
    return (
      hash !== key.hashCode ||
      murmurHash(hash) !== key.murmur ||
      keyGroupOf(hash, 128) !== key.keyGroup128 ||
      Object.entries(key.subtask).some(
        ([parallelism, subtask]) => subtaskOfHash(hash, Number(parallelism), 128) !== subtask,
      )
    );
  });
  expect(wrong).toEqual([]);
  expect(recorded.keys.length).toBe(252);
});

test('ranges and default max parallelism', () => {
  for (const [parallelism, ranges] of Object.entries(recorded.keyGroupRangesInclusive)) {
    const mine = ranges.map((_, i) => keyGroupRange(i, Number(parallelism), 128));
    expect(mine.map(({ start, end }) => [start, end])).toEqual(ranges);
  }
  for (const [parallelism, max] of Object.entries(recorded.defaultMaxParallelismForParallelism)) {
    expect(defaultMaxParallelism(Number(parallelism))).toBe(max);
  }
});

const oracle = read('oracle.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { id: string; out: Record<string, never> });
const row = (id: string): Record<string, unknown> => oracle.find((entry) => entry.id === id)!.out;

test('oracle rows K04, K06, K07', () => {
  for (const [key, ranges] of Object.entries(row('K04'))) {
    const [max, parallelism] = key.split(',').map(Number) as [number, number];
    const mine = Array.from({ length: parallelism }, (_, i) => keyGroupRange(i, parallelism, max));
    expect(mine.map(({ start, end }) => [start, end])).toEqual(ranges);
  }
  for (const [key, group] of Object.entries(row('K06'))) expect(keyGroupOf(hashCode(Number(key)), 128)).toBe(group);
  for (const [parallelism, max] of Object.entries(row('K07')))
    expect(defaultMaxParallelism(Number(parallelism))).toBe(max);
});

test('K01: the owner of a key group has it in its range', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 32767 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(),
      (max, part, seed) => {
        const parallelism = Math.max(1, Math.ceil(part * max));
        const group = seed % max;
        const { start, end } = keyGroupRange(subtaskOfKeyGroup(group, parallelism, max), parallelism, max);
        expect(start <= group && group <= end).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});
