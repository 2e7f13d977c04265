import { WIDENS } from '../check/relations.ts';
import {
  type ClassType,
  type MethodSymbol,
  type Type,
  type TypeVariable,
  type VariableSymbol,
  VOID,
} from '../check/types.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import type { Chosen } from './candidates.ts';
import { type Env, inner } from './environment.ts';
import { invoke } from './nodes.ts';
import { Overloads } from './overloads.ts';
import { decode } from './predefined.ts';
import { type ArgTree, type At, idTree, placeOf, type Tree } from './tree.ts';

/** Methods of arrays and strings that give arrays and strings again. */
const KEEPS = new Set(
  `withFilter map filter filterNot flatMap collect take drop takeRight dropRight takeWhile dropWhile slice tail init reverse sorted sortBy sortWith distinct
  zip zipWithIndex ++ :+ +: union diff intersect updated patch padTo scanLeft flatten transpose`.split(/\s+/),
);

/** Calls of chosen methods: type arguments by inference, arguments in their order. */
export abstract class Calls extends Overloads {
  /** Writes a call of the chosen method. */
  call(
    c: Chosen,
    name: string,
    targs: readonly Type[] | null,
    args: readonly ArgTree[],
    env: Env,
    expected: Type | null,
    t: At & { nameAt?: number },
    typedArgs: (Expr | null)[] = [],
  ): Expr {
    const m = c.method;
    const { params, result, by, implicits } = this.formals(c);
    if (targs && targs.length > 0) {
      const vars =
        c.extension && targs.length < m.typeParameters.length
          ? m.typeParameters.slice(m.typeParameters.length - targs.length)
          : m.typeParameters;
      for (const [i, v] of vars.entries()) if (targs[i]) by.set(v, this.box(targs[i]!));
    }
    const list = this.order(c, args, params, env, t);
    const out: Expr[] = c.extension ? [c.receiver.expr!] : [];
    let varargsFrom: number | undefined;
    let varargsElement: Type | undefined;
    const offset = c.extension ? 1 : 0;
    const isVarargs = m.varargs && !args.some((a) => a.spread);
    // Result types tell what empty arguments leave open.
    const hint = new Map(by);
    if (expected && expected.kind !== 'void' && this.mentions(result, by)) {
      this.unify(result, this.box(expected), hint);
      // What a hole of the expected type became is no hint.
      if (this.hasHole(expected))
        for (const [v, h] of hint) if (h && !by.get(v) && this.relations.isObject(h)) hint.set(v, null);
    }
    const formalOf = (i: number): Type => {
      const last = params.length - 1;
      if (isVarargs && i >= last) {
        const array = params[last]!;
        return array.kind === 'array' ? array.of : array;
      }
      return params[Math.min(i, last)] ?? this.object;
    };
    const todo = list.map((_, i) => i);
    // Plain values first: they fix the type variables of functions.
    todo.sort(
      (a, b) => Number(this.isFunctionTree(list[a]!.tree)) - Number(this.isFunctionTree(list[b]!.tree)) || a - b,
    );
    const made: Expr[] = [];
    const isFactory =
      /^(?:apply|fromElements|<init>)$/.test(m.name) &&
      m.owner.isLibrary &&
      expected?.kind === 'class' &&
      result.kind === 'class' &&
      this.relations.asSuper(result, expected.symbol) !== null &&
      !this.hasHole(expected);
    for (const i of todo) {
      const a = list[i]!;
      if (a.tree.t === 'cases' && c.unclearCases) {
        made[i] = this.infer(a.tree, a.env ?? env, null);
        continue;
      }
      const formal = formalOf(i);
      made[i] = this.argument(
        a.tree,
        a.spread,
        formal,
        by,
        hint,
        a.env ?? env,
        a.index !== undefined ? (typedArgs[a.index] ?? null) : null,
        isFactory,
      );
    }
    for (const [i, e] of made.entries()) {
      const last = params.length - 1;
      if (isVarargs && i >= last && varargsFrom === undefined) varargsFrom = i + offset;
      out.push(e);
    }
    if (isVarargs) {
      varargsFrom ??= out.length;
      const declared = m.parameters[m.parameters.length - 1 - implicits]!.type;
      varargsElement = declared.kind === 'array' ? declared.of : declared;
    }
    for (const [v, x] of by) {
      if (x) continue;
      const h = hint.get(v);
      by.set(v, h ?? this.nothing);
    }
    for (let i = 0; i < implicits; i++) {
      const p = m.parameters[m.parameters.length - implicits + i]!;
      const formal = this.put(
        c.extension
          ? p.type
          : this.relations.substitute(p.type, c.receiver.expr ? this.view(c.receiver.type, m.owner) : new Map()),
        by,
      );
      const implicit = this.implicitArgument(formal, p.name, t, env, c);
      if (this.typed(implicit).kind === 'error') return implicit;
      out.push(implicit);
    }
    // Java's varargs end the list; evidence follows, so the array is made here.
    if (varargsFrom !== undefined && implicits > 0) {
      const items = out.splice(varargsFrom, out.length - varargsFrom - implicits);
      const element = varargsElement!;
      out.splice(varargsFrom, 0, {
        k: 'NewArray',
        ...placeOf(t),
        element: { k: 'TKnown', at: t.at, type: element },
        sizes: [],
        extraDimensions: 1,
        type: { kind: 'array', of: element },
        init: { k: 'ArrayInit', ...placeOf(t), elements: items, type: { kind: 'array', of: element } },
      });
      varargsFrom = undefined;
    }
    const type = this.givesThis.has(m) && c.receiver.expr ? c.receiver.type : this.put(result, by);
    const target = c.extension || c.receiver.expr === null ? this.classRef(m.owner, t) : c.receiver.expr;
    const call: Call = {
      k: 'Call',
      ...placeOf(t),
      nameAt: t.nameAt ?? t.at,
      target,
      name: m.name,
      typeArgs: null,
      args: out,
      method: m,
      type: type.kind === 'wildcard' ? this.relations.upper(type) : type,
      ...(varargsFrom !== undefined ? { varargsFrom, varargsElement: varargsElement! } : {}),
    };
    const local = this.localMethods.get(m);
    if (local) return this.localApply(call, local, t, env);
    return this.back(this.result(call, m), c, name, t);
  }
  private implicitArgument(formal: Type, name: string, t: At, env: Env, c: Chosen): Expr {
    const isType =
      formal.kind === 'class' && formal.symbol.binaryName === 'org.apache.flink.api.common.typeinfo.TypeInformation';
    const found = this.implicitValue(formal, env, t);
    if (found) return this.adapt(found, formal, env, t);
    const own = this.defaults.get(c.method);
    const written = own?.params.find((p) => p.name === name)?.default;
    if (own && written) return this.expr(written, inner(own.env, { frame: env.frame, class: own.env.class }), formal);
    if (isType) {
      const of = formal.args[0] ?? formal;
      if (this.makesTypes(env) && of.kind !== 'variable') return this.evidence(of, t, env);
      return this.error(
        env,
        t,
        `could not find implicit value for evidence parameter of type ${formal.symbol.qualifiedName}[${this.show(this.plain(of))}]`,
      );
    }
    if (formal.kind === 'class' && /^scala\.\$(?:less|eq)\$colon\$/.test(formal.symbol.binaryName)) {
      const [from, to] = formal.args.map((a) => this.show(a));
      return this.error(env, t, `Cannot prove that ${from} ${decode(formal.symbol.name)} ${to}.`);
    }
    if (this.isNamed(formal, 'scala.math.Ordering')) {
      const of = this.show(formal.args[0] ?? this.object);
      return this.error(env, t, `No implicit Ordering defined for ${of}.`);
    }
    if (this.isNamed(formal, 'scala.concurrent.ExecutionContext'))
      return this.error(
        env,
        t,
        'Cannot find an implicit ExecutionContext. You might pass\nan (implicit ec: ExecutionContext) parameter to your method\nor import scala.concurrent.ExecutionContext.Implicits.global.',
      );
    return this.error(env, t, `could not find implicit value for parameter ${name}: ${this.show(formal)}`);
  }
  /** Results of type variables are boxed; in Scala they are values. */
  result(call: Call, m: MethodSymbol): Expr {
    const declared = m.returnType;
    const t = call.type!;
    if (declared.kind === 'variable' && t.kind === 'class' && this.relations.unbox(t)) return this.unboxed(call);
    if (this.isNamed(t, 'scala.runtime.BoxedUnit')) return { ...call, type: VOID };
    return call;
  }
  /** Transformations of a map that give pairs give a map. */
  private asMap(type: Type, c: Chosen, name: string): Type | null {
    if (!/^(?:map|flatMap|collect|\+\+)$/.test(name) || type.kind !== 'class') return null;
    const of = c.receiver.type;
    if (of.kind !== 'class' || !/^scala\.collection\..*Map$/.test(of.symbol.binaryName)) return null;
    const item = type.args.length === 1 ? type.args[0] : undefined;
    return this.isNamed(item, 'scala.Tuple2') ? { kind: 'class', symbol: of.symbol, args: item.args } : null;
  }
  back(e: Expr, c: Chosen, name: string, t: At): Expr {
    const type = this.typed(e);
    if (
      name === 'toArray' &&
      type.kind === 'array' &&
      c.receiver.expr &&
      /^scala\.collection\./.test(c.method.owner.binaryName)
    )
      return this.arrayFrom(c.receiver.expr, this.plain(type.of), t);
    const mapped = this.asMap(type, c, name);
    if (mapped) return { ...e, type: mapped } as Expr;
    if (!c.back || type.kind !== 'class' || !KEEPS.has(name)) return e;
    const seq = this.relations.asSuper(type, this.universe.find('scala.collection.Seq')!);
    if (!seq) return e;
    const item = this.plain(seq.args[0] ?? this.object);
    const rows = name === 'transpose' && item.kind === 'class' ? this.plain(item.args[0] ?? this.object) : null;
    const of: Type = rows ? { kind: 'array', of: rows } : item;
    if (c.back === 'string') {
      if (of.kind === 'primitive' && of.name === 'char')
        return this.staticCall('scala.Predef', 'unwrapString', [e], this.universe.string, t);
      return this.simpleCall(e, 'toIndexedSeq', [], this.known('scala.collection.immutable.Vector', of), t);
    }
    return this.arrayFrom(e, of, t);
  }
  /** Named and default arguments in the order of the parameters. */
  order(
    c: Chosen,
    args: readonly ArgTree[],
    params: readonly Type[],
    env: Env,
    t: At,
  ): { tree: Tree; spread: boolean; env?: Env; index?: number }[] {
    const d = this.defaults.get(c.method);
    if (c.method.parameters[0]?.name === 'repeated' && !args.some((a) => a.spread)) {
      const written = c.explicit ? this.implicitCount(c.method) : 0;
      const items = args.slice(0, args.length - written);
      return [
        { tree: { t: 'apply', fn: idTree('List', t), args: items, infix: false, ...placeOf(t) }, spread: false },
        ...args.slice(items.length).map((a) => ({ tree: a.value, spread: false })),
      ];
    }
    const simple = args.map((a, index) => ({ tree: a.value, spread: a.spread, index }));
    if (params.length === 1 && args.length > 1 && !c.method.varargs) {
      const at = args[0]!.value;
      const last = args[args.length - 1]!.value;
      return [
        {
          tree: { t: 'tuple', of: args.map((a) => a.value), at: at.at, start: at.start, end: last.end },
          spread: false,
        },
      ];
    }
    if (!args.some((a) => a.name) && (args.length >= params.length || c.method.varargs)) return simple;
    const parameters = this.parametersOf(c);
    const names = parameters.map((p) => p.name);
    const out: { tree: Tree; spread: boolean; env?: Env; index?: number }[] = [];
    for (let i = 0; i < params.length; i++) {
      const byName = args.findIndex((a) => a.name === names[i]);
      const byPosition = i < args.length && !args[i]!.name ? i : -1;
      const index = byName >= 0 ? byName : byPosition;
      if (index >= 0) out.push(simple[index]!);
      else if (parameters[i]?.default)
        out.push({
          tree: parameters[i]!.default!,
          spread: false,
          env: d ? inner(d.env, { frame: env.frame, class: d.env.class }) : env,
        });
      else {
        const unknown = args.find((a) => a.name && !names.includes(a.name));
        if (unknown) this.error(env, unknown.value, `not found: value ${unknown.name}`);
        else
          this.error(
            env,
            t,
            `not enough arguments for method ${c.method.name}.\nUnspecified value parameter ${names[i]}.`,
          );
        return simple;
      }
    }
    for (const a of args) if (a.name && !names.includes(a.name)) this.error(env, a.value, `not found: value ${a.name}`);
    return out;
  }

  argument(
    tree: Tree,
    spread: boolean,
    formal: Type,
    by: Map<TypeVariable, Type | null>,
    hint: ReadonlyMap<TypeVariable, Type | null>,
    env: Env,
    ready: Expr | null,
    /** What is made of the arguments has them as its items: they have to be of the type that is wanted of those. */
    isFactory = false,
  ): Expr {
    if (spread) {
      const of = formal.kind === 'array' ? formal.of : formal.kind === 'class' ? (formal.args[0] ?? formal) : formal;
      const seq = this.known('scala.collection.TraversableOnce', of.kind === 'variable' ? this.object : of);
      const e = ready ?? this.infer(tree, env, null);
      const value = this.typed(e).kind === 'array' ? this.wrapArray(e, tree) : e;
      this.unify({ ...seq, args: [of] }, this.typed(value), by);
      if (formal.kind !== 'array') return value;
      return this.staticCall('scala.Predef', 'spread', [value], { kind: 'array', of: this.object }, tree);
    }
    const open = this.mentions(formal, by);
    const known = this.put(formal, by);
    // By-name parameters of the library are functions without parameters.
    const isByName = formal.kind === 'class' && formal.symbol.binaryName === 'scala.runtime.ByName';
    const isThunk = formal.kind === 'class' && formal.symbol.binaryName === 'scala.Function0';
    if (isByName || (isThunk && !(tree.t === 'function' && tree.params.length === 0))) {
      const early = !isByName && this.isNamed(tree.t === 'id' ? this.peekType(tree, env) : null, 'scala.Function0');
      if (!early) {
        const result = known.kind === 'class' ? known.args[0]! : this.object;
        const lambda = this.thunk(tree, env, this.mentions(result, by) ? this.hinted(result, hint) : result);
        if (open) this.unify(formal.args[0]!, lambda.result, by);
        return lambda.expr;
      }
    }
    if (this.isFunctionTree(tree)) {
      const shared = this.sharedResult(formal, by, tree, env);
      if (shared) return shared;
      const target = this.put(known, this.onlyOpen(by, hint, known));
      const e = this.infer(tree, env, open ? this.withHoles(target, by) : known);
      if (open) this.unify(formal, this.typed(e), by);
      return open ? e : this.adapt(e, known, env, tree);
    }
    const expected = open ? this.withHoles(this.put(known, hint), by) : known;
    let e =
      ready && !this.needsExpected(tree)
        ? ready
        : this.infer(tree, env, expected && expected.kind !== 'variable' ? expected : null);
    if (ready && this.silent === 0 && e === ready)
      e = this.infer(tree, env, expected && expected.kind !== 'variable' ? expected : null);
    if (open) {
      if (this.functionShape(formal) && this.typed(e).kind === 'class') this.unify(formal, this.typed(e), by);
      else {
        const view =
          formal.kind === 'class' &&
          this.typed(e).kind === 'array' &&
          /^scala\.collection\./.test(formal.symbol.binaryName)
            ? this.wrapArray(e, tree)
            : e;
        // List[Double](1, 2): numbers of a wanted type become those.
        const wanted = formal.kind === 'variable' && !by.get(formal) ? hint.get(formal) : null;
        const [own, to] = [this.plain(this.typed(view)), wanted ? this.plain(wanted) : null];
        if (own.kind === 'primitive' && to?.kind === 'primitive' && WIDENS[own.name].includes(to.name)) {
          const wide = this.adapt(view, to, env, tree);
          this.unify(formal, to, by);
          return wide;
        }
        if (wanted && isFactory && this.attempt(() => this.adapt(view, to, env, tree)) === undefined)
          return this.adapt(view, to, env, tree);
        this.unify(formal, this.typed(view), by);
        e = view;
      }
      const now = this.put(formal, by);
      return this.mentions(formal, by) ? e : this.adapt(e, now, env, tree);
    }
    // A further argument widens type variables: List(1, 2.0, "x"), Map("a" -> 1, "b" -> "x").
    if (this.isInferred(formal, by) && this.attempt(() => this.adapt(e, known, env, tree)) === undefined) {
      this.unify(formal, this.typed(e), by);
      return e;
    }
    return this.adapt(e, known, env, tree);
  }
  /** A type variable of this call, or a pair of such. */
  private isInferred(formal: Type, by: ReadonlyMap<TypeVariable, Type | null>): boolean {
    if (formal.kind === 'variable') return by.has(formal);
    return this.isNamed(formal, 'scala.Tuple2') && formal.args.some((a) => this.isInferred(a, by));
  }
  /** Two functions of one call may give different types, as those of a CoMap do: their result is what holds both. */
  private sharedResult(formal: Type, by: Map<TypeVariable, Type | null>, tree: Tree, env: Env): Expr | null {
    if (formal.kind !== 'class' || !/^scala\.Function\d$/.test(formal.symbol.binaryName)) return null;
    const result = formal.args[formal.args.length - 1]!;
    const known = result.kind === 'variable' ? by.get(result) : null;
    if (!known || known.kind === 'error') return null;
    const own = this.attempt(() => this.infer(tree, env, this.put(formal, by)));
    if (own) return null;
    const hole: Type = { kind: 'wildcard', bound: null, type: null };
    const open: ClassType = { ...formal, args: [...formal.args.slice(0, -1).map((a) => this.put(a, by)), hole] };
    const e = this.infer(tree, env, open);
    const type = this.typed(e);
    if (type.kind === 'class')
      by.set(result as TypeVariable, this.box(this.lub([known, type.args[type.args.length - 1]!])));
    return e;
  }
  needsExpected(t: Tree): boolean {
    return t.t !== 'literal' && t.t !== 'id';
  }
  onlyOpen(
    by: ReadonlyMap<TypeVariable, Type | null>,
    hint: ReadonlyMap<TypeVariable, Type | null>,
    t: Type,
  ): Map<TypeVariable, Type | null> {
    // Parameters of a function literal must be known; their results need not.
    const shape = this.functionShape(t);
    const out = new Map<TypeVariable, Type | null>();
    if (!shape) return out;
    for (const p of shape.params)
      for (const [v, h] of hint) if (!by.get(v) && h && this.mentions(p, new Map([[v, null]]))) out.set(v, h);
    return out;
  }
  hinted(t: Type, hint: ReadonlyMap<TypeVariable, Type | null>): Type | null {
    const x = this.put(t, hint);
    return this.mentions(x, hint) ? null : x;
  }
  /** Unknown type variables as wildcards, so that nothing is compared with them. */
  withHoles(t: Type, by: ReadonlyMap<TypeVariable, Type | null>): Type {
    if (!this.mentions(t, by)) return t;
    if (t.kind === 'variable') return t;
    if (t.kind === 'class')
      return {
        ...t,
        args: t.args.map((a) =>
          a.kind === 'variable' && this.mentions(a, by)
            ? { kind: 'wildcard' as const, bound: null, type: null }
            : this.withHoles(a, by),
        ),
      };
    return t;
  }
  /** A call of a nested method: the function in its variable is applied. */
  private localApply(call: Call, local: VariableSymbol, t: At, env: Env): Expr {
    const args = [...call.args];
    if (call.varargsFrom !== undefined) {
      const of = call.varargsElement!;
      const items = args.splice(call.varargsFrom);
      args.push(
        this.wrapArray(
          {
            k: 'NewArray',
            ...placeOf(t),
            element: { k: 'TKnown', at: t.at, type: of },
            sizes: [],
            extraDimensions: 1,
            type: { kind: 'array', of },
            init: { k: 'ArrayInit', ...placeOf(t), elements: items, type: { kind: 'array', of } },
          },
          t,
        ),
      );
    } else if (call.method?.varargs) {
      const last = args.length - 1;
      if (this.typed(args[last]!).kind === 'array') args[last] = this.wrapArray(args[last]!, t);
    }
    const { method } = this.functionShape(local.type)!;
    const type = call.type!;
    const applied: Expr = invoke(this.read(local, t, env), method, args, this.box(type), t);
    if (type.kind === 'void' || this.isNamed(type, 'scala.runtime.BoxedUnit'))
      return { ...applied, type: VOID } as Expr;
    return this.plain(type).kind === 'primitive' ? this.unboxed(applied) : applied;
  }
  abstract read(v: VariableSymbol, t: At, env: Env): Expr;
  abstract hasHole(t: Type): boolean;
  abstract makesTypes(env: Env): boolean;
  abstract implicitValue(type: Type, env: Env, t: At): Expr | null;
  abstract peekType(t: Tree, env: Env): Type | null;
  abstract thunk(t: Tree, env: Env, expected: Type | null): { readonly expr: Expr; readonly result: Type };
}
