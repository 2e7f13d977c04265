import { RESOURCES } from '../resources.ts';
import type { Controller } from './manager.ts';

/** Deletes what belonged to an object that is gone (background cascading deletion). */
export function collectGarbage({ cluster, process }: Controller): void {
  const { store } = cluster;
  const alive = new Set(
    RESOURCES.flatMap(({ resource }) =>
      resource === 'events' ? [] : store.list(resource).map(({ metadata }) => metadata.uid),
    ),
  );
  for (const { resource } of RESOURCES) {
    if (resource === 'events') continue;
    for (const object of store.list(resource)) {
      const { ownerReferences, deletionTimestamp, namespace, name } = object.metadata;
      if (!ownerReferences?.length || deletionTimestamp !== undefined) continue;
      if (ownerReferences.some(({ uid }) => alive.has(uid))) continue;
      cluster.write(process, 'delete', object)?.delete(resource, namespace, name);
    }
  }
}
