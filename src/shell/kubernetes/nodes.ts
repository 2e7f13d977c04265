import type { Node, Pod, Taint } from '../../kubernetes/objects.ts';
import type { Task } from '../../simulation/task.ts';
import { KubectlError, type Session } from './session.ts';

/** Commands of kubectl that take nodes out of service and back. */

function nodeNames(session: Session, usage: string): readonly string[] {
  const words = session.flags.words.slice(1).map((word) => word.replace(/^nodes?\//, ''));
  const names = /^nodes?$|^no$/.test(words[0] ?? '') ? words.slice(1) : words;
  if (names.length === 0)
    throw new KubectlError(`error: USAGE: ${usage} [flags]\nSee 'kubectl ${usage} -h' for help and examples`);
  return names;
}

/** Gives whether anything changed. */
function* setUnschedulable(session: Session, name: string, unschedulable: boolean): Task<boolean> {
  return yield* session.ask('patch node', name, (api) => {
    const node = api.get('nodes', undefined, name);
    if ((node.spec.unschedulable ?? false) === unschedulable) return false;
    api.update('nodes', { ...node, spec: { ...node.spec, unschedulable } });
    return true;
  });
}

/** `kubectl cordon|uncordon node2`. */
export const cordon = (unschedulable: boolean) =>
  function* (session: Session): Task<number> {
    const done = unschedulable ? 'cordoned' : 'uncordoned';
    for (const name of nodeNames(session, unschedulable ? 'cordon NODE' : 'uncordon NODE')) {
      const changed = yield* setUnschedulable(session, name, unschedulable);
      session.call.print(`node/${name} ${changed ? done : `already ${done}`}\n`);
    }
    return 0;
  };

/** `kubectl drain node2`: no pod is put there any more, and those that are there go. */
export function* drain(session: Session): Task<number> {
  const { call, flags } = session;
  for (const name of nodeNames(session, 'drain NODE')) {
    const changed = yield* setUnschedulable(session, name, true);
    call.print(`node/${name} ${changed ? 'cordoned' : 'already cordoned'}\n`);
    const pods = (yield* session.ask('list pods', '', (api) => api.list('pods', undefined))).filter(
      ({ spec }) => spec.nodeName === name,
    );
    const refused = [
      [
        pods.filter(({ metadata }) => !metadata.ownerReferences?.length && !flags.has('force')),
        'cannot delete Pods not managed by ReplicationController, ReplicaSet, Job, DaemonSet or StatefulSet (use --force to override)',
      ],
      [
        pods.filter(({ spec }) => spec.volumes?.some(({ emptyDir }) => emptyDir) && !flags.has('delete-emptydir-data')),
        'cannot delete Pods with local storage (use --delete-emptydir-data to override)',
      ],
    ] as const;
    const why = refused
      .filter(([which]) => which.length > 0)
      .map(([which, text]) => `${text}: ${which.map(nameInNamespace).join(', ')}`);
    if (why.length > 0)
      throw new KubectlError(
        `error: unable to drain node "${name}", aborting command...\n\nThere are pending nodes to be drained:\n ${name}\nerror: ${why.join('\n')}`,
      );
    for (const pod of pods) call.print(`evicting pod ${nameInNamespace(pod)}\n`);
    for (const { metadata } of pods) {
      yield* session.ask('create eviction', metadata.name, (api) =>
        api.delete('pods', metadata.namespace, metadata.name),
      );
      call.print(`pod/${metadata.name} evicted\n`);
    }
    call.print(`node/${name} evicted\n`);
  }
  return 0;
}

const nameInNamespace = ({ metadata }: Pod): string => `${metadata.namespace}/${metadata.name}`;

/** `kubectl taint nodes node2 key=value:NoSchedule key:NoExecute-`. */
export function* taint(session: Session): Task<number> {
  const words = nodeNames(session, 'taint NODE NAME');
  const [name = '', ...specs] = words;
  const parsed = specs.map((spec) => {
    const [, key, value, effect, minus] = /^([^=:]+?)(?:=([^:]*))?(?::(\w+?))?(-)?$/.exec(spec) ?? [];
    if (key === undefined || (minus === undefined && effect === undefined))
      throw new KubectlError(`error: at least one taint update is required`);
    return { key, value, effect, remove: minus !== undefined };
  });
  yield* session.ask('patch node', name, (api) => {
    const node: Node = api.get('nodes', undefined, name);
    let taints: readonly Taint[] = node.spec.taints ?? [];
    for (const { key, value, effect, remove } of parsed) {
      const others = taints.filter((each) => each.key !== key || (effect !== undefined && each.effect !== effect));
      if (remove && others.length === taints.length) throw new KubectlError(`error: taint "${key}" not found`);
      taints = remove
        ? others
        : [...others, { key, ...(value ? { value } : {}), effect: (effect ?? 'NoSchedule') as Taint['effect'] }];
    }
    api.update('nodes', { ...node, spec: { ...node.spec, taints } });
  });
  session.call.print(`node/${name} ${parsed.every(({ remove }) => remove) ? 'untainted' : 'tainted'}\n`);
  return 0;
}

/** `kubectl top`: there is no metrics server. */
// biome-ignore lint/correctness/useYield: nothing answers
export function* top(): Task<number> {
  throw new KubectlError('error: Metrics API not available');
}
