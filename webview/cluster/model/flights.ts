/** What is on its way between two things: a fact as something that travels. Pure. */
import type { SubtaskRef, TraceEntry } from '../../../src/trace/facts.ts';
import { type Flight, processId, subtaskId } from './state.ts';

/** How long a lost message stays on the picture, ms. */
const LOST_SHOWN = 500;

export const refId = (ref: SubtaskRef): string => subtaskId(ref.job, ref.vertex, ref.subtask);

/** What the fact with sequence number `number` puts on its way, null for facts that send nothing. */
export function flightOf(entry: TraceEntry, number: number): Flight | null {
  switch (entry.kind) {
    case 'message':
      return {
        kind: 'message',
        number,
        sent: entry.at,
        arrives: entry.arrives ?? entry.at + LOST_SHOWN,
        lost: entry.arrives === null,
        from: processId(entry.from.machine, entry.from.pid),
        to: processId(entry.to.machine, entry.to.pid),
        protocol: entry.protocol,
        name: entry.name,
        detail: entry.detail ?? '',
      };
    case 'data.text':
      return {
        kind: 'text',
        number,
        sent: entry.at,
        arrives: entry.arrives,
        from: processId(entry.from.machine, entry.from.pid),
        to: processId(entry.to.machine, entry.to.pid),
        text: entry.text,
      };
    case 'data.buffer':
      return {
        kind: 'buffer',
        number,
        sent: entry.at,
        arrives: entry.arrives,
        from: refId(entry.from),
        to: refId(entry.to),
        attempt: entry.to.attempt,
        records: entry.records,
        bytes: entry.bytes,
        sample: entry.sample,
        remote: entry.remote,
      };
    case 'barrier':
      return {
        kind: 'barrier',
        number,
        sent: entry.at,
        arrives: entry.arrives,
        from: refId(entry.from),
        to: refId(entry.to),
        checkpoint: entry.checkpoint,
        unaligned: entry.unaligned,
      };
    default:
      return null;
  }
}
