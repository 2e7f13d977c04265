/** Hosts of a standalone cluster, as bin/config.sh reads them, and scripts that run there. */
import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { homeOf } from './daemon.ts';
import { installedRelease } from './distribution.ts';

/** Hosts of conf/masters or conf/workers: first word of each line that is no comment. */
function hostsIn(call: Call, file: string): string[] | null {
  const path = `${call.env.FLINK_CONF_DIR ?? `${homeOf(call)}/conf`}/${file}`;
  let text: string;
  try {
    text = call.machine.files.readText(path);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    call.process.spec.stderr.write(`No ${file} file. Please specify ${file} in 'conf/${file}'.\n`);
    return null;
  }
  return text
    .split('\n')
    .map((line) => line.split('#', 1)[0]!.trim())
    .filter((line) => line !== '');
}

export const isLocal = (host: string): boolean => host === 'localhost' || host === '127.0.0.1';

/** Runs a script of this installation on `host`, as start-cluster.sh does: by ssh in a login shell, or here when all hosts are local. */
export function* onHost(
  call: Call,
  host: string,
  here: boolean,
  script: string,
  args: readonly string[],
): Task<number> {
  const path = `${homeOf(call)}/bin/${script}`;
  if (here) return yield* call.exec([path, ...args]);
  const ssh = (call.env.FLINK_SSH_OPTS ?? '').split(' ').filter((word) => word !== '');
  return yield* call.exec(['ssh', '-n', ...ssh, host, '--', `/bin/bash -l "${path}" ${args.join(' ')}`]);
}

interface Master {
  readonly host: string;
  readonly webUiPort: string;
}

export function mastersOf(call: Call): Master[] | null {
  return (
    hostsIn(call, 'masters')?.map((line) => {
      const [host, port] = line.split(':');
      return { host: host!, webUiPort: port ?? '8081' };
    }) ?? null
  );
}

export function workersOf(call: Call): string[] | null {
  return hostsIn(call, installedRelease(call.machine, homeOf(call)).workersFile);
}
