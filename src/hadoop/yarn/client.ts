import { type Platform, type Process, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import { type HadoopConfiguration, number } from '../configuration.ts';
import { callIpc, connectionFailed } from '../ipc.ts';
import { resourceManagerAddress, type YarnResourceManager } from './resource-manager.ts';

/** YarnClient: calls of ApplicationClientProtocol, tried again while the ResourceManager does not answer. */
export interface YarnClient {
  call<T>(method: string, detail: string | null, invoke: (resourceManager: YarnResourceManager) => T): Task<T>;
}

/** `logger message` lines of the client: RMProxy and ipc.Client, level INFO. */
export type ClientLog = (logger: string, message: string) => void;

const IPC_CLIENT = 'org.apache.hadoop.ipc.Client';

export function createYarnClient(
  platform: Platform,
  process: Process,
  configuration: HadoopConfiguration,
  log: ClientLog,
): YarnClient {
  const { host, port } = resourceManagerAddress(configuration, 'client');
  const ip = host === '0.0.0.0' ? '0.0.0.0' : (platform.network.resolve(process.machine, host)?.ip ?? '<unresolved>');
  log(
    'org.apache.hadoop.yarn.client.RMProxy',
    `Connecting to ResourceManager at ${host === '0.0.0.0' ? '' : host}/${ip}:${port}`,
  );
  const retries = number(configuration, 'ipc.client.connect.max.retries', 10);
  const interval = number(configuration, 'ipc.client.connect.retry.interval', 1_000);
  const maxWait = number(configuration, 'yarn.resourcemanager.connect.max-wait.ms', 900_000);
  const pause = number(configuration, 'yarn.resourcemanager.connect.retry-interval.ms', 30_000);

  return {
    *call(method, detail, invoke) {
      const since = platform.world.now;
      for (let tried = 0; ; tried++) {
        try {
          return yield* callIpc(
            platform,
            process,
            host,
            port,
            { protocol: 'yarn', method, ...(detail === null ? {} : { detail }) },
            invoke,
          );
        } catch (error) {
          if (!(error instanceof SystemError)) throw error;
          if (error.code === 'ENOTFOUND' || platform.world.now - since >= maxWait)
            throw connectionFailed(process, host, port, error);
          yield sleep(process, interval);
          log(
            IPC_CLIENT,
            `Retrying connect to server: ${host}/${ip}:${port}. Already tried ${tried % retries} time(s); retry policy is RetryUpToMaximumCountWithFixedSleep(maxRetries=${retries}, sleepTime=${interval} MILLISECONDS)`,
          );
          if ((tried + 1) % retries === 0) yield sleep(process, pause);
        }
      }
    },
  };
}
