import { configurationDirectory, hadoopConfigurationOf, hadoopUser } from '../../../hadoop/environment.ts';
import { HadoopError } from '../../../hadoop/ipc.ts';
import { createYarnClient, type YarnClient } from '../../../hadoop/yarn/client.ts';
import type { ApplicationReport, NodeReport, QueueReport } from '../../../hadoop/yarn/records.ts';
import { SystemError } from '../../../platform/types.ts';
import { sleep } from '../../../simulation/simulation.ts';
import type { Task } from '../../../simulation/task.ts';
import type { Configuration } from '../../api/configuration.ts';
import type { JavaError } from '../../api/jar.ts';
import { type ClusterClient, clusterClient } from '../../client/cluster-client.ts';
import type {
  ClusterClientFactory,
  ClusterDescriptor,
  ClusterSpecification,
  DeployedCluster,
  DeploymentClient,
} from '../../client/cluster-descriptor.ts';
import { exception, toJavaError } from '../../jobmanager/errors.ts';
import { hadoopOnClasspath } from '../hadoop-file-system.ts';
import { runYarnMaster, YARN_ENTRYPOINTS, type YarnClusterMode } from './entrypoints.ts';
import { checkVcores, DEPLOYMENT_EXCEPTION, descriptorFrame, validateResources } from './resource-checks.ts';
import { type Deployment, openStaging, type Staging, upload } from './staging.ts';

const LOGGER = 'org.apache.flink.yarn.YarnClusterDescriptor';
const POLL_MS = 250;

/** Per mode: the application's name unless configured, what is said when it cannot be deployed, and where. */
const MODES = {
  session: {
    application: 'Flink session cluster',
    failure: "Couldn't deploy Yarn session cluster",
    frame: descriptorFrame('deploySessionCluster', 425),
  },
  'per-job': {
    application: 'Flink per-job cluster',
    failure: 'Could not deploy Yarn job cluster.',
    frame: descriptorFrame('deployJobCluster', 481),
  },
  application: {
    application: 'Flink Application Cluster',
    failure: "Couldn't deploy Yarn Application Cluster",
    frame: descriptorFrame('deployApplicationCluster', 465),
  },
} as const;

const JOB_GRAPH_SIZE = 20_000;
/** Virtual ms to bring a file to the staging directory: a part per file, a part per MB. */
const UPLOAD = { file: 30, megabyte: 10 } as const;

/** What is asked of a YARN session beyond ClusterDescriptor. */
export interface YarnClusterDescriptor extends ClusterDescriptor {
  /** `-q`: memory and cores that are there. */
  description(): Task<string>;
  getApplicationReport(id: string): Task<ApplicationReport>;
}

/** YarnClusterClientFactory: `execution.target: yarn-session | yarn-per-job | yarn-application`. */
export const yarnClusterClientFactory: Omit<ClusterClientFactory, 'createClusterDescriptor'> & {
  createClusterDescriptor(client: DeploymentClient): YarnClusterDescriptor;
} = {
  targets: { session: 'yarn-session', perJob: 'yarn-per-job', application: 'yarn-application' },
  clusterId: (configuration) => configuration['yarn.application.id'] ?? null,
  available: ({ process, flinkHome }) => hadoopOnClasspath(process, flinkHome),
  createClusterDescriptor,
};

/** Lines of echo and yarn that stop a detached cluster. */
export function detachedInformation(applicationId: string): string {
  return `The Flink YARN session cluster has been started in detached mode. In order to stop Flink gracefully, use the following command:\n$ echo "stop" | ./bin/yarn-session.sh -id ${applicationId}\nIf this should not be possible, then you can also kill Flink via YARN's web interface or via:\n$ yarn application -kill ${applicationId}\nNote that killing Flink might not clean up all job artifacts and temporary files.`;
}

function createClusterDescriptor(client: DeploymentClient): YarnClusterDescriptor {
  const { platform, process, configuration } = client;
  const hadoop = hadoopConfigurationOf(process);
  const environment = process.spec.env;
  const info = (message: string): void => client.log('INFO', LOGGER, message);
  const warn = (message: string): void => client.log('WARN', LOGGER, message);
  const files = process.machine.files;
  const conf = environment.FLINK_CONF_DIR ?? `${client.flinkHome}/conf`;
  if (files.exists(`${conf}/log4j.properties`)) {
    client.log(
      'WARN',
      'org.apache.flink.yarn.configuration.YarnLogConfigUtil',
      `The configuration directory ('${conf}') already contains a LOG4J config file.If you want to use logback, then please delete or rename the log configuration file.`,
    );
  }
  const yarn: YarnClient = createYarnClient(platform, process, hadoop, (logger, message) =>
    client.log('INFO', logger, message),
  );
  info(
    'No path for the flink jar passed. Using the location of class org.apache.flink.yarn.YarnClusterDescriptor to locate the jar',
  );

  const clientOf = (report: ApplicationReport): ClusterClient => {
    const { host, port } = webInterface(report);
    info(`Found Web Interface ${host}:${port} of application '${report.id}'.`);
    return clusterClient(process, platform, host, port, configuration);
  };
  const warnWithoutConfiguration = (): void => {
    if (environment.HADOOP_CONF_DIR !== undefined || environment.YARN_CONF_DIR !== undefined) return;
    warn(
      'Neither the HADOOP_CONF_DIR nor the YARN_CONF_DIR environment variable is set. The Flink YARN Client needs one of these to be set to properly load the Hadoop configuration for accessing YARN.',
    );
  };
  function* deploy(
    specification: ClusterSpecification,
    kind: keyof typeof MODES,
    mode: (staging: Staging) => YarnClusterMode,
    detached: boolean,
  ): Task<DeployedCluster> {
    const { application, failure, frame } = MODES[kind];
    try {
      const report = yield* deployInternal(
        { client, hadoop, yarn, info, warn, warnWithoutConfiguration },
        specification,
        application,
        mode,
      );
      if (detached) info(detachedInformation(report.id));
      return { clusterId: report.id, client: clientOf(report) };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw exception('org.apache.flink.client.deployment.ClusterDeploymentException', failure, toJava(error), [frame]);
    }
  }

  return {
    *retrieve(applicationId) {
      try {
        warnWithoutConfiguration();
        const report = yield* yarn.call('getApplicationReport', applicationId, (rm) =>
          rm.getApplicationReport(applicationId),
        );
        if (report.finalStatus !== 'UNDEFINED') {
          client.log(
            'ERROR',
            LOGGER,
            `The application ${applicationId} doesn't run anymore. It has previously completed with final status: ${report.finalStatus}`,
          );
          throw exception('java.lang.RuntimeException', `The Yarn application ${applicationId} doesn't run anymore.`);
        }
        return clientOf(report);
      } catch (error) {
        throw exception(
          'org.apache.flink.client.deployment.ClusterRetrieveException',
          "Couldn't retrieve Yarn cluster",
          toJava(error),
          [descriptorFrame('retrieve', 410)],
        );
      }
    },
    deploySessionCluster: (specification) => deploy(specification, 'session', () => ({ kind: 'session' }), false),
    deployJobCluster: (specification, job, detached) =>
      deploy(
        specification,
        'per-job',
        (staging) => {
          staging.write('job.graph', { kind: 'artifact', type: 'jobgraph', value: job, size: JOB_GRAPH_SIZE });
          return { kind: 'per-job', job, detached };
        },
        detached,
      ),
    deployApplicationCluster: (specification, application) =>
      deploy(
        specification,
        'application',
        (staging) => ({
          kind: 'application',
          application,
          jarUri: staging.userJar(application.jar),
          loadJar: client.loadJar,
        }),
        false,
      ),
    *killCluster(applicationId) {
      yield* yarn.call('forceKillApplication', applicationId, (rm) =>
        rm.forceKillApplication(applicationId, hadoopUser(process), process.machine.ip),
      );
    },
    getApplicationReport: (id) => yarn.call('getApplicationReport', id, (rm) => rm.getApplicationReport(id)),
    *description() {
      const nodes = (yield* yarn.call('getNodeReports', null, (rm) => rm.getClusterNodes())).filter(
        ({ state }) => state === 'RUNNING',
      );
      const queues = yield* yarn.call('getAllQueues', null, (rm) => rm.getQueues());
      const applications = yield* yarn.call('getApplications', null, (rm) => rm.getApplications());
      return describeCluster(nodes, queues, (queue) => applications.filter((app) => app.queue === queue.name).length);
    },
  };
}

/** YarnClusterDescriptor.getClusterDescription. */
function describeCluster(
  nodes: readonly NodeReport[],
  queues: readonly QueueReport[],
  applications: (queue: QueueReport) => number,
): string {
  const line = '+---------------------------------------+';
  const row = (name: string, value: string | number): string => `|${name.padEnd(16)} |${String(value).padEnd(16)} `;
  const sum = (part: 'memory' | 'vcores'): number =>
    nodes.reduce((total, { capability }) => total + capability[part], 0);
  return [
    `NodeManagers in the ClusterClient ${nodes.length}|Property         |Value          `,
    line,
    ...nodes.flatMap(({ id, capability, containers }) => [
      row('NodeID', id),
      row('Memory', `${capability.memory} MB`),
      row('vCores', capability.vcores),
      row('HealthReport', ''),
      row('Containers', containers),
      line,
    ]),
    `Summary: totalMemory ${sum('memory')} totalCores ${sum('vcores')}`,
    ...queues.map(
      (queue) =>
        `Queue: ${queue.name}, Current Capacity: ${float(queue.currentCapacity)} Max Capacity: ${float(queue.maximumCapacity)} Applications: ${applications(queue)}`,
    ),
  ].join('\n');
}

/** A float as Java prints it. */
const float = (value: number): string => {
  const single = String(Number(Math.fround(value).toPrecision(7)));
  return single.includes('.') ? single : `${single}.0`;
};

/** Host and port of a running application master's REST endpoint. */
function webInterface(report: ApplicationReport): { readonly host: string; readonly port: number } {
  const match = /^http:\/\/([^:/]+):(\d+)/.exec(report.originalTrackingUrl);
  return match ? { host: match[1]!, port: Number(match[2]) } : { host: report.host, port: report.rpcPort };
}

/** YarnClusterDescriptor.deployInternal and startAppMaster: checks, uploads, submits, waits until it runs. */
function* deployInternal(
  deployment: Deployment,
  specification: ClusterSpecification,
  applicationName: string,
  modeOf: (staging: Staging) => YarnClusterMode,
): Task<ApplicationReport> {
  const { client, hadoop, yarn, info } = deployment;
  const { platform, process, configuration } = client;
  const queue = configuration['yarn.application.queue'];

  const vcores = (yield* yarn.call('getClusterNodes', null, (rm) => rm.getClusterNodes()))
    .filter(({ state }) => state === 'RUNNING')
    .reduce((most, { capability }) => Math.max(most, capability.vcores), 0);
  checkVcores(configuration, specification, vcores);
  deployment.warnWithoutConfiguration();
  if (queue !== undefined) {
    const queues = yield* yarn.call('getAllQueues', null, (rm) => rm.getQueues());
    if (!queues.some(({ name, path }) => name === queue || path === queue || path === `root.${queue}`))
      deployment.warn(
        `The specified queue '${queue}' does not exist. Available queues: ${queues.map(({ name }) => `${name}, `).join('')}`,
      );
  }
  const { id, maximum } = yield* yarn.call('getNewApplication', null, (rm) => rm.getNewApplication());
  const free = yield* yarn.call('getClusterNodes', null, (rm) =>
    rm.getClusterNodes().reduce((most, node) => Math.max(most, node.capability.memory - node.used.memory), 0),
  );
  const valid = validateResources(deployment, specification, maximum, free);
  info(
    `Cluster specification: ClusterSpecification{masterMemoryMB=${valid.masterMemoryMB}, taskManagerMemoryMB=${valid.taskManagerMemoryMB}, slotsPerTaskManager=${valid.slotsPerTaskManager}}`,
  );
  const staging = openStaging(deployment, id);
  const mode = modeOf(staging);
  upload(deployment, staging);
  const uploaded = staging.resources.filter(({ uri }) => uri.startsWith(staging.uri));
  yield sleep(
    process,
    uploaded.reduce((ms, { size }) => ms + UPLOAD.file + (UPLOAD.megabyte * size) / 1024 ** 2, 0),
  );
  const highlyAvailable = (configuration['high-availability'] ?? 'NONE').toUpperCase() !== 'NONE';
  const attempts = configuration['yarn.application-attempts'];
  const user = hadoopUser(process);
  const environment = {
    ...prefixed(configuration, 'containerized.master.env.'),
    HADOOP_CLASSPATH:
      '$HADOOP_CONF_DIR:$HADOOP_COMMON_HOME/share/hadoop/common/*:$HADOOP_HDFS_HOME/share/hadoop/hdfs/*',
    ...(configurationDirectory(process.spec.env) === null
      ? {}
      : { HADOOP_CONF_DIR: configurationDirectory(process.spec.env)! }),
    HADOOP_USER_NAME: user,
    _APP_ID: id,
  };
  const entrypoint = YARN_ENTRYPOINTS[mode.kind];
  const heap = valid.masterMemoryMB - 256 - Math.min(1024, Math.max(192, Math.ceil(valid.masterMemoryMB * 0.1))) - 128;

  info(`Submitting application master ${id}`);
  yield* yarn.call('submitApplication', id, (rm) =>
    rm.submitApplication(id, {
      name: configuration['yarn.application.name'] ?? applicationName,
      type: configuration['yarn.application.type'] ?? 'Apache Flink',
      queue: queue ?? 'default',
      user,
      resource: {
        memory: valid.masterMemoryMB,
        vcores: Number(configuration['yarn.appmaster.vcores'] ?? '1'),
      },
      maxAttempts: attempts === undefined ? (highlyAvailable ? 0 : 1) : Number(attempts),
      failuresValidityInterval: highlyAvailable
        ? Number(configuration['yarn.application-attempt-failures-validity-interval'] ?? '10000')
        : -1,
      keepContainers: highlyAvailable,
      launch: {
        command: [
          'java',
          `-Xmx${heap}m`,
          `-Xms${heap}m`,
          '-XX:MaxMetaspaceSize=268435456',
          '-Dlog.file=<LOG_DIR>/jobmanager.log',
          entrypoint,
        ],
        mainClass: entrypoint.slice(entrypoint.lastIndexOf('.') + 1),
        role: 'jobmanager',
        environment,
        localResources: staging.resources,
        output: { stdout: 'jobmanager.out', stderr: 'jobmanager.err' },
        physicalMemory: valid.masterMemoryMB,
        main: (container) =>
          runYarnMaster(
            {
              platform,
              configuration: { ...configuration, 'yarn.application.id': id },
              hadoop,
              rest: client.rest,
              mode,
              applicationId: id,
              user,
              localResources: staging.resources,
              environment,
              stagingDirectory: staging.uri,
            },
            container,
          ),
      },
    }),
  );
  client.log('INFO', 'org.apache.hadoop.yarn.client.api.impl.YarnClientImpl', `Submitted application ${id}`);
  info('Waiting for the cluster to be allocated');
  const since = platform.world.now;
  for (let last = 'NEW'; ; yield sleep(process, POLL_MS)) {
    const report = yield* yarn.call('getApplicationReport', id, (rm) => rm.getApplicationReport(id));
    switch (report.state) {
      case 'FAILED':
      case 'KILLED':
        throw exception(
          DEPLOYMENT_EXCEPTION,
          `The YARN application unexpectedly switched to state ${report.state} during deployment. \nDiagnostics from YARN: ${report.diagnostics}\nIf log aggregation is enabled on your cluster, use this command to further investigate the issue:\nyarn logs -applicationId ${id}`,
        );
      case 'RUNNING':
        info('YARN application has been deployed successfully.');
        return report;
      case 'FINISHED':
        info('YARN application has been finished successfully.');
        return report;
      default:
        if (report.state !== last) info(`Deploying cluster, current state ${report.state}`);
        if (platform.world.now - since > 60_000)
          info(
            'Deployment took more than 60 seconds. Please check if the requested resources are available in the YARN cluster',
          );
        last = report.state;
    }
  }
}

const prefixed = (configuration: Configuration, prefix: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(configuration).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );

/** An exception of Hadoop's or of the file system as Java sees it. */
function toJava(error: unknown): JavaError {
  if (error instanceof HadoopError) return exception(error.className, error.message);
  if (error instanceof SystemError && error.code === 'ENOENT')
    return exception('java.io.FileNotFoundException', `File does not exist: ${error.subject}`);
  if (error instanceof SystemError && (error.code === 'EACCES' || error.code === 'EPERM'))
    return exception('org.apache.hadoop.security.AccessControlException', `Permission denied: ${error.subject}`);
  return toJavaError(error);
}
