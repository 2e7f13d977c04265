/** RestartStrategies. */
import type { RestartStrategy } from '../../../flink/api/transformations.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { library } from '../table.ts';
import { Holder, hold } from './support.ts';

const RESTART = 'org.apache.flink.api.common.restartstrategy.RestartStrategies$RestartStrategyConfiguration';
type FlinkTime = { toMilliseconds$(): LongValue };
const strategy = (inner: RestartStrategy): unknown => hold(RESTART, inner);
const millis = (t: FlinkTime): number => Number(t.toMilliseconds$());
const fixed = (attempts: number, delay: number): unknown => strategy({ kind: 'fixed-delay', attempts, delay });
library({
  package: 'org.apache.flink.api.common.restartstrategy',
  stubs: `
import org.apache.flink.api.common.time.Time;
public class RestartStrategies {
  public static RestartStrategyConfiguration noRestart(); public static RestartStrategyConfiguration fallBackRestart();
  public static RestartStrategyConfiguration fixedDelayRestart(int attempts, long delay); public static RestartStrategyConfiguration fixedDelayRestart(int attempts, Time delay);
  public static RestartStrategyConfiguration failureRateRestart(int rate, Time interval, Time delay);
  public static RestartStrategyConfiguration exponentialDelayRestart(Time initial, Time max, double multiplier, Time reset, double jitter);
  public abstract static class RestartStrategyConfiguration implements java.io.Serializable {}
}`,
  bodies: {
    'RestartStrategies.RestartStrategyConfiguration': { $class: class extends Holder {} },
    RestartStrategies: {
      noRestart: () => strategy({ kind: 'none' }),
      fallBackRestart: () => strategy({ kind: 'fallback' }),
      'fixedDelayRestart(int,long)': (n: number, delay: LongValue) => fixed(n, Number(delay)),
      'fixedDelayRestart(int,Time)': (n: number, delay: FlinkTime) => fixed(n, millis(delay)),
      failureRateRestart: (maxFailures: number, interval: FlinkTime, delay: FlinkTime) =>
        strategy({ kind: 'failure-rate', maxFailures, interval: millis(interval), delay: millis(delay) }),
      exponentialDelayRestart: (
        initial: FlinkTime,
        max: FlinkTime,
        multiplier: number,
        reset: FlinkTime,
        jitter: number,
      ) =>
        strategy({
          kind: 'exponential-delay',
          initial: millis(initial),
          max: millis(max),
          multiplier,
          reset: millis(reset),
          jitter,
        }),
    },
  },
});
