import { describe, expect, it } from 'vitest';
import { type KubernetesWorld, kubernetesWorld } from './support.ts';

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: main
        image: busybox:1
        command: ["sleep", "100000"]
`;

const TOLD = `apiVersion: v1
kind: Pod
metadata:
  name: told
spec:
  containers:
  - name: main
    image: busybox:1
    command: ["sh", "-c", "echo $USER_NAME says $(cat /login/password); sleep 100000"]
    env:
    - name: USER_NAME
      valueFrom: { secretKeyRef: { name: login, key: user } }
    volumeMounts:
    - { name: login, mountPath: /login }
  volumes:
  - name: login
    secret: { secretName: login }
`;

function web(): KubernetesWorld {
  const w = kubernetesWorld();
  w.machine('node1').files.write('/root/web.yaml', DEPLOYMENT);
  w.sh('kubectl apply -f web.yaml');
  w.pass(15_000);
  return w;
}
const firstPod = (w: KubernetesWorld): string =>
  w.sh("kubectl get pods -l app=web -o jsonpath='{.items[0].metadata.name}'").stdout;
const nodesOf = (w: KubernetesWorld): string[] =>
  w.sh("kubectl get pods -l app=web -o jsonpath='{.items[*].spec.nodeName}'").stdout.split(' ');

describe('kubectl changes', () => {
  it('a Deployment by patch: strategic, merge and JSON', () => {
    const w = web();
    const env = (): string => w.sh("kubectl get deploy web -o jsonpath='{.spec.template.spec.containers}'").stdout;
    expect(w.sh(`kubectl patch deployment web -p '{"spec":{"replicas":3}}'`).stdout).toBe(
      'deployment.apps/web patched\n',
    );
    expect(w.sh(`kubectl patch deployment web -p '{"spec":{"replicas":3}}'`).stdout).toBe(
      'deployment.apps/web patched (no change)\n',
    );
    w.sh(
      `kubectl patch deploy/web -p '{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"busybox:2"}]}}}}'`,
    );
    expect(JSON.parse(env())).toMatchObject([{ name: 'main', image: 'busybox:2', command: ['sleep', '100000'] }]);
    w.sh(
      `kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"busybox:3"}]'`,
    );
    expect(JSON.parse(env())).toMatchObject([{ image: 'busybox:3' }]);
    w.sh(
      `kubectl patch deploy web --type=merge -p '{"spec":{"template":{"spec":{"containers":[{"name":"other","image":"busybox:4"}]}}}}'`,
    );
    expect(JSON.parse(env())).toMatchObject([{ name: 'other', image: 'busybox:4' }]);
  });

  it('images and variables by set, and takes them back by rollout undo', () => {
    const w = web();
    expect(w.sh('kubectl set env deployment/web A=1 B=two').stdout).toBe('deployment.apps/web env updated\n');
    w.pass(60_000);
    expect(w.sh(`kubectl exec ${firstPod(w)} -- env | grep -E '^[AB]='`).stdout).toBe('A=1\nB=two\n');
    w.sh('kubectl set env deployment web A-');
    expect(w.sh("kubectl get deploy web -o jsonpath='{.spec.template.spec.containers[0].env[*].name}'").stdout).toBe(
      'B',
    );
    w.pass(60_000);
    expect(w.sh('kubectl rollout undo deployment/web').stdout).toBe('deployment.apps/web rolled back\n');
    w.pass(60_000);
    expect(w.sh("kubectl get deploy web -o jsonpath='{.spec.template.spec.containers[0].env[*].name}'").stdout).toBe(
      'A B',
    );
    expect(w.sh('kubectl rollout undo deployment/web --to-revision=77')).toMatchObject({
      status: 1,
      stderr: 'error: unable to find specified revision 77 in history\n',
    });
  });

  it('a node: cordoned, drained, tainted', () => {
    const w = web();
    const [node = ''] = nodesOf(w);
    const drained = w.sh(`kubectl drain ${node} --ignore-daemonsets`);
    expect(drained.stdout).toMatch(
      new RegExp(
        `^node/${node} cordoned\\n(?:evicting pod default/web-\\S+\\n)+(?:pod/web-\\S+ evicted\\n)+node/${node} evicted\\n$`,
      ),
    );
    w.pass(60_000);
    expect(nodesOf(w)).not.toContain(node);
    expect(w.sh('kubectl get nodes').stdout).toMatch(new RegExp(`${node} +Ready,SchedulingDisabled `));
    expect(w.sh(`kubectl uncordon ${node}; kubectl uncordon ${node}`).stdout).toBe(
      `node/${node} uncordoned\nnode/${node} already uncordoned\n`,
    );
    expect(w.sh(`kubectl taint nodes ${node} only=flink:NoSchedule`).stdout).toBe(`node/${node} tainted\n`);
    w.sh('kubectl scale deploy web --replicas=6');
    w.pass(30_000);
    expect(nodesOf(w)).not.toContain(node);
    expect(w.sh(`kubectl taint nodes ${node} only=flink:NoSchedule-`).stdout).toBe(`node/${node} untainted\n`);
  });
});

describe('kubectl', () => {
  it('copies files into a pod and out of it', () => {
    const w = web();
    const pod = firstPod(w);
    w.sh(`echo hello > a.txt; kubectl cp a.txt ${pod}:/tmp/b.txt`);
    expect(w.sh(`kubectl exec ${pod} -- cat /tmp/b.txt`).stdout).toBe('hello\n');
    expect(w.sh(`kubectl cp default/${pod}:/tmp/b.txt c.txt; cat c.txt`).stdout).toBe(
      "tar: Removing leading `/' from member names\nhello\n",
    );
    expect(w.sh(`kubectl cp nothing ${pod}:/tmp`)).toMatchObject({
      status: 1,
      stderr: "error: nothing doesn't exist in local filesystem\n",
    });
  });

  it('gives a pod its secrets as texts, in whatever language they are', () => {
    const w = kubernetesWorld();
    w.sh(`kubectl create secret generic login --from-literal=user=流水 --from-literal=password='naïve 42'`);
    expect(w.sh("kubectl get secret login -o jsonpath='{.data.user}' | base64 -d").stdout).toBe('流水');
    w.machine('node1').files.write('/root/told.yaml', TOLD);
    w.sh('kubectl apply -f told.yaml');
    w.pass(15_000);
    expect(w.sh('kubectl logs told').stdout).toBe('流水 says naïve 42\n');
    const written = 'apiVersion: v1\nkind: Secret\nmetadata: { name: plain }\nstringData: { user: 流水 }\n';
    w.machine('node1').files.write('/root/plain.yaml', written);
    w.sh('kubectl apply -f plain.yaml');
    expect(w.sh("kubectl get secret plain -o jsonpath='{.type} {.stringData}{.data.user}'").stdout).toBe(
      'Opaque 5rWB5rC0',
    );
  });

  it('prints by Go templates', () => {
    const w = kubernetesWorld();
    expect(w.sh(`kubectl get nodes -o go-template='{{range .items}}{{.metadata.name}} {{end}}'`).stdout).toBe(
      'node1 node2 node3 ',
    );
    expect(w.sh(`kubectl get node node2 -o go-template='{{len .status.addresses}} {{.nothing}}'`).stdout).toBe(
      '2 <no value>',
    );
    expect(w.sh(`kubectl get nodes -o go-template='{{range .items}}'`)).toMatchObject({
      status: 1,
      stderr: 'error: error parsing template {{range .items}}, template parsing error: template: :1: unexpected EOF\n',
    });
  });

  it('says of kinds and commands that are not simulated that they are not', () => {
    const w = kubernetesWorld();
    w.machine('node1').files.write('/root/zk.yaml', DEPLOYMENT.replace('kind: Deployment', 'kind: StatefulSet'));
    const said = (command: string) => {
      const { status, stderr } = w.sh(command);
      return [status, stderr.trim()];
    };
    expect(said('kubectl apply -f zk.yaml')).toEqual([1, 'error: not simulated yet: StatefulSet (in "zk.yaml")']);
    expect(said('kubectl get pvc')).toEqual([1, 'error: not simulated yet: PersistentVolumeClaim']);
    expect(said('kubectl autoscale deploy/web --max=5')).toEqual([1, 'error: not simulated yet: kubectl autoscale']);
    expect(said('kubectl get nothings')).toEqual([1, 'error: the server doesn\'t have a resource type "nothings"']);
    const helm = w.sh('helm install x');
    expect([helm.status, helm.stderr]).toEqual([127, expect.stringContaining('not simulated yet: ')]);
  });

  it('spreads the pods of a workload over the nodes, also those that ask for nothing', () => {
    const w = web();
    const nodes = w.cluster.store.list('pods').map(({ spec }) => spec.nodeName);
    expect(nodes.sort()).toEqual(['node2', 'node3']);
  });

  it('says who may do what', () => {
    const w = kubernetesWorld();
    const ask = 'kubectl auth can-i create pods --as=system:serviceaccount:default:default';
    expect(w.sh(ask)).toMatchObject({ stdout: 'no\n', status: 1 });
    w.sh('kubectl create clusterrolebinding b --clusterrole=edit --serviceaccount=default:default');
    expect(w.sh(ask)).toMatchObject({ stdout: 'yes\n', status: 0 });
    expect(w.sh('kubectl top nodes')).toMatchObject({ status: 1, stderr: 'error: Metrics API not available\n' });
    expect(w.sh('kubectl api-versions').stdout).toContain('apps/v1\n');
  });
});
