import type { Platform, Process } from '../../../platform/types.ts';
import { drive, type Task } from '../../../simulation/task.ts';
import type { ExecutionState, Fact, SubtaskRef } from '../../../trace/facts.ts';
import type { JvmRef } from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import { size } from '../../api/values.ts';
import {
  type CheckpointOptions,
  withUnalignedSupported,
  withUnalignedUnsupported,
} from '../../rpc/checkpoint-options.ts';
import type { ChannelStateHandle, InflightBuffer, OperatorSubtaskState } from '../../rpc/gateways.ts';
import { SNAPSHOT_ASYNC, SNAPSHOT_SYNC, STATE_BYTES_PER_MS } from '../costs.ts';
import { toJavaError } from '../java-errors.ts';
import type { NetworkBuffer, NetworkEvent } from '../network/buffer.ts';
import type { InputChannel, InputGate } from '../network/input-gate.ts';

import type { SourceOperator } from '../operators/source.ts';
import { MAX_WATERMARK } from '../time/timestamps.ts';
import { BarrierHandler } from './barriers.ts';
import type { Chain } from './chain.ts';
import { captured, captureInputs, captureOutputs } from './channel-state.ts';
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
  /** What was taken from a channel and not yet run. */
  unconsumed(): { readonly channel: InputChannel; readonly buffer: NetworkBuffer } | null;
  /** A stop with savepoint is complete: the source ends. */
  stopSource(): void;
}

/** In-flight data that an unaligned checkpoint collects from the task's channels. */
interface Inflight {
  readonly checkpoint: number;
  readonly records: Map<InputChannel, InflightBuffer[]>;
  ready: (() => void) | null;
  complete: boolean;
}

const SUBTASK_COORDINATOR = 'org.apache.flink.streaming.runtime.tasks.SubtaskCheckpointCoordinatorImpl';

/** What a task fails with that cannot take its snapshot; a source is told by the JobManager, others by barriers. */
function couldNotPerform(checkpoint: number, { fullName, source }: CheckpointedTask, cause: JavaError): JavaError {
  return new JavaError(
    source ? 'java.lang.Exception' : 'java.io.IOException',
    `Could not perform checkpoint ${checkpoint} for operator ${fullName}.`,
    [
      source
        ? 'org.apache.flink.streaming.runtime.tasks.StreamTask.triggerCheckpointAsyncInMailbox(StreamTask.java:1006)'
        : 'org.apache.flink.streaming.runtime.tasks.StreamTask.triggerCheckpointOnBarrier(StreamTask.java:1042)',
    ],
    cause,
  );
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
      after: (ms, run) => task.process.schedule(ms, () => thread.mail(run)),
      prioritize: (channel, checkpoint) => channel.prioritize(checkpoint),
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
        this.broadcastCancel(checkpoint);
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
      if (this.task.source) this.broadcastCancel(checkpoint);
    });
    if (this.syncSavepoint?.checkpoint === checkpoint) this.syncSavepoint.release();
  }

  // ---- what comes over the channels ----------------------------------------------------------------------------------

  onRecords(channel: InputChannel, buffer: NetworkBuffer): void {
    if (this.barriers.records(channel)) this.recordInflight(channel, buffer);
  }
  onBarrier(channel: InputChannel, barrier: Extract<NetworkEvent, { kind: 'barrier' }>): void {
    // What the barrier overtook in this channel belongs to the checkpoint too.
    if (this.inflight?.checkpoint === barrier.checkpoint) this.recordOvertaken(channel);
    this.barriers.onBarrier(channel, barrier);
  }
  onAnnouncement(channel: InputChannel, barrier: Extract<NetworkEvent, { kind: 'barrier' }>): void {
    this.thread.mail(() => this.barriers.onAnnouncement(channel, barrier));
  }
  onCancelBarrier(checkpoint: number): void {
    this.barriers.onCancelBarrier(checkpoint);
  }
  onEndOfPartition(): void {
    this.barriers.onEndOfPartition();
  }

  // ---- a checkpoint --------------------------------------------------------------------------------------------------

  private broadcastCancel(checkpoint: number): void {
    for (const partition of this.chain.partitions)
      partition.broadcastEvent({ kind: 'cancelBarrier', checkpoint }, false);
  }
  private broadcastBarrier(checkpoint: number, timestamp: number, wanted: CheckpointOptions): void {
    for (const { partition, supportsUnaligned } of this.chain.outputs) {
      const options = supportsUnaligned ? wanted : withUnalignedUnsupported(wanted);
      partition.broadcastEvent({ kind: 'barrier', checkpoint, timestamp, options }, options.alignment === 'UNALIGNED');
    }
  }

  private perform(checkpoint: number, timestamp: number, wanted: CheckpointOptions, alignmentMs: number): void {
    const { task, gate, thread } = this;
    const { world } = task.platform;
    const options = withUnalignedSupported(wanted);
    const unaligned = options.alignment === 'UNALIGNED';
    this.lastAlignmentMs = alignmentMs;
    const startDelayMs = Math.max(0, task.jvm.currentTimeMillis() - timestamp);
    if (unaligned) {
      // A checkpoint that was forced to align has all its barriers.
      const complete = gate.channels.length === 0 || options !== wanted;
      this.inflight = { checkpoint, records: new Map(), ready: null, complete };
      const rest = task.unconsumed();
      if (rest) this.recordInflight(rest.channel, rest.buffer);
      for (const channel of gate.channels) this.recordOvertaken(channel);
    }
    if (task.source && options.type === 'SAVEPOINT_TERMINATE') task.source.all.watermark(MAX_WATERMARK);
    const own = this.inflight?.checkpoint === checkpoint ? this.inflight : null;
    const outputs = unaligned ? captureOutputs(this.chain.outputs, task.ref.subtask) : [];
    this.broadcastBarrier(checkpoint, timestamp, options);
    const began = world.now;
    const synchronous = options.type === 'SAVEPOINT_SUSPEND' || options.type === 'SAVEPOINT_TERMINATE';
    thread.occupy(this.snapshot(checkpoint, timestamp), (states) => {
      const syncMs = world.now - began;
      let bytes = 0;
      for (const state of Object.values(states)) bytes += state.size;
      const acknowledge = (asyncMs: number): void => {
        const inputs = this.takeInflight(own);
        const persistedBytes = [...inputs, ...outputs].reduce((sum, handle) => sum + bytesOf(handle), 0);
        task.environment.acknowledge(
          checkpoint,
          { alignmentMs, syncMs, asyncMs, startDelayMs, processedBytes: 0, persistedBytes },
          this.withChannelState(states, inputs, outputs),
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
        const declined = new JavaError(
          'org.apache.flink.runtime.checkpoint.CheckpointException',
          `Could not complete snapshot ${checkpoint} for operator ${this.task.fullName}. Failure reason: Checkpoint was declined.`,
          [
            'org.apache.flink.streaming.api.operators.StreamOperatorStateHandler.snapshotState(StreamOperatorStateHandler.java:264)',
          ],
          toJavaError(error),
        );
        if (!this.task.isTerminal && this.task.state !== 'CANCELING')
          this.task.environment.log('INFO', SUBTASK_COORDINATOR, declined.detail!, declined);
        throw couldNotPerform(checkpoint, this.task, declined);
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
    const known = this.inflight?.records.get(channel);
    if (known) known.push(captured(buffer));
    else this.inflight?.records.set(channel, [captured(buffer)]);
  }
  private completeInflight(checkpoint: number): void {
    if (this.inflight?.checkpoint !== checkpoint) return;
    this.inflight.complete = true;
    this.inflight.ready?.();
  }
  private takeInflight(inflight: Inflight | null): ChannelStateHandle[] {
    if (inflight === null) return [];
    if (this.inflight === inflight) this.inflight = null;
    return captureInputs(inflight.records, this.task.ref.subtask);
  }
  private withChannelState(
    states: Record<string, OperatorSubtaskState>,
    inputChannels: readonly ChannelStateHandle[],
    resultSubpartitions: readonly ChannelStateHandle[],
  ): Record<string, OperatorSubtaskState> {
    const { chained } = this.chain;
    const result = { ...states };
    const head = chained[0]!.id;
    if (inputChannels.length > 0) result[head] = { ...result[head]!, inputChannels };
    const tail = chained.at(-1)!.id;
    if (resultSubpartitions.length > 0) result[tail] = { ...result[tail]!, resultSubpartitions };
    return result;
  }
}

function bytesOf({ buffers }: ChannelStateHandle): number {
  let bytes = 0;
  for (const { values } of buffers) for (const value of values) bytes += size(value);
  return bytes;
}
