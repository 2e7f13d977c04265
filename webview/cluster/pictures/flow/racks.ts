/** What stands in which rack: processes, TaskManagers, and the containers and pods they run inside of. Pure. */
import { group } from 'd3';
import type { ProcessRole } from '../../../../src/trace/facts.ts';
import type { Frame } from '../../frame.ts';
import { SERVERS } from '../../model/faults.ts';
import { standingManagers } from '../../model/managers.ts';
import {
  type ActiveFault,
  type ClusterState,
  type Container,
  type Machine,
  type Process,
  processId,
  type TaskManager,
} from '../../model/state.ts';
import type { Target } from '../../protocol.ts';
import { faultName } from '../../words/fault-words.ts';
import { bytes, clock } from '../../words/format.ts';

/** A container of YARN, a pod, a container of Docker. */
export interface Enclosure {
  readonly key: string;
  readonly label: string;
  readonly title: string;
  readonly target: Target;
  /** Nothing runs in it yet. */
  readonly awaited: boolean;
  readonly gone: boolean;
}

export interface Rack {
  readonly machine: Machine;
  /** On the machine itself. */
  readonly processes: readonly Process[];
  readonly managers: readonly { readonly manager: TaskManager; readonly inside: Enclosure | null }[];
  /** Those that hold no TaskManager. */
  readonly enclosures: readonly { readonly enclosure: Enclosure; readonly processes: readonly Process[] }[];
  readonly fault: string | null;
}

const SHOWN_ROLES = new Set<ProcessRole>([...SERVERS, 'historyserver', 'client']);

export function racksOf(frame: Frame): readonly Rack[] {
  const { state } = frame;
  const standing = standingManagers(state);
  const shown = [...state.processes.values()].filter(isShown).sort(netcatLast);
  const machines = [...state.machines.values()];
  const guests = group(machines, (machine) => hostOf(state, machine));
  return (guests.get(null) ?? []).map((machine) => {
    const pods = guests.get(machine.name) ?? [];
    const containers = [...state.containers.values()].filter((container) => container.machine === machine.name);
    const contained = new Map(containers.map((container) => [container.process, container]));
    const insideOf = (process: string): Enclosure | null => {
      const container = contained.get(process);
      if (container !== undefined) return containerOf(container);
      const pod = pods.find((one) => process.startsWith(`${one.name}:`));
      return pod === undefined ? null : podOf(pod);
    };
    const here = new Set([machine.name, ...pods.map((pod) => pod.name)]);
    const managers = standing
      .filter((manager) => here.has(manager.machine))
      .map((manager) => ({ manager, inside: insideOf(processId(manager.machine, manager.pid)) }));
    const housing = new Set(managers.map(({ inside }) => inside?.key));
    const processes = shown.filter((process) => here.has(process.machine));
    return {
      machine,
      processes: processes.filter(({ id }) => insideOf(id) === null),
      managers,
      enclosures: [...containers.map(containerOf), ...pods.map(podOf)]
        .filter(({ key }) => !housing.has(key))
        .map((enclosure) => ({
          enclosure,
          processes: processes.filter(({ id }) => insideOf(id)?.key === enclosure.key),
        })),
      fault: faultOn(frame, machine),
    };
  });
}

/** Null for a machine that is no container, and for one whose host nobody knows. */
function hostOf(state: ClusterState, { host }: Machine): string | null {
  return host !== null && state.machines.has(host) ? host : null;
}

/** "container 2 · 2 GB", with the number that its id ends in. */
function containerOf({ id, machine, memory, process }: Container): Enclosure {
  const pid = Number(process?.split(':')[1]);
  return {
    key: id,
    label: `container ${Number(id.split('_').at(-1))} · ${bytes(memory * 1024 * 1024)}`,
    title: id,
    target: process === null ? { kind: 'machine', machine } : { kind: 'process', machine, pid },
    awaited: process === null,
    gone: false,
  };
}

function podOf({ name, ip, up }: Machine): Enclosure {
  return {
    key: name,
    label: name,
    title: `${name} ${ip}`,
    target: { kind: 'machine', machine: name },
    awaited: false,
    gone: !up,
  };
}

function isShown({ role, ended }: Process): boolean {
  return SHOWN_ROLES.has(role) && (ended === null || (role === 'jobmanager' && ended.signal === 'SIGKILL'));
}

/** The line from nc to the source starts at the right end of the chips. */
function netcatLast(a: Process, b: Process): number {
  return Number(a.role === 'netcat') - Number(b.role === 'netcat');
}

function faultOn(frame: Frame, machine: Machine): string | null {
  const { words } = frame;
  if (!machine.up) return words.down;
  const mine = (fault: ActiveFault) => fault.target.split(/[^\p{L}\p{N}_.-]+/u).includes(machine.name);
  const fault = frame.state.faults.filter(mine).at(-1);
  if (machine.partitioned) return words.cutOff;
  if (machine.slow !== 1) return words.slowBy(machine.slow);
  return fault === undefined ? null : words.faultAt(faultName(fault, frame.language), clock(fault.at).slice(0, -2));
}
