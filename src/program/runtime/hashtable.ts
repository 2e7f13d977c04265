/** java.util.Hashtable: buckets by the remainder of the hash code, the newest entry first in each, listed from the last bucket on. */
import { HashMapObject } from './hash-maps.ts';
import { EntryObject, type MapObject } from './maps.ts';
import { equals, hashCode, nonNull } from './object.ts';

export class HashtableObject extends HashMapObject {
  private buckets: EntryObject[][] = this.empty(11);

  private empty(n: number): EntryObject[][] {
    return Array.from({ length: n }, () => []);
  }
  private bucketOf(key: unknown): EntryObject[] {
    return this.buckets[(hashCode(nonNull(key)) & 0x7fffffff) % this.buckets.length]!;
  }
  override $init$int(capacity: number): this {
    super.$init$int(capacity);
    this.buckets = this.empty(Math.max(1, capacity));
    return this;
  }
  override find(key: unknown): EntryObject | null {
    return this.bucketOf(key).find((entry) => equals(entry.key, key)) ?? null;
  }
  override put$Object$Object(key: unknown, value: unknown): unknown {
    nonNull(value);
    const found = this.find(key);
    if (!found) {
      this.insert(key, value);
      return null;
    }
    const old = found.value;
    found.value = value;
    return old;
  }
  protected override insert(key: unknown, value: unknown): void {
    nonNull(value);
    if (this.count >= Math.trunc(this.buckets.length * 0.75)) this.rehash();
    this.bucketOf(key).unshift(Object.assign(new EntryObject(), { key, value }));
    this.modifications++;
    this.count++;
  }
  private rehash(): void {
    const old = this.buckets;
    this.buckets = this.empty(old.length * 2 + 1);
    for (const bucket of old.reverse()) for (const entry of bucket) this.bucketOf(entry.key).unshift(entry);
  }
  override take(key: unknown): EntryObject | null {
    const bucket = this.bucketOf(key);
    const at = bucket.findIndex((entry) => equals(entry.key, key));
    if (at < 0) return null;
    this.modifications++;
    this.count--;
    return bucket.splice(at, 1)[0]!;
  }
  override *entries(): Generator<EntryObject> {
    for (let i = this.buckets.length - 1; i >= 0; i--) yield* this.buckets[i]!.slice();
  }
  override clear$(): void {
    super.clear$();
    this.buckets = this.empty(this.buckets.length);
  }
  override emptyLike(): MapObject {
    const other = super.emptyLike() as HashtableObject;
    other.buckets = this.empty(this.buckets.length);
    return other;
  }
}
