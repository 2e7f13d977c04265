import { Byte, Character, Double, Float, Long, Short } from '../../api/boxed.ts';
import { Tuple } from '../../api/tuple.ts';
import { stringOf } from '../../api/values.ts';
import type { KeyMap } from './key-map.ts';

/**
 * The bytes that Flink's serializer of a key writes, as a string of characters below 256: what BATCH mode sorts by, and RocksDB. Other types
 * than texts, numbers, booleans and tuples of them are told apart, but their order among each other is their text's.
 */
export function serialized(key: unknown): string {
  if (typeof key === 'string') {
    let bytes = variableLength(key.length + 1);
    for (let i = 0; i < key.length; i++) bytes += variableLength(key.charCodeAt(i));
    return bytes;
  }
  if (typeof key === 'number') return fixedLength(BigInt(Math.trunc(key)), 4);
  if (typeof key === 'boolean') return key ? '\u0001' : '\u0000';
  if (key instanceof Long) return fixedLength(BigInt(key.value), 8);
  if (key instanceof Short || key instanceof Byte) return fixedLength(BigInt(key.value), key instanceof Short ? 2 : 1);
  if (key instanceof Character) return fixedLength(BigInt(stringOf(key).charCodeAt(0)), 2);
  if (key instanceof Double || key instanceof Float) return floating(key.value, key instanceof Double ? 8 : 4);
  if (key instanceof Tuple) return Array.from({ length: key.$arity }, (_, i) => serialized(key.$field(i))).join('');
  return serialized(stringOf(key));
}

/** Entries as RocksDB iterates over them. */
export function serializedOrder<V>(map: KeyMap<V>): [unknown, V][] {
  const entries = [...map.entries()].map((entry) => ({ bytes: serialized(entry[0]), entry }));
  return entries.sort((a, b) => (a.bytes < b.bytes ? -1 : a.bytes > b.bytes ? 1 : 0)).map(({ entry }) => entry);
}

/** StringValue.writeString: seven bits a byte, the lowest first. */
function variableLength(value: number): string {
  let bytes = '';
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes += String.fromCharCode((rest & 0x7f) | 0x80);
  return bytes + String.fromCharCode(rest);
}
/** Two's complement, the highest byte first. */
function fixedLength(value: bigint, length: number): string {
  let bytes = '';
  for (let i = length - 1; i >= 0; i--) bytes += String.fromCharCode(Number((value >> BigInt(8 * i)) & 0xffn));
  return bytes;
}
/** IEEE 754, the highest byte first. */
function floating(value: number, length: 4 | 8): string {
  const view = new DataView(new ArrayBuffer(8));
  if (length === 8) view.setFloat64(0, value);
  else view.setFloat32(0, value);
  return Array.from({ length }, (_, i) => String.fromCharCode(view.getUint8(i))).join('');
}
