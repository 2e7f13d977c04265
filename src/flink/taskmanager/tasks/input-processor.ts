import { drive, type Task } from '../../../simulation/task.ts';
import { couldNotSetKey } from '../java-errors.ts';
import { knownAt, NetworkBuffer, type NetworkEvent, recordAt } from '../network/buffer.ts';
import type { InputChannel, InputGate } from '../network/input-gate.ts';
import type { KnownKey } from '../network/known-keys.ts';
import type { StreamOperator } from '../operators/operator.ts';
import { StatusWatermarkValve } from '../time/status-watermark-valve.ts';
import { MAX_WATERMARK, MIN_WATERMARK } from '../time/timestamps.ts';
import type { SortedInputs } from './sorted-inputs.ts';
import type { TaskThread } from './thread.ts';

/** Small buffers are worked through together until so many records are. */
const RECORDS_PER_TURN = 32;

export interface InputListener {
  /** Records of a channel are about to run. */
  tookRecords(channel: InputChannel, buffer: NetworkBuffer): void;
  barrier(channel: InputChannel, barrier: Extract<NetworkEvent, { kind: 'barrier' }>): void;
  cancelBarrier(checkpoint: number): void;
  /** A channel sends nothing more. */
  endOfPartition(): void;
  /** The watermark of the head operator moved on. */
  watermark(watermark: number): void;
  /** All channels are read to their ends, and the head operator knows. */
  ended(): void;
}

/** The rest of a buffer whose records an operator interrupted by waiting. */
interface Remainder {
  readonly channel: InputChannel;
  readonly buffer: NetworkBuffer;
  record: number;
  mark: number;
}

/** Takes buffers from the gate and runs their elements through the head of the chain (StreamInputProcessor, one or two inputs). */
export class InputProcessor {
  /** Of the head operator; MIN_WATERMARK before the first. */
  watermark = MIN_WATERMARK;
  private readonly valves: readonly StatusWatermarkValve[];
  private remainder: Remainder | null = null;

  constructor(
    private readonly gate: InputGate,
    private readonly head: StreamOperator,
    /** Number of channels of each logical input. */
    inputs: readonly number[],
    /** In BATCH mode, where keyed inputs are sorted first. */
    private readonly sorted: SortedInputs | null,
    private readonly thread: TaskThread,
    private readonly listener: InputListener,
  ) {
    this.valves = inputs.map(
      (channels, input) =>
        new StatusWatermarkValve(channels, {
          watermark: (watermark) => this.onWatermark(input, watermark),
          status: (idle) => head.processStatus(idle),
        }),
    );
  }

  /** Goes on with what was interrupted; false when nothing was. */
  continue(): boolean {
    if (this.remainder === null) return false;
    this.run(this.remainder);
    return true;
  }

  /** Takes what waits, up to a buffer that makes the turn's records many; false when there is nothing. */
  takeNext(): boolean {
    const { thread } = this;
    let records = 0;
    for (let taken = false; ; taken = true) {
      const next = this.gate.poll();
      if (next === undefined) return taken;
      const { channel, buffer } = next;
      records += buffer.count;
      if (buffer.event !== null) this.takeEvent(channel, buffer.event);
      else {
        thread.buffersTaken++;
        this.listener.tookRecords(channel, buffer);
        this.run({ channel, buffer, record: 0, mark: 0 });
      }
      if (records > RECORDS_PER_TURN || thread.interrupted) return true;
    }
  }

  /** Takes a barrier that overtook the data of a channel. */
  takePriority(channel: InputChannel): void {
    const buffer = channel.pollPriority();
    if (buffer?.event) this.takeEvent(channel, buffer.event);
  }
  /** The part of a buffer that was taken but not yet run (RecordDeserializer.getUnconsumedBuffer). */
  unconsumed(): { readonly channel: InputChannel; readonly buffer: NetworkBuffer } | null {
    if (this.remainder === null) return null;
    const { channel, buffer, record, mark } = this.remainder;
    const { values, timestamps, marks } = buffer;
    return {
      channel,
      buffer: new NetworkBuffer(
        values.slice(record),
        timestamps?.slice(record) ?? null,
        marks?.slice(mark).map((element) => ({ ...element, at: element.at - record })) ?? null,
        buffer.bytes,
        false,
        null,
      ),
    };
  }

  private takeEvent(channel: InputChannel, event: NetworkEvent): void {
    switch (event.kind) {
      case 'barrier':
        this.listener.barrier(channel, event);
        return;
      case 'cancelBarrier':
        this.listener.cancelBarrier(event.checkpoint);
        return;
      case 'endOfPartition':
        this.gate.end(channel);
        this.listener.endOfPartition();
        this.endOfPartition(channel);
    }
  }

  // ---- records -------------------------------------------------------------------------------------------------------

  private run(part: Remainder): void {
    const { channel, buffer } = part;
    const { marks, count } = buffer;
    this.remainder = null;
    if (this.sorted?.sorts(channel.input)) {
      const { values, timestamps } = buffer;
      for (let i = 0; i < values.length; i++) this.sorted.add(channel.input, values[i], timestamps?.[i] ?? Number.NaN);
      channel.recycle(buffer);
      return;
    }
    let { record, mark } = part;
    for (;;) {
      const until = marks !== null && mark < marks.length ? marks[mark]!.at : count;
      if (record < until) record = this.runRecords(channel.input, buffer, record, until);
      if (record === until) {
        if (marks === null || mark >= marks.length) break;
        if (this.thread.blocked === 0) {
          const element = marks[mark++]!;
          const valve = this.valves[channel.input]!;
          if (element.kind === 'watermark') valve.inputWatermark(channel.valveIndex, element.watermark);
          else valve.inputStatus(channel.valveIndex, element.idle);
        }
      }
      if (this.thread.blocked > 0) {
        this.remainder = { channel, buffer, record, mark };
        return;
      }
    }
    channel.recycle(buffer);
    buffer.clear();
  }
  /** Runs records `from` to `to` until an operator waits; answers the index of the first that did not run. */
  private runRecords(input: number, buffer: NetworkBuffer, from: number, to: number): number {
    const { head, thread } = this;
    const { slots, keySlot, keysKnown, width, timestamps } = buffer;
    if (input === 0 && timestamps === null) {
      if (keySlot < 0) return this.runPlain(buffer, from, to);
      if (keysKnown) return this.runKnown(buffer, from, to);
    }
    let i = from;
    while (i < to) {
      const at = i * width;
      const known = knownAt(slots, at, keySlot);
      if (known !== null) head.known = known;
      const value = recordAt(slots, at, buffer, known);
      const timestamp = timestamps === null ? Number.NaN : timestamps[i]!;
      if (input === 0) head.processElement(value, timestamp);
      else if (input === 1) head.processElement2(value, timestamp);
      else head.processBroadcast(inputNumber(input), value);
      i++;
      if (thread.blocked !== 0) break;
    }
    return i;
  }
  // The commonest buffers have loops of their own: a record costs little more than the call of the operator.
  private runPlain({ slots, layout, width }: NetworkBuffer, from: number, to: number): number {
    const { head, thread } = this;
    let i = from;
    let at = from * width;
    while (i < to) {
      head.processElement(layout === null ? slots[at] : layout.read(slots, at, -1, null), Number.NaN);
      i++;
      at += width;
      if (thread.blocked !== 0) break;
    }
    return i;
  }
  private runKnown({ slots, layout, keySlot, width }: NetworkBuffer, from: number, to: number): number {
    const { head, thread } = this;
    let i = from;
    let at = from * width;
    while (i < to) {
      const known = slots[at + keySlot] as KnownKey;
      head.known = known;
      head.processElement(layout === null ? known.key : layout.read(slots, at, keySlot, known.key), Number.NaN);
      i++;
      at += width;
      if (thread.blocked !== 0) break;
    }
    return i;
  }
  private process(input: number, value: unknown, timestamp: number): void {
    if (input === 1) this.head.processElement2(value, timestamp);
    else this.head.processElement(value, timestamp);
  }

  // ---- watermarks and ends -------------------------------------------------------------------------------------------

  private onWatermark(input: number, watermark: number): void {
    const { head } = this;
    if (this.valves.length === 1) head.processWatermark(watermark);
    else head.processWatermarkOf(inputNumber(input), watermark);
    if (head.currentWatermark > this.watermark) {
      this.watermark = head.currentWatermark;
      this.listener.watermark(this.watermark);
    }
  }

  private endOfPartition(channel: InputChannel): void {
    const { gate, thread } = this;
    if (this.sorted) {
      if (gate.openChannels === 0) thread.occupy(this.runSorted(this.sorted), () => this.listener.ended());
      return;
    }
    if (gate.openOf(channel.input) > 0) return;
    thread.occupy(drive(this.head.endInput(inputNumber(channel.input))), () => {
      if (gate.openChannels === 0) this.listener.ended();
    });
  }

  /** In BATCH mode: the keyed input in order, key by key; then what ends any input. */
  private *runSorted(sorted: SortedInputs): Task {
    const { head, thread } = this;
    let keys = 0;
    for (const records of sorted.takeKeys()) {
      if (keys++ > 0) {
        // The next key's first record is what tells that a key is done.
        try {
          head.finishKey();
        } catch (error) {
          throw couldNotSetKey(error);
        }
        if (thread.blocked > 1) yield* thread.unblocked();
      }
      for (const { input, value, timestamp } of records) {
        this.process(input, value, timestamp);
        if (thread.blocked > 1) yield* thread.unblocked();
      }
    }
    if (keys > 0) head.finishKey();
    if (thread.blocked > 1) yield* thread.unblocked();
    for (let input = 0; input < this.valves.length; input++) {
      this.onWatermark(input, MAX_WATERMARK);
      if (thread.blocked > 1) yield* thread.unblocked();
      yield* drive(head.endInput(inputNumber(input)));
    }
  }
}

/** Inputs are counted from 0 in the network, from 1 by operators. */
const inputNumber = (input: number): number => input + 1;
