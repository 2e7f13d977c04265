import { describe, expect, it } from 'vitest';
import { applyFault } from '../../src/platform/faults.ts';
import { type KubernetesWorld, kubernetesWorld } from './support.ts';

/** An application cluster by manifests: a Job for the JobManager, which runs main(), a Deployment for TaskManagers. */
function manifests(highlyAvailable: boolean): string {
  const container = (component: string, args: string): string => `      containers:
      - name: ${component}
        image: apache/flink:1.13.6-scala_2.12
        env:
        - name: POD_IP
          valueFrom:
            fieldRef:
              apiVersion: v1
              fieldPath: status.podIP
        args: [${args}]
        volumeMounts:
        - {name: flink-config-volume, mountPath: /opt/flink/conf}
        - {name: artifacts, mountPath: /opt/flink/usrlib}
        - {name: shared, mountPath: /shared}
      volumes:
      - name: flink-config-volume
        configMap:
          name: flink-config
          items:
          - {key: flink-conf.yaml, path: flink-conf.yaml}
      - name: artifacts
        hostPath: {path: /artifacts}
      - name: shared
        nfs: {server: node1, path: /exports}
`;
  const host = highlyAvailable ? '"--host", "$(POD_IP)", ' : '';
  const options = highlyAvailable
    ? `    high-availability: org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory
    high-availability.storageDir: file:///shared/ha
    kubernetes.cluster-id: words
`
    : '';
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: flink-config
data:
  flink-conf.yaml: |+
    jobmanager.rpc.address: flink-jobmanager
    taskmanager.numberOfTaskSlots: 2
    jobmanager.memory.process.size: 1600m
    taskmanager.memory.process.size: 1728m
    state.checkpoints.dir: file:///shared/checkpoints
${options}---
apiVersion: v1
kind: Service
metadata:
  name: flink-jobmanager
spec:
  ports:
  - {name: rpc, port: 6123}
  - {name: webui, port: 8081}
  selector: {app: flink, component: jobmanager}
---
apiVersion: batch/v1
kind: Job
metadata:
  name: flink-jobmanager
spec:
  template:
    metadata:
      labels: {app: flink, component: jobmanager}
    spec:
      restartPolicy: OnFailure
${container('jobmanager', `"standalone-job", ${host}"--job-classname", "demo.StreamWordCount", "node1", "9999", "checkpointed"`)}---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: flink-taskmanager
spec:
  replicas: 2
  selector:
    matchLabels: {app: flink, component: taskmanager}
  template:
    metadata:
      labels: {app: flink, component: taskmanager}
    spec:
${container('taskmanager', '"taskmanager"')}`;
}

function started(highlyAvailable: boolean): KubernetesWorld {
  const w = kubernetesWorld();
  w.machine('node1').files.write('/root/flink.yaml', manifests(highlyAvailable));
  w.sh('for n in node1 node2 node3; do ssh $n mkdir -p /artifacts /exports; scp words.jar $n:/artifacts/; done');
  w.sh('kubectl create clusterrolebinding b --clusterrole=edit --serviceaccount=default:default');
  w.sh('(sleep 60; echo hello flink hello; sleep 90; echo hello; sleep 3000) | nc -lk 9999 > /dev/null &');
  expect(w.sh('kubectl apply -f flink.yaml').stdout).toBe(
    'configmap/flink-config created\nservice/flink-jobmanager created\njob.batch/flink-jobmanager created\ndeployment.apps/flink-taskmanager created\n',
  );
  w.sh('kubectl port-forward service/flink-jobmanager 8081:8081 > forward.log &');
  w.pass(90_000);
  w.sh('kubectl port-forward service/flink-jobmanager 8081:8081 > forward.log &');
  return w;
}
const output = (w: KubernetesWorld): string =>
  w.sh('for p in $(kubectl get pods -l component=taskmanager -o name); do kubectl logs $p; done').stdout;
const pods = (w: KubernetesWorld): string =>
  w.sh('kubectl get pods -l component=jobmanager --no-headers').stdout.replace(/ +/g, ' ');

describe('an application cluster by manifests', () => {
  it('runs main() in its Job, counts words, and is complete once the job is cancelled', () => {
    const w = started(false);
    expect(output(w)).toContain('(hello,2)');
    const job = /[0-9a-f]{32}/.exec(w.sh('flink list -m localhost:8081').stdout)![0];
    expect(w.sh(`flink cancel -m localhost:8081 ${job}`).stdout).toContain(`Cancelled job ${job}.`);
    w.pass(10_000);
    expect(pods(w)).toMatch(/^flink-jobmanager-\w{5} 0\/1 Completed 0 /);
    expect(w.sh('kubectl get jobs').stdout).toMatch(/^NAME +COMPLETIONS +DURATION +AGE\nflink-jobmanager +1\/1 /);
    w.sh('kubectl delete -f flink.yaml');
    w.pass(40_000);
    expect(w.sh('kubectl get pods').stderr).toBe('No resources found in default namespace.\n');
  });

  it('with high availability its JobManager comes back to its checkpoint', () => {
    const w = started(true);
    expect(output(w)).toContain('(hello,2)');
    const name = pods(w).split(' ')[0]!;
    const pid = [...w.machine(name).processes.values()].find(({ spec }) => spec.role === 'jobmanager')!.pid;
    applyFault(w.platform, { kind: 'signal', machine: name, pid, signal: 'SIGKILL' });
    w.pass(110_000);
    expect(pods(w)).toMatch(/^flink-jobmanager-\w{5} 1\/1 Running 1 /);
    expect(output(w)).toContain('(hello,3)');
  });
});
