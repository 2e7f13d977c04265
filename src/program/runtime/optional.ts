/** java.util.Optional and the primitive ones. */
import { Long } from '../../flink/api/boxed.ts';
import type { LongValue } from '../../flink/api/values.ts';
import type { Task } from '../../simulation/task.ts';
import { wait } from '../jvm.ts';
import { type Consumer, noSuchElement, type Predicate, type UnaryFunction } from './collections.ts';
import { doubleToString } from './numbers.ts';
import { Base, equals, hashCode, nonNull, stringOf } from './object.ts';

export class OptionalObject extends Base {
  value: unknown = null;

  isPresent$(): boolean {
    return this.value !== null;
  }
  isEmpty$(): boolean {
    return this.value === null;
  }
  get$(): unknown {
    return this.value === null ? noSuchElement('No value present') : this.value;
  }
  orElseThrow$(): unknown {
    return this.get$();
  }
  orElseThrow$Supplier(supplier: { get$(): Error }): unknown {
    if (this.value === null) throw supplier.get$();
    return this.value;
  }
  orElse$Object(other: unknown): unknown {
    return this.value ?? other;
  }
  orElseGet$Supplier(supplier: { get$(): unknown }): unknown {
    return this.value ?? supplier.get$();
  }
  *ifPresent$Consumer(action: Consumer): Task<void> {
    if (this.value !== null) yield* wait(action.accept$Object(this.value));
  }
  *ifPresentOrElse$Consumer$Runnable(action: Consumer, otherwise: { run$(): void | Task<void> }): Task<void> {
    yield* wait(this.value !== null ? action.accept$Object(this.value) : otherwise.run$());
  }
  filter$Predicate(f: Predicate): OptionalObject {
    return this.value === null || f.test$Object(this.value) ? this : optional(null);
  }
  map$Function(f: UnaryFunction): OptionalObject {
    return this.value === null ? this : optional(f.apply$Object(this.value));
  }
  flatMap$Function(f: UnaryFunction): unknown {
    return this.value === null ? this : nonNull(f.apply$Object(this.value));
  }
  or$Supplier(supplier: { get$(): unknown }): unknown {
    return this.value === null ? supplier.get$() : this;
  }
  override $equals(other: unknown): boolean {
    return other instanceof OptionalObject && equals(this.value, other.value);
  }
  override $hashCode(): number {
    return hashCode(this.value);
  }
  override $toString(): string {
    return this.value === null ? 'Optional.empty' : `Optional[${stringOf(this.value)}]`;
  }
}

let make: () => OptionalObject = () => new OptionalObject();
export function useOptional(linked: () => OptionalObject): void {
  make = linked;
}
/** Optional.ofNullable. */
export function optional(value: unknown): OptionalObject {
  const object = make();
  object.value = value ?? null;
  return object;
}

/** OptionalInt, OptionalLong, OptionalDouble. */
export class PrimitiveOptionalObject extends Base {
  kind = 'int';
  value: LongValue | null = null;

  isPresent$(): boolean {
    return this.value !== null;
  }
  isEmpty$(): boolean {
    return this.value === null;
  }
  private get(): unknown {
    return this.value ?? noSuchElement('No value present');
  }
  getAsInt$(): unknown {
    return this.get();
  }
  getAsLong$(): unknown {
    return this.get();
  }
  getAsDouble$(): unknown {
    return this.get();
  }
  orElseThrow$(): unknown {
    return this.get();
  }
  orElse$int(other: unknown): unknown {
    return this.value ?? other;
  }
  orElse$long(other: unknown): unknown {
    return this.value ?? other;
  }
  orElse$double(other: unknown): unknown {
    return this.value ?? other;
  }
  orElseThrow$Supplier(supplier: { get$(): Error }): unknown {
    if (this.value === null) throw supplier.get$();
    return this.value;
  }
  orElseGet$IntSupplier(supplier: { getAsInt$(): unknown }): unknown {
    return this.value ?? supplier.getAsInt$();
  }
  orElseGet$LongSupplier(supplier: { getAsLong$(): unknown }): unknown {
    return this.value ?? supplier.getAsLong$();
  }
  orElseGet$DoubleSupplier(supplier: { getAsDouble$(): unknown }): unknown {
    return this.value ?? supplier.getAsDouble$();
  }
  ifPresentOrElse$IntConsumer$Runnable(f: { accept$int(value: unknown): void }, otherwise: { run$(): void }): void {
    if (this.value === null) otherwise.run$();
    else f.accept$int(this.value);
  }
  ifPresentOrElse$LongConsumer$Runnable(f: { accept$long(value: unknown): void }, otherwise: { run$(): void }): void {
    if (this.value === null) otherwise.run$();
    else f.accept$long(this.value);
  }
  ifPresentOrElse$DoubleConsumer$Runnable(
    f: { accept$double(value: unknown): void },
    otherwise: { run$(): void },
  ): void {
    if (this.value === null) otherwise.run$();
    else f.accept$double(this.value);
  }
  ifPresent$IntConsumer(f: { accept$int(value: unknown): void }): void {
    if (this.value !== null) f.accept$int(this.value);
  }
  ifPresent$LongConsumer(f: { accept$long(value: unknown): void }): void {
    if (this.value !== null) f.accept$long(this.value);
  }
  ifPresent$DoubleConsumer(f: { accept$double(value: unknown): void }): void {
    if (this.value !== null) f.accept$double(this.value);
  }
  override $equals(other: unknown): boolean {
    return other instanceof PrimitiveOptionalObject && other.kind === this.kind && other.value === this.value;
  }
  override $hashCode(): number {
    return this.value === null ? 0 : this.kind === 'long' ? hashCode(new Long(this.value)) : Number(this.value) | 0;
  }
  override $toString(): string {
    const name = `Optional${this.kind[0]!.toUpperCase()}${this.kind.slice(1)}`;
    if (this.value === null) return `${name}.empty`;
    return `${name}[${this.kind === 'double' ? doubleToString(Number(this.value)) : this.value}]`;
  }
}
let makePrimitive: (kind: string) => PrimitiveOptionalObject = () => new PrimitiveOptionalObject();
export function usePrimitiveOptional(linked: (kind: string) => PrimitiveOptionalObject): void {
  makePrimitive = linked;
}
export function primitiveOptional(kind: string, value: unknown): PrimitiveOptionalObject {
  const object = makePrimitive(kind);
  object.kind = kind;
  object.value = value === undefined ? null : (value as LongValue);
  return object;
}
