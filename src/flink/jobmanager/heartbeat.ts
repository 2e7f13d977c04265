import type { Process } from '../../platform/types.ts';
import type { Timer } from '../../simulation/simulation.ts';
import { type Configuration, longOption } from '../api/configuration.ts';

/** `heartbeat.interval` and `heartbeat.timeout`, ms. */
export interface HeartbeatSettings {
  readonly interval: number;
  readonly timeout: number;
}

export function heartbeatSettings(configuration: Configuration): HeartbeatSettings {
  return {
    interval: longOption(configuration, 'heartbeat.interval') ?? 10_000,
    timeout: longOption(configuration, 'heartbeat.timeout') ?? 50_000,
  };
}

/** The sending side of heartbeats (HeartbeatManagerSenderImpl): asks every target each interval and counts one lost after the time-out. */
export interface HeartbeatMonitor {
  monitor(id: string, send: () => void): void;
  unmonitor(id: string): void;
  /** A sign of life. */
  received(id: string): void;
  stop(): void;
}

export function monitorHeartbeats(
  process: Process,
  now: () => number,
  settings: HeartbeatSettings,
  lost: (id: string) => void,
): HeartbeatMonitor {
  interface Target {
    readonly send: () => void;
    last: number;
    timer: Timer;
  }
  const targets = new Map<string, Target>();
  let stopped = false;

  // One timer per target that is moved on lazily: a heartbeat received costs no new event.
  const watch = (id: string, target: Target, delay: number): Timer =>
    process.schedule(delay, () => {
      if (stopped || targets.get(id) !== target) return;
      const left = target.last + settings.timeout - now();
      if (left > 0) {
        target.timer = watch(id, target, left);
        return;
      }
      targets.delete(id);
      lost(id);
    });
  const tick = (): void => {
    if (stopped) return;
    for (const target of [...targets.values()]) target.send();
    process.schedule(settings.interval, tick);
  };
  process.schedule(settings.interval, tick);

  return {
    monitor(id, send) {
      targets.get(id)?.timer.cancel();
      const target = { send, last: now() } as Target;
      target.timer = watch(id, target, settings.timeout);
      targets.set(id, target);
    },
    unmonitor(id) {
      targets.get(id)?.timer.cancel();
      targets.delete(id);
    },
    received(id) {
      const target = targets.get(id);
      if (target) target.last = now();
    },
    stop() {
      stopped = true;
      for (const target of targets.values()) target.timer.cancel();
      targets.clear();
    },
  };
}

/** The answering side: whoever is asked only watches that the asking goes on (HeartbeatManagerImpl). */
export function watchHeartbeats(
  process: Process,
  now: () => number,
  timeout: number,
  lost: () => void,
): { received(): void; stop(): void } {
  let last = now();
  let timer: Timer;
  const watch = (delay: number): void => {
    timer = process.schedule(delay, () => {
      const left = last + timeout - now();
      if (left > 0) watch(left);
      else lost();
    });
  };
  watch(timeout);
  return {
    received() {
      last = now();
    },
    stop: () => timer.cancel(),
  };
}
