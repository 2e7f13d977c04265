import { type HadoopPath, hadoopPath, hadoopUser } from '../../hadoop/environment.ts';
import { blockSize, type Hdfs } from '../../hadoop/hdfs/client.ts';
import { HadoopError } from '../../hadoop/ipc.ts';
import { zoneOffsetMs } from '../../platform/time-zone.ts';
import { type FileSystem, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { readAll } from '../programs/support.ts';
import { globToRegExp, human, modeOf, newMode } from './fs-format.ts';
import { COMMANDS, helpOf, usageOf, usages } from './fs-usage.ts';
import type { Installation } from './installation.ts';

/** `hdfs dfs` and `hadoop fs` (FsShell): one command with its options and paths. Gives its exit status. */
export function* runFsShell(call: Call, installation: Installation): Task<number> {
  const [name, ...words] = call.args.slice(1);
  if (name === undefined || name === '-help' || name === '-usage') {
    if (name === undefined) call.stderr.write(`Usage: hadoop fs [generic options]\n${usages()}`);
    else if (words.length === 0) call.print(`Usage: hadoop fs [generic options]\n${usages()}`);
    else
      for (const word of words)
        call.print(name === '-help' ? helpOf(word.replace(/^-/, '')) : usageOf(word.replace(/^-/, '')));
    return name === undefined ? 255 : 0;
  }
  const command = name.replace(/^-/, '');
  const declared = COMMANDS[command];
  if (!name.startsWith('-') || !declared) {
    call.stderr.write(
      name.startsWith('-')
        ? `${command}: Unknown command\n`
        : `${name}: Unknown command\nDid you mean -${name}?  This command begins with a dash.\n`,
    );
    call.stderr.write(`Usage: hadoop fs [generic options]\n${usages()}`);
    return 255;
  }
  const flags = new Set<string>();
  const operands: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (operands.length > 0 || !/^-[A-Za-z]/.test(word)) operands.push(word);
    else if (declared.flags.includes(word.slice(1))) flags.add(word.slice(1));
    else {
      call.stderr.write(`-${command}: Illegal option ${word}\n${usageOf(command)}`);
      return 255;
    }
  }
  const [least, most] = declared.operands;
  if (operands.length < least || operands.length > most) {
    call.stderr.write(
      operands.length < least
        ? `-${command}: Not enough arguments: expected ${least} but got ${operands.length}\n${usageOf(command)}`
        : `-${command}: Too many arguments: expected ${most} but got ${operands.length}\n${usageOf(command)}`,
    );
    return 255;
  }
  const shell = new FsShell(call, installation, command, flags);
  try {
    yield sleep(call.process, 1);
    return yield* shell.run(operands);
  } catch (error) {
    return shell.report(error, '');
  }
}

interface Item extends HadoopPath {
  /** As the user is told: what was typed, continued. */
  readonly shown: string;
}

class FsShell {
  private status = 0;
  private readonly user: string;
  constructor(
    private readonly call: Call,
    private readonly installation: Installation,
    private readonly command: string,
    private readonly flags: ReadonlySet<string>,
  ) {
    this.user = hadoopUser(call.process);
  }

  /** Says what went wrong, as Hadoop's shell does; the status it leaves. */
  report(error: unknown, path: string): number {
    this.status = 1;
    const text =
      error instanceof HadoopError
        ? error.message.split('\n')[0]!
        : error instanceof SystemError
          ? this.systemText(error, path)
          : null;
    if (text === null) throw error;
    this.call.stderr.write(`${this.command}: ${text}\n`);
    return 1;
  }
  private systemText(error: SystemError, path: string): string {
    switch (error.code) {
      case 'ENOENT':
        return `\`${path}': No such file or directory`;
      case 'EEXIST':
        return `\`${path}': File exists`;
      case 'EISDIR':
        return `\`${path}': Is a directory`;
      case 'ENOTDIR':
        return `\`${path}': Is not a directory`;
      case 'EACCES':
      case 'EPERM':
        return this.permissionDenied(error.subject);
      case 'ENOSPC':
        return 'No space left on device';
      default:
        return `\`${path}': ${error.code}`;
    }
  }
  private permissionDenied(subject: string): string {
    const { files } = this.open(subject);
    let at = subject;
    while (at !== '/' && !files.exists(at)) at = at.slice(0, at.lastIndexOf('/')) || '/';
    const access = /^(?:cat|get|copyToLocal|tail|text|getmerge)$/.test(this.command)
      ? 'READ'
      : /^(?:ls|du|count|stat|find)$/.test(this.command)
        ? 'READ_EXECUTE'
        : 'WRITE';
    if (access === 'WRITE' && files.exists(at) && files.stat(at).type === 'file')
      at = at.slice(0, at.lastIndexOf('/')) || '/';
    const nameNode = (files as Partial<Hdfs>).nameNode;
    const stat = nameNode?.namesystem.tree.stat(at);
    return stat
      ? `Permission denied: user=${this.user}, access=${access}, inode="${at}":${stat.owner}:${stat.group}:${modeOf(stat)}`
      : `Permission denied: user=${this.user}, path="${at}"`;
  }
  private open(text: string): HadoopPath {
    return hadoopPath(this.call.platform, this.call.process, text, this.installation.configuration);
  }
  private item(text: string): Item {
    return { ...this.open(text), shown: text };
  }
  private child(item: Item, name: string): Item {
    const join = (base: string): string => `${base.replace(/\/$/, '')}/${name}`;
    return { files: item.files, path: join(item.path), uri: join(item.uri), shown: join(item.shown) };
  }
  /** What a pattern stands for; a path that is not there is complained about. */
  private expand(text: string): Item[] {
    if (!/[*?[{]/.test(text)) {
      const item = this.item(text);
      if (item.files.exists(item.path)) return [item];
      this.report(new SystemError('ENOENT', item.path), text);
      return [];
    }
    const root = this.item(text);
    let found: Item[] = [{ ...root, path: '/', shown: /^\w+:/.test(text) ? root.uri.slice(0, -root.path.length) : '' }];
    for (const part of root.path.split('/').filter(Boolean)) {
      const matches = globToRegExp(part);
      found = found.flatMap((at) =>
        at.files.exists(at.path) && at.files.stat(at.path).type === 'directory'
          ? at.files
              .list(at.path)
              .filter((name) => matches.test(name))
              .map((name) => this.child(at, name))
          : [],
      );
    }
    if (found.length === 0) this.report(new SystemError('ENOENT', root.path), text);
    return found;
  }
  /** Runs `body` for each path; a failure is said and the next one is taken. */
  private *each(operands: readonly string[], body: (item: Item) => Task | undefined): Task<number> {
    for (const operand of operands) {
      let items: Item[];
      try {
        items = this.expand(operand);
      } catch (error) {
        this.report(error, operand);
        continue;
      }
      for (const item of items) {
        try {
          const task = body(item);
          if (task) yield* task;
        } catch (error) {
          this.report(error, item.shown);
        }
      }
    }
    return this.status;
  }

  *run(operands: readonly string[]): Task<number> {
    const { flags } = this;
    switch (this.command) {
      case 'ls':
      case 'lsr':
        return yield* this.each(operands.length > 0 ? operands : [`/user/${this.user}`], (item) => {
          this.list(item, flags.has('R') || this.command === 'lsr');
          return undefined;
        });
      case 'mkdir':
        return this.mkdir(operands);
      case 'touchz':
      case 'touch':
        return this.touch(operands);
      case 'cat':
      case 'text':
        return yield* this.each(operands, (item) => {
          this.mustBeFile(item);
          this.call.print(item.files.readText(item.path));
          return undefined;
        });
      case 'tail':
        return yield* this.each(operands, (item) => {
          this.mustBeFile(item);
          this.call.print(item.files.readText(item.path).slice(-1024));
          return undefined;
        });
      case 'head':
        return yield* this.each(operands, (item) => {
          this.mustBeFile(item);
          this.call.print(item.files.readText(item.path).slice(0, 1024));
          return undefined;
        });
      case 'put':
      case 'copyFromLocal':
      case 'moveFromLocal':
        return yield* this.put(operands);
      case 'appendToFile':
        return yield* this.append(operands);
      case 'get':
      case 'copyToLocal':
      case 'moveToLocal':
        return yield* this.get(operands);
      case 'getmerge':
        return yield* this.getMerge(operands);
      case 'cp':
      case 'mv':
        return yield* this.copyOrMove(operands);
      case 'rm':
      case 'rmr':
        return yield* this.remove(operands);
      case 'rmdir':
        return yield* this.each(operands, (item) => {
          if (item.files.stat(item.path).type !== 'directory') throw new SystemError('ENOTDIR', item.path);
          if (item.files.list(item.path).length > 0) {
            this.call.stderr.write(`rmdir: \`${item.shown}': Directory is not empty\n`);
            this.status = 1;
            return undefined;
          }
          item.files.remove(item.path, { recursive: true });
          return undefined;
        });
      case 'du':
      case 'dus':
        return yield* this.diskUsage(operands);
      case 'df':
        return this.diskFree();
      case 'count':
        return yield* this.each(operands, (item) => {
          const { directories, files, bytes } = this.totals(item);
          this.call.print(
            `${String(directories).padStart(12)} ${String(files).padStart(12)} ${(flags.has('h') ? human(bytes) : String(bytes)).padStart(18)} ${item.shown}\n`,
          );
          return undefined;
        });
      case 'stat':
        return yield* this.stat(operands);
      case 'test':
        return this.test(operands[0]!);
      case 'chmod':
      case 'chown':
      case 'chgrp':
        return yield* this.changeMode(operands);
      case 'setrep':
        return yield* this.setReplication(operands);
      case 'find':
        return yield* this.find(operands);
      case 'expunge':
        return 0;
      default:
        this.call.stderr.write(`not simulated yet: hdfs dfs -${this.command}\n`);
        return 1;
    }
  }

  private mustBeFile(item: Item): void {
    if (item.files.stat(item.path).type === 'directory') throw new SystemError('EISDIR', item.path);
  }
  private replication(item: Item): number {
    return 'file' in item.files ? (item.files as Hdfs).file(item.path).replication : 1;
  }

  private list(item: Item, recursive: boolean): void {
    const stat = item.files.stat(item.path);
    if (stat.type !== 'directory' || this.flags.has('d')) {
      this.printList([item]);
      return;
    }
    const children = item.files.list(item.path).map((name) => this.child(item, name));
    if (!recursive) {
      if (children.length > 0 && !this.flags.has('C')) this.call.print(`Found ${children.length} items\n`);
      this.printList(children);
      return;
    }
    for (const child of children) {
      this.printList([child]);
      if (child.files.stat(child.path).type === 'directory') this.list(child, true);
    }
  }
  private printList(items: readonly Item[]): void {
    if (this.flags.has('C')) {
      for (const { shown } of items) this.call.print(`${shown}\n`);
      return;
    }
    const rows = items.map((item) => {
      const stat = item.files.stat(item.path);
      const directory = stat.type === 'directory';
      return {
        mode: `${directory ? 'd' : '-'}${modeOf(stat).slice(1)} `,
        replication: directory ? '-' : String(this.replication(item)),
        owner: stat.owner,
        group: stat.group,
        size: directory ? '0' : this.flags.has('h') ? human(stat.size) : String(stat.size),
        time: this.time(stat.modified),
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
    for (const row of rows) {
      this.call.print(
        `${row.mode}${row.replication.padStart(widths.replication)} ${row.owner.padEnd(widths.owner)} ${row.group.padEnd(widths.group)} ${row.size.padStart(widths.size)} ${row.time} ${row.shown}\n`,
      );
    }
  }
  /** `2021-08-01 00:31` in the machines' time zone. */
  private time(at: number): string {
    const { epoch, timezone } = this.call.platform;
    const utc = Math.floor(epoch + at);
    return new Date(utc + zoneOffsetMs(timezone, utc)).toISOString().slice(0, 16).replace('T', ' ');
  }

  private mkdir(operands: readonly string[]): number {
    for (const operand of operands) {
      try {
        const item = this.item(operand);
        const parent = item.path.slice(0, item.path.lastIndexOf('/')) || '/';
        if (item.files.exists(item.path)) {
          if (item.files.stat(item.path).type !== 'directory')
            this.report(new SystemError('ENOTDIR', item.path), operand);
          else if (!this.flags.has('p')) this.report(new SystemError('EEXIST', item.path), operand);
        } else if (!this.flags.has('p') && !item.files.exists(parent))
          this.report(
            new SystemError('ENOENT', parent),
            this.installation.old ? operand : `${item.uri.slice(0, -item.path.length)}${parent}`,
          );
        else item.files.mkdir(item.path, { recursive: true });
      } catch (error) {
        this.report(error, operand);
      }
    }
    return this.status;
  }
  private touch(operands: readonly string[]): number {
    for (const operand of operands) {
      try {
        const { files, path } = this.item(operand);
        if (files.exists(path) && files.stat(path).type === 'directory') throw new SystemError('EISDIR', path);
        if (files.exists(path) && files.stat(path).size > 0 && this.command === 'touchz') {
          this.call.stderr.write(`touchz: \`${operand}': Not a zero-length file\n`);
          this.status = 1;
        } else if (!files.exists(path.slice(0, path.lastIndexOf('/')) || '/')) throw new SystemError('ENOENT', path);
        else files.touch(path);
      } catch (error) {
        this.report(error, operand);
      }
    }
    return this.status;
  }

  /** Where a copy of `name` goes: into a directory under its own name, else to the path itself. Null: complained about. */
  private target(destination: string, name: string, several: boolean): Item | null {
    const to = this.item(destination);
    const isDirectory = to.files.exists(to.path) && to.files.stat(to.path).type === 'directory';
    if (isDirectory) return this.child(to, name);
    if (several || (destination.endsWith('/') && !to.files.exists(to.path))) {
      this.report(new SystemError('ENOENT', to.path), destination.endsWith('/') ? destination : destination);
      return null;
    }
    const parent = to.path.slice(0, to.path.lastIndexOf('/')) || '/';
    if (!to.files.exists(parent)) {
      this.report(new SystemError('ENOENT', parent), this.installation.old ? destination : `${to.uri}`);
      return null;
    }
    return to;
  }
  private *put(operands: readonly string[]): Task<number> {
    const destination = operands.length === 1 ? `/user/${this.user}` : operands.at(-1)!;
    const sources = operands.length === 1 ? operands : operands.slice(0, -1);
    for (const source of sources) {
      try {
        if (source === '-') {
          const to = this.item(destination);
          to.files.write(to.path, yield* readAll(this.call));
          continue;
        }
        const local = this.call.resolve(source.replace(/^file:(?:\/\/)?/, ''));
        const { files } = this.call;
        if (!files.exists(local)) {
          this.report(new SystemError('ENOENT', local), source);
          continue;
        }
        const to = this.target(destination, local.replace(/.*\//, ''), sources.length > 1);
        if (!to) continue;
        if (to.files.exists(to.path) && files.stat(local).type !== 'directory' && !this.flags.has('f')) {
          this.report(new SystemError('EEXIST', to.path), to.shown);
          continue;
        }
        this.copy({ files, path: local }, to);
        if (this.command === 'moveFromLocal') files.remove(local, { recursive: true });
      } catch (error) {
        this.report(error, destination);
      }
    }
    return this.status;
  }
  private copy(from: { files: FileSystem; path: string }, to: { files: FileSystem; path: string }): void {
    if (from.files.stat(from.path).type !== 'directory') {
      to.files.write(to.path, from.files.read(from.path));
      return;
    }
    if (!to.files.exists(to.path)) to.files.mkdir(to.path, { recursive: true });
    for (const name of from.files.list(from.path))
      this.copy({ files: from.files, path: `${from.path}/${name}` }, { files: to.files, path: `${to.path}/${name}` });
  }
  private *append(operands: readonly string[]): Task<number> {
    const to = this.item(operands.at(-1)!);
    for (const source of operands.slice(0, -1)) {
      const text = source === '-' ? yield* readAll(this.call) : this.call.files.readText(this.call.resolve(source));
      to.files.append(to.path, text);
    }
    return this.status;
  }
  private *get(operands: readonly string[]): Task<number> {
    const destination = operands.length === 1 ? '.' : operands.at(-1)!;
    const sources = operands.length === 1 ? operands : operands.slice(0, -1);
    return yield* this.each(sources, (item) => {
      const { files } = this.call;
      const local = this.call.resolve(destination);
      const name = item.path.replace(/.*\//, '');
      const to = files.exists(local) && files.stat(local).type === 'directory' ? `${local}/${name}` : local;
      if (files.exists(to) && !this.flags.has('f') && item.files.stat(item.path).type !== 'directory')
        this.report(
          new SystemError('EEXIST', to),
          to === local ? destination : destination === '.' ? name : `${destination}/${name}`,
        );
      else this.copy(item, { files, path: to });
      return undefined;
    });
  }
  private *getMerge(operands: readonly string[]): Task<number> {
    const local = this.call.resolve(operands.at(-1)!);
    let text = '';
    const status = yield* this.each(operands.slice(0, -1), (item) => {
      const parts =
        item.files.stat(item.path).type === 'directory'
          ? item.files.list(item.path).map((name) => `${item.path}/${name}`)
          : [item.path];
      for (const part of parts) {
        if (item.files.stat(part).type === 'directory') continue;
        text += item.files.readText(part) + (this.flags.has('nl') ? '\n' : '');
      }
      return undefined;
    });
    if (status === 0) this.call.files.write(local, text);
    return status;
  }
  private *copyOrMove(operands: readonly string[]): Task<number> {
    const destination = operands.at(-1)!;
    const sources = operands.slice(0, -1);
    const several = sources.length > 1;
    return yield* this.each(sources, (item) => {
      const to = this.target(destination, item.path.replace(/.*\//, ''), several);
      if (!to) return undefined;
      if (to.files.exists(to.path) && !this.flags.has('f')) throw exists(to);
      if (this.command === 'cp') this.copy(item, to);
      else if (to.path.startsWith(`${item.path}/`))
        throw new HadoopError('java.io.IOException', `\`${item.shown}' to \`${to.shown}': is a subdirectory of itself`);
      else item.files.rename(item.path, to.path);
      return undefined;
    });
    function exists(to: Item): HadoopError {
      return new HadoopError('java.io.IOException', `\`${to.shown}': File exists`);
    }
  }
  private *remove(operands: readonly string[]): Task<number> {
    const { flags } = this;
    if (this.command === 'rmr') this.call.stderr.write("rmr: DEPRECATED: Please use '-rm -r' instead.\n");
    const recursive = flags.has('r') || flags.has('R') || this.command === 'rmr';
    const present = flags.has('f')
      ? operands.filter((operand) => /[*?[{]/.test(operand) || this.exists(operand))
      : operands;
    return yield* this.each(present, (item) => {
      if (item.files.stat(item.path).type === 'directory' && !recursive) throw new SystemError('EISDIR', item.path);
      const trash = Number(this.installation.configuration['fs.trash.interval'] ?? '0');
      if (trash > 0 && !flags.has('skipTrash')) {
        const into = `/user/${this.user}/.Trash/Current${item.path}`;
        item.files.mkdir(into.slice(0, into.lastIndexOf('/')), { recursive: true });
        if (item.files.exists(into)) item.files.remove(into, { recursive: true });
        item.files.rename(item.path, into);
        const base = item.uri.slice(0, -item.path.length);
        this.call.stderr.write(`Moved: '${item.uri}' to trash at: ${base}${into}\n`);
        return undefined;
      }
      item.files.remove(item.path, { recursive: true });
      this.call.print(`Deleted ${item.shown}\n`);
      return undefined;
    });
  }
  private exists(operand: string): boolean {
    const { files, path } = this.item(operand);
    return files.exists(path);
  }

  private totals(item: Item): { directories: number; files: number; bytes: number; space: number } {
    const stat = item.files.stat(item.path);
    if (stat.type !== 'directory')
      return { directories: 0, files: 1, bytes: stat.size, space: stat.size * this.replication(item) };
    const sum = { directories: 1, files: 0, bytes: 0, space: 0 };
    for (const name of item.files.list(item.path)) {
      const below = this.totals(this.child(item, name));
      sum.directories += below.directories;
      sum.files += below.files;
      sum.bytes += below.bytes;
      sum.space += below.space;
    }
    return sum;
  }
  private *diskUsage(operands: readonly string[]): Task<number> {
    const format = (bytes: number): string => (this.flags.has('h') ? human(bytes) : String(bytes));
    return yield* this.each(operands.length > 0 ? operands : [`/user/${this.user}`], (item) => {
      const whole = this.flags.has('s') || this.command === 'dus' || item.files.stat(item.path).type !== 'directory';
      const items = whole ? [item] : item.files.list(item.path).map((name) => this.child(item, name));
      const rows = items.map((each) => ({ ...this.totals(each), shown: each.shown }));
      const wide = Math.max(0, ...rows.map((row) => format(row.bytes).length));
      const wider = Math.max(0, ...rows.map((row) => format(row.space).length));
      for (const row of rows)
        this.call.print(
          this.installation.old
            ? `${format(row.bytes).padEnd(wide)}  ${row.shown}\n`
            : `${format(row.bytes).padEnd(wide)}  ${format(row.space).padEnd(wider)}  ${row.shown}\n`,
        );
      return undefined;
    });
  }
  private diskFree(): number {
    const hdfs = this.item('/').files as Hdfs;
    const live = hdfs.nameNode.liveDatanodes();
    const size = live.reduce((sum, { capacity }) => sum + capacity, 0);
    const { space: used } = this.totals(this.item('/'));
    const cells = [
      hdfs.uri,
      ...(this.flags.has('h')
        ? [human(size), human(used), human(size - used)]
        : [String(size), String(used), String(size - used)]),
      `${size === 0 ? 0 : Math.floor((100 * used) / size)}%`,
    ];
    const titles = ['Filesystem', 'Size', 'Used', 'Available', 'Use%'];
    const widths = titles.map((title, i) => Math.max(title.length, cells[i]!.length));
    for (const row of [titles, cells])
      this.call.print(
        `${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ')}\n`,
      );
    return 0;
  }
  private *stat(operands: readonly string[]): Task<number> {
    const [first, ...others] = operands;
    const format = others.length > 0 && /%/.test(first!) ? first! : '%y';
    return yield* this.each(format === first ? others : operands, (item) => {
      const stat = item.files.stat(item.path);
      const directory = stat.type === 'directory';
      const utc = new Date(Math.floor(this.call.platform.epoch + stat.modified)).toISOString();
      const values: Readonly<Record<string, string>> = {
        a: (stat.mode & 0o7777).toString(8),
        A: modeOf(stat).slice(1),
        b: String(stat.size),
        F: directory ? 'directory' : 'regular file',
        g: stat.group,
        n: item.path.replace(/.*\//, ''),
        o: directory ? '0' : String(blockSize(this.installation.configuration)),
        r: directory ? '0' : String(this.replication(item)),
        u: stat.owner,
        y: utc.slice(0, 19).replace('T', ' '),
        Y: String(Math.floor(this.call.platform.epoch + stat.modified)),
      };
      this.call.print(`${format.replace(/%(.)/g, (_, letter: string) => values[letter] ?? letter)}\n`);
      return undefined;
    });
  }
  /** 0: true, 1: false; -e exists, -d directory, -f file, -z empty, -s not empty. */
  private test(operand: string): number {
    const { files, path } = this.item(operand);
    if (!files.exists(path)) return 1;
    const stat = files.stat(path);
    const { flags } = this;
    const holds = flags.has('d')
      ? stat.type === 'directory'
      : flags.has('f')
        ? stat.type === 'file'
        : flags.has('z')
          ? stat.size === 0
          : flags.has('s')
            ? stat.type === 'directory' || stat.size > 0
            : true;
    return holds ? 0 : 1;
  }
  private *changeMode(operands: readonly string[]): Task<number> {
    const [what, ...paths] = operands;
    return yield* this.each(paths, (item) => {
      this.deep(item, (each) => {
        const stat = each.files.stat(each.path);
        if (this.command === 'chmod') each.files.chmod(each.path, newMode(stat, what!));
        else {
          const [owner, group] = this.command === 'chgrp' ? ['', what!] : what!.split(':');
          each.files.chown(each.path, owner || stat.owner, group || stat.group);
        }
      });
      return undefined;
    });
  }
  private deep(item: Item, change: (item: Item) => void): void {
    change(item);
    if (!this.flags.has('R') || item.files.stat(item.path).type !== 'directory') return;
    for (const name of item.files.list(item.path)) this.deep(this.child(item, name), change);
  }
  private *setReplication(operands: readonly string[]): Task<number> {
    const [count, ...paths] = operands;
    return yield* this.each(paths, (item) => {
      if ('setReplication' in item.files) (item.files as Hdfs).setReplication(item.path, Number(count));
      this.call.print(`Replication ${count} set: ${item.shown}\n`);
      return undefined;
    });
  }
  private *find(operands: readonly string[]): Task<number> {
    const at = operands.findIndex((operand) => operand.startsWith('-'));
    const paths = at < 0 ? operands : operands.slice(0, at);
    const name = at < 0 ? undefined : operands[operands.indexOf('-name') + 1];
    const matches = name === undefined ? null : globToRegExp(name);
    const visit = (item: Item): void => {
      if (!matches || matches.test(item.path.replace(/.*\//, ''))) this.call.print(`${item.shown}\n`);
      if (item.files.stat(item.path).type !== 'directory') return;
      for (const each of item.files.list(item.path)) visit(this.child(item, each));
    };
    return yield* this.each(paths, (item) => {
      visit(item);
      return undefined;
    });
  }
}
