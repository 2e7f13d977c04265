import {
  arrayAwareToString,
  copy,
  copyObject,
  equals,
  type FieldLayout,
  hashCode,
  type JavaObject,
  size,
} from './values.ts';

/** org.apache.flink.api.java.tuple: fields are plain mutable properties f0 … f24. */

const MAX_ARITY = 25;
const FIELDS: readonly string[] = Array.from({ length: MAX_ARITY }, (_, i) => `f${i}`);

export abstract class Tuple implements JavaObject {
  abstract readonly $arity: number;

  $field(index: number): unknown {
    return (this as Record<string, unknown>)[FIELDS[index]!];
  }
  $setField(index: number, value: unknown): void {
    (this as Record<string, unknown>)[FIELDS[index]!] = value;
  }
  $hashCode(): number {
    let hash = 0;
    for (let i = 0; i < this.$arity; i++) hash = (Math.imul(31, hash) + hashCode(this.$field(i))) | 0;
    return hash;
  }
  $equals(other: unknown): boolean {
    if (this === other) return true;
    if (!(other instanceof Tuple) || other.$arity !== this.$arity) return false;
    for (let i = 0; i < this.$arity; i++) if (!equals(this.$field(i), other.$field(i))) return false;
    return true;
  }
  $toString(): string {
    const fields: string[] = [];
    for (let i = 0; i < this.$arity; i++) fields.push(arrayAwareToString(this.$field(i)));
    return `(${fields.join(',')})`;
  }
  $copy(): Tuple {
    const fields: unknown[] = [];
    for (let i = 0; i < this.$arity; i++) fields.push(copy(this.$field(i)));
    return tuple(fields);
  }
  $size(): number {
    let bytes = 0;
    for (let i = 0; i < this.$arity; i++) bytes += size(this.$field(i));
    return bytes;
  }
}

export class Tuple0 extends Tuple {
  static readonly INSTANCE: Tuple0 = new Tuple0();
  override $copy(): Tuple0 {
    return this;
  }
  override $size(): number {
    return 1;
  }
  declare readonly $arity: 0;
}

class Tuple1<A = unknown> extends Tuple {
  declare readonly $arity: 1;
  f0: A | null;
  constructor(f0: A | null = null) {
    super();
    this.f0 = f0;
  }
  override $hashCode(): number {
    return hashCode(this.f0);
  }
}

/** Most records: a class of its own, as a constructor that calls `super()` costs V8 a look-up for each of them. */
export class Tuple2<A = unknown, B = unknown> implements JavaObject {
  declare readonly $arity: 2;
  f0: A | null;
  f1: B | null;
  constructor(f0: A | null = null, f1: B | null = null) {
    this.f0 = f0;
    this.f1 = f1;
  }
  $field(index: number): unknown {
    return index === 0 ? this.f0 : index === 1 ? this.f1 : undefined;
  }
  $setField(index: number, value: unknown): void {
    if (index === 0) this.f0 = value as A;
    else this.f1 = value as B;
  }
  $hashCode(): number {
    return (Math.imul(31, hashCode(this.f0)) + hashCode(this.f1)) | 0;
  }
  $equals(other: unknown): boolean {
    return other instanceof Tuple2 && equals(this.f0, other.f0) && equals(this.f1, other.f1);
  }
  $toString(): string {
    return `(${arrayAwareToString(this.f0)},${arrayAwareToString(this.f1)})`;
  }
  $copy(): Tuple2 {
    const { f0, f1 } = this;
    return new Tuple2(isObject(f0) ? copyObject(f0) : f0, isObject(f1) ? copyObject(f1) : f1);
  }
  $size(): number {
    return size(this.f0) + size(this.f1);
  }
}
Object.setPrototypeOf(Tuple2.prototype, Tuple.prototype);

export class Tuple3<A = unknown, B = unknown, C = unknown> extends Tuple {
  declare readonly $arity: 3;
  f0: A | null;
  f1: B | null;
  f2: C | null;
  constructor(f0: A | null = null, f1: B | null = null, f2: C | null = null) {
    super();
    this.f0 = f0;
    this.f1 = f1;
    this.f2 = f2;
  }
  override $field(index: number): unknown {
    return index === 0 ? this.f0 : index === 1 ? this.f1 : index === 2 ? this.f2 : undefined;
  }
  override $setField(index: number, value: unknown): void {
    if (index === 0) this.f0 = value as A;
    else if (index === 1) this.f1 = value as B;
    else this.f2 = value as C;
  }
  override $copy(): Tuple3 {
    const { f0, f1, f2 } = this;
    return new Tuple3(
      isObject(f0) ? copyObject(f0) : f0,
      isObject(f1) ? copyObject(f1) : f1,
      isObject(f2) ? copyObject(f2) : f2,
    );
  }
  override $size(): number {
    return size(this.f0) + size(this.f1) + size(this.f2);
  }
}

export type TupleClass = new (...fields: unknown[]) => Tuple;

function wideTuple(arity: number): TupleClass {
  const names = FIELDS.slice(0, arity);
  class WideTuple extends Tuple {
    declare readonly $arity: number;
    constructor(...fields: unknown[]) {
      super();
      // Always in this order, so that all tuples of a class share one hidden class.
      const self = this as Record<string, unknown>;
      for (let i = 0; i < arity; i++) self[names[i]!] = fields[i] ?? null;
    }
  }
  Object.defineProperty(WideTuple, 'name', { value: `Tuple${arity}` });
  return WideTuple;
}

/** The class of each arity: `TUPLE_CLASSES[2]` is Tuple2. */
export const TUPLE_CLASSES: readonly TupleClass[] = [
  Tuple0,
  Tuple1,
  Tuple2,
  Tuple3,
  ...Array.from({ length: MAX_ARITY - 3 }, (_, i) => wideTuple(i + 4)),
] as TupleClass[];

/** Fields mostly are strings and numbers: that is seen here, and not in a call of copy() for each. */
function isObject(field: unknown): field is object {
  return typeof field === 'object' && field !== null;
}

/** Tuples in network buffers. The commonest have classes of their own, whose methods V8 puts where they are called. */
class TupleLayout implements FieldLayout {
  readonly names: readonly string[];
  constructor(protected readonly arity: number) {
    this.names = FIELDS.slice(0, arity);
  }
  field(value: object, index: number): unknown {
    return (value as Tuple).$field(index);
  }
  write(value: object, slots: unknown[], at: number, instead: number, stand: unknown): boolean {
    let complete = true;
    for (let i = 0; i < this.arity; i++) {
      const field = i === instead ? stand : copy((value as Tuple).$field(i));
      if (field === null) complete = false;
      slots[at + i] = field;
    }
    return complete;
  }
  read(slots: readonly unknown[], at: number, instead: number, stand: unknown): object {
    const fields = slots.slice(at, at + this.arity);
    if (instead >= 0) fields[instead] = stand;
    return new TUPLE_CLASSES[this.arity]!(...fields);
  }
}
class PairLayout extends TupleLayout {
  override write(value: object, slots: unknown[], at: number, instead: number, stand: unknown): boolean {
    const { f0, f1 } = value as Tuple2;
    slots[at] = instead === 0 ? stand : isObject(f0) ? copyObject(f0) : f0;
    slots[at + 1] = instead === 1 ? stand : isObject(f1) ? copyObject(f1) : f1;
    return f0 !== null && f1 !== null;
  }
  override read(slots: readonly unknown[], at: number, instead: number, stand: unknown): object {
    return new Tuple2(instead === 0 ? stand : slots[at], instead === 1 ? stand : slots[at + 1]);
  }
}
class TripleLayout extends TupleLayout {
  override write(value: object, slots: unknown[], at: number, instead: number, stand: unknown): boolean {
    const { f0, f1, f2 } = value as Tuple3;
    slots[at] = instead === 0 ? stand : isObject(f0) ? copyObject(f0) : f0;
    slots[at + 1] = instead === 1 ? stand : isObject(f1) ? copyObject(f1) : f1;
    slots[at + 2] = instead === 2 ? stand : isObject(f2) ? copyObject(f2) : f2;
    return f0 !== null && f1 !== null && f2 !== null;
  }
  override read(slots: readonly unknown[], at: number, instead: number, stand: unknown): object {
    return new Tuple3(
      instead === 0 ? stand : slots[at],
      instead === 1 ? stand : slots[at + 1],
      instead === 2 ? stand : slots[at + 2],
    );
  }
}

function layoutOf(arity: number): FieldLayout {
  if (arity === 2) return new PairLayout(arity);
  return arity === 3 ? new TripleLayout(arity) : new TupleLayout(arity);
}

for (const [arity, type] of TUPLE_CLASSES.entries()) {
  Object.defineProperty(type.prototype, '$arity', { value: arity });
  if (arity > 0) Object.defineProperty(type.prototype, '$layout', { value: layoutOf(arity) });
}

/** A tuple of these fields (Tuple.newInstance and setField). */
export function tuple(fields: readonly unknown[]): Tuple {
  if (fields.length === 0) return Tuple0.INSTANCE;
  return new TUPLE_CLASSES[fields.length]!(...fields);
}
