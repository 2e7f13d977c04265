import { type ClassSymbol, type ClassType, ERROR, INT, type MethodSymbol, type Type } from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { type Env, encode, type Local } from './base.ts';
import type { Chosen, Receiver } from './calls.ts';
import { Implicits } from './implicits.ts';
import type { ArgTree, At, ParamTree, Tree } from './tree.ts';

/** Methods of collections whose argument may be of a wider type than the elements. */
const WIDENING = new Set(['::', ':+', '+:', '++', ':::', '+', 'union', 'updated', 'getOrElse', 'padTo', 'orElse']);

/** Members and applications: `a.b.c[T](x)(y)`. */
export abstract class Members extends Implicits {
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
  private localCall(
    local: Local,
    t: At,
    args: readonly ArgTree[] | null,
    env: Env,
    expected: Type | null,
    targs: readonly Type[] | null = null,
  ): Expr {
    const def = local.def!;
    const { method } = def;
    if (!args && !def.parameterless && method.parameters.length - (this.implicitParams.get(method) ?? 0) > 0) {
      if (this.functionShape(expected))
        return this.eta({ t: 'id', name: method.name, ...this.place(t) }, env, expected);
      return this.error(
        env,
        t,
        `missing argument list for method ${method.name}\nUnapplied methods are only converted to functions when a function type is expected.\nYou can make this conversion explicit by writing \`${method.name} _\` or \`${method.name}(${method.parameters.map(() => '_').join(',')})\` instead of \`${method.name}\`.`,
      );
    }
    const list = args ?? [];
    if (!def.result) return this.error(env, t, `recursive method ${method.name} needs result type`);
    const chosen: Chosen = {
      method,
      receiver: { expr: null, type: ERROR },
      extension: false,
      ...((this.implicitParams.get(method) ?? 0) > 0 && list.length === method.parameters.length
        ? { explicit: true }
        : {}),
    };
    if (!this.choose([chosen], list, env, [])) {
      for (const a of list) if (!this.isFunctionTree(a.value)) this.infer(a.value, env, null);
      return this.wrongCount(chosen, method.name, list, env, t);
    }
    return this.call(chosen, method.name, targs, list, env, expected, t);
  }
  private wrongCount(c: Chosen, name: string, args: readonly ArgTree[], env: Env, t: At): Expr {
    const { params } = this.formals(c);
    if (args.length > params.length)
      return this.error(
        env,
        args[params.length]?.value ?? t,
        `too many arguments (${args.length}) for method ${name}: ${this.signature(c)}`,
      );
    const missing = c.method.parameters.slice(args.length, params.length).map((p) => p.name);
    const open = /\s*(?:\[[^\]]*\])?\(/y;
    open.lastIndex = t.end;
    const at = open.test(env.unit.text) ? open.lastIndex - 1 : t.at;
    return this.error(
      env,
      { ...this.place(t), at },
      `not enough arguments for method ${name}: ${this.signature(c)}.\nUnspecified value parameter${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`,
    );
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
      if (at.of.t === 'id' && at.of.name === 'Array' && !this.lookup('Array', env)) {
        const made = this.arrayFactory(op, targs, lists, env, expected, t);
        if (made) return made;
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
        const left = this.asNumber(r.expr, op);
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
      const explicit = all.filter((c) => this.takesImplicits(c, flat.length)).map((c) => ({ ...c, explicit: true }));
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
            (this.formals(c).params.length === flat.length || (this.lists.get(c.method)?.length ?? 0) >= n) &&
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
  private takesImplicits(c: Chosen, n: number): boolean {
    const implicits = this.implicitParams.get(c.method) ?? 0;
    return implicits > 0 && c.method.parameters.length - (c.extension ? 1 : 0) === n;
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
      if (field?.flags.has('private') && !field.owner.isLibrary && !this.sees(field.owner, env))
        return this.error(
          env,
          t,
          `value ${name} in class ${field.owner.name} cannot be accessed in ${this.show(r.type)}`,
        );
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
    if (all.length === 0 && r.type.kind === 'class' && /^(?:apply|tupled)$/.test(name)) {
      const made = this.ofCaseClass(r.type.symbol, name, args, targs, env, expected, t);
      if (made) return made;
    }
    if (all.length === 0) {
      const through = this.viewFor(r, name, env, t);
      if (through) return this.member(through, t, targs, args, env, expected);
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
    const [first] = all;
    if (first && all.every((c) => c.method.flags.has('private')) && !this.sees(first.method.owner, env))
      return this.error(env, t, `method ${name} in ${this.owner(first)} cannot be accessed in ${this.show(r.type)}`);
    const sorted = this.ordered(r, name, args, env, t);
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
      if (args.length !== params.length) return this.wrongCount(one, name, args, env, t);
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
      if (local?.def) {
        const { method } = local.def;
        const types = method.parameters.slice(0, local.def.lists[0] ?? 0).map((p) => this.plain(p.type));
        const shape = this.functionShape(expected);
        return this.etaOf(
          (list) => this.localCall(local, of, list, env, null),
          types.length,
          of,
          env,
          shape && shape.params.length === types.length
            ? expected!
            : this.known(`scala.Function${types.length}`, ...types, this.object),
          shape && shape.params.length === types.length && method.typeParameters.length > 0 ? null : types,
        );
      }
      const r = of.t === 'select' ? this.qualifier(of.of, env) : this.rootMember(of, env);
      if (r && typeof r !== 'string') {
        const c = this.candidates(r, of.name, of)[0];
        if (c) {
          this.resultOf(c.method);
          const { params } = this.formals(c);
          const types = params.map((p) => this.plain(p));
          const shape = this.functionShape(expected);
          const hole: Type = { kind: 'wildcard', bound: null, type: null };
          const target: ClassType = {
            ...this.known(`scala.Function${params.length}`),
            args: [...types.map((x) => this.box(x)), hole],
          };
          return this.expanded(
            of,
            params.length,
            env,
            shape && shape.params.length === params.length ? expected! : target,
          );
        }
      }
    }
    if (of.t === 'apply') {
      const partial = this.partially(of, env);
      if (partial) return partial;
    }
    return this.infer(of, env, expected);
  }
  /** May code of `env` use private members of `owner`? Companions may. */
  private sees(owner: ClassSymbol, env: Env): boolean {
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
    if (!/^(?:sorted|max|min)$/.test(name) || (args && args.length > 0) || !r.expr) return null;
    const of =
      r.type.kind === 'class'
        ? this.relations.asSuper(r.type, this.universe.find('scala.collection.TraversableOnce')!)?.args[0]
        : r.type.kind === 'array'
          ? r.type.of
          : undefined;
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
    const scope = `x$o${this.fresh()}`;
    const v = this.variable(scope, wanted, 'local', t, env);
    const inside: Env = { ...env, parent: env, locals: new Map([[scope, { symbol: v }]]), types: new Map() };
    const call = this.call(
      c,
      name,
      null,
      [{ name: null, spread: false, value: { t: 'id', name: scope, ...this.place(t) } }],
      inside,
      null,
      t,
    );
    return {
      k: 'BlockExpr',
      ...this.place(t),
      type: this.typed(call),
      body: {
        k: 'Block',
        at: t.at,
        end: t.end,
        statements: [this.declare(v, found, t), { k: 'Expr', at: t.at, expr: call }],
      },
    };
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
    const made = companion.isModule
      ? companion.owner
        ? this.memberClass(companion.owner, companion.name.replace(/\$$/, ''))
        : this.universe.find(companion.qualifiedName.replace(/\$$/, ''))
      : companion;
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
    const tuple = this.known(`scala.Tuple${fields.length}`, ...fields.map((f) => f.type));
    const parameter = `x$p${this.fresh()}`;
    const place = this.place(t);
    const whole: Tree = { t: 'id', name: parameter, ...place };
    const fn = this.function(t, [parameter], [tuple], env, made.thisType, null, (inside) => {
      const list = fields.map(
        (_, i): ArgTree => ({
          name: null,
          spread: false,
          value: { t: 'select', of: whole, name: `_${i + 1}`, ...place },
        }),
      );
      const e = this.construct(type, list, inside, null, t);
      return { statements: [{ k: 'Return', at: t.at, value: e, expected: this.typed(e) }], type: this.typed(e) };
    });
    return args ? this.applyTo({ expr: fn, type: this.typed(fn) }, args, env, expected, t) : fn;
  }
  /** A method as a function, written out: what its receiver uses is captured. */
  private expanded(of: Tree, n: number, env: Env, expected: Type): Expr {
    const place = this.place(of);
    const trees = Array.from(
      { length: n },
      (_, i): ParamTree => ({
        name: `x$p${this.fresh()}_${i}`,
        type: null,
        default: null,
        member: null,
        isPrivate: false,
        ...place,
      }),
    );
    const args = trees.map((p): ArgTree => ({ name: null, spread: false, value: { t: 'id', name: p.name, ...place } }));
    return this.lambda(of, trees, { t: 'apply', fn: of, args, infix: false, ...place }, env, expected);
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
    if (parts.every((p, i) => this.conforms(p, type.args[i]!) && !this.isNothing(type.args[i]!)) && !isNil && !isNone)
      return null;
    const wide = type.args.map((a, i) =>
      this.isNothing(a) ? this.box(parts[i]!) : this.conforms(parts[i]!, a) ? a : this.box(this.lub([a, parts[i]!])),
    );
    return { expr: { ...r.expr, type: { ...type, args: wide } } as Expr, type: { ...type, args: wide } };
  }
  /** `f(1) _` of a method with more parameter lists: a function of the next one. */
  private partially(of: Tree & { t: 'apply' }, env: Env): Expr | null {
    let at: Tree = of;
    let given = 0;
    for (; at.t === 'apply'; at = at.fn) given++;
    let method: MethodSymbol | undefined;
    let sizes: readonly number[] | undefined;
    if (at.t === 'id') {
      const def = this.lookup(at.name, env)?.local.def;
      method = def?.method;
      sizes = def?.lists;
    }
    if (!method && (at.t === 'id' || at.t === 'select')) {
      const r = at.t === 'select' ? this.qualifier(at.of, env) : this.rootMember(at, env);
      method = r && typeof r !== 'string' ? this.candidates(r, at.name, at)[0]?.method : undefined;
      sizes = method ? this.lists.get(method) : undefined;
    }
    if (!method || !sizes || sizes.length <= given) return null;
    const from = sizes.slice(0, given).reduce((a, b) => a + b, 0);
    const place = this.place(of);
    const params = method.parameters.slice(from, from + sizes[given]!);
    const trees = params.map(
      (_, i): ParamTree => ({
        name: `x$p${this.fresh()}_${i}`,
        type: null,
        default: null,
        member: null,
        isPrivate: false,
        ...place,
      }),
    );
    const args = trees.map((p): ArgTree => ({ name: null, spread: false, value: { t: 'id', name: p.name, ...place } }));
    const hole: Type = { kind: 'wildcard', bound: null, type: null };
    const target: ClassType = {
      ...this.known(`scala.Function${params.length}`),
      args: [...params.map((p) => this.box(p.type)), hole],
    };
    return this.lambda(of, trees, { t: 'apply', fn: of, args, infix: false, ...place }, env, target);
  }
}
