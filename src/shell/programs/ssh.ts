import { filesOf } from '../../platform/access.ts';
import { baseName, resolvePath } from '../../platform/file-tree.ts';
import { exitStatus } from '../../platform/process.ts';
import { type FileStat, type Machine, type Process, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { startInteractiveBash } from '../interactive.ts';
import { createRunner } from '../interpret/runner.ts';
import { createState } from '../interpret/state.ts';
import { errorText } from '../messages.ts';
import { ensureUser, loginEnvironment, readStartFiles } from '../session.ts';
import { copyTree } from './files.ts';
import { parseOptions, withUsage } from './options.ts';

/** Virtual ms of a connection's set-up: key exchange and public-key authentication. */
const HANDSHAKE = 120;

interface Far {
  readonly machine: Machine;
  readonly user: string;
}

/** Connects as sshd would let us; complains with ssh's words and gives null when it cannot. */
function* reach(call: Call, target: string): Task<Far | null> {
  const [, user = call.user, host = target] = /^(?:([^@]+)@)?(.+)$/.exec(target) ?? [];
  const machine = call.platform.network.resolve(call.machine, host);
  if (!machine) {
    call.stderr.write(`ssh: Could not resolve hostname ${host}: Name or service not known\n`);
    return null;
  }
  if (!call.platform.network.reachable(call.machine, machine)) {
    yield sleep(call.process, machine.powered ? 127_000 : 3_000);
    call.stderr.write(
      `ssh: connect to host ${host} port 22: ${machine.powered ? 'Connection timed out' : 'No route to host'}\n`,
    );
    return null;
  }
  yield sleep(call.process, HANDSHAKE);
  if (user !== call.user && !machine.users.has(user)) {
    call.stderr.write(`${user}@${host}: Permission denied (publickey,gssapi-keyex,gssapi-with-mic,password).\n`);
    return null;
  }
  ensureUser(machine, user);
  return { machine, user };
}

/** Runs a command line as sshd's `bash -c` does: no /etc/profile (unless `login`), but ~/.bashrc. */
function startRemote(call: Call, far: Far, command: string, login = false): Process {
  const { machine, user } = far;
  const env = loginEnvironment(machine, user);
  const cwd = machine.users.get(user)!.home;
  const process = machine.start({
    command: ['bash', '-c', command],
    mainClass: null,
    role: 'shell',
    user,
    cwd,
    env,
    parent: call.process,
    stdin: call.stdin,
    stdout: call.stdout,
    stderr: call.stderr,
    group: 'new',
  });
  const state = createState(env, machine.files.exists(cwd) ? cwd : '/', call.platform.world.now);
  const runner = createRunner({
    host: call.host,
    machine,
    user,
    state,
    process,
    stdin: call.stdin,
    stdout: call.stdout,
    stderr: call.stderr,
    terminal: null,
    lineNumbers: false,
  });
  process.spawn(
    (function* () {
      yield* readStartFiles(runner, login);
      process.exit(yield* runner.runShell(command));
    })(),
  );
  return process;
}

const ssh: Program = {
  *run(call) {
    const options = withUsage(
      call,
      () => parseOptions(call.args, '1246AaCfgKkMNnqsTtVvXxYyb:c:D:e:F:i:L:l:m:O:o:p:R:S:W:w:', {}, true),
      255,
    );
    if (typeof options === 'number') return options;
    const [target, ...words] = options.rest;
    // `ssh host -- command`: options end there.
    const command = words[0] === '--' ? words.slice(1) : words;
    if (target === undefined) {
      call.stderr.write('usage: ssh [-1246AaCfgKkMNnqsTtVvXxYy] [user@]hostname [command]\n');
      return 255;
    }
    const user = options.values.get('l');
    const far = yield* reach(call, user === undefined ? target : `${user}@${target}`);
    if (!far) return 255;
    let process: Process;
    if (command.length > 0) process = startRemote(call, far, command.join(' '));
    else if (call.terminal && call.stdout.isTerminal)
      process = startInteractiveBash(call.host, far.machine, far.user, call.terminal, call.process);
    else {
      // A shell without a terminal reads commands from standard input.
      let text = '';
      for (;;) {
        const chunk = (yield call.stdin.read()) as string | null;
        if (chunk === null) break;
        text += chunk;
      }
      process = startRemote(call, far, text, true);
    }
    const hangUp = (): void => process.kill('SIGHUP');
    call.process.onSignal('SIGINT', () => {
      hangUp();
      call.process.exit(255);
    });
    call.process.onClose(() => {
      if (process.alive) hangUp();
    });
    yield process.wait();
    if (!far.machine.powered) {
      call.stderr.write(`client_loop: send disconnect: Broken pipe\n`);
      return 255;
    }
    if (command.length === 0 && call.terminal)
      call.stderr.write(`Connection to ${target.replace(/.*@/, '')} closed.\n`);
    return process.signal ? 255 : exitStatus(process);
  },
};

interface Place {
  readonly far: Far | null;
  readonly path: string;
}

const scp: Program = {
  *run(call) {
    const rsync = call.name === 'rsync';
    const options = withUsage(call, () =>
      parseOptions(call.args, rsync ? 'avzrlptgoDhPe:nuq' : 'rpqCvBP:i:o:l:', {
        recursive: 'r',
        archive: 'a',
        verbose: 'v',
        delete: 'D',
        progress: 'P',
        rsh: 'e',
      }),
    );
    if (typeof options === 'number') return options;
    const recursive = options.flags.has('r') || options.flags.has('a');
    if (options.rest.length < 2) {
      call.stderr.write(
        rsync
          ? 'rsync error: syntax or usage error (code 1) at main.c(1580)\n'
          : 'usage: scp [-12346BCpqrv] [-i identity_file] [-P port] [[user@]host1:]file1 ... [[user@]host2:]file2\n',
      );
      return 1;
    }
    const places: Place[] = [];
    const hosts = new Map<string, Far>();
    for (const text of options.rest) {
      const match = /^((?:[^@/:]+@)?[^/:]+):(.*)$/s.exec(text);
      if (!match) {
        places.push({ far: null, path: text });
        continue;
      }
      let far = hosts.get(match[1]!) ?? null;
      if (!far) {
        far = yield* reach(call, match[1]!);
        if (!far) {
          call.stderr.write('lost connection\n');
          return 1;
        }
        hosts.set(match[1]!, far);
      }
      places.push({ far, path: match[2]! });
    }
    const at = ({ far, path }: Place) => {
      const machine = far?.machine ?? call.machine;
      const user = far?.user ?? call.user;
      const home = machine.users.get(user)?.home ?? '/';
      return {
        files: filesOf(machine.files, user),
        path: resolvePath(far ? home : call.cwd, path.replace(/^~(?=\/|$)/, home)),
        shown: path,
      };
    };
    const target = at(places.at(-1)!);
    let status = 0;
    /** What the end that has the file says; scp names itself only from afar. */
    const refuse = (place: Place, shown: string, error: SystemError, reads: boolean): void => {
      const text = errorText(error);
      if (!rsync) {
        call.stderr.write(`${place.far ? 'scp: ' : ''}${shown}: ${text}\n`);
        status = 1;
        return;
      }
      call.stderr.write(`rsync: ${reads ? 'link_stat' : 'mkdir'} "${at(place).path}" failed: ${text} (2)\n`);
      status = reads ? 23 : 11;
    };
    for (const place of places.slice(0, -1)) {
      const source = at(place);
      let stat: FileStat;
      try {
        stat = source.files.stat(source.path);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        refuse(place, source.shown, error, true);
        continue;
      }
      try {
        if (stat.type === 'directory' && !recursive) {
          call.stderr.write(rsync ? `skipping directory ${source.shown}\n` : `${source.shown}: not a regular file\n`);
          status = 1;
          continue;
        }
        const contentsOnly = rsync && source.shown.endsWith('/');
        const into = target.files.exists(target.path) && target.files.stat(target.path).type === 'directory';
        const to =
          into && !contentsOnly ? `${target.path === '/' ? '' : target.path}/${baseName(source.path)}` : target.path;
        if (!into && stat.type === 'directory' && target.files.exists(target.path))
          throw new SystemError('ENOTDIR', target.path);
        if (!into && places.length > 2) {
          call.stderr.write(`${target.shown}: No such file or directory\n`);
          return 1;
        }
        const count = copyTree(source, source.path, target, to, { links: rsync });
        // About 100 MB/s between machines, and a round trip for each file.
        yield sleep(call.process, count * 0.6 + stat.size / 100_000);
        if (stat.type === 'file' && !rsync && call.stdout.isTerminal)
          call.print(
            `${baseName(source.path).padEnd(50)} 100% ${String(stat.size).padStart(6)}     ${(stat.size / 1024 / 0.01).toFixed(1)}KB/s   00:00\n`,
          );
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        refuse(places.at(-1)!, target.shown, error, false);
      }
    }
    if (status === 23)
      call.stderr.write(
        'rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1178) [sender=3.1.2]\n',
      );
    if (status === 11) call.stderr.write('rsync error: error in file IO (code 11) at main.c(657) [Receiver=3.1.2]\n');
    return status;
  },
};

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
const keygen: Program = {
  *run(call) {
    const home = call.machine.users.get(call.user)?.home ?? '/';
    const directory = `${home}/.ssh`;
    call.files.mkdir(directory, { recursive: true });
    call.files.chmod(directory, 0o700);
    const print = call.platform.world.random('ssh-keygen').hex(43);
    call.files.write(
      `${directory}/id_rsa`,
      '-----BEGIN RSA PRIVATE KEY-----\n(simulated)\n-----END RSA PRIVATE KEY-----\n',
      { mode: 0o600 },
    );
    call.files.write(`${directory}/id_rsa.pub`, `ssh-rsa ${print} ${call.user}@${call.machine.name}\n`);
    call.print(
      `Generating public/private rsa key pair.\nYour identification has been saved in ${directory}/id_rsa.\nYour public key has been saved in ${directory}/id_rsa.pub.\nThe key fingerprint is:\nSHA256:${print} ${call.user}@${call.machine.name}\n`,
    );
    return 0;
  },
};
const copyId: Program = {
  *run(call) {
    const [target] = call.args.filter((arg, i) => !arg.startsWith('-') && !/^-[ipo]$/.test(call.args[i - 1] ?? ''));
    const far = yield* reach(call, target ?? 'localhost');
    if (!far) return 1;
    const home = far.machine.users.get(far.user)?.home ?? '/';
    const own = `${call.machine.users.get(call.user)?.home ?? ''}/.ssh/id_rsa.pub`;
    if (!call.files.exists(own)) {
      call.stderr.write('/usr/bin/ssh-copy-id: ERROR: No identities found\n');
      return 1;
    }
    far.machine.files.mkdir(`${home}/.ssh`, { recursive: true, owner: far.user });
    far.machine.files.append(`${home}/.ssh/authorized_keys`, call.files.readText(own));
    call.print(
      `\nNumber of key(s) added: 1\n\nNow try logging into the machine, with:   "ssh '${target}'"\nand check to make sure that only the key(s) you wanted were added.\n\n`,
    );
    return 0;
  },
};
// biome-ignore-end lint/correctness/useYield: see above

export const sshPrograms: Readonly<Record<string, Program>> = {
  ssh,
  scp,
  rsync: scp,
  'ssh-keygen': keygen,
  'ssh-copy-id': copyId,
};
