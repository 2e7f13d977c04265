/** createTypeInformation: Flink's types of Scala's. */
import { caseClassType, genericType, type TypeInformation } from '../../../flink/api/types.ts';
import { jvm } from '../../jvm.ts';
import { allocate, programOf, staticsOf } from '../../link.ts';
import { classInfo, type RuntimeType } from '../../runtime-types.ts';
import type { LoadedClasses } from '../../serialize.ts';
import { hold } from '../flink/support.ts';
import { typeInformation } from '../flink/types.ts';
import { library } from '../table.ts';
import { unboxedItem } from './collection.ts';
import { caseValues } from './runtime.ts';

/** createTypeInformation: tuples and case classes are CaseClassTypeInfo. */
function scalaType(t: RuntimeType): TypeInformation {
  if (t.kind !== 'class') return typeInformation(t);
  const tuple = /^scala\.Tuple\d+$/.test(t.name);
  const info = tuple ? null : classInfo(t.name);
  if (tuple) {
    const fields = t.args.map((a, i) => ({ name: `_${i + 1}`, key: `_${i + 1}`, type: scalaType(a) }));
    return caseClassType(t.name, fields, {
      get: (value, i) => (value as Record<string, unknown>)[`_${i + 1}`],
      set: (value, i, to) =>
        Object.assign(Object.create(Object.getPrototypeOf(value as object)), value, { [`_${i + 1}`]: to }),
    });
  }
  if (info?.interfaces.some((i) => i.kind === 'class' && i.name === 'scala.Product')) {
    const list = info.fields.filter(
      (f) => info.methods.some((m) => m.name === f.name) && !f.modifiers.includes('static'),
    );
    const fields = list.map((f) => ({ name: f.name, key: f.key, type: scalaType(f.type) }));
    return caseClassType(t.name, fields, {
      get: (value, i) => caseValues(value)[i],
      set: (value, i, to) =>
        Object.assign(Object.create(Object.getPrototypeOf(value as object)), value, {
          [fields[i]!.key]: list[i]!.type.kind === 'primitive' ? unboxedItem(to) : to,
        }),
    });
  }
  if (t.name.startsWith('scala.')) return genericType(t.name, false);
  return typeInformation(t);
}

/** An object of a tuple's or case class's type whose fields are still to be set. */
export function emptyObject(type: TypeInformation): unknown {
  const name = type.name.slice(0, type.name.indexOf('('));
  const own = (programOf(jvm()) as LoadedClasses | null)?.classNamed(name);
  return own ? new own.constructor() : allocate<object>(name);
}
const JAVA_TYPES = 'org.apache.flink.api.common.typeinfo.Types';
const BASIC_TYPES = ['STRING', 'BYTE', 'BOOLEAN', 'SHORT', 'INT', 'LONG', 'FLOAT', 'DOUBLE', 'CHAR'];
library({
  package: 'org.apache.flink.api.scala.typeutils',
  stubs: `import org.apache.flink.api.common.typeinfo.TypeInformation; public class Types { public static <T> TypeInformation<T> of(TypeInformation<T> evidence); ${BASIC_TYPES.map((t) => `public static TypeInformation<${{ STRING: 'String', INT: 'Integer', CHAR: 'Character' }[t] ?? t[0] + t.slice(1).toLowerCase()}> ${t};`).join(' ')} }`,
  bodies: {
    Types: {
      of: (type: unknown) => type,
      ...Object.fromEntries(BASIC_TYPES.map((t) => [t, () => staticsOf<Record<string, unknown>>(JAVA_TYPES)[`_${t}`]])),
    },
  },
});
library({
  package: 'org.apache.flink.api.scala',
  stubs:
    'import org.apache.flink.api.common.typeinfo.TypeInformation; public class TypeInformations { public static <T> TypeInformation<T> of(String described); } public class package$ { public static <T> TypeInformation<T> createTypeInformation(); }',
  bodies: {
    TypeInformations: {
      of: (text: string) =>
        hold('org.apache.flink.api.common.typeinfo.TypeInformation', scalaType(JSON.parse(text) as RuntimeType)),
    },
  },
});
// The macro createTypeInformation is a name of both packages; the compiler writes what it gives.
library({
  package: 'org.apache.flink.streaming.api.scala',
  stubs:
    'import org.apache.flink.api.common.typeinfo.TypeInformation; public class package$ { public static <T> TypeInformation<T> createTypeInformation(); }',
  bodies: {},
});
