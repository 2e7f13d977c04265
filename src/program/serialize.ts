import type { JvmRef, UserFunction } from '../flink/api/functions.ts';
import { JavaArray } from './arrays.ts';
import type { ClassSymbol } from './check/types.ts';
import { type Jvm, jvm } from './jvm.ts';
import type { JavaConstructor, LambdaObject } from './link.ts';
import { programOf } from './link.ts';
import { fieldKey } from './syntax/names.ts';

/** java.io.NotSerializableException, thrown by {@link serializeFunction}. */
export class NotSerializable extends Error {
  constructor(readonly className: string) {
    super(className);
  }
}

/** A program loaded into a JVM, as far as copying objects into it needs it; jar.ts implements it. */
export interface LoadedClasses {
  readonly jvm: Jvm;
  classNamed(name: string): { readonly symbol: ClassSymbol; readonly constructor: JavaConstructor } | null;
  /** A lambda of that number with other captured values. */
  lambda(id: number, captured: readonly unknown[]): object;
  /** The same program in another JVM. */
  in(ref: JvmRef): LoadedClasses;
}

type Value = {
  readonly $symbol?: ClassSymbol;
  readonly $class?: JavaConstructor;
  readonly $className?: () => string;
} & Record<string, unknown>;

/**
 * A deep copy of an object graph into the classes of `target`, as Java serialization makes it: transient fields get their
 * default, enum constants stay the one of their class.
 * @param check throws NotSerializable for objects whose class is not Serializable
 */
function copyInto(root: unknown, target: LoadedClasses, check: boolean): unknown {
  const copies = new Map<object, unknown>();
  const visit = (value: unknown): unknown => {
    if (value === null || typeof value !== 'object') return value;
    const known = copies.get(value);
    if (known !== undefined) return known;
    if (value instanceof JavaArray) {
      const copy = new JavaArray<unknown>();
      Object.defineProperty(copy, '$component', {
        value: value.$component,
        enumerable: false,
        configurable: true,
        writable: true,
      });
      copies.set(value, copy);
      for (const item of value) copy.push(visit(item));
      return copy;
    }
    if (ArrayBuffer.isView(value)) return (value as Int32Array).slice();
    if (Array.isArray(value)) {
      const copy: unknown[] = [];
      copies.set(value, copy);
      for (const item of value) copy.push(visit(item));
      return copy;
    }
    if (value instanceof Map) {
      const copy = new Map<unknown, unknown>();
      copies.set(value, copy);
      for (const [k, v] of value) copy.set(visit(k), visit(v));
      return copy;
    }
    if (value instanceof Set) {
      const copy = new Set<unknown>();
      copies.set(value, copy);
      for (const v of value) copy.add(visit(v));
      return copy;
    }
    const object = value as Value;
    const symbol = object.$symbol;
    const lambda = value as LambdaObject;
    if (lambda.$function) {
      if (check && !lambda.$function.serializable) throw new NotSerializable(lambda.$function.className);
      const copy = target.lambda(lambda.$function.id, lambda.$captured.map(visit));
      copies.set(value, copy);
      return copy;
    }
    if (!symbol || isInner(object, symbol)) {
      // Inner workings of a library object.
      const copy = Object.create(Object.getPrototypeOf(value)) as Record<string, unknown>;
      copies.set(value, copy);
      for (const key of Object.keys(value)) copy[key] = visit((value as Record<string, unknown>)[key]);
      return copy;
    }
    if (check && object.$i_java_io_Serializable !== true) throw new NotSerializable(object.$className!());
    if (symbol.classKind === 'enum' || enumOf(symbol)) {
      if (symbol.isLibrary) return value;
      const owner = symbol.classKind === 'enum' ? symbol : enumOf(symbol)!;
      const found = target.classNamed(owner.binaryName);
      const name = (value as { $name?: string }).$name;
      return (found?.constructor.$enum as ((n: string) => unknown) | undefined)?.(name ?? '') ?? value;
    }
    const own = symbol.isLibrary ? null : target.classNamed(symbol.binaryName);
    const copy = (own ? new own.constructor() : Object.create(Object.getPrototypeOf(value))) as Record<string, unknown>;
    copies.set(value, copy);
    const transient = transientKeys(symbol);
    for (const key of Object.keys(value)) {
      if (transient.has(key)) continue;
      copy[key] = visit(object[key]);
    }
    return copy;
  };
  return visit(root);
}

/** A part of a library object that no class of the table stands for here: a node of a HashMap, the map of a HashSet where nobody uses HashMap. */
function isInner(object: Value, symbol: ClassSymbol): boolean {
  return symbol.isLibrary && !Object.hasOwn(Object.getPrototypeOf(object), '$symbol');
}

function enumOf(symbol: ClassSymbol): ClassSymbol | null {
  const s = symbol.superclass?.symbol;
  return symbol.isAnonymous && s?.classKind === 'enum' ? s : null;
}

const transients = new WeakMap<ClassSymbol, ReadonlySet<string>>();
function transientKeys(symbol: ClassSymbol): ReadonlySet<string> {
  const known = transients.get(symbol);
  if (known) return known;
  const keys = new Set<string>();
  for (const s of symbol.supertypes()) {
    for (const f of s.fields.values()) if (f.flags.has('transient')) keys.add(fieldKey(f.name));
  }
  transients.set(symbol, keys);
  return keys;
}

/**
 * A function object of the current program as it goes into a job graph: a copy is taken now; every instance gets a copy of
 * its own in the classes of its JVM. `adapt` makes Flink's function of it.
 * @throws NotSerializable
 */
export function serializeFunction<F>(object: object, adapt: (object: object, owner: Jvm) => F): UserFunction<F> {
  const program = programOf(jvm()) as LoadedClasses | null;
  if (!program) throw new Error('no program is loaded in this JVM');
  const snapshot = copyInto(object, program, true) as object;
  return {
    name: simpleName(object),
    instantiate(ref) {
      const target = program.in(ref);
      return adapt(copyInto(snapshot, target, false) as object, target.jvm);
    },
  };
}

/** As Class.getSimpleName, but `Outer$1` for anonymous classes and `Main$$Lambda$3` for lambdas without their package. */
function simpleName(object: object): string {
  const name = (object as Value).$className?.() ?? object.constructor.name;
  const last = name.slice(name.lastIndexOf('.') + 1);
  const symbol = (object as Value).$symbol;
  if (symbol && !symbol.isAnonymous && !(object as LambdaObject).$function) return symbol.name;
  return last;
}
