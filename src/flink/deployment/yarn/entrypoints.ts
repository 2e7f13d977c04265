import type { HadoopConfiguration } from '../../../hadoop/configuration.ts';
import { hadoopPath } from '../../../hadoop/environment.ts';
import type { ContainerRuntime, LocalResource } from '../../../hadoop/yarn/records.ts';
import type { FileContent, Platform } from '../../../platform/types.ts';
import type { Configuration } from '../../api/configuration.ts';
import type { Jar } from '../../api/jar.ts';
import type { ApplicationConfiguration } from '../../client/cluster-descriptor.ts';
import type { JobGraph } from '../../graph/types.ts';
import type { RestHandler } from '../../jobmanager/cluster-view.ts';
import { runPackagedApplication } from '../application.ts';
import { createLog } from '../logging.ts';
import { runClusterEntrypoint, type SessionOptions } from '../standalone.ts';
import { createYarnDriver } from './resource-manager-driver.ts';

/** What an application master was submitted for. */
export type YarnClusterMode =
  | { readonly kind: 'session' }
  | { readonly kind: 'per-job'; readonly job: JobGraph; readonly detached: boolean }
  | {
      readonly kind: 'application';
      readonly application: ApplicationConfiguration;
      /** Where the jar lies, as the application master can read it. */
      readonly jarUri: string;
      readonly loadJar: (content: FileContent) => Jar | null;
    };

/** Main classes of the application masters, package and all. */
export const YARN_ENTRYPOINTS = {
  session: 'org.apache.flink.yarn.entrypoint.YarnSessionClusterEntrypoint',
  'per-job': 'org.apache.flink.yarn.entrypoint.YarnJobClusterEntrypoint',
  application: 'org.apache.flink.yarn.entrypoint.YarnApplicationClusterEntryPoint',
} as const;

export interface YarnMasterOptions {
  readonly platform: Platform;
  readonly configuration: Configuration;
  readonly hadoop: HadoopConfiguration;
  readonly rest: RestHandler;
  readonly mode: YarnClusterMode;
  readonly applicationId: string;
  readonly user: string;
  readonly localResources: readonly LocalResource[];
  readonly environment: Readonly<Record<string, string>>;
  readonly stagingDirectory: string;
}

/** YarnEntrypointUtils.loadConfiguration and main(): the JobManager inside the application master's container. */
export function runYarnMaster(options: YarnMasterOptions, container: ContainerRuntime): void {
  const { platform, hadoop, mode } = options;
  const { process } = container;
  const file = container.log('jobmanager.log');
  const log = createLog(platform, (text) => file.write(text));
  const configuration: Configuration = {
    'rest.bind-port': '0',
    ...options.configuration,
    'jobmanager.rpc.address': container.host,
    'jobmanager.rpc.port': options.configuration['yarn.application-master.port'] ?? '0',
    'high-availability.jobmanager.port':
      options.configuration['high-availability.jobmanager.port'] ??
      options.configuration['yarn.application-master.port'] ??
      '0',
    'rest.address': container.host,
    'high-availability.cluster-id': options.configuration['high-availability.cluster-id'] ?? options.applicationId,
  };
  const entrypoint = YARN_ENTRYPOINTS[mode.kind];
  log('INFO', entrypoint, `YARN daemon is running as: ${process.spec.user} Yarn client user obtainer: ${options.user}`);
  const deleteFiles = (): void => {
    try {
      const { files, path } = hadoopPath(platform, process, options.stagingDirectory, hadoop);
      files.remove(path, { recursive: true });
    } catch {
      // As in Utils.deleteApplicationFiles: what cannot be deleted stays.
    }
  };
  const session: SessionOptions = {
    platform,
    process,
    configuration,
    log,
    rest: options.rest,
    entrypoint,
    provider: {
      cpuOption: 'yarn.containers.vcores',
      driver: (resolved) =>
        createYarnDriver({
          platform,
          container,
          configuration: resolved,
          hadoop,
          applicationId: options.applicationId,
          user: options.user,
          localResources: options.localResources,
          environment: options.environment,
          deleteFiles,
          log,
        }),
    },
  };
  switch (mode.kind) {
    case 'session':
      runClusterEntrypoint(session);
      return;
    case 'per-job':
      runClusterEntrypoint({ ...session, jobCluster: { job: mode.job, detached: mode.detached } });
      return;
    case 'application': {
      const { application, jarUri, loadJar } = mode;
      runPackagedApplication(session, {
        path: jarUri,
        read: () => {
          const { files, path } = hadoopPath(platform, process, jarUri, hadoop);
          return files.read(path);
        },
        loadJar,
        mainClass: application.mainClass ?? undefined,
        args: application.args,
        savepoint: application.savepoint,
      });
    }
  }
}
