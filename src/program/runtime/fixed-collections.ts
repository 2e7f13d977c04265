/** Collections that refuse changes: List.of, Map.of, Set.of and Collections.unmodifiable…. */
import {
  elements,
  FixedIterator,
  type JavaCollection,
  type JavaIterator,
  outOfBounds,
  unsupported,
} from './collections.ts';
import { HashMapObject } from './hash-maps.ts';
import { ListObject } from './lists.ts';
import { type EntryObject, MapObject, SetObject } from './maps.ts';
import { copy, equals, hashCode, isSerializable, type JavaComparator, nonNull, stringOf } from './object.ts';
import { Raise } from './raise.ts';

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
/** List.of, Collections.unmodifiableList: `items` may be another list's. */
export class FixedListObject extends ListObject {
  static {
    isSerializable(FixedListObject);
  }
  items: unknown[];
  /** List.of refuses nulls in contains, too. */
  readonly nulls: boolean;
  constructor(items: unknown[] = [], nulls = true) {
    super();
    this.items = items;
    this.nulls = nulls;
  }
  override $className(): string {
    return this.nulls ? 'java.util.Collections$UnmodifiableRandomAccessList' : 'java.util.ImmutableCollections$ListN';
  }
  size$(): number {
    return this.items.length;
  }
  get$int(index: number): unknown {
    if (index < 0 || index >= this.items.length) this.missing(index);
    return this.items[index];
  }
  /** List12 and ListN of java.util.ImmutableCollections have words of their own. */
  private missing(index: number): never {
    const { length } = this.items;
    if (this.nulls) outOfBounds(index, length);
    if (length === 1 || length === 2)
      throw new Raise('java.lang.IndexOutOfBoundsException', `Index: ${index} Size: ${length}`);
    throw new Raise('java.lang.ArrayIndexOutOfBoundsException', `Index ${index} out of bounds for length ${length}`);
  }
  override iterator$(): JavaIterator {
    return new FixedIterator(this.items);
  }
  override indexOf$Object(value: unknown): number {
    return super.indexOf$Object(this.nulls ? value : nonNull(value));
  }
  override add$Object(_value: unknown): boolean {
    return unsupported();
  }
  override remove$Object(_value: unknown): boolean {
    return unsupported();
  }
  override addAll$Collection(_other: JavaCollection): boolean {
    return unsupported();
  }
  override sort$Comparator(_comparator: JavaComparator | null): void {
    unsupported();
  }
  override clear$(): void {
    unsupported();
  }
  protected override keep(_wanted: (element: unknown) => boolean): boolean {
    return unsupported();
  }
  override $copy(): unknown {
    return new FixedListObject(this.items.map(copy), this.nulls);
  }
}
/** Collections.nCopies: as short as one element, however many there are. */
export class CopiesObject extends ListObject {
  static {
    isSerializable(CopiesObject);
  }
  readonly length: number;
  readonly value: unknown;
  constructor(length: number, value: unknown) {
    super();
    this.length = length;
    this.value = value;
  }
  override $className(): string {
    return 'java.util.Collections$CopiesList';
  }
  size$(): number {
    return this.length;
  }
  get$int(index: number): unknown {
    if (index < 0 || index >= this.length)
      throw new Raise('java.lang.IndexOutOfBoundsException', `Index: ${index}, Size: ${this.length}`);
    return this.value;
  }
  override contains$Object(value: unknown): boolean {
    return this.length > 0 && equals(value, this.value);
  }
  override $copy(): unknown {
    return new CopiesObject(this.length, copy(this.value));
  }
}
