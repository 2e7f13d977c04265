import type { Machine, Platform } from '../platform/types.ts';
import { createOutputs, type OutputFile, type OutputKind } from './outputs.ts';
import { pause } from './pause.ts';
import type { RealTime } from './real-time.ts';
import type { FlinkRest } from './rest.ts';

/** Keeps the real processes' .out and .log files in the log folders of the simulated machines, where a lesson looks for them. */
export interface MachineLogs {
  stop(): void;
}

const EVERY_MS = 500;
/** Folders in which notes and lessons put Flink. */
const ROOTS = ['/opt', '/usr/local', '/opt/module', '/opt/software', '/export/server', '/root', '/home'];

export function createMachineLogs(platform: Platform, rest: FlinkRest, realTime: RealTime): MachineLogs {
  const abort = new AbortController();
  const outputs = createOutputs(rest, ['stdout', 'log']);
  /** TaskManagers as they came, those of one moment by name: the first is the first worker's. */
  const order: string[] = [];
  const meet = (files: readonly OutputFile[]): void => {
    const ids = new Set(files.flatMap(({ taskManager }) => taskManager ?? []));
    const fresh = [...ids].filter((id) => !order.includes(id));
    order.push(...fresh.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })));
  };
  const write = (machine: Machine, role: string, number: number, kind: OutputKind, text: string): void => {
    const home = flinkHomeOn(machine);
    if (!home) return;
    const file = `${home}/log/flink-root-${role}-${number}-${machine.name}.${kind === 'stdout' ? 'out' : 'log'}`;
    machine.files.mkdir(`${home}/log`, { recursive: true });
    machine.files.write(file, text);
  };
  const show = ({ taskManager, kind, text }: OutputFile): void => {
    const machines = [...platform.machines.values()];
    if (taskManager === null) {
      write(machines[0]!, 'standalonesession', 0, kind, text);
      return;
    }
    const place = order.indexOf(taskManager);
    const machine = machines[place % machines.length]!;
    write(machine, 'taskexecutor', Math.floor(place / machines.length), kind, text);
  };
  // A worker that no real TaskManager stands behind has printed nothing.
  for (const machine of platform.machines.values()) write(machine, 'taskexecutor', 0, 'stdout', '');
  void (async () => {
    while (!abort.signal.aborted) {
      // A cluster that does not answer is reported by who watches it.
      const files = await outputs.fetch(abort.signal).catch(() => []);
      meet(files);
      if (files.length > 0 && !abort.signal.aborted) realTime.enter(() => files.forEach(show));
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
