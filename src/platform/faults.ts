import type { Machine, Platform, Signal } from './types.ts';

/** What can go wrong on purpose. Plain JSON: it is an input of a world. `forMs`: virtual ms until it heals by itself; null or absent: never. */
export type Fault =
  | { readonly kind: 'signal'; readonly machine: string; readonly pid: number; readonly signal: string }
  | { readonly kind: 'power'; readonly machine: string; readonly on: boolean }
  | {
      readonly kind: 'partition';
      readonly machines: readonly string[];
      /** Whom they cannot reach; absent: all others. */
      readonly from?: readonly string[];
      readonly forMs?: number | null;
    }
  | { readonly kind: 'slow'; readonly machine: string; readonly factor: number; readonly forMs: number | null }
  | { readonly kind: 'pause'; readonly machine: string; readonly pid: number; readonly forMs: number | null }
  | { readonly kind: 'disk-full'; readonly machine: string; readonly forMs?: number | null }
  | { readonly kind: 'poison'; readonly job: string; readonly vertex: string; readonly subtask?: number }
  | { readonly kind: 'heal' };

export interface FaultOptions {
  /**
   * Makes the next record of a job's vertex fail (of one subtask, or of any when null); Flink's side of it. Job and vertex are given by id or name and
   * returned as ids. Throws an Error that says why not.
   */
  readonly poison?: (
    job: string,
    vertex: string,
    subtask: number | null,
  ) => { readonly job: string; readonly vertex: string };
}

/**
 * Applies a fault now. `heal` undoes partitions, slowness, full disks, pauses by SIGSTOP and missing power; killed processes stay dead.
 * Throws an Error with one sentence when the fault makes no sense (unknown machine, no such process).
 */
export function applyFault(platform: Platform, fault: Fault, options: FaultOptions = {}): void {
  const { world } = platform;
  const machineOf = (name: string): Machine => {
    const machine = platform.machines.get(name);
    if (!machine) throw new Error(`no machine is named ${name}`);
    return machine;
  };
  const processOf = (name: string, pid: number) => {
    const process = machineOf(name).processes.get(pid);
    if (!process) throw new Error(`no process ${pid} on ${name}`);
    return process;
  };
  const say = (target: string, detail: string): void =>
    world.emit({ kind: 'fault', fault: fault.kind, target, detail });
  const healed = (kind: string, target: string): void => world.emit({ kind: 'fault.healed', fault: kind, target });
  const lasting = (forMs: number | null | undefined): string => (forMs == null ? '' : ` for ${forMs} ms`);
  /** Runs `end` after that time; it answers whether the fault was still there. */
  const healAfter = (forMs: number | null | undefined, kind: string, target: string, end: () => boolean): void => {
    if (forMs == null) return;
    world.schedule(forMs, () => {
      if (end()) healed(kind, target);
    });
  };

  switch (fault.kind) {
    case 'signal': {
      const process = processOf(fault.machine, fault.pid);
      const signal = signalOf(fault.signal);
      say(`${fault.machine}:${fault.pid}`, signal);
      process.kill(signal);
      return;
    }
    case 'power': {
      const machine = machineOf(fault.machine);
      if (fault.on) {
        machine.powerOn();
        healed('power', fault.machine);
      } else {
        say(fault.machine, 'off');
        machine.powerOff();
      }
      return;
    }
    case 'partition': {
      const { machines, from } = fault;
      for (const name of [...machines, ...(from ?? [])]) machineOf(name);
      if (from?.some((name) => machines.includes(name))) throw new Error('a machine cannot be cut off from itself');
      const target = machines.join(',');
      say(target, `cut off from ${from ? from.join(',') : 'the others'}${lasting(fault.forMs)}`);
      const mend = platform.network.partition(machines, from);
      healAfter(fault.forMs, 'partition', target, mend);
      return;
    }
    case 'slow': {
      const machine = machineOf(fault.machine);
      say(fault.machine, `x${fault.factor}${lasting(fault.forMs)}`);
      machine.slowdown = fault.factor;
      healAfter(fault.forMs, 'slow', fault.machine, () => {
        if (machine.slowdown !== fault.factor) return false;
        machine.slowdown = 1;
        return true;
      });
      return;
    }
    case 'pause': {
      const process = processOf(fault.machine, fault.pid);
      const target = `${fault.machine}:${fault.pid}`;
      say(target, `stopped${lasting(fault.forMs)}`);
      process.kill('SIGSTOP');
      healAfter(fault.forMs, 'pause', target, () => {
        if (process.state !== 'stopped') return false;
        process.kill('SIGCONT');
        return true;
      });
      return;
    }
    case 'disk-full': {
      const { files } = machineOf(fault.machine);
      say(fault.machine, `no space left${lasting(fault.forMs)}`);
      files.full = true;
      healAfter(fault.forMs, 'disk-full', fault.machine, () => {
        const was = files.full;
        files.full = false;
        return was;
      });
      return;
    }
    case 'poison': {
      if (!options.poison) throw new Error('no cluster here can be given a poison record');
      const { job, vertex } = options.poison(fault.job, fault.vertex, fault.subtask ?? null);
      say(job, fault.subtask === undefined ? vertex : `${vertex}/${fault.subtask}`);
      return;
    }
    case 'heal': {
      platform.network.heal();
      for (const machine of platform.machines.values()) {
        machine.slowdown = 1;
        machine.files.full = false;
        machine.powerOn();
        for (const process of [...machine.processes.values()]) if (process.state === 'stopped') process.kill('SIGCONT');
      }
      healed('all', '*');
    }
  }
}

/** `9`, `KILL`, `SIGKILL` or `sigkill`; throws for an unknown one. */
function signalOf(text: string): Signal {
  const found = findSignal(text);
  if (!found) throw new Error(`${text}: invalid signal specification`);
  return found;
}

export function findSignal(text: string): Signal | undefined {
  const names: readonly (readonly [number, Signal])[] = [
    [1, 'SIGHUP'],
    [2, 'SIGINT'],
    [3, 'SIGQUIT'],
    [9, 'SIGKILL'],
    [10, 'SIGUSR1'],
    [12, 'SIGUSR2'],
    [13, 'SIGPIPE'],
    [14, 'SIGALRM'],
    [15, 'SIGTERM'],
    [18, 'SIGCONT'],
    [19, 'SIGSTOP'],
    [20, 'SIGTSTP'],
  ];
  const upper = text.toUpperCase();
  return names.find(([number, name]) => text === String(number) || upper === name || `SIG${upper}` === name)?.[1];
}
