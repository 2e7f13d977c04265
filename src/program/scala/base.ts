import { functionalMethod, methodsNamed } from '../check/members.ts';
import { Relations } from '../check/relations.ts';
import {
  BOOLEAN,
  BYTE,
  CHAR,
  type ClassSymbol,
  type ClassType,
  DOUBLE,
  ERROR,
  type FieldSymbol,
  FLOAT,
  INT,
  LONG,
  type MethodSymbol,
  NULL,
  type PrimitiveType,
  SHORT,
  type Type,
  type TypeVariable,
  type VariableSymbol,
  VOID,
} from '../check/types.ts';
import type { Universe } from '../check/universe.ts';
import type { Call, CompilationUnit, Expr, Lambda, Name, Problem, Stmt } from '../syntax/ast.ts';
import type { At, ParamTree, ScalaType, Tree } from './tree.ts';

/** What can capture variables, innermost first. */
export type Frame =
  | { readonly kind: 'method'; readonly parent: Frame | null; readonly key: object }
  | { readonly kind: 'lambda'; readonly parent: Frame; readonly key: object; readonly lambda: Lambda }
  | { readonly kind: 'class'; readonly parent: Frame | null; readonly key: object; readonly symbol: ClassSymbol };

export interface Local {
  readonly symbol: VariableSymbol;
  readonly byName?: boolean;
  /** A nested def: called, not read. */
  readonly def?: {
    readonly method: MethodSymbol;
    result: Type | null;
    readonly parameterless: boolean;
    /** Lengths of its parameter lists. */
    readonly lists: readonly number[];
  };
  readonly isImplicit?: boolean;
  readonly isVar?: boolean;
  /** A local lazy value: its variable holds a LazyRef. */
  readonly isLazy?: boolean;
}

export interface Returning {
  readonly frame: object;
  /** What a return out of a lambda is recognised by, once there is one. */
  key: VariableSymbol | null;
}

/** Imports and package of a file, and those inside of blocks. */
export interface Imports {
  readonly parent: Imports | null;
  readonly names: Map<string, string>;
  readonly stars: string[];
}

export interface Env {
  readonly parent: Env | null;
  readonly unit: CompilationUnit;
  readonly locals: Map<string, Local>;
  readonly types: Map<string, Type>;
  readonly imports: Imports;
  readonly class: ClassSymbol | null;
  readonly frame: Frame | null;
  /** Where `return` goes. */
  readonly returns: Type | null;
  /** The method whose `return` it is; in a lambda inside of it, returning throws. */
  readonly returning?: Returning | null;
}

export function inner(env: Env, changes: Partial<Env> = {}): Env {
  return { ...env, parent: env, locals: new Map(), types: new Map(), ...changes };
}

export const NUMBERS: Readonly<Record<string, PrimitiveType>> = {
  Int: INT,
  Long: LONG,
  Double: DOUBLE,
  Float: FLOAT,
  Short: SHORT,
  Byte: BYTE,
  Char: CHAR,
  Boolean: BOOLEAN,
};
const SCALA_NAME: Readonly<Record<string, string>> = {
  int: 'Int',
  long: 'Long',
  double: 'Double',
  float: 'Float',
  short: 'Short',
  byte: 'Byte',
  char: 'Char',
  boolean: 'Boolean',
};
export const WIDER: Readonly<Record<string, readonly string[]>> = {
  byte: ['short', 'int', 'long', 'float', 'double'],
  short: ['int', 'long', 'float', 'double'],
  char: ['int', 'long', 'float', 'double'],
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  double: [],
  boolean: [],
};

const IMM = 'scala.collection.immutable.';
const COLL = 'scala.collection.';
/** What every Scala file sees: scala._, Predef._ (java.lang._ is looked up last). */
export const PREDEF: Readonly<Record<string, string>> = {
  String: 'java.lang.String',
  List: `${IMM}List`,
  Nil: `${IMM}Nil`,
  Vector: `${IMM}Vector`,
  Map: `${IMM}Map`,
  Set: `${IMM}Set`,
  Seq: `${COLL}Seq`,
  IndexedSeq: `${IMM}Vector`,
  Iterable: `${COLL}Iterable`,
  Traversable: `${COLL}Iterable`,
  TraversableOnce: `${COLL}TraversableOnce`,
  Iterator: `${COLL}Iterator`,
  Range: `${IMM}Range`,
  Stream: `${IMM}Stream`,
  StringBuilder: `${COLL}mutable.StringBuilder`,
  Either: 'scala.util.Either',
  Left: 'scala.util.Left',
  Right: 'scala.util.Right',
  Ordering: 'scala.math.Ordering',
  BigDecimal: 'scala.math.BigDecimal',
  BigInt: 'scala.math.BigInt',
  NoSuchElementException: 'java.util.NoSuchElementException',
  Numeric: 'scala.math.Numeric',
  Ordered: 'scala.math.Ordered',
  Pair: 'scala.Tuple2',
};

/** Methods of the library whose names Java keeps for itself. */
const KEYWORDS = new Set(['assert', 'break', 'synchronized']);

export function encode(name: string): string {
  if (KEYWORDS.has(name)) return `${name}$`;
  if (/^[\w$]+$/.test(name)) return name;
  const ops: Readonly<Record<string, string>> = {
    '+': '$plus',
    '-': '$minus',
    '*': '$times',
    '/': '$div',
    '%': '$percent',
    '=': '$eq',
    '<': '$less',
    '>': '$greater',
    ':': '$colon',
    '|': '$bar',
    '&': '$amp',
    '^': '$up',
    '!': '$bang',
    '~': '$tilde',
    '?': '$qmark',
    '#': '$hash',
    '@': '$at',
    '\\': '$bslash',
  };
  return [...name].map((c) => ops[c] ?? c).join('');
}

export class Refused extends Error {}

/** Types, names and messages of the Scala front end. */
export abstract class ScalaBase {
  readonly relations: Relations;
  readonly problems: Problem[] = [];
  /** How far inside of attempts whose errors do not count. */
  silent = 0;
  readonly nodes = new Map<VariableSymbol, Name[]>();
  /** Local vars with what has to change when they are captured. */
  readonly vars: { readonly symbol: VariableSymbol; readonly patch: (ref: ClassSymbol) => void }[] = [];
  readonly captured = new Set<VariableSymbol>();
  readonly defaults = new WeakMap<MethodSymbol, { readonly params: readonly ParamTree[]; readonly env: Env }>();
  /** How many of the last parameters are implicit. */
  readonly implicitParams = new WeakMap<MethodSymbol, number>();
  /** Lengths of the parameter lists of methods with more than one. */
  readonly lists = new WeakMap<MethodSymbol, readonly number[]>();
  /** Variables that hold nested methods. */
  readonly localMethods = new WeakMap<MethodSymbol, VariableSymbol>();
  /** `type` members of classes and objects. */
  readonly aliases = new Map<ClassSymbol, Map<string, Type>>();

  constructor(readonly universe: Universe) {
    this.relations = new Relations(universe);
  }

  // ---- messages --------------------------------------------------------------------------------------------------------

  error(env: Env, place: At, message: string, at = place.at): Expr {
    if (this.silent > 0) throw new Refused(message);
    if (!this.problems.some((p) => p.file === env.unit.file && p.at === at && p.message === message)) {
      this.problems.push({ file: env.unit.file, at, end: Math.max(at + 1, place.end), severity: 'error', message });
    }
    return { k: 'Literal', of: 'null', value: null, at: place.at, start: place.start, end: place.end, type: ERROR };
  }
  /** Undefined when it fails. */
  attempt<T>(run: () => T): T | undefined {
    this.silent++;
    const count = this.vars.length;
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.vars.length = count;
      return undefined;
    } finally {
      this.silent--;
    }
  }

  show(t: Type): string {
    switch (t.kind) {
      case 'primitive':
        return SCALA_NAME[t.name]!;
      case 'void':
        return 'Unit';
      case 'null':
        return 'Null';
      case 'array':
        return `Array[${this.show(t.of)}]`;
      case 'variable':
        return t.name;
      case 'wildcard':
        return t.type ? this.show(t.type) : '_';
      case 'intersection':
        return t.types.map((x) => this.show(x)).join(' with ');
      case 'class': {
        const name = t.symbol.binaryName;
        const unboxed = this.relations.unbox(t);
        if (unboxed) return SCALA_NAME[unboxed.name]!;
        const args = t.args.map((a) => this.show(a));
        if (/^scala\.Tuple\d+$/.test(name)) return `(${args.join(', ')})`;
        if (/^scala\.Function\d+$/.test(name)) {
          const params = args.slice(0, -1);
          return `${params.length === 1 ? params[0] : `(${params.join(', ')})`} => ${args[args.length - 1] ?? 'Any'}`;
        }
        if (name === 'java.lang.Object') return 'Any';
        if (name === 'scala.runtime.BoxedUnit') return 'Unit';
        if (name === 'scala.runtime.Nothing$') return 'Nothing';
        if (t.symbol.isLocal && !t.symbol.isAnonymous)
          return args.length > 0 ? `${t.symbol.name}[${args.join(',')}]` : t.symbol.name.replace(/\$$/, '.type');
        const short = name
          .replace(/^(?:java\.lang\.|scala\.(?:collection\.(?:immutable\.)?)?)(?=[A-Z])/, '')
          .replace(/\$$/, '.type')
          .replace(/\$/g, '.');
        return args.length > 0 ? `${short}[${args.join(',')}]` : short;
      }
      default:
        return 'Any';
    }
  }

  // ---- types -----------------------------------------------------------------------------------------------------------

  get object(): ClassType {
    return this.universe.object;
  }
  known(name: string, ...args: Type[]): ClassType {
    const symbol = this.universe.find(name);
    if (!symbol) throw new Error(`the library lacks ${name}`);
    return { kind: 'class', symbol, args: args.map((a) => this.box(a)) };
  }
  get nothing(): ClassType {
    return this.known('scala.runtime.Nothing$');
  }
  box(t: Type): Type {
    if (t.kind === 'primitive') return this.relations.box(t);
    if (t.kind === 'void') return this.known('scala.runtime.BoxedUnit');
    if (t.kind === 'null') return this.known('scala.runtime.Nothing$');
    return t;
  }
  isNothing(t: Type): boolean {
    return t.kind === 'class' && t.symbol.binaryName === 'scala.runtime.Nothing$';
  }
  isNamed(t: Type | undefined | null, name: string): t is ClassType {
    return t?.kind === 'class' && t.symbol.binaryName === name;
  }
  /** A value type behind a type argument: Integer is Int. */
  plain(t: Type): Type {
    if (t.kind === 'class') {
      if (t.symbol.binaryName === 'scala.runtime.BoxedUnit') return VOID;
      return this.relations.unbox(t) ?? t;
    }
    if (t.kind === 'wildcard') return this.plain(this.relations.upper(t));
    return t;
  }

  conforms(a: Type, b: Type): boolean {
    if (a === b || a.kind === 'error' || b.kind === 'error' || this.isNothing(a)) return true;
    if (a.kind === 'null') return b.kind !== 'primitive' && b.kind !== 'void';
    if (b.kind === 'wildcard') return !b.type || b.bound !== 'extends' || this.conforms(a, b.type);
    if (a.kind === 'wildcard') return this.conforms(this.relations.upper(a), b);
    if (b.kind === 'class' && b.symbol === this.object.symbol) return true;
    if (a.kind === 'primitive' || b.kind === 'primitive' || a.kind === 'void' || b.kind === 'void') {
      const x = this.plain(a);
      const y = this.plain(b);
      if (x.kind === 'primitive' && y.kind === 'primitive') return x.name === y.name;
      if (x.kind === 'void' || y.kind === 'void') return x.kind === y.kind;
      if (x.kind === 'primitive') return this.conforms(this.relations.box(x), b);
      return false;
    }
    if (b.kind === 'variable')
      return (
        (a.kind === 'variable' && a.name === b.name) ||
        (a.kind === 'variable' && a.bounds.some((x) => !this.relations.isObject(x) && this.conforms(x, b)))
      );
    if (a.kind === 'variable') return a.bounds.some((x) => this.conforms(x, b));
    if (a.kind === 'intersection') return a.types.some((x) => this.conforms(x, b));
    if (b.kind === 'intersection') return b.types.every((x) => this.conforms(a, x));
    if (a.kind === 'array' && b.kind === 'array') {
      if (a.of.kind === 'primitive' || b.of.kind === 'primitive')
        return this.conforms(this.plain(a.of), this.plain(b.of));
      return this.conforms(a.of, b.of);
    }
    if (a.kind !== 'class' || b.kind !== 'class') return a.kind === b.kind;
    const up = this.relations.asSuper(a, b.symbol);
    if (!up) return false;
    return b.args.every((y, i) => {
      const x = up.args[i];
      return (
        !x ||
        x.kind === 'variable' ||
        y.kind === 'variable' ||
        this.conforms(x, y) ||
        this.relations.isObject(x) ||
        this.isNothing(x) ||
        this.conforms(y, x)
      );
    });
  }

  lub(types: readonly Type[]): Type {
    const list = types.filter((t) => t.kind !== 'error' && !this.isNothing(t));
    if (list.length === 0) return types[0] ?? VOID;
    const prims = list.map((t) => this.plain(t));
    if (prims.every((t) => t.kind === 'primitive')) {
      const first = prims[0]!;
      if (
        prims.every(
          (t) => t === first || (t.kind === 'primitive' && first.kind === 'primitive' && t.name === first.name),
        )
      )
        return first;
      if (prims.every((t) => t.kind === 'primitive' && t.name !== 'boolean'))
        return prims.reduce((a, b) => this.relations.promote(a as PrimitiveType, b as PrimitiveType));
      return this.object;
    }
    if (list.every((t) => t.kind === 'void')) return VOID;
    const boxed = list.map((t) => this.box(t)).filter((t) => !this.isNothing(t));
    if (boxed.length === 0) return NULL;
    for (const t of boxed)
      if (boxed.every((o) => this.conforms(o, t))) {
        // Of `None` and `Some[Int]`, the wider one with the better arguments.
        return t;
      }
    const common = this.relations.lub(boxed);
    if (common.kind !== 'intersection') return common;
    const useful = common.types.find(
      (t) =>
        t.kind === 'class' &&
        !/^(?:java\.io\.Serializable|scala\.(?:Product|Serializable)|java\.lang\.Comparable)$/.test(
          t.symbol.binaryName,
        ),
    );
    return useful ?? this.object;
  }

  /** Binds type variables of `formal` so that `actual` fits. */
  unify(formal: Type, actual: Type, by: Map<TypeVariable, Type | null>, weak = false): void {
    if (actual.kind === 'error') return;
    switch (formal.kind) {
      case 'variable': {
        if (!by.has(formal)) return;
        const known = by.get(formal);
        const t = this.box(actual);
        if (t.kind === 'wildcard') {
          this.unify(formal, this.relations.upper(t), by, weak);
          return;
        }
        if (!known || this.isNothing(known)) by.set(formal, t);
        else if (!weak && !this.conforms(t, known))
          by.set(formal, this.box(this.lub([this.plain(known), this.plain(t)])));
        return;
      }
      case 'wildcard':
        if (formal.type) this.unify(formal.type, actual, by, weak);
        return;
      case 'array':
        if (actual.kind === 'array') this.unify(formal.of, actual.of, by, weak);
        return;
      case 'class': {
        const from = actual.kind === 'primitive' ? this.relations.box(actual) : actual;
        if (this.isNothing(from)) return;
        // Arrays and options stand for collections.
        if (/^scala\.collection\./.test(formal.symbol.binaryName) && formal.args.length === 1) {
          const of =
            from.kind === 'array'
              ? from.of
              : from.kind === 'class' && /^scala\.(?:Option|Some|None)$/.test(from.symbol.binaryName)
                ? (from.args[0] ?? this.nothing)
                : null;
          if (of) {
            this.unify(formal.args[0]!, of, by, weak);
            return;
          }
        }
        const up = this.relations.asSuper(from, formal.symbol);
        if (up) {
          for (const [i, a] of formal.args.entries()) if (up.args[i]) this.unify(a, up.args[i]!, by, weak);
        } else if (from.kind === 'class') {
          const view = this.relations.asSuper(formal, from.symbol);
          if (view) for (const [i, a] of view.args.entries()) if (from.args[i]) this.unify(a, from.args[i]!, by, weak);
        }
      }
    }
  }
  put(t: Type, by: ReadonlyMap<TypeVariable, Type | null>): Type {
    const solved = new Map<TypeVariable, Type>();
    for (const [v, x] of by) if (x) solved.set(v, x);
    return solved.size === 0 ? t : this.relations.substitute(t, solved);
  }
  mentions(t: Type, by: ReadonlyMap<TypeVariable, Type | null>): boolean {
    switch (t.kind) {
      case 'variable':
        return by.has(t) && !by.get(t);
      case 'class':
        return t.args.some((a) => this.mentions(a, by));
      case 'array':
        return this.mentions(t.of, by);
      case 'wildcard':
        return t.type !== null && this.mentions(t.type, by);
      default:
        return false;
    }
  }
  /** Types a value of class type `t` gives to the parameters of `owner`. */
  view(t: Type, owner: ClassSymbol): Map<TypeVariable, Type> {
    const by = new Map<TypeVariable, Type>();
    const up =
      t.kind === 'class' || t.kind === 'variable' || t.kind === 'intersection'
        ? this.relations.asSuper(t, owner)
        : null;
    owner.typeParameters.forEach((p, i) => {
      const a = up?.args[i];
      by.set(p, a ? (a.kind === 'wildcard' ? this.relations.upper(a) : a) : this.object);
    });
    if (t.kind === 'class' && t.outer)
      for (const [i, p] of t.outer.symbol.typeParameters.entries()) if (t.outer.args[i]) by.set(p, t.outer.args[i]!);
    return by;
  }
  functionShape(t: Type | null): {
    readonly method: MethodSymbol;
    readonly params: Type[];
    readonly result: Type;
    readonly type: ClassType;
  } | null {
    if (t?.kind !== 'class') return null;
    const method = functionalMethod(t.symbol, this.relations);
    if (!method) return null;
    const by = this.view(
      t.args.length > 0 || t.symbol.typeParameters.length === 0 ? t : t.symbol.thisType,
      method.owner,
    );
    const strip = (x: Type): Type => (x.kind === 'wildcard' ? (x.type ?? this.object) : x);
    return {
      method,
      params: method.parameters.map((p) => strip(this.relations.substitute(p.type, by))),
      result: strip(this.relations.substitute(method.returnType, by)),
      type: t,
    };
  }

  // ---- names -----------------------------------------------------------------------------------------------------------

  /** A class by its written path, as a type. */
  findClass(path: readonly string[], env: Env): ClassSymbol | null {
    const [first, ...rest] = path;
    let at: ClassSymbol | string | null = this.firstName(first!, env);
    for (const name of rest) {
      if (at === null) return null;
      if (typeof at === 'string') at = this.inPackage(at, name);
      else at = this.memberClass(at, name) ?? this.memberClass(this.universe.find(`${at.qualifiedName}$`) ?? at, name);
    }
    return typeof at === 'string' || at === null ? null : at;
  }
  inPackage(name: string, member: string): ClassSymbol | string | null {
    const full = `${name}.${member}`;
    return (
      this.universe.find(full) ??
      (this.universe.find(`${full}$`) || this.universe.hasPackage(full)
        ? (this.universe.find(`${full}$`) ?? full)
        : null)
    );
  }
  memberClass(c: ClassSymbol, name: string): ClassSymbol | null {
    for (const s of c.supertypes()) {
      const found = s.classes.get(name);
      if (found) return found;
    }
    return null;
  }
  /** A class or package that the first part of a path means. */
  firstName(name: string, env: Env): ClassSymbol | string | null {
    for (let c = env.class; c; c = c.owner) {
      if (c.name === name && !c.isAnonymous) return c;
      const member = this.memberClass(c, name) ?? c.classes.get(`${name}$`) ?? null;
      if (member) return member;
    }
    for (let e: Env | null = env; e; e = e.parent) {
      const t = e.types.get(name);
      if (t?.kind === 'class') return t.symbol;
    }
    for (let i: Imports | null = env.imports; i; i = i.parent) {
      const explicit = i.names.get(name);
      if (explicit) {
        const found = this.byPath(explicit);
        if (found) return found;
      }
    }
    const own = env.unit.package === '' ? name : `${env.unit.package}.${name}`;
    const mine = this.universe.find(own) ?? this.universe.find(`${own}$`);
    if (mine) return mine;
    for (let i: Imports | null = env.imports; i; i = i.parent) {
      for (const star of i.stars) {
        const target = this.byPath(star);
        if (typeof target === 'string' || target === null) {
          const found = this.universe.find(`${star}.${name}`) ?? this.universe.find(`${star}.${name}$`);
          if (found) return found;
        } else {
          const found = this.memberClass(target, name) ?? this.memberClass(target, `${name}$`);
          if (found) return found;
        }
        if (this.universe.find(`${star}.${name}`)) return this.universe.find(`${star}.${name}`);
        if (this.universe.hasPackage(`${star}.${name}`)) return `${star}.${name}`;
      }
    }
    const predef = PREDEF[name];
    if (predef) return this.universe.find(predef);
    const found = this.universe.find(`scala.${name}`) ?? this.universe.find(`java.lang.${name}`);
    if (found) return found;
    if (this.universe.hasPackage(name)) return name;
    if (this.universe.hasPackage(`scala.${name}`)) return `scala.${name}`;
    return null;
  }
  byPath(path: string): ClassSymbol | string | null {
    return (
      this.universe.find(path) ??
      this.universe.find(`${path}$`) ??
      (this.universe.hasPackage(path) ? path : null) ??
      (this.universe.hasPackage(`scala.${path}`) ? `scala.${path}` : null) ??
      this.universe.find(`scala.${path}`)
    );
  }

  typeOf(t: ScalaType, env: Env): Type {
    switch (t.t) {
      case 'tuple':
        return this.known(`scala.Tuple${t.of.length}`, ...t.of.map((x) => this.typeOf(x, env)));
      case 'function':
        return this.known(
          `scala.Function${t.params.length}`,
          ...[...t.params, t.result].map((x) => this.typeOf(x, env)),
        );
      case 'byName':
        return this.known('scala.Function0', this.typeOf(t.of, env));
      case 'repeated':
        return this.known('scala.collection.Seq', this.typeOf(t.of, env));
      case 'wildcard':
        return t.upper
          ? { kind: 'wildcard', bound: 'extends', type: this.box(this.typeOf(t.upper, env)) }
          : { kind: 'wildcard', bound: null, type: null };
      case 'named': {
        const [first] = t.path;
        if (t.path.length === 1) {
          for (let e: Env | null = env; e; e = e.parent) {
            const found = e.types.get(first!);
            if (found) return found;
          }
        }
        const last = t.path[t.path.length - 1]!;
        if (t.path.length === 1 || t.path[0] === 'scala') {
          if (t.path.length <= 2) {
            const shadow = t.path.length === 1 ? this.shadowed(last, env) : false;
            if (!shadow) {
              if (NUMBERS[last]) return NUMBERS[last];
              if (last === 'Unit') return VOID;
              if (last === 'Any' || last === 'AnyRef' || last === 'AnyVal' || last === 'Object') return this.object;
              if (last === 'Nothing' || last === 'Null') return this.nothing;
              if (last === 'Array')
                return { kind: 'array', of: t.args[0] ? this.elementType(this.typeOf(t.args[0], env)) : this.object };
            }
          }
        }
        const alias = this.alias(t.path, env);
        if (alias) return alias;
        const symbol = this.findClass(t.path, env);
        if (!symbol) {
          const message =
            t.path.length > 1 && !this.findClass(t.path.slice(0, -1), env) && this.firstName(first!, env) === null
              ? `not found: value ${first}`
              : t.path.length > 1
                ? `type ${last} is not a member of ${typeof this.firstName(first!, env) === 'string' ? `package ${t.path.slice(0, -1).join('.')}` : t.path.slice(0, -1).join('.')}`
                : `not found: type ${last}`;
          this.error(env, t, message);
          return ERROR;
        }
        const args = t.args.map((a) => this.box(this.typeOf(a, env)));
        const n = symbol.typeParameters.length;
        if (n === 0 && symbol.owner && symbol.owner.typeParameters.length > 0 && !symbol.flags.has('static')) {
          // An inner class of a generic class this one extends: its parameters are known here.
          for (let c: ClassSymbol | null = env.class; c; c = c.owner) {
            const outer = this.relations.asSuper(c.thisType, symbol.owner);
            if (outer) return { kind: 'class', symbol, args: [], outer };
          }
        }
        if (args.length === 0 && n > 0) {
          const inherited = env.class ? this.relations.asSuper(env.class.thisType, symbol.owner ?? symbol) : null;
          if (inherited && symbol.owner && inherited.args.length === n)
            return { kind: 'class', symbol, args: inherited.args };
          if (!symbol.isLibrary || /^scala\./.test(symbol.binaryName)) {
            this.error(env, t, `${symbol.isInterface ? 'trait' : 'class'} ${symbol.name} takes type parameters`);
          }
          return { kind: 'class', symbol, args: [] };
        }
        if (args.length !== n && n > 0)
          this.error(
            env,
            t,
            `wrong number of type arguments for ${this.show({ kind: 'class', symbol, args: [] })}, should be ${n}`,
          );
        if (n === 0 && args.length > 0) {
          this.error(env, t, `${symbol.qualifiedName} does not take type parameters`);
          return { kind: 'class', symbol, args: [] };
        }
        return { kind: 'class', symbol, args };
      }
    }
  }
  /** A `type` member: of an object by its path, of an imported object by its name. */
  private alias(path: readonly string[], env: Env): Type | null {
    if (this.aliases.size === 0) return null;
    const last = path[path.length - 1]!;
    const of = (c: ClassSymbol | null): Type | null => {
      if (!c) return null;
      const module = c.isModule ? c : this.universe.find(`${c.qualifiedName}$`);
      for (const s of [...c.supertypes(), ...(module?.supertypes() ?? [])]) {
        const found = this.aliases.get(s)?.get(last);
        if (found) return found;
      }
      return null;
    };
    if (path.length > 1) return of(this.findClass(path.slice(0, -1), env));
    for (let c = env.class; c; c = c.owner) {
      const found = of(c);
      if (found) return found;
    }
    for (let i: Imports | null = env.imports; i; i = i.parent) {
      const explicit = i.names.get(last);
      const places = explicit ? [explicit.slice(0, explicit.lastIndexOf('.')), ...i.stars] : i.stars;
      for (const place of places) {
        const target = this.byPath(place);
        const found = target === null || typeof target === 'string' ? null : of(target);
        if (found) return found;
      }
    }
    return null;
  }
  elementType(t: Type): Type {
    return t.kind === 'wildcard' ? this.relations.upper(t) : t.kind === 'void' ? this.box(t) : t;
  }
  private shadowed(name: string, env: Env): boolean {
    for (let i: Imports | null = env.imports; i; i = i.parent) if (i.names.has(name)) return true;
    return false;
  }

  // ---- symbols in code -------------------------------------------------------------------------------------------------

  noteVariable(v: VariableSymbol, env: Env): void {
    for (let f = env.frame; f && f.key !== v.body; f = f.parent) {
      if (f.kind === 'lambda') {
        f.lambda.captures ??= { variables: [], usesThis: false };
        if (!f.lambda.captures.variables.includes(v)) f.lambda.captures.variables.push(v);
        this.captured.add(v);
      } else if (f.kind === 'class') {
        if (!f.symbol.captures.includes(v)) f.symbol.captures.push(v);
        this.captured.add(v);
      }
    }
  }
  /** Notes the use of `this` of `owner` for lambdas and classes in between. */
  noteThis(owner: ClassSymbol, env: Env): void {
    let at: ClassSymbol | null = env.class;
    for (let f = env.frame; f; f = f.parent) {
      if (f.kind === 'lambda') {
        f.lambda.captures ??= { variables: [], usesThis: false };
        f.lambda.captures.usesThis = true;
      } else if (f.kind === 'class') {
        if (f.symbol === owner || f.symbol.isSubclassOf(owner)) return;
        at = enclosing(f);
        if (at) f.symbol.outerThis = at;
      }
    }
  }
  place(t: At): { at: number; start: number; end: number } {
    return { at: t.at, start: t.start, end: t.end };
  }
  staticCall(
    owner: string,
    name: string,
    args: Expr[],
    type: Type,
    t: At,
    pick: (m: MethodSymbol) => boolean = () => true,
  ): Call {
    const symbol = this.universe.find(owner);
    const method = symbol?.methods.get(name)?.find((m) => m.parameters.length === args.length && pick(m));
    if (!symbol || !method) throw new Error(`the library lacks ${owner}.${name}`);
    return {
      k: 'Call',
      ...this.place(t),
      nameAt: t.at,
      target: this.classRef(symbol, t),
      name,
      typeArgs: null,
      args,
      method,
      type,
    };
  }
  classRef(symbol: ClassSymbol, t: At): Name {
    return { k: 'Name', ...this.place(t), name: symbol.name, symbol, type: { kind: 'class', symbol, args: [] } };
  }
  methods(symbol: ClassSymbol, name: string): readonly MethodSymbol[] {
    return methodsNamed(symbol, name, this.relations);
  }
  field(symbol: ClassSymbol, name: string): FieldSymbol | null {
    for (const s of symbol.supertypes()) {
      const f = s.fields.get(name);
      if (f) return f;
    }
    return null;
  }
}

function enclosing(f: Frame & { kind: 'class' }): ClassSymbol | null {
  for (let at = f.parent; at; at = at.parent) if (at.kind === 'class') return at.symbol;
  return null;
}

export type { Stmt, Tree };
