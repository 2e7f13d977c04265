import type { Platform, Process } from '../../platform/types.ts';
import type { Configuration } from '../api/configuration.ts';
import { STANDALONE_RECOVERY } from '../jobmanager/checkpoint-store.ts';
import type { DispatcherGateway } from '../jobmanager/cluster-view.ts';
import { NO_JOB_GRAPH_STORE } from '../jobmanager/dispatcher.ts';
import { createFuture, type Future } from '../rpc/future.ts';
import { embeddedLeadership, type HighAvailabilityServices } from '../rpc/leadership.ts';
import { nextEndpointNumber } from '../rpc/rpc.ts';
import type { Log } from './logging.ts';
import { runComponents } from './standalone.ts';

/** JobManager and TaskManagers inside one process: what an IDE's Run starts (MiniCluster). */
export interface MiniCluster {
  /** Settles once the Dispatcher leads. */
  readonly dispatcher: Future<DispatcherGateway>;
  readonly highAvailability: HighAvailabilityServices;
  close(): void;
}

/** Starts one TaskManager inside `process`; returns the way to stop it. */
export type EmbeddedTaskManager = (
  process: Process,
  platform: Platform,
  configuration: Configuration,
  highAvailability: HighAvailabilityServices,
) => () => void;

export interface MiniClusterOptions {
  readonly slots: number;
  readonly taskManagers?: number;
  readonly configuration: Configuration;
  readonly log: Log;
  readonly startTaskManager: EmbeddedTaskManager;
}

/** Virtual ms from the call to a leading Dispatcher: actor systems, blob server, REST on a random port. */
const MINICLUSTER_START_MS = 900;

export function startMiniCluster(process: Process, platform: Platform, options: MiniClusterOptions): MiniCluster {
  const configuration: Configuration = {
    ...options.configuration,
    'taskmanager.numberOfTaskSlots': String(options.slots),
  };
  const highAvailability = embeddedLeadership(platform);
  const dispatcher = createFuture<DispatcherGateway>();
  const stops: (() => void)[] = [];
  process.schedule(MINICLUSTER_START_MS, () => {
    runComponents(
      {
        platform,
        process,
        configuration,
        log: options.log,
        onDispatcher: (gateway) => dispatcher.complete(gateway),
        shutDown: () => process.exit(0),
      },
      {
        highAvailability,
        jobGraphs: NO_JOB_GRAPH_STORE,
        checkpoints: STANDALONE_RECOVERY,
        endpointName: (component) => `${component}_${nextEndpointNumber(process)}`,
        close: () => {},
        cleanUp: () => {},
      },
      'localhost',
      0,
    );
    for (let i = 0; i < (options.taskManagers ?? 1); i++) {
      stops.push(options.startTaskManager(process, platform, configuration, highAvailability));
    }
  });
  return {
    dispatcher,
    highAvailability,
    close() {
      for (const stop of stops.splice(0)) stop();
    },
  };
}
