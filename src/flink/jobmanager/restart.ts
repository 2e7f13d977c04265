import type { Random } from '../../simulation/random.ts';
import type { Configuration } from '../api/configuration.ts';
import type { RestartStrategy } from '../api/transformations.ts';
import { duration } from '../rpc/rpc.ts';

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

/** Reads `restart-strategy` and its options with Flink's defaults; null when nothing is configured. */
export function configuredRestartStrategy(configuration: Configuration): RestartStrategy | null {
  const kind = configuration['restart-strategy']?.toLowerCase();
  switch (kind) {
    case undefined:
      return null;
    case 'none':
    case 'off':
    case 'disable':
      return NO_RESTART;
    case 'fixeddelay':
    case 'fixed-delay':
      return {
        kind: 'fixed-delay',
        attempts: Number(configuration['restart-strategy.fixed-delay.attempts'] ?? '1'),
        delay: duration(configuration, 'restart-strategy.fixed-delay.delay', 1_000),
      };
    case 'failurerate':
    case 'failure-rate':
      return {
        kind: 'failure-rate',
        maxFailures: Number(configuration['restart-strategy.failure-rate.max-failures-per-interval'] ?? '1'),
        interval: duration(configuration, 'restart-strategy.failure-rate.failure-rate-interval', 60_000),
        delay: duration(configuration, 'restart-strategy.failure-rate.delay', 1_000),
      };
    case 'exponentialdelay':
    case 'exponential-delay':
      return {
        kind: 'exponential-delay',
        initial: duration(configuration, 'restart-strategy.exponential-delay.initial-backoff', 1_000),
        max: duration(configuration, 'restart-strategy.exponential-delay.max-backoff', 300_000),
        multiplier: Number(configuration['restart-strategy.exponential-delay.backoff-multiplier'] ?? '2'),
        reset: duration(configuration, 'restart-strategy.exponential-delay.reset-backoff-threshold', 3_600_000),
        jitter: Number(configuration['restart-strategy.exponential-delay.jitter-factor'] ?? '0.1'),
      };
    default:
      throw new Error(`Unknown restart strategy ${kind}.`);
  }
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
