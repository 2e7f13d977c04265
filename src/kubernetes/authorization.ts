import type { PolicyRule, Resource, Role, RoleBinding, Subject } from './objects.ts';
import { infoOf } from './resources.ts';
import type { Store } from './store.ts';

/** Who asks: as the API server authenticated them. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

export const ADMIN: User = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] };

export function serviceAccountUser(namespace: string, name: string): User {
  return {
    name: `system:serviceaccount:${namespace}:${name}`,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
  };
}

/** Who a name is that `--as` takes. */
export function userNamed(name: string): User {
  const [, namespace, account] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  return namespace !== undefined && account !== undefined
    ? serviceAccountUser(namespace, account)
    : { name, groups: ['system:authenticated'] };
}

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
const WORKLOADS: readonly PolicyRule[] = [
  {
    verbs: READ,
    apiGroups: [''],
    resources: ['pods', 'services', 'configmaps', 'serviceaccounts', 'events', 'namespaces'],
  },
  { verbs: READ, apiGroups: ['apps', 'batch'], resources: ['*'] },
];
const CHANGES: readonly PolicyRule[] = [
  { verbs: READ, apiGroups: [''], resources: ['secrets'] },
  {
    verbs: WRITE,
    apiGroups: [''],
    resources: ['pods', 'services', 'configmaps', 'serviceaccounts', 'secrets'],
  },
  { verbs: WRITE, apiGroups: ['apps', 'batch'], resources: ['*'] },
];

/** ClusterRoles that every cluster has. */
export const BUILT_IN_ROLES: Readonly<Record<string, readonly PolicyRule[]>> = {
  'cluster-admin': [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  admin: [
    ...WORKLOADS,
    ...CHANGES,
    { verbs: [...READ, ...WRITE], apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'] },
  ],
  edit: [...WORKLOADS, ...CHANGES],
  view: WORKLOADS,
};

interface Policies {
  readonly clusterRoles: readonly Role[];
  readonly roles: readonly Role[];
  readonly clusterRoleBindings: readonly RoleBinding[];
  readonly roleBindings: readonly RoleBinding[];
}

/** The roles and bindings of a cluster. */
export function policiesIn(store: Store): Policies {
  return {
    clusterRoles: store.list('clusterroles'),
    roles: store.list('roles'),
    clusterRoleBindings: store.list('clusterrolebindings'),
    roleBindings: store.list('rolebindings'),
  };
}

/** RBAC: true when a binding gives `user` a role whose rules allow `verb` on a resource, in `namespace` or everywhere. */
export function allowed(
  policies: Policies,
  user: User,
  verb: string,
  resource: Resource,
  namespace: string | null,
): boolean {
  if (user.groups.includes('system:masters')) return true;
  const { group } = infoOf(resource);
  const permits = (rule: PolicyRule): boolean =>
    covers(rule.verbs, verb) && covers(rule.apiGroups, group) && covers(rule.resources, resource);
  const grants = (binding: RoleBinding): boolean => {
    if (!binding.subjects?.some((subject) => isSubject(subject, user, binding.metadata.namespace))) return false;
    const { kind, name } = binding.roleRef;
    const role =
      kind === 'ClusterRole'
        ? policies.clusterRoles.find(({ metadata }) => metadata.name === name)
        : policies.roles.find(
            ({ metadata }) => metadata.name === name && metadata.namespace === binding.metadata.namespace,
          );
    return role?.rules?.some(permits) ?? false;
  };
  return (
    policies.clusterRoleBindings.some(grants) ||
    policies.roleBindings.some((binding) => binding.metadata.namespace === namespace && grants(binding))
  );
}

const covers = (list: readonly string[], wanted: string): boolean => list.includes('*') || list.includes(wanted);

function isSubject(subject: Subject, user: User, namespace: string | undefined): boolean {
  switch (subject.kind) {
    case 'ServiceAccount':
      return user.name === `system:serviceaccount:${subject.namespace ?? namespace}:${subject.name}`;
    case 'Group':
      return user.groups.includes(subject.name);
    default:
      return user.name === subject.name;
  }
}
