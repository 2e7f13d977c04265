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
import { copyStateValue, type KeyedBackend, type StateTable, Timed } from './keyed-backend.ts';
import { serializedOrder } from './serialized.ts';

export interface StateObserver {
  /** A keyed state got a value, or lost it (null). */
  changed(state: string, key: unknown, value: unknown): void;
}

/** Access to one keyed state under the backend's current key and namespace, with TTL (TtlStateFactory). */
class StateAccess {
  readonly ttl: StateTtl | null;
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
  /** What is kept, whatever its age: lists and maps tell the age of their elements themselves. */
  readStored(): unknown {
    this.enter();
    const cell = this.table.current();
    if (!cell) return undefined;
    return this.backend.serializes ? copyStateValue(cell.value) : cell.value;
  }
  isExpired({ touched }: { readonly touched: number }): boolean {
    return this.ttl !== null && touched + this.ttl.ttl <= this.now();
  }
  /** An element of a list or a map as it is kept. */
  stamped(value: unknown): unknown {
    return this.ttl ? new Timed(value, this.now()) : value;
  }
  read(): unknown {
    this.enter();
    const cell = this.table.current();
    if (!cell) return undefined;
    if (this.ttl && this.isExpired(cell)) {
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
    this.observer.changed(this.table.name, this.backend.key, this.ttl ? shown(value) : value);
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

/** The values of a list or map without their times. */
function shown(value: unknown): unknown {
  const plain = (element: unknown): unknown => (element instanceof Timed ? element.value : element);
  if (Array.isArray(value)) return value.some((element) => element instanceof Timed) ? value.map(plain) : value;
  if (!(value instanceof KeyMap)) return value;
  let map: KeyMap<unknown> = value;
  for (const [key, element] of value.entries()) {
    if (!(element instanceof Timed)) continue;
    if (map === value) map = new KeyMap();
    map.set(key, element.value);
  }
  return map;
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
  const read = (): unknown[] => (access.readStored() as unknown[] | undefined) ?? [];
  const noNull = (value: unknown): void => {
    if (value === null || value === undefined) {
      throw new JavaError('java.lang.NullPointerException', 'You cannot add null to a ListState.', [], null);
    }
  };
  return {
    get: () => (access.ttl ? unexpired(access, access.ttl, read() as Timed[]) : [...read()]),
    add(value) {
      noNull(value);
      access.write([...read(), access.stamped(value)]);
    },
    addAll(values) {
      values.forEach(noNull);
      if (values.length > 0) access.write([...read(), ...values.map((value) => access.stamped(value))]);
    },
    update(values) {
      values.forEach(noNull);
      if (values.length === 0) access.clear();
      else access.write(values.map((value) => access.stamped(value)));
    },
    clear: () => access.clear(),
  };
}

/** TtlListState.get: a list of which nothing lives any more is cleared. */
function unexpired(access: StateAccess, { updateType, visibility }: StateTtl, elements: readonly Timed[]): unknown[] {
  const living = elements.filter((element) => !access.isExpired(element));
  if (living.length === 0 && elements.length > 0) access.clear();
  else if (updateType === 'OnReadAndWrite' && living.length > 0) {
    access.write(living.map(({ value }) => access.stamped(value)));
  }
  return (visibility === 'ReturnExpiredIfNotCleanedUp' ? elements : living).map(({ value }) => value);
}

function hashOrder(map: KeyMap<unknown>): [unknown, unknown][] {
  return hashMapOrder([...map.entries()], ([key]) => hashCode(key));
}

function mapState(access: StateAccess): MapState {
  const read = (): KeyMap<unknown> => (access.readStored() as KeyMap<unknown> | undefined) ?? new KeyMap();
  const write = (map: KeyMap<unknown>): void => {
    if (map.size === 0) access.clear();
    else access.write(map);
  };
  const ordered = (map: KeyMap<unknown>) => (access.backend.serializes ? serializedOrder(map) : hashOrder(map));
  /** TtlMapState: the entries among `asked` that may still be seen. */
  const living = ({ updateType, visibility }: StateTtl, asked: readonly [unknown, unknown][]): [unknown, unknown][] => {
    const map = read();
    let isChanged = false;
    const found = asked.filter(([key, entry]) => {
      const gone = access.isExpired(entry as Timed);
      if (gone) map.delete(key);
      else if (updateType === 'OnReadAndWrite') map.set(key, access.stamped((entry as Timed).value));
      isChanged ||= gone || updateType === 'OnReadAndWrite';
      return !gone || visibility === 'ReturnExpiredIfNotCleanedUp';
    });
    if (isChanged) write(map);
    return found.map(([key, entry]) => [key, (entry as Timed).value]);
  };
  const get = (key: unknown): unknown => {
    const entry = read().get(key);
    if (!access.ttl || entry === undefined) return entry;
    return living(access.ttl, [[key, entry]])[0]?.[1];
  };
  return {
    get: (key) => get(key) ?? null,
    put(key, value) {
      const map = read();
      map.set(key, access.stamped(value));
      access.write(map);
    },
    remove(key) {
      const map = read();
      if (map.delete(key)) write(map);
    },
    contains: (key) => get(key) !== undefined,
    entries: () => (access.ttl ? living(access.ttl, ordered(read())) : ordered(read())),
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
