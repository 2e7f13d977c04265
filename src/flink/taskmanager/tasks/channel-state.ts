import { copy } from '../../api/values.ts';
import type {
  ChannelStateHandle,
  ConnectionRescaling,
  InflightBuffer,
  InflightRescaling,
  StreamMark,
} from '../../rpc/gateways.ts';
import { NetworkBuffer } from '../network/buffer.ts';
import type { InputChannel, InputGate } from '../network/input-gate.ts';
import type { Subpartition } from '../network/result-partition.ts';
import type { Chain, OutputConnection } from './chain.ts';

/** In-flight data of an unaligned checkpoint (ChannelStateWriter and its reader, with the demultiplexing of rescaled channels). */

/** A copy of what is in a buffer: nothing that runs on changes it. */
export function captured({ values, timestamps, marks }: NetworkBuffer): InflightBuffer {
  return { values: values.map(copy), timestamps, marks };
}

/** What waits at the outputs of a task that unaligned barriers may overtake. */
export function captureOutputs(outputs: readonly OutputConnection[], subtask: number): ChannelStateHandle[] {
  return outputs.flatMap(({ partition, supportsUnaligned }, connection) =>
    supportsUnaligned
      ? partition.subpartitions.flatMap((subpartition) => {
          const buffers = subpartition.inflight().map(captured);
          return buffers.length > 0 ? [{ connection, subtask, channel: subpartition.consumer, buffers }] : [];
        })
      : [],
  );
}

export function captureInputs(
  recorded: ReadonlyMap<InputChannel, readonly InflightBuffer[]>,
  subtask: number,
): ChannelStateHandle[] {
  return [...recorded].map(([channel, buffers]) => ({
    connection: channel.reader.gateIndex,
    subtask,
    channel: channel.location.producer.subtask,
    buffers,
  }));
}

/** Puts restored in-flight data where it was, or where it belongs now: before what the task will read and write. */
export function restoreChannels(
  gate: InputGate,
  chain: Chain,
  inputs: readonly ChannelStateHandle[],
  outputs: readonly ChannelStateHandle[],
  rescaling: InflightRescaling | null,
): void {
  const channelOf = new Map(
    gate.channels.map((channel) => [`${channel.reader.gateIndex}/${channel.location.producer.subtask}`, channel]),
  );
  const demultiplexers = new Map<string, Demultiplexer>();
  const demultiplexer = (
    kind: string,
    connection: number,
    channel: number,
    how: ConnectionRescaling,
  ): Demultiplexer => {
    const key = `${kind}/${connection}/${channel}`;
    let known = demultiplexers.get(key);
    if (!known) {
      known = new Demultiplexer(how.oldSubtasks.length * how.oldChannels[channel]!.length);
      demultiplexers.set(key, known);
    }
    return known;
  };
  for (const { connection, subtask, channel, buffers } of inputs) {
    const how = rescaling?.inputs[connection] ?? null;
    for (const target of targets(how, channel)) {
      const to = channelOf.get(`${connection}/${target}`);
      if (!to) continue;
      const keep = how?.ambiguous ? chain.inputFilter(connection) : null;
      const view = how && demultiplexer('input', connection, target, how).channel(`${subtask}/${channel}`);
      gate.recover(
        to,
        buffers.map((buffer) => networkBuffer(view ? view.rewrite(buffer, keep) : buffer)),
      );
    }
  }
  for (const { connection, subtask, channel, buffers } of outputs) {
    const how = rescaling?.outputs[connection] ?? null;
    const output = chain.outputs[connection];
    for (const target of targets(how, channel)) {
      const subpartition = output?.partition.subpartitionOf(target);
      if (!output || !subpartition) continue;
      const keep = how?.ambiguous ? output.goesTo(target) : null;
      const view = how && demultiplexer('output', connection, target, how).channel(`${subtask}/${channel}`);
      for (const buffer of buffers) write(subpartition, view ? view.rewrite(buffer, keep) : buffer);
    }
  }
}

function targets(how: ConnectionRescaling | null, oldChannel: number): readonly number[] {
  if (how === null) return [oldChannel];
  return how.oldChannels.flatMap((old, channel) => (old.includes(oldChannel) ? [channel] : []));
}
function networkBuffer({ values, timestamps, marks }: InflightBuffer): NetworkBuffer {
  return new NetworkBuffer(values.map(copy), timestamps, marks, 0, false, null);
}
function write(subpartition: Subpartition, { values, timestamps, marks }: InflightBuffer): void {
  let mark = 0;
  for (let i = 0; i <= values.length; i++) {
    for (; marks !== null && mark < marks.length && marks[mark]!.at === i; mark++) {
      subpartition.addMark({ ...marks[mark]!, at: 0 });
    }
    if (i < values.length) subpartition.add(values[i], timestamps?.[i] ?? Number.NaN);
  }
}

/**
 * Several old channels that go on as one (DemultiplexingRecordDeserializer): its watermark is the least of theirs, and none is passed on
 * before each of them has one.
 */
class Demultiplexer {
  private readonly watermarks = new Map<string, number>();
  private readonly active = new Set<string>();
  constructor(private readonly channels: number) {}

  channel(name: string): {
    rewrite(buffer: InflightBuffer, keep: ((value: unknown) => boolean) | null): InflightBuffer;
  } {
    this.active.add(name);
    return {
      rewrite: ({ values, timestamps, marks }, keep) => {
        const kept = values.flatMap((value, i) => (keep === null || keep(value) ? [i] : []));
        const before = (at: number): number => kept.filter((i) => i < at).length;
        return {
          values: kept.map((i) => values[i]),
          timestamps: timestamps && kept.map((i) => timestamps[i]!),
          marks: marks?.flatMap((mark) => this.mark(name, { ...mark, at: before(mark.at) })) ?? null,
        };
      },
    };
  }
  private mark(name: string, mark: StreamMark): StreamMark[] {
    if (mark.kind === 'status') {
      if (mark.idle) this.active.delete(name);
      else this.active.add(name);
      return this.active.size > 0 ? [{ ...mark, idle: false }] : [mark];
    }
    this.watermarks.set(name, mark.watermark);
    if (this.watermarks.size < this.channels) return [];
    return [{ ...mark, watermark: Math.min(...this.watermarks.values()) }];
  }
}
