import type { Platform, Process } from '../../../platform/types.ts';
import type { Task } from '../../../simulation/task.ts';
import type { ExecutionState, Fact, SubtaskRef } from '../../../trace/facts.ts';
import type { JvmRef } from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import { copy, size } from '../../api/values.ts';
import type { CheckpointOptions, OperatorSubtaskState } from '../../rpc/gateways.ts';
import { SNAPSHOT_ASYNC, SNAPSHOT_SYNC, STATE_BYTES_PER_MS } from '../costs.ts';
import { toJavaError } from '../java-errors.ts';
import { NetworkBuffer, type NetworkEvent } from '../network/buffer.ts';
import type { InputChannel, InputGate } from '../network/input-gate.ts';
import { drive } from '../operators/operator.ts';
import type { SourceOperator } from '../operators/source.ts';
import { MAX_WATERMARK } from '../time/timestamps.ts';
import { BarrierHandler } from './barriers.ts';
import type { Chain, ChannelState } from './chain.ts';
import type { TaskEnvironment } from './environment.ts';
import type { TaskThread } from './thread.ts';

/** The task whose checkpoints these are. */
export interface CheckpointedTask {
  readonly platform: Platform;
  readonly process: Process;
  readonly jvm: JvmRef;
  readonly ref: SubtaskRef;
  /** As exceptions name it: `Sum (2/4)#0`. */
  readonly fullName: string;
  readonly environment: TaskEnvironment;
  readonly state: ExecutionState;
  readonly isTerminal: boolean;
  /** All input is read. */
  readonly ending: boolean;
  readonly source: SourceOperator | null;
  emit(fact: Fact): void;
  /** A stop with savepoint is complete: the source ends. */
  stopSource(): void;
}

/** In-flight data that an unaligned checkpoint collects from the task's channels. */
interface Inflight {
  readonly checkpoint: number;
  readonly records: Map<InputChannel, NetworkBuffer[]>;
  ready: (() => void) | null;
  complete: boolean;
}

/** The checkpoints of one subtask (SubtaskCheckpointCoordinatorImpl): barriers in, snapshot, barriers out, acknowledgement. */
export class SubtaskCheckpoints {
  lastAlignmentMs = 0;
  private readonly barriers: BarrierHandler;
  private syncSavepoint: { readonly checkpoint: number; readonly release: () => void } | null = null;
  private inflight: Inflight | null = null;

  constructor(
    private readonly task: CheckpointedTask,
    private readonly chain: Chain,
    private readonly gate: InputGate,
    private readonly thread: TaskThread,
  ) {
    this.barriers = new BarrierHandler(gate, {
      now: () => task.platform.world.now,
      block: (channel) => {
        channel.blocked = true;
      },
      unblockAll: () => {
        for (const channel of gate.channels) gate.unblock(channel);
        thread.wake();
      },
      trigger: ({ checkpoint, timestamp, options }, alignmentMs) =>
        this.perform(checkpoint, timestamp, options, alignmentMs),
      inflightComplete: (checkpoint) => this.completeInflight(checkpoint),
      abort: (checkpoint, reason) => {
        task.environment.decline(checkpoint, reason);
        this.broadcast({ kind: 'cancelBarrier', checkpoint }, false);
      },
      alignment: (checkpoint, phase, arrived, expected) =>
        task.emit({ kind: 'alignment', ...task.ref, checkpoint, phase, arrived, expected }),
    });
  }

  // ---- what comes from the coordinator -------------------------------------------------------------------------------

  /** To source tasks. */
  trigger(checkpoint: number, timestamp: number, options: CheckpointOptions): void {
    const { task } = this;
    this.thread.mail(() => {
      if (task.ending) {
        task.environment.decline(checkpoint, 'CHECKPOINT_DECLINED_TASK_CLOSING');
        return;
      }
      this.perform(checkpoint, timestamp, options, 0);
    });
  }
  notifyComplete(checkpoint: number): void {
    const { task, thread } = this;
    const notify = (): void =>
      thread.occupy(this.completing(checkpoint), () => {
        if (this.syncSavepoint?.checkpoint !== checkpoint) return;
        this.syncSavepoint.release();
        if (task.source) task.stopSource();
      });
    if (this.syncSavepoint?.checkpoint === checkpoint) notify();
    else thread.mail(notify);
  }
  private *completing(checkpoint: number): Task {
    for (const operator of this.chain.operators) yield* drive(operator.notifyCheckpointComplete(checkpoint));
  }
  abort(checkpoint: number): void {
    this.thread.mail(() => {
      this.barriers.onAborted(checkpoint);
      for (const operator of this.chain.operators) operator.notifyCheckpointAborted(checkpoint);
      if (this.task.source) this.broadcast({ kind: 'cancelBarrier', checkpoint }, false);
    });
    if (this.syncSavepoint?.checkpoint === checkpoint) this.syncSavepoint.release();
  }

  // ---- what comes over the channels ----------------------------------------------------------------------------------

  onRecords(channel: InputChannel, buffer: NetworkBuffer): void {
    if (this.barriers.records(channel)) this.recordInflight(channel, buffer);
  }
  onBarrier(channel: InputChannel, barrier: Extract<NetworkEvent, { kind: 'barrier' }>): void {
    // What the barrier overtook in this channel belongs to the checkpoint too.
    if (barrier.options.unaligned && this.inflight?.checkpoint === barrier.checkpoint) this.recordOvertaken(channel);
    this.barriers.onBarrier(channel, barrier);
  }
  onCancelBarrier(checkpoint: number): void {
    this.barriers.onCancelBarrier(checkpoint);
  }
  onEndOfPartition(): void {
    this.barriers.onEndOfPartition();
  }

  // ---- a checkpoint --------------------------------------------------------------------------------------------------

  private broadcast(event: NetworkEvent, overtake: boolean): void {
    for (const partition of this.chain.partitions) partition.broadcastEvent(event, overtake);
  }

  private perform(checkpoint: number, timestamp: number, options: CheckpointOptions, alignmentMs: number): void {
    const { task, gate, thread } = this;
    const { world } = task.platform;
    this.lastAlignmentMs = alignmentMs;
    const startDelayMs = Math.max(0, task.jvm.currentTimeMillis() - timestamp);
    if (options.unaligned) {
      this.inflight = { checkpoint, records: new Map(), ready: null, complete: gate.channels.length === 0 };
      for (const channel of gate.channels) this.recordOvertaken(channel);
    }
    if (task.source && options.type === 'SAVEPOINT_TERMINATE') task.source.all.watermark(MAX_WATERMARK);
    const own = this.inflight?.checkpoint === checkpoint ? this.inflight : null;
    const channels = options.unaligned ? this.chain.outputInflight() : [];
    this.broadcast({ kind: 'barrier', checkpoint, timestamp, options }, options.unaligned);
    const began = world.now;
    const synchronous = options.type === 'SAVEPOINT_SUSPEND' || options.type === 'SAVEPOINT_TERMINATE';
    thread.occupy(this.snapshot(checkpoint, timestamp), (states) => {
      const syncMs = world.now - began;
      let bytes = 0;
      for (const state of Object.values(states)) bytes += state.size;
      const acknowledge = (asyncMs: number): void => {
        const head = this.chain.chained[0]!.id;
        const inflight = [...channels, ...this.inputInflight(own)];
        const withChannels =
          inflight.length > 0 ? { ...states, [head]: { ...states[head]!, channels: inflight } } : states;
        const persistedBytes = inflight.reduce(
          (sum, { values }) => sum + values.reduce<number>((s, v) => s + size(v), 0),
          0,
        );
        task.environment.acknowledge(
          checkpoint,
          { alignmentMs, syncMs, asyncMs, startDelayMs, processedBytes: 0, persistedBytes },
          withChannels,
        );
      };
      const asyncMs = SNAPSHOT_ASYNC + bytes / STATE_BYTES_PER_MS;
      task.process.schedule(asyncMs, () => {
        if (task.isTerminal && task.state !== 'FINISHED') return;
        if (own && !own.complete) own.ready = () => acknowledge(world.now - began - syncMs);
        else acknowledge(asyncMs);
      });
      if (synchronous) this.awaitSavepoint(checkpoint);
    });
  }
  private *snapshot(checkpoint: number, timestamp: number): Task<Record<string, OperatorSubtaskState>> {
    const { operators, chained } = this.chain;
    const states: Record<string, OperatorSubtaskState> = {};
    for (const [i, operator] of operators.entries()) {
      try {
        yield* drive(operator.prepareSnapshot(checkpoint, timestamp));
      } catch (error) {
        throw new JavaError(
          'java.lang.Exception',
          `Could not perform checkpoint ${checkpoint} for operator ${this.task.fullName}.`,
          ['org.apache.flink.streaming.runtime.tasks.StreamTask.triggerCheckpointOnBarrier(StreamTask.java:1000)'],
          toJavaError(error),
        );
      }
      states[chained[i]!.id] = operator.snapshot();
    }
    yield this.thread.pause(SNAPSHOT_SYNC);
    return states;
  }
  /** A stop with savepoint: the task does nothing more until the savepoint is complete. */
  private awaitSavepoint(checkpoint: number): void {
    const { thread } = this;
    thread.blocked++;
    this.syncSavepoint = {
      checkpoint,
      release: () => {
        this.syncSavepoint = null;
        thread.blocked--;
        if (thread.blocked === 0) thread.resume();
      },
    };
  }

  // ---- in-flight data of unaligned checkpoints -----------------------------------------------------------------------

  private recordOvertaken(channel: InputChannel): void {
    for (const buffer of channel.inflight()) this.recordInflight(channel, buffer);
  }
  private recordInflight(channel: InputChannel, buffer: NetworkBuffer): void {
    const { timestamps, marks, bytes } = buffer;
    const kept = new NetworkBuffer(buffer.values.map(copy), timestamps, marks, bytes, false, null);
    const known = this.inflight?.records.get(channel);
    if (known) known.push(kept);
    else this.inflight?.records.set(channel, [kept]);
  }
  private completeInflight(checkpoint: number): void {
    if (this.inflight?.checkpoint !== checkpoint) return;
    this.inflight.complete = true;
    this.inflight.ready?.();
  }
  private inputInflight(inflight: Inflight | null): ChannelState[] {
    if (inflight === null) return [];
    if (this.inflight === inflight) this.inflight = null;
    return [...inflight.records].flatMap(([channel, buffers]) =>
      buffers.map((buffer) => this.chain.channelState(channel, buffer)),
    );
  }
}
