import { describe, expect, it } from 'vitest';
import { jobIdIn, type KubernetesWorld, kubernetesWorld } from './support.ts';

const FILES: Readonly<Record<string, string>> = {
  'flink-configuration-configmap.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: flink-config
  labels:
    app: flink
data:
  flink-conf.yaml: |+
    jobmanager.rpc.address: flink-jobmanager
    taskmanager.numberOfTaskSlots: 2
    blob.server.port: 6124
    jobmanager.rpc.port: 6123
    taskmanager.rpc.port: 6122
    jobmanager.memory.process.size: 1600m
    taskmanager.memory.process.size: 1728m
    parallelism.default: 2
  log4j-console.properties: |+
    rootLogger.level = INFO
`,
  'jobmanager-service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: flink-jobmanager
spec:
  type: ClusterIP
  ports:
  - name: rpc
    port: 6123
  - name: blob-server
    port: 6124
  - name: webui
    port: 8081
  selector:
    app: flink
    component: jobmanager
`,
  'jobmanager-session-deployment.yaml': deployment('jobmanager', '["jobmanager"]', 1, '6123'),
  'taskmanager-session-deployment.yaml': deployment('taskmanager', '["taskmanager"]', 2, '6122'),
};

function deployment(component: string, args: string, replicas: number, port: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: flink-${component}
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: flink
      component: ${component}
  template:
    metadata:
      labels:
        app: flink
        component: ${component}
    spec:
${pod(component, args, port)}`;
}

function pod(component: string, args: string, port: string): string {
  return `      containers:
      - name: ${component}
        image: apache/flink:1.13.6-scala_2.12
        args: ${args}
        ports:
        - containerPort: ${port}
          name: rpc
        livenessProbe:
          tcpSocket:
            port: ${port}
          initialDelaySeconds: 30
          periodSeconds: 60
        volumeMounts:
        - name: flink-config-volume
          mountPath: /opt/flink/conf
        securityContext:
          runAsUser: 9999
      volumes:
      - name: flink-config-volume
        configMap:
          name: flink-config
          items:
          - key: flink-conf.yaml
            path: flink-conf.yaml
          - key: log4j-console.properties
            path: log4j-console.properties
`;
}

function session(): KubernetesWorld {
  const w = kubernetesWorld();
  for (const [name, text] of Object.entries(FILES)) w.machine('node1').files.write(`/root/${name}`, text);
  return w;
}

describe('a standalone Flink on Kubernetes by manifests', () => {
  it('starts, takes a job through port-forward, counts words, scales and goes', () => {
    const w = session();
    expect(
      w.sh(
        'kubectl create -f flink-configuration-configmap.yaml -f jobmanager-service.yaml; kubectl apply -f jobmanager-session-deployment.yaml -f taskmanager-session-deployment.yaml',
      ).stdout,
    ).toBe(
      'configmap/flink-config created\nservice/flink-jobmanager created\ndeployment.apps/flink-jobmanager created\ndeployment.apps/flink-taskmanager created\n',
    );
    w.pass(90_000);
    expect(w.sh('kubectl get deployments').stdout).toMatch(
      /^NAME {16}READY {3}UP-TO-DATE {3}AVAILABLE {3}AGE\nflink-jobmanager {4}1\/1 {5}1 {12}1 {11}\w+\nflink-taskmanager {3}2\/2 /,
    );
    w.sh('kubectl port-forward service/flink-jobmanager 8081:8081 > forward.log &');
    w.pass(1_000);
    expect(w.sh('cat forward.log').stdout).toContain('Forwarding from 127.0.0.1:8081 -> 8081\n');
    expect(JSON.parse(w.sh('curl -s localhost:8081/overview').stdout)).toMatchObject({
      taskmanagers: 2,
      'slots-total': 4,
    });
    w.sh('(sleep 20; echo hello flink hello; sleep 3000) | nc -lk 9999 > /dev/null &');
    const job = jobIdIn(w.sh('flink run -d -m localhost:8081 -c demo.StreamWordCount words.jar node1 9999').stdout);
    w.pass(40_000);
    const logs = w.sh(
      'for p in $(kubectl get pods -l app=flink,component=taskmanager -o name); do kubectl logs $p; done',
    ).stdout;
    expect(logs).toContain('(hello,2)');
    expect(w.sh('flink list -m localhost:8081').stdout).toContain(`${job} : Streaming WordCount (RUNNING)`);
    expect(w.sh(`flink cancel -m localhost:8081 ${job}`).stdout).toContain(`Cancelled job ${job}.`);
    expect(w.sh('kubectl scale --replicas=3 deployment/flink-taskmanager').stdout).toBe(
      'deployment.apps/flink-taskmanager scaled\n',
    );
    w.pass(40_000);
    expect(JSON.parse(w.sh('curl -s localhost:8081/overview').stdout)).toMatchObject({ taskmanagers: 3 });
    expect(w.sh('kubectl exec deploy/flink-jobmanager -- ls /opt/flink/conf').stdout).toBe(
      'flink-conf.yaml\nlog4j-console.properties\n',
    );
    expect(
      w.sh('kubectl delete -f taskmanager-session-deployment.yaml -f jobmanager-session-deployment.yaml').stdout,
    ).toBe('deployment.apps "flink-taskmanager" deleted\ndeployment.apps "flink-jobmanager" deleted\n');
    w.pass(40_000);
    expect(w.sh('kubectl get pods').stderr).toBe('No resources found in default namespace.\n');
  });

  it('a TaskManager without its ConfigMap waits; kubectl says why', () => {
    const w = session();
    w.sh('kubectl apply -f taskmanager-session-deployment.yaml');
    w.pass(20_000);
    expect(w.sh('kubectl get pods').stdout).toMatch(/0\/1 {5}ContainerCreating/);
    expect(w.sh('kubectl describe pods').stdout).toContain(
      'MountVolume.SetUp failed for volume "flink-config-volume" : configmap "flink-config" not found',
    );
    w.sh('kubectl apply -f flink-configuration-configmap.yaml');
    w.pass(90_000);
    expect(w.sh('kubectl get pods').stdout).toMatch(/1\/1 {5}Running/);
  });
});

describe('kubectl', () => {
  it('speaks of what is wrong as kubectl does', () => {
    const w = session();
    const fails = (line: string): string => {
      const { stderr, status } = w.sh(line);
      expect(status, line).toBe(1);
      return stderr;
    };
    expect(fails('kubectl get deployment x')).toBe('Error from server (NotFound): deployments.apps "x" not found\n');
    expect(fails('kubectl get pod x -n y')).toBe('Error from server (NotFound): pods "x" not found\n');
    expect(fails('kubectl get things')).toBe('error: the server doesn\'t have a resource type "things"\n');
    expect(fails('kubectl apply -f nothing.yaml')).toBe('error: the path "nothing.yaml" does not exist\n');
    expect(fails('kubectl delete svc x')).toBe('Error from server (NotFound): services "x" not found\n');
    expect(fails('kubectl frob')).toContain('error: unknown command "frob" for "kubectl"');
    w.sh('kubectl create -f jobmanager-service.yaml');
    expect(fails('kubectl create -f jobmanager-service.yaml')).toBe(
      'Error from server (AlreadyExists): error when creating "jobmanager-service.yaml": services "flink-jobmanager" already exists\n',
    );
    expect(fails("sed 's/ConfigMap/Config/' flink-configuration-configmap.yaml | kubectl apply -f -")).toBe(
      'error: unable to recognize "STDIN": no matches for kind "Config" in version "v1"\n',
    );
    const mismatch = FILES['jobmanager-session-deployment.yaml']!.replace('app: flink', 'app: other');
    w.machine('node1').files.write('/root/mismatch.yaml', mismatch);
    expect(fails('kubectl apply -f mismatch.yaml')).toContain(
      'The Deployment.apps "flink-jobmanager" is invalid: spec.template.metadata.labels: Invalid value',
    );
  });

  it('prints objects as YAML, names, JSONPath and custom columns', () => {
    const w = session();
    w.sh('kubectl apply -f jobmanager-service.yaml; kubectl create configmap c --from-literal=a=b');
    expect(w.sh('kubectl get svc flink-jobmanager -o name').stdout).toBe('service/flink-jobmanager\n');
    expect(w.sh('kubectl get svc flink-jobmanager -o jsonpath=\'{.spec.ports[?(@.name=="webui")].port}\'').stdout).toBe(
      '8081',
    );
    expect(w.sh('kubectl get nodes -o jsonpath=\'{range .items[*]}{.metadata.name}{"\\n"}{end}\'').stdout).toBe(
      'node1\nnode2\nnode3\n',
    );
    expect(w.sh('kubectl get cm c -o yaml').stdout).toMatch(
      /^apiVersion: v1\n[\s\S]*kind: ConfigMap\n[\s\S]*data:\n {2}a: b\n/,
    );
    expect(w.sh('kubectl apply -f jobmanager-service.yaml').stdout).toBe('service/flink-jobmanager unchanged\n');
    expect(
      w.sh('kubectl create namespace flink; kubectl config set-context --current --namespace=flink; kubectl get pods')
        .stderr,
    ).toBe('No resources found in flink namespace.\n');
  });
});
