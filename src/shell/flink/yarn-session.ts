import type { ClusterClient } from '../../flink/client/cluster-client.ts';
import type { DeploymentClient } from '../../flink/client/cluster-descriptor.ts';
import { clusterSpecification } from '../../flink/client/cluster-descriptor.ts';
import { hadoopOnClasspath } from '../../flink/deployment/hadoop-file-system.ts';
import {
  detachedInformation,
  type YarnClusterDescriptor,
  yarnClusterClientFactory,
} from '../../flink/deployment/yarn/cluster-descriptor.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { yarnOptions } from './command-lines.ts';
import { loadConfiguration } from './configuration.ts';
import { homeOf } from './daemon.ts';
import { deploymentClient } from './deployments.ts';
import { installedRelease, isLegacy } from './distribution.ts';
import { parseCliOptions } from './options.ts';
import { logLoaded, sessionCli } from './session-cli.ts';
import {
  deleteYarnProperties,
  readYarnProperties,
  writeYarnProperties,
  type YarnProperties,
} from './yarn-properties.ts';

const CLI = 'org.apache.flink.yarn.cli.FlinkYarnSessionCli';
/** FlinkYarnSessionCli.CLIENT_POLLING_INTERVAL_MS. */
const POLL_MS = 3_000;

const USAGE = `Usage:
   Optional
     -at,--applicationType <arg>     Set a custom application type for the application on YARN
     -D <property=value>             use value for given property
     -d,--detached                   If present, runs the job in detached mode
     -h,--help                       Help for the Yarn session CLI.
     -id,--applicationId <arg>       Attach to running YARN session
     -j,--jar <arg>                  Path to Flink jar file
     -jm,--jobManagerMemory <arg>    Memory for JobManager Container with optional unit (default: MB)
     -m,--jobmanager <arg>           Set to yarn-cluster to use YARN execution mode.
     -nl,--nodeLabel <arg>           Specify YARN node label for the YARN application
     -nm,--name <arg>                Set a custom name for the application on YARN
     -q,--query                      Display available YARN resources (memory, cores)
     -qu,--queue <arg>               Specify YARN queue.
     -s,--slots <arg>                Number of slots per TaskManager
     -t,--ship <arg>                 Ship files in the specified directory (t for transfer)
     -tm,--taskManagerMemory <arg>   Memory per TaskManager Container with optional unit (default: MB)
     -yd,--yarndetached              If present, runs the job in detached mode (deprecated; use non-YARN specific option instead)
     -z,--zookeeperNamespace <arg>   Namespace to create the Zookeeper sub-paths for high availability mode
`;

/** bin/yarn-session.sh (FlinkYarnSessionCli): starts a session on YARN, or attaches to one, and waits for `stop`. */
export const yarnSession = sessionCli('FlinkYarnSessionCli', start);

function* start(call: Call): Task<number> {
  if (!hadoopOnClasspath(call.process, homeOf(call))) {
    call.stderr.write(
      'Error: Unable to initialize main class org.apache.flink.yarn.cli.FlinkYarnSessionCli\nCaused by: java.lang.NoClassDefFoundError: org/apache/hadoop/yarn/exceptions/YarnException\n',
    );
    return 1;
  }
  // What follows an option that the release does not know is not read (commons-cli's stopAtNonOption): `-n 2 -d` starts attached.
  const { values, properties } = parseCliOptions(
    'yarn-session',
    call.args,
    isLegacy(installedRelease(call.machine, homeOf(call))),
  );
  if (values.has('h')) {
    call.print(USAGE);
    return 0;
  }
  const own = loadConfiguration(call.machine.files, homeOf(call), call.env);
  const configuration = {
    ...own,
    ...yarnOptions(values, '', properties),
    'execution.target': yarnClusterClientFactory.targets.session,
  };
  const client = deploymentClient(call, configuration, 'session');
  logLoaded(client, own);
  readYarnProperties(client);
  for (const [key, value] of Object.entries(properties))
    client.log('INFO', CLI, `Dynamic Property set: ${key}=${value}`);
  if (values.has('n')) client.log('WARN', CLI, 'The argument n is deprecated in will be ignored.');
  const descriptor = yarnClusterClientFactory.createClusterDescriptor(client);
  if (values.has('q')) {
    call.print(`${yield* descriptor.description()}\n`);
    return 0;
  }
  const id = values.get('id');
  let session: { readonly id: string; readonly client: ClusterClient };
  if (id !== undefined) session = { id, client: yield* descriptor.retrieve(id) };
  else {
    const deployed = yield* descriptor.deploySessionCluster(clusterSpecification(configuration));
    session = { id: deployed.clusterId, client: deployed.client };
    call.print(`JobManager Web Interface: ${deployed.client.restUrl}\n`);
    const remembered: YarnProperties = { applicationId: session.id, dynamicProperties: properties };
    writeYarnProperties(client, remembered);
  }
  if (values.has('d') || values.has('yd')) {
    client.log('INFO', CLI, detachedInformation(session.id));
    return 0;
  }
  yield* attend(call, client, descriptor, session);
  return 0;
}

/** runInteractiveCli: reads commands until `stop`, `quit`, Ctrl-C or the end of the cluster. */
function* attend(
  call: Call,
  client: DeploymentClient,
  descriptor: YarnClusterDescriptor,
  session: { readonly id: string; readonly client: ClusterClient },
): Task {
  let over = false;
  const shutDown = function* (): Task {
    if (over) return;
    over = true;
    try {
      yield* session.client.shutDownCluster();
    } catch {
      // The cluster may be gone already.
    }
    yield sleep(call.process, SHUTDOWN_MS);
    deleteYarnProperties(client);
  };
  call.process.onSignal('SIGINT', () => {
    call.process.spawn(
      (function* () {
        yield* shutDown();
        call.process.exit(130);
      })(),
    );
  });
  const lines: string[] = [];
  call.process.spawn(
    (function* () {
      for (;;) {
        const line = (yield call.stdin.readLine()) as string | null;
        if (line === null) return;
        lines.push(line);
      }
    })(),
  );
  for (let waited = POLL_MS; !over; waited += STEP_MS) {
    if (waited >= POLL_MS) {
      waited = 0;
      const { state, finalStatus } = yield* descriptor.getApplicationReport(session.id);
      if (state === 'FAILED' || state === 'KILLED' || finalStatus === 'FAILED' || finalStatus === 'KILLED') {
        call.stderr.write('The Flink Yarn cluster has failed.\n');
        break;
      }
      if (state === 'FINISHED') break;
    }
    const command = lines.shift();
    if (command === 'stop' || command === 'quit') break;
    if (command !== undefined) {
      if (command !== 'help') call.stderr.write(`Unknown command '${command}'. Showing help:\n`);
      call.stderr.write('Available commands:\nhelp - show these commands\nstop - stop the YARN session\n');
    }
    yield sleep(call.process, STEP_MS);
    // What is piped in is there at once; a session that nobody speaks to goes on.
    if (lines.length === 0) call.process.declareServing();
  }
  yield* shutDown();
  const report = yield* descriptor.getApplicationReport(session.id);
  client.log(
    'INFO',
    CLI,
    `Application ${session.id} finished with state ${report.state} and final state ${report.finalStatus} at ${report.finishTime}`,
  );
  if (report.state !== 'FAILED') return;
  client.log('WARN', CLI, `Application failed. Diagnostics ${report.diagnostics}`);
  client.log(
    'WARN',
    CLI,
    `If log aggregation is activated in the Hadoop cluster, we recommend to retrieve the full application log using this command:\n\tyarn logs -applicationId ${session.id}\n(It sometimes takes a few seconds until the logs are aggregated)`,
  );
}

const STEP_MS = 200;
/** ExecutorUtils.gracefulShutdown of the status monitor. */
const SHUTDOWN_MS = 1_000;
