import { JavaError } from '../flink/api/jar.ts';
import type { Task } from '../simulation/task.ts';
import type { MethodPlace } from './codegen/context.ts';
import { Raise } from './runtime/raise.ts';

export interface SourcePlace {
  readonly method: MethodPlace;
  readonly line: number;
}
/** Positions of generated code: per line of a script the Java method and line it comes from. */
export interface SourceMap {
  /** By line of the script, from 1. */
  readonly lines: readonly (SourcePlace | undefined)[];
}

const sources = new Map<string, SourceMap>();

export function registerSource(script: string, map: SourceMap): void {
  sources.set(script, map);
}

const FRAME = /(millrace-program-\d+)\.js:(\d+):\d+/;

/** Host of java.lang.Throwable: a JavaScript error, so that it has a stack. */
export class Throwable extends Error {
  $message: string | null = null;
  $cause: Throwable | null = null;
  /** By a constructor or initCause: once only. */
  $isCauseSet = false;
  $suppressed: Throwable[] = [];
  /** Frames known from elsewhere (another JVM), or set by the program. */
  $frames: string[] | null = null;
  /** The stack of what it was made from (a JavaScript error). */
  $stack: string | null = null;
  declare $className: () => string;

  /** Lines of the Java stack, without `\tat `. */
  frames(): string[] {
    if (this.$frames) return this.$frames;
    this.$frames = framesOf(this.$stack ?? this.stack ?? '', this.$className());
    return this.$frames;
  }
}

function framesOf(stack: string, className: string): string[] {
  const frames: string[] = [];
  let leading = true;
  let inlined = false;
  const calls = stack.split('\n');
  for (const [i, call] of calls.entries()) {
    const match = FRAME.exec(call);
    if (!match) continue;
    const place = sources.get(match[1]!)?.lines[Number(match[2])];
    if (!place) continue;
    const { name, file, bridge, isInitialiser } = place.method;
    const isSame = inlined;
    inlined = isInitialiser === true;
    if (isSame) continue;
    // Java leaves the constructors of the exception out.
    if (leading && name.endsWith('.<init>') && isConstructorOf(name, className)) continue;
    leading = false;
    frames.push(`${name}(${file}:${place.line})`);
    if (bridge !== undefined && !FRAME.test(calls[i + 1] ?? '')) frames.push(`${name}(${file}:${bridge})`);
    if (frames.length >= 1024) break;
  }
  return frames;
}
function isConstructorOf(method: string, className: string): boolean {
  const owner = method.slice(0, -'.<init>'.length);
  return owner === className || /(?:Exception|Error|Throwable)$/.test(owner);
}

type Maker = (className: string, message: string | null, cause: Throwable | null) => Throwable;
let make: Maker | null = null;
/** link.ts says how a throwable of a class is made. */
export function setThrowableMaker(maker: Maker): void {
  make = maker;
}

function made(className: string, message: string | null, cause: Throwable | null, from: Error): Throwable {
  const t = make!(className, message, cause);
  t.$stack = from.stack ?? null;
  return t;
}

/** What Java code sees of something thrown; null when it is nothing Java may catch (an interrupt, a fault of Millrace). */
export function asThrowable(e: unknown): Throwable | null {
  if (e instanceof Throwable) return e;
  if (e instanceof Raise)
    return made(
      e.className,
      e.detail,
      e.causedBy === null || e.causedBy === undefined ? null : asThrowable(e.causedBy),
      e,
    );
  if (e instanceof JavaError) {
    const t = make!(e.className, e.detail, e.causedBy ? asThrowable(e.causedBy) : null);
    if (e.stack$.length > 0) t.$frames = [...e.stack$];
    else t.$stack = e.stack ?? null;
    return t;
  }
  if (e instanceof RangeError) {
    if (/call stack/.test(e.message)) return made('java.lang.StackOverflowError', null, null, e);
    if (/length|allocation|memory|size/i.test(e.message))
      return made('java.lang.OutOfMemoryError', 'Java heap space', null, e);
    return null;
  }
  if (
    e instanceof TypeError &&
    (/\bof null\b|null \(/.test(e.message) || /null is not|reading.*null/.test(e.message))
  ) {
    return made('java.lang.NullPointerException', null, null, e);
  }
  return null;
}

/** For `catch`: the throwable, or throws on what is none of Java's business. */
export function caught(e: unknown): Throwable {
  const t = asThrowable(e);
  if (!t) throw e;
  return t;
}

/** What Flink says of a call that the program made: the frames of the program stand below Flink's. */
export function* calling<T>(call: Task<T>): Task<T> {
  try {
    return yield* call;
  } catch (error) {
    if (!(error instanceof JavaError)) throw error;
    const callers = framesOf(new Error().stack ?? '', '');
    throw new JavaError(error.className, error.detail, [...error.stack$, ...callers], error.causedBy);
  }
}

/** A throwable as it leaves the program; other errors come through unchanged wrapped as an internal error. */
export function toJavaError(e: unknown): JavaError {
  if (e instanceof JavaError) {
    // Flink's own errors are made without frames: the program's are those of the call that failed.
    return e.stack$.length > 0 ? e : new JavaError(e.className, e.detail, framesOf(e.stack ?? '', ''), e.causedBy);
  }
  const t = asThrowable(e);
  if (!t) {
    const text = e instanceof Error ? `${e.name}: ${e.message}` : String(e);
    return new JavaError(
      'java.lang.InternalError',
      `Millrace: ${text}`,
      framesOf(e instanceof Error ? (e.stack ?? '') : '', ''),
      null,
    );
  }
  return convert(t, new Set());
}
function convert(t: Throwable, seen: Set<Throwable>): JavaError {
  seen.add(t);
  const cause = t.$cause && !seen.has(t.$cause) ? convert(t.$cause, seen) : null;
  const named = t as { getMessage$?: () => string | null };
  const message = named.getMessage$ ? named.getMessage$() : t.$message;
  return new JavaError(t.$className(), message, t.frames(), cause);
}
