/** org.apache.flink.api.common.accumulators, state descriptors and state. */

import { Double, Long } from '../../../flink/api/boxed.ts';
import type {
  FunctionInitializationContext,
  KeyedStateStore,
  OwnAccumulator,
  StateDescriptor,
  StateTtl,
} from '../../../flink/api/functions.ts';
import { enter, type Jvm, jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { Base, classNameOf, stringOf } from '../../runtime/object.ts';
import { notSimulated } from '../../runtime/raise.ts';
import type { HashSetObject } from '../../runtime/sets.ts';
import type { TreeMapObject } from '../../runtime/trees.ts';
import { library } from '../table.ts';
import { plainAggregate, plainReduce, stateDescriptor } from './adapters.ts';
import type { JavaFunction } from './entry.ts';
import {
  AppendingStateObject,
  ListStateObject,
  MapStateObject,
  stateObject,
  stateOf,
  ValueStateObject,
} from './state-objects.ts';
import { Holder, hold } from './support.ts';

type Kind = 'int' | 'long' | 'double' | 'histogram' | 'list';
interface Attached {
  add(value: unknown): void;
  localValue(): unknown;
}

/** A histogram's counts by value. */
export function treeMap(counts: ReadonlyMap<unknown, unknown>): unknown {
  const map = allocate<TreeMapObject>('java.util.TreeMap');
  for (const [value, count] of counts) map.put$Object$Object(value, count);
  return map;
}

/** An accumulator: counts by itself until the runtime context knows it. */
export class AccumulatorObject extends Base {
  kind: Kind = 'int';
  private own: unknown = 0;
  protected attached: Attached | null = null;

  attach(inner: Attached): void {
    this.attached = inner;
  }
  protected put(value: unknown): void {
    if (this.attached) this.attached.add(value);
    else if (this.kind === 'list') this.own = [...((this.own || []) as unknown[]), value];
    else if (this.kind === 'histogram') {
      const counts = new Map((this.own || []) as Map<unknown, number>);
      this.own = counts.set(value, (counts.get(value) ?? 0) + 1);
    } else this.own = Number(this.own) + Number(value instanceof Long || value instanceof Double ? value.value : value);
  }
  protected current(): unknown {
    return this.attached ? this.attached.localValue() : this.own;
  }
  add$int(value: number): void {
    this.put(value);
  }
  add$long(value: number): void {
    this.put(value);
  }
  add$double(value: number): void {
    this.put(value);
  }
  add$Integer(value: number): void {
    this.put(value);
  }
  add$Long(value: unknown): void {
    this.put(value);
  }
  add$Double(value: unknown): void {
    this.put(value);
  }
  add$Object(value: unknown): void {
    this.put(value);
  }
  getLocalValue$(): unknown {
    const value = this.current();
    if (this.kind === 'long') return value instanceof Long ? value : Long.valueOf(Number(value));
    if (this.kind === 'double') return value instanceof Double ? value : new Double(Number(value));
    if (this.kind === 'list') return newArrayList([...((value || []) as unknown[])]);
    if (this.kind === 'histogram') return treeMap((value || new Map()) as Map<unknown, unknown>);
    return value instanceof Long || value instanceof Double ? Number(value.value) : value;
  }
  getLocalValuePrimitive$(): unknown {
    const value = this.current();
    return value instanceof Long || value instanceof Double ? value.value : value;
  }
  merge$Accumulator(other: AccumulatorObject): void {
    const value = other.current();
    if (Array.isArray(value)) for (const each of value) this.put(each);
    else this.put(value);
  }
  clone$(): unknown {
    const other = Object.assign(Object.create(Object.getPrototypeOf(this)), this) as AccumulatorObject;
    other.own = this.current();
    other.attached = null;
    return other;
  }
  resetLocal$(): void {
    this.own = this.kind === 'list' ? [] : 0;
  }
  override $toString(): string {
    return `${this.$className().replace(/^.*\./, '')} ${stringOf(this.getLocalValue$())}`;
  }
}
const accumulator = (kind: Kind) => ({
  $class: class extends AccumulatorObject {
    override kind: Kind = kind;
  },
  'new()'() {},
  'new(int)'(this: AccumulatorObject, value: number) {
    this.add$Object(value);
  },
  'new(long)'(this: AccumulatorObject, value: number) {
    this.add$Object(value);
  },
  'new(double)'(this: AccumulatorObject, value: number) {
    this.add$Object(value);
  },
});

/** An accumulator whose merge() is its own: a class of the program, or one of Flink's beyond the counters. */
export interface OwnObject {
  getLocalValue$(): unknown;
  merge$Accumulator(other: OwnObject): void;
  clone$(): OwnObject;
}
export function snapshotOf(owner: Jvm, accumulator: OwnObject): OwnAccumulator {
  enter(owner);
  const held = accumulator.clone$();
  return {
    type: classNameOf(held).replace(/^.*[.$]/, ''),
    merge(other) {
      enter(owner);
      const both = held.clone$();
      both.merge$Accumulator((other as OwnAccumulator & { readonly held: OwnObject }).held);
      return snapshotOf(owner, both);
    },
    result() {
      enter(owner);
      return held.getLocalValue$();
    },
    resultClass() {
      enter(owner);
      return classNameOf(held.getLocalValue$());
    },
    toString() {
      enter(owner);
      return stringOf(held);
    },
    held,
  } as OwnAccumulator & { readonly held: OwnObject };
}

/** IntMaximum and its kin, AverageAccumulator: one number kept of all. */
abstract class ExtremeObject extends Base implements OwnObject {
  protected abstract readonly start: number | bigint;
  protected abstract pick(a: number | bigint, b: number | bigint): number | bigint;
  private at: number | bigint | null = null;
  add(value: number | bigint): void {
    this.at = this.at === null ? value : this.pick(this.at, value);
  }
  primitive(): number | bigint {
    return this.at ?? this.start;
  }
  abstract getLocalValue$(): unknown;
  merge$Accumulator(other: ExtremeObject): void {
    if (other.at !== null) this.add(other.at);
  }
  clone$(): ExtremeObject {
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this) as ExtremeObject;
  }
  resetLocal$(): void {
    this.at = null;
  }
  override $toString(): string {
    return `${this.$className().replace(/^.*\./, '')} ${stringOf(this.getLocalValue$())}`;
  }
}
type Width = 'int' | 'long' | 'double';
const START = {
  Maximum: { int: -2147483648, long: -(2n ** 63n), double: Number.NEGATIVE_INFINITY },
  Minimum: { int: 2147483647, long: 2n ** 63n - 1n, double: Number.POSITIVE_INFINITY },
} as const;
const number = (value: unknown): number | bigint =>
  value instanceof Long || value instanceof Double ? value.value : (value as number | bigint);
function extreme(which: 'Maximum' | 'Minimum', type: Width) {
  return {
    $class: class extends ExtremeObject {
      protected readonly start = START[which][type];
      protected pick(a: number | bigint, b: number | bigint): number | bigint {
        return (which === 'Maximum' ? b > a : b < a) ? b : a;
      }
      getLocalValue$(): unknown {
        const value = this.primitive();
        return type === 'long' ? Long.valueOf(value) : type === 'double' ? new Double(Number(value)) : value;
      }
    },
    'new()'() {},
    [`new(${type})`](this: ExtremeObject, value: number | bigint) {
      this.add(value);
    },
    [`add(${type})`](this: ExtremeObject, value: number | bigint) {
      this.add(value);
    },
    [`add(${BOX[type]})`](this: ExtremeObject, value: unknown) {
      this.add(number(value));
    },
    getLocalValuePrimitive(this: ExtremeObject) {
      return this.primitive();
    },
  };
}
const BOX = { int: 'Integer', long: 'Long', double: 'Double' } as const;
const EXTREMES = (['Maximum', 'Minimum'] as const).flatMap((which) =>
  (['int', 'long', 'double'] as const).map((type) => ({
    which,
    type,
    box: BOX[type],
    name: `${type[0]!.toUpperCase()}${type.slice(1)}${which}`,
  })),
);
class AverageObject extends Base implements OwnObject {
  private sum = 0;
  private count = 0;
  add(value: number): void {
    this.count++;
    this.sum += value;
  }
  getLocalValue$(): unknown {
    return new Double(this.count === 0 ? 0 : this.sum / this.count);
  }
  merge$Accumulator(other: AverageObject): void {
    this.count += other.count;
    this.sum += other.sum;
  }
  clone$(): AverageObject {
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this) as AverageObject;
  }
  resetLocal$(): void {
    this.sum = 0;
    this.count = 0;
  }
  override $toString(): string {
    return `AverageAccumulator ${stringOf(this.getLocalValue$())} for ${this.count} elements`;
  }
}

library({
  package: 'org.apache.flink.api.common.accumulators',
  stubs: `
public interface Accumulator<V, R extends java.io.Serializable> extends java.io.Serializable, Cloneable { void add(V value); R getLocalValue(); void resetLocal(); void merge(Accumulator<V, R> other); Accumulator<V, R> clone(); }
public interface SimpleAccumulator<T extends java.io.Serializable> extends Accumulator<T, T> {}
${[
  ['IntCounter', 'Integer', 'int'],
  ['LongCounter', 'Long', 'long'],
  ['DoubleCounter', 'Double', 'double'],
]
  .map(
    ([name, box, type]) => `
public class ${name} implements SimpleAccumulator<${box}> { public ${name}(); public ${name}(${type} value); public void add(${type} value); public void add(${box} value); public ${box} getLocalValue(); public ${type} getLocalValuePrimitive(); public void resetLocal(); public void merge(Accumulator<${box}, ${box}> other); public ${name} clone(); public String toString(); }`,
  )
  .join('')}
${EXTREMES.map(
  ({ name, box, type }) =>
    `public class ${name} implements SimpleAccumulator<${box}> { public ${name}(); public ${name}(${type} value); public void add(${type} value); public void add(${box} value); public ${box} getLocalValue(); public ${type} getLocalValuePrimitive(); public void resetLocal(); public void merge(Accumulator<${box}, ${box}> other); public ${name} clone(); public String toString(); }`,
).join('\n')}
public class AverageAccumulator implements SimpleAccumulator<Double> { public AverageAccumulator(); public void add(double value); public void add(long value); public void add(int value); public void add(Double value); public Double getLocalValue(); public void resetLocal(); public void merge(Accumulator<Double, Double> other); public AverageAccumulator clone(); public String toString(); }
public class Histogram implements Accumulator<Integer, java.util.TreeMap<Integer, Integer>> { public Histogram(); public void add(Integer value); public java.util.TreeMap<Integer, Integer> getLocalValue(); public void resetLocal(); public void merge(Accumulator<Integer, java.util.TreeMap<Integer, Integer>> other); public Accumulator<Integer, java.util.TreeMap<Integer, Integer>> clone(); public String toString(); }
public class ListAccumulator<T> implements Accumulator<T, java.util.ArrayList<T>> { public ListAccumulator(); public void add(T value); public java.util.ArrayList<T> getLocalValue(); public void resetLocal(); public void merge(Accumulator<T, java.util.ArrayList<T>> other); public ListAccumulator<T> clone(); public String toString(); }
`,
  bodies: {
    IntCounter: accumulator('int'),
    LongCounter: accumulator('long'),
    DoubleCounter: accumulator('double'),
    Histogram: accumulator('histogram'),
    ListAccumulator: accumulator('list'),
    ...Object.fromEntries(EXTREMES.map(({ name, which, type }) => [name, extreme(which, type)])),
    AverageAccumulator: {
      $class: AverageObject,
      ...Object.fromEntries(
        ['double', 'long', 'int', 'Double'].map((type) => [
          `add(${type})`,
          function (this: AverageObject, value: unknown) {
            this.add(Number(number(value)));
          },
        ]),
      ),
    },
  },
});

/** A state descriptor of the program; `descriptor` is what flink/api uses. */
class DescriptorObject extends Base {
  descriptor!: StateDescriptor;

  getName$(): string {
    return this.descriptor.name;
  }
  enableTimeToLive$StateTtlConfig(config: { inner: StateTtl }): void {
    this.descriptor = { ...this.descriptor, ttl: config.inner };
  }
  setQueryable$String(_name: string): void {
    notSimulated('org.apache.flink.queryablestate');
  }
  override $copy(): unknown {
    return this;
  }
}
type Made = DescriptorObject;
function describe(kind: StateDescriptor['kind'], more: (args: unknown[]) => Partial<StateDescriptor> = () => ({})) {
  return function (this: Made, name: string, ...args: unknown[]): void {
    this.descriptor = { kind, name, ...more(args) };
  };
}
const owner = () => jvm();
const reduce = (args: unknown[]): Partial<StateDescriptor> => ({
  reduce: plainReduce(args[0] as JavaFunction, owner()),
});
const aggregate = (args: unknown[]): Partial<StateDescriptor> => ({
  aggregate: plainAggregate(args[0] as JavaFunction, owner()),
});
const DESCRIPTOR = { $class: DescriptorObject };
const descriptor = { $class: class extends DescriptorObject {} };

class KeyedStateStoreObject extends Holder<KeyedStateStore> {
  getState$ValueStateDescriptor(each: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(each));
  }
  getListState$ListStateDescriptor(each: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(each));
  }
  getMapState$MapStateDescriptor(each: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(each));
  }
  getReducingState$ReducingStateDescriptor(each: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(each));
  }
  getAggregatingState$AggregatingStateDescriptor(each: unknown): unknown {
    return stateOf(this.inner, stateDescriptor(each));
  }
}

const TTL_METHODS = [
  'cleanupFullSnapshot()',
  'cleanupIncrementally(int size, boolean perRecord)',
  'cleanupInRocksdbCompactFilter(long entries)',
  'disableCleanupInBackground()',
];

library({
  package: 'org.apache.flink.api.common.state',
  stubs: `
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.typeinfo.*;
import org.apache.flink.api.common.time.Time;
public interface State { void clear(); }
public interface ValueState<T> extends State { T value() throws java.io.IOException; void update(T value) throws java.io.IOException; class Simulated<T> implements ValueState<T> {} }
public interface AppendingState<IN, OUT> extends State { OUT get() throws Exception; void add(IN value) throws Exception; }
public interface MergingState<IN, OUT> extends AppendingState<IN, OUT> {}
public interface ListState<T> extends MergingState<T, Iterable<T>> { void update(java.util.List<T> values) throws Exception; void addAll(java.util.List<T> values) throws Exception; class Simulated<T> implements ListState<T> {} }
public interface ReducingState<T> extends MergingState<T, T> { class Simulated<T> implements ReducingState<T> {} }
public interface AggregatingState<IN, OUT> extends MergingState<IN, OUT> { class Simulated<IN, OUT> implements AggregatingState<IN, OUT> {} }
public interface MapState<UK, UV> extends State {
  UV get(UK key) throws Exception; void put(UK key, UV value) throws Exception; void putAll(java.util.Map<UK, UV> map) throws Exception; void remove(UK key) throws Exception; boolean contains(UK key) throws Exception;
  Iterable<java.util.Map.Entry<UK, UV>> entries() throws Exception; Iterable<UK> keys() throws Exception; Iterable<UV> values() throws Exception; java.util.Iterator<java.util.Map.Entry<UK, UV>> iterator() throws Exception; boolean isEmpty() throws Exception;
  class Simulated<UK, UV> implements BroadcastState<UK, UV> {}
}
public interface ReadOnlyBroadcastState<K, V> extends State { V get(K key) throws Exception; boolean contains(K key) throws Exception; Iterable<java.util.Map.Entry<K, V>> immutableEntries() throws Exception; }
public interface BroadcastState<K, V> extends ReadOnlyBroadcastState<K, V> {
  void put(K key, V value) throws Exception; void putAll(java.util.Map<K, V> map) throws Exception; void remove(K key) throws Exception;
  java.util.Iterator<java.util.Map.Entry<K, V>> iterator() throws Exception; Iterable<java.util.Map.Entry<K, V>> entries() throws Exception;
}
public interface OperatorStateStore {
  <S> ListState<S> getListState(ListStateDescriptor<S> descriptor) throws Exception; <S> ListState<S> getUnionListState(ListStateDescriptor<S> descriptor) throws Exception; <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) throws Exception;
  java.util.Set<String> getRegisteredStateNames(); java.util.Set<String> getRegisteredBroadcastStateNames();
  class Simulated implements OperatorStateStore {}
}
public interface KeyedStateStore {
  <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor); <T> ListState<T> getListState(ListStateDescriptor<T> descriptor); <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor);
  <IN, ACC, OUT> AggregatingState<IN, OUT> getAggregatingState(AggregatingStateDescriptor<IN, ACC, OUT> descriptor); <UK, UV> MapState<UK, UV> getMapState(MapStateDescriptor<UK, UV> descriptor);
  class Simulated implements KeyedStateStore {}
}
public abstract class StateDescriptor<S extends State, T> implements java.io.Serializable { public String getName(); public void enableTimeToLive(StateTtlConfig config); public void setQueryable(String name); }
public class ValueStateDescriptor<T> extends StateDescriptor<ValueState<T>, T> {
  public ValueStateDescriptor(String name, Class<T> type); public ValueStateDescriptor(String name, TypeInformation<T> type); public ValueStateDescriptor(String name, org.apache.flink.api.common.typeutils.TypeSerializer<T> serializer);
  public ValueStateDescriptor(String name, Class<T> type, T defaultValue); public ValueStateDescriptor(String name, TypeInformation<T> type, T defaultValue);
}
public class ListStateDescriptor<T> extends StateDescriptor<ListState<T>, java.util.List<T>> { public ListStateDescriptor(String name, Class<T> type); public ListStateDescriptor(String name, TypeInformation<T> type); public ListStateDescriptor(String name, org.apache.flink.api.common.typeutils.TypeSerializer<T> serializer); }
public class MapStateDescriptor<UK, UV> extends StateDescriptor<MapState<UK, UV>, java.util.Map<UK, UV>> { public MapStateDescriptor(String name, Class<UK> key, Class<UV> value); public MapStateDescriptor(String name, TypeInformation<UK> key, TypeInformation<UV> value); public MapStateDescriptor(String name, org.apache.flink.api.common.typeutils.TypeSerializer<UK> key, org.apache.flink.api.common.typeutils.TypeSerializer<UV> value); }
public class ReducingStateDescriptor<T> extends StateDescriptor<ReducingState<T>, T> { public ReducingStateDescriptor(String name, ReduceFunction<T> f, Class<T> type); public ReducingStateDescriptor(String name, ReduceFunction<T> f, TypeInformation<T> type); }
public class AggregatingStateDescriptor<IN, ACC, OUT> extends StateDescriptor<AggregatingState<IN, OUT>, ACC> { public AggregatingStateDescriptor(String name, AggregateFunction<IN, ACC, OUT> f, Class<ACC> type); public AggregatingStateDescriptor(String name, AggregateFunction<IN, ACC, OUT> f, TypeInformation<ACC> type); }
public interface CheckpointListener { void notifyCheckpointComplete(long checkpointId) throws Exception; default void notifyCheckpointAborted(long checkpointId) throws Exception; }
public class StateTtlConfig implements java.io.Serializable {
  public static Builder newBuilder(Time ttl);
  public enum UpdateType { Disabled, OnCreateAndWrite, OnReadAndWrite }
  public enum StateVisibility { ReturnExpiredIfNotCleanedUp, NeverReturnExpired }
  public enum TtlTimeCharacteristic { ProcessingTime }
  public static class Builder {
    @NotSimulated public Builder(Time ttl);
    public Builder setUpdateType(UpdateType type); public Builder updateTtlOnCreateAndWrite(); public Builder updateTtlOnReadAndWrite();
    public Builder setStateVisibility(StateVisibility visibility); public Builder returnExpiredIfNotCleanedUp(); public Builder neverReturnExpired();
    public Builder setTtlTimeCharacteristic(TtlTimeCharacteristic c); public Builder useProcessingTime(); public Builder setTtl(Time ttl);
    ${TTL_METHODS.map((each) => `public Builder ${each};`).join(' ')}
    public StateTtlConfig build();
  }
}
`,
  bodies: {
    'ValueState.Simulated': { $class: ValueStateObject },
    'ListState.Simulated': { $class: ListStateObject },
    'ReducingState.Simulated': { $class: AppendingStateObject },
    'AggregatingState.Simulated': { $class: class extends AppendingStateObject {} },
    'MapState.Simulated': { $class: MapStateObject },
    'KeyedStateStore.Simulated': { $class: KeyedStateStoreObject },
    'OperatorStateStore.Simulated': operatorStateStore(),
    StateDescriptor: DESCRIPTOR,
    ValueStateDescriptor: {
      ...descriptor,
      'new(String,Class)': describe('value'),
      'new(String,TypeInformation)': describe('value'),
      'new(String,TypeSerializer)': describe('value'),
      'new(String,Class,Object)': describe('value', (args) => ({ defaultValue: args[1] })),
      'new(String,TypeInformation,Object)': describe('value', (args) => ({ defaultValue: args[1] })),
    },
    ListStateDescriptor: {
      $class: class extends DescriptorObject {},
      'new(String,Class)': describe('list'),
      'new(String,TypeInformation)': describe('list'),
      'new(String,TypeSerializer)': describe('list'),
    },
    MapStateDescriptor: {
      $class: class extends DescriptorObject {},
      'new(String,Class,Class)': describe('map'),
      'new(String,TypeInformation,TypeInformation)': describe('map'),
      'new(String,TypeSerializer,TypeSerializer)': describe('map'),
    },
    ReducingStateDescriptor: {
      $class: class extends DescriptorObject {},
      'new(String,ReduceFunction,Class)': describe('reducing', reduce),
      'new(String,ReduceFunction,TypeInformation)': describe('reducing', reduce),
    },
    AggregatingStateDescriptor: {
      $class: class extends DescriptorObject {},
      'new(String,AggregateFunction,Class)': describe('aggregating', aggregate),
      'new(String,AggregateFunction,TypeInformation)': describe('aggregating', aggregate),
    },
    CheckpointListener: { notifyCheckpointAborted() {} },
    StateTtlConfig: {
      $class: class extends Holder {},
      newBuilder: (ttl: TimeLike) =>
        ttlBuilder({
          ttl: Number(ttl.toMilliseconds$()),
          updateType: 'OnCreateAndWrite',
          visibility: 'NeverReturnExpired',
        }),
    },
    'StateTtlConfig.Builder': {
      $class: class extends Holder {},
      setUpdateType: with_((type: { $name: StateTtl['updateType'] }) => ({ updateType: type.$name })),
      updateTtlOnCreateAndWrite: with_(() => ({ updateType: 'OnCreateAndWrite' })),
      updateTtlOnReadAndWrite: with_(() => ({ updateType: 'OnReadAndWrite' })),
      setStateVisibility: with_((v: { $name: StateTtl['visibility'] }) => ({ visibility: v.$name })),
      returnExpiredIfNotCleanedUp: with_(() => ({ visibility: 'ReturnExpiredIfNotCleanedUp' })),
      neverReturnExpired: with_(() => ({ visibility: 'NeverReturnExpired' })),
      setTtlTimeCharacteristic: with_(() => ({})),
      useProcessingTime: with_(() => ({})),
      setTtl: with_((ttl: TimeLike) => ({ ttl: Number(ttl.toMilliseconds$()) })),
      ...Object.fromEntries(TTL_METHODS.map((each) => [each.slice(0, each.indexOf('(')), with_(() => ({}))])),
      build(this: Holder<StateTtl>) {
        return hold('org.apache.flink.api.common.state.StateTtlConfig', this.inner);
      },
    },
  },
});

interface TimeLike {
  toMilliseconds$(): number;
}

function ttlBuilder(ttl: StateTtl): unknown {
  return hold('org.apache.flink.api.common.state.StateTtlConfig$Builder', ttl);
}
function with_<A extends never[]>(change: (...args: A) => Partial<StateTtl>) {
  return function (this: Holder<StateTtl>, ...args: A): unknown {
    this.inner = { ...this.inner, ...change(...args) };
    return this;
  };
}

function hashSetOf(names: readonly string[]): HashSetObject {
  const set = allocate<HashSetObject>('java.util.HashSet');
  for (const name of names) set.add$Object(name);
  return set;
}

function operatorStateStore() {
  return {
    $class: class extends Holder<FunctionInitializationContext> {
      getListState$ListStateDescriptor(each: unknown): unknown {
        return stateObject('list', this.inner.listState(stateDescriptor(each)));
      }
      getUnionListState$ListStateDescriptor(each: unknown): unknown {
        return stateObject('list', this.inner.unionListState(stateDescriptor(each)));
      }
      getBroadcastState$MapStateDescriptor(each: unknown): unknown {
        return stateObject('map', this.inner.broadcastState(stateDescriptor(each)));
      }
      getRegisteredStateNames$(): unknown {
        return hashSetOf(this.inner.registeredStateNames());
      }
      getRegisteredBroadcastStateNames$(): unknown {
        return hashSetOf(this.inner.registeredBroadcastStateNames());
      }
    },
  };
}
