import type { Call, Program } from '../host.ts';
import { readZooConfiguration, serveZooKeeper } from '../programs/zookeeper.ts';
import { homeOf, startDaemon, stopDaemon, ZOOKEEPER } from './daemon.ts';
import { isLocal, onHost } from './hosts.ts';

const ZOOKEEPER_USAGE = 'Usage: zookeeper.sh ((start|start-foreground) peer-id)|stop|stop-all';

/** The text of conf/zoo.cfg; null, with a complaint, where there is none. */
function zooConfiguration(call: Call): { readonly path: string; readonly text: string } | null {
  const path = `${call.env.FLINK_CONF_DIR ?? `${homeOf(call)}/conf`}/zoo.cfg`;
  if (call.machine.files.exists(path)) return { path, text: call.machine.files.readText(path) };
  call.print(`[ERROR] No ZooKeeper configuration file found in '${path}'.\n`);
  return null;
}

/** zookeeper.sh: one server of the quorum in conf/zoo.cfg. */
export const zookeeper: Program = {
  *run(call) {
    const [action, peer] = call.args;
    const starts = action === 'start' || action === 'start-foreground';
    if (!starts && action !== 'stop' && action !== 'stop-all') {
      call.print(`${ZOOKEEPER_USAGE}\n`);
      return 1;
    }
    if (!starts) return yield* stopDaemon(call, ZOOKEEPER, action === 'stop-all');
    const found = zooConfiguration(call);
    if (!found) return 1;
    if (peer === undefined) {
      call.print(`[ERROR] Missing peer id argument. ${ZOOKEEPER_USAGE}.\n`);
      return 1;
    }
    return yield* startDaemon(call, ZOOKEEPER, action === 'start-foreground', [], [found.path, peer], (process) =>
      serveZooKeeper(call, process, readZooConfiguration(found.text)),
    );
  },
};

const SERVER_LINE = /^server\.(\d+)\s*[:=]\s*([^:#\s]+)/;

/** start-zookeeper-quorum.sh and stop-zookeeper-quorum.sh: zookeeper.sh on each `server.N` of conf/zoo.cfg. */
export function zooKeeperQuorum(action: 'start' | 'stop'): Program {
  return {
    *run(call) {
      const found = zooConfiguration(call);
      if (!found) return 1;
      for (const line of found.text.split('\n')) {
        const server = SERVER_LINE.exec(line.trim());
        if (!server) {
          if (line.startsWith('server.')) call.print(`[WARN] Parse error. Skipping config entry '${line.trim()}'.\n`);
          continue;
        }
        const id = server[1]!;
        const host = server[2]!;
        if (isLocal(host)) yield* call.exec([`${homeOf(call)}/bin/zookeeper.sh`, action, id]);
        else yield* onHost(call, host, false, 'zookeeper.sh', [action, id]);
      }
      return 0;
    },
  };
}
