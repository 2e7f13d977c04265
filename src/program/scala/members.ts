import { type ClassType, INT, type Type, VOID } from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { type Env, encode, type Local } from './base.ts';
import type { Receiver } from './calls.ts';
import { Creation } from './creation.ts';
import type { ArgTree, At, Tree } from './tree.ts';

/** Members and applications: `a.b.c[T](x)(y)`. */
export abstract class Members extends Creation {
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
    if (!found) return this.error(env, t, `not found: value ${t.name}`);
    if ('pkg' in found) return this.error(env, t, `package ${found.pkg} is not a value`);
    if ('local' in found) {
      const { local } = found;
      if (local.def) return this.localCall(local, t, args, env);
      const value = this.readLocal(local, t, env);
      return args ? this.applyTo({ expr: value, type: this.typed(value) }, args, env, expected, t) : value;
    }
    if ('receiver' in found) {
      const r = this.asValue(found.receiver, t);
      if (args) return this.applyTo(r, args, env, expected, t, targs);
      if (r.expr) return r.expr;
      return this.companionFunction(r, t, env, expected);
    }
    return this.member(found.member, { ...t, t: 'select', of: t, name: found.name }, targs, args, env, expected);
  }
  localCall(local: Local, t: At, args: readonly ArgTree[] | null, env: Env): Expr {
    const def = local.def!;
    if (!args && !def.parameterless && def.params.length > 0)
      return this.error(env, t, `missing argument list for method ${local.symbol.name}`);
    const list = args ?? [];
    if (list.length !== def.params.length)
      return this.error(
        env,
        t,
        `${list.length < def.params.length ? 'not enough' : 'too many'} arguments for method ${local.symbol.name}`,
      );
    const values = list.map((a, i) => this.expr(a.value, env, def.params[i]!));
    if (!def.result) return this.error(env, t, `recursive method ${local.symbol.name} needs result type`);
    const type = local.symbol.type as ClassType;
    const method = this.functionShape(type)!.method;
    const e: Expr = {
      k: 'Call',
      ...this.place(t),
      nameAt: t.at,
      target: this.read(local.symbol, t, env),
      name: 'apply',
      typeArgs: null,
      args: values,
      method,
      type: this.box(def.result),
    };
    return def.result.kind === 'void' ? { ...e, type: VOID } : this.unboxedIf(e, def.result);
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

  /** a.b.c[T](x)(y): finds the member and the argument lists that belong to it. */
  application(t: Tree, env: Env, expected: Type | null): Expr {
    const lists: (readonly ArgTree[])[] = [];
    let targs: Type[] | null = null;
    let at: Tree = t;
    while (at.t === 'apply' || at.t === 'types') {
      if (at.t === 'types') {
        targs = at.args.map((a) => this.typeOf(a, env));
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
          ...this.place(t),
          of: { k: 'TKnown', at: t.at, type: targs[0]! },
          target: targs[0]!,
          type: this.known('java.lang.Class', targs[0]!),
        };
      if (name === 'createTypeInformation' && targs) return this.evidence(targs[0]!, t, env);
      if (name === 'Array' && !this.lookup(name, env)) return this.arrayApply(targs, lists[0] ?? [], env, expected, t);
      const found = this.root(name, at, env);
      if (found && 'member' in found)
        return this.curried(
          found.member,
          { ...at, t: 'select', of: at, name: found.name } as Tree & { t: 'select' },
          targs,
          lists,
          env,
          expected,
        );
      let e: Expr = this.id(at, env, first, expected, targs);
      for (const more of lists.slice(1)) e = this.applyTo({ expr: e, type: this.typed(e) }, more, env, expected, t);
      return e;
    }
    if (at.t === 'select') {
      const op = at.name;
      const infixArgs = lists[0];
      if (at.of.t === 'super') {
        const r: Receiver = { expr: this.infer(at.of, env, null), type: env.class?.superclass ?? this.object };
        const owner = env.class;
        if (owner) this.noteThis(owner, env);
        const symbol = (r.type as ClassType).symbol;
        const inTrait = !this.methods(symbol, encode(op)).some((m) => !m.flags.has('abstract'))
          ? owner?.interfaces.find((i) => this.methods(i.symbol, encode(op)).some((m) => !m.flags.has('abstract')))
          : undefined;
        const receiver = inTrait ? { expr: { ...r.expr!, type: inTrait } as Expr, type: inTrait } : r;
        return this.curried(receiver, at, targs, lists, env, expected);
      }
      const r = this.qualifier(at.of, env);
      if (typeof r === 'string') {
        const found = this.valueAt(`${r}.${op}`, at);
        if (found && 'receiver' in found) {
          const value = this.asValue(found.receiver, at);
          if (lists.length > 0) return this.applyTo(value, lists[0]!, env, expected, t, targs);
          if (value.expr) return value.expr;
        }
        const pkgObject = this.universe.find(`${r}.package$`);
        if (pkgObject)
          return this.curried(
            { expr: null, type: { kind: 'class', symbol: pkgObject, args: [] } },
            at,
            targs,
            lists,
            env,
            expected,
          );
        return this.error(env, at, `object ${op} is not a member of package ${r}`);
      }
      if (r.type.kind === 'error') {
        for (const l of lists) for (const a of l) if (!this.isFunctionTree(a.value)) this.infer(a.value, env, null);
        return this.nullOf(t);
      }
      if (r.expr) {
        const left = r.expr;
        const type = this.typed(left);
        if (op === 'isInstanceOf' && targs) return this.instanceOf(left, targs[0]!, t);
        if (op === 'asInstanceOf' && targs) return this.castTo(left, targs[0]!, t);
        if (infixArgs?.length === 1 && lists.length === 1) {
          const arg = infixArgs[0]!.value;
          if (/^(?:[-+*/%&|^]|<<|>>|>>>|:|\+\+|--|.+)=$/.test(op) && !/^(?:==|!=|<=|>=)$/.test(op)) {
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
            return {
              k: 'Cast',
              ...this.place(t),
              to: { k: 'TKnown', at: t.at, type: target },
              operand: left,
              target,
              type: target,
            };
          }
          if (op === 'unary_-') return { k: 'Unary', ...this.place(t), op: '-', operand: left, type };
        }
        if (type.kind === 'array') {
          if ((op === 'length' || op === 'size') && lists.length === 0)
            return {
              k: 'Select',
              ...this.place(t),
              target: left,
              name: 'length',
              symbol: { kind: 'length' },
              type: INT,
            };
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
      if (!all.some((c) => this.formals(c).params.length === flat.length && flat.length > (lists[0]?.length ?? 0)))
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

  /** A member with at most one argument list. */
  member(
    r: Receiver,
    t: Tree & { t: 'select' },
    targs: readonly Type[] | null,
    args: readonly ArgTree[] | null,
    env: Env,
    expected: Type | null,
  ): Expr {
    const place = { ...this.place(t), nameAt: t.at };
    const name = t.name;
    if (r.type.kind === 'error') return this.nullOf(t);
    if (r.type.kind === 'class') {
      const symbol = r.type.symbol;
      const field = this.field(symbol, name);
      if (field && field.flags.has('static') === (r.expr === null) && !field.flags.has('accessed')) {
        const by = this.view(r.type, field.owner);
        const type = this.relations.substitute(field.type, by);
        const e: Expr = {
          k: 'Select',
          ...this.place(t),
          target: r.expr ?? this.classRef(symbol, t),
          name,
          symbol: field,
          type,
        };
        const value = field.type.kind === 'variable' || field.owner.isLibrary ? this.unboxed(e) : e;
        return args ? this.applyTo({ expr: value, type: this.typed(value) }, args, env, expected, t) : value;
      }
      if (field?.isEnumConstant && r.expr === null)
        return {
          k: 'Select',
          ...this.place(t),
          target: this.classRef(symbol, t),
          name,
          symbol: field,
          type: field.type,
        };
    }
    let all = this.candidates(r, name, t);
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
    if (all.length === 0) {
      const of =
        r.expr === null && r.type.kind === 'class'
          ? `object ${r.type.symbol.qualifiedName}`
          : r.type.kind === 'class' && r.type.symbol.isModule
            ? `object ${r.type.symbol.qualifiedName.replace(/\$$/, '')}`
            : this.show(r.type);
      if (args) for (const a of args) if (!this.isFunctionTree(a.value)) this.infer(a.value, env, null);
      return this.error(env, t, `value ${name} is not a member of ${of}`);
    }
    for (const c of all) this.resultOf(c.method);
    if (args === null) {
      const bare =
        all.find((c) => this.formals(c).params.length === 0) ??
        all.find((c) => c.method.varargs && this.formals(c).params.length === 1 && !this.functionShape(expected));
      if (bare) return this.call(bare, name, targs, [], env, expected, place);
      const shape = this.functionShape(expected);
      if (shape)
        return this.etaOf((list) => this.member(r, t, targs, list, env, null), shape.params.length, t, env, expected!);
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
    const typedArgs: (Expr | null)[] = [];
    const chosen = this.choose(all, args, env, typedArgs);
    if (chosen) return this.call(chosen, name, targs, args, env, expected, place, typedArgs);
    // `f.members(0)`: the member's value is applied.
    const bare = all.find((c) => this.formals(c).params.length === 0);
    if (bare && args.length > 0) {
      const e = this.call(bare, name, targs, [], env, null, place);
      if (this.typed(e).kind === 'array' || this.hasMember({ expr: e, type: this.typed(e) }, 'apply', t))
        return this.applyTo({ expr: e, type: this.typed(e) }, args, env, expected, t);
    }
    all = [...all];
    const one = all.length === 1 ? all[0]! : null;
    if (one) {
      const { params } = this.formals(one);
      if (args.length > params.length)
        return this.error(
          env,
          args[params.length]?.value ?? t,
          `too many arguments (${args.length}) for method ${name}: ${this.signature(one)}`,
        );
      if (args.length < params.length) {
        const missing = one.method.parameters.slice(args.length, params.length).map((p) => p.name);
        return this.error(
          env,
          t,
          `not enough arguments for method ${name}: ${this.signature(one)}.\nUnspecified value parameter${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`,
        );
      }
      return this.call(one, name, targs, args, env, expected, place, typedArgs);
    }
    const types = args.map((a) =>
      this.isFunctionTree(a.value) ? 'Any => Any' : this.show(this.typed(this.infer(a.value, env, null))),
    );
    return this.error(
      env,
      t,
      `overloaded method value ${name} with alternatives:\n${all.map((c) => `  ${this.signature(c)}`).join(' <and>\n')}\n cannot be applied to (${types.join(', ')})`,
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
      for (const a of args) if (!this.isFunctionTree(a.value)) this.infer(a.value, env, null);
      return this.nullOf(t);
    }
    if (r.expr && r.type.kind === 'array') {
      if (args.length !== 1) return this.error(env, t, `wrong number of arguments`);
      const of = r.type.of;
      return { k: 'Index', ...this.place(t), array: r.expr, index: this.expr(args[0]!.value, env, INT), type: of };
    }
    const select: Tree & { t: 'select' } = {
      t: 'select',
      of: { t: 'this', qualifier: null, ...this.place(t) },
      name: 'apply',
      ...this.place(t),
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
        );
    }
    const name = r.type.kind === 'class' ? this.show(r.type) : this.show(r.type);
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

  eta(of: Tree, env: Env, expected: Type | null): Expr {
    if (of.t === 'id' || of.t === 'select') {
      const local = of.t === 'id' ? this.lookup(of.name, env)?.local : undefined;
      if (local?.def) return this.read(local.symbol, of, env);
      const r = of.t === 'select' ? this.qualifier(of.of, env) : this.rootMember(of, env);
      if (r && typeof r !== 'string') {
        const c = this.candidates(r, of.name, of)[0];
        if (c) {
          this.resultOf(c.method);
          const { params } = this.formals(c);
          const types = params.map((p) => this.plain(p));
          const shape = this.functionShape(expected);
          return this.etaOf(
            (list) =>
              this.member(
                r,
                { ...of, t: 'select', of, name: of.name } as Tree & { t: 'select' },
                null,
                list,
                env,
                null,
              ),
            params.length,
            of,
            env,
            shape ? expected! : this.known(`scala.Function${params.length}`, ...types, this.object),
            shape ? null : types,
          );
        }
      }
    }
    return this.infer(of, env, expected);
  }
}
