import { describe, expect, it } from 'vitest';
import { type DeploymentWorld, deploymentWorld, jobIdIn } from './deployment-world.ts';

/**
 * The table of deployment modes: {session, per job, application} × {standalone, YARN, Kubernetes}. Each row is lived through: start, submit
 * the streaming WordCount, feed words, see counts, list, cancel, stop. Where there is no such mode: what the user is told.
 */
interface Row {
  readonly preset: string;
  readonly prepare: readonly string[];
  /** Starts the cluster (and the application); what it printed names ids. */
  readonly start: readonly string[];
  /** Submits the job to it; null: that is what started it. */
  readonly submit: ((id: string) => string) | null;
  /** Options by which list and cancel find it. */
  readonly target: (id: string) => string;
  /** Prints the output of the TaskManagers. */
  readonly output: string;
  readonly stop: (id: string) => string;
  /** Prints what is left of it when it is over. */
  readonly left: string;
}

const CLASS = 'demo.StreamWordCount';
const PROGRAM = `-c ${CLASS} words.jar node1 9999`;
const CLUSTER_ID = 'words';
const ON_ALL = (line: string): string => `for n in node1 node2 node3; do ssh $n ${line}; done`;

const STANDALONE = {
  preset: 'standalone',
  prepare: [],
  target: () => '',
  output: ON_ALL('"cat /opt/flink*/log/*taskexecutor*.out 2> /dev/null"'),
  left: `${ON_ALL('jps')} | grep -E "Cluster|TaskManager"`,
} satisfies Partial<Row>;
const YARN = {
  preset: 'yarn',
  prepare: ['start-dfs.sh; start-yarn.sh; sleep 5'],
  output: ON_ALL('"cat /opt/hadoop-3.1.3/logs/userlogs/*/*/taskmanager.out 2> /dev/null"'),
  left: `${ON_ALL('jps')} | grep Yarn`,
} satisfies Partial<Row>;
const KUBERNETES = {
  preset: 'kubernetes',
  prepare: [
    'kubectl create clusterrolebinding flink-role-binding-default --clusterrole=edit --serviceaccount=default:default',
  ],
  output: 'for p in $(kubectl get pods -l component=taskmanager -o name); do kubectl logs $p; done',
  left: 'kubectl get pods,deployments,configmaps,services -o name | grep -v kube',
} satisfies Partial<Row>;

const yarnId = (text: string): string => /application_\d+_\d+/.exec(text)?.[0] ?? '';

const ROWS: Readonly<Record<string, Row>> = {
  'session on standalone': {
    ...STANDALONE,
    start: ['start-cluster.sh; sleep 8'],
    submit: () => `flink run -d ${PROGRAM}`,
    stop: () => 'stop-cluster.sh',
  },
  'application on standalone': {
    ...STANDALONE,
    start: [
      `cp words.jar $FLINK_HOME/lib/; standalone-job.sh start --job-classname ${CLASS} node1 9999; taskmanager.sh start`,
    ],
    submit: null,
    stop: () => 'taskmanager.sh stop',
  },
  'session on YARN': {
    ...YARN,
    start: ['yarn-session.sh -d -nm words'],
    submit: () => `flink run -d ${PROGRAM}`,
    target: (id) => `-t yarn-session -Dyarn.application.id=${id}`,
    stop: (id) => `echo stop | yarn-session.sh -id ${id}`,
  },
  'per job on YARN': {
    ...YARN,
    start: [`flink run -d -t yarn-per-job ${PROGRAM}`],
    submit: null,
    target: (id) => `-t yarn-per-job -Dyarn.application.id=${id}`,
    stop: () => 'true',
  },
  'application on YARN': {
    ...YARN,
    start: [`flink run-application -t yarn-application ${PROGRAM}`],
    submit: null,
    target: (id) => `-t yarn-application -Dyarn.application.id=${id}`,
    stop: () => 'true',
  },
  'session on Kubernetes': {
    ...KUBERNETES,
    start: [`kubernetes-session.sh -Dkubernetes.cluster-id=${CLUSTER_ID}; sleep 20`],
    submit: () => `flink run -d -t kubernetes-session -Dkubernetes.cluster-id=${CLUSTER_ID} ${PROGRAM}`,
    target: () => `-t kubernetes-session -Dkubernetes.cluster-id=${CLUSTER_ID}`,
    stop: () => `kubectl delete deployment/${CLUSTER_ID}`,
  },
  'application on Kubernetes': {
    ...KUBERNETES,
    start: [
      'mkdir app; cp words.jar app; printf "FROM flink:1.13.6\\nCOPY words.jar /opt/flink/usrlib/words.jar\\n" > app/Dockerfile',
      'docker build -t registry:5000/words:1 app; docker push registry:5000/words:1',
      `flink run-application -t kubernetes-application -Dkubernetes.cluster-id=${CLUSTER_ID} -Dkubernetes.container.image=registry:5000/words:1 -c ${CLASS} local:///opt/flink/usrlib/words.jar node1 9999`,
    ],
    submit: null,
    target: () => `-t kubernetes-application -Dkubernetes.cluster-id=${CLUSTER_ID}`,
    stop: () => 'true',
  },
};

const WORDS = '(sleep 75; echo hello flink hello; sleep 3000) | nc -lk 9999 > /dev/null &';

function jobOf(w: DeploymentWorld, target: string): string {
  return /[0-9a-f]{32}/.exec(w.sh(`flink list ${target}`).stdout)?.[0] ?? 'no job';
}

describe('the streaming WordCount', () => {
  it.each(Object.entries(ROWS))('%s', (_name, row) => {
    const w = deploymentWorld(row.preset);
    for (const line of row.prepare) w.sh(line);
    w.sh(WORDS);
    const started = row.start.map((line) => w.sh(line));
    expect(started.map(({ status }) => status)).toEqual(started.map(() => 0));
    const id = yarnId(started.map(({ stdout }) => stdout).join(''));
    const submitted = row.submit === null ? null : jobIdIn(w.sh(row.submit(id)).stdout);
    w.pass(90_000);
    expect(w.sh(row.output).stdout).toContain('(hello,2)');
    const target = row.target(id);
    const job = submitted ?? jobOf(w, target);
    expect(w.sh(`flink list ${target}`).stdout).toMatch(new RegExp(`${job} : Streaming WordCount \\(RUNNING\\)`));
    expect(w.sh(`flink cancel ${target} ${job}`).stdout).toContain(`Cancelled job ${job}.`);
    w.pass(3_000);
    expect(w.sh(row.stop(id)).status).toBe(0);
    w.pass(10_000);
    expect(w.sh(row.left).stdout).toBe('');
  });

  it.each([
    ['standalone', 'standalone-per-job'],
    ['standalone', 'remote-per-job'],
    ['kubernetes', 'kubernetes-per-job'],
  ])('per job on %s: there is no target %s, and the client says so', (preset, target) => {
    const w = deploymentWorld(preset);
    const { stderr, status } = w.sh(`start-cluster.sh; flink run -t ${target} ${PROGRAM}`);
    expect(stderr).toContain('No ExecutorFactory found to execute the application.');
    expect(status).toBe(1);
  });

  it('on a target that nothing serves', () => {
    const w = deploymentWorld('standalone');
    for (const line of [`flink run-application -t yarn-application ${PROGRAM}`, 'flink list -t yarn-session']) {
      const { stderr, status } = w.sh(`unset HADOOP_CLASSPATH; ${line}`);
      expect(stderr).toContain(
        'java.lang.IllegalStateException: No ClusterClientFactory found. If you were targeting a Yarn cluster, please make sure to export the HADOOP_CLASSPATH environment variable',
      );
      expect(status).toBe(1);
    }
  });

  it('as an application on another target than YARN or Kubernetes', () => {
    const w = deploymentWorld('standalone');
    const { stderr, status } = w.sh(`flink run-application -t remote ${PROGRAM}`);
    expect(stderr).toContain(
      'java.lang.UnsupportedOperationException: Application Mode not supported by standalone deployments.',
    );
    expect(status).toBe(1);
  });
});
