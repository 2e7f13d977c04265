import type { Platform } from '../platform/types.ts';
import type { Program } from '../shell/host.ts';
import { PROGRAMS } from '../shell/programs/index.ts';
import { explain } from './advice.ts';
import type { Listening } from './listener.ts';
import { idOf, numberOf, type OwnCluster } from './own-cluster.ts';
import type { RealTime } from './real-time.ts';
import type { TaskManagerPlaces } from './task-manager-places.ts';

/** Programs of the simulated machines that would not do what they say when a real Flink runs the jobs. */
export interface OutsidePrograms {
  readonly programs: Readonly<Record<string, Program>>;
  /** Takes what was said of commands that make no sense here since the last call. */
  takeSenseless(): string[];
}

interface Setting {
  /** `Flink 2.1.3 at http://localhost:8081`. */
  readonly cluster: string;
  readonly listening: Listening;
  readonly platform: () => Platform;
  readonly realTime: RealTime;
  /** Null: the cluster is somebody else's. */
  readonly own: OwnCluster | null;
  readonly taskManagers: TaskManagerPlaces;
}

/** What to do instead, for each program that has nothing to act on. */
const INSTEAD: Readonly<Record<string, string>> = {
  'flink/stop-cluster.sh': 'stop it where it was started; flink cancel ends a job.',
  'flink/jobmanager.sh': 'start and stop its processes where they run.',
  'flink/standalone-job.sh': 'bring the program to it with flink run.',
  'flink/historyserver.sh': 'its ended jobs are in flink list -a and at /jobs/overview.',
  'flink/zookeeper.sh': 'its high availability is set up where it runs.',
  'flink/start-zookeeper-quorum.sh': 'its high availability is set up where it runs.',
  'flink/stop-zookeeper-quorum.sh': 'its high availability is set up where it runs.',
  'flink/yarn-session.sh': 'bring programs to it with flink run.',
  'flink/kubernetes-session.sh': 'bring programs to it with flink run.',
  jps: 'curl -s localhost:8081/taskmanagers on the first machine lists them.',
  chaos: 'only "chaos kill MACHINE TaskManagerRunner" works here, on a cluster that Millrace has started.',
};

export function createOutsidePrograms(setting: Setting): OutsidePrograms {
  let senseless: string[] = [];
  const refusing = (what: string): Program => ({
    // biome-ignore lint/correctness/useYield: it never waits
    *run(call) {
      const name = call.name.replace(/.*\//, '');
      const text = `${name}: the jobs of this run are on ${setting.cluster}, outside of these machines; ${what}`;
      call.stderr.write(`${text}\n`);
      senseless.push(text);
      return 1;
    },
  });
  const startCluster: Program = {
    // biome-ignore lint/correctness/useYield: it never waits
    *run(call) {
      call.print(`start-cluster.sh: nothing to start, ${setting.cluster} runs already.\n`);
      return 0;
    },
  };
  const listens = (name: string): Program => ({
    ...PROGRAMS.get(name)!,
    *run(call) {
      const port = listeningPort(call.args);
      if (port === null) return yield* PROGRAMS.get(name)!.run(call);
      const refused = yield* setting.listening.open(setting.platform(), call.process, port);
      if (refused === null) return yield* PROGRAMS.get(name)!.run(call);
      call.stderr.write(`${call.name}: ${refused}\n`);
      return 1;
    },
  });
  const refuseTaskManager = refusing('start and stop its processes where they run.');
  const taskManager: Program = {
    *run(call) {
      const { own } = setting;
      if (call.args[0] !== 'start' || !own) return yield* refuseTaskManager.run(call);
      try {
        const number = yield* setting.realTime.wait(() => own.startTaskManager());
        call.print(`Starting taskexecutor daemon on host ${call.process.machine.name}.\n`);
        call.stderr.write(`taskmanager.sh: it is TaskManager ${number} of ${setting.cluster}\n`);
        return 0;
      } catch (error) {
        call.complain(explain(error));
        return 1;
      }
    },
  };
  const refuseChaos = refusing(INSTEAD.chaos!);
  const chaos: Program = {
    *run(call) {
      const words = call.args.filter((word) => !word.startsWith('-'));
      const machine = [...setting.platform().machines.keys()].indexOf(words[1] ?? '');
      const { own, taskManagers } = setting;
      if (words[0] !== 'kill' || machine < 0 || !/TaskManager/.test(words[2] ?? '') || !own)
        return yield* refuseChaos.run(call);
      const number = numberOf(taskManagers.livingOn(machine).at(-1) ?? '') ?? machine + 1;
      try {
        yield* setting.realTime.wait(() => own.killTaskManager(number));
        taskManagers.leave(idOf(number));
      } catch (error) {
        call.complain(explain(error));
        return 1;
      }
      return 0;
    },
  };
  return {
    programs: {
      ...Object.fromEntries(
        Object.entries(INSTEAD)
          // What stands for the processes of a cluster of Millrace's own can be listed.
          .filter(([name]) => name !== 'jps' || setting.own === null)
          .map(([name, what]) => [name, refusing(what)]),
      ),
      'flink/start-cluster.sh': startCluster,
      'flink/taskmanager.sh': taskManager,
      chaos,
      ...Object.fromEntries(['nc', 'ncat', 'netcat'].filter((name) => PROGRAMS.has(name)).map((n) => [n, listens(n)])),
    },
    takeSenseless() {
      const taken = senseless;
      senseless = [];
      return taken;
    },
  };
}

/** The port of `nc -lk 9999` in its many spellings; null: it does not listen. */
function listeningPort(args: readonly string[]): number | null {
  const flags = args.filter((arg) => /^-[a-zA-Z]/.test(arg)).join('');
  if (!flags.includes('l')) return null;
  const port = args.filter((arg) => /^\d+$/.test(arg)).at(-1) ?? /-\w*p(\d+)/.exec(args.join(' '))?.[1];
  return port === undefined ? null : Number(port);
}
