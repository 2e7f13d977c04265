import type { Call, Program } from '../host.ts';
import { formatDate } from './date.ts';
import { program, textual } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
export const hostnameOf = (call: Call): string =>
  call.machine.files.exists('/etc/hostname') ? call.machine.files.readText('/etc/hostname').trim() : call.machine.name;

const hostname: Program = {
  *run(call) {
    const [arg] = call.args;
    if (arg === '-I' || arg === '-i') call.print(`${call.machine.ip}${arg === '-I' ? ' ' : ''}\n`);
    else if (arg === '-s' || arg === '-f' || arg === undefined) call.print(`${hostnameOf(call)}\n`);
    else if (call.user !== 'root') {
      call.complain('you must be root to change the host name');
      return 1;
    } else call.machine.files.write('/etc/hostname', `${arg}\n`);
    return 0;
  },
};

const hostnamectl: Program = {
  *run(call) {
    if (call.args[0] === 'set-hostname' && call.args[1]) call.machine.files.write('/etc/hostname', `${call.args[1]}\n`);
    else
      call.print(
        `   Static hostname: ${hostnameOf(call)}\n  Operating System: CentOS Linux 7 (Core)\n            Kernel: Linux 3.10.0-1160.el7.x86_64\n`,
      );
    return 0;
  },
};

const whoami: Program = {
  *run(call) {
    if (call.args[0] !== undefined && !call.args[0].startsWith('-')) {
      call.complain(`extra operand ‘${call.args[0]}’`);
      call.stderr.write("Try 'whoami --help' for more information.\n");
      return 1;
    }
    call.print(`${call.user}\n`);
    return 0;
  },
};

const id: Program = {
  *run(call) {
    const wrong = call.args.find((arg) => /^-(?!-|[ugGnraz]+$)/.test(arg));
    if (wrong !== undefined) {
      call.complain(`invalid option -- '${/[^ugGnraz-]/.exec(wrong)?.[0] ?? ''}'`);
      call.stderr.write("Try 'id --help' for more information.\n");
      return 1;
    }
    const [user = call.user] = call.args.filter((arg) => !arg.startsWith('-'));
    const account = call.machine.users.get(user);
    if (!account) {
      call.complain(`‘${user}’: no such user`);
      return 1;
    }
    if (call.args.includes('-un') || call.args.includes('-gn')) call.print(`${user}\n`);
    else if (call.args.includes('-u') || call.args.includes('-g')) call.print(`${account.uid}\n`);
    else call.print(`uid=${account.uid}(${user}) gid=${account.uid}(${user}) groups=${account.uid}(${user})\n`);
    return 0;
  },
};

const uname = program('asnrvmpio', {}, function* (call, { flags }) {
  const values = {
    s: 'Linux',
    n: hostnameOf(call),
    r: '3.10.0-1160.el7.x86_64',
    v: '#1 SMP Mon Oct 19 16:18:59 UTC 2020',
    m: 'x86_64',
    p: 'x86_64',
    i: 'x86_64',
    o: 'GNU/Linux',
  };
  const shown = Object.entries(values).filter(([letter]) =>
    flags.size === 0 ? letter === 's' : flags.has('a') || flags.has(letter),
  );
  call.print(`${shown.map(([, value]) => value).join(' ')}\n`);
  return 0;
});

const free = program('hmgkbt', {}, function* (call, { flags }) {
  const total = 3_880_512;
  const used = [...call.machine.processes.values()].reduce(
    (sum, process) => sum + (process.spec.mainClass ? 268_000 : 2_000),
    312_000,
  );
  const show = (kilobytes: number): string =>
    (flags.has('h')
      ? `${(kilobytes / 1048576).toFixed(1)}G`
      : String(
          flags.has('m') ? Math.floor(kilobytes / 1024) : flags.has('g') ? Math.floor(kilobytes / 1048576) : kilobytes,
        )
    ).padStart(12);
  call.print('              total        used        free      shared  buff/cache   available\n');
  call.print(
    `Mem:   ${show(total)}${show(used)}${show(total - used - 400_000)}${show(11_932)}${show(400_000)}${show(total - used)}\n`,
  );
  call.print(`Swap:  ${show(2_097_148)}${show(0)}${show(2_097_148)}\n`);
  return 0;
});

const uptime: Program = {
  *run(call) {
    const minutes = Math.floor(call.platform.world.now / 60_000);
    call.print(
      ` ${formatDate(call.platform.epoch + call.platform.world.now, '%T', call.platform.timezone)} up ${minutes} min,  1 user,  load average: 0.00, 0.01, 0.05\n`,
    );
    return 0;
  },
};
const tty: Program = {
  *run(call) {
    call.print(call.terminal ? '/dev/pts/0\n' : 'not a tty\n');
    return call.terminal ? 0 : 1;
  },
};
// biome-ignore-end lint/correctness/useYield: see above

/** What a machine, its user and its terminal are. */
export const identityPrograms: Readonly<Record<string, Program>> = {
  hostname,
  hostnamectl,
  whoami,
  id,
  uname,
  free,
  uptime,
  tty,
  arch: textual(() => 'x86_64\n'),
  nproc: textual(() => '4\n'),
};
