import type { PrimitiveName } from '../syntax/ast.ts';
import {
  BOOLEAN,
  BYTE,
  CHAR,
  type ClassSymbol,
  type ClassType,
  DOUBLE,
  ERROR,
  erasure,
  FLOAT,
  INT,
  type InferenceVariable,
  isNumeric,
  LONG,
  PRIMITIVES,
  type PrimitiveType,
  SHORT,
  type Type,
  type TypeVariable,
} from './types.ts';

/** The classes that the language itself knows (JLS 4.3.2, 5.1.7 …), from the library. */
export interface WellKnown {
  readonly object: ClassType;
  readonly string: ClassType;
  find(qualifiedName: string): ClassSymbol | null;
}

const BOX: Readonly<Record<PrimitiveName, string>> = {
  int: 'java.lang.Integer',
  long: 'java.lang.Long',
  double: 'java.lang.Double',
  float: 'java.lang.Float',
  short: 'java.lang.Short',
  byte: 'java.lang.Byte',
  char: 'java.lang.Character',
  boolean: 'java.lang.Boolean',
};
const UNBOX = new Map(Object.entries(BOX).map(([p, b]) => [b, PRIMITIVES[p as PrimitiveName]]));

/** Widening order: what a primitive converts to without a cast (JLS 5.1.2). */
export const WIDENS: Readonly<Record<PrimitiveName, readonly PrimitiveName[]>> = {
  byte: ['short', 'int', 'long', 'float', 'double'],
  short: ['int', 'long', 'float', 'double'],
  char: ['int', 'long', 'float', 'double'],
  int: ['long', 'float', 'double'],
  long: ['float', 'double'],
  float: ['double'],
  double: [],
  boolean: [],
};

/** Flag of the class whose types stand for `F[A]`, where F is a type parameter of Scala: their first argument is F. */
export const APPLICATION = 'application';
/** `F[A]` once F is known: a class type without its last arguments. */
export function applied(t: ClassType): ClassType {
  const [maker, ...args] = t.args;
  return maker?.kind === 'class' && maker.symbol !== t.symbol ? { ...maker, args: [...maker.args, ...args] } : t;
}
export type Substitution = ReadonlyMap<TypeVariable, Type>;

/** Types.java's relations: subtyping, containment, boxing, bounds. Inference variables collect bounds on the way. */
export class Relations {
  constructor(readonly known: WellKnown) {}

  get object(): ClassType {
    return this.known.object;
  }

  classType(qualifiedName: string, ...args: Type[]): ClassType | null {
    const symbol = this.known.find(qualifiedName);
    return symbol ? { kind: 'class', symbol, args } : null;
  }

  box(t: Type): Type {
    if (t.kind !== 'primitive') return t;
    return this.classType(BOX[t.name]) ?? ERROR;
  }
  unbox(t: Type): PrimitiveType | null {
    const at = t.kind === 'infer' ? t.solution : t;
    if (!at) return null;
    if (at.kind === 'primitive') return at;
    if (at.kind === 'class') return UNBOX.get(at.symbol.binaryName) ?? null;
    if (at.kind === 'variable' && at.bounds[0]) return this.unbox(at.bounds[0]);
    if (at.kind === 'intersection') {
      for (const part of at.types) {
        const found = this.unbox(part);
        if (found) return found;
      }
    }
    return null;
  }
  isString(t: Type): boolean {
    return t.kind === 'class' && t.symbol === this.known.string.symbol;
  }
  isObject(t: Type): boolean {
    return t.kind === 'class' && t.symbol === this.object.symbol;
  }

  substitute(t: Type, by: Substitution): Type {
    if (by.size === 0) return t;
    switch (t.kind) {
      case 'variable':
        return by.get(t) ?? t;
      case 'class': {
        if (t.args.length === 0 && !t.outer) return t;
        const args = t.args.map((a) => this.substitute(a, by));
        const outer = t.outer ? (this.substitute(t.outer, by) as ClassType) : undefined;
        if (outer === t.outer && args.every((a, i) => a === t.args[i])) return t;
        if (t.symbol.flags.has(APPLICATION)) return applied({ kind: 'class', symbol: t.symbol, args });
        return outer ? { kind: 'class', symbol: t.symbol, args, outer } : { kind: 'class', symbol: t.symbol, args };
      }
      case 'array': {
        const of = this.substitute(t.of, by);
        return of === t.of ? t : { kind: 'array', of };
      }
      case 'wildcard': {
        if (!t.type) return t;
        const type = this.substitute(t.type, by);
        // `? extends` of a wildcard argument folds.
        if (type.kind === 'wildcard') return type;
        return type === t.type ? t : { kind: 'wildcard', bound: t.bound, type };
      }
      case 'intersection':
        return { kind: 'intersection', types: t.types.map((x) => this.substitute(x, by)) };
      default:
        return t;
    }
  }
  bind(variables: readonly TypeVariable[], args: readonly Type[]): Substitution {
    return new Map(variables.map((v, i) => [v, args[i] ?? this.object]));
  }

  /** Type arguments of a class type and of those around it. */
  bindType(t: ClassType): Substitution {
    if (!t.outer) return this.bind(t.symbol.typeParameters, t.args);
    return new Map([...this.bindType(t.outer), ...this.bind(t.symbol.typeParameters, t.args)]);
  }

  /** Supertypes of a class type, its arguments put in; raw types have raw supertypes. */
  directSupertypes(t: ClassType): ClassType[] {
    const found: ClassType[] = [];
    const raw = t.args.length === 0 && t.symbol.typeParameters.length > 0;
    const by = raw ? null : this.bindType(t);
    const add = (s: ClassType): void => {
      found.push(by ? (this.substitute(s, by) as ClassType) : (erasure(s) as ClassType));
    };
    if (t.symbol.superclass) add(t.symbol.superclass);
    for (const i of t.symbol.interfaces) add(i);
    if (t.symbol.isInterface && t.symbol.interfaces.length === 0) found.push(this.object);
    return found;
  }

  /** The parameterisation of `symbol` that `t` is a subtype of, or null. */
  asSuper(t: Type, symbol: ClassSymbol): ClassType | null {
    switch (t.kind) {
      case 'class': {
        if (t.symbol === symbol) return t;
        if (symbol === this.object.symbol) return this.object;
        for (const s of this.directSupertypes(t)) {
          const found = this.asSuper(s, symbol);
          if (found) return found;
        }
        return null;
      }
      case 'variable':
        for (const b of t.bounds) {
          const found = this.asSuper(b, symbol);
          if (found) return found;
        }
        return symbol === this.object.symbol ? this.object : null;
      case 'intersection':
        for (const b of t.types) {
          const found = this.asSuper(b, symbol);
          if (found) return found;
        }
        return null;
      case 'array':
        if (
          symbol === this.object.symbol ||
          symbol.binaryName === 'java.io.Serializable' ||
          symbol.binaryName === 'java.lang.Cloneable'
        ) {
          return { kind: 'class', symbol, args: [] };
        }
        return null;
      case 'infer':
        return t.solution ? this.asSuper(t.solution, symbol) : null;
      case 'wildcard':
        return this.asSuper(this.upper(t), symbol);
      default:
        return null;
    }
  }

  /** Upper bound of a wildcard or captured variable; others as they are. */
  upper(t: Type): Type {
    if (t.kind === 'wildcard') return t.bound === 'extends' && t.type ? t.type : this.object;
    if (t.kind === 'variable' && t.captured) return t.bounds[0] ? this.upper(t.bounds[0]) : this.object;
    return t;
  }

  /** JLS 5.1.10. */
  capture(t: Type): Type {
    if (t.kind !== 'class' || !t.args.some((a) => a.kind === 'wildcard')) return t;
    const params = t.symbol.typeParameters;
    const fresh = t.args.map((a): Type => {
      if (a.kind !== 'wildcard') return a;
      const variable: TypeVariable = {
        kind: 'variable',
        name: '?',
        bounds: [],
        captured: a,
        ...(a.bound === 'super' && a.type ? { lower: a.type } : {}),
      };
      return variable;
    });
    const by = this.bind(params, fresh);
    fresh.forEach((v, i) => {
      const a = t.args[i]!;
      if (v.kind !== 'variable' || a.kind !== 'wildcard' || !v.captured) return;
      const declared = (params[i]?.bounds ?? []).filter((b) => !this.isObject(b)).map((b) => this.substitute(b, by));
      const bounds = a.bound === 'extends' && a.type ? [a.type, ...declared] : declared;
      v.bounds = bounds.length > 0 ? bounds : [this.object];
    });
    return { ...t, args: fresh };
  }
  /** A variable's type as it was declared: what may be assigned to it, where the variable's own type is captured on use. */
  declared(t: Type): Type {
    if (t.kind !== 'class' || t.args.length === 0) return t;
    return { ...t, args: t.args.map((a): Type => (a.kind === 'variable' && a.captured ? a.captured : a)) };
  }
  /** Replaces captured variables by what can be written down (JLS 4.10.5, simplified). */
  uncapture(t: Type): Type {
    switch (t.kind) {
      case 'variable':
        return t.captured ? this.uncapture(t.bounds[0] ?? this.object) : t;
      case 'class':
        if (t.args.length === 0) return t;
        return {
          ...t,
          args: t.args.map((a): Type => (a.kind === 'variable' && a.captured ? a.captured : this.uncapture(a))),
        };
      case 'array':
        return { kind: 'array', of: this.uncapture(t.of) };
      default:
        return t;
    }
  }

  isSame(a: Type, b: Type): boolean {
    if (a === b || a.kind === 'error' || b.kind === 'error') return true;
    if (a.kind === 'infer') return a.solution ? this.isSame(a.solution, b) : this.equate(a, b);
    if (b.kind === 'infer') return this.isSame(b, a);
    if (a.kind === 'primitive' && b.kind === 'primitive') return a.name === b.name;
    if (a.kind === 'array' && b.kind === 'array') return this.isSame(a.of, b.of);
    if (a.kind === 'class' && b.kind === 'class') {
      return (
        a.symbol === b.symbol &&
        (a.args.length === b.args.length ? a.args.every((x, i) => this.isSame(x, b.args[i]!)) : false)
      );
    }
    if (a.kind === 'wildcard' && b.kind === 'wildcard') {
      if (a.bound !== b.bound)
        return (
          this.isObject(this.upper(a)) && this.isObject(this.upper(b)) && a.bound !== 'super' && b.bound !== 'super'
        );
      return !a.type || !b.type ? a.type === b.type : this.isSame(a.type, b.type);
    }
    if (a.kind === 'variable' && b.kind === 'variable') return !!a.captured && a.captured === b.captured;
    return a.kind === b.kind && (a.kind === 'void' || a.kind === 'null');
  }

  /** JLS 4.5.1: is type argument `a` contained in `b`? */
  private contains(b: Type, a: Type): boolean {
    if (b.kind !== 'wildcard') return a.kind === 'wildcard' ? this.isSame(a, b) : this.isSame(a, b);
    if (b.bound === null || !b.type) return true;
    if (b.bound === 'extends') {
      if (this.isObject(b.type)) return true;
      return this.isSubtype(a.kind === 'wildcard' ? this.upper(a) : a, b.type);
    }
    if (a.kind === 'wildcard') return a.bound === 'super' && a.type !== null && this.isSubtype(b.type, a.type);
    return this.isSubtype(b.type, a);
  }

  /** Subtyping of reference types; raw types convert both ways (unchecked). */
  isSubtype(a: Type, b: Type): boolean {
    if (a === b || a.kind === 'error' || b.kind === 'error') return true;
    if (a.kind === 'infer' && a.solution) return this.isSubtype(a.solution, b);
    if (b.kind === 'infer') {
      if (b.solution) return this.isSubtype(a, b.solution);
      return this.boundBelow(b, a);
    }
    if (a.kind === 'infer') return this.boundAbove(a, b);
    if (a.kind === 'primitive' || b.kind === 'primitive') {
      if (a.kind !== 'primitive' || b.kind !== 'primitive') return false;
      return a.name === b.name || WIDENS[a.name].includes(b.name);
    }
    if (a.kind === 'void' || b.kind === 'void') return a.kind === b.kind;
    if (a.kind === 'null') return true;
    if (b.kind === 'null') return false;
    if (b.kind === 'intersection') return b.types.every((x) => this.isSubtype(a, x));
    if (b.kind === 'wildcard')
      return b.bound === 'super' && b.type ? this.isSubtype(a, b.type) : this.isSubtype(a, this.upper(b));
    if (a.kind === 'wildcard') return this.isSubtype(this.upper(a), b);
    if (b.kind === 'variable') {
      if (b.lower && this.isSubtype(a, b.lower)) return true;
      if (a.kind === 'variable' && a.captured && a.captured === b.captured) return true;
      if (a.kind === 'variable') return a.bounds.some((x) => this.isSubtype(x, b));
      if (a.kind === 'intersection') return a.types.some((x) => this.isSubtype(x, b));
      return false;
    }
    if (b.kind === 'array') {
      if (a.kind === 'array') {
        if (a.of.kind === 'primitive' || b.of.kind === 'primitive') return this.isSame(a.of, b.of);
        return this.isSubtype(a.of, b.of);
      }
      if (a.kind === 'variable') return a.bounds.some((x) => this.isSubtype(x, b));
      return false;
    }
    if (b.symbol === this.object.symbol) return true;
    if (a.kind === 'intersection') return a.types.some((x) => this.isSubtype(x, b));
    const up = this.asSuper(a, b.symbol);
    if (!up) return false;
    if (up.args.length === 0 || b.args.length === 0) return true;
    const captured =
      up.args.some((x) => x.kind === 'wildcard') && b.args.some((x) => mentionsInference(x))
        ? (this.capture(up) as ClassType)
        : up;
    return b.args.every((x, i) => this.contains(x, captured.args[i]!));
  }

  // ---- inference bounds ----------------------------------------------------------------------------------------------

  private equate(v: InferenceVariable, t: Type): boolean {
    if (t === v) return true;
    if (t.kind === 'primitive' || t.kind === 'void') return false;
    if (v.equal.some((e) => e === t)) return true;
    v.equal.push(t);
    if (t.kind === 'infer' && !t.solution && !t.equal.includes(v)) t.equal.push(v);
    return (
      v.equal.every((e) => e === t || this.isSame(e, t)) &&
      v.lower.every((l) => this.isSubtype(l, t)) &&
      v.upper.every((u) => this.isSubtype(t, u))
    );
  }
  /** lower <: v */
  private boundBelow(v: InferenceVariable, lower: Type): boolean {
    if (lower === v || lower.kind === 'null') return true;
    if (lower.kind === 'primitive' || lower.kind === 'void') return false;
    if (v.lower.includes(lower)) return true;
    v.lower.push(lower);
    if (lower.kind === 'infer' && !lower.solution && !lower.upper.includes(v)) lower.upper.push(v);
    return v.equal.every((e) => this.isSubtype(lower, e)) && v.upper.every((u) => this.isSubtype(lower, u));
  }
  /** v <: upper */
  private boundAbove(v: InferenceVariable, upper: Type): boolean {
    if (upper === v) return true;
    if (upper.kind === 'primitive' || upper.kind === 'void') return false;
    if (v.upper.includes(upper)) return true;
    v.upper.push(upper);
    return v.equal.every((e) => this.isSubtype(e, upper)) && v.lower.every((l) => this.isSubtype(l, upper));
  }

  // ---- conversions ---------------------------------------------------------------------------------------------------

  /** Method invocation conversion: strict (phase 1) has no boxing. */
  isConvertible(from: Type, to: Type, loose: boolean): boolean {
    if (from.kind === 'error' || to.kind === 'error') return true;
    if (from.kind === 'void') return false;
    if (from.kind === 'primitive' && to.kind === 'primitive') return this.isSubtype(from, to);
    if (from.kind === 'primitive') return loose && this.isSubtype(this.box(from), to);
    if (to.kind === 'primitive') {
      if (!loose) return false;
      if (from.kind === 'infer' && !from.solution) return this.isSubtype(from, this.box(to));
      const unboxed = this.unbox(from);
      return unboxed !== null && this.isSubtype(unboxed, to);
    }
    return this.isSubtype(from, to);
  }

  /** JLS 5.5. */
  isCastable(from: Type, to: Type): boolean {
    if (from.kind === 'error' || to.kind === 'error') return true;
    if (from.kind === 'void' || to.kind === 'void') return false;
    if (from.kind === 'primitive' && to.kind === 'primitive')
      return from.name === to.name || (isNumeric(from) && isNumeric(to));
    if (from.kind === 'primitive') return this.isSubtype(this.box(from), to);
    if (to.kind === 'primitive') {
      const unboxed = this.unbox(from);
      if (unboxed) return this.isSubtype(unboxed, to);
      return this.isSubtype(this.box(to), from);
    }
    if (from.kind === 'null') return true;
    const a = erasure(from);
    const b = erasure(to);
    if (this.isSubtype(a, b) || this.isSubtype(b, a)) return this.argumentsAgree(from, to);
    if (from.kind === 'variable' || to.kind === 'variable' || from.kind === 'intersection') {
      return from.kind === 'variable'
        ? from.bounds.some((x) => this.isCastable(x, to))
        : to.kind === 'variable'
          ? to.bounds.some((x) => this.isCastable(from, x))
          : true;
    }
    if (a.kind === 'array' && b.kind === 'array') {
      return a.of.kind !== 'primitive' && b.of.kind !== 'primitive' && this.isCastable(a.of, b.of);
    }
    if (a.kind !== 'class' || b.kind !== 'class') return false;
    const final = (s: ClassSymbol): boolean =>
      s.flags.has('final') || s.classKind === 'enum' || s.classKind === 'record';
    if (a.symbol.isInterface) return !final(b.symbol);
    if (b.symbol.isInterface) return !final(a.symbol);
    return false;
  }
  /** `List<String>` is no `ArrayList<Integer>`. */
  private argumentsAgree(from: Type, to: Type): boolean {
    if (from.kind !== 'class' || to.kind !== 'class' || from.args.length === 0 || to.args.length === 0) return true;
    const [low, high] = this.isSubtype(erasure(from), erasure(to)) ? [from, to] : [to, from];
    const up = this.asSuper(low, high.symbol);
    if (!up || up.args.length !== high.args.length) return true;
    return up.args.every((x, i) => {
      const y = high.args[i]!;
      if (x.kind !== 'class' || y.kind !== 'class') return true;
      return x.symbol === y.symbol;
    });
  }

  /** Numeric promotion (JLS 5.6). */
  promote(a: PrimitiveType, b: PrimitiveType): PrimitiveType {
    if (a.name === 'double' || b.name === 'double') return DOUBLE;
    if (a.name === 'float' || b.name === 'float') return FLOAT;
    if (a.name === 'long' || b.name === 'long') return LONG;
    return INT;
  }
  /** Does an int constant fit into a narrower type (JLS 5.2)? */
  constantFits(value: unknown, to: Type): boolean {
    if (typeof value !== 'number' || to.kind !== 'primitive') return false;
    switch (to) {
      case BYTE:
        return value >= -128 && value <= 127;
      case SHORT:
        return value >= -32768 && value <= 32767;
      case CHAR:
        return value >= 0 && value <= 65535;
      default:
        return to === INT || to === BOOLEAN;
    }
  }

  // ---- least upper bounds --------------------------------------------------------------------------------------------

  /** JLS 4.10.4, one level of recursion into type arguments. */
  lub(types: readonly Type[], depth = 0): Type {
    const distinct: Type[] = [];
    for (const t of types) {
      if (t.kind === 'null' || t.kind === 'error') continue;
      if (!distinct.some((d) => this.isSubtypeQuietly(t, d))) {
        for (let i = distinct.length - 1; i >= 0; i--)
          if (this.isSubtypeQuietly(distinct[i]!, t)) distinct.splice(i, 1);
        distinct.push(t);
      }
    }
    if (distinct.length === 0) return types.find((t) => t.kind === 'null') ?? this.object;
    if (distinct.length === 1) return distinct[0]!;
    if (distinct.every((t) => t.kind === 'array')) {
      const of = distinct.map((t) => (t as { of: Type }).of);
      if (of.every((t) => t.kind !== 'primitive')) return { kind: 'array', of: this.lub(of, depth) };
    }
    let candidates: ClassSymbol[] | null = null;
    for (const t of distinct) {
      const supers = this.superSymbols(t);
      candidates = candidates ? candidates.filter((c) => supers.includes(c)) : supers;
    }
    const minimal = (candidates ?? []).filter((c) => !(candidates ?? []).some((d) => d !== c && d.isSubclassOf(c)));
    const merged = minimal.map((symbol): Type => {
      if (symbol.typeParameters.length === 0) return { kind: 'class', symbol, args: [] };
      const views = distinct.map((t) => this.asSuper(t, symbol)).filter((v) => v !== null);
      if (views.some((v) => v.args.length === 0)) return { kind: 'class', symbol, args: [] };
      const args = symbol.typeParameters.map((_p, i): Type => {
        const of = views.map((v) => v.args[i]!);
        if (of.every((x) => this.isSame(x, of[0]!))) return of[0]!;
        if (depth > 0) return { kind: 'wildcard', bound: null, type: null };
        return {
          kind: 'wildcard',
          bound: 'extends',
          type: this.lub(
            of.map((x) => this.upper(x)),
            depth + 1,
          ),
        };
      });
      return { kind: 'class', symbol, args };
    });
    if (merged.length === 0) return this.object;
    merged.sort(
      (x, y) => Number(x.kind === 'class' && x.symbol.isInterface) - Number(y.kind === 'class' && y.symbol.isInterface),
    );
    return merged.length === 1 ? merged[0]! : { kind: 'intersection', types: merged };
  }
  private isSubtypeQuietly(a: Type, b: Type): boolean {
    return !mentionsInference(a) && !mentionsInference(b) && this.isSubtype(a, b);
  }
  private superSymbols(t: Type): ClassSymbol[] {
    if (t.kind === 'class') {
      const all = [...t.symbol.supertypes()];
      if (!all.includes(this.object.symbol)) all.push(this.object.symbol);
      return all;
    }
    if (t.kind === 'variable') return t.bounds.flatMap((b) => this.superSymbols(b));
    if (t.kind === 'intersection') return t.types.flatMap((b) => this.superSymbols(b));
    if (t.kind === 'infer' && t.solution) return this.superSymbols(t.solution);
    return [this.object.symbol];
  }
}

/** Has it unsolved inference variables? */
export function mentionsInference(t: Type): boolean {
  switch (t.kind) {
    case 'infer':
      return t.solution ? mentionsInference(t.solution) : true;
    case 'class':
      return t.args.some(mentionsInference) || (t.outer !== undefined && mentionsInference(t.outer));
    case 'array':
      return mentionsInference(t.of);
    case 'wildcard':
      return t.type !== null && mentionsInference(t.type);
    case 'intersection':
      return t.types.some(mentionsInference);
    default:
      return false;
  }
}
