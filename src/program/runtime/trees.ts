/** java.util.TreeMap and TreeSet. */
import { grown } from '../jvm.ts';
import { type JavaCollection, type JavaIterator, noSuchElement } from './collections.ts';
import { type EntryObject, entry, ImmutableEntryObject, type JavaMap, MapObject } from './maps.ts';
import { comparison, type JavaComparator, nonNull } from './object.ts';
import { raise } from './raise.ts';
import { HashSetObject } from './sets.ts';

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
/** An entry as it was when it was asked for. */
function snapshot(entry: EntryObject | null): EntryObject | null {
  return entry && new ImmutableEntryObject().$init$Object$Object(entry.key, entry.value);
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
    grown(this, entries.length);
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
    return snapshot(this.edge(true));
  }
  lastEntry$(): EntryObject | null {
    return snapshot(this.edge(false));
  }
  firstKey$(): unknown {
    return (this.edge(true) ?? noSuchElement()).key;
  }
  lastKey$(): unknown {
    return (this.edge(false) ?? noSuchElement()).key;
  }
  pollFirstEntry$(): EntryObject | null {
    const found = this.edge(true);
    return found === null ? null : snapshot(this.take(found.key));
  }
  pollLastEntry$(): EntryObject | null {
    const found = this.edge(false);
    return found === null ? null : snapshot(this.take(found.key));
  }
  lowerEntry$Object(key: unknown): EntryObject | null {
    return snapshot(this.near(key, false, false));
  }
  floorEntry$Object(key: unknown): EntryObject | null {
    return snapshot(this.near(key, false, true));
  }
  ceilingEntry$Object(key: unknown): EntryObject | null {
    return snapshot(this.near(key, true, true));
  }
  higherEntry$Object(key: unknown): EntryObject | null {
    return snapshot(this.near(key, true, false));
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
