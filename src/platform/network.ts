import type { ProcessRef } from '../trace/facts.ts';
import { createHttp } from './http.ts';
import { createTextBuffer, type TextBuffer } from './streams.ts';
import {
  type Connection,
  type Listener,
  type Machine,
  type NameService,
  type Network,
  type Process,
  SystemError,
  type World,
} from './types.ts';

/** One-way delays (ms): between machines uniform in this range, on one machine fixed. */
const REMOTE_LATENCY = { from: 0.2, to: 0.5 };
const LOCAL_LATENCY = 0.05;
/** Linux gives up a TCP connection attempt after six SYN retries (tcp_syn_retries): 127 s. */
const CONNECT_TIMEOUT = 127_000;
/** A machine that does not answer ARP: "No route to host" after about 3 s. */
const NO_ROUTE_TIMEOUT = 3_000;
const EPHEMERAL_PORTS = { from: 32_768, to: 60_999 };

export interface Accepting extends Listener {
  readonly accept: (connection: Connection) => void;
}

/** Machines that cannot reach each other: `from` null stands for all others. */
interface Cut {
  readonly machines: ReadonlySet<string>;
  readonly from: ReadonlySet<string> | null;
}

function separates(cut: Cut, a: Machine, b: Machine): boolean {
  const { machines, from } = cut;
  const inside = (set: ReadonlySet<string>, machine: Machine): boolean =>
    set.has(machine.name) || (machine.host !== null && inside(set, machine.host));
  if (from === null) return inside(machines, a) !== inside(machines, b);
  return (inside(machines, a) && inside(from, b)) || (inside(machines, b) && inside(from, a));
}

/** The machine that has the network card: a container's host. */
function cardOf(machine: Machine): Machine {
  return machine.host ? cardOf(machine.host) : machine;
}

interface Side {
  readonly process: Process;
  readonly buffer: TextBuffer;
  readonly closeListeners: ((how: 'end' | 'reset') => void)[];
  /** How this side learnt that the connection is over. */
  over: 'end' | 'reset' | null;
}

/** The network between the machines: names, ports, TCP connections, HTTP and messages, all with seeded latencies. */
export function createNetwork(world: World, machines: ReadonlyMap<string, Machine>): Network {
  const ports = new Map<string, Accepting>();
  const random = world.random('network');
  let cuts: Cut[] = [];
  let connections = 0;
  const established = new Map<number, { readonly client: Process; readonly server: Process; readonly port: number }>();
  const nameServices = new Set<NameService>();
  /** Time of the last arrival per pair of processes: TCP keeps the order. */
  const arrivals = new WeakMap<Process, WeakMap<Process, number>>();
  /** Segments that wait for a partition to heal (TCP sends them again). */
  let held: { readonly from: Machine; readonly to: Machine; readonly send: () => void }[] = [];

  const key = (machine: string, port: number): string => `${machine}:${port}`;
  const ref = (process: Process): ProcessRef => ({ machine: process.machine.name, pid: process.pid });
  const reachable = (from: Machine, to: Machine): boolean =>
    from.powered && to.powered && (cuts.length === 0 || from === to || !cuts.some((cut) => separates(cut, from, to)));
  const latency = (from: Machine, to: Machine): number | null => {
    if (!reachable(from, to)) return null;
    if (cardOf(from) === cardOf(to)) return LOCAL_LATENCY;
    return REMOTE_LATENCY.from + random.next() * (REMOTE_LATENCY.to - REMOTE_LATENCY.from);
  };
  /** Delay until something sent now arrives, never overtaking what was sent before. */
  const travel = (from: Process, to: Process, delay: number): number => {
    let perTarget = arrivals.get(from);
    if (!perTarget) {
      perTarget = new WeakMap();
      arrivals.set(from, perTarget);
    }
    const { now } = world;
    const last = perTarget.get(to) ?? 0;
    let wait = Math.max(delay, last - now);
    // The sum of the two may round down to just before the last arrival.
    while (now + wait < last) wait += Number.EPSILON * Math.max(1, now);
    perTarget.set(to, now + wait);
    return wait;
  };
  /** Runs `arrive` at the other end after the latency; keeps it back while the two are cut off; forgets it when one has no power. */
  const transmit = (from: Process, to: Process, arrive: () => void): void => {
    const delay = latency(from.machine, to.machine);
    if (delay !== null) world.schedule(travel(from, to, delay), arrive);
    else if (from.machine.powered && to.machine.powered)
      held.push({ from: from.machine, to: to.machine, send: () => transmit(from, to, arrive) });
  };

  const resolve = (from: Machine, host: string): Machine | undefined => {
    if (host === 'localhost' || host === '0.0.0.0' || /^127\./.test(host) || host === '::1' || host === '[::1]')
      return from;
    const listed = lookUpHosts(from, host);
    if (listed === undefined) {
      for (const service of nameServices) {
        const machine = service.resolve(from, host);
        if (machine) return machine;
      }
    }
    const address = listed ?? host;
    if (/^127\./.test(address)) return from;
    for (const machine of machines.values()) if (machine.ip === address) return machine;
    return machines.get(host) ?? machines.get(host.replace(/\..*$/, ''));
  };

  const bind = (process: Process, port: number, accept: (connection: Connection) => void): Listener => {
    const machine = process.machine.name;
    let chosen = port;
    if (port === 0) {
      const span = EPHEMERAL_PORTS.to - EPHEMERAL_PORTS.from;
      do chosen = EPHEMERAL_PORTS.from + random.int(span);
      while (ports.has(key(machine, chosen)));
    }
    const name = key(machine, chosen);
    if (ports.has(name)) throw new SystemError('EADDRINUSE', String(chosen));
    const listener: Accepting = {
      port: chosen,
      process,
      accept,
      close() {
        if (ports.get(name) !== listener) return;
        ports.delete(name);
        world.emit({ kind: 'port.closed', machine, pid: process.pid, port: chosen });
      },
    };
    ports.set(name, listener);
    world.emit({ kind: 'port.opened', machine, pid: process.pid, port: chosen });
    process.onClose(listener.close);
    return listener;
  };

  const openConnection = (client: Process, server: Process, port: number): [Connection, Connection] => {
    const id = ++connections;
    let announced = false;
    established.set(id, { client, server, port });
    const over = (reason: string | null): void => {
      established.delete(id);
      if (announced) return;
      announced = true;
      world.emit({ kind: 'connection.closed', id, reason });
    };
    const side = (process: Process): Side => ({ process, buffer: createTextBuffer(), closeListeners: [], over: null });
    const end = (at: Side, how: 'end' | 'reset'): void => {
      if (at.over !== null) return;
      at.over = how;
      at.buffer.end();
      for (const listener of at.closeListeners.splice(0)) listener(how);
    };
    const connect = (mine: Side, other: Side): Connection => {
      const leave = (how: 'end' | 'reset'): void => {
        if (mine.over !== null) return;
        end(mine, how === 'reset' ? 'reset' : 'end');
        // A machine without power says nothing: its peers wait for their own timeouts.
        if (!mine.process.machine.powered) return;
        over(how === 'reset' ? 'reset' : null);
        transmit(mine.process, other.process, () => other.process.deliver(() => end(other, how)));
      };
      mine.process.onClose(() => leave(mine.process.signal === null ? 'end' : 'reset'));
      return {
        id,
        local: mine.process,
        remote: other.process,
        port,
        read: () => mine.buffer.read(),
        readLine: () => mine.buffer.readLine(),
        get ended() {
          return mine.buffer.ended;
        },
        write(text) {
          if (mine.over !== null || text === '') return;
          const delay = latency(mine.process.machine, other.process.machine);
          if (delay === null) {
            transmit(mine.process, other.process, () => other.process.deliver(() => other.buffer.push(text)));
            return;
          }
          const wait = travel(mine.process, other.process, delay);
          world.emit({
            kind: 'data.text',
            from: ref(mine.process),
            to: ref(other.process),
            text,
            arrives: world.now + wait,
          });
          world.schedule(wait, () => {
            if (other.process.alive && other.over === null) {
              other.process.deliver(() => other.buffer.push(text));
              return;
            }
            // Nobody is there any more: the kernel answers with a reset.
            transmit(other.process, mine.process, () => mine.process.deliver(() => end(mine, 'reset')));
            if (other.process.machine.powered) over('reset');
          });
        },
        finish() {
          if (mine.over === null)
            transmit(mine.process, other.process, () => other.process.deliver(() => other.buffer.end()));
        },
        close: () => leave('end'),
        onClose(listener) {
          if (mine.over !== null) listener(mine.over);
          else mine.closeListeners.push(listener);
        },
      };
    };
    const a = side(client);
    const b = side(server);
    world.emit({ kind: 'connection.opened', id, from: ref(client), to: ref(server), port });
    return [connect(a, b), connect(b, a)];
  };

  /** Finds who listens and calls one of the two after the round trip's share of time; returns the way to give up. */
  const dial = (
    process: Process,
    host: string,
    port: number,
    found: (listener: Accepting) => void,
    fail: (error: SystemError) => void,
  ): undefined | (() => void) => {
    const subject = `${host}:${port}`;
    let led: ReturnType<NameService['route']>;
    for (const service of nameServices) {
      led = service.route(process.machine, host, port);
      if (led !== undefined) break;
    }
    if (led === null) {
      const timer = process.schedule(LOCAL_LATENCY, () => fail(new SystemError('ECONNREFUSED', subject)));
      return () => timer.cancel();
    }
    const to = led?.machine ?? resolve(process.machine, host);
    if (!to) {
      fail(new SystemError('ENOTFOUND', host));
      return undefined;
    }
    const delay = latency(process.machine, to);
    if (delay === null) {
      const timer = process.schedule(to.powered ? CONNECT_TIMEOUT : NO_ROUTE_TIMEOUT, () =>
        fail(new SystemError(to.powered ? 'ETIMEDOUT' : 'EHOSTUNREACH', subject)),
      );
      return () => timer.cancel();
    }
    const timer = process.schedule(2 * delay, () => {
      const listener = ports.get(key(to.name, led?.port ?? port));
      if (listener?.process.alive) found(listener);
      else fail(new SystemError('ECONNREFUSED', subject));
    });
    return () => timer.cancel();
  };

  /** What was kept back goes on its way; what is still cut off is kept back again. */
  const mend = (left: Cut[]): void => {
    cuts = left;
    const waiting = held;
    held = [];
    for (const { send } of waiting) send();
  };

  const network: Network = {
    connections(machine) {
      const span = EPHEMERAL_PORTS.to - EPHEMERAL_PORTS.from;
      return [...established].flatMap(([id, { client, server, port }]) => {
        const from = EPHEMERAL_PORTS.from + ((id * 2) % span);
        return [
          { id, local: client, localPort: from, remote: server, remotePort: port },
          { id, local: server, localPort: port, remote: client, remotePort: from },
        ].filter(({ local }) => local.machine === machine && local.alive);
      });
    },
    listen: bind,
    connect: (process, host, port) => (resume, fail) =>
      dial(
        process,
        host,
        port,
        (listener) => {
          const [mine, theirs] = openConnection(process, listener.process, port);
          resume(mine);
          listener.process.deliver(() => listener.accept(theirs));
        },
        fail,
      ),
    ...createHttp({ world, bind, dial, latency, travel, ref }),
    ports: (process) =>
      [...ports.values()]
        .filter((listener) => listener.process === process)
        .map((listener) => listener.port)
        .sort((a, b) => a - b),
    listener: (machine, port) => ports.get(key(machine, port))?.process,
    resolve,
    latency,
    transmit,
    send(message) {
      const { from, to, protocol, name, detail, deliver, lost } = message;
      const delay = latency(from.machine, to.machine);
      const wait = delay === null ? null : travel(from, to, delay);
      if (name !== null)
        world.emit({
          kind: 'message',
          from: ref(from),
          to: ref(to),
          protocol,
          name,
          arrives: wait === null || !to.alive ? null : world.now + wait,
          ...(detail === undefined ? {} : { detail }),
        });
      if (wait === null) {
        // The connection below (TCP) outlives a partition: what was sent arrives when it heals, if sender and receiver still live.
        if (from.machine.powered && to.machine.powered) {
          held.push({ from: from.machine, to: to.machine, send: () => void (from.alive && network.send(message)) });
        }
        return null;
      }
      world.schedule(wait, () => {
        if (to.alive) to.deliver(deliver);
        else if (lost && reachable(from.machine, to.machine)) from.deliver(lost);
      });
      return world.now + wait;
    },
    partition(names, from) {
      const cut: Cut = { machines: new Set(names), from: from ? new Set(from) : null };
      cuts = [...cuts, cut];
      return () => {
        const was = cuts.includes(cut);
        if (was) mend(cuts.filter((other) => other !== cut));
        return was;
      };
    },
    heal: () => mend([]),
    addNames(service) {
      nameServices.add(service);
      return () => nameServices.delete(service);
    },
    reachable,
  };
  return network;
}

/** The address that a machine's /etc/hosts gives a name. */
function lookUpHosts(machine: Machine, host: string): string | undefined {
  if (!machine.files.exists('/etc/hosts')) return undefined;
  for (const line of machine.files.readText('/etc/hosts').split('\n')) {
    const [address, ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (address && names.includes(host)) return address;
  }
  return undefined;
}
