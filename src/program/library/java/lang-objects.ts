/** Host classes of java.lang. */
import { compareStrings, type LongValue } from '../../../flink/api/values.ts';
import type { Coroutine, Task } from '../../../simulation/task.ts';
import { jvm, wait } from '../../jvm.ts';
import { doubleToString, floatToString } from '../../runtime/numbers.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { Raise } from '../../runtime/raise.ts';
import { threadsOf } from '../../threads.ts';
import { WaitQueue } from '../../waiting.ts';

function outOfBounds(message: string): never {
  throw new Raise('java.lang.StringIndexOutOfBoundsException', message);
}

export function charsToString(chars: ArrayLike<number>, from = 0, to = chars.length): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(chars[i]!);
  return text;
}

/** StringBuilder and StringBuffer: a JavaScript string that grows. */
export class StringBuilderObject extends Base {
  text = '';

  $init$(): this {
    return this;
  }
  $init$int(_capacity: number): this {
    return this;
  }
  $init$String(text: string): this {
    if (text === null) throw new Raise('java.lang.NullPointerException', null);
    this.text = text;
    return this;
  }
  $init$CharSequence(text: unknown): this {
    this.text = stringOf(text);
    return this;
  }
  override $toString(): string {
    return this.text;
  }
  length$(): number {
    return this.text.length;
  }
  capacity$(): number {
    return Math.max(16, this.text.length);
  }
  charAt$int(index: number): number {
    if (index < 0 || index >= this.text.length) outOfBounds(`index ${index}, length ${this.text.length}`);
    return this.text.charCodeAt(index);
  }
  setCharAt$int$char(index: number, c: number): void {
    if (index < 0 || index >= this.text.length) outOfBounds(`index ${index}, length ${this.text.length}`);
    this.text = this.text.slice(0, index) + String.fromCharCode(c) + this.text.slice(index + 1);
  }
  setLength$int(length: number): void {
    if (length < 0) outOfBounds(`String index out of range: ${length}`);
    this.text = this.text.slice(0, length).padEnd(length, '\0');
  }
  ensureCapacity$int(_capacity: number): void {}
  trimToSize$(): void {}
  indexOf$String(text: string): number {
    return this.text.indexOf(text);
  }
  indexOf$String$int(text: string, from: number): number {
    return this.text.indexOf(text, from);
  }
  lastIndexOf$String(text: string): number {
    return this.text.lastIndexOf(text);
  }
  substring$int(begin: number): string {
    return this.substring$int$int(begin, this.text.length);
  }
  substring$int$int(begin: number, end: number): string {
    if (begin < 0 || end > this.text.length || begin > end) {
      outOfBounds(`start ${begin}, end ${end}, length ${this.text.length}`);
    }
    return this.text.slice(begin, end);
  }
  subSequence$int$int(begin: number, end: number): string {
    return this.substring$int$int(begin, end);
  }
  append$Object(value: unknown): this {
    this.text += stringOf(value);
    return this;
  }
  append$String(value: string | null): this {
    this.text += value;
    return this;
  }
  append$CharSequence(value: unknown): this {
    this.text += stringOf(value);
    return this;
  }
  append$CharSequence$int$int(value: unknown, start: number, end: number): this {
    this.text += stringOf(value).slice(start, end);
    return this;
  }
  append$char_A(value: ArrayLike<number>): this {
    this.text += charsToString(value);
    return this;
  }
  append$char_A$int$int(value: ArrayLike<number>, offset: number, length: number): this {
    this.text += charsToString(value, offset, offset + length);
    return this;
  }
  append$boolean(value: boolean): this {
    this.text += value;
    return this;
  }
  append$char(value: number): this {
    this.text += String.fromCharCode(value);
    return this;
  }
  append$int(value: number): this {
    this.text += value;
    return this;
  }
  append$long(value: LongValue): this {
    this.text += value;
    return this;
  }
  append$float(value: number): this {
    this.text += floatToString(value);
    return this;
  }
  append$double(value: number): this {
    this.text += doubleToString(value);
    return this;
  }
  appendCodePoint$int(point: number): this {
    this.text += String.fromCodePoint(point);
    return this;
  }
  delete$int$int(start: number, end: number): this {
    const to = Math.min(end, this.text.length);
    if (start < 0 || start > to) outOfBounds(`start ${start}, end ${to}, length ${this.text.length}`);
    this.text = this.text.slice(0, start) + this.text.slice(to);
    return this;
  }
  deleteCharAt$int(index: number): this {
    if (index < 0 || index >= this.text.length) outOfBounds(`index ${index}, length ${this.text.length}`);
    this.text = this.text.slice(0, index) + this.text.slice(index + 1);
    return this;
  }
  replace$int$int$String(start: number, end: number, text: string): this {
    const to = Math.min(end, this.text.length);
    if (start < 0 || start > to) outOfBounds(`start ${start}, end ${to}, length ${this.text.length}`);
    this.text = this.text.slice(0, start) + text + this.text.slice(to);
    return this;
  }
  private insert(offset: number, text: string): this {
    if (offset < 0 || offset > this.text.length) outOfBounds(`offset ${offset}, length ${this.text.length}`);
    this.text = this.text.slice(0, offset) + text + this.text.slice(offset);
    return this;
  }
  insert$int$Object(offset: number, value: unknown): this {
    return this.insert(offset, stringOf(value));
  }
  insert$int$String(offset: number, value: string | null): this {
    return this.insert(offset, String(value));
  }
  insert$int$char_A(offset: number, value: ArrayLike<number>): this {
    return this.insert(offset, charsToString(value));
  }
  insert$int$CharSequence(offset: number, value: unknown): this {
    return this.insert(offset, stringOf(value));
  }
  insert$int$boolean(offset: number, value: boolean): this {
    return this.insert(offset, String(value));
  }
  insert$int$char(offset: number, value: number): this {
    return this.insert(offset, String.fromCharCode(value));
  }
  insert$int$int(offset: number, value: number): this {
    return this.insert(offset, String(value));
  }
  insert$int$long(offset: number, value: LongValue): this {
    return this.insert(offset, String(value));
  }
  insert$int$float(offset: number, value: number): this {
    return this.insert(offset, floatToString(value));
  }
  insert$int$double(offset: number, value: number): this {
    return this.insert(offset, doubleToString(value));
  }
  /** Surrogate pairs stay in order. */
  reverse$(): this {
    this.text = [...this.text].reverse().join('');
    return this;
  }
  compareTo$StringBuilder(other: StringBuilderObject): number {
    return compareStrings(this.text, other.text);
  }
  compareTo$StringBuffer(other: StringBuilderObject): number {
    return compareStrings(this.text, other.text);
  }
  override $copy(): StringBuilderObject {
    const copy = Object.create(Object.getPrototypeOf(this)) as StringBuilderObject;
    copy.text = this.text;
    return copy;
  }
}

/** java.lang.Enum; the compiler fills in name and ordinal of each constant. */
export class EnumObject extends Base {
  $name = '';
  $ordinal = 0;

  $init$String$int(name: string, ordinal: number): this {
    this.$name = name;
    this.$ordinal = ordinal;
    return this;
  }
  name$(): string {
    return this.$name;
  }
  ordinal$(): number {
    return this.$ordinal;
  }
  override $toString(): string {
    return this.$name;
  }
  compareTo$Enum(other: EnumObject): number {
    return this.$ordinal - other.$ordinal;
  }
  compareTo$Object(other: EnumObject): number {
    return this.$ordinal - other.$ordinal;
  }
  $compareTo(other: EnumObject): number {
    return this.$ordinal - other.$ordinal;
  }
  override $copy(): this {
    return this;
  }
  override $size(): number {
    return 4;
  }
}

interface Runnable {
  run$(): void | Task<void>;
}

/** java.lang.Thread: there is one thread; others cannot be started. */
export class ThreadObject extends Base {
  task: Runnable | null = null;
  /** Empty until it has started, then `Thread-0` and so on. */
  threadName = '';
  coroutine: Coroutine<void> | null = null;
  daemon = false;
  priority = 5;
  interruptedFlag = false;
  /** Its code has begun to run: then an interrupt reaches it where it waits. */
  begun = false;
  handler: { uncaughtException$Thread$Throwable(thread: ThreadObject, error: unknown): void | Task<void> } | null =
    null;

  $init$(): this {
    return this;
  }
  $init$Runnable(task: Runnable): this {
    this.task = task;
    return this;
  }
  $init$Runnable$String(task: Runnable, name: string): this {
    this.task = task;
    this.threadName = name;
    return this;
  }
  $init$String(name: string): this {
    this.threadName = name;
    return this;
  }
  *run$(): Task<void> {
    if (this.task) yield* wait(this.task.run$());
  }
  interrupt$(): void {
    const { coroutine } = this;
    const { current, states } = threadsOf(jvm());
    const isAway = states.get(this) !== 'BLOCKED' && states.get(this) !== 'RUNNABLE' && current !== this;
    if (!coroutine || coroutine.done || !this.begun || !isAway) this.interruptedFlag = true;
    else {
      const isAsleep = !states.has(this);
      coroutine.interrupt(new Raise('java.lang.InterruptedException', isAsleep ? 'sleep interrupted' : null));
    }
  }
  /** Takes the flag back. */
  wasInterrupted(): boolean {
    const was = this.interruptedFlag;
    this.interruptedFlag = false;
    return was;
  }
  state(): string {
    if (!this.coroutine) return this.threadName === 'main' ? 'RUNNABLE' : 'NEW';
    if (this.coroutine.done) return 'TERMINATED';
    const { current, states } = threadsOf(jvm());
    return current === this ? 'RUNNABLE' : (states.get(this) ?? 'TIMED_WAITING');
  }
  isInterrupted$(): boolean {
    return this.interruptedFlag;
  }
  isAlive$(): boolean {
    return this.coroutine ? !this.coroutine.done : this.threadName === 'main';
  }
  /** Waits for its end, at most `ms` (null: for ever). */
  *ended(ms: number | null = null): Task<void> {
    const { coroutine } = this;
    const owner = jvm();
    const threads = threadsOf(owner);
    // The first thread ends when nobody is left to wait for it.
    if (coroutine ? coroutine.done : this.threadName !== 'main') return;
    const waiter = threads.current;
    threads.states.set(waiter, ms === null ? 'WAITING' : 'TIMED_WAITING');
    const end = new WaitQueue();
    coroutine?.onEnd(() => end.wakeAll());
    try {
      yield* end.park(ms);
    } finally {
      threads.states.delete(waiter);
    }
  }
  setDaemon$boolean(on: boolean): void {
    this.daemon = on;
  }
  isDaemon$(): boolean {
    return this.daemon;
  }
  setName$String(name: string): void {
    this.threadName = name;
  }
  getName$(): string {
    return this.threadName;
  }
  getId$(): number {
    return 1;
  }
  setPriority$int(priority: number): void {
    this.priority = priority;
  }
  getPriority$(): number {
    return this.priority;
  }
  override $toString(): string {
    return `Thread[${this.threadName},${this.priority},${this.coroutine?.done ? '' : 'main'}]`;
  }
}

/** java.lang.ThreadLocal: a value for each thread. */
export class ThreadLocalObject extends Base {
  supplier: { get$(): unknown } | null = null;
  private readonly values = new Map<unknown, unknown>();

  $init$(): this {
    return this;
  }
  initialValue$(): unknown {
    return this.supplier ? this.supplier.get$() : null;
  }
  get$(): unknown {
    const { current } = threadsOf(jvm());
    if (!this.values.has(current)) this.values.set(current, this.initialValue$());
    return this.values.get(current);
  }
  set$Object(value: unknown): void {
    this.values.set(threadsOf(jvm()).current, value);
  }
  remove$(): void {
    this.values.delete(threadsOf(jvm()).current);
  }
}

const currentThread = { key: 'current thread' };

/** The thread of this JVM's program; `make` gives its host object at the first call. */
export function theThread(make: () => ThreadObject): ThreadObject {
  const { current } = threadsOf(jvm());
  if (current instanceof ThreadObject) return current;
  return jvm().local(currentThread, () => {
    const thread = make();
    thread.threadName = 'main';
    return thread;
  });
}
