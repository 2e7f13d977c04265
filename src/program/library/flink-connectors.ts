/** Sources and sinks with a connector: files, Kafka, generators; what has no simulation says so. */
import type { DataStream } from '../../flink/api/datastream.ts';
import type { DataStreamSink } from '../../flink/api/sink.ts';
import type { SinkConnector, SourceConnector } from '../../flink/api/transformations.ts';
import { BASIC, type TypeInformation } from '../../flink/api/types.ts';
import type { LongValue } from '../../flink/api/values.ts';
import { isInstance } from '../link.ts';
import { decodeBytes, encode } from '../runtime/charsets.ts';
import { elements, type JavaCollection } from '../runtime/collections.ts';
import type { JavaMap } from '../runtime/maps.ts';
import { Base, hashCode, stringOf } from '../runtime/object.ts';
import { notSimulated, raise } from '../runtime/raise.ts';
import { mapFunction } from './flink-adapters.ts';
import type { JavaFunction } from './flink-entry.ts';
import { Holder, hold } from './flink-support.ts';
import { typeObject } from './flink-type-classes.ts';
import { argumentOf, typeInformation, typeOf } from './flink-types.ts';
import { type Body, library } from './table.ts';

export interface KnownSource {
  readonly connector: SourceConnector;
  readonly type: TypeInformation;
  readonly bounded: boolean;
}

/** What env.fromSource and addSource take for a connector; null for a user's own source. */
export function knownSource(object: unknown): KnownSource | null {
  return (object as { $source?: () => KnownSource } | null)?.$source?.() ?? null;
}

/** addSink of a class of the library. */
export function addKnownSink(stream: DataStream, object: unknown): DataStreamSink | null {
  if (isInstance(object, 'org.apache.flink.streaming.api.functions.sink.DiscardingSink')) return stream.discard();
  if (isInstance(object, 'org.apache.flink.streaming.api.functions.sink.PrintSinkFunction')) {
    const { identifier = '', stderr = false } = object as { identifier?: string; stderr?: boolean };
    const sink = stderr ? stream.printToErr(identifier) : stream.print(identifier);
    return sink.name('Unnamed');
  }
  const known = (object as { $sink?: () => SinkConnector } | null)?.$sink?.();
  return known ? stream.addConnectorSink(known) : null;
}
export function sinkConnector(object: unknown): { connector: SinkConnector; committer: boolean } {
  const known = (object as { $sink?: () => SinkConnector } | null)?.$sink?.();
  if (!known) return notSimulated("org.apache.flink.api.connector.sink.Sink of one's own");
  return { connector: known, committer: known.kind === 'files' };
}

const STRING_SCHEMA = 'org.apache.flink.api.common.serialization.SimpleStringSchema';

/** Type of a DeserializationSchema. */
function schemaType(schema: unknown): TypeInformation {
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

// ---- Kafka --------------------------------------------------------------------------------------------------------------

class KafkaObject extends Base {
  topics: string[] = [];
  bootstrap = '';
  group = '';
  startFrom: 'earliest' | 'latest' | 'group' = 'group';
  bounded = false;
  schema: unknown = null;
  $source(): KnownSource {
    const { topics, bootstrap, group, startFrom, bounded } = this;
    return {
      connector: { kind: 'kafka', topics, bootstrap, group, startFrom, bounded },
      type: schemaType(this.schema),
      bounded,
    };
  }
}
class KafkaSinkObject extends Base {
  topic = '';
  bootstrap = '';
  exactlyOnce = false;
  $sink(): SinkConnector {
    const { topic, bootstrap, exactlyOnce } = this;
    return { kind: 'kafka', topic, bootstrap, exactlyOnce };
  }
}
const property = (properties: JavaMap, name: string): string => stringOf(properties.get$Object(name) ?? '');
function consumer(this: KafkaObject, topics: string[], schema: unknown, properties: JavaMap): void {
  this.topics = topics;
  this.schema = schema;
  this.bootstrap = property(properties, 'bootstrap.servers');
  this.group = property(properties, 'group.id');
  const reset = property(properties, 'auto.offset.reset');
  if (reset === 'earliest' || reset === 'latest') this.startFrom = reset;
}
const chain = <T>(change: (self: T, ...args: never[]) => void) =>
  function (this: T, ...args: never[]): T {
    change(this, ...args);
    return this;
  };
/** Bodies of a class that holds values: an accessor each, and constructors by the fields that they fill. */
function record(
  fields: readonly string[],
  constructors: Readonly<Record<string, readonly string[]>>,
): Record<string, Body> {
  const bodies: Record<string, Body> = {};
  for (const field of fields) {
    bodies[field] = function (this: Record<string, unknown>) {
      return this[`$${field}`] ?? null;
    };
  }
  for (const [signature, filled] of Object.entries(constructors)) {
    bodies[signature] = function (this: Record<string, unknown>, ...values: unknown[]) {
      for (const [i, field] of filled.entries()) this[`$${field}`] = values[i];
    };
  }
  return bodies;
}
const CONSUMER = 'FlinkKafkaConsumer';
library({
  package: 'org.apache.flink.streaming.connectors.kafka',
  stubs: `
import org.apache.flink.api.common.serialization.*;
import org.apache.flink.streaming.api.functions.source.*;
import org.apache.flink.streaming.api.functions.sink.*;
public interface KafkaDeserializationSchema<T> extends java.io.Serializable, org.apache.flink.api.java.typeutils.ResultTypeQueryable<T> {
  default void open(DeserializationSchema.InitializationContext context) throws Exception; boolean isEndOfStream(T next); T deserialize(org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> record) throws Exception;
  default void deserialize(org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> record, org.apache.flink.util.Collector<T> out) throws Exception; }
public interface KafkaSerializationSchema<T> extends java.io.Serializable { default void open(SerializationSchema.InitializationContext context) throws Exception; org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> serialize(T element, Long timestamp); }
@Open public abstract class FlinkKafkaConsumerBase<T> extends RichParallelSourceFunction<T> {
  public FlinkKafkaConsumerBase<T> setStartFromEarliest(); public FlinkKafkaConsumerBase<T> setStartFromLatest(); public FlinkKafkaConsumerBase<T> setStartFromGroupOffsets(); @NotSimulated public FlinkKafkaConsumerBase<T> setStartFromTimestamp(long timestamp);
  public FlinkKafkaConsumerBase<T> setCommitOffsetsOnCheckpoints(boolean commit);
  @NotSimulated public FlinkKafkaConsumerBase<T> assignTimestampsAndWatermarks(org.apache.flink.api.common.eventtime.WatermarkStrategy<T> strategy);
}
${['', '010', '011', '09']
  .map(
    (
      v,
    ) => `public class ${CONSUMER}${v}<T> extends FlinkKafkaConsumerBase<T> { public ${CONSUMER}${v}(String topic, DeserializationSchema<T> schema, java.util.Properties properties); public ${CONSUMER}${v}(java.util.List<String> topics, DeserializationSchema<T> schema, java.util.Properties properties); ${['KafkaDeserializationSchema<T>', 'DeserializationSchema<T>'].map((schema) => `@NotSimulated public ${CONSUMER}${v}(java.util.regex.Pattern topics, ${schema} schema, java.util.Properties properties);`).join(' ')} @NotSimulated public ${CONSUMER}${v}(String topic, KafkaDeserializationSchema<T> schema, java.util.Properties properties); @NotSimulated public ${CONSUMER}${v}(java.util.List<String> topics, KafkaDeserializationSchema<T> schema, java.util.Properties properties); }
@Open public class FlinkKafkaProducer${v}<IN> extends RichSinkFunction<IN> { public FlinkKafkaProducer${v}(String brokers, String topic, SerializationSchema<IN> schema); public FlinkKafkaProducer${v}(String topic, SerializationSchema<IN> schema, java.util.Properties properties); @NotSimulated public FlinkKafkaProducer${v}(String topic, KafkaSerializationSchema<IN> schema, java.util.Properties properties, Semantic semantic); public enum Semantic { EXACTLY_ONCE, AT_LEAST_ONCE, NONE } }`,
  )
  .join('\n')}
`,
  bodies: {
    KafkaDeserializationSchema: {
      open() {},
      'deserialize(ConsumerRecord,Collector)'(
        this: { deserialize$ConsumerRecord(record: unknown): unknown },
        record: unknown,
        out: { collect$Object(value: unknown): void },
      ) {
        const value = this.deserialize$ConsumerRecord(record);
        if (value !== null) out.collect$Object(value);
      },
    },
    KafkaSerializationSchema: { open() {} },
    FlinkKafkaConsumerBase: {
      $class: KafkaObject,
      setStartFromEarliest: chain<KafkaObject>((k) => {
        k.startFrom = 'earliest';
      }),
      setStartFromLatest: chain<KafkaObject>((k) => {
        k.startFrom = 'latest';
      }),
      setStartFromGroupOffsets: chain<KafkaObject>((k) => {
        k.startFrom = 'group';
      }),
      setCommitOffsetsOnCheckpoints: chain(() => {}),
    },
    ...Object.fromEntries(
      ['', '010', '011', '09'].flatMap((v) => [
        [
          `${CONSUMER}${v}`,
          {
            'new(String,DeserializationSchema,Properties)'(
              this: KafkaObject,
              topic: string,
              schema: unknown,
              properties: JavaMap,
            ) {
              consumer.call(this, [topic], schema, properties);
            },
            'new(List,DeserializationSchema,Properties)'(
              this: KafkaObject,
              topics: JavaCollection,
              schema: unknown,
              properties: JavaMap,
            ) {
              consumer.call(this, elements(topics) as string[], schema, properties);
            },
          },
        ],
        [
          `FlinkKafkaProducer${v}`,
          {
            $class: class extends KafkaSinkObject {},
            'new(String,String,SerializationSchema)'(this: KafkaSinkObject, brokers: string, topic: string) {
              this.bootstrap = brokers;
              this.topic = topic;
            },
            'new(String,SerializationSchema,Properties)'(
              this: KafkaSinkObject,
              topic: string,
              _schema: unknown,
              properties: JavaMap,
            ) {
              this.bootstrap = property(properties, 'bootstrap.servers');
              this.topic = topic;
            },
          },
        ],
      ]),
    ),
  },
});
library({
  package: 'org.apache.kafka.clients.consumer',
  stubs:
    '@Open public class ConsumerRecord<K, V> { public ConsumerRecord(String topic, int partition, long offset, K key, V value); public String topic(); public int partition(); public long offset(); public K key(); public V value(); }',
  bodies: {
    ConsumerRecord: record(['topic', 'partition', 'offset', 'key', 'value'], {
      'new(String,int,long,Object,Object)': ['topic', 'partition', 'offset', 'key', 'value'],
    }),
  },
});
library({
  package: 'org.apache.kafka.clients.producer',
  stubs:
    '@Open public class ProducerRecord<K, V> { public ProducerRecord(String topic, V value); public ProducerRecord(String topic, K key, V value); public ProducerRecord(String topic, Integer partition, K key, V value); public ProducerRecord(String topic, Integer partition, Long timestamp, K key, V value); public String topic(); public Integer partition(); public Long timestamp(); public K key(); public V value(); }',
  bodies: {
    ProducerRecord: record(['topic', 'partition', 'timestamp', 'key', 'value'], {
      'new(String,Object)': ['topic', 'value'],
      'new(String,Object,Object)': ['topic', 'key', 'value'],
      'new(String,Integer,Object,Object)': ['topic', 'partition', 'key', 'value'],
      'new(String,Integer,Long,Object,Object)': ['topic', 'partition', 'timestamp', 'key', 'value'],
    }),
  },
});
library({
  package: 'org.apache.flink.connector.kafka.source',
  stubs: `
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.api.common.serialization.DeserializationSchema;
@Open public class KafkaSource<OUT> implements org.apache.flink.api.connector.source.Source<OUT, Object, Object> { public static <OUT> KafkaSourceBuilder<OUT> builder(); }
@Open public class KafkaSourceBuilder<OUT> {
  public KafkaSourceBuilder<OUT> setBootstrapServers(String servers); public KafkaSourceBuilder<OUT> setGroupId(String group); public KafkaSourceBuilder<OUT> setTopics(String... topics); public KafkaSourceBuilder<OUT> setTopics(java.util.List<String> topics);
  public KafkaSourceBuilder<OUT> setStartingOffsets(OffsetsInitializer offsets); public KafkaSourceBuilder<OUT> setBounded(OffsetsInitializer offsets); public KafkaSourceBuilder<OUT> setDeserializer(KafkaRecordDeserializationSchema<OUT> schema);
  public KafkaSourceBuilder<OUT> setValueOnlyDeserializer(DeserializationSchema<OUT> schema); public KafkaSourceBuilder<OUT> setProperty(String key, String value); public KafkaSourceBuilder<OUT> setProperties(java.util.Properties properties); public KafkaSourceBuilder<OUT> setClientIdPrefix(String prefix); public KafkaSource<OUT> build();
}
`,
  bodies: {
    KafkaSource: {
      $class: class extends KafkaObject {},
      builder: () => hold('org.apache.flink.connector.kafka.source.KafkaSourceBuilder', null),
    },
    KafkaSourceBuilder: {
      $class: class extends KafkaObject {
        override startFrom: 'earliest' | 'latest' | 'group' = 'earliest';
      },
      setBootstrapServers: chain<KafkaObject>((k, servers: string) => {
        k.bootstrap = servers;
      }),
      setGroupId: chain<KafkaObject>((k, group: string) => {
        k.group = group;
      }),
      'setTopics(String[])': chain<KafkaObject>((k, topics: string[]) => {
        k.topics = Array.from(topics);
      }),
      'setTopics(List)': chain<KafkaObject>((k, topics: JavaCollection) => {
        k.topics = elements(topics) as string[];
      }),
      setStartingOffsets: chain<KafkaObject>((k, offsets: Holder<'earliest' | 'latest' | 'group'>) => {
        k.startFrom = offsets.inner;
      }),
      setBounded: chain<KafkaObject>((k) => {
        k.bounded = true;
      }),
      setDeserializer: chain<KafkaObject>((k, schema: Holder) => {
        k.schema = schema.inner;
      }),
      setValueOnlyDeserializer: chain<KafkaObject>((k, schema: unknown) => {
        k.schema = schema;
      }),
      setProperty: chain(() => {}),
      setProperties: chain(() => {}),
      setClientIdPrefix: chain(() => {}),
      build(this: KafkaObject) {
        const { topics, bootstrap, group, startFrom, bounded, schema } = this;
        if (bootstrap === '') raise('NullPointerException', 'Property bootstrap.servers is required but not provided');
        if (topics.length === 0)
          raise('NullPointerException', 'No topic is specified. Use setTopics() or setTopicPattern().');
        if (schema === null) raise('NullPointerException', 'Deserialization schema is required but not provided.');
        return Object.assign(hold('org.apache.flink.connector.kafka.source.KafkaSource', null) as object, {
          topics,
          bootstrap,
          group,
          startFrom,
          bounded,
          schema,
        });
      },
    },
  },
});
library({
  package: 'org.apache.flink.connector.kafka.source.enumerator.initializer',
  stubs:
    'public interface OffsetsInitializer extends java.io.Serializable { static OffsetsInitializer earliest(); static OffsetsInitializer latest(); static OffsetsInitializer committedOffsets(); @NotSimulated static OffsetsInitializer timestamp(long t); class Simulated implements OffsetsInitializer {} }',
  bodies: {
    'OffsetsInitializer.Simulated': { $class: class extends Holder {} },
    OffsetsInitializer: Object.fromEntries(
      [
        ['earliest', 'earliest'],
        ['latest', 'latest'],
        ['committedOffsets', 'group'],
      ].map(([name, from]) => [
        name,
        () => hold('org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer$Simulated', from),
      ]),
    ),
  },
});
library({
  package: 'org.apache.flink.connector.kafka.source.reader.deserializer',
  stubs:
    'public interface KafkaRecordDeserializationSchema<T> extends java.io.Serializable { static <V> KafkaRecordDeserializationSchema<V> valueOnly(org.apache.flink.api.common.serialization.DeserializationSchema<V> schema); class Simulated<T> implements KafkaRecordDeserializationSchema<T> {} }',
  bodies: {
    'KafkaRecordDeserializationSchema.Simulated': { $class: class extends Holder {} },
    KafkaRecordDeserializationSchema: {
      valueOnly: (schema: unknown) =>
        hold(
          'org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema$Simulated',
          schema,
        ),
    },
  },
});
library({
  package: 'org.apache.flink.api.connector.source',
  stubs:
    'public interface Source<T, SplitT, EnumChkT> extends java.io.Serializable {}\npublic interface SourceReaderContext {}',
  bodies: {},
});
library({
  package: 'org.apache.flink.api.connector.sink',
  stubs: 'public interface Sink<T, CommT, WriterStateT, GlobalCommT> extends java.io.Serializable {}',
  bodies: {},
});

// ---- files --------------------------------------------------------------------------------------------------------------

class FileSinkObject extends Base {
  path = '';
  $sink(): SinkConnector {
    return { kind: 'files', path: this.path, suffix: '', encode: null };
  }
}
const ROLLING = ['withRolloverInterval(long ms)', 'withInactivityInterval(long ms)', 'withMaxPartSize(long size)'];
const pathOf = (path: unknown): string => stringOf(path);
function fileSink(packageName: string, name: string, parent: string): void {
  library({
    package: packageName,
    stubs: `
import org.apache.flink.core.fs.Path;
import org.apache.flink.api.common.serialization.*;
public class ${name}<IN> ${parent} {
  public static <IN> DefaultRowFormatBuilder<IN> forRowFormat(Path path, Encoder<IN> encoder);
  @NotSimulated public static <IN> DefaultRowFormatBuilder<IN> forBulkFormat(Path path, BulkWriter.Factory<IN> factory);
  public static final class DefaultRowFormatBuilder<IN> {
    public DefaultRowFormatBuilder<IN> withRollingPolicy(Object policy); public DefaultRowFormatBuilder<IN> withBucketAssigner(Object assigner); public DefaultRowFormatBuilder<IN> withBucketCheckInterval(long ms); public DefaultRowFormatBuilder<IN> withOutputFileConfig(Object config); public ${name}<IN> build();
  }
}`,
    bodies: {
      [name]: {
        $class: class extends FileSinkObject {},
        forRowFormat: (path: unknown) =>
          Object.assign(hold(`${packageName}.${name}$DefaultRowFormatBuilder`, null) as object, { path: pathOf(path) }),
      },
      [`${name}.DefaultRowFormatBuilder`]: {
        $class: class extends FileSinkObject {},
        withRollingPolicy: chain(() => {}),
        withBucketAssigner: chain(() => {}),
        withBucketCheckInterval: chain(() => {}),
        withOutputFileConfig: chain(() => {}),
        build(this: FileSinkObject) {
          return Object.assign(hold(`${packageName}.${name}`, null) as object, { path: this.path });
        },
      },
    },
  });
}
fileSink(
  'org.apache.flink.streaming.api.functions.sink.filesystem',
  'StreamingFileSink',
  'extends org.apache.flink.streaming.api.functions.sink.RichSinkFunction<IN>',
);
fileSink(
  'org.apache.flink.connector.file.sink',
  'FileSink',
  'implements org.apache.flink.api.connector.sink.Sink<IN, Object, Object, Object>',
);
library({
  package: 'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies',
  stubs: `public final class DefaultRollingPolicy<IN, BucketID> {
  public static PolicyBuilder builder(); public static PolicyBuilder create();
  public static final class PolicyBuilder { ${ROLLING.map((each) => `public PolicyBuilder ${each};`).join(' ')} public <IN, BucketID> DefaultRollingPolicy<IN, BucketID> build(); }
}
public final class OnCheckpointRollingPolicy<IN, BucketID> { public static <IN, BucketID> OnCheckpointRollingPolicy<IN, BucketID> build(); }`,
  bodies: {
    DefaultRollingPolicy: {
      $class: class extends Holder {},
      builder: () =>
        hold(
          'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy$PolicyBuilder',
          null,
        ),
      create: () =>
        hold(
          'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy$PolicyBuilder',
          null,
        ),
    },
    'DefaultRollingPolicy.PolicyBuilder': {
      $class: class extends Holder {},
      ...Object.fromEntries(ROLLING.map((each) => [each.slice(0, each.indexOf('(')), chain(() => {})])),
      build: () =>
        hold('org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy', null),
    },
    OnCheckpointRollingPolicy: {
      $class: class extends Holder {},
      build: () =>
        hold(
          'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy',
          null,
        ),
    },
  },
});
library({
  package: 'org.apache.flink.core.fs',
  stubs: `
public class Path implements java.io.Serializable { public Path(String path); public Path(String parent, String child); public String getName(); public String getPath(); public String toString(); public boolean equals(Object o); public int hashCode(); }
public abstract class FileSystem { public enum WriteMode { NO_OVERWRITE, OVERWRITE } }
`,
  bodies: {
    Path: {
      $class: class extends Holder<string> {},
      'new(String)'(this: Holder<string>, path: string) {
        this.inner = path;
      },
      'new(String,String)'(this: Holder<string>, parent: string, child: string) {
        this.inner = `${parent.replace(/\/$/, '')}/${child}`;
      },
      getName(this: Holder<string>) {
        return this.inner.replace(/^.*\//, '');
      },
      getPath(this: Holder<string>) {
        return this.inner.replace(/^\w+:\/\/[^/]*/, '');
      },
      toString(this: Holder<string>) {
        return this.inner;
      },
      equals(this: Holder<string>, other: unknown) {
        return other instanceof Holder && other.inner === this.inner;
      },
      hashCode(this: Holder<string>) {
        return hashCode(this.inner);
      },
    },
  },
});

// ---- generators ---------------------------------------------------------------------------------------------------------

library({
  package: 'org.apache.flink.connector.datagen.source',
  stubs: `
public interface GeneratorFunction<T, O> extends org.apache.flink.api.common.functions.Function { O map(T value) throws Exception; default void open(org.apache.flink.api.connector.source.SourceReaderContext context) throws Exception; default void close() throws Exception; }
public class DataGeneratorSource<OUT> implements org.apache.flink.api.connector.source.Source<OUT, Object, Object> {
  public DataGeneratorSource(GeneratorFunction<Long, OUT> f, long count, org.apache.flink.api.common.typeinfo.TypeInformation<OUT> type);
  public DataGeneratorSource(GeneratorFunction<Long, OUT> f, long count, org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy rate, org.apache.flink.api.common.typeinfo.TypeInformation<OUT> type);
}`,
  bodies: {
    GeneratorFunction: { open() {}, close() {} },
    DataGeneratorSource: {
      $class: class extends Base {
        known: KnownSource | null = null;
        $source(): KnownSource | null {
          return this.known;
        }
      },
      'new(GeneratorFunction,long,TypeInformation)'(
        this: { known: KnownSource },
        f: JavaFunction,
        count: LongValue,
        type: unknown,
      ) {
        this.known = generated(f, count, null, type);
      },
      'new(GeneratorFunction,long,RateLimiterStrategy,TypeInformation)'(
        this: { known: KnownSource },
        f: JavaFunction,
        count: LongValue,
        rate: Holder<number | null>,
        type: unknown,
      ) {
        this.known = generated(f, count, rate.inner, type);
      },
    },
  },
});
function generated(f: JavaFunction, count: LongValue, perSecond: number | null, type: unknown): KnownSource {
  return {
    connector: { kind: 'generator', fn: mapFunction(f), count: Number(count), perSecond },
    type: typeOf(type),
    bounded: true,
  };
}
library({
  package: 'org.apache.flink.api.connector.source.util.ratelimit',
  stubs:
    'public interface RateLimiterStrategy extends java.io.Serializable { static RateLimiterStrategy perSecond(double n); static RateLimiterStrategy noOp(); class Simulated implements RateLimiterStrategy {} }',
  bodies: {
    'RateLimiterStrategy.Simulated': { $class: class extends Holder {} },
    RateLimiterStrategy: {
      perSecond: (n: number) =>
        hold('org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy$Simulated', n),
      noOp: () => hold('org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy$Simulated', null),
    },
  },
});
