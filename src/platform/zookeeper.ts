import type { Timer } from '../simulation/simulation.ts';
import type { Platform, Process } from './types.ts';

/**
 * A simulated ZooKeeper: servers that serve while a majority of their ensemble is up and in reach, one tree of znodes per ensemble
 * (it survives restarts), sessions with time-outs, ephemeral and sequential nodes, watches.
 */
export interface ZooKeeperServerOptions {
  /** 2181 unless zoo.cfg says otherwise. */
  readonly clientPort: number;
  /** ms; sessions live between 2 and 20 ticks. */
  readonly tickTime: number;
  /** Host names of all `server.N` lines in order of N; empty: standalone. */
  readonly ensemble: readonly string[];
}

export interface ZooKeeperServer {
  readonly process: Process;
  /** As `zkServer.sh status` says it. */
  mode(): 'standalone' | 'leader' | 'follower' | 'not serving';
}

export interface Znode {
  readonly path: string;
  readonly data: unknown;
  /** Bytes. */
  readonly size: number;
  readonly ephemeral: boolean;
}

export class ZooKeeperError extends Error {
  constructor(
    readonly code:
      | 'NoNode'
      | 'NodeExists'
      | 'NotEmpty'
      | 'ConnectionLoss'
      | 'SessionExpired'
      | 'NoChildrenForEphemerals',
    readonly path: string,
  ) {
    super(`KeeperErrorCode = ${code} for ${path}`);
  }
}

export interface CreateOptions {
  readonly ephemeral?: boolean;
  readonly sequential?: boolean;
  /** Size of the data in bytes, for `ls -s`-like listings. */
  readonly size?: number;
}
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

interface Node {
  readonly children: Map<string, Node>;
  data: unknown;
  size: number;
  owner: Session | null;
  counter: number;
}
interface Session {
  readonly timeout: number;
  readonly client: Process;
  lastHeard: number;
  expired: boolean;
  timer: Timer | null;
}
interface Member {
  readonly server: ZooKeeperServer;
  readonly options: ZooKeeperServerOptions;
  readonly rank: number;
}
interface Ensemble {
  readonly root: Node;
  readonly members: Set<Member>;
  readonly watches: Map<string, Set<() => void>>;
  readonly sessions: Set<Session>;
  readonly size: number;
  leader: Member | null;
}

/** Leader election after a leader is gone, ms (recordings of real ensembles: a few hundred). */
const ELECTION_MS = 300;
/** Disk and quorum round trip of a write, ms. */
const WRITE_MS = 2;
/** What Flink asks for (high-availability.zookeeper.client.session-timeout). */
const DEFAULT_SESSION_TIMEOUT = 60_000;
const RECONNECT_MS = 1_000;

const ensembles = new WeakMap<Platform, Map<string, Ensemble>>();
const servers = new WeakMap<Platform, Map<string, { readonly ensemble: Ensemble; readonly member: Member }>>();

const newNode = (): Node => ({ children: new Map(), data: null, size: 0, owner: null, counter: 0 });

/** Runs a ZooKeeper server on `process` (QuorumPeerMain); its port is opened here. Throws SystemError EADDRINUSE. */
export function startZooKeeperServer(
  platform: Platform,
  process: Process,
  options: ZooKeeperServerOptions,
): ZooKeeperServer {
  const { world, network } = platform;
  network.listen(process, options.clientPort, (connection) => connection.close());
  const known = ensembles.get(platform) ?? new Map<string, Ensemble>();
  ensembles.set(platform, known);
  const key =
    options.ensemble.length > 0 ? options.ensemble.join(',') : `${process.machine.name}:${options.clientPort}`;
  let ensemble = known.get(key);
  if (!ensemble) {
    ensemble = {
      root: newNode(),
      members: new Set(),
      watches: new Map(),
      sessions: new Set(),
      size: Math.max(1, options.ensemble.length),
      leader: null,
    };
    known.set(key, ensemble);
  }
  const shared = ensemble;
  const rank = options.ensemble.findIndex((host) => network.resolve(process.machine, host) === process.machine);
  const server: ZooKeeperServer = {
    process,
    mode() {
      if (!serves(platform, shared, member)) return 'not serving';
      if (shared.size === 1) return 'standalone';
      return shared.leader === member ? 'leader' : 'follower';
    },
  };
  const member: Member = { server, options, rank };
  shared.members.add(member);
  const all = servers.get(platform) ?? new Map<string, { readonly ensemble: Ensemble; readonly member: Member }>();
  servers.set(platform, all);
  const place = `${process.machine.name}:${options.clientPort}`;
  all.set(place, { ensemble: shared, member });
  elect(platform, shared);
  process.onClose(() => {
    shared.members.delete(member);
    if (all.get(place)?.member === member) all.delete(place);
    if (shared.leader === member) {
      shared.leader = null;
      world.schedule(ELECTION_MS, () => elect(platform, shared));
    }
  });
  return server;
}

function inReach(platform: Platform, ensemble: Ensemble, member: Member): number {
  let count = 0;
  for (const other of ensemble.members) {
    if (platform.network.reachable(member.server.process.machine, other.server.process.machine)) count++;
  }
  return count;
}
function hasQuorum(platform: Platform, ensemble: Ensemble, member: Member): boolean {
  return inReach(platform, ensemble, member) * 2 > ensemble.size;
}
function serves(platform: Platform, ensemble: Ensemble, member: Member): boolean {
  const { leader } = ensemble;
  return (
    leader !== null &&
    hasQuorum(platform, ensemble, member) &&
    platform.network.reachable(member.server.process.machine, leader.server.process.machine)
  );
}
/** The member with the highest number that sees a majority; sessions begin their time-outs anew under a new leader. */
function elect(platform: Platform, ensemble: Ensemble): void {
  if (ensemble.leader && hasQuorum(platform, ensemble, ensemble.leader)) return;
  const candidates = [...ensemble.members].filter((member) => hasQuorum(platform, ensemble, member));
  ensemble.leader = candidates.reduce<Member | null>(
    (best, member) => (best === null || member.rank > best.rank ? member : best),
    null,
  );
  if (!ensemble.leader) return;
  for (const session of ensemble.sessions) touch(platform, ensemble, session);
}

// ---- the tree ---------------------------------------------------------------------------------------------------------

const parts = (path: string): string[] => path.split('/').filter((part) => part !== '');

function find(ensemble: Ensemble, path: string): Node | undefined {
  let node: Node | undefined = ensemble.root;
  for (const part of parts(path)) node = node?.children.get(part);
  return node;
}
function changed(ensemble: Ensemble, path: string): void {
  const parent = path.slice(0, path.lastIndexOf('/')) || '/';
  for (const at of [path, parent]) for (const notify of [...(ensemble.watches.get(at) ?? [])]) notify();
}
function createNode(ensemble: Ensemble, path: string, data: unknown, options: CreateOptions, session: Session): string {
  const names = parts(path);
  const name = names.pop()!;
  let parent = ensemble.root;
  let above = '';
  for (const part of names) {
    above += `/${part}`;
    let child = parent.children.get(part);
    if (!child) {
      child = newNode();
      parent.children.set(part, child);
      changed(ensemble, above);
    }
    parent = child;
  }
  const sequence = options.sequential ? String(parent.counter++).padStart(10, '0') : '';
  const full = `${above}/${name}${sequence}`;
  if (parent.children.has(name + sequence)) throw new ZooKeeperError('NodeExists', full);
  const node = newNode();
  node.data = data;
  node.size = options.size ?? 0;
  node.owner = options.ephemeral ? session : null;
  parent.children.set(name + sequence, node);
  changed(ensemble, full);
  return full;
}
function removeNode(ensemble: Ensemble, path: string): void {
  const names = parts(path);
  const name = names.pop()!;
  const parent = find(ensemble, `/${names.join('/')}`);
  const node = parent?.children.get(name);
  if (!parent || !node) throw new ZooKeeperError('NoNode', path);
  for (const child of [...node.children.keys()]) removeNode(ensemble, `${path}/${child}`);
  parent.children.delete(name);
  changed(ensemble, path);
}
function walk(node: Node, path: string, visit: (path: string, node: Node) => void): void {
  for (const [name, child] of [...node.children].sort(([a], [b]) => (a < b ? -1 : 1))) {
    visit(`${path}/${name}`, child);
    walk(child, `${path}/${name}`, visit);
  }
}

/** All znodes of the ensemble that serves on that machine and port, sorted by path (as `ls -R`). */
export function znodes(platform: Platform, machine: string, port: number): Znode[] {
  const found = servers.get(platform)?.get(`${machine}:${port}`);
  const all: Znode[] = [];
  if (found) {
    walk(found.ensemble.root, '', (path, node) =>
      all.push({ path, data: node.data, size: node.size, ephemeral: node.owner !== null }),
    );
  }
  return all;
}

// ---- sessions -----------------------------------------------------------------------------------------------------------

/** Sessions expire in whole ticks (ExpiryQueue). */
function touch(platform: Platform, ensemble: Ensemble, session: Session): void {
  const { world } = platform;
  session.lastHeard = world.now;
  if (session.timer) return;
  const tick = [...ensemble.members][0]?.options.tickTime ?? 2_000;
  const expiry = (): number => (Math.floor((session.lastHeard + session.timeout) / tick) + 1) * tick;
  const check = (): void => {
    session.timer = null;
    if (session.expired) return;
    const left = expiry() - world.now;
    // Without a leader nobody expires sessions; a new one starts their time-outs anew.
    if (left > 0) session.timer = world.schedule(left, check);
    else if (ensemble.leader) expire(ensemble, session);
  };
  session.timer = world.schedule(Math.max(0, expiry() - world.now), check);
}
function expire(ensemble: Ensemble, session: Session): void {
  session.expired = true;
  session.timer?.cancel();
  ensemble.sessions.delete(session);
  const mine: string[] = [];
  walk(ensemble.root, '', (path, node) => {
    if (node.owner === session) mine.push(path);
  });
  for (const path of mine) if (find(ensemble, path)) removeNode(ensemble, path);
}

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
  let connected: { readonly ensemble: Ensemble; readonly member: Member } | null = null;
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
    const set = ensemble.watches.get(path) ?? new Set<() => void>();
    set.add(notify);
    ensemble.watches.set(path, set);
    removeWatches.push(() => set.delete(notify));
  };
  const disconnect = (): void => {
    if (!connected) return;
    for (const remove of removeWatches.splice(0)) remove();
    connected = null;
    become('SUSPENDED');
    process.schedule(RECONNECT_MS, connect);
  };
  const connect = (): void => {
    if (closed || connected) return;
    const start = order.int(addresses.length);
    for (let i = 0; i < addresses.length; i++) {
      const { host, port } = addresses[(start + i) % addresses.length]!;
      const machine = network.resolve(process.machine, host);
      const found = machine && servers.get(platform)?.get(`${machine.name}:${port}`);
      if (!machine || !found || !network.reachable(process.machine, machine)) continue;
      elect(platform, found.ensemble);
      if (!serves(platform, found.ensemble, found.member)) continue;
      establish(found);
      return;
    }
    process.schedule(RECONNECT_MS, connect);
  };
  const establish = (found: { readonly ensemble: Ensemble; readonly member: Member }): void => {
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
            client: process,
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
      request('create', path, true, answer, (ensemble, mine) => createNode(ensemble, path, data, options, mine)),
    set: (path, data, answer) =>
      request('setData', path, true, answer, (ensemble) => {
        const node = find(ensemble, path);
        if (!node) throw new ZooKeeperError('NoNode', path);
        node.data = data;
        changed(ensemble, path);
      }),
    remove: (path, answer) => request('delete', path, true, answer, (ensemble) => removeNode(ensemble, path)),
    get: (path, answer) =>
      request('getData', path, false, answer, (ensemble) => {
        const node = find(ensemble, path);
        if (!node) throw new ZooKeeperError('NoNode', path);
        return { path, data: node.data, size: node.size, ephemeral: node.owner !== null };
      }),
    children: (path, answer) =>
      request('getChildren', path, false, answer, (ensemble) => {
        const node = find(ensemble, path);
        if (!node) throw new ZooKeeperError('NoNode', path);
        return [...node.children.keys()].sort();
      }),
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
