import type { HttpResponse, Process } from '../../platform/types.ts';
import { SystemError } from '../../platform/types.ts';

/** Log and stdout files of a JobManager or TaskManager process, as its `-Dlog.file` names them. */

function logFile(process: Process): string | null {
  const option = process.spec.command.find((word) => word.startsWith('-Dlog.file='));
  return option ? option.slice('-Dlog.file='.length) : null;
}

/** `…/logs`: the files of the log directory. */
export function logList(process: Process): unknown {
  const file = logFile(process);
  const directory = file?.slice(0, file.lastIndexOf('/')) ?? null;
  const { files } = process.machine;
  if (directory === null || !files.exists(directory)) return { logs: [] };
  return {
    logs: files.list(directory).flatMap((name) => {
      const { type, size } = files.stat(`${directory}/${name}`);
      return type === 'file' ? [{ name, size }] : [];
    }),
  };
}

export type LogKind =
  | { readonly kind: 'log' }
  | { readonly kind: 'stdout' }
  | { readonly kind: 'file'; readonly name: string };

/** The text of a log; null when there is no such file. */
export function logText(process: Process, which: LogKind): string | null {
  const file = logFile(process);
  if (file === null) return null;
  const directory = file.slice(0, file.lastIndexOf('/'));
  const path =
    which.kind === 'log'
      ? file
      : which.kind === 'stdout'
        ? file.replace(/\.log$/, '.out')
        : `${directory}/${which.name.replaceAll('/', '')}`;
  try {
    return process.machine.files.readText(path);
  } catch (error) {
    if (error instanceof SystemError) return null;
    throw error;
  }
}

export function textResponse(text: string): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/plain', 'access-control-allow-origin': '*' },
    body: text,
  };
}
