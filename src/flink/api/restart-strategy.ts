import { type Configuration, doubleOption, durationOption, intOption } from './configuration.ts';
import { illegalArgument } from './errors.ts';
import type { RestartStrategy } from './transformations.ts';

/** Reads `restart-strategy` and its options with Flink's defaults; null when nothing is configured (RestartStrategies.fromConfiguration). */
export function configuredRestartStrategy(configuration: Configuration): RestartStrategy | null {
  const kind = configuration['restart-strategy'];
  switch (kind?.toLowerCase()) {
    case undefined:
      return null;
    case 'none':
    case 'off':
    case 'disable':
      return { kind: 'none' };
    case 'fixeddelay':
    case 'fixed-delay':
      return {
        kind: 'fixed-delay',
        attempts: intOption(configuration, 'restart-strategy.fixed-delay.attempts') ?? 1,
        delay: durationOption(configuration, 'restart-strategy.fixed-delay.delay') ?? 1_000,
      };
    case 'failurerate':
    case 'failure-rate':
      return {
        kind: 'failure-rate',
        maxFailures: intOption(configuration, 'restart-strategy.failure-rate.max-failures-per-interval') ?? 1,
        interval: durationOption(configuration, 'restart-strategy.failure-rate.failure-rate-interval') ?? 60_000,
        delay: durationOption(configuration, 'restart-strategy.failure-rate.delay') ?? 1_000,
      };
    case 'exponentialdelay':
    case 'exponential-delay':
      return {
        kind: 'exponential-delay',
        initial: durationOption(configuration, 'restart-strategy.exponential-delay.initial-backoff') ?? 1_000,
        max: durationOption(configuration, 'restart-strategy.exponential-delay.max-backoff') ?? 300_000,
        multiplier: doubleOption(configuration, 'restart-strategy.exponential-delay.backoff-multiplier') ?? 2,
        reset: durationOption(configuration, 'restart-strategy.exponential-delay.reset-backoff-threshold') ?? 3_600_000,
        jitter: doubleOption(configuration, 'restart-strategy.exponential-delay.jitter-factor') ?? 0.1,
      };
    default:
      throw illegalArgument(`Unknown restart strategy ${kind}.`);
  }
}
