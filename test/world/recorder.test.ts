import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../src/trace/facts.ts';
import { createRecorder, PER_WINDOW, WINDOW_MS } from '../../src/world/recorder.ts';

const data = (text: string): Fact => ({ kind: 'data.printed', job: 'j', vertex: 'v', subtask: 0, attempt: 0, text });
const control = (machine: string): Fact => ({ kind: 'machine.down', machine });

describe('the trace recorder', () => {
  it('keeps every control fact and thins data facts by a rule of the trace alone', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 2000 }), (steps) => {
        const record = (): ReturnType<typeof createRecorder> => {
          const recorder = createRecorder();
          let at = 0;
          for (const [step, isData] of steps) {
            at += step;
            recorder.record(at, isData ? data('x') : control('m'));
          }
          return recorder;
        };
        const once = record();
        expect(record().entries).toEqual(once.entries);
        expect(once.entries.filter((e) => e.kind === 'machine.down')).toHaveLength(steps.filter(([, d]) => !d).length);
        expect(once.entries.length + once.thinned).toBe(steps.length);
        const perWindow = new Map<number, number>();
        for (const e of once.entries) {
          if (e.kind !== 'data.printed') continue;
          const w = Math.floor(e.at / WINDOW_MS);
          perWindow.set(w, (perWindow.get(w) ?? 0) + 1);
        }
        for (const n of perWindow.values()) expect(n).toBeLessThanOrEqual(PER_WINDOW);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps every fact inside a detail span', () => {
    const recorder = createRecorder({ detail: { from: 0, to: 1000 } });
    for (let i = 0; i < 3000; i++) recorder.record(i % 1000, data(String(i)));
    expect(recorder.entries).toHaveLength(3000);
  });

  it('lets the oldest data facts go when there are too many, and hands out what is new by index', () => {
    const recorder = createRecorder({ maxData: 100 });
    let sent = 0;
    const received: string[] = [];
    for (let i = 0; i < 1000; i++) {
      recorder.record(i * 10, i % 10 === 0 ? control(`m${i}`) : data(`d${i}`));
      if (i % 7 === 0) {
        for (const e of recorder.since(sent))
          received.push(e.kind === 'data.printed' ? e.text : e.kind === 'machine.down' ? e.machine : '');
        sent = recorder.length;
      }
    }
    expect(recorder.entries.filter((e) => e.kind === 'data.printed').length).toBeLessThanOrEqual(100);
    expect(recorder.entries.filter((e) => e.kind === 'machine.down')).toHaveLength(100);
    expect(received).toEqual([...new Set(received)]);
    expect(received.length).toBeGreaterThan(990);
  });
});
