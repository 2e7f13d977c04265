import type {
  Container,
  ContainerState,
  Deployment,
  Event,
  Kinds,
  KubernetesObject,
  Labels,
  Node,
  Pod,
  PodSpec,
  Resource,
  Service,
} from '../../kubernetes/objects.ts';
import { cores, quantity } from '../../kubernetes/quantity.ts';
import type { ResourceInfo } from '../../kubernetes/resources.ts';
import { requestsOf } from '../../kubernetes/scheduler.ts';
import { endpointsOf, targetPort } from '../../kubernetes/service-names.ts';
import type { Task } from '../../simulation/task.ts';
import { KubectlError, type Session, targetsOf } from './session.ts';
import { age, formatTable, labelText, podStatus } from './tables.ts';

/** `kubectl describe`. */
export function* describe(session: Session): Task<number> {
  const { call, flags, namespace, selector } = session;
  const targets = targetsOf(flags.words.slice(1));
  if (targets.length === 0)
    throw new KubectlError(
      'error: You must specify the type of resource to describe. Use "kubectl api-resources" for a complete list of supported resources.',
    );
  let first = true;
  let failed = false;
  for (const { info, name } of targets) {
    const space = info.namespaced ? namespace : undefined;
    try {
      const objects = yield* session.ask(`get ${info.singular}`, name ?? '', (api): KubernetesObject[] => {
        const all = api.list<Resource>(info.resource, space, selector);
        // As kubectl does: an exact name, else all that begin with it.
        if (name === null) return all;
        const exact = all.filter(({ metadata }) => metadata.name === name);
        if (exact.length > 0) return exact;
        const prefixed = all.filter(({ metadata }) => metadata.name.startsWith(name));
        return prefixed.length > 0 ? prefixed : [api.get<Resource>(info.resource, space, name)];
      });
      for (const object of objects) {
        if (!first) call.print('\n\n');
        first = false;
        call.print(text(session, info, object));
      }
    } catch (error) {
      if (!(error instanceof KubectlError)) throw error;
      call.stderr.write(`${error.message}\n`);
      failed = true;
    }
  }
  return failed ? 1 : 0;
}

type Line = readonly [key: string, value: string];

function text(session: Session, info: ResourceInfo, object: KubernetesObject): string {
  const is = <R extends Resource>(resource: R, it: KubernetesObject): it is Kinds[R] =>
    info.resource === resource && it === object;
  const { now } = session.call.platform.world;
  const events = eventsText(session, object, now);
  if (is('pods', object)) return podText(session, object) + events;
  if (is('deployments', object)) return deploymentText(session, object) + events;
  if (is('services', object)) return serviceText(session, object) + events;
  if (is('nodes', object)) return nodeText(session, object) + events;
  const lines: Line[] = [
    ['Name', object.metadata.name],
    ...(info.namespaced ? [['Namespace', object.metadata.namespace ?? ''] as const] : []),
    ...labelLines(object.metadata),
  ];
  if (is('configmaps', object)) {
    const data = Object.entries(object.data ?? {}).map(([key, value]) => `${key}:\n----\n${value}\n`);
    return `${align(lines)}\nData\n====\n${data.join('')}\n${events}`;
  }
  if (is('clusterrolebindings', object) || is('rolebindings', object)) {
    const subjects = formatTable([
      ['  Kind', 'Name', 'Namespace'],
      ['  ----', '----', '---------'],
      ...(object.subjects ?? []).map(({ kind, name, namespace }) => [`  ${kind}`, name, namespace ?? '']),
    ]);
    return `${align(lines)}Role:\n  Kind:  ${object.roleRef.kind}\n  Name:  ${object.roleRef.name}\nSubjects:\n${subjects}`;
  }
  return align(lines) + events;
}

/** `Key:   value` with the values in one column. */
function align(lines: readonly Line[], indent = ''): string {
  const width = Math.max(...lines.map(([key]) => key.length)) + 3;
  return lines
    .map(([key, value]) => `${indent}${key === '' ? ''.padEnd(width) : `${key}:`.padEnd(width)}${value}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('');
}

function listed(key: string, labels: Labels | undefined): Line[] {
  const all = Object.entries(labels ?? {});
  if (all.length === 0) return [[key, '<none>']];
  return all.map(([name, value], i) => [i === 0 ? key : '', `${name}${key === 'Annotations' ? ': ' : '='}${value}`]);
}
const labelLines = ({ labels, annotations }: KubernetesObject['metadata']): Line[] => {
  const shown = Object.fromEntries(
    Object.entries(annotations ?? {}).filter(([key]) => !key.endsWith('last-applied-configuration')),
  );
  return [...listed('Labels', labels), ...listed('Annotations', shown)];
};

const date = (session: Session, at: number): string =>
  new Date(Math.floor(session.call.platform.epoch + at)).toUTCString().replace('GMT', '+0000');

function stateLines(session: Session, title: string, state: ContainerState | undefined): Line[] {
  if (!state) return [];
  const { waiting, running, terminated } = state;
  if (waiting)
    return [
      [title, 'Waiting'],
      ['  Reason', waiting.reason],
    ];
  if (running)
    return [
      [title, 'Running'],
      ['  Started', date(session, running.startedAt)],
    ];
  if (!terminated) return [];
  return [
    [title, 'Terminated'],
    ['  Reason', terminated.reason],
    ...(terminated.message ? [['  Message', terminated.message] as const] : []),
    ['  Exit Code', String(terminated.exitCode)],
    ['  Started', date(session, terminated.startedAt)],
    ['  Finished', date(session, terminated.finishedAt)],
  ];
}

function containerText(session: Session, container: Container, pod: Pod | null, indent: string): string {
  const status = pod?.status?.containerStatuses?.find(({ name }) => name === container.name);
  const { resources } = container;
  const block = (title: string, values: readonly string[]): Line[] =>
    values.length === 0 ? [] : [[title, ''], ...values.map((value): Line => ['', value])];
  const amounts = (
    title: string,
    list: Container['resources'] extends infer _
      ? { cpu?: string | number; memory?: string | number } | undefined
      : never,
  ): Line[] =>
    list
      ? [
          [title, ''],
          ...(list.cpu === undefined ? [] : [['  cpu', cores(quantity(list.cpu))] as const]),
          ...(list.memory === undefined ? [] : [['  memory', String(list.memory)] as const]),
        ]
      : [];
  const lines: Line[] = [
    ['Image', container.image],
    [
      (container.ports?.length ?? 0) > 1 ? 'Ports' : 'Port',
      container.ports?.map(({ containerPort, protocol }) => `${containerPort}/${protocol ?? 'TCP'}`).join(', ') ||
        '<none>',
    ],
    ...block(
      'Command',
      (container.command ?? []).map((word) => `  ${word}`),
    ),
    ...block(
      'Args',
      (container.args ?? []).map((word) => `  ${word}`),
    ),
    ...(status ? stateLines(session, 'State', status.state) : []),
    ...(status?.lastState ? stateLines(session, 'Last State', status.lastState) : []),
    ...(status
      ? [['Ready', status.ready ? 'True' : 'False'] as const, ['Restart Count', String(status.restartCount)] as const]
      : []),
    ...amounts('Limits', resources?.limits),
    ...amounts('Requests', resources?.requests),
  ];
  const environment = (container.env ?? []).map(
    ({ name, value, valueFrom }): Line => [
      `  ${name}`,
      value === undefined
        ? valueFrom?.fieldRef
          ? ` (v1:${valueFrom.fieldRef.fieldPath})`
          : '<set to the key of a config map>'
        : String(value),
    ],
  );
  const mounts = (container.volumeMounts ?? []).map(
    ({ mountPath, name, readOnly }) => `${indent}    ${mountPath} from ${name} (${readOnly ? 'ro' : 'rw'})\n`,
  );
  return `${indent}${container.name}:\n${align(lines, `${indent}  `)}${environment.length > 0 ? `${indent}  Environment:\n${align(environment, `${indent}  `)}` : `${indent}  Environment:  <none>\n`}${mounts.length > 0 ? `${indent}  Mounts:\n${mounts.join('')}` : `${indent}  Mounts:  <none>\n`}`;
}

function volumesText(spec: PodSpec): string {
  const volumes = spec.volumes ?? [];
  if (volumes.length === 0) return 'Volumes:  <none>\n';
  return `Volumes:\n${volumes
    .map(({ name, configMap, secret, hostPath, emptyDir }) =>
      configMap
        ? `  ${name}:\n    Type:      ConfigMap (a volume populated by a ConfigMap)\n    Name:      ${configMap.name}\n    Optional:  ${configMap.optional ?? false}\n`
        : secret
          ? `  ${name}:\n    Type:        Secret (a volume populated by a Secret)\n    SecretName:  ${secret.secretName}\n`
          : hostPath
            ? `  ${name}:\n    Type:          HostPath (bare host directory volume)\n    Path:          ${hostPath.path}\n`
            : emptyDir
              ? `  ${name}:\n    Type:       EmptyDir (a temporary directory that shares a pod's lifetime)\n`
              : `  ${name}:\n`,
    )
    .join('')}`;
}

function podText(session: Session, pod: Pod): string {
  const { metadata, spec, status } = pod;
  const node = session.client.locate().cluster.nodes.get(spec.nodeName ?? '');
  const owner = metadata.ownerReferences?.[0];
  const conditions = formatTable([
    ['  Type', 'Status'],
    ...(status?.conditions ?? []).map(({ type, status: is }) => [`  ${type}`, `${is} `]),
  ]);
  return `${align([
    ['Name', metadata.name],
    ['Namespace', metadata.namespace ?? ''],
    ['Priority', '0'],
    ['Node', node ? `${node.machine.name}/${node.machine.ip}` : '<none>'],
    ...(status?.startTime === undefined ? [] : [['Start Time', date(session, status.startTime)] as const]),
    ...labelLines(metadata),
    [
      'Status',
      metadata.deletionTimestamp === undefined
        ? (status?.phase ?? 'Pending')
        : `Terminating (lasts ${age(session.call.platform.world.now - metadata.deletionTimestamp)})`,
    ],
    ['IP', status?.podIP ?? ''],
    ...(owner ? [['Controlled By', `${owner.kind}/${owner.name}`] as const] : []),
  ])}Containers:\n${spec.containers.map((container) => containerText(session, container, pod, '  ')).join('')}Conditions:\n${conditions}${volumesText(spec)}${align(
    [
      ['QoS Class', requestsOf(pod).memory > 0 ? 'Guaranteed' : 'BestEffort'],
      ['Node-Selectors', labelText(spec.nodeSelector)],
      ...(spec.tolerations ?? []).map(
        ({ key, effect, operator, tolerationSeconds }, i): Line => [
          i === 0 ? 'Tolerations' : '',
          `${key ?? ''}:${effect ?? ''}${operator === 'Exists' ? ' op=Exists' : ''}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`,
        ],
      ),
    ],
  )}`;
}

function deploymentText(session: Session, { metadata, spec, status }: Deployment): string {
  const wanted = spec.replicas ?? 1;
  const available = status?.availableReplicas ?? 0;
  const sets = session.client
    .locate()
    .cluster.store.list('replicasets', metadata.namespace)
    .filter((set) => set.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid));
  const newest = sets.at(-1);
  return `${align([
    ['Name', metadata.name],
    ['Namespace', metadata.namespace ?? ''],
    ['CreationTimestamp', date(session, metadata.creationTimestamp ?? 0)],
    ...labelLines(metadata),
    ['Selector', labelText(spec.selector.matchLabels)],
    [
      'Replicas',
      `${wanted} desired | ${status?.updatedReplicas ?? 0} updated | ${status?.replicas ?? 0} total | ${available} available | ${status?.unavailableReplicas ?? 0} unavailable`,
    ],
    ['StrategyType', spec.strategy?.type ?? 'RollingUpdate'],
    ['MinReadySeconds', '0'],
  ])}Pod Template:\n${align(listed('Labels', spec.template.metadata?.labels), '  ')}  Containers:\n${spec.template.spec.containers
    .map((container) => containerText(session, container, null, '   '))
    .join(
      '',
    )}${volumesText(spec.template.spec).replace(/^/gm, '  ').trimEnd()}\nConditions:\n  Type           Status  Reason\n  ----           ------  ------\n  Available      ${available >= wanted ? 'True    MinimumReplicasAvailable' : 'False   MinimumReplicasUnavailable'}\nOldReplicaSets:  <none>\nNewReplicaSet:   ${newest ? `${newest.metadata.name} (${newest.status?.replicas ?? 0}/${newest.spec.replicas ?? 1} replicas created)` : '<none>'}\n`;
}

function serviceText(session: Session, service: Service): string {
  const { metadata, spec, status } = service;
  const endpoints = endpointsOf(session.client.locate().cluster, service);
  const ingress = status?.loadBalancer.ingress?.flatMap(({ ip }) => ip ?? []) ?? [];
  return align([
    ['Name', metadata.name],
    ['Namespace', metadata.namespace ?? ''],
    ...labelLines(metadata),
    ['Selector', labelText(spec.selector)],
    ['Type', spec.type ?? 'ClusterIP'],
    ['IP Family Policy', 'SingleStack'],
    ['IP Families', 'IPv4'],
    ['IP', spec.clusterIP ?? ''],
    ['IPs', spec.clusterIP ?? ''],
    ...(ingress.length > 0 ? [['LoadBalancer Ingress', ingress.join(', ')] as const] : []),
    ...(spec.ports ?? []).flatMap((port): Line[] => [
      ['Port', `${port.name ?? '<unset>'}  ${port.port}/${port.protocol ?? 'TCP'}`],
      ['TargetPort', `${port.targetPort ?? port.port}/TCP`],
      ...(port.nodePort === undefined
        ? []
        : [['NodePort', `${port.name ?? '<unset>'}  ${port.nodePort}/TCP`] as const]),
      [
        'Endpoints',
        endpoints.map(({ pod, machine }) => `${machine.ip}:${targetPort(pod, port.targetPort, port.port)}`).join(',') ||
          '<none>',
      ],
    ]),
    ['Session Affinity', 'None'],
  ]);
}

function nodeText(session: Session, { metadata, spec, status }: Node): string {
  const pods = session.client
    .locate()
    .cluster.store.list('pods')
    .filter((pod) => pod.spec.nodeName === metadata.name && podStatus(pod) !== 'Completed');
  const used = pods
    .map(requestsOf)
    .reduce((sum, each) => ({ cpu: sum.cpu + each.cpu, memory: sum.memory + each.memory }), { cpu: 0, memory: 0 });
  const share = (part: number, whole: string | number | undefined): string =>
    `${Math.floor((100 * part) / quantity(whole))}%`;
  return `${align([
    ['Name', metadata.name],
    ...labelLines(metadata),
    [
      'Taints',
      spec.taints?.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`).join(', ') ||
        '<none>',
    ],
    ['Unschedulable', String(spec.unschedulable ?? false)],
  ])}Conditions:\n${formatTable([['  Type', 'Status', 'Reason', 'Message'], ...status.conditions.map(({ type, status: is, reason, message }) => [`  ${type}`, is, reason ?? '', message ?? ''])])}Addresses:\n${align(
    status.addresses.map(({ type, address }): Line => [type, address]),
    '  ',
  )}Capacity:\n${align(
    [
      ['cpu', String(status.capacity.cpu)],
      ['memory', String(status.capacity.memory)],
    ],
    '  ',
  )}Non-terminated Pods: (${pods.length} in total)\n${formatTable([
    ['  Namespace', 'Name', 'CPU Requests', 'Memory Requests', 'Age'],
    ...pods.map((pod) => {
      const { cpu, memory } = requestsOf(pod);
      return [
        `  ${pod.metadata.namespace}`,
        pod.metadata.name,
        `${cores(cpu)} (${share(cpu, status.allocatable.cpu)})`,
        `${Math.round(memory / 1024 ** 2)}Mi (${share(memory, status.allocatable.memory)})`,
        age(session.call.platform.world.now - (pod.metadata.creationTimestamp ?? 0)),
      ];
    }),
  ])}Allocated resources:\n${formatTable([
    ['  Resource', 'Requests'],
    ['  cpu', `${cores(used.cpu)} (${share(used.cpu, status.allocatable.cpu)})`],
    ['  memory', `${Math.round(used.memory / 1024 ** 2)}Mi (${share(used.memory, status.allocatable.memory)})`],
  ])}`;
}

function eventsText(session: Session, object: KubernetesObject, now: number): string {
  const { store } = session.client.locate().cluster;
  const own = store
    .list('events', object.metadata.namespace ?? 'default')
    .filter(
      ({ involvedObject }: Event) =>
        involvedObject.kind === object.kind && involvedObject.name === object.metadata.name,
    );
  if (own.length === 0) return 'Events:  <none>\n';
  return `Events:\n${formatTable([
    ['  Type', 'Reason', 'Age', 'From', 'Message'],
    ['  ----', '------', '----', '----', '-------'],
    ...own.map(({ type, reason, firstTimestamp, lastTimestamp, count, source, message }) => [
      `  ${type}`,
      reason,
      count > 1
        ? `${age(now - lastTimestamp)} (x${count} over ${age(now - firstTimestamp)})`
        : age(now - lastTimestamp),
      source.replace(/, .*/, ''),
      message,
    ]),
  ])}`;
}
