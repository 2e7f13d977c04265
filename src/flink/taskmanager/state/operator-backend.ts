import type { ListState, MapState, StateDescriptor } from '../../api/functions.ts';
import type { OperatorStateHandle } from '../../rpc/gateways.ts';
import { KeyMap } from './key-map.ts';
import { copyStateValue, stateValueSize } from './keyed-backend.ts';

type Mode = OperatorStateHandle['mode'];

/** Operator state of one operator (DefaultOperatorStateBackend): lists that are split or given whole, and broadcast maps. */
export class OperatorBackend {
  private readonly lists = new Map<string, { readonly mode: Mode; values: unknown[] }>();
  private readonly maps = new Map<string, KeyMap<unknown>>();
  private readonly restored = new Map<string, OperatorStateHandle[]>();

  restore(handles: readonly OperatorStateHandle[]): void {
    for (const handle of handles) {
      const known = this.restored.get(handle.name);
      if (known) known.push(handle);
      else this.restored.set(handle.name, [handle]);
    }
  }

  /** Restored states are registered before anybody asks for them (OperatorStateRestoreOperation). */
  listNames(): string[] {
    return [...this.lists.keys(), ...this.restoredNames(false)];
  }
  broadcastNames(): string[] {
    return [...this.maps.keys(), ...this.restoredNames(true)];
  }
  private restoredNames(broadcast: boolean): string[] {
    return [...this.restored].flatMap(([name, [handle]]) =>
      (handle?.mode === 'BROADCAST') === broadcast ? [name] : [],
    );
  }

  listState(descriptor: StateDescriptor, mode: Mode): ListState {
    const { name } = descriptor;
    let list = this.lists.get(name);
    if (!list) {
      const handles = this.restored.get(name) ?? [];
      list = { mode, values: handles.flatMap((handle) => handle.elements.map(copyStateValue)) };
      this.restored.delete(name);
      this.lists.set(name, list);
    }
    const entry = list;
    return {
      get: () => [...entry.values],
      add: (value) => {
        entry.values.push(value);
      },
      addAll: (values) => {
        entry.values.push(...values);
      },
      update: (values) => {
        entry.values = [...values];
      },
      clear: () => {
        entry.values = [];
      },
    };
  }

  broadcastMap(name: string): KeyMap<unknown> {
    let map = this.maps.get(name);
    if (!map) {
      map = new KeyMap();
      for (const handle of this.restored.get(name) ?? []) {
        for (const [key, value] of handle.elements as [unknown, unknown][])
          map.set(copyStateValue(key), copyStateValue(value));
        // Each handle is a full copy.
        break;
      }
      this.restored.delete(name);
      this.maps.set(name, map);
    }
    return map;
  }

  broadcastState(descriptor: StateDescriptor): MapState {
    const map = this.broadcastMap(descriptor.name);
    return {
      get: (key) => map.get(key) ?? null,
      put: (key, value) => map.set(key, value),
      remove: (key) => {
        map.delete(key);
      },
      contains: (key) => map.has(key),
      entries: () => [...map.entries()],
      isEmpty: () => map.size === 0,
      clear: () => map.clear(),
    };
  }

  snapshot(): { readonly handles: readonly OperatorStateHandle[]; readonly size: number } {
    const handles: OperatorStateHandle[] = [];
    let bytes = 0;
    for (const [name, { mode, values }] of this.lists) {
      handles.push({ name, mode, elements: values.map(copyStateValue) });
      bytes += stateValueSize(values);
    }
    for (const [name, map] of this.maps) {
      const elements = [...map.entries()].map((entry) => entry.map(copyStateValue));
      handles.push({ name, mode: 'BROADCAST', elements });
      bytes += stateValueSize(map);
    }
    for (const left of this.restored.values()) handles.push(...left);
    return { handles, size: bytes };
  }
}
