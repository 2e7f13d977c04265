import { type HadoopPath, hadoopPath, hadoopUser } from '../../hadoop/environment.ts';
import type { Hdfs } from '../../hadoop/hdfs/client.ts';
import { HadoopError } from '../../hadoop/ipc.ts';
import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { globToRegExp, modeOf } from './fs-format.ts';
import type { Installation } from './installation.ts';

/** A path of a command's, as the user is told of it (PathData). */
export interface Item extends HadoopPath {
  /** What was typed, continued. */
  readonly shown: string;
}

const GLOB = /[*?[{]/;

export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';
export const nameOf = (path: string): string => path.replace(/.*\//, '');
export const isDirectory = ({ files, path }: HadoopPath): boolean => files.stat(path).type === 'directory';
export const isThere = ({ files, path }: HadoopPath): boolean => files.exists(path);
export const replicationOf = ({ files, path }: HadoopPath): number =>
  'file' in files ? (files as Hdfs).file(path).replication : 1;

/** `Not a zero-length file` and their like (PathIOException); the text stands behind the path. */
export const pathError = (shown: string, text: string): HadoopError =>
  new HadoopError('org.apache.hadoop.fs.PathIOException', `\`${shown}': ${text}`);

/** One run of a command of FsShell: its options, its paths, what it says. */
export class FsContext {
  /** 0, or 1 once something was complained about. */
  status = 0;
  readonly user: string;
  constructor(
    readonly call: Call,
    readonly installation: Installation,
    readonly command: string,
    readonly flags: ReadonlySet<string>,
  ) {
    this.user = hadoopUser(call.process);
  }

  /** Says what went wrong, as Hadoop's shell does. */
  report(error: unknown, shown: string): void {
    if (error instanceof HadoopError) this.complain(error.message.split('\n')[0]!);
    else if (error instanceof SystemError) this.complain(this.systemText(error, shown));
    else throw error;
  }
  complain(text: string): void {
    this.status = 1;
    this.call.stderr.write(`${this.command}: ${text}\n`);
  }
  /** PathNotFoundException for a place to write to; later releases name its URI too. */
  nowhere(item: Item): HadoopError {
    const uri = this.installation.old || item.uri === item.shown ? '' : `: \`${item.uri}'`;
    return pathError(item.shown, `No such file or directory${uri}`);
  }
  private systemText(error: SystemError, shown: string): string {
    switch (error.code) {
      case 'ENOENT':
        return `\`${shown}': No such file or directory`;
      case 'EEXIST':
        return `\`${shown}': File exists`;
      case 'EISDIR':
        return `\`${shown}': Is a directory`;
      case 'ENOTDIR':
        return `\`${shown}': Is not a directory`;
      case 'ENOTEMPTY':
        return `\`${shown}': Directory is not empty`;
      case 'EACCES':
      case 'EPERM':
        return this.permissionDenied(error.subject);
      case 'ENOSPC':
        return 'No space left on device';
      default:
        return `\`${shown}': ${error.code}`;
    }
  }
  private permissionDenied(subject: string): string {
    const { files } = this.open(subject);
    let at = subject;
    while (at !== '/' && !files.exists(at)) at = parentOf(at);
    const access = /^(?:cat|get|copyToLocal|tail|text|getmerge)$/.test(this.command)
      ? 'READ'
      : /^(?:ls|du|count|stat|find)$/.test(this.command)
        ? 'READ_EXECUTE'
        : 'WRITE';
    if (access === 'WRITE' && files.exists(at) && files.stat(at).type === 'file') at = parentOf(at);
    const nameNode = (files as Partial<Hdfs>).nameNode;
    const stat = nameNode?.namesystem.tree.stat(at);
    return stat
      ? `Permission denied: user=${this.user}, access=${access}, inode="${at}":${stat.owner}:${stat.group}:${modeOf(stat)}`
      : `Permission denied: user=${this.user}, path="${at}"`;
  }

  private open(text: string): HadoopPath {
    return hadoopPath(this.call.platform, this.call.process, text, this.installation.configuration);
  }
  item(text: string): Item {
    return { ...this.open(text), shown: text };
  }
  /** A path of the client's machine; `file:` may stand before it. */
  local(text: string): Item {
    const path = this.call.resolve(text.replace(/^file:(?:\/\/)?/, ''));
    return { files: this.call.files, path, uri: `file:${path}`, shown: text };
  }
  child(item: Item, name: string): Item {
    const join = (base: string): string => `${base.replace(/\/$/, '')}/${name}`;
    const shown = item.shown === '.' ? name : join(item.shown);
    return { files: item.files, path: join(item.path), uri: join(item.uri), shown };
  }
  children(item: Item): Item[] {
    return item.files.list(item.path).map((name) => this.child(item, name));
  }
  /** What a pattern stands for; a path that is not there is complained about, unless `absent` says that it may be. */
  private expand(text: string, absent: boolean): Item[] {
    if (!GLOB.test(text)) {
      const item = this.item(text);
      if (!absent && !isThere(item)) {
        this.report(new SystemError('ENOENT', item.path), text);
        return [];
      }
      return [item];
    }
    const root = this.item(text);
    let found: Item[] = [{ ...root, path: '/', shown: /^\w+:/.test(text) ? root.uri.slice(0, -root.path.length) : '' }];
    for (const part of root.path.split('/').filter(Boolean)) {
      const matches = globToRegExp(part);
      found = found.flatMap((at) =>
        isThere(at) && isDirectory(at) ? this.children(at).filter(({ path }) => matches.test(nameOf(path))) : [],
      );
    }
    if (found.length === 0) this.report(new SystemError('ENOENT', root.path), text);
    return found;
  }
  /** Runs `body` for each path; a failure is said and the next one is taken. Gives the status. */
  each(
    operands: readonly string[],
    body: (item: Item) => void,
    { absent = false }: { readonly absent?: boolean } = {},
  ): number {
    for (const operand of operands) {
      let items: Item[];
      try {
        items = this.expand(operand, absent);
      } catch (error) {
        this.report(error, operand);
        continue;
      }
      for (const item of items) {
        try {
          body(item);
        } catch (error) {
          this.report(error, item.shown);
        }
      }
    }
    return this.status;
  }
}

/** A command of FsShell; gives its exit status. Those that read standard input take time. */
export type FsCommandRun = (context: FsContext, operands: readonly string[]) => number | Task<number>;
