import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TraceEntry } from '../../../src/trace/facts.ts';
import { buildJob, LINES } from '../jobs.ts';
import { type Cluster, type ClusterOptions, startCluster } from './cluster.ts';

/** Runs the recorded programs on the simulated cluster and compares what their print sinks wrote. */

const TRUTH = new URL('../../truth/02-jobs/', import.meta.url);

function recorded(job: string): { command: string; lines: string[] } {
  const command = readFileSync(new URL(`${job}/cli.txt`, TRUTH), 'utf8').split('\n')[0]!;
  const outputs: Record<string, string> = JSON.parse(readFileSync(new URL(`${job}/stdout.json`, TRUTH), 'utf8'));
  return { command, lines: linesOf(Object.values(outputs).join('\n')) };
}
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Lines of each word in order, with the subtask's prefix. */
function byWord(lines: readonly string[]): Record<string, string[]> {
  const words: Record<string, string[]> = {};
  for (const line of lines) {
    const word = /^(?:\d+> )?\(([^,]*),/.exec(line)?.[1] ?? line;
    words[word] ??= [];
    words[word].push(line);
  }
  return words;
}
const withoutPrefix = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/^\d+> /, ''));

function finished(
  command: string,
  options: ClusterOptions = {},
  prepare: (cluster: Cluster) => void = () => {},
): Cluster {
  const cluster = startCluster(options);
  prepare(cluster);
  const job = buildJob(command);
  cluster.submit(job);
  expect(cluster.finish(job, 60_000)).toBe('FINISHED');
  return cluster;
}
const run = (command: string, options: ClusterOptions = {}): string[] => finished(command, options).lines();

/** Records read and written by each vertex, as a real Flink counted and as this cluster did. */
function recordCounts(cluster: Cluster, name: string): { theirs: number[][]; mine: number[][] } {
  const { vertices } = JSON.parse(readFileSync(new URL(`${name}/job.json`, TRUTH), 'utf8')) as {
    vertices: { id: string; metrics: Record<'read-records' | 'write-records', number> }[];
  };
  const last = new Map<string, Extract<TraceEntry, { kind: 'data.progress' }>>();
  for (const fact of cluster.trace) if (fact.kind === 'data.progress') last.set(`${fact.vertex} ${fact.subtask}`, fact);
  const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
  return {
    theirs: vertices.map(({ metrics }) => [metrics['read-records'], metrics['write-records']]),
    mine: vertices.map(({ id }) => {
      const of = [...last.values()].filter(({ vertex }) => vertex === id);
      return [sum(of.map(({ recordsIn }) => recordsIn)), sum(of.map(({ recordsOut }) => recordsOut))];
    }),
  };
}

/** Sends lines to the job `gap` ms apart once it is connected. */
function feed(command: string, lines: readonly string[], gap: number, closes: boolean, port = 9_999): string[] {
  const cluster = startCluster({ taskManagers: 1, slots: 6 });
  const server = cluster.netcat('node1', port);
  const job = buildJob(command);
  cluster.submit(job);
  cluster.until(() => server.connected, 20_000);
  cluster.pass(300);
  for (const line of lines) {
    server.write(`${line}\n`);
    if (gap > 0) cluster.pass(gap);
  }
  cluster.pass(2_000);
  if (closes) {
    server.close();
    expect(cluster.finish(job, 20_000)).toBe('FINISHED');
  }
  return cluster.lines();
}

describe('bounded word counts print what a real Flink printed, word by word', () => {
  it.each(['a-elements-p1', 'a-elements-p2', 'a-elements-p2-batchmode'])('%s', (name) => {
    const { command, lines } = recorded(name);
    expect(byWord(run(command))).toEqual(byWord(lines));
  });

  it.each(['a-file-p1', 'a-file-p2', 'a-file-p4'])('%s', (name) => {
    const { command, lines } = recorded(name);
    const path = `/opt/flink/${/--input (\S+)/.exec(command)![1]!}`;
    const cluster = finished(command, {}, ({ platform }) => {
      for (const { files } of platform.machines.values()) {
        files.mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
        files.write(path, `${LINES.join('\n')}\n`);
      }
    });
    expect(byWord(cluster.lines())).toEqual(byWord(lines));
    const { theirs, mine } = recordCounts(cluster, name);
    expect(mine).toEqual(theirs);
  });
});

describe('socket word counts', () => {
  it.each(['b-socket-p1', 'b-socket-p2', 'b-socket-1-1-2-2'])('%s', (name) => {
    const { command, lines } = recorded(name);
    expect(byWord(feed(command, LINES, 100, false))).toEqual(byWord(lines));
  });
  it('b-socket-1-1-2-1: a print of parallelism 1 has no prefix', () => {
    const { command, lines } = recorded('b-socket-1-1-2-1');
    expect(byWord(feed(command, LINES, 100, false))).toEqual(byWord(lines));
  });
  it('c-stream-wordcount-p1', () => {
    const { command, lines } = recorded('c-stream-wordcount-p1');
    // The print sink is fed round robin from a random start: only the words and counts are the same.
    const counts = (all: string[]): string[] => withoutPrefix(all).sort();
    expect(counts(feed(command, LINES, 100, false, 7_777))).toEqual(counts(lines));
  });
});

describe('partitioners', () => {
  /** `n> x from a to b` */
  const parse = (line: string) => {
    const [, prefix, record, from, to] = /^(?:(\d+)> )?(.*) from (\d+) to (\d+)$/.exec(line)!;
    return { prefix: Number(prefix), record, from: Number(from), to: Number(to) };
  };

  it('keyBy sends each record to the subtask of its key', () => {
    const { command, lines } = recorded('e-keyBy-2-4');
    // The key is the text with its sender; only senders that were the same in both runs can be compared.
    const theirs = new Map(lines.map((line) => [line.replace(/^\d+> | to \d+$/g, ''), line]));
    const mine = run(command);
    expect(mine).toHaveLength(lines.length);
    let compared = 0;
    for (const line of mine) {
      const other = theirs.get(line.replace(/^\d+> | to \d+$/g, ''));
      if (other === undefined) continue;
      compared++;
      expect(line).toBe(other);
    }
    expect(compared).toBeGreaterThan(0);
  });
  it('broadcast sends each record to all', () => {
    const mine = run(recorded('e-broadcast-2-4').command).map(parse);
    expect(mine).toHaveLength(recorded('e-broadcast-2-4').lines.length);
    for (let n = 1; n <= 12; n++) {
      expect(
        mine
          .filter(({ record }) => record === String(n))
          .map(({ to }) => to)
          .sort(),
      ).toEqual([1, 2, 3, 4]);
    }
  });
  it.each(['e-forward-2-2', 'e-default-2-2'])('%s keeps the subtask', (name) => {
    const mine = run(recorded(name).command).map(parse);
    expect(mine).toHaveLength(12);
    for (const { prefix, from, to } of mine) expect([prefix, to]).toEqual([from, from]);
  });
  it.each(['e-rebalance-2-4', 'e-default-2-4'])('%s goes round from some receiver', (name) => {
    const mine = run(recorded(name).command).map(parse);
    expect(mine).toHaveLength(12);
    for (const sender of [1, 2]) {
      const sent = mine.filter(({ from }) => from === sender).sort((a, b) => Number(a.record) - Number(b.record));
      for (let i = 1; i < sent.length; i++) expect(sent[i]!.to).toBe((sent[i - 1]!.to % 4) + 1);
    }
  });
  it('rescale 2 to 4: sender 1 to 1 and 2 in turn, beginning with 1', () => {
    const mine = run(recorded('e-rescale-2-4').command).map(parse);
    const first = mine.filter(({ from }) => from === 1).sort((a, b) => Number(a.record) - Number(b.record));
    expect(first.map(({ to }) => to)).toEqual(first.map((_, i) => (i % 2) + 1));
    for (const { from, to } of mine) expect(from === 1 ? [1, 2] : [3, 4]).toContain(to);
  });
  it('fromSequence hands out ranges: no number is lost or doubled', () => {
    const mine = run(recorded('e-shuffle-2-4').command).map(parse);
    expect(mine.map(({ record }) => Number(record)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
  });
});

describe('several inputs', () => {
  it.each(['f-connect-p1', 'f-join-p1', 'f-union-p1', 'f-union-p2'])('%s', (name) => {
    const { command, lines } = recorded(name);
    const mine = run(command);
    const order = (all: string[]): unknown => (name.startsWith('f-union') ? byWord(all) : [...all].sort());
    expect(order(mine)).toEqual(order(lines));
  });
});

describe('event-time windows', () => {
  const EVENTS = [
    '1 spark',
    '3 hive',
    '9 spark',
    '11 spark',
    '12 hive',
    '8 hive',
    '15 spark',
    '9 spark',
    '25 hive',
    '13 spark',
    '5 spark',
    '40 end',
  ];
  const perWord = (lines: readonly string[]) =>
    ['spark', 'hive', 'end'].map((word) => withoutPrefix(lines).filter((line) => line.includes(word)));

  it.each([
    ['g-window-p1', 500, false],
    ['g-window-p1-ends-by-close', 500, true],
    ['g-window-p1-no-gap', 0, false],
  ] as const)('%s', (name, gap, closes) => {
    const { command, lines } = recorded(name);
    expect(perWord(feed(command, EVENTS, gap, closes))).toEqual(perWord(lines));
  });
});
