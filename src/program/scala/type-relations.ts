import { functionalMethod } from '../check/members.ts';
import {
  type ClassSymbol,
  type ClassType,
  type MethodSymbol,
  NULL,
  type PrimitiveType,
  type Type,
  type TypeVariable,
  VOID,
} from '../check/types.ts';
import { Outsiders } from './outside.ts';
import { NUMBERS, SCALA_NAME } from './predefined.ts';

/** Classes that scalac shows without their packages. */
const SHORTHANDS = new Set([
  'scala.collection.immutable.List',
  'scala.collection.Seq',
  'scala.collection.Iterable',
  'scala.collection.Iterator',
  'scala.collection.mutable.StringBuilder',
]);

/** Relations of Scala's types: what conforms to what, least upper bounds, bindings of type variables, how they are shown. */
export abstract class TypeRelations extends Outsiders {
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
          // A pair, or a function, as the only parameter keeps parentheses of its own.
          const isPlain = params.length === 1 && !/^\(|=>/.test(params[0]!);
          return `${isPlain ? params[0] : `(${params.join(', ')})`} => ${args[args.length - 1] ?? 'Any'}`;
        }
        if (t.symbol === this.relations.applied) return `${args[0]}[${args.slice(1).join(',')}]`;
        if (name === 'java.lang.Object') return 'Any';
        if (name === 'scala.runtime.BoxedUnit') return 'Unit';
        if (name === 'scala.runtime.Nothing$') return 'Nothing';
        if (name === 'scala.runtime.ByName') return `=> ${args[0]}`;
        if (this.structures.has(t.symbol)) return t.symbol.name;
        if (t.symbol.isLocal && !t.symbol.isAnonymous)
          return args.length > 0 ? `${t.symbol.name}[${args.join(',')}]` : t.symbol.name.replace(/\$$/, '.type');
        const short = (SHORTHANDS.has(name) ? name.replace(/^.*\./, '') : name)
          .replace(/^(?:java\.lang|scala)\.(?=[A-Z])/, '')
          .replace(/^(None|scala\.collection\.immutable\.Nil)$/, '$1.type')
          .replace(/\$$/, '.type')
          .replace(/\$/g, '.');
        return args.length > 0 ? `${short}[${args.join(',')}]` : short;
      }
      default:
        return 'Any';
    }
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
        (this.lowerBounds.has(b) && this.conforms(a, this.lowerBounds.get(b)!)) ||
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
    if (!up && this.structures.has(b.symbol)) return this.hasMembersOf(a, b.symbol);
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

  private hasMembersOf(a: ClassType, structure: ClassSymbol): boolean {
    return [...structure.methods.values()]
      .flat()
      .every((wanted) =>
        this.methods(a.symbol, wanted.name).some(
          (m) =>
            m.parameters.length === wanted.parameters.length &&
            m.parameters.every((p, i) => this.conforms(wanted.parameters[i]!.type, p.type)),
        ),
      );
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
    if (actual.kind === 'error') {
      if (formal.kind === 'variable' && by.has(formal) && !by.get(formal)) by.set(formal, actual);
      return;
    }
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
                : this.relations.isString(from)
                  ? NUMBERS.Char!
                  : null;
          if (of) {
            this.unify(formal.args[0]!, of, by, weak);
            return;
          }
        }
        if (formal.symbol === this.relations.applied) {
          this.unifyApplied(formal, from, by, weak);
          return;
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
  /** `F[A]` and `List[Int]`: F is List, A is Int. */
  private unifyApplied(formal: ClassType, from: Type, by: Map<TypeVariable, Type | null>, weak: boolean): void {
    if (from.kind !== 'class') return;
    const [maker, ...formals] = formal.args;
    const isApplied = from.symbol === this.relations.applied;
    const known = maker?.kind === 'variable' ? by.get(maker) : null;
    const at = known?.kind === 'class' ? (this.relations.asSuper(from, known.symbol) ?? from) : from;
    const args = isApplied ? at.args.slice(1) : at.args.slice(at.args.length - formals.length);
    if (args.length !== formals.length) return;
    if (maker?.kind === 'variable' && by.has(maker) && !by.get(maker))
      by.set(maker, isApplied ? at.args[0]! : { ...at, args: at.args.slice(0, at.args.length - formals.length) });
    for (const [i, a] of formals.entries()) this.unify(a, args[i]!, by, weak);
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
    // `Consumer[_ >: T]` wants a function of T (JLS 9.9).
    const args = t.args.map((a) => (a.kind === 'wildcard' && a.bound === 'super' && a.type ? a.type : a));
    const isRaw = t.args.length === 0 && t.symbol.typeParameters.length > 0;
    const by = this.view(isRaw ? t.symbol.thisType : { ...t, args }, method.owner);
    const strip = (x: Type): Type => (x.kind === 'wildcard' ? (x.type ?? this.object) : x);
    return {
      method,
      params: method.parameters.map((p) => strip(this.relations.substitute(p.type, by))),
      result: strip(this.relations.substitute(method.returnType, by)),
      type: t,
    };
  }
}
