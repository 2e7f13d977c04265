import type { Platform, Process } from '../../platform/types.ts';
import type { Configuration } from '../api/configuration.ts';
import { type CheckpointRecovery, STANDALONE_RECOVERY } from '../jobmanager/checkpoint-store.ts';
import { type JobGraphStore, NO_JOB_GRAPH_STORE } from '../jobmanager/dispatcher.ts';
import { exception } from '../jobmanager/errors.ts';
import { type HighAvailabilityServices, standaloneLeadership } from '../rpc/leadership.ts';
import type { Log } from './logging.ts';

/** What differs by `high-availability`: election, retrieval and what outlives a JobManager. */
export interface ClusterServices {
  readonly highAvailability: HighAvailabilityServices;
  readonly jobGraphs: JobGraphStore;
  readonly checkpoints: CheckpointRecovery;
  /** Standalone: `dispatcher_*`; with HA each term has a new endpoint, `dispatcher_1`. */
  endpointName(component: 'resourcemanager' | 'dispatcher', term: number): string;
}

/** `high-availability: NONE | zookeeper`. Throws a JavaError for other values. */
export function createClusterServices(
  platform: Platform,
  process: Process,
  configuration: Configuration,
  log: Log,
): ClusterServices {
  void process;
  void log;
  const mode = (configuration['high-availability'] ?? 'NONE').toUpperCase();
  if (mode === 'NONE') {
    return {
      highAvailability: standaloneLeadership(platform, configuration),
      jobGraphs: NO_JOB_GRAPH_STORE,
      checkpoints: STANDALONE_RECOVERY,
      endpointName: (component) => `${component}_*`,
    };
  }
  throw exception(
    'java.lang.Exception',
    `High availability mode ${configuration['high-availability']} is not simulated.`,
  );
}
