import { describe, expect, it } from 'vitest';
import type { Compile } from '../../src/shell/compiler.ts';
import { createShellWorld, run } from './support.ts';

const POM = `<project><groupId>lab</groupId><artifactId>lesson</artifactId><version>1.0</version></project>`;

/** Takes every class of a file for compiled, and the word BROKEN for an error in its line. */
const compile: Compile = (sources) => {
  const diagnostics = sources.flatMap(({ file, text }) => {
    const line = text.split('\n').findIndex((one) => one.includes('BROKEN'));
    const message = "';' expected";
    return line < 0
      ? []
      : [
          {
            file,
            line: line + 1,
            column: 1,
            severity: 'error' as const,
            message,
            text: `${file}:${line + 1}: error: ${message}`,
          },
        ];
  });
  const names = sources.map(({ file }) => file.replace('src/main/java/', '').replace('.java', ''));
  return {
    diagnostics,
    mainClasses: [],
    jar:
      diagnostics.length > 0
        ? null
        : {
            name: 'lesson.jar',
            mainClass: null,
            entries: names.map((name) => ({ path: `${name}.class`, size: 100 })),
            hasClass: (name) => names.includes(name.replaceAll('.', '/')),
            load: () => ({
              hasMain: () => false,
              *main() {},
            }),
          },
  };
};

describe('mvn', () => {
  const project = () => {
    const w = createShellWorld({ compile });
    const s = w.session();
    run(w, s, `echo '${POM}' > pom.xml; mkdir -p src/main/java/lab; echo 'class A {}' > src/main/java/lab/A.java`);
    return { w, s };
  };

  it('packages what compiles, quietly when asked', () => {
    const { w, s } = project();
    expect(run(w, s, 'mvn -q package')).toMatchObject({ stdout: '', status: 0 });
    expect(run(w, s, 'ls target; jar tf target/lesson-1.0.jar').stdout).toBe('classes\nlesson-1.0.jar\nlab/A.class\n');
    expect(run(w, s, 'mvn clean package').stdout).toContain('[INFO] BUILD SUCCESS\n');
  });

  it('says where an error is, and fails', () => {
    const { w, s } = project();
    run(w, s, 'echo BROKEN >> src/main/java/lab/A.java');
    const { stdout, status } = run(w, s, 'mvn package');
    expect(status).toBe(1);
    expect(stdout).toContain("[ERROR] /root/src/main/java/lab/A.java:[2,1] ';' expected\n");
    expect(stdout).toContain('[INFO] BUILD FAILURE\n');
    expect(run(w, s, 'cd /tmp; mvn package').stdout).toContain('there is no POM in this directory (/tmp)');
  });
});

describe('processes', () => {
  it('are seen by ps and ended by kill and pkill', () => {
    const w = createShellWorld();
    const s = w.session();
    run(w, s, 'sleep 500 & sleep 600 &');
    expect(run(w, s, 'ps -ef | grep "sleep 500" | grep -v grep | wc -l').stdout).toBe('1\n');
    run(w, s, 'pkill sleep');
    expect(run(w, s, 'ps -ef | grep sleep | grep -v grep').stdout).toBe('');
  });

  it('a killed pipeline end stops its writer', () => {
    const w = createShellWorld();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: bash's
    expect(run(w, w.session(), 'yes | head -3 | tail -1; echo ${PIPESTATUS[0]}').stdout).toBe('y\n141\n');
  });

  it('nohup keeps a job, its output beside it', () => {
    const w = createShellWorld();
    const s = w.session();
    run(w, s, 'nohup bash -c "sleep 1; echo done" > /tmp/out 2>&1 &');
    expect(run(w, s, 'sleep 3; cat /tmp/out').stdout).toBe('done\n');
  });
});

describe('chaos', () => {
  it('has help and complains about what does not exist', () => {
    const w = createShellWorld();
    const s = w.session();
    expect(run(w, s, 'chaos --help').stdout).toContain('chaos partition MACHINE...');
    expect(run(w, s, 'chaos power node9 off')).toMatchObject({
      status: 1,
      stderr: 'chaos: no machine is named node9\n',
    });
    expect(run(w, s, 'chaos boom').status).toBe(2);
  });

  it('slows a machine for a while', () => {
    const w = createShellWorld();
    const s = w.session();
    run(w, s, 'chaos slow node2 x10 --for 30s');
    expect(w.machine('node2').slowdown).toBe(10);
    run(w, s, 'sleep 31');
    expect(w.machine('node2').slowdown).toBe(1);
  });

  it('cuts two machines off from each other for a while, and not from the third', () => {
    const w = createShellWorld();
    const s = w.session();
    run(w, s, 'chaos partition node2 --from node3 --for 30s');
    const reaches = (a: string, b: string) => w.platform.network.reachable(w.machine(a), w.machine(b));
    expect([reaches('node2', 'node3'), reaches('node1', 'node2'), reaches('node1', 'node3')]).toEqual([
      false,
      true,
      true,
    ]);
    run(w, s, 'sleep 31');
    expect(reaches('node2', 'node3')).toBe(true);
  });

  it('refuses what makes no sense, and says why', () => {
    const w = createShellWorld();
    const s = w.session();
    expect(run(w, s, 'chaos poison myjob Map')).toMatchObject({
      status: 1,
      stderr: 'chaos: no task of a job "myjob" is running\n',
    });
    expect(run(w, s, 'chaos partition node2 --from node2').stderr).toContain('cannot be cut off from itself');
    expect(run(w, s, 'chaos heal --for 3s').status).toBe(2);
  });

  it('fills a disk and heals it', () => {
    const w = createShellWorld();
    const s = w.session();
    expect(run(w, s, 'chaos disk-full node1; echo x > /tmp/new && cp /tmp/new /tmp/new2').stderr).toContain(
      'No space left on device',
    );
    expect(run(w, s, 'chaos heal; echo x > /tmp/new; cat /tmp/new').stdout).toBe('x\n');
  });
});

describe('editors', () => {
  it('wait until the file is closed', () => {
    const opened: string[] = [];
    const w = createShellWorld({
      editFile: (machine, path) => (resume) => {
        opened.push(`${machine.name}:${path}`);
        const timer = w.world.schedule(5000, () => {
          machine.files.write(path, 'edited\n');
          resume();
        });
        return () => timer.cancel();
      },
    });
    expect(run(w, w.session(), 'vim conf; cat conf').stdout).toBe('edited\n');
    expect(opened).toEqual(['node1:/root/conf']);
  });

  it('say what to do where there is none', () => {
    const w = createShellWorld();
    const { stderr, status } = run(w, w.session(), 'vim conf');
    expect(status).toBe(1);
    expect(stderr).toContain('write the file with a heredoc');
  });
});

it('names software that is not simulated', () => {
  const w = createShellWorld();
  expect(run(w, w.session(), 'clickhouse-client -m').stderr).toBe(
    'bash: clickhouse-client: command not found\nbash: not simulated yet: ClickHouse\n',
  );
});

describe('who listens', () => {
  it('ss, netstat and lsof have columns of their own', () => {
    const w = createShellWorld();
    const s = w.session();
    run(w, s, 'nc -lk 9999 </dev/null &');
    const { stdout } = run(w, s, 'sleep 1; ss -ltn; netstat -ltnp | tail -1; lsof -i:9999 | tail -1');
    const [head, line, old, open] = stdout.split('\n').map((text) => text.split(/ {2,}/));
    expect(head).toEqual(['State', 'Recv-Q', 'Send-Q', 'Local Address:Port', 'Peer Address:Port']);
    expect(line).toEqual(['LISTEN', '0', '128', '0.0.0.0:9999', '0.0.0.0:*']);
    expect(old!.slice(0, 2)).toEqual(['tcp', '0']);
    expect(open!.join(' ')).toMatch(/^nc .*TCP \*:9999 \(LISTEN\)$/);
  });

  it('cp -r dir/. copies what is in a directory', () => {
    const w = createShellWorld();
    const { stdout } = run(w, w.session(), 'mkdir -p a/b c; touch a/x; cp -r a/. c; ls c');
    expect(stdout).toBe('b\nx\n');
  });
});
