/** java.util's maps and sets, with Java's iteration order. */
import type { Task } from '../../simulation/task.ts';
import { wait } from '../jvm.ts';
import {
  CollectionObject,
  type Consumer,
  concurrentModification,
  elements,
  FixedIterator,
  iterate,
  type JavaCollection,
  type JavaIterator,
  noSuchElement,
  type UnaryFunction,
} from './collections.ts';
import {
  Base,
  comparison,
  copy,
  equals,
  hashCode,
  isSerializable,
  type JavaComparator,
  nonNull,
  size,
  stringOf,
} from './object.ts';
import { Raise, raise } from './raise.ts';

export interface BiFunction {
  apply$Object$Object(a: unknown, b: unknown): unknown;
}
export interface BiConsumer {
  accept$Object$Object(a: unknown, b: unknown): void | Task<void>;
}

/** Map.Entry; also AbstractMap.SimpleEntry. */
export class EntryObject extends Base {
  key: unknown = null;
  value: unknown = null;

  $init$Object$Object(key: unknown, value: unknown): this {
    this.key = key;
    this.value = value;
    return this;
  }
  getKey$(): unknown {
    return this.key;
  }
  getValue$(): unknown {
    return this.value;
  }
  setValue$Object(value: unknown): unknown {
    const old = this.value;
    this.value = value;
    return old;
  }
  override $hashCode(): number {
    return hashCode(this.key) ^ hashCode(this.value);
  }
  override $equals(other: unknown): boolean {
    if (!isEntry(other)) return false;
    return equals(this.key, other.getKey$()) && equals(this.value, other.getValue$());
  }
  override $toString(): string {
    return `${stringOf(this.key)}=${stringOf(this.value)}`;
  }
  override $copy(): unknown {
    const other = Object.create(Object.getPrototypeOf(this)) as EntryObject;
    other.key = copy(this.key);
    other.value = copy(this.value);
    return other;
  }
}
interface JavaEntry {
  getKey$(): unknown;
  getValue$(): unknown;
}
function isEntry(value: unknown): value is JavaEntry {
  return typeof value === 'object' && value !== null && 'getKey$' in value && 'getValue$' in value;
}
export function entry(key: unknown, value: unknown): EntryObject {
  return new EntryObject().$init$Object$Object(key, value);
}

export interface JavaMap {
  size$(): number;
  get$Object(key: unknown): unknown;
  containsKey$Object(key: unknown): boolean;
  entrySet$(): JavaCollection;
}
export function isMap(value: unknown): value is JavaMap {
  return typeof value === 'object' && value !== null && 'entrySet$' in value && 'containsKey$Object' in value;
}
export function isSet(value: unknown): value is JavaCollection {
  return value instanceof SetObject || (typeof value === 'object' && value !== null && '$isSet' in value);
}

/** Entries of any Java Map, for JavaScript loops. */
export function* mapEntries(map: JavaMap): Generator<[unknown, unknown]> {
  for (const each of iterate(map.entrySet$())) {
    yield [(each as JavaEntry).getKey$(), (each as JavaEntry).getValue$()];
  }
}

/** java.util.AbstractMap on find, put, remove and the entries in order. */
export abstract class MapObject extends Base implements JavaMap {
  modifications = 0;

  $init$(): this {
    return this;
  }
  abstract find(key: unknown): EntryObject | null;
  abstract put$Object$Object(key: unknown, value: unknown): unknown;
  /** Takes an entry out. */
  abstract take(key: unknown): EntryObject | null;
  abstract entries(): Iterator<EntryObject>;
  abstract size$(): number;
  abstract clear$(): void;

  isEmpty$(): boolean {
    return this.size$() === 0;
  }
  get$Object(key: unknown): unknown {
    const found = this.find(key);
    return found === null ? null : found.value;
  }
  containsKey$Object(key: unknown): boolean {
    return this.find(key) !== null;
  }
  containsValue$Object(value: unknown): boolean {
    for (const each of this.all()) if (equals(value, each.value)) return true;
    return false;
  }
  remove$Object(key: unknown): unknown {
    const gone = this.take(key);
    return gone === null ? null : gone.value;
  }
  putAll$Map(other: JavaMap): void {
    for (const [key, value] of [...mapEntries(other)]) this.put$Object$Object(key, value);
  }
  protected *all(): Generator<EntryObject> {
    const iterator = this.entries();
    for (let step = iterator.next(); !step.done; step = iterator.next()) yield step.value;
  }
  keySet$(): SetObject {
    return new MapViewObject(this, 'keys');
  }
  values$(): CollectionObject {
    return new MapValuesObject(this);
  }
  entrySet$(): SetObject {
    return new MapViewObject(this, 'entries');
  }
  *forEach$BiConsumer(action: BiConsumer): Task<void> {
    nonNull(action);
    const expected = this.modifications;
    for (const each of this.all()) {
      yield* wait(action.accept$Object$Object(each.key, each.value));
      if (this.modifications !== expected) concurrentModification();
    }
  }
  getOrDefault$Object$Object(key: unknown, otherwise: unknown): unknown {
    const found = this.find(key);
    return found === null ? otherwise : found.value;
  }
  putIfAbsent$Object$Object(key: unknown, value: unknown): unknown {
    const found = this.find(key);
    if (found !== null && found.value !== null) return found.value;
    this.put$Object$Object(key, value);
    return null;
  }
  computeIfAbsent$Object$Function(key: unknown, make: UnaryFunction): unknown {
    const found = this.find(key);
    if (found !== null && found.value !== null) return found.value;
    const expected = this.modifications;
    const value = make.apply$Object(key);
    if (expected !== this.modifications) concurrentModification();
    if (value !== null) this.settle(key, value);
    return value;
  }
  computeIfPresent$Object$BiFunction(key: unknown, change: BiFunction): unknown {
    const found = this.find(key);
    if (found === null || found.value === null) return null;
    return this.settle(key, change.apply$Object$Object(key, found.value));
  }
  compute$Object$BiFunction(key: unknown, change: BiFunction): unknown {
    const found = this.find(key);
    const value = change.apply$Object$Object(key, found === null ? null : found.value);
    if (value === null && found === null) return null;
    return this.settle(key, value);
  }
  merge$Object$Object$BiFunction(key: unknown, value: unknown, merge: BiFunction): unknown {
    nonNull(value);
    const found = this.find(key);
    return this.settle(
      key,
      found === null || found.value === null ? value : merge.apply$Object$Object(found.value, value),
    );
  }
  private settle(key: unknown, value: unknown): unknown {
    if (value === null) this.take(key);
    else if (this.find(key) === null) this.insert(key, value);
    else this.put$Object$Object(key, value);
    return value;
  }
  /** How merge, compute and computeIfAbsent put a new entry. */
  protected insert(key: unknown, value: unknown): void {
    this.put$Object$Object(key, value);
  }
  remove$Object$Object(key: unknown, value: unknown): boolean {
    const found = this.find(key);
    if (found === null || !equals(found.value, value)) return false;
    this.take(key);
    return true;
  }
  replace$Object$Object(key: unknown, value: unknown): unknown {
    const found = this.find(key);
    return found === null ? null : found.setValue$Object(value);
  }
  replace$Object$Object$Object(key: unknown, old: unknown, value: unknown): boolean {
    const found = this.find(key);
    if (found === null || !equals(found.value, old)) return false;
    found.value = value;
    return true;
  }
  replaceAll$BiFunction(change: BiFunction): void {
    for (const each of this.all()) each.value = change.apply$Object$Object(each.key, each.value);
  }
  override $hashCode(): number {
    let hash = 0;
    for (const each of this.all()) hash = (hash + each.$hashCode()) | 0;
    return hash;
  }
  override $equals(other: unknown): boolean {
    if (this === other) return true;
    if (!isMap(other) || other.size$() !== this.size$()) return false;
    for (const each of this.all()) {
      if (!equals(each.value, other.get$Object(each.key))) return false;
      if (each.value === null && !other.containsKey$Object(each.key)) return false;
    }
    return true;
  }
  override $toString(): string {
    const parts: string[] = [];
    for (const each of this.all()) {
      const key = each.key === this ? '(this Map)' : stringOf(each.key);
      parts.push(`${key}=${each.value === this ? '(this Map)' : stringOf(each.value)}`);
    }
    return `{${parts.join(', ')}}`;
  }
  override $size(): number {
    let bytes = 4;
    for (const each of this.all()) bytes += size(each.key) + size(each.value);
    return bytes;
  }
  override $copy(): unknown {
    const other = this.emptyLike();
    for (const each of this.all()) other.put$Object$Object(copy(each.key), copy(each.value));
    return other;
  }
  clone$(): unknown {
    const other = this.emptyLike();
    for (const each of this.all()) other.put$Object$Object(each.key, each.value);
    return other;
  }
  abstract emptyLike(): MapObject;
}

/** Iterator over a map that fails fast and can remove. */
class EntryIterator extends Base implements JavaIterator {
  private step: IteratorResult<EntryObject>;
  private readonly iterator: Iterator<EntryObject>;
  private readonly map: MapObject;
  private readonly pick: (entry: EntryObject) => unknown;
  private expected: number;
  private last: EntryObject | null = null;
  constructor(map: MapObject, pick: (entry: EntryObject) => unknown) {
    super();
    this.map = map;
    this.pick = pick;
    this.expected = map.modifications;
    this.iterator = map.entries();
    this.step = this.iterator.next();
  }
  hasNext$(): boolean {
    return !this.step.done;
  }
  next$(): unknown {
    if (this.map.modifications !== this.expected) concurrentModification();
    if (this.step.done) noSuchElement();
    this.last = this.step.value as EntryObject;
    this.step = this.iterator.next();
    return this.pick(this.last);
  }
  remove$(): void {
    if (this.last === null) raise('IllegalStateException');
    if (this.map.modifications !== this.expected) concurrentModification();
    this.map.take((this.last as EntryObject).key);
    this.last = null;
    this.expected = this.map.modifications;
  }
  *forEachRemaining$Consumer(action: Consumer): Task<void> {
    while (this.hasNext$()) yield* wait(action.accept$Object(this.next$()));
  }
}

/** java.util.AbstractSet. */
export abstract class SetObject extends CollectionObject {
  get $isSet(): boolean {
    return true;
  }
  override $hashCode(): number {
    let hash = 0;
    for (const element of iterate(this)) hash = (hash + hashCode(element)) | 0;
    return hash;
  }
  override $equals(other: unknown): boolean {
    if (this === other) return true;
    return isSet(other) && other.size$() === this.size$() && this.containsAll$Collection(other);
  }
}

class MapViewObject extends SetObject {
  private readonly map: MapObject;
  private readonly what: 'keys' | 'entries';
  constructor(map: MapObject, what: 'keys' | 'entries') {
    super();
    this.map = map;
    this.what = what;
  }
  size$(): number {
    return this.map.size$();
  }
  override contains$Object(value: unknown): boolean {
    if (this.what === 'keys') return this.map.containsKey$Object(value);
    if (!isEntry(value)) return false;
    const found = this.map.find(value.getKey$());
    return found !== null && equals(found.value, value.getValue$());
  }
  override remove$Object(value: unknown): boolean {
    if (!this.contains$Object(value)) return false;
    return this.map.take(this.what === 'keys' ? value : (value as JavaEntry).getKey$()) !== null;
  }
  iterator$(): JavaIterator {
    return new EntryIterator(this.map, this.what === 'keys' ? (each) => each.key : (each) => each);
  }
  override clear$(): void {
    this.map.clear$();
  }
}

class MapValuesObject extends CollectionObject {
  private readonly map: MapObject;
  constructor(map: MapObject) {
    super();
    this.map = map;
  }
  size$(): number {
    return this.map.size$();
  }
  iterator$(): JavaIterator {
    return new EntryIterator(this.map, (each) => each.value);
  }
  override clear$(): void {
    this.map.clear$();
  }
}

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
  find(key: unknown): HashNode | null {
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
    this.count++;
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
    this.count++;
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
  protected accessed(_node: HashNode): void {}
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
    this.accessed(found);
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
  protected override accessed(node: HashNode): void {
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

interface SortedStore {
  entries: EntryObject[];
  compare: (a: unknown, b: unknown) => number;
  comparator: JavaComparator | null;
  modifications: number;
}
interface Bound {
  readonly key: unknown;
  readonly inclusive: boolean;
}

/** java.util.TreeMap over a sorted array; sub-maps are views of the same array. */
export class TreeMapObject extends MapObject {
  private store: SortedStore = { entries: [], compare: comparison(null), comparator: null, modifications: 0 };
  private low: Bound | null = null;
  private high: Bound | null = null;
  private descending = false;

  $init$Comparator(comparator: JavaComparator | null): this {
    this.store = { entries: [], compare: comparison(comparator), comparator, modifications: 0 };
    return this;
  }
  $init$Map(other: JavaMap): this {
    if (other instanceof TreeMapObject) this.$init$Comparator(other.store.comparator);
    this.putAll$Map(other);
    return this;
  }
  private view(low: Bound | null, high: Bound | null, descending: boolean): TreeMapObject {
    const other = Object.create(Object.getPrototypeOf(this)) as TreeMapObject;
    Object.assign(other, this);
    other.low = low;
    other.high = high;
    other.descending = descending;
    return other;
  }
  /** First index whose key is >= key (or > key). */
  private search(key: unknown, after: boolean): number {
    const { entries, compare } = this.store;
    let from = 0;
    let to = entries.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const order = compare(entries[middle]!.key, key);
      if (order < 0 || (after && order === 0)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
  private get from(): number {
    return this.low === null ? 0 : this.search(this.low.key, !this.low.inclusive);
  }
  private get to(): number {
    return this.high === null ? this.store.entries.length : this.search(this.high.key, this.high.inclusive);
  }
  private inRange(key: unknown): boolean {
    const { compare } = this.store;
    if (this.low !== null) {
      const order = compare(key, this.low.key);
      if (order < 0 || (order === 0 && !this.low.inclusive)) return false;
    }
    if (this.high !== null) {
      const order = compare(key, this.high.key);
      if (order > 0 || (order === 0 && !this.high.inclusive)) return false;
    }
    return true;
  }
  size$(): number {
    return Math.max(0, this.to - this.from);
  }
  find(key: unknown): EntryObject | null {
    const { entries, compare } = this.store;
    if (entries.length === 0) {
      if (key === null && this.store.comparator === null) nonNull(key);
      return null;
    }
    const at = this.search(key, false);
    const found = entries[at];
    return found !== undefined && compare(found.key, key) === 0 && this.inRange(key) ? found : null;
  }
  put$Object$Object(key: unknown, value: unknown): unknown {
    const { entries, compare } = this.store;
    if (entries.length === 0) compare(key, key);
    if (!this.inRange(key)) raise('IllegalArgumentException', 'key out of range');
    const at = this.search(key, false);
    const found = entries[at];
    if (found !== undefined && compare(found.key, key) === 0) return found.setValue$Object(value);
    entries.splice(at, 0, entry(key, value));
    this.store.modifications++;
    this.modifications++;
    return null;
  }
  take(key: unknown): EntryObject | null {
    const found = this.find(key);
    if (found === null) return null;
    this.store.entries.splice(this.search(key, false), 1);
    this.store.modifications++;
    this.modifications++;
    return found;
  }
  *entries(): Generator<EntryObject> {
    const list = this.store.entries;
    const [from, to] = [this.from, this.to];
    // Goes on behind the entry last given, wherever removals moved it.
    if (this.descending) {
      for (let i = to - 1; i >= from; i--) yield list[i]!;
      return;
    }
    let given: EntryObject | undefined;
    for (let i = from; i < this.to; ) {
      given = list[i]!;
      const next = list[i + 1];
      yield given;
      if (list[i] === given) i++;
      else if (next !== undefined) i = list.indexOf(next, Math.max(0, i - 1));
      if (i < 0) return;
    }
  }
  clear$(): void {
    const from = this.from;
    this.store.entries.splice(from, Math.max(0, this.to - from));
    this.modifications++;
  }
  emptyLike(): MapObject {
    const other = this.view(null, null, false);
    other.store = { ...this.store, entries: [] };
    return other;
  }
  comparator$(): JavaComparator | null {
    return this.store.comparator;
  }
  private at(index: number): EntryObject | null {
    return index >= this.from && index < this.to ? this.store.entries[index]! : null;
  }
  private edge(first: boolean): EntryObject | null {
    return first !== this.descending ? this.at(this.from) : this.at(this.to - 1);
  }
  /** The nearest entry: below or above in this map's order, the key's own counting or not. */
  private near(key: unknown, above: boolean, own: boolean): EntryObject | null {
    const up = above !== this.descending;
    const index = up ? this.search(key, !own) : this.search(key, own) - 1;
    const clamped = up ? Math.max(index, this.from) : Math.min(index, this.to - 1);
    return this.at(clamped);
  }
  firstEntry$(): EntryObject | null {
    return this.edge(true);
  }
  lastEntry$(): EntryObject | null {
    return this.edge(false);
  }
  firstKey$(): unknown {
    return (this.edge(true) ?? noSuchElement()).key;
  }
  lastKey$(): unknown {
    return (this.edge(false) ?? noSuchElement()).key;
  }
  pollFirstEntry$(): EntryObject | null {
    const found = this.edge(true);
    return found === null ? null : this.take(found.key);
  }
  pollLastEntry$(): EntryObject | null {
    const found = this.edge(false);
    return found === null ? null : this.take(found.key);
  }
  lowerEntry$Object(key: unknown): EntryObject | null {
    return this.near(key, false, false);
  }
  floorEntry$Object(key: unknown): EntryObject | null {
    return this.near(key, false, true);
  }
  ceilingEntry$Object(key: unknown): EntryObject | null {
    return this.near(key, true, true);
  }
  higherEntry$Object(key: unknown): EntryObject | null {
    return this.near(key, true, false);
  }
  lowerKey$Object(key: unknown): unknown {
    return this.lowerEntry$Object(key)?.key ?? null;
  }
  floorKey$Object(key: unknown): unknown {
    return this.floorEntry$Object(key)?.key ?? null;
  }
  ceilingKey$Object(key: unknown): unknown {
    return this.ceilingEntry$Object(key)?.key ?? null;
  }
  higherKey$Object(key: unknown): unknown {
    return this.higherEntry$Object(key)?.key ?? null;
  }
  headMap$Object(to: unknown): TreeMapObject {
    return this.headMap$Object$boolean(to, false);
  }
  headMap$Object$boolean(to: unknown, inclusive: boolean): TreeMapObject {
    const bound = { key: to, inclusive };
    return this.descending ? this.view(bound, this.high, true) : this.view(this.low, bound, false);
  }
  tailMap$Object(from: unknown): TreeMapObject {
    return this.tailMap$Object$boolean(from, true);
  }
  tailMap$Object$boolean(from: unknown, inclusive: boolean): TreeMapObject {
    const bound = { key: from, inclusive };
    return this.descending ? this.view(this.low, bound, true) : this.view(bound, this.high, false);
  }
  subMap$Object$Object(from: unknown, to: unknown): TreeMapObject {
    return this.subMap$Object$boolean$Object$boolean(from, true, to, false);
  }
  subMap$Object$boolean$Object$boolean(from: unknown, fromIn: boolean, to: unknown, toIn: boolean): TreeMapObject {
    const { compare } = this.store;
    if ((this.descending ? compare(to, from) : compare(from, to)) > 0)
      raise('IllegalArgumentException', 'fromKey > toKey');
    const [low, high] = [
      { key: from, inclusive: fromIn },
      { key: to, inclusive: toIn },
    ];
    return this.descending ? this.view(high, low, true) : this.view(low, high, false);
  }
  descendingMap$(): TreeMapObject {
    return this.view(this.low, this.high, !this.descending);
  }
  navigableKeySet$(): TreeSetObject {
    return treeSetOver(this);
  }
  descendingKeySet$(): TreeSetObject {
    return treeSetOver(this.descendingMap$());
  }
}

const PRESENT = true;

/** java.util.HashSet: the keys of a HashMap. */
export class HashSetObject extends SetObject {
  map: MapObject = this.makeMap();

  protected makeMap(): MapObject {
    return new HashMapObject();
  }
  $init$int(capacity: number): this {
    (this.map as HashMapObject).$init$int(capacity);
    return this;
  }
  $init$int$float(capacity: number, load: number): this {
    (this.map as HashMapObject).$init$int$float(capacity, load);
    return this;
  }
  $init$Collection(other: JavaCollection): this {
    (this.map as HashMapObject).$init$int(Math.max(Math.trunc(other.size$() / 0.75) + 1, 16));
    this.addAll$Collection(other);
    return this;
  }
  size$(): number {
    return this.map.size$();
  }
  override contains$Object(value: unknown): boolean {
    return this.map.containsKey$Object(value);
  }
  override add$Object(value: unknown): boolean {
    const before = this.map.size$();
    this.map.put$Object$Object(value, PRESENT);
    return this.map.size$() !== before;
  }
  override remove$Object(value: unknown): boolean {
    return this.map.take(value) !== null;
  }
  /** AbstractSet: goes through the smaller of the two. */
  override removeAll$Collection(other: JavaCollection): boolean {
    if (this.size$() <= nonNull(other).size$()) return super.removeAll$Collection(other);
    let changed = false;
    for (const element of elements(other)) if (this.remove$Object(element)) changed = true;
    return changed;
  }
  iterator$(): JavaIterator {
    return this.map.keySet$().iterator$();
  }
  override clear$(): void {
    this.map.clear$();
  }
  clone$(): unknown {
    const other = Object.create(Object.getPrototypeOf(this)) as HashSetObject;
    other.map = this.map.clone$() as MapObject;
    return other;
  }
  override $copy(): unknown {
    const other = Object.create(Object.getPrototypeOf(this)) as HashSetObject;
    other.map = this.map.$copy() as MapObject;
    return other;
  }
}

export class LinkedHashSetObject extends HashSetObject {
  protected override makeMap(): MapObject {
    return new LinkedHashMapObject();
  }
}

/** java.util.TreeSet: the keys of a TreeMap. */
export class TreeSetObject extends HashSetObject {
  declare map: TreeMapObject;
  protected override makeMap(): MapObject {
    return new TreeMapObject();
  }
  override $init$Collection(other: JavaCollection): this {
    if (other instanceof TreeSetObject) this.map.$init$Comparator(other.comparator$());
    this.addAll$Collection(other);
    return this;
  }
  $init$Comparator(comparator: JavaComparator | null): this {
    this.map.$init$Comparator(comparator);
    return this;
  }
  comparator$(): JavaComparator | null {
    return this.map.comparator$();
  }
  first$(): unknown {
    return this.map.firstKey$();
  }
  last$(): unknown {
    return this.map.lastKey$();
  }
  pollFirst$(): unknown {
    return this.map.pollFirstEntry$()?.key ?? null;
  }
  pollLast$(): unknown {
    return this.map.pollLastEntry$()?.key ?? null;
  }
  lower$Object(key: unknown): unknown {
    return this.map.lowerKey$Object(key);
  }
  floor$Object(key: unknown): unknown {
    return this.map.floorKey$Object(key);
  }
  ceiling$Object(key: unknown): unknown {
    return this.map.ceilingKey$Object(key);
  }
  higher$Object(key: unknown): unknown {
    return this.map.higherKey$Object(key);
  }
  headSet$Object(to: unknown): TreeSetObject {
    return treeSetOver(this.map.headMap$Object(to));
  }
  headSet$Object$boolean(to: unknown, inclusive: boolean): TreeSetObject {
    return treeSetOver(this.map.headMap$Object$boolean(to, inclusive));
  }
  tailSet$Object(from: unknown): TreeSetObject {
    return treeSetOver(this.map.tailMap$Object(from));
  }
  tailSet$Object$boolean(from: unknown, inclusive: boolean): TreeSetObject {
    return treeSetOver(this.map.tailMap$Object$boolean(from, inclusive));
  }
  subSet$Object$Object(from: unknown, to: unknown): TreeSetObject {
    return treeSetOver(this.map.subMap$Object$Object(from, to));
  }
  subSet$Object$boolean$Object$boolean(from: unknown, fromIn: boolean, to: unknown, toIn: boolean): TreeSetObject {
    return treeSetOver(this.map.subMap$Object$boolean$Object$boolean(from, fromIn, to, toIn));
  }
  descendingSet$(): TreeSetObject {
    return treeSetOver(this.map.descendingMap$());
  }
  descendingIterator$(): JavaIterator {
    return this.descendingSet$().iterator$();
  }
}

let makeTreeSet: () => TreeSetObject = () => new TreeSetObject();
/** See useArrayList. */
export function useTreeSet(make: () => TreeSetObject): void {
  makeTreeSet = make;
}
function treeSetOver(map: TreeMapObject): TreeSetObject {
  const set = makeTreeSet();
  set.map = map;
  return set;
}

function unsupported(): never {
  return raise('UnsupportedOperationException');
}

/** Map.of, Collections.unmodifiableMap: a map's content behind a wall. */
export class FixedMapObject extends MapObject {
  static {
    isSerializable(FixedMapObject);
  }
  private readonly inner: MapObject;
  private readonly kind: string;
  constructor(inner: MapObject = new HashMapObject(), kind = 'java.util.Collections$UnmodifiableMap') {
    super();
    this.inner = inner;
    this.kind = kind;
  }
  override $className(): string {
    return this.kind;
  }
  size$(): number {
    return this.inner.size$();
  }
  find(key: unknown): EntryObject | null {
    return this.inner.find(key);
  }
  put$Object$Object(_key: unknown, _value: unknown): unknown {
    return unsupported();
  }
  take(_key: unknown): EntryObject | null {
    return unsupported();
  }
  clear$(): void {
    unsupported();
  }
  entries(): Iterator<EntryObject> {
    return this.inner.entries();
  }
  emptyLike(): MapObject {
    return this.inner.emptyLike();
  }
  override $copy(): unknown {
    return new FixedMapObject(this.inner.$copy() as MapObject, this.kind);
  }
}

/** Set.of, Collections.unmodifiableSet. */
export class FixedSetObject extends SetObject {
  static {
    isSerializable(FixedSetObject);
  }
  private readonly inner: JavaCollection;
  private readonly kind: string;
  constructor(inner: JavaCollection, kind = 'java.util.Collections$UnmodifiableSet') {
    super();
    this.inner = inner;
    this.kind = kind;
  }
  override $className(): string {
    return this.kind;
  }
  size$(): number {
    return this.inner.size$();
  }
  override contains$Object(value: unknown): boolean {
    return this.inner.contains$Object(value);
  }
  override remove$Object(_value: unknown): boolean {
    return unsupported();
  }
  override clear$(): void {
    unsupported();
  }
  protected override keep(_wanted: (element: unknown) => boolean): boolean {
    return unsupported();
  }
  iterator$(): JavaIterator {
    return new FixedIterator(elements(this.inner));
  }
  override $copy(): unknown {
    return new FixedSetObject(copy(this.inner) as JavaCollection, this.kind);
  }
}

/**
 * The order in which Map.of and Set.of keep their elements depends on a salt that every JVM draws; here it is 0.
 * Open addressing in a table of twice the size, as java.util.ImmutableCollections does.
 */
export function immutableOrder(keys: readonly unknown[], what: 'element' | 'key' = 'element'): number[] {
  if (keys.length <= 1) return keys.map((_, i) => i);
  const slots = new Array<number>(2 * keys.length).fill(-1);
  keys.forEach((key, i) => {
    const hash = hashCode(nonNull(key));
    let at = ((hash % slots.length) + slots.length) % slots.length;
    for (; slots[at]! >= 0; at = (at + 1) % slots.length) {
      if (equals(keys[slots[at]!], key))
        throw new Raise('java.lang.IllegalArgumentException', `duplicate ${what}: ${stringOf(key)}`);
    }
    slots[at] = i;
  });
  return slots.filter((i) => i >= 0);
}
