import { exitStatus } from '../../platform/process.ts';
import type { Call, Program } from '../host.ts';
import { startInteractiveBash } from '../interactive.ts';
import { softwareOf } from '../not-simulated.ts';
import { ensureUser, loginEnvironment } from '../session.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not

const sudo: Program = {
  *run(call) {
    const args = [...call.args];
    let user = 'root';
    let keep = false;
    let login = false;
    while (args[0]?.startsWith('-')) {
      const option = args.shift()!;
      if (option === '-u') user = args.shift() ?? 'root';
      else if (option === '-E') keep = true;
      else if (option === '-i' || option === '-s') login = true;
    }
    if (!call.machine.users.has(user)) {
      call.complain(`unknown user: ${user}`);
      return 1;
    }
    const env: Record<string, string> = {
      ...loginEnvironment(call.machine, user),
      ...(keep ? call.env : {}),
      SUDO_USER: call.user,
    };
    while (args[0] && /^\w+=/.test(args[0])) {
      const [name, ...value] = args.shift()!.split('=');
      env[name!] = value.join('=');
    }
    if (args.length === 0) return login ? yield* become(call, user) : usage(call);
    return yield* call.exec(args, { user, env: { ...env, PATH: `${env.PATH}:/usr/local/sbin:/usr/sbin` } });
  },
};
function usage(call: Call): number {
  call.stderr.write('usage: sudo -h | -K | -k | -V\nusage: sudo [-AbEHknPS] [-u user] [VAR=value] [command]\n');
  return 1;
}
function* become(call: Call, user: string) {
  if (!call.terminal) {
    call.complain('must be run from a terminal');
    return 1;
  }
  const shell = startInteractiveBash(call.host, call.machine, user, call.terminal, call.process);
  yield shell.wait();
  return exitStatus(shell);
}

const su: Program = {
  *run(call) {
    const args = call.args.filter((arg) => arg !== '-' && arg !== '-l' && arg !== '--login');
    const at = args.indexOf('-c');
    const command = at >= 0 ? args.splice(at, 2)[1] : undefined;
    const user = args[0] ?? 'root';
    if (!call.machine.users.has(user)) {
      call.complain(`user ${user} does not exist`);
      return 1;
    }
    if (command === undefined) return yield* become(call, user);
    return yield* call.exec(['bash', '-lc', command], {
      user,
      env: loginEnvironment(call.machine, user),
      cwd: call.machine.users.get(user)!.home,
    });
  },
};

const useradd: Program = {
  *run(call) {
    const [user] = call.args.filter((arg, i) => !arg.startsWith('-') && !/^-[dgsuGc]$/.test(call.args[i - 1] ?? ''));
    if (call.user !== 'root') {
      call.complain('Permission denied.');
      return 1;
    }
    if (user === undefined) return 2;
    if (call.machine.users.has(user)) {
      call.complain(`user '${user}' already exists`);
      return 9;
    }
    ensureUser(call.machine, user);
    return 0;
  },
};
const userdel: Program = {
  *run(call) {
    const [user] = call.args.filter((arg) => !arg.startsWith('-'));
    if (user === undefined || !call.machine.users.delete(user)) {
      call.complain(`user '${user}' does not exist`);
      return 6;
    }
    return 0;
  },
};
const passwd: Program = {
  *run(call) {
    call.print(
      `Changing password for user ${call.args.find((arg) => !arg.startsWith('-')) ?? call.user}.\npasswd: all authentication tokens updated successfully.\n`,
    );
    return 0;
  },
};

const systemctl: Program = {
  *run(call) {
    const [action = 'list-units', ...units] = call.args.filter((arg) => !arg.startsWith('-'));
    const [unit] = units;
    const software = unit === undefined ? null : softwareOf(unit);
    if (software) {
      call.stderr.write(`Failed to ${action} ${unit}.service: Unit not found.\nnot simulated yet: ${software}\n`);
      return 5;
    }
    if (['status', 'is-active', 'is-enabled'].includes(action) && unit) {
      const known = /^(?:sshd|firewalld|network|NetworkManager|crond|chronyd|ntpd)(?:\.service)?$/.test(unit);
      if (action === 'is-active') call.print(`${known && !/firewalld/.test(unit) ? 'active' : 'inactive'}\n`);
      else if (!known) {
        call.stderr.write(`Unit ${unit}.service could not be found.\n`);
        return 4;
      } else
        call.print(
          `● ${unit.replace(/\.service$/, '')}.service\n   Loaded: loaded (/usr/lib/systemd/system/${unit.replace(/\.service$/, '')}.service)\n   Active: ${/firewalld/.test(unit) ? 'inactive (dead)' : 'active (running)'}\n`,
        );
      return /firewalld/.test(unit) ? 3 : 0;
    }
    return 0;
  },
};
const silent = (says: (call: Call) => string = () => ''): Program => ({
  *run(call) {
    call.print(says(call));
    return 0;
  },
});
/** Package managers: there is no repository; what would be installed is named, and that it is not simulated. */
const packages: Program = {
  *run(call) {
    const [action, ...names] = call.args.filter((arg) => !arg.startsWith('-'));
    if (call.name === 'rpm') {
      if (call.args.some((arg) => /^-\w*q/.test(arg))) return 0;
      const files = call.args.filter((arg) => !arg.startsWith('-'));
      const software = files.map(softwareOf).find((found) => found !== null);
      if (software) {
        call.stderr.write(`not simulated yet: ${software}\n`);
        return 1;
      }
      call.stderr.write('Preparing...                          ################################# [100%]\n');
      return 0;
    }
    if (action === 'install' || action === 'remove' || action === 'erase') {
      call.print(
        `${call.name}: ${names.join(' ') || 'nothing'}: accepted; the simulated machines have what the lessons need, other packages are not simulated.\n`,
      );
      return 0;
    }
    return 0;
  },
};
/** All services of the machine end; it is back at once, and the terminals stay open. */
const reboot: Program = {
  *run(call) {
    if (call.user !== 'root') {
      call.complain('must be root');
      return 1;
    }
    const off = ['poweroff', 'halt'].includes(call.name) || (call.name === 'shutdown' && !call.args.includes('-r'));
    call.print(
      off
        ? `${call.name}: ${call.machine.name} stays on here (chaos power ${call.machine.name} off pulls the plug)\n`
        : `${call.machine.name} was rebooted: its services have ended, your terminals stay open.\n`,
    );
    if (off) return 0;
    for (const process of [...call.machine.processes.values()])
      if (process.spec.parent === null && process.spec.role !== 'shell' && process !== call.process)
        process.kill('SIGKILL');
    return 0;
  },
};
// biome-ignore-end lint/correctness/useYield: see above

export const adminPrograms: Readonly<Record<string, Program>> = {
  sudo,
  su,
  useradd,
  adduser: useradd,
  userdel,
  passwd,
  systemctl,
  service: systemctl,
  reboot,
  shutdown: reboot,
  poweroff: reboot,
  halt: reboot,
  chkconfig: silent(),
  sysctl: silent(),
  'firewall-cmd': silent((call) => (call.args.includes('--state') ? 'not running\n' : 'success\n')),
  setenforce: silent(),
  getenforce: silent(() => 'Disabled\n'),
  ntpdate: silent(),
  timedatectl: silent((call) => `      Time zone: ${call.platform.timezone}\n`),
  yum: packages,
  dnf: packages,
  rpm: packages,
  apt: packages,
  'apt-get': packages,
  dpkg: packages,
};
