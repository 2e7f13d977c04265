import type { KubernetesObject } from '../../kubernetes/objects.ts';
import { qualified, type ResourceInfo } from '../../kubernetes/resources.ts';
import type { Task } from '../../simulation/task.ts';
import { GoTemplateError, renderGoTemplate } from '../go-template.ts';
import { document, jsonPath, presented } from './output.ts';
import { KubectlError, type Session, targetsOf } from './session.ts';
import { formatTable, rowsOf } from './tables.ts';

interface Found {
  readonly info: ResourceInfo;
  readonly object: KubernetesObject;
}

/** `kubectl get`. */
export function* get(session: Session): Task<number> {
  const { call, flags, namespace, selector } = session;
  const words = flags.words.slice(1);
  if (words.length === 0)
    throw new KubectlError(
      'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\nerror: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples',
    );
  const targets = targetsOf(words);
  const found: Found[] = [];
  const errors: KubectlError[] = [];
  for (const { info, name } of targets) {
    const space = info.namespaced ? namespace : undefined;
    try {
      const objects: readonly KubernetesObject[] =
        name === null
          ? yield* session.ask(`list ${info.resource}`, space ?? '', (api) => api.list(info.resource, space, selector))
          : [yield* session.ask(`get ${info.singular}`, name, (api) => api.get(info.resource, space, name))];
      for (const object of objects) found.push({ info, object });
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      if (!(flags.has('ignore-not-found') && error.message.includes('(NotFound)'))) errors.push(error);
    }
  }
  const sorted = flags.get('sort-by');
  if (sorted !== undefined) {
    const key = (each: Found): string => jsonPath(sorted, each.object) ?? '';
    found.sort((a, b) => Number(key(a)) - Number(key(b)) || (key(a) < key(b) ? -1 : 1));
  } else
    found.sort((a, b) =>
      a.info === b.info && a.info.resource !== 'events' && a.object.metadata.name < b.object.metadata.name ? -1 : 0,
    );
  if (found.length > 0 || errors.length === 0)
    print(
      session,
      targets.map(({ info }) => info),
      found,
      targets.length === 1 && targets[0]!.name !== null,
    );
  for (const error of errors) call.stderr.write(`${error.message}\n`);
  if (errors.length > 0) return 1;
  if (flags.has('watch')) yield* watch(session, targets[0]!.info, targets[0]!.name);
  return 0;
}

function print(session: Session, infos: readonly ResourceInfo[], found: readonly Found[], single: boolean): void {
  const { call, flags, namespace } = session;
  const format = flags.get('output') ?? '';
  const objects = found.map(({ object }) => object);
  const { epoch } = call.platform;
  if (format === 'yaml' || format === 'json') {
    call.print(document(objects, single, format, epoch));
    return;
  }
  if (format === 'name') {
    for (const { info, object } of found) call.print(`${nameOf(info)}/${object.metadata.name}\n`);
    return;
  }
  const template = /^(jsonpath|go-template|custom-columns)(?:=(.*))?$/s.exec(format);
  const shown = objects.map((object) => presented(object, epoch));
  const value = single ? shown[0] : { items: shown };
  if (template?.[1] === 'go-template') {
    try {
      call.print(renderGoTemplate(template[2] ?? '', value));
    } catch (error) {
      if (error instanceof GoTemplateError)
        throw new KubectlError(`error: error parsing template ${template[2] ?? ''}, ${error.message}`);
      throw error;
    }
    return;
  }
  if (template?.[1] === 'jsonpath') {
    const text = jsonPath(template[2] ?? '', value);
    if (text === null)
      throw new KubectlError(`error: error parsing jsonpath ${template[2] ?? ''}, unrecognized character in action`);
    call.print(text);
    return;
  }
  if (template?.[1] === 'custom-columns') {
    const columns = (template[2] ?? '').split(',').map((column) => column.split(/:(.*)/s));
    const rows = shown.map((object) => columns.map(([, path = '']) => jsonPath(path, object) || '<none>'));
    call.print(formatTable([columns.map(([name = '']) => name), ...rows]));
    return;
  }
  if (format !== '' && format !== 'wide')
    throw new KubectlError(
      `error: unable to match a printer suitable for the output format "${format}", allowed formats are: custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,name,template,templatefile,wide,yaml`,
    );
  if (found.length === 0) {
    const spaced = infos.every(({ namespaced }) => namespaced) && namespace !== undefined;
    call.stderr.write(spaced ? `No resources found in ${namespace} namespace.\n` : 'No resources found\n');
    return;
  }
  const kinds = [...new Set(found.map(({ info }) => info))];
  const many = new Set(infos).size > 1;
  for (const [i, info] of kinds.entries()) {
    if (i > 0) call.print('\n');
    call.print(
      formatTable(
        tableOf(
          session,
          info,
          found.filter((each) => each.info === info),
          many,
        ),
      ),
    );
  }
}

function tableOf(session: Session, info: ResourceInfo, found: readonly Found[], many: boolean): string[][] {
  const { call, flags, namespace } = session;
  // The objects came out of this resource's own list.
  return rowsOf(info.resource, found.map(({ object }) => object) as never, call.platform.world.now, {
    wide: flags.get('output') === 'wide',
    namespaces: namespace === undefined && info.namespaced,
    labels: flags.has('show-labels'),
    headers: !flags.has('no-headers'),
    prefix: many ? `${nameOf(info)}/` : '',
  });
}

/** `pod`, `deployment.apps`: as `-o name` and messages call a kind. */
export function nameOf(info: ResourceInfo): string {
  return qualified(info).replace(info.resource, info.singular);
}

/** `-w`: a row for each change, until Ctrl-C. */
function* watch(session: Session, info: ResourceInfo, name: string | null): Task {
  const { call, client, namespace, selector } = session;
  const pending: KubernetesObject[] = [];
  let wake: (() => void) | null = null;
  let first = true;
  const space = info.namespaced ? namespace : undefined;
  yield* client.watch(
    info.resource,
    space,
    ({ metadata }) => selector(metadata.labels ?? {}) && (name === null || metadata.name === name),
    (_type, object) => {
      if (first) return;
      pending.push(object);
      wake?.();
    },
  );
  // What is there already has been printed.
  call.process.schedule(20, () => {
    first = false;
  });
  call.process.declareServing();
  for (;;) {
    if (pending.length === 0)
      yield (resume) => {
        wake = () => resume();
        return undefined;
      };
    wake = null;
    for (const object of pending.splice(0)) {
      const rows = tableOf(session, info, [{ info, object }], false);
      call.print(
        `${rows
          .at(-1)!
          .map((cell) => cell.padEnd(Math.max(8, cell.length)))
          .join('   ')}\n`.replace(/ +\n/, '\n'),
      );
    }
  }
}
