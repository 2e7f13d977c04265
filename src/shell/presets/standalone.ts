import { withEntries } from '../flink/configuration.ts';
import { installFlink, releaseOf } from '../flink/distribution.ts';
import type { Preset, PresetOptions } from './index.ts';
import { installSystem } from './system.ts';

const RELEASE = releaseOf('1.13.6');
export const FLINK_HOME = `/opt/flink-${RELEASE.version}`;
const DEFAULT_MACHINES: PresetOptions['machines'] = [{ name: 'node1' }, { name: 'node2' }, { name: 'node3' }];

/**
 * Flink 1.13.6 unpacked on every machine and configured for a standalone cluster, not started: the first machine is the master, all are
 * workers with two slots (roles `jobmanager` and `taskmanager` say otherwise).
 */
export const standalone: Preset = {
  install(platform, shell, { machines, config }) {
    const chosen = machines.length > 0 ? machines : DEFAULT_MACHINES;
    for (const { name, ip } of chosen) platform.addMachine(name, ip);
    const withRole = (role: string): string[] =>
      chosen.filter((machine) => machine.roles?.includes(role)).map(({ name }) => name);
    const masters = withRole('jobmanager');
    const workers = withRole('taskmanager');
    const master = masters[0] ?? chosen[0]!.name;
    const entries = {
      'jobmanager.rpc.address': master,
      'taskmanager.numberOfTaskSlots': '2',
      ...config,
    };
    for (const machine of platform.machines.values()) {
      installSystem(machine, shell, { FLINK_HOME, PATH: `$FLINK_HOME/bin` });
      installFlink(machine, FLINK_HOME, RELEASE, 'root');
      const conf = `${FLINK_HOME}/conf`;
      machine.files.write(
        `${conf}/flink-conf.yaml`,
        withEntries(machine.files.readText(`${conf}/flink-conf.yaml`), entries),
      );
      machine.files.write(
        `${conf}/masters`,
        `${(masters.length > 0 ? masters : [master]).map((name) => `${name}:8081`).join('\n')}\n`,
      );
      machine.files.write(
        `${conf}/workers`,
        `${(workers.length > 0 ? workers : chosen.map(({ name }) => name)).join('\n')}\n`,
      );
    }
  },
};
