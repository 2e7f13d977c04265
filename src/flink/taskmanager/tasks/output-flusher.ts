import type { Process } from '../../../platform/types.ts';

/** OutputFlusher: flushes every `timeout` ms, counted from the task's start; only when something waits. */
export class OutputFlusher {
  private timer: { cancel(): void } | null = null;
  /** Virtual ms. */
  private startedAt = 0;

  constructor(
    private readonly process: Process,
    private readonly task: { now(): number; flush(): void },
  ) {}

  start(): void {
    this.startedAt = this.task.now();
  }

  /** Records wait; `timeout` is the buffer timeout in ms. */
  plan(timeout: number): void {
    if (this.timer !== null) return;
    const now = this.task.now();
    const periods = Math.floor((now - this.startedAt) / timeout) + 1;
    this.timer = this.process.schedule(this.startedAt + periods * timeout - now, () => {
      this.timer = null;
      this.task.flush();
    });
  }
  stop(): void {
    this.timer?.cancel();
  }
}
