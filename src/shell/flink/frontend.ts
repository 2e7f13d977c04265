import { type Configuration, intOption, longOption } from '../../flink/api/configuration.ts';
import { type ClusterClient, clusterClient } from '../../flink/client/cluster-client.ts';
import { leaderFromZooKeeper } from '../../flink/deployment/zookeeper-ha.ts';
import { exception } from '../../flink/jobmanager/errors.ts';
import { start, type Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { NO_CLUSTER_CLIENT_FACTORY } from './command-lines.ts';
import { deploymentClient, factoryFor } from './deployments.ts';
import type { CliOptions } from './options.ts';

/** One action of bin/flink (CliFrontend). */
export interface Frontend {
  readonly call: Call;
  readonly configuration: Configuration;
  readonly options: CliOptions;
}

const FRAMES = [
  'org.apache.flink.client.cli.CliFrontend.lambda$main$10(CliFrontend.java:1132)',
  'org.apache.flink.runtime.security.contexts.NoOpSecurityContext.runSecured(NoOpSecurityContext.java:28)',
  'org.apache.flink.client.cli.CliFrontend.main(CliFrontend.java:1132)',
];
/** The frames of an action, then those of main(). */
export const frames = (...own: readonly string[]): readonly string[] => [...own, ...FRAMES];

/** The cluster that the configuration names: the one at rest.address, or a deployed one by its id (CliFrontend.runClusterAction). */
export function* clientOf({ call, configuration }: Frontend): Task<ClusterClient> {
  const target = configuration['execution.target'] ?? 'remote';
  if (target === 'remote') return restClient(call, configuration);
  const factory = factoryFor(target);
  const client = deploymentClient(call, configuration);
  if (!factory?.available(client)) throw exception('java.lang.IllegalStateException', NO_CLUSTER_CLIENT_FACTORY);
  const clusterId = factory.clusterId(configuration);
  if (clusterId === null) {
    throw exception(
      'org.apache.flink.util.FlinkException',
      'No cluster id was specified. Please specify a cluster to which you would like to connect.',
      null,
      frames('org.apache.flink.client.cli.CliFrontend.runClusterAction(CliFrontend.java:995)'),
    );
  }
  return yield* factory.createClusterDescriptor(client).retrieve(clusterId);
}

/** RestClusterClient: the REST endpoint at rest.address; with high availability the one that leads, whatever -m says. */
function restClient(call: Call, configuration: Configuration): ClusterClient {
  const host = configuration['rest.address'] ?? configuration['jobmanager.rpc.address'] ?? 'localhost';
  const port = intOption(configuration, 'rest.port') ?? 8081;
  const leader =
    configuration['high-availability'] === 'zookeeper'
      ? function* () {
          const { address } = yield* leaderFromZooKeeper(call.platform, call.process, configuration, 'rest_server');
          const { hostname, port: leading } = new URL(address);
          return { host: hostname, port: Number(leading) };
        }
      : null;
  return clusterClient(call.process, call.platform, host, port, configuration, leader);
}

export const TIMEOUT = 'java.util.concurrent.TimeoutException';

/** `client.timeout`, one minute by default: what the commands on jobs wait for an answer. Throws a TimeoutException. */
export function* withinClientTimeout<T>({ call, configuration }: Frontend, request: Task<T>): Task<T> {
  const answer = start(request);
  let late = false;
  yield (resume) => {
    const timer = call.process.schedule(longOption(configuration, 'client.timeout') ?? 60_000, () => {
      late = true;
      answer.kill();
      resume();
    });
    answer.onEnd(() => {
      timer.cancel();
      resume();
    });
    return () => {
      timer.cancel();
      answer.kill();
    };
  };
  if (answer.error !== undefined) throw answer.error;
  if (late) {
    throw exception(TIMEOUT, null, null, [
      'java.base/java.util.concurrent.CompletableFuture.timedGet(CompletableFuture.java:1960)',
      'java.base/java.util.concurrent.CompletableFuture.get(CompletableFuture.java:2095)',
    ]);
  }
  return answer.result as T;
}
