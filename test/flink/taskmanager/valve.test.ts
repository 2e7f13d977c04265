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
