import type { Configuration } from '../api/configuration.ts';
import type { Log } from '../deployment/logging.ts';
import type { JobGraph } from '../graph/types.ts';
import { exception } from './errors.ts';

/** `scheduler-mode: reactive`: a job takes all slots there are. */
export function isReactive(configuration: Configuration): boolean {
  return configuration['scheduler-mode']?.toLowerCase() === 'reactive';
}

/**
 * DefaultSlotPoolServiceSchedulerFactory.fromConfiguration: batch jobs get the default scheduler in any case. The adaptive one is not
 * simulated: throws an UnsupportedOperationException that says so.
 */
export function checkSchedulerType(configuration: Configuration, job: JobGraph, log: Log): void {
  const type = configuration['jobmanager.scheduler']?.toLowerCase();
  if (type !== 'adaptive' && !isReactive(configuration)) return;
  if (job.type === 'BATCH') {
    log(
      'INFO',
      'org.apache.flink.runtime.jobmaster.DefaultSlotPoolServiceSchedulerFactory',
      'Adaptive Scheduler configured, but Batch job detected. Changing scheduler type to NG / DefaultScheduler.',
    );
    return;
  }
  throw exception(
    'java.lang.UnsupportedOperationException',
    `The adaptive scheduler (${isReactive(configuration) ? 'scheduler-mode: reactive' : 'jobmanager.scheduler: adaptive'}) is not simulated by Millrace. Leave the option out to use the default scheduler.`,
  );
}
