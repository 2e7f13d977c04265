import { baseName, parentPath } from '../../platform/file-tree.ts';
import { type FileStat, SystemError } from '../../platform/types.ts';
import type { Call, Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { humanSize, program } from './support.ts';

/** `drwxr-xr-x`. */
export function modeText(stat: Pick<FileStat, 'type' | 'mode'>): string {
  const bits = (shift: number): string => {
    const three = (stat.mode >> shift) & 7;
    return (three & 4 ? 'r' : '-') + (three & 2 ? 'w' : '-') + (three & 1 ? 'x' : '-');
  };
  let text = bits(6) + bits(3) + bits(0);
  if (stat.mode & 0o1000) text = text.slice(0, 8) + (stat.mode & 1 ? 't' : 'T');
  return (stat.type === 'directory' ? 'd' : stat.type === 'link' ? 'l' : '-') + text;
}

/** `Aug  1 00:00`, in the machines' zone, as ls in the C locale prints a recent file's time. */
export function listTime(call: Pick<Call, 'platform'>, at: number): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: call.platform.timezone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(call.platform.epoch + at);
  const get = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${get('month')} ${get('day').padStart(2)} ${get('hour')}:${get('minute')}`;
}

/** Runs an action on one operand; GNU's complaint when it fails. */
function on(call: Call, what: string, action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    call.complain(`${what}: ${errorText(error)}`);
    return false;
  }
}

const ls = program(
  'laAhdRtrS1FiXsgoGnCpkLH',
  {
    all: 'a',
    'almost-all': 'A',
    'human-readable': 'h',
    directory: 'd',
    recursive: 'R',
    reverse: 'r',

    size: 's',
    inode: 'i',
  },
  function* (call, { flags, rest }) {
    const { files } = call;
    const long = flags.has('l') || flags.has('g') || flags.has('n') || call.name === 'll';
    let status = 0;
    const plain: { name: string; path: string }[] = [];
    const directories: { name: string; path: string }[] = [];
    for (const name of rest.length > 0 ? rest : ['.']) {
      const path = call.resolve(name);
      const failed = !on(call, `cannot access '${name}'`, () => {
        const stat = long && !name.endsWith('/') ? files.lstat(path) : files.stat(path);
        (stat.type === 'directory' && !flags.has('d') ? directories : plain).push({ name, path });
      });
      if (failed) status = 2;
    }
    const shown = (entry: { name: string; path: string }): string => {
      const { name, path } = entry;
      if (!flags.has('F') && !flags.has('p')) return name;
      const stat = files.lstat(path);
      if (stat.type === 'directory') return `${name}/`;
      if (!flags.has('F')) return name;
      return stat.type === 'link' ? `${name}@` : stat.mode & 0o111 ? `${name}*` : name;
    };
    const print = (entries: { name: string; path: string }[], total: boolean): void => {
      const stats = entries.map((entry) => ({ entry, stat: files.lstat(entry.path) }));
      if (flags.has('t')) stats.sort((a, b) => b.stat.modified - a.stat.modified);
      if (flags.has('S')) stats.sort((a, b) => b.stat.size - a.stat.size);
      if (flags.has('r')) stats.reverse();
      if (!long) {
        const names = stats.map(({ entry }) => shown(entry));
        if (!call.stdout.isTerminal || flags.has('1')) call.print(names.map((name) => `${name}\n`).join(''));
        else call.print(inColumns(names, call.terminal?.columns ?? 80));
        return;
      }
      if (total)
        call.print(
          `total ${stats.reduce((sum, { stat }) => sum + (stat.type === 'link' ? 0 : Math.ceil(stat.size / 4096) * 4), 0)}\n`,
        );
      const size = (stat: FileStat): string => (flags.has('h') ? humanSize(stat.size) : String(stat.size));
      const links = (path: string, stat: FileStat): number =>
        stat.type === 'directory'
          ? 2 + safeList(call, path).filter((name) => files.lstat(`${path}/${name}`).type === 'directory').length
          : 1;
      const rows = stats.map(({ entry, stat }) => ({
        mode: modeText(stat),
        links: String(links(entry.path, stat)),
        owner: stat.owner,
        group: stat.group,
        size: size(stat),
        time: listTime(call, stat.modified),
        name: stat.type === 'link' ? `${shown(entry)} -> ${stat.target}` : shown(entry),
      }));
      const width = (key: 'links' | 'owner' | 'group' | 'size'): number =>
        Math.max(0, ...rows.map((row) => row[key].length));
      for (const row of rows)
        call.print(
          `${row.mode} ${row.links.padStart(width('links'))} ${row.owner.padEnd(width('owner'))} ${row.group.padEnd(width('group'))} ${row.size.padStart(width('size'))} ${row.time} ${row.name}\n`,
        );
    };
    const showDirectory = (directory: { name: string; path: string }, first: boolean): void => {
      const titled = flags.has('R') || rest.length > 1;
      if (titled) call.print(`${first ? '' : '\n'}${directory.name}:\n`);
      const listed = on(call, `cannot open directory '${directory.name}'`, () => {
        files.list(directory.path);
      });
      if (!listed) {
        status = 2;
        return;
      }
      let entries = files
        .list(directory.path)
        .filter((name) => !name.startsWith('.') || flags.has('a') || flags.has('A'))
        .map((name) => ({ name, path: call.resolve(`${directory.path}/${name}`) }))
        .sort((a, b) => collate(a.name, b.name));
      if (flags.has('a'))
        entries = [{ name: '.', path: directory.path }, { name: '..', path: parentPath(directory.path) }, ...entries];
      print(entries, true);
      if (flags.has('R'))
        for (const entry of entries)
          if (!['.', '..'].includes(entry.name) && files.lstat(entry.path).type === 'directory')
            showDirectory({ name: `${directory.name.replace(/\/$/, '')}/${entry.name}`, path: entry.path }, false);
    };
    if (plain.length > 0) print(plain, false);
    for (const [i, directory] of directories.entries()) showDirectory(directory, i === 0 && plain.length === 0);
    return status;
  },
  { usageStatus: 2 },
);

/** Colours are not shown. */
function withoutColor(args: readonly string[]): string[] {
  return args.filter((arg) => !/^--colou?r(?:=.*)?$/.test(arg));
}

/** Order of names in en_US.UTF-8: letters first by value, case only as a tie-break; punctuation ignored at first. */
export function collate(a: string, b: string): number {
  const key = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const [x, y] = [key(a), key(b)];
  if (x !== y) return x < y ? -1 : 1;
  return a < b ? 1 : a > b ? -1 : 0;
}

function inColumns(names: readonly string[], width: number): string {
  if (names.length === 0) return '';
  for (let rows = 1; ; rows++) {
    const columns = Math.ceil(names.length / rows);
    const widths = Array.from({ length: columns }, (_, c) =>
      Math.max(...names.slice(c * rows, (c + 1) * rows).map((name) => name.length)),
    );
    if (rows < names.length && widths.reduce((sum, one) => sum + one + 2, -2) > width) continue;
    let text = '';
    for (let r = 0; r < rows; r++) {
      const cells = Array.from({ length: columns }, (_, c) => names[c * rows + r]).filter((name) => name !== undefined);
      text += `${cells.map((name, c) => (c === cells.length - 1 ? name : name.padEnd(widths[c]! + 2))).join('')}\n`;
    }
    return text;
  }
}

function safeList(call: Call, path: string): string[] {
  try {
    return call.files.list(path);
  } catch {
    return [];
  }
}

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
const mkdir = program('pm:v', { parents: 'p', mode: 'm', verbose: 'v' }, function* (call, { flags, values, rest }) {
  let ok = true;
  if (rest.length === 0) return missing(call, 'missing operand');
  for (const name of rest)
    ok =
      on(call, `cannot create directory ‘${name}’`, () => {
        call.files.mkdir(call.resolve(name), { recursive: flags.has('p') });
        const mode = values.get('m');
        if (mode !== undefined) call.files.chmod(call.resolve(name), Number.parseInt(mode, 8));
      }) && ok;
  return ok ? 0 : 1;
});

const rmdir = program('p', {}, function* (call, { rest }) {
  let ok = true;
  for (const name of rest)
    ok =
      on(call, `failed to remove '${name}'`, () => {
        if (call.files.stat(call.resolve(name)).type !== 'directory') throw new SystemError('ENOTDIR', name);
        call.files.remove(call.resolve(name));
      }) && ok;
  return ok ? 0 : 1;
});

function missing(call: Call, what: string): number {
  call.complain(what);
  call.stderr.write(`Try '${call.name} --help' for more information.\n`);
  return 1;
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
    ok =
      on(call, `cannot remove '${name}'`, () => {
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

const cp = program(
  'rRafpivuTLdn',
  { recursive: 'r', archive: 'a', force: 'f', verbose: 'v' },
  function* (call, { flags, rest }) {
    const { files } = call;
    if (rest.length < 2)
      return missing(
        call,
        rest.length === 0 ? 'missing file operand' : `missing destination file operand after '${rest[0]}'`,
      );
    const target = rest.at(-1)!;
    const targetPath = call.resolve(target);
    const intoDirectory = files.exists(targetPath) && files.stat(targetPath).type === 'directory';
    if (rest.length > 2 && !intoDirectory) {
      call.complain(`target '${target}' is not a directory`);
      return 1;
    }
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
        on(
          call,
          `cannot create regular file '${intoDirectory ? `${target.replace(/\/$/, '')}/${baseName(path)}` : target}'`,
          () => {
            copyTree(call, path, call, to, { links: recursive });
            if (flags.has('v')) call.print(`'${source}' -> '${to}'\n`);
          },
        ) && ok;
    }
    return ok ? 0 : 1;
  },
);

const mv = program('fivnuT', { force: 'f', verbose: 'v' }, function* (call, { flags, rest }) {
  const { files } = call;
  if (rest.length < 2)
    return missing(
      call,
      rest.length === 0 ? 'missing file operand' : `missing destination file operand after '${rest[0]}'`,
    );
  const target = rest.at(-1)!;
  const targetPath = call.resolve(target);
  const intoDirectory = files.exists(targetPath) && files.stat(targetPath).type === 'directory';
  if (rest.length > 2 && !intoDirectory) {
    call.complain(`target '${target}' is not a directory`);
    return 1;
  }
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
    ok =
      on(call, `cannot move '${source}' to '${target}'`, () => {
        files.rename(path, to);
        if (flags.has('v')) call.print(`renamed '${source}' -> '${to}'\n`);
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
  return on(call, `failed to create ${kind} link '${name}'`, () => {
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

const touch = program('acmt:d:r:', { 'no-create': 'c', date: 'd' }, function* (call, { flags, rest }) {
  if (rest.length === 0) return missing(call, 'missing file operand');
  let ok = true;
  for (const name of rest)
    ok =
      on(call, `cannot touch '${name}'`, () => {
        const path = call.resolve(name);
        if (!flags.has('c') || call.files.exists(path)) call.files.touch(path);
      }) && ok;
  return ok ? 0 : 1;
});

/** The mode that `755`, `u+x`, `a=r`, `go-w` makes of `mode`; null for nonsense. */
export function changedMode(text: string, mode: number, isDirectory: boolean): number | null {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let result = mode;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (!match) return null;
    const who = match[1] === '' ? 'a' : match[1]!;
    let bits = 0;
    for (const letter of match[3]!) {
      if (letter === 'r') bits |= 4;
      else if (letter === 'w') bits |= 2;
      else if (letter === 'x' || (letter === 'X' && (isDirectory || mode & 0o111))) bits |= 1;
    }
    let mask = 0;
    if (/[ua]/.test(who)) mask |= bits << 6;
    if (/[ga]/.test(who)) mask |= bits << 3;
    if (/[oa]/.test(who)) mask |= bits;
    if (match[2] === '+') result |= mask;
    else if (match[2] === '-') result &= ~mask;
    else {
      let clear = 0;
      if (/[ua]/.test(who)) clear |= 0o700;
      if (/[ga]/.test(who)) clear |= 0o070;
      if (/[oa]/.test(who)) clear |= 0o007;
      result = (result & ~clear) | mask;
    }
  }
  return result;
}

function eachBelow(call: Call, path: string, recursive: boolean, action: (path: string) => void): void {
  action(path);
  if (recursive && call.files.lstat(path).type === 'directory')
    for (const name of call.files.list(path)) eachBelow(call, `${path}/${name}`, true, action);
}

const chmod: Program = {
  *run(call) {
    const recursive = call.args.some((arg) => /^-[a-zA-Z]*R/.test(arg) || arg === '--recursive');
    const [mode, ...names] = call.args.filter((arg) => !/^(?:-[RvcfRV]+|--recursive|--verbose)$/.test(arg));
    if (mode === undefined || names.length === 0)
      return missing(call, mode === undefined ? 'missing operand' : `missing operand after ‘${mode}’`);
    if (changedMode(mode, 0, false) === null) {
      call.complain(`invalid mode: ‘${mode}’`);
      call.stderr.write(`Try '${call.name} --help' for more information.\n`);
      return 1;
    }
    let ok = true;
    for (const name of names) {
      const done = on(call, `cannot access '${name}'`, () => {
        call.files.stat(call.resolve(name));
      });
      ok =
        done &&
        on(call, `changing permissions of '${name}'`, () =>
          eachBelow(call, call.resolve(name), recursive, (path) => {
            const stat = call.files.lstat(path);
            if (stat.type === 'link' && recursive) return;
            const changed = changedMode(mode, stat.mode, stat.type === 'directory');
            if (changed === null) throw new SystemError('EINVAL', mode);
            call.files.chmod(path, changed);
          }),
        ) &&
        ok;
    }
    return ok ? 0 : 1;
  },
};

const chown = program('RvhfL', { recursive: 'R' }, function* (call, { flags, rest }) {
  const [owner, ...names] = rest;
  if (owner === undefined || names.length === 0)
    return missing(call, owner === undefined ? 'missing operand' : `missing operand after '${owner}'`);
  const [user, group] = call.name === 'chgrp' ? ['', owner] : owner.split(/[:.]/);
  if (user && !call.machine.users.has(user) && !/^\d+$/.test(user)) {
    call.complain(`invalid user: '${owner}'`);
    return 1;
  }
  let ok = true;
  for (const name of names) {
    const exists = on(call, `cannot access '${name}'`, () => {
      call.files.lstat(call.resolve(name));
    });
    ok =
      exists &&
      on(call, `changing ownership of '${name}'`, () =>
        eachBelow(call, call.resolve(name), flags.has('R'), (path) => {
          const stat = call.files.lstat(path);
          if (stat.type !== 'link')
            call.files.chown(path, user || stat.owner, group || (user && group === '' ? user : stat.group));
        }),
      ) &&
      ok;
  }
  return ok ? 0 : 1;
});

const du = program(
  'shakcd:mb',
  { 'human-readable': 'h', summarize: 's', 'max-depth': 'd' },
  function* (call, { flags, values, rest }) {
    const depthLimit = flags.has('s') ? 0 : Number(values.get('d') ?? Number.POSITIVE_INFINITY);
    const shown = (bytes: number): string =>
      flags.has('h') ? humanSize(bytes) : String(Math.ceil(bytes / (flags.has('m') ? 1048576 : 1024)));
    let ok = true;
    const walk = (path: string, name: string, depth: number): number => {
      const stat = call.files.lstat(path);
      let size = stat.type === 'link' ? 0 : Math.ceil(stat.size / 4096) * 4096;
      if (stat.type === 'directory')
        for (const child of call.files.list(path))
          size += walk(`${path}/${child}`, `${name.replace(/\/$/, '')}/${child}`, depth + 1);
      if (depth === 0 || (depth <= depthLimit && (stat.type === 'directory' || flags.has('a'))))
        call.print(`${shown(size)}\t${name}\n`);
      return size;
    };
    for (const name of rest.length > 0 ? rest : ['.'])
      ok =
        on(call, `cannot access '${name}'`, () => {
          walk(call.resolve(name), name, 0);
        }) && ok;
    return ok ? 0 : 1;
  },
);

const df = program('hTkmai', { 'human-readable': 'h' }, function* (call, { flags }) {
  const total = 50 * 1024 ** 3;
  const used = call.machine.files.full ? total : 8 * 1024 ** 3;
  const show = (bytes: number): string => (flags.has('h') ? humanSize(bytes).replace('.0', '') : String(bytes / 1024));
  call.print(
    flags.has('h')
      ? 'Filesystem      Size  Used Avail Use% Mounted on\n'
      : 'Filesystem     1K-blocks    Used Available Use% Mounted on\n',
  );
  const cells = [show(total), show(used), show(total - used), `${Math.round((used / total) * 100)}%`];
  call.print(
    flags.has('h')
      ? `/dev/sda3       ${cells[0]!.padStart(4)} ${cells[1]!.padStart(5)} ${cells[2]!.padStart(5)} ${cells[3]!.padStart(4)} /\n`
      : `/dev/sda3      ${cells[0]!.padStart(9)} ${cells[1]!.padStart(7)} ${cells[2]!.padStart(9)} ${cells[3]!.padStart(4)} /\n`,
  );
  return 0;
});

const stat = program('c:fLt', { format: 'c' }, function* (call, { values, rest }) {
  let ok = true;
  for (const name of rest)
    ok =
      on(call, `cannot stat '${name}'`, () => {
        const info = call.files.lstat(call.resolve(name));
        const format = values.get('c');
        const kinds = { file: 'regular file', directory: 'directory', link: 'symbolic link' };
        if (format !== undefined)
          call.print(
            `${format.replace(/%([asnUGFyYA])/g, (_, letter: string) => ({ a: info.mode.toString(8), s: String(info.size), n: name, U: info.owner, G: info.group, F: kinds[info.type], y: listTime(call, info.modified), Y: String(Math.floor((call.platform.epoch + info.modified) / 1000)), A: modeText(info) })[letter] ?? '')}\n`,
          );
        else
          call.print(
            `  File: ${name}\n  Size: ${info.size}\t\t${kinds[info.type]}\nAccess: (${info.mode.toString(8).padStart(4, '0')}/${modeText(info)})  Uid: ${info.owner}   Gid: ${info.group}\n`,
          );
      }) && ok;
  return ok ? 0 : 1;
});

const basename = program('as:', {}, function* (call, { flags, values, rest }) {
  if (rest.length === 0) return missing(call, 'missing operand');
  const suffix = values.get('s') ?? (flags.has('a') ? '' : (rest[1] ?? ''));
  for (const name of flags.has('a') || values.has('s') ? rest : rest.slice(0, 1)) {
    const base = name.replace(/\/+$/, '').replace(/.*\//, '') || '/';
    call.print(`${suffix !== '' && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base}\n`);
  }
  return 0;
});
const dirname = program('', {}, function* (call, { rest }) {
  if (rest.length === 0) return missing(call, 'missing operand');
  for (const name of rest) {
    const trimmed = name.replace(/(.)\/+$/, '$1');
    const at = trimmed.lastIndexOf('/');
    call.print(`${at < 0 ? '.' : at === 0 ? '/' : trimmed.slice(0, at).replace(/\/+$/, '')}\n`);
  }
  return 0;
});
const readlink = program('fenm', { canonicalize: 'f' }, function* (call, { flags, rest }) {
  for (const name of rest) {
    try {
      const path = call.resolve(name);
      if (flags.has('f') || flags.has('e') || flags.has('m') || call.name === 'realpath')
        call.print(`${call.files.realPath(path)}\n`);
      else {
        const info = call.files.lstat(path);
        if (info.type !== 'link') return 1;
        call.print(`${info.target}\n`);
      }
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (flags.has('f') && call.files.exists(parentPath(call.resolve(name)))) call.print(`${call.resolve(name)}\n`);
      else return 1;
    }
  }
  return 0;
});
const file = program('b', {}, function* (call, { rest }) {
  for (const name of rest) {
    const path = call.resolve(name);
    const kind = !call.files.exists(path)
      ? `cannot open \`${name}' (No such file or directory)`
      : call.files.stat(path).type === 'directory'
        ? 'directory'
        : call.files.read(path).kind === 'artifact'
          ? 'Zip archive data, at least v2.0 to extract'
          : call.files.readText(path).startsWith('\x7fELF')
            ? 'ELF 64-bit LSB executable, x86-64'
            : 'UTF-8 Unicode text';
    call.print(`${name}: ${kind}\n`);
  }
  return 0;
});
const mktemp = program('dp:t', { directory: 'd' }, function* (call, { flags, rest }) {
  const name = (rest[0] ?? '/tmp/tmp.XXXXXXXXXX').replace(/X{3,}$/, (all) =>
    call.platform.world.random('mktemp').hex(all.length),
  );
  const path = call.resolve(name);
  if (flags.has('d')) call.files.mkdir(path);
  else call.files.write(path, '', { mode: 0o600 });
  call.print(`${path}\n`);
  return 0;
});
// biome-ignore-end lint/correctness/useYield: see above

export const filePrograms: Readonly<Record<string, Program>> = {
  ls: { run: (call) => ls.run({ ...call, args: withoutColor(call.args) }) },
  ll: { run: (call) => ls.run({ ...call, args: ['-l', ...withoutColor(call.args)] }) },
  mkdir,
  rmdir,
  rm,
  cp,
  mv,
  ln,
  touch,
  chmod,
  chown,
  chgrp: chown,
  du,
  df,
  stat,
  basename,
  dirname,
  readlink,
  realpath: readlink,
  file,
  mktemp,
};
