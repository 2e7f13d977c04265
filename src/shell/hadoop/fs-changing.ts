import type { Hdfs } from '../../hadoop/hdfs/client.ts';
import { SystemError } from '../../platform/types.ts';
import {
  type FsCommandRun,
  type FsContext,
  type Item,
  isDirectory,
  isThere,
  parentOf,
  pathError,
} from './fs-context.ts';
import { newMode } from './fs-format.ts';

/** Commands of FsShell that make, delete and change files. */

export const mkdir: FsCommandRun = (context, operands) => {
  const { flags, installation } = context;
  return context.each(
    operands,
    (item) => {
      const parent = parentOf(item.path);
      if (isThere(item)) {
        if (!isDirectory(item)) throw new SystemError('ENOTDIR', item.path);
        if (!flags.has('p')) throw new SystemError('EEXIST', item.path);
      } else if (!flags.has('p') && !item.files.exists(parent))
        throw pathError(
          installation.old ? item.shown : `${item.uri.slice(0, -item.path.length)}${parent}`,
          'No such file or directory',
        );
      else item.files.mkdir(item.path, { recursive: true });
    },
    { absent: true },
  );
};

export const touch: FsCommandRun = (context, operands) => {
  return context.each(
    operands,
    (item) => {
      if (isThere(item)) {
        if (context.command === 'touchz' && isDirectory(item)) throw new SystemError('EISDIR', item.path);
        if (context.command === 'touchz' && item.files.stat(item.path).size > 0)
          throw pathError(item.shown, 'Not a zero-length file');
      } else if (!item.files.exists(parentOf(item.path))) throw context.nowhere(item);
      else if (context.flags.has('c')) return;
      item.files.touch(item.path);
    },
    { absent: true },
  );
};

export const remove: FsCommandRun = (context, operands) => {
  const { flags, command, call } = context;
  if (command === 'rmr') call.stderr.write("rmr: DEPRECATED: Please use '-rm -r' instead.\n");
  const recursive = flags.has('r') || flags.has('R') || command === 'rmr';
  return context.each(
    operands,
    (item) => {
      if (!isThere(item)) {
        if (flags.has('f')) return;
        throw new SystemError('ENOENT', item.path);
      }
      if (isDirectory(item) && !recursive) throw new SystemError('EISDIR', item.path);
      const trash = Number(context.installation.configuration['fs.trash.interval'] ?? '0');
      if (trash > 0 && !flags.has('skipTrash')) {
        moveToTrash(context, item);
      }
      item.files.remove(item.path, { recursive: true });
      call.print(`Deleted ${item.shown}\n`);
    },
    { absent: true },
  );
};

function moveToTrash({ call, user }: FsContext, { files, path, uri }: Item): void {
  const into = `/user/${user}/.Trash/Current${path}`;
  files.mkdir(parentOf(into), { recursive: true });
  if (files.exists(into)) files.remove(into, { recursive: true });
  files.rename(path, into);
  call.stderr.write(`Moved: '${uri}' to trash at: ${uri.slice(0, -path.length)}${into}\n`);
}

export const expunge: FsCommandRun = (context) => {
  const trash = context.item(`/user/${context.user}/.Trash/Current`);
  if (isThere(trash)) trash.files.remove(trash.path, { recursive: true });
  return context.status;
};

export const removeDirectory: FsCommandRun = (context, operands) => {
  return context.each(operands, (item) => {
    if (!isDirectory(item)) throw new SystemError('ENOTDIR', item.path);
    if (item.files.list(item.path).length === 0) item.files.remove(item.path, { recursive: true });
    else if (!context.flags.has('-ignore-fail-on-non-empty')) throw new SystemError('ENOTEMPTY', item.path);
  });
};

export const changeMode: FsCommandRun = (context, operands) => {
  const [what, ...paths] = operands;
  return context.each(paths, (item) => {
    deep(context, item, ({ files, path }) => {
      const stat = files.stat(path);
      if (context.command === 'chmod') {
        files.chmod(path, newMode(stat, what!));
        return;
      }
      const [owner, group] = context.command === 'chgrp' ? ['', what!] : what!.split(':');
      files.chown(path, owner || stat.owner, group || stat.group);
    });
  });
};

function deep(context: FsContext, item: Item, change: (item: Item) => void): void {
  change(item);
  if (context.flags.has('R') && isDirectory(item))
    for (const child of context.children(item)) deep(context, child, change);
}

export const setReplication: FsCommandRun = (context, operands) => {
  const [count, ...paths] = operands;
  if (!/^\d+$/.test(count!) || Number(count) < 1) {
    context.call.stderr.write('setrep: Illegal replication, a positive integer expected\n');
    return 255;
  }
  return context.each(paths, (item) => {
    const files = filesOf(context, item);
    for (const each of files) {
      if ('setReplication' in each.files) (each.files as Hdfs).setReplication(each.path, Number(count));
      context.call.print(`Replication ${count} set: ${each.shown}\n`);
    }
    if (context.flags.has('w')) for (const each of files) context.call.print(`Waiting for ${each.shown} ... done\n`);
  });
};

const filesOf = (context: FsContext, item: Item): Item[] =>
  isDirectory(item) ? context.children(item).flatMap((child) => filesOf(context, child)) : [item];

export const truncate: FsCommandRun = (context, operands) => {
  const [length, ...paths] = operands;
  if (!/^\d+$/.test(length!)) {
    context.call.stderr.write('-truncate: Illegal length, a non-negative integer expected\n');
    return 255;
  }
  return context.each(paths, (item) => {
    if (isDirectory(item)) throw new SystemError('EISDIR', item.path);
    const text = item.files.readText(item.path);
    if (text.length < Number(length))
      throw pathError(
        item.shown,
        `Cannot truncate to a larger file size. Current size: ${text.length}, truncate size: ${length}.`,
      );
    item.files.write(item.path, text.slice(0, Number(length)));
    context.call.print(`Truncated ${item.shown} to length: ${length}\n`);
  });
};
