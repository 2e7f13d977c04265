import { doubleToString, floatToString } from '../../flink/api/decimal.ts';
import type { BinaryOp, Constant } from '../syntax/ast.ts';
import type { PrimitiveType, Type } from './types.ts';

/** The float nearest to a number; a long is rounded once, not first to a double. */
function toFloat(value: number | bigint): number {
  const near = Math.fround(Number(value));
  if (typeof value === 'number' || !Number.isFinite(near)) return near;
  const off = (f: number): bigint => {
    const d = BigInt(f) - value;
    return d < 0n ? -d : d;
  };
  const step = 2 ** (Math.floor(Math.log2(Math.abs(near))) - 23);
  return [near - step, near + step].map(Math.fround).reduce((best, f) => (off(f) < off(best) ? f : best), near);
}

/** Folding of constant expressions (JLS 15.29), with Java's arithmetic. */

function normalize(value: bigint): number | bigint {
  const wrapped = BigInt.asIntN(64, value);
  const small = Number(wrapped);
  return Number.isSafeInteger(small) ? small : wrapped;
}

export function convertConstant(value: Constant['value'], from: Type, to: Type): Constant | null {
  if (typeof value === 'string' || typeof value === 'boolean') return { value };
  if (to.kind !== 'primitive') return null;
  switch (to.name) {
    case 'double':
      return { value: Number(value) };
    case 'float':
      return { value: toFloat(value) };
    case 'long':
      if (typeof value === 'bigint') return { value };
      if (from.kind === 'primitive' && (from.name === 'double' || from.name === 'float')) {
        if (Number.isNaN(value)) return { value: 0 };
        const t = Math.trunc(value);
        if (t >= 2 ** 63) return { value: 2n ** 63n - 1n };
        if (t <= -(2 ** 63)) return { value: -(2n ** 63n) };
        return { value: normalize(BigInt(t)) };
      }
      return { value };
    default: {
      let int: number;
      if (typeof value === 'bigint') int = Number(BigInt.asIntN(32, value));
      else if (from.kind === 'primitive' && (from.name === 'double' || from.name === 'float')) {
        int = Number.isNaN(value) ? 0 : Math.max(-2147483648, Math.min(2147483647, Math.trunc(value)));
      } else int = Number(BigInt.asIntN(32, BigInt(value)));
      if (to.name === 'byte') return { value: (int << 24) >> 24 };
      if (to.name === 'short') return { value: (int << 16) >> 16 };
      if (to.name === 'char') return { value: int & 0xffff };
      return { value: int + 0 };
    }
  }
}

export function constantText(value: Constant['value'], type: Type): string {
  if (typeof value === 'number' && type.kind === 'primitive') {
    if (type.name === 'double') return doubleToString(value);
    if (type.name === 'float') return floatToString(value);
    if (type.name === 'char') return String.fromCharCode(value);
  }
  return String(value);
}

export function foldUnary(op: '+' | '-' | '!' | '~', value: Constant['value'], type: PrimitiveType): Constant | null {
  if (op === '!') return typeof value === 'boolean' ? { value: !value } : null;
  if (typeof value === 'string' || typeof value === 'boolean') return null;
  if (op === '+') return { value };
  if (type.name === 'long') return { value: normalize(op === '-' ? -BigInt(value) : ~BigInt(value)) };
  if (op === '~') return { value: ~Number(value) };
  if (type.name === 'int') return { value: (-Number(value) | 0) + 0 };
  return { value: -Number(value) };
}

/** `type`: what both sides are promoted to; null for strings and booleans. */
export function foldBinary(
  op: BinaryOp,
  a: Constant['value'],
  b: Constant['value'],
  type: PrimitiveType | null,
): Constant | null {
  if (typeof a === 'boolean' && typeof b === 'boolean') {
    switch (op) {
      case '&&':
      case '&':
        return { value: a && b };
      case '||':
      case '|':
        return { value: a || b };
      case '^':
      case '!=':
        return { value: a !== b };
      case '==':
        return { value: a === b };
    }
    return null;
  }
  if (typeof a === 'string' || typeof b === 'string') {
    if (op === '==') return { value: a === b };
    if (op === '!=') return { value: a !== b };
    return null;
  }
  if (typeof a === 'boolean' || typeof b === 'boolean' || !type) return null;
  if (type.name === 'long') return compare(op, BigInt(a), BigInt(b)) ?? foldLong(op, BigInt(a), BigInt(b));
  const promoted = type.name === 'float' ? toFloat : Number;
  const x = promoted(a);
  const y = promoted(b);
  const compared = compare(op, x, y);
  if (compared) return compared;
  if (type.name === 'int') return foldInt(op, x, y);
  const round = type.name === 'float' ? Math.fround : (v: number): number => v;
  switch (op) {
    case '+':
      return { value: round(x + y) };
    case '-':
      return { value: round(x - y) };
    case '*':
      return { value: round(x * y) };
    case '/':
      return { value: round(x / y) };
    case '%':
      return { value: round(x % y) };
  }
  return null;
}
function compare<T extends number | bigint>(op: BinaryOp, x: T, y: T): Constant | null {
  switch (op) {
    case '<':
      return { value: x < y };
    case '>':
      return { value: x > y };
    case '<=':
      return { value: x <= y };
    case '>=':
      return { value: x >= y };
    case '==':
      return { value: x === y };
    case '!=':
      return { value: x !== y };
  }
  return null;
}
function foldInt(op: BinaryOp, x: number, y: number): Constant | null {
  switch (op) {
    case '+':
      return { value: (x + y) | 0 };
    case '-':
      return { value: (x - y) | 0 };
    case '*':
      return { value: Math.imul(x, y) };
    case '/':
      return y === 0 ? null : { value: (x / y) | 0 };
    case '%':
      return y === 0 ? null : { value: (x % y) + 0 };
    case '<<':
      return { value: x << y };
    case '>>':
      return { value: x >> y };
    case '>>>':
      return { value: (x >>> y) | 0 };
    case '&':
      return { value: x & y };
    case '|':
      return { value: x | y };
    case '^':
      return { value: x ^ y };
  }
  return null;
}
function foldLong(op: BinaryOp, x: bigint, y: bigint): Constant | null {
  switch (op) {
    case '+':
      return { value: normalize(x + y) };
    case '-':
      return { value: normalize(x - y) };
    case '*':
      return { value: normalize(x * y) };
    case '/':
      return y === 0n ? null : { value: normalize(x / y) };
    case '%':
      return y === 0n ? null : { value: normalize(x % y) };
    case '<<':
      return { value: normalize(x << (y & 63n)) };
    case '>>':
      return { value: normalize(x >> (y & 63n)) };
    case '>>>':
      return { value: normalize(BigInt.asUintN(64, x) >> (y & 63n)) };
    case '&':
      return { value: normalize(x & y) };
    case '|':
      return { value: normalize(x | y) };
    case '^':
      return { value: normalize(x ^ y) };
  }
  return null;
}
