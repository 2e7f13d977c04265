import type { Configuration } from '../../flink/api/configuration.ts';
import type { Jar } from '../../flink/api/jar.ts';
import type { ClusterClientFactory, DeploymentClient } from '../../flink/client/cluster-descriptor.ts';
import { kubernetesClusterClientFactory } from '../../flink/deployment/kubernetes/cluster-descriptor.ts';
import { createLog } from '../../flink/deployment/logging.ts';
import { yarnClusterClientFactory } from '../../flink/deployment/yarn/cluster-descriptor.ts';
import { restHandler } from '../../flink/rest/index.ts';
import type { FileContent } from '../../platform/types.ts';
import type { Call } from '../host.ts';
import { homeOf } from './daemon.ts';
import { exampleJar, isExample } from './examples.ts';

/** Whose resources clusters can be deployed on (META-INF/services of ClusterClientFactory). */
const CLUSTER_CLIENT_FACTORIES: readonly ClusterClientFactory[] = [
  yarnClusterClientFactory,
  kubernetesClusterClientFactory,
];

/** The factory that serves a value of `execution.target`; undefined for `remote`, `local` and unknown ones. */
export function factoryFor(target: string): ClusterClientFactory | undefined {
  return CLUSTER_CLIENT_FACTORIES.find(
    ({ targets }) => targets.session === target || targets.perJob === target || targets.application === target,
  );
}

/** Loggers of conf/log4j-cli.properties that write to the terminal, besides the log file. */
const ON_CONSOLE = /^org\.apache\.(?:flink\.yarn|flink\.kubernetes|hadoop)\b/;
/** Has an appender of its own beside its package's, so that its lines come twice. */
const TWICE = 'org.apache.flink.yarn.cli.FlinkYarnSessionCli';

/** A client's JVM with its log on the terminal: `console` all of it (log4j-session.properties), else what log4j-cli.properties lets through. */
export function deploymentClient(
  call: Call,
  configuration: Configuration,
  console: 'cli' | 'session' = 'cli',
): DeploymentClient {
  const write = createLog(call.platform, (text) => call.print(text));
  return {
    platform: call.platform,
    process: call.process,
    configuration,
    flinkHome: homeOf(call),
    rest: restHandler,
    loadJar: (content) => loadJar(call, content),
    log(level, logger, message, error) {
      if (console === 'cli' && !ON_CONSOLE.test(logger)) return;
      write(level, logger, message, error);
      if (console === 'cli' && logger === TWICE) write(level, logger, message, error);
    },
  };
}

/** The program in a jar file; null when the file is none. */
export function loadJar(call: Call, content: FileContent): Jar | null {
  const value = content.kind === 'artifact' ? content.value : null;
  return isExample(value) ? exampleJar(value, call.host.hooks.compile) : (value as Jar | null);
}
