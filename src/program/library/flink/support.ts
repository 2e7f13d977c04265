/** What the Flink parts share: Java objects around the DataStream API's, longs, collectors, call locations. */
import { Long, normalizeLong } from '../../../flink/api/boxed.ts';
import type { StreamExecutionEnvironment } from '../../../flink/api/environment.ts';
import type { Collector, UserFunction } from '../../../flink/api/functions.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { enter, isTask, type Jvm, jvm, within } from '../../jvm.ts';
import { allocate, isInstance, linkClass, newThrowable } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { Raise } from '../../runtime/raise.ts';
import { classInfo, isOfProgram } from '../../runtime-types.ts';
import { NotSerializable, serializeFunction } from '../../serialize.ts';
import { guardedTask, isEntry, type JavaFunction, leaving } from './entry.ts';

/** A Java object that stands for one of flink/api's. */
export class Holder<T = unknown> extends Base {
  inner!: T;
}

/** A Java object of `className` around `inner`. */
export function hold<T>(className: string, inner: T): Holder<T> {
  const object = allocate<Holder<T>>(className);
  object.inner = inner;
  return object;
}

/** What a Java object stands around; undefined where it does not. */
export function innerOf<T>(object: object): T | undefined {
  return (object as Partial<Holder<T>>).inner;
}

const LONG_MAX = 0x7fffffffffffffffn;
const LONG_MIN = -0x8000000000000000n;

/** A time of the simulation as a Java long; infinities are Long.MIN_VALUE and MAX_VALUE. */
export function toLong(value: LongValue): LongValue {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return value;
  if (value >= 2 ** 63) return LONG_MAX;
  if (value <= -(2 ** 63)) return LONG_MIN;
  return normalizeLong(BigInt(Math.trunc(value)));
}
/** A Java long as a time of the simulation. */
export function fromLong(value: LongValue): number {
  return value === LONG_MAX ? Number.POSITIVE_INFINITY : Number(value);
}
export function boxedLong(value: number | null): Long | null {
  return value === null ? null : Long.valueOf(toLong(value));
}

/** org.apache.flink.util.Collector over a collector of the data plane. */
export class CollectorObject extends Base {
  out: Collector<unknown> | null = null;
  collect$Object(value: unknown): void {
    this.out!.collect(value);
  }
  close$(): void {}
}

let collectorClass: (new () => CollectorObject) | null = null;
/** Makes the Java collector for a function; it is kept and pointed at each call's `out`. */
export function newCollector(): CollectorObject {
  collectorClass ??= linkClass(
    'org.apache.flink.streaming.api.operators.TimestampedCollector',
  ) as new () => CollectorObject;
  return new collectorClass();
}

type Method = (a?: unknown, b?: unknown, c?: unknown, d?: unknown) => unknown;

function guarded<F>(fn: F): F {
  const out: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(fn as Record<string, unknown>)) {
    if (typeof member !== 'function' || isEntry(member)) {
      out[name] = member;
      continue;
    }
    const method = member as Method;
    const nested = name === 'createGenerator';
    out[name] = (a?: unknown, b?: unknown, c?: unknown, d?: unknown): unknown => {
      try {
        const result = method(a, b, c, d);
        if (nested) return guarded(result);
        return isTask(result) ? guardedTask(result) : result;
      } catch (error) {
        throw leaving(error);
      }
    };
  }
  return out as F;
}

/** Scala functions in Java's interfaces; the Scala API's own ClosureCleaner has other words than Java's. */
const SCALA_FUNCTIONS = 'org.apache.flink.streaming.api.scala.function.util.';
/** ClosureCleaner and serialisation of a user function. @throws InvalidProgramException for what cannot be serialised. */
export function userFunction<F>(object: unknown, adapt: (object: JavaFunction, jvm: Jvm) => F): UserFunction<F> {
  if (object === null) throw new Raise('java.lang.NullPointerException', null);
  try {
    const fn = {
      ...serializeFunction(object as object, (copy, owner) => guarded(adapt(copy as JavaFunction, owner))),
      ...describedName(object as object),
    };
    return isInstance(object, 'org.apache.flink.api.common.functions.RichFunction') ? { ...fn, rich: true } : fn;
  } catch (error) {
    if (!(error instanceof NotSerializable)) throw error;
    const text = describe(object);
    throw newThrowable(
      'org.apache.flink.api.common.InvalidProgramException',
      classOf(object).startsWith(SCALA_FUNCTIONS)
        ? 'Task not serializable'
        : error.className === classOf(object)
          ? `The implementation of the ${classOf(object)} is not serializable. The object probably contains or references non serializable fields.`
          : `Object ${text} is not serializable`,
      newThrowable('java.io.NotSerializableException', error.className, null),
    );
  }
}
/** WindowOperatorBuilder.generateFunctionDescription: `ProcessWindowFunction$2` for an anonymous class. */
function describedName(object: object): { name?: string } {
  const info = classInfo(object);
  if (!info?.isAnonymous) return {};
  const parent = info.interfaces[0] ?? info.superclass;
  if (parent?.kind !== 'class') return {};
  return { name: parent.name.replace(/^.*[.$]/, '') + (/\$\d+$/.exec(info.name)?.[0] ?? '') };
}
function describe(object: unknown): string {
  return (object as Base).$toString();
}
/** Class.getSimpleName of an object's class. */
export const simpleNameOf = (object: unknown): string => classOf(object).replace(/^.*[.$]/, '');
function classOf(object: unknown): string {
  return (object as Base).$className();
}

/** Calls into a program: its JVM becomes the current one, also after it blocked. */
export function call<T>(owner: Jvm, run: () => T | Task<T>): T | Task<T> {
  enter(owner);
  return within(owner, run());
}

/** Utils.getCallLocationName: the line of the program that is calling the API. */
export function callLocation(): string {
  for (const line of newThrowable('java.lang.Throwable', null, null).frames()) {
    const match = /^(.*)\.([^.]+\([^()]*\))$/.exec(line);
    if (match && !isOfLibrary(match[1]!)) return match[2]!;
  }
  return '<unknown>';
}

function isOfLibrary(className: string): boolean {
  return /^(?:java|org\.apache\.flink)\./.test(className) && !isOfProgram(className);
}

export function nodeIds(): { next: number } {
  return jvm().local('flink transformation ids', () => ({ next: 1 }));
}

export type EnvironmentHolder = Holder<StreamExecutionEnvironment>;

/** Java sources of the 26 tuple interfaces and the like: repeats `line` with T0 … Tn-1. */
export function typeVariables(n: number): string {
  return Array.from({ length: n }, (_, i) => `T${i}`).join(', ');
}
/** A setter that gives back its object, as builders have them. */
export const chain = <T>(change: (self: T, ...args: never[]) => void) =>
  function (this: T, ...args: never[]): T {
    change(this, ...args);
    return this;
  };
