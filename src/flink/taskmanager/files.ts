import { HadoopError } from '../../hadoop/ipc.ts';
import type { FileSystem, Process } from '../../platform/types.ts';
import { SystemError } from '../../platform/types.ts';
import { Byte, Double, Float, Long, Short } from '../api/boxed.ts';
import { JavaError } from '../api/jar.ts';
import type { FileFormat } from '../api/transformations.ts';
import { tuple } from '../api/tuple.ts';
import type { TypeInformation } from '../api/types.ts';
import type { JavaObject } from '../api/values.ts';
import { equals, stringHash } from '../api/values.ts';

/** A file as a task names it: on its own machine, or on a distributed file system. */
export interface Located {
  readonly files: FileSystem;
  readonly path: string;
  /** As Flink's Path prints it. */
  readonly uri: string;
}

/** File systems other than the machine's own, by scheme and authority: `hdfs`, `node1:8020`. */
export type FileSystems = (scheme: string, authority: string, process: Process) => FileSystem | null;

/** Path and FileSystem.get: no scheme means the machine's own files, relative to the process's directory. */
export function locate(process: Process, uri: string, others: FileSystems): Located {
  const match = /^([A-Za-z][A-Za-z0-9+.-]+):(?:\/\/([^/]*))?(\/.*|[^/].*)?$/.exec(uri);
  const scheme = match?.[1] ?? 'file';
  const rest = match ? (match[3] ?? '/') : uri;
  if (scheme !== 'file') {
    const files = others(scheme, match?.[2] ?? '', process);
    if (files) return { files, path: normalise(rest), uri };
    throw new JavaError(
      'org.apache.flink.core.fs.UnsupportedFileSystemSchemeException',
      `Could not find a file system implementation for scheme '${scheme}'. The scheme is not directly supported by Flink and no Hadoop file system to support this scheme could be loaded. For a full list of supported file systems, please see https://ci.apache.org/projects/flink/flink-docs-stable/ops/filesystems/.`,
      [
        'org.apache.flink.core.fs.FileSystem.getUnguardedFileSystem(FileSystem.java:530)',
        'org.apache.flink.core.fs.FileSystem.get(FileSystem.java:407)',
      ],
      null,
    );
  }
  const path = normalise(rest.startsWith('/') ? rest : `${process.spec.cwd}/${rest}`);
  return { files: process.machine.files, path, uri: match ? `file:${path}` : path };
}

function normalise(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** A part of a file that one reader reads; `length` -1 for all. Offsets are bytes. */
export class FileSplit implements JavaObject {
  constructor(
    readonly path: string,
    readonly start: number,
    readonly length: number,
    readonly modified: number,
    readonly number: number,
  ) {}
  $hashCode(): number {
    return (Math.imul(31, this.number) + stringHash(this.path)) | 0;
  }
  $equals(other: unknown): boolean {
    return (
      other instanceof FileSplit &&
      other.path === this.path &&
      other.start === this.start &&
      equals(other.modified, this.modified)
    );
  }
  $toString(): string {
    const uri = /^\w+:/.test(this.path) ? this.path : `file:${this.path}`;
    return `[${this.number}] ${uri}:${this.start}+${this.length} mod@ ${this.modified}`;
  }
  $copy(): this {
    return this;
  }
  $size(): number {
    return 40 + this.path.length;
  }
}

/** Block size of the local file system. */
const BLOCK = 32 * 1024 * 1024;

/** `hdfs://node1:8020` of a place there; empty for the machine's own files. */
export function fileSystemPrefix({ uri }: Located): string {
  return /^(?!file:)\w[\w+.-]*:(?:\/\/[^/]*)?/.exec(uri)?.[0] ?? '';
}

/** FileInputFormat.createInputSplits for files in Flink's order; `prefix` goes before the paths in the splits. */
export function createFileSplits(
  files: FileSystem,
  paths: readonly string[],
  minSplits: number,
  prefix = '',
): FileSplit[] {
  const stats = paths.map((path) => ({ path, stat: files.stat(path) }));
  const total = stats.reduce((sum, { stat }) => sum + stat.size, 0);
  const maxSplit = Math.floor(total / minSplits) + (total % minSplits === 0 ? 0 : 1);
  const splits: FileSplit[] = [];
  for (const { path, stat } of stats) {
    const splitSize = Math.min(Math.max(1, BLOCK), Math.max(1, maxSplit));
    const lastAtMost = Math.floor(splitSize * Math.fround(1.1));
    let left = stat.size;
    let at = 0;
    while (left > lastAtMost) {
      splits.push(new FileSplit(`${prefix}${path}`, at, splitSize, stat.modified, splits.length));
      at += splitSize;
      left -= splitSize;
    }
    if (left > 0 || stat.size === 0)
      splits.push(new FileSplit(`${prefix}${path}`, at, left, stat.modified, splits.length));
  }
  return splits;
}

/** All files at or below a path, as FilePathFilter.createDefaultFilter leaves them (no `_` or `.` names). */
export function listFiles(files: FileSystem, path: string): string[] {
  if (files.stat(path).type !== 'directory') return [path];
  return files
    .list(path)
    .filter((name) => !name.startsWith('_') && !name.startsWith('.'))
    .map((name) => `${path === '/' ? '' : path}/${name}`)
    .filter((file) => files.stat(file).type === 'file');
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) bytes += unit >= 0x800 ? (unit >= 0xd800 && unit < 0xe000 ? 1 : 2) : 1;
  }
  return bytes;
}

/**
 * Lines of a split (DelimitedInputFormat): those that begin after its start and at or before its end; the first split also has the
 * file's first line.
 */
export function* linesOf(text: string, start: number, length: number): Generator<string> {
  let at = 0;
  let offset = 0;
  const end = length < 0 ? Number.POSITIVE_INFINITY : start + length;
  while (at < text.length) {
    if (offset > end) return;
    let next = text.indexOf('\n', at);
    if (next < 0) next = text.length;
    const line = text.slice(at, next);
    if (offset > start || (start === 0 && offset === 0)) yield line.endsWith('\r') ? line.slice(0, -1) : line;
    offset += utf8Length(line) + 1;
    at = next + 1;
  }
}

/** A reader of records out of lines: text as it is, CSV as tuples. */
export function parserOf(format: FileFormat): (line: string, first: boolean) => { readonly value: unknown } | null {
  if (format.kind === 'text') return (line) => ({ value: line });
  const { types, fieldDelimiter, skipFirstLine, included, lenient, comments, quote, pojo } = format;
  const targets = pojo ? pojo.indexes.map((index) => types.fields[index]!.type) : types.fields.map(({ type }) => type);
  const wanted = included?.flatMap((take, cell) => (take ? [cell] : [])) ?? targets.map((_, cell) => cell);
  const record = (line: string): unknown => {
    const cells = splitCells(line, fieldDelimiter, quote);
    if (cells.length <= (wanted.at(-1) ?? -1)) {
      throw new JavaError('org.apache.flink.api.common.io.ParseException', `Row too short: ${line}`, [], null);
    }
    const fields = targets.map((type, i) => parseCell(cells[wanted[i]!]!, type, line));
    if (!pojo) return tuple(fields);
    return pojo.indexes.reduce((object, index, i) => types.set!(object, index, fields[i]), pojo.create());
  };
  return (line, first) => {
    if ((first && skipFirstLine) || line === '') return null;
    if (comments !== undefined && line.startsWith(comments)) return null;
    if (!lenient) return { value: record(line) };
    try {
      return { value: record(line) };
    } catch {
      return null;
    }
  };
}

/** The cells of a line; a quoted one may contain delimiters. */
function splitCells(line: string, delimiter: string, quote: string | undefined): string[] {
  if (quote === undefined || !line.includes(quote)) return line.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    const close = line[at] === quote ? line.indexOf(quote, at + 1) : -1;
    const next = line.indexOf(delimiter, close < 0 ? at : close + 1);
    const end = next < 0 ? line.length : next;
    cells.push(close < 0 ? line.slice(at, end) : line.slice(at + 1, close));
    at = end + delimiter.length;
  }
  return cells;
}

function parseCell(cell: string, type: TypeInformation, line: string): unknown {
  const bad = (): never => {
    throw new JavaError(
      'org.apache.flink.api.common.io.ParseException',
      `Line could not be parsed: '${line}'\nParserError NUMERIC_VALUE_FORMAT_ERROR \nExpect field types: class java.lang.${type.name} \nin file: `,
      [],
      null,
    );
  };
  const text = cell.trim();
  const integer = (): number => (/^[+-]?\d+$/.test(text) ? Number(text) : bad());
  const decimal = (): number => (text !== '' && !Number.isNaN(Number(text)) ? Number(text) : bad());
  switch (type.name) {
    case 'Integer':
      return integer() | 0;
    case 'Long':
      return Long.valueOf(integer());
    case 'Short':
      return new Short(integer());
    case 'Byte':
      return new Byte(integer());
    case 'Double':
      return new Double(decimal());
    case 'Float':
      return new Float(Math.fround(decimal()));
    case 'Boolean':
      return text === 'true' || text === '1';
    default:
      return cell;
  }
}

/** The Java exception of a failed file call. */
export function ioError(error: unknown, detail: string): unknown {
  if (error instanceof HadoopError) return new JavaError(error.className, error.message, [], null);
  if (!(error instanceof SystemError)) return error;
  if (error.code === 'ENOENT')
    return new JavaError('java.io.FileNotFoundException', `${detail} (No such file or directory)`, [], null);
  if (error.code === 'EACCES')
    return new JavaError('java.io.FileNotFoundException', `${detail} (Permission denied)`, [], null);
  if (error.code === 'ENOSPC') return new JavaError('java.io.IOException', 'No space left on device', [], null);
  return new JavaError('java.io.IOException', `${detail} (${error.code})`, [], null);
}
