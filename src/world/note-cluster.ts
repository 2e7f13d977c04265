import { nullOutput } from '../platform/streams.ts';
import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import type { CellContext } from './cells.ts';
import type { NoteMemory } from './note-memory.ts';
import { clientHome, type Supplier } from './note-supplies.ts';

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

/** Stops a cluster that was started for the note, before the note starts one itself. */
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
