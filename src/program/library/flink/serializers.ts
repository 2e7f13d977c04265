/** Serializers by name: each one stands for its type. */
import { BASIC, genericType, type TypeInformation } from '../../../flink/api/types.ts';
import type { JavaClass } from '../../runtime-types.ts';
import { library } from '../table.ts';
import { Holder, hold } from './support.ts';

const BASE = 'org.apache.flink.api.common.typeutils.base';
const SINGLETONS: readonly (readonly [name: string, of: string, type: TypeInformation])[] = [
  ['VoidSerializer', 'Void', BASIC.void],
  ['StringSerializer', 'String', BASIC.string],
  ['BooleanSerializer', 'Boolean', BASIC.boolean],
  ['ByteSerializer', 'Byte', BASIC.byte],
  ['ShortSerializer', 'Short', BASIC.short],
  ['IntSerializer', 'Integer', BASIC.int],
  ['LongSerializer', 'Long', BASIC.long],
  ['FloatSerializer', 'Float', BASIC.float],
  ['DoubleSerializer', 'Double', BASIC.double],
  ['CharSerializer', 'Character', BASIC.char],
];

library({
  package: 'org.apache.flink.api.common.typeutils',
  stubs: 'public abstract class TypeSerializer<T> implements java.io.Serializable {}',
  bodies: { TypeSerializer: { $class: class extends Holder {} } },
});
library({
  package: BASE,
  stubs: `
import org.apache.flink.api.common.typeutils.TypeSerializer;
${SINGLETONS.map(([name, of]) => `public final class ${name} extends TypeSerializer<${of}> { public static final ${name} INSTANCE; public ${name}(); }`).join('\n')}`,
  bodies: Object.fromEntries(
    SINGLETONS.map(([name, , type]) => [
      name,
      {
        new(this: Holder) {
          this.inner = type;
        },
        INSTANCE: () => hold(`${BASE}.${name}`, type),
      },
    ]),
  ),
});
library({
  package: 'org.apache.flink.api.java.typeutils.runtime.kryo',
  stubs: `
import org.apache.flink.api.common.typeutils.TypeSerializer;
public class KryoSerializer<T> extends TypeSerializer<T> { public KryoSerializer(Class<T> type, org.apache.flink.api.common.ExecutionConfig executionConfig); }`,
  bodies: {
    KryoSerializer: {
      new(this: Holder, type: JavaClass) {
        this.inner = genericType(type.info?.name ?? 'java.lang.Object', false);
      },
    },
  },
});
