import { WIDENS } from '../check/relations.ts';
import { ERROR, INT, type Type } from '../check/types.ts';
import type { Expr, Stmt } from '../syntax/ast.ts';
import type { Env } from './environment.ts';
import { cast, literal, select, valueBlock } from './nodes.ts';
import { NUMBERS, SCALA_NAME } from './predefined.ts';
import type { At, Tree } from './tree.ts';
import { TypeNames } from './type-names.ts';

/** Conversions: boxes, Unit, numbers, arrays and strings as sequences. */
export abstract class Conversions extends TypeNames {
  abstract infer(t: Tree, env: Env, expected: Type | null): Expr;
  abstract evidence(type: Type, t: At, env: Env): Expr;
  /** Through an implicit conversion in scope whose result is wanted. */
  abstract convert(e: Expr, env: Env, t: At, wanted: (type: Type) => boolean, to?: Type): Expr | null;

  expr(t: Tree, env: Env, expected: Type | null): Expr {
    return this.adapt(this.infer(t, env, expected), expected, env, t);
  }

  // ---- conversions -----------------------------------------------------------------------------------------------------

  typed(e: Expr): Type {
    return e.type ?? ERROR;
  }
  /** A boxed value of a type argument, as the value type it is in Scala. */
  unboxed(e: Expr): Expr {
    const t = this.typed(e);
    if (t.kind !== 'class') return e;
    const to = this.relations.unbox(t);
    if (!to) return e;
    return this.staticCall('scala.runtime.BoxesRunTime', `unboxTo${SCALA_NAME[to.name]}`, [e], to, e);
  }
  valueOfUnit(t: At): Expr {
    const symbol = this.universe.find('scala.runtime.BoxedUnit')!;
    const field = symbol.fields.get('UNIT')!;
    return select(this.classRef(symbol, t), field, t);
  }
  /** The value () behind an expression whose own one is dropped. */
  private discarding(e: Expr): Expr {
    const unit = this.valueOfUnit(e);
    const statements = [e, unit].map((expr): Stmt => ({ k: 'Expr', at: e.at, expr }));
    return valueBlock(statements, this.typed(unit), e);
  }
  adapt(e: Expr, expected: Type | null, env: Env, t: At): Expr {
    const from = this.typed(e);
    if (!expected || from.kind === 'error' || expected.kind === 'error') return e;
    if (expected.kind === 'void') return e;
    if (from.kind === 'void') {
      if (this.conforms(this.box(from), expected) || expected.kind === 'variable') return this.discarding(e);
      return this.mismatch(from, expected, env, t);
    }
    const to = this.plain(expected);
    const own = this.plain(from);
    if (own.kind === 'primitive' && to.kind === 'primitive') {
      const same = own.name === to.name;
      const literal = e.k === 'Literal' && typeof e.value === 'number' && own === INT && to.name !== 'boolean';
      if (!same && !WIDENS[own.name].includes(to.name) && !(literal && this.relations.constantFits(e.value, to)))
        return this.mismatch(own, to, env, t, e);
      const value = from.kind === 'class' ? this.unboxed(e) : e;
      if (same) return value;
      return cast(value, to, e);
    }
    if (to.kind === 'primitive' && this.isNothing(from)) return e;
    if (this.conforms(from, expected)) return e;
    const converted =
      this.view1(e, expected, t) ?? (env ? this.convert(e, env, t, (x) => this.conforms(x, expected), expected) : null);
    if (converted) return converted;
    // A value where Unit is wanted is computed and dropped (SLS 6.26.1).
    if (to.kind === 'void') return this.discarding(e);
    return this.mismatch(from, expected, env, t, e);
  }
  /** Implicit conversions: arrays and strings as sequences. */
  view1(e: Expr, expected: Type, t: At): Expr | null {
    const from = this.typed(e);
    if (
      from.kind === 'primitive' &&
      expected.kind === 'class' &&
      /^scala\.math\.Big(?:Int|Decimal)$/.test(expected.symbol.binaryName)
    ) {
      return this.bigNumber(e, expected.symbol.binaryName, t);
    }
    if (
      from.kind === 'class' &&
      expected.kind === 'class' &&
      /^scala\.(?:Option|Some|None)$/.test(from.symbol.binaryName) &&
      /^scala\.collection\./.test(expected.symbol.binaryName)
    )
      return this.simpleCall(
        e,
        'toList',
        [],
        this.known('scala.collection.immutable.List', from.args[0] ?? this.nothing),
        t,
      );
    if (expected.kind !== 'class' || !/^scala\.collection\./.test(expected.symbol.binaryName)) return null;
    if (from.kind === 'array') {
      const seq = this.wrapArray(e, t);
      const isWrapped = expected.symbol.binaryName === 'scala.collection.mutable.WrappedArray';
      return isWrapped || this.conforms(this.typed(seq), expected) ? ({ ...seq, type: expected } as Expr) : null;
    }
    if (this.relations.isString(from)) {
      const seq = this.wrapString(e, t);
      return this.conforms(this.typed(seq), expected) ? seq : null;
    }
    return null;
  }
  /** int2bigInt and its kind. */
  bigNumber(e: Expr, name: string, t: At): Expr {
    const from = this.typed(e);
    const to =
      from.kind === 'primitive' && from.name === 'long'
        ? 'long'
        : from.kind === 'primitive' && /^(?:double|float)$/.test(from.name)
          ? 'double'
          : 'int';
    return this.staticCall(name, 'apply', [e], this.known(name), t, (m) => {
      const p = m.parameters[0]!.type;
      return p.kind === 'primitive' && p.name === to;
    });
  }
  abstract simpleCall(target: Expr, name: string, args: Expr[], type: Type, t: At): Expr;
  wrapArray(e: Expr, t: At): Expr {
    const type = this.typed(e);
    const of = type.kind === 'array' ? type.of : this.object;
    return this.staticCall('scala.Predef', 'wrapArray', [e], this.known('scala.collection.Seq', of), t);
  }
  wrapString(e: Expr, t: At): Expr {
    return this.staticCall('scala.Predef', 'wrapString', [e], this.known('scala.collection.Seq', NUMBERS.Char!), t);
  }
  mismatch(from: Type, to: Type, env: Env, t: At, e: Expr | null = null): Expr {
    if (from.kind === 'null')
      return this.error(env, t, 'an expression of type Null is ineligible for implicit conversion');
    return this.error(
      env,
      t,
      `type mismatch;\n found   : ${this.show(from)}${e ? this.constantText(e) : ''}\n required: ${this.show(to)}`,
    );
  }
  /** A literal's type is shown with its value: `Int(5)`. */
  private constantText(e: Expr): string {
    if (e.k !== 'Literal' || e.value === null) return '';
    const type = this.typed(e);
    const suffix = type.kind === 'primitive' ? ({ long: 'L', float: 'f' }[type.name as string] ?? '') : '';
    if (typeof e.value === 'string') return `("${e.value.replace(/\n/g, '\\n')}")`;
    if (type.kind === 'primitive' && type.name === 'char') return `('${String.fromCharCode(Number(e.value))}')`;
    const isWhole = type.kind === 'primitive' && /^(?:double|float)$/.test(type.name) && Number.isInteger(e.value);
    return `(${e.value}${isWhole ? '.0' : ''}${suffix})`;
  }
  arrayFrom(e: Expr, of: Type, t: At): Expr {
    const element = of.kind === 'void' ? this.box(of) : of;
    return this.staticCall(
      'scala.Predef',
      'toArray',
      [e, this.text(componentName(element), t)],
      { kind: 'array', of: element },
      t,
    );
  }
  text(value: string, t: At): Expr {
    return literal('string', value, this.universe.string, t);
  }
}

export function componentName(t: Type): string {
  switch (t.kind) {
    case 'primitive':
      return t.name;
    case 'array':
      return `[${componentName(t.of)}`;
    case 'class':
      return t.symbol.binaryName;
    default:
      return 'java.lang.Object';
  }
}
