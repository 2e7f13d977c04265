import { type HttpRequest, type HttpResponse, type Platform, SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { HadoopError } from '../ipc.ts';
import type { ApplicationReport, NodeReport } from './records.ts';
import { resourceManagerAddress, type YarnResourceManager } from './resource-manager.ts';

const json = (value: unknown, status = 200): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8' },
  body: JSON.stringify(value),
});
const html = (title: string, body: string): HttpResponse => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${title}</title></head><body>${body}</body></html>\n`,
});

const appJson = (app: ApplicationReport): Record<string, unknown> => ({
  id: app.id,
  user: app.user,
  name: app.name,
  queue: app.queue,
  state: app.state,
  finalStatus: app.finalStatus,
  progress: app.progress,
  trackingUI:
    app.state === 'RUNNING' ? 'ApplicationMaster' : app.attempts.at(-1)?.amContainer ? 'History' : 'UNASSIGNED',
  trackingUrl: app.trackingUrl,
  diagnostics: app.diagnostics,
  clusterId: Number(app.id.split('_')[1]),
  applicationType: app.type,
  applicationTags: '',
  priority: 0,
  startedTime: app.startTime,
  finishedTime: app.finishTime,
  elapsedTime: app.finishTime > 0 ? app.finishTime - app.startTime : 0,
  ...(app.amHost === null ? {} : { amHostHttpAddress: app.amHost }),
  allocatedMB: app.containers > 0 ? app.used.memory : -1,
  allocatedVCores: app.containers > 0 ? app.used.vcores : -1,
  runningContainers: app.containers > 0 ? app.containers : -1,
  memorySeconds: app.memorySeconds,
  vcoreSeconds: app.vcoreSeconds,
});

const nodeJson = (node: NodeReport): Record<string, unknown> => ({
  rack: '/default-rack',
  state: node.state,
  id: node.id,
  nodeHostName: node.host,
  nodeHTTPAddress: node.httpAddress,
  lastHealthUpdate: node.lastHealthUpdate,
  healthReport: '',
  numContainers: node.containers,
  usedMemoryMB: node.used.memory,
  availMemoryMB: node.capability.memory - node.used.memory,
  usedVirtualCores: node.used.vcores,
  availableVirtualCores: node.capability.vcores - node.used.vcores,
});

/** ResourceManager's web server: `/ws/v1/cluster/…`, `/cluster`, and the proxy to application masters. */
export function serveResourceManagerPages(
  platform: Platform,
  resourceManager: YarnResourceManager,
  version: string,
): void {
  const { process, configuration } = resourceManager;
  const { port } = resourceManagerAddress(configuration, 'web');

  const info = (): Record<string, unknown> => ({
    id: resourceManager.clusterTimestamp,
    startedOn: resourceManager.clusterTimestamp,
    state: 'STARTED',
    haState: 'ACTIVE',
    resourceManagerVersion: version,
    hadoopVersion: version,
  });
  const metrics = (): Record<string, unknown> => {
    const { total, used, nodes, containers } = resourceManager.getClusterMetrics();
    const apps = resourceManager.getApplications();
    const count = (state: string): number => apps.filter((app) => app.state === state).length;
    return {
      appsSubmitted: apps.length,
      appsCompleted: count('FINISHED'),
      appsPending: count('ACCEPTED'),
      appsRunning: count('RUNNING'),
      appsFailed: count('FAILED'),
      appsKilled: count('KILLED'),
      availableMB: total.memory - used.memory,
      allocatedMB: used.memory,
      availableVirtualCores: total.vcores - used.vcores,
      allocatedVirtualCores: used.vcores,
      containersAllocated: containers,
      totalMB: total.memory,
      totalVirtualCores: total.vcores,
      totalNodes: nodes.RUNNING,
      lostNodes: nodes.LOST,
      unhealthyNodes: nodes.UNHEALTHY,
      decommissionedNodes: 0,
      activeNodes: nodes.RUNNING,
      shutdownNodes: nodes.SHUTDOWN,
    };
  };
  function* proxy(request: HttpRequest, id: string, rest: string): Task<HttpResponse> {
    const { originalTrackingUrl, state } = resourceManager.getApplicationReport(id);
    const target = /^http:\/\/([^:/]+):(\d+)/.exec(originalTrackingUrl);
    if (!target || state !== 'RUNNING') return { status: 302, headers: { location: `/cluster/app/${id}` }, body: '' };
    return (yield platform.network.request(process, target[1]!, Number(target[2]), {
      ...request,
      url: rest === '' ? '/' : rest,
    })) as HttpResponse;
  }
  function* route(request: HttpRequest): Task<HttpResponse> {
    const [path = '/', query = ''] = request.url.split('?');
    const below = path.replace(/\/+$/, '').replace(/^\/ws\/v1\/cluster/, '');
    const proxied = /^\/proxy\/(application_\d+_\d+)(\/.*)?$/.exec(path);
    if (proxied) return yield* proxy(request, proxied[1]!, `${proxied[2] ?? ''}${query === '' ? '' : `?${query}`}`);
    if (path.startsWith('/ws/v1/cluster')) {
      const states = /(?:^|&)states?=([^&]*)/.exec(query)?.[1]?.toUpperCase().split(',');
      const app = /^\/apps\/(application_\d+_\d+)$/.exec(below)?.[1];
      if (below === '' || below === '/info') return json({ clusterInfo: info() });
      if (below === '/metrics') return json({ clusterMetrics: metrics() });
      if (below === '/nodes') return json({ nodes: { node: resourceManager.getClusterNodes().map(nodeJson) } });
      if (below === '/apps') {
        const apps = resourceManager.getApplications().filter(({ state }) => !states || states.includes(state));
        return json({ apps: apps.length === 0 ? null : { app: apps.map(appJson) } });
      }
      if (app !== undefined) return json({ app: appJson(resourceManager.getApplicationReport(app)) });
      if (below === '/scheduler') {
        return json({
          scheduler: {
            schedulerInfo: {
              type: 'capacityScheduler',
              capacity: 100,
              maxCapacity: 100,
              queueName: 'root',
              queues: {
                queue: resourceManager.getQueues().map((queue) => ({
                  queueName: queue.name,
                  capacity: queue.capacity * 100,
                  usedCapacity: queue.currentCapacity * 100,
                  maxCapacity: queue.maximumCapacity * 100,
                  state: queue.state,
                })),
              },
            },
          },
        });
      }
      return json(
        {
          RemoteException: {
            exception: 'NotFoundException',
            message: `java.lang.Exception: ${path} not found`,
            javaClassName: 'org.apache.hadoop.yarn.webapp.NotFoundException',
          },
        },
        404,
      );
    }
    const single = /^\/cluster\/app\/(application_\d+_\d+)$/.exec(path)?.[1];
    if (single !== undefined) {
      const app = resourceManager.getApplicationReport(single);
      return html(
        app.id,
        `<h1>Application ${app.id}</h1><p>${app.name} (${app.type}): ${app.state}, ${app.finalStatus}</p><pre>${app.diagnostics}</pre>`,
      );
    }
    if (path === '/' || path.startsWith('/cluster')) {
      const rows = resourceManager
        .getApplications()
        .map(
          (app) =>
            `<tr><td>${app.id}</td><td>${app.user}</td><td>${app.name}</td><td>${app.type}</td><td>${app.queue}</td><td>${app.state}</td><td>${app.finalStatus}</td><td><a href="${app.trackingUrl}">${app.state === 'RUNNING' ? 'ApplicationMaster' : 'History'}</a></td></tr>`,
        );
      return html('All Applications', `<h1>All Applications</h1><table>${rows.join('')}</table>`);
    }
    return { status: 404, headers: {}, body: '' };
  }
  platform.network.serve(process, port, function* (request) {
    try {
      return yield* route(request);
    } catch (error) {
      if (error instanceof HadoopError)
        return json(
          {
            RemoteException: {
              exception: error.className.replace(/.*\./, ''),
              message: error.message,
              javaClassName: error.className,
            },
          },
          404,
        );
      if (error instanceof SystemError) return { status: 500, headers: {}, body: `HTTP ERROR 500: ${error.message}\n` };
      throw error;
    }
  });
}
