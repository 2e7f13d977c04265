import type { Configuration } from '../../flink/api/configuration.ts';
import type { DeploymentClient } from '../../flink/client/cluster-descriptor.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { sessionFailed } from './failures.ts';

/** ms until the main of a session's client runs. */
const START_MS = 900;

/** A client that starts a session on somebody's resources (yarn-session.sh, kubernetes-session.sh): its JVM, and how it says what went wrong. */
export function sessionCli(mainClass: string, run: (call: Call) => Task<number>): Program {
  return {
    role: 'client',
    mainClass: () => mainClass,
    startup: START_MS,
    *run(call) {
      try {
        return yield* run(call);
      } catch (error) {
        return sessionFailed(call, error);
      }
    },
  };
}

/** GlobalConfiguration.loadConfiguration's lines in a client's log. */
export function logLoaded({ log }: DeploymentClient, configuration: Configuration): void {
  for (const [key, value] of Object.entries(configuration))
    log(
      'INFO',
      'org.apache.flink.configuration.GlobalConfiguration',
      `Loading configuration property: ${key}, ${value}`,
    );
}
