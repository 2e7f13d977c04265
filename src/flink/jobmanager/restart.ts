import type { Random } from '../../simulation/random.ts';
import type { Configuration } from '../api/configuration.ts';
import { configuredRestartStrategy } from '../api/restart-strategy.ts';
import type { RestartStrategy } from '../api/transformations.ts';

/** RestartBackoffTimeStrategy: whether and when a failed region starts again. */
export interface RestartBackoffTimeStrategy {
  /** As Flink's toString, for the log and `Recovery is suppressed by …`. */
  readonly text: string;
  notifyFailure(now: number): void;
  canRestart(now: number): boolean;
  /** ms */
  backoffTime(): number;
}

const NO_RESTART: RestartStrategy = { kind: 'none' };
const MAX_INT = 2_147_483_647;

/** Precedence: the job's own, then the cluster's `restart-strategy`, then the default by checkpointing (RestartBackoffTimeStrategyFactoryLoader). */
export function effectiveRestartStrategy(
  job: RestartStrategy,
  cluster: Configuration,
  checkpointing: boolean,
): RestartStrategy {
  if (job.kind !== 'fallback') return job;
  return (
    configuredRestartStrategy(cluster) ??
    (checkpointing ? { kind: 'fixed-delay', attempts: MAX_INT, delay: 1_000 } : NO_RESTART)
  );
}

export function createRestartStrategy(strategy: RestartStrategy, random: Random): RestartBackoffTimeStrategy {
  switch (strategy.kind) {
    case 'fallback':
    case 'none':
      return {
        text: 'NoRestartBackoffTimeStrategy',
        notifyFailure: () => {},
        canRestart: () => false,
        backoffTime: () => 0,
      };
    case 'fixed-delay':
      return fixedDelay(strategy.attempts, strategy.delay);
    case 'failure-rate':
      return failureRate(strategy.maxFailures, strategy.interval, strategy.delay);
    case 'exponential-delay':
      return exponentialDelay(strategy, random);
  }
}

function fixedDelay(attempts: number, delay: number): RestartBackoffTimeStrategy {
  let failures = 0;
  return {
    text: `FixedDelayRestartBackoffTimeStrategy(maxNumberRestartAttempts=${attempts}, backoffTimeMS=${delay})`,
    notifyFailure: () => {
      failures++;
    },
    canRestart: () => failures <= attempts,
    backoffTime: () => delay,
  };
}

function failureRate(maxFailures: number, interval: number, delay: number): RestartBackoffTimeStrategy {
  const failures: number[] = [];
  const full = (): boolean => failures.length > maxFailures;
  return {
    text: `FailureRateRestartBackoffTimeStrategy(FailureRateRestartBackoffTimeStrategy(failuresIntervalMS=${interval},backoffTimeMS=${delay},maxFailuresPerInterval=${maxFailures})`,
    notifyFailure: (now) => {
      if (full()) failures.shift();
      failures.push(now);
    },
    canRestart: (now) => !full() || now - failures[0]! > interval,
    backoffTime: () => delay,
  };
}

function exponentialDelay(
  options: Extract<RestartStrategy, { kind: 'exponential-delay' }>,
  random: Random,
): RestartBackoffTimeStrategy {
  let backoff = options.initial;
  let last = Number.NEGATIVE_INFINITY;
  return {
    text: `ExponentialDelayRestartBackoffTimeStrategy(initialBackoffMS=${options.initial}, maxBackoffMS=${options.max}, backoffMultiplier=${options.multiplier}, resetBackoffThresholdMS=${options.reset}, jitterFactor=${options.jitter}, currentBackoffMS=${options.initial}, lastFailureTimestamp=0)`,
    notifyFailure: (now) => {
      if (now - last >= options.reset + backoff) backoff = options.initial;
      else if (backoff < options.max) {
        backoff = Math.max(options.initial, Math.min(Math.trunc(backoff * options.multiplier), options.max));
      }
      last = now;
    },
    canRestart: () => true,
    backoffTime: () => {
      const offset = Math.trunc(backoff * options.jitter);
      const jitter = offset === 0 ? 0 : random.int(2 * offset + 1) - offset;
      return Math.max(options.initial, Math.min(backoff + jitter, options.max));
    },
  };
}
