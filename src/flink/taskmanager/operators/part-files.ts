import { zoneOffsetMs } from '../../../platform/time-zone.ts';
import type { BucketAssigner, MapFunction } from '../../api/functions.ts';
import type { SinkConnector } from '../../api/transformations.ts';
import { stringOf } from '../../api/values.ts';
import { type FileSystems, locate } from '../../deployment/file-systems.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { toLong } from '../time/timestamps.ts';
import { StreamOperator, type TaskRuntime } from './operator.ts';

interface PartFile {
  readonly bucket: string;
  /** Name once it is committed. */
  readonly name: string;
  readonly inProgress: string;
  length: number;
  readonly created: number;
  written: number;
}
/** A bucket of this subtask: how many part files it had, and the name that a FileSink's parts have in it. */
interface Bucket {
  counter: number;
  readonly uuid: string;
}

/**
 * StreamingFileSink and FileSink: part files are written in progress, become pending when the rolling policy says so, and are committed
 * (renamed) when the checkpoint that contains them is complete, so that readers see each record once.
 */
export class PartFileSinkOperator extends StreamOperator {
  private readonly encode: MapFunction | null;
  private readonly assigner: BucketAssigner | null;
  private readonly open$ = new Map<string, PartFile>();
  private readonly buckets = new Map<string, Bucket>();
  private rolled: PartFile[] = [];
  private readonly pendingCommit = new Map<number, PartFile[]>();
  /** The highest counter of all buckets: where a StreamingFileSink's new bucket begins. */
  private counted = 0;
  private root: ReturnType<typeof locate> | null = null;
  private withdraw: (() => void) | null = null;
  constructor(
    runtime: TaskRuntime,
    chained: ChainedOperator,
    private readonly connector: Extract<SinkConnector, { kind: 'files' }>,
    private readonly fileSystems: FileSystems,
  ) {
    super(runtime, chained);
    this.encode = connector.encode?.instantiate(runtime.jvm) ?? null;
    this.assigner = connector.buckets?.instantiate(runtime.jvm) ?? null;
  }
  override open(): void {
    this.root = locate(this.runtime.process, this.connector.path, this.fileSystems);
    const state = this.operatorState.listState({ kind: 'list', name: 'bucket-states' }, 'SPLIT_DISTRIBUTE');
    for (const saved of state.get() as { counter: number; open: PartFile[]; pending: PartFile[] }[]) {
      this.counted = Math.max(this.counted, saved.counter);
      for (const file of saved.pending) this.commit(file);
      for (const file of saved.open) this.resume(file);
    }
    this.planRolling();
  }
  /** What was written after the checkpoint is cut off. */
  private resume(file: PartFile): void {
    const { files } = this.root!;
    if (!files.exists(file.inProgress)) return;
    const text = files.readText(file.inProgress).slice(0, file.length);
    files.write(file.inProgress, text, { owner: this.runtime.process.spec.user });
    this.rolled.push({ ...file });
  }
  /** Buckets.onProcessingTime, each `bucketCheckInterval`. */
  private planRolling(): void {
    const { clock } = this.runtime;
    const { rolloverInterval, inactivityInterval, checkInterval } = this.connector.rolling;
    this.withdraw = clock.at(clock.now() + checkInterval, () => {
      const now = clock.now();
      for (const file of [...this.open$.values()])
        if (now - file.created >= rolloverInterval || now - file.written >= inactivityInterval) this.roll(file);
      this.planRolling();
    });
  }
  processElement(value: unknown, timestamp: number): void {
    this.recordsIn++;
    const text = this.encode ? stringOf(this.encode.map(value)) : `${stringOf(value)}\n`;
    const now = this.runtime.clock.now();
    const bucket = this.bucketOf(value, timestamp, now);
    let file = this.open$.get(bucket);
    if (file && file.length > this.connector.rolling.maxPartSize) {
      this.roll(file);
      file = undefined;
    }
    if (!file) {
      file = this.create(bucket, now);
      this.open$.set(bucket, file);
    }
    this.root!.files.append(file.inProgress, text);
    file.length += text.length;
    file.written = now;
  }
  /** DateTimeBucketAssigner is the default: `yyyy-MM-dd--HH` in the machine's time zone. */
  private bucketOf(value: unknown, timestamp: number, now: number): string {
    if (!this.assigner) return dateTimeBucket(now, this.runtime.platform.timezone);
    return this.assigner.getBucketId(value, {
      currentProcessingTime: () => now,
      currentWatermark: () => toLong(this.currentWatermark),
      timestamp: () => (Number.isNaN(timestamp) ? null : timestamp),
    });
  }
  private uuid(): string {
    const hex = this.runtime.platform.world.random('part-files').hex(32);
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
  private create(id: string, now: number): PartFile {
    const { runtime, root, connector } = this;
    const directory = id === '' ? root!.path : `${root!.path}/${id}`;
    const owner = runtime.process.spec.user;
    root!.files.mkdir(directory, { recursive: true, owner });
    const isNumbered = connector.names === 'subtask';
    let bucket = this.buckets.get(id);
    if (!bucket) {
      bucket = { counter: isNumbered ? this.counted : 0, uuid: this.uuid() };
      this.buckets.set(id, bucket);
    }
    const who = isNumbered ? runtime.subtask : bucket.uuid;
    const part = `${connector.prefix}-${who}-${bucket.counter++}${connector.suffix}`;
    this.counted = Math.max(this.counted, bucket.counter);
    const inProgress = `${directory}/.${part}.inprogress.${this.uuid()}`;
    root!.files.write(inProgress, '', { owner });
    return { bucket: id, name: `${directory}/${part}`, inProgress, length: 0, created: now, written: now };
  }
  private roll(file: PartFile): void {
    this.open$.delete(file.bucket);
    this.rolled.push(file);
  }
  private commit(file: PartFile): void {
    const { files } = this.root!;
    if (files.exists(file.inProgress)) files.rename(file.inProgress, file.name);
  }
  override prepareSnapshot(checkpoint: number): void {
    const { onCheckpoint, maxPartSize } = this.connector.rolling;
    for (const file of [...this.open$.values()]) if (onCheckpoint || file.length > maxPartSize) this.roll(file);
    if (this.rolled.length > 0) this.pendingCommit.set(checkpoint, this.rolled);
    this.rolled = [];
    const pending = [...this.pendingCommit.values()].flat().map((file) => ({ ...file }));
    const open = [...this.open$.values()].map((file) => ({ ...file }));
    this.operatorState
      .listState({ kind: 'list', name: 'bucket-states' }, 'SPLIT_DISTRIBUTE')
      .update([{ counter: this.counted, open, pending }]);
  }
  /** In BATCH mode there are no checkpoints: everything is committed at the end. */
  override endInput(): void {
    if (!this.runtime.settings.batch) return;
    for (const file of [...this.rolled, ...this.open$.values()]) this.commit(file);
    this.rolled = [];
    this.open$.clear();
  }
  override notifyCheckpointComplete(checkpoint: number): void {
    for (const [id, files] of [...this.pendingCommit]) {
      if (id > checkpoint) continue;
      this.pendingCommit.delete(id);
      for (const file of files) this.commit(file);
    }
  }
  override dispose(): void {
    super.dispose();
    this.withdraw?.();
  }
}

/** DateTimeBucketAssigner: `yyyy-MM-dd--HH` in the machine's time zone. */
function dateTimeBucket(time: number, timezone: string): string {
  return new Date(time + zoneOffsetMs(timezone, time)).toISOString().slice(0, 13).replace('T', '--');
}
