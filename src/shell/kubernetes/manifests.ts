import { parseAllDocuments } from 'yaml';
import type { Kinds, KubernetesObject, Resource } from '../../kubernetes/objects.ts';
import { findKind, notSimulatedKind, type ResourceInfo } from '../../kubernetes/resources.ts';
import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { readAll } from '../programs/support.ts';

/** An object of a manifest and what it is. */
export interface Manifest<R extends Resource = Resource> {
  readonly info: ResourceInfo & { readonly resource: R };
  readonly object: Kinds[R];
  /** The file as it was named. */
  readonly source: string;
}

/** A file that cannot be read or holds no objects, in kubectl's words. */
export class ManifestError extends Error {}

/** The objects in the files (`-`: standard input) and directories that -f names, in order. Throws {@link ManifestError}. */
export function* readManifests(call: Call, names: readonly string[]): Task<Manifest[]> {
  const found: Manifest[] = [];
  for (const name of names) {
    if (name === '-') {
      found.push(...parseManifests(yield* readAll(call), 'STDIN'));
      continue;
    }
    if (/^https?:/.test(name))
      throw new ManifestError(`not simulated: manifests from the internet (${name}); write the file first`);
    const path = call.resolve(name);
    try {
      const files =
        call.files.stat(path).type === 'directory'
          ? call.files
              .list(path)
              .filter((each) => /\.(?:ya?ml|json)$/.test(each))
              .map((each) => `${name.replace(/\/$/, '')}/${each}`)
          : [name];
      for (const file of files) found.push(...parseManifests(call.files.readText(call.resolve(file)), file));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new ManifestError(
        error.code === 'EACCES' ? `open ${name}: permission denied` : `the path "${name}" does not exist`,
      );
    }
  }
  if (found.length === 0) throw new ManifestError('no objects passed to apply');
  return found;
}

export function parseManifests(text: string, source: string): Manifest[] {
  const manifests: Manifest[] = [];
  for (const document of parseAllDocuments(text)) {
    if (!('errors' in document)) continue;
    const [error] = document.errors;
    if (error) {
      const line = error.linePos?.[0].line ?? 1;
      throw new ManifestError(
        `error parsing ${source}: error converting YAML to JSON: yaml: line ${line}: ${error.message.split(' at line')[0]}`,
      );
    }
    const value = document.toJS() as (Partial<KubernetesObject> & { readonly items?: readonly unknown[] }) | null;
    if (value === null || value === undefined) continue;
    const items = value.kind === 'List' && Array.isArray(value.items) ? value.items : [value];
    for (const item of items) manifests.push(manifestOf(item as Partial<KubernetesObject>, source));
  }
  return manifests;
}

function manifestOf(value: Partial<KubernetesObject>, source: string): Manifest {
  if (typeof value !== 'object')
    throw new ManifestError(`unable to decode "${source}": json: cannot unmarshal string into Go value`);
  const invalid = (what: string): ManifestError =>
    new ManifestError(
      `error validating "${source}": error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false`,
    );
  if (!value.kind) throw invalid('kind not set');
  if (!value.apiVersion) throw invalid('apiVersion not set');
  const info = findKind(value.apiVersion, value.kind);
  if (!info && notSimulatedKind(value.kind) !== null)
    throw new ManifestError(`not simulated yet: ${value.kind} (in "${source}")`);
  if (!info)
    throw new ManifestError(
      `unable to recognize "${source}": no matches for kind "${value.kind}" in version "${value.apiVersion}"`,
    );
  // What the API server does not like about it, it will say.
  return { info, object: { ...value, metadata: value.metadata ?? { name: '' } } as Kinds[Resource], source };
}
