import type { Relations } from '../check/relations.ts';
import type { PrimitiveType, Type } from '../check/types.ts';

const BOX: Readonly<Record<string, (x: string) => string>> = {
  int: (x) => x,
  boolean: (x) => x,
  long: (x) => `$Long.valueOf(${x})`,
  double: (x) => `new $Double(${x})`,
  float: (x) => `new $Float(${x})`,
  char: (x) => `$Character.valueOf(${x})`,
  short: (x) => `$Short.valueOf(${x})`,
  byte: (x) => `$Byte.valueOf(${x})`,
};
const UNBOX: Readonly<Record<string, string>> = {
  int: '$unI',
  boolean: '$unZ',
  long: '$unL',
  double: '$unD',
  float: '$unF',
  char: '$unC',
  short: '$unS',
  byte: '$unB',
};

function boxed(code: string, type: PrimitiveType): string {
  return BOX[type.name]!(code);
}

/** Primitive to primitive, widening or narrowing (JLS 5.1.2, 5.1.3). */
function convertPrimitive(code: string, from: PrimitiveType, to: PrimitiveType): string {
  if (from.name === to.name || to.name === 'boolean') return code;
  const floating = from.name === 'float' || from.name === 'double';
  switch (to.name) {
    case 'double':
      return from.name === 'long' ? `Number(${code})` : code;
    case 'float':
      if (from.name === 'long') return `Math.fround(Number(${code}))`;
      return from.name === 'int' || from.name === 'double' ? `Math.fround(${code})` : code;
    case 'long':
      return floating ? `$d2l(${code})` : code;
    default: {
      const int = floating ? `$d2i(${code})` : from.name === 'long' ? `$l2i(${code})` : code;
      if (to.name === 'int') return int;
      if (to.name === 'byte') return `(${int} << 24 >> 24)`;
      if (to.name === 'short') return from.name === 'byte' ? int : `(${int} << 16 >> 16)`;
      return `(${int} & 65535)`;
    }
  }
}

/** The code of a value of one type as a value of another: boxing, unboxing, widening. */
export function convert(code: string, from: Type, to: Type, relations: Relations, constant?: unknown): string {
  if (to.kind === 'void' || from.kind === 'error' || to.kind === 'error' || from.kind === 'void') return code;
  if (from.kind === 'primitive') {
    if (to.kind === 'primitive') return convertPrimitive(code, from, to);
    const wanted = relations.unbox(to);
    // An int constant assigned to Byte, Short, Character.
    if (wanted && wanted.name !== from.name && (constant !== undefined || to.kind === 'class'))
      return boxed(convertPrimitive(code, from, wanted), wanted);
    return boxed(code, from);
  }
  if (to.kind === 'primitive') {
    const unboxed = from.kind === 'null' ? to : (relations.unbox(from) ?? to);
    return convertPrimitive(`${UNBOX[unboxed.name]}(${code})`, unboxed, to);
  }
  return code;
}
