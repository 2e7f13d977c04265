import { baseName } from '../../platform/file-tree.ts';
import { type FileStat, SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { parseDate } from './date.ts';
import { attempt, missing, program } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
const mkdir = program('pm:v', { parents: 'p', mode: 'm', verbose: 'v' }, function* (call, { flags, values, rest }) {
  let ok = true;
  if (rest.length === 0) return missing(call, 'missing operand');
  for (const name of rest)
    ok =
      attempt(call, `cannot create directory ‘${name}’`, () => {
        call.files.mkdir(call.resolve(name), { recursive: flags.has('p') });
        const mode = values.get('m');
        if (mode !== undefined) call.files.chmod(call.resolve(name), Number.parseInt(mode, 8));
        if (flags.has('v')) call.print(`mkdir: created directory '${name}'\n`);
      }) && ok;
  return ok ? 0 : 1;
});

const rmdir = program('p', {}, function* (call, { rest }) {
  let ok = true;
  for (const name of rest)
    ok =
      attempt(call, `failed to remove '${name}'`, () => {
        if (call.files.stat(call.resolve(name)).type !== 'directory') throw new SystemError('ENOTDIR', name);
        call.files.remove(call.resolve(name));
      }) && ok;
  return ok ? 0 : 1;
});

/** Asks the person at the terminal, who says yes or not. */
function* agrees(call: Call, question: string): Task<boolean> {
  call.stderr.write(`${call.name}: ${question}? `);
  return /^[yY]/.test(((yield call.stdin.readLine()) as string | null) ?? '');
}

const rm = program('rRfivd', { recursive: 'r', force: 'f', verbose: 'v', dir: 'd' }, function* (call, { flags, rest }) {
  const recursive = flags.has('r') || flags.has('R');
  if (rest.length === 0 && !flags.has('f')) return missing(call, 'missing operand');
  let ok = true;
  for (const name of rest) {
    const path = call.resolve(name);
    if (path === '/') {
      call.complain("it is dangerous to operate recursively on '/'");
      call.complain('use --no-preserve-root to override this failsafe');
      ok = false;
      continue;
    }
    if (flags.has('i') && !flags.has('f') && call.files.exists(path)) {
      const { type, size } = call.files.lstat(path);
      const kind =
        type === 'directory'
          ? 'directory'
          : type === 'link'
            ? 'symbolic link'
            : `regular ${size === 0 ? 'empty ' : ''}file`;
      if (!(yield* agrees(call, `remove ${kind} '${name}'`))) continue;
    }
    ok =
      attempt(call, `cannot remove '${name}'`, () => {
        let stat: FileStat;
        try {
          stat = call.files.lstat(path);
        } catch (error) {
          if (flags.has('f') && error instanceof SystemError && error.code !== 'EACCES') return;
          throw error;
        }
        if (stat.type === 'directory' && !recursive) throw new SystemError('EISDIR', name);
        call.files.remove(path, { recursive });
        if (flags.has('v')) call.print(`removed ${stat.type === 'directory' ? 'directory ' : ''}'${name}'\n`);
      }) && ok;
  }
  return ok ? 0 : 1;
});

/** Copies a file or tree; later changes of one don't show in the other. */
export function copyTree(
  from: { readonly files: Call['files'] },
  source: string,
  to: { readonly files: Call['files'] },
  target: string,
  how: { readonly preserve?: boolean; readonly links?: boolean } = {},
): number {
  const stat = how.links === false ? from.files.stat(source) : from.files.lstat(source);
  if (stat.type === 'link') {
    if (to.files.exists(target)) to.files.remove(target);
    to.files.link(stat.target ?? '', target);
    return 1;
  }
  if (stat.type === 'directory') {
    to.files.mkdir(target, { recursive: true });
    let count = 1;
    for (const name of from.files.list(source))
      count += copyTree(from, `${source}/${name}`, to, `${target}/${name}`, how);
    to.files.chmod(target, stat.mode | 0o700);
    return count;
  }
  const existed = to.files.exists(target);
  to.files.write(target, from.files.read(source));
  if (!existed) to.files.chmod(target, stat.mode);
  return 1;
}

/** Where cp and mv bring their operands; null, complained about, for operands that cannot be. */
function destination(
  call: Call,
  operands: readonly string[],
): { readonly target: string; readonly targetPath: string; readonly intoDirectory: boolean } | null {
  const target = operands.at(-1);
  if (target === undefined || operands.length < 2) {
    missing(call, target === undefined ? 'missing file operand' : `missing destination file operand after '${target}'`);
    return null;
  }
  const targetPath = call.resolve(target);
  const intoDirectory = call.files.exists(targetPath) && call.files.stat(targetPath).type === 'directory';
  if (operands.length > 2 && !intoDirectory) {
    call.complain(`target '${target}' is not a directory`);
    return null;
  }
  return { target, targetPath, intoDirectory };
}

/** A target as GNU's programs name it. */
const shownTarget = (target: string, intoDirectory: boolean, source: string): string =>
  intoDirectory ? `${target.replace(/\/$/, '')}/${baseName(source)}` : target;

const cp = program(
  'rRafpivuTLdn',
  { recursive: 'r', archive: 'a', force: 'f', verbose: 'v' },
  function* (call, { flags, rest }) {
    const { files } = call;
    const where = destination(call, rest);
    if (where === null) return 1;
    const { target, targetPath, intoDirectory } = where;
    const recursive = flags.has('r') || flags.has('R') || flags.has('a');
    let ok = true;
    for (const source of rest.slice(0, -1)) {
      const path = call.resolve(source);
      // `dir/.` stands for what is in the directory.
      const contents = /(?:^|\/)\.\.?\/*$/.test(source);
      const to = intoDirectory && !contents ? call.resolve(`${targetPath}/${baseName(path)}`) : targetPath;
      if (files.exists(path) && files.stat(path).type === 'directory' && !recursive) {
        call.complain(`-r not specified; omitting directory '${source}'`);
        ok = false;
        continue;
      }
      if (path === to) {
        call.complain(`'${source}' and '${target}' are the same file`);
        ok = false;
        continue;
      }
      if (flags.has('n') && files.exists(to)) continue;
      if (flags.has('i') && files.exists(to)) {
        if (!(yield* agrees(call, `overwrite '${shownTarget(target, intoDirectory && !contents, path)}'`))) continue;
      }
      if (recursive && `${to}/`.startsWith(`${path}/`)) {
        call.complain(`cannot copy a directory, '${source}', into itself, '${target}'`);
        ok = false;
        continue;
      }
      if (!files.exists(path)) {
        call.complain(`cannot stat '${source}': No such file or directory`);
        ok = false;
        continue;
      }
      ok =
        attempt(
          call,
          `cannot create regular file '${intoDirectory ? `${target.replace(/\/$/, '')}/${baseName(path)}` : target}'`,
          () => {
            copyTree(call, path, call, to, { links: recursive });
            if (flags.has('v'))
              call.print(`'${source}' -> '${shownTarget(target, intoDirectory && !contents, path)}'\n`);
          },
        ) && ok;
    }
    return ok ? 0 : 1;
  },
);

const mv = program('fivnuT', { force: 'f', verbose: 'v' }, function* (call, { flags, rest }) {
  const { files } = call;
  const where = destination(call, rest);
  if (where === null) return 1;
  const { target, targetPath, intoDirectory } = where;
  let ok = true;
  for (const source of rest.slice(0, -1)) {
    const path = call.resolve(source);
    const to = intoDirectory ? call.resolve(`${targetPath}/${baseName(path)}`) : targetPath;
    try {
      files.lstat(path);
    } catch {
      call.complain(`cannot stat '${source}': No such file or directory`);
      ok = false;
      continue;
    }
    if (path === to) {
      call.complain(`'${source}' and '${target}' are the same file`);
      ok = false;
      continue;
    }
    if (`${to}/`.startsWith(`${path}/`)) {
      call.complain(
        `cannot move '${source}' to a subdirectory of itself, '${shownTarget(target, intoDirectory, path)}'`,
      );
      ok = false;
      continue;
    }
    if (flags.has('n') && files.exists(to)) continue;
    if (flags.has('i') && !flags.has('f') && files.exists(to)) {
      if (!(yield* agrees(call, `overwrite '${shownTarget(target, intoDirectory, path)}'`))) continue;
    }
    ok =
      attempt(call, `cannot move '${source}' to '${target}'`, () => {
        files.rename(path, to);
        if (flags.has('v')) call.print(`renamed '${source}' -> '${shownTarget(target, intoDirectory, path)}'\n`);
      }) && ok;
  }
  return ok ? 0 : 1;
});

const ln = program('sfnvT', { symbolic: 's', force: 'f' }, function* (call, { flags, rest }) {
  const { files } = call;
  const target = rest[0];
  if (target === undefined) return missing(call, 'missing file operand');
  let name = rest[1] ?? baseName(target);
  const path = call.resolve(name);
  if (
    files.exists(path) &&
    files.stat(path).type === 'directory' &&
    !(flags.has('n') && files.lstat(path).type === 'link')
  )
    name = `${name.replace(/\/$/, '')}/${baseName(call.resolve(target))}`;
  const kind = flags.has('s') ? 'symbolic' : 'hard';
  if (!flags.has('s') && !files.exists(call.resolve(target))) {
    call.complain(`failed to access '${target}': No such file or directory`);
    return 1;
  }
  return attempt(call, `failed to create ${kind} link '${name}'`, () => {
    const at = call.resolve(name);
    if (flags.has('f')) {
      try {
        files.remove(at);
      } catch {}
    }
    if (flags.has('s')) files.link(target, at);
    else copyTree(call, call.resolve(target), call, at);
  })
    ? 0
    : 1;
});

const touch = program(
  'acmt:d:r:',
  { 'no-create': 'c', date: 'd', reference: 'r' },
  function* (call, { flags, values, rest }) {
    if (rest.length === 0) return missing(call, 'missing file operand');
    const date = values.get('d');
    const reference = values.get('r');
    const when =
      date === undefined
        ? null
        : parseDate(date, call.platform.epoch + call.platform.world.now, call.platform.timezone);
    if (date !== undefined && when === null) {
      call.complain(`invalid date format ‘${date}’`);
      return 1;
    }
    if (reference !== undefined && !call.files.exists(call.resolve(reference))) {
      call.complain(`failed to get attributes of '${reference}': No such file or directory`);
      return 1;
    }
    const moment =
      when !== null
        ? when - call.platform.epoch
        : reference === undefined
          ? undefined
          : call.files.stat(call.resolve(reference)).modified;
    let ok = true;
    for (const name of rest)
      ok =
        attempt(call, `cannot touch '${name}'`, () => {
          const path = call.resolve(name);
          if (flags.has('c') && !call.files.exists(path)) return;
          call.files.touch(path, moment);
        }) && ok;
    return ok ? 0 : 1;
  },
);

// biome-ignore-end lint/correctness/useYield: see above

export const filePrograms: Readonly<Record<string, Program>> = {
  mkdir,
  rmdir,
  rm,
  cp,
  mv,
  ln,
  touch,
};
