import { equals, hashCode } from '../../api/values.ts';

/**
 * A map whose keys are equal as in Java. Strings, Integers and Booleans are JavaScript primitives and go to a plain Map;
 * objects go by hashCode and equals. Iterates in order of insertion.
 */
export class KeyMap<V> {
  private readonly primitives = new Map<unknown, V>();
  private objects: Map<number, { key: unknown; value: V }[]> | null = null;
  private objectCount = 0;

  get size(): number {
    return this.primitives.size + this.objectCount;
  }
  get(key: unknown): V | undefined {
    if (typeof key !== 'object' || key === null) return this.primitives.get(key);
    return this.entry(key)?.value;
  }
  has(key: unknown): boolean {
    if (typeof key !== 'object' || key === null) return this.primitives.has(key);
    return this.entry(key) !== undefined;
  }
  set(key: unknown, value: V): void {
    if (typeof key !== 'object' || key === null) {
      this.primitives.set(key, value);
      return;
    }
    const entry = this.entry(key);
    if (entry) {
      entry.value = value;
      return;
    }
    this.objects ??= new Map();
    const hash = hashCode(key);
    const bucket = this.objects.get(hash);
    if (bucket) bucket.push({ key, value });
    else this.objects.set(hash, [{ key, value }]);
    this.objectCount++;
  }
  delete(key: unknown): boolean {
    if (typeof key !== 'object' || key === null) return this.primitives.delete(key);
    const hash = hashCode(key);
    const bucket = this.objects?.get(hash);
    const at = bucket?.findIndex((entry) => equals(entry.key, key)) ?? -1;
    if (at < 0) return false;
    bucket!.splice(at, 1);
    if (bucket!.length === 0) this.objects!.delete(hash);
    this.objectCount--;
    return true;
  }
  clear(): void {
    this.primitives.clear();
    this.objects = null;
    this.objectCount = 0;
  }
  *entries(): Generator<[key: unknown, value: V], void> {
    yield* this.primitives;
    if (this.objects)
      for (const bucket of this.objects.values()) for (const { key, value } of [...bucket]) yield [key, value];
  }
  private entry(key: object): { key: unknown; value: V } | undefined {
    const bucket = this.objects?.get(hashCode(key));
    if (bucket === undefined) return undefined;
    for (const entry of bucket) if (entry.key === key || equals(entry.key, key)) return entry;
    return undefined;
  }
}
