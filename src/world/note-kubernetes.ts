import { ADMIN, allowed, policiesIn, serviceAccountUser } from '../kubernetes/authorization.ts';
import { clustersOf } from '../kubernetes/cluster.ts';
import type { Supplier } from './note-installations.ts';

/** What a note takes for granted of a Kubernetes cluster: namespaces, service accounts, and that these may make pods. */

const NATIVE = /\bkubernetes-(?:session|application)\b|kubernetes\.cluster-id=/;
const ACCOUNT = /kubernetes\.(?:jobmanager\.)?service-account=([a-z0-9.-]+)/;
const NAMESPACE = /kubernetes\.namespace=([a-z0-9-]+)|\bkubectl\b.*?\s(?:-n|--namespace)[ =]([a-z0-9-]+)/g;
/** Lines that make a namespace or take one away. */
const OWN = /\bkubectl\s+(?:create|delete)\s+(?:ns|namespaces?)\b/;

const MAKES_ACCOUNT = /\bkubectl\b.*?\bcreate\s+(?:sa|serviceaccount)\s+([a-z0-9.-]+)/;
/** Marks an account that the note had not made yet: it gives way when the note does. */
const SUPPLIED = 'millrace/supplied';

/** Makes what a command line needs of the cluster. */
export function supplyKubernetes({ context, report }: Supplier, text: string): void {
  const cluster = clustersOf(context.platform)[0];
  const api = cluster?.apiServer?.as(ADMIN);
  if (!cluster || !api || OWN.test(text)) return;
  const { store } = cluster;
  const namespaces = [...text.matchAll(NAMESPACE)].map(([, option, flag]) => option ?? flag!);
  for (const name of namespaces) {
    if (store.get('namespaces', undefined, name)) continue;
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    report(`the namespace ${name}`);
  }
  const namespace = namespaces[0] ?? 'default';
  const made = MAKES_ACCOUNT.exec(text)?.[1];
  if (made !== undefined && store.get('serviceaccounts', namespace, made)?.metadata.annotations?.[SUPPLIED])
    api.delete('serviceaccounts', namespace, made);
  if (!NATIVE.test(text)) return;
  const name = ACCOUNT.exec(text)?.[1] ?? 'default';
  if (!store.get('serviceaccounts', namespace, name)) {
    const annotations = { [SUPPLIED]: 'true' };
    api.create('serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace, annotations },
    });
    report(`the service account ${name} in the namespace ${namespace}`);
  }
  if (allowed(policiesIn(store), serviceAccountUser(namespace, name), 'create', 'pods', namespace)) return;
  api.create('rolebindings', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: `${name}-may-edit`, namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
  report(`the right of the service account ${name} to make pods (role edit)`);
}
