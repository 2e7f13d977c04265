import { describe, expect, it } from 'vitest';
import { createTextBuffer } from '../../src/platform/streams.ts';
import { createShellWorld, run } from './support.ts';

describe('a session', () => {
  it('keeps directory, variables, functions and aliases from run to run', () => {
    const w = createShellWorld();
    const s = w.session();
    run(w, s, 'cd /opt; export A=1; b=2; f() { echo f $1; }; alias hi="echo hello"');
    expect(s.cwd).toBe('/opt');
    expect(s.env.get('A')).toBe('1');
    expect(run(w, s, 'pwd; echo $A $b; f x; hi there').stdout).toBe('/opt\n1 2\nf x\nhello there\n');
    expect(run(w, s.fork(), 'pwd; echo $A; f y').stdout).toBe('/opt\n1\nf y\n');
  });

  it('speaks as an interactive bash: no line numbers, exit codes of its own', () => {
    const w = createShellWorld();
    const s = w.session();
    const missing = run(w, s, 'foo --bar');
    expect(missing.stderr).toBe('bash: foo: command not found\n');
    expect(missing.status).toBe(127);
    const denied = run(w, s, 'echo x > /tmp/f; /tmp/f');
    expect(denied.stderr).toBe('bash: /tmp/f: Permission denied\n');
    expect(denied.status).toBe(126);
    expect(run(w, s, 'echo "open').stderr).toContain('unexpected EOF while looking for matching `"\'');
    expect(run(w, s, 'if true; fi').stderr).toContain("syntax error near unexpected token `fi'");
  });

  it('ends with 130 at Ctrl-C, in a program and in a loop without one', () => {
    const w = createShellWorld();
    const s = w.session();
    w.world.schedule(1000, () => s.interrupt());
    expect(run(w, s, 'sleep 100; echo never')).toMatchObject({ status: 130, stdout: '' });
    w.world.schedule(1000, () => s.interrupt());
    expect(run(w, s, 'while :; do :; done').status).toBe(130);
    expect(run(w, s, 'echo alive').stdout).toBe('alive\n');
  });

  it('has jobs', () => {
    const w = createShellWorld();
    const s = w.session();
    const { stdout } = run(w, s, 'sleep 100 & sleep 200 & jobs; kill %1; wait %1; echo $?; jobs');
    expect(stdout).toBe(
      '[1]- Running                 sleep 100 &\n[2]+ Running                 sleep 200 &\n143\n[2]+ Running                 sleep 200 &\n'.replace(
        /\] ?([-+]) /g,
        ']$1  ',
      ),
    );
  });

  it('runs as another user with that user’s rights', () => {
    const w = createShellWorld();
    const s = w.session('node1', 'hadoop');
    const { stdout, stderr } = run(
      w,
      s,
      'whoami; pwd; echo x > /etc/f; cat /root/.bashrc; sudo cat /root/.bashrc | wc -l',
    );
    expect(stdout).toMatch(/^hadoop\n\/home\/hadoop\n\d+\n$/);
    expect(stderr).toBe('bash: /etc/f: Permission denied\ncat: /root/.bashrc: Permission denied\n');
  });

  it('dies with its machine', () => {
    const w = createShellWorld();
    const s = w.session();
    w.world.schedule(1000, () => w.machine('node1').powerOff());
    expect(run(w, s, 'sleep 100; echo never')).toMatchObject({ status: 137, stdout: '' });
  });
});

describe('commands that go on', () => {
  it('nc -lk serves, sends what is typed to all, survives a client', () => {
    const w = createShellWorld();
    const typed = createTextBuffer();
    const server = run(w, w.session(), 'nc -lk 9999', 60_000, typed);
    expect(server.serving).toBe(true);
    const client = w.session('node2');
    w.world.schedule(500, () => typed.push('hello\nworld\n'));
    expect(run(w, client, 'sleep 3 | timeout 2 nc node1 9999').stdout).toBe('hello\nworld\n');
    // The client has said all, so the server hangs up.
    expect(run(w, client, 'echo from client | timeout 1 nc node1 9999').status).toBe(0);
    expect(server.stdout).toBe('from client\n');
    expect(run(w, w.session(), 'nc -lk 9999')).toMatchObject({
      status: 2,
      stderr: 'Ncat: bind to :::9999: Address already in use. QUITTING.\n',
    });
  });

  it('netstat and ss show connections, with -l or -a what listens', () => {
    const w = createShellWorld();
    run(w, w.session(), 'nc -lk 9999', 60_000, createTextBuffer());
    run(w, w.session('node2'), 'nc node1 9999', 1000, createTextBuffer());
    const lines = (command: string): string[] =>
      run(w, w.session(), `sleep 1; ${command} | tail -n +2 | tr -s ' '`).stdout.trim().split('\n');
    expect(lines('ss -tn')).toEqual([
      expect.stringMatching(/^ESTAB 0 0 192\.168\.10\.101:9999 192\.168\.10\.102:\d+$/),
    ]);
    expect(lines('ss -ltn')).toEqual(['LISTEN 0 128 0.0.0.0:9999 0.0.0.0:*']);
    expect(lines('ss -tan')).toHaveLength(2);
    expect(run(w, w.session(), 'sleep 1; netstat -tn').stdout).toMatch(
      /^Active Internet connections \(w\/o servers\)\n/,
    );
  });

  it('nobody listens: refused', () => {
    const w = createShellWorld();
    expect(run(w, w.session(), 'nc node2 9999')).toMatchObject({ status: 1, stderr: 'Ncat: Connection refused.\n' });
  });

  it('tail -f shows what comes, through a pipe too', () => {
    const w = createShellWorld();
    run(w, w.session(), 'echo one > /tmp/log');
    const tail = run(w, w.session(), 'tail -f /tmp/log | grep -v skip');
    run(w, w.session(), 'echo two >> /tmp/log; echo skip >> /tmp/log; echo three >> /tmp/log; sleep 1');
    expect(tail.serving).toBe(true);
    expect(tail.stdout).toBe('one\ntwo\nthree\n');
  });
});

describe('other machines', () => {
  it('ssh runs a command there, without /etc/profile unless it is a login shell', () => {
    const w = createShellWorld();
    const s = w.session();
    run(w, w.session('node2'), "echo 'export ONLY_LOGIN=yes' >> /etc/profile");
    const { stdout } = run(
      w,
      s,
      'ssh node2 "hostname; pwd; echo [$ONLY_LOGIN]"; ssh node2 "echo [\\$ONLY_LOGIN]"; ssh node2 "bash -lc \'echo [\\$ONLY_LOGIN]\'"',
    );
    expect(stdout).toBe('node2\n/root\n[]\n[]\n[yes]\n');
    expect(run(w, s, 'ssh node2 exit 3').status).toBe(3);
    expect(run(w, s, 'ssh nowhere true')).toMatchObject({
      status: 255,
      stderr: 'ssh: Could not resolve hostname nowhere: Name or service not known\n',
    });
  });

  it('scp copies trees to the same place', () => {
    const w = createShellWorld();
    const s = w.session();
    run(
      w,
      s,
      'mkdir -p /opt/app/conf; echo v > /opt/app/conf/x; cd /opt; scp -r app node2:$PWD; scp -r app root@node3:`pwd`',
    );
    expect(run(w, s, 'for h in node2 node3; do ssh $h cat /opt/app/conf/x; done').stdout).toBe('v\nv\n');
  });

  it('a script of one’s own distributes files (xsync) and asks all for their JVMs (jpsall)', () => {
    const w = createShellWorld();
    const s = w.session();
    run(
      w,
      s,
      `mkdir -p /root/bin
cat > /root/bin/xsync <<'EOF'
#!/bin/bash
if [ $# -lt 1 ]; then echo Not Enough Argument!; exit; fi
for host in node2 node3; do
  echo ==================== $host ====================
  for file in $@; do
    if [ -e $file ]; then
      pdir=$(cd -P $(dirname $file); pwd)
      fname=$(basename $file)
      ssh $host "mkdir -p $pdir"
      rsync -av $pdir/$fname $host:$pdir
    else
      echo $file does not exists!
    fi
  done
done
EOF
chmod +x /root/bin/xsync; echo data > /tmp/data.txt`,
    );
    const { stdout } = run(w, s, '/root/bin/xsync /tmp/data.txt nothing');
    expect(stdout).toContain('==================== node3 ====================');
    expect(stdout).toContain('nothing does not exists!');
    expect(w.machine('node3').files.readText('/tmp/data.txt')).toBe('data\n');
  });

  it('cannot be reached across a partition', () => {
    const w = createShellWorld();
    const s = w.session();
    expect(run(w, s, 'chaos partition node3; ssh node3 true', 300_000)).toMatchObject({
      status: 255,
      stderr: 'ssh: connect to host node3 port 22: Connection timed out\n',
    });
    expect(run(w, s, 'chaos heal; ssh node3 hostname').stdout).toBe('node3\n');
  });
});

describe('archives', () => {
  it('tar packs and unpacks as the notes type it', () => {
    const w = createShellWorld();
    const s = w.session();
    const { stdout } = run(
      w,
      s,
      'cd /tmp; mkdir -p a/b; echo x > a/b/f; ln -s b a/l; tar -czf a.tgz a; mkdir out; tar -zxvf a.tgz -C out; cat out/a/l/f; tar zxf none.tgz',
    );
    expect(stdout).toBe('a/\na/b/\na/b/f\na/l\nx\n');
  });

  it('Flink’s archive downloads and unpacks into a working distribution', () => {
    const w = createShellWorld();
    const s = w.session();
    const { stdout } = run(
      w,
      s,
      'cd /tmp; wget -q https://archive.apache.org/dist/flink/flink-1.13.6/flink-1.13.6-bin-scala_2.12.tgz; tar -zxf flink-1.13.6-bin-scala_2.12.tgz -C /tmp; ls /tmp/flink-1.13.6; /tmp/flink-1.13.6/bin/flink --version',
    );
    expect(stdout).toContain('bin\nconf\nexamples\nlib\n');
    expect(stdout).toContain('Version: 1.13.6, Commit ID: b2ca390\n');
  });
});
