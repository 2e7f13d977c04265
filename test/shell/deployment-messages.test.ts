import { describe, expect, it } from 'vitest';
import { type DeploymentWorld, deploymentWorld } from './deployment-world.ts';

/** `FlinkYarnSessionCli → ResourceManager: submitApplication` for each message since `from`, the first of each kind. */
function conversation(w: DeploymentWorld, from: number): string[] {
  const names = new Map<string, string>();
  const lines = new Set<string>();
  for (const [i, fact] of w.trace.entries()) {
    if (fact.kind === 'process.started') names.set(`${fact.machine}/${fact.pid}`, fact.name.replace(/.*\//, ''));
    else if (fact.kind === 'message' && i >= from) {
      const of = ({ machine, pid }: { machine: string; pid: number }): string => names.get(`${machine}/${pid}`)!;
      lines.add(`${of(fact.from)} → ${of(fact.to)}: ${fact.name}`);
    }
  }
  return [...lines];
}

const PROGRAM = '-c demo.StreamWordCount words.jar node1 9999';

/** The workers' part, which is alike everywhere. */
const work = (worker: string, master: string): string[] => [
  `${worker} → ${master}: registerTaskExecutor`,
  `${worker} → ${master}: sendSlotReport`,
  `${master} → ${worker}: requestSlot`,
  `${worker} → ${master}: offerSlots`,
  `${master} → ${worker}: submitTask`,
];

function yarn(client: string, master: string, between: readonly string[] = []): string[] {
  return [
    `${client} → ResourceManager: getClusterNodes`,
    `${client} → ResourceManager: getNewApplication`,
    `${client} → NameNode: create`,
    `${client} → ResourceManager: submitApplication`,
    'ResourceManager → NodeManager: startContainers',
    `${master} → ResourceManager: registerApplicationMaster`,
    ...between,
    `${master} → ResourceManager: allocate`,
    `${master} → NodeManager: startContainers`,
    ...work('YarnTaskExecutorRunner', master),
  ];
}

function kubernetes(client: string, master: string, between: readonly string[] = []): string[] {
  return [
    `${client} → kube-apiserver: create deployment`,
    `${client} → kube-apiserver: create service`,
    `${client} → kube-apiserver: create configmap`,
    'kube-controller-manager → kube-apiserver: create replicaset',
    'kube-controller-manager → kube-apiserver: create pod',
    'kube-scheduler → kube-apiserver: bind pod',
    'kube-apiserver → kubelet: ADDED pod',
    `${master} → kube-apiserver: watch pods`,
    ...between,
    `${master} → kube-apiserver: create pod`,
    ...work('KubernetesTaskExecutorRunner', master),
  ];
}

const SUBMIT = (master: string): string => `CliFrontend → ${master}: POST /v1/jobs`;
const START_HADOOP = 'start-dfs.sh; start-yarn.sh; sleep 5';
const ALLOW =
  'kubectl create clusterrolebinding flink-role-binding-default --clusterrole=edit --serviceaccount=default:default';

const FLOWS: Readonly<Record<string, { preset: string; prepare: string; lines: readonly string[]; seen: string[] }>> = {
  'a session on YARN': {
    preset: 'yarn',
    prepare: START_HADOOP,
    lines: ['yarn-session.sh -d', `flink run -d ${PROGRAM}`],
    seen: yarn('FlinkYarnSessionCli', 'YarnSessionClusterEntrypoint', [SUBMIT('YarnSessionClusterEntrypoint')]),
  },
  'a job of its own on YARN: the graph comes with the application': {
    preset: 'yarn',
    prepare: START_HADOOP,
    lines: [`flink run -d -t yarn-per-job ${PROGRAM}`],
    seen: yarn('CliFrontend', 'YarnJobClusterEntrypoint'),
  },
  'an application on YARN: the JobManager gets the jar and runs main()': {
    preset: 'yarn',
    prepare: START_HADOOP,
    lines: [`flink run-application -t yarn-application ${PROGRAM}`],
    seen: yarn('CliFrontend', 'YarnApplicationClusterEntryPoint').toSpliced(
      5,
      0,
      'YarnApplicationClusterEntryPoint → NameNode: getBlockLocations',
      'YarnApplicationClusterEntryPoint → DataNode: readBlock',
    ),
  },
  'a session on Kubernetes': {
    preset: 'kubernetes',
    prepare: ALLOW,
    lines: [
      'kubernetes-session.sh -Dkubernetes.cluster-id=words; sleep 20',
      `flink run -d -t kubernetes-session -Dkubernetes.cluster-id=words ${PROGRAM}`,
    ],
    seen: kubernetes('KubernetesSessionCli', 'KubernetesSessionClusterEntrypoint', [
      SUBMIT('KubernetesSessionClusterEntrypoint'),
    ]),
  },
  'an application on Kubernetes: the jar is in the image': {
    preset: 'kubernetes',
    prepare: `${ALLOW}; mkdir app; cp words.jar app; printf "FROM flink:1.13.6\\nCOPY words.jar /opt/flink/usrlib/words.jar\\n" > app/Dockerfile; docker build -t registry:5000/words:1 app; docker push registry:5000/words:1`,
    lines: [
      'flink run-application -t kubernetes-application -Dkubernetes.cluster-id=words -Dkubernetes.container.image=registry:5000/words:1 -c demo.StreamWordCount local:///opt/flink/usrlib/words.jar node1 9999',
    ],
    seen: kubernetes('CliFrontend', 'KubernetesApplicationClusterEntrypoint'),
  },
};

describe('what is said between the parts of', () => {
  it.each(Object.entries(FLOWS))('%s', (name, { preset, prepare, lines, seen }) => {
    const w = deploymentWorld(preset);
    w.sh(`${prepare}\nnc -lk 9999 > /dev/null &`);
    const from = w.trace.length;
    for (const line of lines) w.sh(line);
    w.pass(40_000);
    const all = conversation(w, from);
    expect(all.filter((line) => seen.includes(line))).toEqual(seen);
    if (!name.includes('session')) expect(all.filter((line) => line.includes('POST /v1/jobs'))).toEqual([]);
  });
});
