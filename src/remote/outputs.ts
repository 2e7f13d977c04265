import type { FlinkRest } from './rest.ts';
import { listAt, RemoteError, textAt } from './rest.ts';

export type OutputKind = 'stdout' | 'log';
export interface OutputFile {
  /** The TaskManager's id; null: the JobManager. */
  readonly taskManager: string | null;
  readonly kind: OutputKind;
  readonly text: string;
  /** What came since the last look; all of it at a first look after the first round. */
  readonly added: string;
}

/** The processes' .out and .log files, as REST shows them. */
export interface Outputs {
  /** Files of the JobManager and these TaskManagers that have changed since the last look. What was there at the first look is not `added`. */
  fetch(taskManagers: readonly string[], signal?: AbortSignal): Promise<OutputFile[]>;
}

/** A longer file is no longer asked for, characters: REST always gives the whole. */
const LONGEST = 20_000_000;

/** The JobManager waits minutes for a TaskManager that has died; who looks at files does not, ms. */
const ANSWER_MS = 2000;

export function createOutputs(rest: FlinkRest, kinds: readonly OutputKind[]): Outputs {
  const seen = new Map<string, string>();
  let first = true;
  return {
    async fetch(taskManagers, signal) {
      const changed: OutputFile[] = [];
      const look = async (taskManager: string | null, kind: OutputKind): Promise<void> => {
        const path = `${taskManager === null ? '/jobmanager' : `/taskmanagers/${taskManager}`}/${kind}`;
        const before = seen.get(path) ?? '';
        if (before.length > LONGEST) return;
        const text = await fileAt(rest, path, signal);
        if (text === null || text === before) return;
        seen.set(path, text);
        const added = first ? '' : text.startsWith(before) ? text.slice(before.length) : text;
        changed.push({ taskManager, kind, text, added });
      };
      for (const kind of kinds) await Promise.all([null, ...taskManagers].map((id) => look(id, kind)));
      first = false;
      return changed;
    },
  };
}

/** Ids of the TaskManagers that are registered. */
export async function registeredTaskManagers(rest: FlinkRest, signal?: AbortSignal): Promise<string[]> {
  return listAt(await rest.get('/taskmanagers', signal), 'taskmanagers').map((each) => textAt(each, 'id') ?? '');
}

/** Null while there is none: a process that has no log file, or one that has just gone. */
async function fileAt(rest: FlinkRest, path: string, signal: AbortSignal | undefined): Promise<string | null> {
  try {
    const { status, body } = await rest.exchange('GET', path, '', signal, ANSWER_MS);
    return status === 200 ? body : null;
  } catch (error) {
    if (error instanceof RemoteError && error.problem === 'unreachable') return null;
    throw error;
  }
}
