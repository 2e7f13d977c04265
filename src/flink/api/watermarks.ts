import { illegalArgument } from './errors.ts';
import type { WatermarkGenerator, WatermarkStrategy } from './functions.ts';

/**
 * Watermark strategies of org.apache.flink.api.common.eventtime and the older timestamp assigners. A strategy object is
 * made per subtask (UserFunction.instantiate), so a generator may keep its state in a closure. All times in ms.
 */

/** Long.MIN_VALUE, "no watermark yet". */
const NO_WATERMARK = -(2 ** 63);

export type TimestampAssigner = NonNullable<WatermarkStrategy['extractTimestamp']>;

/** BoundedOutOfOrdernessWatermarks: largest timestamp - delay - 1, emitted periodically. */
export function boundedOutOfOrdernessWatermarks(delay: number): WatermarkGenerator {
  let largest: number | null = null;
  return {
    onEvent(_event, timestamp) {
      if (largest === null || timestamp > largest) largest = timestamp;
    },
    onPeriodicEmit: (output) => output.emitWatermark(largest === null ? NO_WATERMARK : largest - delay - 1),
  };
}

export function forGenerator(createGenerator: () => WatermarkGenerator): WatermarkStrategy {
  return { createGenerator, extractTimestamp: null, idleTimeout: null };
}

export function forBoundedOutOfOrderness(maxOutOfOrderness: number): WatermarkStrategy {
  if (maxOutOfOrderness < 0) throw illegalArgument('maxOutOfOrderness cannot be negative');
  return forGenerator(() => boundedOutOfOrdernessWatermarks(maxOutOfOrderness));
}

export function forMonotonousTimestamps(): WatermarkStrategy {
  return forBoundedOutOfOrderness(0);
}

export function withTimestampAssigner(strategy: WatermarkStrategy, assign: TimestampAssigner): WatermarkStrategy {
  return { ...strategy, extractTimestamp: assign };
}

/** AssignerWithPeriodicWatermarks: asked for its watermark every autoWatermarkInterval; null: none. */
export interface AssignerWithPeriodicWatermarks {
  extractTimestamp(element: unknown, recordTimestamp: number): number;
  getCurrentWatermark(): number | null;
}

export function periodicAssigner(assigner: AssignerWithPeriodicWatermarks): WatermarkStrategy {
  return {
    createGenerator: () => ({
      onEvent: () => {},
      onPeriodicEmit(output) {
        const watermark = assigner.getCurrentWatermark();
        if (watermark !== null) output.emitWatermark(watermark);
      },
    }),
    extractTimestamp: (element, recordTimestamp) => assigner.extractTimestamp(element, recordTimestamp),
    idleTimeout: null,
  };
}

/** AssignerWithPunctuatedWatermarks: asked after each record; null: none. */
export interface AssignerWithPunctuatedWatermarks {
  extractTimestamp(element: unknown, recordTimestamp: number): number;
  checkAndGetNextWatermark(lastElement: unknown, extractedTimestamp: number): number | null;
}

export function punctuatedAssigner(assigner: AssignerWithPunctuatedWatermarks): WatermarkStrategy {
  return {
    createGenerator: () => ({
      onEvent(event, timestamp, output) {
        const watermark = assigner.checkAndGetNextWatermark(event, timestamp);
        if (watermark !== null) output.emitWatermark(watermark);
      },
      onPeriodicEmit: () => {},
    }),
    extractTimestamp: (element, recordTimestamp) => assigner.extractTimestamp(element, recordTimestamp),
    idleTimeout: null,
  };
}

/** BoundedOutOfOrdernessTimestampExtractor: largest timestamp - bound, without the -1 of the newer strategy. */
export function boundedOutOfOrdernessTimestampExtractor(
  maxOutOfOrderness: number,
  extract: (element: unknown) => number,
): WatermarkStrategy {
  if (maxOutOfOrderness < 0) {
    throw illegalArgument(
      `Tried to set the maximum allowed lateness to ${maxOutOfOrderness}. This parameter cannot be negative.`,
    );
  }
  let largest: number | null = null;
  return periodicAssigner({
    extractTimestamp(element) {
      const timestamp = extract(element);
      if (largest === null || timestamp > largest) largest = timestamp;
      return timestamp;
    },
    getCurrentWatermark: () => (largest === null ? NO_WATERMARK : largest - maxOutOfOrderness),
  });
}

/** AscendingTimestampExtractor: last timestamp - 1; a smaller timestamp is only reported (`onViolation`). */
export function ascendingTimestampExtractor(
  extract: (element: unknown) => number,
  onViolation: (timestamp: number, last: number) => void = () => {},
): WatermarkStrategy {
  let current: number | null = null;
  return periodicAssigner({
    extractTimestamp(element) {
      const timestamp = extract(element);
      if (current === null || timestamp >= current) current = timestamp;
      else onViolation(timestamp, current);
      return timestamp;
    },
    getCurrentWatermark: () => (current === null ? NO_WATERMARK : current - 1),
  });
}
