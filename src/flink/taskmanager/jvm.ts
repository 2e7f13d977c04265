import { filesOf } from '../../platform/access.ts';
import type { Platform, Process } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { JvmRef } from '../api/functions.ts';
import type { Log } from '../deployment/logging.ts';

const jvms = new WeakMap<Process, JvmRef>();
const logs = new WeakMap<Process, Log>();

/** Where user code that logs writes: the log of its process. */
export function logsTo(process: Process, log: Log): void {
  logs.set(process, log);
}

/** The JVM of a process: one per process, whoever asks. */
export function jvmOf(platform: Platform, process: Process): JvmRef {
  let jvm = jvms.get(process);
  if (!jvm) {
    const id = `${process.machine.name}/${process.pid}`;
    jvm = {
      id,
      currentTimeMillis: () => platform.epoch + Math.floor(platform.world.now),
      timezone: platform.timezone,
      out: (text) => process.spec.stdout.write(text),
      err: (text) => process.spec.stderr.write(text),
      log: (level, logger, message, error) => {
        const log = logs.get(process);
        log?.(level, logger, message, error);
        return log !== undefined;
      },
      sleep: (ms) => sleep(process, ms),
      random: (stream) => platform.world.random(`jvm/${id}/${stream}`),
      epoch: platform.epoch,
      files: filesOf(process.machine.files, process.spec.user),
      cwd: process.spec.cwd,
      host: { name: process.machine.name, address: process.machine.ip },
    };
    jvms.set(process, jvm);
  }
  return jvm;
}
