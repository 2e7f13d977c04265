import type { ClassSymbol, ClassType, FieldSymbol, MethodSymbol, Type, TypeVariable } from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Chosen, Receiver } from './candidates.ts';
import { componentName } from './conversions.ts';
import { Creation } from './creation.ts';
import { type Env, type Imports, inner, type Local } from './environment.ts';
import { select, valueBlock } from './nodes.ts';
import { encode } from './predefined.ts';
import { type At, argTree, idTree, placeOf } from './tree.ts';

/** What an `implicit` definition of a class or object offers. */
export type ImplicitMember =
  | { readonly kind: 'field'; readonly field: FieldSymbol }
  | { readonly kind: 'method'; readonly method: MethodSymbol }
  | { readonly kind: 'class' | 'module'; readonly symbol: ClassSymbol };
interface Offered {
  readonly member: ImplicitMember;
  /** Reads the object that has the member. */
  readonly receiver: () => Receiver;
}

const FLINK_PACKAGES = new Set([
  'org.apache.flink.streaming.api.scala',
  'org.apache.flink.api.scala',
  'org.apache.flink.streaming.api.scala.package',
  'org.apache.flink.api.scala.package',
]);

function valueType({ symbol, isLazy, byName }: Local): Type {
  return (isLazy || byName) && symbol.type.kind === 'class' ? symbol.type.args[0]! : symbol.type;
}

/** Implicit values, conversions and classes: those of blocks, classes around, imports and companions. */
export abstract class Implicits extends Creation {
  abstract readonly classes: readonly ClassSymbol[];
  readonly implicitMembers = new Map<ClassSymbol, ImplicitMember[]>();

  offer(owner: ClassSymbol, member: ImplicitMember): void {
    const list = this.implicitMembers.get(owner);
    if (list) list.push(member);
    else this.implicitMembers.set(owner, [member]);
  }

  private *offered(env: Env, t: At, ...of: Type[]): Iterable<Offered> {
    const seen = new Set<ClassSymbol>();
    const members = function* (this: Implicits, c: ClassSymbol, receiver: () => Receiver): Iterable<Offered> {
      for (const s of c.supertypes()) {
        if (seen.has(s)) continue;
        seen.add(s);
        for (const member of this.implicitMembers.get(s) ?? []) yield { member, receiver };
      }
    }.bind(this);
    const ofModule = (c: ClassSymbol): Iterable<Offered> =>
      members(c, () => ({ expr: this.module(c, t), type: c.thisType }));
    for (let e: Env | null = env; e; e = e.parent) {
      const c = e.class;
      if (c) yield* members(c, () => ({ expr: this.thisOf(c, t, env), type: c.thisType }));
    }
    for (let i: Imports | null = env.imports; i; i = i.parent) {
      for (const path of [...i.stars, ...[...i.names.values()].map((p) => p.slice(0, p.lastIndexOf('.')))]) {
        const target = this.byPath(path);
        if (target === null) continue;
        if (typeof target === 'string') {
          const pkg = this.universe.find(`${target}.package$`);
          if (pkg?.isModule) yield* ofModule(pkg);
        } else {
          const module = target.isModule ? target : this.universe.find(`${target.qualifiedName}$`);
          if (module?.isModule) yield* ofModule(module);
        }
      }
    }
    // The values of an enumeration are of a type of that object, whose conversions are theirs.
    if (of.some((each) => this.isNamed(each, 'scala.Enumeration$Value')))
      for (const c of this.classes)
        if (c.isModule && c.superclass?.symbol.binaryName === 'scala.Enumeration') yield* ofModule(c);
    for (const c of of.flatMap((each) => this.parts(each))) {
      const module = c.owner
        ? this.memberClass(c.owner, `${c.name}$`)
        : c.isLibrary
          ? null
          : this.universe.find(`${c.qualifiedName}$`);
      if (module?.isModule) yield* ofModule(module);
    }
  }
  /** Classes whose companions belong to the implicit scope of a type. */
  private parts(t: Type): ClassSymbol[] {
    if (t.kind !== 'class') return [];
    return [...t.symbol.supertypes(), ...t.args.flatMap((a) => this.parts(a))];
  }
  private localImplicits(env: Env): Local[] {
    const out: Local[] = [];
    for (let e: Env | null = env; e; e = e.parent) for (const l of e.locals.values()) if (l.isImplicit) out.push(l);
    return out;
  }

  /** The value of an implicit parameter. Null: there is none. */
  override implicitValue(type: Type, env: Env, t: At): Expr | null {
    for (const local of this.localImplicits(env)) {
      if (!local.def && this.fitsExactly(valueType(local), type)) return this.readLocal(local, t, env);
    }
    for (const { member, receiver } of this.offered(env, t, type)) {
      if (member.kind === 'field' && this.fitsExactly(member.field.type, type)) {
        const r = receiver();
        return select(r.expr!, member.field, t);
      }
      if (member.kind === 'module' && this.fitsExactly(member.symbol.thisType, type))
        return this.module(member.symbol, t);
      if (
        member.kind === 'method' &&
        member.method.parameters.length === (this.implicitParams.get(member.method) ?? 0)
      ) {
        this.resultOf(member.method);
        const by = new Map<TypeVariable, Type | null>(member.method.typeParameters.map((v) => [v, null]));
        this.unify(member.method.returnType, type, by);
        if (!this.fitsExactly(this.put(member.method.returnType, by), type)) continue;
        const made = this.attempt(() =>
          this.call(
            { method: member.method, receiver: receiver(), extension: false },
            member.method.name,
            null,
            [],
            env,
            type,
            t,
          ),
        );
        if (made) return made;
      }
    }
    return this.builtIn(type, t, env);
  }
  private imports(env: Env, path: RegExp): boolean {
    for (let i: Imports | null = env.imports; i; i = i.parent)
      if (i.stars.some((star) => path.test(`${star}._`)) || [...i.names.values()].some((name) => path.test(name)))
        return true;
    return false;
  }
  /** Is the macro createTypeInformation imported? */
  override makesTypes(env: Env): boolean {
    for (let i: Imports | null = env.imports; i; i = i.parent)
      if (
        i.stars.some((star) => FLINK_PACKAGES.has(star)) ||
        [...i.names.values()].some((path) => path.endsWith('.createTypeInformation'))
      )
        return true;
    return FLINK_PACKAGES.has(env.unit.package);
  }
  private fitsExactly(from: Type, to: Type): boolean {
    if (from.kind === 'error') return false;
    if (from.kind === 'class' && to.kind === 'class') {
      const up = this.relations.asSuper(from, to.symbol);
      return up !== null && to.args.every((a, i) => this.isSame(a, up.args[i]));
    }
    return this.conforms(from, to);
  }
  private isSame(a: Type, b: Type | undefined): boolean {
    if (!b || a.kind !== b.kind) return a.kind === 'wildcard' && a.type === null;
    if (a.kind === 'variable') return b.kind === 'variable' && a.name === b.name;
    if (a.kind !== 'class' || b.kind !== 'class') return true;
    return a.symbol === b.symbol && a.args.every((x, i) => this.isSame(x, b.args[i]));
  }
  /** What the standard library has for a type. */
  private builtIn(type: Type, t: At, env: Env): Expr | null {
    if (type.kind !== 'class') return null;
    const name = type.symbol.binaryName;
    if (name === 'scala.Enumeration') return this.enumerationAround(type.symbol, t, env);
    const of = type.args[0] ?? this.object;
    const evidence = this.conformity(type, t);
    if (evidence) return evidence;
    const parts = name === 'scala.math.Ordering' ? this.orderingOfParts(of, type, env, t) : null;
    if (parts) return parts;
    if (name === 'scala.math.Ordering' && this.isOrdered(of)) return this.staticCall(name, 'natural', [], type, t);
    if (/^scala\.math\.(?:Numeric|Integral|Fractional)$/.test(name) && this.plain(of).kind === 'primitive')
      return this.staticCall('scala.math.Numeric', 'of', [this.text(componentName(this.plain(of)), t)], type, t);
    if (/^scala\.math\.(?:Numeric|Integral|Fractional)$/.test(name) && of.kind === 'variable') return null;
    if (/^scala\.reflect\.(?:ClassTag|Manifest|ClassManifest)$/.test(name) || name === 'scala.reflect.TypeTag')
      return this.staticCall('scala.reflect.ClassTag', 'of', [this.text(componentName(this.plain(of)), t)], type, t);
    if (name === 'scala.concurrent.ExecutionContext' && this.imports(env, /\bImplicits\.(?:global|_)$/))
      return this.staticCall('scala.concurrent.ExecutionContext', 'global', [], type, t);
    return null;
  }
  /** The enumeration that a `Val` is made in, its outer object. */
  private enumerationAround(enumeration: ClassSymbol, t: At, env: Env): Expr | null {
    for (let e: Env | null = env; e; e = e.parent)
      if (e.class?.isSubclassOf(enumeration))
        return e.class.isModule ? this.module(e.class, t) : this.thisOf(e.class, t, env);
    return null;
  }
  /** `A <:< B`, `A =:= B`, `A => B` where A is a B. */
  private conformity(type: ClassType, t: At): Expr | null {
    const [from, to] = type.args;
    if (!/^scala\.(?:Function1|\$(?:less|eq)\$colon\$(?:less|eq))$/.test(type.symbol.binaryName) || !from || !to)
      return null;
    const isSame = type.symbol.binaryName !== 'scala.$eq$colon$eq' || this.conforms(to, from);
    return this.conforms(from, to) && isSame ? this.staticCall('scala.Predef', 'conforms', [], type, t) : null;
  }
  /** Of tuples and options where a part has an Ordering of the program's own. */
  private orderingOfParts(of: Type, type: Type, env: Env, t: At): Expr | null {
    if (of.kind !== 'class' || !/^scala\.(?:Tuple\d+|Option)$/.test(of.symbol.binaryName)) return null;
    const parts = of.args.map((a) => this.implicitValue(this.known('scala.math.Ordering', a), env, t));
    if (parts.some((p) => p === null)) return null;
    if (parts.every((p) => p?.k === 'Call' && p.method?.name === 'natural')) return null;
    const list = parts.map((p) => p!);
    const array = { kind: 'array' as const, of: this.object };
    const made: Expr = {
      k: 'NewArray',
      ...placeOf(t),
      element: { k: 'TKnown', at: t.at, type: this.object },
      sizes: [],
      extraDimensions: 1,
      type: array,
      init: { k: 'ArrayInit', ...placeOf(t), elements: list, type: array },
    };
    return this.staticCall('scala.math.Ordering', 'ofParts', [made], type, t);
  }
  isOrdered(t: Type): boolean {
    const p = this.plain(t);
    if (p.kind === 'primitive' || p.kind === 'void') return true;
    if (p.kind === 'variable') return false;
    if (p.kind !== 'class') return false;
    if (/^scala\.Tuple\d+$|^scala\.Option$|^scala\.Some$/.test(p.symbol.binaryName))
      return p.args.every((a) => this.isOrdered(a));
    const comparable = this.universe.find('java.lang.Comparable')!;
    return this.relations.asSuper(p, comparable) !== null || this.relations.isObject(p) || this.isNothing(p);
  }

  /** A conversion in scope whose result is wanted: fits `expected`, or has the member. */
  override convert(e: Expr, env: Env, t: At, wanted: (type: Type) => boolean, to: Type | null = null): Expr | null {
    const from = this.typed(e);
    if (from.kind === 'error' || from.kind === 'null') return null;
    const collection = this.javaConversion(e, env, t);
    if (collection && wanted(this.typed(collection))) return collection;
    for (const local of this.localImplicits(env)) {
      const def = local.def;
      if (def?.method.parameters.length !== 1 || !this.conforms(from, def.method.parameters[0]!.type)) continue;
      if (!def.result || !wanted(def.result)) continue;
      return this.callWith({ method: def.method, receiver: { expr: null, type: from }, extension: false }, e, env, t);
    }
    for (let scope: Env | null = env; scope; scope = scope.parent)
      for (const type of scope.types.values())
        if (type.kind === 'class' && this.implicitClasses.has(type.symbol)) {
          const made = this.throughClass(type.symbol, e, env, t, wanted);
          if (made) return made;
        }
    for (const { member, receiver } of this.offered(env, t, ...(to ? [from, to] : [from]))) {
      if (member.kind === 'class') {
        const made = this.throughClass(member.symbol, e, env, t, wanted);
        if (made) return made;
      } else if (member.kind === 'method') {
        const m = member.method;
        if (m.parameters.length - (this.implicitParams.get(m) ?? 0) !== 1) continue;
        this.resultOf(m);
        const by = new Map<TypeVariable, Type | null>(m.typeParameters.map((v) => [v, null]));
        this.unify(m.parameters[0]!.type, from, by);
        if (!this.conforms(from, this.put(m.parameters[0]!.type, by)) || !wanted(this.put(m.returnType, by))) continue;
        return this.callWith({ method: m, receiver: receiver(), extension: false }, e, env, t);
      }
    }
    return null;
  }
  /** Java's collections as Scala's and back, where scala.collection.JavaConversions (or its successor) is imported. */
  private javaConversion(e: Expr, env: Env, t: At): Expr | null {
    const type = this.typed(e);
    if (type.kind !== 'class') return null;
    const isImported = (path: string): boolean => /^scala\.collection\.(?:JavaConversions|convert)\b/.test(path);
    let found = false;
    for (let i: Imports | null = env.imports; i; i = i.parent)
      found ||= i.stars.some(isImported) || [...i.names.values()].some(isImported);
    if (!found) return null;
    const name = type.symbol.binaryName.startsWith('scala.') ? 'asJava' : 'asScala';
    const receiver: Receiver = {
      expr: null,
      type: { kind: 'class', symbol: this.universe.find('scala.collection.JavaConverters')!, args: [] },
    };
    const all = this.candidates(receiver, name, t).filter((c) => {
      const formal = c.method.parameters[0]!.type;
      return formal.kind === 'class' && this.relations.asSuper(type, formal.symbol) !== null;
    });
    return all[0] ? this.callWith(all[0], e, env, t) : null;
  }
  /** Implicit classes, those of blocks included. */
  readonly implicitClasses = new Set<ClassSymbol>();
  private throughClass(c: ClassSymbol, e: Expr, env: Env, t: At, wanted: (type: Type) => boolean): Expr | null {
    const primary = c.constructors[0];
    const formal = primary?.parameters[0]?.type;
    if (!formal) return null;
    const by = new Map<TypeVariable, Type | null>(c.typeParameters.map((v) => [v, null]));
    this.unify(formal, this.typed(e), by);
    const type = this.put(c.thisType, by);
    if (!this.conforms(this.typed(e), this.put(formal, by)) || !wanted(type)) return null;
    const value = this.adapt(e, this.put(formal, by), env, t);
    if (primary.parameters.length === 1) return this.make(type as typeof c.thisType, [value], t);
    return null;
  }
  /** A call with one argument that is typed already. */
  callWith(c: Chosen, e: Expr, env: Env, t: At): Expr {
    const name = `x$view${this.fresh()}`;
    const type = this.typed(e);
    const v = this.variable(name, type.kind === 'void' ? this.object : type, 'local', t, env);
    const scope = inner(env, { locals: new Map([[name, { symbol: v }]]) });
    const call = this.call(c, c.method.name, null, [argTree(idTree(name, t))], scope, null, t);
    return valueBlock([this.declare(v, e, t), { k: 'Expr', at: t.at, expr: call }], this.typed(call), t);
  }
  /** The member through a conversion in scope. */
  viewFor(r: Receiver, name: string, env: Env, t: At): Receiver | null {
    if (!r.expr) return null;
    const encoded = encode(name);
    const made = this.convert(r.expr, env, t, (type) => {
      if (type.kind !== 'class') return this.hasMember({ expr: r.expr, type }, name, t);
      return (
        this.methods(type.symbol, encoded).some((m) => !m.flags.has('static')) || this.field(type.symbol, name) !== null
      );
    });
    return made ? { expr: made, type: this.typed(made) } : null;
  }
}
