import { type JavaError, printStackTrace } from '../api/jar.ts';

/**
 * `serialized-throwable` in REST's answers: a org.apache.flink.util.SerializedThrowable in Java's object serialisation format, as base64.
 * Flink's own client can't tell its user about a failure without it.
 */
export function serializedThrowable(error: JavaError): string {
  const stream = createStream();
  stream.short(0xaced);
  stream.short(5);
  writeThrowable(stream, error);
  return btoa(stream.bytes.map((byte) => String.fromCharCode(byte)).join(''));
}

const TC = { null: 0x70, classDescription: 0x72, object: 0x73, string: 0x74, array: 0x75, end: 0x78, longString: 0x7c };
/** SC_SERIALIZABLE; SC_WRITE_METHOD: the class has a writeObject of its own. */
const SERIALIZABLE = 2;
const WRITES_ITSELF = 3;

interface ClassDescription {
  readonly name: string;
  /** serialVersionUID */
  readonly uid: bigint;
  readonly flags: number;
  /** Name and JVM type, primitives first, then by name. */
  readonly fields: readonly (readonly [name: string, type: string])[];
  readonly parent: ClassDescription | null;
}
const STRING = 'Ljava/lang/String;';
const SERIALIZED_THROWABLE: ClassDescription = {
  name: 'org.apache.flink.util.SerializedThrowable',
  uid: 7284183123441947635n,
  flags: SERIALIZABLE,
  fields: [
    ['fullStringifiedStackTrace', STRING],
    ['originalErrorClassName', STRING],
    ['serializedException', '[B'],
  ],
  parent: {
    name: 'java.lang.Exception',
    uid: -3387516993124229948n,
    flags: SERIALIZABLE,
    fields: [],
    parent: {
      name: 'java.lang.Throwable',
      uid: -3042686055658047285n,
      flags: WRITES_ITSELF,
      fields: [
        ['cause', 'Ljava/lang/Throwable;'],
        ['detailMessage', STRING],
        ['stackTrace', '[Ljava/lang/StackTraceElement;'],
        ['suppressedExceptions', 'Ljava/util/List;'],
      ],
      parent: null,
    },
  },
};
const STACK_TRACE: ClassDescription = {
  name: '[Ljava.lang.StackTraceElement;',
  uid: 163287374690033209n,
  flags: SERIALIZABLE,
  fields: [],
  parent: null,
};
const STACK_TRACE_ELEMENT: ClassDescription = {
  name: 'java.lang.StackTraceElement',
  uid: 6992337162326171013n,
  flags: SERIALIZABLE,
  fields: [
    ['lineNumber', 'I'],
    ['declaringClass', STRING],
    ['fileName', STRING],
    ['methodName', STRING],
  ],
  parent: null,
};

type Stream = ReturnType<typeof createStream>;

/** Without back references: every string and class is written out, which readers take as well. */
function createStream() {
  const bytes: number[] = [];
  const byte = (value: number): void => {
    bytes.push(value & 0xff);
  };
  const short = (value: number): void => {
    byte(value >> 8);
    byte(value);
  };
  const int = (value: number): void => {
    short(value >> 16);
    short(value);
  };
  const long = (value: bigint): void => {
    int(Number(BigInt.asIntN(32, value >> 32n)));
    int(Number(BigInt.asIntN(32, value)));
  };
  const utf = (text: string): void => {
    const encoded = modifiedUtf8(text);
    short(encoded.length);
    bytes.push(...encoded);
  };
  const string = (text: string | null): void => {
    if (text === null) {
      byte(TC.null);
      return;
    }
    const encoded = modifiedUtf8(text);
    if (encoded.length < 0x10000) {
      byte(TC.string);
      short(encoded.length);
    } else {
      byte(TC.longString);
      long(BigInt(encoded.length));
    }
    for (const one of encoded) byte(one);
  };
  const describe = (description: ClassDescription | null): void => {
    if (!description) {
      byte(TC.null);
      return;
    }
    byte(TC.classDescription);
    utf(description.name);
    long(description.uid);
    byte(description.flags);
    short(description.fields.length);
    for (const [name, type] of description.fields) {
      byte(type.charCodeAt(0));
      utf(name);
      if (type.length > 1) string(type);
    }
    byte(TC.end);
    describe(description.parent);
  };
  return { bytes, byte, short, int, string, describe };
}

/** DataOutput.writeUTF's encoding: no zero byte, surrogates one by one. */
function modifiedUtf8(text: string): number[] {
  const encoded: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0 && code < 0x80) encoded.push(code);
    else if (code < 0x800) encoded.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else encoded.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return encoded;
}

function writeThrowable(stream: Stream, error: JavaError): void {
  stream.byte(TC.object);
  stream.describe(SERIALIZED_THROWABLE);
  // Throwable's fields come first, then SerializedThrowable's.
  if (error.causedBy) writeThrowable(stream, error.causedBy);
  else stream.byte(TC.null);
  stream.string(error.detail);
  stream.byte(TC.array);
  stream.describe(STACK_TRACE);
  stream.int(error.stack$.length);
  for (const line of error.stack$) writeElement(stream, line);
  stream.byte(TC.null);
  stream.byte(TC.end);
  stream.string(printStackTrace(error));
  stream.string(error.className);
  stream.byte(TC.null);
}

/** `java.base/java.lang.Thread.run(Thread.java:833)`; the module is left out. */
function writeElement(stream: Stream, line: string): void {
  const match = /^(?:[^(]*\/)?([^(]*)\.([^.(]+)\((.*)\)$/.exec(line);
  const [, declaringClass = line, method = '', place = ''] = match ?? [];
  const [, file = null, number = null] = /^(.*?)(?::(\d+))?$/.exec(place) ?? [];
  const native = place === 'Native Method';
  stream.byte(TC.object);
  stream.describe(STACK_TRACE_ELEMENT);
  stream.int(native ? -2 : number === null ? -1 : Number(number));
  stream.string(declaringClass);
  stream.string(native || place === 'Unknown Source' ? null : file);
  stream.string(method);
}
