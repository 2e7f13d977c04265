import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { useCommandLine } from './support.ts';

/** `millrace serve` as a process of its own, asked over a real socket. */

const LESSON = `---
preset: standalone
machines: [node1, node2]
seed: 3
---
\`\`\`java norun
package lab;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
public class Ticks {
    public static class Source implements SourceFunction<Long> {
        private volatile boolean running = true;
        @Override public void run(SourceContext<Long> ctx) throws Exception {
            for (long n = 0; running; n++) { ctx.collect(n); Thread.sleep(100); }
        }
        @Override public void cancel() { running = false; }
    }
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.addSource(new Source()).print();
        env.execute("Ticks");
    }
}
\`\`\`
\`\`\`sh
start-cluster.sh
sleep 8
mvn -q package
flink run -d -c lab.Ticks target/lesson-1.0.jar
curl -s -X POST -F jarfile=@target/lesson-1.0.jar node1:8081/jars/upload
\`\`\`
`;

interface Served {
  readonly process: ChildProcess;
  readonly port: number;
  output(): string;
  errors(): string;
  /** Resolves when the text has been printed. */
  said(text: string): Promise<void>;
  /** Exit code. */
  ended: Promise<number | null>;
}
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const { folder, script } = useCommandLine();
const running: ChildProcess[] = [];

beforeAll(() => {
  writeFileSync(join(folder, 'lesson.flink.md'), LESSON);
  writeFileSync(join(folder, 'none.flink.md'), '```sh\necho no cluster here\n```\n```sh\nfalse\n```\n');
  writeFileSync(join(folder, 'index.html'), '<title>a dashboard</title>');
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function start(...args: string[]): Served {
  const child = spawn(process.execPath, [script, 'serve', ...args], { cwd: folder });
  running.push(child);
  let output = '';
  let errors = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
    for (const look of listeners) look();
  });
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  return {
    process: child,
    get port() {
      return Number(/127\.0\.0\.1:(\d+)/.exec(output)?.[1]);
    },
    output: () => output,
    errors: () => errors,
    said: (text) =>
      new Promise((done, fail) => {
        child.once('exit', () => fail(new Error(`ended before it said "${text}": ${output}${errors}`)));
        const look = (): void => {
          if (!output.includes(text)) return;
          listeners.delete(look);
          done();
        };
        listeners.add(look);
        look();
      }),
    // With all that it said.
    ended: new Promise((done) => child.on('close', done)),
  };
}

function ask(
  served: Served,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((done, fail) => {
    const { method = 'GET', headers = {}, body } = options;
    const request = httpRequest({ host: '127.0.0.1', port: served.port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (data: Buffer) => {
        text += data.toString();
      });
      response.on('end', () =>
        done({ status: response.statusCode!, type: response.headers['content-type'] ?? '', text }),
      );
    });
    request.on('error', fail);
    request.end(body);
  });
}
const json = async (served: Served, path: string): Promise<unknown> => JSON.parse((await ask(served, path)).text);

describe('millrace serve', () => {
  test('answers from the lesson’s cluster, cancels, runs an uploaded jar, and ends with Ctrl-C', async () => {
    const served = start('lesson.flink.md', '--port', '0', '--pace', '20');
    await served.said('answers as the REST API');
    await served.said('the cells have run');
    expect(await json(served, '/overview')).toMatchObject({ taskmanagers: 2, 'jobs-running': 1 });
    const { jobs } = (await json(served, '/v1/jobs/overview')) as { jobs: { jid: string; state: string }[] };
    expect(jobs).toMatchObject([{ name: 'Ticks', state: 'RUNNING' }]);
    const before = (await json(served, `/jobs/${jobs[0]!.jid}`)) as { now: number };
    expect((await ask(served, `/jobs/${jobs[0]!.jid}?mode=cancel`, { method: 'PATCH' })).status).toBe(202);
    const state = async () => ((await json(served, '/jobs/overview')) as { jobs: typeof jobs }).jobs[0]!.state;
    while ((await state()) !== 'CANCELED') await new Promise((done) => setTimeout(done, 20));
    // 20 seconds a second: time went on by itself.
    const after = (await json(served, `/jobs/${jobs[0]!.jid}`)) as { now: number };
    expect(after.now).toBeGreaterThan(before.now);

    const { files } = (await json(served, '/jars')) as { files: { id: string }[] };
    const { plan } = (await json(served, `/jars/${files[0]!.id}/plan?entry-class=lab.Ticks`)) as {
      plan: { nodes: unknown[] };
    };
    expect(plan.nodes).toHaveLength(1);
    const ran = await ask(served, `/jars/${files[0]!.id}/run?entry-class=lab.Ticks`, { method: 'POST' });
    expect([ran.status, ran.text]).toEqual([200, expect.stringMatching(/^\{"jobid":"[0-9a-f]{32}"\}$/)]);

    served.process.kill('SIGINT');
    expect(await served.ended).toBe(0);
    expect(served.output()).toContain('── 2 of 2 cells ok');
  });

  test('takes a real jar as a browser sends it, and says why it cannot run', async () => {
    const served = start('lesson.flink.md', '--port', '0');
    await served.said('the cells have run');
    const boundary = 'x-boundary';
    const body = Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="jarfile"; filename="real.jar"\r\n\r\n`),
      Buffer.from([0x50, 0x4b, 3, 4, 13, 10, 0xff]),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const uploaded = await ask(served, '/jars/upload', { method: 'POST', headers, body });
    expect(uploaded.status).toBe(200);
    const id = (JSON.parse(uploaded.text) as { filename: string }).filename.replace(/.*\//, '');
    const refused = await ask(served, `/jars/${id}/run?entry-class=X`, { method: 'POST' });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('compiled Java')]);
    const graph = await ask(served, '/v1/jobs', { method: 'POST', headers, body });
    expect([graph.status, graph.text]).toEqual([400, expect.stringContaining('compiled Java')]);
  });

  test('503 while no JobManager serves; exit code 1 when a cell failed', async () => {
    const served = start('none.flink.md', '--port', '0');
    await served.said('the cells have run');
    const answer = await ask(served, '/overview');
    expect([answer.status, answer.type]).toEqual([503, 'application/json; charset=UTF-8']);
    expect(answer.text).toContain('no JobManager of this lesson serves its REST API now');
    served.process.kill('SIGINT');
    expect(await served.ended).toBe(1);
  });

  test('refuses pages of other sites, shows the files of --web and none beside them', async () => {
    const served = start('none.flink.md', '--port', '0', '--web', '.');
    await served.said('the cells have run');
    const { port } = served;
    for (const headers of [
      { host: 'evil.example' },
      { host: `evil.example:${port}` },
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await ask(served, '/overview', { headers: headers as Record<string, string> })).status).toBe(403);
    }
    expect((await ask(served, '/overview', { headers: { origin: `http://localhost:${port}` } })).status).toBe(503);
    expect(await ask(served, '/')).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
      text: '<title>a dashboard</title>',
    });
    for (const path of ['/../cli.js/../../etc/passwd', '/..%2f..%2fetc/passwd', '//etc/passwd']) {
      expect((await ask(served, path)).text).not.toContain('root:');
    }
  });

  test('one line and exit code 2: port in use, no such file, bad options, a folder without a dashboard', async () => {
    const first = start('none.flink.md', '--port', '0');
    await first.said('answers as the REST API');
    for (const [args, message] of [
      [['none.flink.md', '--port', String(first.port)], `port ${first.port} is in use; choose another with --port N`],
      [['nowhere.flink.md'], 'nowhere.flink.md cannot be read'],
      [['none.flink.md', '--port', 'x'], '--port takes a number from 0 to 65535, not "x"'],
      [['none.flink.md', '--pace', '-1'], '--pace'],
      [['none.flink.md', '--port', '0', '--web', tmpdir()], 'no index.html there'],
      [[], 'serve: which file?'],
    ] as const) {
      const served = start(...args);
      expect(await served.ended).toBe(2);
      expect(served.errors()).toContain(message);
      expect(served.errors().trimEnd().split('\n')).toHaveLength(1);
    }
  });
});
