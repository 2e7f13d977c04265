import type { Platform, Process } from '../../platform/types.ts';

/** The class of a JobManager's REST server, which logs what none of its handlers answers. */
export const REST_ENDPOINT = 'org.apache.flink.runtime.dispatcher.DispatcherRestEndpoint';

/** A JobManager's REST server. */
export interface RestEndpoint {
  readonly process: Process;
  readonly port: number;
  /** Holds the leadership of `rest_server`. */
  leads: boolean;
}

const endpoints = new WeakMap<Platform, Set<RestEndpoint>>();

/** Called once the REST server of a JobManager listens; it is forgotten with its process. */
export function openRestEndpoint(platform: Platform, process: Process, port: number): RestEndpoint {
  const all = endpoints.get(platform) ?? new Set();
  endpoints.set(platform, all);
  const endpoint: RestEndpoint = { process, port, leads: false };
  all.add(endpoint);
  process.onClose(() => all.delete(endpoint));
  return endpoint;
}

/** The endpoint that speaks for a platform's cluster: the leading one, of several the one that came last. */
export function leadingRestEndpoint(platform: Platform): RestEndpoint | null {
  return [...(endpoints.get(platform) ?? [])].filter(({ leads, process }) => leads && process.alive).at(-1) ?? null;
}
