import type { FileSystem } from '../../../platform/types.ts';
import { sleep } from '../../../simulation/simulation.ts';
import type { Task } from '../../../simulation/task.ts';
import { JavaError } from '../../api/jar.ts';
import { TaggedUnion } from '../../api/joined-streams.ts';
import type { FileFormat, OperatorSpec } from '../../api/transformations.ts';
import { Tuple } from '../../api/tuple.ts';
import { stringOf } from '../../api/values.ts';
import { type FileSystems, locate } from '../../deployment/file-systems.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { RECORD_COST } from '../costs.ts';
import { type FileSplit, ioError, linesOf, parserOf } from '../files.ts';
import { MAX_WATERMARK } from '../time/timestamps.ts';
import { StreamOperator, type TaskRuntime } from './operator.ts';
import { type SourceTime, sourceTime } from './source-time.ts';

/** Input1Tagger and Input2Tagger of CoGroupedStreams. */
export class TagOperator extends StreamOperator {
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly side: 1 | 2,
  ) {
    super(runtime, chained);
  }
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    this.output.emit(new TaggedUnion(this.side, value), timestamp);
  }
}

/** Lines a split reader emits before it lets other work of the task in. */
const LINES_PER_STEP = 500;

/** ContinuousFileReaderOperator: reads the splits that come to it, one after the other. Its state is the splits to read. */
export class SplitReaderOperator extends StreamOperator {
  private readonly splits: { split: FileSplit; line: number }[] = [];
  private reading = false;
  private lines: Generator<string> | null = null;
  private readonly parse: ReturnType<typeof parserOf>;
  private readonly time: SourceTime | null;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    format: FileFormat,
    private readonly fileSystems: FileSystems,
  ) {
    super(runtime, chained);
    this.parse = parserOf(format);
    this.time = sourceTime(this, () => true);
  }
  override open(): void {
    this.time?.start();
    const state = this.operatorState.listState({ kind: 'list', name: 'splits' }, 'SPLIT_DISTRIBUTE');
    for (const entry of state.get() as { split: FileSplit; line: number }[]) this.splits.push({ ...entry });
    if (this.splits.length > 0) this.begin();
  }
  override prepareSnapshot(): void {
    this.operatorState
      .listState({ kind: 'list', name: 'splits' }, 'SPLIT_DISTRIBUTE')
      .update(this.splits.map((entry) => ({ ...entry })));
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.splits.push({ split: value as FileSplit, line: 0 });
    this.begin();
  }
  private begin(): void {
    if (this.reading) return;
    this.reading = true;
    this.runtime.work(this.step);
  }
  private readonly step = (): void => {
    if (this.readSome()) this.runtime.work(this.step);
    else this.reading = false;
  };
  /** Reads a few lines; false when all splits are read. */
  private readSome(): boolean {
    const entry = this.splits[0];
    if (!entry) return false;
    const { split } = entry;
    if (!this.lines) {
      this.lines = linesOf(this.read(split.path), split.start, split.length);
      for (let i = 0; i < entry.line; i++) this.lines.next();
    }
    for (let emitted = 0; emitted < LINES_PER_STEP; emitted++) {
      const line = this.lines.next();
      if (line.done) {
        this.lines = null;
        this.splits.shift();
        return this.splits.length > 0;
      }
      entry.line++;
      const record = this.parse(line.value, split.start === 0 && entry.line === 1);
      if (!record) continue;
      this.recordsRead++;
      this.send(record.value);
      if (this.runtime.blocked > 1) return true;
    }
    return true;
  }
  private send(value: unknown): void {
    const timestamp = this.time?.timestampOf(value, Number.NaN) ?? Number.NaN;
    this.output.emit(value, timestamp);
    this.time?.onEvent(value, timestamp);
  }
  private read(uri: string): string {
    const { files, path } = locate(this.runtime.process, uri, this.fileSystems);
    try {
      return files.readText(path);
    } catch (error) {
      throw new JavaError(
        'java.io.IOException',
        `Error opening the Input Split file:${path}: ${path} (No such file or directory)`,
        ['org.apache.flink.api.common.io.FileInputFormat.open(FileInputFormat.java:838)'],
        toError(ioError(error, path)),
      );
    }
  }
  /** The reader's own lines come after the watermark that closes its splits' stream: what is upstream says nothing of their time. */
  override processWatermark(): void {}
  override *endInput(): Task {
    while (this.readSome()) {
      yield sleep(this.runtime.process, LINES_PER_STEP * RECORD_COST);
      while (!this.runtime.mayEmit || this.runtime.blocked > 1) yield sleep(this.runtime.process, 1);
    }
    if (this.time?.takesWatermark(MAX_WATERMARK) ?? true) super.processWatermark(MAX_WATERMARK);
  }
  override dispose(): void {
    super.dispose();
    this.time?.stop();
  }
}

function toError(error: unknown): JavaError | null {
  return error instanceof JavaError ? error : null;
}

/** NO_OVERWRITE: FileSystem.initOutPathLocalFS refuses an output file that is there, LocalFileSystem.create one in an output directory. */
function alreadyThere(file: string, directory: boolean): JavaError {
  const open = 'org.apache.flink.api.common.io.FileOutputFormat.open(FileOutputFormat.java:236)';
  return directory
    ? new JavaError(
        'java.nio.file.FileAlreadyExistsException',
        `File already exists: ${file}`,
        ['org.apache.flink.core.fs.local.LocalFileSystem.create(LocalFileSystem.java:257)', open],
        null,
      )
    : new JavaError(
        'java.io.IOException',
        `File or directory ${file} already exists. Existing files and directories are not overwritten in NO_OVERWRITE mode. Use OVERWRITE mode to overwrite existing files and directories.`,
        ['org.apache.flink.core.fs.FileSystem.initOutPathLocalFS(FileSystem.java:867)', open],
        null,
      );
}

/** OutputFormatSinkFunction with TextOutputFormat or CsvOutputFormat, and the same formats as DataSet sinks. */
export class FileSinkOperator extends StreamOperator {
  private target: { files: FileSystem; path: string } | null = null;
  private pending = '';
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly spec: Extract<OperatorSpec, { kind: 'sink.file' }>,
    private readonly fileSystems: FileSystems,
  ) {
    super(runtime, chained);
  }
  override open(): void {
    const { runtime, spec } = this;
    const { files, path } = locate(runtime.process, spec.path, this.fileSystems);
    const directory = runtime.parallelism > 1;
    const file = directory ? `${path}/${runtime.subtask + 1}` : path;
    if (!spec.overwrite && files.exists(file)) throw alreadyThere(file, directory);
    try {
      if (files.exists(path) && !directory && files.stat(path).type === 'directory')
        files.remove(path, { recursive: true });
      if (directory && files.exists(path) && files.stat(path).type === 'file') files.remove(path);
      files.mkdir(parentOf(file), { recursive: true, owner: runtime.process.spec.user });
      files.write(file, '', { owner: runtime.process.spec.user });
    } catch (error) {
      throw ioError(error, file);
    }
    this.target = { files, path: file };
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    const { format, rowDelimiter, fieldDelimiter } = this.spec;
    if (format === 'csv') {
      this.pending +=
        cellsOf(value)
          .map((cell) => (cell === null ? '' : stringOf(cell)))
          .join(fieldDelimiter) + rowDelimiter;
    } else this.pending += `${stringOf(value)}${rowDelimiter}`;
    this.planFlush();
  }
  private planned = false;
  /** One append per step of the task: the records of a buffer are written together. */
  private planFlush(): void {
    if (this.planned) return;
    this.planned = true;
    this.runtime.mail(() => this.flush());
  }
  private flush(): void {
    this.planned = false;
    if (this.pending === '' || !this.target) return;
    const text = this.pending;
    this.pending = '';
    try {
      this.target.files.append(this.target.path, text);
    } catch (error) {
      throw ioError(error, this.target.path);
    }
  }
  override close(): void {
    this.flush();
  }
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** scala.Product, which ScalaCsvOutputFormat writes: case classes and Scala's tuples, by their mangled methods. */
interface Product {
  productArity$(): number;
  productElement$int(i: number): unknown;
}
function cellsOf(value: unknown): unknown[] {
  if (value instanceof Tuple) return Array.from({ length: value.$arity }, (_, i) => value.$field(i));
  if (typeof value !== 'object' || value === null || !('productElement$int' in value)) return [value];
  const product = value as Product;
  return Array.from({ length: product.productArity$() }, (_, i) => product.productElement$int(i));
}
