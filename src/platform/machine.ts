import type { Fact } from '../trace/facts.ts';
import { createFileSystem } from './filesystem.ts';
import { createProcess, type ProcessControl } from './process.ts';
import { type Machine, type Process, SystemError, type User, type World } from './types.ts';

/** A machine that is powered on, with an empty disk but for the directories every Unix has; with `host` a container on it. */
export function createMachine(world: World, name: string, ip: string, host: Machine | null = null): Machine {
  const controls = new Map<number, ProcessControl>();
  const processes = new Map<number, Process>();
  const users = new Map<string, User>([['root', { name: 'root', uid: 0, home: '/root' }]]);
  const files = createFileSystem({ now: () => world.now });
  const random = world.random(`pids of ${name}`);
  let nextPid = host ? 1 : 1200 + random.int(400);
  let powered = host?.powered ?? true;
  let slowdown = host?.slowdown ?? 1;
  const powerListeners = new Set<(on: boolean) => void>();
  const power = (on: boolean): void => {
    for (const listener of [...powerListeners]) listener(on);
  };

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
    host,
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
      world.emit({ kind: 'machine.down', machine: name });
      end();
    },
    remove() {
      if (powered) end();
      world.emit({ kind: 'machine.removed', machine: name });
    },
    powerOn() {
      if (powered) return;
      powered = true;
      world.emit(up);
      power(true);
    },
    onPower(listener) {
      powerListeners.add(listener);
      return () => powerListeners.delete(listener);
    },
  };
  const end = (): void => {
    powered = false;
    for (const control of [...controls.values()]) control.vanish();
    power(false);
  };
  const up: Fact = { kind: 'machine.up', machine: name, ip, ...(host ? { host: host.name } : {}) };
  world.emit(up);
  return machine;
}
