import type { Platform, Process } from '../../platform/types.ts';
import { type Configuration, parseDuration } from '../api/configuration.ts';
import { type Future, isFuture } from './future.ts';
import type { Endpoint } from './gateways.ts';

/**
 * Flink's RPC (AkkaRpcService) over the simulated network. A call is a message there and one back; each takes the network's latency,
 * shows on the trace and can be lost. As in Flink 1.13 a call to a dead process is not refused: the message goes to dead letters
 * and the caller learns of it by `akka.ask.timeout`. Only looking up an address (`connect`) is refused at once.
 */
export interface Rpc {
  /** Opens `akka.tcp://flink@host:port/user/rpc/name` on `process`; closed when the process ends. */
  register<G>(process: Process, host: string, port: number, name: string, gateway: G): RegisteredEndpoint<G>;
  /** Looks an address up (RpcService.connect): the endpoint after a round trip, or a {@link RpcError} `unreachable`. */
  connect(from: Process, address: string, answer: ConnectAnswer): void;
  /**
   * Calls `invoke` on the receiver, in the receiver's process. A result that is a {@link Future} is answered when it settles.
   * `onAnswer`/`onFailure` run in the caller's process; neither runs once the caller is dead.
   */
  call<G, T>(
    from: Process,
    to: Endpoint<G>,
    name: string,
    invoke: (gateway: G) => T | Future<T>,
    options?: CallOptions<T>,
  ): void;
  /** As `call` without an answer; not shown as an RPC but as a heartbeat. */
  heartbeat<G>(from: Process, to: Endpoint<G>, name: string, invoke: (gateway: G) => void): void;
}

export interface RegisteredEndpoint<G> extends Endpoint<G> {
  /** Closes the endpoint; later calls end as to a dead process. */
  stop(): void;
}

export interface CallOptions<T> {
  /** ms; {@link DEFAULT_ASK_TIMEOUT} unless given. */
  readonly timeout?: number;
  readonly detail?: string;
  readonly onAnswer?: (value: T) => void;
  readonly onFailure?: (error: Error) => void;
}

export interface ConnectAnswer {
  readonly onAnswer: (endpoint: Endpoint<unknown>) => void;
  readonly onFailure: (error: RpcError) => void;
}

/** `akka.ask.timeout`: 10 s. */
const DEFAULT_ASK_TIMEOUT = 10_000;
/** How long the lookup of an address may take when packets vanish (RpcService.connect uses the ask time-out). */
const LOOKUP_TIMEOUT = 10_000;

/** A call that did not come back. What the receiver threw comes as itself. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  constructor(
    readonly reason: 'timeout' | 'unreachable',
    /** Java class name, for stack traces. */
    readonly className: string,
    message: string,
  ) {
    super(message);
  }
}

/** `akka.ask.timeout`, ms. Throws NumberFormatException or IllegalArgumentException: the option's type is text. */
export function askTimeout(configuration: Configuration): number {
  return parseDuration(configuration['akka.ask.timeout'] ?? '10 s');
}

export function rpcAddress(host: string, port: number, name: string): string {
  return `akka.tcp://flink@${host}:${port}/user/rpc/${name}`;
}

const systems = new WeakMap<Platform, Rpc>();

/** The one RPC system of a platform. */
export function rpcOf(platform: Platform): Rpc {
  let rpc = systems.get(platform);
  if (!rpc) {
    rpc = createRpc(platform);
    systems.set(platform, rpc);
  }
  return rpc;
}

function createRpc(platform: Platform): Rpc {
  const endpoints = new Map<string, Endpoint<unknown>>();
  const { network } = platform;
  const open = (endpoint: Endpoint<unknown>): boolean =>
    endpoint.process.alive && endpoints.get(keyOf(endpoint)) === endpoint;
  const keyOf = ({ process, address }: Endpoint<unknown>): string =>
    endpointKey(process.machine.name, LOCAL.test(address) ? process : null, address);

  const call: Rpc['call'] = (from, to, name, invoke, options = {}) => {
    const { onAnswer, onFailure } = options;
    const expectsAnswer = onAnswer !== undefined || onFailure !== undefined;
    let over = false;
    const fail = (error: Error): void => {
      if (over) return;
      over = true;
      timer?.cancel();
      onFailure?.(error);
    };
    const timeout = options.timeout ?? DEFAULT_ASK_TIMEOUT;
    const timer = expectsAnswer
      ? from.schedule(timeout, () =>
          fail(
            new RpcError(
              'timeout',
              'java.util.concurrent.TimeoutException',
              `Invocation of ${name} at recipient [${to.address}] timed out after [${timeout} ms]. This is usually caused by: 1) Akka failed sending the message silently, due to problems like oversized payload or serialization failures. 2) The recipient needs more time for responding, due to problems like slow machines or network jitters. In case 1) you can set 'akka.framesize' higher. In case 2) you can set 'akka.ask.timeout' higher.`,
            ),
          ),
        )
      : undefined;
    const answer = (run: () => void): void => {
      if (!expectsAnswer) return;
      const deliver = (): void => {
        if (over) return;
        over = true;
        timer?.cancel();
        run();
      };
      if (to.process === from) from.schedule(0, deliver);
      else network.send({ from: to.process, to: from, protocol: 'rpc', name: null, deliver });
    };
    const deliver = (): void => {
      if (!open(to)) return;
      let result: unknown;
      try {
        result = invoke(to.gateway);
      } catch (error) {
        // A mistake of ours is no answer; an exception that the receiver threw is, and without a listener it is only the receiver's.
        if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
        answer(() => onFailure?.(error));
        return;
      }
      const give = (value: unknown): void =>
        answer(() => onAnswer?.(value as Parameters<NonNullable<typeof onAnswer>>[0]));
      if (isFuture(result)) result.whenComplete(give, (error) => answer(() => onFailure?.(error)));
      else give(result);
    };
    if (to.process === from) {
      if (open(to)) from.schedule(0, deliver);
      else if (onFailure) {
        from.schedule(0, () =>
          fail(
            new RpcError(
              'unreachable',
              'org.apache.flink.runtime.rpc.akka.exceptions.AkkaRpcException',
              `Recipient[${to.address}] had already been terminated.`,
            ),
          ),
        );
      }
      return;
    }
    network.send({
      from,
      to: to.process,
      protocol: 'rpc',
      name,
      ...(options.detail === undefined ? {} : { detail: options.detail }),
      deliver,
    });
  };

  return {
    register(process, host, port, name, gateway) {
      const endpoint = {
        address: rpcAddress(host, port, name),
        process,
        gateway,
        stop: () => {
          if (endpoints.get(keyOf(endpoint)) === endpoint) endpoints.delete(keyOf(endpoint));
        },
      };
      endpoints.set(keyOf(endpoint), endpoint);
      process.onClose(endpoint.stop);
      return endpoint;
    },
    connect(from, address, { onAnswer, onFailure }) {
      const match = /^akka\.tcp:\/\/flink@([^:/]+):(\d+)\//.exec(address);
      const refuse = (after: number): void => {
        from.schedule(after, () =>
          onFailure(
            new RpcError(
              'unreachable',
              'org.apache.flink.runtime.rpc.exceptions.RpcConnectionException',
              `Could not connect to rpc endpoint under address ${address}.`,
            ),
          ),
        );
      };
      const machine = match ? network.resolve(from.machine, match[1]!) : undefined;
      if (!machine) return refuse(0);
      const oneWay = network.latency(from.machine, machine);
      if (oneWay === null) return refuse(LOOKUP_TIMEOUT);
      from.schedule(2 * oneWay, () => {
        const endpoint = LOCAL.test(address)
          ? endpoints.get(endpointKey(machine.name, from, address))
          : (endpoints.get(endpointKey(machine.name, null, address)) ??
            byMachineAlias(endpoints, machine.name, address));
        if (endpoint && open(endpoint)) onAnswer(endpoint);
        else refuse(0);
      });
    },
    call,
    heartbeat(from, to, name, invoke) {
      const deliver = (): void => {
        if (open(to)) invoke(to.gateway);
      };
      if (to.process === from) from.schedule(0, deliver);
      else network.send({ from, to: to.process, protocol: 'heartbeat', name, deliver });
    },
  };
}

/** A MiniCluster's endpoints have no port: they are found in their own process only. */
const LOCAL = /:0\//;

/** Two machines may both call themselves localhost, two processes may both run a MiniCluster. */
function endpointKey(machine: string, process: Process | null, address: string): string {
  return process === null ? `${machine} ${address}` : `${machine} ${process.pid} ${address}`;
}

/** An endpoint that goes by another name of the same machine (its address, localhost). */
function byMachineAlias(
  endpoints: ReadonlyMap<string, Endpoint<unknown>>,
  machine: string,
  address: string,
): Endpoint<unknown> | undefined {
  const tail = address.slice(address.lastIndexOf(':'));
  for (const endpoint of endpoints.values()) {
    if (endpoint.process.machine.name === machine && endpoint.address.endsWith(tail)) return endpoint;
  }
  return undefined;
}

const endpointNumbers = new WeakMap<Process, number>();
/** Numbers the RPC endpoints of a process in order of start (RpcServiceUtils.createRandomName). */
export function nextEndpointNumber(process: Process): number {
  const number = endpointNumbers.get(process) ?? 0;
  endpointNumbers.set(process, number + 1);
  return number;
}
