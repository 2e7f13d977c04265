/** A minimal event: `fire` calls every listener in the order they came; `on` returns what takes the listener away again. */
export interface Signal<T> {
  on(listener: (value: T) => void): { dispose(): void };
  fire(value: T): void;
}

export function createSignal<T>(): Signal<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    },
    fire(value) {
      for (const listener of [...listeners]) listener(value);
    },
  };
}
