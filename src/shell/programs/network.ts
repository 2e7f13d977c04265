import { byteLength } from '../../platform/file-tree.ts';
import { type Connection, type HttpResponse, type Process, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Call, Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { downloadable } from './downloads.ts';
import { parseOptions, withUsage } from './options.ts';
import { program, readAll } from './support.ts';

/** Copies what is typed to the connection, in a coroutine beside the reader. */
function forward(call: Call, connection: () => Connection | null, atEnd: () => void): void {
  call.process.spawn(
    (function* () {
      for (;;) {
        const text = (yield call.stdin.read()) as string | null;
        if (text === null) {
          atEnd();
          return;
        }
        connection()?.write(text);
      }
    })(),
  );
}

/** Prints what comes from the other side until it ends. */
function* receive(call: Call, connection: Connection) {
  for (;;) {
    const text = (yield connection.read()) as string | null;
    if (text === null) return;
    call.print(text);
  }
}

/** Ends connections before a signal ends the process, as it would without a word. */
function closeWhenKilled({ process }: Call, close: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.onSignal(signal, () => {
      close();
      process.onSignal(signal, null);
      process.kill(signal);
    });
}

const nc: Program = {
  role: 'netcat',
  *run(call) {
    const options = withUsage(call, () => parseOptions(call.args, 'lkp:vnzw:q:uNs:46i:', {}));
    if (typeof options === 'number') return options;
    const { flags, values, rest } = options;
    const { network } = call.platform;
    if (!flags.has('l')) {
      const [host, port] = rest;
      if (host === undefined || !/^\d+$/.test(port ?? '')) {
        call.stderr.write('Ncat: You must specify a host to connect to. QUITTING.\n');
        return 2;
      }
      let connection: Connection;
      try {
        connection = (yield network.connect(call.process, host, Number(port))) as Connection;
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        call.stderr.write(
          error.code === 'ENOTFOUND'
            ? `Ncat: Could not resolve hostname "${host}": Name or service not known. QUITTING.\n`
            : `Ncat: ${errorText(error)}.\n`,
        );
        return 1;
      }
      if (flags.has('v')) call.stderr.write(`Ncat: Connected to ${host}:${port}.\n`);
      if (flags.has('z')) return 0;
      closeWhenKilled(call, () => connection.close());
      forward(
        call,
        () => connection,
        () => connection.finish(),
      );
      yield* receive(call, connection);
      return 0;
    }
    const port = Number(values.get('p') ?? rest.at(-1));
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      call.stderr.write(
        rest.length === 0 && !values.has('p')
          ? 'Ncat: You must specify a port to listen on. QUITTING.\n'
          : `Ncat: Invalid port number "${values.get('p') ?? rest.at(-1)}". QUITTING.\n`,
      );
      return 2;
    }
    if (port < 1024 && call.user !== 'root') {
      call.stderr.write(`Ncat: bind to 0.0.0.0:${port}: Permission denied. QUITTING.\n`);
      return 2;
    }
    const open: Connection[] = [];
    /** Typed before anybody was connected. */
    let early = '';
    let done: (() => void) | null = null;
    let over = false;
    let listener: ReturnType<typeof network.listen> | null = null;
    try {
      listener = network.listen(call.process, port, (connection) => {
        if (!flags.has('k') && open.length > 0) {
          connection.close();
          return;
        }
        open.push(connection);
        if (flags.has('v')) call.stderr.write(`Ncat: Connection from ${connection.remote.machine.ip}.\n`);
        if (early !== '') {
          connection.write(early);
          early = '';
        }
        call.process.spawn(
          (function* () {
            yield* receive(call, connection);
            open.splice(open.indexOf(connection), 1);
            connection.close();
            if (!flags.has('k')) {
              over = true;
              done?.();
            }
          })(),
        );
        if (!flags.has('k')) listener?.close();
      });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      call.stderr.write(`Ncat: bind to :::${port}: Address already in use. QUITTING.\n`);
      return 2;
    }
    closeWhenKilled(call, () => {
      for (const connection of [...open]) connection.close();
    });
    if (flags.has('v')) call.stderr.write(`Ncat: Listening on 0.0.0.0:${port}\n`);
    call.process.spawn(
      (function* () {
        for (;;) {
          const text = (yield call.stdin.read()) as string | null;
          if (text === null) return;
          if (open.length === 0) early += text;
          for (const connection of open) connection.write(text);
        }
      })(),
    );
    call.process.declareServing();
    if (!over)
      yield (resume) => {
        done = resume;
        return undefined;
      };
    return 0;
  },
};

const telnet: Program = {
  *run(call) {
    const [host = 'localhost', port = '23'] = call.args;
    const machine = call.platform.network.resolve(call.machine, host);
    if (!machine) {
      call.stderr.write(`telnet: ${host}: Name or service not known\n${host}: Unknown host\n`);
      return 1;
    }
    call.print(`Trying ${machine.ip}...\n`);
    let connection: Connection;
    try {
      connection = (yield call.platform.network.connect(call.process, host, Number(port))) as Connection;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      call.stderr.write(`telnet: connect to address ${machine.ip}: ${errorText(error)}\n`);
      return 1;
    }
    call.print(`Connected to ${host}.\nEscape character is '^]'.\n`);
    forward(
      call,
      () => connection,
      () => connection.close(),
    );
    yield* receive(call, connection);
    call.print('Connection closed by foreign host.\n');
    return 1;
  },
};

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

interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}
function parseUrl(text: string): Url | null {
  const match = /^(?:(https?):\/\/)?([^/:?#]+)(?::(\d+))?([/?][^#]*)?/.exec(text);
  if (!match) return null;
  const path = match[4] ?? '/';
  return {
    host: match[2]!,
    port: Number(match[3] ?? (match[1] === 'https' ? 443 : 80)),
    path: path.startsWith('/') ? path : `/${path}`,
  };
}

const curl: Program = {
  *run(call) {
    const options = withUsage(
      call,
      () =>
        parseOptions(call.args, 'X:d:H:o:OsSLiIvfkF:u:m:A:T:w:n', {
          request: 'X',
          data: 'd',
          'data-raw': 'd',
          'data-binary': 'd',
          header: 'H',
          output: 'o',
          'remote-name': 'O',
          silent: 's',
          'show-error': 'S',
          location: 'L',
          include: 'i',
          head: 'I',
          verbose: 'v',
          fail: 'f',
          insecure: 'k',
          form: 'F',
          user: 'u',
          'max-time': 'm',
          'upload-file': 'T',
          'write-out': 'w',
        }),
      2,
    );
    if (typeof options === 'number') return options;
    const { flags, values, all, rest } = options;
    const url = rest[0] === undefined ? null : parseUrl(rest[0]);
    if (!url) {
      call.stderr.write("curl: no URL specified!\ncurl: try 'curl --help' or 'curl --manual' for more information\n");
      return 2;
    }
    const quiet = flags.has('s') && !flags.has('S');
    const fail = (code: number, text: string): number => {
      if (!quiet) call.stderr.write(`curl: (${code}) ${text}\n`);
      return code;
    };
    const headers: Record<string, string> = {};
    for (const [letter, value] of all) {
      const at = value.indexOf(':');
      if (letter === 'H' && at > 0) headers[value.slice(0, at).trim().toLowerCase()] = value.slice(at + 1).trim();
    }
    let body: string | ReturnType<Call['files']['read']> = all
      .filter(([letter]) => letter === 'd')
      .map(([, value]) => value)
      .join('&');
    const form = values.get('F');
    const upload = form === undefined ? values.get('T') : /=@(.*?)(?:;.*)?$/.exec(form)?.[1];
    if (typeof body === 'string' && body.startsWith('@'))
      body = body === '@-' ? yield* readAll(call) : call.files.readText(call.resolve(body.slice(1)));
    if (upload !== undefined) {
      body = call.files.read(call.resolve(upload));
      headers['content-disposition'] = `form-data; name="jarfile"; filename="${upload.replace(/.*\//, '')}"`;
    }
    const method = values.get('X') ?? (flags.has('I') ? 'HEAD' : body !== '' ? 'POST' : 'GET');
    const download = downloadable(call, url.host, url.path);
    let response: HttpResponse;
    if (download) {
      const target = values.get('o') ?? (flags.has('O') ? url.path.replace(/.*\//, '') : undefined);
      if (target === undefined) return fail(23, 'Failed writing body');
      yield sleep(call.process, download.ms);
      call.files.write(call.resolve(target), download.content);
      return 0;
    }
    try {
      response = (yield call.platform.network.request(call.process, url.host, url.port, {
        method,
        url: url.path,
        headers,
        body,
      })) as HttpResponse;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (error.code === 'ENOTFOUND') return fail(6, `Could not resolve host: ${url.host}`);
      if (error.code === 'ECONNRESET') return fail(52, 'Empty reply from server');
      return fail(7, `Failed connect to ${url.host}:${url.port}; ${errorText(error)}`);
    }
    if (flags.has('f') && response.status >= 400)
      return fail(22, `The requested URL returned error: ${response.status}`);
    let text = '';
    if (flags.has('i') || flags.has('I')) {
      text += `HTTP/1.1 ${response.status} ${response.status === 200 ? 'OK' : response.status === 202 ? 'Accepted' : response.status === 404 ? 'Not Found' : ''}\n`;
      for (const [name, value] of Object.entries(response.headers)) text += `${name}: ${value}\n`;
      text += `content-length: ${byteLength(response.body)}\n\n`;
    }
    if (!flags.has('I')) text += response.body;
    const output = values.get('o') ?? (flags.has('O') ? url.path.replace(/.*\//, '') : undefined);
    if (output === undefined) call.print(text);
    else call.files.write(call.resolve(output), text);
    const written = values.get('w');
    if (written !== undefined)
      call.print(written.replaceAll('%{http_code}', String(response.status)).replaceAll('\\n', '\n'));
    return 0;
  },
};

const wget = program(
  'qO:P:cNrS',
  { quiet: 'q', 'output-document': 'O', 'directory-prefix': 'P', continue: 'c', 'no-check-certificate': 'N' },
  function* (call, { flags, values, rest }) {
    const [target] = rest;
    const url = target === undefined ? null : parseUrl(target);
    if (!url) {
      call.stderr.write('wget: missing URL\nUsage: wget [OPTION]... [URL]...\n');
      return 1;
    }
    const name = values.get('O') ?? (url.path.replace(/\?.*/, '').replace(/.*\//, '') || 'index.html');
    const path = call.resolve(values.has('P') ? `${values.get('P')}/${name}` : name);
    const say = (text: string): void => {
      if (!flags.has('q')) call.stderr.write(text);
    };
    const download = downloadable(call, url.host, url.path);
    let content: ReturnType<Call['files']['read']>;
    if (download) {
      say(`Connecting to ${url.host}:${url.port}... connected.\nHTTP request sent, awaiting response... 200 OK\n`);
      yield sleep(call.process, download.ms);
      content = download.content;
    } else {
      try {
        const response = (yield call.platform.network.request(call.process, url.host, url.port, {
          method: 'GET',
          url: url.path,
          headers: {},
          body: '',
        })) as HttpResponse;
        say(
          `Connecting to ${url.host}:${url.port}... connected.\nHTTP request sent, awaiting response... ${response.status}\n`,
        );
        if (response.status >= 400) {
          say(`ERROR ${response.status}: Not Found.\n`);
          return 8;
        }
        content = { kind: 'text', text: response.body };
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        call.stderr.write(
          error.code === 'ENOTFOUND'
            ? `wget: unable to resolve host address ‘${url.host}’\n`
            : `Connecting to ${url.host}:${url.port}... failed: ${errorText(error)}.\n`,
        );
        return 4;
      }
    }
    if (name === '-') call.print(content.kind === 'text' ? content.text : '');
    else {
      call.files.write(path, content);
      say(`Saving to: ‘${name}’\n\n‘${name}’ saved [${call.files.stat(path).size}]\n\n`);
    }
    return 0;
  },
);

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

export const networkPrograms: Readonly<Record<string, Program>> = {
  nc,
  ncat: nc,
  netcat: nc,
  telnet,
  ping,
  curl,
  wget,
  netstat,
  ss,
  lsof,
  ip,
  ifconfig: ip,
};
