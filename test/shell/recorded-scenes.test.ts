import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Laboratory, laboratory, learn } from './recorded-cli.ts';

/** truth/scenes: programs and what a real Flink answered while they ran: command lines, REST, the JobManager's log, the printed lines. */

const ROOT = new URL('../truth/scenes/', import.meta.url);
const exists = (file: string): boolean => existsSync(new URL(file, ROOT));
const read = (file: string): string => readFileSync(new URL(file, ROOT), 'utf8');

interface Step {
  readonly kind: string;
  readonly argument: string;
  readonly answer: string;
}
interface Scene {
  readonly config: Record<string, string>;
  readonly steps: readonly Step[];
}
function sceneOf(name: string): Scene {
  const [head = '', ...rest] = read(`${name}.txt`).split(/^### \d+ /m);
  const config = Object.fromEntries([...head.matchAll(/^conf (.*?)=(.*)$/gm)].map((match) => [match[1]!, match[2]!]));
  const steps = rest.map((text) => {
    const [, kind, argument, answer] = /^(\S+) ?(.*)\n([\s\S]*)$/.exec(text)!;
    return { kind: kind!, argument: argument!, answer: answer! };
  });
  return { config, steps };
}

/** What differs from run to run, or by the machine. */
const general = (text: string): string =>
  text
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
    .replace(/\b[0-9a-f]{32}\b/g, '<id>')
    .replace(/ (?:on|to) \S+ @ \S+ \(dataPort=-?\d+\)/g, ' <taskmanager>')
    .replace(/akka(?:\.tcp)?:\/\/[^ ,)\]]*\)?/g, '<address>')
    .replace(/\b\d+ ms\b/g, '<n> ms')
    .replace(/(?:@ )?\b1\d{12}\b/g, '<time>')
    .replace(/@[0-9a-f]{5,8}\b|@<hash>/g, '@<hash>')
    .replace(/\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d/g, '<date>')
    .replace(/savepoint-[0-9a-f]{6}-[0-9a-f]{12}/g, 'savepoint-<x>')
    .replace(/Lambda\$\d+(?:\/0x[0-9a-f]+)?/g, 'Lambda')
    .replace(/\(\d+ bytes/g, '(<n> bytes')
    .replace(/(Restoring job .* from Checkpoint) \d+/g, '$1 <n>')
    .replace(/(Reset the checkpoint ID of job \S+ to|Checkpoint with ID) \d+/g, '$1 <n>')
    .replace(/(Checkpoint) \d+( of job \S+ expired)/g, '$1 <n>$2')
    .replace(/(TaskManager with id |TaskExecutor )[\w.]+:\d+-[0-9a-f]{6}/g, '$1<taskmanager>')
    .replace(/(task manager )'[^']*'/g, "$1'<address>'")
    .replace(/(Connection refused: )\S+/g, '$1<address>')
    .replace(/\/tmp\/flink-web(?:-\d+\/flink-web)?-upload/g, '<upload>')
    .replace(/IterationS(ource|ink)-\d+/g, 'IterationS$1-<n>')
    .replace(/chk-\d+/g, 'chk-<n>');
const withoutFrames = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^\s+(?:at |\.\.\. \d+ more)/.test(line))
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();

/** Fields of REST that tell times, places, sizes, or how far a job got until the question. */
const VOLATILE =
  /\.(?:now|last-modification|duration|host|location|id|jid|taskmanager-id|attempt-id|.*time.*|timestamps\..*|.*duration.*|.*bytes|.*-records|.*data|state_size.*|.*(?:min|max|avg)|external_path|trigger_timestamp|.*latest_ack.*|serialized-throwable)$/;
function* leaves(value: unknown, path = ''): Generator<[string, unknown]> {
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) yield [path, '{}'];
    for (const [key, inner] of entries)
      yield* leaves(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
  } else yield [path, typeof value === 'string' ? general(withoutFrames(value)) : value];
}
const comparableText = (text: string): string => general(withoutFrames(text));
const comparableJson = (text: string): unknown =>
  Object.fromEntries([...leaves(JSON.parse(text))].filter(([path]) => !VOLATILE.test(path)).sort());

/** Lines of the JobManager's log that a job's life leads to, by the classes that log them. When which checkpoint is tried is a matter of times. */
const LOGGERS =
  /\b(?:JobMaster|ExecutionGraph|CheckpointCoordinator|RestartPipelinedRegionFailoverStrategy|SourceCoordinator|CompletedCheckpoint|StandaloneCompletedCheckpointStore|DefaultExecutionTopology|StandaloneDispatcher)$/;
const BY_CHANCE =
  /Triggering checkpoint|Completed checkpoint|Failed to trigger|split request|registering reader|late message|Discarding the results|Stop-with-savepoint transitioned|was granted leadership|No master state/;
function facts(log: string): string[] {
  const lines: string[] = [];
  let taken = false;
  for (const line of log.split('\n')) {
    const match = /^(?:\S+ \S+ )?(INFO|WARN|ERROR) +(\S+) +\[\] - (.*)$/.exec(line);
    if (match) {
      taken = LOGGERS.test(match[2]!) && !BY_CHANCE.test(match[3]!);
      if (taken) lines.push(general(`${match[2]!.replace(/.*\./, '')} ${match[3]!.trimEnd()}`));
    } else if (taken && line.trim() !== '' && !/^\s+(?:at |\.\.\.)/.test(line)) {
      lines[lines.length - 1] += `\n${general(line.trim())}`;
    }
  }
  return lines.sort();
}

/** Lines by their prefix (the subtask); those of one prefix in any order, as they come from several senders. */
const printed = (text: string): string[] => text.split('\n').filter(Boolean).sort();

/** What several sources race for. */
const RACES: Readonly<Record<string, RegExp>> = {
  Mixed: /^broadcast> /,
  // Which of a task's redistributed state handles comes first follows a hash map.
  Drain: /^restored /,
};

async function play(name: string): Promise<{ readonly lab: Laboratory; readonly wrong: unknown[] }> {
  const { config, steps } = sceneOf(name);
  const { tms = '2', ...settings } = config;
  const nodes = Array.from({ length: Number(tms) }, (_, i) => `node${i + 1}`);
  const programs = [
    ...new Set(steps.flatMap(({ argument }) => [...argument.matchAll(/lab\.(\w+)/g)].map((m) => m[1]!))),
  ];
  const lab = await laboratory(
    {
      'jobmanager.rpc.address': 'node1',
      'rest.address': 'node1',
      'taskmanager.numberOfTaskSlots': '4',
      'state.checkpoints.dir': '',
      'state.savepoints.dir': '',
      ...settings,
    },
    nodes,
    programs
      .map((program) => `${program}.java`)
      .filter(exists)
      .map((file) => ({ file, text: read(file) })),
  );
  lab.type('start-cluster.sh; sleep 8');
  const wrong: unknown[] = [];
  let job = '';
  const compare = (step: string, here: string, there: string): void => {
    learn(lab.names, { stdout: there, stderr: '', status: 0 }, { stdout: here, stderr: '', status: 0 });
    const [own, recorded] = [comparableJson(here), comparableJson(there)];
    if (JSON.stringify(own) !== JSON.stringify(recorded)) wrong.push({ step, own, recorded });
  };
  for (const { kind, argument, answer } of steps) {
    switch (kind) {
      case 'cli': {
        const own = lab.type(`flink ${argument} 2>&1; echo exit $?`);
        learn(lab.names, { stdout: answer, stderr: '', status: 0 }, own);
        const [here, there] = [comparableText(own.stdout), comparableText(answer)];
        if (here !== there) wrong.push({ step: `flink ${argument}`, own: here, recorded: there });
        job = /JobID ([0-9a-f]{32})/.exec(answer)?.[1] ?? job;
        break;
      }
      case 'rest':
        compare(argument, lab.type(`curl -s "node1:8081${argument}"`).stdout, answer);
        break;
      case 'http': {
        const [method, path, ...words] = argument.split(' ');
        const body = words.length > 0 ? ` -H 'content-type: application/json' -d '${words.join(' ')}'` : '';
        const own = lab.type(`curl -s -X ${method} -w ' %{http_code}'${body} "node1:8081${path}"`).stdout;
        const [, text = '', status] = /^([\s\S]*) (\d+)$/.exec(own) ?? [];
        if (status !== answer.slice(0, 3)) wrong.push({ step: argument, own: status, recorded: answer.slice(0, 3) });
        compare(argument, text, answer.slice(4));
        break;
      }
      case 'upload': {
        const own = lab.type(`curl -s -F jarfile=@${argument} node1:8081/jars/upload`).stdout;
        const [theirs, ours] = [answer, own].map((text) => /[^/]*\.jar/.exec(text)![0]);
        lab.names.set(theirs!, ours!);
        compare(argument, own, answer);
        break;
      }
      case 'vid':
        break;
      case 'untilv':
        lab.type(
          `for i in $(seq 1 600); do curl -s node1:8081/jobs/${job} | grep -oE '"name":"${argument}[^}]*"status":"[A-Z]*"' | grep -q FINISHED && break; sleep 0.1; done`,
        );
        break;
      case 'killwith':
      case 'stopwith': {
        const [vertex, subtask] = argument.split(' ');
        lab.type(
          `N=$(curl -s node1:8081/jobs/${job}/vertices/${vertex} | grep -oE '"taskmanager-id":"[^:"]*' | cut -d'"' -f4 | sed -n ${Number(subtask) + 1}p); chaos ${kind === 'killwith' ? 'kill' : 'pause'} $N TaskManagerRunner`,
        );
        break;
      }
      case 'contall':
        lab.type('chaos heal');
        break;
      case 'killjm':
        lab.type('chaos kill node1 StandaloneSessionClusterEntrypoint');
        break;
      case 'startjm':
        lab.type('jobmanager.sh start');
        break;
      case 'untiltms':
        lab.type(
          `for i in $(seq 1 600); do curl -s node1:8081/overview | grep -q '"taskmanagers":${argument},' && break; sleep 0.1; done`,
        );
        break;
      case 'until':
        lab.type(
          `for i in $(seq 1 600); do curl -s node1:8081/jobs/overview | grep -o '"state":"[A-Z]*","start-time":[0-9]*' | sort -t: -k3 | tail -1 | grep -q ${argument} && break; sleep 0.1; done`,
        );
        break;
      default:
        lab.type(`sleep ${argument}`);
    }
  }
  return { lab, wrong };
}

describe.each(
  readdirSync(ROOT)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => file.slice(0, -4)),
)('scene %s', (name) => {
  it('answers, logs and prints as the real Flink did', async () => {
    const { lab, wrong } = await play(name);
    expect(wrong).toEqual([]);
    if (exists(`${name}.log`))
      expect(facts(lab.type('cat $FLINK_HOME/log/*standalonesession*.log').stdout)).toEqual(facts(read(`${name}.log`)));
    if (exists(`${name}.out`)) {
      const race = RACES[name] ?? /^$/;
      const own = [...lab.w.platform.machines.keys()]
        .map((node) => lab.type(`ssh ${node} "cat $FLINK_HOME/log/*taskexecutor*.out"`).stdout)
        .join('\n');
      const lines = (text: string): string[] => printed(text).filter((line) => !race.test(line));
      expect(lines(own)).toEqual(lines(read(`${name}.out`)));
    }
  });
});
