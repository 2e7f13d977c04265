/** How Flink's Jackson reads a request's body: strictly, an object with known fields of their types. */
import escapeRegExp from 'escape-string-regexp';

export type FieldType = 'string' | 'boolean' | 'integer' | 'list' | 'jobId';
export interface RequestBody {
  /** Package of the class that the body is read as. */
  readonly package: string;
  /** Its simple name. */
  readonly name: string;
  /** In the order of its constructor. */
  readonly fields: Readonly<Record<string, FieldType>>;
}

const SOURCE = '[Source: (org.apache.flink.shaded.netty4.io.netty.buffer.ByteBufInputStream); line: ';
const JACKSON = 'org.apache.flink.shaded.jackson2.com.fasterxml.jackson.';

const JAVA_TYPES: Readonly<Record<FieldType, string>> = {
  string: 'java.lang.String',
  boolean: 'java.lang.Boolean',
  integer: 'int',
  list: 'java.util.ArrayList<java.lang.String>',
  jobId: 'org.apache.flink.api.common.JobID',
};
const WANTED: Readonly<Partial<Record<FieldType, string>>> = {
  boolean: 'only "true" or "false" recognized',
  integer: 'not a valid `int` value',
};

/** The exceptions that reading `text` ends with, outermost first, as a stack trace has them; null when it is read. */
export function unreadable({ package: inside, name, fields }: RequestBody, text: string): string[] | null {
  const className = `${inside}.${name}`;
  /** `offset` is where Jackson's parser stands. */
  const at = (offset: number): string => {
    const lines = text.slice(0, offset).split('\n');
    return `\n at ${SOURCE}${lines.length}, column: ${lines.at(-1)!.length + 1}]`;
  };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [`${JACKSON}core.JsonParseException: ${parseProblem(text, at)}`];
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return [`${JACKSON}databind.exc.MismatchedInputException: ${noObject(className, body)}${at(text.search(/\S/))}`];
  for (const [field, value] of Object.entries(body)) {
    const chain = ` (through reference chain: ${className}["${field}"])`;
    const start = valueStart(text, field);
    const type = fields[field];
    if (type === undefined) {
      const known = Object.keys(fields).map((each) => `"${each}"`);
      return [
        `${JACKSON}databind.exc.UnrecognizedPropertyException: Unrecognized field "${field}" (class ${className}), not marked as ignorable (${known.length} known properties: ${known.join(', ')}])${at(afterToken(text, start, value))}${chain}`,
      ];
    }
    if (value === null || FIELD_TYPES[type](value)) continue;
    if (type === 'jobId') return noJobId(String(value), chain);
    return [`${JACKSON}databind.exc.${mismatch(type, value)}${at(start)}${chain}`];
  }
  return null;
}

function parseProblem(text: string, at: (offset: number) => string): string {
  // Scanned as far as it is JSON: quotes, punctuation, numbers and the three words.
  const token = /(?:[\s,{}[\]:]|"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|\b(?:true|false|null)\b)*([A-Za-z_$][\w$]*)?/.exec(
    text,
  )!;
  const word = token[1];
  const end = token[0].length;
  if (word !== undefined) {
    const pointer = end + (end < text.length ? 1 : 0);
    return `Unrecognized token '${word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${at(pointer)}`;
  }
  return end === text.length
    ? `Unexpected end-of-input${at(end)}`
    : `Unexpected character ('${text[end]}' (code ${text.charCodeAt(end)}))${at(end + 1)}`;
}

function noObject(className: string, body: unknown): string {
  if (Array.isArray(body))
    return `Cannot deserialize value of type \`${className}\` from Array value (token \`JsonToken.START_ARRAY\`)`;
  const [method, value] =
    typeof body === 'string' ? ['String', `String value ('${body}')`] : ['int/Int', `Number value (${String(body)})`];
  return `Cannot construct instance of \`${className}\` (although at least one Creator exists): no ${method}-argument constructor/factory method to deserialize from ${value}`;
}

function mismatch(type: FieldType, value: unknown): string {
  if (typeof value === 'string' && WANTED[type] !== undefined)
    return `InvalidFormatException: Cannot deserialize value of type \`${JAVA_TYPES[type]}\` from String "${value}": ${WANTED[type]}`;
  const [kind, token] = Array.isArray(value)
    ? ['Array', 'START_ARRAY']
    : typeof value === 'object'
      ? ['Object', 'START_OBJECT']
      : typeof value === 'string'
        ? ['String', 'VALUE_STRING']
        : typeof value === 'number'
          ? ['Integer', 'VALUE_NUMBER_INT']
          : ['Boolean', value === true ? 'VALUE_TRUE' : 'VALUE_FALSE'];
  return `MismatchedInputException: Cannot deserialize value of type \`${JAVA_TYPES[type]}\` from ${kind} value (token \`JsonToken.${token}\`)`;
}

function noJobId(text: string, chain: string): string[] {
  const problem = `Cannot parse JobID from "${text}". The expected format is [0-9a-fA-F]{32}, e.g. fd72014d4c864993a2e5a9287b4a9c5d.`;
  return [
    `${JACKSON}databind.JsonMappingException: ${problem}${chain}`,
    `java.lang.IllegalArgumentException: ${problem}`,
    noHexadecimal(text),
  ];
}

/** StringUtils.hexStringToByte reads two digits at a time. */
function noHexadecimal(text: string): string {
  const pair = (text.match(/../g) ?? []).find((each) => !/^[0-9a-fA-F]{2}$/.test(each));
  return pair === undefined
    ? 'java.lang.IllegalArgumentException: Argument bytes must by an array of 16 bytes'
    : `java.lang.NumberFormatException: For input string: "${pair}" under radix 16`;
}

/** Where the value of a field begins. */
function valueStart(text: string, field: string): number {
  const name = JSON.stringify(field);
  const found = new RegExp(`${escapeRegExp(name)}\\s*:\\s*`).exec(text);
  return found ? found.index + found[0].length : 0;
}
/** Where the parser stands when it has seen the token of a value: text is read later, numbers need the character that follows. */
function afterToken(text: string, start: number, value: unknown): number {
  if (typeof value === 'number') return start + /^[-\d.eE+]*/.exec(text.slice(start))![0].length + 1;
  if (typeof value === 'boolean' || value === null) return start + String(value).length;
  return start + 1;
}

const FIELD_TYPES: Readonly<Record<FieldType, (value: unknown) => boolean>> = {
  string: (value) => typeof value !== 'object',
  boolean: (value) =>
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    (typeof value === 'string' && /^(|true|false)$/.test(value)),
  integer: (value) => typeof value === 'number' || (typeof value === 'string' && /^\s*(?:-?\d+)?\s*$/.test(value)),
  list: Array.isArray,
  jobId: (value) => typeof value === 'string' && /^[0-9a-fA-F]{32}$/.test(value),
};
