/** Window assigners: Flink's own, and those that a program writes. */
import type { UserFunction, WindowAssigner } from '../../../flink/api/functions.ts';
import * as windowing from '../../../flink/api/windowing.ts';
import { enter, jvm } from '../../jvm.ts';
import { elements, type JavaCollection } from '../../runtime/collections.ts';
import { Raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import type { JavaFunction } from './entry.ts';
import { Holder, hold, simpleNameOf, toLong, userFunction } from './support.ts';
import { ms, type TimeLike } from './time.ts';
import { trigger } from './triggers.ts';
import type { WindowObject } from './windows.ts';

const PACKAGE = 'org.apache.flink.streaming.api.windowing.';
const assigner = (name: string, inner: WindowAssigner): unknown => hold(`${PACKAGE}assigners.${name}`, inner);

/** The data plane's assigner of a Java one; user-written classes are asked through their methods. */
export function windowAssigner(object: unknown): { assigner: WindowAssigner; fn?: UserFunction<WindowAssigner> } {
  if (object === null) throw new Raise('java.lang.NullPointerException', null);
  const held = (object as Holder<WindowAssigner>).inner;
  if (held) return { assigner: held };
  const fn = userFunction(object, (f) => userAssigner(f));
  return { assigner: userAssigner(object as JavaFunction), fn };
}
function userAssigner(f: JavaFunction): WindowAssigner {
  const owner = jvm();
  return {
    name: simpleNameOf(f),
    isEventTime: Boolean(f.isEventTime$!()),
    merging: Boolean(f.mergeWindows$Collection$MergeCallback),
    assignWindows(element, timestamp, processingTime) {
      enter(owner);
      const context = hold(`${PACKAGE}assigners.WindowAssigner$SimulatedContext`, processingTime);
      const windows = f.assignWindows$Object$long$WindowAssignerContext!(
        element,
        toLong(timestamp),
        context,
      ) as JavaCollection;
      return elements(windows).map((each) => (each as WindowObject).inner);
    },
    defaultTrigger: () => trigger(f.getDefaultTrigger$StreamExecutionEnvironment!(null)).trigger,
  };
}

const gapOf = (extractor: JavaFunction) => {
  const owner = jvm();
  return (element: unknown): number => {
    enter(owner);
    return Number(extractor.extract$Object!(element));
  };
};

function tumbling(
  name: string,
  make: (size: number, offset?: number, stagger?: windowing.WindowStagger) => WindowAssigner,
) {
  return {
    'of(Time)': (size: TimeLike) => assigner(name, make(ms(size))),
    'of(Time,Time)': (size: TimeLike, offset: TimeLike) => assigner(name, make(ms(size), ms(offset))),
    'of(Time,Time,WindowStagger)': (size: TimeLike, offset: TimeLike, stagger: { $name: windowing.WindowStagger }) =>
      assigner(name, make(ms(size), ms(offset), stagger.$name)),
  };
}
function sliding(name: string, make: (size: number, slide: number, offset?: number) => WindowAssigner) {
  return {
    'of(Time,Time)': (size: TimeLike, slide: TimeLike) => assigner(name, make(ms(size), ms(slide))),
    'of(Time,Time,Time)': (size: TimeLike, slide: TimeLike, offset: TimeLike) =>
      assigner(name, make(ms(size), ms(slide), ms(offset))),
  };
}
function session(
  name: string,
  fixed: (gap: number) => WindowAssigner,
  dynamic: (gapOf: (element: unknown) => number) => WindowAssigner,
) {
  const withDynamicGap = (extractor: JavaFunction) => assigner(name, dynamic(gapOf(extractor)));
  return { withGap: (gap: TimeLike) => assigner(name, fixed(ms(gap))), withDynamicGap };
}
const ASSIGNER = 'extends WindowAssigner<Object, TimeWindow>';
library({
  package: `${PACKAGE}assigners`,
  stubs: `
import org.apache.flink.streaming.api.windowing.windows.*;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
public abstract class WindowAssigner<T, W extends Window> implements java.io.Serializable {
  public WindowAssigner();
  public abstract java.util.Collection<W> assignWindows(T element, long timestamp, WindowAssignerContext context);
  public abstract Trigger<T, W> getDefaultTrigger(org.apache.flink.streaming.api.environment.StreamExecutionEnvironment env);
  public abstract org.apache.flink.api.common.typeutils.TypeSerializer<W> getWindowSerializer(org.apache.flink.api.common.ExecutionConfig config);
  public abstract boolean isEventTime();
  public abstract static class WindowAssignerContext { public abstract long getCurrentProcessingTime(); }
  static class SimulatedContext extends WindowAssignerContext { public long getCurrentProcessingTime(); }
}
public abstract class MergingWindowAssigner<T, W extends Window> extends WindowAssigner<T, W> { public MergingWindowAssigner(); }
public enum WindowStagger { ALIGNED, RANDOM, NATURAL }
@FunctionalInterface public interface SessionWindowTimeGapExtractor<T> extends java.io.Serializable { long extract(T element); }
${['TumblingEventTimeWindows', 'TumblingProcessingTimeWindows'].map((n) => `public class ${n} ${ASSIGNER} { public static ${n} of(Time size); public static ${n} of(Time size, Time offset); public static ${n} of(Time size, Time offset, WindowStagger stagger); }`).join('\n')}
${['SlidingEventTimeWindows', 'SlidingProcessingTimeWindows'].map((n) => `public class ${n} ${ASSIGNER} { public static ${n} of(Time size, Time slide); public static ${n} of(Time size, Time slide, Time offset); }`).join('\n')}
${['EventTime', 'ProcessingTime']
  .map(
    (
      n,
    ) => `public class ${n}SessionWindows extends MergingWindowAssigner<Object, TimeWindow> { public static ${n}SessionWindows withGap(Time gap); public static <T> Dynamic${n}SessionWindows<T> withDynamicGap(SessionWindowTimeGapExtractor<T> extractor); }
public class Dynamic${n}SessionWindows<T> extends MergingWindowAssigner<T, TimeWindow> { public static <T> Dynamic${n}SessionWindows<T> withDynamicGap(SessionWindowTimeGapExtractor<T> extractor); }`,
  )
  .join('\n')}
public class GlobalWindows extends WindowAssigner<Object, GlobalWindow> { public static GlobalWindows create(); }
`,
  bodies: {
    WindowAssigner: { $class: class extends Holder {}, 'new'() {} },
    'WindowAssigner.SimulatedContext': {
      $class: class extends Holder<number> {},
      getCurrentProcessingTime(this: Holder<number>) {
        return this.inner;
      },
    },
    TumblingEventTimeWindows: tumbling('TumblingEventTimeWindows', windowing.tumblingEventTimeWindows),
    TumblingProcessingTimeWindows: tumbling('TumblingProcessingTimeWindows', windowing.tumblingProcessingTimeWindows),
    SlidingEventTimeWindows: sliding('SlidingEventTimeWindows', windowing.slidingEventTimeWindows),
    SlidingProcessingTimeWindows: sliding('SlidingProcessingTimeWindows', windowing.slidingProcessingTimeWindows),
    EventTimeSessionWindows: session(
      'EventTimeSessionWindows',
      windowing.eventTimeSessionWindows,
      windowing.dynamicEventTimeSessionWindows,
    ),
    ProcessingTimeSessionWindows: session(
      'ProcessingTimeSessionWindows',
      windowing.processingTimeSessionWindows,
      windowing.dynamicProcessingTimeSessionWindows,
    ),
    DynamicEventTimeSessionWindows: {
      withDynamicGap: (e: JavaFunction) =>
        assigner('DynamicEventTimeSessionWindows', windowing.dynamicEventTimeSessionWindows(gapOf(e))),
    },
    DynamicProcessingTimeSessionWindows: {
      withDynamicGap: (e: JavaFunction) =>
        assigner('DynamicProcessingTimeSessionWindows', windowing.dynamicProcessingTimeSessionWindows(gapOf(e))),
    },
    GlobalWindows: { create: () => assigner('GlobalWindows', windowing.globalWindows()) },
  },
});
