import type { OwnCluster } from '../remote/own-cluster.ts';
import type { LocalTools } from '../remote/remote-world.ts';
import type { FlinkAddress, FlinkRest, FlinkVersion } from '../remote/rest.ts';
import type { WorldCommand, WorldEvent } from '../world/protocol.ts';
import type { RemoteWorkerOptions } from './remote-worker.ts';

/** What differs between the Node and the web extension host; the bundler's entry picks the implementation. */
export interface Host {
  /** Starts dist/worker.js. Rejects when the worker cannot be loaded. */
  startWorker(): Promise<WorldWorker>;
  /** Bytes of a file that the extension ships, by its path inside the extension. */
  readAsset(path: string): Promise<Uint8Array>;
  /** Four bytes seen by host and worker alike; null where the host has no SharedArrayBuffer (a page that is not isolated). */
  sharedFlag(): SharedArrayBuffer | null;
  /** Loads what a real Flink takes: it holds a second engine. Absent in a browser, which has no JDK and no sockets. */
  readonly realFlink?: () => Promise<RealFlinkSupport>;
}

/** What lessons on a real Flink need of the computer. */
export interface RealFlinkSupport {
  /** A lesson's world on a real Flink. */
  readonly worker: (options: RemoteWorkerOptions) => WorldWorker;
  /** The REST API for its world: of the same bundle, for errors are told apart by their class. */
  connection(address: FlinkAddress): FlinkRest;
  tools(
    rest: FlinkRest,
    version: FlinkVersion,
    options: {
      /** Gives what to do to agree to a port of 127.0.0.1 being opened, or null: yes. */
      readonly mayListen: (port: number) => Promise<string | null>;
      readonly progress: (done: number | null) => void;
    },
  ): LocalTools;
  /** Starts a cluster on this computer, after fetching it if need be, at the first free port from 8081 on. Rejects with an Error of one sentence. */
  start(
    cluster: { readonly version: string; readonly taskManagers: number },
    note: (text: string) => void,
    progress: (done: number | null) => void,
    signal: AbortSignal,
  ): Promise<LocalFlink>;
}

/** A real cluster on this computer that ends with the window. */
export interface LocalFlink extends OwnCluster {
  readonly url: string;
  stop(): Promise<void>;
}

export interface WorldWorker {
  post(command: WorldCommand): void;
  /** Called for every event, in order. */
  onEvent(listener: (event: WorldEvent) => void): void;
  /** Called at most once, when the worker died of itself. */
  onDeath(listener: (reason: string) => void): void;
  /** Ends the worker at once, a looping one too; no event arrives afterwards. */
  end(): void;
}

export function sharedFlagIfThere(): SharedArrayBuffer | null {
  if (typeof SharedArrayBuffer === 'undefined') return null;
  const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated;
  return isolated === false ? null : new SharedArrayBuffer(4);
}
