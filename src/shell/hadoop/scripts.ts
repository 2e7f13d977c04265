import { nameNodeAddress } from '../../hadoop/hdfs/namenode.ts';
import { callbackOutput } from '../../platform/streams.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { DAEMONS, startHadoopDaemon, stopHadoopDaemon } from './daemons.ts';
import { type Installation, installationOf, workersOf } from './installation.ts';

/** sbin/: scripts that start and stop daemons here and, over ssh, on the workers. */

type Action = 'start' | 'stop';

/** Runs a command of this installation on a host by ssh; with `prefixed`, its lines begin with the host (as `slaves.sh` and pdsh print them). */
function* onHost(call: Call, host: string, command: string, prefixed: boolean): Task<number> {
  const lines = (write: (text: string) => void) =>
    callbackOutput((text) => write(prefixed ? text.replace(/^(?=.)/gm, `${host}: `) : text));
  return yield* call.exec(['ssh', '-n', host, '--', command], {
    stdout: lines((text) => call.print(text)),
    stderr: lines((text) => call.stderr.write(text)),
  });
}

/** As the scripts pass `--config` on: the other machine's environment may name another directory. */
function commandOf({ home, conf, old }: Installation, action: Action, daemon: string): string {
  const script = old ? `sbin/${DAEMONS[daemon]!.family}-daemon.sh` : 'bin/hdfs --daemon';
  return `HADOOP_CONF_DIR=${conf} ${home}/${script} ${action} ${daemon}`;
}

/** Hadoop 3 refuses root unless a user is named for the daemon. */
function refused(call: Call, { environment, old }: Installation, service: 'hdfs' | 'yarn', daemon: string): boolean {
  if (old || call.user !== 'root') return false;
  const variable = `${service.toUpperCase()}_${daemon.toUpperCase()}_USER`;
  if (environment[variable]) return false;
  call.stderr.write(
    `ERROR: Attempting to operate on ${service} ${daemon} as root\nERROR: but there is no ${variable} defined. Aborting operation.\n`,
  );
  return true;
}

/** start-dfs.sh and stop-dfs.sh. */
function dfs(action: Action): Program {
  return {
    *run(call) {
      const installation = installationOf(call);
      const verb = action === 'start' ? 'Starting' : 'Stopping';
      const { configuration, old } = installation;
      const { host } = nameNodeAddress(configuration);
      if (host === '' || configuration['fs.defaultFS'] === undefined) {
        const host = call.machine.name;
        call.print(`${verb} namenodes on [${old ? '' : host}]\n`);
        call.stderr.write(
          'Incorrect configuration: namenode address dfs.namenode.servicerpc-address or dfs.namenode.rpc-address is not configured.\n',
        );
        return 1;
      }
      let status = 0;
      const run = function* (title: string, hosts: readonly string[], daemon: string): Task {
        call.print(`${title}\n`);
        if (refused(call, installation, 'hdfs', daemon)) {
          status = 1;
          return;
        }
        for (const each of hosts) {
          const code = yield* onHost(call, each, commandOf(installation, action, daemon), true);
          if (code !== 0 && action === 'start') status = code;
        }
      };
      yield* run(`${verb} namenodes on [${host}]`, [host], 'namenode');
      const workers = workersOf(call, installation);
      if (old) for (const each of workers) yield* onHost(call, each, commandOf(installation, action, 'datanode'), true);
      else yield* run(`${verb} datanodes`, workers, 'datanode');
      const secondary = (
        configuration['dfs.namenode.secondary.http-address'] ?? `${old ? '0.0.0.0' : call.machine.name}:0`
      ).split(':')[0]!;
      yield* run(`${verb} secondary namenodes [${secondary}]`, [secondary], 'secondarynamenode');
      return status;
    },
  };
}

/** start-yarn.sh and stop-yarn.sh: the ResourceManager on this machine, NodeManagers on the workers. */
function yarn(action: Action): Program {
  return {
    *run(call) {
      const installation = installationOf(call);
      const { old } = installation;
      const workers = workersOf(call, installation);
      const resourceManager = function* (): Task {
        if (!old) call.print(`${action === 'start' ? 'Starting' : 'Stopping'} resourcemanager\n`);
        if (refused(call, installation, 'yarn', 'resourcemanager')) return;
        const daemon = DAEMONS.resourcemanager!;
        yield* action === 'start'
          ? startHadoopDaemon(call, installation, daemon)
          : stopHadoopDaemon(call, installation, daemon);
      };
      const nodeManagers = function* (): Task {
        if (!old) call.print(`${action === 'start' ? 'Starting' : 'Stopping'} nodemanagers\n`);
        if (refused(call, installation, 'yarn', 'nodemanager')) return;
        for (const each of workers) yield* onHost(call, each, commandOf(installation, action, 'nodemanager'), true);
      };
      if (old) call.print(`${action === 'start' ? 'starting' : 'stopping'} yarn daemons\n`);
      if (old || action === 'start') {
        yield* resourceManager();
        yield* nodeManagers();
      } else {
        yield* nodeManagers();
        yield* resourceManager();
      }
      if (old && action === 'stop') call.print('no proxyserver to stop\n');
      return 0;
    },
  };
}

/** start-all.sh and stop-all.sh. */
function all(action: Action): Program {
  return {
    *run(call) {
      const { home, old } = installationOf(call);
      if (old)
        call.print(
          action === 'start'
            ? 'This script is Deprecated. Instead use start-dfs.sh and start-yarn.sh\n'
            : 'This script is Deprecated. Instead use stop-dfs.sh and stop-yarn.sh\n',
        );
      else if (action === 'start') {
        call.stderr.write(
          `WARNING: Attempting to start all Apache Hadoop daemons as ${call.user} in 10 seconds.\nWARNING: This is not a recommended production deployment configuration.\nWARNING: Use CTRL-C to abort.\n`,
        );
        yield (resume) => {
          const timer = call.process.schedule(10_000, () => resume());
          return () => timer.cancel();
        };
      }
      const order = action === 'start' || old ? ['dfs', 'yarn'] : ['yarn', 'dfs'];
      for (const each of order) yield* call.exec([`${home}/sbin/${action}-${each}.sh`]);
      return 0;
    },
  };
}

/** hadoop-daemon.sh, yarn-daemon.sh, mr-jobhistory-daemon.sh: `start|stop <daemon>` on this machine. */
const daemonScript: Program = {
  *run(call) {
    const installation = installationOf(call);
    const [action, name = ''] = call.args.filter((arg, i, all) => !arg.startsWith('--') && all[i - 1] !== '--config');
    const daemon = DAEMONS[name];
    if (!daemon || (action !== 'start' && action !== 'stop')) {
      call.print(
        `Usage: ${call.name.replace(/.*\//, '')} [--config <conf-dir>] [--hosts hostlistfile] (start|stop) <hadoop-command> <args...>\n`,
      );
      return 1;
    }
    return yield* action === 'start'
      ? startHadoopDaemon(call, installation, daemon)
      : stopHadoopDaemon(call, installation, daemon);
  },
};

/** hadoop-daemons.sh, yarn-daemons.sh: the same on every worker. */
const workersScript: Program = {
  *run(call) {
    const installation = installationOf(call);
    const [action, name = ''] = call.args;
    if (!DAEMONS[name] || (action !== 'start' && action !== 'stop')) return 1;
    for (const host of workersOf(call, installation))
      yield* onHost(call, host, commandOf(installation, action, name), true);
    return 0;
  },
};

/** Files of sbin/ by name. */
export const SBIN: Readonly<Record<string, Program>> = {
  'start-dfs.sh': dfs('start'),
  'stop-dfs.sh': dfs('stop'),
  'start-yarn.sh': yarn('start'),
  'stop-yarn.sh': yarn('stop'),
  'start-all.sh': all('start'),
  'stop-all.sh': all('stop'),
  'hadoop-daemon.sh': daemonScript,
  'yarn-daemon.sh': daemonScript,
  'mr-jobhistory-daemon.sh': daemonScript,
  'hadoop-daemons.sh': workersScript,
  'yarn-daemons.sh': workersScript,
};
