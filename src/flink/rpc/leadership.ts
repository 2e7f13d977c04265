import type { Platform, Process } from '../../platform/types.ts';
import { type Configuration, intOption } from '../api/configuration.ts';
import { rpcAddress } from './rpc.ts';

/** Who leads: an RPC or REST address and the session (fencing token) of that leadership. */
export interface LeaderInformation {
  readonly address: string;
  readonly session: string;
}

/** The components that have a leader each: `dispatcher`, `resource_manager`, `rest_server`, or a job id for its JobMaster. */
export type LeaderComponent = string;

export interface LeaderRetrieval {
  /** Calls `listener` with each new leader, null while there is none; returns the way to stop. */
  retrieve(
    process: Process,
    component: LeaderComponent,
    listener: (leader: LeaderInformation | null) => void,
  ): () => void;
}

export interface LeaderContender {
  /** Leadership was granted; answer with `confirm` once the component serves. */
  readonly granted: (session: string, confirm: (address: string) => void) => void;
  readonly revoked: () => void;
}

export interface LeaderElection {
  /** Joins the election of a component; returns the way to leave it. */
  contend(process: Process, component: LeaderComponent, contender: LeaderContender): () => void;
}

/** HighAvailabilityServices: what differs between a standalone cluster, an embedded one and ZooKeeper. */
export interface HighAvailabilityServices {
  readonly retrieval: LeaderRetrieval;
  readonly election: LeaderElection;
}

/** The fencing token of clusters without HA: HighAvailabilityServices.DEFAULT_LEADER_ID. */
const DEFAULT_LEADER_SESSION = '00000000000000000000000000000000';

/** ResourceManagerId and JobMasterId as they are printed: an AbstractID has the lower half of the session's UUID first. */
export function fencingToken(session: string): string {
  return session.slice(16) + session.slice(0, 16);
}

/** Fixed names under which a standalone JobManager's endpoints are found (AkkaRpcServiceUtils, StandaloneHaServices). */
const STANDALONE_ENDPOINTS: Readonly<Record<string, string>> = {
  dispatcher: 'dispatcher_*',
  resource_manager: 'resourcemanager_*',
};

/**
 * StandaloneHaServices: the leader is whoever is at jobmanager.rpc.address:jobmanager.rpc.port. A component's contender is granted
 * leadership at once; a JobMaster's address is learnt from the contender itself, through the same JobManager process.
 */
export function standaloneLeadership(platform: Platform, configuration: Configuration): HighAvailabilityServices {
  const host = configuration['jobmanager.rpc.address'] ?? 'localhost';
  const port = intOption(configuration, 'jobmanager.rpc.port') ?? 6123;
  const emitLeader = leaderFacts(platform);
  return {
    retrieval: {
      retrieve(process, component, listener) {
        const name = STANDALONE_ENDPOINTS[component];
        if (name === undefined) throw new Error(`no fixed address for ${component}`);
        let live = true;
        process.schedule(0, () => {
          if (live) listener({ address: rpcAddress(host, port, name), session: DEFAULT_LEADER_SESSION });
        });
        return () => {
          live = false;
        };
      },
    },
    election: {
      contend(process, component, contender) {
        let live = true;
        process.schedule(0, () => {
          if (!live) return;
          contender.granted(DEFAULT_LEADER_SESSION, () => emitLeader(process, component, true));
        });
        return () => {
          live = false;
        };
      },
    },
  };
}

/** EmbeddedHaServices: contenders and listeners share one process (MiniCluster). First come, first served. */
export function embeddedLeadership(platform: Platform): HighAvailabilityServices {
  const components = new Map<
    string,
    { leader: LeaderInformation | null; readonly listeners: Set<(leader: LeaderInformation | null) => void> }
  >();
  const emitLeader = leaderFacts(platform);
  const of = (component: string) => {
    let entry = components.get(component);
    if (!entry) {
      entry = { leader: null, listeners: new Set() };
      components.set(component, entry);
    }
    return entry;
  };
  return {
    retrieval: {
      retrieve(process, component, listener) {
        const entry = of(component);
        entry.listeners.add(listener);
        if (entry.leader) process.schedule(0, () => entry.listeners.has(listener) && listener(entry.leader));
        return () => entry.listeners.delete(listener);
      },
    },
    election: {
      contend(process, component, contender) {
        const entry = of(component);
        const session = platform.world.random('leader-session').hex(32);
        let live = true;
        process.schedule(0, () => {
          if (!live) return;
          contender.granted(session, (address) => {
            entry.leader = { address, session };
            emitLeader(process, component, true);
            for (const listener of entry.listeners) listener(entry.leader);
          });
        });
        return () => {
          live = false;
          if (entry.leader?.session !== session) return;
          entry.leader = null;
          for (const listener of entry.listeners) listener(null);
        };
      },
    },
  };
}

/** Emits the trace's `leader` facts; `cluster` names those who elect together, where they are several processes. */
export function leaderFacts(
  platform: Platform,
  cluster?: string,
): (process: Process, component: string, granted: boolean) => void {
  const together = cluster === undefined ? {} : { cluster };
  return (process, component, granted) => {
    const { machine, pid } = process;
    platform.world.emit({ kind: 'leader', component, ...together, machine: machine.name, pid, granted });
  };
}
