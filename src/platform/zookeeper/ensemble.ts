import type { Timer } from '../../simulation/simulation.ts';
import type { Platform, Process } from '../types.ts';
import { type Znode, ZnodeTree } from './znode-tree.ts';

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

/** A client's session: it outlives connections, its ephemeral nodes live as long as it does. */
export interface Session {
  /** ms */
  readonly timeout: number;
  lastHeard: number;
  expired: boolean;
  timer: Timer | null;
}
export interface Member {
  readonly server: ZooKeeperServer;
  readonly options: ZooKeeperServerOptions;
  readonly rank: number;
  /** Clients that are connected to it: how to hang up on each. */
  readonly clients: Set<() => void>;
}
export interface Ensemble {
  readonly tree: ZnodeTree;
  readonly members: Set<Member>;
  readonly sessions: Set<Session>;
  readonly size: number;
  leader: Member | null;
}
/** A server and the ensemble it belongs to. */
export interface Place {
  readonly ensemble: Ensemble;
  readonly member: Member;
}

/** Leader election after a leader is gone, ms (recordings of real ensembles: a few hundred). */
const ELECTION_MS = 300;

const ensembles = new WeakMap<Platform, Map<string, Ensemble>>();
const servers = new WeakMap<Platform, Map<string, Place>>();

/** Forgets what ensembles had in mind: servers that are started from now on find an empty tree. None may be running. */
export function forgetEnsembles(platform: Platform): void {
  ensembles.delete(platform);
  servers.delete(platform);
}

/** Runs a ZooKeeper server on `process` (QuorumPeerMain); its port is opened here. Throws SystemError EADDRINUSE. */
export function startZooKeeperServer(
  platform: Platform,
  process: Process,
  options: ZooKeeperServerOptions,
): ZooKeeperServer {
  const { network } = platform;
  network.listen(process, options.clientPort, (connection) => connection.close());
  const known = ensembles.get(platform) ?? new Map<string, Ensemble>();
  ensembles.set(platform, known);
  const key =
    options.ensemble.length > 0 ? options.ensemble.join(',') : `${process.machine.name}:${options.clientPort}`;
  let ensemble = known.get(key);
  if (!ensemble) {
    ensemble = {
      tree: new ZnodeTree(),
      members: new Set(),
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
  const member: Member = { server, options, rank, clients: new Set() };
  shared.members.add(member);
  const all = servers.get(platform) ?? new Map<string, Place>();
  servers.set(platform, all);
  const place = `${process.machine.name}:${options.clientPort}`;
  all.set(place, { ensemble: shared, member });
  elect(platform, shared);
  process.onClose(() => {
    shared.members.delete(member);
    if (all.get(place)?.member === member) all.delete(place);
    memberGone(platform, shared, member);
  });
  return server;
}

/**
 * Followers hang up on their clients as soon as the leader is gone, and elect another if they are a majority; a leader that has lost
 * its majority notices at its next check, half a tick later.
 */
function memberGone(platform: Platform, ensemble: Ensemble, gone: Member): void {
  const { world } = platform;
  if (ensemble.leader === gone) {
    ensemble.leader = null;
    hangUp(platform, ensemble);
    world.schedule(ELECTION_MS, () => elect(platform, ensemble));
    return;
  }
  const { leader } = ensemble;
  if (!leader || hasQuorum(platform, ensemble, leader)) return;
  world.schedule(leader.options.tickTime / 2, () => {
    if (ensemble.leader !== leader || hasQuorum(platform, ensemble, leader)) return;
    ensemble.leader = null;
    hangUp(platform, ensemble);
  });
}
function hangUp(platform: Platform, ensemble: Ensemble): void {
  for (const member of ensemble.members) {
    if (serves(platform, ensemble, member)) continue;
    for (const close of [...member.clients]) close();
  }
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
/** True when a server answers its clients: it sees a leader and a majority. */
export function serves(platform: Platform, ensemble: Ensemble, member: Member): boolean {
  const { leader } = ensemble;
  return (
    leader !== null &&
    hasQuorum(platform, ensemble, member) &&
    platform.network.reachable(member.server.process.machine, leader.server.process.machine)
  );
}
/** The member with the highest number that sees a majority; sessions begin their time-outs anew under a new leader. */
export function elect(platform: Platform, ensemble: Ensemble): void {
  if (ensemble.leader && hasQuorum(platform, ensemble, ensemble.leader)) return;
  const candidates = [...ensemble.members].filter((member) => hasQuorum(platform, ensemble, member));
  ensemble.leader = candidates.reduce<Member | null>(
    (best, member) => (best === null || member.rank > best.rank ? member : best),
    null,
  );
  if (!ensemble.leader) return;
  for (const session of ensemble.sessions) touch(platform, ensemble, session);
}

/** The server on that machine and port, if one runs. */
export function serverAt(platform: Platform, machine: string, port: number): Place | undefined {
  return servers.get(platform)?.get(`${machine}:${port}`);
}

/** All znodes of the ensemble that serves on that machine and port, sorted by path (as `ls -R`). */
export function znodes(platform: Platform, machine: string, port: number): Znode[] {
  return serverAt(platform, machine, port)?.ensemble.tree.all() ?? [];
}

// ---- sessions-------------------------------------------------------------------------------------------------------

/** A sign of life of a session, which expires in whole ticks (ExpiryQueue). */
export function touch(platform: Platform, ensemble: Ensemble, session: Session): void {
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
/** Ends a session: its ephemeral nodes go. */
export function expire(ensemble: Ensemble, session: Session): void {
  session.expired = true;
  session.timer?.cancel();
  ensemble.sessions.delete(session);
  ensemble.tree.removeOwned(session);
}
