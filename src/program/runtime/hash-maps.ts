/** java.util.HashMap and LinkedHashMap, with Java's table and so its order. */
import { grown } from '../jvm.ts';
import { EntryObject, type JavaMap, MapObject } from './maps.ts';
import { equals, hashCode, nonNull } from './object.ts';
import { raise } from './raise.ts';

class HashNode extends EntryObject {
  hash: number;
  next: HashNode | null = null;
  before: HashNode | null = null;
  after: HashNode | null = null;
  constructor(hash: number, key: unknown, value: unknown) {
    super();
    this.hash = hash;
    this.key = key;
    this.value = value;
  }
}
function spread(key: unknown): number {
  const hash = hashCode(key);
  return hash ^ (hash >>> 16);
}
function tableSizeFor(capacity: number): number {
  let n = 1;
  while (n < capacity && n < 1 << 30) n <<= 1;
  return n;
}
/** java.util.HashMap: buckets double at 3/4 load; iteration goes through the buckets in order, each in order of arrival. */
export class HashMapObject extends MapObject {
  protected table: (HashNode | null)[] | null = null;
  protected count = 0;
  private capacity = 16;
  private loadFactor = 0.75;

  $init$int(capacity: number): this {
    return this.$init$int$float(capacity, 0.75);
  }
  $init$int$float(capacity: number, loadFactor: number): this {
    if (capacity < 0) raise('IllegalArgumentException', `Illegal initial capacity: ${capacity}`);
    this.capacity = tableSizeFor(capacity);
    this.loadFactor = loadFactor;
    return this;
  }
  $init$Map(other: JavaMap): this {
    const n = nonNull(other).size$();
    if (n > 0) this.capacity = tableSizeFor(Math.trunc(n / 0.75 + 1));
    this.putAll$Map(other);
    return this;
  }
  size$(): number {
    return this.count;
  }
  find(key: unknown): EntryObject | null {
    const table = this.table;
    if (table === null) return null;
    const hash = spread(key);
    for (let node = table[hash & (table.length - 1)] ?? null; node !== null; node = node.next) {
      if (node.hash === hash && (node.key === key || equals(key, node.key))) return node;
    }
    return null;
  }
  put$Object$Object(key: unknown, value: unknown): unknown {
    const hash = spread(key);
    let table = this.table;
    if (table === null) {
      table = new Array<HashNode | null>(this.capacity).fill(null);
      this.table = table;
    }
    const at = hash & (table.length - 1);
    let last: HashNode | null = null;
    for (let node = table[at] ?? null; node !== null; node = node.next) {
      if (node.hash === hash && (node.key === key || equals(key, node.key))) {
        const old = node.value;
        node.value = value;
        this.accessed(node);
        return old;
      }
      last = node;
    }
    const fresh = new HashNode(hash, key, value);
    if (last === null) table[at] = fresh;
    else last.next = fresh;
    this.linked(fresh);
    this.modifications++;
    grown(this, ++this.count);
    if (this.count > table.length * this.loadFactor) this.grow(table);
    this.inserted();
    return null;
  }
  /** New entries of merge and compute go to the front of their bucket, and the table grows before, not after. */
  protected override insert(key: unknown, value: unknown): void {
    if (this.table === null) this.table = new Array<HashNode | null>(this.capacity).fill(null);
    else if (this.count > this.table.length * this.loadFactor) this.grow(this.table);
    const hash = spread(key);
    const at = hash & (this.table.length - 1);
    const fresh = new HashNode(hash, key, value);
    fresh.next = this.table[at] ?? null;
    this.table[at] = fresh;
    this.linked(fresh);
    this.modifications++;
    grown(this, ++this.count);
    this.inserted();
  }
  /** Splits each bucket in two, both in their old order. */
  private grow(old: (HashNode | null)[]): void {
    const n = old.length * 2;
    const table = new Array<HashNode | null>(n).fill(null);
    const tails = new Array<HashNode | null>(n).fill(null);
    for (const bucket of old) {
      for (let node = bucket; node !== null; ) {
        const next: HashNode | null = node.next;
        node.next = null;
        const at: number = node.hash & (n - 1);
        const tail = tails[at] ?? null;
        if (tail === null) table[at] = node;
        else tail.next = node;
        tails[at] = node;
        node = next;
      }
    }
    this.table = table;
  }
  take(key: unknown): EntryObject | null {
    const table = this.table;
    if (table === null) return null;
    const hash = spread(key);
    const at = hash & (table.length - 1);
    let before: HashNode | null = null;
    for (let node = table[at] ?? null; node !== null; before = node, node = node.next) {
      if (node.hash === hash && (node.key === key || equals(key, node.key))) {
        if (before === null) table[at] = node.next;
        else before.next = node.next;
        this.modifications++;
        this.count--;
        this.unlinked(node);
        return node;
      }
    }
    return null;
  }
  *entries(): Generator<EntryObject> {
    const table = this.table;
    if (table === null) return;
    for (const bucket of table) {
      for (let node = bucket; node !== null; ) {
        const next: HashNode | null = node.next;
        yield node;
        node = next;
      }
    }
  }
  clear$(): void {
    this.modifications++;
    this.table?.fill(null);
    this.count = 0;
  }
  emptyLike(): MapObject {
    const other = Object.create(Object.getPrototypeOf(this)) as HashMapObject;
    Object.assign(other, this);
    other.capacity = this.table?.length ?? this.capacity;
    other.table = null;
    other.count = 0;
    return other;
  }
  protected linked(_node: HashNode): void {}
  protected unlinked(_node: HashNode): void {}
  protected inserted(): void {}
}
/** java.util.LinkedHashMap: order of insertion, or of access. */
export class LinkedHashMapObject extends HashMapObject {
  private head: HashNode | null = null;
  private tail: HashNode | null = null;
  private accessOrder = false;

  $init$int$float$boolean(capacity: number, loadFactor: number, accessOrder: boolean): this {
    this.$init$int$float(capacity, loadFactor);
    this.accessOrder = accessOrder;
    return this;
  }
  removeEldestEntry$Entry(_eldest: EntryObject): boolean {
    return false;
  }
  override get$Object(key: unknown): unknown {
    const found = this.find(key);
    if (found === null) return null;
    this.accessed(found as HashNode);
    return found.value;
  }
  protected override linked(node: HashNode): void {
    node.before = this.tail;
    node.after = null;
    if (this.tail === null) this.head = node;
    else this.tail.after = node;
    this.tail = node;
  }
  protected override unlinked(node: HashNode): void {
    if (node.before === null) this.head = node.after;
    else node.before.after = node.after;
    if (node.after === null) this.tail = node.before;
    else node.after.before = node.before;
  }
  protected override accessed(entry: EntryObject): void {
    const node = entry as HashNode;
    if (!this.accessOrder || this.tail === node) return;
    this.unlinked(node);
    this.linked(node);
    this.modifications++;
  }
  protected override inserted(): void {
    if (this.head !== null && this.removeEldestEntry$Entry(this.head)) this.take(this.head.key);
  }
  override *entries(): Generator<EntryObject> {
    for (let node = this.head; node !== null; ) {
      const next: HashNode | null = node.after;
      yield node;
      // The next one may have been appended meanwhile.
      node = next ?? null;
    }
  }
  override clear$(): void {
    super.clear$();
    this.head = null;
    this.tail = null;
  }
  override emptyLike(): MapObject {
    const other = super.emptyLike() as LinkedHashMapObject;
    other.head = null;
    other.tail = null;
    return other;
  }
}
