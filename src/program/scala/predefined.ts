import { BOOLEAN, BYTE, CHAR, DOUBLE, FLOAT, INT, LONG, type PrimitiveType, SHORT } from '../check/types.ts';

export const NUMBERS: Readonly<Record<string, PrimitiveType>> = {
  Int: INT,
  Long: LONG,
  Double: DOUBLE,
  Float: FLOAT,
  Short: SHORT,
  Byte: BYTE,
  Char: CHAR,
  Boolean: BOOLEAN,
};
export const SCALA_NAME: Readonly<Record<string, string>> = {
  int: 'Int',
  long: 'Long',
  double: 'Double',
  float: 'Float',
  short: 'Short',
  byte: 'Byte',
  char: 'Char',
  boolean: 'Boolean',
};

const IMM = 'scala.collection.immutable.';
const COLL = 'scala.collection.';
/** What every Scala file sees: scala._, Predef._ (java.lang._ is looked up last). */
export const PREDEF: Readonly<Record<string, string>> = {
  String: 'java.lang.String',
  List: `${IMM}List`,
  Nil: `${IMM}Nil`,
  Vector: `${IMM}Vector`,
  Map: `${IMM}Map`,
  Set: `${IMM}Set`,
  Seq: `${COLL}Seq`,
  IndexedSeq: `${IMM}Vector`,
  Iterable: `${COLL}Iterable`,
  Traversable: `${COLL}Iterable`,
  TraversableOnce: `${COLL}TraversableOnce`,
  Iterator: `${COLL}Iterator`,
  Range: `${IMM}Range`,
  Stream: `${IMM}Stream`,
  StringBuilder: `${COLL}mutable.StringBuilder`,
  Either: 'scala.util.Either',
  Left: 'scala.util.Left',
  Right: 'scala.util.Right',
  Ordering: 'scala.math.Ordering',
  BigDecimal: 'scala.math.BigDecimal',
  BigInt: 'scala.math.BigInt',
  NoSuchElementException: 'java.util.NoSuchElementException',
  Numeric: 'scala.math.Numeric',
  Fractional: 'scala.math.Fractional',
  Integral: 'scala.math.Integral',
  Equiv: 'scala.math.Ordering',
  Ordered: 'scala.math.Ordered',
  Pair: 'scala.Tuple2',
};

/** Classes that the library has under another name. */
export const ALIASES: Readonly<Record<string, string>> = {
  [`${IMM}Seq`]: `${COLL}Seq`,
  [`${IMM}IndexedSeq`]: `${IMM}Vector`,
  [`${IMM}LinearSeq`]: `${IMM}List`,
  [`${IMM}Iterable`]: `${COLL}Iterable`,
  [`${IMM}Traversable`]: `${COLL}Iterable`,
  [`${COLL}IndexedSeq`]: `${IMM}Vector`,
  [`${COLL}Traversable`]: `${COLL}Iterable`,
  [`${COLL}GenTraversableOnce`]: `${COLL}TraversableOnce`,
  [`${COLL}GenSeq`]: `${COLL}Seq`,
  [`${COLL}mutable.Seq`]: `${COLL}mutable.Buffer`,
  [`${COLL}mutable.ArrayOps`]: `${COLL}mutable.WrappedArray`,
  [`${COLL}mutable.IndexedSeq`]: `${COLL}mutable.ArrayBuffer`,
  [`${COLL}mutable.Iterable`]: `${COLL}Iterable`,
  [`${COLL}mutable.ArraySeq`]: `${COLL}mutable.WrappedArray`,
  'scala.concurrent.TimeoutException': 'java.util.concurrent.TimeoutException',
  'scala.concurrent.ExecutionException': 'java.util.concurrent.ExecutionException',
  'scala.concurrent.CancellationException': 'java.util.concurrent.CancellationException',
};

/** Methods of the library whose names Java keeps for itself. */
const KEYWORDS = new Set(['assert', 'break', 'const', 'synchronized']);

const OPERATORS: Readonly<Record<string, string>> = {
  '+': '$plus',
  '-': '$minus',
  '*': '$times',
  '/': '$div',
  '%': '$percent',
  '=': '$eq',
  '<': '$less',
  '>': '$greater',
  ':': '$colon',
  '|': '$bar',
  '&': '$amp',
  '^': '$up',
  '!': '$bang',
  '~': '$tilde',
  '?': '$qmark',
  '#': '$hash',
  '@': '$at',
  '\\': '$bslash',
};
const OPERATOR_OF = new Map(Object.entries(OPERATORS).map(([written, code]) => [code, written]));

export function encode(name: string): string {
  if (KEYWORDS.has(name)) return `${name}$`;
  if (/^[\w$]+$/.test(name)) return name;
  return [...name].map((c) => OPERATORS[c] ?? c).join('');
}
/** The name as it is written in Scala. */
export function decode(name: string): string {
  const plain = name.replace(/\$$/, '');
  if (KEYWORDS.has(plain)) return plain;
  return name.replace(/\$[a-z]+/g, (code) => OPERATOR_OF.get(code) ?? code);
}
