import { exitStatus } from '../../platform/process.ts';
import { type Process, SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { withEntries } from '../flink/configuration.ts';
import type { Call, Program } from '../host.ts';
import { LaunchError } from '../launch.ts';

const HELP = `Usage: docker-entrypoint.sh (jobmanager|standalone-job|taskmanager|history-server)
    Or docker-entrypoint.sh help

By default, Flink image adopts jemalloc as default memory allocator. This behavior can be disabled by setting the 'DISABLE_JEMALLOC' environment variable to 'true'.
`;

/** What each first argument starts, and what it says before. */
const COMMANDS: Readonly<Record<string, readonly [script: string, says: string]>> = {
  jobmanager: ['jobmanager.sh', 'Starting Job Manager'],
  'standalone-job': ['standalone-job.sh', 'Starting Job Manager'],
  taskmanager: ['taskmanager.sh', 'Starting Task Manager'],
  'history-server': ['historyserver.sh', 'Starting History Server'],
};

/** /docker-entrypoint.sh of the flink image. */
export const flinkEntrypoint: Program = {
  *run(call) {
    const [command = 'help', ...args] = call.args;
    if (command === 'help') {
      call.print(HELP);
      return 0;
    }
    const home = call.env.FLINK_HOME ?? '/opt/flink';
    copyPlugins(call, home);
    prepareConfiguration(call, `${home}/conf/flink-conf.yaml`);
    const known = COMMANDS[command];
    if (!known) return yield* replace(call, [command, ...args]);
    call.print(`${known[1]}\n`);
    return yield* replace(call, [`${home}/bin/${known[0]}`, 'start-foreground', ...args]);
  },
};

/** `exec` of a command as the user flink: signals go through. */
function* replace(call: Call, argv: readonly string[]): Task<number> {
  let child: Process;
  try {
    child = call.launch(argv, { user: call.user === 'root' ? 'flink' : call.user, group: 'new' });
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
    call.stderr.write(`${call.path}: line 138: exec: ${argv[0]}: not found\n`);
    return error.status;
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) call.process.onSignal(signal, () => child.kill(signal));
  yield child.wait();
  return exitStatus(child);
}

/** ENABLE_BUILT_IN_PLUGINS: jars of opt/ that become plugins. */
function copyPlugins(call: Call, home: string): void {
  for (const plugin of (call.env.ENABLE_BUILT_IN_PLUGINS ?? '').split(';').filter((name) => name !== '')) {
    call.print(`Linking ${plugin} to plugin directory\n`);
    const name = plugin.replace(/\.jar$/, '');
    const source = `${home}/opt/${plugin}`;
    if (!call.machine.files.exists(source)) {
      call.print(`Plugin ${plugin} does not exist. Exiting.\n`);
      continue;
    }
    const link = `${home}/plugins/${name}/${plugin}`;
    if (call.machine.files.exists(link)) continue;
    call.machine.files.mkdir(`${home}/plugins/${name}`, { recursive: true });
    call.machine.files.link(source, link);
  }
}

/** Address, ports and FLINK_PROPERTIES go into flink-conf.yaml, where it can be written: a ConfigMap's cannot. */
function prepareConfiguration(call: Call, path: string): void {
  const { files } = call.machine;
  const { env } = call;
  const slots = env.TASK_MANAGER_NUMBER_OF_TASK_SLOTS;
  try {
    const text = withEntries(files.readText(path), {
      'jobmanager.rpc.address': env.JOB_MANAGER_RPC_ADDRESS ?? call.machine.name,
      'blob.server.port': '6124',
      'query.server.port': '6125',
      ...(slots === undefined ? {} : { 'taskmanager.numberOfTaskSlots': slots }),
    });
    const properties = env.FLINK_PROPERTIES === undefined ? '' : `${env.FLINK_PROPERTIES}\n`;
    const complete = `${text}${properties}`.replace(/\$\{(\w+)\}/g, (_, name: string) => env[name] ?? '');
    files.write(path, complete);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    call.stderr.write(
      `sed: couldn't open temporary file ${path.replace(/[^/]*$/, '')}sedVdyy6Q: Read-only file system\n/docker-entrypoint.sh: line 73: ${path}: Read-only file system\n/docker-entrypoint.sh: line 89: ${path}.tmp: Read-only file system\n`,
    );
  }
}
