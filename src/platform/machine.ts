import { createFileSystem } from './filesystem.ts';
import { createProcess, type ProcessControl } from './process.ts';
import { type Machine, type Process, SystemError, type User, type World } from './types.ts';

/** A machine that is powered on, with an empty disk but for the directories every Unix has. */
export function createMachine(world: World, name: string, ip: string): Machine {
  const controls = new Map<number, ProcessControl>();
  const processes = new Map<number, Process>();
  const users = new Map<string, User>([['root', { name: 'root', uid: 0, home: '/root' }]]);
  const files = createFileSystem({ now: () => world.now });
  const random = world.random(`pids of ${name}`);
  let nextPid = 1200 + random.int(400);
  let powered = true;
  let slowdown = 1;

  for (const directory of ['/root', '/tmp', '/etc', '/home', '/opt', '/usr', '/usr/bin', '/var', '/var/log', '/dev'])
    files.mkdir(directory);
  files.chmod('/tmp', 0o1777);
  files.chmod('/root', 0o700);
  files.device('/dev/null');
  files.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/bash\n');

  const machine: Machine = {
    name,
    ip,
    files,
    users,
    processes,
    get powered() {
      return powered;
    },
    get slowdown() {
      return slowdown;
    },
    set slowdown(factor) {
      if (!(factor > 0)) throw new RangeError(`a slowdown of ${factor}`);
      if (factor === slowdown) return;
      slowdown = factor;
      for (const control of controls.values()) control.rescale();
      world.emit({ kind: 'machine.slow', machine: name, factor });
    },
    start(spec) {
      if (!powered) throw new SystemError('EHOSTUNREACH', name);
      const pid = nextPid;
      nextPid += 1 + random.int(3);
      const control = createProcess(world, machine, pid, spec, () => {
        controls.delete(pid);
        processes.delete(pid);
      });
      controls.set(pid, control);
      processes.set(pid, control.process);
      world.emit({
        kind: 'process.started',
        machine: name,
        pid,
        name: spec.mainClass ?? spec.command[0] ?? '',
        command: spec.command.join(' '),
        user: spec.user,
        role: spec.role,
      });
      return control.process;
    },
    powerOff() {
      if (!powered) return;
      powered = false;
      world.emit({ kind: 'machine.down', machine: name });
      for (const control of [...controls.values()]) control.vanish();
    },
    powerOn() {
      if (powered) return;
      powered = true;
      world.emit({ kind: 'machine.up', machine: name, ip });
    },
  };
  world.emit({ kind: 'machine.up', machine: name, ip });
  return machine;
}
