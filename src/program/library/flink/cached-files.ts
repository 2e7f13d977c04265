/** The distributed cache: files that the client sends with the job, and that functions find on the disk of their TaskManager. */
import type { CachedFile, RuntimeContext } from '../../../flink/api/functions.ts';
import type { StreamEnvironmentState } from '../../../flink/api/transformations.ts';
import type { FileContent } from '../../../platform/types.ts';
import { jvm } from '../../jvm.ts';
import { newThrowable } from '../../link.ts';
import { disk, opening } from '../../runtime/disk.ts';
import { notSimulated, raise } from '../../runtime/raise.ts';
import { caught } from '../../throwable.ts';
import { fileObject } from '../java/io.ts';
import { library } from '../table.ts';
import { Holder } from './support.ts';

/** ExecutionEnvironment.registerCachedFile; the file is read when the job is executed. */
export function registerCachedFile(
  this: Holder<{ state: StreamEnvironmentState }>,
  path: string,
  name: string,
  isExecutable = false,
): void {
  const { state } = this.inner;
  state.cachedFiles = [...(state.cachedFiles ?? []), { name, path, isExecutable, content: null }];
}

/** ClientUtils.uploadUserArtifacts. @throws FlinkException for a file that is not there, IllegalStateException for a name that two have */
export function uploadCachedFiles(state: StreamEnvironmentState): void {
  if (!state.cachedFiles) return;
  const byName = new Map<string, CachedFile>();
  for (const file of state.cachedFiles) {
    const known = byName.get(file.name);
    if (known)
      raise(
        'IllegalStateException',
        `Duplicate key ${file.name} (attempted merging values ${entry(known)} and ${entry(file)})`,
      );
    byName.set(file.name, file);
  }
  state.cachedFiles = state.cachedFiles.map((file) => ({ ...file, content: contentOf(file.path) }));
}
const entry = ({ path, isExecutable }: CachedFile): string =>
  `DistributedCacheEntry{filePath='${path}', isExecutable=${isExecutable}, isZipped=false, blobKey=null}`;
function contentOf(path: string): FileContent {
  const scheme = /^([\w+.-]{2,}):/.exec(path)?.[1] ?? 'file';
  if (scheme !== 'file') return notSimulated(`registerCachedFile of a ${scheme}: path`);
  try {
    return opening(path.replace(/^file:(?:\/\/(?=\/))?/, ''), (files, at) => files.read(at));
  } catch (error) {
    throw newThrowable('org.apache.flink.util.FlinkException', 'Could not upload job files.', caught(error));
  }
}

/** FileCache: one copy for each job on a TaskManager. */
function localCopy({ cachedFiles, jobId }: RuntimeContext, name: string): unknown {
  const file = cachedFiles.find((each) => each.name === name);
  if (!file?.content)
    return raise(
      'IllegalArgumentException',
      `File with name '${name}' is not available. Did you forget to register the file?`,
    );
  const draw = jvm().ref.random('distributed cache');
  const hex = (n: number): string =>
    Array.from({ length: n }, () => Math.floor(draw.next() * 16).toString(16)).join('');
  const root = jvm().local('distributed cache', () => `/tmp/flink-dist-cache-${[8, 4, 4, 4, 12].map(hex).join('-')}`);
  const directory = `${root}/${jobId}`;
  const path = `${directory}/${file.path.replace(/.*\//, '')}`;
  if (!disk().exists(path)) {
    disk().mkdir(directory, { recursive: true });
    disk().write(path, file.content);
  }
  return fileObject(path);
}

library({
  package: 'org.apache.flink.api.common.cache',
  stubs: 'public class DistributedCache { public java.io.File getFile(String name); }',
  bodies: {
    DistributedCache: {
      $class: class extends Holder {},
      getFile(this: Holder<RuntimeContext>, name: string) {
        return localCopy(this.inner, name);
      },
    },
  },
});
