import {
  BOOLEAN,
  type ClassSymbol,
  type ClassType,
  ERROR,
  INT,
  type MethodSymbol,
  NULL,
  type Type,
  type VariableSymbol,
  VOID,
} from '../check/types.ts';
import type { BinaryOp, Block, CatchClause, Expr, Lambda, Literal, Name, Stmt } from '../syntax/ast.ts';
import { type Env, encode, inner, type Local } from './base.ts';
import { Calls, type Chosen, type Receiver } from './calls.ts';
import type { ArgTree, At, CaseTree, ClassTree, Enumerator, ParamTree, Pattern, Tree } from './tree.ts';

/** Where the value of a statement goes. */
interface Tail {
  readonly expected: Type | null;
  readonly found: {
    readonly node: { value: Expr | null; expected?: Type | null };
    readonly expr: Expr;
    readonly tree: Tree;
    readonly env: Env;
  }[];
}

/** Expressions and statements of Scala as the typed form. */
export abstract class Typer extends Calls {
  #labels = 0;
  #temps = 0;
  abstract localClass(c: ClassTree, env: Env): void;
  abstract anonymous(t: Tree & { t: 'new' }, env: Env): Expr;
  abstract importInto(t: Tree & { t: 'import' }, env: Env): void;
  abstract caseFields(c: ClassSymbol): readonly { readonly name: string; readonly type: Type }[] | null;
  abstract resultOf(m: MethodSymbol): void;

  // ---- names -----------------------------------------------------------------------------------------------------------

  lookup(name: string, env: Env): { readonly local: Local; readonly env: Env } | null {
    for (let e: Env | null = env; e; e = e.parent) {
      const local = e.locals.get(name);
      if (local) return { local, env: e };
    }
    return null;
  }
  read(v: VariableSymbol, t: At, env: Env): Name {
    this.noteVariable(v, env);
    const node: Name = { k: 'Name', ...this.place(t), name: v.name, symbol: v, type: v.type };
    const list = this.nodes.get(v);
    if (list) list.push(node);
    else this.nodes.set(v, [node]);
    return node;
  }
  thisOf(c: ClassSymbol, t: At, env: Env): Expr {
    if (c.isModule && !c.isLocal) return this.module(c, t);
    this.noteThis(c, env);
    return { k: 'This', ...this.place(t), qualifier: null, class$: c, type: c.thisType };
  }
  module(c: ClassSymbol, t: At): Expr {
    const field = c.fields.get('MODULE$')!;
    return {
      k: 'Select',
      ...this.place(t),
      target: this.classRef(c, t),
      name: 'MODULE$',
      symbol: field,
      type: c.thisType,
    };
  }
  /** A name that stands for a value, a class's companion or a package. */
  private root(
    name: string,
    t: At,
    env: Env,
  ):
    | { readonly receiver: Receiver }
    | { readonly local: Local }
    | { readonly pkg: string }
    | { readonly member: Receiver; readonly name: string }
    | null {
    for (let e: Env | null = env; e; e = e.parent) {
      const local = e.locals.get(name);
      if (local) return { local };
      if (e.class && (!e.parent || e.parent.class !== e.class)) {
        const c = e.class;
        const encoded = encode(name);
        if (this.field(c, name) || this.methods(c, encoded).some((m) => !m.flags.has('static')))
          return { member: { expr: this.thisOf(c, t, env), type: c.thisType }, name };
        const nested = this.memberClass(c, `${name}$`);
        if (nested?.isModule) return { receiver: { expr: this.module(nested, t), type: nested.thisType } };
        // Static members of Java classes are not inherited; a companion's are imported only by name.
      }
    }
    for (let i: Env['imports'] | null = env.imports; i; i = i.parent) {
      const explicit = i.names.get(name);
      if (explicit) {
        const found = this.valueAt(explicit, t);
        if (found) return found;
        const dot = explicit.lastIndexOf('.');
        const owner = dot > 0 ? this.byPath(explicit.slice(0, dot)) : null;
        if (owner && typeof owner !== 'string') {
          const member = explicit.slice(dot + 1);
          const r = this.companion(owner, t);
          if (this.field(owner, member) || this.candidates(r, member, t).length > 0) return { member: r, name: member };
        }
      }
    }
    const pkg = env.unit.package;
    const own = this.valueAt(pkg === '' ? name : `${pkg}.${name}`, t);
    if (own && !('pkg' in own)) return own;
    for (let i: Env['imports'] | null = env.imports; i; i = i.parent) {
      for (const star of i.stars) {
        const target = this.byPath(star);
        if (target === null) continue;
        if (typeof target === 'string') {
          const found = this.valueAt(`${target}.${name}`, t);
          if (found) return found;
          const pkgObject = this.universe.find(`${target}.package$`);
          if (
            pkgObject &&
            this.candidates({ expr: null, type: { kind: 'class', symbol: pkgObject, args: [] } }, name, t).length > 0
          )
            return { member: { expr: null, type: { kind: 'class', symbol: pkgObject, args: [] } }, name };
        } else {
          const r = this.companion(target, t);
          if (this.field(target, name) || this.candidates(r, name, t).length > 0) return { member: r, name };
          const nested = this.memberClass(target, `${name}$`) ?? this.memberClass(target, name);
          if (nested) return { receiver: this.companion(nested, t) };
        }
      }
    }
    const predef = this.universe.find('scala.Predef')!;
    const p: Receiver = { expr: null, type: { kind: 'class', symbol: predef, args: [] } };
    if (this.candidates(p, name, t).length > 0) return { member: p, name };
    const c = this.firstName(name, env);
    if (c === null) return null;
    return typeof c === 'string' ? { pkg: c } : { receiver: this.companion(c, t) };
  }
  private companion(c: ClassSymbol, t: At): Receiver {
    if (c.isModule) return { expr: this.module(c, t), type: c.thisType };
    const module = c.isLibrary ? null : this.universe.find(`${c.qualifiedName}$`);
    if (module?.isModule) return { expr: this.module(module, t), type: module.thisType };
    return { expr: null, type: { kind: 'class', symbol: c, args: [] } };
  }
  private valueAt(path: string, t: At): { readonly receiver: Receiver } | { readonly pkg: string } | null {
    const found = this.universe.find(`${path}$`) ?? this.universe.find(path);
    if (found) return { receiver: this.companion(found, t) };
    return this.universe.hasPackage(path)
      ? { pkg: path }
      : this.universe.hasPackage(`scala.${path}`)
        ? { pkg: `scala.${path}` }
        : null;
  }
  /** What stands before a dot: a value, a class, or a package. */
  qualifier(t: Tree, env: Env): Receiver | string {
    if (t.t === 'id') {
      const found = this.root(t.name, t, env);
      if (found && 'pkg' in found) return found.pkg;
      if (found && 'receiver' in found) return this.asValue(found.receiver, t);
    } else if (t.t === 'select') {
      const of = this.pathOf(t);
      if (of) {
        const q = this.qualifier(t.of, env);
        if (typeof q === 'string') {
          const found = this.valueAt(`${q}.${t.name}`, t);
          if (found) return 'pkg' in found ? found.pkg : this.asValue(found.receiver, t);
          this.error(env, t, `object ${t.name} is not a member of package ${q}`);
          return { expr: this.nullOf(t), type: ERROR };
        }
        const type = q.type;
        if (type.kind === 'class' && (q.expr === null || type.symbol.isModule)) {
          const nested = this.memberClass(type.symbol, `${t.name}$`) ?? this.memberClass(type.symbol, t.name);
          if (nested && !this.field(type.symbol, t.name)) return this.asValue(this.companion(nested, t), t);
        }
        const e = this.member(q, t, null, null, env, null);
        return { expr: e, type: this.typed(e) };
      }
    }
    const e = this.infer(t, env, null);
    return { expr: e, type: this.typed(e) };
  }
  /** Objects of the library are values: None, Nil. */
  private asValue(r: Receiver, t: At): Receiver {
    if (r.expr || r.type.kind !== 'class') return r;
    const field = r.type.symbol.isLibrary
      ? (r.type.symbol.table.fields.get('MODULE$') ?? r.type.symbol.fields.get('MODULE$'))
      : undefined;
    if (!field) return r;
    return {
      expr: {
        k: 'Select',
        ...this.place(t),
        target: this.classRef(r.type.symbol, t),
        name: 'MODULE$',
        symbol: field,
        type: field.type,
      },
      type: field.type,
    };
  }
  private pathOf(t: Tree): boolean {
    return t.t === 'id' || (t.t === 'select' && this.pathOf(t.of));
  }
  nullOf(t: At): Literal {
    return { k: 'Literal', of: 'null', value: null, ...this.place(t), type: ERROR };
  }
  peekType(t: Tree, env: Env): Type | null {
    if (t.t !== 'id') return null;
    const found = this.lookup(t.name, env);
    return found && !found.local.byName ? found.local.symbol.type : null;
  }

  // ---- expressions -----------------------------------------------------------------------------------------------------

  infer(t: Tree, env: Env, expected: Type | null): Expr {
    switch (t.t) {
      case 'literal':
        return this.literal(t, expected);
      case 'id':
        return this.id(t, env, null, expected);
      case 'select':
      case 'apply':
      case 'types':
        return this.application(t, env, expected);
      case 'function':
        return this.lambda(t, t.params, t.body, env, expected);
      case 'cases':
        return this.casesLambda(t, env, expected);
      case 'eta':
        return this.eta(t.of, env, expected);
      case 'tuple': {
        const n = t.of.length;
        const want = this.isNamed(expected, `scala.Tuple${n}`) ? expected.args : [];
        const items = t.of.map((x, i) =>
          this.expr(
            x,
            env,
            want[i] && want[i]!.kind !== 'wildcard' && want[i]!.kind !== 'variable' ? this.plain(want[i]!) : null,
          ),
        );
        const type = this.known(
          `scala.Tuple${n}`,
          ...items.map((e, i) =>
            want[i] &&
            want[i]!.kind === 'class' &&
            this.conforms(this.typed(e), want[i]!) &&
            !this.relations.unbox(want[i]!)
              ? want[i]!
              : this.typed(e),
          ),
        );
        return this.make(
          type,
          items.map((e) => this.adapt(e, this.box(this.typed(e)), env, t)),
          t,
        );
      }
      case 'interpolated':
        return this.interpolated(t, env);
      case 'this': {
        const c = env.class;
        return c ? this.thisOf(c, t, env) : this.error(env, t, 'this can be used only in a class, object, or template');
      }
      case 'super':
        return { k: 'Super', ...this.place(t), qualifier: null, type: env.class?.superclass ?? this.object };
      case 'unary': {
        const e = this.unboxed(this.infer(t.of, env, null));
        const type = this.typed(e);
        if (type.kind === 'error') return e;
        if (type.kind !== 'primitive' || (t.op === '!') !== (type.name === 'boolean')) {
          return this.error(env, t, `value unary_${t.op} is not a member of ${this.show(type)}`);
        }
        return {
          k: 'Unary',
          ...this.place(t),
          op: t.op as '-',
          operand: e,
          type: t.op === '!' ? BOOLEAN : this.relations.promote(type, INT),
        };
      }
      case 'ascribed': {
        const type = this.typeOf(t.type, env);
        const e = this.expr(t.of, env, type);
        return { ...e, type: this.typed(e).kind === 'primitive' ? this.typed(e) : type } as Expr;
      }
      case 'assign':
        return this.assign(t, env);
      case 'new':
        return this.creation(t, env, expected);
      case 'if': {
        if (t.else && expected?.kind !== 'void') {
          const then = this.infer(t.then, env, expected);
          const otherwise = this.infer(t.else, env, expected);
          const type = this.merge([then, otherwise], expected);
          if (type.kind !== 'void') {
            const condition = this.expr(t.condition, env, BOOLEAN);
            return {
              k: 'Conditional',
              ...this.place(t),
              condition,
              then: this.adapt(then, type, env, t.then),
              else: this.adapt(otherwise, type, env, t.else),
              type,
            };
          }
        }
        return this.asValueBlock(t, env, expected);
      }
      case 'throw': {
        const e = this.expr(t.value, env, this.known('java.lang.Throwable'));
        const body: Block = { k: 'Block', at: t.at, end: t.end, statements: [{ k: 'Throw', at: t.at, value: e }] };
        return { k: 'BlockExpr', ...this.place(t), body, type: this.nothing };
      }
      case 'while':
      case 'return':
      case 'match':
      case 'try':
      case 'block':
        return this.asValueBlock(t, env, expected);
      case 'for':
        return this.infer(this.desugar(t.enumerators, t.body, t.isYield, t), env, expected);
      default:
        return this.asValueBlock({ t: 'block', statements: [t], ...this.place(t) }, env, expected);
    }
  }
  merge(list: readonly Expr[], expected: Type | null): Type {
    const types = list.map((e) => this.typed(e));
    if (expected && expected.kind === 'primitive') return expected;
    const found = this.lub(types);
    if (
      expected &&
      expected.kind === 'class' &&
      found.kind !== 'void' &&
      types.every((x) => this.conforms(x, expected)) &&
      !this.hasHole(expected)
    )
      return expected;
    return found;
  }
  hasHole(t: Type): boolean {
    return t.kind === 'wildcard' || (t.kind === 'class' && t.args.some((a) => this.hasHole(a)));
  }
  /** Statements with a value, as an expression. */
  private asValueBlock(t: Tree, env: Env, expected: Type | null): Expr {
    const tail: Tail = { expected, found: [] };
    const statements = this.tail(t, env, tail);
    const type = this.settle(tail, env);
    if (statements.length === 1 && statements[0]!.k === 'Return' && statements[0]!.value) return statements[0]!.value;
    return { k: 'BlockExpr', ...this.place(t), body: { k: 'Block', at: t.at, end: t.end, statements }, type };
  }
  /** Gives all values of a body one type. */
  settle(tail: Tail, env: Env): Type {
    const values = tail.found.map((f) => f.expr);
    const type =
      tail.expected?.kind === 'void'
        ? VOID
        : this.merge(values, tail.expected && !this.hasHole(tail.expected) ? tail.expected : null);
    for (const f of tail.found) {
      f.node.expected = type;
      f.node.value =
        type.kind === 'void'
          ? f.expr
          : this.adapt(
              f.expr,
              tail.expected && tail.expected.kind !== 'wildcard' && !this.hasHole(tail.expected) ? tail.expected : type,
              f.env ?? env,
              f.tree,
            );
    }
    return type;
  }

  private literal(t: Tree & { t: 'literal' }, expected: Type | null): Expr {
    const types: Readonly<Record<string, Type>> = { int: INT, boolean: BOOLEAN, null: NULL, unit: VOID };
    if (t.of === 'unit')
      return {
        k: 'BlockExpr',
        ...this.place(t),
        type: VOID,
        body: { k: 'Block', at: t.at, end: t.end, statements: [] },
      };
    const type: Type =
      types[t.of] ??
      (t.of === 'string'
        ? this.universe.string
        : t.of === 'symbol'
          ? this.known('scala.Symbol')
          : { kind: 'primitive', name: t.of as 'long' });
    if (t.of === 'symbol') return this.staticCall('scala.Symbol', 'apply', [this.text(String(t.value), t)], type, t);
    void expected;
    const value = t.of === 'long' ? normalLong(t.value as bigint) : t.value;
    const of = t.of as Literal['of'];
    return { k: 'Literal', ...this.place(t), of, value, type, ...(value === null ? {} : { constant: { value } }) };
  }
  private interpolated(t: Tree & { t: 'interpolated' }, env: Env): Expr {
    const string = this.universe.string;
    if (t.kind === 'f') {
      let format = '';
      const args: Expr[] = [];
      t.parts.forEach((p, i) => {
        if (i === 0) format += p.replace(/%(?!n)/g, '%');
        else format += /^%[-#+ 0,(]*\d*(?:\.\d+)?[a-zA-Z]/.test(p) ? p : `%s${p}`;
      });
      for (const a of t.args) args.push(this.adapt(this.infer(a, env, null), this.object, env, a));
      const m = this.universe
        .find('java.lang.String')!
        .methods.get('format')!
        .find((x) => x.parameters.length === 2)!;
      return {
        k: 'Call',
        ...this.place(t),
        nameAt: t.at,
        target: this.classRef(m.owner, t),
        name: 'format',
        typeArgs: null,
        args: [this.text(format, t), ...args],
        method: m,
        varargsFrom: 1,
        varargsElement: this.object,
        type: string,
      };
    }
    if (t.kind !== 's' && t.kind !== 'raw')
      return this.error(env, t, `value ${t.kind} is not a member of StringContext`);
    let e: Expr = this.text(t.parts[0]!, t);
    t.args.forEach((a, i) => {
      const value = this.printable(this.infer(a, env, null));
      e = { k: 'Binary', ...this.place(t), op: '+', left: e, right: value, operandType: null, type: string };
      const part = t.parts[i + 1]!;
      if (part !== '')
        e = {
          k: 'Binary',
          ...this.place(t),
          op: '+',
          left: e,
          right: this.text(part, t),
          operandType: null,
          type: string,
        };
    });
    return e;
  }

  private id(
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
  private readLocal(local: Local, t: At, env: Env): Expr {
    const name = this.read(local.symbol, t, env);
    if (local.byName) {
      const type = local.symbol.type as ClassType;
      const method = this.functionShape(type)!.method;
      return this.result(
        {
          k: 'Call',
          ...this.place(t),
          nameAt: t.at,
          target: name,
          name: 'apply',
          typeArgs: null,
          args: [],
          method,
          type: type.args[0]!,
        },
        method,
      );
    }
    const type = name.type!;
    // Parameters of functions are boxed.
    const plain = type.kind === 'class' && local.symbol.kind === 'parameter' ? this.relations.unbox(type) : null;
    if (plain)
      return {
        k: 'Cast',
        ...this.place(t),
        to: { k: 'TKnown', at: t.at, type: plain },
        operand: name,
        target: plain,
        type: plain,
      };
    return name;
  }
  private localCall(local: Local, t: At, args: readonly ArgTree[] | null, env: Env): Expr {
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
  private unboxedIf(e: Expr, t: Type): Expr {
    return t.kind === 'primitive' ? this.unboxed(e) : e;
  }
  /** `f` of a class as a function: its constructor or apply. */
  private companionFunction(r: Receiver, t: At, env: Env, expected: Type | null): Expr {
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
  private application(t: Tree, env: Env, expected: Type | null): Expr {
    const lists: (readonly ArgTree[])[] = [];
    let targs: Type[] | null = null;
    let at: Tree = t;
    let whole = t;
    while (at.t === 'apply' || at.t === 'types') {
      if (at.t === 'types') {
        targs = at.args.map((a) => this.typeOf(a, env));
        at = at.fn;
      } else {
        if (targs) break;
        lists.unshift(at.args);
        whole = at;
        at = at.fn;
      }
    }
    void whole;
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
      const flat = this.flatten(lists, 1);
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
      void flat;
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
        const left = this.unboxedParam(r.expr);
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
  private unboxedParam(e: Expr): Expr {
    return e;
  }
  private flatten(lists: readonly (readonly ArgTree[])[], n: number): readonly ArgTree[] {
    return lists.slice(0, n).flat();
  }
  /** Tries all argument lists together, then fewer; the rest applies to the result. */
  private curried(
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
  private owner(c: Chosen): string {
    return `${c.method.owner.isInterface ? 'trait' : c.method.owner.isModule ? 'object' : 'class'} ${c.method.owner.name.replace(/\$$/, '')}`;
  }
  private signature(c: Chosen): string {
    const { params, result } = this.formals(c);
    const names = c.method.parameters.slice(c.extension ? 1 : 0);
    return `(${params.map((p, i) => `${names[i]?.name ?? 'x'}: ${this.show(p)}`).join(', ')})${this.show(result)}`;
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

  /** `new C(args)` with type arguments from the arguments, or the expected type. */
  construct(type: ClassType, args: readonly ArgTree[], env: Env, expected: Type | null, t: At): Expr {
    const symbol = type.symbol;
    const vars = symbol.typeParameters;
    const all: Chosen[] = symbol.constructors.map((m) => ({
      method: {
        ...m,
        typeParameters: type.args.length === 0 ? vars : [],
        returnType: { kind: 'class' as const, symbol, args: type.args.length === 0 ? vars : type.args },
      },
      receiver: { expr: this.classRef(symbol, t), type: type.args.length > 0 ? type : symbol.thisType },
      extension: false,
    }));
    all.forEach((c, i) => {
      const d = this.defaults.get(symbol.constructors[i]!);
      if (d) this.defaults.set(c.method, d);
    });
    if (all.length === 0)
      return {
        k: 'New',
        ...this.place(t),
        outer: null,
        class: { k: 'TKnown', at: t.at, type },
        args: [],
        body: null,
        type,
      };
    const typedArgs: (Expr | null)[] = [];
    const chosen = this.choose(all, args, env, typedArgs);
    if (!chosen) {
      for (const a of args) if (!this.isFunctionTree(a.value)) this.infer(a.value, env, null);
      const only = all[0]!;
      const { params } = this.formals(only);
      if (all.length === 1 && args.length < params.length) {
        const missing = only.method.parameters.slice(args.length).map((p) => p.name);
        return this.error(
          env,
          t,
          `not enough arguments for constructor ${symbol.name}: ${this.signature(only)}.\nUnspecified value parameter${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`,
        );
      }
      if (all.length === 1)
        return this.error(
          env,
          t,
          `too many arguments (${args.length}) for constructor ${symbol.name}: ${this.signature(only)}`,
        );
      return this.error(
        env,
        t,
        `overloaded method constructor ${symbol.name} with alternatives:\n${all.map((c) => `  ${this.signature(c)}`).join(' <and>\n')}\n cannot be applied to (${args.map((a) => (this.isFunctionTree(a.value) ? 'Any => Any' : this.show(this.typed(this.infer(a.value, env, null))))).join(', ')})`,
      );
    }
    const e = this.call(chosen, symbol.name, null, args, env, expected, t, typedArgs);
    const call = e.k === 'Call' ? e : null;
    if (!call) return e;
    const original = symbol.constructors[all.indexOf(chosen)]!;
    return {
      k: 'New',
      ...this.place(t),
      outer: null,
      class: { k: 'TKnown', at: t.at, type },
      args: call.args,
      body: null,
      constructor$: original,
      type: call.type!,
      ...(call.varargsFrom !== undefined
        ? { varargsFrom: call.varargsFrom, varargsElement: call.varargsElement! }
        : {}),
    };
  }
  /** `new C(values)` of a class with one constructor. */
  make(type: ClassType, args: Expr[], t: At): Expr {
    const constructor$ = type.symbol.constructors.find((c) => c.parameters.length === args.length)!;
    return {
      k: 'New',
      ...this.place(t),
      outer: null,
      class: { k: 'TKnown', at: t.at, type },
      args,
      body: null,
      constructor$,
      type,
    };
  }
  private creation(t: Tree & { t: 'new' }, env: Env, expected: Type | null): Expr {
    if (t.body || t.parents.length !== 1) return this.anonymous(t, env);
    const p = t.parents[0]!;
    // Type arguments may be left out: `new OutputTag("x")` takes them from the expected type.
    const written = p.type;
    if (written.t === 'named' && written.path.length === 1 && written.path[0] === 'Array') {
      const of = this.typeOf(written, env);
      const sizes = (p.args ?? []).map((a) => this.expr(a.value, env, INT));
      const element = of.kind === 'array' ? of.of : this.object;
      return {
        k: 'NewArray',
        ...this.place(t),
        element: { k: 'TKnown', at: t.at, type: element },
        sizes,
        extraDimensions: 0,
        init: null,
        type: of,
      };
    }
    if (written.t === 'named' && written.args.length === 0) {
      const symbol = this.findClass(written.path, env);
      if (symbol && symbol.typeParameters.length > 0)
        return this.construct({ kind: 'class', symbol, args: [] }, p.args ?? [], env, expected, t);
    }
    const type = this.typeOf(written, env);
    if (type.kind === 'array') {
      const sizes = (p.args ?? []).map((a) => this.expr(a.value, env, INT));
      return {
        k: 'NewArray',
        ...this.place(t),
        element: { k: 'TKnown', at: t.at, type: type.of },
        sizes,
        extraDimensions: 0,
        init: null,
        type,
      };
    }
    if (type.kind !== 'class') return this.nullOf(t);
    if (type.symbol.isAbstract)
      return this.error(
        env,
        t,
        `${type.symbol.isInterface ? 'trait' : 'class'} ${type.symbol.name} is abstract; cannot be instantiated`,
      );
    return this.construct(type, p.args ?? [], env, expected, t);
  }
  private arrayApply(
    targs: readonly Type[] | null,
    args: readonly ArgTree[],
    env: Env,
    expected: Type | null,
    t: At,
  ): Expr {
    const want = targs?.[0] ?? (expected?.kind === 'array' ? expected.of : null);
    if (args.length === 1 && args[0]!.spread)
      return this.arrayFrom(this.infer(args[0]!.value, env, null), want ?? this.object, t);
    const items = args.map((a) => this.expr(a.value, env, want));
    const of = want ?? this.plain(this.lub(items.map((e) => this.typed(e))));
    const type: Type = { kind: 'array', of };
    return {
      k: 'NewArray',
      ...this.place(t),
      element: { k: 'TKnown', at: t.at, type: of },
      sizes: [],
      extraDimensions: 1,
      type,
      init: {
        k: 'ArrayInit',
        ...this.place(t),
        elements: items.map((e, i) => this.adapt(e, of, env, args[i]!.value)),
        type,
      },
    };
  }
  private copyOf(e: Expr, type: ClassType, args: readonly ArgTree[], env: Env, t: At): Expr {
    const fields = this.caseFields(type.symbol)!;
    const v = this.temporary(type, env);
    const by = this.view(type, type.symbol);
    const statements: Stmt[] = [this.declare(v, e, t)];
    const list = fields.map((f, i) => {
      const formal = this.relations.substitute(f.type, by);
      const given = args.find((a) => a.name === f.name) ?? (args[i] && !args[i]!.name ? args[i] : undefined);
      if (given) return this.expr(given.value, env, this.plain(formal));
      const field = this.field(type.symbol, f.name)!;
      const read: Expr = {
        k: 'Select',
        ...this.place(t),
        target: this.read(v, t, env),
        name: f.name,
        symbol: field,
        type: formal,
      };
      return read;
    });
    statements.push({ k: 'Expr', at: t.at, expr: this.make(type, list, t) });
    return { k: 'BlockExpr', ...this.place(t), type, body: { k: 'Block', at: t.at, end: t.end, statements } };
  }
  instanceOf(e: Expr, type: Type, t: At): Expr {
    const target = this.box(type);
    const operand = this.typed(e).kind === 'primitive' ? this.adapt(e, this.object, null as never, t) : e;
    return {
      k: 'InstanceOf',
      ...this.place(t),
      operand: { ...operand, type: this.box(this.typed(operand)) } as Expr,
      test: { k: 'TKnown', at: t.at, type: target },
      binding: null,
      target,
      type: BOOLEAN,
    };
  }
  castTo(e: Expr, type: Type, t: At): Expr {
    const from = this.typed(e);
    if (type.kind === 'primitive') {
      if (from.kind === 'primitive')
        return { k: 'Cast', ...this.place(t), to: { k: 'TKnown', at: t.at, type }, operand: e, target: type, type };
      return this.unboxed({ ...e, type: this.box(type) } as Expr);
    }
    if (type.kind === 'void') return e;
    return { k: 'Cast', ...this.place(t), to: { k: 'TKnown', at: t.at, type }, operand: e, target: type, type };
  }

  private assign(t: Tree & { t: 'assign' }, env: Env): Expr {
    const { target } = t;
    if (target.t === 'apply') {
      // a(i) = x is a.update(i, x).
      const array = this.infer(target.fn, env, null);
      const type = this.typed(array);
      if (type.kind === 'array') {
        const index = this.expr(target.args[0]!.value, env, INT);
        const place: Expr = { k: 'Index', ...this.place(target), array, index, type: type.of };
        return {
          k: 'Assign',
          ...this.place(t),
          target: place,
          value: this.expr(t.value, env, this.plain(type.of)),
          type: VOID,
        };
      }
      const select: Tree & { t: 'select' } = { t: 'select', of: target.fn, name: 'update', ...this.place(target) };
      return this.member(
        { expr: array, type },
        select,
        null,
        [...target.args, { name: null, value: t.value, spread: false }],
        env,
        VOID,
      );
    }
    if (target.t === 'id') {
      const found = this.lookup(target.name, env);
      if (found) {
        const { symbol } = found.local;
        const value = this.expr(t.value, env, symbol.type);
        if (!found.local.isVar) return this.error(env, t, 'reassignment to val');
        const place = this.read(symbol, target, env);
        symbol.reassigned = true;
        return { k: 'Assign', ...this.place(t), target: place, value, type: VOID };
      }
    }
    const name = target.t === 'id' || target.t === 'select' ? target.name : '';
    let r: Receiver | string;
    if (target.t === 'select') r = this.qualifier(target.of, env);
    else {
      const found = this.root(name, target, env);
      if (!found) return this.error(env, target, `not found: value ${name}`);
      r = 'member' in found ? found.member : { expr: null, type: ERROR };
    }
    if (typeof r === 'string' || r.type.kind !== 'class') {
      this.infer(t.value, env, null);
      return this.nullOf(t);
    }
    const setter = this.candidates(r, `${name}_=`, t)[0];
    const field = this.field(r.type.symbol, name);
    if (setter && (!field || field.flags.has('accessed')))
      return this.call(setter, `${name}_=`, null, [{ name: null, value: t.value, spread: false }], env, VOID, t);
    if (field) {
      if (field.flags.has('final')) return this.error(env, t, 'reassignment to val');
      const type = this.relations.substitute(field.type, this.view(r.type, field.owner));
      const value = this.expr(t.value, env, type);
      return {
        k: 'Assign',
        ...this.place(t),
        target: {
          k: 'Select',
          ...this.place(target),
          target: r.expr ?? this.classRef(r.type.symbol, target),
          name,
          symbol: field,
          type,
        },
        value,
        type: VOID,
      };
    }
    if (this.hasMember(r, name, target)) return this.error(env, t, 'reassignment to val');
    return this.error(env, target, `value ${name} is not a member of ${this.show(r.type)}`);
  }
  /** `x += y`: a method of x, or an assignment. */
  private compound(target: Tree & { t: 'select' }, op: string, left: Expr, right: Tree, env: Env, t: At): Expr | null {
    const type = this.typed(left);
    if (type.kind !== 'primitive' && !this.relations.isString(type)) {
      if (this.hasMember({ expr: left, type }, `${op}=`, t)) return null;
      return this.assign(
        {
          t: 'assign',
          target: target.of,
          value: {
            t: 'apply',
            fn: { ...target, name: op },
            args: [{ name: null, value: right, spread: false }],
            infix: true,
            ...this.place(t),
          },
          ...this.place(t),
        },
        env,
      );
    }
    if (type.kind === 'primitive' && (target.of.t === 'id' || target.of.t === 'apply' || target.of.t === 'select')) {
      const value = this.unboxed(this.infer(right, env, null));
      const v = this.typed(value);
      if (v.kind === 'error') return value;
      if (left.k === 'Index' && v.kind === 'primitive') {
        const operandType = type.name === 'boolean' ? BOOLEAN : this.relations.promote(type, v);
        return {
          k: 'CompoundAssign',
          ...this.place(t),
          op: op as BinaryOp,
          target: left,
          value,
          operandType,
          type: VOID,
        };
      }
    }
    return this.assign(
      {
        t: 'assign',
        target: target.of,
        value: {
          t: 'apply',
          fn: { ...target, name: op },
          args: [{ name: null, value: right, spread: false }],
          infix: true,
          ...this.place(t),
        },
        ...this.place(t),
      },
      env,
    );
  }

  // ---- functions -------------------------------------------------------------------------------------------------------

  variable(name: string, type: Type, kind: 'local' | 'parameter', t: At, env: Env): VariableSymbol {
    return {
      kind,
      name,
      type,
      at: t.at,
      isFinal: true,
      reassigned: false,
      uninitialized: false,
      body: env.frame?.key ?? null,
      assignments: [],
    };
  }
  temporary(type: Type, env: Env): VariableSymbol {
    return this.variable(`x$t${++this.#temps}`, type, 'local', { at: 0, start: 0, end: 0 }, env);
  }
  declare(v: VariableSymbol, init: Expr | null, t: At): Stmt {
    return {
      k: 'Local',
      at: t.at,
      type: { k: 'TKnown', at: t.at, type: v.type },
      modifiers: { flags: new Set(), annotations: [] },
      variables: [{ at: t.at, name: v.name, dimensions: 0, init, symbol: v }],
    };
  }
  lambda(t: At, params: readonly ParamTree[], body: Tree, env: Env, expected: Type | null): Expr {
    const shape = this.functionShape(expected);
    const n = params.length;
    if (expected && shape && shape.params.length !== n) {
      // ((a, b)) => … is not a function of two; a tuple is one value.
      return this.error(env, t, `wrong number of parameters; expected = ${shape.params.length}`);
    }
    const types = params.map((p, i): Type => {
      if (p.type) return this.typeOf(p.type, env);
      const s = shape?.params[i];
      const known = s && s.kind !== 'wildcard' ? s : null;
      if (
        !known ||
        (expected?.kind === 'class' &&
          expected.args[i]?.kind === 'wildcard' &&
          /^scala\.Function/.test(expected.symbol.binaryName) &&
          expected.args[i]!.kind === 'wildcard' &&
          (expected.args[i] as { type: Type | null }).type === null)
      ) {
        this.error(
          env,
          p,
          p.name.startsWith('x$')
            ? `missing parameter type for expanded function (${params.map((q) => q.name).join(', ')}) => …`
            : 'missing parameter type',
        );
        return ERROR;
      }
      return known;
    });
    const result =
      shape &&
      (shape.result.kind !== 'variable' || shape.method.owner.isLibrary === false) &&
      shape.result.kind !== 'wildcard'
        ? shape.result
        : null;
    const open =
      expected?.kind === 'class' && /^scala\.Function/.test(expected.symbol.binaryName)
        ? this.hasHole(expected.args[n] ?? VOID) || expected.args[n]?.kind === 'variable'
        : shape?.result.kind === 'class' && this.hasHole(shape.result);
    return this.function(
      t,
      params.map((p) => p.name),
      types,
      env,
      open ? null : result,
      shape,
      (inside, want) => this.bodyOf(body, inside, want),
    );
  }
  /** Statements of a function body with its type. */
  bodyOf(body: Tree, env: Env, expected: Type | null): { readonly statements: Stmt[]; readonly type: Type } {
    const tail: Tail = { expected, found: [] };
    const statements = this.tail(body, env, tail);
    return { statements, type: this.settle(tail, env) };
  }
  function(
    t: At,
    names: readonly string[],
    types: readonly Type[],
    env: Env,
    result: Type | null,
    shape: ReturnType<Typer['functionShape']>,
    write: (env: Env, expected: Type | null) => { readonly statements: Stmt[]; readonly type: Type },
  ): Expr {
    const key = {};
    const lambda: Lambda & { body: Block } = {
      k: 'Lambda',
      ...this.place(t),
      params: [],
      body: { k: 'Block', at: t.at, end: t.end, statements: [] },
      captures: { variables: [], usesThis: false },
    };
    const frame = { kind: 'lambda' as const, parent: env.frame!, key, lambda };
    const inside = inner(env, { frame, returns: null });
    const isScala = !shape || /^scala\.Function/.test(shape.type.symbol.binaryName);
    const variables = names.map((name, i) => {
      const declared = shape && !isScala ? shape.params[i]! : this.box(types[i]!);
      const v = this.variable(
        name,
        isScala ? this.box(types[i]!) : declared.kind === 'primitive' ? declared : this.box(types[i]!),
        'parameter',
        t,
        inside,
      );
      inside.locals.set(name, { symbol: v });
      return v;
    });
    const made = write(inside, result ? (result.kind === 'class' ? this.plain(result) : result) : null);
    const type = made.type;
    lambda.variables = variables;
    (lambda.body as { statements: readonly Stmt[] }).statements = made.statements;
    const fn =
      shape && !isScala
        ? shape.type
        : this.known(
            `scala.Function${names.length}`,
            ...types,
            result && result.kind !== 'void' && type.kind !== 'error' && !this.isNothing(result)
              ? this.relations.isObject(result)
                ? type
                : result
              : result?.kind === 'void' || (result && this.isNamed(result, 'scala.runtime.BoxedUnit'))
                ? VOID
                : type,
          );
    const own = this.functionShape(fn)!;
    lambda.type = fn;
    lambda.method = own.method;
    lambda.paramTypes = variables.map((v) => v.type);
    const returns =
      own.method.returnType.kind === 'void'
        ? VOID
        : isScala
          ? this.box(type.kind === 'void' ? VOID : type)
          : own.result;
    lambda.returnType = returns;
    const unitValue = returns.kind !== 'void' && type.kind === 'void';
    lambda.body = { ...lambda.body, statements: unitValue ? this.endWithUnit(made.statements, t) : made.statements };
    this.retarget(lambda.body.statements, returns);
    return lambda;
  }
  /** Returns of a body of type Unit as statements; the function then gives `()`. */
  private endWithUnit(list: readonly Stmt[], t: At): Stmt[] {
    return [
      ...list.map((s) => this.withoutValue(s)),
      { k: 'Return', at: t.at, value: this.valueOfUnit(t), expected: this.object },
    ];
  }
  withoutValue(s: Stmt): Stmt {
    switch (s.k) {
      case 'Return':
        return s.value && (s as { isTail?: boolean }).isTail ? { k: 'Expr', at: s.at, expr: s.value } : s;
      case 'If':
        return { ...s, then: this.withoutValue(s.then), else: s.else ? this.withoutValue(s.else) : null };
      case 'Block':
        return { ...s, statements: s.statements.map((x) => this.withoutValue(x)) };
      case 'Labeled':
        return { ...s, body: this.withoutValue(s.body) };
      case 'Try':
        return {
          ...s,
          body: this.withoutValue(s.body) as Block,
          catches: s.catches.map((c) => ({ ...c, body: this.withoutValue(c.body) as Block })),
        };
      default:
        return s;
    }
  }
  private retarget(list: readonly Stmt[], to: Type): void {
    for (const s of list) {
      if (s.k === 'Return') s.expected = to;
      else if (s.k === 'If') this.retarget([s.then, ...(s.else ? [s.else] : [])], to);
      else if (s.k === 'Block') this.retarget(s.statements, to);
      else if (s.k === 'Labeled' || s.k === 'While' || s.k === 'Do' || s.k === 'For') this.retarget([s.body], to);
      else if (s.k === 'Try')
        this.retarget([s.body, ...s.catches.map((c) => c.body), ...(s.finally ? [s.finally] : [])], to);
    }
  }
  thunk(t: Tree, env: Env, expected: Type | null, type: ClassType): { readonly expr: Expr; readonly result: Type } {
    let found: Type = VOID;
    const target = this.known('scala.Function0', expected ?? this.object);
    const shape = this.functionShape(target)!;
    const e = this.function(t, [], [], env, expected, expected ? shape : null, (inside) => {
      const made = this.bodyOf(t, inside, expected ? this.plain(expected) : null);
      found = made.type;
      return made;
    });
    void type;
    return { expr: e, result: expected && !this.isNothing(expected) ? expected : found };
  }
  private casesLambda(t: Tree & { t: 'cases' }, env: Env, expected: Type | null): Expr {
    const shape = this.functionShape(expected);
    if (!shape) {
      return this.error(
        env,
        t,
        'missing parameter type for expanded function\nThe argument types of an anonymous function must be fully known. (SLS 8.5)\nExpected type was: ?',
      );
    }
    const names = shape.params.map((_, i) => `x0$${i + 1}`);
    const selector: Tree =
      names.length === 1
        ? { t: 'id', name: names[0]!, ...this.place(t) }
        : { t: 'tuple', of: names.map((name): Tree => ({ t: 'id', name, ...this.place(t) })), ...this.place(t) };
    const open =
      expected?.kind === 'class' &&
      shape.result.kind !== 'void' &&
      (this.hasHole(expected.args[names.length] ?? VOID) || shape.result.kind === 'variable');
    const isPartial = expected?.kind === 'class' && /PartialFunction/.test(expected.symbol.binaryName);
    void isPartial;
    return this.function(
      t,
      names,
      shape.params.map((p) => this.plain(p)),
      env,
      open ? null : shape.result,
      shape,
      (inside, want) => this.bodyOf({ t: 'match', selector, cases: t.cases, ...this.place(t) }, inside, want),
    );
  }
  private eta(of: Tree, env: Env, expected: Type | null): Expr {
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
  private rootMember(t: Tree & { t: 'id' }, env: Env): Receiver | null {
    const found = this.root(t.name, t, env);
    return found && 'member' in found ? found.member : null;
  }
  private etaOf(
    write: (args: readonly ArgTree[]) => Expr,
    n: number,
    t: At,
    env: Env,
    expected: Type,
    types: readonly Type[] | null = null,
  ): Expr {
    const shape = this.functionShape(expected)!;
    const names = Array.from({ length: n }, (_, i) => `x$eta${++this.#temps}_${i}`);
    const free = this.hasHole(shape.result) || shape.result.kind === 'variable' || types !== null;
    return this.function(
      t,
      names,
      types ?? shape.params.map((p) => this.plain(p)),
      env,
      free ? null : shape.result,
      types ? null : shape,
      (inside, want) => {
        const saved = this.etaEnv;
        this.etaEnv = inside;
        const args = names.map(
          (name): ArgTree => ({ name: null, spread: false, value: { t: 'id', name, ...this.place(t) } }),
        );
        const e = this.withEnv(inside, () => write(args));
        this.etaEnv = saved;
        const value = want && !this.hasHole(want) ? this.adapt(e, want, inside, { ...this.place(t) }) : e;
        return { statements: [{ k: 'Return', at: t.at, value, expected: this.typed(value) }], type: this.typed(value) };
      },
    );
  }
  private etaEnv: Env | null = null;
  /** Names of an eta expansion are found through a synthetic environment. */
  private withEnv<T>(inside: Env, run: () => T): T {
    const parents: [Env, Map<string, Local>][] = [];
    const e = inside.parent;
    if (e) {
      parents.push([e, new Map()]);
      for (const [name, local] of inside.locals) if (name.startsWith('x$eta')) e.locals.set(name, local);
    }
    const saved = this.frameOverride;
    this.frameOverride = inside.frame;
    try {
      return run();
    } finally {
      this.frameOverride = saved;
      for (const [e] of parents)
        for (const name of inside.locals.keys()) if (name.startsWith('x$eta')) e.locals.delete(name);
    }
  }
  private frameOverride: Env['frame'] | null = null;
  override noteVariable(v: VariableSymbol, env: Env): void {
    super.noteVariable(v, this.frameOverride ? { ...env, frame: this.frameOverride } : env);
  }
  override noteThis(owner: ClassSymbol, env: Env): void {
    super.noteThis(owner, this.frameOverride ? { ...env, frame: this.frameOverride } : env);
  }

  // ---- for comprehensions ----------------------------------------------------------------------------------------------

  private desugar(list: readonly Enumerator[], body: Tree, isYield: boolean, t: At): Tree {
    const [first, ...rest] = list;
    if (first?.t !== 'from') return body;
    let value = first.value;
    const more = [...rest];
    const simple = first.pattern.t === 'bind' && !first.pattern.of ? first.pattern.name : null;
    const fn = (b: Tree): Tree =>
      simple
        ? {
            t: 'function',
            params: [{ name: simple, type: null, default: null, member: null, isPrivate: false, ...this.place(first) }],
            body: b,
            ...this.place(first),
          }
        : {
            t: 'cases',
            cases: [{ pattern: first.pattern, guard: null, body: b, ...this.place(first) }],
            ...this.place(first),
          };
    const callOf = (of: Tree, name: string, f: Tree): Tree => ({
      t: 'apply',
      fn: { t: 'select', of, name, ...this.place(first) },
      args: [{ name: null, value: f, spread: false }],
      infix: false,
      ...this.place(t),
    });
    const lets: Tree[] = [];
    while (more[0] && more[0].t !== 'from') {
      const m = more.shift()!;
      if (m.t === 'if')
        value = callOf(
          value,
          'withFilter',
          fn(lets.length > 0 ? { t: 'block', statements: [...lets, m.condition], ...this.place(m) } : m.condition),
        );
      else if (m.t === 'let')
        lets.push({
          t: 'val',
          isVar: false,
          isLazy: false,
          modifiers: new Set(),
          pattern: m.pattern,
          type: null,
          value: m.value,
          ...this.place(m),
        });
    }
    const insideTree = more.length > 0 ? this.desugar(more, body, isYield, t) : body;
    const wrapped: Tree =
      lets.length > 0 ? { t: 'block', statements: [...lets, insideTree], ...this.place(t) } : insideTree;
    return callOf(value, isYield ? (more.length > 0 ? 'flatMap' : 'map') : 'foreach', fn(wrapped));
  }

  // ---- statements ------------------------------------------------------------------------------------------------------

  private give(e: Expr, tree: Tree, env: Env, tail: Tail): Stmt[] {
    const node: Stmt & { k: 'Return' } = { k: 'Return', at: tree.start, value: e, expected: null };
    (node as { isTail?: boolean }).isTail = true;
    tail.found.push({ node: node as { value: Expr | null; expected?: Type | null }, expr: e, tree, env });
    return [node];
  }
  block(statements: Stmt[], t: At): Block {
    return { k: 'Block', at: t.at, end: t.end, statements };
  }
  /** A tree whose value is returned. */
  tail(t: Tree, env: Env, tail: Tail): Stmt[] {
    switch (t.t) {
      case 'block': {
        const inside = inner(env);
        const list = t.statements;
        const last = list[list.length - 1];
        const out = this.prepare(list, inside);
        for (const s of list.slice(0, -1)) out.push(...this.effect(s, inside));
        if (last && !isDefinition(last)) out.push(...this.tail(last, inside, tail));
        else {
          if (last) out.push(...this.effect(last, inside));
          out.push(...this.give(this.unit(t), t, env, tail));
        }
        return [this.block(out, t)];
      }
      case 'if': {
        const condition = this.expr(t.condition, env, BOOLEAN);
        const then = this.block(this.tail(t.then, inner(env), tail), t.then);
        const otherwise = t.else
          ? this.block(this.tail(t.else, inner(env), tail), t.else)
          : this.block(this.give(this.unit(t), t, env, tail), t);
        return [{ k: 'If', at: t.at, condition, then, else: otherwise }];
      }
      case 'match':
        return this.match(t, env, tail);
      case 'try':
        return this.tryCatch(t, env, tail);
      case 'return':
      case 'throw':
        return this.effect(t, env);
      case 'while':
        return [...this.effect(t, env), ...this.give(this.unit(t), t, env, tail)];
      default: {
        const expected =
          tail.expected && tail.expected.kind !== 'void' && tail.expected.kind !== 'wildcard' ? tail.expected : null;
        return this.give(this.infer(t, env, expected), t, env, tail);
      }
    }
  }
  private unit(t: At): Expr {
    return { k: 'BlockExpr', ...this.place(t), type: VOID, body: this.block([], t) };
  }
  /** Nested defs can be used before they stand. */
  private prepare(list: readonly Tree[], env: Env): Stmt[] {
    const out: Stmt[] = [];
    for (const s of list) {
      if (s.t === 'import') this.importInto(s, env);
      if (s.t === 'class') this.localClass(s, env);
    }
    for (const s of list) {
      if (s.t !== 'def') continue;
      const params = (s.params ?? []).flat();
      const scope = inner(env);
      for (const p of s.typeParams) scope.types.set(p.name, this.object);
      const types = params.map((p) => (p.type ? this.typeOf(p.type, scope) : ERROR));
      const result = s.type ? this.typeOf(s.type, scope) : s.isProcedure ? VOID : null;
      const fn = this.known(`scala.Function${params.length}`, ...types, result ?? this.object);
      const v = this.variable(s.name, fn, 'local', s, env);
      v.isFinal = false;
      v.reassigned = true;
      env.locals.set(s.name, { symbol: v, def: { params: types, result, parameterless: s.params === null } });
      out.push(...this.variableStatement(v, null, s));
    }
    return out;
  }
  /** The declaration of a var: when it is captured, its value moves into an object. */
  private variableStatement(v: VariableSymbol, init: Expr | null, t: At): Stmt[] {
    const local = this.declare(v, init, t) as Stmt & { k: 'Local' };
    const store: Stmt = { k: 'Empty', at: t.at };
    const declarator = local.variables[0]! as { init: Expr | null };
    const original = v.type;
    this.vars.push({
      symbol: v,
      patch: (ref) => {
        const constructor$ = ref.constructors[0]!;
        const type: ClassType = { kind: 'class', symbol: ref, args: [] };
        const value = declarator.init;
        declarator.init = {
          k: 'New',
          ...this.place(t),
          outer: null,
          class: { k: 'TKnown', at: t.at, type },
          args: [],
          body: null,
          constructor$,
          type,
        };
        const elem = {
          kind: 'field' as const,
          name: 'elem',
          owner: ref,
          flags: new Set<string>(['public']),
          type: original,
          at: 0,
        };
        for (const node of this.nodes.get(v) ?? []) {
          const target: Name = {
            k: 'Name',
            at: node.at,
            start: node.start,
            end: node.end,
            name: v.name,
            symbol: v,
            type,
          };
          const writable = node as unknown as Record<string, unknown>;
          writable.k = 'Select';
          writable.target = target;
          writable.name = 'elem';
          writable.symbol = elem;
        }
        v.type = type;
        if (value) {
          const target: Expr = {
            k: 'Select',
            ...this.place(t),
            target: { k: 'Name', ...this.place(t), name: v.name, symbol: v, type },
            name: 'elem',
            symbol: elem,
            type: original,
          };
          Object.assign(store, { k: 'Expr', expr: { k: 'Assign', ...this.place(t), target, value, type: original } });
        }
      },
    });
    return [local, store];
  }

  /** A tree whose value is not needed. */
  effect(t: Tree, env: Env): Stmt[] {
    switch (t.t) {
      case 'block': {
        const inside = inner(env);
        const out = this.prepare(t.statements, inside);
        for (const s of t.statements) out.push(...this.effect(s, inside));
        return [this.block(out, t)];
      }
      case 'if':
        return [
          {
            k: 'If',
            at: t.at,
            condition: this.expr(t.condition, env, BOOLEAN),
            then: this.block(this.effect(t.then, inner(env)), t.then),
            else: t.else ? this.block(this.effect(t.else, inner(env)), t.else) : null,
          },
        ];
      case 'while': {
        const condition = this.expr(t.condition, env, BOOLEAN);
        const body = this.block(this.effect(t.body, inner(env)), t.body);
        return [t.isDo ? { k: 'Do', at: t.at, condition, body } : { k: 'While', at: t.at, condition, body }];
      }
      case 'match':
        return this.match(t, env, null);
      case 'try':
        return this.tryCatch(t, env, null);
      case 'throw':
        return [{ k: 'Throw', at: t.at, value: this.expr(t.value, env, this.known('java.lang.Throwable')) }];
      case 'return': {
        const returns = env.returns;
        const value = t.value ? this.expr(t.value, env, returns) : null;
        if (!value || returns?.kind === 'void')
          return [
            ...(value ? [{ k: 'Expr' as const, at: t.at, expr: value }] : []),
            { k: 'Return', at: t.at, value: null },
          ];
        return [{ k: 'Return', at: t.at, value, expected: returns }];
      }
      case 'val':
        return this.localValue(t, env);
      case 'def':
        return this.localDef(t, env);
      case 'class':
      case 'import':
        return [];
      case 'type':
        env.types.set(t.name, this.typeOf(t.to, env));
        return [];
      default:
        return [{ k: 'Expr', at: t.start, expr: this.infer(t, env, VOID) }];
    }
  }
  private localValue(t: Tree & { t: 'val' }, env: Env): Stmt[] {
    const type = t.type ? this.typeOf(t.type, env) : null;
    if (t.value === null) {
      this.error(env, t, 'only classes can have declared but undefined members');
      return [];
    }
    if (t.value === 'default') {
      this.error(env, t, 'local variables must be initialized');
      return [];
    }
    const value = this.expr(t.value, env, type);
    const actual = type ?? this.widen(this.typed(value));
    if (t.pattern.t === 'bind' && !t.pattern.of) {
      if (env.locals.has(t.pattern.name) && !env.locals.get(t.pattern.name)!.symbol.name.startsWith('x$'))
        this.error(env, t.pattern, `${t.pattern.name} is already defined as value ${t.pattern.name}`);
      const stored = actual.kind === 'void' ? this.box(actual) : actual;
      const v = this.variable(t.pattern.name, stored, 'local', t, env);
      const init = actual.kind === 'void' ? this.adapt(value, this.object, env, t) : value;
      env.locals.set(t.pattern.name, { symbol: v, isVar: t.isVar });
      if (!t.isVar) return [this.declare(v, init, { ...t, at: t.start })];
      v.isFinal = false;
      return this.variableStatement(v, init, { ...t, at: t.start });
    }
    if (t.pattern.t === 'any') return [{ k: 'Expr', at: t.start, expr: value }];
    const v = this.temporary(actual, env);
    const out: Stmt[] = [this.declare(v, value, { ...t, at: t.start })];
    const steps = this.pattern(t.pattern, () => this.read(v, t, env), actual, env);
    for (const s of steps) {
      if ('bind' in s) out.push(this.declare(s.bind, s.value, t));
      else
        out.push({
          k: 'If',
          at: t.at,
          condition: { k: 'Unary', ...this.place(t), op: '!', operand: s.test, type: BOOLEAN },
          then: this.matchError(this.read(v, t, env), t),
          else: null,
        });
    }
    return out;
  }
  widen(t: Type): Type {
    return t.kind === 'null' ? this.nothing : t;
  }
  private localDef(t: Tree & { t: 'def' }, env: Env): Stmt[] {
    const local = env.locals.get(t.name);
    if (!local?.def || !t.body) return [];
    const params = (t.params ?? []).flat();
    const scope = inner(env);
    for (const p of t.typeParams) scope.types.set(p.name, this.object);
    const declared = local.def.result;
    const e = this.function(
      t,
      params.map((p) => p.name),
      local.def.params,
      scope,
      declared,
      null,
      (inside, want) => this.bodyOf(t.body!, inner(inside, { returns: declared }), want),
    );
    if (!declared) {
      const type = e.type as ClassType;
      (local.def as { result: Type | null }).result = this.plain(type.args[type.args.length - 1]!);
      (local.symbol as { type: Type }).type = type;
    }
    const target = this.read(local.symbol, t, env);
    return [
      { k: 'Expr', at: t.start, expr: { k: 'Assign', ...this.place(t), target, value: e, type: local.symbol.type } },
    ];
  }
  matchError(e: Expr, t: At): Stmt {
    const type = this.known('scala.MatchError');
    return { k: 'Throw', at: t.at, value: this.make(type, [this.adapt(e, this.object, null as never, t)], t) };
  }

  private match(t: Tree & { t: 'match' }, env: Env, tail: Tail | null): Stmt[] {
    const selector = this.infer(t.selector, env, null);
    const type = this.typed(selector);
    const v = this.temporary(type.kind === 'void' ? this.object : type, env);
    const out: Stmt[] = [this.declare(v, selector, t)];
    out.push(...this.cases(t.cases, v, env, tail, this.matchError(this.read(v, t, env), t), t));
    return out;
  }
  private cases(
    list: readonly CaseTree[],
    v: VariableSymbol,
    env: Env,
    tail: Tail | null,
    otherwise: Stmt,
    t: At,
  ): Stmt[] {
    const done = `match${++this.#labels}`;
    const out: Stmt[] = [];
    let total = false;
    for (const c of list) {
      const inside = inner(env);
      const label = `case${++this.#labels}`;
      const body: Stmt[] = [];
      let tests = 0;
      const fail = (test: Expr): void => {
        tests++;
        body.push({
          k: 'If',
          at: c.at,
          condition: { k: 'Unary', ...this.place(c), op: '!', operand: test, type: BOOLEAN },
          then: { k: 'Break', at: c.at, label },
          else: null,
        });
      };
      for (const s of this.pattern(c.pattern, () => this.read(v, c, inside), v.type, inside)) {
        if ('bind' in s) body.push(this.declare(s.bind, s.value, c));
        else fail(s.test);
      }
      if (c.guard) fail(this.expr(c.guard, inside, BOOLEAN));
      if (tail) body.push(...this.tail(c.body, inside, tail));
      else body.push(...this.effect(c.body, inside));
      body.push({ k: 'Break', at: c.at, label: done });
      out.push({ k: 'Labeled', at: c.at, label, body: this.block(body, c) });
      if (tests === 0) total = true;
    }
    if (!total) out.push(otherwise);
    return [{ k: 'Labeled', at: t.at, label: done, body: this.block(out, t) }];
  }
  private tryCatch(t: Tree & { t: 'try' }, env: Env, tail: Tail | null): Stmt[] {
    const body = this.block(tail ? this.tail(t.body, inner(env), tail) : this.effect(t.body, inner(env)), t.body);
    const catches: CatchClause[] = [];
    if (t.cases.length > 0) {
      const type = this.known('java.lang.Throwable');
      const inside = inner(env);
      const v = this.temporary(type, inside);
      const statements = this.cases(
        t.cases,
        v,
        inside,
        tail,
        { k: 'Throw', at: t.at, value: this.read(v, t, inside) },
        t,
      );
      catches.push({
        at: t.at,
        catchAt: t.at,
        types: [],
        name: v.name,
        body: this.block(statements, t),
        symbol: v,
        checkedTypes: [type],
      });
    }
    return [
      {
        k: 'Try',
        at: t.at,
        resources: [],
        body,
        catches,
        finally: t.finally ? this.block(this.effect(t.finally, inner(env)), t.finally) : null,
      },
    ];
  }

  // ---- patterns --------------------------------------------------------------------------------------------------------

  /** Tests and bindings, in order. */
  private pattern(
    p: Pattern,
    value: () => Expr,
    type: Type,
    env: Env,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] {
    switch (p.t) {
      case 'any':
      case 'rest':
        return [];
      case 'bind': {
        const steps = p.of ? this.pattern(p.of, value, type, env) : [];
        return [...steps, this.bind(p.name, type, value(), p, env)];
      }
      case 'typed': {
        const to = this.typeOf(p.type, env);
        const fits =
          this.conforms(type, to) && type.kind !== 'class'
            ? true
            : type.kind === 'primitive' && to.kind === 'primitive' && type.name === to.name;
        const steps: ({ test: Expr } | { bind: VariableSymbol; value: Expr })[] = [];
        if (!fits) {
          if (!this.compatible(type, to))
            this.error(
              env,
              p.type,
              `scrutinee is incompatible with pattern type;\n found   : ${this.show(to)}\n required: ${this.show(type)}`,
            );
          steps.push({ test: this.instanceOf(value(), to, p) });
        }
        if (p.name) {
          const refined =
            to.kind === 'class' && to.args.length === 0 && to.symbol.typeParameters.length > 0
              ? { ...to, args: to.symbol.typeParameters.map(() => this.object) }
              : to;
          steps.push(this.bind(p.name, refined, fits ? value() : this.castTo(value(), to, p), p, env));
        }
        return steps;
      }
      case 'value': {
        const e = this.infer(p.value, env, null);
        return [{ test: this.equality('==', e, value(), p) }];
      }
      case 'or': {
        let test: Expr | null = null;
        for (const alternative of p.of) {
          let all: Expr | null = null;
          for (const s of this.pattern(alternative, value, type, env)) {
            if ('bind' in s) this.error(env, alternative, 'illegal variable in pattern alternative');
            else
              all = all
                ? {
                    k: 'Binary',
                    ...this.place(p),
                    op: '&&',
                    left: all,
                    right: s.test,
                    operandType: BOOLEAN,
                    type: BOOLEAN,
                  }
                : s.test;
          }
          const one: Expr = all ?? {
            k: 'Literal',
            of: 'boolean',
            value: true,
            constant: { value: true },
            ...this.place(p),
            type: BOOLEAN,
          };
          test = test
            ? { k: 'Binary', ...this.place(p), op: '||', left: test, right: one, operandType: BOOLEAN, type: BOOLEAN }
            : one;
        }
        return [{ test: test! }];
      }
      case 'tuple':
        return this.fieldsPattern(
          this.known(
            `scala.Tuple${p.of.length}`,
            ...p.of.map((_, i) =>
              this.isNamed(type, `scala.Tuple${p.of.length}`) ? (type.args[i] ?? this.object) : this.object,
            ),
          ),
          p.of,
          p.of.map((_, i) => `_${i + 1}`),
          value,
          type,
          p,
          env,
        );
      case 'extract':
        return this.extract(p, value, type, env);
    }
  }
  private compatible(a: Type, b: Type): boolean {
    const x = this.box(a);
    const y = this.box(b);
    if (x.kind !== 'class' || y.kind !== 'class') return true;
    if (x.symbol.isInterface || y.symbol.isInterface) return true;
    return x.symbol.isSubclassOf(y.symbol) || y.symbol.isSubclassOf(x.symbol);
  }
  private bind(
    name: string,
    type: Type,
    value: Expr,
    p: At,
    env: Env,
  ): { readonly bind: VariableSymbol; readonly value: Expr } {
    const plain = this.plain(type);
    const v = this.variable(name, plain.kind === 'void' ? this.object : plain, 'local', p, env);
    env.locals.set(name, { symbol: v });
    return { bind: v, value: plain.kind === 'primitive' ? this.unboxed({ ...value } as Expr) : value };
  }
  private fieldsPattern(
    target: ClassType,
    list: readonly Pattern[],
    names: readonly string[],
    value: () => Expr,
    type: Type,
    p: At,
    env: Env,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] {
    const steps: ({ test: Expr } | { bind: VariableSymbol; value: Expr })[] = [];
    const known = type.kind === 'class' && type.symbol === target.symbol;
    steps.push(
      known
        ? {
            test: {
              k: 'Binary',
              ...this.place(p),
              op: '!=',
              left: value(),
              right: { k: 'Literal', of: 'null', value: null, ...this.place(p), type: NULL },
              operandType: null,
              type: BOOLEAN,
            },
          }
        : { test: this.instanceOf(value(), target, p) },
    );
    const by = this.view(target, target.symbol);
    list.forEach((sub, i) => {
      if (sub.t === 'any') return;
      const field = this.field(target.symbol, names[i]!)!;
      const fieldType = this.relations.substitute(field.type, by);
      const read = (): Expr => {
        const of = known ? value() : this.castTo(value(), target, p);
        return this.unboxed({
          k: 'Select',
          ...this.place(sub),
          target: of,
          name: names[i]!,
          symbol: field,
          type: fieldType,
        });
      };
      steps.push(...this.pattern(sub, read, this.plain(fieldType), env));
    });
    return steps;
  }
  private extract(
    p: Pattern & { t: 'extract' },
    value: () => Expr,
    type: Type,
    env: Env,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] {
    const last = p.path[p.path.length - 1]!;
    if (last === 'NonFatal') return p.args[0] ? this.pattern(p.args[0], value, type, env) : [];
    const symbol = last === '::' ? this.universe.find('scala.collection.immutable.List') : this.findClass(p.path, env);
    const made = symbol?.isModule ? (this.universe.find(symbol.qualifiedName.replace(/\$$/, '')) ?? symbol) : symbol;
    if (!made) {
      this.error(env, p, `not found: value ${last}`);
      for (const a of p.args) this.pattern(a, () => this.nullOf(p), ERROR, env);
      return [];
    }
    const fields = this.caseFields(made);
    const ofSeq = this.relations.asSuper(
      { kind: 'class', symbol: made, args: made.typeParameters },
      this.universe.find('scala.collection.Seq')!,
    );
    if (last === '::' || ofSeq || last === 'Array') return this.sequence(p, value, type, env, last === '::');
    if (!fields) {
      // An extractor object of the program.
      if (symbol?.isModule) {
        const r: Receiver = { expr: this.module(symbol, p), type: symbol.thisType };
        const c = this.candidates(r, 'unapply', p)[0];
        if (c) {
          this.resultOf(c.method);
          const call: Expr = {
            k: 'Call',
            ...this.place(p),
            nameAt: p.at,
            target: r.expr,
            name: 'unapply',
            typeArgs: null,
            args: [this.adapt(value(), c.method.parameters[0]!.type, env, p)],
            method: c.method,
            type: c.method.returnType,
          };
          const v = this.temporary(c.method.returnType, env);
          const option = c.method.returnType;
          if (option.kind === 'primitive') return [{ test: call }];
          const inside = option.kind === 'class' ? (option.args[0] ?? this.object) : this.object;
          const sub: Pattern = p.args.length === 1 ? p.args[0]! : { t: 'tuple', of: p.args, ...this.place(p) };
          const some: Pattern = { t: 'extract', path: ['Some'], args: [sub], ...this.place(p) };
          void inside;
          return [{ bind: v, value: call }, ...this.pattern(some, () => this.read(v, p, env), option, env)];
        }
      }
      this.error(env, p, `object ${last} is not a case class, nor does it have an unapply/unapplySeq member`);
      return [];
    }
    if (fields.length !== p.args.length) {
      this.error(
        env,
        p,
        fields.length < p.args.length
          ? `too many patterns for ${made.isLibrary ? 'class' : 'object'} ${made.name}: expected ${fields.length}, found ${p.args.length}`
          : `not enough patterns for object ${made.name}: expected ${fields.length}, found ${p.args.length}`,
      );
      return [];
    }
    // Type arguments from the selector: Some of an Option[Int] holds an Int.
    const by = new Map(made.typeParameters.map((v) => [v, null as Type | null]));
    const self: ClassType = { kind: 'class', symbol: made, args: made.typeParameters };
    if (type.kind === 'class') {
      const up = this.relations.asSuper(self, type.symbol);
      if (up) for (const [i, a] of up.args.entries()) if (type.args[i]) this.unify(a, type.args[i]!, by);
    }
    const target: ClassType = {
      kind: 'class',
      symbol: made,
      args: made.typeParameters.map((v) => by.get(v) ?? this.object),
    };
    return this.fieldsPattern(
      target,
      p.args,
      fields.map((f) => f.name),
      value,
      type,
      p,
      env,
    );
  }
  private sequence(
    p: Pattern & { t: 'extract' },
    value: () => Expr,
    type: Type,
    env: Env,
    cons: boolean,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] {
    const of =
      type.kind === 'array'
        ? type.of
        : type.kind === 'class'
          ? (this.relations.asSuper(type, this.universe.find('scala.collection.Seq')!)?.args[0] ?? this.object)
          : this.object;
    const seq = this.known('scala.collection.Seq', of);
    const v = this.temporary(seq, env);
    const wrapped = type.kind === 'array' ? this.wrapArray(value(), p) : value();
    const steps: ({ test: Expr } | { bind: VariableSymbol; value: Expr })[] = [];
    if (type.kind === 'class' && !this.relations.asSuper(type, seq.symbol))
      steps.push({ test: this.instanceOf(value(), seq, p) });
    steps.push({ bind: v, value: wrapped });
    const list = (): Expr => this.read(v, p, env);
    const number = (value2: number): Expr => ({
      k: 'Literal',
      of: 'int',
      value: value2,
      constant: { value: value2 },
      ...this.place(p),
      type: INT,
    });
    const rest =
      p.args[p.args.length - 1]?.t === 'rest' ? (p.args[p.args.length - 1] as Pattern & { t: 'rest' }) : null;
    const fixed = cons ? 1 : rest ? p.args.length - 1 : p.args.length;
    const size = this.simpleCall(list(), 'size', [], INT, p);
    steps.push({
      test: {
        k: 'Binary',
        ...this.place(p),
        op: cons || rest ? '>=' : '==',
        left: size,
        right: number(fixed),
        operandType: INT,
        type: BOOLEAN,
      },
    });
    p.args.slice(0, fixed).forEach((sub, i) => {
      if (sub.t === 'any') return;
      steps.push(
        ...this.pattern(
          sub,
          () => this.unboxed(this.simpleCall(list(), 'apply', [number(i)], this.box(of), p)),
          this.plain(of),
          env,
        ),
      );
    });
    const tail = (): Expr => this.simpleCall(list(), 'drop', [number(fixed)], type.kind === 'class' ? type : seq, p);
    if (cons) steps.push(...this.pattern(p.args[1]!, tail, type.kind === 'class' ? type : seq, env));
    else if (rest?.name) steps.push(this.bind(rest.name, seq, tail(), rest, env));
    return steps;
  }
  simpleCall(target: Expr, name: string, args: Expr[], type: Type, t: At): Expr {
    const symbol = (this.typed(target) as ClassType).symbol;
    const method = this.methods(symbol, name).find(
      (m) => m.parameters.length === args.length && !m.flags.has('static') && !m.varargs,
    )!;
    return { k: 'Call', ...this.place(t), nameAt: t.at, target, name, typeArgs: null, args, method, type };
  }
}

function isDefinition(t: Tree): boolean {
  return t.t === 'val' || t.t === 'def' || t.t === 'class' || t.t === 'import' || t.t === 'type';
}
function normalLong(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}
