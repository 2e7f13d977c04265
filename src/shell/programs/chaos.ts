import { poisonNextRecord } from '../../flink/taskmanager/poison.ts';
import { applyFault, type Fault } from '../../platform/faults.ts';
import type { Program } from '../host.ts';

/** What each fault takes, and what it does. */
const FAULTS: Readonly<Record<string, string>> = {
  kill: `  chaos kill [-SIGNAL] MACHINE PID|NAME     end a process (default -9); NAME as jps shows it
`,
  pause: `  chaos pause MACHINE PID|NAME [--for TIME] stop a process for a while, as a long garbage collection would
`,
  slow: `  chaos slow MACHINE xFACTOR [--for TIME]   make everything on a machine take FACTOR times as long
`,
  partition: `  chaos partition MACHINE... [--from MACHINE[,MACHINE]] [--for TIME]
                                            cut machines off from all others, or from those after --from
`,
  power: `  chaos power MACHINE off|on                pull the plug, or put it back
`,
  'disk-full': `  chaos disk-full MACHINE [--for TIME]      let every write fail with "No space left on device"
`,
  poison: `  chaos poison JOB VERTEX [SUBTASK]         make user code throw at the next record of a vertex (ids or names;
                                            SUBTASK as in the web UI, from 0)
`,
  heal: `  chaos heal                                undo all of these but kill and poison
`,
};
const TIME = `
TIME: 500ms, 30s, 2m. Without --for a fault lasts until chaos heal.
`;
const HELP = `Usage: chaos FAULT [ARGUMENTS]

Breaks the simulated cluster on purpose.

${Object.values(FAULTS).join('')}${TIME}`;

/** Takes `--name value` out of the arguments; undefined when it is not there, null when its value is missing. */
function takeOption(args: string[], name: string): string | null | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : (args.splice(at, 2)[1] ?? null);
}

function milliseconds(text: string | null): number | null {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text ?? '');
  return match ? Number(match[1]) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? 's'] ?? 1000) : null;
}

const LASTING: ReadonlySet<string> = new Set(['pause', 'slow', 'partition', 'disk-full']);

const chaos: Program = {
  *run(call) {
    const [kind, ...args] = call.args;
    if (kind === undefined || kind === '--help' || kind === '-h' || kind === 'help') {
      (kind === undefined ? call.stderr : call.stdout).write(HELP);
      return kind === undefined ? 2 : 0;
    }
    const help = FAULTS[kind];
    if (help !== undefined && (args.includes('--help') || args.includes('-h'))) {
      call.stdout.write(`Usage:\n${help}${LASTING.has(kind) ? TIME : ''}`);
      return 0;
    }
    const usage = (text: string): number => {
      call.complain(`${text}\nTry 'chaos --help'.`);
      return 2;
    };
    const time = takeOption(args, '--for');
    const forMs = time === undefined ? null : milliseconds(time);
    if (time !== undefined) {
      if (forMs === null) return usage('--for wants a time such as 30s');
      if (!LASTING.has(kind)) return usage(`${kind} does not take --for`);
    }
    const from = takeOption(args, '--from');
    if (from !== undefined && (from === null || kind !== 'partition')) {
      return usage(from === null ? '--from wants machines' : `${kind} does not take --from`);
    }
    const pidOf = (machine: string, name: string | undefined): number => {
      const found = call.platform.machines.get(machine);
      if (!found) throw new Error(`no machine is named ${machine}`);
      if (name !== undefined && /^\d+$/.test(name)) return Number(name);
      const process = [...found.processes.values()].find(
        ({ spec }) => spec.mainClass === name || spec.role === name?.toLowerCase(),
      );
      if (!process) throw new Error(`no process ${name ?? ''} on ${machine}`);
      return process.pid;
    };
    try {
      let fault: Fault;
      switch (kind) {
        case 'kill': {
          const signal = args[0]?.startsWith('-') ? args.shift()!.slice(1) : '9';
          if (args.length < 2) return usage('kill wants a machine and a process');
          fault = { kind: 'signal', machine: args[0]!, pid: pidOf(args[0]!, args[1]), signal };
          break;
        }
        case 'pause':
          if (args.length < 2) return usage('pause wants a machine and a process');
          fault = { kind: 'pause', machine: args[0]!, pid: pidOf(args[0]!, args[1]), forMs };
          break;
        case 'slow': {
          const factor = Number((args[1] ?? 'x10').replace(/^x/, ''));
          if (args.length < 1 || !(factor > 0)) return usage('slow wants a machine and a factor such as x10');
          fault = { kind: 'slow', machine: args[0]!, factor, forMs };
          break;
        }
        case 'partition':
          if (args.length === 0) return usage('partition wants machines');
          fault = { kind: 'partition', machines: args, ...(from ? { from: from.split(',') } : {}), forMs };
          break;
        case 'power':
          if (args.length < 1 || !['off', 'on'].includes(args[1] ?? 'off'))
            return usage('power wants a machine and off or on');
          fault = { kind: 'power', machine: args[0]!, on: args[1] === 'on' };
          break;
        case 'disk-full':
          if (args.length !== 1) return usage('disk-full wants a machine');
          fault = { kind: 'disk-full', machine: args[0]!, forMs };
          break;
        case 'poison':
          if (args.length < 2 || args.length > 3 || (args[2] !== undefined && !/^\d+$/.test(args[2])))
            return usage('poison wants a job, a vertex and perhaps a subtask');
          fault = {
            kind: 'poison',
            job: args[0]!,
            vertex: args[1]!,
            ...(args[2] === undefined ? {} : { subtask: Number(args[2]) }),
          };
          break;
        case 'heal':
          fault = { kind: 'heal' };
          break;
        default:
          return usage(`${kind}: no such fault`);
      }
      applyFault(call.platform, fault, {
        poison: (job, vertex, subtask) => poisonNextRecord(call.platform, job, vertex, subtask),
      });
      return 0;
    } catch (error) {
      call.complain(error instanceof Error ? error.message : String(error));
      return 1;
    }
  },
};

export const chaosPrograms: Readonly<Record<string, Program>> = { chaos };
