import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clientRestHandler } from '../../../src/flink/rest/job-commands.ts';
import { buildJob } from '../jobs.ts';
import { startTestCluster } from '../support/cluster.ts';
import { perVertex, type States, statesOf } from './states-of-log.ts';

/**
 * truth/03-failover: a TaskManager killed under several settings. The states of the job and of every attempt come in the recorded order,
 * the JobManager logs the same facts, and the moments stay within bounds (each heartbeat has a phase of its own).
 */

const ROOT = new URL('../../truth/03-failover/', import.meta.url);

interface Line {
  readonly at: number;
  readonly text: string;
}
/** Ids, addresses and times are of one run only. */
const general = (text: string): string =>
  text
    .replace(/ on \S+ @ \S+ \(dataPort=\d+\)\.?$/, '')
    .replace(/[0-9a-f]{32}(_\d+)?/g, '<id>')
    .replace(/remote task manager '[^']*'/, "remote task manager '<address>'")
    .replace(/(TaskManager with id|TaskExecutor connection) \S+/g, '$1 <tm>')
    .replace(/\(\d+\/(\d+)\)/, '(n/$1)');

/** Facts whose lines are compared: kinds of message of the job's, with how often each came. */
const FACTS: readonly [string, RegExp][] = [
  ['region', /^Calculating tasks to restart/],
  ['tasks to restart', /^\d+ tasks should be restarted/],
  ['restored', /^Restoring job .* from Checkpoint|No checkpoint found to restore/],
  ['ResourceManager heartbeat', /^The heartbeat of TaskManager with id .* timed out\.$/],
  ['connection closed', /^Closing TaskExecutor connection/],
  ['failed', /switched from (RUNNING|DEPLOYING|INITIALIZING) to FAILED/],
  ['slots released', /^Releasing slot \[/],
  ['deployed', /^Deploying /],
];
function facts(lines: readonly Line[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    FACTS.map(([name, pattern]) => [
      name,
      [
        ...lines
          .filter(({ text }) => pattern.test(text))
          .map(({ text }) => (name === 'restored' || name === 'deployed' ? text.slice(0, 9) : general(text))),
      ].sort(),
    ]),
  );
}

/**
 * The attempts of a vertex's subtasks. Which subtask is hit first is a race, and so is how far one got that was cancelled or failed while it
 * was being deployed: the attempt's states in between are left out.
 */
const attempts = (states: States): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(perVertex(states)).map(([vertex, entered]) => [
      vertex,
      entered
        .flatMap((list) => list.split(/ (?=CREATED)/))
        .map((list) => list.replace(/DEPLOYING( INITIALIZING)?( RUNNING)? (CANCELING|FAILED)/g, 'DEPLOYING … $3'))
        .sort(),
    ]),
  );

describe.each(readdirSync(ROOT))('truth/03-failover/%s', (name) => {
  const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, ROOT), 'utf8');
  const configuration = JSON.parse(read('config.json')) as Record<string, unknown>;
  const samples = JSON.parse(read('states-sampled.json')) as { ms: number; event?: string }[];
  const recorded: Line[] = read('jm-timeline.txt')
    .split('\n')
    .flatMap((line) => {
      const match = /^ *(\d+) ms (?:INFO|WARN) +\S+ - (.*)$/.exec(line);
      return match ? [{ at: Number(match[1]), text: match[2]! }] : [];
    });

  function simulate(seed: number): {
    readonly lines: readonly Line[];
    readonly recovered: number;
    readonly restarts: number;
  } {
    const cluster = startTestCluster({
      real: true,
      rest: clientRestHandler,
      seed,
      configuration: {
        'state.checkpoints.dir': 'file:///ckpt',
        ...Object.fromEntries(Object.entries(configuration).map(([key, value]) => [key, String(value)])),
      },
    });
    const job = buildJob(read('cli.txt').split('\n')[0]!);
    cluster.dispatcher.submitJob(job);
    const view = () => cluster.dispatcher.job(job.jobId)!;
    const allRunning = (): boolean =>
      view().status === 'RUNNING' && (view().graph?.tasks.every((task) => task.current.state === 'RUNNING') ?? false);
    cluster.until(allRunning, 30_000);
    cluster.pass(6_000);
    // In every recording the TaskManager that died had both slots taken.
    const places = view().graph!.tasks.map((task) => task.current.location!.taskManager);
    const load = (id: string): number => places.filter((place) => place === id).length;
    const victim = [...new Set(places)].sort((a, b) => load(b) - load(a))[0]!;
    const registered = cluster.trace.find((entry) => entry.kind === 'taskmanager.registered' && entry.id === victim);
    if (registered?.kind !== 'taskmanager.registered') throw new Error('no such TaskManager');
    const killed = cluster.simulation.now;
    cluster.log.length = 0;
    cluster.platform.machines.get(registered.machine)!.processes.get(registered.pid)!.kill('SIGKILL');
    const started = samples.find(({ event }) => event?.startsWith('start taskmanager'));
    if (started) {
      cluster.pass(started.ms);
      cluster.startTaskManager(registered.machine);
    }
    cluster.until(() => view().status !== 'RUNNING', 60_000);
    cluster.until(allRunning, 90_000);
    const recovered = cluster.simulation.now - killed;
    const epoch = Date.UTC(2026, 10, 21) + killed;
    const lines = cluster.log
      .join('')
      .split('\n')
      .flatMap((line) => {
        const match = /^(\S+ \S+),(\d+) \w+ +\S+ +\[\] - (.*)$/.exec(line);
        return match
          ? [{ at: Date.parse(`${match[1]!.replace(' ', 'T')}.${match[2]}Z`) - epoch, text: match[3]! }]
          : [];
      });
    return { lines, recovered, restarts: view().restarts };
  }
  const simulated = simulate(1);
  const texts = (lines: readonly Line[]): string[] => lines.map(({ text }) => text);
  const allRunningAt = Math.max(
    ...recorded.filter(({ text }) => /switched from INITIALIZING to RUNNING/.test(text)).map(({ at }) => at),
  );

  it('job and tasks go through the same states', () => {
    const [mine, theirs] = [statesOf(texts(simulated.lines)), statesOf(texts(recorded))];
    expect(mine.job).toEqual(theirs.job);
    expect(attempts(mine)).toEqual(attempts(theirs));
  });
  it.each(FACTS.map(([fact]) => fact))('the log says the same: %s', (fact) => {
    expect(facts(simulated.lines)[fact]).toEqual(facts(recorded)[fact]);
  });
  it('runs again after the recorded time, give or take a heartbeat', () => {
    const tolerance = Number(configuration['heartbeat.interval'] ?? 10_000) + 2_000;
    expect(Math.abs(simulated.recovered - allRunningAt)).toBeLessThan(tolerance);
  });
  it('the exception history has the recorded entries', () => {
    const { exceptionHistory } = JSON.parse(read('exceptions.json')) as { exceptionHistory: { entries: unknown[] } };
    expect(simulated.restarts).toBe(exceptionHistory.entries.length);
  });
});
