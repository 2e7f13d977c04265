import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQueue } from '../../src/simulation/queue.ts';
import { createRandom } from '../../src/simulation/random.ts';
import { createSimulation, sleep } from '../../src/simulation/simulation.ts';
import { start, type Task, type Wait } from '../../src/simulation/task.ts';

describe('the event queue', () => {
  it('hands out events by time, then in the order they were put in', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(20), fc.constant(-1)), { maxLength: 300 }), (steps) => {
        const queue = createQueue();
        let model: { at: number; n: number }[] = [];
        const seen: number[] = [];
        let n = 0;
        for (const step of steps) {
          if (step >= 0) {
            const id = n++;
            queue.push(step, () => seen.push(id));
            model.push({ at: step, n: id });
          } else {
            const at = queue.peek();
            const event = queue.pop();
            model.sort((a, b) => a.at - b.at || a.n - b.n);
            const expected = model[0];
            model = model.slice(1);
            expect(at).toBe(expected?.at ?? Number.POSITIVE_INFINITY);
            event?.run();
            if (expected) expect(seen.at(-1)).toBe(expected.n);
          }
        }
        expect(queue.size).toBe(model.length);
      }),
    );
  });
});

describe('randomness', () => {
  it('is the same for a seed and stream, different between streams', () => {
    const draw = (seed: number, stream: string): number[] =>
      Array.from(
        { length: 5 },
        (
          (r) => () =>
            r.int(1000)
        )(createRandom(seed, stream)),
      );
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
  });
  it('is spread evenly', () => {
    const random = createRandom(7, 'spread');
    const buckets = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) buckets[random.int(10)]!++;
    for (const count of buckets) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

describe('virtual time', () => {
  it('advances with events only, and stands still while suspended', () => {
    const simulation = createSimulation(1, () => {});
    const seen: string[] = [];
    simulation.schedule(10, () => seen.push(`a${simulation.now}`));
    const timer = simulation.schedule(20, () => seen.push('never'));
    simulation.schedule(15, () => {
      timer.cancel();
      const resume = simulation.suspend();
      simulation.onResume = () => seen.push('resumed');
      seen.push(simulation.run(1000));
      resume();
    });
    simulation.schedule(30, () => seen.push(`b${simulation.now}`));
    expect(simulation.run(25)).toBe('reached');
    expect(simulation.now).toBe(25);
    simulation.run(100);
    expect(seen).toEqual(['a10', 'suspended', 'resumed', 'b30']);
    expect(simulation.now).toBe(100);
  });
  it('refuses to schedule into the past', () => {
    expect(() => createSimulation(1, () => {}).schedule(-1, () => {})).toThrow(RangeError);
  });
});

describe('coroutines', () => {
  const never: Wait = () => undefined;
  it('block on waits, and go on with their value', () => {
    const simulation = createSimulation(1, () => {});
    const log: unknown[] = [];
    function* child(): Task<string> {
      yield sleep(simulation, 5);
      return 'done';
    }
    const coroutine = start(
      (function* (): Task {
        log.push(yield* child(), simulation.now);
      })(),
    );
    simulation.run(100);
    expect(log).toEqual(['done', 5]);
    expect(coroutine.done).toBe(true);
  });
  it('do not deepen the stack when a wait is over at once', () => {
    const ready: Wait = (resume) => {
      resume(1);
      return undefined;
    };
    const coroutine = start(
      (function* (): Task<number> {
        let sum = 0;
        for (let i = 0; i < 200_000; i++) sum += (yield ready) as number;
        return sum;
      })(),
    );
    expect(coroutine.result).toBe(200_000);
  });
  it('withdraw their wait when killed, and run no finally block', () => {
    let withdrawn = false;
    let final = false;
    const coroutine = start(
      (function* (): Task {
        try {
          yield () => () => {
            withdrawn = true;
          };
        } finally {
          final = true;
        }
      })(),
    );
    coroutine.kill();
    expect([withdrawn, final, coroutine.done]).toEqual([true, false, true]);
  });
  it('are interrupted where they wait, and may go on', () => {
    const log: unknown[] = [];
    const coroutine = start(
      (function* (): Task {
        try {
          yield never;
        } catch (error) {
          log.push(error);
        }
        yield never;
      })(),
    );
    coroutine.interrupt('ctrl-c');
    expect(log).toEqual(['ctrl-c']);
    expect(coroutine.done).toBe(false);
    coroutine.interrupt('again');
    expect(coroutine.error).toBe('again');
  });
});
