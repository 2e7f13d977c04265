import { Long } from '../../api/boxed.ts';
import type { KeySelector } from '../../api/functions.ts';
import { Tuple } from '../../api/tuple.ts';
import { stringOf } from '../../api/values.ts';
import { MIN_WATERMARK } from '../time/timestamps.ts';
import { quickSort } from './quick-sort.ts';

/** A record of a sorted input; `input` is 0 or 1. */
export interface SortedRecord {
  readonly input: number;
  readonly value: unknown;
  readonly timestamp: number;
}
interface Row extends SortedRecord {
  readonly key: string;
}

/**
 * MultiInputSortingDataInput: in BATCH mode a keyed operator gets its input when all of it is there, ordered by the
 * serialized key and then by timestamp, so that it has to keep the state of one key only.
 */
export class SortedInputs {
  private rows: Row[] = [];

  constructor(private readonly selectors: readonly (KeySelector | null)[]) {}

  /** False for an input without keys (the broadcast side): its records run at once. */
  sorts(input: number): boolean {
    return (this.selectors[input] ?? null) !== null;
  }
  add(input: number, value: unknown, timestamp: number): void {
    this.rows.push({ input, value, timestamp, key: serialized(this.selectors[input]!.getKey(value)) });
  }
  /** The records, those of one key together; nothing is kept. */
  *takeKeys(): Generator<readonly SortedRecord[]> {
    const [left, right] = [0, 1].map((input) => {
      const own = this.rows.filter((row) => row.input === input);
      quickSort(own, byKeyAndTime);
      return own;
    }) as [Row[], Row[]];
    this.rows = [];
    // A task takes from its inputs in turn, and all of both is there: the shorter ends first.
    const rows = left.length <= right.length ? merge(left, right) : merge(right, left);
    for (let from = 0; from < rows.length; ) {
      let to = from + 1;
      while (to < rows.length && rows[to]!.key === rows[from]!.key) to++;
      yield rows.slice(from, to);
      from = to;
    }
  }
}

/** The inputs' next records wait in a queue: of two that are equal goes first who has waited longer, at the start the input that ended first. */
function merge(first: readonly Row[], second: readonly Row[]): Row[] {
  const merged: Row[] = [];
  let [i, j, waited] = [0, 0, -1];
  while (i < first.length || j < second.length) {
    const [a, b] = [first[i], second[j]];
    const by = a && b ? byKeyAndTime(a, b) || waited : a ? -1 : 1;
    if (by < 0) {
      merged.push(a!);
      i++;
    } else {
      merged.push(b!);
      j++;
    }
    // Who has just been taken queues up behind the other.
    waited = by < 0 ? 1 : -1;
  }
  return merged;
}

const order = (timestamp: number): number => (Number.isNaN(timestamp) ? MIN_WATERMARK : timestamp);
const byKeyAndTime = (a: Row, b: Row): number => compare(a.key, b.key) || order(a.timestamp) - order(b.timestamp);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The bytes that Flink's serializer of the key writes, as a string of characters below 256. Other types than strings,
 * numbers, booleans and tuples of them are told apart, but their order among each other is their text's.
 */
function serialized(key: unknown): string {
  if (typeof key === 'string') {
    let bytes = variableLength(key.length + 1);
    for (let i = 0; i < key.length; i++) bytes += variableLength(key.charCodeAt(i));
    return bytes;
  }
  if (typeof key === 'number') return fixedLength(BigInt.asUintN(32, BigInt(Math.trunc(key))), 4);
  if (typeof key === 'boolean') return key ? '\u0001' : '\u0000';
  if (key instanceof Long) return fixedLength(BigInt.asUintN(64, BigInt(key.value)), 8);
  if (key instanceof Tuple) return Array.from({ length: key.$arity }, (_, i) => serialized(key.$field(i))).join('');
  return serialized(stringOf(key));
}
/** StringValue.writeString: seven bits a byte, the lowest first. */
function variableLength(value: number): string {
  let bytes = '';
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes += String.fromCharCode((rest & 0x7f) | 0x80);
  return bytes + String.fromCharCode(rest);
}
function fixedLength(value: bigint, length: number): string {
  let bytes = '';
  for (let i = length - 1; i >= 0; i--) bytes += String.fromCharCode(Number((value >> BigInt(8 * i)) & 0xffn));
  return bytes;
}
