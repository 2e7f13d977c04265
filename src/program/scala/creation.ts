import { BOOLEAN, type ClassType, INT, type Type } from '../check/types.ts';
import type { Expr, Stmt } from '../syntax/ast.ts';
import type { Chosen } from './candidates.ts';
import type { Env } from './environment.ts';
import { Functions } from './functions.ts';
import { arrayOf, cast, instance, newArray, select, valueBlock } from './nodes.ts';
import { type ArgTree, type At, idTree, placeOf, type Tree } from './tree.ts';

/** Instances, arrays, copies, casts and tests. */
export abstract class Creation extends Functions {
  abstract anonymous(t: Tree & { t: 'new' }, env: Env): Expr;
  /** `new C(args)` with type arguments from the arguments, or the expected type. */
  construct(
    type: ClassType,
    args: readonly ArgTree[],
    env: Env,
    expected: Type | null,
    t: At,
    /** Through the companion's apply. */
    isApplied = false,
  ): Expr {
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
      ...(this.implicitCount(m) > 0 && args.length === m.parameters.length ? { explicit: true } : {}),
    }));
    all.forEach((c, i) => {
      const original = symbol.constructors[i]!;
      const d = this.defaults.get(original);
      if (d) this.defaults.set(c.method, d);
      this.implicitParams.set(c.method, this.implicitCount(original));
    });
    if (all.length === 0) return instance(type, null, [], t);
    const typedArgs: (Expr | null)[] = [];
    const chosen = this.choose(all, args, env, typedArgs);
    if (!chosen) {
      this.inferAll(args, env);
      const only = all[0]!;
      const { params } = this.formals(only);
      const [what, where] = isApplied
        ? ['method apply', ` in object ${symbol.name}`]
        : [`constructor ${symbol.name}`, ''];
      const signature = `${this.signature(only)}${where}`;
      if (all.length === 1 && args.length < params.length) {
        const missing = only.method.parameters.slice(args.length).map((p) => p.name);
        return this.error(
          env,
          isApplied ? { ...placeOf(t), at: openingOf(t, env) } : t,
          `not enough arguments for ${what}: ${signature}.\nUnspecified value parameter${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`,
        );
      }
      if (all.length === 1 && args.length > params.length)
        return this.error(
          env,
          args[params.length]!.value,
          `too many arguments (${args.length}) for ${what}: ${signature}`,
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
      ...placeOf(t),
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
    return instance(type, constructor$, args, t);
  }
  creation(t: Tree & { t: 'new' }, env: Env, expected: Type | null): Expr {
    if (t.body || t.parents.length !== 1) return this.anonymous(t, env);
    const p = t.parents[0]!;
    // Type arguments may be left out: `new OutputTag("x")` takes them from the expected type.
    const written = p.type;
    if (written.t === 'named' && written.args.length === 0) {
      const symbol = this.findClass(written.path, env);
      if (symbol && symbol.typeParameters.length > 0)
        return this.construct({ kind: 'class', symbol, args: [] }, p.args ?? [], env, expected, t);
    }
    const inner = written.t === 'named' && written.path.length > 1 ? this.innerOf(written.path, env, t) : null;
    if (inner) {
      const made = this.construct(inner.type, p.args ?? [], env, expected, t);
      return made.k === 'New' ? { ...made, outer: inner.outer } : made;
    }
    const type = this.typeOf(written, env);
    if (type.kind === 'array') {
      const sizes = (p.args ?? []).map((a) => this.expr(a.value, env, INT));
      return newArray(type.of, sizes, type, t);
    }
    if (type.kind !== 'class') return this.nullOf(t);
    if (type.symbol.isAbstract || /^scala\.collection\.immutable\.List$/.test(type.symbol.binaryName))
      return this.error(
        env,
        t,
        `${type.symbol.isInterface ? 'trait' : 'class'} ${type.symbol.name} is abstract; cannot be instantiated`,
      );
    return this.construct(type, p.args ?? [], env, expected, t);
  }
  /** `new outer.Inner`: the class of a value's class. */
  private innerOf(path: readonly string[], env: Env, t: At): { readonly type: ClassType; readonly outer: Expr } | null {
    if (this.findClass(path, env)) return null;
    const tree = path
      .slice(1, -1)
      .reduce<Tree>((of, name) => ({ t: 'select', of, name, ...placeOf(t) }), idTree(path[0]!, t));
    const outer = this.attempt(() => this.infer(tree, env, null));
    const type = outer && this.typed(outer);
    const symbol = type?.kind === 'class' ? this.memberClass(type.symbol, path[path.length - 1]!) : null;
    return symbol ? { type: symbol.thisType, outer: this.infer(tree, env, null) } : null;
  }
  arrayApply(targs: readonly Type[] | null, args: readonly ArgTree[], env: Env, expected: Type | null, t: At): Expr {
    const want = targs?.[0] ?? (expected?.kind === 'array' ? expected.of : null);
    if (args.length === 1 && args[0]!.spread)
      return this.arrayFrom(this.infer(args[0]!.value, env, null), want ?? this.object, t);
    const items = args.map((a) => this.expr(a.value, env, want));
    const of = want ?? this.plain(this.lub(items.map((e) => this.typed(e))));
    const elements = items.map((e, i) => this.adapt(e, of, env, args[i]!.value));
    return arrayOf(of, elements, t);
  }
  /** Array.fill and its kind. */
  arrayFactory(
    name: string,
    targs: readonly Type[] | null,
    lists: readonly (readonly ArgTree[])[],
    env: Env,
    expected: Type | null,
    t: At,
  ): Expr | null {
    const wanted = targs?.[0] ?? (expected?.kind === 'array' ? expected.of : null);
    if (name === 'ofDim' || name === 'empty') {
      const sizes: Expr[] =
        name === 'empty'
          ? [this.expr({ t: 'literal', of: 'int', value: 0, ...placeOf(t) }, env, INT)]
          : (lists[0] ?? []).map((a) => this.expr(a.value, env, INT));
      const element = wanted ?? this.object;
      const type = sizes.reduce<Type>((of) => ({ kind: 'array', of }), element);
      return newArray(element, sizes, type, t);
    }
    if (!/^(?:fill|tabulate|range|iterate|apply|concat)$/.test(name)) return null;
    if (name === 'apply') return this.arrayApply(targs, lists[0] ?? [], env, expected, t);
    const place = placeOf(t);
    const list = lists.reduce<Tree>((fn, args) => ({ t: 'apply', fn, args, infix: false, ...place }), {
      t: 'select',
      of: idTree('List', place),
      name,
      ...place,
    });
    const e = this.infer(list, env, null);
    const type = this.typed(e);
    const dimensions = /^(?:fill|tabulate)$/.test(name) ? (lists[0]?.length ?? 1) : 1;
    const item = this.nestedArray(type, dimensions);
    const of = dimensions === 1 ? (wanted ?? item) : item;
    return this.arrayFrom(e, of, t);
  }
  /** What stands in an array that is made of lists, which may hold lists themselves. */
  private nestedArray(type: Type, dimensions: number): Type {
    const item = type.kind === 'class' ? this.plain(type.args[0] ?? this.object) : this.object;
    return dimensions === 1 ? item : { kind: 'array', of: this.nestedArray(item, dimensions - 1) };
  }
  copyOf(e: Expr, type: ClassType, args: readonly ArgTree[], env: Env, t: At): Expr {
    const fields = this.caseFields(type.symbol)!;
    for (const { name, value } of args)
      if (name && !fields.some((f) => f.name === name))
        return this.error(env, { ...placeOf(value), at: namedAt(value, name, env) }, `not found: value ${name}`);
    const v = this.temporary(type, env);
    const by = this.view(type, type.symbol);
    const statements: Stmt[] = [this.declare(v, e, t)];
    const list = fields.map((f, i) => {
      const formal = this.relations.substitute(f.type, by);
      const given = args.find((a) => a.name === f.name) ?? (args[i] && !args[i]!.name ? args[i] : undefined);
      if (given) return this.expr(given.value, env, this.plain(formal));
      const field = this.field(type.symbol, f.name)!;
      const read: Expr = select(this.read(v, t, env), field, t, formal);
      return read;
    });
    const last = list[list.length - 1];
    if (type.symbol.constructors[0]?.varargs && last)
      list[list.length - 1] = this.staticCall('scala.Predef', 'spread', [last], { kind: 'array', of: this.object }, t);
    statements.push({ k: 'Expr', at: t.at, expr: this.make(type, list, t) });
    return valueBlock(statements, type, t);
  }
  instanceOf(e: Expr, type: Type, t: At): Expr {
    const target = this.box(type);
    const operand = this.typed(e).kind === 'primitive' ? this.adapt(e, this.object, null as never, t) : e;
    return {
      k: 'InstanceOf',
      ...placeOf(t),
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
      if (from.kind === 'primitive') return cast(e, type, t);
      return this.unboxed({ ...e, type: this.box(type) } as Expr);
    }
    if (type.kind === 'void') return e;
    return cast(e, type, t);
  }
}

/** Offset of the parenthesis that opens the arguments behind a name. */
export function openingOf(t: At, env: Env): number {
  const open = /(?<=[\w`\])])\s*(?:\[[^\]]*\])?\(/g;
  open.lastIndex = t.at;
  const found = open.exec(env.unit.text);
  return found ? found.index + found[0].length - 1 : t.at;
}
/** Where the name of a named argument stands. */
function namedAt(value: At, name: string, env: Env): number {
  const before = env.unit.text.lastIndexOf(name, value.start - 1);
  return before < 0 ? value.at : before;
}
