import { parse as parseYaml } from 'yaml';
import type { Resource } from '../../kubernetes/objects.ts';
import { apiVersionOf } from '../../kubernetes/resources.ts';
import type { Task } from '../../simulation/task.ts';
import { nameOf } from './get.ts';
import { KubectlError, type Session, targetsOf } from './session.ts';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `kubectl patch TYPE NAME -p JSON|YAML [--type strategic|merge|json]`. */
export function* patch(session: Session): Task<number> {
  const { call, flags, namespace } = session;
  const text = flags.get('patch');
  if (text === undefined) throw new KubectlError('error: must specify -p to patch');
  const type = flags.get('type') ?? 'strategic';
  if (!['strategic', 'merge', 'json'].includes(type))
    throw new KubectlError(`error: --type must be one of [json merge strategic], not "${type}"`);
  let change: unknown;
  try {
    change = parseYaml(text);
  } catch {
    throw new KubectlError(`error: unable to parse "${text}": yaml: did not find expected node content`);
  }
  for (const { info, name } of targetsOf(flags.words.slice(1))) {
    if (name === null) throw new KubectlError('error: resource(s) were provided, but no name was specified');
    const space = info.namespaced ? namespace : undefined;
    const changed = yield* session.ask(`patch ${info.singular}`, name, (api) => {
      const before = api.get<Resource>(info.resource, space, name);
      const after =
        type === 'json'
          ? ((change as readonly JsonOperation[]).reduce<unknown>(operate, before) as typeof before)
          : (merge(before, change, type === 'strategic') as typeof before);
      if (JSON.stringify(after) === JSON.stringify(before)) return false;
      api.update(info.resource, after);
      return true;
    });
    call.print(`${nameOf(info)}/${name} patched${changed ? '' : ' (no change)'}\n`);
  }
  return 0;
}

/** JSON merge patch; `byName`: lists of named things (containers, ports, env) are merged element by element, as strategic merge does. */
function merge(value: unknown, change: unknown, byName: boolean): unknown {
  if (isFields(change)) {
    const merged: Record<string, unknown> = isFields(value) ? { ...value } : {};
    for (const [key, part] of Object.entries(change)) {
      if (part === null) delete merged[key];
      else merged[key] = merge(merged[key], part, byName);
    }
    return merged;
  }
  const named = (list: unknown): list is readonly Fields[] =>
    Array.isArray(list) && list.every((each) => isFields(each) && typeof each.name === 'string');
  if (!byName || !named(value) || !named(change)) return change;
  const rest = change.filter(({ name }) => !value.some((each) => each.name === name));
  return [
    ...value.map((each) => {
      const own = change.find(({ name }) => name === each.name);
      return own ? merge(each, own, byName) : each;
    }),
    ...rest,
  ];
}

interface JsonOperation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/** One operation of RFC 6902. */
function operate(object: unknown, { op, path, value }: JsonOperation): unknown {
  const [first, ...rest] = path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (first === undefined) return value;
  const below = { op, path: rest.map((part) => `/${part}`).join(''), value };
  if (Array.isArray(object)) {
    const at = first === '-' ? object.length : Number(first);
    if (rest.length > 0) return object.with(at, operate(object[at], below));
    return object.toSpliced(at, op === 'add' ? 0 : 1, ...(op === 'remove' ? [] : [value]));
  }
  const fields: Record<string, unknown> = isFields(object) ? { ...object } : {};
  if (rest.length > 0) fields[first] = operate(fields[first], below);
  else if (op === 'remove') delete fields[first];
  else fields[first] = value;
  return fields;
}

/** `group/version` of everything that is served. */
export const apiVersions = (infos: readonly Parameters<typeof apiVersionOf>[0][]): string[] =>
  [...new Set(infos.map(apiVersionOf))].sort();
