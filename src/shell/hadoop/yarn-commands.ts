import { timestampFormat } from '../../flink/deployment/logging.ts';
import { hadoopUser } from '../../hadoop/environment.ts';
import { HadoopError } from '../../hadoop/ipc.ts';
import { createYarnClient, type YarnClient } from '../../hadoop/yarn/client.ts';
import type { ApplicationReport } from '../../hadoop/yarn/records.ts';
import { aggregatesLogs } from '../../hadoop/yarn/resource-manager.ts';
import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { DAEMONS, startHadoopDaemon, stopHadoopDaemon } from './daemons.ts';
import { CLIENT_START_MS, foreground } from './hdfs-commands.ts';
import { type Installation, installationOf } from './installation.ts';

/** bin/yarn. */
export const yarn: Program = {
  role: 'client',
  mainClass: ([first = '']) =>
    ({ application: 'ApplicationCLI', app: 'ApplicationCLI', node: 'NodeCLI', logs: 'LogsCLI', queue: 'QueueCLI' })[
      first
    ] ?? null,
  startup: CLIENT_START_MS,
  *run(call) {
    const installation = installationOf(call);
    const [first, ...rest] = call.args;
    switch (first) {
      case '--daemon': {
        const found = DAEMONS[rest[1] ?? ''];
        if (!found) return 1;
        return yield* rest[0] === 'start'
          ? startHadoopDaemon(call, installation, found)
          : stopHadoopDaemon(call, installation, found);
      }
      case 'resourcemanager':
      case 'nodemanager':
        return yield* foreground(call, installation, first);
      case 'version':
        call.print(`Hadoop ${installation.version}\n`);
        return 0;
      case 'application':
      case 'app':
      case 'applicationattempt':
      case 'container':
      case 'node':
      case 'queue':
      case 'logs':
      case 'rmadmin':
      case 'top':
        try {
          return yield* client(call, installation, first, rest);
        } catch (error) {
          if (!(error instanceof HadoopError)) throw error;
          call.stderr.write(
            error.className.endsWith('ApplicationNotFoundException')
              ? `Exception in thread "main" ${error.className}: ${error.message}\n`
              : `${error.className}: ${error.message}\n`,
          );
          return 255;
        }
      default:
        call.print(
          'Usage: yarn [OPTIONS] SUBCOMMAND [SUBCOMMAND OPTIONS]\n\n    Client Commands:\n\napplication|app  prints application(s) report/kill application\nlogs             dump container logs\nnode             prints node report(s)\nqueue            prints queue information\nversion          print the version\n\n    Daemon Commands:\n\nnodemanager      run a nodemanager on each worker\nresourcemanager  run the ResourceManager\n',
        );
        return first === undefined ? 1 : 0;
    }
  },
};

/** The value after an option that may be written with one dash or two (`-kill`, `--kill`). */
function option(args: readonly string[], ...names: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => names.includes(arg.replace(/^--?/, '')) && arg.startsWith('-'));
  return at < 0 ? undefined : (args[at + 1] ?? '');
}

function* client(call: Call, installation: Installation, command: string, args: readonly string[]): Task<number> {
  const { platform, process } = call;
  const stamp = timestampFormat(platform);
  const yarnClient = createYarnClient(platform, process, installation.configuration, (logger, message) =>
    call.stderr.write(
      installation.old
        ? `${stamp(platform.world.now).slice(2, 19).replace(/-/g, '/')} INFO ${logger.replace(/^org\.apache\.hadoop\.(?:yarn\.)?/, '')}: ${message}\n`
        : `${stamp(platform.world.now)} INFO ${logger.replace(/^org\.apache\.hadoop\.(?:yarn\.)?/, '')}: ${message}\n`,
    ),
  );
  switch (command) {
    case 'application':
    case 'app':
      return yield* application(call, installation, yarnClient, args);
    case 'node':
      return yield* node(call, yarnClient, args);
    case 'queue':
      return yield* queue(call, yarnClient, option(args, 'status') ?? 'default');
    case 'logs':
      return yield* logs(call, installation, yarnClient, args);
    case 'applicationattempt':
    case 'container':
      return yield* attempts(call, yarnClient, command, args);
    default:
      call.stderr.write(`not simulated yet: yarn ${command}\n`);
      return 1;
  }
}

const column = (text: string, width: number): string => text.padStart(width);
const LIVE = new Set(['NEW', 'SUBMITTED', 'ACCEPTED', 'RUNNING']);

function* application(
  call: Call,
  installation: Installation,
  yarnClient: YarnClient,
  args: readonly string[],
): Task<number> {
  const kill = option(args, 'kill');
  if (kill !== undefined) {
    for (const id of [kill, ...args.slice(args.indexOf(kill) + 1)].filter((word) => word !== '')) {
      if (!/^application_\d+_\d+$/.test(id)) {
        call.stderr.write(`Invalid ApplicationId specified: ${id}\n`);
        return 255;
      }
      const user = hadoopUser(call.process);
      const { state } = yield* yarnClient.call('getApplicationReport', id, (rm) => rm.getApplicationReport(id));
      if (!LIVE.has(state)) {
        call.print(`Application ${id} has already finished \n`);
        continue;
      }
      call.print(`Killing application ${id}\n`);
      yield* yarnClient.call('forceKillApplication', id, (rm) => rm.forceKillApplication(id, user, call.machine.ip));
      call.stderr.write(
        `${timestampFormat(call.platform)(call.platform.world.now)} INFO impl.YarnClientImpl: Killed application ${id}\n`,
      );
    }
    return 0;
  }
  const status = option(args, 'status');
  if (status !== undefined) {
    const report = yield* yarnClient.call('getApplicationReport', status, (rm) => rm.getApplicationReport(status));
    call.print(describeApplication(report));
    return 0;
  }
  if (args.some((arg) => /^--?list$/.test(arg))) {
    const states = option(args, 'appStates')?.toUpperCase().split(',');
    const types = option(args, 'appTypes')?.split(',');
    const wanted = (app: ApplicationReport): boolean =>
      (states === undefined
        ? ['SUBMITTED', 'ACCEPTED', 'RUNNING'].includes(app.state)
        : states.includes('ALL') || states.includes(app.state)) &&
      (types === undefined || types.includes(app.type));
    const all = yield* yarnClient.call('getApplications', null, (rm) => rm.getApplications());
    const apps = all.filter(wanted);
    const shown = states?.includes('ALL')
      ? '[NEW, NEW_SAVING, SUBMITTED, ACCEPTED, RUNNING, FINISHED, FAILED, KILLED]'
      : `[${(states ?? ['SUBMITTED', 'ACCEPTED', 'RUNNING']).join(', ')}]`;
    const tags = installation.old ? '' : ' and tags: []';
    call.print(
      `Total number of applications (application-types: [${types?.join(', ') ?? ''}]${installation.old ? ' and' : ','} states: ${shown}${tags}):${apps.length}\n`,
    );
    const row = (cells: readonly string[]): string =>
      `${[30, 20, 20, 10, 10, 18, 18, 15, 35].map((width, i) => column(cells[i]!, width)).join('\t')}\n`;
    call.print(
      row([
        'Application-Id',
        'Application-Name',
        'Application-Type',
        'User',
        'Queue',
        'State',
        'Final-State',
        'Progress',
        'Tracking-URL',
      ]),
    );
    for (const app of apps)
      call.print(
        row([
          app.id,
          app.name,
          app.type,
          app.user,
          app.queue,
          app.state,
          app.finalStatus,
          `${app.progress}%`,
          app.originalTrackingUrl,
        ]),
      );
    return 0;
  }
  call.stderr.write(
    'Invalid Command Usage : \nusage: application\n -appStates <States>       Works with -list\n -appTypes <Types>         Works with -list\n -help                     Displays help for all commands.\n -kill <Application ID>    Kills the application.\n -list                     List applications.\n -status <Application ID>  Prints the status of the application.\n',
  );
  return args.some((arg) => /^--?help$/.test(arg)) ? 0 : 255;
}

function describeApplication(app: ApplicationReport): string {
  const lines: readonly (readonly [string, string | number])[] = [
    ['Application-Id', app.id],
    ['Application-Name', app.name],
    ['Application-Type', app.type],
    ['User', app.user],
    ['Queue', app.queue],
    ['Application Priority', 0],
    ['Start-Time', app.startTime],
    ['Finish-Time', app.finishTime],
    ['Progress', `${app.progress}%`],
    ['State', app.state],
    ['Final-State', app.finalStatus],
    ['Tracking-URL', app.originalTrackingUrl],
    ['RPC Port', app.rpcPort],
    ['AM Host', app.host],
    ['Aggregate Resource Allocation', `${app.memorySeconds} MB-seconds, ${app.vcoreSeconds} vcore-seconds`],
    ['Log Aggregation Status', LIVE.has(app.state) ? 'NOT_START' : 'SUCCEEDED'],
    ['Diagnostics', app.diagnostics],
    ['Unmanaged Application', 'false'],
  ];
  return `Application Report : \n${lines.map(([name, value]) => `\t${name} : ${value}\n`).join('')}\n`;
}

function* node(call: Call, yarnClient: YarnClient, args: readonly string[]): Task<number> {
  const nodes = yield* yarnClient.call('getClusterNodes', null, (rm) => rm.getClusterNodes());
  const single = option(args, 'status');
  if (single !== undefined) {
    const found = nodes.find(({ id }) => id === single);
    if (!found) {
      call.print(`Could not find the node report for node id : ${single}\n`);
      return 0;
    }
    call.print(
      `Node Report : \n\tNode-Id : ${found.id}\n\tRack : /default-rack\n\tNode-State : ${found.state}\n\tNode-Http-Address : ${found.httpAddress}\n\tContainers : ${found.containers}\n\tMemory-Used : ${found.used.memory}MB\n\tMemory-Capacity : ${found.capability.memory}MB\n\tCPU-Used : ${found.used.vcores} vcores\n\tCPU-Capacity : ${found.capability.vcores} vcores\n\n`,
    );
    return 0;
  }
  const states = args.includes('-all')
    ? null
    : new Set(option(args, 'states')?.toUpperCase().split(',') ?? ['RUNNING']);
  const chosen = nodes.filter(({ state }) => !states || states.has(state));
  call.print(
    `Total Nodes:${chosen.length}\n${column('Node-Id', 16)}\t${column('Node-State', 15)}\t${column('Node-Http-Address', 17)}\t${column('Number-of-Running-Containers', 28)}\n`,
  );
  for (const { id, state, httpAddress, containers } of chosen)
    call.print(
      `${column(id, 16)}\t${column(state, 15)}\t${column(httpAddress, 17)}\t${column(String(containers), 28)}\n`,
    );
  return 0;
}

function* queue(call: Call, yarnClient: YarnClient, name: string): Task<number> {
  const queues = yield* yarnClient.call('getQueueInfo', name, (rm) => rm.getQueues());
  const found = queues.find((each) => each.name === name || each.path === name);
  if (!found) {
    call.print(`Cannot get queue from RM by queueName = ${name}, please check.\n`);
    return 255;
  }
  const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;
  call.print(
    `Queue Information : \nQueue Name : ${found.name}\n\tState : ${found.state}\n\tCapacity : ${percent(found.capacity)}\n\tCurrent Capacity : ${percent(found.currentCapacity)}\n\tMaximum Capacity : ${percent(found.maximumCapacity)}\n\tDefault Node Label expression : <DEFAULT_PARTITION>\n\tAccessible Node Labels : *\n\tPreemption : disabled\n\tIntra-queue Preemption : disabled\n`,
  );
  return 0;
}

function* attempts(call: Call, yarnClient: YarnClient, command: string, args: readonly string[]): Task<number> {
  const list = option(args, 'list');
  if (list === undefined) return 255;
  const id = list.replace(/^appattempt_(\d+_\d+)_\d+$/, 'application_$1');
  const report = yield* yarnClient.call('getApplicationAttempts', id, (rm) => rm.getApplicationReport(id));
  if (command === 'container') {
    call.print(`Total number of containers :${report.containers}\n`);
    return 0;
  }
  call.print(
    `Total number of application attempts :${report.attempts.length}\n${column('ApplicationAttempt-Id', 20)}\t${column('State', 20)}\t${column('AM-Container-Id', 35)}\t${column('Tracking-URL', 35)}\n`,
  );
  for (const attempt of report.attempts)
    call.print(
      `${column(attempt.id, 20)}\t${column(attempt.state, 20)}\t${column(attempt.amContainer ?? 'N/A', 35)}\t${column(report.trackingUrl, 35)}\n`,
    );
  return 0;
}

/** `yarn logs -applicationId …`: from HDFS when log aggregation is on and the application over; of a running one from its nodes. */
function* logs(call: Call, installation: Installation, yarnClient: YarnClient, args: readonly string[]): Task<number> {
  const id = option(args, 'applicationId');
  if (id === undefined || id === '') {
    call.stderr.write('Both applicationId and containerId are missing, one of them must be specified.\n');
    return 255;
  }
  const report = yield* yarnClient.call('getApplicationReport', id, (rm) => rm.getApplicationReport(id));
  const over = !LIVE.has(report.state);
  const wanted = option(args, 'containerId');
  if (over && !aggregatesLogs(installation.configuration)) {
    const directory = `/tmp/logs/${report.user}/logs/${id}`;
    call.stderr.write(
      `${installation.old ? directory : `File ${directory}`} does not exist.\n\n${installation.old ? 'Log aggregation has not completed or is not enabled.' : `Can not find any log file matching the pattern: [ALL] for the application: ${id}`}\n`,
    );
    return 255;
  }
  let found = false;
  for (const machine of call.platform.machines.values()) {
    const directory = `${installation.logs}/userlogs/${id}`;
    if (!machine.files.exists(directory)) continue;
    for (const container of machine.files.list(directory)) {
      if (wanted !== undefined && container !== wanted) continue;
      for (const name of machine.files.list(`${directory}/${container}`)) {
        let text: string;
        try {
          text = machine.files.readText(`${directory}/${container}/${name}`);
        } catch (error) {
          if (error instanceof SystemError) continue;
          throw error;
        }
        found = true;
        const title = `Container: ${container} on ${machine.name}${installation.old ? '' : '_0'}`;
        call.print(
          `\n\n${title}\n${'='.repeat(title.length)}\nLogType:${name}\nLog Upload Time:${timestampFormat(call.platform)(call.platform.world.now)}\nLogLength:${text.length}\nLog Contents:\n${text}\nEnd of LogType:${name}\n`,
        );
      }
    }
  }
  if (!found) {
    call.stderr.write(`Can not find any log file matching the pattern: [ALL] for the application: ${id}\n`);
    return 255;
  }
  return 0;
}
