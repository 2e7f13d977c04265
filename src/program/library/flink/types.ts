/** org.apache.flink.api.java.typeutils.TypeExtractor: types of functions, classes and objects. */
import { Byte, Character, Double, Float, Long, Short } from '../../../flink/api/boxed.ts';
import { invalidTypes } from '../../../flink/api/errors.ts';
import { Tuple } from '../../../flink/api/tuple.ts';
import {
  arrayType,
  BASIC,
  enumType,
  genericType,
  missingType,
  pojoType,
  type TypeInformation,
  tupleType,
} from '../../../flink/api/types.ts';
import { isInstance, lambdaInfo } from '../../link.ts';
import { Raise } from '../../runtime/raise.ts';
import { type ClassInfo, classInfo, type RuntimeType } from '../../runtime-types.ts';
import { callLocation, type Holder } from './support.ts';

const BY_CLASS: Readonly<Record<string, TypeInformation>> = {
  'java.lang.String': BASIC.string,
  'java.lang.Boolean': BASIC.boolean,
  'java.lang.Byte': BASIC.byte,
  'java.lang.Short': BASIC.short,
  'java.lang.Integer': BASIC.int,
  'java.lang.Long': BASIC.long,
  'java.lang.Float': BASIC.float,
  'java.lang.Double': BASIC.double,
  'java.lang.Character': BASIC.char,
  'java.lang.Void': BASIC.void,
  'java.util.Date': BASIC.date,
  'java.math.BigDecimal': BASIC.bigDecimal,
  'java.math.BigInteger': BASIC.bigInteger,
  'java.time.Instant': BASIC.instant,
};
const BY_PRIMITIVE: Readonly<Record<string, TypeInformation>> = {
  boolean: BASIC.boolean,
  byte: BASIC.byte,
  short: BASIC.short,
  int: BASIC.int,
  long: BASIC.long,
  float: BASIC.float,
  double: BASIC.double,
  char: BASIC.char,
  void: BASIC.void,
};
const SQL_DATES: Readonly<Record<string, string>> = {
  'java.sql.Timestamp': 'Timestamp',
  'java.sql.Date': 'Date',
  'java.sql.Time': 'Time',
  'java.time.LocalDate': 'LocalDate',
  'java.time.LocalTime': 'LocalTime',
  'java.time.LocalDateTime': 'LocalDateTime',
};
const TUPLE = 'org.apache.flink.api.java.tuple.Tuple';
const TUPLE_OF_N = /^org\.apache\.flink\.api\.java\.tuple\.Tuple\d+$/;

/** Thrown where Flink's extractor gives up; callers turn it into a missing type. */
export class Unextractable extends Error {}

type Bindings = ReadonlyMap<string, RuntimeType>;

/** Replaces type variables that are known. */
function substitute(type: RuntimeType, bindings: Bindings): RuntimeType {
  switch (type.kind) {
    case 'variable':
      return bindings.get(type.name) ?? type;
    case 'class':
      return type.args.length === 0 ? type : { ...type, args: type.args.map((each) => substitute(each, bindings)) };
    case 'array':
      return { ...type, of: substitute(type.of, bindings) };
    case 'wildcard':
      return type.upper === null ? type : substitute(type.upper, bindings);
    default:
      return type;
  }
}

function bind(info: ClassInfo, args: readonly RuntimeType[]): Bindings {
  return new Map(info.typeParameters.map((name, i) => [name, args[i] ?? { kind: 'variable', name }] as const));
}

/** `type` seen as `target` (a superclass or interface of it), with type arguments; null if it is none. */
function asSuper(type: RuntimeType, target: string): RuntimeType | null {
  if (type.kind !== 'class') return null;
  if (type.name === target) return type;
  const info = infoOf(type.name);
  if (!info) return null;
  const bindings = bind(info, type.args);
  for (const parent of [info.superclass, ...info.interfaces]) {
    const found = parent && asSuper(substitute(parent, bindings), target);
    if (found) return found;
  }
  return null;
}

function infoOf(name: string): ClassInfo | null {
  return classInfo(name);
}

/** What a function's type variables are, by name, as far as its input says. */
type Inputs = ReadonlyMap<string, TypeInformation>;
const NO_INPUTS: Inputs = new Map();

/** TypeExtractor.createTypeInfo. @throws Unextractable */
export function typeInformation(
  type: RuntimeType,
  path: readonly string[] = [],
  inputs: Inputs = NO_INPUTS,
): TypeInformation {
  switch (type.kind) {
    case 'primitive':
      return BY_PRIMITIVE[type.name]!;
    case 'array':
      return arrayType(typeInformation(type.of, path, inputs), type.of.kind === 'primitive');
    case 'variable':
      if (inputs.has(type.name)) return inputs.get(type.name)!;
      throw new Unextractable(`Type of TypeVariable '${type.name}' could not be determined.`);
    case 'wildcard':
      throw new Unextractable(`Type of TypeVariable '?' could not be determined.`);
    case 'class':
      return classType(type, path, inputs);
  }
}

function classType(type: RuntimeType & { kind: 'class' }, path: readonly string[], inputs: Inputs): TypeInformation {
  const known = BY_CLASS[type.name];
  if (known) return known;
  const date = SQL_DATES[type.name];
  if (date) return { kind: 'basic', name: date, fields: [], isKeyType: true };
  if (TUPLE_OF_N.test(type.name)) {
    const arity = Number(type.name.slice(TUPLE.length));
    if (type.args.length !== arity) throw new Unextractable('Tuple needs to be parameterized by using generics.');
    return tupleType(type.args.map((each) => typeInformation(each, path, inputs)));
  }
  if (type.name === TUPLE) throw new Unextractable('Concrete subclass of Tuple required.');
  const info = infoOf(type.name);
  if (!info) return genericType(type.name.replace(/\$/g, '.'), false);
  if (info.kind === 'enum') return enumType(type.name);
  const tuple = tupleAbove(type);
  if (tuple) return classType(tuple, path, inputs);
  return path.includes(type.name) ? generic(info) : (pojo(type, info, [...path, type.name]) ?? generic(info));
}

/** The TupleN that a class without fields of its own extends: its objects are handled as that tuple. */
function tupleAbove(type: RuntimeType & { kind: 'class' }): (RuntimeType & { kind: 'class' }) | null {
  for (let at: RuntimeType | null = type; at?.kind === 'class'; ) {
    if (TUPLE_OF_N.test(at.name)) return at;
    const info = infoOf(at.name);
    if (!info || info.fields.some((f) => !f.modifiers.includes('static') && !f.modifiers.includes('transient')))
      return null;
    at = info.superclass && substitute(info.superclass, bind(info, at.args));
  }
  return null;
}

/** What `declared`, the type of a function's input, says about its variables. */
function learn(declared: RuntimeType, input: TypeInformation, inputs: Map<string, TypeInformation>): void {
  if (declared.kind === 'variable') {
    if (!inputs.has(declared.name) && input.kind !== 'missing') inputs.set(declared.name, input);
  } else if (declared.kind === 'array') {
    const component = input.kind === 'array' ? input.fields[0]?.type : undefined;
    if (component) learn(declared.of, component, inputs);
  } else if (declared.kind === 'class' && TUPLE_OF_N.test(declared.name) && input.kind === 'tuple') {
    declared.args.forEach((each, i) => {
      const field = input.fields[i];
      if (field) learn(each, field.type, inputs);
    });
  }
}

function generic(info: ClassInfo): TypeInformation {
  return genericType(
    info.name.replace(/\$/g, '.'),
    asSuper({ kind: 'class', name: info.name, args: [] }, 'java.lang.Comparable') !== null,
  );
}

/** analyzePojo: a public class with a default constructor whose fields are public or have getter and setter. */
function pojo(type: RuntimeType & { kind: 'class' }, info: ClassInfo, path: readonly string[]): TypeInformation | null {
  if (info.kind !== 'class' || !info.modifiers.includes('public') || info.modifiers.includes('abstract')) return null;
  if (info.isLibrary) return null;
  if (info.isMember && !info.modifiers.includes('static')) return null;
  if (!info.hasDefaultConstructor) return null;
  const fields: { name: string; key: string; type: TypeInformation }[] = [];
  let hashable = false;
  for (let at: RuntimeType | null = type; at?.kind === 'class' && at.name !== 'java.lang.Object'; ) {
    const own: ClassInfo | null = infoOf(at.name);
    if (!own) break;
    const bindings = bind(own, at.args);
    if (own.methods.some((m) => m.name === 'hashCode' && m.parameters.length === 0)) hashable = true;
    for (const field of own.fields) {
      if (field.modifiers.includes('static') || field.modifiers.includes('transient')) continue;
      if (!field.modifiers.includes('public') && !hasAccessors(type, field.name)) return null;
      if (fields.some((each) => each.name === field.name)) return null;
      let fieldType: TypeInformation;
      try {
        fieldType = typeInformation(substitute(field.type, bindings), path);
      } catch (error) {
        if (!(error instanceof Unextractable)) throw error;
        fieldType = genericType(field.type.kind === 'class' ? field.type.name : 'java.lang.Object', false);
      }
      fields.push({ name: field.name, key: field.key, type: fieldType });
    }
    at = own.superclass && substitute(own.superclass, bindings);
  }
  if (fields.length === 0) return null;
  const keys = [...fields].sort((a, b) => (a.name < b.name ? -1 : 1)).map((each) => each.key);
  const read = (value: unknown, field: number): unknown =>
    box(fields2[field]!, (value as Record<string, unknown>)[keys[field]!]);
  const fields2 = [...fields].sort((a, b) => (a.name < b.name ? -1 : 1)).map((each) => each.type);
  return pojoType(info.name, fields, hashable, {
    get: read,
    set: (value, field, to) => {
      (value as Record<string, unknown>)[keys[field]!] = primitiveFields(type, fields, keys[field]!) ? unbox(to) : to;
      return value;
    },
  });
}

const primitiveCache = new WeakMap<readonly unknown[], Map<string, boolean>>();
/** Is the field declared with a primitive type, whose value is kept unboxed? */
function primitiveFields(
  type: RuntimeType & { kind: 'class' },
  fields: readonly { key: string }[],
  key: string,
): boolean {
  let known = primitiveCache.get(fields);
  if (!known) {
    known = new Map();
    for (let at: RuntimeType | null = type; at?.kind === 'class' && at.name !== 'java.lang.Object'; ) {
      const own: ClassInfo | null = infoOf(at.name);
      if (!own) break;
      for (const field of own.fields) if (!known.has(field.key)) known.set(field.key, field.type.kind === 'primitive');
      at = own.superclass;
    }
    primitiveCache.set(fields, known);
  }
  return known.get(key) ?? false;
}

/** A field's value as an object: primitive fields hold plain numbers. */
function box(type: TypeInformation, value: unknown): unknown {
  if (typeof value !== 'number' && typeof value !== 'bigint') return value;
  switch (type) {
    case BASIC.long:
      return Long.valueOf(value);
    case BASIC.double:
      return new Double(Number(value));
    case BASIC.float:
      return new Float(Number(value));
    case BASIC.short:
      return new Short(Number(value));
    case BASIC.byte:
      return Byte.valueOf(Number(value));
    case BASIC.char:
      return Character.valueOf(Number(value));
    default:
      return value;
  }
}
function unbox(value: unknown): unknown {
  return value instanceof Long ||
    value instanceof Double ||
    value instanceof Float ||
    value instanceof Short ||
    value instanceof Byte ||
    value instanceof Character
    ? value.value
    : value;
}

function hasAccessors(type: RuntimeType & { kind: 'class' }, field: string): boolean {
  const plain = field.toLowerCase().replace(/_/g, '');
  let getter = false;
  let setter = false;
  for (let at: RuntimeType | null = type; at?.kind === 'class' && at.name !== 'java.lang.Object'; ) {
    const own: ClassInfo | null = infoOf(at.name);
    if (!own) break;
    for (const method of own.methods) {
      if (!method.modifiers.includes('public')) continue;
      const name = method.name.replace(/_/g, '').toLowerCase();
      if (method.parameters.length === 0 && (name === `get${plain}` || name === `is${plain}` || name === plain))
        getter = true;
      if (method.parameters.length === 1 && (name === `set${plain}` || name === `${plain}$eq`)) setter = true;
    }
    at = own.superclass;
  }
  return getter && setter;
}

/** TypeExtractor.getForObject. @throws JavaError InvalidTypesException */
export function typeOfObject(value: unknown): TypeInformation {
  if (value === null) throw invalidTypes('Could not determine type of a null value.');
  switch (typeof value) {
    case 'string':
      return BASIC.string;
    case 'number':
      return BASIC.int;
    case 'boolean':
      return BASIC.boolean;
    default:
  }
  if (value instanceof Long) return BASIC.long;
  if (value instanceof Double) return BASIC.double;
  if (value instanceof Float) return BASIC.float;
  if (value instanceof Short) return BASIC.short;
  if (value instanceof Byte) return BASIC.byte;
  if (value instanceof Character) return BASIC.char;
  if (value instanceof Tuple) {
    return tupleType(
      Array.from({ length: value.$arity }, (_, i) => {
        const field = value.$field(i);
        if (field === null) {
          throw invalidTypes(
            'Automatic type extraction is not possible on candidates with null values. Please specify the types directly.',
          );
        }
        return typeOfObject(field);
      }),
    );
  }
  if (value instanceof Int32Array) return arrayType(BASIC.int, true);
  if (value instanceof Float64Array) return arrayType(BASIC.double, true);
  if (value instanceof Int8Array) return arrayType(BASIC.byte, true);
  if (Array.isArray(value)) {
    const component = (value as { $component?: string }).$component ?? 'java.lang.Object';
    if (component === 'long') return arrayType(BASIC.long, true);
    return arrayType(typeInformation({ kind: 'class', name: component, args: [] }));
  }
  const own = value as { $typeInformation?: TypeInformation; $className?: () => string };
  if (own.$typeInformation) return own.$typeInformation;
  const name = own.$className ? own.$className() : 'java.lang.Object';
  const info = infoOf(name);
  if (!info) return genericType(name, false);
  try {
    return typeInformation({ kind: 'class', name, args: [] });
  } catch (error) {
    if (error instanceof Unextractable) throw invalidTypes(error.message);
    throw error;
  }
}

/** What a Java TypeInformation object stands for. */
export function typeOf(object: unknown): TypeInformation {
  if (object === null) throw new Raise('java.lang.NullPointerException', 'TypeInformation must not be null');
  return (object as Holder<TypeInformation>).inner;
}

/**
 * Output type of a function: argument `index` of `base` (its interface or abstract class). For lambdas, what the erased
 * signature still says: `collector` is the position of the Collector parameter, or null where the result is returned.
 * @param inputs types of the function's inputs: variables are looked for there. They are taken for the first arguments of
 *   `base`, as Flink does (createTypeInfoFromInputs), even where that is the key's type
 */
export function outputType(
  fn: unknown,
  base: string,
  index: number,
  collector: number | null,
  inputs: readonly TypeInformation[] = [],
): TypeInformation {
  if (fn === null) throw new Raise('java.lang.NullPointerException', null);
  if (isInstance(fn, 'org.apache.flink.api.java.typeutils.ResultTypeQueryable')) {
    return typeOf((fn as { getProducedType$(): unknown }).getProducedType$());
  }
  try {
    const lambda = lambdaInfo(fn as object);
    if (lambda) {
      if (collector !== null) throw new Unextractable(lambdaText('Collector', base));
      const returns = lambda.returns;
      const info = returns.kind === 'class' ? infoOf(returns.name) : null;
      if (info && returns.kind === 'class' && info.typeParameters.length > 0 && returns.args.length === 0) {
        throw new Unextractable(lambdaText(info.simpleName, base));
      }
      return typeInformation(returns);
    }
    const known = new Map<string, TypeInformation>();
    inputs.forEach((input, i) => {
      learn(argumentOf(fn as object, base, i), input, known);
    });
    return typeInformation(argumentOf(fn as object, base, index), [], known);
  } catch (error) {
    if (error instanceof Unextractable) return missingType(callLocation(), error.message);
    throw error;
  }
}

/** TypeExtractor.validateLambdaType. */
function lambdaText(missing: string, base: string): string {
  return (
    `The generic type parameters of '${missing}' are missing. In many cases lambda methods don't provide enough ` +
    'information for automatic type extraction when Java generics are involved. An easy workaround is to use an ' +
    `(anonymous) class instead that implements the '${base}' interface. Otherwise the type has to be specified ` +
    'explicitly using type information.'
  );
}

/** The type argument that an object's class gives to a generic parent. */
export function argumentOf(object: object, base: string, index: number): RuntimeType {
  const info = classInfo(object);
  if (!info) throw new Unextractable(`no class information`);
  const self: RuntimeType = { kind: 'class', name: info.name, args: [] };
  const seen = asSuper(self, base);
  const found = seen?.kind === 'class' ? seen.args[index] : undefined;
  if (!found) throw new Unextractable(`Type of TypeVariable could not be determined in '${info.name}'`);
  return found;
}
