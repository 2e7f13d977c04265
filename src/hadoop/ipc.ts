import { type Platform, type Process, SystemError } from '../platform/types.ts';
import type { Task, Wait } from '../simulation/task.ts';

/** Hadoop's IPC over the simulated network: services at host and port, calls that take the network's latency and show on the trace. */

/** An exception of Hadoop's, as a client meets it: a Java class and its message. */
export class HadoopError extends Error {
  readonly causedBy = null;
  constructor(
    readonly className: string,
    readonly detail: string,
  ) {
    super(detail);
  }
}

interface Service {
  readonly process: Process;
  readonly service: unknown;
}
const registries = new WeakMap<Platform, Map<string, Service>>();

function registryOf(platform: Platform): Map<string, Service> {
  let registry = registries.get(platform);
  if (!registry) {
    registry = new Map();
    registries.set(platform, registry);
  }
  return registry;
}

/** Opens an IPC port; it closes with the process. Port 0 takes a free one. Throws EADDRINUSE. */
export function serveIpc(platform: Platform, process: Process, port: number, service: unknown): number {
  const listener = platform.network.listen(process, port, (connection) => connection.close());
  const key = `${process.machine.name}:${listener.port}`;
  const registry = registryOf(platform);
  registry.set(key, { process, service });
  process.onClose(() => registry.delete(key));
  return listener.port;
}

/** The service at an address as a machine sees it now; throws the {@link SystemError} of a connection attempt. */
export function locateIpc<S>(
  platform: Platform,
  from: Process,
  host: string,
  port: number,
): { process: Process; service: S } {
  const subject = `${host}:${port}`;
  const machine = platform.network.resolve(from.machine, host);
  if (!machine) throw new SystemError('ENOTFOUND', host);
  if (!machine.powered) throw new SystemError('EHOSTUNREACH', subject);
  if (!platform.network.reachable(from.machine, machine)) throw new SystemError('ETIMEDOUT', subject);
  const found = registryOf(platform).get(`${machine.name}:${port}`);
  if (!found?.process.alive) throw new SystemError('ECONNREFUSED', subject);
  return { process: found.process, service: found.service as S };
}

export interface IpcCall {
  readonly protocol: 'hdfs' | 'yarn';
  /** Hadoop's method name. */
  readonly method: string;
  readonly detail?: string;
}

/** Calls a service and waits for its answer. Throws what it throws, or the {@link SystemError} of the connection. */
export function* callIpc<S, T>(
  platform: Platform,
  from: Process,
  host: string,
  port: number,
  call: IpcCall,
  invoke: (service: S) => T,
): Task<T> {
  const { process: server, service } = locateIpc<S>(platform, from, host, port);
  const answer: Wait = (resume, fail) => {
    const reset = (): void => fail(new SystemError('ECONNRESET', `${host}:${port}`));
    platform.network.send({
      from,
      to: server,
      protocol: call.protocol,
      name: call.method,
      ...(call.detail === undefined ? {} : { detail: call.detail }),
      lost: reset,
      deliver: () => {
        let outcome: () => void;
        try {
          const value = invoke(service);
          outcome = () => resume(value);
        } catch (error) {
          if (!(error instanceof HadoopError) && !(error instanceof SystemError)) throw error;
          outcome = () => fail(error);
        }
        platform.network.send({ from: server, to: from, protocol: call.protocol, name: null, deliver: outcome });
      },
    });
    return undefined;
  };
  return (yield answer) as T;
}

/** A one-way message to a service that is known: heartbeats and orders between daemons. */
export function tellIpc(
  platform: Platform,
  from: Process,
  to: Process,
  call: IpcCall,
  run: () => void,
  lost?: () => void,
): void {
  platform.network.send({
    from,
    to,
    protocol: call.protocol,
    name: call.method,
    ...(call.detail === undefined ? {} : { detail: call.detail }),
    deliver: run,
    ...(lost ? { lost } : {}),
  });
}

/** `Call From node1/192.168.10.101 to node1:8020 failed on …`: what NetUtils makes of a failed connection. */
export function connectionFailed(from: Process, host: string, port: number, error: SystemError): HadoopError {
  const local = `${from.machine.name}/${from.machine.ip}`;
  switch (error.code) {
    case 'ENOTFOUND':
      return new HadoopError('java.net.UnknownHostException', host);
    case 'EHOSTUNREACH':
      return new HadoopError(
        'java.net.NoRouteToHostException',
        `No Route to Host from  ${local} to ${host}:${port} failed on socket timeout exception: java.net.NoRouteToHostException: No route to host; For more details see:  http://wiki.apache.org/hadoop/NoRouteToHost`,
      );
    case 'ETIMEDOUT':
      return new HadoopError(
        'org.apache.hadoop.net.ConnectTimeoutException',
        `Call From ${local} to ${host}:${port} failed on socket timeout exception: org.apache.hadoop.net.ConnectTimeoutException: 20000 millis timeout while waiting for channel to be ready for connect. ch : java.nio.channels.SocketChannel[connection-pending remote=${host}:${port}]; For more details see:  http://wiki.apache.org/hadoop/SocketTimeout`,
      );
    case 'ECONNRESET':
      return new HadoopError(
        'java.io.EOFException',
        `End of File Exception between local host is: "${local}"; destination host is: "${host}":${port}; : java.io.EOFException; For more details see:  http://wiki.apache.org/hadoop/EOFException`,
      );
    default:
      return new HadoopError(
        'java.net.ConnectException',
        `Call From ${local} to ${host}:${port} failed on connection exception: java.net.ConnectException: Connection refused; For more details see:  http://wiki.apache.org/hadoop/ConnectionRefused`,
      );
  }
}
