import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aggregator } from '../../../src/flink/api/aggregations.ts';
import { Double, Long, normalizeLong } from '../../../src/flink/api/boxed.ts';
import type { WatermarkStrategy, WindowAssigner } from '../../../src/flink/api/functions.ts';
import { Tuple3 } from '../../../src/flink/api/tuple.ts';
import { BASIC, tupleType } from '../../../src/flink/api/types.ts';
import { stringOf } from '../../../src/flink/api/values.ts';
import {
  ascendingTimestampExtractor,
  boundedOutOfOrdernessTimestampExtractor,
  forBoundedOutOfOrderness,
} from '../../../src/flink/api/watermarks.ts';
import {
  countEvictor,
  deltaEvictor,
  eventTimeSessionWindows,
  slidingEventTimeWindows,
  slidingProcessingTimeWindows,
  timeEvictor,
  tumblingEventTimeWindows,
  tumblingProcessingTimeWindows,
} from '../../../src/flink/api/windowing.ts';

const windows = (assigner: WindowAssigner, timestamp: number): number[][] =>
  assigner.assignWindows(null, timestamp, 0).map(({ start, end }) => [start, end]);

describe('window assigners', () => {
  test('tumbling windows with an offset (oracle N02, N03)', () => {
    const late = tumblingEventTimeWindows(5000, 100);
    expect([100, 5099, 5100].map((ts) => windows(late, ts)[0])).toEqual([
      [100, 5100],
      [100, 5100],
      [5100, 10100],
    ]);
    const early = tumblingEventTimeWindows(5000, -100);
    expect([0, 4899, 4900].map((ts) => windows(early, ts)[0])).toEqual([
      [-100, 4900],
      [-100, 4900],
      [4900, 9900],
    ]);
  });
  test('session windows begin at the record (N05)', () => {
    expect([0, 4999].map((ts) => windows(eventTimeSessionWindows(5000), ts)[0])).toEqual([
      [0, 5000],
      [4999, 9999],
    ]);
  });
  test('processing-time windows ignore the timestamp', () => {
    expect(tumblingProcessingTimeWindows(10).assignWindows(null, 99, 5)).toEqual([{ start: 0, end: 10 }]);
    expect(slidingProcessingTimeWindows(10, 5).assignWindows(null, 99, 7)).toHaveLength(2);
  });
  test('a record without a timestamp is refused', () => {
    expect(() => windows(tumblingEventTimeWindows(5000), -(2 ** 63))).toThrow(
      'Record has Long.MIN_VALUE timestamp (= no timestamp marker).',
    );
  });
  test('sliding windows: size / slide of them, all with the record inside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 500 }), fc.nat(1e9), (n, slide, ts) => {
        const assigned = windows(slidingEventTimeWindows(n * slide, slide), ts);
        expect(assigned).toHaveLength(n);
        for (const [start, end] of assigned) expect(start! <= ts && ts < end!).toBe(true);
      }),
    );
  });
  test('bad parameters have Flink’s text', () => {
    expect(() => tumblingEventTimeWindows(5, 5)).toThrow(
      'TumblingEventTimeWindows parameters must satisfy abs(offset) < size',
    );
    expect(() => eventTimeSessionWindows(0)).toThrow('EventTimeSessionWindows parameters must satisfy 0 < size');
  });
});

function watermarksOf(strategy: WatermarkStrategy): (...events: number[]) => number | null {
  const generator = strategy.createGenerator();
  return (...events) => {
    let last: number | null = null;
    const output = {
      emitWatermark: (at: number) => {
        last = at;
      },
      markIdle: () => {},
    };
    for (const event of events) generator.onEvent(event, strategy.extractTimestamp?.(event, event) ?? event, output);
    generator.onPeriodicEmit(output);
    return last;
  };
}

describe('watermark strategies', () => {
  test('bounded out-of-orderness (oracle W12)', () => {
    const watermark = watermarksOf(forBoundedOutOfOrderness(10));
    expect(watermark()).toBe(-(2 ** 63));
    expect(watermark(1337)).toBe(1326);
    expect(watermark(12345, 12300, 12340, 12280)).toBe(12334);
    expect(watermark(723456)).toBe(723445);
  });
  test('the older extractors', () => {
    const bounded = watermarksOf(boundedOutOfOrdernessTimestampExtractor(10, (event) => event as number));
    expect([bounded(100), bounded(50)]).toEqual([90, 90]);
    const violations: number[] = [];
    const ascending = watermarksOf(
      ascendingTimestampExtractor(
        (event) => event as number,
        (ts) => violations.push(ts),
      ),
    );
    expect([ascending(100), ascending(50)]).toEqual([99, 99]);
    expect(violations).toEqual([50]);
  });
});

test('evictors keep what Flink’s keep', () => {
  const elements = [1, 5, 9, 10].map((timestamp) => ({ value: timestamp, timestamp }));
  const window = { start: 0, end: 10 };
  const kept = (list: { timestamp: number }[]): number[] => list.map(({ timestamp }) => timestamp);
  expect(kept(countEvictor(2).evictBefore(elements, window))).toEqual([9, 10]);
  expect(kept(countEvictor(2).evictAfter(elements, window))).toEqual([1, 5, 9, 10]);
  expect(kept(timeEvictor(5).evictBefore(elements, window))).toEqual([9, 10]);
  const delta = deltaEvictor(6, (a, last) => (last as number) - (a as number), true);
  expect(kept(delta.evictAfter(elements, window))).toEqual([5, 9, 10]);
});

describe('aggregations', () => {
  const type = tupleType([BASIC.string, BASIC.int, BASIC.long]);
  const record = (key: string, n: number, long: number | bigint): Tuple3 =>
    new Tuple3(key, n, new Long(normalizeLong(long)));
  test('sum overflows as Java does and leaves its inputs alone', () => {
    const first = record('a', 2147483647, 2n ** 63n - 1n);
    expect(stringOf(aggregator('sum', type, [1])(first, record('b', 1, 1)))).toBe(
      '(a,-2147483648,9223372036854775807)',
    );
    expect(stringOf(aggregator('sum', type, [2])(first, record('b', 1, 1)))).toBe(
      '(a,2147483647,-9223372036854775808)',
    );
    expect(first.f1).toBe(2147483647);
  });
  test('max moves only the field, maxBy the whole record', () => {
    expect(stringOf(aggregator('max', type, [1])(record('a', 1, 1), record('b', 2, 2)))).toBe('(a,2,1)');
    expect(stringOf(aggregator('maxBy', type, [1])(record('a', 1, 1), record('b', 2, 2)))).toBe('(b,2,2)');
    expect(stringOf(aggregator('minBy', type, [1], true)(record('a', 1, 1), record('b', 1, 2)))).toBe('(a,1,1)');
    expect(stringOf(aggregator('minBy', type, [1], false)(record('a', 1, 1), record('b', 1, 2)))).toBe('(b,1,2)');
  });
  test('the whole value of a basic type', () => {
    expect(stringOf(aggregator('sum', BASIC.double, [])(new Double(1.5), new Double(2)))).toBe('3.5');
  });
});
