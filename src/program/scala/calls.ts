import {
  type ClassSymbol,
  type ClassType,
  type MethodSymbol,
  type Type,
  type TypeVariable,
  type VariableSymbol,
  VOID,
} from '../check/types.ts';
import type { Call, Expr } from '../syntax/ast.ts';
import { type Env, encode, inner, NUMBERS, WIDER } from './base.ts';
import { BOX_NAMES, Conversions } from './conversions.ts';
import type { ArgTree, At, Tree } from './tree.ts';

/** Where a member is looked for. */
export interface Receiver {
  /** Null: a static member of `type`'s class. */
  readonly expr: Expr | null;
  readonly type: Type;
}
export interface Chosen {
  readonly method: MethodSymbol;
  readonly receiver: Receiver;
  /** The receiver goes in as the first argument. */
  readonly extension: boolean;
  /** Implicit arguments are written. */
  readonly explicit?: boolean;
  /** Results of sequences turn back into these. */
  readonly back?: 'array' | 'string';
  /** Others would take a block of cases as well: scalac then knows no type for what it matches (SLS 8.5). */
  readonly unclearCases?: boolean;
}

/** Methods of arrays and strings that give arrays and strings again. */
const KEEPS = new Set(
  `map filter filterNot flatMap collect take drop takeRight dropRight takeWhile dropWhile slice tail init reverse sorted sortBy sortWith distinct
  zip zipWithIndex ++ :+ +: union diff intersect updated patch padTo scanLeft`.split(/\s+/),
);

/** Choice of overloads, inference of type arguments, arguments in their order. */
export abstract class Calls extends Conversions {
  // ---- members ---------------------------------------------------------------------------------------------------------

  /** All methods of that name, and how the receiver gets there. */
  candidates(receiver: Receiver, name: string, t: At): Chosen[] {
    const out: Chosen[] = [];
    const encoded = encode(name);
    const add = (symbol: ClassSymbol, r: Receiver, extension: boolean, back?: Chosen['back']): void => {
      for (const method of this.methods(symbol, encoded)) {
        if (extension ? !method.flags.has('static') : (r.expr === null) !== method.flags.has('static')) continue;
        if (extension && !this.takesReceiver(method, r.type)) continue;
        out.push({ method, receiver: r, extension, ...(back ? { back } : {}) });
      }
    };
    const type = receiver.type;
    const views = (symbolName: string): void => {
      const symbol = this.universe.find(symbolName);
      if (symbol && out.length === 0) add(symbol, receiver, true);
    };
    if (receiver.expr === null) {
      if (type.kind === 'class') add(type.symbol, receiver, false);
      return out;
    }
    const e = receiver.expr;
    if (type.kind === 'primitive') {
      views(`scala.runtime.Rich${BOX_NAMES[type.name]}`);
      if (out.length === 0) {
        const box = this.relations.box(type) as ClassType;
        add(box.symbol, { expr: this.staticCall('scala.runtime.BoxesRunTime', 'box', [e], box, t), type: box }, false);
      }
    } else if (type.kind === 'array') {
      const seq = this.known('scala.collection.Seq', type.of);
      const wrapped = (): Receiver => ({ expr: this.wrapArray(e, t), type: seq });
      add(seq.symbol, wrapped(), false, 'array');
    } else if (this.relations.isString(type)) {
      add((type as ClassType).symbol, receiver, false);
      const ops = this.universe.find('scala.collection.immutable.StringOps');
      if (ops) add(ops, receiver, true);
      if (out.length === 0) {
        const seq = this.known('scala.collection.Seq', NUMBERS.Char!);
        add(seq.symbol, { expr: this.wrapString(e, t), type: seq }, false, 'string');
      }
    } else {
      const symbols =
        type.kind === 'class'
          ? [type.symbol]
          : type.kind === 'variable'
            ? type.bounds.flatMap((b) => (b.kind === 'class' ? [b.symbol] : []))
            : type.kind === 'intersection'
              ? type.types.flatMap((b) => (b.kind === 'class' ? [b.symbol] : []))
              : [];
      for (const s of symbols) add(s, receiver, false);
      if (out.length === 0)
        for (const m of this.object.symbol.methods.get(encoded) ?? [])
          out.push({ method: m, receiver, extension: false });
    }
    if (out.length === 0) {
      views('scala.runtime.AnyOps');
      // Comparable values have <, > …
      if (out.length === 0 && /^[<>]=?$/.test(name)) views('scala.math.OrderedOps');
    }
    if (out.length === 0 && type.kind === 'class' && /^scala\./.test(type.symbol.binaryName))
      views('scala.collection.Ops');
    if (out.length === 0 && type.kind === 'array') {
      const seq = this.known('scala.collection.Seq', type.of);
      const ops = this.universe.find('scala.collection.Ops')!;
      add(ops, { expr: this.wrapArray(e, t), type: seq }, true, 'array');
    }
    if (out.length === 0 && type.kind === 'class') views('scala.collection.JavaConverters');
    if (out.length === 0 && type.kind === 'class' && /^org\.apache\.flink\./.test(type.symbol.binaryName))
      views('org.apache.flink.streaming.api.scala.Extensions');
    return out;
  }
  /** Is the receiver what an extension's first parameter takes? */
  private takesReceiver(m: MethodSymbol, type: Type): boolean {
    const formal = m.parameters[0]?.type;
    const from = this.box(type);
    if (formal?.kind !== 'class' || from.kind !== 'class') return true;
    const up = this.relations.asSuper(from, formal.symbol);
    if (!up) return false;
    return formal.args.every((a, i) => {
      const item = up.args[i];
      const wanted = a.kind === 'wildcard' ? a.type : a;
      if (!item || wanted?.kind !== 'class' || item.kind !== 'class' || this.isNothing(item)) return true;
      const isOption = /^scala\.(?:Option|Some|None)$/.test(item.symbol.binaryName);
      return isOption
        ? /^scala\.collection\./.test(wanted.symbol.binaryName)
        : this.relations.asSuper(item, wanted.symbol) !== null;
    });
  }
  /** Does the name mean anything there? */
  hasMember(receiver: Receiver, name: string, t: At): boolean {
    return this.candidates(receiver, name, t).length > 0;
  }

  formals(c: Chosen): {
    readonly params: Type[];
    readonly result: Type;
    readonly by: Map<TypeVariable, Type | null>;
    readonly implicits: number;
  } {
    const m = c.method;
    const view =
      c.extension || c.receiver.expr === null ? new Map<TypeVariable, Type>() : this.view(c.receiver.type, m.owner);
    const by = new Map<TypeVariable, Type | null>();
    for (const p of m.typeParameters) by.set(p, null);
    let params = m.parameters.map((p) => this.relations.substitute(p.type, view));
    if (c.extension) {
      this.unify(params[0]!, c.receiver.type, by);
      params = params.slice(1);
    }
    let implicits = this.implicitParams.get(m) ?? 0;
    if (implicits === 0)
      for (let i = m.parameters.length - 1; i >= 0 && m.parameters[i]!.name.startsWith('evidence'); i--) implicits++;
    if (c.explicit) implicits = 0;
    return {
      params: params.slice(0, params.length - implicits),
      result: this.relations.substitute(m.returnType, view),
      by,
      implicits,
    };
  }

  arity(c: Chosen, args: readonly ArgTree[]): boolean {
    const { params } = this.formals(c);
    const n = params.length;
    // A repeated parameter before evidence, which Java's declarations cannot say.
    if (c.method.parameters[0]?.name === 'repeated') return true;
    if (args.some((a) => a.spread)) return c.method.varargs && args.length === n;
    if (c.method.varargs) return args.length >= n - 1;
    if (args.length === n) return true;
    const d = this.defaults.get(c.method);
    if (d && args.length < n) {
      const named = new Set(args.map((a) => a.name));
      return d.params.every((p, i) => (i < args.length && !args[i]!.name) || named.has(p.name) || p.default !== null);
    }
    // f(a, b) for a parameter of a tuple type.
    const [formal] = params;
    return (
      n === 1 &&
      args.length > 1 &&
      c.method.owner.isLibrary &&
      /^scala\./.test(c.method.owner.binaryName) &&
      (formal!.kind === 'variable' ||
        this.relations.isObject(formal!) ||
        (formal!.kind === 'class' && /^scala\.Tuple/.test(formal!.symbol.binaryName)))
    );
  }

  isFunctionTree(t: Tree): boolean {
    return t.t === 'function' || t.t === 'cases' || t.t === 'eta';
  }
  /** Chooses an overload by its arguments. */
  choose(all: readonly Chosen[], args: readonly ArgTree[], env: Env, typedArgs: (Expr | null)[]): Chosen | null {
    let list = all.filter((c) => this.arity(c, args));
    if (list.length <= 1) return list[0] ?? null;
    const scored = list.map((c) => {
      const { params, by } = this.formals(c);
      let score = c.method.varargs ? -5 : 0;
      for (const [i, a] of args.entries()) {
        const named = a.name ? c.method.parameters.findIndex((p) => p.name === a.name) : i;
        let formal = params[Math.min(named, params.length - 1)];
        if (!formal) return { c, score: Number.NEGATIVE_INFINITY };
        if (c.method.varargs && i >= params.length - 1 && !a.spread && formal.kind === 'array') formal = formal.of;
        if (this.isFunctionTree(a.value)) {
          const shape = this.functionShape(formal);
          if (!shape) {
            if (formal.kind === 'class' && this.relations.isObject(formal)) score += 1;
            else if (formal.kind === 'variable') score += 1;
            else return { c, score: Number.NEGATIVE_INFINITY };
            continue;
          }
          const n = a.value.t === 'function' ? a.value.params.length : a.value.t === 'cases' ? shape.params.length : -1;
          if (n >= 0 && shape.params.length !== n) return { c, score: Number.NEGATIVE_INFINITY };
          score += /^scala\.Function/.test(shape.type.symbol.binaryName) ? 3 : 2;
          continue;
        }
        if (typedArgs[i] === undefined || typedArgs[i] === null) {
          typedArgs[i] = this.attempt(() => this.infer(a.value, env, null)) ?? null;
        }
        const e = typedArgs[i];
        if (!e) continue;
        const actual = this.typed(e);
        const target =
          this.isNamed(formal, 'scala.Function0') && !this.isNamed(actual, 'scala.Function0')
            ? formal.args[0]!
            : formal;
        if (target.kind === 'variable' || this.mentions(target, by)) {
          if (
            target.kind !== 'variable' &&
            target.kind === 'class' &&
            actual.kind === 'class' &&
            !this.relations.asSuper(actual, target.symbol)
          )
            return { c, score: Number.NEGATIVE_INFINITY };
          if (target.kind === 'class' && actual.kind !== 'class' && actual.kind !== 'null')
            return { c, score: Number.NEGATIVE_INFINITY };
          if (target.kind === 'array' && actual.kind !== 'array') return { c, score: Number.NEGATIVE_INFINITY };
          score += target.kind === 'variable' ? 1 : 3;
          continue;
        }
        const p = this.plain(target);
        const q = this.plain(actual);
        if (p.kind === 'primitive' && q.kind === 'primitive') {
          if (p.name === q.name) score += target.kind === 'primitive' ? 6 : 5;
          else if (WIDER[q.name]!.includes(p.name)) score += 4 - WIDER[q.name]!.indexOf(p.name) * 0.5;
          else return { c, score: Number.NEGATIVE_INFINITY };
        } else if (this.conforms(actual, target)) {
          const same = actual.kind === 'class' && target.kind === 'class' && actual.symbol === target.symbol;
          score += same ? 6 : this.relations.isObject(target) ? 1 : actual.kind === 'null' ? 2 : 4;
        } else if (
          target.kind === 'class' &&
          /^scala\.collection\./.test(target.symbol.binaryName) &&
          (actual.kind === 'array' || this.relations.isString(actual))
        )
          score += 1;
        else return { c, score: Number.NEGATIVE_INFINITY };
      }
      return { c, score };
    });
    scored.sort((a, b) => b.score - a.score);
    list = scored.filter((s) => s.score > Number.NEGATIVE_INFINITY).map((s) => s.c);
    const best = list[0];
    if (!best) return null;
    const cases = args.findIndex((a) => a.value.t === 'cases');
    const unclearCases = cases >= 0 && list.filter((c) => this.takesCases(c, cases)).length > 1;
    return unclearCases ? { ...best, unclearCases } : best;
  }
  /** Scala's own methods are overloaded here where they have one general signature there. */
  private takesCases(c: Chosen, argument: number): boolean {
    const formal = this.formals(c).params[argument];
    return (
      formal !== undefined &&
      !/^scala\./.test(c.method.owner.binaryName) &&
      this.functionShape(formal)?.params.length === 1
    );
  }

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
    if (expected && expected.kind !== 'void' && this.mentions(result, by)) this.unify(result, this.box(expected), hint);
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
      out.push(this.implicitArgument(formal, p.name, t, env));
    }
    // Java's varargs end the list; evidence follows, so the array is made here.
    if (varargsFrom !== undefined && implicits > 0) {
      const items = out.splice(varargsFrom, out.length - varargsFrom - implicits);
      const element = varargsElement!;
      out.splice(varargsFrom, 0, {
        k: 'NewArray',
        ...this.place(t),
        element: { k: 'TKnown', at: t.at, type: element },
        sizes: [],
        extraDimensions: 1,
        type: { kind: 'array', of: element },
        init: { k: 'ArrayInit', ...this.place(t), elements: items, type: { kind: 'array', of: element } },
      });
      varargsFrom = undefined;
    }
    const type = this.put(result, by);
    const target = c.extension || c.receiver.expr === null ? this.classRef(m.owner, t) : c.receiver.expr;
    const call: Call = {
      k: 'Call',
      ...this.place(t),
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
  private implicitArgument(formal: Type, name: string, t: At, env: Env): Expr {
    const isType =
      formal.kind === 'class' && formal.symbol.binaryName === 'org.apache.flink.api.common.typeinfo.TypeInformation';
    const found = this.implicitValue(formal, env, t);
    if (found) return this.adapt(found, formal, env, t);
    if (isType) return this.evidence(formal.args[0] ?? formal, t, env);
    if (this.isNamed(formal, 'scala.math.Ordering')) {
      const of = this.show(formal.args[0] ?? this.object);
      return this.error(env, t, `No implicit Ordering defined for ${of}.`);
    }
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
    const of = this.plain(seq.args[0] ?? this.object);
    if (c.back === 'string') {
      if (of.kind === 'primitive' && of.name === 'char')
        return this.staticCall('scala.Predef', 'unwrapString', [e], this.universe.string, t);
      return e;
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
      return [
        {
          tree: { t: 'apply', fn: { t: 'id', name: 'List', ...this.place(t) }, args, infix: false, ...this.place(t) },
          spread: false,
        },
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
    const names = d ? d.params.map((p) => p.name) : c.method.parameters.map((p) => p.name);
    const out: { tree: Tree; spread: boolean; env?: Env; index?: number }[] = [];
    for (let i = 0; i < params.length; i++) {
      const byName = args.findIndex((a) => a.name === names[i]);
      const byPosition = i < args.length && !args[i]!.name ? i : -1;
      const index = byName >= 0 ? byName : byPosition;
      if (index >= 0) out.push(simple[index]!);
      else if (d?.params[i]?.default)
        out.push({
          tree: d.params[i]!.default!,
          spread: false,
          env: inner(d.env, { frame: env.frame, class: d.env.class }),
        });
      else {
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
  ): Expr {
    if (spread) {
      const of = formal.kind === 'array' ? formal.of : formal;
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
    if (this.isNamed(formal, 'scala.Function0') && !(tree.t === 'function' && tree.params.length === 0)) {
      const early = this.isNamed(tree.t === 'id' ? this.peekType(tree, env) : null, 'scala.Function0');
      if (!early) {
        const result = known.kind === 'class' ? known.args[0]! : this.object;
        const lambda = this.thunk(
          tree,
          env,
          this.mentions(result, by) ? this.hinted(result, hint) : result,
          known as ClassType,
        );
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
        if (own.kind === 'primitive' && to?.kind === 'primitive' && WIDER[own.name]!.includes(to.name)) {
          const wide = this.adapt(view, to, env, tree);
          this.unify(formal, to, by);
          return wide;
        }
        this.unify(formal, this.typed(view), by);
        e = view;
      }
      const now = this.put(formal, by);
      return this.mentions(formal, by) ? e : this.adapt(e, now, env, tree);
    }
    // A further argument of a type variable widens it: List(1, 2.0, "x").
    if (
      formal.kind === 'variable' &&
      by.has(formal) &&
      this.attempt(() => this.adapt(e, known, env, tree)) === undefined
    ) {
      this.unify(formal, this.typed(e), by);
      return e;
    }
    return this.adapt(e, known, env, tree);
  }
  /** Two functions of one call may give different types, as those of a CoMap do: their result is what holds both. */
  private sharedResult(formal: Type, by: Map<TypeVariable, Type | null>, tree: Tree, env: Env): Expr | null {
    if (formal.kind !== 'class' || !/^scala\.Function\d$/.test(formal.symbol.binaryName)) return null;
    const result = formal.args[formal.args.length - 1]!;
    const known = result.kind === 'variable' ? by.get(result) : null;
    if (known?.kind !== 'class' || !this.isNamed(known, `scala.Tuple${known.args.length}`)) return null;
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
            ...this.place(t),
            element: { k: 'TKnown', at: t.at, type: of },
            sizes: [],
            extraDimensions: 1,
            type: { kind: 'array', of },
            init: { k: 'ArrayInit', ...this.place(t), elements: items, type: { kind: 'array', of } },
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
    const applied: Expr = {
      k: 'Call',
      ...this.place(t),
      nameAt: call.nameAt,
      target: this.read(local, t, env),
      name: 'apply',
      typeArgs: null,
      args,
      method,
      type: this.box(type),
    };
    if (type.kind === 'void' || this.isNamed(type, 'scala.runtime.BoxedUnit'))
      return { ...applied, type: VOID } as Expr;
    return this.plain(type).kind === 'primitive' ? this.unboxed(applied) : applied;
  }
  abstract read(v: VariableSymbol, t: At, env: Env): Expr;
  abstract implicitValue(type: Type, env: Env, t: At): Expr | null;
  abstract peekType(t: Tree, env: Env): Type | null;
  abstract thunk(
    t: Tree,
    env: Env,
    expected: Type | null,
    type: ClassType,
  ): { readonly expr: Expr; readonly result: Type };
}
