import type { Platform, Process } from '../../../platform/types.ts';
import type { Configuration } from '../../api/configuration.ts';
import { exception } from '../../jobmanager/errors.ts';
import { below, openPath } from '../../jobmanager/state-storage.ts';
import { nextEndpointNumber } from '../../rpc/rpc.ts';
import type { ClusterServices } from '../cluster-services.ts';
import { defaultCheckpointRecovery, defaultJobGraphStore, perJob } from '../default-stores.ts';
import type { Log } from '../logging.ts';
import { createStateStorage, type StateType } from '../state-handles.ts';
import { configMapHandles, configMapRegistry, leaderData } from './config-map-stores.ts';
import { createKubeClient } from './kube-client.ts';
import { kubernetesLeadership, leaderName } from './leader-election.ts';
import { highAvailabilityLabels } from './resources.ts';

/** The value of `high-availability` that chooses these services. */
export const KUBERNETES_HA_SERVICES = 'org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory';

/** KubernetesHaServices of one process: ConfigMaps instead of ZooKeeper. Throws a JavaError for missing options. */
export function kubernetesServices(
  platform: Platform,
  process: Process,
  configuration: Configuration,
  log: Log,
): ClusterServices {
  const clusterId = configuration['kubernetes.cluster-id'];
  if (clusterId === undefined) throw exception('java.lang.NullPointerException', null);
  const storageDir = configuration['high-availability.storageDir'];
  if (!storageDir)
    throw exception(
      'org.apache.flink.configuration.IllegalConfigurationException',
      "Configuration is missing the mandatory parameter: Key: 'high-availability.storageDir' , default: null (fallback keys: [])",
    );
  const kube = createKubeClient(platform, process, configuration);
  const leadership = kubernetesLeadership(platform, process, kube, configuration, log);
  const data = leaderData(process, kube, leadership);
  const namespace = (configuration['high-availability.cluster-id'] ?? '/default').replace(/^\//, '');
  const directory = () => below(openPath(platform, process, storageDir), namespace);
  const handles = (configMap: string, prefix: string, type: StateType) =>
    configMapHandles(data, configMap, prefix, createStateStorage(platform, process, type, directory));
  const dispatcher = leaderName(clusterId, 'dispatcher');
  const jobManagerOf = (jobId: string): string => leaderName(clusterId, jobId);
  const checkpoints = perJob((jobId) => handles(jobManagerOf(jobId), 'checkpointID-', 'checkpoint'));
  return {
    highAvailability: leadership,
    jobGraphs: defaultJobGraphStore(handles(dispatcher, 'jobGraph-', 'jobgraph'), log),
    checkpoints: defaultCheckpointRecovery(checkpoints, configMapRegistry(data, dispatcher, jobManagerOf), log),
    endpointName: (component) => `${component}_${nextEndpointNumber(process)}`,
    close: () => leadership.close(),
    cleanUp() {
      leadership.close();
      process.spawn(kube.deleteConfigMaps(highAvailabilityLabels(clusterId)));
    },
  };
}
