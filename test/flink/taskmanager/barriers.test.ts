import { describe, expect, test } from 'vitest';
import type { NetworkEvent } from '../../../src/flink/taskmanager/network/buffer.ts';
import type { InputChannel } from '../../../src/flink/taskmanager/network/input-gate.ts';
import { BarrierHandler } from '../../../src/flink/taskmanager/tasks/barriers.ts';

/** Rows A of truth/oracle.jsonl: barriers as a task's channels bring them. */

type Barrier = Extract<NetworkEvent, { kind: 'barrier' }>;

function task(openChannels: number, options: Partial<Barrier['options']> = {}) {
  const all = Array.from({ length: openChannels }, (_, i) => ({ valveIndex: i }) as InputChannel);
  const gate = { openChannels };
  let blocked: number[] = [];
  const events: string[] = [];
  const handler = new BarrierHandler(gate, {
    now: () => 0,
    after: () => ({ cancel() {} }),
    prioritize: () => {},
    block: (channel) => blocked.push(all.indexOf(channel)),
    unblockAll: () => {
      blocked = [];
    },
    trigger: ({ checkpoint }) => events.push(`taken ${checkpoint}`),
    inflightComplete: (checkpoint) => events.push(`in flight ${checkpoint}`),
    abort: (checkpoint, reason) => events.push(`aborted ${checkpoint} ${reason}`),
    alignment: () => {},
  });
  return {
    events,
    handler,
    /** Answers the channels that are blocked afterwards. */
    barrier(channel: number, checkpoint: number): number[] {
      handler.onBarrier(all[channel]!, {
        kind: 'barrier',
        checkpoint,
        timestamp: 0,
        options: { type: 'CHECKPOINT', alignment: 'ALIGNED', alignmentTimeout: null, ...options },
      });
      return [...blocked].sort();
    },
    end() {
      gate.openChannels--;
      handler.onEndOfPartition();
    },
    records: (channel: number) => handler.records(all[channel]!),
  };
}

describe('barriers', () => {
  test('A01: three channels are blocked one by one and unblocked at the last barrier', () => {
    const { barrier, events } = task(3);
    expect([barrier(1, 1), barrier(2, 1)]).toEqual([[1], [1, 2]]);
    expect(events).toEqual([]);
    expect(barrier(0, 1)).toEqual([]);
    expect(events).toEqual(['taken 1']);
  });
  test('A03: a channel that ends aborts the alignment (1.13)', () => {
    const { barrier, end, events } = task(3);
    barrier(2, 2);
    barrier(0, 2);
    end();
    expect(events).toEqual(['aborted 2 CHECKPOINT_DECLINED_INPUT_END_OF_STREAM']);
  });
  test('A04: one channel needs no alignment', () => {
    const { barrier, events } = task(1);
    for (let checkpoint = 1; checkpoint <= 6; checkpoint++) expect(barrier(0, checkpoint)).toEqual([]);
    expect(events).toEqual([1, 2, 3, 4, 5, 6].map((checkpoint) => `taken ${checkpoint}`));
  });
  test('A06: at least once blocks nothing', () => {
    const { barrier, events } = task(2, { alignment: 'AT_LEAST_ONCE' });
    expect(barrier(0, 1)).toEqual([]);
    expect(events).toEqual([]);
    expect(barrier(1, 1)).toEqual([]);
    expect(events).toEqual(['taken 1']);
  });
  test('A07: unaligned is taken at the first barrier; the others’ records belong to it until theirs', () => {
    const { barrier, events, records } = task(2, { alignment: 'UNALIGNED' });
    barrier(0, 1);
    expect(events).toEqual(['taken 1']);
    expect([records(0), records(1)]).toEqual([false, true]);
    barrier(1, 1);
    expect(events).toEqual(['taken 1', 'in flight 1']);
    expect(records(1)).toBe(false);
  });
});
