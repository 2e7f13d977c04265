/** Makes JavaScript classes of library classes. */
import { copy } from '../flink/api/values.ts';
import { arrayOf, makeArraysObjects } from './arrays.ts';
import { functionalMethod, overrides } from './check/members.ts';
import { Relations } from './check/relations.ts';
import { type ClassSymbol, erasedName, type MethodSymbol, methodKey } from './check/types.ts';
import { libraryUniverse } from './check/universe.ts';
import { type Jvm, jvm } from './jvm.ts';
import { type Body, type ClassBodies, findEntry } from './library/table.ts';
import { newThrowableOf } from './link-throwables.ts';
import { mixIn } from './mixins.ts';
import type { RuntimeType } from './runtime-types.ts';
import { marker, staticFieldKey } from './syntax/names.ts';
import { setThrowableMaker, type Throwable } from './throwable.ts';

export interface JavaConstructor {
  new (): object;
  readonly prototype: Record<string, unknown>;
  readonly [member: string]: unknown;
}

export interface LambdaInfo {
  readonly interface: string;
  readonly parameters: readonly RuntimeType[];
  readonly returns: RuntimeType;
  readonly kind: 'lambda' | 'method reference';
}

/** What of a loaded program the linker needs to know; jar.ts makes it. */
export interface ProgramClasses {
  /** By binary name. */
  classNamed(name: string): { readonly symbol: ClassSymbol; readonly constructor: JavaConstructor } | null;
}
const PROGRAM = Symbol('program');
export function setProgram(owner: Jvm, program: ProgramClasses): void {
  owner.local(PROGRAM, () => program);
}
export function programOf(owner: Jvm): ProgramClasses | null {
  return owner.local<ProgramClasses | null>(PROGRAM, () => null);
}

let relations: Relations | null = null;
function relationsOfLibrary(): Relations {
  relations ??= new Relations(libraryUniverse());
  return relations;
}

const linked = new Map<ClassSymbol, JavaConstructor>();

/** The JavaScript class of a library class, by qualified or binary name. */
export function linkClass(name: string): JavaConstructor {
  const symbol = libraryUniverse().find(name.replace(/\$/g, '.')) ?? libraryUniverse().find(name);
  if (!symbol) throw new Error(`the library has no class ${name}`);
  return linkSymbol(symbol);
}

/** A new object of a library class, before any constructor ran. */
export function allocate<T extends object>(name: string): T {
  return new (linkClass(name))() as T;
}
/** Static members of a library class by their mangled names; fields begin with `_`. */
export function staticsOf<T>(name: string): T {
  return linkClass(name) as T;
}

function hidden(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true });
}

export function linkSymbol(symbol: ClassSymbol): JavaConstructor {
  const known = linked.get(symbol);
  if (known) return known;
  const parent = symbol.superclass ? linkSymbol(symbol.superclass.symbol) : null;
  const bodies = bodiesOf(symbol);
  const host = bodies?.$class as JavaConstructor | undefined;
  const made = host ?? ((parent ? class extends (parent as new () => object) {} : class {}) as JavaConstructor);
  if (!host) Object.defineProperty(made, 'name', { value: symbol.name });
  linked.set(symbol, made);
  const proto = made.prototype;
  if (parent && !inherits(parent.prototype, proto)) copyMissing(parent.prototype, proto);
  const notSimulated = symbol.annotations.has('NotSimulated');
  for (const list of symbol.methods.values()) {
    for (const m of list) {
      const target = (m.flags.has('static') ? made : proto) as Record<string, unknown>;
      const key = methodKey(m);
      const body = notSimulated ? null : bodyOf(bodies, m, list);
      if (body) hidden(target, key, body);
      else if (isLeftOpen(m)) continue;
      else if (
        notSimulated ||
        m.annotations.has('NotSimulated') ||
        !(key in target) ||
        (host && !m.flags.has('static') && !(key in host.prototype))
      ) {
        hidden(target, key, () => stop(`${symbol.qualifiedName}${notSimulated ? '' : `.${signatureOf(m)}`}`));
      }
    }
  }
  for (const c of symbol.constructors) {
    const key = methodKey(c);
    const body = notSimulated ? null : bodyOf(bodies, c, symbol.constructors);
    if (body) {
      const run = body as (this: unknown, ...args: unknown[]) => unknown;
      hidden(proto, key, function (this: unknown, ...args: unknown[]) {
        const made = run.apply(this, args);
        return made === undefined ? this : made;
      });
    } else if (notSimulated || c.annotations.has('NotSimulated')) hidden(proto, key, () => stop(symbol.qualifiedName));
    else if (!(key in proto)) {
      if (c.parameters.length === 0) {
        hidden(proto, key, function (this: unknown) {
          return this;
        });
      } else hidden(proto, key, () => stop(`new ${symbol.qualifiedName}${signatureOf(c).slice(c.name.length)}`));
    }
  }
  if (symbol.binaryName === 'java.lang.Throwable') throwableConstructors(proto);
  linkFields(symbol, made, bodies);
  defineClass(made, symbol, relationsOfLibrary());
  if (symbol.binaryName === 'java.lang.Object') makeArraysObjects(proto);
  return made;
}

function linkFields(symbol: ClassSymbol, made: JavaConstructor, bodies: ClassBodies | null): void {
  let ordinal = 0;
  const constants: object[] = [];
  for (const field of symbol.fields.values()) {
    if (!field.flags.has('static')) continue;
    const key = staticFieldKey(field.name);
    const body = bodies && Object.hasOwn(bodies, field.name) ? (bodies[field.name] as () => unknown) : null;
    if (body) {
      const at = {};
      Object.defineProperty(made, key, { configurable: true, get: () => jvm().local(at, () => body.call(made)) });
    } else if (field.isEnumConstant) {
      const constant = new made() as { $name: string; $ordinal: number };
      constant.$name = field.name;
      constant.$ordinal = ordinal++;
      constants.push(constant);
      hidden(made, key, constant);
    } else if (field.constant) hidden(made, key, field.constant.value);
    else if (!(key in made))
      Object.defineProperty(made, key, {
        configurable: true,
        get: () => stop(`${symbol.qualifiedName}.${field.name}`),
      });
  }
  hidden(made, '$constants', constants);
  if (symbol.classKind === 'enum') linkEnum(symbol, made, constants as { $name: string }[]);
}

/** values() and valueOf() of an enum. */
function linkEnum(symbol: ClassSymbol, made: JavaConstructor, constants: readonly { readonly $name: string }[]): void {
  hidden(made, 'values$', () => arrayOf(symbol.qualifiedName, constants.slice()));
  hidden(made, 'valueOf$String', (name: string | null) => {
    if (name === null) throw newThrowable('java.lang.NullPointerException', 'Name is null');
    const found = constants.find((constant) => constant.$name === name);
    if (found) return found;
    throw newThrowable('java.lang.IllegalArgumentException', `No enum constant ${symbol.qualifiedName}.${name}`);
  });
}

function stop(what: string): never {
  throw newThrowable(
    'java.lang.UnsupportedOperationException',
    `not simulated: ${what}; the program compiles, and stops here`,
  );
}

function signatureOf(m: MethodSymbol, name = m.name): string {
  return `${name}(${m.parameters.map((p) => erasedName(p.type).replace(/_A/g, '[]')).join(',')})`;
}

function bodiesOf(symbol: ClassSymbol): ClassBodies | null {
  const path: string[] = [];
  let top = symbol;
  for (; top.owner; top = top.owner) path.unshift(top.name);
  path.unshift(top.name);
  return findEntry(top.qualifiedName)?.part.bodies[path.join('.')] ?? null;
}

function bodyOf(bodies: ClassBodies | null, m: MethodSymbol, overloads: readonly MethodSymbol[]): Body | null {
  if (!bodies) return null;
  const name = m.name === '<init>' ? 'new' : m.name;
  const full = signatureOf(m, name);
  if (Object.hasOwn(bodies, full)) return bodies[full] as Body;
  if (overloads.length === 1 && Object.hasOwn(bodies, name)) return bodies[name] as Body;
  return null;
}

function throwableConstructors(proto: Record<string, unknown>): void {
  type T = Pick<Throwable, '$message' | '$cause' | '$isCauseSet' | '$frames'> & { $toString(): string };
  hidden(proto, '$init$', function (this: T) {
    return this;
  });
  hidden(proto, '$init$String', function (this: T, message: string | null) {
    this.$message = message;
    return this;
  });
  hidden(proto, '$init$Object', function (this: T, detail: { $toString(): string } | null) {
    this.$message = detail === null ? 'null' : detail.$toString();
    return this;
  });
  hidden(proto, '$init$String$Throwable', function (this: T, message: string | null, cause: Throwable | null) {
    this.$message = message;
    this.$isCauseSet = true;
    this.$cause = cause;
    return this;
  });
  hidden(proto, '$init$Throwable', function (this: T, cause: Throwable | null) {
    this.$isCauseSet = true;
    this.$cause = cause;
    this.$message = cause === null ? null : (cause as Throwable & T).$toString();
    return this;
  });
  hidden(
    proto,
    '$init$String$Throwable$boolean$boolean',
    function (this: T, message: string | null, cause: Throwable | null, _suppresses: boolean, hasStack: boolean) {
      if (!hasStack) this.$frames = [];
      this.$message = message;
      this.$isCauseSet = true;
      this.$cause = cause;
      return this;
    },
  );
}

const inherits = (a: object, b: object): boolean => Object.prototype.isPrototypeOf.call(a, b);

function copyMissing(from: object, to: object): void {
  for (
    let at: object | null = from;
    at && at !== Object.prototype && at !== Error.prototype;
    at = Object.getPrototypeOf(at)
  ) {
    for (const key of Object.getOwnPropertyNames(at)) {
      if (key.includes('$') && !(key in to)) hidden(to, key, (at as Record<string, unknown>)[key]);
    }
  }
}

// ---- what every class gets, of the library or of a program ---------------------------------------------------------------

const owners = new WeakMap<object, ClassSymbol>();
/** The symbol behind a class of a program or of the library. */
export const symbolOf = (made: object): ClassSymbol | undefined => owners.get(made);

/** A program's class that extends a tuple: copies are of that class, and it does not travel as fields alone. */
function tupleOfProgram(proto: Record<string, unknown>): void {
  hidden(proto, '$layout', undefined);
  hidden(proto, '$copy', function (this: Record<string, unknown>) {
    const other = Object.create(Object.getPrototypeOf(this)) as Record<string, unknown>;
    for (const key of Object.keys(this)) other[key] = copy(this[key]);
    return other;
  });
}

/** Markers for instanceof, default methods, names for overridden signatures, and the way back to the symbol. */
export function defineClass(made: JavaConstructor, symbol: ClassSymbol, relations: Relations): void {
  const proto = made.prototype;
  hidden(proto, '$symbol', symbol);
  hidden(proto, '$class', made);
  owners.set(made, symbol);
  const name = symbol.binaryName;
  hidden(proto, '$className', () => name);
  const supers = [...symbol.supertypes()];
  for (const s of supers) hidden(proto, marker(s.binaryName), true);
  if (!symbol.isLibrary && '$layout' in proto) tupleOfProgram(proto);
  if (symbol.isInterface) {
    aliases(symbol, proto, relations, supers);
    // Interfaces hand on what they inherit, so that `I.super.m()` finds it.
    for (const s of supers) if (s !== symbol && s.isInterface) defaults(s, symbol, proto);
    return;
  }
  for (const s of supers) if (s.isInterface) defaults(s, symbol, proto);
  mixIn(symbol, proto, prototypeOf);
  aliases(symbol, proto, relations, supers);
  if ('compareTo$Object' in proto && !('$compareTo' in proto)) {
    hidden(proto, '$compareTo', function (this: { compareTo$Object(o: unknown): number }, o: unknown) {
      return this.compareTo$Object(o);
    });
  }
}

function prototypeOf(symbol: ClassSymbol): Record<string, unknown> | null {
  return symbol.isLibrary ? linkSymbol(symbol).prototype : (programPrototypes.get(symbol)?.deref() ?? null);
}
/** Prototypes of the program that is being defined. */
const programPrototypes = new WeakMap<ClassSymbol, { deref(): Record<string, unknown> | undefined }>();
export function announcePrototype(symbol: ClassSymbol, made: JavaConstructor): void {
  programPrototypes.set(symbol, { deref: () => made.prototype });
}

/** Abstract; what is not simulated says so also where nobody implements it. */
const isLeftOpen = (m: MethodSymbol): boolean => m.flags.has('abstract') && !m.annotations.has('NotSimulated');

const defaultOf = new WeakMap<object, ClassSymbol>();

function defaults(from: ClassSymbol, to: ClassSymbol, proto: Record<string, unknown>): void {
  const source = prototypeOf(from);
  if (!source) return;
  for (const list of from.methods.values()) {
    for (const m of list) {
      if (isLeftOpen(m) || m.flags.has('static') || m.flags.has('private')) continue;
      const key = methodKey(m);
      const method = source[key] as object | undefined;
      if (!method) continue;
      const present = proto[key] as object | undefined;
      if (present !== undefined) {
        const origin = defaultOf.get(present);
        if (!origin || !(from !== origin && from.isSubclassOf(origin))) continue;
        if (Object.hasOwn(proto, key) && !origin) continue;
      }
      if (!defaultOf.has(method)) defaultOf.set(method, from);
      hidden(proto, key, method);
    }
  }
  for (const key of Object.getOwnPropertyNames(source)) {
    // Private methods of interfaces.
    if (/\$p\d+$/.test(key) && !(key in proto)) hidden(proto, key, source[key]);
  }
  void to;
}

/** A method that overrides one of another erasure answers to both names. */
function aliases(
  symbol: ClassSymbol,
  proto: Record<string, unknown>,
  relations: Relations,
  supers: readonly ClassSymbol[],
): void {
  for (const list of symbol.methods.values()) {
    for (const m of list) {
      if (m.flags.has('static') || m.flags.has('abstract') || m.flags.has('private')) continue;
      const key = methodKey(m);
      for (const s of supers) {
        if (s === symbol) continue;
        for (const o of s.methods.get(m.name) ?? []) {
          if (o.flags.has('static') || o.parameters.length !== m.parameters.length) continue;
          const other = methodKey(o);
          if (other === key || !overrides(m, o, symbol, relations)) continue;
          hidden(proto, other, proto[key]);
        }
      }
    }
  }
  // Interface methods that an inherited method of another erasure implements.
  for (const s of supers) {
    if (!s.isInterface) continue;
    for (const list of s.methods.values()) {
      for (const o of list) {
        if (!o.flags.has('abstract')) continue;
        const other = methodKey(o);
        if (other in proto) continue;
        for (const c of [...supers.filter((each) => !each.isInterface), ...supers.filter((each) => each.isInterface)]) {
          const found = (c.methods.get(o.name) ?? []).find(
            (m) => !m.flags.has('abstract') && !m.flags.has('static') && overrides(m, o, symbol, relations),
          );
          if (found) {
            const key = methodKey(found);
            if (proto[key]) hidden(proto, other, proto[key]);
            break;
          }
        }
      }
    }
  }
}

// ---- functions -----------------------------------------------------------------------------------------------------------

export type LambdaObject = { readonly $function: LambdaMeta | null; readonly $captured: readonly unknown[] };
export interface LambdaMeta {
  /** In its program's table of lambdas. */
  readonly id: number;
  readonly info: LambdaInfo;
  /** `lab.Main$$Lambda$3` */
  readonly className: string;
  readonly serializable: boolean;
}

type LambdaClass = new (f: unknown, meta: LambdaMeta | null, captured: readonly unknown[]) => LambdaObject;
const lambdaClasses = new WeakMap<ClassSymbol, LambdaClass>();
const NOTHING: readonly unknown[] = [];

/** The class of the function objects of an interface; `besides` are the others that a cast to an intersection names. */
export function lambdaClass(
  symbol: ClassSymbol,
  relations: Relations,
  prototype: Record<string, unknown>,
  besides: readonly ClassSymbol[] = [],
): LambdaClass {
  const isShared = symbol.isLibrary && besides.length === 0;
  const known = isShared ? lambdaClasses.get(symbol) : undefined;
  if (known) return known;
  const method = functionalMethod(symbol, relations);
  if (!method) throw new Error(`${symbol.qualifiedName} is no functional interface`);
  const key = methodKey(method);
  const base = linkClass('java.lang.Object') as new () => object;
  const made = class extends base {
    readonly $function: LambdaMeta | null;
    readonly $captured: readonly unknown[];
    constructor(f: unknown, meta: LambdaMeta | null, captured: readonly unknown[]) {
      super();
      (this as Record<string, unknown>)[key] = f;
      this.$function = meta;
      this.$captured = captured;
    }
  } as LambdaClass & JavaConstructor;
  const proto = made.prototype;
  copyMissing(prototype, proto);
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (name.includes('$') && name !== key && name !== '$class') hidden(proto, name, prototype[name]);
  }
  hidden(proto, '$symbol', symbol);
  hidden(proto, '$className', function (this: LambdaObject) {
    return this.$function?.className ?? `${symbol.binaryName}$$Lambda$1`;
  });
  hidden(proto, '$copy', function (this: object) {
    return this;
  });
  for (const s of symbol.supertypes()) {
    for (const o of s.methods.get(method.name) ?? []) {
      const other = methodKey(o);
      if (other !== key && o.flags.has('abstract')) {
        hidden(proto, other, function (this: Record<string, (...args: unknown[]) => unknown>, ...args: unknown[]) {
          return this[key]!(...args);
        });
      }
    }
  }
  for (const other of besides)
    for (const s of other.supertypes()) if (!(marker(s.binaryName) in proto)) hidden(proto, marker(s.binaryName), true);
  if (isShared) lambdaClasses.set(symbol, made);
  return made;
}

/** An object of a functional interface of the library, for bodies. */
export function functional(interfaceName: string, f: (...args: never[]) => unknown): object {
  const symbol = libraryUniverse().find(interfaceName);
  if (!symbol) throw new Error(`the library has no ${interfaceName}`);
  return new (lambdaClass(symbol, relationsOfLibrary(), linkSymbol(symbol).prototype))(f, null, NOTHING);
}

export function lambdaInfo(value: unknown): LambdaInfo | null {
  return (value as Partial<LambdaObject> | null)?.$function?.info ?? null;
}

// ---- exceptions ------------------------------------------------------------------------------------------------------------

export function newThrowable(
  className: string,
  message: string | null = null,
  cause: Throwable | null = null,
): Throwable {
  return newThrowableOf(linkClassOrProgram(className), message, cause);
}
function linkClassOrProgram(name: string): JavaConstructor {
  const symbol = libraryUniverse().find(name.replace(/\$/g, '.'));
  if (symbol) return linkSymbol(symbol);
  const own = programOf(jvm())?.classNamed(name);
  if (own) return own.constructor;
  return unknownThrowable(name);
}
const unknownThrowables = new Map<string, JavaConstructor>();
/** A class that the library does not declare, of which a program learns the name only. */
function unknownThrowable(name: string): JavaConstructor {
  let made = unknownThrowables.get(name);
  if (!made) {
    made = class extends (linkClass('java.lang.RuntimeException') as new () => object) {
      $className(): string {
        return name;
      }
    } as JavaConstructor;
    unknownThrowables.set(name, made);
  }
  return made;
}
setThrowableMaker(newThrowable);

export function isInstance(value: unknown, binaryName: string): boolean {
  return value !== null && value !== undefined && (value as Record<string, unknown>)[marker(binaryName)] === true;
}
