import type { Controller } from './manager.ts';

/** Gives each Service of type LoadBalancer an address from outside, while there are any. */
export function assignAddresses({ cluster }: Controller): void {
  const { store, options } = cluster;
  const taken = new Set(
    store.list('services').flatMap(({ status }) => status?.loadBalancer.ingress?.map(({ ip }) => ip) ?? []),
  );
  for (const service of store.list('services')) {
    if (service.spec.type !== 'LoadBalancer' || service.status?.loadBalancer.ingress) continue;
    const ip = options.loadBalancerAddresses.find((address) => !taken.has(address));
    if (ip === undefined) return;
    taken.add(ip);
    store.put('services', { ...service, status: { loadBalancer: { ingress: [{ ip }] } } });
    cluster.event(service, 'Normal', 'IPAllocated', `Assigned IP ["${ip}"]`, 'metallb-controller');
  }
}
