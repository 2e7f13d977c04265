import { readdirSync, readFileSync } from 'node:fs';
import { createPlatform } from '../../src/platform/platform.ts';
import { createCompiler } from '../../src/program/compile.ts';
import { presets } from '../../src/shell/presets/index.ts';
import type { ShellSession } from '../../src/shell/session.ts';
import { createShell } from '../../src/shell/shell.ts';
import { createSimulation } from '../../src/simulation/simulation.ts';
import type { Fact, TraceEntry } from '../../src/trace/facts.ts';
import { type Output, run, type ShellWorld } from './support.ts';

const TRUTH = new URL('../truth/', import.meta.url);
/** Where the recordings were made; relative paths of their commands count from here. */
const LAB = '/usr/local/flink/lab';

const WORDS =
  'spark python spark hive spark hive\npython spark hive spark python\nmapreduce spark hadoop hdfs hadoop spark\nhive mapreduce\n';

/** What `bin/flink` of a real Flink printed for a command line. */
export interface Recording extends Output {
  readonly command: string;
  /** The job's state 4 s after the command, where the recorder looked; else ''. */
  readonly remark: string;
}

/** A recorded text: `$ command`, stdout, `--- stderr ---`, stderr, `--- exit code n ---`, remarks of the recorder. */
export function recording(path: string): Recording {
  const text = readFileSync(new URL(`${path}.txt`, TRUTH), 'utf8');
  const [, command, body, status] = /^\$ ([^\n]*)\n([\s\S]*)--- exit code (\d+) ---\n/.exec(text)!;
  const [stdout = '', stderr = ''] = body!.split('--- stderr ---\n');
  const remark = /^# state of that job 4 s after Ctrl-C: (\w+)/m.exec(text)?.[1] ?? '';
  return { command: unshortened(command!.trim()), stdout, stderr, status: Number(status), remark };
}

/** The recorder left the laboratory's directory out of the commands' paths. */
const unshortened = (command: string): string =>
  command.replace(/(?<=\s(?:file:)?)(?=(?:sp|data)(?:[\s/]|$))/g, `${LAB}/`);

export interface Laboratory {
  readonly w: ShellWorld;
  readonly session: ShellSession;
  /** Ids and paths that a recording names, as they are called here. */
  readonly names: Map<string, string>;
  /** Runs a line in the laboratory's directory; recorded ids in it stand for those of this run. @param interruptAfter ms until Ctrl-C */
  type(line: string, interruptAfter?: number): Output;
  /** The state of the job that an answer names, 4 s later. */
  stateAfter(answer: Output): string;
}

const sources = (): { file: string; text: string }[] =>
  readdirSync(new URL('02-jobs/src', TRUTH)).map((file) => ({
    file,
    text: readFileSync(new URL(`02-jobs/src/${file}`, TRUTH), 'utf8'),
  }));

/** Machines that are configured as the recorded ones were, with lab.jar, made of `programs`, in the working directory; nothing runs. */
export async function laboratory(
  config: Readonly<Record<string, string>> = {},
  nodes: readonly string[] = ['node1'],
  programs: readonly { readonly file: string; readonly text: string }[] = sources(),
): Promise<Laboratory> {
  const trace: TraceEntry[] = [];
  const world = createSimulation<Fact>(1, (at, fact) => trace.push({ at, ...fact }));
  const platform = createPlatform(world, { epoch: Date.UTC(2026, 10, 21), timezone: 'UTC' });
  const shell = createShell(platform, {});
  const machines = nodes.map((name) => ({ name }));
  presets.standalone!.install(platform, shell, {
    machines,
    config: {
      ...{
        'jobmanager.rpc.address': 'localhost',
        'rest.address': 'localhost',
        'rest.port': '8081',
        'web.refresh-interval': '100',
      },
      ...{ 'state.checkpoints.dir': `file://${LAB}/ckpt`, 'state.savepoints.dir': `file://${LAB}/sp` },
      ...config,
    },
  });
  const machine = platform.machines.get('node1')!;
  const { jar } = (await createCompiler()).compile([...programs], {
    jarName: 'lab.jar',
    mainClass: 'lab.BoundedWordCount',
  });
  machine.files.mkdir(`${LAB}/data`, { recursive: true });
  machine.files.write(`${LAB}/lab.jar`, { kind: 'artifact', type: 'jar', value: jar!, size: 40_000 });
  machine.files.write(`${LAB}/data/words.txt`, WORDS);
  const w: ShellWorld = {
    ...{ world, platform, shell, trace },
    machine: (name) => platform.machines.get(name)!,
    session: (name = 'node1', user = 'root') => shell.open(platform.machines.get(name)!, user),
  };
  const session = w.session();
  session.cwd = LAB;
  const names = new Map<string, string>();
  const type = (line: string, interruptAfter?: number): Output => {
    let here = line;
    for (const [recorded, own] of names) here = here.replaceAll(recorded, own);
    if (interruptAfter !== undefined) world.schedule(interruptAfter, () => session.interrupt());
    const { stdout, stderr, status } = run(w, session, here, 200_000);
    return { stdout, stderr, status };
  };
  const stateAfter = ({ stdout }: Output): string => {
    const id = /[0-9a-f]{32}/.exec(stdout)![0];
    const { jobs } = JSON.parse(type('sleep 4; curl -s localhost:8081/jobs').stdout) as {
      readonly jobs: readonly { readonly id: string; readonly status: string }[];
    };
    return jobs.find((job) => job.id === id)!.status;
  };
  return { w, session, names, type, stateAfter };
}

const NAME = /\b[0-9a-f]{32}\b|\bsavepoint-[0-9a-f]{6}-[0-9a-f]{12}\b/g;

/** Learns what the recorded answer's ids and savepoints are called in this run's answer: the first of the one is the first of the other. */
export function learn(names: Map<string, string>, recorded: Output, own: Output): void {
  const theirs = recorded.stdout.match(NAME) ?? [];
  const ours = own.stdout.match(NAME) ?? [];
  theirs.forEach((name, i) => {
    const here = ours[i];
    if (here !== undefined && !names.has(name)) names.set(name, here);
  });
}

/**
 * An answer without what differs from run to run: times of day, durations, the laboratory's directory. Of stack traces it keeps the
 * chain of exceptions and the frames of the user's program.
 */
export function comparable(answer: Output, names: ReadonlyMap<string, string> = new Map()): Output {
  const text = (raw: string): string => {
    let result = raw;
    for (const [recorded, own] of names) result = result.replaceAll(recorded, own);
    return result
      .replace(/\/usr\/local\/flink\/lab\d?/g, LAB)
      .replace(/\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d/g, '<date>')
      .replace(/Job Runtime: \d+ ms/g, 'Job Runtime: <n> ms')
      .replace(/(Lambda\$)\d+(?:\/0x[0-9a-f]+)?@[0-9a-f]+/g, '$1<n>')
      .replace(/(lambda\$\w+\$)[0-9a-f$]+/g, '$1<n>');
  };
  const stderr = text(answer.stderr)
    .split('\n')
    .filter((line) => !/^\s+(?:\.\.\. \d+ more|(?:at )?(?!lab\.)\S+\(.*\))$/.test(line))
    .join('\n');
  return { stdout: text(answer.stdout), stderr, status: answer.status };
}
