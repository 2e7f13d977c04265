import type { Evictor } from './functions.ts';

/** Evictors of org.apache.flink.streaming.api.windowing.evictors. */

interface TimestampedValue {
  value: unknown;
  timestamp: number;
}
type Evict = (elements: TimestampedValue[]) => TimestampedValue[];

function evictor(name: string, text: string, evict: Evict, doEvictAfter: boolean): Evictor {
  const keep: Evict = (elements) => elements;
  return {
    name,
    text,
    evictBefore: doEvictAfter ? keep : evict,
    evictAfter: doEvictAfter ? evict : keep,
  };
}

/** Keeps the last `maxCount` elements. */
export function countEvictor(maxCount: number, doEvictAfter = false): Evictor {
  return evictor(
    'CountEvictor',
    // It has no toString of its own.
    'org.apache.flink.streaming.api.windowing.evictors.CountEvictor@389c4eb1',
    (elements) => (elements.length <= maxCount ? elements : elements.slice(elements.length - maxCount)),
    doEvictAfter,
  );
}

/** Keeps elements of the last `windowSize` ms, counted back from the newest. */
export function timeEvictor(windowSize: number, doEvictAfter = false): Evictor {
  return evictor(
    'TimeEvictor',
    `TimeEvictor(${windowSize})`,
    (elements) => {
      let newest = Number.NEGATIVE_INFINITY;
      for (const { timestamp } of elements) newest = Math.max(newest, timestamp);
      // Elements without a timestamp are never evicted.
      if (!(newest > -(2 ** 63))) return elements;
      return elements.filter(({ timestamp }) => timestamp > newest - windowSize);
    },
    doEvictAfter,
  );
}

/** Drops elements at least `threshold` away from the last one. */
export function deltaEvictor(
  threshold: number,
  delta: (element: unknown, last: unknown) => number,
  doEvictAfter = false,
): Evictor {
  return evictor(
    'DeltaEvictor',
    'DeltaEvictor',
    (elements) => {
      const last = elements.at(-1);
      return last ? elements.filter(({ value }) => delta(value, last.value) < threshold) : elements;
    },
    doEvictAfter,
  );
}
