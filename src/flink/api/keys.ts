import { indexOutOfBounds, invalidField, invalidProgram } from './errors.ts';
import type { KeySelector, UserFunction } from './functions.ts';
import { tuple } from './tuple.ts';
import { isComposite, isTupleType, type TypeInformation, tupleType } from './types.ts';

/** Keys.ExpressionKeys and KeySelectorUtil: keys by field position or field expression. */

/** A field reached through nested fields, by positions. */
export interface FlatField {
  readonly path: readonly number[];
  readonly type: TypeInformation;
}

/** Reads the field at `path`; null or missing parents give null. */
export function readPath(type: TypeInformation, value: unknown, path: readonly number[]): unknown {
  let at = type;
  let current = value;
  for (const field of path) {
    current = at.get!(current, field);
    at = at.fields[field]?.type ?? at;
  }
  return current;
}

function allFlatFields(type: TypeInformation, path: readonly number[]): FlatField[] {
  return type.fields.flatMap((field, i) =>
    isComposite(field.type) ? allFlatFields(field.type, [...path, i]) : [{ path: [...path, i], type: field.type }],
  );
}

/** CompositeType.getFlatFields for one expression: `f0`, `f0.f1`, `user.name`, `*`, `_`. */
function flatFields(type: TypeInformation, expression: string, path: readonly number[] = []): FlatField[] {
  if (expression === '*' || expression === '_') return allFlatFields(type, path);
  const match = /^([^.]+)(?:\.(.+))?$/.exec(expression);
  const tuples = type.kind === 'tuple';
  const head = match?.[1] ?? '';
  if (!match || (tuples && !/^f?[0-9]+$/.test(head))) {
    throw invalidField(
      tuples ? `Invalid tuple field reference "${expression}".` : `Invalid POJO field reference "${expression}".`,
    );
  }
  const position = tuples
    ? Number(head.replace(/^f/, ''))
    : type.fields.findIndex((field, i) => field.name === head || (type.kind !== 'pojo' && String(i) === head));
  const field = type.fields[position];
  if (!field) {
    throw invalidField(
      tuples
        ? `Tuple field expression "${head}" out of bounds of ${type.name}.`
        : `Unable to find field "${head}" in type ${type.name}.`,
    );
  }
  const tail = match[2];
  const here = [...path, position];
  if (tail === undefined)
    return isComposite(field.type) ? allFlatFields(field.type, here) : [{ path: here, type: field.type }];
  if (!isComposite(field.type)) {
    throw invalidField(`Nested field expression "${tail}" not possible on atomic type ${field.type.name}.`);
  }
  return flatFields(field.type, tail, here);
}

/** Keys.ExpressionKeys(int[], type). */
export function keysByPosition(positions: readonly number[], type: TypeInformation): FlatField[] {
  if (!isTupleType(type)) {
    throw invalidProgram(`Specifying keys via field positions is only valid for tuple data types. Type: ${type.name}`);
  }
  if (type.fields.length === 0) throw invalidProgram('Tuple size must be greater than 0. Size: 0');
  for (const position of positions) {
    if (position < 0 || position >= type.fields.length) {
      throw indexOutOfBounds(`Tuple position is out of range: ${position}`);
    }
  }
  return positions.flatMap((position) => {
    const field = type.fields[position]!.type;
    const flat = isComposite(field) ? allFlatFields(field, [position]) : [{ path: [position], type: field }];
    for (const { type: leaf } of flat) requireKeyType(leaf);
    return flat;
  });
}

/** Keys.ExpressionKeys(String[], type). */
export function keysByExpression(expressions: readonly string[], type: TypeInformation): FlatField[] {
  if (isComposite(type)) {
    return expressions.flatMap((expression) => {
      const flat = flatFields(type, expression.trim());
      if (flat.length === 0) {
        throw invalidProgram(`Unable to extract key from expression '${expression}' on key ${type.name}`);
      }
      for (const { type: leaf } of flat) requireKeyType(leaf);
      return flat;
    });
  }
  requireKeyType(type);
  for (const expression of expressions) {
    if (expression.trim() !== '*' && expression.trim() !== '_') {
      throw invalidProgram("Field expression must be equal to '*' or '_' for non-composite types.");
    }
  }
  return expressions.map(() => ({ path: [], type }));
}

function requireKeyType(type: TypeInformation): void {
  if (!type.isKeyType) throw invalidProgram(`This type (${type.name}) cannot be used as key.`);
}

/** KeySelectorUtil.getSelectorForKeys: a tuple of the flat key fields, whatever their number. */
export function tupleSelector(type: TypeInformation, fields: readonly FlatField[]): UserFunction<KeySelector> {
  const single = fields.length === 1 && fields[0]!.path.length === 1 ? fields[0]!.path[0]! : null;
  const getKey =
    single !== null
      ? (value: unknown) => tuple([type.get!(value, single)])
      : (value: unknown) => tuple(fields.map((field) => readPath(type, value, field.path)));
  return { name: 'ComparableKeySelector', instantiate: () => ({ getKey }) };
}

/** KeySelectorUtil.getSelectorForOneKey: the bare field. */
export function oneKeySelector(type: TypeInformation, fields: readonly FlatField[]): UserFunction<KeySelector> {
  const [field] = fields;
  if (fields.length !== 1 || !field) {
    throw invalidProgram('Custom partitioners can only be used with keys that have one key field.');
  }
  return {
    name: 'OneKeySelector',
    instantiate: () => ({ getKey: (value: unknown) => readPath(type, value, field.path) }),
  };
}

/** KeySelectorUtil.getSelectorForArray: a tuple of the elements at these positions. */
export function arraySelector(positions: readonly number[]): UserFunction<KeySelector> {
  return {
    name: 'ArrayKeySelector',
    instantiate: () => ({
      getKey: (value: unknown) => tuple(positions.map((at) => (value as readonly unknown[])[at])),
    }),
  };
}

export function keyTypeOf(fields: readonly FlatField[]): TypeInformation {
  return tupleType(fields.map((field) => field.type));
}

/**
 * KeyedStream.validateKeyType: arrays, enums and POJOs without hashCode can't be keys, nor tuples of them.
 * Throws InvalidProgramException.
 */
export function validateKeyType(keyType: TypeInformation): TypeInformation {
  const unsupported: TypeInformation[] = [];
  const stack = [keyType];
  for (let type = stack.pop(); type; type = stack.pop()) {
    const hashable = type.kind === 'pojo' ? type.isKeyType : type.kind !== 'array' && type.kind !== 'enum';
    if (!hashable) unsupported.push(type);
    if (isTupleType(type)) stack.push(...type.fields.map((field) => field.type));
  }
  if (unsupported.length > 0) {
    throw invalidProgram(
      `Type ${keyType.name} cannot be used as key. Contained UNSUPPORTED key types: ` +
        `${unsupported.map((type) => type.name).join(', ')}. Look at the keyBy() documentation for the conditions ` +
        'a type has to satisfy in order to be eligible for a key.',
    );
  }
  return keyType;
}
