import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createShellWorld, run } from './support.ts';

const truth = (name: string): { command: string; stdout: string; stderr: string; status: number } => {
  const text = readFileSync(new URL(`../truth/07-cli/${name}.txt`, import.meta.url), 'utf8');
  const [, command, body, status] = /^\$ ([^\n]*)\n([\s\S]*)--- exit code (\d+) ---\n/.exec(text)!;
  const [stdout = '', stderr = ''] = body!.split('--- stderr ---\n');
  return { command: command!, stdout, stderr, status: Number(status) };
};

describe('the standalone cluster from its scripts', () => {
  it('starts, shows its processes, and stops', () => {
    const w = createShellWorld();
    const s = w.session();
    const started = run(w, s, 'start-cluster.sh');
    expect(started.stdout.split('\n')).toEqual([
      'Starting cluster.',
      'Starting standalonesession daemon on host node1.',
      ...['node1', 'node2', 'node3'].map((node) => `Starting taskexecutor daemon on host ${node}.`),
      '',
    ]);
    expect(started.status).toBe(0);
    const jps = run(w, s, 'sleep 8; jps; ssh node2 jps').stdout;
    expect(jps.replace(/\d+ /g, '').split('\n')).toEqual([
      'StandaloneSessionClusterEntrypoint',
      'TaskManagerRunner',
      'Jps',
      'TaskManagerRunner',
      'Jps',
      '',
    ]);
    const overview = run(w, s, 'curl -s http://node1:8081/overview').stdout;
    expect(JSON.parse(overview)).toMatchObject({ taskmanagers: 3, 'slots-total': 6 });
    expect(run(w, s, 'ls $FLINK_HOME/log').stdout).toContain('flink-root-standalonesession-0-node1.log\n');
    const again = run(w, s, 'taskmanager.sh start').stdout;
    expect(again).toBe(
      '[INFO] 1 instance(s) of taskexecutor are already running on node1.\nStarting taskexecutor daemon on host node1.\n',
    );
    run(w, s, 'taskmanager.sh stop');
    const stopped = run(w, s, 'stop-cluster.sh').stdout;
    expect(stopped).toMatch(/^Stopping taskexecutor daemon \(pid: \d+\) on host node1\.$/m);
    expect(stopped).toMatch(/Stopping standalonesession daemon \(pid: \d+\) on host node1\.\n$/);
    expect(run(w, s, 'sleep 2; jps').stdout).toMatch(/^\d+ Jps\n$/);
    expect(run(w, s, 'stop-cluster.sh').stdout).toContain('No standalonesession daemon to stop on host node1.\n');
  });

  it('loses its TaskManager’s processes to kill -9 and the log tells', () => {
    const w = createShellWorld();
    const s = w.session();
    run(
      w,
      s,
      "start-cluster.sh; sleep 8; ssh node2 jps | grep TaskManagerRunner | cut -d' ' -f1 | ssh node2 xargs kill -9",
    );
    const { stdout } = run(w, s, 'sleep 60; curl -s http://node1:8081/overview', 120_000);
    expect(JSON.parse(stdout)).toMatchObject({ taskmanagers: 2, 'slots-total': 4 });
  });
});

describe('bin/flink without a cluster answers as the recorded one', () => {
  for (const name of [
    'help',
    'no-arguments',
    'version',
    'unknown-action',
    'run-help',
    'run-application-help',
    'list-help',
    'info-help',
    'savepoint-help',
    'stop-help',
    'cancel-help',
    'cancel-bad-id',
    'cancel-no-id',
    'stop-no-id',
    'run-no-jar',
    'run-wrong-jar',
    'run-unknown-option',
  ]) {
    it(name, () => {
      const expected = truth(name);
      const w = createShellWorld();
      const result = run(w, w.session(), expected.command, 200_000);
      expect({ stdout: result.stdout, status: result.status }).toEqual({
        stdout: expected.stdout,
        status: expected.status,
      });
    });
  }

  it('list-empty, with one', () => {
    const w = createShellWorld();
    const s = w.session();
    run(w, s, 'start-cluster.sh; sleep 8');
    const expected = truth('list-empty');
    expect(run(w, s, expected.command)).toMatchObject({ stdout: expected.stdout, status: 0 });
  });
});

describe('the distribution’s other files', () => {
  it('logs what the client did', () => {
    const w = createShellWorld();
    const { stdout } = run(w, w.session(), 'flink cancel abc; cat $FLINK_HOME/log/flink-root-client-node1.log');
    expect(stdout).toContain('Starting Command Line Client (Version: 1.13.6');
    expect(stdout).toMatch(/ERROR org\.apache\.flink\.client\.cli\.CliFrontend .* - Invalid command line arguments\./);
  });

  it('has flink-daemon.sh', () => {
    const w = createShellWorld();
    const { stdout } = run(w, w.session(), 'flink-daemon.sh start taskexecutor; flink-daemon.sh stop taskexecutor');
    expect(stdout).toMatch(
      /^Starting taskexecutor daemon on host node1\.\nStopping taskexecutor daemon \(pid: \d+\) on/,
    );
    expect(run(w, w.session(), 'flink-daemon.sh start nothing').status).toBe(1);
  });
});
