import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KnownKeys } from '../../../src/flink/taskmanager/network/known-keys.ts';
import { DEFAULT_NETWORK_OPTIONS } from '../../../src/flink/taskmanager/network/network-options.ts';
import { KeyGroups, RoundRobin } from '../../../src/flink/taskmanager/network/partitioners.ts';
import { poolSize, ResultPartition } from '../../../src/flink/taskmanager/network/result-partition.ts';

interface RecordedKey {
  readonly type: string;
  readonly key: string;
  readonly subtask: Readonly<Record<string, number>>;
}
const KEYS: readonly RecordedKey[] = JSON.parse(
  readFileSync(new URL('../../truth/05-savepoint-keygroups/key-groups.json', import.meta.url), 'utf8'),
).keys;

describe('partitioners', () => {
  it('keyBy sends every recorded String and Integer key to its subtask, for each parallelism', () => {
    const keys = KEYS.filter(({ type }) => type === 'String' || type === 'Integer');
    expect(keys.length).toBeGreaterThan(200);
    for (let parallelism = 1; parallelism <= 8; parallelism++) {
      const selector = new KeyGroups({ getKey: (value) => value }, new KnownKeys(parallelism, 128));
      for (const { type, key, subtask } of keys) {
        expect(selector.select(type === 'Integer' ? Number(key) : key)).toBe(subtask[String(parallelism)]);
      }
    }
  });

  it('a round robin gives every channel its share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.nat(19),
        fc.integer({ min: 1, max: 200 }),
        (channels, start, records) => {
          const robin = new RoundRobin(channels, start % channels);
          const counts = new Array<number>(channels).fill(0);
          for (let i = 0; i < records; i++) counts[robin.select(i)]!++;
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('result partitions', () => {
  const partition = (channels: number): { partition: ResultPartition; changes: boolean[] } => {
    const changes: boolean[] = [];
    const consumers = Array.from({ length: channels }, (_, i) => i);
    return {
      changes,
      partition: new ResultPartition(
        'p',
        'job',
        consumers,
        false,
        {
          availability: (available) => changes.push(available),
          unflushed: () => {},
        },
        DEFAULT_NETWORK_OPTIONS,
      ),
    };
  };

  it('has 2 buffers a channel and 8 more', () => {
    expect(poolSize(4, DEFAULT_NETWORK_OPTIONS)).toEqual({ min: 5, max: 16 });
  });

  it('hands out what was written, in order, whatever is flushed and read in between', () => {
    const action = fc.oneof(
      { weight: 8, arbitrary: fc.constant('write' as const) },
      { weight: 1, arbitrary: fc.constant('flush' as const) },
      { weight: 2, arbitrary: fc.constant('read' as const) },
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200 }), fc.integer({ min: 1, max: 9_000 }), (actions, length) => {
        const { partition: written } = partition(1);
        const subpartition = written.subpartitions[0]!;
        const filler = 'x'.repeat(length);
        const read: string[] = [];
        let next = 0;
        const take = (): boolean => {
          const buffer = subpartition.poll();
          if (!buffer) return false;
          for (const value of buffer.values) read.push((value as string).split(' ')[0]!);
          subpartition.recycle(buffer);
          return true;
        };
        for (const one of actions) {
          if (one === 'write') subpartition.add(`${next++} ${filler}`, Number.NaN);
          else if (one === 'flush') written.flush();
          else take();
        }
        written.finish();
        while (take());
        expect(read).toEqual(Array.from({ length: next }, (_, i) => String(i)));
        expect(written.poolUsage).toBe(0);
        expect(written.available).toBe(true);
      }),
    );
  });

  it('is unavailable once a channel has more than 10 full buffers, and available again when they are read', () => {
    const { partition: written, changes } = partition(4);
    const subpartition = written.subpartitions[2]!;
    const record = 'x'.repeat(33_000);
    for (let i = 0; i < 10; i++) subpartition.add(record, Number.NaN);
    expect(written.available).toBe(true);
    subpartition.add(record, Number.NaN);
    expect(changes).toEqual([false]);
    subpartition.recycle(subpartition.poll()!);
    expect(changes).toEqual([false, true]);
  });
});
