import type { Platform, Process } from '../types.ts';
import { type Ensemble, elect, expire, type Place, type Session, serverAt, serves, touch } from './ensemble.ts';
import { type CreateOptions, type Znode, ZooKeeperError } from './znode-tree.ts';

export type Answer<T> = (error: ZooKeeperError | null, value: T) => void;

/** A session. Missing parents are made by `create` (as Curator's creatingParentsIfNeeded). Answers come in the client's process. */
export interface ZooKeeperClient {
  readonly state: 'CONNECTING' | 'CONNECTED' | 'SUSPENDED' | 'LOST';
  /** Negotiated, ms; 0 before the first connection. */
  readonly sessionTimeout: number;
  create(path: string, data: unknown, options: CreateOptions, answer: Answer<string>): void;
  set(path: string, data: unknown, answer: Answer<void>): void;
  /** Also deletes what is below it. */
  remove(path: string, answer: Answer<void>): void;
  get(path: string, answer: Answer<Znode>): void;
  children(path: string, answer: Answer<readonly string[]>): void;
  /** Calls `listener` after each change of that node or of the list of its children; returns the way to stop. */
  watch(path: string, listener: () => void): () => void;
  onState(listener: (state: ZooKeeperClient['state']) => void): void;
  /** Ends the session in order: its ephemeral nodes go at once. */
  close(): void;
}

/** Disk and quorum round trip of a write, ms. */
const WRITE_MS = 2;
/** What Flink asks for (high-availability.zookeeper.client.session-timeout). */
const DEFAULT_SESSION_TIMEOUT = 60_000;
const RECONNECT_MS = 1_000;

/** Opens a session on `process` with one of the servers in `quorum` (`node1:2181,node2:2181`). */
export function connectZooKeeper(
  platform: Platform,
  process: Process,
  quorum: string,
  requestedTimeout: number = DEFAULT_SESSION_TIMEOUT,
): ZooKeeperClient {
  const { world, network } = platform;
  const addresses = quorum.split(',').map((address) => {
    const [host, port] = address.trim().split(':');
    return { host: host!, port: Number(port ?? '2181') };
  });
  const order = world.random('zookeeper-client');
  const listeners: ((state: ZooKeeperClient['state']) => void)[] = [];
  const watches = new Map<string, Set<() => void>>();
  const waiting: (() => void)[] = [];
  let state: ZooKeeperClient['state'] = 'CONNECTING';
  let session: Session | null = null;
  let connected: Place | null = null;
  let closed = false;
  const removeWatches: (() => void)[] = [];

  const become = (to: ZooKeeperClient['state']): void => {
    if (state === to || closed) return;
    state = to;
    for (const listener of [...listeners]) listener(to);
  };
  const registerWatches = (): void => {
    for (const remove of removeWatches.splice(0)) remove();
    if (!connected) return;
    for (const path of watches.keys()) installWatch(path);
  };
  const installWatch = (path: string): void => {
    if (!connected) return;
    const { ensemble, member } = connected;
    const notify = (): void => {
      network.send({
        from: member.server.process,
        to: process,
        protocol: 'zookeeper',
        name: null,
        deliver: () => {
          for (const listener of [...(watches.get(path) ?? [])]) listener();
        },
      });
    };
    removeWatches.push(ensemble.tree.watch(path, notify));
  };
  const disconnect = (): void => {
    if (!connected) return;
    for (const remove of removeWatches.splice(0)) remove();
    connected = null;
    become('SUSPENDED');
    process.schedule(session?.timeout ?? requestedTimeout, () => {
      if (!connected) become('LOST');
    });
    process.schedule(RECONNECT_MS, connect);
  };
  const connect = (): void => {
    if (closed || connected) return;
    const start = order.int(addresses.length);
    for (let i = 0; i < addresses.length; i++) {
      const { host, port } = addresses[(start + i) % addresses.length]!;
      const machine = network.resolve(process.machine, host);
      const found = machine && serverAt(platform, machine.name, port);
      if (!machine || !found || !network.reachable(process.machine, machine)) continue;
      elect(platform, found.ensemble);
      if (!serves(platform, found.ensemble, found.member)) continue;
      establish(found);
      return;
    }
    process.schedule(RECONNECT_MS, connect);
  };
  const establish = (found: Place): void => {
    const server = found.member.server.process;
    network.send({
      from: process,
      to: server,
      protocol: 'zookeeper',
      name: 'connect',
      lost: () => process.schedule(RECONNECT_MS, connect),
      deliver: () => {
        const { tickTime } = found.member.options;
        const lost = session?.expired === true;
        if (!session || lost) {
          session = {
            timeout: Math.min(Math.max(requestedTimeout, 2 * tickTime), 20 * tickTime),
            lastHeard: world.now,
            expired: false,
            timer: null,
          };
          found.ensemble.sessions.add(session);
        }
        touch(platform, found.ensemble, session);
        network.send({
          from: server,
          to: process,
          protocol: 'zookeeper',
          name: null,
          deliver: () => {
            if (closed || connected) return;
            connected = found;
            if (lost) become('LOST');
            become('CONNECTED');
            registerWatches();
            // What changed while nobody watched is found by looking again.
            for (const set of watches.values()) for (const listener of [...set]) listener();
            for (const run of waiting.splice(0)) run();
          },
        });
      },
    });
    server.onClose(() => {
      if (connected === found) process.schedule(0, disconnect);
    });
    const { clients } = found.member;
    const hungUp = (): void => {
      clients.delete(hungUp);
      network.send({
        from: server,
        to: process,
        protocol: 'zookeeper',
        name: null,
        deliver: () => {
          if (connected === found) disconnect();
        },
      });
    };
    clients.add(hungUp);
    process.onClose(() => clients.delete(hungUp));
  };
  const ping = (): void => {
    if (closed) return;
    const timeout = session?.timeout ?? requestedTimeout;
    process.schedule(timeout / 3, ping);
    const at = connected;
    const mine = session;
    if (!at || !mine) return;
    let answered = false;
    network.send({
      from: process,
      to: at.member.server.process,
      protocol: 'zookeeper',
      name: null,
      deliver: () => {
        if (!mine.expired && serves(platform, at.ensemble, at.member)) {
          touch(platform, at.ensemble, mine);
          network.send({
            from: at.member.server.process,
            to: process,
            protocol: 'zookeeper',
            name: null,
            deliver: () => {
              answered = true;
            },
          });
        }
      },
    });
    process.schedule(timeout / 3 - 1, () => {
      if (!answered && connected === at) disconnect();
    });
  };
  process.schedule(0, connect);
  process.schedule(requestedTimeout / 3, ping);

  /** Runs `apply` on the server; waits for a connection first. */
  const request = <T>(
    name: string,
    path: string,
    write: boolean,
    answer: Answer<T>,
    apply: (ensemble: Ensemble, session: Session) => T,
  ): void => {
    if (closed) return;
    const at = connected;
    const mine = session;
    if (!at || !mine) {
      waiting.push(() => request(name, path, write, answer, apply));
      return;
    }
    const fail = (code: ZooKeeperError['code']): void => answer(new ZooKeeperError(code, path), undefined as T);
    network.send({
      from: process,
      to: at.member.server.process,
      protocol: 'zookeeper',
      name: `${name} ${path}`,
      lost: () => fail('ConnectionLoss'),
      deliver: () => {
        const { server } = at.member;
        const reply = (run: () => void): void =>
          void network.send({ from: server.process, to: process, protocol: 'zookeeper', name: null, deliver: run });
        if (mine.expired) return reply(() => fail('SessionExpired'));
        if (!serves(platform, at.ensemble, at.member)) return reply(() => fail('ConnectionLoss'));
        touch(platform, at.ensemble, mine);
        const run = (): void => {
          try {
            const value = apply(at.ensemble, mine);
            reply(() => answer(null, value));
          } catch (error) {
            if (!(error instanceof ZooKeeperError)) throw error;
            reply(() => answer(error, undefined as T));
          }
        };
        if (write) at.member.server.process.schedule(WRITE_MS, run);
        else run();
      },
    });
  };

  return {
    get state() {
      return state;
    },
    get sessionTimeout() {
      return session?.timeout ?? 0;
    },
    create: (path, data, options, answer) =>
      request('create', path, true, answer, (ensemble, mine) => ensemble.tree.create(path, data, options, mine)),
    set: (path, data, answer) => request('setData', path, true, answer, ({ tree }) => tree.set(path, data)),
    remove: (path, answer) => request('delete', path, true, answer, ({ tree }) => tree.remove(path)),
    get: (path, answer) => request('getData', path, false, answer, ({ tree }) => tree.get(path)),
    children: (path, answer) => request('getChildren', path, false, answer, ({ tree }) => tree.children(path)),
    watch(path, listener) {
      const set = watches.get(path) ?? new Set<() => void>();
      if (set.size === 0) {
        watches.set(path, set);
        installWatch(path);
      }
      set.add(listener);
      return () => set.delete(listener);
    },
    onState: (listener) => listeners.push(listener),
    close() {
      if (closed) return;
      // Whoever leads by this session steps back before its nodes go.
      become('SUSPENDED');
      closed = true;
      for (const remove of removeWatches.splice(0)) remove();
      const at = connected;
      const mine = session;
      connected = null;
      if (!at || !mine) return;
      network.send({
        from: process,
        to: at.member.server.process,
        protocol: 'zookeeper',
        name: 'closeSession',
        deliver: () => {
          if (!mine.expired && serves(platform, at.ensemble, at.member)) expire(at.ensemble, mine);
        },
      });
    },
  };
}
