import type { Configuration } from '../../flink/api/configuration.ts';
import { clusterSpecification } from '../../flink/client/cluster-descriptor.ts';
import { kubernetesClusterClientFactory } from '../../flink/deployment/kubernetes/cluster-descriptor.ts';
import { createKubeClient } from '../../flink/deployment/kubernetes/kube-client.ts';
import { restServiceName } from '../../flink/deployment/kubernetes/resources.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { loadConfiguration } from './configuration.ts';
import { homeOf } from './daemon.ts';
import { deploymentClient } from './deployments.ts';
import { parseCliOptions } from './options.ts';
import { logLoaded, sessionCli } from './session-cli.ts';

/** ms without a word after which the terminal counts as idle. */
const PATIENCE_MS = 200;
const HELP =
  'Available commands:\nhelp - show these commands\nstop - stop the kubernetes cluster\nquit - quit attach mode\n';

/** bin/kubernetes-session.sh (KubernetesSessionCli): starts a session on Kubernetes, or attaches to one. */
export const kubernetesSession = sessionCli('KubernetesSessionCli', start);

function* start(call: Call): Task<number> {
  const { values, properties } = parseCliOptions('list', call.args);
  const own = loadConfiguration(call.machine.files, homeOf(call), call.env);
  const target = values.get('t') ?? kubernetesClusterClientFactory.targets.session;
  const configuration: Configuration = { ...own, ...properties, 'execution.target': target };
  const client = deploymentClient(call, configuration, 'session');
  logLoaded(client, own);
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
