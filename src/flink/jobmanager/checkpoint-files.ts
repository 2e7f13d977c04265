import type { Platform, Process } from '../../platform/types.ts';
import type { CompletedCheckpoint } from './checkpoint-store.ts';
import { exception } from './errors.ts';
import { below, openPath, type StatePath } from './state-storage.ts';

const METADATA = '_metadata';
/** Bytes of a `_metadata` file beside the state itself: header, operator ids, handles. */
const METADATA_OVERHEAD = 256;

/** Where a job's checkpoints go: `<state.checkpoints.dir>/<job id>` (FsCheckpointStorageAccess). Makes the directories. */
export function openCheckpointDirectory(platform: Platform, process: Process, uri: string, jobId: string): StatePath {
  const directory = below(openPath(platform, process, uri), jobId);
  for (const name of ['shared', 'taskowned']) mkdir(below(directory, name), process);
  return directory;
}

/** A new savepoint directory: `savepoint-<first 6 digits of the job id>-<12 random hex digits>`. */
export function createSavepointDirectory(platform: Platform, process: Process, uri: string, jobId: string): StatePath {
  const random = platform.world.random('savepoint-directory');
  const directory = below(openPath(platform, process, uri), `savepoint-${jobId.slice(0, 6)}-${random.hex(12)}`);
  mkdir(directory, process);
  return directory;
}

function mkdir(place: StatePath, process: Process): void {
  place.files.mkdir(place.path, { recursive: true, owner: process.spec.user });
}

/** Writes `_metadata`; the checkpoint counts as complete only after that. Throws a SystemError (disk full, no permission). */
export function writeMetadata(directory: StatePath, process: Process, checkpoint: CompletedCheckpoint): void {
  mkdir(directory, process);
  directory.files.write(
    below(directory, METADATA).path,
    { kind: 'artifact', type: 'checkpoint', value: checkpoint, size: checkpoint.size + METADATA_OVERHEAD },
    { owner: process.spec.user },
  );
}

/** Deletes a checkpoint's directory; it may be gone already. */
export function deleteCheckpoint(platform: Platform, process: Process, uri: string): void {
  const { files, path } = openPath(platform, process, uri);
  if (files.exists(path)) files.remove(path, { recursive: true });
}

/**
 * Resolves a pointer as given to `flink run -s` (directory or `_metadata` file) and reads it.
 * Throws a FileNotFoundException (AbstractFsCheckpointStorageAccess.resolveCheckpointPointer).
 */
export function loadCheckpoint(platform: Platform, process: Process, pointer: string): CompletedCheckpoint {
  const place = openPath(platform, process, pointer);
  const { files, path, scheme } = place;
  if (!files.exists(path)) {
    throw exception(
      'java.io.FileNotFoundException',
      `Cannot find checkpoint or savepoint file/directory '${pointer}' on file system '${scheme}'.`,
    );
  }
  const file = files.stat(path).type === 'directory' ? below(place, METADATA) : place;
  if (!files.exists(file.path)) {
    throw exception(
      'java.io.FileNotFoundException',
      `Cannot find meta data file '${METADATA}' in directory '${path}'. Please try to load the checkpoint/savepoint directly from the metadata file instead of the directory.`,
    );
  }
  const content = files.read(file.path);
  if (content.kind !== 'artifact' || content.type !== 'checkpoint') {
    throw exception(
      'java.io.IOException',
      `Cannot read the checkpoint or savepoint ${file.uri}: it holds something else (unexpected magic number).`,
    );
  }
  // The files may have been moved since (1.11 made savepoints relocatable).
  const uri = file.uri.slice(0, -METADATA.length - 1);
  return { ...(content.value as CompletedCheckpoint), path: uri };
}
