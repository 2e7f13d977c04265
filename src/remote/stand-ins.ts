import { serviceSpec } from '../platform/process.ts';
import type { Platform, Process } from '../platform/types.ts';
import { numberOf, type OwnCluster } from './own-cluster.ts';
import type { RealTime } from './real-time.ts';
import type { TaskManagerPlaces } from './task-manager-places.ts';

/**
 * Processes of the simulated machines that stand for the real ones of a cluster that Millrace runs: `jps` and `ps` list them, and `kill` of a
 * TaskManager's kills the real one.
 */
export interface StandIns {
  /** The registered TaskManagers have one each, on their machines, and nobody else has. Inside {@link RealTime.enter}. */
  keep(): void;
}

const JOB_MANAGER = 'StandaloneSessionClusterEntrypoint';
const TASK_MANAGER = 'TaskManagerRunner';

export function createStandIns(
  platform: Platform,
  own: OwnCluster,
  realTime: RealTime,
  places: TaskManagerPlaces,
  note: (text: string) => void,
): StandIns {
  const machines = [...platform.machines.values()];
  const standing = new Map<string, Process>();
  const jvm = (machine: number, mainClass: string, role: 'jobmanager' | 'taskmanager'): Process =>
    machines[machine]!.start({ ...serviceSpec(mainClass), mainClass, role });
  const kill = (id: string, number: number): void => {
    places.leave(id);
    own.killTaskManager(number).catch((error: Error) => realTime.enter(() => note(error.message)));
  };
  const stand = (id: string, machine: number): void => {
    const number = numberOf(id);
    if (number === null) return;
    const process = jvm(machine, TASK_MANAGER, 'taskmanager');
    standing.set(id, process);
    process.onState((state) => {
      if (state !== 'ended' || standing.get(id) !== process) return;
      standing.delete(id);
      kill(id, number);
    });
  };
  let jobManager: Process | null = null;
  return {
    keep() {
      // The real one cannot be killed from here: what stood for it is there again.
      if (jobManager === null || jobManager.state === 'ended') jobManager = jvm(0, JOB_MANAGER, 'jobmanager');
      for (const [machine] of machines.entries())
        for (const id of places.livingOn(machine)) if (!standing.has(id)) stand(id, machine);
      for (const [id, process] of [...standing]) {
        if (places.lives(id)) continue;
        standing.delete(id);
        process.exit(143);
      }
    },
  };
}
