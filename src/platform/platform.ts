import { createMachine } from './machine.ts';
import { createNetwork } from './network.ts';
import type { Machine, Platform, World } from './types.ts';

export interface PlatformOptions {
  /** Wall-clock ms since 1970 at virtual time 0. */
  readonly epoch: number;
  /** IANA zone name of the machines. */
  readonly timezone: string;
}

/** The machines of a world and the network between them. */
export function createPlatform(world: World, options: PlatformOptions): Platform {
  const machines = new Map<string, Machine>();
  /** How a container stops following its host. */
  const leaveHost = new WeakMap<Machine, () => void>();
  return {
    world,
    machines,
    network: createNetwork(world, machines),
    epoch: options.epoch,
    timezone: options.timezone,
    addMachine(name, ip) {
      if (machines.has(name)) throw new Error(`machine ${name} exists`);
      const machine = createMachine(world, name, ip ?? freeAddress(name, machines));
      machines.set(name, machine);
      machine.files.write('/etc/hostname', `${name}\n`);
      machine.files.write(
        '/etc/hosts',
        '127.0.0.1   localhost localhost.localdomain\n::1         localhost localhost.localdomain\n',
      );
      for (const other of machines.values()) {
        if (other !== machine) {
          machine.files.append('/etc/hosts', `${other.ip} ${other.name}\n`);
          other.files.append('/etc/hosts', `${ip ?? machine.ip} ${name}\n`);
        }
      }
      machine.files.append('/etc/hosts', `${machine.ip} ${name}\n`);
      return machine;
    },
    addContainer(name, ip, host) {
      if (machines.has(name)) throw new Error(`machine ${name} exists`);
      const machine = createMachine(world, name, ip, host);
      machines.set(name, machine);
      leaveHost.set(
        machine,
        host.onPower((on) => (on ? machine.powerOn() : machine.powerOff())),
      );
      machine.files.write('/etc/hostname', `${name}\n`);
      machine.files.write('/etc/hosts', `127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost\n${ip}\t${name}\n`);
      return machine;
    },
    removeMachine(name) {
      const machine = machines.get(name);
      if (!machine) return;
      leaveHost.get(machine)?.();
      machines.delete(name);
      machine.remove();
    },
  };
}

/** 192.168.10.x with x from the number in the name, as course notes have it (hadoop102 is .102, node1 .101); else the next free one. */
function freeAddress(name: string, machines: ReadonlyMap<string, Machine>): string {
  const taken = new Set([...machines.values()].map((machine) => machine.ip));
  const digits = /(\d+)$/.exec(name)?.[1];
  let host = digits === undefined ? 101 : Number(digits);
  if (host > 0 && host < 100) host += 100;
  if (host < 2 || host > 254) host = 101;
  // A full network goes on in the next one.
  for (let network = 10; ; network++) {
    for (let tried = 0; tried < 253; tried++) {
      const address = `192.168.${network}.${host}`;
      if (!taken.has(address)) return address;
      host = host >= 254 ? 2 : host + 1;
    }
  }
}
