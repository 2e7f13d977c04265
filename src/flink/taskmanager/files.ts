import { HadoopError } from '../../hadoop/ipc.ts';
import type { FileSystem } from '../../platform/types.ts';
import { SystemError } from '../../platform/types.ts';
import { Byte, Double, Float, Long, Short } from '../api/boxed.ts';
import { JavaError } from '../api/jar.ts';
import type { FileFormat } from '../api/transformations.ts';
import { tuple } from '../api/tuple.ts';
import type { TypeInformation } from '../api/types.ts';
import type { JavaObject } from '../api/values.ts';
import { equals, stringHash } from '../api/values.ts';
import type { Located } from '../deployment/file-systems.ts';

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
export function fileSystemPrefix({ scheme, authority }: Located): string {
  return scheme === null || scheme === 'file' ? '' : `${scheme}://${authority}`;
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
