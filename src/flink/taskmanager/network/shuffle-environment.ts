import type { Platform, Process } from '../../../platform/types.ts';
import { Connection } from './connection.ts';
import { NetworkBufferPool } from './network-buffer-pool.ts';
import type { NetworkOptions } from './network-options.ts';
import type { ResultPartition } from './result-partition.ts';

/** The shuffle environment of one TaskExecutor (NettyShuffleEnvironment): its partitions, and the port they are read at. */
export interface ShuffleEnvironment {
  readonly taskManagerId: string;
  readonly process: Process;
  readonly platform: Platform;
  readonly dataPort: number;
  /** `node2/10.0.0.2:39991`, as exceptions name it. */
  readonly dataAddress: string;
  readonly partitions: Map<string, ResultPartition>;
  readonly buffers: NetworkBufferPool;
  readonly options: NetworkOptions;
  readonly closed: boolean;
  /** Data facts that the tasks here may still put on the trace in this virtual second. */
  readonly shown: Allowance;
  /** The environment of another TaskManager; undefined when nobody knows it. */
  peer(taskManagerId: string): ShuffleEnvironment | undefined;
  /** The connection over which tasks here read partitions of `producer`; it is closed when no channel uses it any more. */
  connectionTo(producer: ShuffleEnvironment): Connection;
  /** The connections that others read its partitions over. */
  readonly readers: Set<Connection>;
}

/** How many data facts a channel, and a TaskManager as a whole, shows per virtual second. */
export const SHOWN_PER_CHANNEL = 50;
const SHOWN_PER_TASKMANAGER = 500;

/** So many times per virtual second, and no more. */
export class Allowance {
  private second = -1;
  private taken = 0;
  constructor(private readonly limit: number) {}
  /** `now`: virtual ms. */
  take(now: number): boolean {
    const second = Math.floor(now / 1_000);
    if (second !== this.second) {
      this.second = second;
      this.taken = 0;
    }
    return ++this.taken <= this.limit;
  }
}

const environments = new WeakMap<Platform, Map<string, ShuffleEnvironment>>();

function environmentsOf(platform: Platform): Map<string, ShuffleEnvironment> {
  let known = environments.get(platform);
  if (!known) {
    known = new Map();
    environments.set(platform, known);
  }
  return known;
}

export function openShuffleEnvironment(
  platform: Platform,
  process: Process,
  taskManagerId: string,
  hostName: string,
  port: number,
  /** Network memory, bytes. */
  memory: number,
  options: NetworkOptions,
): ShuffleEnvironment & { close(): void } {
  const listener = platform.network.listen(process, port, (connection) => connection.close());
  const peers = environmentsOf(platform);
  const opened = new Map<ShuffleEnvironment, Connection>();
  const readers = new Set<Connection>();
  const forget = (connection: Connection): void => {
    opened.delete(connection.producer);
    connection.producer.readers.delete(connection);
  };
  let closed = false;
  const environment: ShuffleEnvironment & { close(): void } = {
    taskManagerId,
    process,
    platform,
    dataPort: listener.port,
    dataAddress: `${hostName}/${process.machine.ip}:${listener.port}`,
    partitions: new Map<string, ResultPartition>(),
    buffers: new NetworkBufferPool(memory),
    options,
    shown: new Allowance(SHOWN_PER_TASKMANAGER),
    get closed() {
      return closed || !process.alive;
    },
    peer: (id) => peers.get(id),
    connectionTo(producer) {
      let connection = opened.get(producer);
      if (!connection) {
        connection = new Connection(environment, producer, forget);
        opened.set(producer, connection);
        producer.readers.add(connection);
      }
      return connection;
    },
    readers,
    close() {
      if (closed) return;
      closed = true;
      for (const partition of environment.partitions.values()) partition.release();
      environment.partitions.clear();
      listener.close();
    },
  };
  process.onClose(() => {
    for (const connection of readers) connection.producerGone();
    if (process.machine.powered) for (const connection of opened.values()) connection.readerGone();
  });
  peers.set(taskManagerId, environment);
  return environment;
}
