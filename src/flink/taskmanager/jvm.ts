import { filesOf } from '../../platform/access.ts';
import type { Platform, Process } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { JvmRef } from '../api/functions.ts';

const jvms = new WeakMap<Process, JvmRef>();

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
