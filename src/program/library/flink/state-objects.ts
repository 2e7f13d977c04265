/** Keyed, operator and broadcast state as Java objects. */
import type {
  AppendingState,
  KeyedStateStore,
  ListState,
  MapState,
  StateDescriptor,
  ValueState,
} from '../../../flink/api/functions.ts';
import { allocate } from '../../link.ts';
import { elements, FixedIterator, type JavaCollection } from '../../runtime/collections.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { type EntryObject, entry, type JavaMap, mapEntries } from '../../runtime/maps.ts';
import { nonNull } from '../../runtime/object.ts';
import { Holder } from './support.ts';

const STATE = 'org.apache.flink.api.common.state.';
const CLASS: Readonly<Record<StateDescriptor['kind'], string>> = {
  value: `${STATE}ValueState$Simulated`,
  list: `${STATE}ListState$Simulated`,
  map: `${STATE}MapState$Simulated`,
  reducing: `${STATE}ReducingState$Simulated`,
  aggregating: `${STATE}AggregatingState$Simulated`,
};

export function stateObject(kind: StateDescriptor['kind'], state: unknown): unknown {
  const object = allocate<Holder<unknown>>(CLASS[kind]);
  object.inner = state;
  return object;
}
export function stateOf(store: KeyedStateStore, descriptor: StateDescriptor): unknown {
  switch (descriptor.kind) {
    case 'value':
      return stateObject('value', store.valueState(descriptor));
    case 'list':
      return stateObject('list', store.listState(descriptor));
    case 'map':
      return stateObject('map', store.mapState(descriptor));
    default:
      return stateObject(descriptor.kind, store.appendingState(descriptor));
  }
}

export class ValueStateObject extends Holder<ValueState> {
  value$(): unknown {
    return this.inner.value();
  }
  update$Object(value: unknown): void {
    this.inner.update(value);
  }
  clear$(): void {
    this.inner.clear();
  }
}
export class ListStateObject extends Holder<ListState> {
  get$(): unknown {
    return newArrayList([...this.inner.get()]);
  }
  add$Object(value: unknown): void {
    this.inner.add(nonNull(value, 'You cannot add null to a ListState.'));
  }
  addAll$List(values: JavaCollection): void {
    this.inner.addAll(elements(values));
  }
  update$List(values: JavaCollection): void {
    this.inner.update(elements(values));
  }
  clear$(): void {
    this.inner.clear();
  }
}
export class MapStateObject extends Holder<MapState> {
  get$Object(key: unknown): unknown {
    return this.inner.get(key) ?? null;
  }
  put$Object$Object(key: unknown, value: unknown): void {
    this.inner.put(key, value);
  }
  putAll$Map(map: JavaMap): void {
    for (const [key, value] of mapEntries(map)) this.inner.put(key, value);
  }
  remove$Object(key: unknown): void {
    this.inner.remove(key);
  }
  contains$Object(key: unknown): boolean {
    return this.inner.contains(key);
  }
  private list(): EntryObject[] {
    return this.inner.entries().map(([key, value]) => {
      const live = entry(key, value);
      live.setValue$Object = (next) => {
        const old = live.value;
        live.value = next;
        this.inner.put(key, next);
        return old;
      };
      return live;
    });
  }
  entries$(): unknown {
    return newArrayList(this.list());
  }
  keys$(): unknown {
    return newArrayList(this.inner.entries().map(([key]) => key));
  }
  values$(): unknown {
    return newArrayList(this.inner.entries().map(([, value]) => value));
  }
  iterator$(): unknown {
    const { inner } = this;
    let last: EntryObject | null = null;
    const iterator = new FixedIterator(this.list());
    const next = iterator.next$.bind(iterator);
    iterator.next$ = () => {
      last = next() as EntryObject;
      return last;
    };
    iterator.remove$ = () => {
      if (last) inner.remove(last.key);
    };
    return iterator;
  }
  immutableEntries$(): unknown {
    return this.entries$();
  }
  isEmpty$(): boolean {
    return this.inner.isEmpty();
  }
  clear$(): void {
    this.inner.clear();
  }
}
export class AppendingStateObject extends Holder<AppendingState> {
  get$(): unknown {
    return this.inner.get() ?? null;
  }
  add$Object(value: unknown): void {
    this.inner.add(value);
  }
  clear$(): void {
    this.inner.clear();
  }
}
