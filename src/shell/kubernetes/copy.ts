import type { Pod } from '../../kubernetes/objects.ts';
import type { FileSystem } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import { containerOf, machineFor } from './pods.ts';
import { KubectlError, type Session } from './session.ts';

interface Place {
  readonly files: FileSystem;
  readonly path: string;
  readonly remote: boolean;
}

const COPY_MS = 150;

/** `kubectl cp SRC DST`, one of them `[namespace/]pod:path` (by tar in the container). */
export function* copy(session: Session): Task<number> {
  const { call, flags } = session;
  const [, from, to] = flags.words;
  if (from === undefined || to === undefined)
    throw new KubectlError("error: source and destination are required\nSee 'kubectl cp -h' for help and examples");
  const source = yield* placeOf(session, from);
  const target = yield* placeOf(session, to);
  if (source.remote === target.remote)
    throw new KubectlError('error: one of src or dest must be a local file specification');
  yield sleep(call.process, COPY_MS);
  if (!source.files.exists(source.path)) {
    if (!source.remote) throw new KubectlError(`error: ${from} doesn't exist in local filesystem`);
    call.stderr.write(
      `tar: ${source.path.slice(1)}: Cannot stat: No such file or directory\ntar: Exiting with failure status due to previous errors\n`,
    );
    throw new KubectlError('error: command terminated with exit code 2');
  }
  if (source.remote) call.print("tar: Removing leading `/' from member names\n");
  const into = target.remote && target.files.exists(target.path) && target.files.stat(target.path).type === 'directory';
  copyTree(source, {
    ...target,
    path: into ? `${target.path.replace(/\/$/, '')}/${source.path.replace(/.*\//, '')}` : target.path,
  });
  return 0;
}

function* placeOf(session: Session, text: string): Task<Place> {
  const { call, namespace = 'default' } = session;
  const [, space = namespace, name, path] = /^(?:([^/:.]+)\/)?([^/:.][^/:]*):(.+)$/.exec(text) ?? [];
  if (name === undefined) return { files: call.files, path: call.resolve(text), remote: false };
  const pod: Pod = yield* session.ask('get pod', name, (api) => api.get('pods', space, name));
  const { files } = machineFor(session, pod, containerOf(session, pod).name);
  return { files, path: path!.startsWith('/') ? path! : `/${path}`, remote: true };
}

function copyTree(from: Place, to: Place): void {
  if (from.files.stat(from.path).type !== 'directory') {
    to.files.mkdir(to.path.replace(/\/[^/]*$/, '') || '/', { recursive: true });
    to.files.write(to.path, from.files.read(from.path));
    return;
  }
  to.files.mkdir(to.path, { recursive: true });
  for (const name of from.files.list(from.path))
    copyTree({ ...from, path: `${from.path}/${name}` }, { ...to, path: `${to.path}/${name}` });
}
