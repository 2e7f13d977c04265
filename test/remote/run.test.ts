import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { JavacResult } from '../../src/remote/build.ts';
import { readClassFile } from '../../src/remote/class-file.ts';
import { diskMount } from '../../src/remote/disk.node.ts';
import { listenOnLoopback } from '../../src/remote/listen.node.ts';
import type { OwnCluster } from '../../src/remote/own-cluster.ts';
import { packJar } from '../../src/remote/pack.node.ts';
import { createRemoteWorld, type RemoteWorld } from '../../src/remote/remote-world.ts';
import { connect } from '../../src/remote/rest.ts';
import type { CellRequest, CellResult } from '../../src/world/protocol.ts';
import { NOTHING_OUTSIDE, nodes, specOf } from '../support/worlds.ts';
import { classBytes, type FakeFlink, fakeFlink } from './fake-flink.ts';

const JAVA = 'package lesson;\npublic class Main { public static void main(String[] args) { } }\n';
const BUILD = 'cd ~ && mvn -q package';
/** What a machine's TaskManager has printed, once it has printed anything. */
const PRINTED = 'until cat $FLINK_HOME/log/*taskexecutor*.out 2>/dev/null | grep .; do sleep 0.2; done';
const RUN = 'flink run -c lesson.Main target/lesson-1.0.jar';

interface Stage {
  readonly remote: RemoteWorld;
  readonly notes: string[];
  readonly compiled: string[];
  shell(source: string): Promise<CellResult>;
  java(source?: string): Promise<CellResult>;
  /** Builds the jar with mvn. */
  project(): Promise<void>;
}

const open: RemoteWorld[] = [];
afterEach(async () => {
  for (const remote of open.splice(0)) await remote.close(false);
});

async function stage(
  flink: FakeFlink,
  compile?: () => Promise<JavacResult>,
  listen = false,
  cluster?: OwnCluster,
): Promise<Stage> {
  const notes: string[] = [];
  const compiled: string[] = [];
  const version = await connect(flink.rest);
  const remote = createRemoteWorld({
    rest: flink.rest,
    version,
    sqlGateway: null,
    spec: specOf({
      machines: nodes(2),
      config: { 'state.checkpoints.dir': 'file:///tmp/checkpoints' },
    }),
    world: NOTHING_OUTSIDE,
    tools: {
      compile:
        compile ??
        (async (sources) => {
          compiled.push(...sources.map(({ text }) => text));
          return {
            diagnostics: [],
            classes: [{ path: 'lesson/Main.class', bytes: classBytes('lesson.Main', 'Main.java') }],
          };
        }),
      pack: packJar,
      folder: diskMount,
      listen: listen ? listenOnLoopback : () => Promise.reject(new Error('Allow it.')),
      ...(cluster ? { cluster } : {}),
    },
    workspace: '/home/ann/course',
    now: Date.now,
    note: (text) => notes.push(text),
  });
  open.push(remote);
  let next = 0;
  const run = async (language: string, source: string, options: CellRequest['options'] = {}): Promise<CellResult> => {
    const request = { cell: next++, language, options, source };
    if (language === 'java') remote.world.apply({ kind: 'sources', cells: [request] });
    remote.realTime.enter(() => remote.world.apply({ kind: 'run', request }));
    const cell = remote.world.runs.at(-1)!;
    await remote.realTime.run(() => cell.state !== 'running');
    return (
      cell.result ?? {
        ...{ ok: true, exitCode: null, stdout: cell.stdout, stderr: cell.stderr, error: null, virtualMs: 0 },
        ...{ serving: true, skipped: null, host: null },
      }
    );
  };
  return {
    remote,
    notes,
    compiled,
    shell: (source) => run('sh', source),
    async project() {
      await run('java', JAVA, { norun: true });
      await run('sh', BUILD);
    },
    java: (source = JAVA) => run('java', source),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const count = (flink: FakeFlink, line: string): number => flink.asked.filter((each) => each.line === line).length;

describe('a lesson on a Flink outside', () => {
  test('flink run uploads once, passes on its arguments, and serves while a socket job runs', async () => {
    const flink = fakeFlink();
    const { shell, project, remote } = await stage(flink);
    await project();
    const first = await shell(`${RUN} --input /workspace/words.txt --host node2:9999 plain`);
    expect([first.serving, first.stdout]).toEqual([
      true,
      expect.stringMatching(/^Job has been submitted with JobID 0+1\n$/),
    ]);
    await shell(`flink run -d -p 3 -s file:///sp -n -D a.b=c -c lesson.Main target/lesson-1.0.jar`);
    const runs = flink.asked.filter(({ line }) => line.endsWith('/run'));
    expect(runs.map(({ body }) => body)).toEqual([
      {
        entryClass: 'lesson.Main',
        jobId: expect.stringMatching(/^[0-9a-f]{32}$/),
        programArgsList: ['--input', '/home/ann/course/words.txt', '--host', '127.0.0.1:9999', 'plain'],
      },
      {
        entryClass: 'lesson.Main',
        jobId: expect.stringMatching(/^[0-9a-f]{32}$/),
        programArgsList: [],
        parallelism: 3,
        savepointPath: 'file:///sp',
        allowNonRestoredState: true,
        flinkConfiguration: { 'a.b': 'c' },
      },
    ]);
    expect(count(flink, 'POST /jars/upload')).toBe(1);
    // The end takes away what the run brought: both jobs and the jar.
    const cancelled = await remote.close(false);
    expect(cancelled).toHaveLength(2);
    expect(count(flink, 'DELETE /jars/abc_lesson-1.0.jar')).toBe(1);
  });

  test('a finished job is summed up, a failed one shows its exception and a Run button the line', async () => {
    const flink = fakeFlink('1.17.2', { state: 'FINISHED' });
    const { shell, project } = await stage(flink);
    await project();
    const finished = await shell(RUN);
    expect(finished.stdout).toContain('Program execution finished\n');
    expect(finished.stdout).toContain('Job Runtime: 500 ms\n');
    const failing = fakeFlink('1.17.2', {
      state: 'FAILED',
      exception:
        'java.lang.RuntimeException: outer\n\tat a.B.c(B.java:1)\nCaused by: java.lang.IllegalStateException: two\nlines\n\tat lesson.Main.map(Main.java:2)\n\t... 3 more\n',
    });
    const other = await stage(failing);
    const cell = await other.java();
    expect(cell.ok).toBe(false);
    expect(cell.error).toMatchObject({ message: expect.stringContaining('two\nlines'), line: 2 });
    await other.shell(BUILD);
    const run = await other.shell(RUN);
    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain(
      'Caused by: java.lang.IllegalStateException: two\nlines\n\tat lesson.Main.map(Main.java:2)',
    );
  });

  test('the output of TaskManager n is on machine n, in whatever order the cluster lists them', async () => {
    const flink = fakeFlink();
    const one = { path: 'akka.tcp://flink@localhost:1/x', slotsNumber: 2, freeSlots: 1 };
    const taskmanagers = ['taskmanager-2', 'taskmanager-1'].map((id) => ({ id, ...one }));
    flink.answers.set('/taskmanagers', { status: 200, body: { taskmanagers } });
    for (const { id } of taskmanagers) flink.files.set(`/taskmanagers/${id}/stdout`, `of ${id}\n`);
    const { shell } = await stage(flink);
    const shown = await shell(`${PRINTED}; ssh node2 "${PRINTED}"`);
    expect(shown.stdout).toBe('of taskmanager-1\nof taskmanager-2\n');
  });

  test('TaskManagers of a cluster that Millrace runs come and go from the shell, those of others do not', async () => {
    const asked: string[] = [];
    const own: OwnCluster = {
      async startTaskManager() {
        asked.push('start');
        return 3;
      },
      async killTaskManager(number) {
        asked.push(`kill ${number}`);
        if (number > 1) throw new Error('there is no such TaskManager');
      },
      outputOf: async () => '',
    };
    const { shell } = await stage(fakeFlink(), undefined, false, own);
    const started = await shell('taskmanager.sh start');
    expect(started.stdout).toBe('Starting taskexecutor daemon on host node1.\n');
    expect(started.stderr).toContain('it is TaskManager 3 of Flink 1.17.2');
    expect((await shell('chaos kill node1 TaskManagerRunner')).ok).toBe(true);
    expect((await shell('chaos kill node2 TaskManagerRunner')).stderr).toContain('there is no such TaskManager');
    expect(asked).toEqual(['start', 'kill 1', 'kill 2']);
    const other = await stage(fakeFlink());
    expect((await other.shell('taskmanager.sh start')).stderr).toContain('start and stop its processes where they run');
  });

  test('jps lists what stands for the processes of a cluster that Millrace runs, and kill ends the real one', async () => {
    const flink = fakeFlink();
    const one = { path: 'akka.tcp://flink@localhost:1/x', slotsNumber: 2, freeSlots: 1 };
    const taskmanagers = ['taskmanager-1', 'taskmanager-2'].map((id) => ({ id, ...one }));
    flink.answers.set('/taskmanagers', { status: 200, body: { taskmanagers } });
    const killed: number[] = [];
    const own: OwnCluster = {
      startTaskManager: async () => 3,
      killTaskManager: async (number) => void killed.push(number),
      outputOf: async () => '',
    };
    const { shell } = await stage(flink, undefined, false, own);
    const listed = await shell('until jps | grep TaskManagerRunner; do sleep 0.2; done; jps; ssh node2 jps');
    const names = listed.stdout.split('\n').map((line) => line.replace(/^\d+ /, ''));
    expect(names.filter((name) => name === 'StandaloneSessionClusterEntrypoint')).toHaveLength(1);
    expect(names.filter((name) => name === 'TaskManagerRunner')).toHaveLength(3);
    await shell('ssh node2 "kill -9 \\$(jps | grep TaskManagerRunner | cut -d\' \' -f1)"');
    expect(killed).toEqual([2]);
    expect((await shell('ssh node2 jps')).stdout).not.toContain('TaskManagerRunner');
    const foreign = await stage(fakeFlink());
    expect((await foreign.shell('jps')).stderr).toContain('outside of these machines; curl');
  });

  test('checkpoints of a cluster on this computer are in the folder that the lesson has for them', async () => {
    const outer = mkdtempSync(join(tmpdir(), 'millrace-test-'));
    const folder = join(outer, 'checkpoints');
    mkdirSync(join(folder, 'abc/chk-7'), { recursive: true });
    writeFileSync(join(folder, 'abc/chk-7/_metadata'), 'state');
    const flink = fakeFlink();
    const options = [{ key: 'state.checkpoints.dir', value: `file://${folder}` }];
    flink.answers.set('/jobmanager/config', { status: 200, body: options });
    const { shell, project } = await stage(flink);
    await project();
    expect((await shell('ls /tmp/checkpoints/abc/*')).stdout).toBe('_metadata\n');
    expect((await shell(`ls ${folder}/abc`)).stdout).toBe('chk-7\n');
    await shell('flink run -d -s /tmp/checkpoints/abc/chk-7 -c lesson.Main target/lesson-1.0.jar');
    const [run] = flink.asked.filter(({ line }) => line.endsWith('/run'));
    expect(run?.body).toMatchObject({ savepointPath: `${folder}/abc/chk-7` });
    rmSync(outer, { recursive: true });
  });

  test('a connection that is away for a moment ends nothing', async () => {
    const flink = fakeFlink();
    const { java } = await stage(flink);
    const away = (async () => {
      await expect.poll(() => flink.jobs.size, { timeout: 20_000 }).toBe(1);
      // What the job prints is asked for after how it stands.
      flink.answers.set('/taskmanagers', 'nobody');
      const asked = count(flink, 'GET /taskmanagers');
      await expect.poll(() => count(flink, 'GET /taskmanagers'), { timeout: 20_000 }).toBeGreaterThan(asked + 4);
      flink.answers.delete('/taskmanagers');
      for (const job of flink.jobs.values()) job.state = 'FINISHED';
    })();
    const result = await java();
    await away;
    expect(result.stderr).not.toContain('does not answer');
    expect(result.ok).toBe(true);
  });

  test('string literals that name places of the lesson are as the cluster knows them, and that is said once', async () => {
    const { java, compiled, notes } = await stage(fakeFlink());
    await java(
      'package lesson;\n// "node1"\npublic class Main { String a = "node1", b = "node10", c = "file:///workspace/x", d = "a\\"node1"; }\n',
    );
    expect(compiled[0]).toContain('// "node1"\n');
    expect(compiled[0]).toContain('a = "127.0.0.1", b = "node10", c = "file:///home/ann/course/x", d = "a\\"node1"');
    expect(notes.filter((note) => note.includes('/workspace is /home/ann/course'))).toHaveLength(1);
  });

  test('the shell reads and commands the real cluster through the address of the lesson', async () => {
    const flink = fakeFlink();
    const { shell, project } = await stage(flink);
    await project();
    await shell(`flink run -d -c lesson.Main target/lesson-1.0.jar`);
    expect((await shell('curl -s node1:8081/overview')).stdout).toContain('"slots-total":2');
    expect((await shell('flink list')).stdout).toMatch(/: 0+1 : fake \(RUNNING\)/);
    expect((await shell('flink cancel 00000000000000000000000000000001')).ok).toBe(true);
    expect([...flink.jobs.values()].map(({ state }) => state)).toEqual(['CANCELED']);
    expect((await shell('flink info -c lesson.Main target/lesson-1.0.jar')).stdout).toContain('"name": "fake"');
    flink.files.set('/taskmanagers/tm-1/stdout', '(a,1)\n');
    expect((await shell(PRINTED)).stdout).toBe('(a,1)\n');
  });

  test('time is real', async () => {
    const { shell } = await stage(fakeFlink());
    const started = performance.now();
    const { virtualMs } = await shell('sleep 0.5');
    expect(performance.now() - started).toBeGreaterThan(490);
    expect(virtualMs).toBeGreaterThan(490);
  });

  test('what makes no sense says so and what to do instead', async () => {
    const { shell, remote } = await stage(fakeFlink());
    const jps = await shell('jps');
    expect([jps.exitCode, jps.stderr]).toEqual([
      1,
      expect.stringMatching(/outside of these machines; curl .*taskmanagers/),
    ]);
    expect(remote.takeSenseless()).toHaveLength(1);
    expect(remote.takeSenseless()).toHaveLength(0);
    expect((await shell('start-cluster.sh')).stdout).toContain('Flink 1.17.2 at http://localhost:8081 runs already');
    expect((await shell('nc -lk 9999')).stderr).toContain('Allow it.');
  });

  test('with consent nc opens a real port, and what is typed reaches who connects', async () => {
    const { remote, shell } = await stage(fakeFlink(), undefined, true);
    const port = await freePort();
    expect((await shell(`nc -lk ${port}`)).serving).toBe(true);
    let heard = '';
    const socket = net.connect(port, '127.0.0.1');
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard += text;
    });
    await new Promise((resolve) => socket.once('connect', resolve));
    const request = { cell: 50, language: 'input', options: { to: `node1:${port}` }, source: 'hello\nthere' };
    remote.realTime.enter(() => remote.world.apply({ kind: 'run', request }));
    await remote.realTime.run(() => heard === 'hello\nthere\n');
    socket.destroy();
    const second = await shell(`nc -l ${port}`);
    expect(second.stderr).toContain(`port ${port} of this computer is in use`);
  });
});

describe('what can go wrong', () => {
  test('a compile error is at its line; no JDK is one sentence; nothing is uploaded', async () => {
    const flink = fakeFlink();
    const error = {
      ...{ file: 'src/main/java/lesson/Main.java', line: 2, column: 5, severity: 'error' as const },
      ...{ message: "';' expected", text: "src/main/java/lesson/Main.java:2: error: ';' expected" },
    };
    const { java } = await stage(flink, async () => ({ diagnostics: [error], classes: [] }));
    expect((await java()).error).toEqual({ message: "';' expected", file: error.file, line: 2, column: 5 });
    const without = await stage(flink, async () => {
      throw new Error('no JDK was found. Install one');
    });
    expect((await without.java()).error).toMatchObject({ message: 'no JDK was found. Install one', line: null });
    expect(count(flink, 'POST /jars/upload')).toBe(0);
  });

  test('too few slots are told with numbers while the job waits', async () => {
    const flink = fakeFlink('1.17.2', { running: 0, scheduled: 3 });
    const { shell, project, remote } = await stage(flink);
    await project();
    const running = shell(RUN);
    await expect.poll(() => remote.world.runs.at(-1)!.stderr).toContain('needs at least');
    for (const job of flink.jobs.values()) job.state = 'FINISHED';
    const run = await running;
    expect(run.stderr).toContain("needs at least 3, and 1 of the cluster's 2 are free");
  });

  test('a cluster that refuses to run the jar says why, in its own words', async () => {
    const flink = fakeFlink();
    flink.answers.set('/jars/abc_lesson-1.0.jar/run', {
      status: 400,
      body: { errors: ['org.apache.flink.client.program.ProgramInvocationException: X\nCaused by: java.lang.A: why'] },
    });
    const { shell, project } = await stage(flink);
    await project();
    expect((await shell(RUN)).stderr).toContain('java.lang.A: why');
    flink.answers.set('/jars/abc_lesson-1.0.jar/run', { status: 403, body: '' });
    expect((await shell(RUN)).stderr).toContain(
      'refuses the credentials (HTTP 403). Give the header that its proxy asks for',
    );
    expect(count(flink, 'POST /jars/upload')).toBe(1);
  });

  test('a main that fails after it has begun a job leaves none behind, and the message has a next step', async () => {
    const flink = fakeFlink();
    flink.failsAfterExecute =
      'org.apache.flink.api.common.InvalidProgramException: Job was submitted in detached mode. Results of job execution are not available.';
    const { shell, project } = await stage(flink);
    await project();
    const run = await shell('flink run -c lesson.Main target/lesson-1.0.jar');
    expect(run.ok).toBe(false);
    expect(run.stderr).toContain('in place of print(), collect() and count() of a DataSet');
    expect([...flink.jobs.values()].map(({ state }) => state)).toEqual(['CANCELED']);
  });

  test('a connection that is lost and comes back is no failure; what is told, is told once', async () => {
    const flink = fakeFlink('1.17.2', { source: 'Source: Collection Source' });
    const { shell, project, notes } = await stage(flink);
    await project();
    const running = shell(RUN);
    await expect.poll(() => flink.jobs.size).toBe(1);
    flink.gone = true;
    await expect.poll(() => notes).toContainEqual(expect.stringContaining('does not answer'));
    flink.gone = false;
    await expect.poll(() => notes).toContainEqual(expect.stringContaining('answers again'));
    for (const job of flink.jobs.values()) job.state = 'FINISHED';
    const run = await running;
    expect([run.ok, run.stderr]).toEqual([true, '']);
    await shell('sleep 1.2');
    expect(notes.filter((note) => note.includes('does not answer'))).toHaveLength(1);
    expect(notes.filter((note) => note.includes('answers again'))).toHaveLength(1);
  });

  test('closed while a job runs: it is cancelled, unless it is to be kept', async () => {
    for (const keep of [false, true]) {
      const flink = fakeFlink();
      const { shell, project, remote } = await stage(flink);
      await project();
      await shell(`flink run -d -c lesson.Main target/lesson-1.0.jar`);
      await remote.close(keep);
      expect([...flink.jobs.values()].map(({ state }) => state)).toEqual([keep ? 'RUNNING' : 'CANCELED']);
    }
  });
});

test('a class file tells its name, its source and whether it can be run', () => {
  expect(readClassFile(classBytes('a.b.C$D', 'C.java'))).toEqual({ name: 'a.b.C$D', source: 'C.java', hasMain: true });
  expect(readClassFile(classBytes('C', 'C.java', 0x0001)).hasMain).toBe(false);
  expect(() => readClassFile(new Uint8Array(20))).toThrow('no class file');
});
