import { blockSize, type Hdfs } from '../../hadoop/hdfs/client.ts';
import { zoneOffsetMs } from '../../platform/time-zone.ts';
import {
  type FsCommandRun,
  type FsContext,
  type Item,
  isDirectory,
  isThere,
  nameOf,
  replicationOf,
} from './fs-context.ts';
import { globToRegExp, human, modeOf } from './fs-format.ts';

/** Commands of FsShell that tell about files: their names, times, owners, sizes. */

export const list: FsCommandRun = (context, operands) => {
  const recursive = context.flags.has('R') || context.command === 'lsr';
  return context.each(operands.length > 0 ? operands : ['.'], (item) => {
    listOne(context, item, recursive);
  });
};

function listOne(context: FsContext, item: Item, recursive: boolean): void {
  if (!isDirectory(item) || context.flags.has('d')) {
    printRows(context, [item]);
    return;
  }
  const children = inOrder(context, context.children(item));
  if (!recursive) {
    if (children.length > 0 && !context.flags.has('C')) context.call.print(`Found ${children.length} items\n`);
    printRows(context, children);
    return;
  }
  for (const child of children) {
    printRows(context, [child]);
    if (isDirectory(child)) listOne(context, child, true);
  }
}

/** -t: the last changed first; -S: the largest first; -r turns the order round. */
function inOrder({ flags }: FsContext, items: Item[]): Item[] {
  const stat = ({ files, path }: Item) => files.stat(path);
  if (flags.has('t')) items.sort((a, b) => stat(b).modified - stat(a).modified);
  else if (flags.has('S')) items.sort((a, b) => stat(b).size - stat(a).size);
  return flags.has('r') ? items.reverse() : items;
}

function printRows(context: FsContext, items: readonly Item[]): void {
  const { call, flags } = context;
  if (flags.has('C')) {
    for (const { shown } of items) call.print(`${shown}\n`);
    return;
  }
  const rows = items.map((item) => {
    const stat = item.files.stat(item.path);
    const directory = stat.type === 'directory';
    return {
      mode: `${directory ? 'd' : '-'}${modeOf(stat).slice(1)} `,
      replication: directory ? '-' : String(replicationOf(item)),
      owner: stat.owner,
      group: stat.group,
      size: directory ? '0' : flags.has('h') ? human(stat.size) : String(stat.size),
      time: clockTime(context, stat.modified),
      shown: item.shown,
    };
  });
  const width = (key: 'replication' | 'owner' | 'group' | 'size', least: number): number =>
    rows.reduce((most, row) => Math.max(most, row[key].length), least);
  const widths = {
    replication: width('replication', 3),
    owner: width('owner', 0),
    group: width('group', 0),
    size: width('size', 10),
  };
  for (const row of rows)
    call.print(
      `${row.mode}${row.replication.padStart(widths.replication)} ${row.owner.padEnd(widths.owner)} ${row.group.padEnd(widths.group)} ${row.size.padStart(widths.size)} ${row.time} ${row.shown}\n`,
    );
}

/** `2021-08-01 00:31` in the machines' time zone. */
function clockTime({ call }: FsContext, at: number): string {
  const { epoch, timezone } = call.platform;
  const utc = Math.floor(epoch + at);
  return new Date(utc + zoneOffsetMs(timezone, utc)).toISOString().slice(0, 16).replace('T', ' ');
}

interface Totals {
  readonly directories: number;
  readonly files: number;
  readonly bytes: number;
  /** With all replicas. */
  readonly space: number;
}

function totals(context: FsContext, item: Item): Totals {
  const { size } = item.files.stat(item.path);
  if (!isDirectory(item)) return { directories: 0, files: 1, bytes: size, space: size * replicationOf(item) };
  const below = context.children(item).map((child) => totals(context, child));
  const sum = (key: keyof Totals): number => below.reduce((all, each) => all + each[key], 0);
  return { directories: 1 + sum('directories'), files: sum('files'), bytes: sum('bytes'), space: sum('space') };
}

export const diskUsage: FsCommandRun = (context, operands) => {
  const { call, command, flags, installation } = context;
  if (command === 'dus') call.stderr.write("dus: DEPRECATED: Please use 'du -s' instead.\n");
  const format = (bytes: number): string => (flags.has('h') ? human(bytes) : String(bytes));
  return context.each(operands.length > 0 ? operands : ['.'], (item) => {
    const whole = flags.has('s') || command === 'dus' || !isDirectory(item);
    const rows = (whole ? [item] : context.children(item)).map((each) => {
      const { bytes, space } = totals(context, each);
      return [format(bytes), ...(installation.old ? [] : [format(space)]), each.shown];
    });
    if (flags.has('v'))
      rows.unshift(['SIZE', ...(installation.old ? [] : ['DISK_SPACE_CONSUMED_WITH_ALL_REPLICAS']), 'FULL_PATH_NAME']);
    const widths = rows.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)), []);
    for (const row of rows)
      call.print(`${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!))).join('  ')}\n`);
  });
};

/** Quotas are not simulated: none is set. */
export const count: FsCommandRun = (context, operands) => {
  const { call, flags } = context;
  const quotas = flags.has('q') || flags.has('u');
  if (flags.has('v')) {
    const limits = ['QUOTA', 'REM_QUOTA', 'SPACE_QUOTA', 'REM_SPACE_QUOTA'];
    const counts = ['DIR_COUNT', 'FILE_COUNT', 'CONTENT_SIZE'];
    call.print(`${cells(quotas ? limits : [])}${flags.has('u') ? '' : cells(counts)}PATHNAME\n`);
  }
  return context.each(operands, (item) => {
    const { directories, files, bytes } = totals(context, item);
    const size = (number: number): string => (flags.has('h') ? human(number) : String(number));
    const limits = quotas ? ['none', 'inf', 'none', 'inf'] : [];
    const counts = flags.has('u') ? [] : [size(directories), size(files), size(bytes)];
    call.print(`${cells(limits)}${cells(counts)}${item.shown}\n`);
  });
};

/** Columns of -count: four of quotas, three of contents. */
function cells(values: readonly string[]): string {
  const widths = values.length === 4 ? [12, 15, 15, 15] : [12, 12, 18];
  return values.map((value, i) => `${value.padStart(widths[i]!)} `).join('');
}

export const diskFree: FsCommandRun = (context) => {
  const { call, flags } = context;
  const root = context.item('/');
  const hdfs = root.files as Hdfs;
  const size = hdfs.nameNode.liveDatanodes().reduce((sum, { capacity }) => sum + capacity, 0);
  const { space: used } = totals(context, root);
  const values = [
    hdfs.uri,
    ...[size, used, size - used].map((bytes) => (flags.has('h') ? human(bytes) : String(bytes))),
    `${size === 0 ? 0 : Math.floor((100 * used) / size)}%`,
  ];
  const titles = ['Filesystem', 'Size', 'Used', 'Available', 'Use%'];
  const widths = titles.map((title, i) => Math.max(title.length, values[i]!.length));
  for (const row of [titles, values])
    call.print(`${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}\n`);
  return context.status;
};

export const stat: FsCommandRun = (context, operands) => {
  const { epoch } = context.call.platform;
  const [first, ...others] = operands;
  const format = others.length > 0 && first!.includes('%') ? first! : '%y';
  return context.each(format === first ? others : operands, (item) => {
    const facts = item.files.stat(item.path);
    const directory = facts.type === 'directory';
    const modified = Math.floor(epoch + facts.modified);
    const values: Readonly<Record<string, string>> = {
      a: (facts.mode & 0o7777).toString(8),
      A: modeOf(facts).slice(1),
      b: String(facts.size),
      F: directory ? 'directory' : 'regular file',
      g: facts.group,
      n: nameOf(item.path),
      o: directory ? '0' : String(blockSize(context.installation.configuration)),
      r: directory ? '0' : String(replicationOf(item)),
      u: facts.owner,
      y: new Date(modified).toISOString().slice(0, 19).replace('T', ' '),
      Y: String(modified),
    };
    context.call.print(`${format.replace(/%(.)/g, (_, letter: string) => values[letter] ?? letter)}\n`);
  });
};

/** Answers by its status. 0: true, 1: false; -e exists, -d directory, -f file, -z empty, -s not empty. */
export const test: FsCommandRun = (context, operands) => {
  const { flags } = context;
  const item = context.item(operands[0]!);
  if (!isThere(item)) return 1;
  const { type, size } = item.files.stat(item.path);
  const holds = flags.has('d')
    ? type === 'directory'
    : flags.has('f')
      ? type === 'file'
      : flags.has('z')
        ? size === 0
        : flags.has('s')
          ? type === 'directory' || size > 0
          : true;
  return holds ? 0 : 1;
};

export const find: FsCommandRun = (context, operands) => {
  const at = operands.findIndex((operand) => operand.startsWith('-'));
  const paths = at < 0 ? operands : operands.slice(0, at);
  const named = /^-i?name$/;
  const option = operands.findIndex((operand) => named.test(operand));
  const pattern = option < 0 ? null : operands[option + 1]!;
  const matches =
    pattern === null ? null : new RegExp(globToRegExp(pattern).source, operands[option] === '-iname' ? 'i' : '');
  const end = operands.includes('-print0') ? '\0' : '\n';
  const visit = (item: Item): void => {
    if (!matches || matches.test(nameOf(item.path))) context.call.print(`${item.shown}${end}`);
    if (isDirectory(item)) for (const child of context.children(item)) visit(child);
  };
  return context.each(paths, (item) => {
    visit(item);
  });
};

/** Access control lists are not simulated: the permissions are the list. */
export const accessList: FsCommandRun = (context, operands) => {
  const show = (item: Item): void => {
    const facts = item.files.stat(item.path);
    const [user, group, other] = [1, 4, 7].map((at) =>
      modeOf(facts)
        .slice(at, at + 3)
        .replace(/t$/, 'x')
        .replace(/T$/, '-'),
    );
    context.call.print(
      `# file: ${item.path}\n# owner: ${facts.owner}\n# group: ${facts.group}\nuser::${user}\ngroup::${group}\nother::${other}\n\n`,
    );
    if (context.flags.has('R') && isDirectory(item)) for (const child of context.children(item)) show(child);
  };
  return context.each(operands, show);
};
