import type { MountSource, Platform } from '../platform/types.ts';
import type { Moved } from './names.ts';
import { type FlinkRest, optionAt } from './rest.ts';

/** Where checkpoints and savepoints go, in the lesson's configuration and in the cluster's. */
const OPTIONS = ['state.checkpoints.dir', 'state.savepoints.dir'];

/** Folders for checkpoints and savepoints that lesson and cluster configure differently. Of a cluster on this computer, whose files are at hand. */
export async function movedFolders(
  rest: FlinkRest,
  lesson: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Moved[]> {
  const options = await rest.get('/jobmanager/config', signal);
  return OPTIONS.flatMap((name): Moved[] => {
    const to = localPath(optionAt(options, name) ?? '');
    return to === null ? [] : [{ from: localPath(lesson[name] ?? '') ?? to, to }];
  });
}

/** The path of a `file:` URI; null: it leads elsewhere. */
function localPath(uri: string): string | null {
  const path = /^file:(?:\/\/)?(\/[^/].*?)\/*$/.exec(uri)?.[1];
  return path === undefined ? null : decodeURI(path);
}

/** Lets the simulated machines see the real folders, where the lesson expects them and where the cluster says that they are. */
export function mountFolders(platform: Platform, moved: readonly Moved[], folder: (path: string) => MountSource): void {
  for (const { from, to } of moved)
    for (const path of new Set([from, to]))
      for (const { files } of platform.machines.values()) {
        if (files.exists(path)) continue;
        files.mkdir(path.slice(0, path.lastIndexOf('/')) || '/', { recursive: true });
        files.mount(path, folder(to));
      }
}
