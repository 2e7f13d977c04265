import { describe, expect, it } from 'vitest';
import { applyFault } from '../../src/platform/faults.ts';
import { jobIdIn, type KubernetesWorld, kubernetesWorld } from './support.ts';

const WORDS = '(sleep 50; echo hello flink hello; sleep 100; echo hello; sleep 3000) | nc -lk 9999 > /dev/null &';
const ALLOW =
  'kubectl create clusterrolebinding flink-role-binding-default --clusterrole=edit --serviceaccount=default:default';
const SESSION = '-t kubernetes-session -Dkubernetes.cluster-id=my-session';

const pods = (w: KubernetesWorld): string[] =>
  w
    .sh('kubectl get pods --no-headers')
    .stdout.split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(/\s+/).slice(0, 3).join(' '));
const output = (w: KubernetesWorld): string =>
  w.sh('for p in $(kubectl get pods -l component=taskmanager -o name); do kubectl logs $p; done').stdout;

function session(w: KubernetesWorld): void {
  w.sh(ALLOW);
  w.sh('kubernetes-session.sh -Dkubernetes.cluster-id=my-session -Dtaskmanager.numberOfTaskSlots=2');
  w.pass(20_000);
}

describe('the streaming WordCount on native Kubernetes', () => {
  it('in a session: pods of TaskManagers come with the job and go when idle', () => {
    const w = kubernetesWorld();
    w.sh(ALLOW);
    const started = w.sh('kubernetes-session.sh -Dkubernetes.cluster-id=my-session -Dtaskmanager.numberOfTaskSlots=2');
    expect(started.stdout).toContain(
      'Create flink session cluster my-session successfully, JobManager Web Interface: http://',
    );
    expect(started.status).toBe(0);
    w.pass(20_000);
    w.sh(WORDS);
    const job = jobIdIn(w.sh(`flink run -d ${SESSION} -p 3 -c demo.StreamWordCount words.jar node1 9999`).stdout);
    w.pass(60_000);
    expect(pods(w).slice(1)).toEqual([
      'my-session-taskmanager-1-1 1/1 Running',
      'my-session-taskmanager-1-2 1/1 Running',
    ]);
    expect(output(w)).toContain('(hello,2)');
    expect(w.sh(`flink list ${SESSION}`).stdout).toContain(`${job} : Streaming WordCount (RUNNING)`);
    expect(w.sh(`flink cancel ${SESSION} ${job}`).stdout).toContain(`Cancelled job ${job}.`);
    w.pass(70_000);
    expect(pods(w)).toEqual([expect.stringMatching(/^my-session-[a-z0-9]{9}-[a-z0-9]{5} 1\/1 Running$/)]);
    expect(
      w.sh('echo stop | kubernetes-session.sh -Dkubernetes.cluster-id=my-session -Dexecution.attached=true').status,
    ).toBe(0);
    w.pass(3_000);
    expect(w.sh('kubectl get pods,deploy,cm,svc -o name').stdout).toBe(
      'configmap/kube-root-ca.crt\nservice/kubernetes\n',
    );
  });

  it('as an application: main() runs in the JobManager, the jar is in the image', () => {
    const w = kubernetesWorld();
    w.sh(ALLOW);
    w.sh(
      'mkdir app; cp words.jar app; cd app; printf "FROM flink:1.13.6\\nRUN mkdir -p \\$FLINK_HOME/usrlib\\nCOPY words.jar \\$FLINK_HOME/usrlib/words.jar\\n" > Dockerfile; docker build -t registry:5000/words:1 .; docker push registry:5000/words:1; cd',
    );
    w.sh(WORDS);
    const { stdout, status } = w.sh(
      'flink run-application -t kubernetes-application -Dkubernetes.cluster-id=my-app -Dkubernetes.container.image=registry:5000/words:1 -c demo.StreamWordCount local:///opt/flink/usrlib/words.jar node1 9999',
    );
    expect(stdout).toContain('Create flink application cluster my-app successfully, JobManager Web Interface: http://');
    expect(status).toBe(0);
    w.pass(70_000);
    expect(pods(w)[1]).toBe('my-app-taskmanager-1-1 1/1 Running');
    expect(output(w)).toContain('(hello,2)');
    const target = '-t kubernetes-application -Dkubernetes.cluster-id=my-app';
    const job = /[0-9a-f]{32}/.exec(w.sh(`flink list ${target}`).stdout)![0];
    expect(w.sh(`flink stop -p /tmp/sp ${target} ${job}`).stdout).toMatch(
      /Savepoint completed\. Path: file:\/tmp\/sp\/savepoint-/,
    );
    w.pass(5_000);
    expect(pods(w)).toEqual([]);
  });
});

describe('failures on Kubernetes', () => {
  it('a deleted TaskManager pod is replaced and the job restarts', () => {
    const w = kubernetesWorld();
    session(w);
    w.sh(WORDS);
    w.sh(`flink run -d ${SESSION} -c demo.StreamWordCount words.jar node1 9999 checkpoints`);
    w.pass(30_000);
    expect(w.sh('kubectl delete pod my-session-taskmanager-1-1').stdout).toBe(
      'pod "my-session-taskmanager-1-1" deleted\n',
    );
    w.pass(60_000);
    expect(pods(w)[1]).toBe('my-session-taskmanager-1-2 1/1 Running');
    expect(w.sh(`flink list ${SESSION}`).stdout).toContain('(RUNNING)');
  });

  it('a JobManager pod that is deleted comes back under another name; without high availability its jobs are gone', () => {
    const w = kubernetesWorld();
    session(w);
    const [before] = pods(w);
    w.sh(`kubectl delete pod ${before!.split(' ')[0]}`);
    w.pass(15_000);
    const [after] = pods(w);
    expect(after).toMatch(/ 1\/1 Running$/);
    expect(after).not.toBe(before);
    expect(w.sh(`flink list ${SESSION}`).stdout).toContain('No running jobs.');
  });

  it('a killed JobManager process is restarted in its pod', () => {
    const w = kubernetesWorld();
    session(w);
    const name = pods(w)[0]!.split(' ')[0]!;
    const pid = [...w.machine(name).processes.values()].find(({ spec }) => spec.role === 'jobmanager')!.pid;
    applyFault(w.platform, { kind: 'signal', machine: name, pid, signal: 'SIGKILL' });
    w.pass(15_000);
    expect(w.sh('kubectl get pods').stdout).toMatch(/1\/1 {5}Running {3}1 /);
    expect(w.sh(`flink list ${SESSION}`).status).toBe(0);
  });

  it('a node that loses its power: its pods are evicted after five minutes and replaced elsewhere', () => {
    const w = kubernetesWorld();
    session(w);
    const node = w.cluster.store.list('pods')[0]!.spec.nodeName!;
    applyFault(w.platform, { kind: 'power', machine: node, on: false });
    w.pass(60_000);
    expect(w.sh('kubectl get nodes').stdout).toMatch(new RegExp(`${node} +NotReady`));
    w.pass(330_000);
    expect(
      pods(w)
        .map((line) => line.split(' ').slice(1).join(' '))
        .sort(),
    ).toEqual(['1/1 Running', '1/1 Terminating']);
    applyFault(w.platform, { kind: 'power', machine: node, on: true });
    w.pass(30_000);
    expect(pods(w)).toHaveLength(1);
  });

  it('an image that nobody has: ErrImagePull, then ImagePullBackOff', () => {
    const w = kubernetesWorld();
    // The client has done its work once the Deployment is there.
    expect(
      w.sh('kubernetes-session.sh -Dkubernetes.cluster-id=s -Dkubernetes.container.image=nobody/flink:9').status,
    ).toBe(0);
    w.pass(10_000);
    expect(pods(w)[0]).toMatch(/0\/1 ImagePullBackOff$/);
    expect(w.sh('kubectl describe pod').stdout).toMatch(
      /Warning +Failed .*Failed to pull image "nobody\/flink:9": rpc error: code = Unknown desc = Error response from daemon: pull access denied/,
    );
    const logs = w.sh('kubectl logs deploy/s');
    expect([logs.status, logs.stderr]).toEqual([
      1,
      expect.stringContaining('is waiting to start: trying and failing to pull image'),
    ]);
    expect(w.sh('kubectl rollout status deploy/s --timeout=5s').status).toBe(1);
  });

  it('a service account without rights: the JobManager cannot watch pods and crashes again and again', () => {
    const w = kubernetesWorld();
    expect(w.sh('kubernetes-session.sh -Dkubernetes.cluster-id=my-session').status).toBe(0);
    w.pass(60_000);
    expect(pods(w)[0]).toMatch(/(CrashLoopBackOff|Error)$/);
    expect(
      w.sh("kubectl get pods -o jsonpath='{.items[0].status.containerStatuses[0].lastState.terminated.exitCode}'")
        .stdout,
    ).toBe('2');
    const refused = w.sh('kubectl get pods --as=system:serviceaccount:default:default');
    expect([refused.status, refused.stderr]).toEqual([
      1,
      'Error from server (Forbidden): pods is forbidden: User "system:serviceaccount:default:default" cannot list resource "pods" in API group "" in the namespace "default"\n',
    ]);
    expect(w.sh('kubectl logs deploy/my-session').stdout).toContain(
      'io.fabric8.kubernetes.client.KubernetesClientException: pods is forbidden: User "system:serviceaccount:default:default" cannot watch resource "pods" in API group "" in the namespace "default"',
    );
  });

  it('more than any node has: the pod stays Pending', () => {
    const w = kubernetesWorld();
    w.sh(ALLOW);
    w.sh('kubernetes-session.sh -Dkubernetes.cluster-id=big -Dkubernetes.jobmanager.cpu=16');
    w.pass(5_000);
    expect(pods(w)[0]).toMatch(/0\/1 Pending$/);
    expect(w.sh('kubectl describe pods').stdout).toContain(
      "0/3 nodes are available: 1 node(s) had taint {node-role.kubernetes.io/master: }, that the pod didn't tolerate, 2 Insufficient cpu.",
    );
  });

  it('a cluster id that nobody knows, and no kubeconfig', () => {
    const w = kubernetesWorld();
    const unknown = w.sh('flink list -t kubernetes-session -Dkubernetes.cluster-id=nope');
    expect(unknown.stderr).toContain(
      'org.apache.flink.client.deployment.ClusterRetrieveException: Could not get the rest endpoint of nope',
    );
    expect(unknown.status).toBe(1);
    w.sh('mv .kube old');
    expect(w.sh('kubectl get pods')).toMatchObject({
      status: 1,
      stderr: 'The connection to the server localhost:8080 was refused - did you specify the right host or port?\n',
    });
    expect(w.sh('kubernetes-session.sh -Dkubernetes.cluster-id=x').stderr).toContain(
      'Caused by: java.net.UnknownHostException: kubernetes.default.svc',
    );
  });
});
