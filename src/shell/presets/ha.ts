import { shareDirectory } from '../../platform/filesystem.ts';
import { installZooKeeper, zooCfg } from '../programs/zookeeper.ts';
import type { Preset, PresetOptions } from './index.ts';
import { FLINK_HOME, standalone } from './standalone.ts';

const DEFAULT_MACHINES: PresetOptions['machines'] = [{ name: 'node1' }, { name: 'node2' }, { name: 'node3' }];

/** A directory that all machines share, as an NFS export: storageDir and checkpoints lie there. */
export const SHARED = '/shared';
export const ZOOKEEPER_HOME = '/opt/zookeeper';

/**
 * As `standalone`, configured for high availability: JobManagers on the first two machines (or those of role `jobmanager`), a ZooKeeper quorum
 * on up to three (or those of role `zookeeper`), HA data in /shared/ha. Nothing is started: start-zookeeper-quorum.sh, then start-cluster.sh.
 */
export const ha: Preset = {
  install(platform, shell, { machines, config }) {
    const chosen = machines.length > 0 ? machines : DEFAULT_MACHINES;
    const withRole = (role: string): string[] =>
      chosen.filter((machine) => machine.roles?.includes(role)).map(({ name }) => name);
    const names = chosen.map(({ name }) => name);
    const given = withRole('jobmanager');
    const masters = given.length > 0 ? given : names.slice(0, 2);
    const peers = withRole('zookeeper');
    const quorum = peers.length > 0 ? peers : names.slice(0, names.length < 3 ? 1 : 3);
    const roles = chosen.map((machine) =>
      masters.includes(machine.name) ? { ...machine, roles: [...(machine.roles ?? []), 'jobmanager'] } : machine,
    );
    standalone.install(platform, shell, {
      machines: roles,
      config: {
        'high-availability': 'zookeeper',
        'high-availability.storageDir': `file://${SHARED}/ha`,
        'high-availability.zookeeper.quorum': quorum.map((name) => `${name}:2181`).join(','),
        'high-availability.zookeeper.path.root': '/flink',
        'high-availability.cluster-id': '/default',
        'state.checkpoints.dir': `file://${SHARED}/checkpoints`,
        ...config,
      },
    });
    const all = [...platform.machines.values()];
    shareDirectory(
      all.map(({ files }) => files),
      SHARED,
    );
    for (const machine of all) {
      machine.files.write(`${FLINK_HOME}/conf/zoo.cfg`, zooCfg(quorum));
      installZooKeeper(machine, ZOOKEEPER_HOME, quorum, 'root');
      linkScripts(machine.files);
    }
  },
};

/** zkServer.sh and zkCli.sh on every PATH. */
export function linkScripts(files: import('../../platform/types.ts').FileSystem): void {
  files.mkdir('/usr/local/bin', { recursive: true });
  for (const name of ['zkServer.sh', 'zkCli.sh']) files.link(`${ZOOKEEPER_HOME}/bin/${name}`, `/usr/local/bin/${name}`);
}
