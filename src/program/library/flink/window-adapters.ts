/** Java's window functions as the data plane's, and what they get to see of a window. */
import type { MaybeTask, UserFunction, Window, WindowContext, WindowFunction } from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { allocate, isInstance } from '../../link.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { Base } from '../../runtime/object.ts';
import { list } from '../scala/collection.ts';
import { collecting, life, outputTag } from './adapters.ts';
import { call, hold, toLong, userFunction } from './support.ts';

export function windowObject(window: Window): unknown {
  return Number.isFinite(window.start)
    ? hold('org.apache.flink.streaming.api.windowing.windows.TimeWindow', window)
    : globalWindow();
}
let theGlobalWindow: unknown = null;
export function globalWindow(): unknown {
  theGlobalWindow ??= hold('org.apache.flink.streaming.api.windowing.windows.GlobalWindow', {
    start: Number.NEGATIVE_INFINITY,
    end: Number.POSITIVE_INFINITY,
  });
  return theGlobalWindow;
}

/** Context of ProcessWindowFunction and ProcessAllWindowFunction. */
export class WindowContextObject extends Base {
  context!: WindowContext;
  window$(): unknown {
    return windowObject(this.context.window());
  }
  currentProcessingTime$(): LongValue {
    return toLong(this.context.currentProcessingTime());
  }
  currentWatermark$(): LongValue {
    return toLong(this.context.currentWatermark());
  }
  windowState$(): unknown {
    return hold('org.apache.flink.api.common.state.KeyedStateStore$Simulated', this.context.windowState());
  }
  globalState$(): unknown {
    return hold('org.apache.flink.api.common.state.KeyedStateStore$Simulated', this.context.globalState());
  }
  output$OutputTag$Object(tag: unknown, value: unknown): void {
    this.context.output(outputTag(tag), value);
  }
}

/** A Java Iterable over what a window holds. */
export function iterable(elements: Iterable<unknown>): unknown {
  return newArrayList(Array.isArray(elements) ? elements.slice() : [...elements]);
}

const SCALA_WINDOW = 'org.apache.flink.streaming.api.scala.function.';
/** Window functions of the Scala API, by the wrapper that Flink puts around each: they get Scala's Iterable. */
const SCALA_WRAPPERS = ['WindowFunction', 'AllWindowFunction', 'ProcessWindowFunction', 'ProcessAllWindowFunction'];
function scalaWrapper(object: unknown): string | null {
  const kind = SCALA_WRAPPERS.find((name) => isInstance(object, SCALA_WINDOW + name));
  if (!kind) return null;
  const own = (object as Base).$className();
  return own.startsWith(`${SCALA_WINDOW}util.`) ? own.slice(own.lastIndexOf('.') + 1) : `Scala${kind}Wrapper`;
}

/** WindowFunction, AllWindowFunction, ProcessWindowFunction, ProcessAllWindowFunction. */
export function windowFunction(object: unknown): UserFunction<WindowFunction> {
  const wrapper = scalaWrapper(object);
  if (!wrapper) return windowFunctionOver(object, iterable);
  return { ...windowFunctionOver(object, (elements) => list([...elements])), name: wrapper };
}
/** The one method of a window function: with the key or without, with the window alone or a context of it. */
const METHODS = [
  'apply$Object$Window$Iterable$Collector',
  'apply$Window$Iterable$Collector',
  'process$Object$Context$Iterable$Collector',
  'process$Context$Iterable$Collector',
];
const windowFunctionOver = (
  object: unknown,
  iterable: (elements: Iterable<unknown>) => unknown,
): UserFunction<WindowFunction> =>
  userFunction(object, (f, owner) => {
    const collector = collecting();
    let context: WindowContextObject | null = null;
    const wrap = (ctx: WindowContext): WindowContextObject => {
      context ??= allocate<WindowContextObject>(
        'org.apache.flink.streaming.api.functions.windowing.SimulatedWindowContext',
      );
      context.context = ctx;
      return context;
    };
    const name = METHODS.find((each) => f[each])!;
    const ofKey = name.includes('$Object$');
    const ofContext = name.startsWith('process');
    return {
      ...life(f, owner),
      process: (key, ctx, elements, out) =>
        call(
          owner,
          () =>
            f[name]!(
              ...(ofKey ? [key] : []),
              ofContext ? wrap(ctx) : windowObject(ctx.window()),
              iterable(elements),
              collector(out),
            ) as MaybeTask<void>,
        ),
      ...(ofContext && { clear: (ctx) => call(owner, () => f['clear$Context']!(wrap(ctx)) as MaybeTask<void>) }),
    };
  });
