/** Kafka as source and sink. */
import type { SinkConnector } from '../../../flink/api/transformations.ts';
import { elements, type JavaCollection } from '../../runtime/collections.ts';
import type { JavaMap } from '../../runtime/maps.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { type Body, library } from '../table.ts';
import type { KnownSource } from './connectors.ts';
import { schemaType } from './schemas.ts';
import { chain, Holder, hold } from './support.ts';

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
