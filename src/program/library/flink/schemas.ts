/** How connectors make records of bytes and bytes of records. */
import { BASIC, type TypeInformation } from '../../../flink/api/types.ts';
import { isInstance } from '../../link.ts';
import { decodeBytes, encode } from '../../runtime/charsets.ts';
import { library } from '../table.ts';
import { typeObject } from './type-classes.ts';
import { argumentOf, typeInformation, typeOf } from './types.ts';

const STRING_SCHEMA = 'org.apache.flink.api.common.serialization.SimpleStringSchema';

/** Type of a DeserializationSchema. */
export function schemaType(schema: unknown): TypeInformation {
  if (isInstance(schema, STRING_SCHEMA)) return BASIC.string;
  const own = schema as { getProducedType$?: () => unknown };
  if (own.getProducedType$) return typeOf(own.getProducedType$());
  return typeInformation(
    argumentOf(schema as object, 'org.apache.flink.api.common.serialization.DeserializationSchema', 0),
  );
}

library({
  package: 'org.apache.flink.api.common.serialization',
  stubs: `
import org.apache.flink.api.common.typeinfo.TypeInformation;
public interface DeserializationSchema<T> extends java.io.Serializable, org.apache.flink.api.java.typeutils.ResultTypeQueryable<T> { T deserialize(byte[] message) throws java.io.IOException; boolean isEndOfStream(T nextElement); default void open(InitializationContext context) throws Exception; @NotSimulated interface InitializationContext {} }
public interface SerializationSchema<T> extends java.io.Serializable { byte[] serialize(T element); default void open(InitializationContext context) throws Exception; @NotSimulated interface InitializationContext {} }
public abstract class AbstractDeserializationSchema<T> implements DeserializationSchema<T> { public AbstractDeserializationSchema(); public boolean isEndOfStream(T nextElement); public TypeInformation<T> getProducedType(); }
public class SimpleStringSchema implements DeserializationSchema<String>, SerializationSchema<String> {
  public SimpleStringSchema(); public SimpleStringSchema(java.nio.charset.Charset charset); public String deserialize(byte[] message); public boolean isEndOfStream(String next); public byte[] serialize(String element); public TypeInformation<String> getProducedType();
}
public interface Encoder<IN> extends java.io.Serializable { void encode(IN element, java.io.OutputStream stream) throws java.io.IOException; }
public class SimpleStringEncoder<IN> implements Encoder<IN> { public SimpleStringEncoder(); public SimpleStringEncoder(String charset); public void encode(IN element, java.io.OutputStream stream) throws java.io.IOException; }
public interface BulkWriter<T> { interface Factory<T> extends java.io.Serializable {} }
`,
  bodies: {
    DeserializationSchema: { open() {} },
    SerializationSchema: { open() {} },
    AbstractDeserializationSchema: {
      new() {},
      isEndOfStream: () => false,
      getProducedType(this: object) {
        return typeObject(
          typeInformation(
            argumentOf(this, 'org.apache.flink.api.common.serialization.AbstractDeserializationSchema', 0),
          ),
        );
      },
    },
    SimpleStringSchema: {
      'new()'() {},
      'new(Charset)'() {},
      deserialize: (bytes: Int8Array) => decodeBytes(bytes),
      isEndOfStream: () => false,
      serialize: (text: string) => encode(text),
      getProducedType: () => typeObject(BASIC.string),
    },
    SimpleStringEncoder: { 'new()'() {}, 'new(String)'() {} },
  },
});
