import { describe, expect, it } from 'vitest';
import { applyFault } from '../../src/platform/faults.ts';
import { jobIdIn, type KubernetesWorld, kubernetesWorld } from './support.ts';

const ALLOW =
  'kubectl create clusterrolebinding flink-role-binding-default --clusterrole=edit --serviceaccount=default:default';
const PLUGIN = 'ENABLE_BUILT_IN_PLUGINS=flink-s3-fs-hadoop-1.13.6.jar';
const HA = [
  'kubernetes.cluster-id=words',
  'high-availability=org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory',
  'high-availability.storageDir=s3://flink-bucket/flink-ha',
  'state.checkpoints.dir=s3://flink-bucket/checkpoints',
  `containerized.master.env.${PLUGIN}`,
  `containerized.taskmanager.env.${PLUGIN}`,
]
  .map((option) => `-D${option}`)
  .join(' ');
const SESSION = '-t kubernetes-session -Dkubernetes.cluster-id=words';

function session(): { w: KubernetesWorld; job: string } {
  const w = kubernetesWorld();
  w.sh(`${ALLOW}; (sleep 60; echo hello flink hello; sleep 120; echo hello; sleep 3000) | nc -lk 9999 > /dev/null &`);
  w.sh(`kubernetes-session.sh ${HA}; sleep 25`);
  const job = jobIdIn(w.sh(`flink run -d ${SESSION} -c demo.StreamWordCount words.jar node1 9999 checkpointed`).stdout);
  w.pass(50_000);
  return { w, job };
}
const output = (w: KubernetesWorld): string =>
  w.sh('for p in $(kubectl get pods -l component=taskmanager -o name); do kubectl logs $p; done').stdout;
const jobManagerPod = (w: KubernetesWorld): string =>
  w.sh("kubectl get pods -l component=jobmanager -o jsonpath='{.items[0].metadata.name}'").stdout;

describe('high availability by ConfigMaps', () => {
  it('names leaders, jobs and checkpoints in ConfigMaps that their leaders hold a lease on', () => {
    const { w, job } = session();
    expect(w.sh('kubectl get configmaps -o name -l configmap-type=high-availability').stdout.split('\n')).toEqual([
      `configmap/words-${job}-jobmanager-leader`,
      'configmap/words-dispatcher-leader',
      'configmap/words-resourcemanager-leader',
      'configmap/words-restserver-leader',
      '',
    ]);
    const map = (name: string) => JSON.parse(w.sh(`kubectl get configmap words-${name}-leader -o json`).stdout);
    const dispatcher = map('dispatcher');
    const leader = JSON.parse(dispatcher.metadata.annotations['control-plane.alpha.kubernetes.io/leader']);
    expect(leader).toMatchObject({ leaseDuration: 15, leaderTransitions: 0 });
    expect(leader.holderIdentity).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(dispatcher.data).toMatchObject({
      address: expect.stringMatching(/^akka\.tcp:\/\/flink@[\d.]+:6123\/user\/rpc\/dispatcher_\d+$/),
      [`runningJobsRegistry-${job}`]: 'RUNNING',
    });
    expect(atob(dispatcher.data[`jobGraph-${job}`])).toMatch(
      /^s3:\/\/flink-bucket\/flink-ha\/words\/submittedJobGraph[0-9a-f]{12}$/,
    );
    const { data } = map(`${job}-jobmanager`);
    expect(Object.keys(data).filter((key) => key.startsWith('checkpointID-'))).toEqual([
      `checkpointID-${String(Number(data.counter) - 1).padStart(19, '0')}`,
    ]);
    expect(map('restserver').data.address).toMatch(/^http:\/\/[\d.]+:8081$/);
  });

  it('a deleted JobManager pod is replaced, which leads when the lease has run out and restores the job', () => {
    const { w, job } = session();
    expect(output(w)).toContain('(hello,2)');
    const before = jobManagerPod(w);
    w.sh(`kubectl delete pod ${before}`);
    w.pass(10_000);
    expect(jobManagerPod(w)).not.toBe(before);
    expect(w.sh(`timeout 5 flink list ${SESSION}`).stdout).not.toContain('RUNNING');
    w.pass(120_000);
    expect(output(w)).toContain('(hello,3)');
    expect(w.sh(`flink list ${SESSION}`).stdout).toContain(`${job} : Streaming WordCount (RUNNING)`);
    const log = w.sh(`kubectl logs ${jobManagerPod(w)}`).stdout;
    expect(log).toContain(`Recovered JobGraph(jobId: ${job}).`);
    expect(log).toMatch(/Restoring job [0-9a-f]{32} from Checkpoint \d+ @/);
    const text = w.sh('kubectl get configmap words-dispatcher-leader -o yaml').stdout;
    expect(text).toContain('"leaderTransitions":1');
  });

  it('a standby JobManager takes over', () => {
    const { w, job } = session();
    w.sh('kubectl scale deployment words --replicas=2');
    w.pass(20_000);
    expect(w.sh('kubectl get pods -l component=jobmanager --no-headers').stdout.trim().split('\n')).toHaveLength(2);
    const pid = [...w.machine(jobManagerPod(w)).processes.values()].find(({ spec }) => spec.role === 'jobmanager')!.pid;
    applyFault(w.platform, { kind: 'signal', machine: jobManagerPod(w), pid, signal: 'SIGKILL' });
    w.pass(130_000);
    expect(output(w)).toContain('(hello,3)');
    expect(w.sh(`flink list ${SESSION}`).stdout).toContain(`${job} : Streaming WordCount (RUNNING)`);
  });

  it('a cancelled job leaves no ConfigMap; the ended cluster none at all', () => {
    const { w, job } = session();
    w.sh(`flink cancel ${SESSION} ${job}`);
    w.pass(3_000);
    expect(w.sh('kubectl get configmaps -o name').stdout).not.toContain(job);
    const { data } = JSON.parse(w.sh('kubectl get configmap words-dispatcher-leader -o json').stdout);
    expect(Object.keys(data).sort()).toEqual(['address', 'sessionId']);
  });

  it('a deployment that is deleted keeps what another one starts from', () => {
    const { w, job } = session();
    w.sh('kubectl delete deployment/words');
    w.pass(10_000);
    expect(w.sh('kubectl get pods').stderr).toBe('No resources found in default namespace.\n');
    expect(w.sh('kubectl get configmaps -o name').stdout).toContain('configmap/words-dispatcher-leader\n');
    w.sh(`kubernetes-session.sh ${HA}; sleep 60`);
    expect(w.sh(`flink list ${SESSION}`).stdout).toContain(`${job} : Streaming WordCount (RUNNING)`);
  });

  it('a ConfigMap that somebody deletes takes its leader down', () => {
    const { w } = session();
    w.sh('kubectl delete configmap words-resourcemanager-leader');
    w.pass(1_000);
    expect(
      w.sh(`kubectl logs ${jobManagerPod(w)}`).stdout + w.sh(`kubectl logs -p ${jobManagerPod(w)}`).stdout,
    ).toContain('ConfigMap words-resourcemanager-leader is deleted externally');
    w.pass(30_000);
    expect(w.sh('kubectl get pods -l component=jobmanager --no-headers').stdout).toMatch(/1\/1 +Running +1 /);
  });
});
