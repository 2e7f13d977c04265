import type { FileContent, Platform, Process } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { type Configuration, intOption } from '../api/configuration.ts';
import type { Jar } from '../api/jar.ts';
import type { Log } from '../deployment/logging.ts';
import type { JobGraph } from '../graph/types.ts';
import type { RestHandler } from '../jobmanager/cluster-view.ts';
import { jobManagerMemory } from '../memory/jobmanager-memory.ts';
import { MB } from '../memory/memory-size.ts';
import { orTotalProcess } from '../memory/process-memory.ts';
import { taskManagerMemory } from '../memory/taskmanager-memory.ts';
import type { ClusterClient } from './cluster-client.ts';

/**
 * The client's side of deploying onto somebody else's resources: ClusterClientFactory and ClusterDescriptor of flink-clients. YARN and
 * Kubernetes implement it; bin/flink, yarn-session.sh and kubernetes-session.sh use it.
 */

/** ClusterSpecification; MB. */
export interface ClusterSpecification {
  readonly masterMemoryMB: number;
  readonly taskManagerMemoryMB: number;
  readonly slotsPerTaskManager: number;
}

/** AbstractContainerizedClusterClientFactory.getClusterSpecification. Throws IllegalConfigurationException in Flink's words. */
export function clusterSpecification(configuration: Configuration): ClusterSpecification {
  const master = jobManagerMemory(orTotalProcess(configuration, 'jobmanager', '1600m'), 'process.size').totalProcess;
  const worker = taskManagerMemory(orTotalProcess(configuration, 'taskmanager', '1728m'), 'process.size').totalProcess;
  return {
    masterMemoryMB: Math.floor(master / MB),
    taskManagerMemoryMB: Math.floor(worker / MB),
    slotsPerTaskManager: intOption(configuration, 'taskmanager.numberOfTaskSlots') ?? 1,
  };
}

/** ApplicationConfiguration: what main() is to run with inside the JobManager. */
export interface ApplicationConfiguration {
  /** As the user named it: a path of the client's machine, or a URI of a file system that the JobManager can read. */
  readonly jar: string;
  /** Null: the jar's manifest says. */
  readonly mainClass: string | null;
  readonly args: readonly string[];
  readonly savepoint: JobGraph['savepoint'];
}

/** The client's JVM, as a descriptor sees it. */
export interface DeploymentClient {
  readonly platform: Platform;
  readonly process: Process;
  /** flink-conf.yaml and what the command line made of it. */
  readonly configuration: Configuration;
  /** The installation whose lib/ and conf/ are shipped. */
  readonly flinkHome: string;
  /** Lines go where conf/log4j-cli.properties sends this deployment's loggers: the terminal. */
  readonly log: Log;
  /** What JobManagers that are deployed answer over REST with. */
  readonly rest: RestHandler;
  /** The program that a jar file holds; null when it is none. */
  readonly loadJar: (content: FileContent) => Jar | null;
}

export interface DeployedCluster {
  readonly clusterId: string;
  readonly client: ClusterClient;
}

/** Every Task throws JavaErrors as Flink's client does (ClusterDeploymentException, ClusterRetrieveException …). */
export interface ClusterDescriptor {
  /** A running cluster by its id. */
  retrieve(clusterId: string): Task<ClusterClient>;
  deploySessionCluster(specification: ClusterSpecification): Task<DeployedCluster>;
  /** Providers without per-job mode throw what a user of Flink sees. */
  deployJobCluster(specification: ClusterSpecification, job: JobGraph, detached: boolean): Task<DeployedCluster>;
  deployApplicationCluster(
    specification: ClusterSpecification,
    application: ApplicationConfiguration,
  ): Task<DeployedCluster>;
  killCluster(clusterId: string): Task;
}

/** ClusterClientFactory: one per resource provider. */
export interface ClusterClientFactory {
  /** Values of `execution.target`; null where the provider has no such mode. */
  readonly targets: { readonly session: string; readonly perJob: string | null; readonly application: string };
  /** `yarn.application.id`, `kubernetes.cluster-id`. */
  clusterId(configuration: Configuration): string | null;
  /** False: the jars that this provider needs are not on the client's class path, and it is as if the target were unknown. */
  available(client: Pick<DeploymentClient, 'process' | 'flinkHome'>): boolean;
  createClusterDescriptor(client: DeploymentClient): ClusterDescriptor;
}
