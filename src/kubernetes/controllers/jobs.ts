import type { Condition, Job } from '../objects.ts';
import type { Controller } from './manager.ts';
import { isActive, isOwned, podOf } from './owners.ts';

/** DefaultBackoffLimit. */
const BACKOFF_LIMIT = 6;

/** Runs each Job's pods until enough of them have succeeded or too many have failed. */
export function reconcileJobs({ cluster, process }: Controller): void {
  const { store, platform } = cluster;
  for (const job of store.list('jobs')) {
    const over = job.status?.conditions?.some(({ type }) => type === 'Complete' || type === 'Failed');
    if (over) continue;
    const pods = store.list('pods', job.metadata.namespace).filter((pod) => isOwned(pod, job));
    const active = pods.filter(isActive);
    const succeeded = pods.filter(({ status }) => status?.phase === 'Succeeded').length;
    const restarts = active.reduce(
      (sum, { status }) => sum + (status?.containerStatuses ?? []).reduce((n, each) => n + each.restartCount, 0),
      0,
    );
    const failed = pods.filter(({ status }) => status?.phase === 'Failed').length;
    const completions = job.spec.completions ?? 1;
    const limit = job.spec.backoffLimit ?? BACKOFF_LIMIT;
    let conditions: readonly Condition[] | undefined;
    if (succeeded >= completions) {
      conditions = [{ type: 'Complete', status: 'True', lastTransitionTime: platform.world.now }];
      cluster.event(job, 'Normal', 'Completed', 'Job completed', 'job-controller');
    } else if (failed + restarts > limit) {
      const message = 'Job has reached the specified backoff limit';
      conditions = [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message }];
      for (const pod of active)
        cluster.write(process, 'delete', pod)?.delete('pods', pod.metadata.namespace, pod.metadata.name);
      cluster.event(job, 'Warning', 'BackoffLimitExceeded', message, 'job-controller');
    } else {
      const wanted = Math.min(job.spec.parallelism ?? 1, completions - succeeded);
      for (let i = active.length; i < wanted; i++) {
        const template = podOf({ ...job.spec.template, metadata: { labels: labelsOf(job) } }, job);
        const pod = cluster.write(process, 'create', template, job.metadata.name)?.create('pods', template);
        if (pod)
          cluster.event(job, 'Normal', 'SuccessfulCreate', `Created pod: ${pod.metadata.name}`, 'job-controller');
      }
    }
    const status = {
      active: conditions ? 0 : Math.max(1, active.length),
      succeeded,
      failed,
      startTime: job.status?.startTime ?? platform.world.now,
      ...(succeeded >= completions ? { completionTime: platform.world.now } : {}),
      ...(conditions ? { conditions } : {}),
    };
    const current = store.get('jobs', job.metadata.namespace, job.metadata.name);
    if (current && JSON.stringify(current.status) !== JSON.stringify(status)) store.put('jobs', { ...current, status });
  }
}

/** Labels that a Job gives its pods. */
function labelsOf({ metadata, spec }: Job): Record<string, string> {
  return { ...spec.template.metadata?.labels, 'controller-uid': metadata.uid ?? '', 'job-name': metadata.name };
}
