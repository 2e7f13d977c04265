import type { Process, WriteStream } from '../../platform/types.ts';
import type { ProcessRole } from '../../trace/facts.ts';

/** What YARN's daemons and their clients exchange (org.apache.hadoop.yarn.api.records). Memory in MB. */

export interface Resource {
  readonly memory: number;
  readonly vcores: number;
}

export const NONE: Resource = { memory: 0, vcores: 0 };
export const add = (a: Resource, b: Resource): Resource => ({
  memory: a.memory + b.memory,
  vcores: a.vcores + b.vcores,
});
export const subtract = (a: Resource, b: Resource): Resource => ({
  memory: a.memory - b.memory,
  vcores: a.vcores - b.vcores,
});
/** `<memory:1024, vCores:1>` */
export const describe = ({ memory, vcores }: Resource): string => `<memory:${memory}, vCores:${vcores}>`;

export type ApplicationState = 'NEW' | 'SUBMITTED' | 'ACCEPTED' | 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED';
export type FinalStatus = 'UNDEFINED' | 'SUCCEEDED' | 'FAILED' | 'KILLED';

/** `application_1627776000000_0001` */
export const applicationId = (clusterTimestamp: number, number: number): string =>
  `application_${clusterTimestamp}_${String(number).padStart(4, '0')}`;
/** `appattempt_1627776000000_0001_000001` */
export const attemptId = (application: string, attempt: number): string =>
  `${application.replace('application', 'appattempt')}_${String(attempt).padStart(6, '0')}`;
/** `container_1627776000000_0001_01_000002` */
export const containerId = (application: string, attempt: number, number: number): string =>
  `${application.replace('application', 'container')}_${String(attempt).padStart(2, '0')}_${String(number).padStart(6, '0')}`;

/** A file that a container's directory gets before its process starts. */
export interface LocalResource {
  readonly name: string;
  /** Where the NodeManager reads it. */
  readonly uri: string;
  readonly size: number;
}

/** The running process of a container, as its launcher's code sees it. */
export interface ContainerRuntime {
  readonly containerId: string;
  readonly process: Process;
  /** Host of the NodeManager. */
  readonly host: string;
  readonly attempt: number;
  /** Text appended to a file of the container's log directory. */
  log(file: string): WriteStream;
  /** Path of the log directory. */
  readonly logDirectory: string;
}

/** ContainerLaunchContext: what a NodeManager starts. */
export interface LaunchContext {
  /** argv of the process, as `ps` shows it. */
  readonly command: readonly string[];
  /** What jps shows. */
  readonly mainClass: string;
  readonly role: ProcessRole;
  readonly environment: Readonly<Record<string, string>>;
  readonly localResources: readonly LocalResource[];
  /** Names of the log files: standard output and error go to the latter two. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Memory that the process will ask the system for, MB: what the NodeManager's monitor sees. */
  readonly physicalMemory: number;
  /** Runs in the process once it is up. */
  readonly main: (container: ContainerRuntime) => void;
}

export interface Container {
  readonly id: string;
  readonly application: string;
  readonly attempt: number;
  /** `node1:38231` */
  readonly node: string;
  readonly host: string;
  readonly resource: Resource;
  readonly priority: number;
}

export interface ContainerStatus {
  readonly id: string;
  readonly exitStatus: number;
  readonly diagnostics: string;
}

/** ContainerExitStatus. */
export const EXIT = {
  aborted: -100,
  killedByAppMaster: -105,
  killedAfterCompletion: -107,
  vmem: -103,
  pmem: -104,
} as const;

export interface SubmissionContext {
  readonly name: string;
  readonly type: string;
  readonly queue: string;
  readonly user: string;
  readonly resource: Resource;
  readonly launch: LaunchContext;
  /** Attempts that the application wants, at most those of the cluster; 0: the cluster's. */
  readonly maxAttempts: number;
  /** Failures older than this (ms) do not count; -1: all do. */
  readonly failuresValidityInterval: number;
  readonly keepContainers: boolean;
}

export interface AttemptReport {
  readonly id: string;
  readonly state: string;
  readonly amContainer: string | null;
  readonly host: string;
  readonly diagnostics: string;
}

export interface ApplicationReport {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly user: string;
  readonly queue: string;
  readonly state: ApplicationState;
  readonly finalStatus: FinalStatus;
  /** Percent. */
  readonly progress: number;
  /** The application master's own address: `http://node1:40123`. */
  readonly originalTrackingUrl: string;
  /** Through the ResourceManager's proxy, or its page where there is no application master. */
  readonly trackingUrl: string;
  readonly host: string;
  readonly rpcPort: number;
  /** Epoch ms; finish 0 while it is not over. */
  readonly startTime: number;
  readonly finishTime: number;
  readonly diagnostics: string;
  readonly attempts: readonly AttemptReport[];
  readonly used: Resource;
  readonly containers: number;
  /** Aggregate use so far. */
  readonly memorySeconds: number;
  readonly vcoreSeconds: number;
  readonly amHost: string | null;
}

export type NodeState = 'RUNNING' | 'LOST' | 'SHUTDOWN' | 'UNHEALTHY';

export interface NodeReport {
  /** `node1:38231` */
  readonly id: string;
  readonly host: string;
  readonly httpAddress: string;
  readonly state: NodeState;
  readonly capability: Resource;
  readonly used: Resource;
  readonly containers: number;
  /** Epoch ms. */
  readonly lastHealthUpdate: number;
}

export interface QueueReport {
  /** Last part of the path. */
  readonly name: string;
  readonly path: string;
  /** Fractions of the parent. */
  readonly capacity: number;
  readonly maximumCapacity: number;
  /** Of its own capacity in use. */
  readonly currentCapacity: number;
  readonly state: 'RUNNING' | 'STOPPED';
}
