import { BOOLEAN, ERROR, INT, NULL, type Type, VOID } from '../check/types.ts';
import type { Block, Expr, Literal } from '../syntax/ast.ts';
import { desugar } from './desugar.ts';
import type { Env } from './environment.ts';
import type { Tail } from './functions.ts';
import { binary, cast, valueBlock } from './nodes.ts';
import { Statements } from './statements.ts';
import { argTree, idTree, placeOf, type Tree } from './tree.ts';

/** Expressions of Scala as the typed form. */
export abstract class Typer extends Statements {
  // ---- expressions -----------------------------------------------------------------------------------------------------

  infer(t: Tree, env: Env, expected: Type | null): Expr {
    switch (t.t) {
      case 'literal':
        return this.literal(t);
      case 'id':
        return this.id(t, env, null, expected);
      case 'apply': {
        if (t.infix && t.fn.t === 'select' && /^#:::?$/.test(t.fn.name)) return this.stream(t, t.fn, env, expected);
        const arrow = this.isNamed(expected, 'scala.Tuple2') ? pairTree(t) : null;
        return arrow ? this.infer(arrow, env, expected) : this.application(t, env, expected);
      }
      case 'select':
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
        let c = env.class;
        while (c && t.qualifier && c.name.replace(/\$$/, '') !== t.qualifier) c = c.owner;
        if (c && !t.qualifier && this.selves.get(c)?.type) return this.selfOf(c, t, env).expr!;
        return c ? this.thisOf(c, t, env) : this.error(env, t, 'this can be used only in a class, object, or template');
      }
      case 'super':
        return { k: 'Super', ...placeOf(t), qualifier: null, type: env.class?.superclass ?? this.object };
      case 'unary': {
        const e = this.unboxed(this.infer(t.of, env, null));
        const type = this.typed(e);
        if (type.kind === 'error') return e;
        if (type.kind === 'class' || type.kind === 'variable')
          return this.member(
            { expr: e, type },
            { t: 'select', of: t.of, name: `unary_${t.op}`, ...placeOf(t) },
            null,
            null,
            env,
            expected,
          );
        if (type.kind !== 'primitive' || (t.op === '!') !== (type.name === 'boolean')) {
          return this.error(env, t, `value unary_${t.op} is not a member of ${this.show(type)}`);
        }
        return {
          k: 'Unary',
          ...placeOf(t),
          op: t.op as '-',
          operand: e,
          type: t.op === '!' ? BOOLEAN : this.relations.promote(type, INT),
        };
      }
      case 'ascribed': {
        const type = this.typeOf(t.type, env);
        const e = this.expr(t.of, env, type);
        if (this.typed(e).kind !== 'primitive') return { ...e, type } as Expr;
        return type.kind === 'class' && !this.relations.unbox(type) ? cast(e, type, t) : e;
      }
      case 'assign':
        return this.assign(t, env);
      case 'new':
        return this.creation(t, env, expected);
      case 'if': {
        if (t.else && expected?.kind !== 'void') {
          const then = this.infer(t.then, env, expected);
          const otherwise = this.infer(t.else, env, expected);
          const isWanted = expected && /^(?:class|array)$/.test(expected.kind) && !this.hasHole(expected);
          const type = isWanted ? expected : this.merge([then, otherwise], expected);
          if (type.kind !== 'void') {
            const condition = this.expr(t.condition, env, BOOLEAN);
            return {
              k: 'Conditional',
              ...placeOf(t),
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
        return { k: 'BlockExpr', ...placeOf(t), body, type: this.nothing };
      }
      case 'while':
      case 'return':
      case 'match':
      case 'try':
      case 'block':
        return this.asValueBlock(t, env, expected);
      case 'for':
        return this.infer(desugar(t.enumerators, t.body, t.isYield, t), env, expected);
      default:
        return this.asValueBlock({ t: 'block', statements: [t], ...placeOf(t) }, env, expected);
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
  /** Statements with a value, as an expression. */
  asValueBlock(t: Tree, env: Env, expected: Type | null): Expr {
    const tail: Tail = { expected, found: [] };
    const statements = this.tail(t, env, tail);
    const type = this.settle(tail, env);
    if (statements.length === 1 && statements[0]!.k === 'Return' && statements[0]!.value) return statements[0]!.value;
    return valueBlock(statements, type, t);
  }
  /** Gives all values of a body one type. */
  settle(tail: Tail, env: Env): Type {
    const values = tail.found.map((f) => f.expr);
    const type =
      tail.expected?.kind === 'void'
        ? VOID
        : tail.isUntyped && !tail.expected
          ? ERROR
          : values.length === 0 && !tail.expected
            ? this.nothing
            : this.merge(values, tail.expected && !this.hasHole(tail.expected) ? tail.expected : null);
    const { expected } = tail;
    const isUnfit =
      type.kind === 'void' &&
      expected !== null &&
      /^(?:class|primitive|array)$/.test(expected.kind) &&
      !this.conforms(this.box(VOID), expected);
    for (const f of tail.found) {
      if (isUnfit && this.typed(f.expr).kind === 'void') this.adapt(f.expr, expected, f.env, f.tree);
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

  /** `head #:: tail` and `first #::: rest`: what stands behind is not computed before it is asked for. */
  private stream(t: Tree & { t: 'apply' }, fn: Tree & { t: 'select' }, env: Env, expected: Type | null): Expr {
    const name = 'scala.collection.immutable.Stream';
    const isOne = fn.name === '#::';
    const wanted = this.isNamed(expected, name) ? expected.args[0]! : null;
    const first = this.infer(t.args[0]!.value, env, isOne ? wanted && this.plain(wanted) : expected);
    const own = this.typed(first);
    const item = isOne ? this.box(own) : this.isNamed(own, name) ? own.args[0]! : this.object;
    const of = wanted && !this.hasHole(wanted) ? wanted : item;
    const tail = this.thunk(fn.of, env, this.known(name, of));
    const type = this.known(name, of);
    const head = isOne ? this.adapt(first, this.box(of), env, t) : first;
    return this.staticCall(name, isOne ? 'cons' : 'concat2', [head, tail.expr], type, t);
  }
  literal(t: Tree & { t: 'literal' }): Expr {
    const types: Readonly<Record<string, Type>> = { int: INT, boolean: BOOLEAN, null: NULL, unit: VOID };
    if (t.of === 'unit') return valueBlock([], VOID, t);
    const type: Type =
      types[t.of] ??
      (t.of === 'string'
        ? this.universe.string
        : t.of === 'symbol'
          ? this.known('scala.Symbol')
          : { kind: 'primitive', name: t.of as 'long' });
    if (t.of === 'symbol') return this.staticCall('scala.Symbol', 'apply', [this.text(String(t.value), t)], type, t);
    const value = t.of === 'long' ? normalLong(t.value as bigint) : t.value;
    const of = t.of as Literal['of'];
    return { k: 'Literal', ...placeOf(t), of, value, type, ...(value === null ? {} : { constant: { value } }) };
  }
  interpolated(t: Tree & { t: 'interpolated' }, env: Env): Expr {
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
        ...placeOf(t),
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
    if (t.kind !== 's' && t.kind !== 'raw') {
      const outside = this.outsideImport(env);
      if (!outside) return this.infer(ownInterpolation(t), env, null);
      for (const a of t.args) this.infer(a, env, null);
      return this.outsider(env, t, outside);
    }
    let e: Expr = this.text(t.parts[0]!, t);
    t.args.forEach((a, i) => {
      const value = this.printable(this.infer(a, env, null));
      e = binary('+', e, value, string, t);
      const part = t.parts[i + 1]!;
      if (part !== '') e = binary('+', e, this.text(part, t), string, t);
    });
    return e;
  }
}
/** `kind"a ${x} b"` is `StringContext("a ", " b").kind(x)`. */
function ownInterpolation(t: Tree & { t: 'interpolated' }): Tree {
  const place = placeOf(t);
  const parts = t.parts.map((value) => argTree({ t: 'literal', of: 'string', value, ...place }));
  const context: Tree = { t: 'apply', fn: idTree('StringContext', t), args: parts, infix: false, ...place };
  const fn: Tree = { t: 'select', of: context, name: t.kind, ...place };
  return { t: 'apply', fn, args: t.args.map(argTree), infix: false, ...place };
}
/** `a -> b` where a pair is wanted: what is wanted of its parts gives functions their types. */
function pairTree(t: Tree & { t: 'apply' }): Tree | null {
  if (!t.infix || t.fn.t !== 'select' || t.fn.name !== '->') return null;
  const values = t.args.map((a) => a.value);
  const [first] = values;
  if (!first || ![...values, t.fn.of].some((x) => /^(?:function|cases|eta)$/.test(x.t))) return null;
  const second: Tree = values.length === 1 ? first : { t: 'tuple', of: values, ...placeOf(first) };
  return { t: 'tuple', of: [t.fn.of, second], ...placeOf(t) };
}
function normalLong(value: bigint): number | bigint {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}
