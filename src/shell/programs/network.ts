import type { Process } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Call, Program } from '../host.ts';
import { parseOptions, withUsage } from './options.ts';

const ping: Program = {
  *run(call) {
    const options = withUsage(call, () => parseOptions(call.args, 'c:i:w:W:s:nq46'));
    if (typeof options === 'number') return options;
    const [host = ''] = options.rest;
    const machine = call.platform.network.resolve(call.machine, host);
    if (!machine) {
      call.stderr.write(`ping: ${host}: Name or service not known\n`);
      return 2;
    }
    const count = Number(options.values.get('c') ?? Number.POSITIVE_INFINITY);
    let received = 0;
    let sent = 0;
    const since = call.platform.world.now;
    const summary = (): void =>
      call.print(
        `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${received} received, ${Math.round(((sent - received) / Math.max(1, sent)) * 100)}% packet loss, time ${Math.round(call.platform.world.now - since)}ms\n`,
      );
    call.process.onSignal('SIGINT', () => {
      summary();
      call.process.exit(received > 0 ? 0 : 1);
    });
    call.print(`PING ${host} (${machine.ip}) 56(84) bytes of data.\n`);
    for (let i = 1; i <= count; i++) {
      sent++;
      const delay = call.platform.network.latency(call.machine, machine);
      if (delay !== null) {
        received++;
        call.print(`64 bytes from ${host} (${machine.ip}): icmp_seq=${i} ttl=64 time=${(2 * delay).toFixed(3)} ms\n`);
      } else if (!machine.powered) call.print(`From ${call.machine.ip} icmp_seq=${i} Destination Host Unreachable\n`);
      if (i === 1 && count === Number.POSITIVE_INFINITY) call.process.declareServing();
      if (i < count) yield sleep(call.process, Number(options.values.get('i') ?? 1) * 1000);
    }
    summary();
    return received > 0 ? 0 : 1;
  },
};

interface OpenPort {
  readonly port: number;
  readonly program: string;
  readonly process: Process;
}

function openPorts(call: Call): OpenPort[] {
  return [...call.machine.processes.values()].flatMap((process) =>
    call.platform.network.ports(process).map((port) => ({
      ...{ port, process },
      program: programOf(process),
    })),
  );
}

/** What of its sockets a machine shows. */
interface Socket {
  readonly local: string;
  readonly remote: string;
  readonly state: 'LISTEN' | 'ESTABLISHED';
  readonly pid: number;
  readonly program: string;
}

const programOf = ({ spec }: Process): string =>
  spec.mainClass ? 'java' : (spec.command[0] ?? '').replace(/.*\//, '');

/** Listening and connected TCP sockets, as options of netstat and ss ask: `-l` only the former, `-a` both, else only the latter. */
function sockets(call: Call, flags: ReadonlySet<string>): Socket[] {
  const { network } = call.platform;
  const host = ({ ip, name }: Process['machine']): string => (flags.has('n') ? ip : name);
  const listening = openPorts(call).map(
    ({ port, program, process }): Socket => ({
      local: `0.0.0.0:${port}`,
      remote: '0.0.0.0:*',
      state: 'LISTEN',
      pid: process.pid,
      program,
    }),
  );
  const connected = network.connections(call.machine).map(
    ({ local, localPort, remote, remotePort }): Socket => ({
      local: `${host(local.machine)}:${localPort}`,
      remote: `${host(remote.machine)}:${remotePort}`,
      state: 'ESTABLISHED',
      pid: local.pid,
      program: programOf(local),
    }),
  );
  return flags.has('l') ? listening : flags.has('a') ? [...listening, ...connected] : connected;
}

const netstat: Program = {
  *run(call) {
    const options = withUsage(call, () =>
      parseOptions(call.args, 'ltunpaeorisgc46', {
        listening: 'l',
        tcp: 't',
        udp: 'u',
        numeric: 'n',
        programs: 'p',
        all: 'a',
      }),
    );
    if (typeof options === 'number') return options;
    const { flags } = options;
    const which = flags.has('l') ? 'only servers' : flags.has('a') ? 'servers and established' : 'w/o servers';
    const row = (cells: readonly string[], owner: string): string =>
      `${cells[0]!.padEnd(5)} ${cells[1]!.padStart(6)} ${cells[2]!.padStart(6)} ${cells[3]!.padEnd(23)} ${cells[4]!.padEnd(23)} ${cells[5]!.padEnd(11)}${flags.has('p') ? ` ${owner.padEnd(19)}` : ''}`;
    call.print(
      `Active Internet connections (${which})\n${row(['Proto', 'Recv-Q', 'Send-Q', 'Local Address', 'Foreign Address', 'State'], 'PID/Program name').trimEnd()}\n`,
    );
    if (flags.has('u') && !flags.has('t')) return 0;
    for (const { local, remote, state, pid, program } of sockets(call, flags))
      call.print(`${row(['tcp', '0', '0', local, remote, state], `${pid}/${program}`)}\n`);
    return 0;
  },
};

/** TCP sockets: connected ones, with `-l` those that listen, with `-a` all; `-p` tells whose they are. */
const ss: Program = {
  *run(call) {
    const options = withUsage(call, () => parseOptions(call.args, 'ltunpaeoimHs46', {}));
    if (typeof options === 'number') return options;
    const { flags } = options;
    const row = (cells: readonly string[]): string =>
      `${cells[0]!.padEnd(8)}${cells[1]!.padEnd(8)}${cells[2]!.padEnd(8)}${cells[3]!.padStart(20)} ${cells[4]!.padStart(20)} ${cells[5] ?? ''}`.trimEnd();
    if (!flags.has('H'))
      call.print(
        `${row(['State', 'Recv-Q', 'Send-Q', 'Local Address:Port', 'Peer Address:Port', flags.has('p') ? 'Process' : ''])}\n`,
      );
    for (const { local, remote, state, pid, program } of sockets(call, flags)) {
      const who = flags.has('p') ? `users:(("${program}",pid=${pid},fd=3))` : '';
      const listens = state === 'LISTEN';
      call.print(`${row([listens ? 'LISTEN' : 'ESTAB', '0', listens ? '128' : '0', local, remote, who])}\n`);
    }
    return 0;
  },
};

/** `lsof -i`, `lsof -i:8081`: who listens where. */
const lsof: Program = {
  *run(call) {
    const asked = call.args.flatMap((word) => /(?:^-i)?:(\d+)$/.exec(word)?.[1] ?? []).map(Number);
    const found = openPorts(call).filter(({ port }) => asked.length === 0 || asked.includes(port));
    if (found.length === 0) return 1;
    call.print('COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\n');
    for (const { port, program, process } of found)
      call.print(
        `${program.padEnd(8)}${String(process.pid).padStart(5)} ${process.spec.user.padEnd(6)} 3u  IPv4  ${20_000 + port}      0t0  TCP *:${port} (LISTEN)\n`,
      );
    return 0;
  },
};

const ip: Program = {
  // biome-ignore lint/correctness/useYield: a program is a task, whether it waits or not
  *run(call) {
    call.print(
      `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536\n    inet 127.0.0.1/8 scope host lo\n2: ens33: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500\n    inet ${call.machine.ip}/24 brd 192.168.10.255 scope global ens33\n`,
    );
    return 0;
  },
};

/** What a machine tells of its network. */
export const networkPrograms: Readonly<Record<string, Program>> = { ping, netstat, ss, lsof, ip, ifconfig: ip };
