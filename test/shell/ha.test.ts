import { describe, expect, it } from 'vitest';
import { createShellWorld, run, type ShellWorld } from './support.ts';

const haWorld = (): ShellWorld => createShellWorld({}, 1, 'ha', []);

describe('the ha preset', () => {
  it('starts a quorum and two JobManagers; a standby takes over from a killed leader', () => {
    const w = haWorld();
    const s = w.session();
    const quorum = run(w, s, 'start-zookeeper-quorum.sh').stdout;
    expect(quorum).toBe(
      ['node1', 'node2', 'node3'].map((node) => `Starting zookeeper daemon on host ${node}.\n`).join(''),
    );
    const started = run(w, s, 'sleep 3; start-cluster.sh').stdout;
    expect(started.split('\n').slice(0, 3)).toEqual([
      'Starting HA cluster with 2 masters.',
      'Starting standalonesession daemon on host node1.',
      'Starting standalonesession daemon on host node2.',
    ]);
    expect(run(w, s, 'sleep 20; zkCli.sh ls /flink/default').stdout).toMatch(/\[.*leader.*\]/);
    expect(run(w, s, "jps | grep StandaloneSession | cut -d' ' -f1 | xargs kill -9").status).toBe(0);
    const after = run(w, s, 'sleep 90; flink list -m node2:8081', 200_000);
    expect(after.stdout).toContain('No running jobs.');
    expect(after.status).toBe(0);
  });

  it('shares one directory between the machines', () => {
    const w = haWorld();
    run(w, w.session('node1'), 'echo hello > /shared/a');
    expect(run(w, w.session('node3'), 'cat /shared/a').stdout).toBe('hello\n');
  });

  it('cannot list jobs while nobody answers at ZooKeeper', () => {
    const w = haWorld();
    const { stdout, stderr, status } = run(w, w.session(), 'flink list', 200_000);
    expect(stdout).toBe('Waiting for response...\n');
    expect(stderr).toMatch(
      /FlinkException: Failed to retrieve job list\.\n[\s\S]*Caused by: java\.util\.concurrent\.TimeoutException/,
    );
    expect(status).toBe(1);
  });

  it('starts a server whose output nobody behind a pipe waits for', () => {
    const w = haWorld();
    const started = 'Starting zookeeper ... STARTED\n';
    expect(run(w, w.session(), 'zkServer.sh start 2>&1 | tail -1').stdout).toBe(started);
    expect(run(w, w.session(), 'ssh node2 zkServer.sh start | tail -1').stdout).toBe(started);
  });

  it('tells who leads the quorum and which znodes there are', () => {
    const w = haWorld();
    const s = w.session();
    run(w, s, 'for n in node1 node2 node3; do ssh $n zkServer.sh start; done');
    expect(run(w, s, 'sleep 2; ssh node2 zkServer.sh status').stdout).toContain('Mode: leader\n');
    expect(run(w, s, 'zkServer.sh status').stdout).toContain('Mode: follower\n');
    run(w, s, 'zkCli.sh create /a x');
    expect(run(w, s, 'zkCli.sh -server node2:2181 get /a').stdout).toMatch(/\nx\n$/);
    expect(run(w, s, 'zkCli.sh get /b').stderr).toBe('Node does not exist: /b\n');
  });
});
