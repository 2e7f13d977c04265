import type { StateDescriptor } from '../../api/functions.ts';
import { type KeyGroupRange, keyGroupOf } from '../../api/key-groups.ts';
import { copy, hashCode, size } from '../../api/values.ts';
import type { KeyedStateHandle } from '../../rpc/gateways.ts';
import { KeyMap } from './key-map.ts';
import { serializedOrder } from './serialized.ts';

/** Something kept per key that snapshots write and restores read: a registered state, timers, a window operator's windows. */
export interface KeyedTable {
  readonly name: string;
  /** Calls `write` once per key with a deep copy of what is kept for it, and its size in bytes. */
  snapshot(write: (key: unknown, payload: unknown, bytes: number) => void): void;
  restore(key: unknown, payload: unknown): void;
}

/** What one key group of a checkpoint holds, by table name. */
export type KeyGroupContent = ReadonlyMap<string, readonly { readonly key: unknown; readonly payload: unknown }[]>;

/** One state of one key (and namespace). The value of a list is an array, of a map a {@link KeyMap}. */
export interface Cell {
  value: unknown;
  /** Last access that counts for the TTL, ms since 1970. */
  touched: number;
}

/** An element of a list, or an entry of a map, with a time to live of its own (TtlValue). */
export class Timed {
  constructor(
    readonly value: unknown,
    /** As in {@link Cell}. */
    readonly touched: number,
  ) {}
}

/** Keyed state of one operator: HashMapStateBackend, or EmbeddedRocksDBStateBackend when `serializes`. */
export class KeyedBackend {
  key: unknown = null;
  /** Where states are kept apart within a key: '' outside windows. */
  namespace = '';
  private readonly tables = new Map<string, KeyedTable>();
  /** Content restored for tables that are not registered yet. */
  private readonly restored = new Map<string, { key: unknown; payload: unknown }[]>();

  constructor(
    readonly range: KeyGroupRange,
    readonly maxParallelism: number,
    /** Values are copied at each access, as RocksDB's are serialized. */
    readonly serializes: boolean,
  ) {}

  register<T extends KeyedTable>(table: T): T {
    this.tables.set(table.name, table);
    const waiting = this.restored.get(table.name);
    if (waiting) {
      this.restored.delete(table.name);
      for (const { key, payload } of waiting) table.restore(key, payload);
    }
    return table;
  }
  get(name: string): KeyedTable | undefined {
    return this.tables.get(name);
  }
  stateTable(descriptor: StateDescriptor): StateTable {
    const known = this.tables.get(descriptor.name);
    if (known instanceof StateTable) return known;
    return this.register(new StateTable(descriptor.name, descriptor, this));
  }

  groupOf(key: unknown): number {
    return keyGroupOf(hashCode(key), this.maxParallelism);
  }

  snapshot(): { readonly handle: KeyedStateHandle; readonly size: number } {
    const groups = new Map<number, Map<string, { key: unknown; payload: unknown }[]>>();
    let bytes = 0;
    const write = (name: string, key: unknown, payload: unknown): void => {
      const group = this.groupOf(key);
      let content = groups.get(group);
      if (!content) {
        content = new Map();
        groups.set(group, content);
      }
      let rows = content.get(name);
      if (!rows) {
        rows = [];
        content.set(name, rows);
      }
      rows.push({ key: copy(key), payload });
    };
    for (const table of this.tables.values()) {
      table.snapshot((key, payload, length) => {
        bytes += length + size(key);
        write(table.name, key, payload);
      });
    }
    // A state that the program has not asked for since the restore is kept as it is.
    for (const [name, rows] of this.restored) for (const { key, payload } of rows) write(name, key, payload);
    return { handle: { keyGroupStart: this.range.start, keyGroupEnd: this.range.end, groups }, size: bytes };
  }

  restore(handles: readonly KeyedStateHandle[]): void {
    for (const handle of handles) {
      for (const [group, content] of [...handle.groups].sort(([a], [b]) => a - b)) {
        if (group < this.range.start || group > this.range.end) continue;
        for (const [name, rows] of content as KeyGroupContent) {
          const table = this.tables.get(name);
          for (const { key, payload } of rows) {
            if (table) table.restore(key, payload);
            else {
              let waiting = this.restored.get(name);
              if (!waiting) {
                waiting = [];
                this.restored.set(name, waiting);
              }
              waiting.push({ key, payload });
            }
          }
        }
      }
    }
  }
}

/** All values of one state descriptor. */
export class StateTable implements KeyedTable {
  private readonly cells = new KeyMap<Cell>();
  private readonly spaces = new Map<string, KeyMap<Cell>>();

  constructor(
    readonly name: string,
    readonly descriptor: StateDescriptor,
    private readonly backend: KeyedBackend,
  ) {}

  private map(namespace: string): KeyMap<Cell> {
    if (namespace === '') return this.cells;
    let map = this.spaces.get(namespace);
    if (!map) {
      map = new KeyMap();
      this.spaces.set(namespace, map);
    }
    return map;
  }
  current(): Cell | undefined {
    const { backend } = this;
    return this.map(backend.namespace).get(backend.key);
  }
  put(value: unknown, touched: number): void {
    const { backend } = this;
    const map = this.map(backend.namespace);
    const cell = map.get(backend.key);
    if (cell) {
      cell.value = value;
      cell.touched = touched;
    } else map.set(backend.key, { value, touched });
  }
  remove(): void {
    const { backend } = this;
    const map = this.map(backend.namespace);
    map.delete(backend.key);
    if (backend.namespace !== '' && map.size === 0) this.spaces.delete(backend.namespace);
  }
  /** Moves values of namespaces into one, for merging windows. */
  cell(namespace: string): Cell | undefined {
    return this.map(namespace).get(this.backend.key);
  }
  forEachKey(visit: (key: unknown, cell: Cell) => void): void {
    for (const [key, cell] of this.cells.entries()) visit(key, cell);
  }
  snapshot(write: (key: unknown, payload: unknown, bytes: number) => void): void {
    for (const [namespace, map] of [['', this.cells] as const, ...this.spaces])
      for (const [key, { value, touched }] of map.entries())
        write(key, { namespace, value: this.written(value), touched }, stateValueSize(value) + namespace.length);
  }
  /** A snapshot of RocksDB has a map's entries in its order: a heap that restores them inserts them so. */
  private written(value: unknown): unknown {
    if (!this.backend.serializes || !(value instanceof KeyMap)) return copyStateValue(value);
    const map = new KeyMap<unknown>();
    for (const [key, element] of serializedOrder(value)) map.set(copy(key), copyStateValue(element));
    return map;
  }
  restore(key: unknown, payload: unknown): void {
    const { namespace, value, touched } = payload as { namespace: string; value: unknown; touched: number };
    this.map(namespace).set(copy(key), { value: copyStateValue(value), touched });
  }
}

/** Lists are arrays of values, maps KeyMaps; everything else is a Java value. */
export function copyStateValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyStateValue);
  if (value instanceof Timed) return new Timed(copy(value.value), value.touched);
  if (value instanceof KeyMap) {
    const to = new KeyMap<unknown>();
    for (const [key, element] of value.entries()) to.set(copy(key), copyStateValue(element));
    return to;
  }
  return copy(value);
}

export function stateValueSize(value: unknown): number {
  if (value instanceof Timed) return 8 + size(value.value);
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + stateValueSize(element), 4);
  if (value instanceof KeyMap) {
    let bytes = 4;
    for (const [key, element] of value.entries()) bytes += size(key) + stateValueSize(element);
    return bytes;
  }
  return size(value);
}
