import type { Configuration } from '../../flink/api/configuration.ts';
import { type Jar, JavaError } from '../../flink/api/jar.ts';
import { FIXED_JOB_ID, runStandaloneJob } from '../../flink/deployment/application.ts';
import { createLog } from '../../flink/deployment/logging.ts';
import { exception } from '../../flink/jobmanager/errors.ts';
import { restHandler } from '../../flink/rest/index.ts';
import { jvmOf } from '../../flink/taskmanager/jvm.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { jvmArguments } from './bash-java-utils.ts';
import { loadConfiguration } from './configuration.ts';
import { homeOf, STANDALONE_JOB, startDaemon, stopDaemon, withoutJava } from './daemon.ts';
import { loadJar } from './deployments.ts';
import { CliArgsError, type CliOptions, parseCliOptions } from './options.ts';

const JOB_USAGE = 'Usage: standalone-job.sh ((start|start-foreground))|stop [args]\n';

/** Options of standalone-job.sh; everything from the first word that is none belongs to the program. Throws Flink's FlinkParseException. */
function jobOptions(args: readonly string[]): CliOptions {
  const parseException = (message: string, cause?: JavaError): JavaError =>
    exception('org.apache.flink.runtime.entrypoint.FlinkParseException', message, cause);
  let options: CliOptions;
  try {
    options = parseCliOptions('standalone-job', args);
  } catch (error) {
    if (!(error instanceof CliArgsError)) throw error;
    const cause = exception('org.apache.commons.cli.MissingArgumentException', error.message);
    throw parseException('Failed to parse the command line arguments.', cause);
  }
  const { values } = options;
  if (!/^[0-9a-fA-F]{32}$/.test(values.get('jid') ?? '0'.repeat(32)))
    throw parseException("Failed to parse '--job-id' option");
  if (!/^-?\d+$/.test(values.get('r') ?? '-1')) throw parseException("Failed to parse '--webui-port' option");
  return options;
}

/** What FlinkException says when the program is not where standalone-job.sh looks for it (ClassPathPackagedProgramRetriever). */
function programMissing(call: Call, mainClass: string | undefined): JavaError {
  const flinkException = (message: string, cause?: JavaError): JavaError =>
    exception('org.apache.flink.util.FlinkException', message, cause);
  if (mainClass === undefined)
    return flinkException('Failed to find job JAR on class path. Please provide the job class name explicitly.');
  const library = `${homeOf(call)}/usrlib`;
  if (call.machine.files.exists(library))
    return flinkException(
      `Could not find the provided job class (${mainClass}) in the user lib directory (${library}).`,
    );
  return flinkException(
    'Could not load the provided entrypoint class.',
    exception(
      'org.apache.flink.client.program.ProgramInvocationException',
      `The program's entry point class '${mainClass}' was not found in the jar file.`,
      exception('java.lang.ClassNotFoundException', mainClass),
    ),
  );
}

/** Jars of lib/ (and usrlib/) that hold a class with a main: where standalone-job.sh looks for the program. */
function jarWith(call: Call, mainClass: string | undefined): { readonly jar: Jar; readonly mainClass: string } | null {
  for (const folder of ['usrlib', 'lib']) {
    const directory = `${homeOf(call)}/${folder}`;
    if (!call.machine.files.exists(directory)) continue;
    for (const name of call.machine.files.list(directory)) {
      const content = call.machine.files.read(`${directory}/${name}`);
      const jar = content.kind === 'artifact' && content.type === 'jar' ? loadJar(call, content) : null;
      const entry = mainClass ?? jar?.mainClass ?? null;
      if (jar && entry !== null && jar.hasClass(entry)) return { jar, mainClass: entry };
    }
  }
  return null;
}

/** The entry point does not understand its options: it says so in its log, prints what it takes, and ends. */
function* misused(
  call: Call,
  foreground: boolean,
  configuration: Configuration,
  args: readonly string[],
  error: JavaError,
): Task<number> {
  const jvm = jvmArguments(call, 'jobmanager', configuration);
  if (!jvm) return 1;
  const given = ['--configDir', `${homeOf(call)}/conf`, ...args];
  return yield* startDaemon(call, STANDALONE_JOB, foreground, jvm, given, (process, files) => {
    const log = createLog(call.platform, files.writeLog);
    process.schedule(JVM_MS, () => {
      log(
        'ERROR',
        'org.apache.flink.runtime.entrypoint.ClusterEntrypoint',
        `Could not parse command line arguments [${given.join(', ')}].`,
        error,
      );
      process.spec.stdout.write(ENTRY_POINT_USAGE);
      process.exit(1);
    });
  });
}

/** Virtual ms until an entry point has read its arguments. */
const JVM_MS = 900;

const ENTRY_POINT_USAGE = `usage: StandaloneApplicationClusterEntryPoint -c <configuration directory> [-D <property=value>] [-h <hostname>] [-j <job class name>] [-jid <job id>] [-n] [-r <rest port>] [-s <savepointPath>]
`;

/** standalone-job.sh: a cluster for one program that lies in lib/ or usrlib/. */
export const standaloneJob: Program = {
  *run(call) {
    const [action, ...args] = call.args;
    if (action !== 'start' && action !== 'start-foreground' && action !== 'stop') {
      call.print(JOB_USAGE);
      return 1;
    }
    if (action === 'stop') return yield* stopDaemon(call, STANDALONE_JOB, false);
    const own = loadConfiguration(call.machine.files, homeOf(call), call.env);
    if (withoutJava(call, own)) return 1;
    let options: CliOptions;
    try {
      options = jobOptions(args);
    } catch (error) {
      if (!(error instanceof JavaError)) throw error;
      return yield* misused(call, action === 'start-foreground', own, args, error);
    }
    const { values, properties, args: program } = options;
    const configuration = {
      ...own,
      ...properties,
      ...(values.has('r') ? { 'rest.port': values.get('r')! } : {}),
      ...(values.has('h') ? { 'jobmanager.rpc.address': values.get('h')! } : {}),
      ...(values.has('jid') ? { [FIXED_JOB_ID]: values.get('jid')!.toLowerCase() } : {}),
    };
    const jvm = jvmArguments(call, 'jobmanager', configuration);
    if (!jvm) return 1;
    return yield* startDaemon(
      call,
      STANDALONE_JOB,
      action === 'start-foreground',
      jvm,
      ['--configDir', `${homeOf(call)}/conf`, ...args],
      (process, files) => {
        const found = jarWith(call, values.get('j'));
        const log = createLog(call.platform, files.writeLog);
        if (!found) {
          const cause = programMissing(call, values.get('j'));
          process.schedule(JVM_MS, () => {
            log(
              'ERROR',
              'org.apache.flink.runtime.entrypoint.ClusterEntrypoint',
              'Could not create application program.',
              cause,
            );
            process.exit(1);
          });
          return;
        }
        const savepoint = values.get('s');
        runStandaloneJob(process, call.platform, configuration, {
          jar: found.jar,
          mainClass: found.mainClass,
          args: program,
          savepoint: savepoint === undefined ? null : { path: savepoint, allowNonRestoredState: values.has('n') },
          jvm: jvmOf(call.platform, process),
          writeLog: files.writeLog,
          rest: restHandler,
        });
      },
    );
  },
};
