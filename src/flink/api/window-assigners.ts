import { illegalArgument, runtimeError } from './errors.ts';
import type { Trigger, Window, WindowAssigner } from './functions.ts';
import { eventTimeTrigger, neverTrigger, processingTimeTrigger } from './triggers.ts';

/** Window assigners of org.apache.flink.streaming.api.windowing.assigners. All times in ms. */

const LONG_MIN = -(2 ** 63);

/** GlobalWindow.get(). */
const GLOBAL_WINDOW: Window = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

/** TimeWindow.getWindowStartWithOffset. */
export function windowStart(timestamp: number, offset: number, size: number): number {
  if (isBeyondSafe(timestamp)) return Number(longWindowStart(toBigLong(timestamp), BigInt(offset), BigInt(size)));
  return timestamp - ((timestamp - offset + size) % size);
}

/**
 * Timestamps near Long.MAX_VALUE are what countWindow and, in BATCH mode, keyed aggregations emit: the arithmetic of
 * windows overflows there, as in Java.
 */
const isBeyondSafe = (timestamp: number): boolean => Math.abs(timestamp) > Number.MAX_SAFE_INTEGER;
const long = (value: bigint): bigint => BigInt.asIntN(64, value);
function toBigLong(timestamp: number): bigint {
  return timestamp >= 2 ** 63 ? 2n ** 63n - 1n : BigInt(timestamp);
}
function longWindowStart(timestamp: bigint, offset: bigint, size: bigint): bigint {
  return long(timestamp - (long(timestamp - offset + size) % size));
}
function windowEnd(start: number, timestamp: number, offset: number, size: number): number {
  if (!isBeyondSafe(timestamp)) return start + size;
  return Number(long(longWindowStart(toBigLong(timestamp), BigInt(offset), BigInt(size)) + BigInt(size)));
}

/** When a subtask's windows begin: all at the same time, or each at its first record (WindowStagger). */
export type WindowStagger = 'ALIGNED' | 'NATURAL';

function requireTimestamp(timestamp: number): void {
  if (timestamp <= LONG_MIN) {
    throw runtimeError(
      'Record has Long.MIN_VALUE timestamp (= no timestamp marker). Is the time characteristic set to ' +
        "'ProcessingTime', or did you forget to call 'DataStream.assignTimestampsAndWatermarks(...)'?",
    );
  }
}

interface Timed {
  readonly isEventTime: boolean;
  defaultTrigger(): Trigger;
}
const EVENT_TIME: Timed = { isEventTime: true, defaultTrigger: eventTimeTrigger };
const PROCESSING_TIME: Timed = { isEventTime: false, defaultTrigger: processingTimeTrigger };

function tumbling(kind: string, timed: Timed, size: number, offset: number, stagger: WindowStagger): WindowAssigner {
  if (Math.abs(offset) >= size) throw illegalArgument(`${kind} parameters must satisfy abs(offset) < size`);
  let staggerOffset = stagger === 'ALIGNED' ? 0 : null;
  return {
    ...timed,
    name: `${kind}(${size})`,
    merging: false,
    assignWindows(_element, timestamp, processingTime) {
      if (timed.isEventTime) requireTimestamp(timestamp);
      staggerOffset ??= Math.max(0, processingTime - windowStart(processingTime, 0, size));
      const time = timed.isEventTime ? timestamp : processingTime;
      const shift = (offset + staggerOffset) % size;
      const start = windowStart(time, shift, size);
      return [{ start, end: windowEnd(start, time, shift, size) }];
    },
  };
}

export function tumblingEventTimeWindows(size: number, offset = 0, stagger: WindowStagger = 'ALIGNED'): WindowAssigner {
  return tumbling('TumblingEventTimeWindows', EVENT_TIME, size, offset, stagger);
}

export function tumblingProcessingTimeWindows(
  size: number,
  offset = 0,
  stagger: WindowStagger = 'ALIGNED',
): WindowAssigner {
  return tumbling('TumblingProcessingTimeWindows', PROCESSING_TIME, size, offset, stagger);
}

function sliding(kind: string, timed: Timed, size: number, slide: number, offset: number): WindowAssigner {
  if (Math.abs(offset) >= slide || size <= 0) {
    throw illegalArgument(`${kind} parameters must satisfy abs(offset) < slide and size > 0`);
  }
  return {
    ...timed,
    name: `${kind}(${size}, ${slide})`,
    merging: false,
    assignWindows(_element, timestamp, processingTime) {
      if (timed.isEventTime) requireTimestamp(timestamp);
      const time = timed.isEventTime ? timestamp : processingTime;
      const windows: Window[] = [];
      if (isBeyondSafe(time)) {
        const least = long(toBigLong(time) - BigInt(size));
        const last = longWindowStart(toBigLong(time), BigInt(offset), BigInt(slide));
        for (let start = last; start > least; start = long(start - BigInt(slide))) {
          windows.push({ start: Number(start), end: Number(long(start + BigInt(size))) });
        }
        return windows;
      }
      for (let start = windowStart(time, offset, slide); start > time - size; start -= slide) {
        windows.push({ start, end: start + size });
      }
      return windows;
    },
  };
}

export function slidingEventTimeWindows(size: number, slide: number, offset = 0): WindowAssigner {
  return sliding('SlidingEventTimeWindows', EVENT_TIME, size, slide, offset);
}

export function slidingProcessingTimeWindows(size: number, slide: number, offset = 0): WindowAssigner {
  return sliding('SlidingProcessingTimeWindows', PROCESSING_TIME, size, slide, offset);
}

function session(name: string, timed: Timed, gapOf: (element: unknown) => number): WindowAssigner {
  return {
    ...timed,
    name,
    merging: true,
    assignWindows(element, timestamp, processingTime) {
      const start = timed.isEventTime ? timestamp : processingTime;
      const gap = gapOf(element);
      return [{ start, end: isBeyondSafe(start) ? Number(long(toBigLong(start) + BigInt(gap))) : start + gap }];
    },
  };
}

function fixedGap(kind: string, gap: number): () => number {
  if (gap <= 0) throw illegalArgument(`${kind} parameters must satisfy 0 < size`);
  return () => gap;
}

function dynamicGap(extract: (element: unknown) => number): (element: unknown) => number {
  return (element) => {
    const gap = extract(element);
    if (gap <= 0) throw illegalArgument('Dynamic session time gap must satisfy 0 < gap');
    return gap;
  };
}

export function eventTimeSessionWindows(gap: number): WindowAssigner {
  const kind = 'EventTimeSessionWindows';
  return session(`${kind}(${gap})`, EVENT_TIME, fixedGap(kind, gap));
}

export function processingTimeSessionWindows(gap: number): WindowAssigner {
  const kind = 'ProcessingTimeSessionWindows';
  return session(`${kind}(${gap})`, PROCESSING_TIME, fixedGap(kind, gap));
}

export function dynamicEventTimeSessionWindows(gapOf: (element: unknown) => number): WindowAssigner {
  return session('DynamicEventTimeSessionWindows()', EVENT_TIME, dynamicGap(gapOf));
}

export function dynamicProcessingTimeSessionWindows(gapOf: (element: unknown) => number): WindowAssigner {
  return session('DynamicProcessingTimeSessionWindows()', PROCESSING_TIME, dynamicGap(gapOf));
}

export function globalWindows(): WindowAssigner {
  return {
    name: 'GlobalWindows()',
    isEventTime: false,
    merging: false,
    defaultTrigger: neverTrigger,
    assignWindows: () => [GLOBAL_WINDOW],
  };
}
