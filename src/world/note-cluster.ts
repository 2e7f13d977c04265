import { parentPath } from '../platform/file-tree.ts';
import { nullOutput } from '../platform/streams.ts';
import { loadConfiguration } from '../shell/flink/configuration.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import type { CellContext } from './cells.ts';
import type { Supplier } from './note-installations.ts';
import { answer } from './note-jobs.ts';
import type { NoteMemory } from './note-memory.ts';
import { clientHome } from './note-supplies.ts';

/**
 * Notes show how a cluster is stopped and go on using it, or use one that "runs already": where no JobManager runs, the last cluster of the note
 * is started again, else one of the installation that the client `text` is of. One that needs what is not simulated is left alone.
 */
export function* supplyCluster(context: CellContext, supplier: Supplier, text: string): Task<void> {
  const { memory } = context;
  if (memory.refused !== null) return;
  // What was just stopped takes a moment to end.
  if (memory.cluster) yield sleep(context.platform.world, STOPPING_MS);
  for (const machine of context.platform.machines.values())
    for (const process of machine.processes.values()) if (process.spec.role === 'jobmanager') return;
  const known = memory.cluster;
  const home = known ? null : clientHome(supplier, text);
  const cluster =
    known ??
    (home === null
      ? null
      : {
          script: `${home}/bin/start-cluster.sh`,
          machine: supplier.session.machine.name,
          user: supplier.session.user,
          again: true,
        });
  const machine = cluster && context.platform.machines.get(cluster.machine);
  if (!cluster || !machine?.files.exists(cluster.script)) return;
  const terminal =
    machine === supplier.session.machine && cluster.user === supplier.session.user
      ? supplier.session
      : context.terminal(machine, cluster.user).session;
  if (!known) offerSlots(supplier, parentPath(parentPath(cluster.script)));
  offerSavepoints(supplier, parentPath(parentPath(cluster.script)));
  const { cwd } = terminal;
  const exitCode = yield* terminal.run(cluster.script, { stdout: nullOutput, stderr: nullOutput });
  terminal.cwd = cwd;
  if (exitCode !== 0) return;
  memory.cluster = { ...cluster, again: true };
  supplier.report(
    known
      ? `the cluster again (the note stopped it and goes on using it): ${cluster.script} on ${machine.name}`
      : `a cluster (the note uses one and does not start it): ${cluster.script} on ${machine.name}`,
  );
}

/** A cluster that only the note's author knows has the slots that the note's jobs ask for. */
function offerSlots({ session, setup, report }: Supplier, home: string): void {
  const { files } = session.machine;
  const path = `${home}/conf/flink-conf.yaml`;
  const text = files.exists(path) ? files.readText(path) : '';
  if (setup.parallelism < 2 || !/^taskmanager\.numberOfTaskSlots:\s*1\s*$/m.test(text)) return;
  files.write(path, text.replace(/^(taskmanager\.numberOfTaskSlots:).*$/m, `$1 ${setup.parallelism}`));
  report(`taskmanager.numberOfTaskSlots: ${setup.parallelism} in ${path}`);
}

/** A cluster's author who takes savepoints without saying where has a directory for them in the configuration. */
export function offerSavepoints({ session, setup, report }: Supplier, home: string): void {
  const { files } = session.machine;
  const path = `${home}/conf/flink-conf.yaml`;
  const text = files.exists(path) ? files.readText(path) : '';
  if (!setup.savepoints || text === '' || /^\s*state\.savepoints\.dir\s*:/m.test(text)) return;
  const entry = 'state.savepoints.dir: file:///tmp/flink-savepoints';
  files.write(path, `${text.replace(/\n*$/, '')}\n${entry}\n`);
  report(`${entry} in ${path}`);
}

/**
 * Readers end the job of one chapter in the web interface before they run the next: where jobs of earlier blocks hold all slots, they are
 * cancelled. Returns their ids.
 */
export function* makeRoom(context: CellContext, supplier: Supplier, text: string): Task<string[]> {
  const { session } = supplier;
  const home = clientHome(supplier, text);
  const { known } = context.memory.printed.job;
  if (home === null || known.size === 0) return [];
  const configuration = loadConfiguration(session.machine.files, home, {});
  const host = configuration['rest.address'] ?? configuration['jobmanager.rpc.address'] ?? 'localhost';
  const overview = yield* answer(session, `curl -s http://${host}:${configuration['rest.port'] ?? '8081'}/overview`);
  if (!/"slots-available":\s*0\b/.test(overview)) return [];
  const listed = yield* answer(session, `${home}/bin/flink list -r`);
  const running = [...known].filter((job) => listed.includes(job));
  for (const job of running) yield* answer(session, `${home}/bin/flink cancel ${job}`);
  if (running.length > 0) yield sleep(context.platform.world, STOPPING_MS);
  return running;
}

/**
 * What start-cluster.sh prints in the note names the machines: where masters and workers are as the distribution has them, the reader has written those
 * down.
 */
export function supplyHosts(supplier: Supplier, home: string, expected: readonly string[]): void {
  const { session, context, report } = supplier;
  const { files } = session.machine;
  const shown = (daemon: string): string[] => {
    const hosts = expected.flatMap((line) => {
      const host = new RegExp(`^Starting ${daemon} daemon on host ([\\w.-]+?)\\.?$`).exec(line.trim())?.[1];
      const machine = host === undefined ? null : context.platform.network.resolve(session.machine, host);
      return machine ? [machine.name] : [];
    });
    return [...new Set(hosts)];
  };
  const lists = [
    { names: ['masters'], hosts: shown('standalonesession').map((host) => `${host}:8081`), initial: 'localhost:8081' },
    { names: ['workers', 'slaves'], hosts: shown('taskexecutor'), initial: 'localhost' },
  ];
  for (const { names, hosts, initial } of lists)
    for (const name of names) {
      const path = `${home}/conf/${name}`;
      if (hosts.length < 2 || !files.exists(path) || files.readText(path).trim() !== initial) continue;
      files.write(path, `${hosts.join('\n')}\n`);
      report(`${hosts.join(', ')} in conf/${name} (the note shows what start-cluster.sh prints)`);
      setAddress(supplier, home);
    }
}

/** TaskManagers elsewhere look for the JobManager where jobmanager.rpc.address of their own machine says. */
function setAddress({ session, context, report }: Supplier, home: string): void {
  const { name } = session.machine;
  const path = `${home}/conf/flink-conf.yaml`;
  for (const { files } of context.platform.machines.values()) {
    const text = files.exists(path) ? files.readText(path) : '';
    if (/^jobmanager\.rpc\.address:\s*localhost\s*$/m.test(text))
      files.write(path, text.replace(/^(jobmanager\.rpc\.address:).*$/m, `$1 ${name}`));
  }
  report(`jobmanager.rpc.address: ${name} in conf/flink-conf.yaml`);
}

/**
 * Whether a cluster that runs has to make room for the one that `script` starts: it was started for the note from another installation, or its
 * configuration was edited since.
 */
export function isOutdated(
  { script: known, machine: name, again }: NonNullable<NoteMemory['cluster']>,
  script: string,
  { platform }: CellContext,
): boolean {
  if (known !== script) return again;
  const machine = platform.machines.get(name);
  const master = machine && [...machine.processes.values()].find(({ spec }) => spec.role === 'jobmanager');
  const conf = script.replace(/bin\/[^/]+$/, 'conf');
  if (!master || !machine.files.exists(conf)) return false;
  return machine.files.list(conf).some((file) => machine.files.stat(`${conf}/${file}`).modified > master.startedAt);
}

/** Stops a cluster before the note starts one itself. */
export function* stopAgain(memory: NoteMemory, context: CellContext): Task<void> {
  const { cluster } = memory;
  const machine = cluster && context.platform.machines.get(cluster.machine);
  if (!cluster || !machine) return;
  const { session } = context.terminal(machine, cluster.user);
  yield* session.run(cluster.script.replace(/start-cluster\.sh$/, 'stop-cluster.sh'), {
    stdout: nullOutput,
    stderr: nullOutput,
  });
  yield sleep(context.platform.world, STOPPING_MS);
}

const STOPPING_MS = 3_000;
const SETTLED_MS = 12_000;

/** Between starting a cluster and using it a person takes a breath: JobManagers and TaskManagers that just started find each other. */
export function* untilClusterAnswers(context: CellContext): Task<void> {
  const { world } = context.platform;
  let youngest = Number.NEGATIVE_INFINITY;
  for (const machine of context.platform.machines.values())
    for (const process of machine.processes.values())
      if (process.spec.role === 'jobmanager' || process.spec.role === 'taskmanager')
        youngest = Math.max(youngest, process.startedAt);
  const wait = youngest + SETTLED_MS - world.now;
  if (wait > 0) yield sleep(world, wait);
}
