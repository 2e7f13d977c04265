import { ApiError } from '../../kubernetes/errors.ts';
import type { Resource } from '../../kubernetes/objects.ts';
import type { Task } from '../../simulation/task.ts';
import { nameOf } from './get.ts';
import { ManifestError, parseManifests } from './manifests.ts';
import { document } from './output.ts';
import { complaint, KubectlError, type Session, targetsOf } from './session.ts';

/** `kubectl edit`: the object as YAML in the editor; what was changed there is sent back. */
export function* edit(session: Session): Task<number> {
  const { call, flags, namespace } = session;
  const [target] = targetsOf(flags.words.slice(1));
  if (!target || target.name === null)
    throw new KubectlError('error: must specify the type of resource to edit and its name');
  const { info, name } = target;
  const space = info.namespaced ? namespace : undefined;
  const object = yield* session.ask(`get ${info.singular}`, name, (api) =>
    api.get<Resource>(info.resource, space, name),
  );
  const path = `/tmp/kubectl-edit-${name}.yaml`;
  const before = document([object], true, 'yaml', call.platform.epoch);
  call.files.write(path, before);
  const status = yield* call.exec(['vim', path]);
  const after = call.files.readText(path);
  call.files.remove(path);
  if (status !== 0 || after === before) {
    call.print('Edit cancelled, no changes made.\n');
    return 0;
  }
  try {
    const [manifest] = parseManifests(after, path);
    if (!manifest) throw new KubectlError('error: no objects passed to apply');
    const changed = manifest.object;
    yield* session.client.call(`update ${info.singular}`, name, (api) =>
      api.update<Resource>(info.resource, {
        ...changed,
        metadata: { ...object.metadata, labels: changed.metadata.labels ?? {} },
      }),
    );
  } catch (error) {
    if (error instanceof ManifestError) throw new KubectlError(`error: ${error.message}`);
    if (error instanceof ApiError) throw complaint(error, session.client.access);
    throw error;
  }
  call.print(`${nameOf(info)}/${name} edited\n`);
  return 0;
}
