import { isOutside } from '../check/outside.ts';
import { type ClassSymbol, INT, type Type } from '../check/types.ts';
import { isTrait } from '../linearization.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Chosen, Receiver } from './candidates.ts';
import type { Env } from './environment.ts';
import { MethodValues } from './method-values.ts';
import { cast } from './nodes.ts';
import { isAssignment } from './operand-parser.ts';
import { encode } from './predefined.ts';
import { type ArgTree, type At, placeOf, type Tree } from './tree.ts';

/** Names and applications as they are written: `a.b.c[T](x)(y)`. */
export abstract class Applications extends MethodValues {
  abstract assign(t: Tree & { t: 'assign' }, env: Env): Expr;
  abstract compound(target: Tree & { t: 'select' }, op: string, left: Expr, right: Tree, env: Env, t: At): Expr | null;
  id(
    t: Tree & { t: 'id' },
    env: Env,
    args: readonly ArgTree[] | null,
    expected: Type | null,
    targs: readonly Type[] | null = null,
  ): Expr {
    const found = this.root(t.name, t, env);
    if (!found) return this.unknown(t, args, env);
    if ('pkg' in found) return this.error(env, t, `package ${found.pkg} is not a value`);
    if ('local' in found) {
      const { local } = found;
      if (local.def) return this.localCall(local, t, args, env, expected, targs);
      const value = this.readLocal(local, t, env);
      return args ? this.applyTo({ expr: value, type: this.typed(value) }, args, env, expected, t) : value;
    }
    if ('receiver' in found) {
      const r = this.asValue(found.receiver, t);
      if (args ?? (targs && this.hasMember(r, 'apply', t))) return this.applyTo(r, args ?? [], env, expected, t, targs);
      if (r.expr) return r.expr;
      return this.companionFunction(r, t, env, expected);
    }
    return this.member(found.member, { ...t, t: 'select', of: t, name: found.name }, targs, args, env, expected);
  }
  /** a.b.c[T](x)(y): finds the member and the argument lists that belong to it. */
  application(t: Tree, env: Env, expected: Type | null): Expr {
    const lists: (readonly ArgTree[])[] = [];
    let targs: Type[] | null = null;
    let at: Tree = t;
    while (at.t === 'apply' || at.t === 'types') {
      if (at.t === 'types') {
        const conversion = conversionTo(at);
        if (conversion) {
          at = conversion;
          break;
        }
        targs = at.args.map((a) => (this.hasHigherKinds ? this.typeConstructor(a, env) : this.typeOf(a, env)));
        at = at.fn;
      } else {
        if (targs) break;
        lists.unshift(at.args);
        at = at.fn;
      }
    }
    if (at.t === 'id') {
      const first = lists[0] ?? null;
      const name = at.name;
      if (name === 'classOf' && targs)
        return {
          k: 'ClassLiteral',
          ...placeOf(t),
          of: { k: 'TKnown', at: t.at, type: targs[0]! },
          target: targs[0]!,
          type: this.known('java.lang.Class', targs[0]!),
        };
      if (name === 'createTypeInformation' && targs) return this.evidence(targs[0]!, t, env);
      if (name === 'Array' && !this.lookup(name, env)) {
        const rest = lists.slice(1);
        let e = this.arrayApply(targs, lists[0] ?? [], env, rest.length > 0 ? null : expected, t);
        for (const more of rest) e = this.applyTo({ expr: e, type: this.typed(e) }, more, env, expected, t);
        return e;
      }
      const found = this.root(name, at, env);
      const copied = !found && name === 'copy' && lists.length === 1 ? this.caseClassAround(env) : null;
      if (copied) return this.copyOf(this.thisOf(copied, at, env), copied.thisType, lists[0]!, env, t);
      if (found && 'member' in found)
        return this.curried(
          found.member,
          { ...at, t: 'select', of: at, name: found.name } as Tree & { t: 'select' },
          targs,
          lists,
          env,
          expected,
        );
      if (found && 'receiver' in found && lists.length > 1)
        return this.appliedLists(this.asValue(found.receiver, at), at, targs, lists, env, expected, t);
      // A nested method takes as many of the lists as it has.
      const taken =
        found && 'local' in found && found.local.def
          ? Math.max(1, Math.min(lists.length, found.local.def.lists.length))
          : 1;
      let e: Expr = this.id(at, env, first ? this.flatten(lists, taken) : first, expected, targs);
      for (const more of lists.slice(taken)) e = this.applyTo({ expr: e, type: this.typed(e) }, more, env, expected, t);
      return e;
    }
    if (at.t === 'select') {
      const op = at.name;
      const infixArgs = lists[0];
      if (at.of.t === 'super') return this.curried(this.superReceiver(at.of, op, env), at, targs, lists, env, expected);
      if (at.of.t === 'id' && at.of.name === 'Array' && !this.lookup('Array', env)) {
        const made = this.arrayFactory(op, targs, lists, env, expected, t);
        if (made) return made;
      }
      const r = this.qualifier(at.of, env);
      if (typeof r === 'string') {
        const found = this.valueAt(`${r}.${op}`, at);
        if (found && 'receiver' in found) {
          const value = this.asValue(found.receiver, at);
          if (lists.length > 1) return this.appliedLists(value, at, targs, lists, env, expected, t);
          if (lists.length > 0) return this.applyTo(value, lists[0]!, env, expected, t, targs);
          if (value.expr) return value.expr;
        }
        const inPackage = this.packageObject(r, at);
        if (inPackage) return this.curried(inPackage, at, targs, lists, env, expected);
        return isOutside(`${r}.${op}`)
          ? this.outsider(env, at, `${r}.${op}`)
          : this.error(env, at, `object ${op} is not a member of package ${r}`);
      }
      if (r.type.kind === 'error') {
        for (const l of lists) this.inferUnknown(l, env);
        return this.nullOf(t);
      }
      if (r.expr) {
        const left = r.type.kind === 'void' ? this.adapt(r.expr, this.object, env, t) : this.asNumber(r.expr, op);
        const type = this.typed(left);
        if (op === 'isInstanceOf' && targs) return this.instanceOf(left, targs[0]!, t);
        if (op === 'asInstanceOf' && targs) return this.castTo(left, targs[0]!, t);
        const arg = infixArgs && lists.length === 1 ? operand(op, infixArgs, this.relations.isString(type)) : null;
        if (arg) {
          if (isAssignment(op)) {
            const done = this.compound(at, op.slice(0, -1), left, arg, env, t);
            if (done) return done;
          }
          const done = this.operator(op, left, () => this.infer(arg, env, null), env, t);
          if (done) return done;
        }
        if (type.kind === 'primitive' && lists.every((l) => l.length === 0)) {
          const to = /^to(Int|Long|Double|Float|Short|Byte|Char)$/.exec(op);
          if (to && type.name !== 'boolean') {
            const target: Type = { kind: 'primitive', name: to[1]!.toLowerCase() as 'int' };
            return cast(left, target, t);
          }
          if (op === 'unary_-') return { k: 'Unary', ...placeOf(t), op: '-', operand: left, type };
        }
        if (type.kind === 'array') {
          if ((op === 'length' || op === 'size') && lists.length === 0)
            return {
              k: 'Select',
              ...placeOf(t),
              target: left,
              name: 'length',
              symbol: { kind: 'length' },
              type: INT,
            };
          if (op === 'update' && infixArgs?.length === 2) return this.assign(updateOf(at, infixArgs), env);
          if (op === 'clone') return this.arrayFrom(this.wrapArray(left, t), type.of, t);
          if (op === 'apply' && infixArgs) return this.applyTo({ expr: left, type }, infixArgs, env, expected, t);
        }
        if (op === 'copy' && type.kind === 'class' && lists.length === 1 && this.caseFields(type.symbol))
          return this.copyOf(left, type, lists[0]!, env, t);
        return this.curried({ expr: left, type }, at, targs, lists, env, expected);
      }
      return this.curried(r, at, targs, lists, env, expected);
    }
    let e = this.infer(at, env, null);
    for (const more of lists) e = this.applyTo({ expr: e, type: this.typed(e) }, more, env, expected, t);
    return e;
  }
  /** The case class that code stands in. */
  private caseClassAround(env: Env): ClassSymbol | null {
    for (let e: Env | null = env; e; e = e.parent) if (e.class && this.caseFields(e.class)) return e.class;
    return null;
  }
  /** An object, or a class, with more than one argument list. */
  private appliedLists(
    r: Receiver,
    at: Tree,
    targs: readonly Type[] | null,
    lists: readonly (readonly ArgTree[])[],
    env: Env,
    expected: Type | null,
    t: At,
  ): Expr {
    if (this.candidates(r, 'apply', at).length > 0)
      return this.curried(r, { ...placeOf(at), t: 'select', of: at, name: 'apply' }, targs, lists, env, expected);
    const made = r.type.kind === 'class' ? this.ofCompanion(r.type.symbol) : null;
    const isWhole = made?.constructors[0]?.parameters.length === lists.flat().length;
    let e = this.applyTo(r, isWhole ? lists.flat() : lists[0]!, env, expected, t, targs);
    if (!isWhole)
      for (const more of lists.slice(1)) e = this.applyTo({ expr: e, type: this.typed(e) }, more, env, expected, t);
    return e;
  }
  /** Where `super.name` is looked for: a trait that `super[T]` names, else the last parent that has it. */
  private superReceiver(of: Tree & { t: 'super' }, name: string, env: Env): Receiver {
    const owner = env.class;
    const object: Receiver = { expr: this.infer(of, env, null), type: this.object };
    if (!owner) return object;
    this.noteThis(owner, env);
    const named = of.trait ? this.typeOf(of.trait, env) : null;
    if (named?.kind === 'class') return { expr: { ...object.expr!, type: named } as Expr, type: named };
    const has = (c: ClassSymbol, isConcrete: boolean): boolean =>
      this.methods(c, encode(name)).some((m) => !isConcrete || !m.flags.has('abstract'));
    const parents = [...owner.interfaces].reverse().concat(owner.superclass ?? []);
    const type = parents.find((p) => has(p.symbol, true)) ?? parents.find((p) => has(p.symbol, false));
    if (!type) return { ...object, type: owner.superclass ?? this.object };
    const isNext = isTrait(owner) || isTrait(type.symbol);
    return { expr: { ...object.expr!, type, ...(isNext ? { isNext } : {}) } as Expr, type };
  }
  /** A name without a meaning. */
  private unknown(t: Tree & { t: 'id' }, args: readonly ArgTree[] | null, env: Env): Expr {
    const outside = this.outsideName(t.name, env);
    if (!outside) return this.error(env, t, `not found: value ${t.name}`);
    this.inferUnknown(args ?? [], env);
    return this.outsider(env, t, outside);
  }
  flatten(lists: readonly (readonly ArgTree[])[], n: number): readonly ArgTree[] {
    return lists.slice(0, n).flat();
  }
  /** Tries all argument lists together, then fewer; the rest applies to the result. */
  curried(
    r: Receiver,
    t: Tree & { t: 'select' },
    targs: readonly Type[] | null,
    lists: readonly (readonly ArgTree[])[],
    env: Env,
    expected: Type | null,
  ): Expr {
    const all = this.candidates(r, t.name, t);
    for (let n = lists.length; n >= 2; n--) {
      const flat = this.flatten(lists, n);
      const explicit = all.filter((c) => this.takesImplicits(c, flat)).map((c) => ({ ...c, explicit: true }));
      if (explicit.length > 0) {
        const chosen = this.choose(explicit, flat, env, []);
        if (chosen) {
          let e = this.call(chosen, t.name, targs, flat, env, n === lists.length ? expected : null, t);
          for (const more of lists.slice(n)) e = this.applyTo({ expr: e, type: this.typed(e) }, more, env, expected, t);
          return e;
        }
      }
      if (
        !all.some(
          (c) =>
            (isScala(c)
              ? this.formals(c).params.length === flat.length
              : (this.lists.get(c.method)?.length ?? 0) >= n) &&
            (!c.method.varargs || this.lists.has(c.method)) &&
            flat.length > (lists[0]?.length ?? 0),
        )
      )
        continue;
      let e = this.member(r, t, targs, flat, env, n === lists.length ? expected : null);
      for (const more of lists.slice(n)) e = this.applyTo({ expr: e, type: this.typed(e) }, more, env, expected, t);
      return e;
    }
    let e = this.member(r, t, targs, lists[0] ?? null, env, lists.length <= 1 ? expected : null);
    for (const more of lists.slice(1)) {
      // An implicit argument list written out.
      if (this.typed(e).kind === 'error') return e;
      e = this.applyTo({ expr: e, type: this.typed(e) }, more, env, expected, t);
    }
    return e;
  }
  /** Are the arguments those of the parameters and the implicit ones? */
  takesImplicits(c: Chosen, args: readonly ArgTree[]): boolean {
    const implicits = this.implicitCount(c.method);
    const isComplete =
      implicits > 0 &&
      (c.method.parameters[0]?.name === 'repeated'
        ? args.length >= implicits
        : c.method.parameters.length - (c.extension ? 1 : 0) === args.length);
    return isComplete && !args.slice(-implicits).some((a) => this.isFunctionTree(a.value));
  }
  /** Boxes of Java's are values where the box has no such method: `ctx.timestamp + 1`. */
  private asNumber(e: Expr, op: string): Expr {
    const type = this.typed(e);
    if (
      type.kind !== 'class' ||
      !this.relations.unbox(type) ||
      op === '==' ||
      op === '!=' ||
      /^(?:is|as)InstanceOf$/.test(op)
    )
      return e;
    return this.methods(type.symbol, encode(op)).some((m) => !m.flags.has('static')) ? e : this.unboxed(e);
  }
}

/** `a.update(i, x)` is `a(i) = x`. */
function updateOf(fn: Tree & { t: 'select' }, [index, value]: readonly ArgTree[]): Tree & { t: 'assign' } {
  const place = placeOf(fn);
  const target: Tree = { t: 'apply', fn: fn.of, args: [index!], infix: false, ...place };
  return { t: 'assign', target, value: value!.value, ...place };
}
/** What stands behind an operator; `==`, and `+` of a string, take several as one tuple. */
function operand(op: string, args: readonly ArgTree[], isString: boolean): Tree | null {
  const [first] = args;
  if (!first || args.length === 1) return first?.value ?? null;
  if (!/^(?:[=!]=|eq|ne)$/.test(op) && !(op === '+' && isString)) return null;
  return { t: 'tuple', of: args.map((a) => a.value), ...placeOf(first.value) };
}
/** `xs.to[List]` is `xs.toList`. */
function conversionTo({ fn, args }: Tree & { t: 'types' }): Tree | null {
  const [to] = args;
  if (fn.t !== 'select' || fn.name !== 'to' || to?.t !== 'named') return null;
  return { ...fn, name: `to${to.path[to.path.length - 1]!.replace(/^.*Buffer$/, 'Buffer')}` };
}

/** The library declares methods with more than one parameter list as one list: `foldLeft(z)(f)`. */
function isScala(c: Chosen): boolean {
  return /^(?:scala\.|org\.apache\.flink\..*\bscala\.)/.test(c.method.owner.binaryName);
}
