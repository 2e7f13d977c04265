import type { Process } from '../../../platform/types.ts';
import { JavaError } from '../../api/jar.ts';
import type { TaskEnvironment } from './environment.ts';
import type { TaskThread } from './thread.ts';

/**
 * Ends a task's user code: it is interrupted at once and then each `task.cancellation.interval` (TaskInterrupter); where it goes on all
 * the same for `task.cancellation.timeout`, the TaskManager is told to end (TaskCancelerWatchDog). Runs `ended` when no user code runs.
 */
export function interruptUserCode(
  process: Process,
  thread: TaskThread,
  environment: TaskEnvironment,
  fullName: string,
  ended: () => void,
): void {
  const { cancellationInterval: interval, cancellationTimeout: timeout } = environment;
  const warn = (action: string, ms: number): void =>
    environment.log(
      'WARN',
      'org.apache.flink.runtime.taskmanager.Task',
      `Task '${fullName}' did not react to cancelling signal - ${action}; it is stuck for ${Math.floor(ms / 1_000)} seconds in method:\n java.lang.Thread.sleep(Native Method)\n`,
    );
  const interrupter = {
    timer: null as { cancel(): void } | null,
    plan() {
      this.timer = process.schedule(interval, () => {
        warn('interrupting', interval);
        thread.interrupt(interruption);
        if (!thread.idle) this.plan();
      });
    },
  };
  const watchdog =
    timeout > 0
      ? process.schedule(timeout, () => {
          warn('notifying TM', timeout);
          environment.fatal(
            new JavaError(
              'org.apache.flink.util.FlinkRuntimeException',
              `Task did not exit gracefully within ${Math.floor(timeout / 1_000)} + seconds.`,
              [],
              null,
            ),
          );
        })
      : null;
  if (!thread.idle) interrupter.plan();
  thread.whenIdle(() => {
    interrupter.timer?.cancel();
    watchdog?.cancel();
    ended();
  });
  thread.interrupt(interruption);
}

const interruption = (): JavaError =>
  new JavaError('java.lang.InterruptedException', 'sleep interrupted', ['java.lang.Thread.sleep(Native Method)'], null);
