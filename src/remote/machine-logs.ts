import type { Machine, Platform } from '../platform/types.ts';
import { createOutputs, type OutputFile, type OutputKind, registeredTaskManagers } from './outputs.ts';
import { numberOf, type OwnCluster } from './own-cluster.ts';
import { pause } from './pause.ts';
import type { RealTime } from './real-time.ts';
import type { FlinkRest } from './rest.ts';
import { createStandIns } from './stand-ins.ts';
import type { TaskManagerPlaces } from './task-manager-places.ts';

/** Keeps the real processes' .out and .log files in the log folders of the simulated machines, where a lesson looks for them. */
export interface MachineLogs {
  stop(): void;
}

const EVERY_MS = 500;
/** Folders in which notes and lessons put Flink. */
const ROOTS = ['/opt', '/usr/local', '/opt/module', '/opt/software', '/export/server', '/root', '/home'];

/** @param own null: the cluster is somebody else's, and what a TaskManager prints just before its death is not heard of */
export function createMachineLogs(
  platform: Platform,
  rest: FlinkRest,
  realTime: RealTime,
  places: TaskManagerPlaces,
  own: OwnCluster | null,
  note: (text: string) => void,
): MachineLogs {
  const abort = new AbortController();
  const outputs = createOutputs(rest, ['stdout', 'log']);
  const machines = [...platform.machines.values()];
  const standIns = own === null ? null : createStandIns(platform, own, realTime, places, note);
  let registered: readonly string[] = [];
  const write = (machine: Machine, role: string, number: number, kind: OutputKind, text: string): void => {
    const home = flinkHomeOn(machine);
    if (!home) return;
    const file = `${home}/log/flink-root-${role}-${number}-${machine.name}.${kind === 'stdout' ? 'out' : 'log'}`;
    machine.files.mkdir(`${home}/log`, { recursive: true });
    machine.files.write(file, text);
  };
  const show = ({ taskManager, kind, text }: OutputFile): void => {
    if (taskManager === null) {
      write(machines[0]!, 'standalonesession', 0, kind, text);
      return;
    }
    const place = places.placeOf(taskManager);
    if (place) write(machines[place.machine]!, 'taskexecutor', place.number, kind, text);
  };
  const look = async (signal: AbortSignal): Promise<OutputFile[]> => {
    const before = registered;
    registered = await registeredTaskManagers(rest, signal);
    places.meet(registered);
    const gone = before.filter((id) => !registered.includes(id));
    const [last, changed] = await Promise.all([
      Promise.all(gone.map(lastOutput)),
      outputs.fetch(registered.filter(places.lives), signal),
    ]);
    return [...last.flat(), ...changed];
  };
  /** All that one printed which has gone. */
  const lastOutput = async (id: string): Promise<OutputFile[]> => {
    const number = numberOf(id);
    const text = number === null ? null : await own?.outputOf(number).catch(() => null);
    return text == null ? [] : [{ taskManager: id, kind: 'stdout', text, added: '' }];
  };
  // A worker that no real TaskManager stands behind has printed nothing.
  for (const machine of machines) write(machine, 'taskexecutor', 0, 'stdout', '');
  void (async () => {
    while (!abort.signal.aborted) {
      // A cluster that does not answer is reported by who watches it.
      const files = await look(abort.signal).catch(() => []);
      if (!abort.signal.aborted)
        realTime.enter(() => {
          standIns?.keep();
          files.forEach(show);
        });
      await pause(EVERY_MS, abort.signal);
    }
  })();
  return { stop: () => abort.abort() };
}

function flinkHomeOn({ files }: Machine): string | null {
  for (const root of ROOTS) {
    if (!files.exists(root) || files.stat(root).type !== 'directory') continue;
    const found = files.list(root).find((name) => /flink/i.test(name) && files.exists(`${root}/${name}/bin/flink`));
    if (found !== undefined) return `${root}/${found}`;
  }
  return null;
}
