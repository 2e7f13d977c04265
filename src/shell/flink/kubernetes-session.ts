import type { Configuration } from '../../flink/api/configuration.ts';
import { printStackTrace } from '../../flink/api/jar.ts';
import { clusterSpecification } from '../../flink/client/cluster-descriptor.ts';
import { kubernetesClusterClientFactory } from '../../flink/deployment/kubernetes/cluster-descriptor.ts';
import { createKubeClient } from '../../flink/deployment/kubernetes/kube-client.ts';
import { restServiceName } from '../../flink/deployment/kubernetes/resources.ts';
import { toJavaError } from '../../flink/jobmanager/errors.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { loadConfiguration } from './configuration.ts';
import { homeOf } from './daemon.ts';
import { deploymentClient } from './deployments.ts';
import { CliArgsError, parseCliOptions } from './options.ts';

const START_MS = 900;
/** ms without a word after which the terminal counts as idle. */
const PATIENCE_MS = 200;
const HELP =
  'Available commands:\nhelp - show these commands\nstop - stop the kubernetes cluster\nquit - quit attach mode\n';

/** bin/kubernetes-session.sh (KubernetesSessionCli): starts a session on Kubernetes, or attaches to one. */
export const kubernetesSession: Program = {
  role: 'client',
  mainClass: () => 'KubernetesSessionCli',
  startup: START_MS,
  *run(call) {
    try {
      return yield* start(call);
    } catch (error) {
      if (error instanceof CliArgsError) {
        call.print(`${error.message}\n\nUse the help option (-h or --help) to get help on the command.\n`);
        return 1;
      }
      call.stderr.write(
        `\n------------------------------------------------------------\n The program finished with the following exception:\n\n${printStackTrace(toJavaError(error))}`,
      );
      return 1;
    }
  },
};

function* start(call: Call): Task<number> {
  const { values, properties } = parseCliOptions('list', call.args);
  const own = loadConfiguration(call.machine.files, homeOf(call), call.env);
  const target = values.get('t') ?? kubernetesClusterClientFactory.targets.session;
  const configuration: Configuration = { ...own, ...properties, 'execution.target': target };
  const client = deploymentClient(call, homeOf(call), configuration, 'session');
  for (const [key, value] of Object.entries(own))
    client.log(
      'INFO',
      'org.apache.flink.configuration.GlobalConfiguration',
      `Loading configuration property: ${key}, ${value}`,
    );
  const descriptor = kubernetesClusterClientFactory.createClusterDescriptor(client);
  let clusterId = kubernetesClusterClientFactory.clusterId(configuration);
  const kube = createKubeClient(call.platform, call.process, configuration);
  if (clusterId !== null && (yield* kube.get('services', restServiceName(clusterId))) !== null)
    yield* descriptor.retrieve(clusterId);
  else ({ clusterId } = yield* descriptor.deploySessionCluster(clusterSpecification(configuration)));
  if (configuration['execution.attached'] === 'true' && (yield* attend(call))) yield* descriptor.killCluster(clusterId);
  return 0;
}

/** repStep: reads commands until `stop` (true: the cluster is to end) or `quit`. */
function* attend(call: Call): Task<boolean> {
  // What is piped in is there at once; a session that nobody speaks to goes on.
  call.process.schedule(PATIENCE_MS, () => call.process.declareServing());
  for (;;) {
    const command = (yield call.stdin.readLine()) as string | null;
    switch (command) {
      case null:
      case 'quit':
        return false;
      case 'stop':
        return true;
      case 'help':
        call.stderr.write(HELP);
        break;
      default:
        call.stderr.write(`Unknown command '${command}'. Showing help:\n${HELP}`);
    }
  }
}
