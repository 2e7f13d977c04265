/**
 * Flink's TypeInformation as far as the simulation needs it: for plans, messages, key and field access. Values carry
 * their own Java behaviour (values.ts), so there is no serializer per type.
 */
export interface TypeInformation {
  readonly kind:
    | 'basic'
    | 'tuple'
    | 'pojo'
    | 'case-class'
    | 'row'
    | 'array'
    | 'list'
    | 'map'
    | 'enum'
    | 'generic'
    | 'missing';
  /** As Flink prints it: `String`, `Java Tuple2<String, Integer>`, `GenericType<lab.Event>`, `PojoType<…>`. */
  readonly name: string;
  /** Fields in order, for tuples (`f0`…), POJOs, case classes (`_1`…), rows. */
  readonly fields: readonly { readonly name: string; readonly type: TypeInformation }[];
  /** False when objects of this type can't be keys (arrays, POJOs without hashCode). */
  readonly isKeyType: boolean;
  /** For `missing`: the message of the InvalidTypesException that its use throws. */
  readonly missing?: string;
  /** Message of that exception's cause: why the type could not be extracted. */
  readonly missingBecause?: string;
  /** Of arrays: the element type. */
  readonly component?: TypeInformation;
  /** Reads and replaces a field of a value; `set` returns the value with the field set, as Flink's FieldAccessor does. */
  get?(value: unknown, field: number): unknown;
  set?(value: unknown, field: number, to: unknown): unknown;
}

function basic(name: string): TypeInformation {
  return { kind: 'basic', name, fields: [], isKeyType: true };
}

/** BasicTypeInfo and its relatives, by the names Flink prints. */
export const BASIC = {
  string: basic('String'),
  boolean: basic('Boolean'),
  byte: basic('Byte'),
  short: basic('Short'),
  int: basic('Integer'),
  long: basic('Long'),
  float: basic('Float'),
  double: basic('Double'),
  char: basic('Character'),
  date: basic('Date'),
  void: basic('Void'),
  bigInteger: basic('BigInteger'),
  bigDecimal: basic('BigDecimal'),
  instant: basic('Instant'),
} as const satisfies Readonly<Record<string, TypeInformation>>;

export type Field = TypeInformation['fields'][number];

function property(value: unknown, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}
/** Named properties for the fields that most tuples have: much faster than by a name that is computed. */
function tupleField(value: unknown, field: number): unknown {
  const tuple = value as TupleFields;
  if (field === 0) return tuple.f0;
  if (field === 1) return tuple.f1;
  return field === 2 ? tuple.f2 : property(value, `f${field}`);
}
function setTupleField(value: unknown, field: number, to: unknown): unknown {
  const tuple = value as TupleFields;
  if (field === 0) tuple.f0 = to;
  else if (field === 1) tuple.f1 = to;
  else if (field === 2) tuple.f2 = to;
  else assign(value, `f${field}`, to);
  return value;
}
interface TupleFields {
  f0: unknown;
  f1: unknown;
  f2: unknown;
}
function assign(value: unknown, name: string, to: unknown): unknown {
  (value as Record<string, unknown>)[name] = to;
  return value;
}

/** TupleTypeInfo: `Java Tuple2<String, Integer>`. */
export function tupleType(types: readonly TypeInformation[]): TypeInformation {
  const fields = types.map((type, i) => ({ name: `f${i}`, type }));
  return {
    kind: 'tuple',
    name: `Java Tuple${types.length}${types.length > 0 ? `<${types.map((type) => type.name).join(', ')}>` : ''}`,
    fields,
    isKeyType: types.every((type) => type.isKeyType),
    get: tupleField,
    set: setTupleField,
  };
}

/**
 * PojoTypeInfo; fields are sorted by name as Flink does. `hashable`: the class overrides hashCode.
 * `className` is the binary name; a field is the property of its name unless `access` says otherwise.
 */
export function pojoType(
  className: string,
  fields: readonly Field[],
  hashable: boolean,
  access?: Pick<TypeInformation, 'get' | 'set'>,
): TypeInformation {
  const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return {
    kind: 'pojo',
    name: `PojoType<${className}, fields = [${sorted.map((f) => `${f.name}: ${f.type.name}`).join(', ')}]>`,
    fields: sorted,
    isKeyType: hashable,
    get: access?.get ?? ((value, field) => property(value, sorted[field]!.name)),
    set: access?.set ?? ((value, field, to) => assign(value, sorted[field]!.name, to)),
  };
}

/** CaseClassTypeInfo: `scala.Tuple2(_1: String, _2: Integer)`. `set` must return a new value; case classes are immutable. */
export function caseClassType(
  className: string,
  fields: readonly Field[],
  access: Required<Pick<TypeInformation, 'get' | 'set'>>,
): TypeInformation {
  return {
    kind: 'case-class',
    name: `${className}(${fields.map((f) => `${f.name}: ${f.type.name}`).join(', ')})`,
    fields,
    isKeyType: fields.every((f) => f.type.isKeyType),
    get: access.get,
    set: access.set,
  };
}

/** RowTypeInfo: `Row(f0: String, f1: Integer)`. */
export function rowType(
  fields: readonly Field[],
  access: Required<Pick<TypeInformation, 'get' | 'set'>>,
): TypeInformation {
  return {
    kind: 'row',
    name: `Row(${fields.map((f) => `${f.name}: ${f.type.name}`).join(', ')})`,
    fields,
    isKeyType: fields.every((f) => f.type.isKeyType),
    get: access.get,
    set: access.set,
  };
}

/** Java's primitive types by the box that Flink's type has. */
const PRIMITIVES: Readonly<Record<string, string>> = {
  Integer: 'int',
  Long: 'long',
  Double: 'double',
  Float: 'float',
  Short: 'short',
  Byte: 'byte',
  Character: 'char',
  Boolean: 'boolean',
};

/** `int[]`, `BasicArrayTypeInfo<String>` or `ObjectArrayTypeInfo<…>`. */
export function arrayType(component: TypeInformation, primitive = false): TypeInformation {
  const name = primitive
    ? `${PRIMITIVES[component.name] ?? component.name}[]`
    : `${component.kind === 'basic' ? 'BasicArrayTypeInfo' : 'ObjectArrayTypeInfo'}<${component.name}>`;
  return {
    kind: 'array',
    name,
    fields: [],
    isKeyType: false,
    component,
    get: (value, index) => (value as readonly unknown[])[index],
    set: (value, index, to) => {
      (value as unknown[])[index] = to;
      return value;
    },
  };
}

export function listType(element: TypeInformation): TypeInformation {
  return { kind: 'list', name: `List<${element.name}>`, fields: [], isKeyType: false, component: element };
}

export function mapType(key: TypeInformation, value: TypeInformation): TypeInformation {
  return { kind: 'map', name: `Map<${key.name}, ${value.name}>`, fields: [], isKeyType: false };
}

export function enumType(className: string): TypeInformation {
  return { kind: 'enum', name: `EnumTypeInfo<${className}>`, fields: [], isKeyType: true };
}

/** GenericTypeInfo. `comparable`: the class implements Comparable, which is what makes a generic type a key type. */
export function genericType(canonicalName: string, comparable = true): TypeInformation {
  return { kind: 'generic', name: `GenericType<${canonicalName}>`, fields: [], isKeyType: comparable };
}

/**
 * MissingTypeInfo: the type could not be extracted; using it throws. `function_` is Utils.getCallLocationName():
 * `main(Mistakes.java:43)`.
 */
export function missingType(function_: string, because: string | null = null): TypeInformation {
  const missing =
    `The return type of function '${function_}' could not be determined automatically, due to type erasure. ` +
    'You can give type information hints by using the returns(...) method on the result of the transformation ' +
    "call, or by letting your function implement the 'ResultTypeQueryable' interface.";
  return {
    kind: 'missing',
    name: `MissingTypeInfo<${function_}>`,
    fields: [],
    isKeyType: false,
    missing,
    ...(because === null ? {} : { missingBecause: because }),
  };
}

/** Types are equal when they print alike. */
export function sameType(a: TypeInformation, b: TypeInformation): boolean {
  return a === b || (a.kind === b.kind && a.name === b.name);
}

/** CompositeType: has flat fields. */
export function isComposite(type: TypeInformation): boolean {
  return type.kind === 'tuple' || type.kind === 'pojo' || type.kind === 'case-class' || type.kind === 'row';
}

/** TypeInformation.isTupleType: tuples, case classes and rows, whose fields have positions. */
export function isTupleType(type: TypeInformation): boolean {
  return type.kind === 'tuple' || type.kind === 'case-class' || type.kind === 'row';
}

/** Simple name of the type's class as Flink prints it in messages: `String`, `Tuple2`, `Word`. */
export function simpleClassName(type: TypeInformation): string {
  const name = type.name.replace(/^Java /, '').replace(/^(?:PojoType|GenericType|EnumTypeInfo)</, '');
  const end = name.search(/[<(,>]/);
  const binary = end < 0 ? name : name.slice(0, end);
  return binary.slice(Math.max(binary.lastIndexOf('.'), binary.lastIndexOf('$')) + 1);
}
