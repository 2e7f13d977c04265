import type { NetworkEvent } from '../network/buffer.ts';
import type { InputChannel } from '../network/input-gate.ts';

type Barrier = Extract<NetworkEvent, { kind: 'barrier' }>;

export interface BarrierTarget {
  now(): number;
  block(channel: InputChannel): void;
  unblockAll(): void;
  /** All barriers (unaligned: the first) are here: take the checkpoint. */
  trigger(barrier: Barrier, alignmentMs: number): void;
  /** Unaligned: the last barrier is here, the in-flight data is complete. */
  inflightComplete(checkpoint: number, alignmentMs: number): void;
  abort(checkpoint: number, reason: string): void;
  alignment(checkpoint: number, phase: 'started' | 'ended', arrived: number, expected: number): void;
}

/** At most so many checkpoints are tracked at once (CheckpointBarrierTracker.MAX_CHECKPOINTS_TO_TRACK). */
const MAX_TRACKED = 50;

/**
 * Barriers of a task's channels: SingleCheckpointBarrierHandler (exactly once, aligned or unaligned) and CheckpointBarrierTracker (at
 * least once, which blocks no channel).
 */
export class BarrierHandler {
  private current = -1;
  private pending = false;
  private arrived = new Set<InputChannel>();
  private startedAt = 0;
  private unaligned = false;
  private readonly tracked = new Map<number, { arrived: Set<InputChannel>; startedAt: number; aborted: boolean }>();

  constructor(
    private readonly channels: { readonly openChannels: number },
    private readonly target: BarrierTarget,
  ) {}

  private get expected(): number {
    return this.channels.openChannels;
  }
  /** True while this channel's data belongs to the in-flight state of an unaligned checkpoint. */
  records(channel: InputChannel): boolean {
    return this.pending && this.unaligned && !this.arrived.has(channel);
  }
  get pendingCheckpoint(): number {
    return this.pending ? this.current : -1;
  }

  onBarrier(channel: InputChannel, barrier: Barrier): void {
    if (!barrier.options.exactlyOnce) {
      this.track(channel, barrier);
      return;
    }
    const { target } = this;
    const { checkpoint } = barrier;
    if (checkpoint < this.current || (checkpoint === this.current && !this.pending)) return;
    if (checkpoint > this.current) {
      if (this.pending) this.cancel('CHECKPOINT_DECLINED_SUBSUMED');
      this.current = checkpoint;
      this.pending = true;
      this.arrived = new Set();
      this.startedAt = target.now();
      this.unaligned = barrier.options.unaligned;
      if (this.expected > 1) target.alignment(checkpoint, 'started', 0, this.expected);
      if (this.unaligned) {
        this.arrived.add(channel);
        target.trigger(barrier, 0);
        this.complete(barrier);
        return;
      }
    }
    this.arrived.add(channel);
    if (!this.unaligned) target.block(channel);
    this.complete(barrier);
  }

  private complete(barrier: Barrier): void {
    const { target, expected } = this;
    if (this.arrived.size < expected) return;
    this.pending = false;
    const alignmentMs = target.now() - this.startedAt;
    if (expected > 1) target.alignment(barrier.checkpoint, 'ended', expected, expected);
    target.unblockAll();
    if (this.unaligned) target.inflightComplete(barrier.checkpoint, alignmentMs);
    else target.trigger(barrier, alignmentMs);
  }

  private track(channel: InputChannel, barrier: Barrier): void {
    const { checkpoint } = barrier;
    if (checkpoint <= this.current) return;
    let entry = this.tracked.get(checkpoint);
    if (!entry) {
      entry = { arrived: new Set(), startedAt: this.target.now(), aborted: false };
      this.tracked.set(checkpoint, entry);
      if (this.tracked.size > MAX_TRACKED) this.tracked.delete(Math.min(...this.tracked.keys()));
    }
    entry.arrived.add(channel);
    if (entry.arrived.size < this.expected) return;
    for (const id of [...this.tracked.keys()]) if (id <= checkpoint) this.tracked.delete(id);
    this.current = checkpoint;
    if (!entry.aborted) this.target.trigger(barrier, this.target.now() - entry.startedAt);
  }

  onCancelBarrier(checkpoint: number): void {
    this.tracked.delete(checkpoint);
    if (checkpoint < this.current) return;
    if (this.pending && checkpoint === this.current) this.cancel('CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER');
    else {
      if (this.pending) this.cancel('CHECKPOINT_DECLINED_SUBSUMED');
      this.current = checkpoint;
      this.target.abort(checkpoint, 'CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER');
    }
  }
  /** Flink 1.13: an input that ends aborts what is being aligned. */
  onEndOfPartition(): void {
    if (this.pending) this.cancel('CHECKPOINT_DECLINED_INPUT_END_OF_STREAM');
    for (const checkpoint of [...this.tracked.keys()]) {
      this.tracked.delete(checkpoint);
      this.target.abort(checkpoint, 'CHECKPOINT_DECLINED_INPUT_END_OF_STREAM');
    }
  }
  /** The coordinator gave the checkpoint up. */
  onAborted(checkpoint: number): void {
    this.tracked.delete(checkpoint);
    if (!this.pending || checkpoint !== this.current) return;
    this.pending = false;
    this.target.unblockAll();
  }

  private cancel(reason: string): void {
    this.pending = false;
    this.target.unblockAll();
    this.target.abort(this.current, reason);
  }
}
