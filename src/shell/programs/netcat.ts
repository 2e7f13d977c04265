import { type Connection, SystemError } from '../../platform/types.ts';
import type { Call, Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { parseOptions, withUsage } from './options.ts';

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

/** Lines typed to a port and read from it. */
export const netcatPrograms: Readonly<Record<string, Program>> = { nc, ncat: nc, netcat: nc, telnet };
