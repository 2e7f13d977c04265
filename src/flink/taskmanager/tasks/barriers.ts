import { asUnaligned, isTimeoutable } from '../../rpc/checkpoint-options.ts';
import type { NetworkEvent } from '../network/buffer.ts';
import type { InputChannel } from '../network/input-gate.ts';

type Barrier = Extract<NetworkEvent, { kind: 'barrier' }>;

export interface BarrierTarget {
  now(): number;
  /** Runs `run` in the task's thread after `ms`. */
  after(ms: number, run: () => void): { cancel(): void };
  block(channel: InputChannel): void;
  unblockAll(): void;
  /** Lets the barrier that waits in a channel overtake the data before it. */
  prioritize(channel: InputChannel, checkpoint: number): void;
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
 * Barriers of a task's channels: SingleCheckpointBarrierHandler (exactly once: aligned, unaligned, or aligned until a time-out) and
 * CheckpointBarrierTracker (at least once, which blocks no channel).
 */
export class BarrierHandler {
  private current = -1;
  private pending = false;
  private arrived = new Set<InputChannel>();
  /** Channels in which a barrier waits behind data. */
  private announced = new Set<InputChannel>();
  private startedAt = 0;
  private unaligned = false;
  private triggered = false;
  private timer: { cancel(): void } | null = null;
  private readonly tracked = new Map<number, { arrived: Set<InputChannel>; startedAt: number }>();

  constructor(
    private readonly channels: { readonly openChannels: number },
    private readonly target: BarrierTarget,
  ) {}

  private get expected(): number {
    return this.channels.openChannels;
  }
  /** True while this channel's data belongs to the in-flight state of an unaligned checkpoint. */
  records(channel: InputChannel): boolean {
    return this.pending && this.triggered && !this.arrived.has(channel);
  }

  /** EventAnnouncement: a barrier that may become unaligned is in a channel, behind data. */
  onAnnouncement(channel: InputChannel, barrier: Barrier): void {
    if (!this.begin(barrier) || this.arrived.has(channel)) return;
    if (this.unaligned) this.target.prioritize(channel, barrier.checkpoint);
    else this.announced.add(channel);
  }

  onBarrier(channel: InputChannel, barrier: Barrier): void {
    const { alignment } = barrier.options;
    if (alignment === 'AT_LEAST_ONCE') {
      this.track(channel, barrier);
      return;
    }
    if (!this.begin(barrier)) return;
    const { target } = this;
    if (this.arrived.size === 0 && this.expected > 1) target.alignment(barrier.checkpoint, 'started', 0, this.expected);
    this.arrived.add(channel);
    this.announced.delete(channel);
    if (alignment !== 'UNALIGNED') target.block(channel);
    if (alignment === 'UNALIGNED' || (this.isLate(barrier) && this.arrived.size < this.expected)) {
      this.becomeUnaligned(barrier);
    } else if (this.unaligned) this.overtake(barrier);
    if (this.arrived.size === this.expected) this.complete(barrier);
  }

  /** False for a barrier of a checkpoint that is over. */
  private begin(barrier: Barrier): boolean {
    const { checkpoint, options } = barrier;
    if (checkpoint < this.current || (checkpoint === this.current && !this.pending)) return false;
    if (checkpoint === this.current) return true;
    if (this.pending) this.cancel('CHECKPOINT_DECLINED_SUBSUMED');
    this.current = checkpoint;
    this.pending = true;
    this.arrived = new Set();
    this.announced = new Set();
    this.startedAt = this.target.now();
    this.unaligned = false;
    this.triggered = false;
    if (isTimeoutable(options)) {
      this.timer = this.target.after(options.alignmentTimeout!, () => {
        if (this.pending && this.current === checkpoint) this.becomeUnaligned(barrier);
      });
    }
    return true;
  }
  private isLate({ options }: Barrier): boolean {
    return isTimeoutable(options) && this.target.now() - this.startedAt > options.alignmentTimeout!;
  }
  /** BarrierHandlerState.alignmentTimeout: barriers that wait behind data overtake it, and the checkpoint need not wait for the others. */
  private becomeUnaligned(barrier: Barrier): void {
    this.unaligned = true;
    for (const channel of this.announced) this.target.prioritize(channel, barrier.checkpoint);
    this.announced.clear();
    if (this.arrived.size > 0) this.overtake(barrier);
  }
  private overtake(barrier: Barrier): void {
    if (this.triggered) return;
    this.triggered = true;
    this.target.trigger({ ...barrier, options: asUnaligned(barrier.options) }, this.target.now() - this.startedAt);
  }

  private complete(barrier: Barrier): void {
    const { target, expected } = this;
    const alignmentMs = target.now() - this.startedAt;
    if (expected > 1) target.alignment(barrier.checkpoint, 'ended', expected, expected);
    this.end();
    if (this.unaligned) target.inflightComplete(barrier.checkpoint, alignmentMs);
    else target.trigger(barrier, alignmentMs);
  }
  private end(): void {
    this.pending = false;
    this.timer?.cancel();
    this.timer = null;
    this.target.unblockAll();
  }

  private track(channel: InputChannel, barrier: Barrier): void {
    const { checkpoint } = barrier;
    if (checkpoint <= this.current) return;
    let entry = this.tracked.get(checkpoint);
    if (!entry) {
      entry = { arrived: new Set(), startedAt: this.target.now() };
      this.tracked.set(checkpoint, entry);
      if (this.tracked.size > MAX_TRACKED) this.tracked.delete(Math.min(...this.tracked.keys()));
    }
    entry.arrived.add(channel);
    if (entry.arrived.size < this.expected) return;
    for (const id of [...this.tracked.keys()]) if (id <= checkpoint) this.tracked.delete(id);
    this.current = checkpoint;
    this.target.trigger(barrier, this.target.now() - entry.startedAt);
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
    if (this.pending && checkpoint === this.current) this.end();
  }

  private cancel(reason: string): void {
    this.end();
    this.target.abort(this.current, reason);
  }
}
