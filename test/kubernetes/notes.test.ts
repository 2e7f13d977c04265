import { describe, expect, it } from 'vitest';
import { block, runNote } from '../support/note-run.ts';

describe('a note that takes a Kubernetes cluster for granted', () => {
  it('has the namespace and the service account that it names', async () => {
    const results = await runNote(
      [
        '# Flink 1.13.6 on Kubernetes\n',
        block(
          './bin/kubernetes-session.sh -Dkubernetes.namespace=streaming -Dkubernetes.jobmanager.service-account=flink -Dkubernetes.cluster-id=first',
        ),
        block('kubectl -n streaming wait --for=condition=Available deployment/first --timeout=90s'),
        block(
          './bin/flink run -d -t kubernetes-session -Dkubernetes.namespace=streaming -Dkubernetes.cluster-id=first examples/streaming/TopSpeedWindowing.jar',
        ),
        block('kubectl create namespace mine', 'kubectl get pods -n mine'),
        block('kubectl create serviceaccount flink -n streaming'),
      ].join('\n'),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
    expect(results[0]!.note!.why).toMatch(
      /the namespace streaming; the service account flink in the namespace streaming; the right of the service account flink to make pods \(role edit\)/,
    );
    expect(results[3]!.note!.why).toBe('shell commands');
  });
});
