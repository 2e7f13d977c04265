/** Hashes of scala.util.hashing.MurmurHash3, and the orders that Scala's hash tables give their keys. */
import { Double, Float, Long } from '../../../flink/api/boxed.ts';
import { equals, hashCode } from '../../../flink/api/values.ts';

function rotl(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n));
}
/** x.## */
export function anyHash(x: unknown): number {
  if (x instanceof Double || x instanceof Float) {
    if (Number.isInteger(x.value) && Math.abs(x.value) < 2147483648) return x.value | 0;
    if (Number.isInteger(x.value) && Math.abs(x.value) < 2 ** 63)
      return hashCode(Long.valueOf(BigInt(x.value) as never));
    if (Math.fround(x.value) === x.value) return hashCode(new Float(x.value));
  } else if (x instanceof Long) {
    const n = Number(x.value);
    if (n >= -2147483648 && n <= 2147483647) return n;
  }
  return hashCode(x);
}
function mix(h: number, x: number): number {
  const k = Math.imul(rotl(Math.imul(x, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotl(h ^ k, 13), 5) + 0xe6546b64) | 0;
}
function mixLast(h: number, x: number): number {
  return h ^ Math.imul(rotl(Math.imul(x, 0xcc9e2d51), 15), 0x1b873593);
}
function finish(hash: number, n: number): number {
  let h = hash ^ n;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
/** MurmurHash3.productHash, orderedHash. */
export function orderedHash(items: readonly unknown[], seed: number): number {
  return finish(
    items.reduce<number>((h, x) => mix(h, anyHash(x)), seed),
    items.length,
  );
}
/** MurmurHash3.unorderedHash. */
export function unorderedHash(items: readonly unknown[], seed: number): number {
  let [a, b, c] = [0, 0, 1];
  for (const x of items) {
    const h = anyHash(x);
    a = (a + h) | 0;
    b ^= h;
    if (h !== 0) c = Math.imul(c, h);
  }
  return finish(mixLast(mix(mix(seed, a), b), c), items.length);
}
/** String hashes of the names, as MurmurHash3 seeds them. */
export const SEQ_SEED = 'Seq'.split('').reduce((h, ch) => (Math.imul(31, h) + ch.charCodeAt(0)) | 0, 0);
export const MAP_SEED = 'Map'.split('').reduce((h, ch) => (Math.imul(31, h) + ch.charCodeAt(0)) | 0, 0);
export const SET_SEED = 'Set'.split('').reduce((h, ch) => (Math.imul(31, h) + ch.charCodeAt(0)) | 0, 0);
/** MurmurHash3.productHash. */
export function productHash(items: readonly unknown[]): number {
  return orderedHash(items, 0xcafebabe | 0);
}

/** Hash order of scala.collection.immutable.HashMap (a trie, five bits a level); up to four entries in their order. */
export function trieOrder(keys: readonly unknown[]): number[] {
  const order = keys.map((_, i) => i);
  if (keys.length <= 4) return order;
  const improved = keys.map((k) => {
    let h = anyHash(k);
    h = (h + ~(h << 9)) | 0;
    h ^= h >>> 14;
    h = (h + (h << 4)) | 0;
    return h ^ (h >>> 10);
  });
  return order.sort((a, b) => {
    for (let s = 0; s < 35; s += 5) {
      const d = ((improved[a]! >>> s) & 31) - ((improved[b]! >>> s) & 31);
      if (d !== 0) return d;
    }
    return a - b;
  });
}
/** scala.collection.mutable.HashTable.improve, by the number of bits of the table's last index. */
function improved(hash: number, seed: number): number {
  const i = Math.imul(hash, 0x9e3775cd);
  const swapped = ((i & 0xff) << 24) | ((i & 0xff00) << 8) | ((i >>> 8) & 0xff00) | (i >>> 24);
  const j = Math.imul(swapped, 0x9e3775cd);
  return (j >>> (seed % 32)) | (j << (32 - (seed % 32)));
}
const bits = (size: number): number => 31 - Math.clz32(size);
/** Bits of the last index of mutable.HashMap's first table: what its hashes stay turned by. */
const FIRST_BITS = 4;
/** mutable.HashMap: chains with the newest first, read from the last bucket down; it doubles above three quarters. */
export function hashTableOrder(keys: readonly unknown[]): number[] {
  let table: number[][] = Array.from({ length: 16 }, () => []);
  const place = (t: number[][], i: number): void => {
    const n = bits(t.length);
    t[(improved(anyHash(keys[i]), FIRST_BITS) >>> (32 - n)) & (t.length - 1)]!.unshift(i);
  };
  keys.forEach((_, i) => {
    place(table, i);
    if (i + 1 <= Math.trunc((table.length * 750) / 1000)) return;
    const larger: number[][] = Array.from({ length: table.length * 2 }, () => []);
    for (const chain of [...table].reverse()) for (const e of chain) place(larger, e);
    table = larger;
  });
  return [...table].reverse().flat();
}
/** mutable.HashSet: a flat table with linear probing; it doubles at 45 %. */
export function flatTableOrder(keys: readonly unknown[]): number[] {
  let table: (number | undefined)[] = new Array<number | undefined>(32);
  let threshold = Math.trunc((32 * 450) / 1000);
  const place = (t: (number | undefined)[], i: number): void => {
    const n = bits(t.length);
    let at = (improved(anyHash(keys[i]), n) >>> (32 - n)) & (t.length - 1);
    while (t[at] !== undefined) at = (at + 1) % t.length;
    t[at] = i;
  };
  keys.forEach((_, i) => {
    place(table, i);
    if (i + 1 < threshold) return;
    const larger: (number | undefined)[] = new Array<number | undefined>(table.length * 2);
    for (const e of table) if (e !== undefined) place(larger, e);
    table = larger;
    threshold = Math.trunc((larger.length * 450) / 1000);
  });
  return table.filter((i): i is number => i !== undefined);
}

/** Indexes of keys, by Java's equality: what a hash table is asked for. */
export class KeyIndex {
  readonly #plain = new Map<unknown, number>();
  readonly #buckets = new Map<number, { readonly key: unknown; at: number }[]>();

  /** -1: not there. */
  find(key: unknown): number {
    if (typeof key !== 'object' || key === null) return this.#plain.get(key) ?? -1;
    return this.#buckets.get(hashCode(key))?.find((e) => equals(e.key, key))?.at ?? -1;
  }
  set(key: unknown, at: number): void {
    if (typeof key !== 'object' || key === null) {
      this.#plain.set(key, at);
      return;
    }
    const hash = hashCode(key);
    const bucket = this.#buckets.get(hash);
    const entry = bucket?.find((e) => equals(e.key, key));
    if (entry) entry.at = at;
    else if (bucket) bucket.push({ key, at });
    else this.#buckets.set(hash, [{ key, at }]);
  }
  static of(keys: Iterable<unknown>): KeyIndex {
    const index = new KeyIndex();
    let at = 0;
    for (const key of keys) index.set(key, at++);
    return index;
  }
}
/** Items by key; the last one of a key wins, at the first one's place. */
export function distinctBy(items: readonly unknown[], key: (x: unknown) => unknown, keepsFirst = false): unknown[] {
  const seen = new KeyIndex();
  const out: unknown[] = [];
  for (const x of items) {
    const k = key(x);
    const at = seen.find(k);
    if (at < 0) {
      seen.set(k, out.length);
      out.push(x);
    } else if (!keepsFirst) out[at] = x;
  }
  return out;
}
