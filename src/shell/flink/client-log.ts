import type { Configuration } from '../../flink/api/configuration.ts';
import { createLog, type Log } from '../../flink/deployment/logging.ts';
import { logsTo } from '../../flink/taskmanager/jvm.ts';
import { SystemError } from '../../platform/types.ts';
import type { Call } from '../host.ts';
import { warnOfConfiguration } from './configuration.ts';
import { homeOf } from './daemon.ts';
import { installedRelease } from './distribution.ts';

const FRONTEND = 'org.apache.flink.client.cli.CliFrontend';

/**
 * log/flink-USER-client-HOST.log, anew for each command (conf/log4j-cli.properties). Where it cannot be written, nothing is: the client works without.
 */
export function clientLog(call: Call): Log {
  const { files } = call.machine;
  const directory = call.env.FLINK_LOG_DIR ?? `${homeOf(call)}/log`;
  const user = call.env.FLINK_IDENT_STRING ?? call.user;
  const path = `${directory}/flink-${user}-client-${call.machine.name}.log`;
  const write = (put: () => void): void => {
    try {
      put();
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
  };
  write(() => {
    files.mkdir(directory, { recursive: true, owner: call.user });
    files.write(path, '', { owner: call.user });
  });
  const log = createLog(call.platform, (text) => write(() => files.append(path, text)));
  logsTo(call.process, log);
  return log;
}

/** What CliFrontend.main logs before it looks at its arguments (EnvironmentInformation.logEnvironmentInfo, GlobalConfiguration). */
export function logStart(call: Call, log: Log, configuration: Configuration): void {
  const { version, commit } = installedRelease(call.machine, homeOf(call));
  const line = '-'.repeat(80);
  const say = (message: string): void => log('INFO', FRONTEND, message);
  say(line);
  say(` Starting Command Line Client (Version: ${version}, Rev:${commit})`);
  say(` OS current user: ${call.user}`);
  say(` JAVA_HOME: ${call.env.JAVA_HOME ?? '(not set)'}`);
  say(call.args.length === 0 ? ' Program Arguments: (none)' : ' Program Arguments:');
  for (const word of call.args) say(`    ${word}`);
  say(line);
  warnOfConfiguration(log, call.machine.files, homeOf(call), call.env);
  for (const [key, value] of Object.entries(configuration))
    log(
      'INFO',
      'org.apache.flink.configuration.GlobalConfiguration',
      `Loading configuration property: ${key}, ${value}`,
    );
}
