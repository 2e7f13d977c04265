/** How the data plane gets into the methods of a program's user functions, and what they throw out of it. */
import { ProgramControl } from '../../../flink/api/jar.ts';
import type { Task } from '../../../simulation/task.ts';
import { enter, isTask, type Jvm, within } from '../../jvm.ts';
import { toJavaError } from '../../throwable.ts';

export type JavaFunction = Record<string, (...args: unknown[]) => unknown>;
type Method = (a?: unknown, b?: unknown, c?: unknown) => unknown;
type Argument = ((argument: never) => unknown) | null;

/** What leaves a user function is a JavaError with the program's frames, also out of what it blocks in. */
export function leaving(error: unknown): unknown {
  return error instanceof ProgramControl ? error : toJavaError(error);
}
export function* guardedTask(task: Task<unknown>): Task<unknown> {
  try {
    return yield* task;
  } catch (error) {
    throw leaving(error);
  }
}
function blocked(owner: Jvm, task: Task<unknown>): Task<unknown> {
  return guardedTask(within(owner, task) as Task<unknown>);
}

type Make = (owner: Jvm, f: JavaFunction, second: Argument, third: Argument) => Method;

/**
 * The way into one method. V8 remembers for each text of a function what it calls, and puts that there when it is one only; this text is
 * a new one for each method of a program, or all of them would share what is remembered. The method is called by its name: of what
 * `Function.prototype.call` is given nothing is remembered, and of each job a program's classes are loaded anew.
 */
const textOf = (name: string): string => `return (owner, f, second, third) => (a, b, c) => {
  try {
    enter(owner);
    const result = f.${name}(a, second === null ? b : second(b), third === null ? c : third(c));
    return isTask(result) ? blocked(owner, result) : result;
  } catch (error) {
    throw leaving(error);
  }
};`;
let texts = 0;
function newMake(name: string): Make {
  const parameters = ['enter', 'isTask', 'blocked', 'leaving'];
  return new Function(...parameters, `${textOf(name)} // ${++texts}`)(enter, isTask, blocked, leaving) as Make;
}

/** By the class of the function, or its lambda, and the method's name; the same in all JVMs that load a program. */
const made = new WeakMap<object, Map<string, Make>>();
function makeOf(
  f: JavaFunction & { readonly $function?: object | null; readonly $symbol?: object },
  name: string,
): Make {
  const source = f.$function ?? f.$symbol ?? f.constructor;
  let makes = made.get(source);
  if (!makes) {
    makes = new Map();
    made.set(source, makes);
  }
  let make = makes.get(name);
  if (!make) {
    make = newMake(name);
    makes.set(name, make);
  }
  return make;
}

/** Entries, which need no other guard around them. */
const entries = new WeakSet<object>();
export const isEntry = (method: object): boolean => entries.has(method);

/**
 * How the data plane calls the method `name` of a user function for each record: in its JVM, and what it throws leaves it as a JavaError.
 * One function where others are wrapped twice. `second` and `third` make Java's objects of those arguments.
 */
export function entry<F>(
  owner: Jvm,
  f: JavaFunction,
  name: string,
  second: Argument = null,
  third: Argument = null,
): F {
  const method = makeOf(f, name)(owner, f, second, third);
  entries.add(method);
  return method as F;
}
