import { BOOLEAN, INT, LONG, NULL, type PrimitiveType, type Type } from '../check/types.ts';
import type { BinaryOp, Expr } from '../syntax/ast.ts';
import { Calls } from './calls.ts';
import type { Env } from './environment.ts';
import { binary, not } from './nodes.ts';
import { encode } from './predefined.ts';
import { type At, placeOf } from './tree.ts';

const ARITHMETIC = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '<<',
  '>>',
  '>>>',
  '<',
  '>',
  '<=',
  '>=',
  '&',
  '|',
  '^',
  '&&',
  '||',
]);
const COMPARE = new Set(['<', '>', '<=', '>=']);

/** Operators of numbers, booleans and strings, and equality. */
export abstract class Operators extends Calls {
  /** Operators of numbers, booleans and strings; null when `op` is a method. */
  operator(op: string, left: Expr, right: () => Expr, env: Env, t: At): Expr | null {
    const l = this.typed(left);
    const place = placeOf(t);
    if (op === '==' || op === '!=') return this.equality(op, left, right(), t);
    if (op === 'eq' || op === 'ne') {
      return binary(op === 'eq' ? '==' : '!=', left, right(), BOOLEAN, place);
    }
    const p = l.kind === 'primitive' ? l : null;
    if (op === '+' && (this.relations.isString(l) || (p && !ARITHMETIC.has(op)))) {
      return binary(op, left, this.printable(right()), this.universe.string, place);
    }
    if (!p || !ARITHMETIC.has(op)) {
      if (op === '+' && l.kind !== 'error') {
        const all = this.candidates({ expr: left, type: l }, '+', t);
        const r = all.length === 0 ? right() : this.attempt(right);
        // any2stringadd: where `+` takes no String.
        const takes = all.some((c) => {
          const formal = this.formals(c).params[0];
          return (
            formal &&
            (formal.kind === 'variable' ||
              this.relations.isObject(formal) ||
              this.conforms(this.universe.string.symbol.thisType, formal))
          );
        });
        if (r && !takes && this.relations.isString(this.typed(r)))
          return binary(op, this.printable(left), all.length === 0 ? r : right(), this.universe.string, place);
      }
      return null;
    }
    const r = this.unboxed(right());
    const q = this.typed(r);
    if (op === '+' && this.relations.isString(q)) return binary(op, left, r, this.universe.string, place);
    if (q.kind === 'error') return r;
    if (q.kind === 'class' && /^scala\.math\.Big(?:Int|Decimal)$/.test(q.symbol.binaryName)) {
      const widened = this.bigNumber(left, q.symbol.binaryName, t);
      const [method] = this.methods(q.symbol, encode(op));
      if (method) return this.simpleCall(widened, encode(op), [r], method.returnType, t);
    }
    if ((op === '&&' || op === '||') && p.name !== 'boolean')
      return this.error(env, t, `value ${op} is not a member of ${this.show(l)}`);
    // any2stringadd
    if (op === '+' && p.name === 'boolean') return this.mismatch(q, this.universe.string, env, r, r);
    if (q.kind !== 'primitive' || (p.name === 'boolean') !== (q.name === 'boolean'))
      return this.overloaded(l, op, q, env, t);
    if (op === '&&' || op === '||') {
      if (p.name !== 'boolean') return this.error(env, t, `value ${op} is not a member of ${this.show(l)}`);
      return binary(op, left, r, BOOLEAN, place, BOOLEAN);
    }
    if (p.name === 'boolean') {
      if (!'&|^'.includes(op)) return this.error(env, t, `value ${op} is not a member of ${this.show(l)}`);
      return binary(op as BinaryOp, left, r, BOOLEAN, place, BOOLEAN);
    }
    const isShift = op === '<<' || op === '>>' || op === '>>>';
    const type: PrimitiveType = isShift ? (p === LONG || p.name === 'long' ? LONG : INT) : this.relations.promote(p, q);
    return binary(op as BinaryOp, left, r, COMPARE.has(op) ? BOOLEAN : type, place, type);
  }
  overloaded(l: Type, op: string, q: Type, env: Env, t: At): Expr {
    const all = ['Double', 'Float', 'Long', 'Int', 'Char', 'Short', 'Byte'];
    if (l.kind === 'primitive' && l.name === 'boolean')
      return this.error(env, t, `type mismatch;\n found   : ${this.show(q)}\n required: Boolean`);
    const result = (x: string): string =>
      COMPARE.has(op)
        ? 'Boolean'
        : x === 'Double' || x === 'Float'
          ? x
          : x === 'Long'
            ? 'Long'
            : this.show(l) === 'Long'
              ? 'Long'
              : 'Int';
    const lines = all.map((x) => `  (x: ${x})${result(x)}${x === 'Byte' ? '' : ' <and>'}`);
    if (op === '+') {
      lines[lines.length - 1] += ' <and>';
      lines.push('  (x: String)String');
    }
    return this.error(
      env,
      t,
      `overloaded method value ${op} with alternatives:\n${lines.join('\n')}\n cannot be applied to (${this.show(q)})`,
    );
  }
  printable(e: Expr): Expr {
    if (this.typed(e).kind !== 'void') return e;
    return this.adapt(e, this.object, null as never, e);
  }
  equality(op: '==' | '!=', left: Expr, right: Expr, t: At): Expr {
    const place = placeOf(t);
    const l = this.typed(left);
    const r = this.typed(right);
    const bothPrimitive = l.kind === 'primitive' && r.kind === 'primitive';
    if (bothPrimitive) {
      const operandType = l.name === 'boolean' ? BOOLEAN : this.relations.promote(l, r);
      return binary(op, left, right, BOOLEAN, place, operandType);
    }
    const reference = l === NULL || r === NULL || l.kind === 'null' || r.kind === 'null';
    if (reference) {
      return binary(op, left, right, BOOLEAN, place);
    }
    const call = this.staticCall('scala.runtime.BoxesRunTime', 'equals', [left, right], BOOLEAN, t);
    return op === '==' ? call : not(call, place);
  }
}
