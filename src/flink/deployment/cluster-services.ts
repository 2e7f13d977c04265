import type { Platform, Process } from '../../platform/types.ts';
import type { Configuration } from '../api/configuration.ts';
import { type CheckpointRecovery, STANDALONE_RECOVERY } from '../jobmanager/checkpoint-store.ts';
import { type JobGraphStore, NO_JOB_GRAPH_STORE } from '../jobmanager/dispatcher.ts';
import { exception } from '../jobmanager/errors.ts';
import { type HighAvailabilityServices, standaloneLeadership } from '../rpc/leadership.ts';
import { nextEndpointNumber } from '../rpc/rpc.ts';
import type { Log } from './logging.ts';
import { zooKeeperServices } from './zookeeper-ha.ts';

/** What differs by `high-availability`: election, retrieval and what outlives a JobManager. */
export interface ClusterServices {
  readonly highAvailability: HighAvailabilityServices;
  readonly jobGraphs: JobGraphStore;
  readonly checkpoints: CheckpointRecovery;
  /** Standalone: the well-known `dispatcher_*`; with HA every start has a number of its own. */
  endpointName(component: 'resourcemanager' | 'dispatcher'): string;
  /** Orderly end: leadership is given up at once. */
  close(): void;
}

/** `high-availability: NONE | zookeeper`, for any process of the cluster. Throws a JavaError for other values. */
export function createClusterServices(
  platform: Platform,
  process: Process,
  configuration: Configuration,
  log: Log,
): ClusterServices {
  const mode = (configuration['high-availability'] ?? 'NONE').toUpperCase();
  switch (mode) {
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
      };
    case 'ZOOKEEPER':
      return zooKeeperServices(platform, process, configuration, log);
    default:
      throw exception(
        'java.lang.Exception',
        `High availability mode ${configuration['high-availability']} is not simulated (NONE and zookeeper are).`,
      );
  }
}
