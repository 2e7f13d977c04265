/** java.util.HashSet and LinkedHashSet. */
import { elements, type JavaCollection, type JavaIterator } from './collections.ts';
import { HashMapObject, LinkedHashMapObject } from './hash-maps.ts';
import { type MapObject, SetObject } from './maps.ts';
import { nonNull } from './object.ts';

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
