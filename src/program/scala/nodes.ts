import {
  BOOLEAN,
  type ClassSymbol,
  type ClassType,
  type FieldSymbol,
  type MethodSymbol,
  type Type,
  type VariableSymbol,
  VOID,
} from '../check/types.ts';
import type { BinaryOp, Call, Expr, Literal, Name, New, Stmt } from '../syntax/ast.ts';
import { type At, placeOf } from './tree.ts';

// Nodes of the typed program form, at the place of the Scala code they come from.

export function literal(of: Literal['of'], value: NonNullable<Literal['value']>, type: Type, t: At): Literal {
  return { k: 'Literal', of, value, constant: { value }, ...placeOf(t), type };
}
export function self(c: ClassSymbol, t: At): Expr {
  return { k: 'This', ...placeOf(t), qualifier: null, class$: c, type: c.thisType };
}
export function nameOf(v: VariableSymbol, t: At): Name {
  return { k: 'Name', ...placeOf(t), name: v.name, symbol: v, type: v.type };
}
export function select(target: Expr, field: FieldSymbol, t: At, type = field.type): Expr {
  return { k: 'Select', ...placeOf(t), target, name: field.name, symbol: field, type };
}
export function invoke(
  target: Expr | null,
  method: MethodSymbol,
  args: Expr[],
  type: Type,
  t: At & { readonly nameAt?: number },
): Call {
  const nameAt = t.nameAt ?? t.at;
  return { k: 'Call', ...placeOf(t), nameAt, target, name: method.name, typeArgs: null, args, method, type };
}
export function assign(target: Expr, value: Expr, t: At, type: Type = VOID): Expr {
  return { k: 'Assign', ...placeOf(t), target, value, type };
}
/** @param operandType of primitive operands: what they are widened to */
export function binary(
  op: BinaryOp,
  left: Expr,
  right: Expr,
  type: Type,
  t: At,
  operandType: Type | null = null,
): Expr {
  return { k: 'Binary', ...placeOf(t), op, left, right, operandType, type };
}
export function not(operand: Expr, t: At): Expr {
  return { k: 'Unary', ...placeOf(t), op: '!', operand, type: BOOLEAN };
}
export function cast(operand: Expr, type: Type, t: At): Expr {
  return { k: 'Cast', ...placeOf(t), to: { k: 'TKnown', at: t.at, type }, operand, target: type, type };
}
/** Statements with a value: that of the last one. */
export function valueBlock(statements: Stmt[], type: Type, t: At): Expr {
  return { k: 'BlockExpr', ...placeOf(t), type, body: { k: 'Block', at: t.at, end: t.end, statements } };
}
export function instance(type: ClassType, constructor$: MethodSymbol | null, args: Expr[], t: At): New {
  return {
    k: 'New',
    ...placeOf(t),
    outer: null,
    class: { k: 'TKnown', at: t.at, type },
    args,
    body: null,
    type,
    ...(constructor$ ? { constructor$ } : {}),
  };
}
export function newArray(of: Type, sizes: Expr[], type: Type, t: At): Expr {
  return {
    k: 'NewArray',
    ...placeOf(t),
    element: { k: 'TKnown', at: t.at, type: of },
    sizes,
    extraDimensions: 0,
    init: null,
    type,
  };
}
export function arrayOf(of: Type, elements: Expr[], t: At): Expr {
  const type: Type = { kind: 'array', of };
  return {
    k: 'NewArray',
    ...placeOf(t),
    element: { k: 'TKnown', at: t.at, type: of },
    sizes: [],
    extraDimensions: 1,
    type,
    init: { k: 'ArrayInit', ...placeOf(t), elements, type },
  };
}
