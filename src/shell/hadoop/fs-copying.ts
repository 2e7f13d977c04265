import type { FileSystem } from '../../platform/types.ts';
import { readAll } from '../programs/support.ts';
import {
  type FsCommandRun,
  type FsContext,
  type Item,
  isDirectory,
  isThere,
  nameOf,
  parentOf,
  pathError,
} from './fs-context.ts';

/** Commands of FsShell that copy and move files (CommandWithDestination and its kin). */

interface Place {
  readonly files: FileSystem;
  readonly path: string;
}

/** A destination must be a directory for several sources; for one it may be missing, in a directory that is there. Throws what is wrong. */
function checkDestination(context: FsContext, to: Item, sources: number): void {
  if (sources > 1) {
    if (!isThere(to)) throw context.nowhere(to);
    if (!isDirectory(to)) throw pathError(to.shown, 'Is not a directory');
  } else if (isThere(to)) {
    if (!isDirectory(to) && !context.flags.has('f')) throw pathError(to.shown, 'File exists');
  } else if (!to.files.exists(parentOf(to.path)) || to.shown.endsWith('/')) throw context.nowhere(to);
}

/** Where a copy of `source` goes: into a directory under its own name, else to the path itself. */
const targetOf = (context: FsContext, to: Item, source: Item): Item =>
  isThere(to) && isDirectory(to) ? context.child(to, nameOf(source.path)) : to;

function copyTree(from: Place, to: Place): void {
  if (from.files.stat(from.path).type !== 'directory') {
    to.files.write(to.path, from.files.read(from.path));
    return;
  }
  if (!to.files.exists(to.path)) to.files.mkdir(to.path, { recursive: true });
  for (const name of from.files.list(from.path))
    copyTree({ files: from.files, path: `${from.path}/${name}` }, { files: to.files, path: `${to.path}/${name}` });
}

/** Copies onto `to` or into it. Throws when something is there already, unless -f was given. */
function copyInto(context: FsContext, source: Item, to: Item): void {
  const target = targetOf(context, to, source);
  if (isThere(target) && !isDirectory(source) && !context.flags.has('f')) throw pathError(target.shown, 'File exists');
  copyTree(source, target);
}

/** Sources and destination of `SRC … [DST]`; the destination is checked before any source is looked at. Throws what is wrong with it. */
function planOf(
  context: FsContext,
  operands: readonly string[],
  open: (text: string) => Item,
): { readonly sources: readonly string[]; readonly to: Item } {
  const sources = operands.length === 1 ? operands : operands.slice(0, -1);
  const to = open(operands.length === 1 ? '.' : operands.at(-1)!);
  if (sources[0] !== '-') checkDestination(context, to, sources.length);
  return { sources, to };
}

export const put: FsCommandRun = function* (context, operands) {
  const { sources, to } = planOf(context, operands, (text) => context.item(text));
  for (const name of sources) {
    try {
      if (name === '-') to.files.write(to.path, yield* readAll(context.call));
      else putOne(context, context.local(name), to);
    } catch (error) {
      context.report(error, to.shown);
    }
  }
  return context.status;
};

function putOne(context: FsContext, source: Item, to: Item): void {
  if (!isThere(source)) throw pathError(source.shown, 'No such file or directory');
  copyInto(context, source, to);
  if (context.command === 'moveFromLocal') source.files.remove(source.path, { recursive: true });
}

export const get: FsCommandRun = (context, operands) => {
  const { sources, to } = planOf(context, operands, (text) => context.local(text));
  return context.each(sources, (item) => copyInto(context, item, to));
};

export const moveToLocal: FsCommandRun = (context) => {
  context.call.stderr.write("moveToLocal: Option '-moveToLocal' is not implemented yet.\n");
  return 1;
};

export const appendToFile: FsCommandRun = function* (context, operands) {
  const to = context.item(operands.at(-1)!);
  const texts: string[] = [];
  for (const name of operands.slice(0, -1)) {
    const source = name === '-' ? null : context.local(name);
    if (source && !isThere(source)) {
      context.complain(`${source.path} (No such file or directory)`);
      return context.status;
    }
    texts.push(source ? source.files.readText(source.path) : yield* readAll(context.call));
  }
  to.files.append(to.path, texts.join(''));
  return context.status;
};

export const getMerge: FsCommandRun = (context, operands) => {
  const { flags } = context;
  const local = context.local(operands.at(-1)!);
  let text = '';
  const status = context.each(operands.slice(0, -1), (item) => {
    for (const part of isDirectory(item) ? context.children(item) : [item]) {
      if (isDirectory(part)) continue;
      const content = part.files.readText(part.path);
      text += content + (flags.has('nl') && !(flags.has('skip-empty-file') && content === '') ? '\n' : '');
    }
  });
  if (status === 0) local.files.write(local.path, text);
  return status;
};

export const copyOrMove: FsCommandRun = (context, operands) => {
  const { sources, to } = planOf(context, operands, (text) => context.item(text));
  return context.each(sources, (item) => {
    const target = targetOf(context, to, item);
    if (isDirectory(item) && target.uri === item.uri)
      throw pathError(`${item.shown}' to \`${target.uri}`, 'are identical');
    if (isDirectory(item) && target.uri.startsWith(`${item.uri}/`))
      throw pathError(`${item.shown}' to \`${target.shown}`, 'is a subdirectory of itself');
    if (context.command === 'cp') copyInto(context, item, to);
    else if (isThere(target)) throw pathError(target.shown, 'File exists');
    else item.files.rename(item.path, target.path);
  });
};
