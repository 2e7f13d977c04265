import { lacks } from '../check/outside.ts';
import { type ClassSymbol, type ClassType, INT, type Type } from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Chosen, Receiver } from './candidates.ts';
import { openingOf } from './creation.ts';
import type { Env } from './environment.ts';
import { ImportedOperations } from './imported-operations.ts';
import { select } from './nodes.ts';
import { type ArgTree, type At, argTree, idTree, placeOf, type Tree } from './tree.ts';

/** Methods of collections whose argument may be of a wider type than the elements. */
const WIDENING = new Set(['::', ':+', '+:', '++', ':::', '+', 'union', 'updated', 'getOrElse', 'padTo', 'orElse']);

/** `object Math`, `package math` */
function objectText({ qualifiedName }: ClassSymbol): string {
  if (qualifiedName.endsWith('.package$')) return `package ${qualifiedName.slice(0, -9).replace(/^.*\./, '')}`;
  return `object ${qualifiedName.replace(/^(?:java\.lang|scala)\.(?=[A-Z])/, '').replace(/Companion$/, '')}`;
}
const curriedOf = (t: At): Tree & { t: 'select' } => ({
  t: 'select',
  of: { t: 'this', qualifier: null, ...placeOf(t) },
  name: 'curried',
  ...placeOf(t),
});

/** Members of a receiver, applied to at most one argument list. */
export abstract class Members extends ImportedOperations {
  /** A member with at most one argument list. */
  member(
    r: Receiver,
    t: Tree & { t: 'select' },
    targs: readonly Type[] | null,
    args: readonly ArgTree[] | null,
    env: Env,
    expected: Type | null,
  ): Expr {
    const place = { ...placeOf(t), nameAt: t.at };
    const name = t.name;
    if (r.type.kind === 'error') return this.nullOf(t);
    if (r.type.kind === 'intersection' && r.expr) {
      const part = r.type.types.find((x) => this.hasMember({ expr: r.expr, type: x }, name, t));
      if (part)
        return this.member({ expr: { ...r.expr, type: part } as Expr, type: part }, t, targs, args, env, expected);
    }
    if (r.type.kind === 'class') {
      const symbol = r.type.symbol;
      const field = this.field(symbol, name);
      if (field?.flags.has('private') && !field.owner.isLibrary && !this.sees(field.owner, env))
        return this.error(
          env,
          t,
          `value ${name} in class ${field.owner.name} cannot be accessed in ${this.show(r.type)}`,
        );
      if (field && field.flags.has('static') === (r.expr === null) && !field.flags.has('accessed')) {
        const by = this.view(r.type, field.owner);
        const type = this.relations.substitute(field.type, by);
        const e: Expr = select(r.expr ?? this.classRef(symbol, t), field, t, type);
        const value = field.type.kind === 'variable' || field.owner.isLibrary ? this.unboxed(e) : e;
        return args ? this.applyTo({ expr: value, type: this.typed(value) }, args, env, expected, t) : value;
      }
      if (field?.isEnumConstant && r.expr === null) return select(this.classRef(symbol, t), field, t);
    }
    let all = this.candidates(r, name, t).filter((c) => this.isOrderedHere(c));
    if (all.length === 0) {
      const imported = this.importedOperation(r, name, args, env, t);
      if (imported) return imported;
    }
    if (all.length === 0 && r.expr === null && r.type.kind === 'class') {
      const nested = this.memberClass(r.type.symbol, name);
      if (nested)
        return args
          ? this.applyTo(this.companion(nested, t), args, env, expected, t, targs)
          : this.companionFunction(this.companion(nested, t), t, env, expected);
      const module = this.memberClass(r.type.symbol, `${name}$`);
      if (module) return this.module(module, t);
    }
    if (all.length === 0 && r.type.kind === 'class' && r.type.symbol.isModule) {
      const nested = this.memberClass(r.type.symbol, `${name}$`) ?? this.memberClass(r.type.symbol, name);
      if (nested) {
        const c = this.companion(nested, t);
        return args
          ? this.applyTo(c, args, env, expected, t, targs)
          : (c.expr ?? this.companionFunction(c, t, env, expected));
      }
    }
    if (all.length === 0 && r.type.kind === 'class' && /^(?:apply|unapply|tupled|curried)$/.test(name)) {
      const made = this.ofCaseClass(r.type.symbol, name, args, targs, env, expected, t);
      if (made) return made;
    }
    if (all.length === 0) {
      const through = this.viewFor(r, name, env, t);
      if (through) return this.member(through, t, targs, args, env, expected);
      const of =
        r.expr === null && r.type.kind === 'class'
          ? objectText(r.type.symbol)
          : r.type.kind === 'class' && r.type.symbol.isModule
            ? `object ${r.type.symbol.qualifiedName.replace(/\$$/, '')}`
            : r.type.kind === 'variable'
              ? `type parameter ${r.type.name}`
              : this.show(r.type);
      const outside = this.outsideMember(r.type, name, env);
      if (args && !outside) this.inferAll(args, env);
      return outside ? this.outsider(env, t, outside) : this.error(env, t, `value ${name} is not a member of ${of}`);
    }
    for (const c of all) this.resultOf(c.method);
    const [first] = all;
    if (first && all.every((c) => c.method.flags.has('private')) && !this.sees(first.method.owner, env))
      return this.error(env, t, `method ${name} in ${this.owner(first)} cannot be accessed in ${this.show(r.type)}`);
    const sorted = first && !first.method.owner.isLibrary ? null : this.ordered(r, name, args, env, t);
    if (sorted) return sorted;
    if (args === null) {
      const arity = this.functionShape(expected)?.params.length ?? 0;
      const asFunction = arity > 0 && all.some((c) => this.formals(c).params.length === arity);
      const bare =
        (asFunction ? undefined : all.find((c) => this.formals(c).params.length === 0)) ??
        all.find((c) => c.method.varargs && this.formals(c).params.length === 1 && !this.functionShape(expected));
      if (bare) return this.call(bare, name, targs, [], env, expected, place);
      const shape = this.functionShape(expected);
      if (shape)
        return this.expanded(
          t.of.t === 'id' && t.of.name === name && t.of.at === t.at ? t.of : t,
          shape.params.length,
          env,
          expected!,
        );
      return this.error(
        env,
        t,
        `missing argument list for method ${name} in ${this.owner(all[0]!)}\nUnapplied methods are only converted to functions when a function type is expected.\nYou can make this conversion explicit by writing \`${name} _\` or \`${name}(${this.formals(
          all[0]!,
        )
          .params.map(() => '_')
          .join(',')})\` instead of \`${name}\`.`,
      );
    }
    const wider = this.widened(r, name, args, env);
    if (wider) all = this.candidates(wider, name, t);
    const typedArgs: (Expr | null)[] = [];
    const chosen = this.choose(all, args, env, typedArgs);
    if (chosen && !this.refuses(chosen, args, env))
      return this.call(chosen, name, targs, args, env, expected, place, typedArgs);
    // Where the arguments do not fit, those of an implicit conversion may (SLS 7.3).
    const further = this.candidates(wider ?? r, name, t, 1);
    const other = further.length > 0 ? this.choose(further, args, env, []) : null;
    if (other && !this.refuses(other, args, env)) return this.call(other, name, targs, args, env, expected, place);
    if (chosen) return this.call(chosen, name, targs, args, env, expected, place, typedArgs);
    // `f.members(0)`: the member's value is applied.
    const bare = all.find((c) => this.formals(c).params.length === 0);
    if (bare && args.length > 0) {
      const e = this.call(bare, name, targs, [], env, null, place);
      if (this.typed(e).kind === 'array' || this.hasMember({ expr: e, type: this.typed(e) }, 'apply', t))
        return this.applyTo({ expr: e, type: this.typed(e) }, args, env, expected, t);
    }
    const one = all.length === 1 ? all[0]! : null;
    if (one) {
      const { params } = this.formals(one);
      if (args.length !== params.length) return this.wrongCount(one, name, args, env, t);
      return this.call(one, name, targs, args, env, expected, place, typedArgs);
    }
    const types = args.map((a) =>
      this.isFunctionTree(a.value) ? 'Any => Any' : this.show(this.typed(this.infer(a.value, env, null))),
    );
    if (r.type.kind === 'class' && r.type.symbol.isLibrary && lacks(r.type.symbol, name))
      return this.outsider(env, t, `${r.type.symbol.qualifiedName}.${name}`);
    return this.error(
      env,
      t,
      `overloaded method value ${name} with alternatives:\n${all.map((c) => `  ${this.signature(c)}`).join(' <and>\n')}\n cannot be applied to (${types.join(', ')})`,
    );
  }
  /** A string's own method whose parameter is no argument's type. */
  private refuses(c: Chosen, args: readonly ArgTree[], env: Env): boolean {
    if (!this.relations.isString(c.receiver.type) || args.length !== 1) return false;
    const formal = this.formals(c).params[0];
    const given = this.attempt(() => this.infer(args[0]!.value, env, null));
    return (
      formal?.kind === 'class' &&
      given !== undefined &&
      this.attempt(() => this.adapt(given, formal, env, given)) === undefined
    );
  }
  /** `f(args)` where f is a value, a class or an object. */
  applyTo(
    r: Receiver,
    args: readonly ArgTree[],
    env: Env,
    expected: Type | null,
    t: At,
    targs: readonly Type[] | null = null,
  ): Expr {
    if (r.type.kind === 'error') {
      this.inferUnknown(args, env);
      return this.nullOf(t);
    }
    if (r.expr && r.type.kind === 'array') {
      if (args.length !== 1) return this.error(env, t, `wrong number of arguments`);
      const of = r.type.of;
      return { k: 'Index', ...placeOf(t), array: r.expr, index: this.expr(args[0]!.value, env, INT), type: of };
    }
    const select: Tree & { t: 'select' } = {
      t: 'select',
      of: { t: 'this', qualifier: null, ...placeOf(t) },
      name: 'apply',
      ...placeOf(t),
    };
    if (r.type.kind === 'class') {
      const symbol = r.type.symbol;
      if (this.hasMember(r, 'apply', t)) return this.member(r, select, targs, args, env, expected);
      // A case class: its constructor.
      const made = symbol.isModule
        ? (this.universe.find(symbol.qualifiedName.replace(/\$$/, '')) ??
          (symbol.owner ? this.memberClass(symbol.owner, symbol.name.replace(/\$$/, '')) : null))
        : r.expr === null
          ? symbol
          : null;
      if (made && this.caseFields(made))
        return this.construct(
          { kind: 'class', symbol: made, args: targs?.map((x) => this.box(x)) ?? [] },
          args,
          env,
          expected,
          t,
          true,
        );
    }
    const poison = r.type.kind === 'class' ? this.poisonOf(r.type.symbol) : null;
    if (poison) return this.outsider(env, t, poison);
    const name = this.show(r.type);
    if (r.expr === null && r.type.kind === 'class')
      return this.error(
        env,
        t,
        r.type.symbol.isLibrary || !r.type.symbol.isModule
          ? `object ${r.type.symbol.qualifiedName} is not a value`
          : `${name} does not take parameters`,
      );
    return this.error(env, t, `${name} does not take parameters`);
  }
  /** `f` of a class as a function: its constructor or apply. */
  companionFunction(r: Receiver, t: At, env: Env, expected: Type | null): Expr {
    const symbol = (r.type as ClassType).symbol;
    const shape = this.functionShape(expected);
    if (shape) return this.etaOf((args) => this.applyTo(r, args, env, null, t), shape.params.length, t, env, expected!);
    return this.error(
      env,
      t,
      symbol.isLibrary ? `object ${symbol.qualifiedName} is not a value` : `${symbol.name} is not a value`,
    );
  }
  wrongCount(c: Chosen, name: string, args: readonly ArgTree[], env: Env, t: At): Expr {
    const { params } = this.formals(c);
    if (args.length > 0 && params.length === 0)
      return this.error(env, args[0]!.value, `no arguments allowed for nullary method ${name}: ${this.signature(c)}`);
    if (args.length > params.length)
      return this.error(
        env,
        args[params.length]?.value ?? t,
        `too many arguments (${args.length}) for method ${name}: ${this.signature(c)}`,
      );
    const given = new Set(args.flatMap((a) => a.name ?? []));
    const missing = this.parametersOf(c)
      .slice(0, params.length)
      .filter((p, i) => p.default === null && !given.has(p.name) && (i >= args.length || args[i]!.name !== null))
      .map((p) => p.name);
    const at = openingOf(t, env);
    return this.error(
      env,
      { ...placeOf(t), at },
      `not enough arguments for method ${name}: ${this.signature(c)}.\nUnspecified value parameter${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`,
    );
  }
  /** May code of `env` use private members of `owner`? Companions may. */
  sees(owner: ClassSymbol, env: Env): boolean {
    const plain = (c: ClassSymbol): string => c.binaryName.replace(/\$$/, '');
    for (let e: Env | null = env; e; e = e.parent)
      for (let c = e.class; c; c = c.owner) if (plain(c) === plain(owner) || c.isSubclassOf(owner)) return true;
    return false;
  }
  /** sorted, max and min take an implicit Ordering; the library has the natural one, a program may give its own. */
  private ordered(
    r: Receiver,
    name: string,
    args: readonly ArgTree[] | null,
    env: Env,
    t: Tree & { t: 'select' },
  ): Expr | null {
    if (!r.expr) return null;
    if (/^(?:sum|product)$/.test(name) && !args?.length && !this.isSummable(r, env, t)) {
      const of = this.itemOf(r.type)!;
      return this.error(env, t, `could not find implicit value for parameter num: Numeric[${this.show(of)}]`);
    }
    if (!/^(?:sorted|max|min)$/.test(name) || (args && args.length > 0)) return null;
    const of = this.itemOf(r.type);
    if (!of) return null;
    const wanted = this.known('scala.math.Ordering', of);
    const found = this.implicitValue(wanted, env, t);
    if (!found) {
      if (of.kind === 'variable' || this.isOrdered(of)) return null;
      return this.error(env, t, `No implicit Ordering defined for ${this.show(of)}.`);
    }
    if (found.k === 'Call' && found.method?.name === 'natural') return null;
    const c = this.candidates(r, name, t).find((x) => x.method.parameters.length === 1);
    if (!c) return null;
    return this.callWith(c, found, env, t);
  }
  ofCompanion(companion: ClassSymbol): ClassSymbol | null {
    if (!companion.isModule) return companion;
    const name = companion.name.replace(/\$$/, '');
    return companion.owner
      ? this.memberClass(companion.owner, name)
      : this.universe.find(companion.qualifiedName.replace(/\$$/, ''));
  }
  fieldsOfCompanion(companion: ClassSymbol): ReturnType<Members['caseFields']> {
    const made = this.ofCompanion(companion);
    return made && this.caseFields(made);
  }
  /** Of what a collection is. */
  private itemOf(type: Type): Type | undefined {
    if (type.kind === 'array') return type.of;
    if (type.kind !== 'class') return undefined;
    return this.relations.asSuper(type, this.universe.find('scala.collection.TraversableOnce')!)?.args[0];
  }
  private isSummable(r: Receiver, env: Env, t: At): boolean {
    const of = this.itemOf(r.type);
    if (!of || of.kind === 'variable' || this.isNothing(of) || this.relations.isObject(of)) return true;
    const plain = this.plain(of);
    if (plain.kind === 'primitive') return plain.name !== 'boolean';
    if (plain.kind !== 'class' || /^scala\.math\.Big/.test(plain.symbol.binaryName)) return true;
    return this.implicitValue(this.known('scala.math.Numeric', of), env, t) !== null;
  }
  /** `<` of what is no Ordered needs a view bound. */
  private isOrderedHere(c: Chosen): boolean {
    if (c.method.owner.binaryName !== 'scala.math.OrderedOps') return true;
    const { type } = c.receiver;
    return type.kind === 'variable' && this.viewBounded.has(type);
  }
  /** What a case class's companion has without saying so. */
  private ofCaseClass(
    companion: ClassSymbol,
    name: string,
    args: readonly ArgTree[] | null,
    targs: readonly Type[] | null,
    env: Env,
    expected: Type | null,
    t: At,
  ): Expr | null {
    const made = this.ofCompanion(companion);
    const fields = made ? this.caseFields(made) : null;
    if (!made || !fields) return null;
    const type: ClassType = { kind: 'class', symbol: made, args: targs?.map((x) => this.box(x)) ?? [] };
    if (name === 'apply' && args) return this.construct(type, args, env, expected, t);
    if (name === 'apply') {
      const shape = this.functionShape(expected);
      return shape
        ? this.etaOf((list) => this.construct(type, list, env, null, t), fields.length, t, env, expected!)
        : null;
    }
    if (name === 'unapply') return args?.length === 1 ? this.unapplied(fields, args[0]!.value, env, t) : null;
    if (name === 'curried') {
      const target = this.known(`scala.Function${fields.length}`, ...fields.map((f) => f.type), made.thisType);
      const fn = this.etaOf((list) => this.construct(type, list, env, null, t), fields.length, t, env, target);
      return this.member({ expr: fn, type: this.typed(fn) }, curriedOf(t), null, args, env, expected);
    }
    const tuple = this.known(`scala.Tuple${fields.length}`, ...fields.map((f) => f.type));
    const parameter = `x$p${this.fresh()}`;
    const place = placeOf(t);
    const whole: Tree = idTree(parameter, place);
    const fn = this.function(t, [parameter], [tuple], env, made.thisType, null, (inside) => {
      const list = fields.map((_, i): ArgTree => argTree({ t: 'select', of: whole, name: `_${i + 1}`, ...place }));
      const e = this.construct(type, list, inside, null, t);
      return { statements: [{ k: 'Return', at: t.at, value: e, expected: this.typed(e) }], type: this.typed(e) };
    });
    return args ? this.applyTo({ expr: fn, type: this.typed(fn) }, args, env, expected, t) : fn;
  }
  /** `unapply(x)`: Some of what a case class's object was made of. */
  private unapplied(fields: readonly { readonly name: string }[], value: Tree, env: Env, t: At): Expr {
    const name = `x$u${this.fresh()}`;
    const place = placeOf(t);
    const of = fields.map((f): Tree => ({ t: 'select', of: idTree(name, place), name: f.name, ...place }));
    const some = argTree(of.length === 1 ? of[0]! : { t: 'tuple', of, ...place });
    const bind = { t: 'bind' as const, name, of: null, ...place };
    const statements: Tree[] = [
      { t: 'val', isVar: false, isLazy: false, modifiers: new Set(), pattern: bind, type: null, value, ...place },
      { t: 'apply', fn: idTree('Some', place), args: [some], infix: false, ...place },
    ];
    return this.infer({ t: 'block', statements, ...place }, env, null);
  }
  /** Methods that add something of another type to a collection, `[B >: A]`: the receiver, of elements that hold both. */
  private widened(r: Receiver, name: string, args: readonly ArgTree[], env: Env): Receiver | null {
    if (!WIDENING.has(name) || r.type.kind !== 'class' || !r.expr || !/^scala\./.test(r.type.symbol.binaryName))
      return null;
    const value = args[args.length - 1]?.value;
    if (!value || this.isFunctionTree(value)) return null;
    const made = this.attempt(() => this.infer(value, env, null));
    if (!made) return null;
    const whole = /^(?:\+\+|:::|union|orElse)$/.test(name);
    const given = this.box(this.typed(made));
    const isNil = this.isNamed(r.type, 'scala.collection.immutable.Nil');
    const isNone = this.isNamed(r.type, 'scala.None');
    const type = isNil
      ? this.known('scala.collection.immutable.List', this.nothing)
      : isNone
        ? this.known('scala.Option', this.nothing)
        : r.type;
    const items = this.relations.asSuper(given, this.universe.find('scala.collection.TraversableOnce')!);
    const added = whole
      ? (items?.args[0] ?? (given.kind === 'array' ? given.of : given.kind === 'class' ? given.args[0] : undefined))
      : given;
    if (!added) return null;
    const isMap = type.args.length === 2;
    const parts = isMap
      ? this.isNamed(added, 'scala.Tuple2')
        ? added.args
        : name === 'getOrElse'
          ? [type.args[0]!, added]
          : null
      : [added];
    if (!parts) return null;
    if (type.args.length !== parts.length) return null;
    if (parts.every((p, i) => this.conforms(p, type.args[i]!) && !this.isNothing(type.args[i]!)) && !isNil && !isNone)
      return null;
    const wide = type.args.map((a, i) =>
      this.isNothing(a) ? this.box(parts[i]!) : this.conforms(parts[i]!, a) ? a : this.box(this.lub([a, parts[i]!])),
    );
    return { expr: { ...r.expr, type: { ...type, args: wide } } as Expr, type: { ...type, args: wide } };
  }
}
