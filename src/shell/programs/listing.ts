import { parentPath } from '../../platform/file-tree.ts';
import type { FileStat } from '../../platform/types.ts';
import type { Call, Program } from '../host.ts';
import { attempt, humanSize, program } from './support.ts';

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

/** A number that stays with a path. */
function inode(path: string): number {
  let hash = 0;
  for (const char of path) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
  return 1_000_000 + (hash >>> 10);
}

const ls = program(
  'laAhdRtrS1FiXsgoGnCpkLHm',
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
      const failed = !attempt(call, `cannot access '${name}'`, () => {
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
        const names = stats.map(({ entry }) => (flags.has('i') ? `${inode(entry.path)} ` : '') + shown(entry));
        if (flags.has('m')) {
          if (names.length > 0) call.print(`${names.join(', ')}\n`);
          return;
        }
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
      const listed = attempt(call, `cannot open directory '${directory.name}'`, () => {
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

export const listingPrograms: Readonly<Record<string, Program>> = {
  ls: { run: (call) => ls.run({ ...call, args: withoutColor(call.args) }) },
  ll: { run: (call) => ls.run({ ...call, args: ['-l', ...withoutColor(call.args)] }) },
};
