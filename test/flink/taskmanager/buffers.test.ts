import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subtaskOfHash } from '../../../src/flink/api/key-groups.ts';
import { Tuple2, tuple } from '../../../src/flink/api/tuple.ts';
import { stringHash, stringOf } from '../../../src/flink/api/values.ts';
import { KnownKeys } from '../../../src/flink/taskmanager/network/known-keys.ts';
import { DEFAULT_NETWORK_OPTIONS } from '../../../src/flink/taskmanager/network/network-options.ts';
import { KeyGroups } from '../../../src/flink/taskmanager/network/partitioners.ts';
import { ResultPartition } from '../../../src/flink/taskmanager/network/result-partition.ts';

const field = fc.oneof(
  fc.integer(),
  fc.string(),
  fc.constant(null),
  fc.string().map((text) => tuple([text])),
);
const record = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(field, field).map(tuple) },
  { weight: 1, arbitrary: fc.array(field, { minLength: 1, maxLength: 5 }).map(tuple) },
  { weight: 1, arbitrary: field },
);
const write = fc.record({ value: record, timestamp: fc.oneof(fc.nat(), fc.constant(Number.NaN)), flush: fc.nat(9) });

describe('buffers', () => {
  it('give back copies of the records that were written, of whatever classes, in order and with their timestamps', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 300 }), fc.integer({ min: 1, max: 12 }), (writes, times) => {
        const partition = new ResultPartition(
          'p',
          'job',
          [0],
          true,
          { availability() {}, unflushed() {} },
          DEFAULT_NETWORK_OPTIONS,
        );
        const subpartition = partition.subpartitions[0]!;
        const written: string[] = [];
        // Several times the same, so that segments fill up and their arrays are used again.
        for (let n = 0; n < times; n++) {
          for (const { value, timestamp, flush } of writes) {
            subpartition.add(value, timestamp);
            written.push(`${stringOf(value)} @${timestamp}`);
            if (flush === 0) subpartition.seal();
          }
        }
        partition.finish();
        const read: string[] = [];
        for (let buffer = subpartition.poll(); buffer?.event === null; buffer = subpartition.poll()) {
          const values = buffer.values;
          expect(values).toHaveLength(buffer.count);
          expect(buffer.first(2).map(stringOf)).toEqual(values.slice(0, 2).map(stringOf));
          for (const [i, value] of values.entries()) {
            read.push(`${stringOf(value)} @${buffer.timestamps?.[i] ?? Number.NaN}`);
            if (value instanceof Tuple2) expect(writes.some((one) => one.value === value)).toBe(false);
          }
          buffer.clear();
        }
        expect(read).toEqual(written);
      }),
    );
  });
});

describe('what is known of keys', () => {
  it('is where Flink sends them, however many there are and whether they come again', () => {
    const keys = new KnownKeys(7, 128);
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 40_000; i++) {
        const key = `key${i % 20_000}`;
        expect(keys.get(key).channel).toBe(subtaskOfHash(stringHash(key), 7, 128));
      }
    }
  });
  it('is given up when keys hardly ever come again, and kept when they do', () => {
    const once = new KnownKeys(2, 128);
    for (let i = 0; i < 20_000; i++) once.get(`key${i}`);
    expect(once.worthwhile).toBe(false);
    const again = new KnownKeys(2, 128);
    for (let i = 0; i < 60_000; i++) again.get(`key${(i >> 1) % 20_000}`);
    expect(again.worthwhile).toBe(true);
  });
  it('changes no record', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('a', 'b', 1)).map(tuple)),
        (records) => {
          const before = records.map(stringOf);
          const groups = new KeyGroups({ getKey: (value) => (value as Tuple2).f0 }, new KnownKeys(4, 128));
          for (const value of records) groups.select(value);
          expect(records.map(stringOf)).toEqual(before);
        },
      ),
    );
  });
});
