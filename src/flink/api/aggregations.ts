import { Byte, Double, Float, Long, normalizeLong, Short } from './boxed.ts';
import { indexOutOfBounds, invalidField, runtimeError } from './errors.ts';
import type { ReduceFunction, UserFunction } from './functions.ts';
import { readPath } from './keys.ts';
import { simpleClassName, type TypeInformation } from './types.ts';
import { compare, copy } from './values.ts';

/** SumAggregator and ComparableAggregator: sum, min, max, minBy and maxBy of keyed streams and windows. */

export type Aggregation = 'sum' | 'min' | 'max' | 'minBy' | 'maxBy';

/** FieldAccessorFactory.getAccessor: positions from the outermost field inwards; empty: the whole value. */
export function fieldPath(type: TypeInformation, field: number | string): readonly number[] {
  return typeof field === 'number' ? positionPath(type, field) : expressionPath(type, field);
}

function positionPath(type: TypeInformation, position: number): readonly number[] {
  if (type.kind === 'array') return [position];
  if (type.kind === 'basic') {
    if (position !== 0) {
      throw invalidField(
        `The ${position}. field selected on a basic type (${type.name}). A field expression on a basic type can ` +
          'only select the 0th field (which means selecting the entire basic type).',
      );
    }
    return [];
  }
  if (type.kind === 'case-class') {
    if (!type.fields[position]) throw indexOutOfBounds(null);
    return [position];
  }
  if (type.kind === 'tuple' || type.kind === 'row') {
    if (!type.fields[position]) {
      throw invalidField(`Tried to select ${position}. field on "${type.name}", which is an invalid index.`);
    }
    return [position];
  }
  throw invalidField(
    `Cannot reference field by position on ${type.name}Referencing a field by position is supported on tuples, ` +
      'case classes, and arrays. Additionally, you can select the 0th field of a primitive/basic type (e.g. int).',
  );
}

function expressionPath(type: TypeInformation, expression: string): readonly number[] {
  const [head = '', tail] = splitHead(expression);
  switch (type.kind) {
    case 'array':
      if (!/^-?[0-9]+$/.test(expression)) {
        throw invalidField(
          'A field expression on an array must be an integer index (that might be given as a string).',
        );
      }
      return [Number(expression)];
    case 'basic':
      if (expression !== '*' && !/^-?[0-9]+$/.test(expression)) {
        throw invalidField(
          `You tried to select the field "${expression}" on a ${type.name}. A field expression on a basic type can ` +
            'only be "*" or "0" (both of which mean selecting the entire basic type).',
        );
      }
      return positionPath(type, expression === '*' ? 0 : Number(expression));
    case 'pojo':
    case 'case-class':
    case 'tuple':
    case 'row': {
      const position = positionOf(type, head, expression);
      const inner = tail === undefined ? [] : expressionPath(type.fields[position]!.type, tail);
      return [position, ...inner];
    }
    default:
      throw invalidField(
        `Cannot reference field by field expression on ${type.name}Field expressions are only supported on POJO ` +
          'types, tuples, and case classes. (See the Flink documentation on what is considered a POJO.)',
      );
  }
}

function positionOf(type: TypeInformation, head: string, expression: string): number {
  const named = type.fields.findIndex((field) => field.name === head);
  if (named >= 0) return named;
  if (type.kind === 'pojo') throw invalidField(`Unable to find field "${head}" in type ${type.name}.`);
  if (type.kind === 'case-class') throw invalidField(`Invalid field selected: ${expression}`);
  if (!/^[0-9]+$/.test(head)) {
    throw invalidField(`Tried to select field "${head}" on ${type.name} . Only integer values are allowed here.`);
  }
  return positionPath(type, Number(head))[0]!;
}

function splitHead(expression: string): [string, string?] {
  const dot = expression.indexOf('.');
  return dot < 0 ? [expression] : [expression.slice(0, dot), expression.slice(dot + 1)];
}

function typeAt(type: TypeInformation, path: readonly number[]): TypeInformation {
  return path.reduce((at, field) => at.fields[field]?.type ?? at.component ?? at, type);
}

type Add = (a: unknown, b: unknown) => unknown;
const ADDERS: Readonly<Record<string, Add>> = {
  Integer: (a, b) => ((a as number) + (b as number)) | 0,
  Long: (a, b) => {
    const x = (a as Long).value;
    const y = (b as Long).value;
    return new Long(
      typeof x === 'number' && typeof y === 'number' ? normalizeSum(x, y) : normalizeLong(BigInt(x) + BigInt(y)),
    );
  },
  Double: (a, b) => new Double((a as Double).value + (b as Double).value),
  Float: (a, b) => new Float((a as Float).value + (b as Float).value),
  Short: (a, b) => new Short((((a as Short).value + (b as Short).value) << 16) >> 16),
  Byte: (a, b) => new Byte((((a as Byte).value + (b as Byte).value) << 24) >> 24),
};

function normalizeSum(x: number, y: number): number | bigint {
  const sum = x + y;
  return Number.isSafeInteger(sum) ? sum : normalizeLong(BigInt(x) + BigInt(y));
}

/** SumFunction.getForClass. */
function adderOf(type: TypeInformation): Add {
  const add = type.kind === 'basic' ? ADDERS[type.name] : undefined;
  if (!add) {
    throw runtimeError(
      `DataStream cannot be summed because the class ${simpleClassName(type)} does not support the + operator.`,
    );
  }
  return add;
}

function write(type: TypeInformation, value: unknown, path: readonly number[], to: unknown): unknown {
  const [field, ...rest] = path;
  if (field === undefined) return to;
  if (rest.length === 0) return type.set!(value, field, to);
  const inner = type.fields[field]!.type;
  return type.set!(value, field, write(inner, type.get!(value, field), rest, to));
}

/**
 * The reduce function of an aggregation. `inPlace`: a sum changes its first argument, as Flink's does, in place of a copy. `first`: of equal extremes minBy and maxBy keep the earlier record.
 * Throws Flink's exceptions for fields that don't exist or can't be added.
 */
export function aggregator(
  how: Aggregation,
  type: TypeInformation,
  path: readonly number[],
  first = false,
  inPlace = false,
): (a: unknown, b: unknown) => unknown {
  const direct = path.length === 1 ? path[0]! : -1;
  const get =
    direct >= 0 ? (value: unknown) => type.get!(value, direct) : (value: unknown) => readPath(type, value, path);
  if (how === 'sum') {
    const add = adderOf(typeAt(type, path));
    // Called for each record: without the function for the path in between.
    if (direct >= 0) {
      return (a, b) => type.set!(inPlace ? a : copy(a), direct, add(type.get!(a, direct), type.get!(b, direct)));
    }
    return (a, b) => write(type, copy(a), path, add(get(a), get(b)));
  }
  const sign = how === 'min' || how === 'minBy' ? -1 : 1;
  if (how === 'min' || how === 'max') {
    // Only the field moves on; the other fields stay those of the first record.
    return (a, b) => (compare(get(a), get(b)) * sign > 0 ? a : write(type, a, path, get(b)));
  }
  return (a, b) => {
    const order = compare(get(a), get(b)) * sign;
    return order > 0 || (order === 0 && first) ? a : b;
  };
}

/** The aggregation as a reduce function, named as in window operators' names. */
export function aggregationFunction(
  how: Aggregation,
  type: TypeInformation,
  path: readonly number[],
  first: boolean,
): UserFunction<ReduceFunction> {
  const reduce = aggregator(how, type, path, first);
  return { name: how === 'sum' ? 'SumAggregator' : 'ComparableAggregator', instantiate: () => ({ reduce }) };
}
