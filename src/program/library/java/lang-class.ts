/** java.lang.Class and the class of a value. */
import { arrayClassName, arrayOf, componentOf, PRIMITIVES } from '../../arrays.ts';
import { jvm } from '../../jvm.ts';
import { allocate, isInstance } from '../../link.ts';
import { classNameOf, identityHash } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { classInfo, classObject, JavaClass, type RuntimeType, typeText } from '../../runtime-types.ts';
import { library } from '../table.ts';
import { resource, resourceName, resourceStream } from './net-uri.ts';

const nameOf = (type: RuntimeType): string =>
  type.kind === 'array' ? arrayClassName(elementName(type.of)) : typeText(type);
/** As arrays have it in `$component`. */
const elementName = (type: RuntimeType): string =>
  type.kind === 'array' ? `[${elementName(type.of)}` : typeText(type);
/** The classes around; a name like `$colon$colon` is whole. */
const OUTER = /^(?:\w+\$)+(?=\w)/;
const simple = (type: RuntimeType, info: JavaClass['info']): string =>
  type.kind === 'array'
    ? `${simple(type.of, null)}[]`
    : info
      ? info.simpleName
      : typeText(type).replace(/^.*\./, '').replace(OUTER, '');
/** The one that a program's classes come from; the JDK's own have none. */
export const classLoader = (): unknown => jvm().local('class loader', () => allocate('java.lang.ClassLoader'));

/** @throws ClassNotFoundException */
export function classNamed(name: string): JavaClass {
  if (!classInfo(name)) raise('java.lang.ClassNotFoundException', name);
  return classObject({ kind: 'class', name, args: [] });
}

library({
  package: 'java.lang',
  stubs: `
public final class Class<T> implements java.io.Serializable {
  public String getName(); public String getSimpleName(); public String getTypeName(); public String getCanonicalName(); public String getPackageName(); public String toString(); public boolean isInstance(Object o); public boolean isInterface(); public boolean isArray(); public Class<?> getComponentType(); public boolean isEnum(); public boolean isPrimitive();
  public T cast(Object o); public T[] getEnumConstants(); public Class<? super T> getSuperclass(); public ClassLoader getClassLoader(); public int hashCode(); public boolean equals(Object o);
  public static Class<?> forName(String name) throws ClassNotFoundException; public boolean isRecord(); public Class<?>[] getInterfaces(); public boolean isAnonymousClass(); public boolean isAssignableFrom(Class<?> other); @NotSimulated public T newInstance() throws InstantiationException, IllegalAccessException; public java.net.URL getResource(String name); public java.io.InputStream getResourceAsStream(String name);
}`,
  bodies: {
    Class: {
      $class: JavaClass,
      getName(this: JavaClass) {
        return nameOf(this.type);
      },
      getSimpleName(this: JavaClass) {
        return simple(this.type, this.info);
      },
      getTypeName(this: JavaClass) {
        return typeText(this.type);
      },
      getCanonicalName(this: JavaClass) {
        return typeText(this.type).replace(/\$/g, '.');
      },
      getPackageName(this: JavaClass) {
        return typeText(this.type).replace(/\.?[^.]*$/, '');
      },
      toString(this: JavaClass) {
        const kind =
          this.type.kind === 'primitive'
            ? ''
            : this.info?.kind === 'interface' || this.info?.kind === 'annotation'
              ? 'interface '
              : 'class ';
        return kind + nameOf(this.type);
      },
      isInstance(this: JavaClass, value: unknown) {
        if (this.type.kind === 'array') return componentOf(value) !== null && classOfValue(value) === this;
        return this.type.kind === 'class' && isInstance(value, this.type.name);
      },
      isInterface(this: JavaClass) {
        return this.info?.kind === 'interface' || this.info?.kind === 'annotation';
      },
      isArray(this: JavaClass) {
        return this.type.kind === 'array';
      },
      getComponentType(this: JavaClass) {
        return this.type.kind === 'array' ? classObject(this.type.of) : null;
      },
      isEnum(this: JavaClass) {
        return this.info?.kind === 'enum';
      },
      forName: classNamed,
      isRecord(this: JavaClass) {
        return this.info?.kind === 'record';
      },
      isAnonymousClass(this: JavaClass) {
        return this.info?.isAnonymous ?? false;
      },
      getInterfaces(this: JavaClass) {
        const all = this.info?.interfaces ?? [];
        return arrayOf(
          'java.lang.Class',
          all.map((each) => classObject({ ...each, args: [] } as RuntimeType)),
        );
      },
      isAssignableFrom(this: JavaClass, other: JavaClass) {
        for (let at: JavaClass | null = other; at; at = parentOf(at))
          if (at === this || implementsIt(at, this)) return true;
        return this.type.kind === 'class' && this.type.name === 'java.lang.Object' && other.type.kind !== 'primitive';
      },
      isPrimitive(this: JavaClass) {
        return this.type.kind === 'primitive';
      },
      cast(this: JavaClass, value: unknown) {
        if (value === null || (this.type.kind === 'class' && isInstance(value, this.type.name))) return value;
        return raise('ClassCastException', `Cannot cast ${classNameOf(value)} to ${nameOf(this.type)}`);
      },
      getEnumConstants(this: JavaClass) {
        const values = (this.info?.constructor as Record<string, (() => unknown) | undefined> | null)?.values$;
        return values ? values.call(this.info!.constructor) : null;
      },
      getSuperclass(this: JavaClass) {
        const parent = this.info?.superclass;
        return parent ? classObject({ ...parent, args: [] } as RuntimeType) : null;
      },
      getClassLoader(this: JavaClass) {
        return this.type.kind === 'class' && !this.type.name.startsWith('java.') ? classLoader() : null;
      },
      getResource(this: JavaClass, name: string) {
        return resource(resourceName(typeText(this.type), name));
      },
      getResourceAsStream(this: JavaClass, name: string) {
        return resourceStream(resourceName(typeText(this.type), name));
      },
      hashCode(this: JavaClass) {
        return identityHash(this);
      },
      equals(this: JavaClass, other: unknown) {
        return this === other;
      },
    },
  },
});
const erased = (type: RuntimeType): JavaClass => classObject({ ...type, args: [] } as RuntimeType);
const parentOf = (c: JavaClass): JavaClass | null => (c.info?.superclass ? erased(c.info.superclass) : null);
const implementsIt = (c: JavaClass, wanted: JavaClass): boolean =>
  (c.info?.interfaces ?? []).some((each) => erased(each) === wanted || implementsIt(erased(each), wanted));
/** `int`, `java.lang.String`, `[int` of an array of arrays. */
function componentType(name: string): RuntimeType {
  if (name.startsWith('[')) return { kind: 'array', of: componentType(name.slice(1)) };
  return PRIMITIVES.has(name) ? { kind: 'primitive', name } : { kind: 'class', name, args: [] };
}
/** Object.getClass for any value; `$runtimeClass` names the class that an object of a general one has on a JVM. */
export function classOfValue(value: unknown): JavaClass {
  const component = componentOf(value);
  if (component !== null) return classObject({ kind: 'array', of: componentType(component) });
  const info = typeof value === 'object' ? classInfo(value) : null;
  const own = (value as { $runtimeClass?(): string } | null)?.$runtimeClass?.();
  return classObject({ kind: 'class', name: own ?? info?.name ?? classNameOf(value), args: [] });
}
