import { JavaError } from '../../api/jar.ts';
import type { TypeInformation } from '../../api/types.ts';

/** What the serializer of a type does with null; strings, dates, big numbers and POJOs have a place for it. */
export interface NullCheck {
  /** Fields of a tuple that have no place for null. */
  readonly fields: readonly number[];
  /** @throws JavaError as the serializer's NullPointerException, as it leaves RecordWriterOutput */
  record(): never;
  /** @throws JavaError TupleSerializer's NullFieldException, as it leaves RecordWriterOutput */
  field(field: number): never;
}

/** The serializers that unbox what they write, by the type's name. */
const UNBOXING: Readonly<Record<string, string>> = {
  Integer: 'Int',
  Long: 'Long',
  Double: 'Double',
  Float: 'Float',
  Short: 'Short',
  Byte: 'Byte',
  Boolean: 'Boolean',
  Character: 'Char',
};
const BASE = 'org.apache.flink.api.common.typeutils.base';
const TUPLE = 'org.apache.flink.api.java.typeutils.runtime.TupleSerializer.serialize(TupleSerializer.java';
const RECORD_WRITER = [
  'org.apache.flink.streaming.runtime.streamrecord.StreamElementSerializer.serialize(StreamElementSerializer.java:168)',
  'org.apache.flink.streaming.runtime.streamrecord.StreamElementSerializer.serialize(StreamElementSerializer.java:46)',
  'org.apache.flink.runtime.plugable.SerializationDelegate.write(SerializationDelegate.java:54)',
  'org.apache.flink.runtime.io.network.api.writer.RecordWriter.serializeRecord(RecordWriter.java:132)',
  'org.apache.flink.runtime.io.network.api.writer.RecordWriter.emit(RecordWriter.java:106)',
  'org.apache.flink.runtime.io.network.api.writer.ChannelSelectorRecordWriter.emit(ChannelSelectorRecordWriter.java:54)',
  'org.apache.flink.streaming.runtime.io.RecordWriterOutput.pushToRecordWriter(RecordWriterOutput.java:107)',
];

function serializerOf(type: TypeInformation): string | null {
  return type.kind === 'basic' ? (UNBOXING[type.name] ?? null) : null;
}
function unboxing(serializer: string): string[] {
  const at = `${BASE}.${serializer}Serializer.serialize(${serializer}Serializer.java`;
  return [`${at}:67)`, `${at}:30)`];
}
function nullPointer(frames: readonly string[]): JavaError {
  return new JavaError('java.lang.NullPointerException', null, frames, null);
}

/** RecordWriterOutput.pushToRecordWriter: how an operator hears of what the writer of its records threw. */
export function couldNotEmit(cause: JavaError): JavaError {
  return new JavaError(
    'java.lang.RuntimeException',
    cause.detail,
    ['org.apache.flink.streaming.runtime.io.RecordWriterOutput.pushToRecordWriter(RecordWriterOutput.java:109)'],
    cause,
  );
}

/** Null for types whose serializers write null. */
export function nullCheck(type: TypeInformation): NullCheck | null {
  const serializer = serializerOf(type);
  if (serializer === null && type.kind !== 'tuple') return null;
  return {
    fields: type.fields.flatMap((field, i) => (serializerOf(field.type) === null ? [] : [i])),
    record() {
      const frames = serializer === null ? [`${TUPLE}:138)`, `${TUPLE}:37)`] : unboxing(serializer);
      throw couldNotEmit(nullPointer([...frames, ...RECORD_WRITER]));
    },
    field(field) {
      const below = [`${TUPLE}:37)`, ...RECORD_WRITER];
      const cause = nullPointer([...unboxing(serializerOf(type.fields[field]!.type)!), `${TUPLE}:140)`, ...below]);
      const text = `Field ${field} is null, but expected to hold a value.`;
      throw couldNotEmit(
        new JavaError('org.apache.flink.types.NullFieldException', text, [`${TUPLE}:142)`, ...below], cause),
      );
    },
  };
}
