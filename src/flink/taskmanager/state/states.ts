import type {
  AggregateFunction,
  AppendingState,
  KeyedStateStore,
  ListState,
  MapState,
  ReduceFunction,
  StateDescriptor,
  StateTtl,
  ValueState,
} from '../../api/functions.ts';
import { hashMapOrder } from '../../api/hash-order.ts';
import { JavaError } from '../../api/jar.ts';
import { copy, hashCode } from '../../api/values.ts';
import { KeyMap } from './key-map.ts';
import { copyStateValue, type KeyedBackend, type StateTable } from './keyed-backend.ts';
import { serializedOrder } from './serialized.ts';

export interface StateObserver {
  /** A keyed state got a value, or lost it (null). */
  changed(state: string, key: unknown, value: unknown): void;
}

/** Access to one keyed state under the backend's current key and namespace, with TTL (TtlStateFactory). */
class StateAccess {
  private readonly ttl: StateTtl | null;
  constructor(
    readonly table: StateTable,
    readonly backend: KeyedBackend,
    private readonly now: () => number,
    private readonly observer: StateObserver,
    private readonly namespace: () => string,
  ) {
    const { ttl } = table.descriptor;
    this.ttl = ttl && ttl.updateType !== 'Disabled' ? ttl : null;
  }
  read(): unknown {
    this.enter();
    const cell = this.table.current();
    if (!cell) return undefined;
    if (this.ttl && cell.touched + this.ttl.ttl <= this.now()) {
      const { value } = cell;
      this.table.remove();
      return this.ttl.visibility === 'ReturnExpiredIfNotCleanedUp' ? value : undefined;
    }
    if (this.ttl?.updateType === 'OnReadAndWrite') cell.touched = this.now();
    return this.backend.serializes ? copyStateValue(cell.value) : cell.value;
  }
  write(value: unknown): void {
    this.enter();
    this.table.put(this.backend.serializes ? copyStateValue(value) : value, this.ttl ? this.now() : 0);
    this.observer.changed(this.table.name, this.backend.key, value);
  }
  clear(): void {
    this.enter();
    this.table.remove();
    this.observer.changed(this.table.name, this.backend.key, null);
  }
  private enter(): void {
    this.backend.namespace = this.namespace();
    if (this.backend.key !== null) return;
    throw new JavaError(
      'java.lang.NullPointerException',
      'No key set. This method should not be called outside of a keyed context.',
      [],
      null,
    );
  }
}

function valueState(access: StateAccess, descriptor: StateDescriptor): ValueState {
  return {
    value() {
      const value = access.read();
      return value === undefined ? copy(descriptor.defaultValue ?? null) : value;
    },
    update(value) {
      if (value === null) access.clear();
      else access.write(value);
    },
    clear: () => access.clear(),
  };
}

function listState(access: StateAccess): ListState {
  const read = (): unknown[] => (access.read() as unknown[] | undefined) ?? [];
  const noNull = (value: unknown): void => {
    if (value === null || value === undefined) {
      throw new JavaError('java.lang.NullPointerException', 'You cannot add null to a ListState.', [], null);
    }
  };
  return {
    get: () => [...read()],
    add(value) {
      noNull(value);
      access.write([...read(), value]);
    },
    addAll(values) {
      values.forEach(noNull);
      if (values.length > 0) access.write([...read(), ...values]);
    },
    update(values) {
      values.forEach(noNull);
      if (values.length === 0) access.clear();
      else access.write([...values]);
    },
    clear: () => access.clear(),
  };
}

function hashOrder(map: KeyMap<unknown>): [unknown, unknown][] {
  const entries: [unknown, unknown][] = [];
  map.forEach((key, value) => {
    entries.push([key, value]);
  });
  return hashMapOrder(entries, ([key]) => hashCode(key));
}

function mapState(access: StateAccess): MapState {
  const read = (): KeyMap<unknown> => (access.read() as KeyMap<unknown> | undefined) ?? new KeyMap();
  return {
    get: (key) => read().get(key) ?? null,
    put(key, value) {
      const map = read();
      map.set(key, value);
      access.write(map);
    },
    remove(key) {
      const map = read();
      if (!map.delete(key)) return;
      if (map.size === 0) access.clear();
      else access.write(map);
    },
    contains: (key) => read().has(key),
    entries: () => (access.backend.serializes ? serializedOrder(read()) : hashOrder(read())),
    isEmpty: () => read().size === 0,
    clear: () => access.clear(),
  };
}

function reducingState(access: StateAccess, reduce: ReduceFunction): AppendingState {
  return {
    get: () => access.read() ?? null,
    add(value) {
      const before = access.read();
      access.write(before === undefined ? value : reduce.reduce(before, value));
    },
    clear: () => access.clear(),
  };
}

function aggregatingState(access: StateAccess, aggregate: AggregateFunction): AppendingState {
  return {
    get() {
      const accumulator = access.read();
      return accumulator === undefined ? null : aggregate.getResult(accumulator);
    },
    add(value) {
      const before = access.read();
      access.write(aggregate.add(value, before === undefined ? aggregate.createAccumulator() : before));
    },
    clear: () => access.clear(),
  };
}

/** DefaultKeyedStateStore: states of an operator by name, created at the first request. */
export function createKeyedStateStore(
  backend: KeyedBackend,
  now: () => number,
  observer: StateObserver,
  /** Namespace within the key that is current when a state is used; '' outside windows. */
  namespace: () => string = none,
): KeyedStateStore {
  const known = new Map<string, unknown>();
  const once = <T>(descriptor: StateDescriptor, create: (access: StateAccess) => T): T => {
    const { name } = descriptor;
    let state = known.get(name) as T | undefined;
    if (state === undefined) {
      state = create(new StateAccess(backend.stateTable(descriptor), backend, now, observer, namespace));
      known.set(name, state);
    }
    return state;
  };
  return {
    valueState: (descriptor) => once(descriptor, (access) => valueState(access, descriptor)),
    listState: (descriptor) => once(descriptor, listState),
    mapState: (descriptor) => once(descriptor, mapState),
    appendingState: (descriptor) =>
      once(descriptor, (access) => {
        if (descriptor.reduce) return reducingState(access, descriptor.reduce);
        if (descriptor.aggregate) return aggregatingState(access, descriptor.aggregate);
        throw new Error(`the descriptor of ${descriptor.name} has no function`);
      }),
  };
}
const none = (): string => '';

/** The state of a store that the descriptor describes. */
export function stateOf(store: KeyedStateStore, descriptor: StateDescriptor): unknown {
  switch (descriptor.kind) {
    case 'value':
      return store.valueState(descriptor);
    case 'list':
      return store.listState(descriptor);
    case 'map':
      return store.mapState(descriptor);
    default:
      return store.appendingState(descriptor);
  }
}
