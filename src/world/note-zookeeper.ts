import type { Configuration } from '../flink/api/configuration.ts';
import { nullOutput } from '../platform/streams.ts';
import { type Machine, SystemError } from '../platform/types.ts';
import { loadConfiguration } from '../shell/flink/configuration.ts';
import { ZOOKEEPER_HOME } from '../shell/presets/ha.ts';
import { zooCfg } from '../shell/programs/zookeeper.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import type { Supplier } from './note-installations.ts';

/** A quorum that a highly available Flink at `home` is configured for and that the note takes for running: started where nobody listens. */
export function* supplyZooKeeper(supplier: Supplier, home: string): Task<void> {
  const { session, context } = supplier;
  const configuration = configurationAt(supplier, home);
  if (configuration['high-availability']?.toLowerCase() !== 'zookeeper') return;
  const addresses = (configuration['high-availability.zookeeper.quorum'] ?? '').split(',').map((part) => part.trim());
  const machines = addresses.flatMap((address) => {
    const [host = '', port = '2181'] = address.split(':');
    const machine = host === '' ? null : context.platform.network.resolve(session.machine, host);
    return machine && port === '2181' ? [machine] : [];
  });
  yield* startQuorum(supplier, [...new Set(machines)]);
}

/** `zkCli.sh` typed where no server listens: the quorum that Flink at `home` is configured for, else one of the first machines. */
export function* supplyServer(supplier: Supplier, text: string, home: string | undefined): Task<void> {
  if (!/\bzkCli\.sh\b/.test(text) || /\s-server\s/.test(text)) return;
  if (home !== undefined) yield* supplyZooKeeper(supplier, home);
  const machines = [...supplier.context.platform.machines.values()];
  yield* startQuorum(supplier, machines.length < 3 ? [supplier.session.machine] : machines.slice(0, 3));
}

function* startQuorum(supplier: Supplier, members: readonly Machine[]): Task<void> {
  const { context } = supplier;
  const down = members.filter((machine) => !context.platform.network.listener(machine.name, 2181));
  if (down.length === 0 || context.memory.zooKeeperStopped) return;
  const names = members.map(({ name }) => name);
  for (const machine of down) {
    machine.files.write(`${ZOOKEEPER_HOME}/conf/zoo.cfg`, zooCfg(names));
    yield* context
      .terminal(machine, 'root')
      .session.run(`${ZOOKEEPER_HOME}/bin/zkServer.sh start`, { stdout: nullOutput, stderr: nullOutput });
  }
  supplier.report(
    `ZooKeeper running on ${down.map(({ name }) => name).join(', ')} (the note uses it and does not start it)`,
  );
  yield sleep(context.platform.world, ELECTION_MS);
}

function configurationAt({ session }: Supplier, home: string): Configuration {
  try {
    return loadConfiguration(session.machine.files, home, {});
  } catch (error) {
    if (error instanceof SystemError) return {};
    throw error;
  }
}

/** Virtual ms until a quorum that was just started has its leader. */
const ELECTION_MS = 3_000;
