import type { SubtaskRef } from '../../../trace/facts.ts';
import { stringOf } from '../../api/values.ts';
import type { NetworkBuffer } from './buffer.ts';
import { Allowance, SHOWN_PER_CHANNEL, type ShuffleEnvironment } from './shuffle-environment.ts';

const SAMPLE = 8;
/** Longer ones are cut: a picture has no room for more, and a long run no memory. */
const LONGEST_TEXT = 200;

function shortened(record: unknown): string {
  const text = stringOf(record);
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
/** Of a wide edge the barriers of the first so many producers and consumers are shown. */
const SHOWN_BARRIERS = 64;

/** Says what crosses a channel to the trace, thinned; `arrives` in virtual ms. Answers the channel's allowance, made when it is needed. */
export function showCrossing(
  environment: ShuffleEnvironment,
  from: SubtaskRef,
  to: SubtaskRef,
  remote: boolean,
  buffer: NetworkBuffer,
  arrives: number,
  allowance: Allowance | null,
): Allowance | null {
  const { event } = buffer;
  const { world } = environment.platform;
  if (event) {
    if (event.kind === 'barrier' && from.subtask < SHOWN_BARRIERS && to.subtask < SHOWN_BARRIERS) {
      const { checkpoint, options } = event;
      world.emit({
        kind: 'barrier',
        job: from.job,
        checkpoint,
        from,
        to,
        arrives,
        unaligned: options.alignment === 'UNALIGNED',
      });
    }
    return allowance;
  }
  const records = buffer.count;
  if (records === 0) return allowance;
  const own = allowance ?? new Allowance(SHOWN_PER_CHANNEL);
  if (!own.take(world.now) || !environment.shown.take(world.now)) return own;
  const sample = buffer.first(SAMPLE).map(shortened);
  world.emit({ kind: 'data.buffer', job: from.job, from, to, records, bytes: buffer.bytes, sample, arrives, remote });
  return own;
}
