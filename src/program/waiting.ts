import type { Task } from '../simulation/task.ts';
import { enter, jvm } from './jvm.ts';

/** Threads that wait for each other: monitors, locks, queues. Who is woken goes on when the one that woke it waits. */
export class WaitQueue {
  private readonly waiting: (() => void)[] = [];

  get length(): number {
    return this.waiting.length;
  }
  /** Waits until it is woken, or at most `ms` (null: for ever); true when woken. */
  *park(ms: number | null = null): Task<boolean> {
    const owner = jvm();
    let isWoken = false;
    yield (resume) => {
      const wake = (): void => {
        isWoken = true;
        stopClock?.();
        owner.ref.sleep(0)(
          () => resume(),
          () => {},
        );
      };
      const leave = (): void => {
        const at = this.waiting.indexOf(wake);
        if (at >= 0) this.waiting.splice(at, 1);
      };
      const timedOut = (): void => {
        leave();
        resume();
      };
      this.waiting.push(wake);
      const stopClock = ms === null ? undefined : owner.ref.sleep(ms)(timedOut, timedOut);
      return () => {
        leave();
        stopClock?.();
      };
    };
    enter(owner);
    return isWoken;
  }
  /** Waits until `ready` holds, looking again each time it is woken; false when `ms` went by before. */
  *until(ready: () => boolean, ms: number | null = null): Task<boolean> {
    const end = ms === null ? null : jvm().ref.currentTimeMillis() + ms;
    while (!ready()) {
      const left = end === null ? null : end - jvm().ref.currentTimeMillis();
      if (left !== null && left <= 0) return false;
      yield* this.park(left);
    }
    return true;
  }
  wakeOne(): void {
    this.waiting.shift()?.();
  }
  wakeAll(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
