/** TypeInformation, Types, TypeHint, BasicTypeInfo … as programs name them. */

import { invalidTypes } from '../../../flink/api/errors.ts';
import {
  arrayType,
  BASIC,
  genericType,
  listType,
  mapType,
  rowType,
  type TypeInformation,
  tupleType,
} from '../../../flink/api/types.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import type { JavaClass, RuntimeType } from '../../runtime-types.ts';
import { library } from '../table.ts';
import { Holder, hold } from './support.ts';
import { argumentOf, typeInformation, typeOf, typeOfObject, Unextractable } from './types.ts';

const INFO = 'org.apache.flink.api.common.typeinfo.TypeInformation';

export function typeObject(type: TypeInformation): unknown {
  return hold(INFO, type);
}

/** The type that an anonymous subclass `new X<T>(){}` captured; null where it is a variable or not there. */
export function anonymousArgument(object: object, base: string): TypeInformation | null {
  try {
    return typeInformation(argumentOf(object, base, 0));
  } catch (error) {
    if (error instanceof Unextractable) return null;
    throw error;
  }
}

/** TypeInformation.of(Class) / TypeExtractor.getForClass. */
export function typeOfClass(type: JavaClass): TypeInformation {
  try {
    return typeInformation(type.type as RuntimeType);
  } catch (error) {
    if (!(error instanceof Unextractable)) throw error;
    throw invalidTypes(
      /Tuple/.test(error.message)
        ? 'Tuple needs to be parameterized by using generics.'
        : `Cannot extract TypeInformation from Class alone, because generic parameters are missing. Please use TypeInformation.of(TypeHint) instead, or another equivalent method in the API that accepts a TypeHint instead of a Class. For a Tuple2<Long, String> pass a 'new TypeHint<Tuple2<Long, String>>(){}'.`,
    );
  }
}

class TypeInformationObject extends Holder<TypeInformation> {
  override $toString(): string {
    return this.inner.name;
  }
  override $equals(other: unknown): boolean {
    return other instanceof TypeInformationObject && other.inner.name === this.inner.name;
  }
  override $hashCode(): number {
    return 7;
  }
  override $copy(): unknown {
    return this;
  }
  isKeyType$(): boolean {
    return this.inner.isKeyType;
  }
  isTupleType$(): boolean {
    return this.inner.kind === 'tuple';
  }
  isBasicType$(): boolean {
    return this.inner.kind === 'basic';
  }
  getArity$(): number {
    return this.inner.fields.length || 1;
  }
  getTypeInfo$(): unknown {
    return this;
  }
}

const CONSTANTS: Readonly<Record<string, TypeInformation>> = {
  VOID: BASIC.void,
  STRING: BASIC.string,
  BYTE: BASIC.byte,
  BOOLEAN: BASIC.boolean,
  SHORT: BASIC.short,
  INT: BASIC.int,
  LONG: BASIC.long,
  FLOAT: BASIC.float,
  DOUBLE: BASIC.double,
  CHAR: BASIC.char,
  BIG_DEC: BASIC.bigDecimal,
  BIG_INT: BASIC.bigInteger,
  INSTANT: BASIC.instant,
  SQL_DATE: { kind: 'basic', name: 'Date', fields: [], isKeyType: true },
  SQL_TIME: { kind: 'basic', name: 'Time', fields: [], isKeyType: true },
  SQL_TIMESTAMP: { kind: 'basic', name: 'Timestamp', fields: [], isKeyType: true },
  LOCAL_DATE: { kind: 'basic', name: 'LocalDate', fields: [], isKeyType: true },
  LOCAL_TIME: { kind: 'basic', name: 'LocalTime', fields: [], isKeyType: true },
  LOCAL_DATE_TIME: { kind: 'basic', name: 'LocalDateTime', fields: [], isKeyType: true },
};
const CONSTANT_CLASS: Readonly<Record<string, string>> = {
  VOID: 'Void',
  STRING: 'String',
  BYTE: 'Byte',
  BOOLEAN: 'Boolean',
  SHORT: 'Short',
  INT: 'Integer',
  LONG: 'Long',
  FLOAT: 'Float',
  DOUBLE: 'Double',
  CHAR: 'Character',
  BIG_DEC: 'java.math.BigDecimal',
  BIG_INT: 'java.math.BigInteger',
  INSTANT: 'java.time.Instant',
  SQL_DATE: 'java.sql.Date',
  SQL_TIME: 'java.sql.Time',
  SQL_TIMESTAMP: 'java.sql.Timestamp',
  LOCAL_DATE: 'java.time.LocalDate',
  LOCAL_TIME: 'java.time.LocalTime',
  LOCAL_DATE_TIME: 'java.time.LocalDateTime',
};

const row = (types: TypeInformation[], names?: string[]): TypeInformation =>
  rowType(
    types.map((type, i) => ({ name: names?.[i] ?? `f${i}`, type })),
    {
      get: (value, field) => (value as { fields: unknown[] }).fields[field],
      set: (value, field, to) => {
        (value as { fields: unknown[] }).fields[field] = to;
        return value;
      },
    },
  );

library({
  package: 'org.apache.flink.api.common.typeinfo',
  stubs: `
public abstract class TypeInformation<T> implements java.io.Serializable {
  public org.apache.flink.api.common.typeutils.TypeSerializer<T> createSerializer(org.apache.flink.api.common.ExecutionConfig config);
  public boolean isBasicType(); public boolean isTupleType(); public boolean isKeyType(); public int getArity();
  public static <T> TypeInformation<T> of(Class<T> type);
  public static <T> TypeInformation<T> of(TypeHint<T> hint);
  public String toString(); public boolean equals(Object other); public int hashCode();
}
public abstract class TypeHint<T> { public TypeHint(); public TypeInformation<T> getTypeInfo(); }
public class BasicTypeInfo<T> extends TypeInformation<T> {
  ${Object.keys(CONSTANTS)
    .filter((name) => !name.startsWith('SQL') && !name.startsWith('LOCAL'))
    .map((name) => `public static final BasicTypeInfo<${CONSTANT_CLASS[name]}> ${name}_TYPE_INFO;`)
    .join('\n  ')}
}
public class Types {
  ${Object.keys(CONSTANTS)
    .map((name) => `public static final TypeInformation<${CONSTANT_CLASS[name]}> ${name};`)
    .join('\n  ')}
  public static <T extends org.apache.flink.api.java.tuple.Tuple> TypeInformation<T> TUPLE(TypeInformation<?>... types);
  public static TypeInformation<org.apache.flink.types.Row> ROW(TypeInformation<?>... types);
  public static TypeInformation<org.apache.flink.types.Row> ROW_NAMED(String[] names, TypeInformation<?>... types);
  public static <T> TypeInformation<T> POJO(Class<T> type);
  public static <T> TypeInformation<T> POJO(Class<T> type, java.util.Map<String, TypeInformation<?>> fields);
  public static <T> TypeInformation<T> GENERIC(Class<T> type);
  public static TypeInformation<?> PRIMITIVE_ARRAY(TypeInformation<?> element);
  public static <E> TypeInformation<E[]> OBJECT_ARRAY(TypeInformation<E> element);
  public static <K, V> TypeInformation<java.util.Map<K, V>> MAP(TypeInformation<K> key, TypeInformation<V> value);
  public static <E> TypeInformation<java.util.List<E>> LIST(TypeInformation<E> element);
  public static <E extends Enum<E>> TypeInformation<E> ENUM(Class<E> type);
}
`,
  bodies: {
    TypeInformation: {
      $class: TypeInformationObject,
      createSerializer(this: Holder<TypeInformation>) {
        return hold('org.apache.flink.api.common.typeutils.TypeSerializer', this.inner);
      },
      'of(Class)': (type: JavaClass) => typeObject(typeOfClass(type)),
      'of(TypeHint)': (hint: { getTypeInfo$(): unknown }) => hint.getTypeInfo$(),
    },
    TypeHint: {
      $class: class TypeHint extends Base {
        type: TypeInformation | null = null;
        override $copy(): unknown {
          return this;
        }
      },
      new(this: { type: TypeInformation | null } & object) {
        this.type = anonymousArgument(this, 'org.apache.flink.api.common.typeinfo.TypeHint');
        if (this.type === null)
          raise(
            'org.apache.flink.util.FlinkRuntimeException',
            'The TypeHint is using a generic variable.This is not supported, generic types must be fully specified for the TypeHint.',
          );
      },
      getTypeInfo(this: { type: TypeInformation }) {
        return typeObject(this.type);
      },
    },
    BasicTypeInfo: Object.fromEntries(
      Object.entries(CONSTANTS).map(([name, type]) => [`${name}_TYPE_INFO`, () => basicObject(type)]),
    ),
    Types: {
      ...Object.fromEntries(Object.entries(CONSTANTS).map(([name, type]) => [name, () => typeObject(type)])),
      TUPLE: (types: unknown[]) => typeObject(tupleType(Array.from(types, typeOf))),
      ROW: (types: unknown[]) => typeObject(row(Array.from(types, typeOf))),
      ROW_NAMED: (names: string[], types: unknown[]) => typeObject(row(Array.from(types, typeOf), Array.from(names))),
      'POJO(Class)': (type: JavaClass) => {
        const found = typeOfClass(type);
        if (found.kind !== 'pojo') throw invalidTypes(`POJO type expected but was: ${found.name}`);
        return typeObject(found);
      },
      'POJO(Class,Map)': (type: JavaClass) => typeObject(typeOfClass(type)),
      GENERIC: (type: JavaClass) => typeObject(genericType(nameOf(type).replace(/\$/g, '.'), false)),
      PRIMITIVE_ARRAY: (element: unknown) => typeObject(arrayType(typeOf(element), true)),
      OBJECT_ARRAY: (element: unknown) => typeObject(arrayType(typeOf(element))),
      MAP: (key: unknown, value: unknown) => typeObject(mapType(typeOf(key), typeOf(value))),
      LIST: (element: unknown) => typeObject(listType(typeOf(element))),
      ENUM: (type: JavaClass) => typeObject(typeOfClass(type)),
    },
  },
});

function basicObject(type: TypeInformation): unknown {
  return hold('org.apache.flink.api.common.typeinfo.BasicTypeInfo', type);
}
function nameOf(type: JavaClass): string {
  return type.type.kind === 'class' ? type.type.name : stringOf(type);
}

library({
  package: 'org.apache.flink.api.java.typeutils',
  stubs: `
import org.apache.flink.api.common.typeinfo.*;
public interface ResultTypeQueryable<T> { TypeInformation<T> getProducedType(); }
public class TupleTypeInfo<T extends org.apache.flink.api.java.tuple.Tuple> extends TypeInformation<T> { public TupleTypeInfo(TypeInformation<?>... types); public static <X extends org.apache.flink.api.java.tuple.Tuple> TupleTypeInfo<X> getBasicTupleTypeInfo(Class<?>... types); }
public class RowTypeInfo extends TypeInformation<org.apache.flink.types.Row> { public RowTypeInfo(TypeInformation<?>... types); public RowTypeInfo(TypeInformation<?>[] types, String[] names); }
public class ListTypeInfo<T> extends TypeInformation<java.util.List<T>> { public ListTypeInfo(TypeInformation<T> element); public ListTypeInfo(Class<T> element); }
public class MapTypeInfo<K, V> extends TypeInformation<java.util.Map<K, V>> { public MapTypeInfo(TypeInformation<K> key, TypeInformation<V> value); public MapTypeInfo(Class<K> key, Class<V> value); }
public class TypeExtractor { public static <T> TypeInformation<T> getForClass(Class<T> type); public static <T> TypeInformation<T> getForObject(T value); }
public class PojoTypeInfo<T> extends TypeInformation<T> {}
public class GenericTypeInfo<T> extends TypeInformation<T> { public GenericTypeInfo(Class<T> type); }
`,
  bodies: {
    TupleTypeInfo: {
      new(this: Holder<TypeInformation>, types: unknown[]) {
        this.inner = tupleType(Array.from(types, typeOf));
      },
      getBasicTupleTypeInfo: (types: JavaClass[]) =>
        hold('org.apache.flink.api.java.typeutils.TupleTypeInfo', tupleType(Array.from(types, typeOfClass))),
    },
    RowTypeInfo: {
      'new(TypeInformation[])'(this: Holder<TypeInformation>, types: unknown[]) {
        this.inner = row(Array.from(types, typeOf));
      },
      'new(TypeInformation[],String[])'(this: Holder<TypeInformation>, types: unknown[], names: string[]) {
        this.inner = row(Array.from(types, typeOf), Array.from(names));
      },
    },
    ListTypeInfo: {
      'new(TypeInformation)'(this: Holder<TypeInformation>, element: unknown) {
        this.inner = listType(typeOf(element));
      },
      'new(Class)'(this: Holder<TypeInformation>, element: JavaClass) {
        this.inner = listType(typeOfClass(element));
      },
    },
    MapTypeInfo: {
      'new(TypeInformation,TypeInformation)'(this: Holder<TypeInformation>, key: unknown, value: unknown) {
        this.inner = mapType(typeOf(key), typeOf(value));
      },
      'new(Class,Class)'(this: Holder<TypeInformation>, key: JavaClass, value: JavaClass) {
        this.inner = mapType(typeOfClass(key), typeOfClass(value));
      },
    },
    TypeExtractor: {
      getForClass: (type: JavaClass) => typeObject(typeOfClass(type)),
      getForObject: (value: unknown) => typeObject(typeOfObject(value)),
    },
    GenericTypeInfo: {
      new(this: Holder<TypeInformation>, type: JavaClass) {
        this.inner = genericType(nameOf(type).replace(/\$/g, '.'), false);
      },
    },
  },
});
