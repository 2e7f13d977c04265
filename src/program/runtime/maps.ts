/** What all maps of java.util share, and their views. */
import type { Task } from '../../simulation/task.ts';
import { wait } from '../jvm.ts';
import {
  CollectionObject,
  type Consumer,
  concurrentModification,
  iterate,
  type JavaCollection,
  type JavaIterator,
  noSuchElement,
  type UnaryFunction,
  unsupported,
} from './collections.ts';
import { Base, copy, equals, hashCode, nonNull, size, stringOf } from './object.ts';
import { raise } from './raise.ts';

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
/** AbstractMap.SimpleImmutableEntry, and what TreeMap.firstEntry and its like give. */
export class ImmutableEntryObject extends EntryObject {
  override setValue$Object(_value: unknown): unknown {
    return unsupported();
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
function isMap(value: unknown): value is JavaMap {
  return typeof value === 'object' && value !== null && 'entrySet$' in value && 'containsKey$Object' in value;
}
function isSet(value: unknown): value is JavaCollection {
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
    if (found === null) return otherwise;
    this.accessed(found);
    return found.value;
  }
  putIfAbsent$Object$Object(key: unknown, value: unknown): unknown {
    const found = this.find(key);
    if (found !== null && found.value !== null) {
      this.accessed(found);
      return found.value;
    }
    this.put$Object$Object(key, value);
    return null;
  }
  computeIfAbsent$Object$Function(key: unknown, make: UnaryFunction): unknown {
    const found = this.find(key);
    if (found !== null && found.value !== null) {
      this.accessed(found);
      return found.value;
    }
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
  /** An entry was read or written: a LinkedHashMap may move it to its end. */
  protected accessed(_entry: EntryObject): void {}
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
    if (found === null) return null;
    const old = found.setValue$Object(value);
    this.accessed(found);
    return old;
  }
  replace$Object$Object$Object(key: unknown, old: unknown, value: unknown): boolean {
    const found = this.find(key);
    if (found === null || !equals(found.value, old)) return false;
    found.value = value;
    this.accessed(found);
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
