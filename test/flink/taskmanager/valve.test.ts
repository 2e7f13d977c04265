import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatusWatermarkValve } from '../../../src/flink/taskmanager/time/status-watermark-valve.ts';

/** Steps as in the oracle's rows: `wm0=12` a watermark, `idle1` and `active1` a status of a channel. */
function play(channels: number, steps: string): (number | string | null)[] {
  let out: (number | string)[] = [];
  const valve = new StatusWatermarkValve(channels, {
    watermark: (watermark) => out.push(watermark),
    status: (idle) => out.push(idle ? 'IDLE' : 'ACTIVE'),
  });
  return steps.split(' ').flatMap((step) => {
    out = [];
    const [, what, channel, value] = /^(wm|idle|active)(\d)(?:=(\d+))?$/.exec(step)!;
    if (what === 'wm') valve.inputWatermark(Number(channel), Number(value));
    else valve.inputStatus(Number(channel), what === 'idle');
    return out.length === 0 ? [null] : out;
  });
}

describe('StatusWatermarkValve answers as Flink’s own tests say (oracle W02 to W11)', () => {
  it.each([
    ['W02', 3, 'wm0=0 wm1=0 wm2=0', [null, null, 0]],
    [
      'W03',
      3,
      'wm0=0 wm1=0 wm2=0 wm0=12 wm2=8 wm2=10 wm1=15 wm2=17 wm0=20',
      [null, null, 0, null, null, null, 10, 12, 15],
    ],
    ['W05', 3, 'wm0=15 wm1=10 idle2 wm1=18 wm0=20', [null, null, 10, 15, 18]],
    ['W06', 3, 'wm0=25 wm1=10 wm2=17 idle1 idle2', [null, null, 10, 17, 25]],
    ['W08', 3, 'wm0=10 wm1=7 wm2=3 idle2 active2 wm2=5 wm2=9 wm1=12', [null, null, 3, 7, null, null, null, 9]],
    ['W11', 3, 'wm0=10 wm1=7 idle2 active2 idle0 idle1', [null, null, 7, null, null, null]],
    ['W09', 1, 'wm0=25 idle0 wm0=50 active0 wm0=50', [25, 'IDLE', null, 'ACTIVE', 50]],
  ])('%s', (_id, channels, steps, expected) => {
    expect(play(channels, steps)).toEqual(expected);
  });

  it('never goes back, whatever its channels say', () => {
    const step = fc.oneof(
      fc.record({ channel: fc.nat(3), watermark: fc.nat(100) }),
      fc.record({ channel: fc.nat(3), idle: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let last = -1;
        const valve = new StatusWatermarkValve(4, {
          watermark(watermark) {
            expect(watermark).toBeGreaterThan(last);
            last = watermark;
          },
          status: () => {},
        });
        for (const one of steps) {
          if ('idle' in one) valve.inputStatus(one.channel, one.idle);
          else valve.inputWatermark(one.channel, one.watermark);
        }
      }),
    );
  });
});

/** StatusWatermarkValve by its definition: everything is looked at every time. */
function plainValve(channels: number, output: { watermark(w: number): void; status(idle: boolean): void }) {
  const state = Array.from({ length: channels }, () => ({ watermark: -Infinity, idle: false, aligned: true }));
  let last = -Infinity;
  let outIdle = false;
  const raise = (to: number): void => {
    if (!Number.isFinite(to) || to <= last) return;
    last = to;
    output.watermark(to);
  };
  const advance = (): void =>
    raise(Math.min(...state.filter(({ aligned }) => aligned).map(({ watermark }) => watermark)));
  return {
    inputWatermark(channel: number, watermark: number): void {
      const own = state[channel]!;
      if (outIdle || own.idle || watermark <= own.watermark) return;
      own.watermark = watermark;
      if (watermark >= last) own.aligned = true;
      advance();
    },
    inputStatus(channel: number, idle: boolean): void {
      const own = state[channel]!;
      if (idle === own.idle) return;
      own.idle = idle;
      if (idle) {
        own.aligned = false;
        if (state.every((each) => each.idle)) {
          if (own.watermark === last) raise(Math.max(...state.map(({ watermark }) => watermark)));
          outIdle = true;
          output.status(true);
        } else if (own.watermark === last) advance();
        return;
      }
      if (own.watermark >= last) own.aligned = true;
      if (outIdle) {
        outIdle = false;
        output.status(false);
      }
    },
  };
}

it('looks for the least watermark only when it must, with the same result', () => {
  const step = fc.record({
    channel: fc.nat(3),
    what: fc.oneof(fc.nat(12), fc.constantFrom<'idle' | 'active'>('idle', 'active')),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), (channels, steps) => {
      const seen: [string[], string[]] = [[], []];
      const listen = (into: string[]) => ({
        watermark: (watermark: number) => void into.push(`w${watermark}`),
        status: (idle: boolean) => void into.push(idle ? 'idle' : 'active'),
      });
      const valves = [new StatusWatermarkValve(channels, listen(seen[0])), plainValve(channels, listen(seen[1]))];
      for (const { channel, what } of steps) {
        for (const valve of valves) {
          if (typeof what === 'number') valve.inputWatermark(channel % channels, what);
          else valve.inputStatus(channel % channels, what === 'idle');
        }
        expect(seen[0]).toEqual(seen[1]);
      }
    }),
    { numRuns: 500 },
  );
});
