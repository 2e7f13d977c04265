import type { Platform, Process } from '../../platform/types.ts';
import type { Configuration } from '../api/configuration.ts';
import { type CheckpointRecovery, STANDALONE_RECOVERY } from '../jobmanager/checkpoint-store.ts';
import { type JobGraphStore, NO_JOB_GRAPH_STORE } from '../jobmanager/dispatcher.ts';
import { exception } from '../jobmanager/errors.ts';
import { type HighAvailabilityServices, standaloneLeadership } from '../rpc/leadership.ts';
import { nextEndpointNumber } from '../rpc/rpc.ts';
import { KUBERNETES_HA_SERVICES, kubernetesServices } from './kubernetes/high-availability.ts';
import type { Log } from './logging.ts';
import { zooKeeperServices } from './zookeeper-ha.ts';

const FACTORY = 'org.apache.flink.runtime.highavailability.HighAvailabilityServicesFactory';

/** What differs by `high-availability`: election, retrieval and what outlives a JobManager. */
export interface ClusterServices {
  readonly highAvailability: HighAvailabilityServices;
  readonly jobGraphs: JobGraphStore;
  readonly checkpoints: CheckpointRecovery;
  /** Standalone: the well-known `dispatcher_*`; with HA every start has a number of its own. */
  endpointName(component: 'resourcemanager' | 'dispatcher'): string;
  /** Orderly end: leadership is given up at once. */
  close(): void;
  /** The cluster's end (closeAndCleanupAllData): as close, and nothing of it is kept for another JobManager. */
  cleanUp(): void;
}

/** HighAvailabilityServicesUtils: `high-availability: NONE | zookeeper | <factory class>`, for any process of the cluster. Throws a JavaError for other values. */
export function createClusterServices(
  platform: Platform,
  process: Process,
  configuration: Configuration,
  log: Log,
): ClusterServices {
  const mode = configuration['high-availability'] ?? 'NONE';
  switch (mode.toUpperCase()) {
    case 'NONE':
      return {
        highAvailability: standaloneLeadership(platform, configuration),
        jobGraphs: NO_JOB_GRAPH_STORE,
        checkpoints: STANDALONE_RECOVERY,
        endpointName: (component) => {
          nextEndpointNumber(process);
          return `${component}_*`;
        },
        close: () => {},
        cleanUp: () => {},
      };
    case 'ZOOKEEPER':
      return zooKeeperServices(platform, process, configuration, log);
    case KUBERNETES_HA_SERVICES.toUpperCase():
      return kubernetesServices(platform, process, configuration, log);
    default:
      throw exception(
        'org.apache.flink.util.FlinkException',
        `Could not instantiate class '${mode}' of type '${FACTORY}'. Please make sure that this class is on your class path.`,
        exception('java.lang.ClassNotFoundException', mode),
      );
  }
}
