import { INT, LONG, type PrimitiveType, type Type } from '../check/types.ts';
import type { Binary, BinaryOp, Expr } from '../syntax/ast.ts';
import type { Context, Fn } from './context.ts';
import { convert } from './conversions.ts';
import { areDistinct } from './string-identity.ts';

const LONG_OPS: Readonly<Record<string, string>> = {
  '+': '$ladd',
  '-': '$lsub',
  '*': '$lmul',
  '/': '$ldiv',
  '%': '$lrem',
  '&': '$land',
  '|': '$lor',
  '^': '$lxor',
  '<<': '$lshl',
  '>>': '$lshr',
  '>>>': '$lushr',
};

/** Java's operators on values. */
export abstract class OperatorGenerator {
  constructor(readonly c: Context) {}

  /** Code of an expression, as it is. */
  abstract expr(e: Expr, fn: Fn): string;
  /** Value of `e` as a `to`. */
  abstract as(e: Expr, to: Type | undefined, fn: Fn): string;
  abstract condition(e: Expr, fn: Fn): string;

  protected unary(e: Expr & { k: 'Unary' }, fn: Fn): string {
    const type = e.type ?? INT;
    const x = this.as(e.operand, type, fn);
    if (e.op === '!') return `(!${x})`;
    if (e.op === '+') return x;
    if (type === LONG) return e.op === '-' ? `$lneg(${x})` : `$lnot(${x})`;
    if (e.op === '~') return `(~${x})`;
    return type === INT ? `(-${x} | 0)` : `(-${x})`;
  }

  /** a op b, both of the promoted type. */
  arithmetic(op: BinaryOp, a: string, b: string, type: PrimitiveType, right: Expr | null): string {
    switch (op) {
      case '<':
      case '>':
      case '<=':
      case '>=':
        return `(${a} ${op} ${b})`;
      case '==':
        return `(${a} === ${b})`;
      case '!=':
        return `(${a} !== ${b})`;
      case '&&':
      case '||':
        return `(${a} ${op} ${b})`;
    }
    switch (type.name) {
      case 'boolean':
        return op === '^' ? `(${a} !== ${b})` : `((${a} ${op} ${b}) !== 0)`;
      case 'long':
        return `${LONG_OPS[op]}(${a}, ${b})`;
      case 'double':
        return `(${a} ${op} ${b})`;
      case 'float':
        return `Math.fround(${a} ${op} ${b})`;
      default: {
        const divisor = right?.constant?.value;
        switch (op) {
          case '+':
          case '-':
            return `(${a} ${op} ${b} | 0)`;
          case '*':
            return `Math.imul(${a}, ${b})`;
          case '/':
            return typeof divisor === 'number' && divisor !== 0 ? `(${a} / ${b} | 0)` : `$idiv(${a}, ${b})`;
          case '%':
            return typeof divisor === 'number' && divisor !== 0 ? `(${a} % ${b} | 0)` : `$irem(${a}, ${b})`;
          case '>>>':
            return `(${a} >>> ${b} | 0)`;
          default:
            return `(${a} ${op} ${b})`;
        }
      }
    }
  }
  protected shiftDistance(e: Expr, fn: Fn): string {
    const unboxed = this.c.relations.unbox(e.type ?? INT) ?? INT;
    const code = this.as(e, unboxed, fn);
    return unboxed === LONG ? `$shift(${code})` : code;
  }
  protected isShift(op: BinaryOp): boolean {
    return op === '<<' || op === '>>' || op === '>>>';
  }

  protected binary(e: Binary, fn: Fn): string {
    if (e.op === '+' && e.type && this.c.relations.isString(e.type)) return this.concatenation(e, fn);
    const type = e.operandType;
    if (type?.kind === 'primitive') {
      if (e.op === '&&' || e.op === '||')
        return `(${this.condition(e.left, fn)} ${e.op} ${this.condition(e.right, fn)})`;
      if (this.isShift(e.op)) {
        return this.arithmetic(e.op, this.as(e.left, type, fn), this.shiftDistance(e.right, fn), type, e.right);
      }
      return this.arithmetic(e.op, this.as(e.left, type, fn), this.as(e.right, type, fn), type, e.right);
    }
    // References.
    const a = this.expr(e.left, fn);
    const b = this.expr(e.right, fn);
    const not = e.op === '!=' ? '!' : '';
    if (e.left.k === 'New' || e.right.k === 'New') return `(${a}, ${b}, ${not ? 'true' : 'false'})`;
    const isInt = (t: Type | undefined): boolean => t?.kind === 'class' && t.symbol.binaryName === 'java.lang.Integer';
    if (isInt(e.left.type) && isInt(e.right.type)) return `${not}$sameInteger(${a}, ${b})`;
    const isString = (t: Type | undefined): boolean => t !== undefined && this.c.relations.isString(t);
    if (isString(e.left.type) && isString(e.right.type)) {
      if (areDistinct(e.left, e.right, this.c.relations, this.c.initialisers))
        return `(${a}, ${b}, ${not ? 'true' : 'false'})`;
    }
    const left =
      e.left.type?.kind === 'primitive' ? convert(a, e.left.type, this.c.relations.object, this.c.relations) : a;
    const right =
      e.right.type?.kind === 'primitive' ? convert(b, e.right.type, this.c.relations.object, this.c.relations) : b;
    return `(${left} ${not}${not ? '==' : '==='} ${right})`;
  }

  private concatenation(e: Binary, fn: Fn): string {
    const parts: Expr[] = [];
    const flatten = (x: Expr): void => {
      if (x.k === 'Binary' && x.op === '+' && !x.constant && x.type && this.c.relations.isString(x.type)) {
        let at: Expr = x;
        const right: Expr[] = [];
        while (at.k === 'Binary' && at.op === '+' && !at.constant && at.type && this.c.relations.isString(at.type)) {
          right.push(at.right);
          at = at.left;
        }
        parts.push(at);
        for (const r of right.reverse()) parts.push(r);
      } else parts.push(x);
    };
    flatten(e);
    const codes = parts.map((p) => this.text(p, fn));
    const first = parts[0]!;
    const startsAsString = first.constant ? typeof first.constant.value === 'string' : !this.isRaw(first.type);
    return `(${startsAsString ? '' : '"" + '}${codes.join(' + ')})`;
  }
  /** Does JavaScript's + print it as Java does, without being a string itself? */
  private isRaw(t: Type | undefined): boolean {
    if (!t) return true;
    if (t.kind === 'primitive') return !['char', 'double', 'float'].includes(t.name);
    return t.kind === 'null' || this.c.relations.isString(t);
  }
  protected text(e: Expr, fn: Fn): string {
    const code = this.expr(e, fn);
    const t = e.type;
    if (t?.kind === 'primitive') {
      if (t.name === 'char') return `String.fromCharCode(${code})`;
      if (t.name === 'double') return `$dts(${code})`;
      if (t.name === 'float') return `$fts(${code})`;
      return code;
    }
    if (!t || t.kind === 'null' || this.c.relations.isString(t)) return code;
    return `$str(${code})`;
  }
}
